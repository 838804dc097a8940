/*
 * The store of the counts: one SQLite file, `counts.db` in a folder (S41).
 *
 * It holds (week, name, count), which months were issued and the number of slots,
 * nothing else; the tables themselves refuse a count from 1 to 9 and anything finer
 * than a week. It is opened, written and closed at slots that no visit moves
 * (display/counting.h):
 *
 * - every slot writes, whether it adds something or not: a row for each name of the
 *   hub in this week, and its own number. So the times of the file are those of the
 *   slots, and its bytes are a function of the slots and of what was added, week by
 *   week; the tests show both;
 * - something is added at most once in an ISO week, and never into or before a
 *   week that has been added to, so a clock that jumps back adds nothing twice;
 * - rows of weeks older than COUNTS_WEEKS_KEPT go, and what is deleted is
 *   overwritten with zeros (secure_delete). No journal is left behind: a rollback
 *   journal holds only older states of the store, and goes when the slot ends.
 *
 * Nothing here waits: a store that somebody else holds is BUSY and is tried at the
 * next slot. A store that is damaged is renamed to `counts.db.damaged` (one is
 * kept) and a new one is begun. One from a newer program is left alone.
 */
#ifndef CORE_COUNTS_STORE_H
#define CORE_COUNTS_STORE_H

#include "base/fault.h"
#include "core/counts.h"
#include "core/counts_week.h"

enum {
	COUNTS_WEEKS_KEPT = 157, /* three years */
	COUNTS_WEEKS_AHEAD = 8,  /* rows further in the future came from a wrong clock and go */
	COUNTS_MONTHS_MAX = 48,  /* finished months at once */
	COUNTS_STORE_VERSION = 1,
};

/* How it went. */
enum counts_state {
	COUNTS_OFF, /* no folder is named */
	COUNTS_FINE,
	COUNTS_ASIDE,   /* the store was damaged: put aside, a new one begun */
	COUNTS_BUSY,    /* somebody else holds it; what waits goes on waiting */
	COUNTS_NEWER,   /* a newer program wrote it */
	COUNTS_STOPPED, /* cannot be read or written: folder, rights, full disk */
};

struct sqlite3;

struct counts_store {
	struct sqlite3 *db; /* NULL: closed */
};

/* Opens the store of `folder`, or begins one. COUNTS_FINE or COUNTS_ASIDE: open,
 * and the caller closes it. Else closed, and the fault says why; for COUNTS_ASIDE
 * it says what was wrong. */
enum counts_state counts_store_open(struct counts_store *store, const char *folder, struct fault *fault);

/* Looks without writing: for --check-config. A folder without a store is fine. */
enum counts_state counts_store_look(const char *folder, struct fault *fault);

void counts_store_close(struct counts_store *store);

/* Writes one slot: a row for each name of `batch` in `week`; its counts are added
 * if this week may have an addition. `*added` says whether. On anything but
 * COUNTS_FINE nothing was written. */
enum counts_state counts_store_slot(struct counts_store *store, int32_t week, const struct batch *batch, bool *added, struct fault *fault);

/* The months (202611) with rows that are over in `week` and were not issued, oldest
 * first, at most COUNTS_MONTHS_MAX; -1 when the store cannot be read. */
int counts_store_due(struct counts_store *store, int32_t week, int months[COUNTS_MONTHS_MAX]);

/* Was this month issued? */
bool counts_store_issued(struct counts_store *store, int month);

/* S42: this month is issued, for ever. False when it was before, or cannot be written. */
bool counts_store_mark_issued(struct counts_store *store, int month, struct fault *fault);

/* The true count of a name in a month; false when the store cannot be read. */
bool counts_store_sum(struct counts_store *store, int month, const char *name, int64_t *sum);

#endif
