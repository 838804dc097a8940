/*
 * What fetch and activate have in common: where trust begins, and how a channel's file list
 * meets what each owner has signed.
 */
#ifndef SYNC_BEGIN_H
#define SYNC_BEGIN_H

#include "core/channel.h"
#include "core/trust.h"

/* Opens the folder of what is trusted (trust_open), made from the file `root` where there is
 * none yet. So too where the root in it is broken: a flipped bit on a card must not end
 * updates for ever. The newer roots then come again, one after the other, and all else in the
 * folder is believed as before. And so where another root was installed since, as the file
 * "installed" in the folder tells; a file `root` that is spoilt or missing changes nothing, where
 * there is something to go on with. FAILURE_SETTINGS when the file cannot be read. */
struct trust *begin_trust(const char *folder, const char *root, const struct trust_source *source, int64_t now, struct trust_problem *problem);

/* The target channels/<channel>.json. */
bool begin_channel(struct trust *trust, const char *channel, struct trust_target *out, struct trust_problem *problem);

/* Is the file that the channel lists the one that the owner of its path signed? Otherwise
 * whoever signs channels could bring back an old help line. */
bool begin_fits(const struct channel_part *part, const struct trust_target *target, struct trust_problem *problem);

#endif
