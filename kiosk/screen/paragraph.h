/*
 * Words in a box: bidirectional text, broken evenly into lines.
 *
 * The recipe is the one that is known to work with SDL2_ttf: FriBidi gives the
 * levels (base direction from the language, never guessed), libunibreak the
 * break points, runs are cut by level, script, face, and each run is measured
 * and drawn with its own font, direction and script at one common baseline.
 * Numbers, addresses and times arrive already isolated (screen/say.h), those that
 * translators typed are found and isolated (screen/numbers.h); the isolates are used
 * for ordering and then dropped, never drawn.
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
 * Work stands in one fixed block on the stack (about 70 KB). Nothing is allocated
 * for a left-to-right text without right-to-left characters; for others FriBidi
 * allocates and frees its list of runs inside one call. Should it get no memory,
 * nothing is drawn and the text counts as clipped: a telephone number must not
 * read backwards.
 */
#ifndef SCREEN_PARAGRAPH_H
#define SCREEN_PARAGRAPH_H

#include "screen/draw.h"
#include "screen/measure.h"

enum { PARAGRAPH_CODES = 1200, PARAGRAPH_LINES = 96 };

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
	int lines_max;          /* 1 to PARAGRAPH_LINES */
	int lines_wanted;       /* lines break sooner until there are so many, where the words
				   allow; 0: as few as fit */
	bool middle;            /* centred up and down in the box; else from the top */
	bool ragged;            /* greedy lines instead of even ones (long texts) */
	bool tall;              /* the high style of the script where the language has one: Urdu
				   in Nastaliq. line_px must then come from paragraph_line */
	bool ellipsis;          /* what has no room may end in "…" and is not counted as clipped;
				   a number or address is left out whole */
	int from_line, to_line; /* a page of a long text: all of it is broken, only the lines
				   [from, to) are drawn; to_line 0: all lines. */
};

struct laid {
	int lines;  /* of the page, when a page was asked for */
	int height; /* lines * line_px */
	int width;  /* of the longest line of the whole text */
	bool fits;
};

/* Where a line stands in the text: bytes [from, to), without the blanks at its end. */
struct text_line {
	uint32_t from, to;
};

/* The line distance for letters of `em`, in the unit of `em`: what the script needs
 * so that lines stand clear of each other. Latin and Cyrillic 1.3 em (headings in
 * the serif 1.27), Bengali and Gurmukhi 1.35, Arabic script 1.6, Nastaliq 2.5
 * (the fonts' own heights and ACCESS.md 3.2). In Nastaliq one word in a hundred, and in
 * bold one in ten, begins higher than its line: leave half an em free above the first. */
int paragraph_line(const char *language, bool tall, enum face face, int em);

/* Breaks without drawing and says where each line stands: `lines` has room for
 * PARAGRAPH_LINES. To cut a long text into pages, draw the same paragraph again for
 * each page, with from_line and to_line: then the lines of the page are those found
 * here, for nothing is analysed anew (a digit keeps the order it has in its sentence).
 * `fits` is false when the text needs more lines or characters than there can be. */
struct laid paragraph_lines(const struct measure *measure, const struct paragraph *paragraph, struct text_line *lines);

/* The words of a page, for its label and for speech: bytes [from, to) of the text, with
 * bold switched on first where it was on, isolates that were open opened again and
 * those still open closed at the end, so that a number cut in two keeps its order in
 * both halves. What does not fit `size` is cut at a whole character. */
void paragraph_piece(const char *text, struct text_line piece, char *out, int size);

/* Breaks and measures without drawing. */
struct laid paragraph_measure(const struct measure *measure, const struct paragraph *paragraph);

/* Draws into the list: one OP_TEXT a run. Adds no object. */
struct laid paragraph_draw(const struct measure *measure, const struct paragraph *paragraph, struct draw_list *list);

#endif
