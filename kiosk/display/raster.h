/*
 * Pixels: the few shapes the look is made of.
 *
 * Everything is painted by this code into one picture in memory, opaque
 * 0xFFRRGGBB, so a picture written to a file and the picture in a window are the
 * same to the last bit. Edges are smoothed by how much of a pixel they cover.
 * Colours are 0xAARRGGBB, not premultiplied; alpha 0 draws nothing. Nothing is
 * allocated; nothing is written outside the clip.
 */
#ifndef DISPLAY_RASTER_H
#define DISPLAY_RASTER_H

#include "screen/draw.h"

struct canvas {
	uint32_t *pixels;
	int w, h;
	int stride;       /* pixels from one row to the next */
	struct rect clip; /* inside 0, 0, w, h */
};

/* 8-bit alpha, for letters, icons and shadows. */
struct mask {
	int w, h;
	const uint8_t *alpha; /* w * h */
};

/* `over` laid on `under` with alpha 0 to 255. Alpha 255 gives `over` exactly. */
static inline uint32_t raster_mix(uint32_t under, uint32_t over, unsigned alpha)
{
	unsigned a = alpha + (alpha >> 7), b = 256 - a;
	uint32_t rb = ((under & 0xFF00FF) * b + (over & 0xFF00FF) * a) >> 8 & 0xFF00FF;
	uint32_t g = ((under & 0x00FF00) * b + (over & 0x00FF00) * a) >> 8 & 0x00FF00;

	return 0xFF000000U | rb | g;
}

/* The canvas of a whole picture. */
struct canvas canvas_of(uint32_t *pixels, int w, int h, int stride);

/* The part of `r` inside the clip; w or h 0 when there is none. */
struct rect canvas_clip(const struct canvas *canvas, struct rect r);

void raster_fill(const struct canvas *canvas, struct rect r, colour fill);

/* Round corners of `radius`, an outline of `outline_px` inside the rectangle. */
struct shape {
	struct rect rect;
	colour fill, outline;
	int radius, outline_px;
};
void raster_box(const struct canvas *canvas, const struct shape *shape);

/* A circle as large as fits the rectangle, in its middle; radius is not used. */
void raster_disc(const struct canvas *canvas, const struct shape *shape);

/* A pointed oval that fills the rectangle, tips on the longer way. */
void raster_leaf(const struct canvas *canvas, const struct shape *shape);

/* The mask in one colour with its top left at x, y; mirrored when `flip`. */
struct mask_at {
	int x, y;
	bool flip; /* mirrored left to right */
};
void raster_mask(const struct canvas *canvas, struct mask_at at, struct mask mask, colour ink);

/* How much of the pixel (x, y) of a w x h box its round corner leaves, 0 to 1. */
float raster_corner(int x, int y, int w, int h, float radius);

#endif
