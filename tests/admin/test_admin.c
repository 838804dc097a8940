/*
 * The commands of signpost-admin, called as functions: words in, text out.
 * They run over tests/packs/base and cases of tests/packs/bad, which stand on it.
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
#include <jansson.h>

#include "admin/admin.h"
#include "admin/sets.h"

#define BASE "tests/packs/base"
#define BAD "tests/packs/bad/"

struct said {
	int code;
	char *out;
	char *err;
};

/* Runs the program with the words, of which the last is NULL. */
static struct said run(const char *const *words)
{
	struct said said = {0};
	size_t out_size = 0, err_size = 0;
	char *argv[20] = {(char *)(uintptr_t) "signpost-admin"};
	int argc = 1;
	moment now = 0;

	while (words[argc - 1]) {
		argv[argc] = (char *)(uintptr_t)words[argc - 1];
		argc++;
	}
	assert_true(moment_parse("2026-11-22T12:00", &now));
	FILE *out = open_memstream(&said.out, &out_size);
	FILE *err = open_memstream(&said.err, &err_size);
	assert_non_null(out);
	assert_non_null(err);
	said.code = admin_run(argc, argv, out, err, now);
	fclose(out);
	fclose(err);
	return said;
}

#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

static void forget(struct said *said)
{
	free(said->out);
	free(said->err);
}

/* What a command says: its exit code and a part of each stream ("" for silence). */
static void says(struct said said, int code, const char *out, const char *err)
{
	bool fine = said.code == code && (out[0] ? strstr(said.out, out) != NULL : said.out[0] == 0) &&
		    (err[0] ? strstr(said.err, err) != NULL : said.err[0] == 0);
	if (!fine)
		print_message("exit %d\nout: %s\nerr: %s\n", said.code, said.out, said.err);
	assert_true(fine);
	forget(&said);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void wrong_calls_end_with_two(void **state)
{
	(void)state;
	says(run((const char *const[]){NULL}), ADMIN_USAGE, "", "check");
	says(RUN("chek"), ADMIN_USAGE, "", "there is no command chek; did you mean check?");
	says(RUN("check"), ADMIN_USAGE, "", "check needs at least one folder");
	says(RUN("check", BASE, "--jsn"), ADMIN_USAGE, "", "there is no option --jsn; did you mean --json?");
	says(RUN("check", BASE, "--now"), ADMIN_USAGE, "", "--now needs a TIME");
	says(RUN("check", BASE, "--now", "soon"), ADMIN_USAGE, "", "--now soon: write a time");
	says(RUN("check", BASE, "--now=2026-02-30"), ADMIN_USAGE, "", "--now 2026-02-30");
	says(RUN("check", BASE, "--json=yes"), ADMIN_USAGE, "", "--json stands alone");
	says(RUN("prove", BASE, "--notes"), ADMIN_USAGE, "", "there is no option --notes");
	says(RUN("route", BASE), ADMIN_USAGE, "", "route needs --answers FILE");
	says(RUN("help", "prov"), ADMIN_USAGE, "", "did you mean prove?");
}

static void help_and_version_are_told(void **state)
{
	(void)state;
	says(RUN("help"), ADMIN_FINE, "prove the safety rules", "");
	says(RUN("--help"), ADMIN_FINE, "prove the safety rules", "");
	says(RUN("help", "check"), ADMIN_FINE, "--strict", "");
	says(RUN("check", "--help"), ADMIN_FINE, "--strict", "");
	says(RUN("--version"), ADMIN_FINE, "signpost-admin " SIGNPOST_VERSION, "");
}

static void check_says_what_is_wrong_and_where(void **state)
{
	(void)state;
	says(RUN("check", BASE, BAD "link-http"), ADMIN_FINDINGS,
	     "error S28 tests/packs/bad/link-http/pack.json:11: talking-point: http://example.org.uk/page: a link must begin with https://\n", "");
	says(RUN("check", BASE, BAD "verdict-abuser"), ADMIN_FINDINGS,
	     "error S8 tests/packs/bad/verdict-abuser/text/en.json:4: talking-point.body: ", "");
	says(RUN("check", BASE, BAD "json-cut-off"), ADMIN_FINDINGS, "tests/packs/bad/json-cut-off/pack.json:", "");
	says(RUN("check", BASE, BAD "exclamation"), ADMIN_FINE, "0 errors, 2 warnings\n", "");
	says(RUN("check", BASE, BAD "exclamation", "--strict"), ADMIN_FINDINGS, "0 errors, 2 warnings\n", "");
	says(RUN("check", "tests/packs/nowhere"), ADMIN_SYSTEM, "nowhere", "");
	says(RUN("check", BASE, "tests/packs/nowhere"), ADMIN_SYSTEM, "nowhere", "");
	says(RUN("check", BASE), ADMIN_FINE, "0 errors, 0 warnings\n", "");
}

static void notes_are_told_when_asked(void **state)
{
	(void)state;
	says(RUN("check", BASE, BAD "ended"), ADMIN_FINE, "0 errors, 1 warning, 1 note (see them with --notes)\n", "");
	says(RUN("check", BASE, BAD "ended", "--notes"), ADMIN_FINE,
	     "note dates tests/packs/bad/ended/pack.json:11: talking-point: it ended on 2025-08-31", "");
	says(RUN("check", BASE, BAD "ended", "--now", "2025-08-01"), ADMIN_FINE, "its last day is 2025-08-31, in 30 days", "");
}

/* Two hubs are two screens; the base is said once. */
static void packs_for_two_screens_are_two_sets(void **state)
{
	(void)state;
	struct said said = RUN("check", BASE, BAD "link-http", BAD "link-port");
	assert_int_equal(said.code, ADMIN_FINDINGS);
	assert_ptr_equal(strstr(said.out, "link-http\nerror"), said.out);
	assert_non_null(strstr(said.out, "\n\nlink-port\nerror"));
	assert_non_null(strstr(said.out, "2 errors, 0 warnings; what sets share is said once\n"));
	forget(&said);
	says(RUN("route", BASE, BAD "link-http", BAD "link-port", "--answers", "-"), ADMIN_USAGE, "", "for 2 different screens");
}

static void check_speaks_json(void **state)
{
	(void)state;
	struct said said = RUN("check", BASE, BAD "link-http", "--json");
	json_t *root = json_loads(said.out, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	const char *severity = "", *rule = "", *file = "", *item = "", *text = "", *pack = "";
	int line = 0, errors = 0;
	assert_int_equal(json_unpack(root, "{s:[{s:[s], s:[{s:s, s:s, s:s, s:i, s:s, s:s}]}], s:i}", "sets", "packs", &pack, "findings", "severity",
				     &severity, "rule", &rule, "file", &file, "line", &line, "item", &item, "says", &text, "errors", &errors),
			 0);
	assert_string_equal(pack, "base");
	assert_string_equal(severity, "error");
	assert_string_equal(rule, "S28");
	assert_string_equal(file, BAD "link-http/pack.json");
	assert_int_equal(line, 11);
	assert_string_equal(item, "talking-point");
	assert_int_equal(errors, 1);
	json_decref(root);
	forget(&said);
}

static void a_good_pack_is_proved(void **state)
{
	(void)state;
	says(RUN("prove", BASE), ADMIN_FINE, "\nproved\n", "");
	says(RUN("prove", BASE), ADMIN_FINE, "S6   holds", "");
	struct said said = RUN("prove", BASE, "--json");
	json_t *root = json_loads(said.out, JSON_REJECT_DUPLICATES, NULL);
	int holds = 0;
	assert_non_null(root);
	assert_int_equal(json_unpack(root, "{s:b}", "holds", &holds), 0);
	assert_true(holds);
	assert_true(json_array_size(json_object_get(json_array_get(json_object_get(root, "sets"), 0), "rules")) >= 9);
	json_decref(root);
	forget(&said);
}

static void what_cannot_be_read_is_not_proved(void **state)
{
	(void)state;
	says(RUN("prove", BASE, BAD "json-cut-off"), ADMIN_FINDINGS, "not proved", "");
	says(RUN("prove", BASE, BAD "json-cut-off", "--json"), ADMIN_FINDINGS, "\"holds\": false", "");
	says(RUN("route", BASE, BAD "json-cut-off", "--answers", "/dev/null"), ADMIN_FINDINGS, "", "json-cut-off/pack.json");
}

/* The ids of a list in one line of `route`. */
static const char *first_of(json_t *visit, const char *list)
{
	return json_string_value(json_array_get(json_object_get(visit, list), 0));
}

static json_t *line_of(const char *text, int number)
{
	for (; number > 0; number--)
		text = strchr(text, '\n') + 1;
	return json_loads(text, JSON_DISABLE_EOF_CHECK, NULL);
}

static void route_answers_each_visit(void **state)
{
	(void)state;
	char path[] = "/tmp/signpost-visits-XXXXXX";
	int made = mkstemp(path);
	assert_true(made >= 0);
	close(made);
	write_file(
	    path,
	    "# a comment\nwho=just-me stage=baby fear=yes => first:support\n\nwho=under-16\r\nwho=just-me fera=no\nwho=just-me worries=not-coping");
	struct said said = RUN("route", BASE, "--answers", path);
	assert_int_equal(said.code, ADMIN_FINDINGS);
	json_t *visits[4];
	for (int i = 0; i < 4; i++)
		assert_non_null(visits[i] = line_of(said.out, i));
	assert_int_equal(json_integer_value(json_object_get(visits[0], "visit")), 2);
	assert_string_equal(first_of(visits[0], "offers"), "abuse-line"); /* S2 */
	assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(visits[0], "cards"), 0), "kind")), "support");
	assert_int_equal(json_array_size(json_object_get(visits[0], "cards")), 4); /* S17 */
	assert_string_equal(json_string_value(json_object_get(visits[1], "who")), "under-16");
	assert_int_equal(json_array_size(json_object_get(visits[1], "cards")), 0);
	assert_string_equal(first_of(visits[1], "offers"), "child-line");
	assert_non_null(json_object_get(visits[2], "error"));
	assert_string_equal(first_of(visits[3], "offers"), "emergency"); /* S6 */
	char place[64];
	snprintf(place, sizeof place, "%s:5: ", path);
	assert_non_null(strstr(said.err, place));
	for (int i = 0; i < 4; i++)
		json_decref(visits[i]);
	forget(&said);
	unlink(path);
	says(RUN("route", BASE, "--answers", path), ADMIN_SYSTEM, "", "cannot be opened");
	says(RUN("route", BASE, "--answers", "tests/packs"), ADMIN_SYSTEM, "", "tests/packs");
}

/* S3: what is withheld is named, with the reason. */
static void route_names_what_is_withheld(void **state)
{
	(void)state;
	char path[] = "/tmp/signpost-visits-XXXXXX";
	int made = mkstemp(path);
	assert_true(made >= 0);
	close(made);
	write_file(path, "who=just-me fear=rather-not\nnow 2024-02-01\npack x\nwho=just-me\nnow then\n");
	struct said said = RUN("route", BASE, BAD "ended", "--answers", path, "--now", "2026-11-22");
	assert_int_equal(said.code, ADMIN_FINDINGS);
	assert_non_null(strstr(said.err, ":5: now needs a time"));
	char *second = strchr(said.out, '\n');
	assert_non_null(second);
	*second++ = 0;
	assert_non_null(strstr(said.out, "{\"id\":\"talking-point\",\"why\":\"ended\"}"));
	assert_null(strstr(second, "\"why\":\"ended\""));
	forget(&said);
	write_file(path, "who=just-me fear=rather-not\n");
	says(RUN("route", BASE, BAD "safety-item-joint", "--answers", path), ADMIN_FINE, "\"why\":\"concern\"", "");
	unlink(path);
}

static void a_line_too_long_is_left_out(void **state)
{
	(void)state;
	char path[] = "/tmp/signpost-visits-XXXXXX";
	int made = mkstemp(path);
	assert_true(made >= 0);
	FILE *file = fdopen(made, "w");
	assert_non_null(file);
	for (int i = 0; i < 5000; i++)
		fputc('x', file);
	fputs("\nwho=just-me\n", file);
	fclose(file);
	struct said said = RUN("route", BASE, "--answers", path);
	assert_int_equal(said.code, ADMIN_FINDINGS);
	assert_non_null(strstr(said.err, ":1: a line longer than"));
	assert_non_null(strstr(said.out, "{\"visit\":2,\"who\":\"just-me\""));
	forget(&said);
	unlink(path);
}

static void names_of_folders(void **state)
{
	(void)state;
	assert_string_equal(folder_name("config/packs/uk-base"), "uk-base");
	assert_string_equal(folder_name("uk-base"), "uk-base");
	assert_string_equal(folder_name("a/b/"), "b/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(wrong_calls_end_with_two),
	    cmocka_unit_test(help_and_version_are_told),
	    cmocka_unit_test(check_says_what_is_wrong_and_where),
	    cmocka_unit_test(notes_are_told_when_asked),
	    cmocka_unit_test(packs_for_two_screens_are_two_sets),
	    cmocka_unit_test(check_speaks_json),
	    cmocka_unit_test(a_good_pack_is_proved),
	    cmocka_unit_test(what_cannot_be_read_is_not_proved),
	    cmocka_unit_test(route_answers_each_visit),
	    cmocka_unit_test(route_names_what_is_withheld),
	    cmocka_unit_test(a_line_too_long_is_left_out),
	    cmocka_unit_test(names_of_folders),
	};
	return cmocka_run_group_tests_name("admin", tests, NULL, NULL);
}
