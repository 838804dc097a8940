/*
 * One offer in full, as blocks of words in the order of reading.
 *
 * What it is, numbers and hours, meetings, languages, small print, and how to come
 * to it through the team with S45. The page of an offer draws them in its boxes and
 * the flow one under another; neither adds or leaves out any.
 */
#ifndef SCREEN_OFFER_BLOCKS_H
#define SCREEN_OFFER_BLOCKS_H

#include "screen/details.h"

enum { BLOCKS_MAX = 12, BLOCK_TEXT = 4 * SAY_MAX };

struct offer_block {
	enum type type;
	bool bold, soft, well;
	enum icon icon;
	int h; /* filled by measuring */
	char text[BLOCK_TEXT];
	char second[BLOCK_TEXT]; /* group B, beside group A */
};

struct offer_blocks {
	const struct view *view;
	int w;
	int count;
	struct offer_block blocks[BLOCKS_MAX];
};

/* Fills the blocks of `offer`; `view` is set already. */
void offer_blocks_make(struct offer_blocks *blocks, const struct offer *offer);

/* Who it is for: its own sentence, of a help line else its people; "" for nothing. */
void offer_blocks_who(const struct view *view, const struct offer *offer, char *out, int size);

#endif
