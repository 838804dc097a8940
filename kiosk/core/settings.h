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
	struct pack_set packs;      /* `pack = folder`, may come several times */
	int width_px, height_px;    /* `size = 1920x1080`; 0: that of the screen */
	int width_mm, height_mm;    /* `panel_mm = 476x268`; 0: a 21.5" panel of that shape */
	char assets[FAULT_FILE_MAX];/* `assets = folder` of scenes and icons */
	char fonts[FAULT_FILE_MAX]; /* `fonts = folder`, default Debian's Noto */
	char cache[FAULT_FILE_MAX]; /* `cache = folder` for rendered pictures */
	bool fullscreen;            /* `fullscreen = yes` */
	bool contrast;              /* `theme = contrast` */
	bool still;                 /* `motion = off` */
};

void settings_defaults(struct settings *settings);

/* Reads `path` over the defaults. Relative folders are taken from the folder of
 * the file. False only when the file cannot be read at all; bad lines are
 * findings of severity error and change nothing. */
bool settings_read(const char *path, struct settings *settings, struct findings *findings);

#endif
