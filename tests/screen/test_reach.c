/* What can be touched from a wheelchair, on panels hung at any height. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "screen/reach.h"

/* A panel of 800 x 400 mm, one pixel a millimetre, its lower edge at `floor`. */
static struct frame hung(int floor)
{
	struct frame frame = frame_for(800, 400, 800, 400);

	frame.floor_mm = floor;
	return frame;
}

/* A button of 30 mm whose middle is `above` mm over the panel's lower edge. */
static struct rect button(int above)
{
	return (struct rect){100, 400 - above - 15, 60, 30};
}

static void the_middle_of_a_button(void **state)
{
	struct frame frame = hung(1000);

	(void)state;
	assert_int_equal(reach_lower_mm(&frame, button(220)), 0); /* 1220 mm */
	assert_int_equal(reach_lower_mm(&frame, button(221)), 1);
	assert_int_equal(reach_lower_mm(&frame, button(300)), 80);
	frame = hung(300);
	assert_int_equal(reach_lower_mm(&frame, button(80)), 0); /* 380 mm */
	assert_int_equal(reach_lower_mm(&frame, button(79)), -1);
}

/* 20 mm of a high card are enough. */
static void a_part_of_a_card(void **state)
{
	struct frame frame = hung(1000);

	(void)state;
	assert_int_equal(reach_lower_mm(&frame, (struct rect){0, 0, 100, 200}), 0);
	assert_int_equal(reach_lower_mm(&frame, (struct rect){0, 0, 100, 199}), 1);
}

static void nobody_has_said_how_high(void **state)
{
	struct frame frame = hung(0);

	(void)state;
	assert_int_equal(reach_lower_mm(&frame, button(390)), 0);
	assert_int_equal(frame.distance_mm, DISTANCE_MM);
}

/* The worst of a list in each direction; words and the staff's knock do not count. */
static void the_worst_of_a_list(void **state)
{
	static struct draw_list list;
	struct frame frame = hung(1000);
	struct reach reach = {0, 0, 0};

	(void)state;
	draw_begin(&list, (struct panel){800, 400, 1}, 0xFFFFFFFF, "home");
	draw_object(&list, ROLE_BUTTON, button(100), "Low")->action = (struct action){VERB_MENU, 0};
	draw_object(&list, ROLE_BUTTON, button(250), "High")->action = (struct action){VERB_BACK, 0};
	draw_object(&list, ROLE_BUTTON, button(300), "Higher")->action = (struct action){VERB_BACK, 0};
	draw_object(&list, ROLE_TEXT, button(390), "Words");
	draw_object(&list, ROLE_TEXT, button(390), "Hub")->action = (struct action){VERB_KNOCK, 0};
	reach_add(&reach, &frame, &list);
	assert_int_equal(reach.out, 2);
	assert_int_equal(reach.lower_mm, 80);
	assert_int_equal(reach.higher_mm, 0);
	frame = hung(200);
	reach_add(&reach, &frame, &list);
	assert_int_equal(reach.out, 3);
	assert_int_equal(reach.higher_mm, 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_middle_of_a_button),
	    cmocka_unit_test(a_part_of_a_card),
	    cmocka_unit_test(nobody_has_said_how_high),
	    cmocka_unit_test(the_worst_of_a_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
