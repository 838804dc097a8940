/*
 * What fetch and activate have in common: where trust begins, and how a channel's file list
 * meets what each owner has signed.
 */
#ifndef SYNC_BEGIN_H
#define SYNC_BEGIN_H

#include "core/channel.h"
#include "core/trust.h"

/* The folder of what is trusted, made from the file `root` where there is none yet.
 * FAILURE_SETTINGS when the file cannot be read. */
bool begin_trust(const char *folder, const char *root, struct trust_problem *problem);

/* The version of a root in a file; 0 when it cannot be read. */
int64_t begin_root_version(const char *root);

/* The target channels/<channel>.json. */
bool begin_channel(struct trust *trust, const char *channel, struct trust_target *out, struct trust_problem *problem);

/* Is the file that the channel lists the one that the owner of its path signed? Otherwise
 * whoever signs channels could bring back an old help line. */
bool begin_fits(const struct channel_part *part, const struct trust_target *target, struct trust_problem *problem);

#endif
