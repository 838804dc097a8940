/*
 * Words in a box: bidirectional text, broken evenly into lines.
 *
 * The recipe is the one that is known to work with SDL2_ttf: FriBidi gives the
 * levels (base direction from the language, never guessed), libunibreak the
 * break points, runs are cut by level, script, face, and each run is measured
 * and drawn with its own font, direction and script at one common baseline.
 * Numbers, addresses and times arrive already isolated (screen/say.h); the
 * isolates are used for ordering and then dropped, never drawn.
 *
 * Lines are broken evenly (LOOK.md): the fewest lines that fit, then the
 * narrowest width that still needs no more, so no word stands alone on the last
 * line. A paragraph can ask for more lines than that, so that short words fill as
 * many as long ones (S17). A word wider than the box breaks between clusters. '\n' ends a line,
 * the byte 0x01 switches bold on and off. Text that needs more lines than
 * allowed, or is taller than its box, is still drawn as far as it goes and
 * counted in list->clipped, which a test refuses.
 *
 * A text longer than PARAGRAPH_CODES is cut and counted as clipped too. Soft
 * hyphens are dropped.
 *
 * Work stands in one fixed block on the stack (about 60 KB). Nothing is allocated
 * for a left-to-right text without right-to-left characters; for others FriBidi
 * allocates and frees its list of runs inside one call. Should it get no memory,
 * nothing is drawn and the text counts as clipped: a telephone number must not
 * read backwards.
 */
#ifndef SCREEN_PARAGRAPH_H
#define SCREEN_PARAGRAPH_H

#include "screen/draw.h"
#include "screen/measure.h"

enum { PARAGRAPH_CODES = 1200, PARAGRAPH_LINES = 16 };

enum align { ALIGN_START, ALIGN_CENTRE, ALIGN_END };

struct paragraph {
	const char *text;     /* UTF-8 */
	const char *language; /* "ur": break rules */
	bool rtl;             /* base direction; ALIGN_START is then the right edge */
	struct rect box;      /* pixels; w is the width to break to; h 0: as high as needed */
	enum face face;
	int px, line_px; /* em size and distance of baselines, pixels */
	colour ink;
	enum align align;
	int lines_max;    /* 1 to PARAGRAPH_LINES */
	int lines_wanted; /* lines break sooner until there are so many, where the words
			     allow; 0: as few as fit */
	bool middle;      /* centred up and down in the box; else from the top */
	bool ragged;      /* greedy lines instead of even ones (long texts) */
};

struct laid {
	int lines;
	int height; /* lines * line_px */
	int width;  /* of the longest line */
	bool fits;
};

/* Breaks and measures without drawing. */
struct laid paragraph_measure(const struct measure *measure, const struct paragraph *paragraph);

/* Draws into the list: one OP_TEXT a run. Adds no object. */
struct laid paragraph_draw(const struct measure *measure, const struct paragraph *paragraph, struct draw_list *list);

#endif
