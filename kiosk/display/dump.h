/*
 * A screen as JSON: what stands where, what it says, what a touch does.
 *
 * The checks of reach, contrast and reading order read only this. Rectangles are
 * [x, y, w, h] in pixels, and again in millimetres; colours are "#RRGGBB"; what lies
 * beneath a mark is a colour or the name of a picture. `floor_mm` of an object is how
 * high its middle is above the floor, null where nobody has said how the panel hangs.
 * Sizes of letters are those of the smallest in an object, `cap_deg` what a capital H
 * of them takes of the reader's view at distance_mm. Of the screen, `bar` says whether
 * Clear is there, `reading` whether a touch leads to size of words, listening and
 * lowered buttons. All of it is found in what is
 * drawn (display/dump_look.h), but for `ink` and `ground` of an object, which are what
 * its screen says.
 */
#ifndef DISPLAY_DUMP_H
#define DISPLAY_DUMP_H

#include <stdio.h>

#include "display/kiosk.h"

/* Writes the list on the screen. False when the file cannot be written. */
bool dump_screen(const struct kiosk *kiosk, const char *path, struct fault *fault);

/* The same to an open stream. */
void dump_write(const struct kiosk *kiosk, FILE *out);

/* On one line, with the name of the stop of a tour, without boxes and pictures. */
void dump_line(const struct kiosk *kiosk, const char *stop, FILE *out);

#endif
