/*
 * Activating: from the inbox to the glass, without a network.
 *
 * Everything in the inbox is verified again, from this step's own trusted metadata. Then
 * the set is built, checked and proved as the screen itself would (S9, S37), and only then
 * becomes current (core/store.h). What the screen could not live with (its content.json) is
 * taken back first, and never comes again.
 *
 * One publisher alone signs channels, and could list what another hub is to show. So a screen
 * keeps to one hub: the one that sync.conf names, else the one whose content it showed first.
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
	const char *hub;         /* the hub that sync.conf names, "" for none */
	const char *app_version; /* "0.1.0" */
	int64_t now;             /* trust_floor of the clock and the day the program was made */
};

/* Runs. True also when nothing has arrived, or nothing new. `status` gets set, release, made, hub
 * and trust; the hub that is in it counts as the one shown before. status_end is the caller's. */
bool activate_run(const struct activate_job *job, struct status *status, struct trust_problem *problem);

/* The pack on top of a set that stands in `folder`, which says whose content it is: the hub's, or the
 * council's where there is no hub. False when its packs cannot be put in order. */
bool activate_top(const char *folder, const struct channel_file *channel, char out[CHANNEL_NAME_SIZE]);

/* What is known of a set beside its files. */
struct activate_terms {
	int64_t now;
	const int *signers; /* of each file of the channel, in its order (struct trust_target) */
	const char *hub;    /* the one that sync.conf names, "" for none */
	const char *shown;  /* the one that was shown before, "" for none */
};

/* May the packs of a set that stands in `folder` be shown to families here? All must hold, and the first that does not
 * is told:
 *     loaded strictly                                                       else FAILURE_CONTENT
 *     each file that says something, of a pack that holds safety items, is vouched for by a role of two at least,
 *     whatever the publisher's tool did (S37)                               else FAILURE_SIGNATURE
 *     it is for this screen's hub; a made-up one only where sync.conf names it    else FAILURE_CONTENT
 *     the sign-off fits (S37), no error of the checker                      else FAILURE_CONTENT
 *     proved (S9)                                                           else FAILURE_PROOF
 * A made-up hub needs no sign-off, and so two must have signed all packs of it. */
bool activate_approve(const char *folder, const struct channel_file *channel, const struct activate_terms *terms, struct trust_problem *problem);

#endif
