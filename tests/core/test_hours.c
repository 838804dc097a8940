#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/hours.h"

enum { MON_FRI = 0x1F, SUN = 0x40, EVERY_DAY = 0x7F };

static moment at(const char *text)
{
	moment when = -1;

	assert_true(moment_parse(text, &when));
	return when;
}

static int32_t day(const char *text)
{
	int32_t found = -1;

	assert_true(day_parse(text, &found));
	return found;
}

static struct hours weekly(uint8_t days, int open, int close)
{
	return (struct hours){.known = true, .count = 1, .spans = {{days, (int16_t)open, (int16_t)close}}};
}

static void add(struct hours *hours, uint8_t days, int open, int close)
{
	hours->spans[hours->count++] = (struct span){days, (int16_t)open, (int16_t)close};
}

static void is(const struct hours *hours, const char *now, enum open_state state, const char *on, int minute)
{
	struct open_at found = hours_at(hours, at(now));

	assert_int_equal(found.state, state);
	assert_int_equal(found.day, on ? day(on) : 0);
	assert_int_equal(found.minute, minute);
}

/* Monday 5 October 2026. */
static void test_edges_of_a_monday(void **state)
{
	struct hours hours = weekly(MON_FRI, 600, 1020);

	(void)state;
	is(&hours, "2026-10-05T09:59", OPEN_LATER, "2026-10-05", 600);
	is(&hours, "2026-10-05T10:00", OPEN_NOW, "2026-10-05", 1020);
	is(&hours, "2026-10-05T16:59", OPEN_NOW, "2026-10-05", 1020);
	is(&hours, "2026-10-05T17:00", OPEN_LATER, "2026-10-06", 600);
	/* To the second: 09:59:59 on the wall is 08:59:59 UTC in summer. */
	is(&hours, "2026-10-05T08:59:59Z", OPEN_LATER, "2026-10-05", 600);
	is(&hours, "2026-10-05T15:59:59Z", OPEN_NOW, "2026-10-05", 1020);
	is(&hours, "2026-10-05T16:00:00Z", OPEN_LATER, "2026-10-06", 600);
}

static void test_closed_at_weekends(void **state)
{
	struct hours hours = weekly(MON_FRI, 600, 1020);

	(void)state;
	is(&hours, "2026-10-09T17:00", OPEN_LATER, "2026-10-12", 600);
	is(&hours, "2026-10-10T12:00", OPEN_LATER, "2026-10-12", 600);
	is(&hours, "2026-10-11T23:59", OPEN_LATER, "2026-10-12", 600);
}

/* The clock on the wall counts on the Sundays when it is changed, and the day after. */
static void test_clock_change_sundays(void **state)
{
	struct hours weekdays = weekly(MON_FRI, 600, 1020);
	struct hours sundays = weekly(SUN, 600, 1020);

	(void)state;
	is(&sundays, "2026-03-29T08:59:00Z", OPEN_LATER, "2026-03-29", 600);
	is(&sundays, "2026-03-29T09:00:00Z", OPEN_NOW, "2026-03-29", 1020);
	is(&sundays, "2026-03-29T15:59:00Z", OPEN_NOW, "2026-03-29", 1020);
	is(&sundays, "2026-03-29T16:00:00Z", OPEN_LATER, "2026-04-05", 600);
	is(&weekdays, "2026-03-29T12:00:00Z", OPEN_LATER, "2026-03-30", 600);
	is(&weekdays, "2026-03-27T10:00:00Z", OPEN_NOW, "2026-03-27", 1020); /* still winter */
	is(&weekdays, "2026-03-30T08:59:00Z", OPEN_LATER, "2026-03-30", 600);
	is(&weekdays, "2026-03-30T09:00:00Z", OPEN_NOW, "2026-03-30", 1020);

	is(&sundays, "2026-10-25T09:00:00Z", OPEN_LATER, "2026-10-25", 600); /* 10:00 of the day before */
	is(&sundays, "2026-10-25T09:59:00Z", OPEN_LATER, "2026-10-25", 600);
	is(&sundays, "2026-10-25T10:00:00Z", OPEN_NOW, "2026-10-25", 1020);
	is(&sundays, "2026-10-25T16:59:00Z", OPEN_NOW, "2026-10-25", 1020);
	is(&sundays, "2026-10-25T17:00:00Z", OPEN_LATER, "2026-11-01", 600);
	is(&weekdays, "2026-10-23T09:00:00Z", OPEN_NOW, "2026-10-23", 1020); /* still summer */
	is(&weekdays, "2026-10-26T09:59:00Z", OPEN_LATER, "2026-10-26", 600);
	is(&weekdays, "2026-10-26T10:00:00Z", OPEN_NOW, "2026-10-26", 1020);
}

static void test_night_over_a_clock_change(void **state)
{
	struct hours hours = weekly(EVERY_DAY, 90, 150); /* 01:30 to 02:30 */

	(void)state;
	/* Spring has no 01:30; the clock jumps from 00:59 to 02:00, into the open time. */
	is(&hours, "2026-03-29T00:59:00Z", OPEN_LATER, "2026-03-29", 90);
	is(&hours, "2026-03-29T01:00:00Z", OPEN_NOW, "2026-03-29", 150);
	/* Autumn shows 01:30 twice. */
	is(&hours, "2026-10-25T00:30:00Z", OPEN_NOW, "2026-10-25", 150);
	is(&hours, "2026-10-25T01:00:00Z", OPEN_LATER, "2026-10-25", 90);
	is(&hours, "2026-10-25T01:30:00Z", OPEN_NOW, "2026-10-25", 150);
}

static void test_spans_that_meet_are_one(void **state)
{
	struct hours hours = weekly(MON_FRI, 720, 1020);

	(void)state;
	add(&hours, MON_FRI, 540, 720);
	is(&hours, "2026-10-05T09:00", OPEN_NOW, "2026-10-05", 1020);
	add(&hours, 1, 1000, 1100); /* overlaps on Mondays */
	is(&hours, "2026-10-05T09:00", OPEN_NOW, "2026-10-05", 1100);
	is(&hours, "2026-10-06T09:00", OPEN_NOW, "2026-10-06", 1020);
	add(&hours, 1, 1200, 1260);
	is(&hours, "2026-10-05T19:00", OPEN_LATER, "2026-10-05", 1200);
}

static void test_midnight_runs(void **state)
{
	struct hours hours = weekly(MON_FRI, 1080, 1440);

	(void)state;
	is(&hours, "2026-10-05T23:59", OPEN_NOW, "2026-10-05", 1440);
	is(&hours, "2026-10-06T00:00", OPEN_LATER, "2026-10-06", 1080);
	add(&hours, 0x3E, 0, 120); /* the nights after those evenings */
	is(&hours, "2026-10-05T23:59", OPEN_NOW, "2026-10-06", 120);
	is(&hours, "2026-10-06T00:00", OPEN_NOW, "2026-10-06", 120);
	is(&hours, "2026-10-06T02:00", OPEN_LATER, "2026-10-06", 1080);
	is(&hours, "2026-10-09T20:00", OPEN_NOW, "2026-10-10", 120);
	is(&hours, "2026-10-11T01:00", OPEN_LATER, "2026-10-12", 1080);
}

static void test_never_closing_is_always(void **state)
{
	struct hours whole = weekly(EVERY_DAY, 0, 1440);
	struct hours five = weekly(MON_FRI, 0, 1440);

	(void)state;
	is(&whole, "2026-10-05T12:00", OPEN_ALWAYS, NULL, 0);
	is(&five, "2026-10-05T12:00", OPEN_NOW, "2026-10-09", 1440);
	is(&five, "2026-10-10T12:00", OPEN_LATER, "2026-10-12", 0);
}

static void test_a_week_away(void **state)
{
	struct hours hours = weekly(1, 600, 660);

	(void)state;
	is(&hours, "2026-10-05T11:00", OPEN_LATER, "2026-10-12", 600);
	is(&hours, "2026-10-05T10:59", OPEN_NOW, "2026-10-05", 660);
}

static void test_unknown(void **state)
{
	struct hours unknown = weekly(EVERY_DAY, 0, 1440);
	struct hours none = {.known = true};
	struct hours upside_down = weekly(EVERY_DAY, 1020, 600);
	struct hours always = {.known = true, .always = true};

	(void)state;
	unknown.known = false;
	is(&unknown, "2026-10-05T12:00", OPEN_UNKNOWN, NULL, 0);
	is(&none, "2026-10-05T12:00", OPEN_UNKNOWN, NULL, 0);
	is(&upside_down, "2026-10-05T12:00", OPEN_UNKNOWN, NULL, 0);
	is(&always, "2026-10-05T12:00", OPEN_ALWAYS, NULL, 0);
}

static struct offer line(uint32_t topics, const char *checked)
{
	return (struct offer){
	    .kind = OFFER_SUPPORT_LINE,
	    .topics = topics,
	    .hours = weekly(MON_FRI, 600, 1020),
	    .checked = checked ? day(checked) : 0,
	    .doubt = "",
	};
}

static void test_s33_abuse_line_after_90_days(void **state)
{
	struct offer offer = line(TOPIC_DOMESTIC_ABUSE, "2026-01-01");
	struct offer own = line(TOPIC_OWN_BEHAVIOUR, "2026-01-01");

	(void)state;
	assert_int_equal(check_due_in(&offer, at("2026-01-01")), 90);
	assert_int_equal(check_due_in(&offer, at("2026-04-01T23:59")), 0);
	assert_int_equal(check_due_in(&offer, at("2026-04-02T00:00")), -1);
	assert_int_equal(check_due_in(&own, at("2026-04-02T00:00")), -1);
	assert_true(hours_shown(&offer, at("2026-04-01T23:59"), false).known);
	assert_false(hours_shown(&offer, at("2026-04-02T00:00"), false).known);
}

static void test_s33_other_line_after_180_days(void **state)
{
	struct offer offer = line(TOPIC_MONEY, "2026-01-01");

	(void)state;
	assert_int_equal(check_due_in(&offer, at("2026-06-30")), 0);
	assert_int_equal(check_due_in(&offer, at("2026-07-01")), -1);
	assert_true(hours_shown(&offer, at("2026-06-30"), false).known);
	assert_false(hours_shown(&offer, at("2026-07-01"), false).known);
}

static void test_s33_never_checked(void **state)
{
	struct offer offer = line(TOPIC_MONEY, NULL);

	(void)state;
	assert_int_equal(check_due_in(&offer, at("2026-01-01")), CHECK_NEVER_DONE);
	assert_int_equal(check_due_in(&offer, 0), CHECK_NEVER_DONE);
	assert_false(hours_shown(&offer, at("2026-01-01"), false).known);
	/* A workshop is not a line: its times are never hidden for want of a check. */
	offer.kind = OFFER_WORKSHOP;
	assert_int_equal(check_due_in(&offer, at("2026-01-01")), CHECK_NEVER_DUE);
	assert_true(hours_shown(&offer, at("2026-01-01"), false).known);
}

static void test_s33_doubt_about_hours(void **state)
{
	struct offer offer = line(TOPIC_MONEY, "2026-01-01");

	(void)state;
	offer.doubt = "Hours at Christmas";
	assert_false(hours_shown(&offer, at("2026-01-02"), false).known);
	offer.doubt = "the name of the manager";
	assert_true(hours_shown(&offer, at("2026-01-02"), false).known);
	offer.doubt = NULL;
	assert_true(hours_shown(&offer, at("2026-01-02"), false).known);
}

/* S33: a number that answers day and night stays, whatever is overdue or wrong. */
static void test_s33_day_and_night_stays(void **state)
{
	struct offer offer = line(TOPIC_DOMESTIC_ABUSE, NULL);
	struct hours shown;

	(void)state;
	offer.hours = (struct hours){.known = true, .always = true};
	offer.doubt = "chat hours";
	shown = hours_shown(&offer, at("2026-10-05"), true);
	is(&shown, "2026-10-05T03:00", OPEN_ALWAYS, NULL, 0);
}

static void test_wrong_clocks(void **state)
{
	struct hub hub = {.released = day("2026-10-07")};
	struct hub builtin = {.released = 0};
	struct offer offer = line(TOPIC_MONEY, "2026-10-07");

	(void)state;
	assert_true(clock_is_wrong(&hub, 0));
	assert_true(clock_is_wrong(&hub, at("1970-01-01")));
	assert_true(clock_is_wrong(&hub, at("2026-10-06T23:59")));
	assert_false(clock_is_wrong(&hub, at("2026-10-07T00:00")));
	assert_false(clock_is_wrong(&hub, at("2030-10-07")));
	assert_true(clock_is_wrong(&hub, at("2030-10-09")));
	assert_true(clock_is_wrong(&hub, at("2090-01-01")));
	assert_true(clock_is_wrong(&builtin, at("1970-01-01")));
	assert_true(clock_is_wrong(&builtin, at("2090-01-01")));
	assert_false(clock_is_wrong(&builtin, at("2024-10-01")));
	assert_true(hours_shown(&offer, at("2026-10-08"), false).known);
	assert_false(hours_shown(&offer, at("2026-10-08"), true).known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_edges_of_a_monday),
	    cmocka_unit_test(test_closed_at_weekends),
	    cmocka_unit_test(test_clock_change_sundays),
	    cmocka_unit_test(test_night_over_a_clock_change),
	    cmocka_unit_test(test_spans_that_meet_are_one),
	    cmocka_unit_test(test_midnight_runs),
	    cmocka_unit_test(test_never_closing_is_always),
	    cmocka_unit_test(test_a_week_away),
	    cmocka_unit_test(test_unknown),
	    cmocka_unit_test(test_s33_abuse_line_after_90_days),
	    cmocka_unit_test(test_s33_other_line_after_180_days),
	    cmocka_unit_test(test_s33_never_checked),
	    cmocka_unit_test(test_s33_doubt_about_hours),
	    cmocka_unit_test(test_s33_day_and_night_stays),
	    cmocka_unit_test(test_wrong_clocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
