#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "screen/levels.h"

enum { LONG = 300 };

static int random_text(uint32_t *code)
{
	static const uint32_t letters[] = {'a', '1', ' ', '(', 0x0627, 0x0628, 0x06CC, 0x2066, 0x2069, 0x05D0, '.', 0x0660};
	int count = 1 + rand() % (LONG - 1);
	for (int i = 0; i < count; i++)
		code[i] = letters[(size_t)rand() % (sizeof letters / sizeof *letters)];
	return count;
}

/* What is remembered is what FriBidi says, also after the block was emptied. */
static void test_remembers(void **state)
{
	(void)state;
	struct level_cache *cache = calloc(1, sizeof *cache);
	uint32_t code[LONG];
	uint8_t kept[LONG], asked[LONG];
	srand(7);
	for (int i = 0; i < 3000; i++) {
		bool rtl = rand() % 2;
		int count = random_text(code);
		assert_true(levels_find(cache, code, count, rtl, kept));
		assert_true(levels_find(NULL, code, count, rtl, asked));
		assert_memory_equal(kept, asked, (size_t)count);
		assert_true(levels_find(cache, code, count, rtl, kept));
		assert_memory_equal(kept, asked, (size_t)count);
	}
	assert_true(cache->emptied > 0);
	assert_true(cache->hits >= 3000);
	assert_true(cache->used <= LEVEL_CODES && cache->kept <= LEVEL_SLOTS * 3 / 4 + 1);
	free(cache);
}

/* The base direction is part of what is looked up. */
static void test_direction(void **state)
{
	(void)state;
	struct level_cache *cache = calloc(1, sizeof *cache);
	const uint32_t code[] = {'a', 'b'};
	uint8_t level[2];
	assert_true(levels_find(cache, code, 2, false, level));
	assert_int_equal(level[0], 0);
	assert_true(levels_find(cache, code, 2, true, level));
	assert_int_equal(level[0], 2);
	free(cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_remembers), cmocka_unit_test(test_direction)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
