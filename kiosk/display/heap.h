/*
 * Memory that a visit takes, in one place that can be wiped (S20, S26).
 *
 * Libraries that measure, shape and draw text allocate, and what they give back
 * keeps its bytes. So malloc and its kin are the program's own: between heap_enter
 * and heap_leave blocks come from one region of HEAP_REGION bytes, locked where the
 * system allows it; everywhere else they come from the C library. A block that is
 * given back is wiped first, wherever it came from. At a visit's end no block of
 * the region is alive; then all that was ever used of it is wiped and it begins
 * anew, so that the next visit finds the same addresses as the first.
 *
 * Enter it only around what the end of a visit closes: text. What a library makes
 * once and keeps (tables, an error's buffer) must be made before, outside.
 * A region that is full only means that further blocks come from the C library.
 * The region belongs to all threads, being inside to one. With sanitizers, and when
 * valgrind takes the place of malloc, all this is off and heap_renew answers 0.
 */
#ifndef DISPLAY_HEAP_H
#define DISPLAY_HEAP_H

#include <stdbool.h>
#include <stddef.h>

/* Address space; memory is taken as it is touched. A visit through every screen in every
 * language takes 16 MB at 1080p (printed by tests/display/test_heap.c). */
enum { HEAP_REGION = 64 << 20 };

/* May be nested. */
void heap_enter(void);
void heap_leave(void);

/* Wipes the region when nothing in it is alive. Gives how many blocks are: any but
 * 0 is a defect, and then only what was given back is wiped. */
long heap_renew(void);

/* Since the region began anew: a figure that went on would tell of the visit before. */
struct heap_figures {
	long alive;    /* blocks in use */
	size_t used;   /* bytes that were ever taken */
	long overflow; /* blocks that did not fit */
};
struct heap_figures heap_figures(void);

/* Is malloc this one? */
bool heap_is_ours(void);

#endif
