/* What a visit takes and leaves: the region, the tables, the stack (S20, S26). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "display/forget.h"
#include "display/heap.h"
#include "display/lock.h"
#include "display/tour.h"

#include "../tools/short.h"

static struct kiosk kiosk;

static bool all_zero(const volatile unsigned char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes[i])
			return false;
	return true;
}

/* S26: what is given back is zero at once, and so is what is taken next. */
static void s26_a_block_given_back_is_wiped(void **state)
{
	(void)state;
	if (!heap_is_ours())
		skip();
	assert_int_equal(heap_renew(), 0);
	for (size_t size = 1; size < 300000; size = size * 3 + 5) {
		heap_enter();
		char *block = malloc(size);
		heap_leave();
		assert_non_null(block);
		assert_int_equal((uintptr_t)block % 16, 0);
		assert_true(all_zero((unsigned char *)block, size));
		memset(block, 'x', size);
		unsigned char *volatile place = (unsigned char *)block;
		free(block);
		assert_true(all_zero(place, size));
	}
	assert_int_equal(heap_renew(), 0);
}

/* S26: a block that grows leaves nothing where it was. */
static void s26_a_block_that_moves_is_wiped(void **state)
{
	(void)state;
	if (!heap_is_ours())
		skip();
	heap_enter();
	char *block = malloc(40);
	memset(block, 'x', 40);
	unsigned char *volatile place = (unsigned char *)block;
	char *more = realloc(block, 4000);
	heap_leave();
	assert_non_null(more);
	assert_true((unsigned char *)more != place);
	assert_true(all_zero(place, 40));
	for (int i = 0; i < 40; i++)
		assert_int_equal(more[i], 'x');
	assert_int_equal(heap_figures().alive, 1);
	assert_true(heap_renew() == 1); /* alive: told, and not taken away */
	assert_int_equal(more[39], 'x');
	free(more);
	assert_int_equal(heap_renew(), 0);
	assert_int_equal(heap_figures().used, 0);
}

/* A full region never fails anybody. */
static void a_full_region_falls_back(void **state)
{
	enum { BLOCKS = 80 };
	static void *block[BLOCKS];

	(void)state;
	if (!heap_is_ours())
		skip();
	heap_enter();
	for (int i = 0; i < BLOCKS; i++) {
		block[i] = malloc(1 << 20);
		assert_non_null(block[i]);
	}
	void *huge = malloc((size_t)HEAP_REGION * 2);
	heap_leave();
	assert_non_null(huge);
	assert_true(heap_figures().overflow > 0);
	free(huge);
	for (int i = 0; i < BLOCKS; i++)
		free(block[i]);
	assert_int_equal(heap_renew(), 0);
	assert_int_equal(heap_figures().overflow, 0);
}

static int begin(void **state)
{
	struct fault fault;
	moment noon;

	(void)state;
	memset(&kiosk, 0, sizeof kiosk);
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "config/packs/uk-base");
	snprintf(kiosk.settings.packs.folder[1], FAULT_FILE_MAX, "config/packs/example-hub");
	kiosk.settings.packs.count = 2;
	assert_true(moment_parse("2026-11-02", &noon));
	assert_true(kiosk_open(&kiosk, &fault));
	kiosk_set_wall(&kiosk, noon);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	kiosk_close(&kiosk);
	return kiosk.alive != 0;
}

enum { DEEP = STACK_WIPED - 16384 };

static __attribute__((noinline)) const unsigned char *fill_stack(void)
{
	volatile unsigned char block[DEEP];

	for (int i = 0; i < DEEP; i++)
		block[i] = 'x';
	/* Through a number: that the block is gone is the point. */
	volatile uintptr_t at = (uintptr_t)block;
	return (const unsigned char *)at;
}

static size_t most, deepest; /* bytes of the region at once; of the stack */
static const unsigned char *below;

/* How far down the stack is not zero. */
static void look_down(void)
{
	size_t zero = 0;

#if !defined(__SANITIZE_ADDRESS__)
	while (zero < DEEP && !((const volatile uint64_t *)(const void *)below)[zero / 8])
		zero += 8;
	deepest = DEEP - zero > deepest ? DEEP - zero : deepest;
#endif
	(void)zero;
}

static bool painted(void *context, const char *name)
{
	(void)name;
	bool fine = paint_list(&kiosk.painter, &kiosk.list, context);
	most = heap_figures().used > most ? heap_figures().used : most;
	look_down();
	return fine;
}

/* S20, S26: every screen in every language fits the region many times over, and
 * when the visit is over no block of it is alive. */
static void s26_nothing_outlives_every_screen(void **state)
{
	const struct tour tour = {painted, paint_surface(1920, 1080)};

	(void)state;
	kiosk_panel(&kiosk, 1920, 1080);
	below = fill_stack();
	stack_wipe();
	/* Every offer in the first language; the sizes of words change from language to language. */
	for (int i = 0; i < kiosk.hub.language_count; i += in_short(1, 4)) {
		kiosk.session.language = (uint8_t)i;
		kiosk.session.size = (uint8_t)(i % TEXT_SIZE_COUNT);
		kiosk.session.lowered = i % 4 == 1;
		assert_true(tour_all(&kiosk, i == in_short(0, -1), &tour));
	}
	print_message("all screens in %d languages: %zu kB of %d kB\n", kiosk.hub.language_count, most >> 10, HEAP_REGION >> 10);
	assert_true(most < HEAP_REGION / 2);
	print_message("and %zu kB of stack, of %d kB that are wiped\n", deepest >> 10, STACK_WIPED >> 10);
	assert_true(deepest < DEEP / 2);
	forget_visit(&kiosk);
	assert_int_equal(kiosk.alive, 0);
	assert_int_equal(heap_figures().alive, 0);
	assert_int_equal(heap_figures().used, 0);
	struct text_counters counters = fonts_counters(kiosk.fonts);
	assert_true(counters.bytes == 0 && counters.misses == 0);
	assert_true(all_zero((const unsigned char *)&kiosk.list, sizeof kiosk.list));
	SDL_FreeSurface(tour.context);
}

/* S26: the cache of directions keeps no character. */
static void s26_directions_are_forgotten(void **state)
{
	static struct level_cache cache;
	const uint32_t code[] = {0x0627, 0x0644, 'A', 'b'};
	uint8_t level[4];

	(void)state;
	assert_true(levels_find(&cache, code, 4, true, level));
	assert_false(all_zero((const unsigned char *)&cache, sizeof cache));
	levels_forget(&cache);
	assert_true(all_zero((const unsigned char *)&cache, sizeof cache));
}

/* S26: what calls left below is zero. */
static void s26_the_stack_forgets(void **state)
{
	(void)state;
	below = fill_stack();
	stack_wipe();
#if !defined(__SANITIZE_ADDRESS__)
	/* The nearest part belongs to this test's own calls. */
	assert_true(all_zero(below, DEEP - 4096));
#endif
	assert_non_null(below);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(s26_a_block_given_back_is_wiped), cmocka_unit_test(s26_a_block_that_moves_is_wiped),
	    cmocka_unit_test(a_full_region_falls_back),        cmocka_unit_test_setup_teardown(s26_nothing_outlives_every_screen, begin, finish),
	    cmocka_unit_test(s26_directions_are_forgotten),    cmocka_unit_test(s26_the_stack_forgets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
