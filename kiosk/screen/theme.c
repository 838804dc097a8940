#include "screen/theme.h"

#include <math.h>

/* LOOK.md, Tokens. */
const struct theme theme_light = {
    .contrast = false,
    .ink = 0xFF1B2F3B,
    .soft = 0xFF3B4A52,
    .paper = 0xFFFBF5E9,
    .milk = 0xFFFFFDF8,
    .oat = 0xFFF3E8D2,
    .bark = 0xFF857759,
    .main = 0xFF1F5B57,
    .main_lip = 0xFF164643,
    .main_ink = 0xFFFFFDF8,
    .honey = 0xFFF0B33F,
    .honey_lip = 0xFFB57A1C,
    .honey_ink = 0xFF1B2F3B,
    .cream = 0xFFFFF6E4,
    .hairline = 0xFFE4D5B6,
    .outline = 2,
    .lip = 4,
};

const struct theme theme_contrast = {
    .contrast = true,
    .ink = 0xFFFFF9EC,
    .soft = 0xFFFFF9EC,
    .paper = 0xFF0E1420,
    .milk = 0xFF171F2E,
    .oat = 0xFF232D3F,
    .bark = 0xFFE9DCC0,
    .main = 0xFFFFD873,
    .main_lip = 0xFFFFD873,
    .main_ink = 0xFF0E1420,
    .honey = 0xFFFFD873,
    .honey_lip = 0xFFFFD873,
    .honey_ink = 0xFF0E1420,
    .cream = 0xFFFFF9EC,
    .hairline = 0xFF5A6478,
    .outline = 3,
    .lip = 0,
};

static double linear(unsigned channel)
{
	double c = channel / 255.0;
	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(colour c)
{
	return 0.2126 * linear(c >> 16 & 255) + 0.7152 * linear(c >> 8 & 255) + 0.0722 * linear(c & 255);
}

double theme_ratio(colour a, colour b)
{
	double la = luminance(a), lb = luminance(b);
	double high = la > lb ? la : lb, low = la > lb ? lb : la;
	return (high + 0.05) / (low + 0.05);
}
