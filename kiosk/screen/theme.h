/*
 * The colours of LOOK.md: two themes of the same boxes.
 */
#ifndef SCREEN_THEME_H
#define SCREEN_THEME_H

#include "screen/draw.h"

struct theme {
	bool contrast; /* high contrast: no scenes but the night panorama, no lip, no shadow */
	colour ink;    /* words, icons */
	colour soft;   /* small print */
	colour paper;  /* page */
	colour milk;   /* cards, buttons */
	colour oat;    /* quiet strips, wells */
	colour bark;   /* outline, lip, empty dots */
	colour main;   /* main button */
	colour main_lip;
	colour main_ink; /* words on it */
	colour honey;    /* main button on dusk, notes */
	colour honey_lip;
	colour honey_ink;
	colour cream; /* words on dusk sky */
	colour hairline;
	int outline; /* design pixels: 2, or 3 in high contrast */
	int lip;     /* 4, or 0 */
};

extern const struct theme theme_light;
extern const struct theme theme_contrast;

/* WCAG 2 contrast ratio of two opaque colours, 1 to 21. */
double theme_ratio(colour a, colour b);

#endif
