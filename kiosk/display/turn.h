/*
 * A panel that was put up on its side, or upside down.
 *
 * KMSDRM turns nothing and most graphics cards of small machines cannot (DISPLAY.md
 * 1.5), so the program does: it lays out, paints and is touched in the picture as people
 * see it, and this file alone maps that to the panel. A picture that is turned by 90
 * degrees goes clockwise: its upper left corner comes to the panel's upper right one.
 * Turning a whole picture of 1080p took 3 to 6 ms where it was measured, and only the
 * rows that changed are turned.
 */
#ifndef DISPLAY_TURN_H
#define DISPLAY_TURN_H

#include <SDL.h>
#include <stdbool.h>

/* Does this turn (0, 90, 180, 270) swap width and height? */
bool turn_swaps(int degrees);

/* A place on the panel of w x h pixels, in the picture. */
void turn_back(int degrees, int w, int h, int *x, int *y);

/* Copies the rows first to end of the picture to where they belong on the panel. Both
 * have four bytes a pixel and are no smaller than the turn wants. Returns the place
 * on the panel. */
SDL_Rect turn_rows(int degrees, SDL_Surface *picture, SDL_Surface *panel, int first, int end);

#endif
