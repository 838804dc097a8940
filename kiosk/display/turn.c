#include "display/turn.h"

#include <stdint.h>
#include <string.h>

enum { TILE = 32 }; /* pixels: a tile of either surface stays in the first cache */

bool turn_swaps(int degrees)
{
	return degrees == 90 || degrees == 270;
}

void turn_back(int degrees, int w, int h, int *x, int *y)
{
	int px = *x, py = *y;

	switch (degrees) {
	case 90:
		*x = py;
		*y = w - 1 - px;
		break;
	case 180:
		*x = w - 1 - px;
		*y = h - 1 - py;
		break;
	case 270:
		*x = h - 1 - py;
		*y = px;
		break;
	default:
		break;
	}
}

static uint32_t *at(SDL_Surface *surface, int x, int y)
{
	return (uint32_t *)(void *)((char *)surface->pixels + (long)y * surface->pitch) + x;
}

/* One tile of the panel, a row after the other: from there the picture is read across. */
static void turn_tile(int degrees, SDL_Surface *picture, SDL_Surface *panel, SDL_Rect tile)
{
	for (int y = tile.y; y < tile.y + tile.h; y++) {
		uint32_t *to = at(panel, tile.x, y);
		for (int x = tile.x; x < tile.x + tile.w; x++) {
			int from_x = x, from_y = y;
			turn_back(degrees, panel->w, panel->h, &from_x, &from_y);
			*to++ = *at(picture, from_x, from_y);
		}
	}
}

SDL_Rect turn_rows(int degrees, SDL_Surface *picture, SDL_Surface *panel, int first, int end)
{
	int rows = end - first;
	SDL_Rect place = {0, first, panel->w, rows};

	if (degrees == 180)
		place.y = panel->h - end;
	else if (degrees == 90)
		place = (SDL_Rect){panel->w - end, 0, rows, panel->h};
	else if (degrees == 270)
		place = (SDL_Rect){first, 0, rows, panel->h};
	for (int y = place.y; y < place.y + place.h; y += TILE)
		for (int x = place.x; x < place.x + place.w; x += TILE) {
			SDL_Rect tile = {x, y, place.x + place.w - x, place.y + place.h - y};
			tile.w = tile.w < TILE ? tile.w : TILE;
			tile.h = tile.h < TILE ? tile.h : TILE;
			turn_tile(degrees, picture, panel, tile);
		}
	return place;
}
