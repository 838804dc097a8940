/*
 * How long to wait after a failure: full jitter (Brooker, "Exponential Backoff And Jitter",
 * AWS Architecture Blog, 2015). Of the time that doubles with each failure, from 5 minutes
 * to 6 hours, any part is taken by chance, so that ten thousand screens that lost the
 * same server at the same moment do not come back at the same moment.
 *
 * A busy server may name a time (Retry-After). It is kept, up to 24 hours, and the chance
 * is added to it, since it names the same time to all who ask.
 *
 * Pure: no clock and no chance of its own.
 */
#ifndef SYNC_BACKOFF_H
#define SYNC_BACKOFF_H

#include <stdint.h>

enum { BACKOFF_FIRST_S = 5 * 60, BACKOFF_MOST_S = 6 * 3600, BACKOFF_RETRY_MOST_S = 24 * 3600 };

/* Seconds to wait after the failure number `failures` in a row (from 1; 0 or less: none,
 * no wait). `retry_after_s`: what the server named, 0 or less for nothing. `random`: any
 * number, all equally likely. */
int64_t backoff_s(int failures, int64_t retry_after_s, uint32_t random);

#endif
