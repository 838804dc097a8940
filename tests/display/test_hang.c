/* A panel hung at any height: where buttons must come lowered, and who is told. */
#include "kiosk_fixture.h"

#include "../tools/short.h"

/* Hangs the panel; returns how much lower the finding says, 0 without one, below 0: higher. */
static int hang(struct size size, int floor)
{
	memset(&kiosk.findings, 0, sizeof kiosk.findings);
	kiosk.told = 0;
	kiosk.settings.floor_mm = floor;
	kiosk_on(size);
	if (kiosk.findings.count == 0)
		return 0;
	assert_int_equal(kiosk.findings.count, 1);
	assert_string_equal(kiosk.findings.list[0].fault.item, "floor_mm");
	const char *says = strstr(kiosk.findings.list[0].fault.says, "hang the screen ");
	char word[8];
	int mm;
	assert_non_null(says);
	assert_int_equal(sscanf(says, "hang the screen %d mm %7[a-z]", &mm, word), 2);
	return strcmp(word, "lower") == 0 ? mm : -mm;
}

static void usual_heights_need_nothing(void **state)
{
	(void)state;
	assert_int_equal(hang(panels[0], 0), 0); /* nobody has said */
	assert_false(kiosk.lowered);
	assert_int_equal(hang(panels[0], 760), 0);
	assert_false(kiosk.lowered || kiosk.session.lowered);
	assert_int_equal(hang(panels[1], 700), 0);
	assert_false(kiosk.lowered);
}

/* Lowered from the first screen on, and again after each visit that chose otherwise. */
static void a_high_panel_comes_lowered(void **state)
{
	(void)state;
	hang(panels[1], 1000);
	assert_true(kiosk.lowered && kiosk.session.lowered && kiosk.session.default_lowered);
	tap_verb(VERB_START);
	kiosk.session.lowered = false;
	kiosk_fill(&kiosk);
	tap_verb(VERB_CLEAR);
	assert_true(kiosk.session.lowered);
	kiosk.settings.floor_mm = 0;
	kiosk_on(panels[1]);
	assert_false(kiosk.session.lowered);
}

/* What the finding says is enough, and one millimetre less is not. */
static void the_finding_is_right(void **state)
{
	static const int heights[] = {200, 300, 1000, 1100, 1500};

	(void)state;
	for (int panel = 0; panel < 3; panel++)
		for (size_t i = 0; i < sizeof heights / sizeof *heights; i += (size_t)in_short(1, 2)) {
			int lower = hang(panels[panel], heights[i]);
			if (lower == 0)
				continue;
			assert_int_equal(hang(panels[panel], heights[i] - lower), 0);
			assert_int_not_equal(hang(panels[panel], heights[i] - lower + (lower > 0 ? 1 : -1)), 0);
		}
	assert_true(hang(panels[0], 1500) > 0);
	assert_true(hang(panels[0], 100) < 0);
}

/* 1.6 m of glass: no height is right. */
static void too_large_for_any_height(void **state)
{
	struct size wall = {1080, 1920, 900, 1600};

	(void)state;
	memset(&kiosk.findings, 0, sizeof kiosk.findings);
	kiosk.settings.floor_mm = 100;
	kiosk_on(wall);
	assert_int_equal(kiosk.findings.count, 1);
	kiosk_tell(&kiosk);
	assert_int_equal(kiosk.health.faults, 1); /* staff see it */
	assert_non_null(strstr(kiosk.health.first[0], "floor_mm"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(usual_heights_need_nothing, kiosk_start, kiosk_end),
	    cmocka_unit_test_setup_teardown(a_high_panel_comes_lowered, kiosk_start, kiosk_end),
	    cmocka_unit_test_setup_teardown(the_finding_is_right, kiosk_start, kiosk_end),
	    cmocka_unit_test_setup_teardown(too_large_for_any_height, kiosk_start, kiosk_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
