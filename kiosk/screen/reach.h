/*
 * Who can reach what.
 *
 * What is 380 to 1220 mm above the floor can be touched standing, sitting and by most
 * children (EN 301 549, 8.3.3.1 and .2, side reach; 508 407.8). A control counts as
 * reached when enough of it lies in that band: half of its height or 20 mm (a finger's
 * target, ACCESS.md 1.4), whichever is less. Of a small button that is its middle; a
 * card may stand out above.
 *
 * The hub's name, which staff knock on, is left out: it is no stop of the visit.
 */
#ifndef SCREEN_REACH_H
#define SCREEN_REACH_H

#include "screen/view.h"

enum { REACH_LOW_MM = 380, REACH_HIGH_MM = 1220, REACH_PART_MM = 20 };

/* How many millimetres lower a panel would have to hang so that `r` is reached; below
 * 0: higher; 0: it is reached, or nobody has said how high the panel hangs. */
int reach_lower_mm(const struct frame *frame, struct rect r);

/* What of a list is out of reach: its controls, and how much lower and higher the
 * panel would have to hang for the worst of them. */
struct reach {
	int out;
	int lower_mm, higher_mm; /* 0 or more */
};

/* Adds the controls of one list. */
void reach_add(struct reach *reach, const struct frame *frame, const struct draw_list *list);

#endif
