/*
 * How often a program asks the C library for memory: a library that is put before it
 * (LD_PRELOAD), for tests/flow/hour.py.
 *
 * The kiosk's malloc is its own (display/heap.h) and takes what does not belong to a
 * visit from __libc_malloc and its kin; these are counted here. Whenever the program says
 * a line (`echo` of a script), $ASKS_OUT gets the count so far and that line. Unlike
 * valgrind it costs nothing, so an hour can be looked at.
 */
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_long asked;

static void *next(const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);

	if (!found)
		abort();
	return found;
}

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

void *__libc_malloc(size_t size)
{
	static void *(*real)(size_t);

	if (!real)
		*(void **)&real = next("__libc_malloc");
	asked++;
	return real(size);
}

void *__libc_calloc(size_t count, size_t size)
{
	static void *(*real)(size_t, size_t);

	if (!real)
		*(void **)&real = next("__libc_calloc");
	asked++;
	return real(count, size);
}

void *__libc_memalign(size_t alignment, size_t size)
{
	static void *(*real)(size_t, size_t);

	if (!real)
		*(void **)&real = next("__libc_memalign");
	asked++;
	return real(alignment, size);
}

int puts(const char *words)
{
	static int (*real)(const char *);
	static FILE *out;
	long count = asked;

	if (!real)
		*(void **)&real = next("puts");
	if (!out && getenv("ASKS_OUT"))
		out = fopen(getenv("ASKS_OUT"), "w");
	if (out) {
		fprintf(out, "%ld %s\n", count, words);
		fflush(out);
	}
	return real(words);
}
