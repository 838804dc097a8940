/*
 * How long an Urdu result takes: from cold, as right after a visit's end, and again.
 *
 * Processor time of this thread, the least of several tries: the machine that runs tests is
 * busy. Cold 100 ms, warm 16 ms (one frame of 60 a second); the figures are printed.
 */
#include "kiosk_fixture.h"

#include <time.h>

#include "display/forget.h"
#include "display/heap.h"
#include "screen/paragraph.h"

enum { TRIES = 5, COLD_US = 100000, WARM_US = 16000 };

static SDL_Surface *surface;

static long now_us(void)
{
	struct timespec at;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
	return at.tv_sec * 1000000L + at.tv_nsec / 1000;
}

/* Fills and paints the whole panel. */
static long show(void)
{
	long began = now_us();

	kiosk_fill(&kiosk);
	assert_true(paint_list(&kiosk.painter, &kiosk.list, surface));
	return now_us() - began;
}

static int language(const char *code)
{
	for (int i = 0; i < kiosk.hub.language_count; i++)
		if (strcmp(kiosk.hub.languages[i].code, code) == 0)
			return i;
	return 0;
}

struct figures {
	long cold, warm;
};

/* `kiosk.session.size` as it is. */
static struct figures least(const char *code, const char *screen, const char *which)
{
	struct figures figures = {1 << 30, 1 << 30};
	struct fault fault;

	for (int i = 0; i < TRIES; i++) {
		kiosk.session.language = (uint8_t)language(code);
		assert_true(tour_open(&kiosk, screen, which, &fault));
		forget_visit(&kiosk);
		long cold = show(), warm = show();
		size_t used = heap_figures().used;
		long misses = fonts_counters(kiosk.fonts).misses;
		long again = show();
		/* Nothing is taken and nothing drawn anew. */
		assert_int_equal(heap_figures().used, used);
		assert_int_equal(fonts_counters(kiosk.fonts).misses, misses);
		warm = again < warm ? again : warm;
		figures.cold = cold < figures.cold ? cold : figures.cold;
		figures.warm = warm < figures.warm ? warm : figures.warm;
	}
	printf("%s %s, %s size: cold %.1f ms, warm %.1f ms\n", code, screen, text_size_name(kiosk.session.size), (double)figures.cold / 1000,
	       (double)figures.warm / 1000);
	return figures;
}

/* The words of the list just shown in Nastaliq, as large as in the largest size, without a
 * screen round them: letters that join in many ways cost the most. */
static long words_in_nastaliq(void)
{
	static struct draw_list shown, list;
	struct run_mask mask;

	shown = kiosk.list;
	forget_visit(&kiosk);
	long began = now_us();
	draw_begin(&list, (struct panel){1920, 1080, 4}, 0, "");
	heap_enter();
	for (int i = 0; i < shown.object_count; i++) {
		struct paragraph words = {.text = draw_label(&shown, shown.objects[i].label),
					  .language = "ur",
					  .rtl = true,
					  .box = {0, 0, 1700, 0},
					  .px = 64,
					  .line_px = paragraph_line("ur", true, FACE_REGULAR, 64),
					  .lines_max = PARAGRAPH_LINES,
					  .tall = true,
					  .ragged = true};
		paragraph_draw(&kiosk.measure, &words, &list);
	}
	heap_leave();
	for (int i = 0; i < list.op_count; i++)
		fonts_run(kiosk.fonts, list.ops[i].text.font, list.pool + list.ops[i].text.at, list.ops[i].text.length, &mask);
	long took = now_us() - began;
	assert_int_equal(list.clipped, 0);
	return took;
}

static long least_in_nastaliq(void)
{
	long least_us = 1 << 30;
	struct fault fault;

	for (int i = 0; i < TRIES; i++) {
		kiosk.session.language = (uint8_t)language("ur");
		assert_true(tour_open(&kiosk, "result", "", &fault));
		kiosk_fill(&kiosk);
		long took = words_in_nastaliq();
		least_us = took < least_us ? took : least_us;
	}
	printf("the words of that result in Nastaliq of 64 px: cold %.1f ms\n", (double)least_us / 1000);
	return least_us;
}

static void an_urdu_result_is_quick(void **state)
{
	(void)state;
	kiosk.view.measure = &kiosk.measure;
	surface = paint_surface(1920, 1080);
	assert_non_null(surface);
	struct figures urdu = least("ur", "result", "");
	long nastaliq = least_in_nastaliq();
	kiosk.session.size = TEXT_LARGEST;
	struct figures largest = least("ur", "result", "");
	kiosk.session.size = TEXT_NORMAL;
	least("en", "result", "");
	least("ur", "lines", "");
	SDL_FreeSurface(surface);
	if (!heap_is_ours())
		return; /* sanitizers and valgrind take their own time */
	assert_true(urdu.cold <= COLD_US);
	assert_true(urdu.warm <= WARM_US);
	assert_true(nastaliq <= COLD_US);
	assert_true(largest.cold <= COLD_US && largest.warm <= WARM_US);
}

/* The longest step of the words that are laid out ahead, on one screen (display/prefill.h). */
static long longest_step(const char *screen, const char *which)
{
	long longest = 0;
	struct fault fault;

	kiosk.session.language = (uint8_t)language("ur");
	assert_true(tour_open(&kiosk, screen, which, &fault));
	forget_visit(&kiosk);
	show();
	for (int64_t due; (due = prefill_due(&kiosk.prefill, &kiosk.view)) != INT64_MAX;) {
		kiosk.view.now_ms = due > kiosk.view.now_ms ? due : kiosk.view.now_ms;
		long began = now_us();
		prefill_step(&kiosk.prefill, &kiosk.view, kiosk.fonts, &kiosk.rehearse.list);
		long took = now_us() - began;
		longest = took > longest ? took : longest;
	}
	printf("ur %s: the longest of %d steps ahead %.1f ms\n", screen, kiosk.prefill.count, (double)longest / 1000);
	return longest;
}

/* A touch waits for one step at most: half a frame, and twice that on a busy machine. */
static void a_step_ahead_is_short(void **state)
{
	(void)state;
	kiosk.view.measure = &kiosk.measure;
	surface = paint_surface(1920, 1080);
	assert_non_null(surface);
	long longest = 0;
	static const char *const screens[][2] = {{"attract", ""}, {"home", ""}, {"question", "4"}, {"browse", ""}, {"lines", ""}, {"reading", ""}};
	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		long step = longest_step(screens[i][0], screens[i][1]);
		longest = step > longest ? step : longest;
	}
	SDL_FreeSurface(surface);
	if (heap_is_ours())
		assert_true(longest <= WARM_US);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(an_urdu_result_is_quick, kiosk_start, kiosk_end),
	    cmocka_unit_test_setup_teardown(a_step_ahead_is_short, kiosk_start, kiosk_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
