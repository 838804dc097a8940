/*
 * From fingers to one touch.
 *
 * Pure: no SDL, no clock. Only the first finger counts while it is down. A
 * control acts when the finger is lifted inside it; a finger that moves more
 * than 8 mm, leaves the control or is lost lets it go without acting. A new
 * touch within 50 ms of the last is a bounce.
 *
 * A hand that trembles strikes twice: a touch within half a second of one that acted,
 * within 8 mm of it or on a control that stands exactly where the first one stood, does
 * nothing (EN 301 549, 5.8), paging and volume included: no page is passed unread. What
 * is ignored does not make the wait longer. Clear has a rule of its own, below; the
 * staff's knock is meant to be repeated and does nothing by itself.
 *
 * A finger that stays within 8 mm for
 * 10 s is a resting hand, or a device that went away without saying so: it is
 * lost, though it may go on trembling.
 *
 * Clear is never blocked (S22): each finger that comes down on it and is lifted
 * there acts, whatever other fingers do and whatever place the list has given it
 * in between. Only a bounce of a touch that acted, at its place, does not count:
 * the touch that starts a visit must not also end it.
 *
 * Time may run back: what was noted for later is then noted for now, so nothing
 * waits until a clock has caught up (S24).
 */
#ifndef DISPLAY_TOUCH_H
#define DISPLAY_TOUCH_H

#include "screen/draw.h"

enum { TOUCH_BOUNCE_MS = 50, TOUCH_TWICE_MS = 500, TOUCH_HELD_MS = 10 * 1000, TOUCH_SLOP_MM = 8, TOUCH_CLEARS_MAX = 4 };

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

/* A finger on Clear while another one is down. */
struct touch_clear {
	bool down;
	int64_t finger;
	int x, y; /* where it came down */
};

struct touch {
	bool down;
	int64_t finger;
	int x, y;             /* where it came down */
	int object;           /* held object of the list, -1 none */
	struct action action; /* of that object when it was touched */
	int rest_x, rest_y;   /* where it has rested since moved_ms */
	int64_t moved_ms;     /* when it came down, or last moved more than 8 mm */
	int end_x, end_y;     /* where the last touch ended, */
	int64_t ended_ms;     /* and when, */
	bool ended_acting;    /* and whether it did something; */
	struct rect ended_on; /* then the control that it was on */
	int twice_ms;         /* TOUCH_TWICE_MS; 0 where two taps mean something (explore by touch) */
	int next_clear;       /* place of the next in `clears`; the oldest goes */
	struct touch_clear clears[TOUCH_CLEARS_MAX];
};

void touch_begin(struct touch *touch);

/* Forgets every finger and every place (S26); only a bounce is still one, and
 * `twice_ms` as it was. */
void touch_wipe(struct touch *touch);

/* Takes one event; `list` is the one on the screen. */
enum touch_result touch_feed(struct touch *touch, const struct draw_list *list, const struct touch_event *event);

/* Lets a held object go (the screen changed beneath the finger); the rest of that
 * touch does nothing. True when something was held. */
bool touch_cancel(struct touch *touch);

/* Says what time it is, also when it is earlier than before. */
void touch_time(struct touch *touch, int64_t now_ms);

/* When a held finger counts as lost; INT64_MAX when none is down. */
int64_t touch_due(const struct touch *touch);

#endif
