/*
 * Screens as PNG files.
 */
#ifndef DISPLAY_SHOTS_H
#define DISPLAY_SHOTS_H

#include "display/kiosk.h"

/* Paints the list on the screen and writes it. `surface` is of the panel's size. */
bool shot_write(struct kiosk *kiosk, SDL_Surface *surface, const char *path, struct fault *fault);

struct shots {
	const char *folder;   /* made when missing */
	const char *language; /* only this one; NULL: all of the hub */
	const char *theme;    /* "light" or "contrast"; NULL: both */
	bool full;            /* also every message and offer */
};

/* Writes every screen of the present panel in each language and theme as
 * <screen>[-n]-<lang>-<theme>-<WxH>.png. Adds the number written to `*written`
 * and of those on which a text did not fit to `*clipped`, naming them on
 * stderr. */
bool shots_write(struct kiosk *kiosk, const struct shots *shots, int *written, int *clipped, struct fault *fault);

#endif
