/* The session: its way back, the latch, what Clear leaves, time-outs, staff. */
#include "../core/hub_fixture.h"
#include "core/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { NOON = 1795348800 }; /* some day */

static struct session on_result(void)
{
	struct session session;

	session_begin(&session, 0, false, false);
	session.visiting = true;
	session.screen = SCREEN_RESULT;
	session.result_shown = true;
	return session;
}

static void act(struct session *session, const struct hub *hub, enum verb verb, int value)
{
	session_act(session, hub, (struct action){(uint8_t)verb, (int16_t)value}, 1000, NOON);
}

/* The code of a card is that card's again after the screens that lead on from it,
 * not the code of the offer with the card's number. */
static void test_back_to_the_code_of_a_card(void **state)
{
	static const enum screen beyond[] = {SCREEN_READING, SCREEN_LINES};
	struct hub hub = {.offer_count = 0};

	(void)state;
	for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
		for (int card = 0; card < RESULT_CARDS; card++) {
			struct session session = on_result();
			act(&session, &hub, VERB_CARD, card);
			act(&session, &hub, VERB_GO, beyond[i]);
			assert_int_equal(session.screen, beyond[i]);
			act(&session, &hub, VERB_BACK, 0);
			assert_int_equal(session.screen, SCREEN_CODE);
			assert_int_equal(session.item, card);
			assert_true(session.item_is_card);
			act(&session, &hub, VERB_BACK, 0);
			assert_int_equal(session.screen, SCREEN_RESULT);
		}
	}
}

/* ---- a visit to the fixture's hub ---- */

static struct fixture fixture;
static const struct hub *hub;
static struct session visit;
static int64_t clock_ms;

static enum change touch(enum verb verb, int value)
{
	clock_ms += 500;
	return session_act(&visit, hub, (struct action){(uint8_t)verb, (int16_t)value}, clock_ms, NOON);
}

static enum change wait(int64_t ms)
{
	clock_ms += ms;
	return session_tick(&visit, hub, clock_ms);
}

static int begin(void **state)
{
	static struct language languages[2] = {{.code = "en"}, {.code = "ur", .rtl = true}};

	(void)state;
	fixture = fixture_make();
	hub = fixture_hub(&fixture);
	fixture.hub.languages = languages;
	fixture.hub.language_count = 2;
	clock_ms = 1000;
	session_begin(&visit, clock_ms, false, false);
	return 0;
}

/* The whole check with one answer to safety questions, 0 (No), or a skip. */
static void check(enum who who, int safe)
{
	touch(VERB_GO, SCREEN_WHO);
	touch(VERB_WHO, who);
	for (int i = 0; i < hub->question_count; i++) {
		assert_int_equal(visit.screen, SCREEN_QUESTION);
		if (hub->questions[i].kind == QUESTION_SAFETY && safe == ANSWER_SKIPPED)
			touch(VERB_SKIP, 0);
		else
			touch(VERB_ANSWER, hub->questions[i].kind == QUESTION_SAFETY ? safe : 0);
	}
	assert_int_equal(visit.screen, SCREEN_RESULT);
}

static int no_of_safety(void)
{
	for (int value = 0; value < SAFE_ANSWER_COUNT; value++)
		for (int i = 0; i < hub->question_count; i++)
			if (hub->questions[i].kind == QUESTION_SAFETY && !answer_is_concern(&hub->questions[i], value))
				return value;
	fail();
	return 0;
}

/* S2, S3: support first, and nothing joint or about conflict can be opened. */
static void assert_latched(void)
{
	struct result result;

	assert_true(visit.answers.latched);
	route(hub, &visit.answers, NOON, &result);
	assert_int_equal(result.cards[0].kind, CARD_SUPPORT);
	for (int i = 0; i < hub->offer_count; i++) {
		struct session before = visit;
		if (!hub->offers[i].joint && !hub->offers[i].conflict)
			continue;
		assert_int_equal(session_act(&visit, hub, (struct action){VERB_OPEN, (int16_t)i}, clock_ms, NOON), CHANGE_NONE);
		assert_int_equal(session_act(&visit, hub, (struct action){VERB_CODE, (int16_t)i}, clock_ms, NOON), CHANGE_NONE);
		assert_int_equal(visit.screen, before.screen);
	}
}

/* S1, S2: every answer but No latches, and nothing before Clear undoes it. */
static void test_latch_through_everything(void **state)
{
	int no = no_of_safety();

	for (int safe = 0; safe <= SAFE_ANSWER_COUNT; safe++) {
		if (safe == no)
			continue;
		begin(state);
		touch(VERB_START, 0);
		check(WHO_ALONE, safe == SAFE_ANSWER_COUNT ? ANSWER_SKIPPED : safe);
		assert_latched();
		for (int back = 0; back < hub->question_count; back++)
			touch(VERB_BACK, 0);
		for (int i = 0; i < hub->question_count; i++)
			touch(VERB_ANSWER, hub->questions[i].kind == QUESTION_SAFETY ? no : 0);
		assert_latched();
		static const struct action on_the_way[] = {
		    {VERB_MENU, 0},          {VERB_GO, SCREEN_BROWSE}, {VERB_KIND, 1},         {VERB_STAGE, 1},         {VERB_PAGE, 1},
		    {VERB_GO, SCREEN_LINES}, {VERB_BACK, 0},           {VERB_GO, SCREEN_TEAM}, {VERB_GO, SCREEN_IDEAS}, {VERB_GO, SCREEN_WEEK},
		    {VERB_LANGUAGE, 1},      {VERB_CONTRAST, 0},       {VERB_MOTION, 0},       {VERB_START, 0},         {VERB_GO, SCREEN_WHO},
		    {VERB_WHO, WHO_CHILD},   {VERB_BACK, 0},           {VERB_MENU, 0},         {VERB_KNOCK, 0},
		};
		for (size_t i = 0; i < sizeof on_the_way / sizeof *on_the_way; i++) {
			touch(on_the_way[i].verb, on_the_way[i].value);
			assert_latched();
		}
		check(WHO_ALONE, no);
		assert_latched();
		touch(VERB_MENU, 0);
		check(WHO_ACCOMPANIED, no);
		assert_latched();
		assert_int_equal(wait(IDLE_SENSITIVE_MS), CHANGE_FADE);
		touch(VERB_MORE_TIME, 0);
		assert_latched();
		touch(VERB_CLEAR, 0);
		assert_false(visit.answers.latched);
		assert_false(visit.answers.latched_own);
	}
}

/* Is it a fresh session on what's on this week, but for the number of the message? */
static void assert_wiped(bool contrast)
{
	static struct session fresh;

	session_begin(&fresh, clock_ms, contrast, false);
	fresh.screen = SCREEN_WEEK;
	fresh.message = visit.message;
	assert_memory_equal(&visit, &fresh, sizeof fresh);
}

/* S23, S26: from every screen, with everything told and set. */
static void test_clear_wipes(void **state)
{
	for (int screen = SCREEN_HOME; screen < SCREEN_COUNT; screen++) {
		begin(state);
		session_begin(&visit, clock_ms, true, false); /* this hub begins with contrast */
		visit.message = 1234;
		touch(VERB_START, 1);
		check(WHO_ALONE, SAFE_YES);
		touch(VERB_CARD, 0);
		touch(VERB_GO, SCREEN_BROWSE);
		touch(VERB_KIND, 2);
		touch(VERB_STAGE, 1);
		touch(VERB_PAGE, 1);
		touch(VERB_CONTRAST, 0);
		touch(VERB_MOTION, 0);
		touch(VERB_KNOCK, 0);
		visit.screen = (uint8_t)screen;
		visit.below = SCREEN_RESULT;
		visit.result_shown = true;
		assert_int_equal(touch(VERB_CLEAR, 0), CHANGE_CUT);
		assert_int_equal(visit.message, 1234);
		assert_wiped(true);
	}
}

/* The two time-outs of a visit, on each screen (S24); then the same as Clear. */
static void test_time_outs(void **state)
{
	for (int screen = SCREEN_HOME; screen <= SCREEN_READING; screen++) {
		if (screen == SCREEN_MORE_TIME || screen == SCREEN_STAFF)
			continue;
		begin(state);
		touch(VERB_START, 0);
		visit.screen = (uint8_t)screen;
		visit.result_shown = true;
		static const uint32_t sensitive = 1U << SCREEN_WHO | 1U << SCREEN_QUESTION | 1U << SCREEN_RESULT | 1U << SCREEN_OFFER |
						  1U << SCREEN_CODE | 1U << SCREEN_LINES | 1U << SCREEN_CHILDREN;
		int64_t patience = sensitive >> screen & 1 ? 35000 : 75000;
		assert_int_equal(session_due(&visit, clock_ms), clock_ms + patience);
		assert_int_equal(wait(patience - 1), CHANGE_NONE);
		assert_int_equal(wait(1), CHANGE_FADE);
		assert_int_equal(visit.screen, SCREEN_MORE_TIME);
		for (int second = 1; second < 20; second++) { /* one leaf less a second */
			assert_int_equal(session_due(&visit, clock_ms), clock_ms + 1000);
			assert_int_equal(wait(1000), CHANGE_CUT);
			assert_int_equal(visit.screen, SCREEN_MORE_TIME);
		}
		assert_int_equal(wait(1000), CHANGE_CUT);
		assert_wiped(false);
		assert_int_equal(wait(WEEK_MS), CHANGE_ATTRACT); /* never "welcome back" */
		assert_int_equal(visit.screen, SCREEN_ATTRACT);
	}
}

/* A touch beside everything puts the question off, too. */
static void test_a_touch_puts_it_off(void **state)
{
	(void)state;
	touch(VERB_START, 0);
	touch(VERB_GO, SCREEN_LINES);
	for (int i = 0; i < 10; i++) {
		assert_int_equal(wait(34999), CHANGE_NONE);
		session_touched(&visit, clock_ms);
	}
	assert_int_equal(wait(35000), CHANGE_FADE);
}

static void test_extended_ten_times(void **state)
{
	(void)state;
	touch(VERB_START, 0);
	check(WHO_ALONE, SAFE_YES);
	wait(RESULT_MS);
	assert_true(visit.result_shown);
	struct answers told = visit.answers;
	for (int i = 0; i < 10; i++) {
		assert_int_equal(wait(35000), CHANGE_FADE);
		assert_int_equal(visit.screen, SCREEN_MORE_TIME);
		wait(19000);
		assert_int_equal(touch(VERB_MORE_TIME, 0), CHANGE_FADE);
		assert_int_equal(visit.screen, SCREEN_RESULT);
		assert_true(visit.result_shown); /* it is not waited for again */
		assert_memory_equal(&visit.answers, &told, sizeof told);
	}
	assert_int_equal(wait(35000), CHANGE_FADE);
	assert_int_equal(wait(20000), CHANGE_CUT);
	assert_wiped(false);
	assert_int_equal(touch(VERB_MORE_TIME, 0), CHANGE_NONE); /* too late */
	assert_int_equal(visit.screen, SCREEN_WEEK);
}

/* However far the clock runs back, the visit ends in its time counted from there. */
static void test_clocks_that_run_backwards(void **state)
{
	for (int64_t back = 1; back < 4000000000; back *= 7) {
		begin(state);
		clock_ms = 5000000000;
		touch(VERB_START, 0);
		touch(VERB_GO, SCREEN_LINES);
		clock_ms -= back;
		assert_int_equal(session_tick(&visit, hub, clock_ms), CHANGE_NONE);
		assert_true(session_due(&visit, clock_ms) <= clock_ms + IDLE_SENSITIVE_MS);
		assert_int_equal(wait(35000), CHANGE_FADE);
		clock_ms -= back;
		session_tick(&visit, hub, clock_ms);
		wait(20000);
		assert_int_equal(visit.screen, SCREEN_WEEK);
		clock_ms -= back;
		session_tick(&visit, hub, clock_ms);
		wait(WEEK_MS);
		assert_int_equal(visit.screen, SCREEN_ATTRACT);
		for (int knock = 0; knock < 2; knock++) {
			touch(VERB_KNOCK, 0);
			assert_false(visit.staff);
		}
		clock_ms -= 10000; /* the knocks of before are too long ago, whatever the clock says */
		touch(VERB_KNOCK, 0);
		assert_false(visit.staff);
	}
}

/* The oldest steps fall off; Back still ends at home, and nothing beside the
 * trail is written. */
static void test_trail_overflow(void **state)
{
	static const enum screen round[] = {SCREEN_LINES, SCREEN_OFFER, SCREEN_CODE};
	static const struct action moves[] = {{VERB_GO, SCREEN_LINES}, {VERB_OPEN, F_NATION}, {VERB_CODE, F_NATION}};

	(void)state;
	touch(VERB_START, 0);
	for (int i = 0; i < 99; i++) {
		assert_int_equal(touch(moves[i % 3].verb, moves[i % 3].value), CHANGE_FADE);
		assert_true(visit.trail_count <= TRAIL_MAX);
	}
	for (int i = 97; i >= 99 - 1 - TRAIL_MAX; i--) {
		touch(VERB_BACK, 0);
		assert_int_equal(visit.screen, round[i % 3]);
	}
	touch(VERB_BACK, 0);
	assert_int_equal(visit.screen, SCREEN_HOME);
	assert_int_equal(touch(VERB_BACK, 0), CHANGE_NONE);
	assert_true(visit.visiting);
}

/* Three within 3 s; the visit is wiped, only how one reads stays. */
static void test_knocks(void **state)
{
	(void)state;
	touch(VERB_START, 1);
	check(WHO_ALONE, SAFE_YES);
	assert_int_equal(touch(VERB_KNOCK, 0), CHANGE_NONE); /* the result shows no name to knock on */
	touch(VERB_MENU, 0);
	touch(VERB_CONTRAST, 0);
	touch(VERB_KNOCK, 0);
	wait(2600);
	touch(VERB_KNOCK, 0); /* 3.1 s: a first one again */
	touch(VERB_KNOCK, 0);
	assert_false(visit.staff);
	touch(VERB_KNOCK, 0);
	static struct session fresh;
	session_begin(&fresh, clock_ms, false, false);
	fresh.staff = fresh.contrast = true;
	fresh.language = 1;
	fresh.screen = SCREEN_STAFF;
	assert_memory_equal(&visit, &fresh, sizeof fresh);
	assert_int_equal(wait(119999), CHANGE_NONE);
	assert_int_equal(wait(1), CHANGE_CUT); /* 2 minutes, no question: it shows no visit */
	assert_wiped(false);
}

/* No way leads from the staff area into a visit but the menu, and how one reads is
 * no visit. */
static void test_staff_is_no_visit(void **state)
{
	static const enum screen barred[] = {SCREEN_WHO, SCREEN_BROWSE, SCREEN_LINES, SCREEN_IDEAS, SCREEN_TEAM, SCREEN_WEEK};

	(void)state;
	for (int i = 0; i < 3; i++)
		touch(VERB_KNOCK, 0);
	assert_true(visit.staff);
	for (size_t i = 0; i < sizeof barred / sizeof *barred; i++) {
		assert_int_equal(touch(VERB_GO, barred[i]), CHANGE_NONE);
		assert_int_equal(visit.screen, SCREEN_STAFF);
	}
	assert_int_equal(touch(VERB_OPEN, F_STAFF), CHANGE_FADE);
	assert_int_equal(touch(VERB_GO, SCREEN_READING), CHANGE_FADE);
	assert_int_equal(touch(VERB_GO, SCREEN_READING), CHANGE_NONE);
	assert_false(visit.visiting);
	assert_true(visit.staff);
	touch(VERB_BACK, 0);
	assert_int_equal(visit.screen, SCREEN_OFFER);
	assert_int_equal(visit.item, F_STAFF);
	touch(VERB_MENU, 0);
	assert_false(visit.staff);
	assert_true(visit.visiting);
	assert_int_equal(touch(VERB_OPEN, F_STAFF), CHANGE_NONE);
}

/* S24: the question stands on its first page, whatever page it covers, and gives that back. */
static void S24_more_time_has_its_own_page(void **state)
{
	(void)state;
	touch(VERB_START, 0);
	touch(VERB_GO, SCREEN_LINES);
	touch(VERB_PAGE, 1);
	touch(VERB_PAGE, 1);
	assert_int_equal(visit.page, 2);
	wait(IDLE_SENSITIVE_MS);
	assert_int_equal(visit.screen, SCREEN_MORE_TIME);
	assert_int_equal(visit.page, 0);
	touch(VERB_PAGE, 1);
	touch(VERB_MORE_TIME, 0);
	assert_int_equal(visit.screen, SCREEN_LINES);
	assert_int_equal(visit.page, 2);
}

/* S18: what a stranger turned to is not where the next one begins. */
static void S18_attract_goes_back_to_its_first_page(void **state)
{
	(void)state;
	touch(VERB_PAGE, 1);
	assert_int_equal(visit.page, 1);
	wait(ATTRACT_MS);
	assert_int_equal(visit.page, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_back_to_the_code_of_a_card),
	    cmocka_unit_test_setup(test_latch_through_everything, begin),
	    cmocka_unit_test_setup(test_clear_wipes, begin),
	    cmocka_unit_test_setup(test_time_outs, begin),
	    cmocka_unit_test_setup(test_a_touch_puts_it_off, begin),
	    cmocka_unit_test_setup(test_extended_ten_times, begin),
	    cmocka_unit_test_setup(test_clocks_that_run_backwards, begin),
	    cmocka_unit_test_setup(test_trail_overflow, begin),
	    cmocka_unit_test_setup(test_knocks, begin),
	    cmocka_unit_test_setup(test_staff_is_no_visit, begin),
	    cmocka_unit_test_setup(S24_more_time_has_its_own_page, begin),
	    cmocka_unit_test_setup(S18_attract_goes_back_to_its_first_page, begin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
