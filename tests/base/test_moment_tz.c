#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/moment.h"

/* The rule in base/moment.c against the time zone database of the system, which
 * knows the same rule by another road. It holds from 1996 on. */
enum { ROUNDS = 200000, FIRST_YEAR = 1996, LAST_YEAR = 2200 };

static uint64_t seed = 20261025;

/* xorshift64*: the same numbers on every machine. */
static uint64_t next_number(void)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return seed * 2685821657736338717ULL;
}

static moment any_moment(void)
{
	moment first = (moment)day_of(FIRST_YEAR, 1, 1) * 86400;
	moment last = (moment)day_of(LAST_YEAR, 12, 31) * 86400;

	return first + (moment)(next_number() % (uint64_t)(last - first));
}

static int use_london(void **state)
{
	(void)state;
	setenv("TZ", "Europe/London", 1);
	tzset();
	return 0;
}

static void require_tzdata(void)
{
	if (access("/usr/share/zoneinfo/Europe/London", R_OK) != 0) {
		print_message("no time zone database here\n");
		skip();
	}
}

static void same_as_system(moment now)
{
	time_t seconds = (time_t)now;
	struct civil civil = civil_at(now);
	struct tm tm;

	assert_non_null(localtime_r(&seconds, &tm));
	assert_int_equal(civil.year, tm.tm_year + 1900);
	assert_int_equal(civil.month, tm.tm_mon + 1);
	assert_int_equal(civil.mday, tm.tm_mday);
	assert_int_equal(civil.minute, tm.tm_hour * 60 + tm.tm_min);
	assert_int_equal(civil.weekday, (tm.tm_wday + 6) % 7);
	assert_int_equal(civil.summer, tm.tm_isdst > 0);
}

static void test_same_as_system(void **state)
{
	(void)state;
	require_tzdata();
	for (int i = 0; i < ROUNDS; i++)
		same_as_system(any_moment());
}

/* Random moments seldom fall on a change, so each change is looked at by name. */
static void test_same_at_every_change(void **state)
{
	(void)state;
	require_tzdata();
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
		for (int month = 3; month <= 10; month += 7)
			for (int mday = 24; mday <= 31; mday++)
				for (int minute = 0; minute < 180; minute += 15)
					for (int second = -1; second <= 0; second++)
						same_as_system((moment)day_of(year, month, mday) * 86400 + minute * 60 + second);
}

static void test_round_trip(void **state)
{
	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		moment now = any_moment() / 60 * 60;
		struct civil civil = civil_at(now);
		moment back = moment_of(civil.day, civil.minute);

		/* Only the second of two equal hours leads elsewhere: to the first. */
		if (back != now)
			assert_int_equal(now - back, 3600);
		assert_int_equal(civil_at(back).day, civil.day);
		assert_int_equal(civil_at(back).minute, civil.minute);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_same_as_system),
	    cmocka_unit_test(test_same_at_every_change),
	    cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests(tests, use_london, NULL);
}
