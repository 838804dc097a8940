/*
 * Where lines end: break points, fewest lines, then the narrowest width.
 *
 * The text is cut into segments between the break points of libunibreak. Each
 * is measured once; all searching is sums of those numbers. A sum of words is
 * never narrower than the words shaped together, but for kerning.
 *
 * Private to the paragraph; screens use screen/paragraph.h.
 */
#ifndef SCREEN_WRAP_H
#define SCREEN_WRAP_H

#include "screen/itemise.h"

struct segment {
	uint16_t from, solid, to; /* characters; [solid, to) are spaces or '\n' */
	bool fresh;               /* first piece of a word wider than the box: begins a line */
	int width, space;         /* pixels of the two parts */
};

struct line {
	uint16_t from, to; /* characters, without the spaces at the end */
};

struct wrapped {
	int segment_count, line_count;
	bool fits; /* all text stands in the lines */
	struct line lines[PARAGRAPH_LINES];
	struct segment segments[PARAGRAPH_CODES];
};

/* Breaks the whole text to paragraph->box.w. */
void wrap(struct wrapped *out, const struct itemised *text, const struct measure *measure, const struct paragraph *paragraph);

#endif
