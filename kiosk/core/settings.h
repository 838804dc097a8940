/*
 * kiosk.conf: `key = value`, one a line, `#` begins a comment.
 *
 * One table of keys reads the file, checks it, and prints the help. An unknown
 * key is a fault that names the nearest known one; a bad value leaves that key
 * at its default. Programs say what was wrong and go on (S10).
 */
#ifndef CORE_SETTINGS_H
#define CORE_SETTINGS_H

#include "core/finding.h"
#include "core/load.h"

struct settings {
	struct pack_set packs;       /* `pack = folder`, may come several times */
	int width_px, height_px;     /* `size = 1920x1080`; 0: that of the screen */
	int width_mm, height_mm;     /* `panel_mm = 476x268`; 0: a 21.5" panel of that shape */
	int floor_mm;                /* `floor_mm = 760`: the lower edge of the picture above the floor; 0: not said */
	int distance_mm;             /* `distance_mm = 600`: from the eye to the glass */
	int rotate;                  /* `rotate = 90`: degrees that the picture is turned clockwise: 0, 90, 180, 270 */
	char assets[FAULT_FILE_MAX]; /* `assets = folder` of scenes and icons; "": the program looks for them */
	char fonts[FAULT_FILE_MAX];  /* `fonts = folder`, default Debian's Noto */
	char cache[FAULT_FILE_MAX];  /* `cache = folder` for rendered pictures; "": the program's own choice */
	char counts[FAULT_FILE_MAX]; /* `counts = folder` for totals (core/counts.h); "": the program's own choice */
	bool fullscreen;             /* `fullscreen = yes` */
	bool contrast;               /* `theme = contrast` */
	bool still;                  /* `motion = off` */
};

enum { SETTINGS_FILE_MAX = 64 << 10 };

/* How far a standing or sitting reader's eye is from the glass where nobody said:
 * an arm's length (EN 301 549, 5.1.4 asks for the distance to be stated). */
enum { DISTANCE_MM = 600 };

/* No packs, the size of the screen, Debian's fonts, DISTANCE_MM, everything else off.
 * Width and height, in pixels and millimetres, are those of the picture as people see
 * it, also where it is turned. */
void settings_defaults(struct settings *settings);

/* Reads `path` over the defaults. Relative folders are taken from the folder of
 * the file; the file has at most SETTINGS_FILE_MAX bytes. False only when the
 * file cannot be read at all: `settings` is then untouched, and the finding says
 * why. Bad lines are findings of severity error and change nothing. */
bool settings_read(const char *path, struct settings *settings, struct findings *findings);

/* One key for the help of a program: its name, how its value looks, what it does. */
struct settings_help {
	const char *key;
	const char *value;
	const char *help;
};

/* Key number `number` from 0; false after the last. */
bool settings_help(int number, struct settings_help *help);

#endif
