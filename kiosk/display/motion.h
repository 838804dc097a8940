/*
 * How one screen becomes the next.
 *
 * A cross-fade of the old and the new picture with a cubic ease-out, one
 * duration for all; reduced motion and Clear are cuts. Pure arithmetic.
 */
#ifndef DISPLAY_MOTION_H
#define DISPLAY_MOTION_H

#include "core/session.h"

enum { FADE_MS = 240, FADE_ATTRACT_MS = 1200, MOTION_WHOLE = 256 };

/* How long a change takes; 0 for a cut. */
int motion_duration(enum change change, bool still);

/* How much of the new picture shows, 0 to MOTION_WHOLE, `here` ms after the start. */
int motion_level(int64_t here, int duration);

/* `out` = old towards new by level; `count` pixels. `out` may be `old`. */
void motion_blend(uint32_t *out, const uint32_t *old, const uint32_t *new, long count, int level);

#endif
