#include "core/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "core/settings_take.h"

/* A picture hangs at most as high as a room; nobody reads from nearer than 200 mm, nor
 * touches from farther than 3 m. */
enum { PIXELS_MIN = 320, PIXELS_MAX = 7680, MM_MIN = 50, MM_MAX = 3000, FLOOR_MAX = 2500, DISTANCE_MIN = 200, DISTANCE_MAX = 3000 };

static bool take_folder(const struct value *value, char out[FAULT_FILE_MAX], struct fault *fault)
{
	char joined[FAULT_FILE_MAX];
	const char *from = value->text[0] == '/' ? "" : value->folder;

	if (from[0] == '\0' ? strlen(value->text) >= sizeof joined : !file_join(joined, sizeof joined, from, value->text))
		return fault_set(fault, "the folder is too long; at most %d bytes", FAULT_FILE_MAX - 1);
	snprintf(out, FAULT_FILE_MAX, "%s", from[0] == '\0' ? value->text : joined);
	return true;
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

/* "760" as a whole number within the limits. */
static bool take_number(const struct value *value, int least, int most, int *out, struct fault *fault)
{
	char *end;
	long number = strtol(value->text, &end, 10);

	if (value->text[0] < '0' || value->text[0] > '9' || *end)
		return fault_set(fault, "\"%s\" is not a whole number; write it like %d", value->text, least < 600 ? 600 : least);
	if (number < least || number > most)
		return fault_set(fault, "%s is out of range; it is from %d to %d", value->text, least, most);
	*out = (int)number;
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
	return take_number(value, 1, FLOOR_MAX, &settings->floor_mm, fault);
}

static bool take_distance(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_number(value, DISTANCE_MIN, DISTANCE_MAX, &settings->distance_mm, fault);
}

static bool take_rotate(const struct value *value, struct settings *settings, struct fault *fault)
{
	int degrees = 0;

	if (!take_number(value, 0, 270, &degrees, NULL) || degrees % 90)
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

/* What a reading carries from line to line. */
struct reading {
	const char *path;
	char folder[FAULT_FILE_MAX];
	int line;
	int seen[SETTING_COUNT]; /* the line of each key, 0 for none */
	struct settings *settings;
	struct findings *findings;
};

static void refuse(struct reading *reading, const char *item, const char *says)
{
	struct spot spot = {reading->path, reading->line, item};

	findings_add(reading->findings, SEVERITY_ERROR, "config", spot, "%s", says);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Cuts blanks at both ends, in place. */
static char *trim(char *text)
{
	size_t length;

	while (is_space(*text))
		text++;
	length = strlen(text);
	while (length > 0 && is_space(text[length - 1]))
		text[--length] = '\0';
	return text;
}

/* Ends the line at a `#` that begins it or follows a blank: a folder may have one inside its name. */
static void cut_comment(char *line)
{
	for (char *at = line; *at; at++)
		if (*at == '#' && (at == line || is_space(at[-1]))) {
			*at = '\0';
			return;
		}
}

static const struct key *find_key(const char *name)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		if (strcmp(keys[i].help.key, name) == 0)
			return &keys[i];
	return NULL;
}

static void refuse_unknown(struct reading *reading, const char *name)
{
	const char *known[SETTING_COUNT];
	struct fault fault;

	for (int i = 0; i < SETTING_COUNT; i++)
		known[i] = keys[i].help.key;
	fault_set(&fault, "this key is not known; did you mean \"%s\"?", nearest_word(name, known, SETTING_COUNT));
	refuse(reading, name, fault.says);
}

static void read_pair(struct reading *reading, const char *name, const char *text)
{
	const struct value value = {text, reading->folder, reading->line};
	const struct key *key = find_key(name);
	struct fault fault;
	int *seen;

	if (!key) {
		refuse_unknown(reading, name);
		return;
	}
	seen = &reading->seen[key - keys];
	if (text[0] == '\0') {
		refuse(reading, name, "there is nothing after the equals sign; give a value or remove the line");
	} else if (*seen && !key->many) {
		fault_set(&fault, "this key stands in line %d too, and that line counts; remove one", *seen);
		refuse(reading, name, fault.says);
	} else if (!key->take(&value, reading->settings, &fault)) {
		refuse(reading, name, fault.says);
	} else {
		*seen = reading->line;
	}
}

static void read_line(struct reading *reading, char *line)
{
	char *equals;

	if (!utf8_valid(line, strlen(line))) {
		refuse(reading, NULL, "this line is not UTF-8 text; save the file as UTF-8");
		return;
	}
	cut_comment(line);
	line = trim(line);
	if (line[0] == '\0')
		return;
	equals = strchr(line, '=');
	if (!equals) {
		refuse(reading, line, "there is no equals sign; write key = value");
		return;
	}
	*equals = '\0';
	read_pair(reading, trim(line), trim(equals + 1));
}

static void read_lines(struct reading *reading, char *text, size_t length)
{
	char *at = text;

	if (strlen(text) != length) {
		refuse(reading, NULL, "this file holds a zero byte, so it is not text; what comes after it is left out");
	}
	if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at) {
		char *end = strchr(at, '\n');

		if (end)
			*end++ = '\0';
		reading->line++;
		read_line(reading, at);
		at = end;
	}
}

/* The folder of the file, "" for the folder that the program runs in. */
static bool set_folder(struct reading *reading)
{
	const char *slash = strrchr(reading->path, '/');
	size_t length = slash ? (size_t)(slash - reading->path) + 1 : 0;

	if (length >= sizeof reading->folder)
		return false;
	memcpy(reading->folder, reading->path, length);
	reading->folder[length] = '\0';
	return true;
}

bool settings_read(const char *path, struct settings *settings, struct findings *findings)
{
	struct reading reading = {.path = path, .settings = settings, .findings = findings};
	struct fault fault;
	size_t length;
	char *text;

	if (!set_folder(&reading)) {
		refuse(&reading, NULL, "this path is too long");
		return false;
	}
	if (!file_read(path, SETTINGS_FILE_MAX, &text, &length, &fault)) {
		refuse(&reading, NULL, fault.says);
		return false;
	}
	settings_defaults(settings);
	read_lines(&reading, text, length);
	free(text);
	return true;
}
