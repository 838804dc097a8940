/*
 * Soft shadows, blurred once and then stretched (9-slice).
 *
 * A shadow is a box with round corners, blurred. Its four corners are the same
 * tile mirrored and its edges are that tile's last row and column drawn out, so
 * one tile for each (radius, blur) serves boxes of every size. The tiles stand
 * in a fixed table; a screen needs three or four of them.
 */
#ifndef DISPLAY_SHADOW_H
#define DISPLAY_SHADOW_H

#include "display/raster.h"

enum { SHADOW_TILES = 12, SHADOW_SIDE_MAX = 320 };

struct shadow_tile {
	int radius, blur;
	int pad;  /* pixels of the tile outside the box */
	int side; /* 0: the place is free */
	uint8_t alpha[SHADOW_SIDE_MAX * SHADOW_SIDE_MAX];
};

struct shadows {
	int next; /* the place that is taken again when all are used */
	struct shadow_tile tiles[SHADOW_TILES];
};

/* Draws the shadow of `box`, moved down by `offset`, blurred over `blur` pixels
 * (a Gauss curve of half that deviation), in `ink`. Pixels that `box` itself will
 * cover are left out. */
struct shadow_cast {
	struct rect box;
	int radius, offset, blur;
	colour ink;
};
void shadow_draw(struct shadows *shadows, const struct canvas *canvas, const struct shadow_cast *cast);

/* Forgets every tile: which there are tells which screens were seen (S20). */
void shadows_forget(struct shadows *shadows);

#endif
