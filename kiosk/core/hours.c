#include "core/hours.h"

#include <string.h>

enum { MINUTES_A_DAY = 1440, DAYS_A_WEEK = 7, CLOCK_DAYS_MAX = 4 * 365 + 1 };

static bool on_day(const struct span *span, int weekday)
{
	return (span->days >> weekday) & 1 && span->close > span->open;
}

/* The latest close among spans that hold `minute` of the weekday, or -1. */
static int close_of(const struct hours *hours, int weekday, int minute)
{
	int close = -1;

	for (int i = 0; i < hours->count; i++) {
		const struct span *span = &hours->spans[i];

		if (on_day(span, weekday) && span->open <= minute && minute < span->close && span->close > close)
			close = span->close;
	}
	return close;
}

/* The first opening of the weekday at `minute` or later, or -1. */
static int open_from(const struct hours *hours, int weekday, int minute)
{
	int open = -1;

	for (int i = 0; i < hours->count; i++) {
		const struct span *span = &hours->spans[i];

		if (on_day(span, weekday) && span->open >= minute && (open < 0 || span->open < open))
			open = span->open;
	}
	return open;
}

/* Follows spans that meet to the end of the run that holds `minute` of `day`. */
static struct open_at run_to_close(const struct hours *hours, int32_t day, int minute)
{
	int32_t last = day + DAYS_A_WEEK;
	int close;

	while (day <= last) {
		close = close_of(hours, weekday_of(day), minute);
		if (close < 0)
			return (struct open_at){OPEN_NOW, day, (int16_t)minute};
		minute = close;
		if (close < MINUTES_A_DAY)
			continue;
		if (close_of(hours, weekday_of(day + 1), 0) < 0)
			return (struct open_at){OPEN_NOW, day, MINUTES_A_DAY};
		day++;
		minute = 0;
	}
	return (struct open_at){.state = OPEN_ALWAYS};
}

struct open_at hours_at(const struct hours *hours, moment now)
{
	struct civil civil = civil_at(now);
	int minute = civil.minute;

	if (hours->always)
		return (struct open_at){.state = OPEN_ALWAYS};
	if (!hours->known)
		return (struct open_at){.state = OPEN_UNKNOWN};
	if (close_of(hours, civil.weekday, minute) >= 0)
		return run_to_close(hours, civil.day, minute);
	for (int ahead = 0; ahead <= DAYS_A_WEEK; ahead++) {
		int32_t day = civil.day + ahead;
		int open = open_from(hours, weekday_of(day), ahead == 0 ? minute : 0);

		if (open >= 0)
			return (struct open_at){OPEN_LATER, day, (int16_t)open};
	}
	return (struct open_at){.state = OPEN_UNKNOWN};
}

int check_due_in(const struct offer *offer, moment now)
{
	bool abuse = offer->topics & (TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR);
	int days = abuse ? CHECK_DAYS_ABUSE : CHECK_DAYS_OTHER;

	if (offer->kind != OFFER_SUPPORT_LINE)
		return CHECK_NEVER_DUE;
	if (offer->checked == 0)
		return CHECK_NEVER_DONE;
	return offer->checked + days - civil_at(now).day;
}

struct hours hours_shown(const struct offer *offer, moment now, bool clock_wrong)
{
	bool hours_in_doubt = offer->doubt && strcasestr(offer->doubt, "hours");

	/* S33: a number that answers day and night stays so; a person who is told
	 * wrongly that nobody answers now would not call. */
	if (offer->hours.always)
		return offer->hours;
	if (clock_wrong || hours_in_doubt || check_due_in(offer, now) < 0)
		return (struct hours){.known = false};
	return offer->hours;
}

bool clock_is_wrong(const struct hub *hub, moment now)
{
	int32_t day = civil_at(now).day;

	if (hub->released == 0)
		return day < day_of(2020, 1, 1) || day > day_of(2059, 12, 31);
	return day < hub->released || day > hub->released + CLOCK_DAYS_MAX;
}
