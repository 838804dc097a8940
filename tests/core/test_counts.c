/* What is counted, in which batches, rounded how: S39 to S43 without a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "core/counts.h"
#include "core/counts_issue.h"
#include "core/counts_week.h"
#include "hub_fixture.h"

static uint32_t always(void *context, uint32_t below)
{
	(void)below;
	if (context)
		++*(int *)context;
	return 0;
}

static uint32_t never(void *context, uint32_t below)
{
	(void)context;
	return below - 1;
}

static const struct chance counted = {always, NULL}, dropped = {never, NULL};

static struct counts counts;
static struct fixture fixture;
static const struct hub *hub;

static int set_up(void **state)
{
	(void)state;
	fixture = fixture_make();
	hub = fixture_hub(&fixture);
	memset(&counts, 0, sizeof counts);
	counts_set_hub(&counts, hub);
	return 0;
}

static uint32_t waiting(const char *name)
{
	for (int i = 0; i < counts.name_count; i++)
		if (strcmp(counts.tallies[i].name, name) == 0)
			return counts.tallies[i].waiting;
	return 9999;
}

static void visits(int count, bool finished, const char *code)
{
	for (int i = 0; i < count; i++) {
		struct marks marks = {.visit = true, .finished = finished};
		if (code)
			marks.code[counts_code_name(&counts, hub, hub_offer(hub, code))] = true;
		counts_end_visit(&counts, &marks, counted);
	}
}

/* S40: visits, finished, and codes of offers that are no safety item; nothing else has a name. */
static void s40_only_these_have_a_name(void **state)
{
	(void)state;
	static const char *const names[] = {"visits",       "finished",           "code:arguing",    "code:baby-course",
					    "code:couples", "code:getting-right", "code:group",      "code:mediation",
					    "code:one",     "code:one-conflict",  "code:send-group", "code:separated"};
	const int count = sizeof names / sizeof *names;

	assert_int_equal(counts.name_count, count);
	for (int i = 0; i < count; i++)
		assert_string_equal(counts.tallies[i].name, names[i]);
	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		bool named = counts_code_name(&counts, hub, i) >= 0;
		assert_int_equal(named, offer->kind != OFFER_SUPPORT_LINE && offer->kind != OFFER_STAFF);
	}
	assert_int_equal(counts_code_name(&counts, hub, -1), -1);
	assert_int_equal(counts_code_name(&counts, hub, F_COUNT), -1);
}

/* S40: one flag, kind, topic or audience of safety is enough to be left out. */
static void s40_no_counter_for_safety_offers(void **state)
{
	(void)state;
	struct offer *group = &fixture.offers[F_GROUP];
	const struct offer was = *group;
	static const uint32_t topics[] = {TOPIC_EMERGENCY, TOPIC_DOMESTIC_ABUSE, TOPIC_OWN_BEHAVIOUR, TOPIC_CRISIS, TOPIC_URGENT_HEALTH};

	assert_true(counts_may_count(hub, group));
	group->safety = true;
	assert_false(counts_may_count(hub, group));
	for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
		*group = was;
		group->topics |= topics[i];
		assert_false(counts_may_count(hub, group));
	}
	*group = was;
	group->kind = OFFER_SUPPORT_LINE;
	assert_false(counts_may_count(hub, group));
	*group = was;
	group->audience = AUDIENCE_STAFF;
	assert_false(counts_may_count(hub, group));
	group->audience = AUDIENCE_CHILDREN;
	assert_false(counts_may_count(hub, group));
	*group = was;
	group->safety = true;
	counts_set_hub(&counts, hub);
	assert_int_equal(waiting("code:group"), 9999);
}

/* S40, S41: a code counts once in a visit, and nothing before the visit is over. */
static void s40_a_visit_counts_once(void **state)
{
	(void)state;
	struct marks marks = {.visit = true};
	int group = counts_code_name(&counts, hub, F_GROUP);

	marks.code[group] = true;
	marks.code[group] = true;
	assert_int_equal(waiting("visits"), 0);
	counts_end_visit(&counts, &marks, counted);
	assert_int_equal(waiting("visits"), 1);
	assert_int_equal(waiting("finished"), 0);
	assert_int_equal(waiting("code:group"), 1);
	assert_int_equal(waiting("code:arguing"), 0);
}

/* S26, S39: the marks are wiped with the visit, counted or not. */
static void s39_the_marks_are_wiped(void **state)
{
	(void)state;
	static const struct marks none;
	const struct chance both[] = {counted, dropped};

	for (int i = 0; i < 2; i++) {
		struct marks marks;
		memset(&marks, 0, sizeof marks);
		marks.visit = marks.finished = marks.code[5] = true;
		counts_end_visit(&counts, &marks, both[i]);
		assert_memory_equal(&marks, &none, sizeof none);
	}
	assert_int_equal(waiting("visits"), 1); /* the one that was not dropped */
	assert_int_equal(waiting("finished"), 1);
}

/* S41: one visit in eight, as a whole, with one draw whatever it showed. */
static void s41_chance_drops_whole_visits(void **state)
{
	(void)state;
	int draws = 0;
	struct chance chance = {always, &draws};
	struct marks marks = {.visit = true, .finished = true};

	marks.code[COUNT_OFFERS] = marks.code[COUNT_OFFERS + 1] = true;
	counts_end_visit(&counts, &marks, chance);
	assert_int_equal(draws, 1);
	counts_end_visit(&counts, &marks, chance); /* no visit: no draw, no count */
	assert_int_equal(draws, 1);
	assert_int_equal(waiting("visits"), 1);
	for (int i = 0; i < 50; i++) {
		struct marks more = {.visit = true, .finished = true};
		counts_end_visit(&counts, &more, dropped);
	}
	assert_int_equal(waiting("visits"), 1);
	assert_int_equal(COUNTS_ONE_IN, 8);
}

/* S41: a name enters a batch with ten visits of its own, not with nine; the rest waits. */
static void s41_batches_of_at_least_ten(void **state)
{
	(void)state;
	struct batch batch;

	visits(9, true, "group");
	counts_batch(&counts, &batch);
	for (int i = 0; i < counts.name_count; i++)
		assert_int_equal(batch.add[i], 0);
	visits(1, false, NULL);
	counts_batch(&counts, &batch);
	assert_int_equal(batch.add[COUNT_VISITS], 10);
	assert_int_equal(batch.add[COUNT_FINISHED], 0);
	counts_batch_done(&counts, &batch);
	assert_int_equal(waiting("visits"), 0);
	assert_int_equal(waiting("finished"), 9);
	visits(1, true, "group");
	counts_batch(&counts, &batch);
	assert_int_equal(batch.add[COUNT_VISITS], 0);
	assert_int_equal(batch.add[COUNT_FINISHED], 10);
	assert_int_equal(batch.add[counts_code_name(&counts, hub, F_GROUP)], 10);
}

/* What waits survives new content under the same id, and nothing else does. */
static void a_new_hub_keeps_what_it_still_names(void **state)
{
	(void)state;
	visits(3, true, "group");
	visits(2, true, "arguing");
	fixture.offers[F_ARGUING].kind = OFFER_SUPPORT_LINE;
	counts_set_hub(&counts, hub);
	assert_int_equal(waiting("visits"), 5);
	assert_int_equal(waiting("code:group"), 3);
	assert_int_equal(waiting("code:arguing"), 9999);
	fixture.offers[F_ARGUING].kind = OFFER_COURSE;
	counts_set_hub(&counts, hub);
	assert_int_equal(waiting("code:arguing"), 0);
}

/* S43: what reaches the tallies is the marks: yes or no, by visit, finish and name.
 * A block of that size has no room for answers, times or an order. */
static void s43_marks_hold_nothing_else(void **state)
{
	(void)state;
	assert_int_equal(sizeof(struct marks), 2 + COUNTS_NAMES_MAX);
	assert_int_equal(sizeof(((struct marks *)0)->code[0]), 1);
	assert_int_equal(sizeof(struct tally), COUNT_NAME_MAX + sizeof(uint32_t));
}

/* S42: the table of the rule, 0 to 25. */
static void s42_rounding(void **state)
{
	(void)state;
	static const int want[] = {-1, -1, -1, -1, -1, -1, -1, -1, 10, 10, 10, 10, 10, 15, 15, 15, 15, 15, 20, 20, 20, 20, 20, 25, 25, 25};

	for (int i = 0; i <= 25; i++)
		assert_int_equal(issue_rounded(i), want[i]);
	assert_int_equal(issue_rounded(-3), ISSUE_HIDDEN);
	assert_int_equal(issue_rounded(1002), 1000);
	assert_int_equal(issue_rounded(1003), 1005);
}

static int32_t week_of(const char *day)
{
	moment now;

	assert_true(moment_parse(day, &now));
	return week_at(now);
}

/* S41: weeks of ISO 8601, also the 53rd, and where a year ends in the middle of one. */
static void s41_iso_weeks(void **state)
{
	(void)state;
	static const struct {
		const char *day;
		int label, month;
	} rows[] = {
	    {"2026-11-22", 202647, 202611}, {"2026-11-23", 202648, 202611}, {"2026-12-31", 202653, 202612}, {"2027-01-01", 202653, 202612},
	    {"2027-01-03", 202653, 202612}, {"2027-01-04", 202701, 202701}, {"2024-12-29", 202452, 202412}, {"2024-12-30", 202501, 202501},
	    {"2025-12-28", 202552, 202512}, {"2025-12-29", 202601, 202601}, {"2021-01-03", 202053, 202012}, {"2021-01-04", 202101, 202101},
	    {"1970-01-01", 197001, 197001},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(week_label(week_of(rows[i].day)), rows[i].label);
		assert_int_equal(week_month(week_of(rows[i].day)), rows[i].month);
	}
	for (int32_t week = 2600; week < 4700; week++) /* to 2060: labels grow with weeks */
		assert_true(week_label(week) < week_label(week + 1) && week_month(week) <= week_month(week + 1));
}

/* S42: a week belongs to the month of its Thursday. */
static void s42_month_borders(void **state)
{
	(void)state;
	assert_int_equal(week_month(week_of("2026-11-30")), 202612); /* Monday; its Thursday is 3 December */
	assert_int_equal(week_month(week_of("2026-11-29")), 202611);
	assert_int_equal(week_month(week_of("2026-10-01")), 202610); /* a Thursday */
	assert_int_equal(week_month(week_of("2026-09-28")), 202610);
	assert_int_equal(week_month(week_of("2026-05-01")), 202604); /* a Friday */
	/* Monday begins at midnight in London, in summer too. */
	assert_int_equal(week_of("2026-06-07T23:59") + 1, week_of("2026-06-08T00:00"));
	assert_int_equal(week_of("2026-03-29T23:59") + 1, week_of("2026-03-30T00:00"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(s40_only_these_have_a_name, set_up),
	    cmocka_unit_test_setup(s40_no_counter_for_safety_offers, set_up),
	    cmocka_unit_test_setup(s40_a_visit_counts_once, set_up),
	    cmocka_unit_test_setup(s39_the_marks_are_wiped, set_up),
	    cmocka_unit_test_setup(s41_chance_drops_whole_visits, set_up),
	    cmocka_unit_test_setup(s41_batches_of_at_least_ten, set_up),
	    cmocka_unit_test_setup(a_new_hub_keeps_what_it_still_names, set_up),
	    cmocka_unit_test_setup(s43_marks_hold_nothing_else, set_up),
	    cmocka_unit_test(s42_rounding),
	    cmocka_unit_test(s41_iso_weeks),
	    cmocka_unit_test(s42_month_borders),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
