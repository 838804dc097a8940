/*
 * What a script's `tap @verb[:value]` means: the control that does this, whatever
 * it is called in the language on the screen.
 *
 * The value is a number, or a name where there is one: a screen (`@go:lines`), who
 * is looking (`@who:just-me`), an answer of the question shown (`@answer:skip` is
 * no answer; write `@skip`), an offer (`@open:samaritans`). Without a value the
 * first control with that verb is meant. What stands on a later page is looked for by
 * turning pages as a finger would.
 */
#ifndef DISPLAY_SCRIPT_AIM_H
#define DISPLAY_SCRIPT_AIM_H

#include "display/kiosk.h"

/* The number of the object in the list of the kiosk, or -1 with a fault. */
int script_aim(const struct kiosk *kiosk, const char *word, struct fault *fault);

/* Of all controls with the words of this one that do the same, the first whose middle is
 * not beneath another: where a whole screen is one touch, the button that says so. */
int script_uncovered(const struct draw_list *list, int object);

/* The control that shows the next page, or -1. */
int script_next_page(const struct kiosk *kiosk);

#endif
