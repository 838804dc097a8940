/*
 * tests/packs/bad/<why>/ each hold one wrong thing; `expect` holds all that is
 * said about it, word for word.
 *
 * A case is a pack (pack.json, text/en.json) laid over tests/packs/base, or
 * several packs in folders 1-..., 2-..., laid over the base in that order. A file
 * `alone` leaves the base out; a file `now` holds the time (else 2026-11-22).
 * The nation packs here leave the program's own words out, so that a new word
 * does not touch two hundred files; that one warning is not printed.
 * UPDATE=1 writes `expect` from what is said: read the difference before you
 * commit it.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "core/check.h"
#include "core/load.h"

#define BAD "tests/packs/bad"
#define BASE "tests/packs/base"

enum { CASES_MIN = 70, CASES_MAX = 400, SAID_MAX = 64 << 10 };

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Names in a folder that begin with one of `first`, sorted. */
static int list(const char *path, const char *first, char (*names)[FAULT_FILE_MAX], int max)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	int count = 0;

	while (folder && (entry = readdir(folder)) && count < max)
		if (entry->d_name[0] != '.' && (!first || strchr(first, entry->d_name[0])))
			snprintf(names[count++], FAULT_FILE_MAX, "%s", entry->d_name);
	if (folder)
		closedir(folder);
	qsort(names, (size_t)count, FAULT_FILE_MAX, compare);
	return count;
}

static bool case_file(const char *why, const char *name, char **text)
{
	char path[FAULT_FILE_MAX];
	size_t length;
	snprintf(path, sizeof path, BAD "/%s/%s", why, name);
	return file_read(path, SAID_MAX, text, &length, NULL);
}

static void find_packs(const char *why, struct pack_set *set)
{
	char folder[FAULT_FILE_MAX - 32];
	char names[PACK_LAYERS_MAX][FAULT_FILE_MAX];
	char *alone = NULL;

	snprintf(folder, sizeof folder, BAD "/%s", why);
	if (!case_file(why, "alone", &alone))
		snprintf(set->folder[set->count++], FAULT_FILE_MAX, BASE);
	free(alone);
	int packs = list(folder, "123456789", names, PACK_LAYERS_MAX - 1);
	for (int i = 0; i < packs; i++)
		assert_true(file_join(set->folder[set->count++], FAULT_FILE_MAX, folder, names[i]));
	if (packs == 0)
		snprintf(set->folder[set->count++], FAULT_FILE_MAX, "%s", folder);
}

static moment time_of(const char *why)
{
	moment now;
	char *text = NULL;
	assert_true(moment_parse("2026-11-22", &now));
	if (case_file(why, "now", &text)) {
		text[strcspn(text, "\n")] = '\0';
		assert_true(moment_parse(text, &now));
	}
	free(text);
	return now;
}

static void find_faults(const char *why, struct findings *findings)
{
	struct pack_set set = {0};
	struct arena arena;
	struct hub hub;

	find_packs(why, &set);
	assert_true(arena_init(&arena, HUB_ARENA_MAX, NULL));
	if (pack_set_complete(&set, findings) && load_hub(&set, &arena, &hub, findings))
		check_hub(&hub, time_of(why), findings);
	arena_release(&arena);
}

/* Takes every `from` out of the line, so that a case may lie anywhere. */
static void take_out(char *line, const char *from)
{
	char *at;
	while ((at = strstr(line, from)))
		memmove(at, at + strlen(from), strlen(at + strlen(from)) + 1);
}

static bool is_about_words(const struct finding *finding)
{
	return strstr(finding->fault.says, "of the program's own words are missing") != NULL;
}

static void print(const char *why, const struct findings *findings, char *out)
{
	static const char *const severities[] = {"error", "warning", "note"};
	char folder[FAULT_FILE_MAX];
	int used = 0;

	snprintf(folder, sizeof folder, BAD "/%s/", why);
	out[0] = '\0';
	for (int i = 0; i < findings->count; i++) {
		char line[1024];
		if (is_about_words(&findings->list[i]))
			continue;
		fault_print(&findings->list[i].fault, line, sizeof line);
		take_out(line, folder);
		take_out(line, "tests/packs/");
		used +=
		    snprintf(out + used, SAID_MAX - (size_t)used, "%s %s %s\n", severities[findings->list[i].severity], findings->list[i].rule, line);
		assert_true(used < SAID_MAX);
	}
}

static bool compare_case(const char *why)
{
	static char said[SAID_MAX];
	static struct findings findings;
	char path[FAULT_FILE_MAX];
	char *expected = NULL;

	memset(&findings, 0, sizeof findings);
	find_faults(why, &findings);
	print(why, &findings, said);
	if (getenv("UPDATE")) {
		snprintf(path, sizeof path, BAD "/%s/expect", why);
		assert_true(file_replace(path, said, strlen(said), NULL));
	}
	bool same = case_file(why, "expect", &expected) && strcmp(said, expected) == 0 && findings.count > 0;
	if (!same)
		print_error("%s\n  expected:\n%s  said:\n%s", why, expected ? expected : "", said);
	free(expected);
	return same;
}

static void test_each_case_says_its_fault(void **state)
{
	static char names[CASES_MAX][FAULT_FILE_MAX];
	int count = list(BAD, NULL, names, CASES_MAX);
	int wrong = 0;
	(void)state;

	for (int i = 0; i < count; i++)
		wrong += !compare_case(names[i]);
	assert_int_equal(wrong, 0);
	assert_in_range(count, CASES_MIN, CASES_MAX - 1);
}

/* Without this every case could be hiding behind a fault of the base. */
static void test_the_base_is_clean(void **state)
{
	static struct findings findings;
	static char said[SAID_MAX];
	struct pack_set set = {.count = 1, .folder = {BASE}};
	struct arena arena;
	struct hub hub;
	moment now;
	(void)state;

	assert_true(moment_parse("2026-11-22", &now));
	assert_true(arena_init(&arena, HUB_ARENA_MAX, NULL));
	if (pack_set_complete(&set, &findings) && load_hub(&set, &arena, &hub, &findings))
		check_hub(&hub, now, &findings);
	print("", &findings, said);
	assert_string_equal(said, "");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_base_is_clean),
	    cmocka_unit_test(test_each_case_says_its_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
