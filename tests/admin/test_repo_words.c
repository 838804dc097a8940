/* What is said to people who publish: who must still sign what, and what changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "admin/repo_words.h"

/* All that a function prints; the caller frees it. */
static char *printed(void (*print)(const json_t *, FILE *), json_t *value)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	print(value, out);
	assert_int_equal(fclose(out), 0);
	json_decref(value);
	return text;
}

static int lines_of(const char *text)
{
	int count = 0;
	for (; *text; text++)
		count += *text == '\n';
	return count;
}

static void roles(void **state)
{
	static const char *const rows[][2] = {{"safety-uk-base", "the safety items of uk-base"},
					      {"pack-uk-base", "the other files of uk-base"},
					      {"channels", "what each channel shows"},
					      {"targets", "who signs for which pack"},
					      {"root", "whose keys count"},
					      {"another", "another"}};
	char words[REPO_WORDS_SIZE];
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		repo_role_words(rows[i][0], words);
		assert_string_equal(words, rows[i][1]);
	}
}

static void who(void **state)
{
	static const struct {
		const char *names;
		int needed;
		const char *words;
	} rows[] = {{"[]", 1, "nobody"},
		    {"[\"Ann\"]", 1, "Ann"},
		    {"[\"Ann\", \"Bo\"]", 1, "Ann or Bo"},
		    {"[\"Ann\", \"Bo\"]", 2, "Ann and Bo"},
		    {"[\"Ann\", \"Bo\", \"Cy\"]", 1, "Ann, Bo or Cy"},
		    {"[\"Ann\", \"Bo\", \"Cy\"]", 2, "2 of Ann, Bo and Cy"}};
	char words[REPO_WHO_SIZE];
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		json_t *names = json_loads(rows[i].names, 0, NULL);
		repo_who_words(names, rows[i].needed, words);
		assert_string_equal(words, rows[i].words);
		json_decref(names);
	}
}

/* More and longer names than fit end in a shorter sentence, and in nothing worse. */
static void many_names(void **state)
{
	json_t *names = json_array();
	char words[REPO_WHO_SIZE];
	(void)state;

	for (int i = 0; i < 16; i++)
		json_array_append_new(names,
				      json_string("A name as long as a name may be, and that is ninety-five letters and no more, so it is here"));
	repo_who_words(names, 1, words);
	assert_int_equal(strlen(words), REPO_WHO_SIZE - 1);
	json_decref(names);
}

static json_t *row(const char *role, int has, const char *may)
{
	return json_pack("{s:s, s:i, s:i, s:[s]}", "role", role, "has", has, "needs", 2, "may", may);
}

static void missing(void **state)
{
	char *text = printed(repo_print_missing, json_pack("[o, o, o, o]", row("safety-a", 1, "Bo"), row("root", 1, "Rita"), row("root", 1, "Rita"),
							   row("safety-b", 1, "Bo")));
	(void)state;

	assert_string_equal(text, "  Bo must still sign: the safety items of a, the safety items of b\n  Rita must still sign: whose keys count\n");
	free(text);
}

static json_t *says(bool safety, const char *words, const char *group)
{
	return json_pack("{s:b, s:s, s:s*}", "safety", safety, "says", words, "group", group);
}

static void order(void **state)
{
	char *text =
	    printed(repo_print_says,
		    json_pack("[o, o, o, o, o, o]", says(true, "a: question x: new", "a: new, of the kind question"), says(true, "a: text y", NULL),
			      says(true, "a: question z: new", "a: new, of the kind question"), says(true, "a: support_line s: new; 999", NULL),
			      says(true, "channel stable: new", NULL), says(false, "a: a room", NULL)));
	(void)state;

	assert_string_equal(text, "What two people look at:\n  ! channel stable: new\n  ! a: support_line s: new; 999\n"
				  "  ! a: new, of the kind question: 2 (--json lists all)\n  ! a: text y\nBeside that:\n  - a: a room\n");
	free(text);
	text = printed(repo_print_says, json_array());
	assert_string_equal(text, "Nothing that is shown changes.\n");
	free(text);
}

/* Ordinary things end in a number; what two people look at is told to the last line. */
static void many_changes(void **state)
{
	json_t *ordinary = json_array(), *safety = json_array();
	(void)state;

	for (int i = 0; i < 200; i++) {
		json_array_append_new(ordinary, says(false, "a: a room", NULL));
		json_array_append_new(safety, says(true, "a: a text", NULL));
	}
	char *text = printed(repo_print_says, ordinary);
	assert_int_equal(lines_of(text), 1 + REPO_SHOWN_MAX + 1);
	assert_non_null(strstr(text, "and 170 more; --json lists all"));
	free(text);
	text = printed(repo_print_says, safety);
	assert_int_equal(lines_of(text), 1 + 200);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(roles),   cmocka_unit_test(who),   cmocka_unit_test(many_names),
	    cmocka_unit_test(missing), cmocka_unit_test(order), cmocka_unit_test(many_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
