/* Fades: how long, how far, and that ends are exact. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "display/motion.h"

static void durations(void **state)
{
	(void)state;
	assert_int_equal(motion_duration(CHANGE_FADE, false), 240);
	assert_int_equal(motion_duration(CHANGE_ATTRACT, false), 1200);
	assert_int_equal(motion_duration(CHANGE_CUT, false), 0);
	assert_int_equal(motion_duration(CHANGE_NONE, false), 0);
	assert_int_equal(motion_duration(CHANGE_FADE, true), 0);
	assert_int_equal(motion_duration(CHANGE_ATTRACT, true), 0);
}

static void eases_out(void **state)
{
	(void)state;
	int before = 0;

	assert_int_equal(motion_level(-5, 240), 0);
	assert_int_equal(motion_level(0, 240), 0);
	assert_int_equal(motion_level(120, 240), 224); /* 1 - 0.5^3 of 256 */
	assert_int_equal(motion_level(240, 240), MOTION_WHOLE);
	assert_int_equal(motion_level(9999, 240), MOTION_WHOLE);
	assert_int_equal(motion_level(0, 0), MOTION_WHOLE);
	for (int ms = 0; ms <= 240; ms++) {
		assert_true(motion_level(ms, 240) >= before);
		before = motion_level(ms, 240);
	}
}

static void blends(void **state)
{
	(void)state;
	const uint32_t old[3] = {0xFF000000, 0xFFFFFFFF, 0xFF204060}, new[3] = {0xFFFFFFFF, 0xFF000000, 0xFF204060};
	uint32_t out[3];

	motion_blend(out, old, new, 3, 0);
	assert_memory_equal(out, old, sizeof out);
	motion_blend(out, old, new, 3, MOTION_WHOLE);
	assert_memory_equal(out, new, sizeof out);
	motion_blend(out, old, new, 3, 128);
	assert_int_equal(out[0], 0xFF7F7F7F);
	assert_int_equal(out[1], 0xFF7F7F7F);
	assert_int_equal(out[2], 0xFF204060);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(durations),
	    cmocka_unit_test(eases_out),
	    cmocka_unit_test(blends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
