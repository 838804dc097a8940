/*
 * Laying one pack over another.
 *
 * A later layer adds items, fills or changes fields of items by id, and hides
 * items by id. It cannot weaken: an item marked `safety` in an earlier layer,
 * its texts, the questions and the words of the program stay as they are (S18,
 * S37). Each attempt is an error that names the item and the rule.
 */
#ifndef CORE_MERGE_H
#define CORE_MERGE_H

#include "core/read.h"

/* How a finding (rule S38) about a language that a hub lists and does not offer
 * begins; %s is its code. */
#define LANGUAGE_NOT_OFFERED "\"%s\" is not offered: "

/* Lays `count` packs (ordered by layer) over each other. All pointers of `hub`
 * lead into `arena`. False when there was an error; `hub` is then untouched. */
bool merge_packs(const struct pack *const packs[], int count, struct arena *arena, struct hub *hub, struct findings *findings);

#endif
