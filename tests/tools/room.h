/*
 * As little memory as a test wants the process to have.
 *
 * A sanitizer keeps memory of its own, which no limit may touch: there a test with
 * room_cannot() skips itself.
 */
#ifndef TESTS_TOOLS_ROOM_H
#define TESTS_TOOLS_ROOM_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static inline bool room_cannot(void)
{
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
	return true;
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
	return true;
#else
	return false;
#endif
}

/* No more than `bytes` beside what the process has now; 0: as much as there is. */
static inline void room_leave(size_t bytes)
{
	struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
	unsigned long pages = 0;
	FILE *file = fopen("/proc/self/statm", "re");

	assert_true(file && fscanf(file, "%lu", &pages) == 1);
	fclose(file);
	if (bytes > 0)
		limit.rlim_cur = pages * (rlim_t)sysconf(_SC_PAGESIZE) + bytes;
	assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
}

#endif
