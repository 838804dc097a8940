/*
 * Memory that is filled once and released at once.
 *
 * A loaded pack lives in one arena: nothing in it is freed alone, and after
 * loading it is only read. The arena reserves its whole maximum at birth with
 * mmap (pages are taken as they are touched), so addresses never move and the
 * maximum is real.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

struct arena {
	unsigned char *start;
	size_t used;
	size_t size;
};

/* Reserves `size` bytes. Fails when the system refuses. */
bool arena_init(struct arena *arena, size_t size, struct fault *fault);

/* `size` zeroed bytes aligned for any type, or NULL when the arena is full. */
void *arena_take(struct arena *arena, size_t size);

/* A copy of `length` bytes of `text` and a final zero, or NULL when full. */
char *arena_text(struct arena *arena, const char *text, size_t length);

/* Gives everything back; releasing a zeroed arena is fine. */
void arena_release(struct arena *arena);

#endif
