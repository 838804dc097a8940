#include "core/counts_week.h"

enum { MONDAY_BEFORE_1970 = -3, THURSDAY_AFTER_MONDAY = 3, DAYS_OF_WEEK = 7 };

int32_t week_at(moment now)
{
	return (civil_at(now).day - MONDAY_BEFORE_1970) / DAYS_OF_WEEK;
}

static struct civil thursday(int32_t week)
{
	return civil_at(moment_of(week * DAYS_OF_WEEK + MONDAY_BEFORE_1970 + THURSDAY_AFTER_MONDAY, 12 * 60));
}

int week_label(int32_t week)
{
	struct civil day = thursday(week);

	return day.year * 100 + (day.day - day_of(day.year, 1, 1)) / DAYS_OF_WEEK + 1;
}

int week_month(int32_t week)
{
	struct civil day = thursday(week);

	return day.year * 100 + day.month;
}
