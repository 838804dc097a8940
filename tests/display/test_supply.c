/*
 * Content that travels, on the kiosk: what a swap leaves, and who may be shown what (S37).
 * tests/flow/content.py does it with the whole program.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "core/sign_off.h"
#include "display/kiosk.h"
#include "display/tour.h"
#include "../tools/room.h"

static struct kiosk kiosk;
static char top[64];
static moment noon;

static void shell(const char *format, const char *word)
{
	char command[1024];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(command, sizeof command, format, top, word);
#pragma GCC diagnostic pop
	assert_int_equal(system(command), 0);
}

static int set_up(void **state)
{
	(void)state;
	memset(&kiosk, 0, sizeof kiosk);
	snprintf(top, sizeof top, "/tmp/signpost-test-XXXXXX");
	if (!mkdtemp(top) || !moment_parse("2026-11-23T12:00", &noon))
		return -1;
	shell("cp -r config/packs/* %s && mkdir %1$s/state", "");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	kiosk_close(&kiosk);
	shell("rm -r %s", "");
	return 0;
}

/* A set of what stands in the packs now becomes the current one. */
static void publish(int release)
{
	char number[16];

	snprintf(number, sizeof number, "%d", release);
	shell("cd %s && PYTHONDONTWRITEBYTECODE=1 python3 \"$OLDPWD/tests/tools/store.py\" store %s uk-base example-hub > name", number);
}

static void edit(const char *sed)
{
	shell("cd %s && sed -i '%s' example-hub/pack.json example-hub/text/en.json", sed);
}

static void rename_hub(const char *name)
{
	char sed[256];

	snprintf(sed, sizeof sed, "s/\"hub.name\": [^,]*/\"hub.name\": \"%s\"/", name);
	edit(sed);
}

static void no_line_at_night(void)
{
	shell("cd %s && sed -i 's/\"hours\": \"always\"/\"hours\": [{\"days\": \"mon-fri\", \"open\": \"09:00\", \"close\": \"17:00\"}]/' "
	      "uk-base/pack.json",
	      "");
}

/* With the store, and without packs of its own. */
static void open_kiosk(bool live)
{
	struct fault fault;

	kiosk_close(&kiosk);
	memset(&kiosk, 0, sizeof kiosk);
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	snprintf(kiosk.settings.content, FAULT_FILE_MAX, "%s/store", top);
	snprintf(kiosk.settings.content_state, FAULT_FILE_MAX, "%s/state", top);
	kiosk.live = live;
	kiosk.lasting = true;
	assert_true(kiosk_open(&kiosk, &fault));
	kiosk_set_wall(&kiosk, noon);
	kiosk_panel(&kiosk, 800, 480);
	kiosk_prove(&kiosk);
}

/* Time passes as in the window: whatever is due happens when it is. */
static enum change pass(int64_t ms)
{
	int64_t until = kiosk.now_ms + ms;
	enum change last = CHANGE_NONE;

	while (kiosk.now_ms < until) {
		int64_t due = kiosk_due(&kiosk);
		due = due <= kiosk.now_ms ? kiosk.now_ms + 1 : due;
		enum change change = kiosk_tick(&kiosk, due < until ? due : until);
		last = change == CHANGE_NONE ? last : change;
	}
	return last;
}

static void tap(int x, int y)
{
	struct touch_event event = {TOUCH_DOWN, 1, x, y, kiosk.now_ms};

	kiosk_touch(&kiosk, &event);
	event.kind = TOUCH_UP;
	kiosk_touch(&kiosk, &event);
}

static int told(const char *words)
{
	int found = 0;

	for (int i = 0; i < kiosk.findings.count; i++)
		found += strstr(kiosk.findings.list[i].fault.says, words) != NULL;
	return found;
}

static const char *hub_name(void)
{
	return hub_text(&kiosk.hub, 0, "hub.name");
}

static void a_swap_leaves_the_screen_as_at_a_start(void **state)
{
	(void)state;
	publish(1);
	open_kiosk(false);
	assert_int_equal(kiosk.health.release, 1);
	rename_hub("Another Hub");
	publish(2);
	assert_string_equal(hub_name(), "Riverside Family Hub");
	assert_int_not_equal(pass(60 * 1000), CHANGE_NONE);
	assert_string_equal(hub_name(), "Another Hub");
	assert_int_equal(kiosk.supply.shown.release, 2);
	assert_int_equal(kiosk.health.release, 2);
	assert_memory_equal(kiosk.health.set, kiosk.supply.shown.set, 12);
	assert_int_equal(kiosk.packs_in, 2);
	assert_int_equal(kiosk.alive, 0);
	assert_true(kiosk.forgot);
	assert_int_equal(kiosk.session.screen, SCREEN_ATTRACT);
	assert_true(kiosk.list.w == 800 && kiosk.list.h == 480 && kiosk.list.object_count > 0);
	assert_true(kiosk.codes.count > 0 && kiosk.rehearse.count > 0);
	assert_int_equal(kiosk.health.faults, 0);
	for (int i = 0; i < 30; i++) /* nothing new: nothing is done */
		assert_true(pass(10 * 1000) == CHANGE_NONE || strcmp(hub_name(), "Another Hub") == 0);
}

/* S20, S26: a visit sees one hub, from its first touch until the attract loop is back. */
static void no_swap_in_a_visit(void **state)
{
	(void)state;
	publish(1);
	open_kiosk(false);
	pass(1000);
	tap(400, 200);
	rename_hub("Another Hub");
	publish(2);
	assert_true(session_is_visit(&kiosk.session));
	while (session_is_visit(&kiosk.session) || kiosk.session.screen != SCREEN_ATTRACT) {
		assert_string_equal(hub_name(), "Riverside Family Hub");
		assert_true(kiosk.now_ms < 20 * 60 * 1000);
		pass(1000);
	}
	assert_string_equal(hub_name(), "Riverside Family Hub");
	pass(60 * 1000);
	assert_string_equal(hub_name(), "Another Hub");
}

/* Both halves of a tap waited in the queue while the hub was proved. */
static void a_touch_that_waited_counts(void **state)
{
	(void)state;
	publish(1);
	open_kiosk(false);
	rename_hub("Another Hub");
	publish(2);
	while (strcmp(hub_name(), "Another Hub") != 0) {
		assert_true(kiosk.now_ms < 5 * 60 * 1000);
		pass(10);
	}
	tap(400, 200);
	assert_int_equal(kiosk.session.screen, SCREEN_HOME);
	assert_true(session_is_visit(&kiosk.session));
}

static void what_was_wrong_goes_with_its_content(void **state)
{
	(void)state;
	publish(1);
	open_kiosk(false);
	edit("s/\"layer\": \"hub\"/\"layer\": \"hub\", \"colour\": \"blue\"/");
	publish(2);
	pass(60 * 1000);
	assert_int_equal(kiosk.health.release, 1);
	assert_int_equal(told("is not shown, for 1 error"), 1);
	assert_int_equal(kiosk.health.faults, 1);
	assert_non_null(strstr(kiosk.health.first[0], "release 2"));
	for (int release = 3; release < 6; release++) { /* again and again: the list of faults does not grow */
		publish(release);
		pass(60 * 1000);
	}
	assert_int_equal(kiosk.findings.count, 1);
	assert_non_null(strstr(kiosk.health.first[0], "release 5"));
	assert_int_equal(kiosk.supply.state.failed.count, 4);
	edit("s/, \"colour\": \"blue\"//");
	rename_hub("Mended Hub");
	publish(6);
	pass(60 * 1000);
	assert_string_equal(hub_name(), "Mended Hub");
	assert_int_equal(kiosk.findings.count, 0);
	assert_int_equal(kiosk.health.faults, 0);
}

/* S9: the checker and the proof stand before a swap as before a start. */
static void s9_what_is_not_approved_is_not_shown(void **state)
{
	(void)state;
	publish(1);
	open_kiosk(false);
	no_line_at_night();
	publish(2);
	pass(60 * 1000);
	assert_int_equal(kiosk.health.release, 1);
	assert_int_equal(told("release 2"), 1);
	assert_int_equal(kiosk.supply.state.failed.count, 1);
	assert_string_equal(kiosk.supply.state.set, kiosk.supply.shown.set);
	open_kiosk(false);
	assert_int_equal(kiosk.health.release, 1);
}

/* signpost-sync repairs a damaged set where it stands: the pointer does not change. */
static void a_repaired_set_comes_back(void **state)
{
	(void)state;
	static const char *const swap = "cd %s/store/sets/$(cat %1$s/name) && mv channel.json aside && cp %s channel.json && mv aside ../../aside";

	publish(1);
	rename_hub("Another Hub");
	publish(2);
	shell(swap, "/dev/null");
	open_kiosk(false);
	assert_int_equal(kiosk.health.release, 1);
	assert_int_equal(told("length"), 1);
	pass(2 * SUPPLY_AGAIN_MS);
	assert_int_equal(kiosk.health.release, 1);
	assert_int_equal(kiosk.findings.count, 1); /* it was looked at again, and told once */
	assert_int_equal(kiosk.told, 1);
	shell("cd %s/store && mv aside sets/$(cat %1$s/name)/channel.json", "");
	pass(SUPPLY_AGAIN_MS / 2);
	assert_int_equal(kiosk.health.release, 1);
	pass(SUPPLY_AGAIN_MS);
	assert_int_equal(kiosk.health.release, 2);
	assert_string_equal(hub_name(), "Another Hub");
	assert_int_equal(kiosk.findings.count, 0);
}

/* However much memory is missing, wherever it ends: the set waits, and nothing is kept against it. */
static void a_set_that_memory_was_out_for_is_tried_again(void **state)
{
	(void)state;
	int tries = 0;

	if (room_cannot())
		skip();
	publish(1);
	open_kiosk(false);
	pass(60 * 1000);
	rename_hub("Another Hub");
	publish(2);
	for (size_t room = 1 << 20; kiosk.supply.shown.release == 1; room += 2 << 20, tries++) {
		assert_true(room < (size_t)1 << 30);
		kiosk.now_ms += SUPPLY_AGAIN_MS; /* a file that could not be hashed counts as damaged */
		room_leave(room);
		supply_step(&kiosk);
		room_leave(0);
		assert_int_equal(kiosk.supply.state.failed.count, 0);
		assert_int_equal(kiosk.findings.count, kiosk.supply.shown.release == 1 ? 1 : 0);
	}
	assert_true(tries > 10);
	assert_string_equal(hub_name(), "Another Hub");
}

/* As before, and nothing but time passes until it is looked at again. */
static void it_is_tried_again_soon(void **state)
{
	(void)state;
	if (room_cannot())
		skip();
	publish(1);
	open_kiosk(false);
	pass(60 * 1000);
	rename_hub("Another Hub");
	publish(2);
	kiosk.now_ms += SUPPLY_LOOK_MS;
	room_leave(12 << 20); /* enough to hash the files, too little to load them */
	supply_step(&kiosk);
	room_leave(0);
	assert_int_equal(told("could not be looked at and is tried again soon"), 1);
	assert_int_equal(kiosk.health.release, 1);
	pass(SUPPLY_SOON_MS + SUPPLY_LOOK_MS + 60 * 1000);
	assert_string_equal(hub_name(), "Another Hub");
	assert_int_equal(kiosk.findings.count, 0);
}

/* At a start: the set before it, or the packs of the settings, until then. */
static void a_start_without_memory_shows_less_and_comes_back(void **state)
{
	(void)state;
	struct findings *none = calloc(1, sizeof *none);

	publish(1);
	rename_hub("Another Hub");
	publish(2);
	open_kiosk(false);
	assert_int_equal(kiosk.health.release, 2);
	supply_refuse(&kiosk, none); /* as stock_holds does when nothing could be found out */
	kiosk.supply.shown = (struct content){.release = 0};
	assert_true(supply_take(&kiosk));
	assert_int_equal(kiosk.supply.shown.release, 1);
	assert_int_equal(kiosk.supply.state.failed.count, 0);
	pass(SUPPLY_SOON_MS + 120 * 1000);
	assert_int_equal(kiosk.supply.shown.release, 2);
	free(none);
}

/* How high the panel hangs is looked at again for the buttons of the new hub. */
static void reach_is_told_once(void **state)
{
	(void)state;
	publish(1);
	open_kiosk(false);
	kiosk.settings.floor_mm = 1500;
	kiosk_panel(&kiosk, 800, 480);
	assert_int_equal(told("from a wheelchair"), 1);
	assert_true(kiosk.session.lowered);
	rename_hub("Another Hub");
	publish(2);
	pass(60 * 1000);
	assert_string_equal(hub_name(), "Another Hub");
	assert_int_equal(told("from a wheelchair"), 1);
	assert_true(kiosk.session.lowered);
}

/* S35: no packs of the settings to fall back on, so the lines are those of the set's nation. */
static void s35_the_nation_stays(void **state)
{
	(void)state;
	edit("s/\"nation\": \"england\"/\"nation\": \"scotland\"/");
	no_line_at_night();
	publish(1);
	open_kiosk(false);
	assert_int_equal(kiosk.packs_in, 0);
	assert_int_equal(kiosk.hub.nation, NATION_SCOTLAND);
	assert_string_equal(kiosk.supply.shown.set, "");
	assert_true(kiosk.health.builtin);
	assert_int_equal(kiosk.health.release, 0);
	assert_int_equal(kiosk.supply.state.failed.count, 1);
}

/* ---- S37 ---- */

static void make_real(void)
{
	shell("cd %s/example-hub && find text review -not -name en.json -name '*.json' -delete && sed -i 's/, \"example\": true//; "
	      "s/\"languages\": [^]]*/\"languages\": [\"en\"/' pack.json",
	      "");
}

static void sign(void)
{
	struct sign_off *record = calloc(1, sizeof *record);
	struct findings *findings = calloc(1, sizeof *findings);
	struct pack_set set = {.count = 1};
	struct arena arena;
	struct hub hub;
	struct fault fault;

	assert_true(record && findings);
	snprintf(set.folder[0], FAULT_FILE_MAX, "%s/example-hub", top);
	assert_true(arena_init(&arena, HUB_ARENA_MAX, &fault));
	assert_true(pack_set_complete(&set, findings) && load_hub(&set, &arena, &hub, findings));
	assert_true(sign_items_of(&hub, &record->items));
	record->day = day_of(2026, 11, 1);
	assert_true(person_parse("Ann Example, domestic abuse lead", &record->lead, &fault));
	assert_true(person_parse("Bo Example, manager", &record->second, &fault));
	assert_true(sign_off_write(set.folder[set.count - 1], record, &fault));
	arena_release(&arena);
	free(findings);
	free(record);
}

static void s37_families_see_no_unsigned_content(void **state)
{
	(void)state;
	make_real();
	publish(1);
	open_kiosk(true);
	assert_int_equal(kiosk.packs_in, 0);
	assert_int_equal(told("nobody has signed these safety items"), 1);
	sign();
	publish(2);
	pass(60 * 1000);
	assert_int_equal(kiosk.packs_in, 2);
	assert_int_equal(kiosk.health.release, 2);
	assert_false(kiosk.health.builtin || kiosk.health.preview || kiosk.health.unsigned_packs);
	assert_int_equal(kiosk.health.faults, 0);
	shell("cd %s && sed -i '0,/0808 2000 247/s//0808 2000 248/' uk-base/pack.json", "");
	publish(3);
	pass(60 * 1000);
	assert_int_equal(kiosk.health.release, 2);
	assert_int_equal(told("changed after the sign-off"), 1);
	assert_int_equal(kiosk.supply.state.failed.count, 2);
}

static void s37_a_preview_says_so(void **state)
{
	(void)state;
	make_real();
	publish(1);
	open_kiosk(false);
	assert_int_equal(kiosk.packs_in, 2);
	assert_true(kiosk.health.preview);
	rename_hub("Another Hub");
	publish(2);
	pass(60 * 1000);
	assert_string_equal(hub_name(), "Another Hub");
	assert_true(kiosk.health.preview);
	assert_int_equal(told("this is a preview"), 1);
	sign();
	publish(3);
	pass(60 * 1000);
	assert_int_equal(kiosk.health.release, 3);
	assert_false(kiosk.health.preview);
	assert_int_equal(told("this is a preview"), 0);
}

/* ---- trials ---- */

static void a_set_is_good_after_ten_minutes_but_not_in_a_visit(void **state)
{
	(void)state;
	publish(1);
	open_kiosk(false);
	assert_int_equal(kiosk.supply.state.starts, 1);
	pass(SUPPLY_GOOD_MS - 60 * 1000);
	assert_false(kiosk.supply.state.good);
	tap(400, 200);
	assert_true(session_is_visit(&kiosk.session));
	kiosk_tick(&kiosk, kiosk.now_ms + 5000);
	kiosk.supply.since_ms -= 60 * 1000; /* the ten minutes are over while somebody is there */
	kiosk_tick(&kiosk, kiosk.now_ms + 5000);
	assert_true(session_is_visit(&kiosk.session));
	assert_false(kiosk.supply.state.good);
	pass(5 * 60 * 1000);
	assert_true(kiosk.supply.state.good);
	assert_int_equal(kiosk.supply.state.starts, 0);
}

/* A run that only makes pictures says nothing about content, and writes nothing. */
static void a_run_that_does_not_last_writes_nothing(void **state)
{
	(void)state;
	char path[FAULT_FILE_MAX];
	struct fault fault;

	publish(1);
	memset(&kiosk, 0, sizeof kiosk);
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.content, FAULT_FILE_MAX, "%s/store", top);
	snprintf(kiosk.settings.content_state, FAULT_FILE_MAX, "%s/state", top);
	assert_true(kiosk_open(&kiosk, &fault));
	assert_int_equal(kiosk.supply.shown.release, 1);
	kiosk_close(&kiosk);
	memset(&kiosk, 0, sizeof kiosk);
	snprintf(path, sizeof path, "%s/state/content.json", top);
	assert_int_not_equal(access(path, F_OK), 0);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_swap_leaves_the_screen_as_at_a_start),
	    T(no_swap_in_a_visit),
	    T(a_touch_that_waited_counts),
	    T(what_was_wrong_goes_with_its_content),
	    T(s9_what_is_not_approved_is_not_shown),
	    T(a_repaired_set_comes_back),
	    T(a_set_that_memory_was_out_for_is_tried_again),
	    T(it_is_tried_again_soon),
	    T(a_start_without_memory_shows_less_and_comes_back),
	    T(reach_is_told_once),
	    T(s35_the_nation_stays),
	    T(s37_families_see_no_unsigned_content),
	    T(s37_a_preview_says_so),
	    T(a_set_is_good_after_ten_minutes_but_not_in_a_visit),
	    T(a_run_that_does_not_last_writes_nothing),
	};

	return cmocka_run_group_tests_name("display/supply", tests, NULL, NULL);
}
