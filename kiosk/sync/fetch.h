/*
 * Fetching: the newest release of one channel, from any base, into the inbox.
 *
 * Everything is verified here already (core/trust.h), so that a lie costs nothing but this
 * run; activate verifies it again from the inbox, since what talks to the network is the
 * first to be broken into.
 *
 * With nothing new it costs one request: timestamp.json with the ETag of the last time. That
 * is enough, because a publisher's every change, a new root among them, comes with a new
 * timestamp (signpost-admin sees to it), and because a timestamp that has run out is asked
 * for in full. Once a day all is asked for anyway, and of every base (sync/newest.h).
 *
 * A base whose files do not verify is passed over, and the others are asked.
 */
#ifndef SYNC_FETCH_H
#define SYNC_FETCH_H

#include "core/trust.h"
#include "net/source.h"
#include "sync/status.h"

enum {
	FETCH_FULL_S = 24 * 3600, /* all of the metadata is asked for at least so often */
};

struct fetch_job {
	const char *state;       /* folder: trust/ and inbox/ are in it */
	const char *root;        /* file: the root that is trusted at the beginning */
	const char *channel;     /* "stable" */
	const char *app_version; /* "0.1.0" */
	int64_t now;             /* trust_floor of the clock and the day the program was made */
	struct source *source;
	bool full; /* ask for everything */
};

/* What a run did. */
struct fetch_done {
	bool nothing_new;
	int files;      /* that came */
	uint64_t bytes; /* of them */
};

/* Runs. `status` is that of the last run and gets release, tag, trust and the like, also when it fails;
 * status_end is the caller's. */
bool fetch_run(const struct fetch_job *job, struct status *status, struct fetch_done *done, struct trust_problem *problem);

#endif
