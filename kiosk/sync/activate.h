/*
 * Activating: from the inbox to the glass, without a network.
 *
 * Everything in the inbox is verified again, from this step's own trusted metadata. Then
 * the set is built, checked and proved as the screen itself would (S9, S37), and only then
 * becomes current (core/store.h). What the screen could not live with (its content.json) is
 * taken back first, and never comes again.
 */
#ifndef SYNC_ACTIVATE_H
#define SYNC_ACTIVATE_H

#include "core/channel.h"
#include "core/trust.h"
#include "sync/status.h"

struct activate_job {
	const char *state;       /* folder: trust/ is in it */
	const char *inbox;       /* folder that fetch fills */
	const char *store;       /* folder of core/store.h */
	const char *kiosk;       /* the screen's content.json; it need not be there */
	const char *root;        /* file: the root that is trusted at the beginning */
	const char *channel;     /* "stable" */
	const char *app_version; /* "0.1.0" */
	int64_t now;             /* trust_floor of the clock and the day the program was made */
};

/* Runs. True also when nothing has arrived, or nothing new. `status` gets set, release, made and
 * trust; status_end is the caller's. */
bool activate_run(const struct activate_job *job, struct status *status, struct trust_problem *problem);

struct activate_when {
	int64_t now;
	bool two_signed; /* each pack.json of the set is signed by two people at least (struct trust_target) */
};

/* May the packs of a set that stands in `folder` be shown to families? Loaded strictly, signed by two people (S37),
 * without an error of the checker, and proved. A made-up hub needs no sign-off, and so two must have signed its packs:
 * else one alone could call anything an example. FAILURE_CONTENT or FAILURE_PROOF with the first thing that is wrong. */
bool activate_approve(const char *folder, const struct channel_file *channel, const struct activate_when *when, struct trust_problem *problem);

#endif
