/*
 * Days, minutes and the clock of the United Kingdom.
 *
 * A `moment` is seconds since 1970-01-01T00:00:00Z. A `day` is whole days since
 * 1970-01-01 in local time, and a minute of the day runs from 0 to 1440. Every
 * hub stands in the United Kingdom, so local time is Europe/London and its rule
 * is written here (Summer Time Act 1972 as amended by SI 2002/262: from 01:00
 * UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October),
 * which keeps the core free of the time zone database and of the environment.
 *
 * Nothing here reads a clock: the time is always an argument.
 */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

typedef int64_t moment; /* seconds, UTC */

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

struct civil {
	int32_t day;     /* days since 1970-01-01, local */
	int16_t minute;  /* of that day, 0 to 1439, local wall clock */
	int16_t year;    /* 1970 to 9999 */
	uint8_t month;   /* 1 to 12 */
	uint8_t mday;    /* 1 to 31 */
	uint8_t weekday; /* enum weekday */
	bool summer;     /* British Summer Time */
};

/* The wall clock in London at `now`. Moments before 1970 give 1970-01-01 00:00. */
struct civil civil_at(moment now);

/* The moment at which London's clock shows `day` and `minute`. In the hour that
 * spring skips it is the same distance after the skip; in the hour that autumn
 * repeats it is the first of the two. */
moment moment_of(int32_t day, int minute);

/* Days since 1970-01-01 of a calendar date; no range check. */
int32_t day_of(int year, int month, int mday);

/* enum weekday of a day. */
int weekday_of(int32_t day);

/* Reads "2026-11-03"; refuses a date that the calendar does not have. */
bool day_parse(const char *text, int32_t *day);

/* Reads "09:30" or "24:00" as minutes of the day. */
bool minute_parse(const char *text, int *minute);

/* Reads "2026-11-03T09:30" (local), "2026-11-03" (local noon) or
 * "2026-11-03T09:30:00Z" (UTC). */
bool moment_parse(const char *text, moment *when);

/* Writes "2026-11-03"; `out` holds at least 11 bytes. */
void day_print(int32_t day, char out[11]);

#endif
