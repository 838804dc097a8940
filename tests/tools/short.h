/*
 * `make test` runs the programs of C twice. The second time they are built with
 * sanitizers, which makes them five times as slow, and what they then look for is another
 * thing: not whether an answer is right, but whether memory is used as it may be. So
 * tests/tools/run_tests.py sets SHORT for that run, and a long loop then takes one example
 * of each kind instead of all of them.
 */
#ifndef TESTS_TOOLS_SHORT_H
#define TESTS_TOOLS_SHORT_H

#include <stdlib.h>

/* `whole` times, or in the short form `brief` times. */
static inline int in_short(int whole, int brief)
{
	return getenv("SHORT") ? brief : whole;
}

#endif
