/*
 * From a draw list to pixels.
 *
 * One painter for windows, pictures and tests. The surface is SDL memory of four
 * bytes a pixel, XRGB8888 or ARGB8888, of the list's size. Painting allocates
 * nothing once every run, icon and picture was met once.
 */
#ifndef DISPLAY_PAINT_H
#define DISPLAY_PAINT_H

#include <SDL.h>

#include "display/font.h"
#include "display/picture.h"
#include "display/shadow.h"

struct painter {
	struct fonts *fonts;       /* NULL: no text */
	struct pictures *pictures; /* NULL: no pictures and icons */
	struct shadows shadows;
};

/* False when the surface has another form or size than the list. */
bool paint_list(struct painter *painter, const struct draw_list *list, SDL_Surface *surface);

/* A surface in the form that paint_list wants, or NULL without memory. */
SDL_Surface *paint_surface(int w, int h);

#endif
