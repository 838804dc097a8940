/*
 * The end of a visit, for everything but the session (S20, S22-S26).
 *
 * session_clear has wiped the answers by then. What is left of a visit lies in the
 * list just shown, in the fingers, in tables that remember texts, widths and
 * pictures, in blocks that text libraries took and gave back, and on the stack.
 * All of it is wiped before ordinary content is drawn, from tables as empty as at
 * the first visit: after any two visits the memory of the program is the same.
 * Wiping and drawing from nothing take about 10 ms (tests/flow/memory.py measures).
 *
 * Pixels belong to who shows them: window.c wipes its pictures when `forgot` is set.
 *
 * What is not reached: where the very last touch was stays with SDL's pointer and with
 * the driver of the panel until the next one. After Clear that is the place of Clear;
 * after a time-out it is the last place touched, for as long as nobody touches again.
 * A desktop's own buffers (X, Wayland) are its own.
 */
#ifndef DISPLAY_FORGET_H
#define DISPLAY_FORGET_H

#include "display/kiosk.h"

/* To be called when all that is on the screen before a first touch has been loaded:
 * maps or draws all pictures of the panel, so that which a visit needed tells nothing
 * (S20). `keep_on` as in tour_pictures. */
void forget_prepare(struct kiosk *kiosk, bool (*keep_on)(void));

/* Keeps the blocks that hold a visit out of swap and core files (S26). */
void forget_lock(struct kiosk *kiosk);

/* Wipes what a visit left; the list is empty afterwards. Adds blocks of text
 * libraries that are alive against all expectation to kiosk->alive: 0, or a test
 * fails. */
void forget_visit(struct kiosk *kiosk);

#endif
