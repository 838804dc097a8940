/*
 * S37: two people sign the safety items of a hub. What they sign is named, any
 * change to it makes the sign-off void and says which item changed, and a change
 * to anything else does not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "admin/admin.h"
#include "base/file.h"
#include "core/sign_off.h"

#define LEAD "--lead", "Ann Example, domestic abuse lead"
#define SECOND "--second", "Bo Example, hub manager"

enum { COPY_MAX = 1 << 20 };

static char top[64], hub[96], base[96];

static int shell(const char *command)
{
	char line[512];
	snprintf(line, sizeof line, "%s", command);
	return system(line);
}

/* A fresh copy of the example hub that is no example, on the shipped base; in English
 * alone: the other languages are drafts. */
static int set_up(void **state)
{
	char command[512];
	(void)state;
	snprintf(top, sizeof top, "/tmp/signpost-test-XXXXXX");
	if (!mkdtemp(top))
		return -1;
	snprintf(hub, sizeof hub, "%s/example-hub", top);
	snprintf(base, sizeof base, "%s/uk-base", top);
	snprintf(command, sizeof command,
		 "cp -r config/packs/uk-base config/packs/example-hub %s && cd %s && sed -i 's/, \"example\": true//; "
		 "s/\"languages\": [^]]*/\"languages\": [\"en\"/' pack.json && find text review -not -name en.json -name '*.json' -delete",
		 top, hub);
	return shell(command);
}

static int tear_down(void **state)
{
	char command[128];
	(void)state;
	snprintf(command, sizeof command, "rm -r %s", top);
	return shell(command);
}

struct said {
	int code;
	char out[COPY_MAX], err[4096];
};
static struct said said;

static int run(const char *const *words)
{
	char *argv[20] = {(char *)(uintptr_t) "signpost-admin"};
	int argc = 1;
	moment now = 0;

	for (; words[argc - 1]; argc++)
		argv[argc] = (char *)(uintptr_t)words[argc - 1];
	assert_true(moment_parse("2026-11-22T12:00", &now));
	memset(&said, 0, sizeof said);
	FILE *out = fmemopen(said.out, sizeof said.out, "w"), *err = fmemopen(said.err, sizeof said.err, "w");
	assert_non_null(out);
	assert_non_null(err);
	said.code = admin_run(argc, argv, out, err, now);
	fclose(out);
	fclose(err);
	return said.code;
}
#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

static void out_says(const char *words)
{
	if (!strstr(said.out, words))
		print_message("no \"%s\" in:\n%s\n%s\n", words, said.out, said.err);
	assert_non_null(strstr(said.out, words));
}

/* Through the command, which proves the packs first. */
static void sign(void)
{
	assert_int_equal(RUN("sign-off", hub, LEAD, SECOND), ADMIN_FINE);
}

/* The record alone, without the seconds of a proof. */
static void sign_quickly(void)
{
	struct sign_off *record = calloc(1, sizeof *record);
	struct findings *findings = calloc(1, sizeof *findings);
	struct pack_set set = {.count = 1};
	struct arena arena;
	struct hub merged;
	struct fault fault;

	assert_non_null(record);
	assert_non_null(findings);
	snprintf(set.folder[0], FAULT_FILE_MAX, "%s", hub);
	assert_true(arena_init(&arena, HUB_ARENA_MAX, &fault));
	assert_true(pack_set_complete(&set, findings) && load_hub(&set, &arena, &merged, findings));
	assert_true(sign_items_of(&merged, &record->items));
	record->day = day_of(2026, 11, 22);
	assert_true(person_parse("Ann Example, domestic abuse lead", &record->lead, &fault));
	assert_true(person_parse("Bo Example, hub manager", &record->second, &fault));
	assert_true(sign_off_write(hub, record, &fault));
	arena_release(&arena);
	free(findings);
	free(record);
}

/* Replaces the first `from` in a file of a pack, or fails. */
static void change(const char *folder, const char *file, const char *from, const char *to)
{
	static char path[256], changed[COPY_MAX];
	char *text = NULL;
	size_t length = 0;

	snprintf(path, sizeof path, "%s/%s", folder, file);
	assert_true(file_read(path, COPY_MAX / 2, &text, &length, NULL));
	char *at = strstr(text, from);
	if (!at)
		print_message("no %s in %s\n", from, path);
	assert_non_null(at);
	int used = snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	assert_true(file_replace(path, changed, (size_t)used, NULL));
	free(text);
}

/* Nothing signed: a warning, an error with --strict. Signed: silence. */
static void S37_a_set_says_that_nobody_has_signed_it(void **state)
{
	(void)state;
	assert_int_equal(RUN("check", hub), ADMIN_FINE);
	out_says("warning S37 ");
	out_says("example-hub/sign-off.json: nobody has signed these safety items");
	assert_int_equal(RUN("check", "--strict", hub), ADMIN_FINDINGS);
	sign();
	out_says("Not signed before.");
	out_says("Signed by Ann Example, domestic abuse lead, and Bo Example, hub manager");
	RUN("check", hub);
	assert_null(strstr(said.out, "S37"));
	assert_int_equal(RUN("sign-off", "--show", hub), ADMIN_FINE);
	out_says("Nothing has changed since then.");
}

static void S37_what_is_signed_is_told_in_plain_words(void **state)
{
	(void)state;
	assert_int_equal(RUN("sign-off", "--show", hub), ADMIN_FINE);
	out_says("Nation: england. Languages: en\n");
	out_says("National Domestic Abuse Helpline (national-domestic-abuse-helpline)\n    phone 0808 2000 247;");
	out_says("day and night; england");
	out_says("Mon Tue Wed Thu Fri 10:00-17:00; all nations");
	out_says("Getting on Better (riverside-getting-on-better). "); /* and its words */
	out_says(" - for two people together, never after a concern");
	out_says("Have you been scared of someone close to you? (safety)\n    with someone beside: Have you been getting enough sleep at night?");
	out_says("Being scared of someone is different. Help is free, day and night.");
	assert_false(file_is_plain("example-hub/sign-off.json"));
	char path[128];
	snprintf(path, sizeof path, "%s/sign-off.json", hub);
	assert_false(file_is_plain(path));
}

static void S37_two_different_people_sign(void **state)
{
	(void)state;
	assert_int_equal(RUN("sign-off", hub), ADMIN_USAGE);
	assert_int_equal(RUN("sign-off", hub, LEAD), ADMIN_USAGE);
	assert_non_null(strstr(said.err, "two people sign"));
	assert_int_equal(RUN("sign-off", hub, LEAD, "--second", "ANN  example, manager"), ADMIN_USAGE);
	assert_non_null(strstr(said.err, "two different people sign"));
	assert_int_equal(RUN("sign-off", hub, LEAD, "--second", "Bo Example"), ADMIN_USAGE);
	assert_int_equal(RUN("sign-off", hub, LEAD, "--second", ", manager"), ADMIN_USAGE);
	sign_quickly();
	change(hub, "sign-off.json", "Bo Example", "ann-example");
	RUN("check", hub);
	out_says("one person stands in it twice");
}

static void S37_a_set_with_errors_is_not_signed(void **state)
{
	(void)state;
	change(hub, "pack.json", "https://example.org/riverside\"", "http://example.org/riverside\"");
	assert_int_equal(RUN("sign-off", hub, LEAD, SECOND), ADMIN_FINDINGS);
	assert_non_null(strstr(said.err, "not signed: correct what is wrong first"));
}

/* Each change to a safety item voids the sign-off and is named. */
static void S37_a_changed_safety_item_voids_the_sign_off(void **state)
{
	static const struct {
		const char *in_base, *file, *from, *to, *names;
	} table[] = {
	    {"yes", "pack.json", "0808 801 0327", "0808 801 0328", "line mens-advice-line"},
	    {"yes", "pack.json", "\"open\": \"10:00\", \"close\": \"17:00\"", "\"open\": \"10:00\", \"close\": \"18:00\"", "line mens-advice-line"},
	    {"yes", "pack.json", "\"checked\": \"2026-10-07\"", "\"checked\": \"2026-10-08\"", "line emergency-999"},
	    {"yes", "pack.json", "\"nations\": [\"england\"]", "\"nations\": [\"england\", \"wales\"]", "line national-domestic-abuse-helpline"},
	    {"yes", "pack.json", "\"people\": [\"men\"]", "\"people\": [\"anyone\"]", "line mens-advice-line"},
	    {"yes", "pack.json", "\"signals\": [\"heated\"]", "\"signals\": [\"calm\"]", "question how-heated"},
	    {"yes", "text/en.json", "Have you been scared of someone close to you?", "Have you been a bit scared of someone close to you?",
	     "question fear"},
	    {"yes", "text/en.json", "Have you been getting enough sleep at night?", "Do you sleep well at night?", "filler filler-sleep"},
	    {"yes", "text/en.json", "Being hurt or scared is different.", "Being hurt is different.", "message msg-baby-changes"},
	    {"yes", "text/en.json", "\"ui.clear\": \"Clear\"", "\"ui.clear\": \"Done\"", "word ui.clear"},
	    {"yes", "text/en.json", "They listen to men who are hurt", "They talk to men who are hurt", "line mens-advice-line"},
	    {"no", "pack.json", "\"self_check\"", "\"self_check\"", "nation"},
	    {"no", "pack.json", "\"joint\": true,", "", "offer riverside-getting-on-better"},
	    {"no", "pack.json", "\"id\": \"riverside-parents-circle\"", "\"id\": \"riverside-circle\"", "offer riverside-circle (new)"},
	};
	(void)state;

	change(hub, "pack.json", "\"languages\": [\"en\"]", "\"languages\": [\"en\"], \"self_check\": true");
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const char *folder = table[i].in_base[0] == 'y' ? base : hub;
		bool nation = strcmp(table[i].names, "nation") == 0, renamed = strstr(table[i].names, "(new)") != NULL;
		sign_quickly();
		change(folder, table[i].file, nation ? "\"self_check\": true" : table[i].from, nation ? "\"self_check\": false" : table[i].to);
		if (renamed) {
			for (int n = 0; n < 4; n++)
				change(hub, "text/en.json", "riverside-parents-circle.", "riverside-circle.");
		}
		RUN("check", hub);
		out_says("warning S37 ");
		out_says("changed after the sign-off of 2026-11-22: ");
		out_says(table[i].names);
		assert_int_equal(RUN("sign-off", "--show", hub), ADMIN_FINE);
		out_says("Since then:\n");
	}
}

/* Dates and rooms are no safety item. */
static void S37_a_changed_workshop_keeps_the_sign_off(void **state)
{
	(void)state;
	sign_quickly();
	change(hub, "pack.json", "\"from\": \"2026-01-13\"", "\"from\": \"2026-01-20\"");
	change(hub, "pack.json", "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	change(hub, "text/en.json", "Garden Room", "Rose Room");
	change(hub, "pack.json", "\"updated\": \"2026-10-07\"", "\"updated\": \"2026-10-09\"");
	RUN("check", hub);
	assert_null(strstr(said.out, "S37"));
}

/* S3: from its words a person tells whether an offer may be shown after a concern, so
 * they are signed with its flags. */
static void S37_changed_words_of_an_offer_are_signed_again(void **state)
{
	(void)state;
	sign_quickly();
	change(hub, "text/en.json", "Six meetings.", "Seven meetings.");
	RUN("check", hub);
	out_says("S37");
}

/* Reordering help lines or questions is a change, though none of them changed. */
static void S37_the_order_is_signed(void **state)
{
	(void)state;
	sign_quickly();
	change(base, "pack.json", "\"id\": \"galop\"", "\"id\": \"swap\"");
	change(base, "pack.json", "\"id\": \"karma-nirvana\"", "\"id\": \"galop\"");
	change(base, "pack.json", "\"id\": \"swap\"", "\"id\": \"karma-nirvana\"");
	RUN("check", hub);
	out_says("order");
}

static void S37_a_broken_record_is_no_sign_off(void **state)
{
	static const struct {
		const char *from, *to, *says;
	} table[] = {
	    {"\"format\": 1", "\"format\": 2", "its \"format\" is not 1"},
	    {"\"date\": \"2026-11-22\"", "\"date\": \"2026-11-31\"", "\"date\" or \"sha256\" is missing or broken"},
	    {"\"role\": \"domestic abuse lead\"", "\"role\": \" \"", "the domestic abuse lead is not named"},
	    {"{", "[", "this is not JSON"},
	    {"\"items\": {", "\"items\": { \"line x\": 7,", "\"items\" is missing or broken"},
	    {"\"sha256\": \"", "\"sha256\": \"0", "\"date\" or \"sha256\" is missing or broken"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		sign_quickly();
		change(hub, "sign-off.json", table[i].from, table[i].to);
		RUN("check", hub);
		out_says(table[i].says);
	}
}

/* The canonical form is written down, so its digest may not move by itself: the
 * same hub gives the same digest in each run, and in another place of the disk. */
static void S37_the_digest_depends_on_the_content_alone(void **state)
{
	char first[128], *at;
	(void)state;
	assert_int_equal(RUN("sign-off", "--show", hub), ADMIN_FINE);
	assert_non_null(at = strstr(said.out, "SHA-256 "));
	snprintf(first, sizeof first, "%.72s", at);
	assert_int_equal(RUN("sign-off", "--show", hub, base), ADMIN_FINE);
	out_says(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(S37_a_set_says_that_nobody_has_signed_it, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_what_is_signed_is_told_in_plain_words, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_two_different_people_sign, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_a_set_with_errors_is_not_signed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_a_changed_safety_item_voids_the_sign_off, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_a_changed_workshop_keeps_the_sign_off, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_changed_words_of_an_offer_are_signed_again, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_the_order_is_signed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_a_broken_record_is_no_sign_off, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(S37_the_digest_depends_on_the_content_alone, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
