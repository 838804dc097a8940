/*
 * Font files and opened fonts, for font.c and font_cache.c alone; see font.h.
 */
#ifndef DISPLAY_FONT_FILE_H
#define DISPLAY_FONT_FILE_H

#include <SDL2/SDL_ttf.h>

#include "display/font.h"

struct font_file {
	const void *bytes; /* mapped for as long as the fonts live */
	size_t length;
	bool tried, bad;
};

struct font_slot {
	TTF_Font *font; /* NULL: free */
	uint8_t file;
	int16_t px;
	long used;
};

struct metrics_slot {
	uint8_t file;
	int16_t px; /* 0: free */
	struct font_metrics metrics;
};

struct font_files {
	char folder[FAULT_FILE_MAX];
	struct findings *findings;
	bool fine, ready; /* ready: the library can be used, */
	bool begun;       /* and is */
	long clock;
	int metrics_next;
	struct font_file files[FONT_FILES];
	struct font_slot slots[FONT_SLOTS];
	struct metrics_slot metrics[FONT_METRICS];
};

void font_files_begin(struct font_files *files, const char *folder, struct findings *findings);
void font_files_end(struct font_files *files);

/* Closes all fonts and ends the library; files stay mapped. */
void font_files_forget(struct font_files *files);

/* The open font of a run, its direction and script set, or NULL when no file at
 * all opens. */
TTF_Font *font_files_get(struct font_files *files, struct run_font run);
struct font_metrics font_files_metrics(struct font_files *files, struct run_font run);

#endif
