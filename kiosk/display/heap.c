#include "display/heap.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "display/lock.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define OTHER_MALLOC
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OTHER_MALLOC
#endif

/* Sizes of blocks: four to each doubling, from 16 bytes. */
enum { STEP_BITS = 2, SIZES = 27 << STEP_BITS, LEAST = 16 };

/* Stands before each block; blocks begin at multiples of 16. */
struct head {
	size_t size;       /* of the block, rounded up */
	struct head *next; /* among those given back; itself while in use */
};
_Static_assert(sizeof(struct head) == 16, "blocks stay aligned");

static struct {
	pthread_mutex_t lock;
	char *start; /* NULL: not there yet, or refused */
	bool refused;
	struct heap_figures figures;
	struct head *given[SIZES]; /* wiped blocks of each size */
} region = {.lock = PTHREAD_MUTEX_INITIALIZER};

static _Thread_local int inside;

#ifndef OTHER_MALLOC
/* Number of the least size that holds `bytes`; *size becomes that size. */
static int size_number(size_t bytes, size_t *size)
{
	size_t most = LEAST;
	int number = 0;

	while (most < bytes) {
		most *= 2;
		number += 1 << STEP_BITS;
	}
	/* Go back as many quarters of the last doubling as still hold it; 16 bytes at least. */
	for (size_t quarter = most / 8; quarter >= LEAST && most - quarter >= bytes; number--)
		most -= quarter;
	*size = most;
	return number;
}

static void begin(void)
{
	void *memory = mmap(NULL, HEAP_REGION, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	region.refused = memory == MAP_FAILED;
	if (region.refused)
		return;
	region.start = memory;
	lock_here(memory, HEAP_REGION);
}

/* A block of zeros, or NULL when there is no room. */
static void *take(size_t bytes)
{
	size_t size = 0;
	int number = bytes < HEAP_REGION ? size_number(bytes, &size) : SIZES;
	struct head *head = NULL;

	pthread_mutex_lock(&region.lock);
	if (!region.start && !region.refused)
		begin();
	if (number < SIZES && region.given[number]) {
		head = region.given[number];
		region.given[number] = head->next;
	} else if (number < SIZES && region.start && size + sizeof *head <= HEAP_REGION - region.figures.used) {
		head = (struct head *)(void *)(region.start + region.figures.used);
		head->size = size;
		region.figures.used += size + sizeof *head;
	}
	if (head) {
		head->next = head;
		region.figures.alive++;
	} else {
		region.figures.overflow++;
	}
	pthread_mutex_unlock(&region.lock);
	return head ? head + 1 : NULL;
}

static bool is_of_region(const void *block)
{
	uintptr_t at = (uintptr_t)block, start = (uintptr_t)region.start;

	return start && at >= start && at - start < HEAP_REGION;
}

static size_t size_of(void *block)
{
	return is_of_region(block) ? ((struct head *)block - 1)->size : malloc_usable_size(block);
}

static void give(void *block)
{
	struct head *head = (struct head *)block - 1;
	size_t size;

	pthread_mutex_lock(&region.lock);
	if (head->next != head)
		__builtin_trap(); /* given back twice, or written over */
	explicit_bzero(block, head->size);
	int number = size_number(head->size, &size);
	head->next = region.given[number];
	region.given[number] = head;
	region.figures.alive--;
	pthread_mutex_unlock(&region.lock);
}

/* --- what the whole program calls, libraries included ------------------------ */

/* The C library's own, under the names it keeps for this. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

void *malloc(size_t size)
{
	void *block = inside ? take(size) : NULL;

	return block ? block : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	size_t all;
	void *block = inside && !__builtin_mul_overflow(count, size, &all) ? take(all) : NULL;

	return block ? block : __libc_calloc(count, size);
}

void free(void *block)
{
	int kept = errno;

	if (is_of_region(block)) {
		give(block);
	} else if (block) {
		explicit_bzero(block, malloc_usable_size(block)); /* S26 */
		__libc_free(block);
	}
	errno = kept;
}

/* A block stays where it is while its size fits; else it is copied and wiped. A
 * block of one kind stays of that kind. */
void *realloc(void *block, size_t size)
{
	if (!block)
		return malloc(size);
	if (!size) {
		free(block);
		return NULL;
	}
	size_t before = size_of(block);
	if (size <= before && size >= before / 2)
		return block;
	void *other = is_of_region(block) ? take(size) : NULL;
	if (!other)
		other = __libc_malloc(size);
	if (!other)
		return NULL;
	memcpy(other, block, before < size ? before : size);
	free(block);
	return other;
}

bool heap_is_ours(void)
{
	/* A compiler that knows malloc thinks that it asks nobody whether it is inside. */
	void *(*volatile get)(size_t) = malloc;

	heap_enter();
	void *block = get(1);
	heap_leave();
	bool ours = is_of_region(block);
	free(block);
	return ours;
}
#else
bool heap_is_ours(void)
{
	return false;
}
#endif

void heap_enter(void)
{
	inside++;
}

void heap_leave(void)
{
	inside--;
}

long heap_renew(void)
{
	pthread_mutex_lock(&region.lock);
	struct heap_figures *figures = &region.figures;
	long alive = figures->alive;
	if (!alive && region.start) {
		explicit_bzero(region.start, figures->used);
		memset(region.given, 0, sizeof region.given);
		figures->used = 0;
		figures->overflow = 0;
	}
	pthread_mutex_unlock(&region.lock);
	return alive;
}

struct heap_figures heap_figures(void)
{
	pthread_mutex_lock(&region.lock);
	struct heap_figures figures = region.figures;
	pthread_mutex_unlock(&region.lock);
	return figures;
}
