/*
 * The outbox: the one folder through which anything leaves the screen (S43).
 *
 *     counts-2026-11.json     a month's counts, rounded; made once (core/counts_issue.h)
 *     glass-2026-11-28.json   what stands on the glass (core/glass.h); the day's last
 *
 * The screen writes, and it alone deletes. `signpost-sync report` reads, and remembers by
 * itself what it has sent. So a screen that is offline for a year loses nothing, and the
 * folder cannot grow: the newest OUTBOX_DAYS_KEPT days and OUTBOX_MONTHS_KEPT months stay
 * (60 weeks, TRUST.md section 6). They are counted and not compared with the clock, so a
 * clock that is wrong for a day deletes nothing that was not sent. Only days far ahead of
 * today, which a wrong clock wrote, go by the clock, as in core/counts_store.h.
 *
 * Any other name in the folder is nobody's and is left alone.
 */
#ifndef CORE_OUTBOX_H
#define CORE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum {
	OUTBOX_WEEKS_KEPT = 60,
	OUTBOX_DAYS_KEPT = OUTBOX_WEEKS_KEPT * 7,
	OUTBOX_MONTHS_KEPT = 14, /* in 60 weeks no more begin */
	OUTBOX_FILES_MAX = 512,  /* that are looked at; of more, the newest */
	OUTBOX_DAYS_AHEAD = 56,  /* days further in the future go */
	OUTBOX_NAME_SIZE = 32,
};

enum outbox_kind { OUTBOX_COUNTS, OUTBOX_GLASS };

struct outbox_file {
	enum outbox_kind kind;
	int month;                   /* of counts: 202611 */
	int32_t day;                 /* of the glass: days since 1970; of counts the month's first */
	char when[11];               /* "2026-11", "2026-11-28": in the order of time */
	char name[OUTBOX_NAME_SIZE]; /* in the folder */
};

/* Takes a file's name apart; false for any that is not ours. */
bool outbox_name(const char *name, struct outbox_file *out);

struct outbox_list {
	int count;
	bool more; /* there were more than OUTBOX_FILES_MAX; the oldest were left out */
	struct outbox_file files[OUTBOX_FILES_MAX];
};

/* The files of the folder, oldest first. They may be anything, links too: only names were
 * looked at. False when the folder cannot be read. */
bool outbox_read(const char *folder, struct outbox_list *out, struct fault *fault);

/* Writes the glass file of a day, 0640, in place of the one that is there; makes the
 * folder, 0750, where only it is missing. On failure the old file is whole. */
bool outbox_put_glass(const char *folder, int32_t day, const char *text, struct fault *fault);

/* Deletes what is too much, and what was half written. `today`: the day by a clock that can
 * be right. Gives how many files went. */
int outbox_prune(const char *folder, int32_t today);

#endif
