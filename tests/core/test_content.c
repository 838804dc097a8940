/* Content on the disk as the screen reads it: which set, and what becomes of it. */
#include <errno.h>
#include <fcntl.h>

#include "core/content.h"
#include "pack_folder.h"

/* ---- stores ---- */

static const char *const files[][2] = {
    {"packs/hub/pack.json", "{\"this\": \"is pack\"}\n"},
    {"packs/hub/text/en.json", "{}"},
    {"packs/uk-base/pack.json", "{\"base\": 1}"},
};
enum { FILES = sizeof files / sizeof files[0] };

static void folders_for(const char *path)
{
	char part[512];

	for (const char *at = path + 1; (at = strchr(at, '/')); at++) {
		snprintf(part, sizeof part, "%.*s", (int)(at - path), path);
		mkdir(part, 0755);
	}
}

static const char *set_path(const struct pack_folder *folder, const char *set, const char *name)
{
	static char paths[4][512];
	static int turn;
	char *path = paths[turn = (turn + 1) % 4];

	snprintf(path, 512, "%s/sets/%s/%s", folder->top, set, name);
	return path;
}

/* As folder_write, but thousands of times: without waiting for the disk. */
static void rewrite(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, (off_t)length), 0);
	assert_int_equal(write(fd, bytes, length), length);
	close(fd);
}

static void put(const char *path, const char *text)
{
	rewrite(path, text, strlen(text));
}

/* Makes a set of that release and gives its name, which lives until the end. */
static const char *make_set(const struct pack_folder *folder, int release, const char *min_app)
{
	static char names[16][TRUST_HEX_SIZE];
	static int turn;
	static struct channel_part parts[FILES];
	struct channel_file channel = {.release = release, .made = "2026-11-28T10:00:00Z", .pack_count = 2, .packs = {"uk-base", "hub"}};
	char *name = names[turn = (turn + 1) % 16], *text;
	size_t length;

	snprintf(channel.min_app, sizeof channel.min_app, "%s", min_app);
	channel.files = parts;
	channel.file_count = FILES;
	for (int i = 0; i < FILES; i++) {
		snprintf(parts[i].path, sizeof parts[i].path, "%s", files[i][0]);
		trust_sha256(files[i][1], strlen(files[i][1]), parts[i].sha256);
		parts[i].length = (uint32_t)strlen(files[i][1]);
	}
	assert_true(channel_write(&channel, &text, &length, NULL));
	trust_sha256(text, length, name);
	for (int i = 0; i < FILES; i++) {
		folders_for(set_path(folder, name, files[i][0]));
		put(set_path(folder, name, files[i][0]), files[i][1]);
	}
	put(set_path(folder, name, "channel.json"), text);
	free(text);
	return name;
}

static void point(const struct pack_folder *folder, const char *current, const char *previous, const char *bad)
{
	char text[512];

	snprintf(text, sizeof text, "{\"format\": 1, \"current\": %s%s%s, \"previous\": %s%s%s, \"bad\": [%s%s%s]}", current ? "\"" : "",
		 current ? current : "null", current ? "\"" : "", previous ? "\"" : "", previous ? previous : "null", previous ? "\"" : "",
		 bad ? "\"" : "", bad ? bad : "", bad ? "\"" : "");
	put(folder_path(folder, "active.json"), text);
}

static struct fault why;

static const char *picked(const struct pack_folder *folder, const struct content_state *own)
{
	static struct content content;
	static const struct content_state nothing;

	memset(&content, 0, sizeof content);
	return content_pick(folder->top, own ? own : &nothing, "0.1.0", &content, &why) ? content.set : "";
}

static const char *whole(const struct pack_folder *folder, const char *set)
{
	static struct trust_problem problem;
	struct channel_file channel = {.release = -1};

	if (content_whole(folder->top, set, "0.1.0", &channel, &problem)) {
		channel_free(&channel);
		return "whole";
	}
	assert_int_equal(channel.release, -1);
	assert_string_equal(problem.fault.file, folder->top);
	return problem.failure == FAILURE_DAMAGED ? problem.fault.says : failure_name(problem.failure);
}

/* ---- which set ---- */

static void the_current_one_is_picked(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0"), *two = make_set(folder, 2, "0.1.0");
	static const struct content_state nothing;
	struct content content;
	char expected[512];

	point(folder, two, one, NULL);
	assert_true(content_pick(folder->top, &nothing, "0.1.0", &content, &why));
	assert_string_equal(why.says, "");
	assert_string_equal(content.set, two);
	assert_int_equal(content.release, 2);
	assert_int_equal(content.packs.count, 2);
	snprintf(expected, sizeof expected, "%s/sets/%s/packs/uk-base", folder->top, two);
	assert_string_equal(content.packs.folder[0], expected);
	assert_true(file_is_folder(content.packs.folder[1]));
}

static void nothing_there_is_told(void **state)
{
	const struct pack_folder *folder = *state;
	static const struct content_state nothing;
	struct content content = {.release = 77};

	assert_false(content_pick(folder->top, &nothing, NULL, &content, &why));
	assert_non_null(strstr(why.says, "no content is active"));
	assert_int_equal(content.release, 77);
	assert_false(content_pick("/nowhere/at/all", &nothing, NULL, &content, &why));
	point(folder, NULL, NULL, NULL);
	assert_string_equal(picked(folder, NULL), "");
}

static void failed_and_bad_sets_are_passed_over(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0"), *two = make_set(folder, 2, "0.1.0");
	struct content_state own = {.starts = 0};

	point(folder, two, one, two);
	assert_string_equal(picked(folder, NULL), one);
	assert_non_null(strstr(why.says, "found to be bad"));
	point(folder, two, one, NULL);
	own = content_failed(own, two);
	assert_string_equal(picked(folder, &own), one);
	assert_non_null(strstr(why.says, "could not be shown"));
	own = content_failed(own, one);
	assert_string_equal(picked(folder, &own), "");
	point(folder, NULL, one, NULL);
	assert_string_equal(picked(folder, NULL), one);
}

static void what_needs_a_later_program_is_passed_over(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0"), *two = make_set(folder, 2, "0.1.1");

	point(folder, two, one, NULL);
	assert_string_equal(picked(folder, NULL), one);
	assert_non_null(strstr(why.says, "update the program"));
	assert_string_equal(whole(folder, two), "too-new");
}

/* ---- a pointer that is broken ---- */

static void a_broken_pointer_counts_as_none(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0");
	const char *path = folder_path(folder, "active.json");
	char text[600];
	static const char *const broken[] = {"",
					     "{",
					     "[]",
					     "null",
					     "{\"format\": 1}",
					     "{\"format\": 2, \"current\": \"%s\"}",
					     "{\"current\": \"%s\"}",
					     "{\"format\": 1, \"current\": \"%s\", \"current\": \"%s\"}",
					     "{\"format\": 1, \"current\": 7}",
					     "{\"format\": 1, \"current\": \"../../etc\"}",
					     "{\"format\": 1, \"current\": \"%.63s\"}",
					     "{\"format\": 1, \"current\": \"%sa\"}",
					     "{\"format\": \"1\", \"current\": \"%s\"}"};

	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(text, sizeof text, broken[i], one, one);
#pragma GCC diagnostic pop
		put(path, text);
		if (picked(folder, NULL)[0])
			fail_msg("%s was taken", text);
	}
	snprintf(text, sizeof text, "{\"format\": 1, \"current\": 7, \"previous\": \"%s\", \"bad\": \"no list\", \"later\": {}}", one);
	put(path, text);
	assert_string_equal(picked(folder, NULL), one);
	unlink(path);
	assert_int_equal(mkdir(path, 0755), 0);
	assert_string_equal(picked(folder, NULL), "");
}

/* Every bit of the pointer that can be flipped leads to a set that is whole, or to none. */
static void no_flipped_bit_of_the_pointer_does_harm(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0"), *two = make_set(folder, 2, "0.1.0");
	const char *path = folder_path(folder, "active.json");
	char *text;
	size_t length;
	int back = 0, none = 0;

	point(folder, two, one, NULL);
	assert_true(file_read(path, 4096, &text, &length, NULL));
	for (size_t i = 0; i < length * 8; i++) {
		text[i / 8] = (char)(text[i / 8] ^ 1 << i % 8);
		rewrite(path, text, length);
		const char *set = picked(folder, NULL);
		assert_true(!set[0] || strcmp(set, one) == 0 || strcmp(set, two) == 0);
		back += strcmp(set, one) == 0;
		none += !set[0];
		text[i / 8] = (char)(text[i / 8] ^ 1 << i % 8);
	}
	free(text);
	assert_true(back >= 64 * 5 && none >= 64);
}

/* ---- sets that are not whole ---- */

static void a_whole_set_is_whole(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0");

	assert_string_equal(whole(folder, one), "whole");
	/* The blobs of a store are hard links: a second name does no harm. */
	assert_int_equal(link(set_path(folder, one, files[0][0]), folder_path(folder, "blob")), 0);
	assert_string_equal(whole(folder, one), "whole");
	assert_string_equal(whole(folder, "../sets"), "missing");
	assert_string_equal(whole(folder, ""), "missing");
}

static void a_flipped_byte_in_any_file_is_found(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0"), *two = make_set(folder, 2, "0.1.0");
	const char *names[FILES + 1] = {files[0][0], files[1][0], files[2][0], "channel.json"};

	point(folder, two, one, NULL);
	for (int i = 0; i < FILES + 1; i++) {
		const char *path = set_path(folder, two, names[i]);
		char *text;
		size_t length;
		assert_true(file_read(path, 1 << 20, &text, &length, NULL));
		for (size_t at = 0; at < length; at++) {
			text[at] ^= 1;
			rewrite(path, text, length);
			if (strstr(whole(folder, two), "was changed") == NULL)
				fail_msg("byte %zu of %s", at, names[i]);
			text[at] ^= 1;
		}
		assert_string_equal(picked(folder, NULL), one);
		rewrite(path, text, length);
		free(text);
		assert_string_equal(picked(folder, NULL), two);
	}
}

static void lengths(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0");
	const char *path = set_path(folder, one, files[1][0]);

	put(path, "{} ");
	assert_non_null(strstr(whole(folder, one), "length"));
	put(path, "{");
	assert_non_null(strstr(whole(folder, one), "was changed"));
	put(path, "");
	assert_non_null(strstr(whole(folder, one), "length"));
}

static void missing_files_are_found(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0");

	for (int i = 0; i < FILES; i++) {
		unlink(set_path(folder, one, files[i][0]));
		assert_non_null(strstr(whole(folder, one), "1 of the 3 files are missing"));
		put(set_path(folder, one, files[i][0]), files[i][1]);
	}
	unlink(set_path(folder, one, "channel.json"));
	assert_non_null(strstr(whole(folder, one), "missing"));
}

static void extra_files_are_found(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0");
	static const char *const extra[] = {
	    "packs/hub/more.json", "more.json", "packs/more.json", "packs/hub/text/.hidden", "packs/hub/text/fr.json", "packs/hub/channel.json"};

	for (size_t i = 0; i < sizeof extra / sizeof extra[0]; i++) {
		put(set_path(folder, one, extra[i]), "{}");
		assert_non_null(strstr(whole(folder, one), "is not one of the files"));
		unlink(set_path(folder, one, extra[i]));
	}
	assert_string_equal(whole(folder, one), "whole");
	mkdir(set_path(folder, one, "packs/hub/review"), 0755);
	assert_non_null(strstr(whole(folder, one), "is not one of the folders"));
}

/* No link is followed, wherever it leads and whatever stands there. */
static void links_are_refused(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0");
	static const char *const names[] = {"packs/hub/pack.json", "channel.json", "packs/hub/text", "packs/hub", "packs"};
	char aside[128];

	snprintf(aside, sizeof aside, "%s/aside", folder->top);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *path = set_path(folder, one, names[i]);
		assert_int_equal(rename(path, aside), 0);
		assert_int_equal(symlink(aside, path), 0);
		if (strcmp(whole(folder, one), "whole") == 0)
			fail_msg("a link at %s was followed", names[i]);
		unlink(path);
		assert_int_equal(rename(aside, path), 0);
		assert_string_equal(whole(folder, one), "whole");
	}
	char set[512], sets[128];
	snprintf(set, sizeof set, "%s/sets/%s", folder->top, one);
	assert_int_equal(rename(set, aside), 0);
	assert_int_equal(symlink(aside, set), 0);
	assert_string_equal(whole(folder, one), "missing");
	unlink(set);
	assert_int_equal(rename(aside, set), 0);
	snprintf(sets, sizeof sets, "%s/sets", folder->top);
	assert_int_equal(rename(sets, aside), 0);
	assert_int_equal(symlink(aside, sets), 0);
	assert_string_equal(whole(folder, one), "missing");
}

/* A pipe would hold the screen up for ever. */
static void a_pipe_is_refused(void **state)
{
	const struct pack_folder *folder = *state;
	const char *one = make_set(folder, 1, "0.1.0");
	const char *path = set_path(folder, one, files[0][0]);

	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_non_null(strstr(whole(folder, one), "not a plain file"));
}

/* ---- trials ---- */

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

static void the_fourth_start_goes_back(void **state)
{
	(void)state;
	struct content_state own = {.starts = 0};

	for (int start = 1; start <= CONTENT_TRIALS; start++) {
		own = content_at_start(own);
		assert_int_equal(own.failed.count, 0);
		own = content_started(own, A);
		assert_int_equal(own.starts, start);
	}
	own = content_at_start(own);
	assert_int_equal(own.failed.count, 1);
	assert_string_equal(own.failed.set[0], A);
	assert_string_equal(own.set, "");
	own = content_started(own, B);
	assert_string_equal(own.set, B);
	assert_int_equal(own.starts, 1);
	assert_true(content_named(&own.failed, A));
}

static void a_good_set_is_not_on_trial(void **state)
{
	(void)state;
	struct content_state own = {.starts = 0};

	own = content_good(content_started(own, A), A);
	assert_true(own.good);
	for (int start = 0; start < 10; start++) {
		own = content_started(content_at_start(own), A);
		assert_true(own.good && own.starts == 0);
	}
	assert_int_equal(own.failed.count, 0);
	own = content_started(own, B); /* another begins its own trial */
	assert_false(own.good);
	assert_int_equal(own.starts, 1);
	own = content_good(own, A); /* what is said of another set is no news */
	assert_false(own.good);
	own = content_good((struct content_state){.starts = 0}, "");
	assert_false(own.good);
}

/* Months with A, an hour with B, back to A, and three power cuts within ten minutes. */
static void what_was_good_once_is_never_failed_by_its_starts(void **state)
{
	const struct pack_folder *folder = *state;
	const char *path = folder_path(folder, "content.json");
	struct content_state own = {.starts = 0};

	own = content_good(content_started(own, A), A);
	own = content_failed(content_started(own, B), B);
	for (int start = 0; start < 3 * CONTENT_TRIALS; start++) {
		own = content_started(content_at_start(own), A);
		assert_true(own.good && own.starts == 0);
		assert_true(content_save(path, &own, NULL));
		content_state_read(path, &own);
	}
	assert_false(content_named(&own.failed, A));
	for (int start = 0; start <= CONTENT_TRIALS; start++) /* another still is on trial */
		own = start < CONTENT_TRIALS ? content_started(content_at_start(own), C) : content_at_start(own);
	assert_true(content_named(&own.failed, C));
}

static void eight_good_sets_are_remembered(void **state)
{
	const struct pack_folder *folder = *state;
	const char *path = folder_path(folder, "content.json");
	struct content_state own = {.starts = 0};
	char set[TRUST_HEX_SIZE];

	for (int i = 0; i < 10; i++) {
		snprintf(set, sizeof set, "%064x", i);
		own = content_good(content_started(own, set), set);
		own = content_failed(own, set);
	}
	assert_true(content_save(path, &own, NULL)); /* both lists full: it can be read again */
	content_state_read(path, &own);
	assert_int_equal(own.failed.count, CONTENT_NAMES_MAX);
	assert_int_equal(own.good_sets.count, CONTENT_NAMES_MAX);
	assert_string_equal(own.good_sets.set[0] + 63, "2");
	assert_string_equal(own.good_sets.set[7] + 63, "9");
	put(path, "{\"format\": 1, \"set\": \"" A "\", \"starts\": 0, \"good\": true, \"failed\": []}"); /* of an older program */
	content_state_read(path, &own);
	assert_true(own.good && content_named(&own.good_sets, A));
}

static void an_end_in_order_says_nothing_against_it(void **state)
{
	(void)state;
	struct content_state own = {.starts = 0};

	for (int i = 0; i < 10; i++) {
		own = content_started(content_at_start(own), A);
		own = content_ended(own, A);
	}
	assert_int_equal(own.starts, 0);
	own = content_ended(own, A);
	assert_int_equal(own.starts, 0);
	own = content_ended(content_started(own, A), B);
	assert_int_equal(own.starts, 1);
}

static void eight_failed_sets_are_remembered(void **state)
{
	(void)state;
	struct content_state own = {.starts = 0};
	char set[TRUST_HEX_SIZE];

	for (int i = 0; i < 10; i++) {
		snprintf(set, sizeof set, "%064x", i);
		own = content_failed(own, set);
		own = content_failed(own, set);
	}
	assert_int_equal(own.failed.count, CONTENT_NAMES_MAX);
	snprintf(set, sizeof set, "%064x", 1);
	assert_false(content_named(&own.failed, set));
	snprintf(set, sizeof set, "%064x", 2);
	assert_true(content_named(&own.failed, set));
	assert_string_equal(own.failed.set[7] + 63, "9");
}

static void the_state_is_kept(void **state)
{
	const struct pack_folder *folder = *state;
	const char *path = folder_path(folder, "content.json");
	struct content_state own = {.starts = 0}, again;
	struct fault fault;

	content_state_read(path, &again);
	assert_memory_equal(&own, &again, sizeof own);
	own = content_started(content_started(content_failed(own, B), A), A);
	assert_true(content_save(path, &own, &fault));
	content_state_read(path, &again);
	assert_string_equal(again.set, A);
	assert_int_equal(again.starts, 2);
	assert_false(again.good);
	assert_int_equal(again.failed.count, 1);
	assert_string_equal(again.failed.set[0], B);
	own = content_good(own, A);
	assert_true(content_save(path, &own, &fault));
	content_state_read(path, &again);
	assert_true(again.good);
	assert_false(content_save("/nowhere/content.json", &own, &fault));
	assert_non_null(strstr(fault.says, "cannot write"));
}

static void a_broken_state_counts_as_none(void **state)
{
	const struct pack_folder *folder = *state;
	const char *path = folder_path(folder, "content.json");
	static const char *const broken[] = {"",
					     "{",
					     "[]",
					     "{\"format\": 3, \"set\": \"" A "\", \"starts\": 9}",
					     "{\"format\": 1, \"set\": \"" A "a\", \"starts\": 9, \"good\": true}",
					     "{\"format\": 1, \"set\": null, \"starts\": 9, \"failed\": [1, null, \"x\", {}]}"};
	struct content_state own;
	static const struct content_state nothing;

	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		put(path, broken[i]);
		memset(&own, 0xA5, sizeof own);
		content_state_read(path, &own);
		assert_memory_equal(&own, &nothing, sizeof own);
	}
	put(path, "{\"format\": 1, \"set\": \"" A "\", \"starts\": -5, \"good\": 1, \"failed\": \"" A "\"}");
	content_state_read(path, &own);
	assert_string_equal(own.set, A);
	assert_true(own.starts == 0 && !own.good && own.failed.count == 0);
	put(path, "{\"format\": 1, \"set\": \"" A "\", \"starts\": 999999999999}");
	content_state_read(path, &own);
	assert_int_equal(own.starts, CONTENT_STARTS_MAX);
	assert_string_equal(content_at_start(own).set, "");
}

#define T(name) cmocka_unit_test(name)
#define F(name) cmocka_unit_test_setup_teardown(name, folder_begin, folder_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    F(the_current_one_is_picked),
	    F(nothing_there_is_told),
	    F(failed_and_bad_sets_are_passed_over),
	    F(what_needs_a_later_program_is_passed_over),
	    F(a_broken_pointer_counts_as_none),
	    F(no_flipped_bit_of_the_pointer_does_harm),
	    F(a_whole_set_is_whole),
	    F(a_flipped_byte_in_any_file_is_found),
	    F(lengths),
	    F(missing_files_are_found),
	    F(extra_files_are_found),
	    F(links_are_refused),
	    F(a_pipe_is_refused),
	    T(the_fourth_start_goes_back),
	    T(a_good_set_is_not_on_trial),
	    F(what_was_good_once_is_never_failed_by_its_starts),
	    F(eight_good_sets_are_remembered),
	    T(an_end_in_order_says_nothing_against_it),
	    T(eight_failed_sets_are_remembered),
	    F(the_state_is_kept),
	    F(a_broken_state_counts_as_none),
	};

	return cmocka_run_group_tests_name("core/content", tests, NULL, NULL);
}
