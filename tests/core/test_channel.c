/* The channel file: what is one, what is not, and that the same content gives the same bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/channel.h"

#define SHA "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define PART(path) "{\"path\": \"" path "\", \"sha256\": \"" SHA "\", \"length\": 10}"
#define WITH(format, release, made, min_app, packs, files)                                                                        \
	"{\"format\": " format ", \"release\": " release ", \"made\": " made ", \"min_app\": " min_app ", \"packs\": " packs ", " \
	"\"files\": " files "}"
#define MADE "\"2026-11-28T10:00:00Z\""
#define APP "\"0.1.0\""
#define PACKS "[\"uk-base\", \"hub\"]"
#define FILES PART("packs/uk-base/pack.json") ", " PART("packs/hub/pack.json")
#define GOOD WITH("1", "12", MADE, APP, PACKS, "[" FILES "]")
#define WITH_FILES(more) WITH("1", "12", MADE, APP, PACKS, "[" FILES ", " more "]")

static const char *failing(const char *text, const char *words)
{
	static struct trust_problem problem;
	struct channel_file untouched = {.release = -7}, *out = &untouched;

	memset(&problem, 0, sizeof problem);
	if (channel_read(text, strlen(text), "0.1.0", out, &problem))
		return "was taken";
	if (untouched.release != -7)
		return "the output was touched";
	if (problem.failure != FAILURE_FORMAT)
		return "another failure than format";
	return strstr(problem.fault.says, words) ? NULL : problem.fault.says;
}

static void a_good_one_is_read(void **state)
{
	(void)state;
	struct channel_file channel;
	struct trust_problem problem;

	assert_true(channel_read(GOOD, strlen(GOOD), "0.1.0", &channel, &problem));
	assert_int_equal(channel.release, 12);
	assert_string_equal(channel.made, "2026-11-28T10:00:00Z");
	assert_string_equal(channel.min_app, "0.1.0");
	assert_int_equal(channel.pack_count, 2);
	assert_string_equal(channel.packs[0], "uk-base");
	assert_string_equal(channel.packs[1], "hub");
	assert_int_equal(channel.file_count, 2);
	assert_string_equal(channel.files[0].path, "packs/hub/pack.json");
	assert_string_equal(channel.files[1].sha256, SHA);
	assert_int_equal(channel.files[1].length, 10);
	assert_ptr_equal(channel_find(&channel, "packs/uk-base/pack.json"), &channel.files[1]);
	assert_null(channel_find(&channel, "packs/uk-base/pack.jso"));
	channel_free(&channel);
	channel_free(&channel);
}

/* Every part of it, broken in each way that it can be. */
static const struct bad {
	const char *text, *words;
} bad[] = {
    {"", "no channel file"},
    {"[]", "no block"},
    {"<html>", "no channel file"},
    {GOOD "x", "no channel file"},
    {"{\"format\": 1, \"format\": 1}", "duplicate"},
    {"{}", "\"format\" is not 1"},
    {WITH("0", "12", MADE, APP, PACKS, "[" FILES "]"), "\"format\" is not 1"},
    {WITH("1.0", "12", MADE, APP, PACKS, "[" FILES "]"), "\"format\" is not 1"},
    {WITH("\"1\"", "12", MADE, APP, PACKS, "[" FILES "]"), "\"format\" is not 1"},
    {WITH("1", "0", MADE, APP, PACKS, "[" FILES "]"), "release"},
    {WITH("1", "-3", MADE, APP, PACKS, "[" FILES "]"), "release"},
    {WITH("1", "9007199254740993", MADE, APP, PACKS, "[" FILES "]"), "release"},
    {WITH("1", "12.0", MADE, APP, PACKS, "[" FILES "]"), "release"},
    {WITH("1", "null", MADE, APP, PACKS, "[" FILES "]"), "release"},
    {WITH("1", "12", "\"2026-11-28\"", APP, PACKS, "[" FILES "]"), "made"},
    {WITH("1", "12", "\"2026-02-30T10:00:00Z\"", APP, PACKS, "[" FILES "]"), "made"},
    {WITH("1", "12", "\"2026-11-28T10:00:00ZZ\"", APP, PACKS, "[" FILES "]"), "made"},
    {WITH("1", "12", MADE, "\"0.1\"", PACKS, "[" FILES "]"), "min_app"},
    {WITH("1", "12", MADE, "\"0.1.0.0\"", PACKS, "[" FILES "]"), "min_app"},
    {WITH("1", "12", MADE, "\"0.1.x\"", PACKS, "[" FILES "]"), "min_app"},
    {WITH("1", "12", MADE, "\"0.1.123456\"", PACKS, "[" FILES "]"), "min_app"},
    {WITH("1", "12", MADE, "3", PACKS, "[" FILES "]"), "min_app"},
    {WITH("1", "12", MADE, APP, "[]", "[" FILES "]"), "packs"},
    {WITH("1", "12", MADE, APP, "\"hub\"", "[" FILES "]"), "packs"},
    {WITH("1", "12", MADE, APP, "[\"hub\", \"hub\"]", "[" FILES "]"), "stands twice"},
    {WITH("1", "12", MADE, APP, "[\"../hub\"]", "[" FILES "]"), "packs[0]"},
    {WITH("1", "12", MADE, APP, "[\"hub\", 3]", "[" FILES "]"), "packs[1]"},
    {WITH("1", "12", MADE, APP, "[\"hub\", \"\"]", "[" FILES "]"), "packs[1]"},
    {WITH("1", "12", MADE, APP, "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"]", "[" FILES "]"), "1 to 8"},
    {WITH("1", "12", MADE, APP, "[\"hub\"]", "[" FILES "]"), "in none of the folders"},
    {WITH("1", "12", MADE, APP, "[\"uk-base\", \"hub\", \"third\"]", "[" FILES "]"), "\"third\" has no file"},
    {WITH("1", "12", MADE, APP, PACKS, "[]"), "files"},
    {WITH("1", "12", MADE, APP, PACKS, "{}"), "files"},
    {WITH_FILES("7"), "files[2]"},
    {WITH_FILES("{\"path\": \"packs/hub/a.json\", \"sha256\": \"" SHA "\", \"length\": 1, \"mode\": 7}"), "\"mode\""},
    {WITH_FILES("{\"path\": \"packs/hub/a.json\", \"sha256\": \"" SHA "\"}"), "length"},
    {WITH_FILES("{\"path\": \"packs/hub/a.json\", \"sha256\": \"" SHA "\", \"length\": 0}"), "length"},
    {WITH_FILES("{\"path\": \"packs/hub/a.json\", \"sha256\": \"" SHA "\", \"length\": 2097153}"), "length"},
    {WITH_FILES("{\"path\": \"packs/hub/a.json\", \"sha256\": \"" SHA "0\", \"length\": 1}"), "sha256"},
    {WITH_FILES("{\"path\": \"packs/hub/a.json\", \"sha256\": \"0011\", \"length\": 1}"), "sha256"},
    {WITH_FILES("{\"path\": \"packs/hub/a.json\", \"sha256\": \"A0112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\", "
		"\"length\": 1}"),
     "sha256"},
    {WITH_FILES(PART("packs/hub/pack.json")), "stands twice"},
    {WITH_FILES(PART("packs/other/pack.json")), "in none of the folders"},
    {WITH_FILES(PART("packs/hub.json")), "in none of the folders"},
    {WITH_FILES(PART("packs/hubble/a.json")), "in none of the folders"},
    {WITH_FILES(PART("channel.json")), "in none of the folders"},
    /* "." and "-" sort before "/", so these are no neighbours. */
    {WITH_FILES(PART("packs/hub/a.json") ", " PART("packs/hub/a.json.b.json") ", " PART("packs/hub/a.json/c.json")), "lies below another"},
    {WITH_FILES(PART("packs/hub/../uk-base/a.json")), "no file of a set may have"},
    {"{\"format\": 1, \"min_app\": \"0.1.0\", \"also\": 1}", "\"also\""},
};

static void bad_ones_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		const char *wrong = failing(bad[i].text, bad[i].words);
		if (wrong)
			fail_msg("row %zu (%s): %s", i, bad[i].words, wrong);
	}
}

/* A later format, or a later program, is no mistake of the content. */
static void what_is_too_new_says_so(void **state)
{
	(void)state;
	static const char *const later[] = {
	    "{\"format\": 2, \"everything\": \"else\"}",
	    "{\"format\": 1, \"min_app\": \"0.1.1\", \"a later key\": 1}",
	    WITH("1", "12", MADE, "\"0.2.0\"", PACKS, "[" FILES "]"),
	    WITH("1", "12", MADE, "\"1.0.0\"", PACKS, "[" FILES "]"),
	    WITH("1", "12", MADE, "\"0.1.10\"", PACKS, "[" FILES "]"),
	};
	struct channel_file channel;
	struct trust_problem problem;

	for (size_t i = 0; i < sizeof later / sizeof later[0]; i++) {
		assert_false(channel_read(later[i], strlen(later[i]), "0.1.0", &channel, &problem));
		assert_int_equal(problem.failure, FAILURE_TOO_NEW);
		assert_non_null(strstr(problem.fault.says, "update the program"));
	}
	assert_true(channel_read(later[3], strlen(later[3]), NULL, &channel, &problem));
	channel_free(&channel);
	assert_true(channel_read(later[4], strlen(later[4]), "0.1.10", &channel, &problem));
	channel_free(&channel);
	assert_false(channel_version_below("0.1.0", "0.1.0"));
	assert_true(channel_version_below("0.9.0", "0.10.0"));
	assert_false(channel_version_below("1.0.0", "0.99999.0"));
	assert_false(channel_version_below("new", "0.1.0"));
}

static void paths(void **state)
{
	(void)state;
	char part[80];
	static const char *const good[] = {"a.json", "packs/uk-base/pack.json", "channels/stable.json", "a/b/c/d/e.csv", "0/1_-.png", "a..b/x.svg",
					   "a.jpg"};
	static const char *const wrong[] = {
	    "",
	    ".json",
	    "a",
	    "a.txt",
	    "a.JSON",
	    "A.json",
	    "/a.json",
	    "a.json/",
	    "a//b.json",
	    "../a.json",
	    "a/../b.json",
	    "./a.json",
	    "a/./b.json",
	    "-a.json",
	    "_a.json",
	    "a/b/c/d/e/f.json",
	    "a\\b.json",
	    "a b.json",
	    "a%2f.json",
	    "caf\xc3\xa9.json",
	    "a.json\n",
	    "a.json.exe",
	    ".hidden/a.json",
	    "a:b.json",
	    "a*.json",
	    "a.qr",
	    "json",
	};

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(channel_path_ok(good[i]));
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (channel_path_ok(wrong[i]))
			fail_msg("\"%s\" was taken", wrong[i]);
	snprintf(part, sizeof part, "%059d.json", 0);
	assert_int_equal(strlen(part), 64);
	assert_true(channel_path_ok(part));
	snprintf(part, sizeof part, "%060d.json", 0);
	assert_false(channel_path_ok(part));
	assert_true(channel_name_ok("stable"));
	assert_false(channel_name_ok(".."));
	assert_false(channel_name_ok("a/b"));
}

static void fill(struct channel_file *channel, struct channel_part *files, int count, uint32_t length)
{
	*channel = (struct channel_file){.release = 1, .made = "2026-11-28T10:00:00Z", .min_app = "0.1.0", .pack_count = 1, .packs = {"hub"}};
	channel->files = files;
	channel->file_count = count;
	for (int i = 0; i < count; i++) {
		snprintf(files[i].path, sizeof files[i].path, "packs/hub/%03d.json", count - i);
		snprintf(files[i].sha256, sizeof files[i].sha256, SHA);
		files[i].length = length;
	}
	snprintf(files[0].path, sizeof files[0].path, "packs/hub/pack.json");
}

/* In whatever order the files came: the same bytes, which read as what was written. */
static void the_same_content_gives_the_same_bytes(void **state)
{
	(void)state;
	static struct channel_part files[4], turned[4];
	struct channel_file channel, other, again;
	struct trust_problem problem;
	char *one = NULL, *two = NULL, *three = NULL;
	size_t length = 0, also = 0, third = 0;

	fill(&channel, files, 4, 10);
	for (int i = 0; i < 4; i++)
		turned[i] = files[3 - i];
	other = channel;
	other.files = turned;
	assert_true(channel_write(&channel, &one, &length, &problem.fault));
	assert_true(channel_write(&other, &two, &also, &problem.fault));
	assert_int_equal(length, also);
	assert_memory_equal(one, two, length + 1);
	assert_true(channel_read(one, length, "0.1.0", &again, &problem));
	assert_int_equal(again.file_count, 4);
	assert_true(channel_write(&again, &three, &third, &problem.fault));
	assert_int_equal(third, length);
	assert_memory_equal(one, three, length);
	assert_non_null(strstr(one, "\"packs\":[\"hub\"],\"release\":1}\n"));
	channel_free(&again);
	free(one);
	free(two);
	free(three);
}

static void limits(void **state)
{
	(void)state;
	static struct channel_part files[CHANNEL_FILES_MAX + 1];
	struct channel_file channel;
	struct fault fault = {0};
	char *text = NULL;
	size_t length = 0;

	fill(&channel, files, CHANNEL_FILES_MAX, 33554);
	assert_true(channel_write(&channel, &text, &length, &fault));
	free(text);
	text = NULL;
	fill(&channel, files, CHANNEL_FILES_MAX, 33555);
	assert_false(channel_write(&channel, &text, &length, &fault));
	assert_non_null(strstr(fault.says, "16777216"));
	fill(&channel, files, CHANNEL_FILES_MAX + 1, 1);
	assert_false(channel_write(&channel, &text, &length, &fault));
	assert_non_null(strstr(fault.says, "1 to 500"));
	assert_null(text);
	/* The longest list of the longest paths is still below the cap of a channel file. */
	fill(&channel, files, CHANNEL_FILES_MAX, 1000);
	for (int i = 1; i < CHANNEL_FILES_MAX; i++)
		snprintf(files[i].path, sizeof files[i].path, "packs/hub/%064d/%064d/%059d.json", 1, 2, i);
	assert_true(channel_write(&channel, &text, &length, &fault));
	assert_true(length < CHANNEL_TEXT_MAX);
	free(text);
}

static void too_long_is_refused_unread(void **state)
{
	(void)state;
	size_t length = CHANNEL_TEXT_MAX + 1;
	char *text = malloc(length);
	struct channel_file channel;
	struct trust_problem problem;

	assert_non_null(text);
	memset(text, ' ', length);
	memcpy(text, GOOD, strlen(GOOD));
	assert_false(channel_read(text, length, NULL, &channel, &problem));
	assert_int_equal(problem.failure, FAILURE_FORMAT);
	assert_non_null(strstr(problem.fault.says, "at most"));
	assert_true(channel_read(text, length - 1, NULL, &channel, &problem));
	channel_free(&channel);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_good_one_is_read),
	    cmocka_unit_test(bad_ones_are_refused),
	    cmocka_unit_test(what_is_too_new_says_so),
	    cmocka_unit_test(paths),
	    cmocka_unit_test(the_same_content_gives_the_same_bytes),
	    cmocka_unit_test(limits),
	    cmocka_unit_test(too_long_is_refused_unread),
	};

	return cmocka_run_group_tests_name("core/channel", tests, NULL, NULL);
}
