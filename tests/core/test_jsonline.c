#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/jsonline.h"

static const char text[] = "{\n"                                   /* 1 */
			   "  \"id\": \"a{b[c\\\"d\",\n"           /* 2: brackets and quotes in a text */
			   "  \"offers\": [\n"                     /* 3 */
			   "    { \"id\": \"one\" }, 7, null,\n"   /* 4 */
			   "    {\n"                               /* 5 */
			   "      \"hours\": [ { \"open\": 1 },\n" /* 6 */
			   "                 { \"open\": 2,\n"     /* 7 */
			   "                   \"close\":\n"       /* 8 */
			   "                     3 } ]\n"          /* 9 */
			   "    }\n"                               /* 10 */
			   "  ],\n"                                /* 11 */
			   "  \"na\\u006de\": 1,\n"                /* 12: "name" */
			   "  \"\\u00e9\\ud83d\\ude00\": 2,\n"     /* 13: two characters beyond ASCII */
			   "  \"empty\": []\n"                     /* 14 */
			   "}\n";

static int line_of(const struct json_path path)
{
	return json_line(text, strlen(text), &path);
}

static void test_finds_members_and_elements(void **state)
{
	(void)state;
	assert_int_equal(line_of((struct json_path){0}), 1);
	assert_int_equal(line_of((struct json_path){1, {{"id", 0}}}), 2);
	assert_int_equal(line_of((struct json_path){1, {{"offers", 0}}}), 3);
	assert_int_equal(line_of((struct json_path){2, {{"offers", 0}, {NULL, 2}}}), 4);
	assert_int_equal(line_of((struct json_path){2, {{"offers", 0}, {NULL, 3}}}), 5);
	assert_int_equal(line_of((struct json_path){5, {{"offers", 0}, {NULL, 3}, {"hours", 0}, {NULL, 0}, {"open", 0}}}), 6);
	assert_int_equal(line_of((struct json_path){5, {{"offers", 0}, {NULL, 3}, {"hours", 0}, {NULL, 1}, {"close", 0}}}), 8);
}

static void test_knows_escaped_keys(void **state)
{
	(void)state;
	assert_int_equal(line_of((struct json_path){1, {{"name", 0}}}), 12);
	assert_int_equal(line_of((struct json_path){1, {{"\xc3\xa9\xf0\x9f\x98\x80", 0}}}), 13);
}

static void test_says_when_there_is_no_such_place(void **state)
{
	(void)state;
	assert_int_equal(line_of((struct json_path){1, {{"i", 0}}}), 0);
	assert_int_equal(line_of((struct json_path){1, {{"id2", 0}}}), 0);
	assert_int_equal(line_of((struct json_path){1, {{NULL, 0}}}), 0);
	assert_int_equal(line_of((struct json_path){2, {{"offers", 0}, {NULL, 4}}}), 0);
	assert_int_equal(line_of((struct json_path){2, {{"offers", 0}, {"id", 0}}}), 0);
	assert_int_equal(line_of((struct json_path){2, {{"empty", 0}, {NULL, 0}}}), 0);
}

static void test_gives_the_lines_of_a_list(void **state)
{
	struct json_path path = {1, {{"offers", 0}}};
	struct json_path root = {0};
	struct json_path none = {1, {{"empty", 0}}};
	int lines[8] = {0};
	(void)state;

	assert_int_equal(json_lines(text, strlen(text), &path, lines, 8), 4);
	assert_int_equal(lines[0], 4);
	assert_int_equal(lines[2], 4);
	assert_int_equal(lines[3], 5);
	assert_int_equal(json_lines(text, strlen(text), &path, lines, 2), 2);
	assert_int_equal(json_lines(text, strlen(text), &root, lines, 8), 5);
	assert_int_equal(lines[4], 14);
	assert_int_equal(json_lines(text, strlen(text), &none, lines, 8), 0);
}

/* Every beginning of the text, and every text with one byte changed, ends without
 * reading past its length (run with SAN=address). */
static void test_ends_on_any_bytes(void **state)
{
	struct json_path path = {5, {{"offers", 0}, {NULL, 3}, {"hours", 0}, {NULL, 1}, {"close", 0}}};
	struct json_path named = {1, {{"\xc3\xa9\xf0\x9f\x98\x80", 0}}};
	size_t length = strlen(text);
	int lines[8];
	(void)state;

	for (size_t cut = 0; cut <= length; cut++) {
		char copy[sizeof text];
		memcpy(copy, text, cut);
		json_line(copy, cut, &path);
		json_line(copy, cut, &named);
		json_lines(copy, cut, &(struct json_path){0}, lines, 8);
	}
	for (size_t at = 0; at < length; at++)
		for (const char *c = "\"\\{}[],:u\n\x80"; *c; c++) {
			char copy[sizeof text];
			memcpy(copy, text, sizeof text);
			copy[at] = *c;
			assert_in_range(json_line(copy, length, &path), 0, 20);
			assert_in_range(json_line(copy, length, &named), 0, 20);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_finds_members_and_elements),
	    cmocka_unit_test(test_knows_escaped_keys),
	    cmocka_unit_test(test_says_when_there_is_no_such_place),
	    cmocka_unit_test(test_gives_the_lines_of_a_list),
	    cmocka_unit_test(test_ends_on_any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
