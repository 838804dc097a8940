/* Fingers of somebody who listens (display/explore.h), and Clear beside them (S22). */
#include "kiosk_fixture.h"

#include "display/explore.h"
#include "display/voice_fake.h"

static struct draw_list list;
static struct explore explore;
static struct voice_fake fake;

/* Two buttons, a text and ground; 4 pixels to the millimetre. */
static int set_up(void **state)
{
	(void)state;
	draw_begin(&list, (struct panel){400, 200, 4.0}, 0xFFFFFFFF, "home");
	draw_object(&list, ROLE_BUTTON, (struct rect){0, 0, 100, 100}, "One")->action = (struct action){1, 7};
	draw_object(&list, ROLE_BUTTON, (struct rect){100, 0, 100, 100}, "Two")->action = (struct action){2, 8};
	draw_object(&list, ROLE_TEXT, (struct rect){200, 0, 100, 100}, "Words");
	explore_begin(&explore);
	return 0;
}

static enum explore_result feed(enum touch_kind kind, int finger, int x, int y, int ms)
{
	struct touch_event event = {kind, finger, x, y, ms};

	return explore_feed(&explore, &list, &event);
}

static void sliding_says_each_once(void **state)
{
	(void)state;
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1000), EXPLORE_ENTERED);
	assert_int_equal(explore.object, 0);
	assert_int_equal(feed(TOUCH_MOVE, 1, 60, 50, 1050), EXPLORE_NOTHING);
	assert_int_equal(feed(TOUCH_MOVE, 1, 150, 50, 1100), EXPLORE_ENTERED);
	assert_int_equal(explore.object, 1);
	assert_int_equal(feed(TOUCH_MOVE, 1, 350, 150, 1150), EXPLORE_NOTHING); /* ground */
	assert_int_equal(feed(TOUCH_MOVE, 1, 150, 50, 1200), EXPLORE_ENTERED);  /* again upon it */
	assert_int_equal(feed(TOUCH_MOVE, 1, 250, 50, 1250), EXPLORE_ENTERED);  /* texts, too */
	assert_int_equal(feed(TOUCH_UP, 1, 250, 50, 1300), EXPLORE_NOTHING);
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1400), EXPLORE_ENTERED); /* a slide is no first tap */
}

static void two_taps_choose(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 150, 50, 1000);
	assert_int_equal(feed(TOUCH_UP, 1, 150, 50, 1100), EXPLORE_NOTHING);
	assert_int_equal(feed(TOUCH_DOWN, 1, 350, 150, 1600), EXPLORE_NOTHING); /* anywhere, 0.5 s later */
	assert_int_equal(feed(TOUCH_UP, 1, 350, 150, 1650), EXPLORE_CHOSEN);
	assert_int_equal(explore.action.verb, 2);
	assert_int_equal(explore.action.value, 8);
	assert_int_equal(feed(TOUCH_DOWN, 1, 350, 150, 1750), EXPLORE_SILENT); /* a third is a first */
}

static void too_late_or_sliding_do_not(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 150, 50, 1000);
	feed(TOUCH_UP, 1, 150, 50, 1100);
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 1601), EXPLORE_ENTERED);
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 1650), EXPLORE_NOTHING);
	feed(TOUCH_DOWN, 1, 50, 50, 1800); /* the second */
	assert_int_equal(feed(TOUCH_MOVE, 1, 150, 50, 1850), EXPLORE_ENTERED);
	assert_int_equal(feed(TOUCH_UP, 1, 150, 50, 1900), EXPLORE_NOTHING);
}

static void another_finger_or_screen_does_not(void **state)
{
	(void)state;
	feed(TOUCH_DOWN, 1, 150, 50, 1000);
	assert_int_equal(feed(TOUCH_DOWN, 2, 50, 50, 1050), EXPLORE_NOTHING);
	assert_int_equal(feed(TOUCH_UP, 2, 50, 50, 1060), EXPLORE_NOTHING);
	feed(TOUCH_UP, 1, 150, 50, 1100);
	list.objects[1].action.value = 9; /* filled anew: something else stands there */
	feed(TOUCH_DOWN, 1, 150, 50, 1300);
	assert_int_equal(feed(TOUCH_UP, 1, 150, 50, 1350), EXPLORE_NOTHING);
	feed(TOUCH_DOWN, 1, 50, 50, 2000);
	feed(TOUCH_UP, 1, 50, 50, 2050);
	explore_screen(&explore);
	assert_int_equal(feed(TOUCH_DOWN, 1, 50, 50, 2200), EXPLORE_ENTERED);
	assert_int_equal(feed(TOUCH_GONE, 1, 50, 50, 2250), EXPLORE_NOTHING);
	feed(TOUCH_DOWN, 1, 50, 50, 2400);
	assert_int_equal(feed(TOUCH_UP, 1, 50, 50, 2450), EXPLORE_NOTHING); /* what was lost is no tap */
}

/* ---- in the kiosk ---- */

static int listening(void **state)
{
	(void)state;
	voice_fake_begin(&fake);
	kiosk_on(panels[0]);
	kiosk_voice(&kiosk, &fake.voice);
	pass(1000);
	kiosk_plug(&kiosk, true);
	assert_true(kiosk.session.listening);
	return 0;
}

static int silent(void **state)
{
	(void)state;
	kiosk_voice(&kiosk, NULL);
	return 0;
}

/* The first control with that action: on the attract loop the button, not the whole screen. */
static struct rect place_of(int verb)
{
	int found = -1;

	for (int i = 0; i < kiosk.list.object_count; i++)
		found = kiosk.list.objects[i].action.verb == verb && kiosk.list.objects[i].focus && found < 0 ? i : found;
	assert_true(found >= 0);
	return kiosk.list.objects[found].rect;
}

static void tap_once(int verb, int number)
{
	struct rect r = place_of(verb);

	pass(600);
	finger(TOUCH_DOWN, number, r.x + r.w / 2, r.y + r.h / 2);
	pass(80);
	finger(TOUCH_UP, number, r.x + r.w / 2, r.y + r.h / 2);
}

static void tap_twice(int verb)
{
	struct rect r = place_of(verb);

	tap_once(verb, 1);
	pass(100);
	finger(TOUCH_DOWN, 1, r.x + r.w / 2, r.y + r.h / 2);
	pass(80);
	finger(TOUCH_UP, 1, r.x + r.w / 2, r.y + r.h / 2);
}

static void one_tap_says_two_act(void **state)
{
	(void)state;
	tap_once(VERB_START, 1);
	assert_string_equal(kiosk.list.screen, "attract");
	assert_string_equal(fake.text, "Touch to start, button");
	tap_twice(VERB_START);
	assert_string_equal(kiosk.list.screen, "home");
}

static void one_touch_clears(void **state)
{
	(void)state;
	tap_twice(VERB_START);
	tap_once(VERB_CLEAR, 1);
	assert_cleared("one touch on Clear");
	assert_false(fake.open);
}

static void clear_beside_a_finger_that_listens(void **state)
{
	(void)state;
	tap_twice(VERB_START);
	pass(600);
	finger(TOUCH_DOWN, 1, 300, 500);
	tap_once(VERB_CLEAR, 2);
	assert_string_equal(kiosk.list.screen, "week");
}

static void sliding_over_clear_clears_nothing(void **state)
{
	(void)state;
	tap_twice(VERB_START);
	struct rect r = kiosk.list.objects[verb_object(VERB_CLEAR)].rect;
	pass(600);
	finger(TOUCH_DOWN, 1, 300, 500);
	finger(TOUCH_MOVE, 1, r.x + r.w / 2, r.y + r.h / 2);
	assert_string_equal(fake.text, "Clear, button");
	finger(TOUCH_UP, 1, r.x + r.w / 2, r.y + r.h / 2);
	assert_string_equal(kiosk.list.screen, "home");
	/* and from Clear to elsewhere neither */
	pass(600);
	finger(TOUCH_DOWN, 1, r.x + r.w / 2, r.y + r.h / 2);
	finger(TOUCH_MOVE, 1, 300, 500);
	finger(TOUCH_UP, 1, 300, 500);
	assert_string_equal(kiosk.list.screen, "home");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(sliding_says_each_once, set_up),
	    cmocka_unit_test_setup(two_taps_choose, set_up),
	    cmocka_unit_test_setup(too_late_or_sliding_do_not, set_up),
	    cmocka_unit_test_setup(another_finger_or_screen_does_not, set_up),
	    cmocka_unit_test_setup_teardown(one_tap_says_two_act, listening, silent),
	    cmocka_unit_test_setup_teardown(one_touch_clears, listening, silent),
	    cmocka_unit_test_setup_teardown(clear_beside_a_finger_that_listens, listening, silent),
	    cmocka_unit_test_setup_teardown(sliding_over_clear_clears_nothing, listening, silent),
	};

	return cmocka_run_group_tests(tests, kiosk_start, kiosk_end);
}
