#include "base/arena.h"

#include <errno.h>
#include <stdalign.h>
#include <string.h>
#include <sys/mman.h>

bool arena_init(struct arena *arena, size_t size, struct fault *fault)
{
	void *start;

	if (size == 0)
		return fault_set(fault, "no memory was asked for");
	start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (start == MAP_FAILED)
		return fault_set(fault, "cannot get %zu bytes of memory: %s", size, strerror(errno));
	arena->start = start;
	arena->used = 0;
	arena->size = size;
	return true;
}

/* Pages of mmap are zero and nothing is ever taken twice, so nothing is cleared here. */
void *arena_take(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	size_t from = (arena->used + align - 1) / align * align;
	void *taken;

	if (from > arena->size || size > arena->size - from || !arena->start)
		return NULL;
	taken = arena->start + from;
	arena->used = from + size;
	return taken;
}

/* Text needs no alignment: packs hold thousands of short ones. */
char *arena_text(struct arena *arena, const char *text, size_t length)
{
	char *copy;

	if (!arena->start || length >= arena->size - arena->used)
		return NULL;
	copy = (char *)arena->start + arena->used;
	if (length > 0)
		memcpy(copy, text, length);
	arena->used += length + 1;
	return copy;
}

void arena_release(struct arena *arena)
{
	if (arena->start)
		munmap(arena->start, arena->size);
	arena->start = NULL;
	arena->used = 0;
	arena->size = 0;
}
