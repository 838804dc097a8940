#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/nearest.h"
#include "base/utf8.h"

static void reads(const char *bytes, size_t length, uint32_t expected, int size)
{
	uint32_t code = 0;

	assert_int_equal(utf8_next(bytes, length, &code), size);
	assert_int_equal(code, expected);
	assert_int_equal(utf8_valid(bytes, (size_t)size), expected != 0xFFFD);
}

static void test_characters(void **state)
{
	(void)state;
	reads("a", 1, 'a', 1);
	reads("\0", 1, 0, 1);
	reads("\xC2\x80", 2, 0x80, 2);
	reads("\xE0\xA0\x80", 3, 0x800, 3);
	reads("\xED\x9F\xBF", 3, 0xD7FF, 3);
	reads("\xEE\x80\x80", 3, 0xE000, 3);
	reads("\xF0\x90\x80\x80", 4, 0x10000, 4);
	reads("\xF4\x8F\xBF\xBF", 4, 0x10FFFF, 4);
	assert_int_equal(utf8_next("\xC3\xA9", 2, NULL), 2);
}

static void test_bad_bytes(void **state)
{
	(void)state;
	reads("\x80", 1, 0xFFFD, 1);
	reads("\xC0\x80", 2, 0xFFFD, 1);         /* overlong */
	reads("\xC1\xBF", 2, 0xFFFD, 1);         /* overlong */
	reads("\xE0\x9F\xBF", 3, 0xFFFD, 1);     /* overlong */
	reads("\xF0\x8F\xBF\xBF", 4, 0xFFFD, 1); /* overlong */
	reads("\xED\xA0\x80", 3, 0xFFFD, 1);     /* surrogate */
	reads("\xF4\x90\x80\x80", 4, 0xFFFD, 1); /* too high */
	reads("\xF5\x80\x80\x80", 4, 0xFFFD, 1);
	reads("\xFF", 1, 0xFFFD, 1);
	reads("\xE2\x82", 2, 0xFFFD, 1); /* cut short */
	reads("\xE2\x82x", 3, 0xFFFD, 1);
	assert_true(utf8_valid("", 0));
	assert_false(utf8_valid("a\xE2\x82", 3));
}

/* Every code point there and back; no other three bytes read as a character. */
static void test_all_three_byte_forms(void **state)
{
	int good = 0;

	(void)state;
	for (int a = 0xE0; a <= 0xEF; a++)
		for (int b = 0; b < 256; b++)
			for (int c = 0; c < 256; c++) {
				char bytes[] = {(char)a, (char)b, (char)c};

				good += utf8_next(bytes, 3, NULL) == 3;
			}
	assert_int_equal(good, 0x10000 - 0x800 - 0x800);
}

static void test_cut(void **state)
{
	static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"; /* ends at 1, 3, 6, 10 */
	static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};

	(void)state;
	for (size_t max = 0; max < sizeof expected / sizeof *expected; max++)
		assert_int_equal(utf8_cut(text, 10, max), expected[max]);
	assert_int_equal(utf8_cut("", 0, 5), 0);
}

static void test_distance(void **state)
{
	(void)state;
	assert_int_equal(word_distance("", ""), 0);
	assert_int_equal(word_distance("abc", ""), 3);
	assert_int_equal(word_distance("", "abc"), 3);
	assert_int_equal(word_distance("hours", "hours"), 0);
	assert_int_equal(word_distance("Hours", "hours"), 0);
	assert_int_equal(word_distance("hous", "hours"), 1);
	assert_int_equal(word_distance("horus", "hours"), 1);
	assert_int_equal(word_distance("kitten", "sitting"), 3);
	assert_int_equal(word_distance("ca", "abc"), 3);
}

static void test_nearest(void **state)
{
	static const char *const known[] = {"hours", "channels", "checked", "checked_by", "valid"};
	char longest[300];

	(void)state;
	assert_string_equal(nearest_word("chanels", known, 5), "channels");
	assert_string_equal(nearest_word("check", known, 5), "checked");
	assert_string_equal(nearest_word("checkedby", known, 5), "checked_by");
	assert_ptr_equal(nearest_word("zzzzz", known, 5), known[0]);
	assert_string_equal(nearest_word("hours", known, 0), "");
	memset(longest, 'x', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	assert_non_null(nearest_word(longest, known, 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_characters), cmocka_unit_test(test_bad_bytes), cmocka_unit_test(test_all_three_byte_forms),
	    cmocka_unit_test(test_cut),        cmocka_unit_test(test_distance),  cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
