/*
 * The commands of a script that set how the visitor reads, and the wall clock.
 */
#ifndef DISPLAY_SCRIPT_SET_H
#define DISPLAY_SCRIPT_SET_H

#include "display/kiosk.h"

/* `what` is lang, theme, motion, size, lower or now; `word` is its value. */
bool script_set(struct kiosk *kiosk, const char *what, const char *word, struct fault *fault);

/* One of two words: the first gives false, the second true. */
bool script_choose(const char *word, const char *off, const char *on, bool *out, struct fault *fault);

#endif
