/*
 * The command line of signpost-kiosk: one table reads it, checks it, prints the help.
 */
#ifndef DISPLAY_OPTIONS_H
#define DISPLAY_OPTIONS_H

#include "base/moment.h"
#include "core/settings.h"

enum { SIZES_MAX = 8 };

struct panel_size {
	int w, h;
};

struct options {
	struct pack_set packs; /* folders given; they replace those of the file */
	int size_count;
	struct panel_size sizes[SIZES_MAX];
	int width_mm, height_mm, floor_mm, distance_mm;
	int rotate; /* -1: not said */
	bool has_now;
	moment now;
	const char *config, *theme, *language, *motion, *assets, *fonts, *cache;
	const char *script, *dump, *dumps, *text, *shots, *speech_to;
	bool headless, full, prepare, check_config, fullscreen, window, preview, help, version;
};

/* Reads the arguments; texts point into argv. False with a fault that names the
 * option: status 2. */
bool options_read(int argc, char **argv, struct options *options, struct fault *fault);

/* Prints the help to stdout. */
void options_help(void);

/* The settings: defaults, then the file, then the options. Bad lines of the file
 * are findings. Folders nobody named are looked for: ./config and ./assets, then
 * beside the program as `make install` lays them out. */
void options_settings(const struct options *options, struct settings *settings, struct findings *findings);

#endif
