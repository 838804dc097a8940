#include "core/letters.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

struct fold {
	uint16_t from, to;
};

/* U+00C0 to U+017F without their accents, in order; a blank is no letter. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"  /* 00C0 to 00FF */
			    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"  /* 0100 to 013F */
			    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"; /* 0140 to 017F */
_Static_assert(sizeof latin == 0x180 - 0xC0 + 1, "one letter each");

/* By code, for the search. */
static const struct fold folds[] = {
    {0x0218, 's'},    {0x0219, 's'},    {0x021A, 't'},    {0x021B, 't'},    /* Romanian, with a comma below */
    {0x0439, 0x0438}, {0x0451, 0x0435}, {0x0457, 0x0456}, {0x0491, 0x0433}, /* Cyrillic short i, io, yi, ghe upturned */
    {0x0622, 0x0627}, {0x0623, 0x0627}, {0x0624, 0x0648}, {0x0625, 0x0627}, /* alef with madda, hamza; waw with hamza; alef with hamza below */
    {0x0626, 0x06CC}, {0x0629, 0x0647}, {0x0643, 0x06A9}, {0x0649, 0x06CC}, /* yeh with hamza, teh marbuta, kaf, alef maksura */
    {0x064A, 0x06CC}, {0x0671, 0x0627}, {0x06C0, 0x0647}, {0x06C1, 0x0647}, /* yeh, alef wasla, heh with hamza, heh goal */
    {0x06C2, 0x0647}, {0x06C3, 0x0647}, {0x06D3, 0x06D2}, {0x06D5, 0x0647}, /* more of heh, yeh barree with hamza */
    {0x09DC, 0x09A1}, {0x09DD, 0x09A2}, {0x09DF, 0x09AF},                   /* Bengali rra, rha, yya */
    {0x0A33, 0x0A32}, {0x0A36, 0x0A38}, {0x0A59, 0x0A16}, {0x0A5A, 0x0A17}, /* Gurmukhi lla, sha, khha, ghha, */
    {0x0A5B, 0x0A1C}, {0x0A5E, 0x0A2B},                                     /* za, fa */
};

static uint32_t fold_other(uint32_t code)
{
	size_t low = 0, high = sizeof folds / sizeof *folds;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (folds[middle].from == code)
			return folds[middle].to;
		if (folds[middle].from < code)
			low = middle + 1;
		else
			high = middle;
	}
	return code;
}

static uint32_t fold(uint32_t code)
{
	if (code >= 'A' && code <= 'Z')
		return code - 'A' + 'a';
	if (code >= 0xC0 && code < 0x180)
		return (unsigned char)latin[code - 0xC0];
	if (code >= 0x0410 && code <= 0x042F)
		code += 0x20;
	else if (code >= 0x0400 && code <= 0x040F)
		code += 0x50;
	else if (code == 0x0490)
		code = 0x0491;
	return fold_other(code);
}

/* Passed over as if it were not there. */
static bool is_silent(uint32_t code)
{
	return code == '\'' || code == 0x2019 || code == 0x02BC ||                       /* apostrophes */
	       code == 0x200C || code == 0x200D || code == 0x00AD ||                     /* joiners, soft hyphen */
	       (code >= 0x0300 && code <= 0x036F) ||                                     /* accents */
	       (code >= 0x064B && code <= 0x065F) || code == 0x0670 || code == 0x0640 || /* vowel points, long line */
	       code == 0x09BC || code == 0x0A3C;                                         /* the dot below */
}

static bool is_sign(uint32_t code)
{
	if (code < 0x80)
		return !((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= '0' && code <= '9'));
	return code < 0xC0 || code == 0xD7 || code == 0xF7 ||                                             /* Latin signs and quotes */
	       (code >= 0x0600 && code < 0x0610) || code == 0x061B || code == 0x061F || code == 0x066A || /* Arabic comma, semicolon, */
	       code == 0x066B || code == 0x066C || code == 0x066D || code == 0x06D4 ||                    /* question mark, full stop */
	       code == 0x0964 || code == 0x0965 || (code >= 0x2000 && code < 0x2070) || code == 0x20AC || /* danda; dashes, quotes */
	       (code >= 0x2190 && code < 0x2C00) || (code >= 0x3000 && code < 0x3020) || code == 0xFEFF;  /* arrows and pictures */
}

uint32_t letter_next(const char **text)
{
	while (**text) {
		uint32_t code = (unsigned char)**text;
		if ((code >= 'a' && code <= 'z') || code == ' ') { /* nearly all: every text is looked through for hundreds of phrases */
			++*text;
			return code;
		}
		*text += utf8_next(*text, strnlen(*text, 4), &code);
		if (is_silent(code))
			continue;
		return is_sign(code) ? ' ' : fold(code);
	}
	return 0;
}
