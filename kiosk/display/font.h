/*
 * Letters: the only file that knows SDL2_ttf.
 *
 * A run's font follows from its face and script: a table of Debian's Noto files.
 * Each file is mapped once; each (file, size) is opened once, at most
 * FONT_SLOTS at a time, the one unused longest is closed. A file that is
 * missing or broken is a finding that names the Debian package, and another
 * file that opens stands in; with none at all text has a guessed width and is
 * not drawn (S10).
 *
 * The answers (widths, pictures of runs) are kept in tables of fixed size. A
 * table that is full is emptied and fills again: it never grows. What the library
 * allocates lies in the region of display/heap.h. All files are mapped from the
 * start, so that no file is opened during a visit (S20).
 */
#ifndef DISPLAY_FONT_H
#define DISPLAY_FONT_H

#include <stddef.h>

#include "core/finding.h"
#include "display/raster.h"
#include "screen/measure.h"

enum {
	FONT_FILES = 11, /* see the table in font_file.c */
	FONT_SLOTS = 96,
	FONT_METRICS = 256,
	FONT_PX_MAX = 400,
	WIDTH_SLOTS = 1 << 15,
	WIDTH_TEXT_MAX = 2 << 20,
	RUN_SLOTS = 1 << 13,
	RUN_TEXT_MAX = 1 << 20,
	RUN_ALPHA_MAX = 16 << 20,
	RUN_BYTES_MAX = 1023, /* of one run; what is longer is cut */
};

/* A rendered run: its mask begins `x` right of the run's start and `y` below the
 * baseline (negative: above). */
struct run_mask {
	int x, y;
	struct mask mask;
};

struct text_counters {
	long hits, misses, emptied;
	size_t bytes; /* of rendered runs */
};

struct fonts;

/* Maps the files of `folder`; what is
 * missing is added to `findings`, which the fonts keep for later ones. NULL only
 * without memory. Release with fonts_close. */
struct fonts *fonts_open(const char *folder, struct findings *findings);
void fonts_close(struct fonts *fonts);

/* S26: closes every opened font, ends the library, and wipes all answers, so that no
 * text of a visit is left and the next begins as the first did. The files stay
 * mapped; what is needed is opened again when it is asked for. Follow it with
 * heap_renew (display/heap.h). */
void fonts_forget(struct fonts *fonts);

/* Were all files there and good so far? */
bool fonts_fine(const struct fonts *fonts);

/* The measure that screens use; valid as long as the fonts. */
struct measure fonts_measure(struct fonts *fonts);

/* The rendered run. False when there is nothing to draw (blanks, no font). The
 * mask is valid until the next call. */
bool fonts_run(struct fonts *fonts, struct run_font font, const char *text, int length, struct run_mask *out);

/* Does the file of that font have a glyph for the character? Nothing is drawn for one
 * that has none but an empty box; tests ask for every text. */
bool fonts_has(struct fonts *fonts, struct run_font font, uint32_t code);

struct text_counters fonts_counters(const struct fonts *fonts);

#endif
