/*
 * What is on in the week that the hub's notice board shows.
 *
 * Monday to Saturday of this week; on a Sunday the week to come. It is ordinary
 * content that everybody may see (S23), so nothing about rows and nothing for
 * two people together stands on it, in any visit (S3). With a wrong clock the
 * days have no date: the week after the content was made is taken, as weekly
 * things come back on the same weekday.
 */
#ifndef SCREEN_WEEK_H
#define SCREEN_WEEK_H

#include "core/hours.h"
#include "screen/view.h"

enum { WEEK_DAYS = 6, WEEK_ITEMS_MAX = 12 };

struct week_item {
	const struct offer *offer;
	struct meeting meeting;
};

struct week_day {
	int32_t day;
	bool today;
	int count; /* at most WEEK_ITEMS_MAX, sorted by time */
	struct week_item items[WEEK_ITEMS_MAX];
};

/* The Monday of the week shown. */
int32_t week_monday(const struct view *view);

/* Everything of day `index`, 0 Monday to 5 Saturday. */
void week_fill(const struct view *view, int index, struct week_day *out);

/* The first day that is not over: 0 on a Sunday and with a wrong clock. */
int week_first(const struct view *view);

#endif
