#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/hours.h"

enum { ROOM = 12 };

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

static struct hub england(void)
{
	return (struct hub){.nation = NATION_ENGLAND, .released = day("2024-06-01")};
}

static struct offer workshop(void)
{
	return (struct offer){.id = "getting-on", .kind = OFFER_WORKSHOP, .nations = NATIONS_ALL, .doubt = ""};
}

static struct session_row session(const char *date, int start, int end, char group)
{
	return (struct session_row){.group = group, .day = day(date), .start = (int16_t)start, .end = (int16_t)end, .venue = ""};
}

static struct repeat tuesdays(int weeks, const char *from, const char *until)
{
	return (struct repeat){
	    .weekday = TUESDAY,
	    .weeks = (uint8_t)weeks,
	    .from = day(from),
	    .until = until ? day(until) : 0,
	    .start = 600,
	    .end = 720,
	    .venue = "venue.garden-room",
	};
}

/* The dates of the meetings that follow, against a list that NULL ends. */
static void meets(const struct offer *offer, const char *now, int max, const char *const *dates)
{
	struct meeting found[ROOM];
	int count = offer_meetings(offer, at(now), 0, found, max);
	int expected = 0;

	while (dates[expected])
		expected++;
	assert_int_equal(count, expected);
	for (int i = 0; i < count; i++) {
		char printed[11];

		day_print(found[i].day, printed);
		assert_string_equal(printed, dates[i]);
	}
}
#define DATES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void absence(const struct hub *hub, const struct offer *offer, const char *now, const char *why)
{
	assert_string_equal(offer_absence(hub, offer, at(now)), why);
	assert_int_equal(offer_current(hub, offer, at(now)), why[0] == '\0');
}

static void test_leaves_after_its_last_session(void **state)
{
	struct session_row rows[] = {session("2026-11-10", 600, 720, 0), session("2026-11-03", 600, 720, 0)};
	struct offer offer = workshop();
	struct hub hub = england();

	(void)state;
	offer.sessions = rows;
	offer.session_count = 2;
	meets(&offer, "2026-11-01", ROOM, DATES("2026-11-03", "2026-11-10"));
	meets(&offer, "2026-11-03T11:59", ROOM, DATES("2026-11-03", "2026-11-10"));
	meets(&offer, "2026-11-03T12:00", ROOM, DATES("2026-11-10"));
	absence(&hub, &offer, "2026-11-10T11:59", "");
	absence(&hub, &offer, "2026-11-10T12:00", "over");
	meets(&offer, "2026-11-10T12:00", ROOM, DATES(NULL));
}

/* The clock on the wall ends a session, also on the Sunday after the night it changed. */
static void test_ends_by_the_clock_on_the_wall(void **state)
{
	struct session_row rows[] = {session("2026-10-25", 600, 720, 0), session("2026-03-29", 600, 720, 0)};
	struct offer offer = workshop();
	struct hub hub = england();

	(void)state;
	offer.sessions = rows;
	offer.session_count = 2;
	meets(&offer, "2026-03-29T10:59:00Z", ROOM, DATES("2026-03-29", "2026-10-25"));
	meets(&offer, "2026-03-29T11:00:00Z", ROOM, DATES("2026-10-25"));
	absence(&hub, &offer, "2026-10-25T11:59:00Z", "");
	absence(&hub, &offer, "2026-10-25T12:00:00Z", "over");
}

static void test_weekly(void **state)
{
	struct offer offer = workshop();

	(void)state;
	/* 2026-01-01 is a Thursday: the first Tuesday is the 6th. */
	offer.repeats[0] = tuesdays(1, "2026-01-01", NULL);
	offer.repeat_count = 1;
	meets(&offer, "2025-11-01", 2, DATES("2026-01-06", "2026-01-13"));
	meets(&offer, "2026-01-06T11:59", 2, DATES("2026-01-06", "2026-01-13"));
	meets(&offer, "2026-01-06T12:00", 2, DATES("2026-01-13", "2026-01-20"));
	meets(&offer, "2026-03-29", 2, DATES("2026-03-31", "2026-04-07"));
	meets(&offer, "2090-01-01", 1, DATES("2090-01-03"));
	meets(&offer, "2026-01-06", 0, DATES(NULL));
	offer.repeats[0].weeks = 0; /* the reader refuses it; here it must only end */
	meets(&offer, "2026-01-07", 1, DATES("2026-01-13"));
}

static void test_every_third_week(void **state)
{
	struct offer offer = workshop();

	(void)state;
	offer.repeats[0] = tuesdays(3, "2026-01-06", "2026-03-10");
	offer.repeat_count = 1;
	meets(&offer, "2026-01-07", ROOM, DATES("2026-01-27", "2026-02-17", "2026-03-10"));
	/* `until` is the last day on which it may meet. */
	offer.repeats[0].until = day("2026-03-09");
	meets(&offer, "2026-01-07", ROOM, DATES("2026-01-27", "2026-02-17"));
	/* `from` decides which weeks. */
	offer.repeats[0].from = day("2026-01-07");
	meets(&offer, "2026-01-07", 2, DATES("2026-01-13", "2026-02-03"));
}

static void test_blocks_begin_again(void **state)
{
	struct offer offer = workshop();
	struct meeting found[ROOM];

	(void)state;
	offer.repeats[0] = tuesdays(2, "2026-01-06", NULL);
	offer.repeats[0].meetings = 3;
	offer.repeat_count = 1;
	assert_int_equal(offer_meetings(&offer, at("2026-01-01"), 0, found, 5), 5);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(found[i].number, i % 3 + 1);
		assert_int_equal(found[i].of, 3);
		assert_int_equal(found[i].day, day("2026-01-06") + 14 * i);
	}
	offer.repeats[0].meetings = 0;
	offer_meetings(&offer, at("2026-01-01"), 0, found, 1);
	assert_int_equal(found[0].of, 0);
}

static void test_rows_are_in_time_order(void **state)
{
	struct session_row rows[] = {session("2026-01-13", 540, 600, 'B'), session("2026-01-20", 660, 700, 'A'),
				     session("2026-01-06", 600, 660, 'B')};
	struct offer offer = workshop();
	struct meeting found[ROOM];
	int count;

	(void)state;
	offer.sessions = rows;
	offer.session_count = 3;
	offer.repeats[0] = tuesdays(1, "2026-01-06", "2026-01-27");
	offer.repeats[0].group = 'A';
	offer.repeats[1] = tuesdays(2, "2026-01-06", "2026-01-27");
	offer.repeats[1].start = 500;
	offer.repeat_count = 2;
	count = offer_meetings(&offer, at("2026-01-01"), 0, found, ROOM);
	assert_int_equal(count, 9);
	for (int i = 1; i < count; i++)
		assert_true(found[i - 1].day * 1440 + found[i - 1].start <= found[i].day * 1440 + found[i].start);
	/* With less room it is the same row, cut. */
	for (int max = 0; max < count; max++) {
		struct meeting cut[ROOM];

		assert_int_equal(offer_meetings(&offer, at("2026-01-01"), 0, cut, max), max);
		for (int i = 0; i < max; i++)
			assert_true(cut[i].day == found[i].day && cut[i].start == found[i].start && cut[i].group == found[i].group);
	}
	assert_int_equal(offer_meetings(&offer, at("2026-01-01"), 'B', found, ROOM), 2);
	assert_int_equal(found[0].day, day("2026-01-06"));
	assert_int_equal(offer_meetings(&offer, at("2026-01-01"), 'A', found, ROOM), 5);
}

static void test_on_one_day(void **state)
{
	struct session_row rows[] = {session("2026-01-13", 780, 840, 0), session("2026-01-14", 540, 600, 0)};
	struct offer offer = workshop();
	struct meeting found[ROOM];

	(void)state;
	offer.sessions = rows;
	offer.session_count = 2;
	offer.repeats[0] = tuesdays(1, "2026-01-06", "2026-01-13");
	offer.repeats[0].place = PLACE_ONLINE;
	offer.repeat_count = 1;
	assert_int_equal(offer_meetings_on(&offer, day("2026-01-13"), found, ROOM), 2);
	assert_int_equal(found[0].start, 600);
	assert_int_equal(found[0].place, PLACE_ONLINE);
	assert_string_equal(found[0].venue, "venue.garden-room");
	assert_int_equal(found[1].start, 780);
	assert_int_equal(offer_meetings_on(&offer, day("2026-01-13"), found, 1), 1);
	assert_int_equal(offer_meetings_on(&offer, day("2026-01-12"), found, ROOM), 0);
	assert_int_equal(offer_meetings_on(&offer, day("2026-01-20"), found, ROOM), 0);
	assert_int_equal(offer_meetings_on(&offer, day("2025-12-30"), found, ROOM), 0);
}

static void test_validity_edges(void **state)
{
	struct offer offer = workshop();
	struct hub hub = england();

	(void)state;
	offer.kind = OFFER_COURSE;
	absence(&hub, &offer, "2025-08-31", "");
	offer.valid_from = day("2025-01-01");
	offer.valid_until = day("2025-08-31");
	absence(&hub, &offer, "2024-12-31T23:59", "not yet");
	absence(&hub, &offer, "2025-01-01T00:00", "");
	absence(&hub, &offer, "2025-08-01", "");
	absence(&hub, &offer, "2025-08-31T23:59", "");
	/* Midnight in London, not in Greenwich. */
	absence(&hub, &offer, "2025-08-31T22:59:59Z", "");
	absence(&hub, &offer, "2025-08-31T23:00:00Z", "ended");
	absence(&hub, &offer, "2025-09-01T00:00", "ended");
	absence(&hub, &offer, "2025-09-01", "ended");
}

static void test_full_groups(void **state)
{
	struct session_row rows[] = {session("2026-11-03", 600, 720, 'A'), session("2026-11-04", 600, 720, 'B')};
	struct offer offer = workshop();
	struct hub hub = england();
	struct meeting found[ROOM];

	(void)state;
	offer.sessions = rows;
	offer.session_count = 2;
	rows[0].places = rows[1].places = 10;
	rows[0].taken = 10;
	rows[1].taken = 7;
	absence(&hub, &offer, "2026-11-01", "");
	assert_int_equal(offer_meetings(&offer, at("2026-11-01"), 0, found, ROOM), 2);
	assert_int_equal(found[0].left, 0);
	assert_int_equal(found[1].left, 3);
	rows[1].taken = 12;
	absence(&hub, &offer, "2026-11-01", "full");
	/* Places in a session that is past help nobody. */
	rows[0].taken = 0;
	absence(&hub, &offer, "2026-11-03T11:59", "");
	absence(&hub, &offer, "2026-11-03T12:00", "full");
	absence(&hub, &offer, "2026-11-04T12:00", "over");
	rows[1].places = 0;
	assert_int_equal(offer_meetings(&offer, at("2026-11-04T11:00"), 0, found, ROOM), 1);
	assert_int_equal(found[0].left, -1);
	absence(&hub, &offer, "2026-11-04T11:00", "");
}

static void test_full_repeats(void **state)
{
	struct offer offer = workshop();
	struct hub hub = england();

	(void)state;
	offer.repeats[0] = tuesdays(1, "2026-01-06", "2026-12-29");
	offer.repeats[0].places = offer.repeats[0].taken = 8;
	offer.repeat_count = 1;
	absence(&hub, &offer, "2026-05-01", "full");
	offer.repeats[0].taken = 7;
	absence(&hub, &offer, "2026-05-01", "");
	absence(&hub, &offer, "2026-12-29T12:00", "over");
}

static void test_s35_nation(void **state)
{
	struct hub hub = england();
	struct offer offer = {.kind = OFFER_SUPPORT_LINE, .safety = true, .nations = NATION_BIT(NATION_ENGLAND)};

	(void)state;
	absence(&hub, &offer, "2026-01-01", "");
	hub.nation = NATION_WALES;
	absence(&hub, &offer, "2026-01-01", "nation");
	absence(&hub, &offer, "1970-01-01", "nation");
}

/* S10: a help line never leaves by a date, its own or a wrong clock's. */
static void test_help_lines_never_leave(void **state)
{
	struct hub hub = england();
	struct offer offer = {.kind = OFFER_SUPPORT_LINE, .safety = true, .nations = NATIONS_ALL};

	(void)state;
	offer.valid_from = day("2027-01-01");
	absence(&hub, &offer, "2026-01-01", "");
	offer.valid_from = 0;
	offer.valid_until = day("2025-01-01");
	absence(&hub, &offer, "2026-01-01", "");
	absence(&hub, &offer, "1970-01-01", "");
	absence(&hub, &offer, "2090-01-01", "");
	offer.safety = false;
	absence(&hub, &offer, "2026-01-01", "ended");
}

static void test_wrong_clock_ignores_dates(void **state)
{
	static const char *const clocks[] = {"1970-01-01", "2090-01-01"};
	struct session_row rows[] = {session("2026-11-03", 600, 720, 0)};
	struct hub hub = england();

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct offer offer = workshop();

		offer.sessions = rows;
		offer.session_count = 1;
		offer.valid_from = day("2026-01-01");
		offer.valid_until = day("2026-12-31");
		rows[0].places = 0;
		absence(&hub, &offer, clocks[i], "");
		rows[0].places = rows[0].taken = 1;
		absence(&hub, &offer, clocks[i], "full");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_leaves_after_its_last_session),
	    cmocka_unit_test(test_ends_by_the_clock_on_the_wall),
	    cmocka_unit_test(test_weekly),
	    cmocka_unit_test(test_every_third_week),
	    cmocka_unit_test(test_blocks_begin_again),
	    cmocka_unit_test(test_rows_are_in_time_order),
	    cmocka_unit_test(test_on_one_day),
	    cmocka_unit_test(test_validity_edges),
	    cmocka_unit_test(test_full_groups),
	    cmocka_unit_test(test_full_repeats),
	    cmocka_unit_test(test_s35_nation),
	    cmocka_unit_test(test_help_lines_never_leave),
	    cmocka_unit_test(test_wrong_clock_ignores_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
