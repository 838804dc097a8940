/*
 * When a line is open and when a group meets next.
 *
 * All pure: London's wall clock at `now` comes from base/moment.h, so a line
 * opens at 10:00 on the clock on the wall on both clock-change Sundays.
 */
#ifndef CORE_HOURS_H
#define CORE_HOURS_H

#include "core/pack.h"

enum open_state {
	OPEN_UNKNOWN, /* hours not known, in doubt, or hidden as overdue (S33) */
	OPEN_ALWAYS,  /* day and night */
	OPEN_NOW,     /* until `minute` of `day` */
	OPEN_LATER,   /* from `minute` of `day`, at most seven days away */
};

struct open_at {
	enum open_state state;
	int32_t day;
	int16_t minute; /* closes (OPEN_NOW, 1440 is midnight at its end) or opens (OPEN_LATER) */
};

/* Open at `now`? Spans that meet (09:00-12:00 and 12:00-17:00) are one. A span
 * that ends at 24:00 runs on into one that begins at 00:00 the next day; hours
 * that never end in this way are OPEN_ALWAYS. */
struct open_at hours_at(const struct hours *hours, moment now);

/* S33: the hours that may be shown. Hours of an offer whose check is overdue
 * (never checked; 90 days for domestic abuse, 180 for others), whose doubt names
 * the hours, or with a wrong clock, are unknown, but 24 hours stay 24 hours. */
struct hours hours_shown(const struct offer *offer, moment now, bool clock_wrong);

enum {
	CHECK_DAYS_ABUSE = 90,    /* S33 */
	CHECK_DAYS_OTHER = 180,   /* S33 */
	CHECK_NEVER_DUE = 100000, /* kinds other than support lines */
	CHECK_NEVER_DONE = -100000,
};

/* Days until the check of an offer falls due, 0 on the last day that it holds;
 * negative: overdue. CHECK_NEVER_DUE and CHECK_NEVER_DONE as named. */
int check_due_in(const struct offer *offer, moment now);

/* One meeting to come. */
struct meeting {
	int32_t day;
	int16_t start, end;
	char group;
	enum place place;
	const char *venue;
	int16_t left;   /* places left; -1 no limit */
	uint8_t number; /* of its block: the 3rd ... */
	uint8_t of;     /* ... of 6; both 0 where there are no blocks */
};

/* The next meetings of an offer that have not ended at `now`, in time order, at
 * most `max`. `group` 0 for all groups. Returns how many. A meeting has ended
 * when the clock shows its end. Full meetings are among them (left 0). */
int offer_meetings(const struct offer *offer, moment now, char group, struct meeting *out, int max);

/* The meetings on one day, in time order; also past ones of today. */
int offer_meetings_on(const struct offer *offer, int32_t day, struct meeting *out, int max);

/* Does it meet as group A and group B, so that each parent can choose another? */
bool offer_has_two_groups(const struct offer *offer);

/* Which clocks cannot be right: before the day the content was released, or more
 * than four years after it. A wrong clock never empties the screen: dates are
 * then ignored and weekly hours hidden. A hub with `released` 0 (the built-in
 * lines, or a rehearsal of another day with --now, where nobody doubts the time)
 * takes every clock from 2020 to 2059. */
bool clock_is_wrong(const struct hub *hub, moment now);

/* Is the offer to be shown at `now`: nation, validity, at least one meeting to
 * come when it has any, and places left? Support lines that are safety items
 * are shown at all times in their nations (S35). With a wrong clock dates are
 * ignored. */
bool offer_current(const struct hub *hub, const struct offer *offer, moment now);

/* Why not, as a word for staff and for `route`: "" when it is shown, else
 * "nation", "not yet", "ended", "over", "full". */
const char *offer_absence(const struct hub *hub, const struct offer *offer, moment now);

#endif
