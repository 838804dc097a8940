/* One finger, and everything that is not one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "display/touch.h"

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
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1135), TOUCH_PRESSED); /* 55 ms after the lift */
}

static void beside_everything_is_seen(void **state)
{
	(void)state;
	assert_int_equal(feed(TOUCH_DOWN, 1, 250, 50, 1000), TOUCH_SEEN); /* words are no control */
	assert_int_equal(feed(TOUCH_UP, 1, 250, 50, 1100), TOUCH_SEEN);
	assert_int_equal(feed(TOUCH_DOWN, 1, 390, 190, 1200), TOUCH_SEEN);
}

static void a_lost_finger_times_out(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 50, 50, 1000);
	assert_int_equal(touch_due(&touch), 1000 + TOUCH_HELD_MS);
	assert_int_equal(feed(TOUCH_DOWN, 2, 150, 50, 1000 + TOUCH_HELD_MS), TOUCH_LET_GO);
	assert_false(touch.down);
	assert_int_equal(feed(TOUCH_DOWN, 2, 150, 50, 1010 + TOUCH_HELD_MS), TOUCH_PRESSED);
	assert_int_equal(feed(TOUCH_GONE, 2, 0, 0, 1020 + TOUCH_HELD_MS), TOUCH_LET_GO);
	assert_int_equal(feed(TOUCH_UP, 2, 150, 50, 1030 + TOUCH_HELD_MS), TOUCH_NOTHING);
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
	    cmocka_unit_test_setup(beside_everything_is_seen, set_up),
	    cmocka_unit_test_setup(a_lost_finger_times_out, set_up),
	    cmocka_unit_test_setup(another_action_beneath_the_finger_does_not_act, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
