/*
 * The small print of a card, composed of pieces in order of need.
 *
 * Each piece is measured against the room; what has none is left out, and stands
 * on the code page instead. A card with little to say takes spare sentences, so
 * that all cards have as many lines (S17). All of it lives in the caller's block.
 */
#ifndef SCREEN_PIECES_H
#define SCREEN_PIECES_H

#include "screen/say.h"
#include "screen/kit.h"

/* PIECE_MAX is four bytes for each character of a sentence (168) and of a title put into it
 * (62), the longest that core/text_about.c allows, and the marks around that. */
enum { PIECES_MAX = 14, PIECE_MAX = 4 * (168 + 62) + 16, NEVER_LEFT_OUT = 0, SPARES = 2 };

/* One part of the small print. */
struct piece {
	int need; /* 0: never left out; then 1, 2, ... */
	bool in, more_in;
	char text[PIECE_MAX];
	char shorter[PIECE_MAX]; /* for a piece never left out, "" when there is none */
	char least[PIECE_MAX];   /* where even that has no room: nothing may be cut off */
	char more[PIECE_MAX];    /* goes below the text where there is room */
};

struct pieces {
	const struct view *view;
	struct words room;
	bool brief;
	const char *spare[SPARES]; /* NULL ends them */
	int count;
	struct piece rows[PIECES_MAX];
	struct piece nowhere; /* what is put without words or without room */
};

/* Adds a piece; one without words, or without room in the block, goes nowhere. The
 * result may be given its other words, and is never NULL. */
struct piece *pieces_put(struct pieces *pieces, int need, const char *text);

/* What is never left out comes in first and, where room is short, in its shorter
 * words; the rest by need while it fits; then spare sentences while lines are left
 * over. `size` is at least SAY_MAX. */
void pieces_compose(struct pieces *pieces, char *out, int size);

#endif
