/* The whole program without a window: faults, touches, time, wiping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "display/kiosk.h"
#include "display/tour.h"

#include "../tools/short.h"

static struct kiosk kiosk;
static moment noon;

static void begin(int w, int h)
{
	struct fault fault;

	assert_true(kiosk_open(&kiosk, &fault));
	kiosk_set_wall(&kiosk, noon);
	kiosk_panel(&kiosk, w, h);
	kiosk_prove(&kiosk);
}

static int set_up(void **state)
{
	(void)state;
	memset(&kiosk, 0, sizeof kiosk);
	assert_true(moment_parse("2026-11-02", &noon));
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "config/packs/uk-base");
	snprintf(kiosk.settings.packs.folder[1], FAULT_FILE_MAX, "config/packs/example-hub");
	kiosk.settings.packs.count = 2;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	kiosk_close(&kiosk);
	return 0;
}

static enum change pointer(enum touch_kind kind, int x, int y, int ms)
{
	struct touch_event event = {kind, 1, x, y, ms};

	return kiosk_touch(&kiosk, &event);
}

static enum change tap(const char *label, int ms)
{
	int found = draw_find(&kiosk.list, label);

	assert_true(found >= 0);
	struct rect r = kiosk.list.objects[found].rect;
	assert_int_equal(pointer(TOUCH_DOWN, r.x + r.w / 2, r.y + r.h / 2, ms), CHANGE_CUT);
	assert_int_equal(kiosk.view.pressed, found);
	return pointer(TOUCH_UP, r.x + r.w / 2, r.y + r.h / 2, ms + 90);
}

static void a_touch_goes_one_way(void **state)
{
	(void)state;
	begin(1920, 1080);
	assert_int_equal(kiosk.packs_in, 2);
	assert_string_equal(kiosk.list.screen, "attract");
	assert_int_equal(tap("Touch to start", 1000), CHANGE_FADE);
	assert_int_equal(kiosk.view.pressed, -1);
	assert_string_equal(kiosk.list.screen, "home");
	assert_int_equal(tap("Clear", 2000), CHANGE_CUT); /* never a fade */
	assert_string_equal(kiosk.list.screen, "week");
}

/* S26: nothing of the visit's screen is left behind in the list. */
static void clear_wipes_the_list(void **state)
{
	(void)state;
	static const char words[] = "check on you, or block your friends";
	begin(1920, 1080);
	tap("Touch to start", 1000);
	assert_true(tour_open(&kiosk, "result", "concern", NULL));
	memcpy(kiosk.list.pool + DRAW_POOL_MAX - sizeof words, words, sizeof words);
	kiosk.list.objects[DRAW_OBJECTS_MAX - 1].action.value = 77;
	tap("Clear", 2000);
	assert_false(session_is_visit(&kiosk.session));
	assert_null(memmem(&kiosk.list, sizeof kiosk.list, words, sizeof words));
	assert_int_equal(kiosk.list.objects[DRAW_OBJECTS_MAX - 1].action.value, 0);
}

/* S26: after a time-out no finger, no place of an answer, and nothing drawn is left. */
static void a_time_out_wipes_the_finger(void **state)
{
	(void)state;
	begin(1920, 1080);
	tap("Touch to start", 1000);
	assert_true(tour_open(&kiosk, "question", "2", NULL));
	int ms = 2000, x = 0, y = 0;
	for (int i = 0; i < kiosk.list.object_count; i++)
		if (kiosk.list.objects[i].action.verb == VERB_ANSWER) {
			x = kiosk.list.objects[i].rect.x + 5;
			y = kiosk.list.objects[i].rect.y + 5;
		}
	assert_true(x > 0);
	pointer(TOUCH_DOWN, x, y, ms);
	pointer(TOUCH_UP, x, y, ms + 90);
	assert_string_equal(kiosk.list.screen, "question");
	kiosk_tick(&kiosk, ms + 90 + IDLE_SENSITIVE_MS);
	kiosk_tick(&kiosk, ms + 90 + IDLE_SENSITIVE_MS + MORE_TIME_MS);
	assert_string_equal(kiosk.list.screen, "week");
	assert_int_equal(kiosk.touch.x, 0);
	assert_int_equal(kiosk.touch.end_x, 0);
	assert_int_equal(kiosk.touch.rest_y, 0);
	assert_int_equal(kiosk.touch.action.verb, VERB_NONE);
}

/* S26: staff who knock in the middle of a visit see nothing of it, nor does the memory. */
static void a_knock_wipes_the_list(void **state)
{
	(void)state;
	static const char words[] = "check on you, or block your friends";
	begin(1920, 1080);
	tap("Touch to start", 1000);
	assert_true(tour_open(&kiosk, "home", "", NULL));
	memcpy(kiosk.list.pool + DRAW_POOL_MAX - sizeof words, words, sizeof words);
	for (int i = 0; i < 3; i++) {
		struct rect r = {0, 0, 0, 0};
		for (int n = 0; n < kiosk.list.object_count; n++)
			if (kiosk.list.objects[n].action.verb == VERB_KNOCK)
				r = kiosk.list.objects[n].rect;
		assert_true(r.w > 0);
		pointer(TOUCH_DOWN, r.x + r.w / 2, r.y + r.h / 2, 2000 + 300 * i);
		pointer(TOUCH_UP, r.x + r.w / 2, r.y + r.h / 2, 2100 + 300 * i);
	}
	assert_string_equal(kiosk.list.screen, "staff");
	assert_null(memmem(&kiosk.list, sizeof kiosk.list, words, sizeof words));
}

/* S22: a palm lies on an answer, trembling, and Clear still clears. */
static void clear_beside_a_palm(void **state)
{
	(void)state;
	begin(1920, 1080);
	for (int i = 0; i < 60; i++) {
		int ms = 1000 + 2000 * i;
		kiosk_tick(&kiosk, ms);
		assert_true(tour_open(&kiosk, "question", "2", NULL));
		struct rect back = kiosk.list.objects[draw_find(&kiosk.list, "Back")].rect,
			    clear = kiosk.list.objects[draw_find(&kiosk.list, "Clear")].rect;
		pointer(TOUCH_DOWN, back.x + 9, back.y + 9, ms + 500);
		pointer(TOUCH_MOVE, back.x + 9 + i % 4, back.y + 9, ms + 600);
		struct touch_event event = {TOUCH_DOWN, 7, clear.x + 20, clear.y + 20, ms + 700};
		kiosk_touch(&kiosk, &event);
		event.kind = TOUCH_UP;
		event.ms += 80;
		assert_int_equal(kiosk_touch(&kiosk, &event), CHANGE_CUT);
		assert_string_equal(kiosk.list.screen, "week");
		assert_false(session_is_visit(&kiosk.session));
		pointer(TOUCH_UP, back.x + 9, back.y + 9, ms + 900);
		assert_string_equal(kiosk.list.screen, "week");
	}
}

static void time_lets_go_of_a_finger(void **state)
{
	(void)state;
	begin(1920, 1080);
	tap("Touch to start", 1000);
	assert_true(tour_open(&kiosk, "question", "2", NULL));
	int found = draw_find(&kiosk.list, "Back");
	struct rect r = kiosk.list.objects[found].rect;
	pointer(TOUCH_DOWN, r.x + 5, r.y + 5, 2000);
	assert_true(kiosk_due(&kiosk) <= 2000 + TOUCH_HELD_MS);
	assert_int_equal(kiosk_tick(&kiosk, 2000 + TOUCH_HELD_MS), CHANGE_CUT);
	assert_int_equal(kiosk.view.pressed, -1);
	pointer(TOUCH_UP, r.x + 5, r.y + 5, 2100 + TOUCH_HELD_MS);
	assert_string_equal(kiosk.list.screen, "question");
	/* S24: untouched for 35 s, it asks; a finger from before does not answer. */
	kiosk_tick(&kiosk, 2000 + TOUCH_HELD_MS + IDLE_SENSITIVE_MS);
	assert_string_equal(kiosk.list.screen, "more-time");
}

/* S10: nothing at all is there, and the screen still shows help and says why. */
static void with_nothing_it_still_shows_help(void **state)
{
	(void)state;
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "/nonexistent/assets");
	snprintf(kiosk.settings.fonts, sizeof kiosk.settings.fonts, "/nonexistent/fonts");
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "/nonexistent/pack");
	kiosk.settings.packs.count = 1;
	begin(800, 480);
	SDL_Surface *surface = paint_surface(800, 480);
	assert_true(paint_list(&kiosk.painter, &kiosk.list, surface));
	SDL_FreeSurface(surface);
	kiosk_tell(&kiosk);
	assert_true(draw_says(&kiosk.list, "999"));
	assert_true(kiosk.health.builtin);
	assert_false(kiosk.health.fonts);
	assert_false(kiosk.health.pictures);
	assert_true(kiosk.health.faults > 0);
	assert_true(kiosk.health.first[0][0] != 0);
	tap("Touch to start", 1000);
	assert_true(tour_open(&kiosk, "lines", "", NULL));
	assert_true(draw_says(&kiosk.list, "0808 2000 247"));
	assert_true(tour_open(&kiosk, "staff", "", NULL));
}

static bool told(const char *file, const char *item, const char *words)
{
	for (int i = 0; i < kiosk.findings.count; i++) {
		const struct finding *finding = &kiosk.findings.list[i];
		if (finding->severity == SEVERITY_ERROR && strcmp(finding->fault.file, file) == 0 && finding->fault.line > 0 &&
		    strcmp(finding->fault.item, item) == 0 && strstr(finding->fault.says, words))
			return true;
	}
	return false;
}

/* S9: what the manager's tool refuses is not shown by a screen either, whoever put
 * it there; the packs below stay. */
static void what_check_refuses_is_not_shown(void **state)
{
	(void)state;
	static const struct {
		const char *pack, *file, *item, *says;
	} rows[] = {
	    {"verdict-abuser", "text/en.json", "talking-point.body", "never judges"},            /* S8 */
	    {"link-http", "pack.json", "talking-point", "must begin with https://"},             /* S28 */
	    {"link-tracking-utm", "pack.json", "talking-point", "tracking"},                     /* S28 */
	    {"trace-will-not-show", "text/en.json", "talking-point.body", "nobody can promise"}, /* S31 */
	    {"retired-ask-for-ani", "text/en.json", "talking-point.body", "4 November 2024"},    /* S36 */
	};
	char file[FAULT_FILE_MAX];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct settings settings = kiosk.settings;
		kiosk_close(&kiosk);
		memset(&kiosk, 0, sizeof kiosk);
		kiosk.settings = settings;
		snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "tests/packs/bad/%s", rows[i].pack);
		snprintf(kiosk.settings.packs.folder[1], FAULT_FILE_MAX, "tests/packs/base"); /* in any order */
		begin(800, 480);
		snprintf(file, sizeof file, "tests/packs/bad/%s/%s", rows[i].pack, rows[i].file);
		assert_true(told(file, rows[i].item, rows[i].says));
		assert_int_equal(kiosk.packs_in, 1);
		assert_int_equal(kiosk.findings.errors, 1);
		assert_int_equal(kiosk.health.faults, 1);
		assert_non_null(strstr(kiosk.health.first[0], rows[i].says));
		assert_false(kiosk.health.builtin);
		assert_int_equal(hub_offer(&kiosk.hub, "talking-point"), -1);
		assert_true(hub_offer(&kiosk.hub, "course") >= 0);
		assert_int_equal(kiosk.told, kiosk.findings.count);
	}
}

/* The errors are in the pack at the bottom, so nothing is left of the packs; the
 * nation of the hub is (S35), and each error is told once. */
static void a_bad_bottom_leaves_the_lines_of_the_program(void **state)
{
	(void)state;
	char folder[] = "/tmp/signpost-test-XXXXXX", command[512];

	assert_non_null(mkdtemp(folder));
	snprintf(command, sizeof command,
		 "cp -r config/packs/uk-base config/packs/example-hub %s && sed -i 's/0800 999 5428/0900 999 5428/' %s/uk-base/pack.json && "
		 "sed -i 's/\"nation\": \"england\"/\"nation\": \"wales\"/' %s/example-hub/pack.json",
		 folder, folder, folder);
	assert_int_equal(system(command), 0);
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "%s/example-hub", folder);
	kiosk.settings.packs.count = 1; /* the pack below is found beside it */
	begin(800, 480);
	assert_int_equal(kiosk.packs_in, 0);
	assert_int_equal(kiosk.hub.nation, NATION_WALES);
	assert_int_equal(kiosk.findings.errors, 1);
	assert_true(kiosk.health.builtin);
	assert_int_equal(kiosk.health.faults, 1);
	assert_non_null(strstr(kiosk.health.first[0], "uk-base/pack.json:"));
	assert_true(tour_open(&kiosk, "lines", "", NULL));
	assert_true(draw_says(&kiosk.list, "0808 80 10 800"));
	snprintf(command, sizeof command, "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

/* A line that is overdue or in doubt is no fault of the screen. */
static void warnings_and_days_take_nothing_away(void **state)
{
	(void)state;
	static const char *const days[] = {"1970-01-01", "2024-09-01", "2025-08-01", "2090-01-01"};
	static const char *const packs[] = {"example-hub", "hampshire", "northumberland"};

	for (int i = 0; i < 12; i += in_short(1, 3)) {
		assert_true(moment_parse(days[i % 4], &noon));
		kiosk_close(&kiosk);
		memset(&kiosk, 0, sizeof kiosk);
		settings_defaults(&kiosk.settings);
		snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
		snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "config/packs/%s", packs[i / 4]);
		kiosk.settings.packs.count = 1; /* the pack below is found beside it */
		kiosk.rehearsal = i % 2 == 1;
		begin(800, 480);
		assert_int_equal(kiosk.packs_in, 2);
		assert_int_equal(kiosk.findings.errors, 0);
		assert_int_equal(kiosk.health.faults, 0);
		for (int j = 0; j < kiosk.findings.count; j++)
			assert_true(strstr(kiosk.findings.list[j].fault.says, "clock") ||
				    strstr(kiosk.findings.list[j].fault.says, "preview")); /* nothing of the check */
	}
}

static void a_wrong_clock_empties_nothing(void **state)
{
	(void)state;
	static const char *const times[] = {"1970-01-01", "2090-01-01"};

	for (int i = 0; i < 2; i++) {
		moment now;
		assert_true(moment_parse(times[i], &now));
		if (i == 0)
			begin(1920, 1080);
		kiosk_set_wall(&kiosk, now);
		assert_true(tour_open(&kiosk, "lines", "", NULL));
		assert_true(kiosk.view.clock_wrong);
		assert_true(draw_says(&kiosk.list, "0808 2000 247"));
		assert_true(tour_open(&kiosk, "week", "", NULL));
		assert_true(kiosk.list.object_count > 5);
	}
}

struct count {
	int stops, full, without_help;
};

static bool look(void *context, const char *name)
{
	struct count *count = context;

	count->stops++;
	count->full += kiosk.list.full;
	if (!draw_says(&kiosk.list, "999") && !draw_says(&kiosk.list, "0808 2000 247") && strcmp(kiosk.list.screen, "children") != 0)
		print_message("no help line on %s\n", name), count->without_help++;
	return true;
}

/* Every screen of every form fits its list; help is on each. */
static void the_tour_shows_everything(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {800, 480}};

	for (int i = 0; i < 3; i++) {
		struct count count = {0, 0, 0};
		const struct tour tour = {look, &count};
		if (i == 0)
			begin(sizes[i][0], sizes[i][1]);
		else
			kiosk_panel(&kiosk, sizes[i][0], sizes[i][1]);
		assert_true(tour_all(&kiosk, in_short(1, 0), &tour));
		assert_true(count.stops > in_short(60, 30));
		assert_int_equal(count.full, 0);
		assert_int_equal(count.without_help, 0);
		assert_string_equal(kiosk.list.screen, "attract");
	}
}

static void wrong_jumps_change_nothing(void **state)
{
	(void)state;
	struct fault fault;

	begin(1920, 1080);
	assert_false(tour_open(&kiosk, "nowhere", "", &fault));
	assert_string_equal(fault.says, "there is no screen \"nowhere\"");
	assert_false(tour_open(&kiosk, "question", "13", &fault));
	assert_false(tour_open(&kiosk, "question", "0", &fault));
	assert_false(tour_open(&kiosk, "code", "no-such-offer", &fault));
	assert_false(tour_open(&kiosk, "code", "card-9", &fault));
	assert_false(tour_open(&kiosk, "result", "happy", &fault));
	assert_string_equal(kiosk.list.screen, "attract");
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    WITH(a_touch_goes_one_way),
	    WITH(clear_wipes_the_list),
	    WITH(time_lets_go_of_a_finger),
	    WITH(with_nothing_it_still_shows_help),
	    WITH(a_wrong_clock_empties_nothing),
	    WITH(the_tour_shows_everything),
	    WITH(wrong_jumps_change_nothing),
	    WITH(what_check_refuses_is_not_shown),
	    WITH(a_bad_bottom_leaves_the_lines_of_the_program),
	    WITH(warnings_and_days_take_nothing_away),
	    WITH(a_time_out_wipes_the_finger),
	    WITH(a_knock_wipes_the_list),
	    WITH(clear_beside_a_palm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
