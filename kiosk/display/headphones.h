/*
 * Are headphones in? Asked of the system's own switch (evdev SW_HEADPHONE_INSERT).
 *
 * Sound cards and GPIO switches that can tell have an input device for it. It is asked
 * for the state of its switches and for nothing else: what it sends is never read, so no
 * change can be missed because too much was sent (SYN_DROPPED). A device that also has
 * keys to write with, buttons of a mouse or places (a keyboard, a touch panel) is not
 * kept open, even if it has the switch; the buttons of a headset, which sound cards have
 * on the same device, do no harm. When the device goes away the headphones count as out,
 * and it is looked for again.
 */
#ifndef DISPLAY_HEADPHONES_H
#define DISPLAY_HEADPHONES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/finding.h"

/* How soon it is noticed that they came out: nothing private may sound on (S27). How
 * often a device that is gone is looked for. */
enum { HEADPHONES_LOOK_MS = 50, HEADPHONES_FIND_MS = 5000 };

struct headphones_switch {
	const char *device; /* the caller's; "": the first that has such a switch */
	int file;           /* -1: none is open */
	bool in, told;
	int64_t due_ms;
};

void headphones_begin(struct headphones_switch *one, const char *device);

/* Looks. True when `in` changed. A device that cannot be found is told once. */
bool headphones_step(struct headphones_switch *one, int64_t now_ms, struct findings *findings);

void headphones_end(struct headphones_switch *one);

#endif
