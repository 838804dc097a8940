/*
 * Every screen as JSON, one a line (display/dump.h): all that a hub shows, in every
 * language, theme and size of words, with buttons where they are and lowered. Nothing
 * is painted, so a thousand screens take about a second.
 */
#ifndef DISPLAY_DUMPS_H
#define DISPLAY_DUMPS_H

#include <stdio.h>

#include "display/kiosk.h"

struct dumps {
	FILE *out;
	const char *language, *theme, *text; /* only this one; NULL: all */
	bool full;                           /* also every message, offer and code (display/tour.h) */
};

/* Writes the screens of the panel that is set; the session is as before. Returns how
 * many, or -1 when they could not be written. */
long dumps_write(struct kiosk *kiosk, const struct dumps *dumps);

#endif
