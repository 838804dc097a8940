/*
 * The chain of roots in the inbox: from the root that the screen was installed with to the
 * one that fetch trusts now, each signed by the one before, so that activate can walk it.
 *
 * Whoever broke into fetch may have left anything there, so nothing of it is believed because
 * it lies there: each link is verified, and one that does not hold is asked for again.
 */
#ifndef SYNC_ROOTS_H
#define SYNC_ROOTS_H

#include "core/trust.h"
#include "sync/inbox.h"

struct roots {
	const char *installed; /* file: the root.json of sync.conf */
	struct inbox *inbox;
	struct trust_source source; /* that is asked for what is missing */
};

/* The version of the installed root; 0 when it cannot be read or is none. */
int64_t roots_first(const struct roots *roots);

/* Verifies the chain up to `last`, the root that is trusted now, and asks the source for the
 * links that are missing or do not hold. FAILURE_SIGNATURE when what came does not hold
 * either. Without a readable installed root nothing is looked at. */
bool roots_complete(const struct roots *roots, const struct trust_bytes *last, struct trust_problem *problem);

/* Is the root in `folder`, where fetch keeps what it trusts, the installed one, or one to which the
 * chain in the inbox leads from it? If not (somebody wrote another there, or another one was
 * installed), begins anew from the newest root that the chain does lead to; whatever is newer comes
 * again from the bases. False only when the disk fails. */
bool roots_restart(const struct roots *roots, const char *folder, struct trust_problem *problem);

#endif
