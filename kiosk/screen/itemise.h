/*
 * A text taken to pieces: what paragraph.c and wrap.c work on.
 *
 * `itemise` decodes the text, finds the bidi level of every character, throws
 * away what only steers (bidi controls, 0x01) and gives each character left its
 * script and face. What is left is encoded again, so that any stretch of
 * characters is one stretch of bytes. Neighbours with the same level, script
 * and face are one run: one font, one direction, one OP_TEXT.
 *
 * In a text that runs from the right, numbers and addresses that came without
 * isolates get them here (screen/numbers.h).
 *
 * Common characters (spaces, stops, brackets) take the script of the one before
 * them at the same level, at the start the next one's; but only where every font
 * of that script has them (screen/scripts.h): Noto's Arabic fonts have no brackets, dashes or
 * pound sign, which therefore come from the Latin font. European digits are always
 * Latin.
 *
 * Private to the paragraph; screens use screen/paragraph.h.
 */
#ifndef SCREEN_ITEMISE_H
#define SCREEN_ITEMISE_H

#include "screen/levels.h"
#include "screen/paragraph.h"
#include "screen/scripts.h"

struct itemised {
	int count;   /* characters, '\n' included, controls not */
	bool cut;    /* the text was longer than PARAGRAPH_CODES */
	bool failed; /* no memory for the levels: nothing may be drawn (a number could read backwards) */
	uint32_t code[PARAGRAPH_CODES];
	uint32_t end[PARAGRAPH_CODES];    /* where each ends in the text that was given */
	uint16_t at[PARAGRAPH_CODES + 1]; /* where each begins in `utf8`; one more for the end */
	uint8_t level[PARAGRAPH_CODES];
	uint8_t script[PARAGRAPH_CODES]; /* enum script */
	uint8_t face[PARAGRAPH_CODES];   /* enum face */
	char utf8[4 * PARAGRAPH_CODES];
};

/* Fills `out` from the paragraph; `cache` remembers levels and may be NULL. With `shortcut`, a left-to-right text without
 * anything that runs right to left does not go through FriBidi, which allocates;
 * the result is the same (a test compares). */
void itemise(struct itemised *out, const struct paragraph *paragraph, struct level_cache *cache, bool shortcut);

/* The end of the run that begins at `from`, at most `to`. */
int itemise_run_end(const struct itemised *text, int from, int to);

/* The font of the run that holds character `i`. */
struct run_font itemise_font(const struct itemised *text, int i, int px);

/* Advance of the characters [from, to), which may be several runs. */
int itemise_width(const struct itemised *text, const struct measure *measure, int px, int from, int to);

/* May a line break before character `i` in an emergency? Never between a letter
 * and its marks, nor inside what joiners or a virama hold together. */
bool itemise_cluster(const struct itemised *text, int i);

#endif
