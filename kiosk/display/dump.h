/*
 * A screen as JSON: what stands where, what it says, what a touch does.
 *
 * The checks of reach, contrast and reading order read only this. Rectangles are
 * [x, y, w, h] in pixels, and again in millimetres; colours are "#RRGGBB".
 */
#ifndef DISPLAY_DUMP_H
#define DISPLAY_DUMP_H

#include <stdio.h>

#include "display/kiosk.h"

/* Writes the list on the screen. False when the file cannot be written. */
bool dump_screen(const struct kiosk *kiosk, const char *path, struct fault *fault);

/* The same to an open stream. */
void dump_write(const struct kiosk *kiosk, FILE *out);

#endif
