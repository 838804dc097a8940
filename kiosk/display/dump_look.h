/*
 * How an object of the list looks, found in what is drawn.
 *
 * Screens say of their objects which colours they want; these functions look at what
 * the list paints instead: which letters lie in an object, how large the smallest are,
 * what is beneath them and around a control's edge. So the dump tells what a visitor
 * sees, also where a screen says something else of itself.
 */
#ifndef DISPLAY_DUMP_LOOK_H
#define DISPLAY_DUMP_LOOK_H

#include "screen/measure.h"

/* What is beneath a mark of colour `ink`: a colour, or a picture. Where several lie
 * beneath it, the colour that it stands out from least. */
struct beneath {
	colour ground;   /* where there is no picture */
	uint8_t picture; /* enum picture */
};

/* Beneath a run of text, an icon, a disc: op number `op`. */
struct beneath dump_beneath(const struct draw_list *list, int op);

/* Height of a capital H of a run's size, pixels: of Latin letters beside any script. */
int dump_cap(const struct measure *measure, const struct op_text *text);

struct dump_look {
	int font_px, cap_px;   /* of its smallest letters; 0 without */
	int line_px;           /* least distance of its lines; 0 with one line or none */
	colour outline;        /* its edge; 0 without */
	colour fill;           /* within it */
	struct beneath around; /* outside of the edge */
};

/* Letters belong to the smallest object that they lie in, and to the card or button
 * below that. */
void dump_look(const struct draw_list *list, const struct measure *measure, int object, struct dump_look *look);

#endif
