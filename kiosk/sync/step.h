/*
 * What the commands of the steps have in common: a status before, a status after, and a
 * sentence for whoever started them by hand.
 */
#ifndef SYNC_STEP_H
#define SYNC_STEP_H

#include "sync/commands.h"
#include "sync/status.h"

struct step {
	char path[SYNC_PATH_MAX]; /* of its status.json */
	struct status status;
	int hold;     /* status_hold, during a run; -1 otherwise */
	bool network; /* a network was asked: only then does a failure make the next run wait */
	int64_t now;  /* by which expiry is judged: never before the program was made; see trust_open */
};

/* Reads the status in `state`, the folder of the step called `name`. */
bool step_begin(const struct sync_call *call, const char *state, const char *name, struct step *step);

/* Is `until` a time to wait for? One that is further off than any can be comes from a clock that
 * was wrong, and does not count; with --full nothing is waited for. */
bool step_waits(const struct sync_call *call, int64_t until);

/* Says until when nothing is asked, and why. */
void step_tell_wait(const struct sync_call *call, const struct step *step, int64_t until);

/* The run begins, and the status tells so while it goes on: one that is killed is known by it. */
void step_run(const struct sync_call *call, struct step *step);

/* Ends the run: status_end, writes it, prints `says` or what went wrong. Gives the exit code. When
 * the status cannot be written, the problem of the run counts all the same, and this is told too. */
int step_end(const struct sync_call *call, struct step *step, const struct trust_problem *problem, int64_t retry_after_s, const char *says);

/* A random number from the system, for back-off. */
uint32_t step_random(void);

#endif
