/*
 * Memory that must not reach a disk, and stacks that must not remember (S26).
 *
 * The service has no swap; this is for everywhere else. What the system does not
 * allow is left undone without a word: the visit is what matters.
 */
#ifndef DISPLAY_LOCK_H
#define DISPLAY_LOCK_H

#include <stddef.h>

/* Keeps whole pages around `memory` out of swap, as they are touched, and out of
 * core files. No limit is raised for it. */
void lock_here(void *memory, size_t size);

/* How much of the stack stack_wipe covers; deeper than any screen goes, measured in
 * tests/display/test_heap.c. */
enum { STACK_WIPED = 1 << 20 };

/* Zeroes what calls that have returned left below the caller, and in registers: whole
 * words of text stay in those that move memory, until a call saves them to the stack. */
void stack_wipe(void);

#endif
