#include "screen/scripts.h"

#include <string.h>

#include <hb.h>

static bool is_letter(uint32_t code)
{
	return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

/* The letters of Arabic, Persian and Urdu; others of the block are Sans alone. */
static bool in_nastaliq(uint32_t code)
{
	static const struct {
		uint16_t from, to;
	} lacking[] = {
	    {0x0605, 0x0608}, {0x0615, 0x061A}, {0x061D, 0x061D}, {0x065A, 0x065C}, {0x0674, 0x0678}, {0x0682, 0x0682}, {0x0690, 0x0690},
	    {0x0692, 0x0692}, {0x0694, 0x0695}, {0x0697, 0x0697}, {0x069B, 0x069D}, {0x069F, 0x06A0}, {0x06A2, 0x06A3}, {0x06A5, 0x06A5},
	    {0x06A7, 0x06A8}, {0x06AA, 0x06AA}, {0x06AC, 0x06AE}, {0x06B2, 0x06B2}, {0x06B4, 0x06B6}, {0x06B8, 0x06B9}, {0x06BD, 0x06BD},
	    {0x06BF, 0x06BF}, {0x06C5, 0x06C5}, {0x06C8, 0x06C9}, {0x06CB, 0x06CB}, {0x06CE, 0x06CF}, {0x06D1, 0x06D1}, {0x06D6, 0x06DC},
	    {0x06DF, 0x06DF}, {0x06E2, 0x06E8}, {0x06EA, 0x06ED}, {0x06FA, 0xFFFF}, /* the presentation forms too */
	};
	for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
		if (code >= lacking[i].from && code <= lacking[i].to)
			return false;
	return true;
}

static enum script arabic_for(uint32_t code, enum script main)
{
	return main == SCRIPT_NASTALIQ && in_nastaliq(code) ? SCRIPT_NASTALIQ : SCRIPT_ARABIC;
}

static bool has_dandas(enum script script)
{
	return script == SCRIPT_GURMUKHI || script == SCRIPT_BENGALI;
}

int script_of(uint32_t code, enum script main)
{
	if (code < 0x80)
		return is_letter(code) || (code >= '0' && code <= '9') ? SCRIPT_LATIN : SCRIPT_COMMON;
	if (code == 0x0964 || code == 0x0965) /* dandas: never in the Latin font */
		return has_dandas(main) ? (int)main : SCRIPT_COMMON;
	switch (hb_unicode_script(hb_unicode_funcs_get_default(), code)) {
	case HB_SCRIPT_ARABIC:
		return (int)arabic_for(code, main);
	case HB_SCRIPT_GURMUKHI:
		return SCRIPT_GURMUKHI;
	case HB_SCRIPT_BENGALI:
		return SCRIPT_BENGALI;
	case HB_SCRIPT_INHERITED:
		return SCRIPT_INHERITED;
	case HB_SCRIPT_COMMON: /* Arabic commas and digits are common too */
		return code >= 0x0600 && code < 0x0700 ? (int)arabic_for(code, main) : SCRIPT_COMMON;
	default:
		return SCRIPT_LATIN;
	}
}

/* Do both cuts of the script have this common character? */
static bool in_script_fonts(uint32_t code, enum script script)
{
	if (script == SCRIPT_LATIN || code == ' ' || code == '\n' || code == 0xA0 || (code >= 0x200B && code <= 0x200D) || code == 0x2010)
		return true;
	if (script == SCRIPT_ARABIC || script == SCRIPT_NASTALIQ)
		return (code == '!' && script == SCRIPT_ARABIC) || /* Nastaliq's stands apart from its word */
		       code == '.' || code == ':' || code == 0xAB || code == 0xBB;
	if (code < 0x80)
		return code != '$' && code != '&' && code != '@' && code != '`';
	return code == 0x0964 || code == 0x0965 || code == 0x2013 || code == 0x2014 || code == 0x2018 || code == 0x2019 || code == 0x201C ||
	       code == 0x201D || code == 0x2026;
}

enum script script_drawing(uint32_t code, enum script script)
{
	return in_script_fonts(code, script) ? script : SCRIPT_LATIN;
}

enum face script_face(enum face face, enum script script)
{
	return face == FACE_SERIF && script != SCRIPT_LATIN ? FACE_BOLD : face;
}

enum script script_of_language(const char *language, bool tall)
{
	static const struct {
		char language[4];
		uint8_t script, tall; /* enum script */
	} table[] = {
	    {"ar", SCRIPT_ARABIC, SCRIPT_ARABIC},     {"fa", SCRIPT_ARABIC, SCRIPT_ARABIC},   {"ur", SCRIPT_ARABIC, SCRIPT_NASTALIQ},
	    {"pa", SCRIPT_GURMUKHI, SCRIPT_GURMUKHI}, {"bn", SCRIPT_BENGALI, SCRIPT_BENGALI}, {"as", SCRIPT_BENGALI, SCRIPT_BENGALI},
	    {"ps", SCRIPT_ARABIC, SCRIPT_ARABIC},     {"prs", SCRIPT_ARABIC, SCRIPT_ARABIC},  {"ckb", SCRIPT_ARABIC, SCRIPT_ARABIC},
	    {"sd", SCRIPT_ARABIC, SCRIPT_ARABIC},     {"ug", SCRIPT_ARABIC, SCRIPT_ARABIC},   {"pnb", SCRIPT_ARABIC, SCRIPT_NASTALIQ},
	    {"ks", SCRIPT_ARABIC, SCRIPT_ARABIC},
	};
	if (!language || strstr(language, "-Latn"))
		return SCRIPT_LATIN;
	if (strstr(language, "-Arab"))
		return SCRIPT_ARABIC;
	size_t length = strcspn(language, "-_");
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].language[0] == language[0] && strlen(table[i].language) == length && strncmp(table[i].language, language, length) == 0)
			return (enum script)(tall ? table[i].tall : table[i].script);
	return SCRIPT_LATIN;
}
