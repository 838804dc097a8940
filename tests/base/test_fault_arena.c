#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"

static void test_set_and_print(void **state)
{
	struct fault fault;
	char out[200];

	(void)state;
	memset(&fault, 'x', sizeof fault);
	assert_false(fault_set(&fault, "the size is %d", 3));
	assert_int_equal(fault.line, 0);
	assert_int_equal(fault_print(&fault, out, sizeof out), 13);
	assert_string_equal(out, "the size is 3");
	fault_at(&fault, "pack.json", 12, "samaritans");
	assert_int_equal(fault_print(&fault, out, sizeof out), 39);
	assert_string_equal(out, "pack.json:12: samaritans: the size is 3");
	fault_at(&fault, NULL, 0, NULL);
	fault_print(&fault, out, sizeof out);
	assert_string_equal(out, "pack.json:12: samaritans: the size is 3");
	fault_set(&fault, "again");
	fault_at(&fault, "a", 0, NULL);
	fault_print(&fault, out, sizeof out);
	assert_string_equal(out, "a: again");
	assert_false(fault_set(NULL, "nobody listens %d", 1));
	fault_at(NULL, "a", 1, "b");
}

static void test_own_words_again(void **state)
{
	struct fault fault;

	(void)state;
	fault_set(&fault, "inner");
	fault_set(&fault, "outer: %s", fault.says);
	assert_string_equal(fault.says, "outer: inner");
}

/* A cut never leaves half a character, wherever it falls. */
static void test_cut_at_whole_character(void **state)
{
	struct fault fault;
	char text[600];

	(void)state;
	for (int lead = 0; lead < 4; lead++) {
		memset(text, 'a', (size_t)lead);
		for (int i = lead; i + 4 < (int)sizeof text; i += 4)
			memcpy(text + i, "\xF0\x9F\x98\x80", 5);
		fault_set(&fault, "%s", text);
		assert_int_equal((int)strlen(fault.says), lead + (FAULT_SAYS_MAX - 1 - lead) / 4 * 4);
		fault_at(&fault, text, 0, text);
		assert_int_equal((int)strlen(fault.file), lead + (FAULT_FILE_MAX - 1 - lead) / 4 * 4);
		assert_int_equal((int)strlen(fault.item), lead + (FAULT_ITEM_MAX - 1 - lead) / 4 * 4);
	}
}

static void test_print_in_small_rooms(void **state)
{
	struct fault fault;
	char out[64];

	(void)state;
	fault_set(&fault, "\xC3\xA9\xC3\xA9");
	fault_at(&fault, "file", 7, "item");
	for (int size = 1; size < (int)sizeof out; size++) {
		memset(out, 'x', sizeof out);
		int length = fault_print(&fault, out, size);

		assert_true(length < size);
		assert_int_equal((int)strlen(out), length);
		assert_int_equal(out[size], 'x');
	}
}

static void test_arena(void **state)
{
	struct arena arena = {0};
	char *text;
	unsigned char *a, *b;

	(void)state;
	arena_release(&arena);
	assert_null(arena_take(&arena, 1));
	assert_null(arena_text(&arena, "x", 1));
	assert_true(arena_init(&arena, 256, NULL));
	text = arena_text(&arena, "hello there", 5);
	assert_string_equal(text, "hello");
	a = arena_take(&arena, 10);
	assert_int_equal((uintptr_t)a % _Alignof(max_align_t), 0);
	for (int i = 0; i < 10; i++)
		assert_int_equal(a[i], 0);
	b = arena_take(&arena, 256 - arena.used - (16 - arena.used % 16) % 16);
	assert_non_null(b);
	assert_true(b >= a + 10);
	assert_int_equal(arena.used, 256);
	assert_null(arena_take(&arena, 1));
	assert_null(arena_text(&arena, "", 0));
	assert_null(arena_take(&arena, SIZE_MAX));
	assert_null(arena_text(&arena, "", SIZE_MAX));
	assert_string_equal(text, "hello");
	arena_release(&arena);
	arena_release(&arena);
}

static void test_arena_refused(void **state)
{
	struct arena arena = {0};
	struct fault fault;

	(void)state;
	assert_false(arena_init(&arena, SIZE_MAX / 2, &fault));
	assert_non_null(strstr(fault.says, "bytes of memory"));
	assert_false(arena_init(&arena, 0, &fault));
	assert_null(arena.start);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_set_and_print),        cmocka_unit_test(test_own_words_again), cmocka_unit_test(test_cut_at_whole_character),
	    cmocka_unit_test(test_print_in_small_rooms), cmocka_unit_test(test_arena),           cmocka_unit_test(test_arena_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
