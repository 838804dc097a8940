/*
 * What a step of signpost-sync last did, in a file beside its state: status.json.
 *
 * Each step (fetch, activate, report) writes its own after every run, so that somebody who
 * was not there can be told in words what works, since when, and what to look at. The
 * report up carries the same. A file that cannot be read counts as none: it never stops a
 * step.
 */
#ifndef SYNC_STATUS_H
#define SYNC_STATUS_H

#include <jansson.h>
#include <stdint.h>

#include "core/trust.h"
#include "net/source.h"

enum { STATUS_FILE_MAX = 16 << 10, STATUS_STEP_MAX = 16, STATUS_FORMAT = 1 };

struct status {
	char step[STATUS_STEP_MAX];
	int64_t at;                                                  /* seconds since 1970, by the machine's clock: the last run; 0: never */
	int64_t running;                                             /* a run began then and has not ended; 0: none */
	int64_t good_at;                                             /* the last that succeeded */
	enum failure failure;                                        /* of the last run */
	char says[FAULT_SAYS_MAX + FAULT_FILE_MAX + FAULT_ITEM_MAX]; /* what exactly; "" when all went well */
	int64_t next;                                                /* not before then, because of back-off; 0: at any time */
	char settings[65];                                           /* fetch: SHA-256 of the settings by which the waits below came */
	int64_t waits[SOURCE_BASES_MAX];                             /* fetch: not before then, because that base asked for it; 0: at any time */
	int tries;                                                   /* failures in a row */
	int64_t release;                                             /* of the channel, as far as this step came; 0: none */
	char set[65];                                                /* activate: the set that is live, "" for none */
	char hub[65];                                                /* activate: the hub whose content was live last */
	char made[24];                                               /* when that release was made */
	int64_t full_at;                                             /* fetch: the last time that every file of the metadata was asked for */
	bool complete;                                               /* fetch: the inbox holds all of `release` */
	bool clock_unsure;                                           /* the clock was not synchronised */
	struct source_tag tag;                                       /* fetch: of timestamp.json */
	struct trust_state trust;
};

/* Reads `path`; zeroed, but for the step, when there is none or it is not one. A run that began and
 * that nobody carries on any more (status_hold) counts as one that failed: FAILURE_INTERRUPTED. */
void status_read(const char *path, const char *step, struct status *out);

/* Says to other programs that a run of this step goes on, until the number that it gives is closed, as
 * it is when the program ends in whatever way. -1 when another run has said so already. */
int status_hold(const char *path);

bool status_write(const char *path, const struct status *status, struct fault *fault);

/* The end of a run at `now`: FAILURE_NONE counts as success, anything else with the sentence of
 * the problem. `wait_s`: how long not to ask again after a failure. */
void status_end(struct status *status, int64_t now, const struct trust_problem *problem, int64_t wait_s);

/* For people and programs: the same as in the file, with the sentences for staff and IT. A new
 * reference; NULL when memory is out. */
json_t *status_json(const struct status *status);

#endif
