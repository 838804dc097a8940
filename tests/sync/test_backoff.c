#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>

#include "sync/backoff.h"

static void test_no_failure_no_wait(void **state)
{
	(void)state;
	assert_int_equal(backoff_s(0, 0, UINT32_MAX), 0);
	assert_int_equal(backoff_s(-1, 100, UINT32_MAX), 0);
	assert_int_equal(backoff_s(INT_MIN, 0, UINT32_MAX), 0);
}

static void test_doubles_up_to_six_hours(void **state)
{
	static const int64_t most[] = {300, 600, 1200, 2400, 4800, 9600, 19200, 21600, 21600, 21600};

	(void)state;
	for (int i = 0; i < 10; i++) {
		assert_int_equal(backoff_s(i + 1, 0, 0), 0);
		assert_int_equal(backoff_s(i + 1, 0, UINT32_MAX), most[i]);
		assert_in_range(backoff_s(i + 1, 0, UINT32_MAX / 2), most[i] / 2 - 1, most[i] / 2 + 1);
	}
	assert_int_equal(backoff_s(1000, 0, UINT32_MAX), BACKOFF_MOST_S);
	assert_int_equal(backoff_s(INT_MAX, 0, UINT32_MAX), BACKOFF_MOST_S);
}

/* Ten thousand screens that failed together come back spread evenly. */
static void test_spreads_evenly(void **state)
{
	int tenths[10] = {0};
	uint32_t random = 12345;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		random = random * 1664525u + 1013904223u;
		tenths[backoff_s(4, 0, random) * 10 / 2401]++;
	}
	for (int i = 0; i < 10; i++)
		assert_in_range(tenths[i], 850, 1150);
}

static void test_keeps_what_a_server_asks(void **state)
{
	(void)state;
	assert_int_equal(backoff_s(1, 3600, 0), 3600);
	assert_int_equal(backoff_s(1, 3600, UINT32_MAX), 3900);
	assert_int_equal(backoff_s(1, 1, 0), 1);
	assert_int_equal(backoff_s(1, -5, 0), 0);
	assert_int_equal(backoff_s(1, INT64_MAX, 0), BACKOFF_RETRY_MOST_S);
	assert_int_equal(backoff_s(9, 24 * 3600 + 1, UINT32_MAX), BACKOFF_RETRY_MOST_S + BACKOFF_MOST_S);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_failure_no_wait),
	    cmocka_unit_test(test_doubles_up_to_six_hours),
	    cmocka_unit_test(test_spreads_evenly),
	    cmocka_unit_test(test_keeps_what_a_server_asks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
