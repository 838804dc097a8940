/*
 * S37 on the kiosk: before families only what two people have signed. What is not
 * signed goes, down to a set below it that is, at last to the lines in the program;
 * in pictures, scripts and rehearsals it is shown and called a preview.
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

static struct kiosk kiosk;
static char top[64];
static moment noon;

/* Copies of the packs: the council's, and the example hub laid over it as a real one, in
 * English alone: the other languages are drafts. */
static int set_up(void **state)
{
	char command[1024];
	(void)state;
	memset(&kiosk, 0, sizeof kiosk);
	snprintf(top, sizeof top, "/tmp/signpost-test-XXXXXX");
	if (!mkdtemp(top) || !moment_parse("2026-11-02T12:00", &noon))
		return -1;
	snprintf(command, sizeof command,
		 "cp -r config/packs/* %s && cd %s/example-hub && find text review -not -name en.json -name '*.json' -delete && sed -i "
		 "'s/, \"example\": true//; s/\"languages\": [^]]*/\"languages\": [\"en\"/; s/\"needs\": .*/\"needs\": [\"uk-base\", "
		 "\"northumberland\"],/' pack.json",
		 top, top);
	return system(command);
}

static int tear_down(void **state)
{
	char command[128];
	(void)state;
	kiosk_close(&kiosk);
	snprintf(command, sizeof command, "rm -r %s", top);
	return system(command);
}

static void open_kiosk(bool live, const char *pack)
{
	struct fault fault;

	kiosk_close(&kiosk);
	memset(&kiosk, 0, sizeof kiosk);
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "%s/%s", top, pack);
	kiosk.settings.packs.count = 1; /* those below are found beside it */
	kiosk.live = live;
	assert_true(kiosk_open(&kiosk, &fault));
	kiosk_set_wall(&kiosk, noon);
	kiosk_panel(&kiosk, 1920, 1080);
}

static void sign(const char *pack)
{
	struct sign_off *record = calloc(1, sizeof *record);
	struct findings *findings = calloc(1, sizeof *findings);
	struct pack_set set = {.count = 1};
	struct arena arena;
	struct hub hub;
	struct fault fault;

	assert_non_null(record);
	assert_non_null(findings);
	snprintf(set.folder[0], FAULT_FILE_MAX, "%s/%s", top, pack);
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

static int count(const char *words)
{
	int found = 0;
	for (int i = 0; i < kiosk.findings.count; i++)
		found += strstr(kiosk.findings.list[i].fault.says, words) != NULL;
	return found;
}

/* What families see: the help lines of the program, with the nation's own first. */
static void only_the_lines_of_the_program(void)
{
	assert_int_equal(kiosk.packs_in, 0);
	assert_true(kiosk.health.builtin);
	assert_true(kiosk.health.unsigned_packs);
	assert_int_equal(kiosk.health.faults, 1);
	assert_true(tour_open(&kiosk, "lines", "", NULL));
	assert_true(draw_says(&kiosk.list, "0808 2000 247"));
	assert_true(tour_open(&kiosk, "staff", "", NULL));
	assert_true(draw_says(&kiosk.list, "Not signed off"));
	assert_true(draw_says(&kiosk.list, "nobody has signed these safety items"));
}

static void S37_what_nobody_signed_does_not_go_live(void **state)
{
	(void)state;
	open_kiosk(true, "hampshire");
	assert_int_equal(count("nobody has signed these safety items"), 1);
	assert_non_null(strstr(kiosk.findings.list[0].fault.file, "hampshire/sign-off.json"));
	only_the_lines_of_the_program();
}

static void S37_what_two_people_signed_goes_live(void **state)
{
	(void)state;
	sign("hampshire");
	open_kiosk(true, "hampshire");
	assert_int_equal(kiosk.packs_in, 2);
	assert_int_equal(kiosk.findings.count, 0);
	assert_false(kiosk.health.builtin || kiosk.health.preview || kiosk.health.unsigned_packs);
	assert_true(tour_open(&kiosk, "staff", "", NULL));
	assert_true(draw_says(&kiosk.list, "As published"));
}

/* A number changed on the disk of the kiosk after it was signed. */
static void S37_what_changed_after_it_was_signed_does_not_go_live(void **state)
{
	char command[256];
	(void)state;
	sign("hampshire");
	snprintf(command, sizeof command, "sed -i 's/0808 801 0327/0808 801 0328/' %s/uk-base/pack.json", top);
	assert_int_equal(system(command), 0);
	open_kiosk(true, "hampshire");
	assert_int_equal(kiosk.packs_in, 0);
	assert_int_equal(count("changed after the sign-off of 2026-11-01: line mens-advice-line;"), 1);
	assert_true(tour_open(&kiosk, "lines", "", NULL));
	assert_false(draw_says(&kiosk.list, "0808 801 0328"));
}

/* The council's packs were signed before a hub was laid over them: they stay. */
static void S37_a_signed_set_below_an_unsigned_pack_stays(void **state)
{
	(void)state;
	sign("northumberland");
	open_kiosk(true, "example-hub");
	assert_int_equal(kiosk.packs_in, 2);
	assert_true(hub_offer(&kiosk.hub, "nland-getting-on-better") >= 0);
	assert_int_equal(hub_offer(&kiosk.hub, "riverside-parents-circle"), -1);
	assert_int_equal(count("nobody has signed these safety items"), 1);
	sign("example-hub");
	open_kiosk(true, "example-hub");
	assert_int_equal(kiosk.packs_in, 3);
	assert_int_equal(kiosk.findings.count, 0);
}

/* S37, S10: the top is refused by the proof or the checker, and nothing below is signed. */
static void S37_a_fall_never_lands_on_what_nobody_signed(void **state)
{
	char command[256];
	(void)state;
	snprintf(command, sizeof command, "sed -i 's/Tea and a chat about family life/You are safe here/' %s/example-hub/text/en.json", top);
	assert_int_equal(system(command), 0);
	sign("example-hub");
	open_kiosk(true, "example-hub");
	assert_int_equal(kiosk.packs_in, 3); /* signed as it stands */
	assert_false(kiosk_prove(&kiosk));
	assert_int_equal(kiosk.packs_in, 0);
	assert_true(count("never judges, labels or reassures") > 0);
	sign("northumberland");
	open_kiosk(true, "example-hub");
	assert_false(kiosk_prove(&kiosk));
	assert_int_equal(kiosk.packs_in, 2);
}

static void S37_anything_else_is_a_preview_and_says_so(void **state)
{
	(void)state;
	open_kiosk(false, "hampshire");
	assert_int_equal(kiosk.packs_in, 2);
	assert_int_equal(kiosk.findings.errors, 0);
	assert_int_equal(count("this is a preview"), 1);
	assert_true(tour_open(&kiosk, "staff", "", NULL));
	assert_true(draw_says(&kiosk.list, "A preview"));
	sign("hampshire");
	open_kiosk(false, "hampshire");
	assert_int_equal(kiosk.findings.count, 0);
}

static void S37_an_example_needs_no_sign_off_and_is_called_one(void **state)
{
	char command[256];
	(void)state;
	snprintf(command, sizeof command, "rm -r %s/example-hub && cp -r config/packs/example-hub %s", top, top);
	assert_int_equal(system(command), 0);
	open_kiosk(true, "example-hub");
	assert_int_equal(kiosk.packs_in, 2);
	assert_int_equal(kiosk.findings.count, 0);
	assert_true(tour_open(&kiosk, "staff", "", NULL));
	assert_true(draw_says(&kiosk.list, "An example"));
}

/* S35: nobody signs an example, but its numbers can be called. */
static void S37_an_example_has_the_real_help_lines(void **state)
{
	char command[512];
	(void)state;
	snprintf(command, sizeof command,
		 "rm -r %s/example-hub && cp -r config/packs/example-hub %s && sed -i 's/0808 2000 247/01632 960001/' %s/uk-base/pack.json", top, top,
		 top);
	assert_int_equal(system(command), 0);
	open_kiosk(true, "example-hub");
	assert_int_equal(kiosk.packs_in, 0);
	assert_true(count("an example has the real help lines, and 0808 2000 247 is not among them") > 0);
	assert_true(draw_says(&kiosk.list, "0808 2000 247"));
	assert_false(draw_says(&kiosk.list, "01632 960001"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(S37_what_nobody_signed_does_not_go_live, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_what_two_people_signed_goes_live, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_what_changed_after_it_was_signed_does_not_go_live, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_a_signed_set_below_an_unsigned_pack_stays, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_an_example_has_the_real_help_lines, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_a_fall_never_lands_on_what_nobody_signed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_anything_else_is_a_preview_and_says_so, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_an_example_needs_no_sign_off_and_is_called_one, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
