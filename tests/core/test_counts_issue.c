/* What leaves the kiosk (S42), and a store that survives its process at every moment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <jansson.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "counts_folder.h"

/* Adds counts by name in a week and issues what is due in `now`. */
static bool issue_in(int32_t now)
{
	struct counts_store store;

	assert_int_equal(counts_store_open(&store, folder, &fault), COUNTS_FINE);
	bool fine = issue_months(&store, folder, hub, now, &fault);
	counts_store_close(&store);
	return fine;
}

static void add(int32_t week, const uint32_t *counts, int count)
{
	struct batch batch = batch_of(0);
	struct counts_store store;
	bool added;

	for (int i = 0; i < count; i++)
		batch.add[i] = counts[i];
	assert_int_equal(counts_store_open(&store, folder, &fault), COUNTS_FINE);
	assert_int_equal(counts_store_slot(&store, week, &batch, &added, &fault), COUNTS_FINE);
	assert_true(added);
	counts_store_close(&store);
}

static json_t *read_issue(const char *month)
{
	char path[160];
	json_error_t error;

	snprintf(path, sizeof path, "%s/outbox/counts-%s.json", folder, month);
	return json_load_file(path, JSON_REJECT_DUPLICATES, &error);
}

/* "*" is -1, no such key -2. */
static long value(json_t *object, const char *key)
{
	json_t *found = json_object_get(object, key);

	return json_is_integer(found) ? (long)json_integer_value(found) : json_is_string(found) ? -1 : -2;
}

static int outbox_files(void)
{
	static const char *const months[] = {"2026-09", "2026-10", "2026-11", "2026-12", "2027-01"};
	char name[64];
	int count = 0;

	for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
		snprintf(name, sizeof name, "outbox/counts-%s.json", months[i]);
		count += is_there(name);
	}
	return count;
}

/* S42: rounded each by itself; the total from the true counts, not from the rounded
 * ones; offers by id, all of them, whatever was counted; no cross-tables. */
static void s42_one_file_a_month(void **state)
{
	(void)state;
	const uint32_t first[] = {23, 12, 11, 12, 0}, second[] = {20, 0, 0, 0, 13};

	add(week_of("2026-11-05"), first, 5);
	add(week_of("2026-11-12"), second, 5);
	assert_true(issue_in(week_of("2026-11-26"))); /* the month is not over */
	assert_int_equal(outbox_files(), 0);
	assert_true(issue_in(week_of("2026-11-30"))); /* its Thursday is in December */
	assert_int_equal(outbox_files(), 1);
	json_t *whole = read_issue("2026-11"), *codes = json_object_get(whole, "codes"), *offers = json_object_get(codes, "offers");
	assert_int_equal(json_object_size(whole), 7);
	assert_string_equal(json_string_value(json_object_get(whole, "month")), "2026-11");
	assert_int_equal(value(whole, "one_in"), COUNTS_ONE_IN);
	assert_int_equal(value(whole, "visits"), 45);   /* 43 */
	assert_int_equal(value(whole, "finished"), 10); /* 12 */
	assert_int_equal(json_object_size(codes), 2);
	assert_int_equal(value(codes, "total"), 35);    /* 36; rounded parts give 10 + 10 + 15 = 35 too, see below */
	assert_int_equal(value(offers, "arguing"), 10); /* 11 */
	assert_int_equal(value(offers, "baby-course"), 10);
	assert_int_equal(value(offers, "couples"), 15); /* 13 */
	assert_int_equal(value(offers, "group"), -1);
	assert_int_equal(json_object_size(offers), names.name_count - COUNT_OFFERS);
	const char *key, *before = "";
	json_t *one;
	json_object_foreach(offers, key, one)
	{
		assert_true(strcmp(before, key) < 0);
		before = key;
	}
	json_decref(whole);
}

/* S42: a total that is not the sum of its parts, as the true counts have it. */
static void s42_totals_on_their_own(void **state)
{
	(void)state;
	const uint32_t counts[] = {60, 12, 12, 12, 12, 12, 12}; /* five codes of 12: 60, the rounded ones give 50 */

	add(week_of("2026-11-05"), counts, 7);
	assert_true(issue_in(week_of("2026-12-10")));
	json_t *whole = read_issue("2026-11"), *codes = json_object_get(whole, "codes");
	assert_int_equal(value(codes, "total"), 60);
	assert_int_equal(value(json_object_get(codes, "offers"), "couples"), 10);
	json_decref(whole);
}

/* S42: no count from 1 to 7, and none that is no multiple of 5, is in any file. */
static void s42_nothing_unrounded(void **state)
{
	(void)state;
	int32_t week = week_of("2026-09-10");

	for (uint32_t i = 0; i < 12; i++) {
		const uint32_t counts[] = {10 + i, 10 + 2 * i, i % 2 ? 10 + i : 0, 11, 17};
		add(week + (int32_t)i, counts, 5);
	}
	assert_true(issue_in(week + 20));
	static const char *const months[] = {"2026-09", "2026-10", "2026-11"};
	for (int i = 0; i < 3; i++) {
		json_t *whole = read_issue(months[i]), *one;
		const char *key;
		assert_non_null(whole);
		json_t *offers = json_object_get(json_object_get(whole, "codes"), "offers");
		json_object_foreach(offers, key, one)
		{
			assert_true(value(offers, key) == -1 || (value(offers, key) >= 10 && value(offers, key) % 5 == 0));
		}
		assert_true(value(whole, "visits") % 5 == 0 && value(whole, "visits") >= 10);
		json_decref(whole);
	}
}

/* S42: a month is issued once: not when the file was fetched and deleted, not when
 * more is counted under its weeks, not after the clock went back. */
static void s42_the_same_month_never_twice(void **state)
{
	(void)state;
	const uint32_t counts[] = {20, 10};
	char path[160];

	add(week_of("2026-11-05"), counts, 2);
	assert_true(issue_in(week_of("2026-12-03")));
	snprintf(path, sizeof path, "%s/outbox/counts-2026-11.json", folder);
	assert_int_equal(remove(path), 0);
	assert_true(issue_in(week_of("2026-12-03")));
	assert_true(issue_in(week_of("2027-01-07")));
	assert_int_equal(outbox_files(), 0);
	add(week_of("2026-11-12"), counts, 2); /* the clock went back, and came again */
	assert_true(issue_in(week_of("2027-01-07")));
	assert_int_equal(outbox_files(), 0);
	assert_int_equal(ask("SELECT count(*) FROM issued WHERE month = 202611"), 1);
}

/* S42: what lies in the outbox already is not overwritten. */
static void s42_no_file_over_another(void **state)
{
	(void)state;
	const uint32_t counts[] = {20, 10};
	char path[160], *text;
	size_t length;

	assert_true(issue_outbox(folder, &fault));
	snprintf(path, sizeof path, "%s/outbox/counts-2026-11.json", folder);
	put_bytes(path, "first", 5);
	add(week_of("2026-11-05"), counts, 2);
	assert_true(issue_in(week_of("2026-12-03")));
	assert_true(file_read(path, 100, &text, &length, &fault));
	assert_string_equal(text, "first");
	free(text);
	assert_false(is_there("counts-2026-11.json.part"));
}

/* Whoever sends the files reads them by group, and no more than them. */
static void the_outbox_is_for_the_group(void **state)
{
	(void)state;
	const uint32_t counts[] = {20, 10};
	struct stat about;
	char path[160];
	mode_t mask = umask(0077);

	add(week_of("2026-11-05"), counts, 2);
	assert_true(issue_in(week_of("2026-12-03")));
	umask(mask);
	snprintf(path, sizeof path, "%s/outbox", folder);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0750);
	snprintf(path, sizeof path, "%s/outbox/counts-2026-11.json", folder);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0640);
}

/* An outbox that cannot be: nothing is lost, the month goes when it can. */
static void an_outbox_in_the_way(void **state)
{
	(void)state;
	const uint32_t counts[] = {20, 10};
	char path[160];

	snprintf(path, sizeof path, "%s/outbox", folder);
	put_bytes(path, "x", 1);
	add(week_of("2026-11-05"), counts, 2);
	assert_false(issue_in(week_of("2026-12-03")));
	assert_true(fault.says[0] != 0);
	remove(path);
	assert_true(issue_in(week_of("2026-12-03")));
	assert_int_equal(outbox_files(), 1);
}

/* No room for the file of a month: it goes when there is. */
static void no_room_for_a_month(void **state)
{
	(void)state;
	const uint32_t counts[] = {20, 10};
	int status = 0;

	add(week_of("2026-11-05"), counts, 2);
	pid_t child = fork();
	if (child == 0) {
		struct rlimit limit = {100, 100};
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit(issue_in(week_of("2026-12-03")) ? 1 : 0);
	}
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(outbox_files(), 0);
	assert_true(issue_in(week_of("2026-12-03")));
	assert_int_equal(outbox_files(), 1);
}

/* --- the process dies at every one of its system calls --- */

static void dying_work(int32_t week)
{
	struct counts_store store;
	struct batch batch = batch_of(11);
	bool added;

	if (counts_store_open(&store, folder, &fault) != COUNTS_FINE)
		_exit(1);
	counts_store_slot(&store, week, &batch, &added, &fault);
	issue_months(&store, folder, hub, week, &fault);
	counts_store_close(&store);
	_exit(0);
}

/* A call stops twice, before and after; before the next is the same as after this.
 * With sanitizers a process is slow to begin: a sample is enough there. */
#ifdef __SANITIZE_ADDRESS__
enum { STEP = 26 };
#else
enum { STEP = 2 };
#endif

/* Runs the work and kills it at its stop number `at`. True when it ended by itself before that; -1 when it cannot be traced. */
static int run_and_kill(int32_t week, int at)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
			_exit(77);
		raise(SIGSTOP);
		dying_work(week);
	}
	waitpid(child, &status, 0);
	if (WIFEXITED(status))
		return WEXITSTATUS(status) == 77 ? -1 : 1;
	for (int stop = 0; stop < at; stop++) {
		ptrace(PTRACE_SYSCALL, child, NULL, NULL);
		waitpid(child, &status, 0);
		if (WIFEXITED(status))
			return 1;
	}
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	return 0;
}

/* S41, S42: whatever the last call was, the store reads, each week holds all of its
 * addition or nothing, and the month goes out once. */
static void s42_killed_at_every_call(void **state)
{
	(void)state;
	int32_t week = week_of("2026-12-10");
	const uint32_t counts[] = {20, 10};
	int at = 0, ended = 0;

	for (; !ended && at < 2000; at += STEP) {
		remove_folder();
		assert_int_equal(mkdir(folder, 0700), 0);
		add(week_of("2026-11-05"), counts, 2);
		ended = run_and_kill(week, at);
		if (ended < 0)
			skip();
		assert_int_equal(slot(week, 0, NULL), COUNTS_FINE); /* as the next start would */
		assert_int_equal(ask("SELECT count(DISTINCT count) FROM counts WHERE week = 202650"), 1);
		assert_true(issue_in(week));
		assert_int_equal(outbox_files(), 1);
		assert_false(is_there("counts-2026-11.json.part"));
		json_t *whole = read_issue("2026-11");
		assert_int_equal(value(whole, "visits"), 20);
		json_decref(whole);
		assert_int_equal(count_files(), 1);
	}
	assert_true(ended && at > 100);
	print_message("# killed at %d calls of a slot that adds and issues: the store was whole after each\n", at / STEP);
}

/* The same for a store that is just begun. */
static void killed_while_it_begins(void **state)
{
	(void)state;
	int32_t week = week_of("2026-12-10");
	int at = 0, ended = 0;

	for (; !ended && at < 2000; at += STEP) {
		remove_folder();
		assert_int_equal(mkdir(folder, 0700), 0);
		ended = run_and_kill(week, at);
		if (ended < 0)
			skip();
		assert_int_equal(slot(week, 0, NULL), COUNTS_FINE);
		assert_int_equal(ask("SELECT count(DISTINCT count) FROM counts WHERE week = 202650"), 1);
		assert_int_equal(count_files(), 1);
	}
	assert_true(ended && at > 100);
}

#define T(test) cmocka_unit_test_setup_teardown(test, make_folder, end_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(s42_one_file_a_month),     T(s42_totals_on_their_own),     T(s42_nothing_unrounded), T(s42_the_same_month_never_twice),
	    T(s42_no_file_over_another), T(the_outbox_is_for_the_group), T(an_outbox_in_the_way),  T(no_room_for_a_month),
	    T(s42_killed_at_every_call), T(killed_while_it_begins),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
