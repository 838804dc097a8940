/*
 * How wide words are: the only thing a screen asks of the fonts.
 *
 * The display answers with SDL2_ttf, tests with a table. The answer for one run
 * (one font, one direction) never changes while a program runs, so the display
 * keeps a bounded cache.
 */
#ifndef SCREEN_MEASURE_H
#define SCREEN_MEASURE_H

#include "screen/draw.h"
#include "screen/levels.h"

struct font_metrics {
	int ascent;  /* pixels above the baseline that letters reach */
	int descent; /* pixels below, positive */
	int cap;     /* height of a capital H (of the Latin letters beside another script) */
};

struct measure {
	void *context;
	/* Advance in pixels of `length` bytes of UTF-8 without bidi controls. */
	int (*width)(void *context, struct run_font font, const char *text, int length);
	struct font_metrics (*metrics)(void *context, struct run_font font);
	struct level_cache *levels; /* remembers which way characters run; may be NULL */
};

#endif
