/*
 * A picture of a screen as a PNG file, written quickly.
 *
 * A screen is flat ground, words and few pictures, so of all that PNG offers the least
 * will do: three bytes a pixel, no filter, zlib's fastest level. SDL_image tries every
 * filter on every row and keeps a fourth byte that is always the same: for 1920 x 1080 it
 * takes some 170 ms where this takes 15, and its files are hardly smaller (114 to 460 KB
 * against 122 to 477). The pixels are the same.
 */
#ifndef DISPLAY_PNG_H
#define DISPLAY_PNG_H

#include <SDL2/SDL.h>
#include <stdbool.h>

/* Writes `surface`, of paint_surface (32 bits, 0xXXRRGGBB), to `path`, which is replaced.
 * False when memory or room is out or the folder is not there; what then stands at `path`
 * is no picture. */
bool png_write(const SDL_Surface *surface, const char *path);

#endif
