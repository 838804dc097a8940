/*
 * One switch for everything.
 *
 * Pure. Somebody who can press one key, or blow into one tube, presses it once: the
 * ring begins to move from control to control by itself, and stays on each for the
 * time of the settings. The next press acts on the control with the ring. While a
 * control is read aloud the ring waits. Any other key and any touch end it.
 *
 * A ring that moves by itself is nobody's touch: the visit times out as ever (S24),
 * and goes on moving on the question "More time?".
 */
#ifndef DISPLAY_SCAN_H
#define DISPLAY_SCAN_H

#include <stdbool.h>
#include <stdint.h>

struct scan {
	bool on;
	int64_t next_ms; /* when the ring moves */
};

/* A press: true, act on the control with the ring; false, scanning begins now. */
bool scan_press(struct scan *scan, int64_t now_ms, int period_ms);

/* Does the ring move now? `speaking`: its control is being read. */
bool scan_moves(struct scan *scan, int64_t now_ms, int period_ms, bool speaking);

/* When scan_moves must be asked; INT64_MAX when it is off. */
int64_t scan_due(const struct scan *scan);

void scan_end(struct scan *scan);

#endif
