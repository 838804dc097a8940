#include "screen/week.h"

#include <string.h>

int32_t week_monday(const struct view *view)
{
	int32_t day = view->clock_wrong ? view->hub->released + 6 : civil_at(view->now).day;
	int weekday = weekday_of(day);
	if (weekday == SUNDAY && !view->clock_wrong)
		return day + 1;
	return day - weekday;
}

int week_first(const struct view *view)
{
	if (view->clock_wrong)
		return 0;
	int weekday = weekday_of(civil_at(view->now).day);
	return weekday == SUNDAY ? 0 : weekday;
}

/* For everybody: what's on, and groups that are not about rows (S3). */
static bool shown(const struct view *view, const struct offer *offer, int32_t day)
{
	if (!shown_in_week(view->hub, offer))
		return false;
	if (view->clock_wrong)
		return true;
	return day >= offer->valid_from && (offer->valid_until == 0 || day <= offer->valid_until);
}

static void insert(struct week_day *day, struct week_item item)
{
	int at = day->count;
	while (at > 0 && day->items[at - 1].meeting.start > item.meeting.start)
		at--;
	if (at == WEEK_ITEMS_MAX)
		return;
	int moved = day->count - at;
	if (day->count == WEEK_ITEMS_MAX)
		moved--;
	else
		day->count++;
	memmove(&day->items[at + 1], &day->items[at], sizeof day->items[0] * (size_t)moved);
	day->items[at] = item;
}

void week_fill(const struct view *view, int index, struct week_day *out)
{
	memset(out, 0, sizeof *out);
	out->day = week_monday(view) + index;
	out->today = !view->clock_wrong && out->day == civil_at(view->now).day;
	for (int i = 0; i < view->hub->offer_count; i++) {
		const struct offer *offer = &view->hub->offers[i];
		if (!shown(view, offer, out->day))
			continue;
		struct meeting meetings[4];
		int count = offer_meetings_on(offer, out->day, meetings, 4);
		for (int m = 0; m < count; m++)
			insert(out, (struct week_item){offer, meetings[m]});
	}
}
