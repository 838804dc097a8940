/*
 * Putting a change live: what clients see next.
 *
 * The order is the one in which a client looks, from behind: targets, new roots, roles,
 * snapshot, and timestamp.json last. Every file is replaced in one step and all but the
 * timestamp have names that were never used before, so a client sees the old state or the
 * new one. Stopped at any point, the same call made again completes it.
 */
#ifndef ADMIN_REPO_LIVE_H
#define ADMIN_REPO_LIVE_H

#include "admin/key_file.h"
#include "admin/repo_folder.h"

/* May it go live? When not, the fault names who must still sign. */
bool repo_is_ready(const json_t *change, struct fault *fault);

/* Has one of the keys a word in snapshot and timestamp, after the change? NULL: in what is
 * live. */
bool repo_has_online(const struct repo *repo, const json_t *change, const struct key_secrets *secrets);

/* Writes a change that is ready, with a new snapshot and timestamp, and clears what waited.
 * Fails, writing nothing, when it is not ready, was made for another state than what is
 * live, or the online key is missing. Takes `repo` to the new state. */
bool repo_make_live(struct repo *repo, const json_t *change, const struct key_secrets *secrets, moment now, struct fault *fault);

/* A new timestamp, and a snapshot too where it ends within 60 days. */
bool repo_renew(struct repo *repo, const struct key_secrets *secrets, moment now, struct fault *fault);

#endif
