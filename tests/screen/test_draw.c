/* The draw list: what is found by its words, what a touch meets, what does not fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "screen/draw.h"

static struct draw_list list;

static int start(void **state)
{
	(void)state;
	draw_begin(&list, (struct panel){800, 480, 5.0}, 0xFFFFFFFF, "home");
	return 0;
}

static int add(const char *label, int verb)
{
	struct draw_object *object = draw_object(&list, verb ? ROLE_BUTTON : ROLE_TEXT, (struct rect){10, 10, 100, 50}, label);
	assert_non_null(object);
	object->action.verb = (uint8_t)verb;
	return list.object_count - 1;
}

static void test_begin_empties(void **state)
{
	(void)state;
	add("x", 0);
	draw_add(&list, OP_FILL, (struct rect){0, 0, 1, 1});
	list.full = true;
	list.clipped = 3;
	list.code_module = 9;
	draw_begin(&list, (struct panel){1, 2, 3.0}, 4, "a name of a screen that is far too long");
	assert_int_equal(list.op_count + list.object_count + list.focus_count + list.clipped + list.code_module, 0);
	assert_false(list.full);
	assert_string_equal(list.screen, "a name of a screen that");
	assert_string_equal(draw_label(&list, 0), "");
}

static void test_find_prefers_exact_then_begin_then_inside(void **state)
{
	(void)state;
	int inside = add("Please talk to us", 1), begins = add("Talk to the team", 1), exact = add("Talk", 1);
	assert_int_equal(draw_find(&list, "talk"), exact);
	assert_int_equal(draw_find(&list, "Talk to"), begins);
	assert_int_equal(draw_find(&list, "to us"), inside);
	assert_int_equal(draw_find(&list, "walk"), -1);
}

static void test_find_prefers_controls(void **state)
{
	(void)state;
	int text = add("Clear", 0), control = add("Clear the screen", 1);
	assert_int_equal(draw_find(&list, "Clear"), control);
	assert_int_equal(draw_find(&list, "clear the"), control);
	list.objects[control].action.verb = 0;
	assert_int_equal(draw_find(&list, "Clear"), text);
}

/* The whole screen does it and is called so, a button in its middle does something else,
 * another one does it too: a finger goes there. */
static void test_find_goes_where_nothing_else_stands(void **state)
{
	(void)state;
	int whole = add("Touch to start", 1), other = add("Reading", 1), button = add("Touch to start", 1);
	list.objects[whole].rect = (struct rect){0, 0, 100, 80};
	list.objects[other].rect = (struct rect){40, 30, 20, 20};
	list.objects[button].rect = (struct rect){0, 60, 30, 20};
	list.objects[other].action.value = 7;
	assert_int_equal(draw_find(&list, "Touch to start"), button);
	assert_int_equal(draw_free(&list, other), other);
	list.objects[button].action.value = 1; /* in another language: not the same */
	assert_int_equal(draw_find(&list, "Touch to start"), whole);
	list.objects[other].rect.x = 0;
	assert_int_equal(draw_find(&list, "Touch to start"), whole);
}

static void test_says_folds(void **state)
{
	(void)state;
	add("It\xE2\x80\x99s  \xE2\x80\x9C\x01OK\x01\xE2\x80\x9D\nto call \xE2\x81\xA6"
	    "01632\xC2\xA0 960123\xE2\x81\xA9 now",
	    0);
	assert_true(draw_says(&list, "it's \"ok\" to call 01632 960123 NOW"));
	assert_true(draw_says(&list, "IT\xE2\x80\x98S"));
	assert_true(draw_says(&list, "960123 now"));
	assert_true(draw_says(&list, ""));
	assert_false(draw_says(&list, "01632960123"));
	assert_false(draw_says(&list, "now or never"));
	assert_int_equal(draw_find(&list, "it's \"ok\" to call 01632 960123 now"), 0);
}

static void test_hit_takes_the_topmost_control(void **state)
{
	(void)state;
	int below = add("a", 1), above = add("b", 2);
	add("words above both", 0);
	list.objects[above].rect = (struct rect){50, 10, 100, 50};
	assert_int_equal(draw_hit(&list, 60, 20), above);
	assert_int_equal(draw_hit(&list, 49, 20), below);
	assert_int_equal(draw_hit(&list, 10, 10), below);
	assert_int_equal(draw_hit(&list, 9, 10), -1);
	assert_int_equal(draw_hit(&list, 149, 59), above);
	assert_int_equal(draw_hit(&list, 150, 59), -1);
	assert_int_equal(draw_hit(&list, 60, 60), -1);
}

static void test_fullness_of_each_array(void **state)
{
	(void)state;
	for (int i = 0; i < DRAW_OPS_MAX; i++)
		assert_non_null(draw_add(&list, OP_FILL, (struct rect){0}));
	assert_false(list.full);
	assert_null(draw_add(&list, OP_FILL, (struct rect){0}));
	assert_true(list.full);
	assert_int_equal(list.op_count, DRAW_OPS_MAX);
	start(NULL);
	for (int i = 0; i < DRAW_OBJECTS_MAX; i++)
		add("", 0);
	assert_false(list.full);
	assert_null(draw_object(&list, ROLE_TEXT, (struct rect){0}, "one more"));
	assert_true(list.full);
	assert_int_equal(list.object_count, DRAW_OBJECTS_MAX);
}

static void test_pool_fills_to_its_last_byte(void **state)
{
	(void)state;
	static char text[DRAW_POOL_MAX];
	memset(text, 'x', sizeof text);
	assert_int_equal(draw_text(&list, text, DRAW_POOL_MAX - 1), 0);
	assert_true(list.full);
	list.full = false;
	assert_int_equal(draw_text(&list, text, DRAW_POOL_MAX - 2), 1);
	assert_false(list.full);
	assert_int_equal(strlen(draw_label(&list, 1)), DRAW_POOL_MAX - 2);
	assert_int_equal(draw_text(&list, "", 0), 0);
	assert_false(list.full);
	assert_int_equal(draw_text(&list, "y", 1), 0);
	assert_true(list.full);
}

static void test_names_go_both_ways(void **state)
{
	(void)state;
	for (int i = 1; i < PICTURE_COUNT; i++) {
		assert_true(picture_file((enum picture)i)[0]);
		assert_int_equal(picture_find(picture_file((enum picture)i)), i);
	}
	assert_int_equal(picture_find("no-such"), PICTURE_NONE);
	assert_int_equal(picture_find(""), PICTURE_NONE);
	assert_string_equal(picture_file(PICTURE_COUNT), "");
	assert_string_equal(icon_file(ICON_PHONE), "phone");
	assert_string_equal(icon_file(ICON_COUNT), "");
	assert_string_equal(role_name(ROLE_BUTTON), "button");
	assert_string_equal(role_name(-1), "");
	assert_string_equal(role_name(ROLE_COUNT), "");
}

/* Each picture and icon that the program can name is a file in assets/. */
static void test_names_are_files(void **state)
{
	(void)state;
	char path[128];
	for (int i = 1; i < PICTURE_COUNT + ICON_COUNT - 1; i++) {
		bool icon = i >= PICTURE_COUNT;
		const char *name = icon ? icon_file((enum icon)(i - PICTURE_COUNT + 1)) : picture_file((enum picture)i);
		snprintf(path, sizeof path, "assets/%s/%s.svg", icon ? "icons" : "scenes", name);
		FILE *file = fopen(path, "r");
		if (!file)
			fail_msg("missing: %s", path);
		fclose(file);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(test_begin_empties, start),
	    cmocka_unit_test_setup(test_find_prefers_exact_then_begin_then_inside, start),
	    cmocka_unit_test_setup(test_find_prefers_controls, start),
	    cmocka_unit_test_setup(test_find_goes_where_nothing_else_stands, start),
	    cmocka_unit_test_setup(test_find_goes_where_nothing_else_stands, start),
	    cmocka_unit_test_setup(test_says_folds, start),
	    cmocka_unit_test_setup(test_hit_takes_the_topmost_control, start),
	    cmocka_unit_test_setup(test_fullness_of_each_array, start),
	    cmocka_unit_test_setup(test_pool_fills_to_its_last_byte, start),
	    cmocka_unit_test(test_names_go_both_ways),
	    cmocka_unit_test(test_names_are_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
