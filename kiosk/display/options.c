#include "display/options.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"
#include "core/action.h"

static bool take_numbers(const char *text, int least, int most, int *first, int *second)
{
	char *end;

	if (text[0] < '0' || text[0] > '9')
		return false;
	long a = strtol(text, &end, 10);
	if (*end != 'x' || end[1] < '0' || end[1] > '9')
		return false;
	long b = strtol(end + 1, &end, 10);
	if (*end || a < least || b < least || a > most || b > most)
		return false;
	*first = (int)a;
	*second = (int)b;
	return true;
}

static bool take_size(const char *value, struct options *options, struct fault *fault)
{
	static const struct panel_size all[] = {{1920, 1080}, {1080, 1920}, {800, 480}};
	struct panel_size size;
	bool every = strcmp(value, "all") == 0;

	if (!every && !take_numbers(value, 320, 7680, &size.w, &size.h))
		return fault_set(fault, "\"%s\" is not a size; write it like 1920x1080 (320 to 7680), or all", value);
	for (int i = 0; i < (every ? 3 : 1); i++) {
		if (options->size_count == SIZES_MAX)
			return fault_set(fault, "at most %d sizes", SIZES_MAX);
		options->sizes[options->size_count++] = every ? all[i] : size;
	}
	return true;
}

static bool take_panel(const char *value, struct options *options, struct fault *fault)
{
	if (!take_numbers(value, 50, 3000, &options->width_mm, &options->height_mm))
		return fault_set(fault, "\"%s\" is not a width and height in millimetres; write it like 476x268", value);
	return true;
}

static bool take_number(const char *value, int least, int most, int *out)
{
	char *end;
	long number = strtol(value, &end, 10);
	bool fine = value[0] >= '0' && value[0] <= '9' && !*end && number >= least && number <= most;

	*out = fine ? (int)number : *out;
	return fine;
}

static bool take_floor(const char *value, struct options *options, struct fault *fault)
{
	return take_number(value, 1, 2500, &options->floor_mm) || fault_set(fault, "\"%s\" is no height in millimetres; write it like 760", value);
}

static bool take_distance(const char *value, struct options *options, struct fault *fault)
{
	return take_number(value, 200, 3000, &options->distance_mm) ||
	       fault_set(fault, "\"%s\" is no distance in millimetres, 200 to 3000; write it like 600", value);
}

static bool take_rotate(const char *value, struct options *options, struct fault *fault)
{
	int degrees = 0;

	if (!take_number(value, 0, 270, &degrees) || degrees % 90)
		return fault_set(fault, "\"%s\" is no quarter turn; write 0, 90, 180 or 270", value);
	options->rotate = degrees;
	return true;
}

static bool take_now(const char *value, struct options *options, struct fault *fault)
{
	options->has_now = true;
	if (!moment_parse(value, &options->now))
		return fault_set(fault, "\"%s\" is not a time; write it like 2026-11-02T09:59", value);
	return true;
}

static bool take_theme(const char *value, struct options *options, struct fault *fault)
{
	options->theme = value;
	if (strcmp(value, "light") != 0 && strcmp(value, "contrast") != 0)
		return fault_set(fault, "\"%s\" is not a theme; write light or contrast", value);
	return true;
}

static bool take_text(const char *value, struct options *options, struct fault *fault)
{
	options->text = value;
	return text_size_value(value) >= 0 || fault_set(fault, "\"%s\" is no size of words; write normal, large or largest", value);
}

static bool take_motion(const char *value, struct options *options, struct fault *fault)
{
	options->motion = value;
	if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0)
		return fault_set(fault, "\"%s\" is not known here; write on or off", value);
	return true;
}

/* Options that only keep their text, or only say yes, name the place. */
struct option_row {
	const char *name, *value, *help;
	bool (*take)(const char *value, struct options *options, struct fault *fault);
	size_t text; /* offset of a const char *, 0 none */
	size_t flag; /* offset of a bool, 0 none */
};

#define TEXT(member) .text = offsetof(struct options, member)
#define FLAG(member) .flag = offsetof(struct options, member)

static const struct option_row rows[] = {
    {"--config", "FILE", "settings; without it ./config/kiosk.conf, else that of the system", TEXT(config)},
    {"--size", "WxH", "pixels; several times or \"all\" with --shots, --dumps and --prepare", take_size, 0, 0},
    {"--panel-mm", "WxH", "the glass in millimetres", take_panel, 0, 0},
    {"--floor-mm", "MM", "its lower edge above the floor", take_floor, 0, 0},
    {"--distance-mm", "MM", "from the reader's eye to the glass", take_distance, 0, 0},
    {"--rotate", "0|90|180|270", "degrees that a window's picture is turned clockwise", take_rotate, 0, 0},
    {"--fullscreen", NULL, "fill the screen", FLAG(fullscreen)},
    {"--window", NULL, "open a window, whatever the settings say", FLAG(window)},
    {"--theme", "light|contrast", "colours at the start; with --shots and --dumps only these", take_theme, 0, 0},
    {"--lang", "CODE", "language at the start of a script; with --shots and --dumps only this one", TEXT(language)},
    {"--motion", "on|off", "whether things move", take_motion, 0, 0},
    {"--now", "TIME", "pretend it is 2026-11-02T09:59 (London); the clock runs on", take_now, 0, 0},
    {"--preview", NULL, "in a window, show packs that nobody has signed (S37)", FLAG(preview)},
    {"--assets", "FOLDER", "holds scenes/ and icons/", TEXT(assets)},
    {"--fonts", "FOLDER", "holds the Noto fonts", TEXT(fonts)},
    {"--cache", "FOLDER", "keeps pictures drawn for this panel", TEXT(cache)},
    {"--headless", NULL, "no window and no clock: for scripts", FLAG(headless)},
    {"--script", "FILE", "run a visit (see display/script.h); ends with 1 when a line fails", TEXT(script)},
    {"--speech-to", "FILE", "with a script: write all that is read aloud as one WAV file", TEXT(speech_to)},
    {"--dump", "FILE", "write the last screen as JSON", TEXT(dump)},
    {"--dumps", "FILE", "write every screen as a line of JSON; - is standard output", TEXT(dumps)},
    {"--text", "SIZE", "with --dumps: only words that are normal, large or largest", take_text, 0, 0},
    {"--shots", "FOLDER", "write every screen as PNG", TEXT(shots)},
    {"--full", NULL, "with --shots and --dumps: also every message, offer and code", FLAG(full)},
    {"--prepare", NULL, "draw all pictures into the cache and end", FLAG(prepare)},
    {"--check-config", NULL, "say what is wrong with settings and packs and end", FLAG(check_config)},
    {"--version", NULL, "print the version and end", FLAG(version)},
    {"--help", NULL, "print this and end", FLAG(help)},
};

enum { ROW_COUNT = sizeof rows / sizeof *rows };

static bool unknown(const char *name, struct fault *fault)
{
	const char *names[ROW_COUNT];

	for (int i = 0; i < ROW_COUNT; i++)
		names[i] = rows[i].name;
	return fault_set(fault, "unknown option \"%s\", did you mean \"%s\"?", name, nearest_word(name, names, ROW_COUNT));
}

static bool take_pack(const char *folder, struct options *options, struct fault *fault)
{
	struct pack_set *packs = &options->packs;

	if (packs->count == PACK_LAYERS_MAX)
		return fault_set(fault, "at most %d packs", PACK_LAYERS_MAX);
	if (strlen(folder) >= FAULT_FILE_MAX)
		return fault_set(fault, "the name of the pack is too long");
	snprintf(packs->folder[packs->count++], FAULT_FILE_MAX, "%s", folder);
	return true;
}

static bool take(const struct option_row *row, const char *value, struct options *options, struct fault *fault)
{
	char *base = (char *)options;

	if (row->flag) {
		*(bool *)(void *)(base + row->flag) = true;
		return true;
	}
	if (!value)
		return fault_set(fault, "%s needs a value: %s", row->name, row->value);
	if (row->take)
		return row->take(value, options, fault);
	*(const char **)(void *)(base + row->text) = value;
	return true;
}

/* "--name value" or "--name=value". Moves `at` past what it took. */
static bool take_argument(int argc, char **argv, int *at, struct options *options, struct fault *fault)
{
	const char *argument = argv[(*at)++], *equals = strchr(argument, '=');
	size_t length = equals ? (size_t)(equals - argument) : strlen(argument);

	if (argument[0] != '-')
		return take_pack(argument, options, fault);
	for (int i = 0; i < ROW_COUNT; i++) {
		if (strlen(rows[i].name) != length || strncmp(rows[i].name, argument, length) != 0)
			continue;
		const char *value = equals ? equals + 1 : NULL;
		if (!rows[i].flag && !value && *at < argc)
			value = argv[(*at)++];
		return take(&rows[i], value, options, fault);
	}
	return unknown(argument, fault);
}

bool options_read(int argc, char **argv, struct options *options, struct fault *fault)
{
	memset(options, 0, sizeof *options);
	options->rotate = -1;
	for (int at = 1; at < argc;)
		if (!take_argument(argc, argv, &at, options, fault))
			return false;
	return true;
}

void options_help(void)
{
	printf("signpost-kiosk [options] [pack folders]\n\nShows help for families on a touch screen. Packs given here replace those of the "
	       "settings.\n\n");
	for (int i = 0; i < ROW_COUNT; i++) {
		char name[64];
		snprintf(name, sizeof name, "%s %s", rows[i].name, rows[i].value ? rows[i].value : "");
		printf("  %-26s %s\n", name, rows[i].help);
	}
	printf("\nStatus: 0 fine, 1 a script or picture failed, 2 wrong option, 3 no display or no memory.\n\nKeys of the settings file:\n");
	struct settings_help key;
	for (int i = 0; settings_help(i, &key); i++)
		printf("  %s = %s\n      %s\n", key.key, key.value, key.help);
}

/* A place beside the program: PREFIX/bin/signpost-kiosk and `below` PREFIX. */
static bool beside_program(char out[FAULT_FILE_MAX], const char *below)
{
	char path[FAULT_FILE_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);

	if (length <= 0)
		return false;
	path[length] = 0;
	for (int i = 0; i < 2; i++) {
		char *slash = strrchr(path, '/');
		if (!slash)
			return false;
		*slash = 0;
	}
	return file_join(out, FAULT_FILE_MAX, path, below);
}

static bool find_config(char out[FAULT_FILE_MAX])
{
	static const char *const places[] = {"config/kiosk.conf", "/etc/signpost/kiosk.conf"};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (file_is_plain(places[i])) {
			snprintf(out, FAULT_FILE_MAX, "%s", places[i]);
			return true;
		}
	return beside_program(out, "etc/signpost/kiosk.conf") && file_is_plain(out);
}

static void find_assets(struct settings *settings)
{
	char path[FAULT_FILE_MAX];

	if (file_is_folder("assets/scenes"))
		snprintf(settings->assets, sizeof settings->assets, "assets");
	else if (beside_program(path, "share/signpost") && file_is_folder(path))
		snprintf(settings->assets, sizeof settings->assets, "%s", path);
	else
		snprintf(settings->assets, sizeof settings->assets, "/usr/share/signpost");
}

static void put(char out[FAULT_FILE_MAX], const char *value)
{
	if (value)
		snprintf(out, FAULT_FILE_MAX, "%s", value);
}

void options_settings(const struct options *options, struct settings *settings, struct findings *findings)
{
	char config[FAULT_FILE_MAX] = "";

	settings_defaults(settings);
	put(config, options->config);
	if (options->config || find_config(config))
		settings_read(config, settings, findings);
	if (options->packs.count) {
		settings->packs = options->packs;
		settings->content[0] = 0; /* whoever names packs wants to see those */
	}
	put(settings->assets, options->assets);
	put(settings->fonts, options->fonts);
	put(settings->cache, options->cache);
	if (!settings->assets[0])
		find_assets(settings);
	if (options->size_count) {
		settings->width_px = options->sizes[0].w;
		settings->height_px = options->sizes[0].h;
	}
	if (options->width_mm) {
		settings->width_mm = options->width_mm;
		settings->height_mm = options->height_mm;
	}
	if (options->floor_mm)
		settings->floor_mm = options->floor_mm;
	if (options->distance_mm)
		settings->distance_mm = options->distance_mm;
	if (options->rotate >= 0)
		settings->rotate = options->rotate;
	if (options->theme)
		settings->contrast = strcmp(options->theme, "contrast") == 0;
	if (options->motion)
		settings->still = strcmp(options->motion, "off") == 0;
	settings->fullscreen = (settings->fullscreen || options->fullscreen) && !options->window;
}
