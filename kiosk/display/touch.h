/*
 * From fingers to one touch.
 *
 * Pure: no SDL, no clock. Only the first finger counts while it is down. A
 * control acts when the finger is lifted inside it; a finger that moves more
 * than 8 mm, leaves the control or is lost lets it go without acting. A new
 * touch within 50 ms of the last is a bounce. A finger held for 10 s without
 * moving is a device that went away without saying so.
 */
#ifndef DISPLAY_TOUCH_H
#define DISPLAY_TOUCH_H

#include "screen/draw.h"

enum { TOUCH_BOUNCE_MS = 50, TOUCH_HELD_MS = 10 * 1000, TOUCH_SLOP_MM = 8 };

enum touch_kind { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP, TOUCH_GONE };

struct touch_event {
	enum touch_kind kind;
	int64_t finger; /* tells fingers apart; a mouse is one finger */
	int x, y;       /* pixels of the panel */
	int64_t ms;
};

enum touch_result {
	TOUCH_NOTHING, /* not ours: another finger, a bounce */
	TOUCH_SEEN,    /* a touch that changes nothing but puts off the time-out */
	TOUCH_PRESSED, /* `object` is now held */
	TOUCH_LET_GO,  /* it is no longer, and does not act */
	TOUCH_ACTED,   /* it was lifted inside: do `action` */
};

struct touch {
	bool down;
	int64_t finger;
	int x, y;             /* where it came down */
	int object;           /* held object of the list, -1 none */
	struct action action; /* of that object when it was touched */
	int64_t moved_ms;     /* last sign of the finger */
	int64_t ended_ms;     /* when the last touch ended */
};

void touch_begin(struct touch *touch);

/* Takes one event; `list` is the one on the screen. */
enum touch_result touch_feed(struct touch *touch, const struct draw_list *list, const struct touch_event *event);

/* Lets a held object go (the screen changed beneath the finger); the rest of that
 * touch does nothing. True when something was held. */
bool touch_cancel(struct touch *touch);

/* When a held finger counts as lost; INT64_MAX when none is down. */
int64_t touch_due(const struct touch *touch);

#endif
