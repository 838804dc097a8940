/*
 * Touch for people who do not see the screen, while it reads aloud.
 *
 * Pure: no SDL, no clock. A finger that comes down or slides says what lies beneath
 * it, once each time it comes upon something else; lifting it does nothing. Two taps
 * within 0.5 s (from the lift of the first to the second coming down), the second
 * anywhere, choose what was said last. A finger that slides is no tap.
 *
 * Clear is not part of this. One touch clears, here too (S22): the kiosk gives every
 * event to display/touch.h as well and takes Clear from there, and only Clear. A
 * finger that comes down on Clear and is lifted there clears, with its name said; one
 * that came sliding from elsewhere only hears the name.
 *
 * Only the first finger counts. The list may be filled anew between two taps: what
 * acts is the action that the object had when it was said, and only where it still has it.
 */
#ifndef DISPLAY_EXPLORE_H
#define DISPLAY_EXPLORE_H

#include "display/touch.h"

/* 0.5 s: ACCESS.md section 2; TOUCH_BOUNCE_MS holds here as well. */
enum { EXPLORE_TWICE_MS = 500 };

enum explore_result {
	EXPLORE_NOTHING, /* not ours, or nothing new */
	EXPLORE_SILENT,  /* a finger came down beside everything: what is being said stops */
	EXPLORE_ENTERED, /* say `object` */
	EXPLORE_CHOSEN,  /* do `action`; where it has none, say `object` again */
};

struct explore {
	bool down;
	int64_t finger;
	int x, y;             /* where it came down */
	bool slid;            /* more than 8 mm since */
	bool second;          /* the second of two taps */
	int under;            /* object beneath the finger, -1 none */
	int object;           /* said last, -1 none */
	struct action action; /* of that object, when it was said */
	bool tapped;          /* the last touch was a tap */
	int64_t lifted_ms;    /* when it ended */
	int64_t down_ms;
};

/* No finger, nothing said; also at a visit's end and on a new screen (S26). */
void explore_begin(struct explore *explore);

/* A new screen: nothing of it was said yet. A finger that is down may slide on. */
void explore_screen(struct explore *explore);

/* Takes one event; `list` is the one on the screen. */
enum explore_result explore_feed(struct explore *explore, const struct draw_list *list, const struct touch_event *event);

#endif
