#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/moment.h"

static moment at(const char *text)
{
	moment when = -1;

	assert_true(moment_parse(text, &when));
	return when;
}

static void shows(const char *utc, const char *date, int minute, bool summer)
{
	struct civil civil = civil_at(at(utc));
	char printed[11];

	day_print(civil.day, printed);
	assert_string_equal(printed, date);
	assert_int_equal(civil.minute, minute);
	assert_int_equal(civil.summer, summer);
	assert_int_equal(civil.weekday, weekday_of(civil.day));
}

static void test_clock_goes_forward(void **state)
{
	(void)state;
	shows("2026-03-29T00:59:59Z", "2026-03-29", 59, false);
	shows("2026-03-29T01:00:00Z", "2026-03-29", 120, true);
	shows("2026-03-29T22:59:00Z", "2026-03-29", 23 * 60 + 59, true);
	shows("2026-03-29T23:00:00Z", "2026-03-30", 0, true);
	assert_int_equal(at("2026-03-29T00:30"), at("2026-03-29T00:30:00Z"));
	assert_int_equal(at("2026-03-29T10:00"), at("2026-03-29T09:00:00Z"));
	/* 01:30 is skipped: as far behind the skip as it was before. */
	assert_int_equal(at("2026-03-29T01:00"), at("2026-03-29T01:00:00Z"));
	assert_int_equal(at("2026-03-29T01:30"), at("2026-03-29T01:30:00Z"));
	assert_int_equal(civil_at(at("2026-03-29T01:30")).minute, 150);
	assert_int_equal(at("2026-03-29T02:00"), at("2026-03-29T01:00:00Z"));
}

static void test_clock_goes_back(void **state)
{
	(void)state;
	shows("2026-10-25T00:59:00Z", "2026-10-25", 119, true);
	shows("2026-10-25T01:00:00Z", "2026-10-25", 60, false);
	shows("2026-10-24T23:00:00Z", "2026-10-25", 0, true);
	shows("2026-10-25T23:59:59Z", "2026-10-25", 1439, false);
	/* 01:30 comes twice: the first. */
	assert_int_equal(at("2026-10-25T01:00"), at("2026-10-25T00:00:00Z"));
	assert_int_equal(at("2026-10-25T01:30"), at("2026-10-25T00:30:00Z"));
	assert_int_equal(at("2026-10-25T02:00"), at("2026-10-25T02:00:00Z"));
	assert_int_equal(at("2026-10-25T10:00"), at("2026-10-25T10:00:00Z"));
}

static void test_edges_of_time(void **state)
{
	(void)state;
	shows("1970-01-01T00:00:00Z", "1970-01-01", 0, false);
	shows("9999-12-31T23:59:59Z", "9999-12-31", 1439, false);
	assert_int_equal(civil_at(-5).day, 0);
	assert_int_equal(civil_at(INT64_MIN).minute, 0);
	assert_int_equal(civil_at(INT64_MAX).year, 9999);
	assert_int_equal(moment_of(0, 0), 0);
	assert_int_equal(moment_of(20745, 1440), moment_of(20746, 0));
}

static void test_calendar(void **state)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t day = 0;

	(void)state;
	for (int year = 1970; year < 2500; year++)
		for (int month = 1; month <= 12; month++) {
			bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
			int length = lengths[month - 1] + (leap && month == 2);

			for (int mday = 1; mday <= length; mday++, day++) {
				struct civil civil = civil_at(moment_of(day, 720));

				assert_int_equal(day_of(year, month, mday), day);
				assert_int_equal(civil.day, day);
				assert_int_equal(civil.year, year);
				assert_int_equal(civil.month, month);
				assert_int_equal(civil.mday, mday);
			}
		}
	assert_int_equal(weekday_of(day_of(1970, 1, 1)), THURSDAY);
	assert_int_equal(weekday_of(day_of(2026, 3, 29)), SUNDAY);
	assert_int_equal(weekday_of(-1), WEDNESDAY);
}

static void test_reading(void **state)
{
	static const char *const bad_days[] = {"",         "2026",        "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-01",
					       "26-04-01", "2026-04-01 ", "1969-12-31", "2026/04/01", "2026-04-0x", "+026-04-01"};
	static const char *const bad_minutes[] = {"", "9:30", "09:60", "24:01", "25:00", "09-30", "09:3", "09:300", " 9:30", "-1:30"};
	static const char *const bad_moments[] = {"",
						  "2026-02-29",
						  "2026-11-03T",
						  "2026-11-03 09:30",
						  "2026-11-03T9:30",
						  "2026-11-03T24:01",
						  "2026-11-03T09:30:00",
						  "2026-11-03T09:30:60Z",
						  "2026-11-03T09:30Z",
						  "2026-11-03T09:30:00z",
						  "2026-11-03T09-30:00Z",
						  "2026-11-03T09:30:00+01"};
	int32_t day = 7;
	int minute = 7;
	moment when = 7;

	(void)state;
	for (size_t i = 0; i < sizeof bad_days / sizeof *bad_days; i++)
		assert_false(day_parse(bad_days[i], &day));
	for (size_t i = 0; i < sizeof bad_minutes / sizeof *bad_minutes; i++)
		assert_false(minute_parse(bad_minutes[i], &minute));
	for (size_t i = 0; i < sizeof bad_moments / sizeof *bad_moments; i++)
		assert_false(moment_parse(bad_moments[i], &when));
	assert_true(day == 7 && minute == 7 && when == 7);
	assert_true(day_parse("2024-02-29", &day) && day == day_of(2024, 2, 29));
	assert_true(minute_parse("24:00", &minute) && minute == 1440);
	assert_true(minute_parse("09:30", &minute) && minute == 570);
	/* A date alone is its local noon, also in summer. */
	assert_int_equal(at("2025-08-01"), at("2025-08-01T11:00:00Z"));
	assert_int_equal(at("2025-12-01"), at("2025-12-01T12:00:00Z"));
	assert_int_equal(at("2026-11-03T09:30:15Z"), 1793698215);
}

static void test_days_out_of_range_print(void **state)
{
	char printed[11];

	(void)state;
	day_print(-1000, printed);
	assert_string_equal(printed, "1970-01-01");
	day_print(INT32_MAX, printed);
	assert_string_equal(printed, "9999-12-31");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_clock_goes_forward), cmocka_unit_test(test_clock_goes_back), cmocka_unit_test(test_edges_of_time),
	    cmocka_unit_test(test_calendar),           cmocka_unit_test(test_reading),         cmocka_unit_test(test_days_out_of_range_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
