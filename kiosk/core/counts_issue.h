/*
 * What leaves the kiosk: one file a month, rounded (S42).
 *
 * `outbox/counts-2026-11.json` in the folder of the counts, made once when the
 * month is over and never again: the store remembers every month that was issued,
 * also when the file has been fetched and deleted. 0 to 7 becomes "*", every other
 * count the nearest 5, each by itself from the true count, totals too: nothing
 * adds up, and nothing can be worked out by taking one from another. There are no
 * cross-tables. All offers of the hub whose codes are counted stand in it, shown or
 * not, in the order of their ids, so that which are named tells nothing.
 * config/schema/counts.schema.json says what it looks like.
 *
 * Months, not weeks: where a plan speaks of weekly reports, S42 wins.
 *
 * A file comes about in three steps, each of which may be the last one before the
 * power fails: written whole beside the store, marked as issued in the store,
 * moved to the outbox. A month whose mark was not written is done again from the
 * start; one whose file was not moved is moved at the next slot.
 */
#ifndef CORE_COUNTS_ISSUE_H
#define CORE_COUNTS_ISSUE_H

#include "core/counts_store.h"

enum {
	ISSUE_HIDDEN = -1,     /* "*" */
	ISSUE_HIDDEN_MOST = 7, /* S42 */
	ISSUE_NEAREST = 5,     /* S42 */
	ISSUE_FORMAT = 1,
	ISSUE_FILE_MAX = 64 << 10,
};

/* The rule of NHS hospital statistics: ISSUE_HIDDEN, or the nearest 5. */
int64_t issue_rounded(int64_t count);

/* Makes the folder `outbox` (0750: whoever sends the files reads there and nowhere
 * else). False when it is not there and cannot be made. */
bool issue_outbox(const char *folder, struct fault *fault);

/* Issues every month that is over in `week` and was not issued. False when one of
 * them could not be; the others were. `hub` names the offers and packs. */
bool issue_months(struct counts_store *store, const char *folder, const struct hub *hub, int32_t week, struct fault *fault);

#endif
