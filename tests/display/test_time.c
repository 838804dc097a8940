/*
 * What time alone does to the running program (S24), to the millisecond: every screen's
 * time-out, the question for more time, a finger that stays down, a touch panel that
 * goes away in mid-press, clocks that jump.
 */
#include "kiosk_fixture.h"

#include "../tools/short.h"

/* From any state, time alone leads to the attract loop at the latest after this: the
 * staff area and then the week. A visit takes 75 + 20 + 45 s. */
enum { ALONE_MS = IDLE_STAFF_MS + WEEK_MS };

/* Written here once more, so that a change of the program's numbers is noticed. */
static int64_t patience_of(int screen)
{
	static const unsigned sensitive = 1U << SCREEN_WHO | 1U << SCREEN_QUESTION | 1U << SCREEN_RESULT | 1U << SCREEN_OFFER | 1U << SCREEN_CODE |
					  1U << SCREEN_LINES | 1U << SCREEN_CHILDREN;

	return kiosk.session.staff ? 120000 : sensitive >> screen & 1 ? 35000 : 75000;
}

static void assert_screen(const char *what, const char *wanted)
{
	if (strcmp(kiosk.list.screen, wanted) != 0)
		fail_msg("%s: it shows %s, not %s, at %lld ms", what, kiosk.list.screen, wanted, (long long)kiosk.now_ms);
}

/* Up to one millisecond before, and then that one. */
static void pass_to(const char *what, int64_t ms, const char *before, const char *after)
{
	pass(ms - 1);
	assert_screen(what, before);
	pass(1);
	assert_screen(what, after);
}

static bool wait_here(void *context, const char *name)
{
	int *stops = context, screen = kiosk.session.screen;
	char here[24];

	snprintf(here, sizeof here, "%s", kiosk.list.screen);
	if (screen == SCREEN_ATTRACT || screen == SCREEN_MORE_TIME)
		return true;
	(*stops)++;
	if (kiosk.session.staff) { /* no question: it shows no visit */
		pass_to(name, 120000, here, "week");
	} else {
		pass_to(name, patience_of(screen), here, "more-time");
		pass_to(name, 20000, "more-time", "week");
	}
	assert_cleared(name);
	pass_to(name, 45000, "week", "attract");
	return true;
}

/* S24: 35 s on sensitive screens, 75 s on others, 20 s for the question, then Clear; 2
 * minutes for staff, 45 s for the week. */
static void every_screens_time_out(void **state)
{
	int stops = 0;
	const struct tour tour = {wait_here, &stops};

	(void)state;
	for (int panel = 0; panel < in_short(3, 1); panel++) {
		kiosk_on(panels[panel]);
		assert_true(tour_all(&kiosk, panel == in_short(0, -1), &tour));
	}
	assert_true(stops >= in_short(200, 40));
}

/* S24: as often as wished, wherever the finger goes but to Clear; back to where it was. */
static void more_time_as_often_as_wished(void **state)
{
	(void)state;
	kiosk_on(panels[0]);
	assert_true(tour_open(&kiosk, "result", "concern", NULL));
	for (int i = 0; i < 60; i++) {
		struct session before = kiosk.session;
		pass(35000);
		assert_screen("again", "more-time");
		pass(i % 20 * 1000 + (i % 20 == 19 ? 899 : 0));
		int x = i * 397 % 1920, y = i * 211 % 1080, hit = draw_hit(&kiosk.list, x, y);
		if (hit < 0 || kiosk.list.objects[hit].action.verb == VERB_CLEAR)
			x = 5, y = 5;
		finger(TOUCH_DOWN, 1, x, y);
		finger(TOUCH_UP, 1, x, y);
		assert_screen("extended", "result");
		before.below = kiosk.session.below;
		before.touched_ms = kiosk.session.touched_ms;
		before.entered_ms = kiosk.session.entered_ms;
		assert_memory_equal(&before, &kiosk.session, sizeof before);
		pass(100);
	}
	pass(35000 + 20000 - 100);
	assert_cleared("at last");
}

/* S24: nothing on the question tells what lies beneath it. */
static void the_question_shows_nothing_of_the_visit(void **state)
{
	static const char *const screens[][2] = {{"result", "concern"}, {"question", "7"}, {"browse", ""}, {"children", ""}, {"code", "card-1"}};
	static struct draw_list first;

	(void)state;
	kiosk_on(panels[0]);
	for (int i = 0; i < 5; i++) {
		explicit_bzero(&kiosk.list, sizeof kiosk.list);
		assert_true(tour_open(&kiosk, screens[i][0], screens[i][1], NULL));
		pass(patience_of(kiosk.session.screen));
		assert_screen("asked", "more-time");
		explicit_bzero(&kiosk.list, sizeof kiosk.list);
		kiosk_fill(&kiosk);
		if (i == 0)
			first = kiosk.list;
		assert_memory_equal(&first, &kiosk.list, sizeof first);
	}
}

/* ---- a finger that stays, a panel that goes ---- */

enum rests { REST_STILL, REST_TREMBLES, REST_DRAWS, REST_COUNT };

/* `ms` with the finger down, an event each 100 ms. */
static void rest(int64_t ms, int how, struct rect at)
{
	for (int64_t i = 0; i < ms; i += 100) {
		pass(ms - i < 100 ? ms - i : 100);
		if (how == REST_TREMBLES)
			finger(TOUCH_MOVE, 1, at.x + 9 + (int)(i / 100 % 5), at.y + 9);
		if (how == REST_DRAWS)
			finger(TOUCH_MOVE, 1, 300 + (int)(i / 100 * 53 % 800), 300 + (int)(i / 100 * 31 % 300));
	}
}

/* A hand lies on a control of each screen, on Clear, or on nothing, and never goes: the
 * visit ends in its time (S24), and the next one is not disturbed. */
static bool lie_here(void *context, const char *name)
{
	int *how = context;

	for (int where = 0; where < 3; where++) {
		int screen = kiosk.session.screen, object = where == 0 ? verb_object(VERB_CLEAR) : where == 1 ? 0 : -1;
		if (screen == SCREEN_ATTRACT || screen == SCREEN_MORE_TIME || kiosk.session.staff)
			return true;
		struct session before = kiosk.session;
		for (; where == 1 && kiosk.list.objects[object].action.verb == VERB_NONE; object++)
			;
		struct rect at = object >= 0 ? kiosk.list.objects[object].rect : (struct rect){0, 0, 20, 20};
		finger(TOUCH_DOWN, 1, at.x + 9, at.y + 9);
		rest(100, *how, at); /* one that draws leaves the control, which is a touch */
		assert_true(kiosk.session.touched_ms >= kiosk.now_ms - 100);
		rest(kiosk.session.touched_ms + patience_of(screen) - kiosk.now_ms - 1, *how, at);
		assert_int_equal(kiosk.session.screen, screen);
		assert_int_equal(kiosk.view.pressed, -1);
		rest(1, *how, at);
		assert_screen(name, "more-time");
		rest(19999, *how, at);
		assert_screen(name, "more-time");
		rest(1, *how, at);
		assert_screen(name, "week");
		struct session fresh = fresh_week();
		assert_memory_equal(&kiosk.session, &fresh, sizeof fresh);
		finger(TOUCH_UP, 1, at.x + 9, at.y + 9); /* it is lifted where something else stands now */
		assert_screen(name, "week");
		pass(60);
		assert_int_equal(tap_action(VERB_GO, SCREEN_HOME), CHANGE_FADE);
		kiosk.session = before;
		kiosk.session.touched_ms = kiosk.session.entered_ms = kiosk.now_ms;
		kiosk_fill(&kiosk);
	}
	return true;
}

static void a_finger_that_stays_down(void **state)
{
	(void)state;
	for (int how = 0; how < REST_COUNT; how += in_short(1, 2)) {
		const struct tour tour = {lie_here, &how};
		kiosk_on(panels[how]);
		assert_true(tour_all(&kiosk, false, &tour));
	}
}

/* The finger came down just before the question comes, and is lifted on it: it was not
 * meant for it. Clear beneath it is (S22), for Clear is the same on both. */
static void the_screen_changes_beneath_the_finger(void **state)
{
	(void)state;
	for (int order = 0; order < 2; order++) {
		kiosk_on(panels[0]);
		assert_true(tour_open(&kiosk, "question", "3", NULL));
		struct rect r = kiosk.list.objects[verb_object(VERB_ANSWER)].rect;
		pass(34950);
		struct session before = kiosk.session;
		finger(TOUCH_DOWN, 1, r.x + 9, r.y + 9);
		kiosk.session.touched_ms = before.touched_ms; /* as if the press had not been seen */
		pass(100);
		assert_screen("beneath", "more-time");
		assert_int_equal(kiosk.view.pressed, -1);
		finger(TOUCH_UP, 1, r.x + 9, r.y + 9);
		assert_screen("lifted", "more-time");
		assert_int_equal(kiosk.session.question, before.question);
		pass(60);
		tap_verb(order ? VERB_MORE_TIME : VERB_CLEAR);
		assert_screen("then", order ? "question" : "week");
	}
}

/* A key changes the screen while a finger holds an answer: it is not the answer to the
 * next question. */
static void a_key_beneath_the_finger(void **state)
{
	(void)state;
	kiosk_on(panels[0]);
	assert_true(tour_open(&kiosk, "question", "3", NULL));
	struct rect r = kiosk.list.objects[verb_object(VERB_ANSWER)].rect;
	finger(TOUCH_DOWN, 1, r.x + 9, r.y + 9);
	kiosk_key(&kiosk, KEY_BACK);
	assert_int_equal(kiosk.session.question, 1);
	assert_int_equal(kiosk.view.pressed, -1);
	finger(TOUCH_UP, 1, r.x + 9, r.y + 9);
	assert_int_equal(kiosk.session.question, 1);
}

/* The touch panel goes in mid-press, says so or not, and comes back with its fingers
 * numbered anew: the visit ends in its time (S24), and a touch counts again at once, or
 * when the lost finger is given up; on Clear always at once (S22). */
static void a_panel_that_goes_and_comes(void **state)
{
	static const int away[] = {200, 3000, 9999, 10000, 34999, 50000, 100000, 3600000};

	(void)state;
	for (int i = 0; i < 32; i += in_short(1, 3)) {
		int ms = away[i / 4];
		bool told = i & 1, on_clear = i & 2;
		kiosk_on(panels[0]);
		assert_true(tour_open(&kiosk, "question", "3", NULL));
		struct rect r = kiosk.list.objects[verb_object(on_clear ? VERB_CLEAR : VERB_ANSWER)].rect;
		finger(TOUCH_DOWN, 1, r.x + 9, r.y + 9);
		if (told)
			finger(TOUCH_GONE, 1, r.x + 9, r.y + 9);
		assert_int_equal(kiosk.session.question, 2);
		pass(ms);
		assert_screen("gone", ms < 35000 ? "question" : ms < 55000 ? "more-time" : ms < 100000 ? "week" : "attract");
		if (ms < 55000) {
			tap_object(verb_object(VERB_CLEAR), 50);
			assert_cleared("back on Clear");
		} else if (ms == 3600000) {
			tap_object(verb_object(VERB_START), 51);
			assert_screen("back", "home");
		}
		if (ms > 30000 || i % 4 != 0)
			continue;
		assert_true(tour_open(&kiosk, "question", "3", NULL));
		pass(60);
		finger(TOUCH_DOWN, 1, r.x + 9, r.y + 9);
		pass(ms);
		tap_object(verb_object(VERB_ANSWER), 52);
		assert_int_equal(kiosk.session.question, ms + 60 >= TOUCH_HELD_MS ? 3 : 2);
	}
}

/* ---- clocks ---- */

/* One's own clock runs back or ahead by anything, anywhere in a visit: nothing waits for
 * it, touches count, and time alone ends the visit within its bound (S24). */
static void ones_own_clock_jumps(void **state)
{
	static const int64_t jumps[] = {1, 17, 999, 60000, 3600000, 86400000LL * 366, 86400000LL * 36600};
	static const char *const screens[] = {"question", "result", "browse", "more-time", "staff", "week"};

	(void)state;
	for (int i = 0; i < 7 * 6 * 2; i += in_short(1, 5)) {
		int64_t jump = i & 1 ? jumps[i / 2 % 7] : -jumps[i / 2 % 7];
		kiosk_on(panels[0]);
		assert_true(tour_open(&kiosk, screens[i / 14], "", NULL));
		finger(TOUCH_DOWN, 1, 3, 3);
		pass(500);
		int64_t clock = kiosk.now_ms + jump; /* ours, whatever the kiosk makes of it */
		kiosk_tick(&kiosk, clock);
		assert_int_equal(kiosk.now_ms, clock);
		assert_true(kiosk_due(&kiosk) <= kiosk.now_ms + IDLE_STAFF_MS);
		struct kiosk *copy = malloc(sizeof *copy);
		assert_non_null(copy);
		*copy = kiosk;
		kiosk_tick(&kiosk, clock += TOUCH_HELD_MS);
		assert_false(kiosk.touch.down);
		for (int second = 0; second < ALONE_MS / 1000; second++)
			kiosk_tick(&kiosk, clock += 1000);
		assert_screen("alone after the jump", "attract");
		kiosk = *copy;
		free(copy);
		finger(TOUCH_UP, 1, 3, 3);
		if (verb_object(VERB_CLEAR) < 0) /* so far ahead that the visit is over */
			continue;
		tap_verb(VERB_CLEAR);
		assert_screen("touched after the jump", "week");
	}
}

/* The bounce of a touch is not waited for, either. */
static void a_touch_after_the_clock_ran_back(void **state)
{
	(void)state;
	kiosk_on(panels[0]);
	pass(4000000);
	tap_verb(VERB_START);
	kiosk_tick(&kiosk, kiosk.now_ms - 3600000);
	tap_action(VERB_GO, SCREEN_LINES);
	assert_screen("an hour ago", "lines");
	kiosk_tick(&kiosk, kiosk.now_ms - 3000);
	tap_verb(VERB_BACK);
	assert_screen("three seconds ago", "home");
}

/* The wall clock jumps by a year, over a change to summer time or to before the packs,
 * during a visit and during the question: no time-out moves, nothing of the visit but the
 * time of the result is another (S24). */
static void the_wall_clock_jumps(void **state)
{
	static const char *const times[] = {"2025-11-02T10:00", "2027-11-02T10:00", "2026-03-29T00:59", "2026-03-29T02:00",
					    "2026-10-25T00:30", "1970-01-01T00:00", "2090-01-01T00:00"};
	moment now;

	(void)state;
	for (int i = 0; i < 7; i++) {
		kiosk_on(panels[0]);
		assert_true(moment_parse(times[i], &now));
		kiosk_set_wall(&kiosk, noon);
		assert_true(tour_open(&kiosk, "question", "3", NULL));
		struct session before = kiosk.session;
		pass(20000);
		kiosk_set_wall(&kiosk, now);
		kiosk_tick(&kiosk, kiosk.now_ms);
		assert_memory_equal(&before, &kiosk.session, sizeof before);
		pass_to(times[i], 15000, "question", "more-time");
		pass(5000);
		kiosk_set_wall(&kiosk, noon - 86400);
		pass_to(times[i], 15000, "more-time", "week");
		assert_cleared(times[i]);
		kiosk_set_wall(&kiosk, now);
		pass_to(times[i], 45000, "week", "attract");
	}
	kiosk_set_wall(&kiosk, noon);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_screens_time_out),
	    cmocka_unit_test(more_time_as_often_as_wished),
	    cmocka_unit_test(the_question_shows_nothing_of_the_visit),
	    cmocka_unit_test(a_finger_that_stays_down),
	    cmocka_unit_test(the_screen_changes_beneath_the_finger),
	    cmocka_unit_test(a_key_beneath_the_finger),
	    cmocka_unit_test(a_panel_that_goes_and_comes),
	    cmocka_unit_test(ones_own_clock_jumps),
	    cmocka_unit_test(a_touch_after_the_clock_ran_back),
	    cmocka_unit_test(the_wall_clock_jumps),
	};

	return cmocka_run_group_tests(tests, kiosk_start, kiosk_end);
}
