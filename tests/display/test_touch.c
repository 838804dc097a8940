/* One finger, and everything that is not one; and Clear, which nothing blocks (S22). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "display/touch.h"
#include "core/session.h"

static struct draw_list list;
static struct touch touch;

/* Two buttons beside each other, 4 pixels to the millimetre. */
static int set_up(void **state)
{
	(void)state;
	draw_begin(&list, (struct panel){400, 200, 4.0}, 0xFFFFFFFF, "home");
	draw_object(&list, ROLE_BUTTON, (struct rect){0, 0, 100, 100}, "One")->action = (struct action){1, 7};
	draw_object(&list, ROLE_BUTTON, (struct rect){100, 0, 100, 100}, "Two")->action = (struct action){2, 8};
	draw_object(&list, ROLE_TEXT, (struct rect){200, 0, 100, 100}, "Words");
	draw_object(&list, ROLE_BUTTON, (struct rect){300, 100, 100, 100}, "Clear")->action = (struct action){VERB_CLEAR, 0};
	touch_begin(&touch);
	return 0;
}

static enum touch_result feed(enum touch_kind kind, int finger, int x, int y, int ms)
{
	struct touch_event event = {kind, finger, x, y, ms};

	return touch_feed(&touch, &list, &event);
}

static void acts_when_lifted_inside(void **state)
{
	(void)state;
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1000), TOUCH_PRESSED);
	assert_int_equal(touch.object, 0);
	assert_int_equal(feed(TOUCH_MOVE, 1, 60, 55, 1050), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 1, 60, 55, 1090), TOUCH_ACTED);
	assert_int_equal(touch.action.verb, 1);
	assert_int_equal(touch.action.value, 7);
	assert_false(touch.down);
}

static void moving_far_lets_go(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 20, 50, 1000);
	assert_int_equal(feed(TOUCH_MOVE, 1, 51, 50, 1010), TOUCH_NOTHING); /* 31 of 32 pixels */
	assert_int_equal(feed(TOUCH_MOVE, 1, 53, 50, 1020), TOUCH_LET_GO);  /* more than 8 mm */
	assert_int_equal(feed(TOUCH_MOVE, 1, 20, 50, 1030), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 1, 20, 50, 1040), TOUCH_SEEN); /* coming back does not count */
}

static void leaving_the_control_lets_go(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 95, 50, 1000);
	assert_int_equal(feed(TOUCH_UP, 1, 105, 50, 1100), TOUCH_LET_GO);
}

static void only_the_first_finger(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	assert_int_equal(feed(TOUCH_DOWN, 2, 150, 50, 1100), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 2, 150, 50, 1200), TOUCH_NOTHING);
	assert_int_equal(touch.object, 0);
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1300), TOUCH_ACTED);
}

static void bounces_do_not_count(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	feed(TOUCH_UP, 1, 50, 50, 1080);
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1129), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1140), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_DOWN, 1, 150, 50, 1129), TOUCH_NOTHING); /* wherever it is */
	assert_int_equal(feed(TOUCH_DOWN, 1, 150, 50, 1135), TOUCH_PRESSED); /* 55 ms after the lift */
}

/* EN 301 549, 5.8: a hand that trembles strikes once. */
static void a_second_strike_does_nothing(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1080), TOUCH_ACTED);
	assert_int_equal(feed(TOUCH_DOWN, 1, 60, 50, 1300), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 1, 60, 50, 1380), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_DOWN, 1, 95, 95, 1500), TOUCH_NOTHING); /* 14 mm away, on the same control */
	assert_int_equal(feed(TOUCH_UP, 1, 95, 95, 1550), TOUCH_NOTHING);
	list.objects[0].action.value = 9; /* the next page has a control there, too */
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1579), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1580), TOUCH_PRESSED); /* half a second after the first, not after the ignored ones */
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1650), TOUCH_ACTED);
}

/* Another place is another wish; what did not act may be tried again at once. */
static void a_second_wish_counts(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	feed(TOUCH_UP, 1, 50, 50, 1080);
	assert_int_equal(feed(TOUCH_DOWN, 1, 150, 50, 1180), TOUCH_PRESSED);
	assert_int_equal(feed(TOUCH_UP, 1, 205, 50, 1250), TOUCH_LET_GO);
	assert_int_equal(feed(TOUCH_DOWN, 1, 195, 50, 1350), TOUCH_PRESSED);
	assert_int_equal(feed(TOUCH_UP, 1, 195, 50, 1400), TOUCH_ACTED);
}

/* What came to the place of the finger is not struck by a trembling hand, unless it is
 * Clear (S22) or what staff knock on: three knocks in 1.5 s are as good as in 3. */
static void what_came_beneath_the_finger(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 98, 50, 1000);
	assert_int_equal(feed(TOUCH_UP, 1, 98, 50, 1080), TOUCH_ACTED);
	assert_int_equal(feed(TOUCH_DOWN, 1, 102, 50, 1200), TOUCH_NOTHING); /* 1 mm away, on the other */
	list.objects[1].action = (struct action){VERB_KNOCK, 0};
	for (int knock = 0; knock < 3; knock++) {
		assert_int_equal(feed(TOUCH_DOWN, 1, 102, 50, 1200 + 300 * knock), TOUCH_PRESSED);
		assert_int_equal(feed(TOUCH_UP, 1, 102, 50, 1280 + 300 * knock), TOUCH_ACTED);
	}
	list.objects[1].action = (struct action){VERB_CLEAR, 0};
	assert_int_equal(feed(TOUCH_DOWN, 1, 102, 50, 1900 + TOUCH_BOUNCE_MS), TOUCH_PRESSED);
	assert_int_equal(feed(TOUCH_UP, 1, 102, 50, 2000), TOUCH_ACTED);
	assert_int_equal(touch.action.verb, VERB_CLEAR);
}

/* Where one explores by touch, the second tap is the one that acts. */
static void two_taps_where_they_are_wanted(void **state)
{
	(void)state;
	touch.twice_ms = 0;
	for (int tap = 0; tap < 2; tap++) {
		assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1000 + 200 * tap), TOUCH_PRESSED);
		assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1080 + 200 * tap), TOUCH_ACTED);
	}
	touch_wipe(&touch);
	assert_int_equal(touch.twice_ms, 0);
}

static void beside_everything_is_seen(void **state)
{
	(void)state;
	assert_int_equal(feed(TOUCH_DOWN, 1, 250, 50, 1000), TOUCH_SEEN); /* words are no control */
	assert_int_equal(feed(TOUCH_UP, 1, 250, 50, 1100), TOUCH_SEEN);
	assert_int_equal(feed(TOUCH_DOWN, 1, 250, 190, 1200), TOUCH_SEEN);
}

static void a_lost_finger_times_out(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	assert_int_equal(touch_due(&touch), 1000 + TOUCH_HELD_MS);
	assert_int_equal(feed(TOUCH_MOVE, 1, 50, 50, 1000 + TOUCH_HELD_MS), TOUCH_LET_GO);
	assert_false(touch.down);
	assert_int_equal(feed(TOUCH_DOWN, 2, 150, 50, 1010 + TOUCH_HELD_MS), TOUCH_PRESSED);
	assert_int_equal(feed(TOUCH_GONE, 2, 0, 0, 1020 + TOUCH_HELD_MS), TOUCH_LET_GO);
	assert_int_equal(feed(TOUCH_UP, 2, 150, 50, 1030 + TOUCH_HELD_MS), TOUCH_NOTHING);
}

/* The touch that finds the other one lost counts itself. */
static void the_next_finger_is_not_swallowed(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	assert_int_equal(feed(TOUCH_DOWN, 2, 150, 50, 1000 + TOUCH_HELD_MS), TOUCH_PRESSED);
	assert_int_equal(touch.object, 1);
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1050 + TOUCH_HELD_MS), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 2, 150, 50, 1100 + TOUCH_HELD_MS), TOUCH_ACTED);
	assert_int_equal(touch.action.verb, 2);
}

/* A palm that rests trembles: a few pixels are no sign of a finger in use. */
static void a_trembling_palm_is_lost(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	for (int ms = 1020; ms < 1000 + TOUCH_HELD_MS; ms += 20)
		assert_int_equal(feed(TOUCH_MOVE, 1, 50 + ms / 20 % 7 - 3, 50 + ms / 20 % 5 - 2, ms), TOUCH_NOTHING);
	assert_int_equal(touch_due(&touch), 1000 + TOUCH_HELD_MS);
	assert_int_equal(feed(TOUCH_MOVE, 1, 52, 50, 1000 + TOUCH_HELD_MS), TOUCH_LET_GO);
	assert_int_equal(feed(TOUCH_MOVE, 1, 51, 50, 1020 + TOUCH_HELD_MS), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_DOWN, 2, 150, 50, 1040 + TOUCH_HELD_MS), TOUCH_PRESSED);
	assert_int_equal(feed(TOUCH_MOVE, 1, 49, 50, 1060 + TOUCH_HELD_MS), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 2, 150, 50, 1080 + TOUCH_HELD_MS), TOUCH_ACTED);
}

/* A finger that draws across the screen is one. */
static void a_moving_finger_stays(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 250, 50, 1000);
	feed(TOUCH_MOVE, 1, 290, 50, 9000); /* 10 mm */
	assert_int_equal(touch_due(&touch), 9000 + TOUCH_HELD_MS);
}

/* S22 */
static void clear_acts_beside_a_palm(void **state)
{
	(void)state;
	int acted = 0, ms = 1000;

	feed(TOUCH_DOWN, 1, 250, 150, ms);
	for (int press = 0; press < 60; press++) { /* 30 s: the palm is lost on the way, and comes again */
		if (press == 40)
			feed(TOUCH_DOWN, 9, 50, 50, ms + 10);
		feed(TOUCH_MOVE, touch.down ? (int)touch.finger : 1, 250 + press % 3, 150, ms + 20);
		feed(TOUCH_DOWN, 2 + press, 350, 150, ms + 100);
		feed(TOUCH_MOVE, 2 + press, 352, 151, ms + 140);
		if (feed(TOUCH_UP, 2 + press, 352, 151, ms + 180) == TOUCH_ACTED && touch.action.verb == VERB_CLEAR)
			acted++;
		ms += 500;
	}
	assert_int_equal(acted, 60);
}

/* What the palm held does not act when it is lifted: the screen is another. */
static void clear_lets_the_other_go(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	assert_int_equal(touch.object, 0);
	assert_int_equal(feed(TOUCH_DOWN, 2, 350, 150, 1100), TOUCH_SEEN);
	assert_int_equal(touch.object, 0);
	assert_int_equal(feed(TOUCH_UP, 2, 350, 150, 1200), TOUCH_ACTED);
	assert_int_equal(touch.action.verb, VERB_CLEAR);
	assert_int_equal(touch.object, -1);
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1300), TOUCH_SEEN);
}

/* S22: two hands on Clear at once: each acts, the first as well as the second. */
static void two_hands_at_once(void **state)
{
	(void)state;
	for (int order = 0; order < 2; order++) {
		int ms = 1000 + 1000 * order;
		assert_int_equal(feed(TOUCH_DOWN, 1, 320, 150, ms), TOUCH_PRESSED);
		assert_int_equal(feed(TOUCH_DOWN, 2, 380, 150, ms), TOUCH_SEEN);
		assert_int_equal(feed(TOUCH_UP, 1 + order, order ? 380 : 320, 150, ms + 80), TOUCH_ACTED);
		assert_int_equal(touch.action.verb, VERB_CLEAR);
		enum touch_result other = feed(TOUCH_UP, 2 - order, order ? 320 : 380, 150, ms + 80);
		assert_true(other == TOUCH_ACTED || other == TOUCH_SEEN);
	}
}

/* S22: a drumming hand: 50 touches a second on everything but Clear, and on top of each other. */
static void fifty_touches_a_second(void **state)
{
	(void)state;
	int acted = 0;

	for (int i = 0; i < 500; i++) {
		int ms = 1000 + 20 * i, finger = 10 + i % 5;
		feed(TOUCH_DOWN, finger, 20 + 37 * i % 180, 50, ms);
		if (i % 25 == 0)
			feed(TOUCH_DOWN, 1, 350, 150, ms + 5);
		if (i % 25 == 5 && feed(TOUCH_UP, 1, 350, 150, ms + 5) == TOUCH_ACTED && touch.action.verb == VERB_CLEAR)
			acted++;
		if (i > 2)
			feed(TOUCH_UP, 10 + (i - 2) % 5, 20 + 37 * (i - 2) % 180, 50, ms + 10);
	}
	assert_int_equal(acted, 20);
}

static void a_second_finger_must_stay_on_clear(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	feed(TOUCH_DOWN, 2, 305, 150, 1100);
	assert_int_equal(feed(TOUCH_UP, 2, 295, 150, 1200), TOUCH_NOTHING); /* lifted beside it */
	feed(TOUCH_DOWN, 2, 350, 150, 1300);
	assert_int_equal(feed(TOUCH_GONE, 2, 350, 150, 1400), TOUCH_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 2, 350, 150, 1450), TOUCH_NOTHING);
	assert_int_equal(touch.object, 0); /* the first still holds what it held */
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1500), TOUCH_ACTED);
}

/* The lift before may be anywhere; but the touch that starts a visit where Clear
 * then stands does not end it by bouncing. */
static void clear_right_after_a_touch(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	feed(TOUCH_UP, 1, 50, 50, 1080);
	assert_int_equal(feed(TOUCH_DOWN, 2, 350, 150, 1085), TOUCH_PRESSED);
	assert_int_equal(feed(TOUCH_UP, 2, 350, 150, 1150), TOUCH_ACTED);
	assert_int_equal(feed(TOUCH_DOWN, 3, 352, 150, 1180), TOUCH_NOTHING);
}

/* S26: no place, no finger, no action stays; a bounce is still one. */
static void wiped(void **state)
{
	(void)state;
	static struct touch fresh;

	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	feed(TOUCH_DOWN, 2, 350, 150, 1010);
	feed(TOUCH_UP, 1, 50, 50, 1100);
	touch_wipe(&touch);
	touch_begin(&fresh);
	fresh.ended_ms = 1100;
	assert_memory_equal(&touch, &fresh, sizeof touch);
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1120), TOUCH_NOTHING);
}

/* A device that says twice that a finger came down has lost the lift. */
static void the_same_finger_comes_down_twice(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	assert_int_equal(feed(TOUCH_DOWN, 1, 150, 50, 2000), TOUCH_PRESSED);
	assert_int_equal(feed(TOUCH_UP, 1, 150, 50, 2100), TOUCH_ACTED);
	assert_int_equal(touch.action.verb, 2);
}

/* What was held springs back, also when the next touch goes to nothing. */
static void a_lost_lift_lets_go(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	assert_int_equal(feed(TOUCH_DOWN, 1, 250, 50, 2000), TOUCH_LET_GO);
	feed(TOUCH_UP, 1, 250, 50, 2100);
	feed(TOUCH_DOWN, 1, 50, 50, 3000);
	assert_int_equal(feed(TOUCH_DOWN, 2, 250, 50, 3000 + TOUCH_HELD_MS), TOUCH_LET_GO);
}

/* S24: a clock that ran back by an hour makes no finger and no bounce last an hour. */
static void a_clock_that_ran_back(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 4000000);
	touch_time(&touch, 400000);
	assert_int_equal(touch_due(&touch), 400000 + TOUCH_HELD_MS);
	feed(TOUCH_UP, 1, 50, 50, 400100);
	assert_int_equal(feed(TOUCH_DOWN, 1, 150, 50, 1000), TOUCH_NOTHING); /* a bounce, for 50 ms */
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1499), TOUCH_NOTHING);  /* a second strike, for 500 */
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1500), TOUCH_PRESSED);
}

static void another_action_beneath_the_finger_does_not_act(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	list.objects[0].action.value = 9; /* the screen changed */
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1100), TOUCH_LET_GO);
	assert_true(feed(TOUCH_DOWN, 1, 50, 50, 2000) == TOUCH_PRESSED);
	assert_true(touch_cancel(&touch));
	assert_false(touch_cancel(&touch));
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 2100), TOUCH_SEEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(acts_when_lifted_inside, set_up),
	    cmocka_unit_test_setup(moving_far_lets_go, set_up),
	    cmocka_unit_test_setup(leaving_the_control_lets_go, set_up),
	    cmocka_unit_test_setup(only_the_first_finger, set_up),
	    cmocka_unit_test_setup(bounces_do_not_count, set_up),
	    cmocka_unit_test_setup(a_second_strike_does_nothing, set_up),
	    cmocka_unit_test_setup(a_second_wish_counts, set_up),
	    cmocka_unit_test_setup(what_came_beneath_the_finger, set_up),
	    cmocka_unit_test_setup(two_taps_where_they_are_wanted, set_up),
	    cmocka_unit_test_setup(beside_everything_is_seen, set_up),
	    cmocka_unit_test_setup(a_lost_finger_times_out, set_up),
	    cmocka_unit_test_setup(the_next_finger_is_not_swallowed, set_up),
	    cmocka_unit_test_setup(a_trembling_palm_is_lost, set_up),
	    cmocka_unit_test_setup(a_moving_finger_stays, set_up),
	    cmocka_unit_test_setup(clear_acts_beside_a_palm, set_up),
	    cmocka_unit_test_setup(clear_lets_the_other_go, set_up),
	    cmocka_unit_test_setup(two_hands_at_once, set_up),
	    cmocka_unit_test_setup(fifty_touches_a_second, set_up),
	    cmocka_unit_test_setup(a_second_finger_must_stay_on_clear, set_up),
	    cmocka_unit_test_setup(clear_right_after_a_touch, set_up),
	    cmocka_unit_test_setup(wiped, set_up),
	    cmocka_unit_test_setup(the_same_finger_comes_down_twice, set_up),
	    cmocka_unit_test_setup(a_lost_lift_lets_go, set_up),
	    cmocka_unit_test_setup(a_clock_that_ran_back, set_up),
	    cmocka_unit_test_setup(another_action_beneath_the_finger_does_not_act, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
