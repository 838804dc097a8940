#include "base/moment.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { DAY_SECONDS = 86400, MINUTES_A_DAY = 1440, YEAR_LAST = 9999 };

/* Floor division: days before 1970 keep their order. */
static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t q = a / b;

	return a % b < 0 ? q - 1 : q;
}

/* Proleptic Gregorian calendar in eras of 400 years that begin on 1 March
 * (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
int32_t day_of(int year, int month, int mday)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (int)floor_div(y, 400);
	int of_era = y - era * 400;
	int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + mday - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of(int32_t day, int *year, int *month, int *mday)
{
	int shifted = day + 719468;
	int era = (int)floor_div(shifted, 146097);
	int of_era = shifted - era * 146097;
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*mday = of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + era * 400 + (*month <= 2);
}

int weekday_of(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(((int64_t)day % 7 + 7 + THURSDAY) % 7);
}

/* 01:00 UTC on the last Sunday of a month that has 31 days. */
static moment last_sunday(int year, int month)
{
	int32_t last = day_of(year, month, 31);
	int32_t sunday = last - (weekday_of(last) + 1) % 7;

	return (moment)sunday * DAY_SECONDS + 3600;
}

static bool is_summer(moment now)
{
	int year, month, mday;

	date_of((int32_t)floor_div(now, DAY_SECONDS), &year, &month, &mday);
	return now >= last_sunday(year, 3) && now < last_sunday(year, 10);
}

struct civil civil_at(moment now)
{
	const moment last = (moment)day_of(YEAR_LAST, 12, 31) * DAY_SECONDS + DAY_SECONDS - 1;
	struct civil civil = {0};
	int year, month, mday;
	moment local;

	if (now < 0)
		now = 0;
	if (now > last)
		now = last;
	civil.summer = is_summer(now);
	local = now + (civil.summer ? 3600 : 0);
	civil.day = (int32_t)(local / DAY_SECONDS);
	civil.minute = (int16_t)(local % DAY_SECONDS / 60);
	date_of(civil.day, &year, &month, &mday);
	civil.year = (int16_t)year;
	civil.month = (uint8_t)month;
	civil.mday = (uint8_t)mday;
	civil.weekday = (uint8_t)weekday_of(civil.day);
	return civil;
}

moment moment_of(int32_t day, int minute)
{
	moment wall = (moment)day * DAY_SECONDS + (moment)minute * 60;

	/* An hour earlier it would be summer: then it was, and this is the first of
	 * two equal times in autumn. A skipped time in spring is not summer an hour
	 * earlier (00:30 UTC), so it stays and shows as an hour later. */
	return is_summer(wall - 3600) ? wall - 3600 : wall;
}

static bool digits(const char *text, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

static int month_days(int year, int month)
{
	int next_year = month == 12 ? year + 1 : year;

	return day_of(next_year, month % 12 + 1, 1) - day_of(year, month, 1);
}

/* The ten characters of a date at the start of a longer text. */
static bool read_date(const char *text, int32_t *day)
{
	int year, month, mday;

	if (!digits(text, 4, &year) || text[4] != '-' || !digits(text + 5, 2, &month) || text[7] != '-' || !digits(text + 8, 2, &mday))
		return false;
	if (year < 1970 || month < 1 || month > 12 || mday < 1 || mday > month_days(year, month))
		return false;
	*day = day_of(year, month, mday);
	return true;
}

/* The five characters of a time at the start of a longer text. */
static bool read_time(const char *text, int *minute)
{
	int hours, minutes;

	if (!digits(text, 2, &hours) || text[2] != ':' || !digits(text + 3, 2, &minutes))
		return false;
	if (minutes > 59 || hours * 60 + minutes > MINUTES_A_DAY)
		return false;
	*minute = hours * 60 + minutes;
	return true;
}

bool day_parse(const char *text, int32_t *day)
{
	return strlen(text) == 10 && read_date(text, day);
}

bool minute_parse(const char *text, int *minute)
{
	return strlen(text) == 5 && read_time(text, minute);
}

bool moment_parse(const char *text, moment *when)
{
	size_t length = strlen(text);
	int minute = MINUTES_A_DAY / 2, seconds = 0;
	int32_t day;

	if ((length != 10 && length != 16 && length != 20) || !read_date(text, &day))
		return false;
	if (length > 10 && (text[10] != 'T' || !read_time(text + 11, &minute)))
		return false;
	if (length != 20) {
		*when = moment_of(day, minute);
		return true;
	}
	if (text[16] != ':' || !digits(text + 17, 2, &seconds) || seconds > 59 || text[19] != 'Z')
		return false;
	*when = (moment)day * DAY_SECONDS + minute * 60 + seconds;
	return true;
}

void day_print(int32_t day, char out[11])
{
	const int32_t first = 0, last = day_of(YEAR_LAST, 12, 31);
	int year, month, mday;

	date_of(day < first ? first : day > last ? last : day, &year, &month, &mday);
	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100, (unsigned)mday % 100);
}
