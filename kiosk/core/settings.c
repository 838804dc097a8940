#include "core/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/settings_take.h"

/* A picture hangs at most as high as a room; nobody reads from nearer than 200 mm, nor
 * touches from farther than 3 m. */
enum { PIXELS_MIN = 320, PIXELS_MAX = 7680, MM_MIN = 50, MM_MAX = 3000, FLOOR_MAX = 2500, DISTANCE_MIN = 200, DISTANCE_MAX = 3000 };

static bool take_folder(const struct value *value, char out[FAULT_FILE_MAX], struct fault *fault)
{
	return value_path(value, out, FAULT_FILE_MAX, fault);
}

/* "1920x1080" as two whole numbers within the limits. */
static bool take_pair(const struct value *value, int least, int most, int pair[2], struct fault *fault)
{
	const char *at = value->text;
	long number[2] = {0, 0};

	for (int i = 0; i < 2; i++) {
		char *end;

		if (*at < '0' || *at > '9')
			return fault_set(fault, "\"%s\" is not a width and a height; write it like 1920x1080", value->text);
		number[i] = strtol(at, &end, 10);
		if (*end != (i == 0 ? 'x' : '\0'))
			return fault_set(fault, "\"%s\" is not a width and a height; write it like 1920x1080", value->text);
		at = end + 1;
	}
	for (int i = 0; i < 2; i++)
		if (number[i] < least || number[i] > most)
			return fault_set(fault, "%s is out of range; each number is from %d to %d", value->text, least, most);
	pair[0] = (int)number[0];
	pair[1] = (int)number[1];
	return true;
}

bool take_choice(const struct value *value, const char *off, const char *on, bool *out, struct fault *fault)
{
	bool is_on = strcmp(value->text, on) == 0;

	if (!is_on && strcmp(value->text, off) != 0)
		return fault_set(fault, "\"%s\" is not known here; write \"%s\" or \"%s\"", value->text, off, on);
	*out = is_on;
	return true;
}

static bool take_pack(const struct value *value, struct settings *settings, struct fault *fault)
{
	struct pack_set *packs = &settings->packs;

	if (packs->count >= PACK_LAYERS_MAX)
		return fault_set(fault, "at most %d packs; leave one out", PACK_LAYERS_MAX);
	if (!take_folder(value, packs->folder[packs->count], fault))
		return false;
	packs->count++;
	return true;
}

static bool take_size(const struct value *value, struct settings *settings, struct fault *fault)
{
	int pair[2];

	if (!take_pair(value, PIXELS_MIN, PIXELS_MAX, pair, fault))
		return false;
	settings->width_px = pair[0];
	settings->height_px = pair[1];
	return true;
}

static bool take_panel(const struct value *value, struct settings *settings, struct fault *fault)
{
	int pair[2];

	if (!take_pair(value, MM_MIN, MM_MAX, pair, fault))
		return false;
	settings->width_mm = pair[0];
	settings->height_mm = pair[1];
	return true;
}

static bool take_floor(const struct value *value, struct settings *settings, struct fault *fault)
{
	return value_number(value, 1, FLOOR_MAX, &settings->floor_mm, fault);
}

static bool take_distance(const struct value *value, struct settings *settings, struct fault *fault)
{
	return value_number(value, DISTANCE_MIN, DISTANCE_MAX, &settings->distance_mm, fault);
}

static bool take_rotate(const struct value *value, struct settings *settings, struct fault *fault)
{
	int degrees = 0;

	if (!value_number(value, 0, 270, &degrees, NULL) || degrees % 90)
		return fault_set(fault, "\"%s\" is no quarter turn; write 0, 90, 180 or 270", value->text);
	settings->rotate = degrees;
	return true;
}

static bool take_assets(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_folder(value, settings->assets, fault);
}

static bool take_fonts(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_folder(value, settings->fonts, fault);
}

static bool take_cache(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_folder(value, settings->cache, fault);
}

static bool take_counts(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_folder(value, settings->counts, fault);
}

static bool take_outbox(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_folder(value, settings->outbox, fault);
}

static bool take_content(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_folder(value, settings->content, fault);
}

static bool take_content_state(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_folder(value, settings->content_state, fault);
}

static bool take_fullscreen(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_choice(value, "no", "yes", &settings->fullscreen, fault);
}

static bool take_theme(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_choice(value, "standard", "contrast", &settings->contrast, fault);
}

static bool take_motion(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_choice(value, "on", "off", &settings->still, fault);
}

/* The one table of keys. */
static const struct key {
	struct settings_help help;
	bool many; /* may come several times */
	bool (*take)(const struct value *value, struct settings *settings, struct fault *fault);
} keys[] = {
    {{"pack", "FOLDER", "a pack to show; may come several times"}, true, take_pack},
    {{"size", "WIDTHxHEIGHT", "pixels; without it, those of the screen"}, false, take_size},
    {{"panel_mm", "WIDTHxHEIGHT", "the glass in millimetres; without it, a 21.5 inch panel"}, false, take_panel},
    {{"floor_mm", "MM", "the lower edge of the picture above the floor, so that all can reach its buttons"}, false, take_floor},
    {{"distance_mm", "MM", "from the reader's eye to the glass; without it, 600"}, false, take_distance},
    {{"rotate", "0|90|180|270", "degrees that the picture is turned clockwise, and touches back"}, false, take_rotate},
    {{"assets", "FOLDER", "pictures and icons of the program"}, false, take_assets},
    {{"fonts", "FOLDER", "the Noto fonts"}, false, take_fonts},
    {{"cache", "FOLDER", "keeps pictures drawn for this panel"}, false, take_cache},
    {{"counts", "FOLDER", "keeps coarse totals of visits; without it, that of the service, else none are kept"}, false, take_counts},
    {{"outbox", "FOLDER", "where the screen writes how it is, for signpost-sync report; without it, outbox/ in the folder of the counts"},
     false,
     take_outbox},
    {{"content", "FOLDER", "content that signpost-sync keeps up to date; the packs above are for when there is none"}, false, take_content},
    {{"content_state", "FOLDER", "keeps which content did not work; without it, the folder of the counts"}, false, take_content_state},
    {{"fullscreen", "yes|no", "fill the screen"}, false, take_fullscreen},
    {{"theme", "standard|contrast", "colours that the screen starts with"}, false, take_theme},
    {{"motion", "on|off", "whether things move"}, false, take_motion},
    {{"speech", "off|on", "read aloud, to headphones only; needs the package espeak-ng"}, false, take_speech},
    {{"headphones", "keypad|switch|held", "how the screen knows that headphones are in"}, false, take_headphones},
    {{"headphone_switch", "auto|DEVICE", "the device that tells, for headphones = switch"}, false, take_switch_device},
    {{"audio", "NAME", "the sound device of the headphones; only headphones = held does without"}, false, take_audio},
    {{"voice", "PROGRAM", "the speaking program; without it, /usr/bin/espeak-ng"}, false, take_voice},
    {{"voice_rate", "WORDS", "how fast it speaks, words a minute: 80 to 450"}, false, take_voice_rate},
    {{"key", "NAME DUTY", "what a key does; may come several times"}, true, take_key},
    {{"key_wait", "MILLISECONDS", "the same key again within this time does not count: 0 to 2000"}, false, take_key_wait},
    {{"scan", "MILLISECONDS", "how long one-switch scanning stays on each control: 500 to 20000"}, false, take_scan},
};

enum { SETTING_COUNT = sizeof keys / sizeof *keys };
_Static_assert((int)SETTING_COUNT <= (int)CONF_KEYS_MAX && (int)SETTINGS_FILE_MAX == (int)CONF_FILE_MAX, "limits of the reader");

bool settings_help(int number, struct settings_help *help)
{
	if (number < 0 || number >= SETTING_COUNT)
		return false;
	*help = keys[number].help;
	return true;
}

void settings_defaults(struct settings *settings)
{
	memset(settings, 0, sizeof *settings);
	settings->distance_mm = DISTANCE_MM;
	snprintf(settings->fonts, sizeof settings->fonts, "%s", "/usr/share/fonts/truetype/noto");
	speech_defaults(&settings->speech);
}

static const char *key_of(int number)
{
	return keys[number].help.key;
}

static bool key_many(int number)
{
	return keys[number].many;
}

static bool take_key_number(void *settings, int number, const struct value *value, struct fault *fault)
{
	return keys[number].take(value, settings, fault);
}

static void set_defaults(void *settings)
{
	settings_defaults(settings);
}

bool settings_read(const char *path, struct settings *settings, struct findings *findings)
{
	static const struct conf conf = {SETTING_COUNT, key_of, key_many, take_key_number, set_defaults};

	return conf_read(path, &conf, settings, findings);
}
