/*
 * Reporting without a network: names, what is to be sent and in which order, what is joined,
 * and what happens when the line breaks anywhere (sync/report.h).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "core/glass.h"
#include "core/problem.h"
#include "sync/report.h"
#include "sync/report_object.h"
#include "sync/report_sent.h"

enum { PUTS_MAX = 1200 };

/* A server that remembers, and fails when it is told to. */
struct server {
	int count;
	char names[PUTS_MAX][REPORT_OBJECT_MAX];
	char *texts[PUTS_MAX];
	int fail_at; /* this attempt, from 0, and all later ones; -1: none */
	bool lost;   /* it takes the thing at `fail_at`, and its answer is lost */
	int attempts;
	enum failure failure;
	bool once; /* only this attempt fails */
};

static char folder[64], outbox[96], state_folder[96], fetch[128], activate[128];
static struct server server;
static const uint8_t chance[REPORT_CHANCE_BYTES] = {0xff, 1, 2, 3, 4, 5, 0xff, 7, 0xff, 9, 10, 11, 12, 13, 14, 15};
static struct trust_problem problem;
static struct report_done done;
static int32_t today;
static const char *const uuid = "ff010203-0405-4f07-bf09-0a0b0c0d0e0f";

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
	(void)about;
	(void)kind;
	(void)at;
	return remove(path);
}

static int start(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s/signpost-report-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(folder));
	snprintf(outbox, sizeof outbox, "%s/outbox", folder);
	snprintf(state_folder, sizeof state_folder, "%s/state", folder);
	snprintf(fetch, sizeof fetch, "%s/fetch.json", folder);
	snprintf(activate, sizeof activate, "%s/activate.json", folder);
	assert_int_equal(mkdir(outbox, 0750) | mkdir(state_folder, 0700), 0);
	server = (struct server){.fail_at = -1};
	today = day_of(2026, 11, 28);
	return 0;
}

static int end(void **state)
{
	(void)state;
	for (int i = 0; i < server.count; i++)
		free(server.texts[i]);
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static enum put_did send_to(void *context, const struct put_thing *thing, struct trust_problem *out)
{
	struct server *to = context;
	int attempt = to->attempts++;
	bool fails = to->fail_at >= 0 && (to->once ? attempt == to->fail_at : attempt >= to->fail_at);

	assert_int_equal(thing->way, PUT_CREATE);
	assert_string_equal(thing->type, "application/json");
	for (int i = 0; i < to->count; i++)
		if (strcmp(to->names[i], thing->name) == 0 && !fails)
			return PUT_THERE;
	if (!fails || (to->lost && attempt == to->fail_at)) {
		assert_true(to->count < PUTS_MAX);
		snprintf(to->names[to->count], REPORT_OBJECT_MAX, "%s", thing->name);
		to->texts[to->count++] = strndup(thing->bytes, thing->length);
	}
	if (!fails)
		return PUT_DONE;
	problem_set(out, to->failure, "the server fails");
	return PUT_NOT_DONE;
}

static struct report_job job_at(int32_t day)
{
	return (struct report_job){.outbox = outbox,
				   .state = state_folder,
				   .fetch = fetch,
				   .activate = activate,
				   .council = "leeds",
				   .now = moment_of(day, 12 * 60),
				   .clock_sure = true,
				   .chance = chance};
}

/* Gives how many were due; -1 when it could not be opened. */
static int run_at(int32_t day)
{
	const struct report_job job = job_at(day);
	const struct report_way way = {send_to, &server};

	problem = (struct trust_problem){.failure = FAILURE_NONE};
	done = (struct report_done){0};
	struct report *report = report_open(&job, &problem);
	if (!report)
		return -1;
	int due = report_due(report);
	bool good = report_send(report, &way, &done, &problem);
	assert_int_equal(good, problem.failure == FAILURE_NONE);
	assert_int_equal(done.put + done.there + done.refused + done.waiting, due);
	report_close(report);
	return due;
}

static void put_file(const char *name, const char *text)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", outbox, name);
	assert_true(file_replace(path, text, strlen(text), NULL));
}

static void put_glass(int32_t day, int faults)
{
	struct glass glass = {.day = day, .program = "0.1.0", .faults = faults};
	json_t *json = glass_json(&glass);
	char *text = json_dumps(json, 0);

	assert_true(outbox_put_glass(outbox, day, text, NULL));
	free(text);
	json_decref(json);
}

static void put_counts(const char *month)
{
	char name[48], text[400];

	snprintf(name, sizeof name, "counts-%s.json", month);
	snprintf(text, sizeof text,
		 "{\"format\": 1, \"month\": \"%s\", \"packs\": \"uk-base 2026-10-07\", \"one_in\": 8, \"visits\": 25, \"finished\": \"*\", "
		 "\"codes\": {\"total\": \"*\", \"offers\": {}}}",
		 month);
	put_file(name, text);
}

static void assert_sent(int number, const char *name)
{
	char whole[REPORT_OBJECT_MAX];

	assert_true(number < server.count);
	snprintf(whole, sizeof whole, "leeds/%s/%s", uuid, name);
	assert_string_equal(server.names[number], whole);
}

/* ---- names ---- */

static void names_of_objects(void **state)
{
	struct outbox_file file;
	struct object_name name;
	char council[300], made[REPORT_UUID_SIZE];

	(void)state;
	assert_true(outbox_name("counts-2026-11.json", &file) && object_name("leeds", uuid, &file, 1, &name));
	assert_string_equal(name.text, "leeds/ff010203-0405-4f07-bf09-0a0b0c0d0e0f/m/2026-11.json");
	assert_true(outbox_name("glass-2026-11-28.json", &file) && object_name("leeds", uuid, &file, 1, &name));
	assert_string_equal(name.text, "leeds/ff010203-0405-4f07-bf09-0a0b0c0d0e0f/d/2026-11-28.json");
	assert_true(object_name("leeds", uuid, &file, 4, &name));
	assert_string_equal(strrchr(name.text, '/'), "/2026-11-28_4.json");
	memset(council, 'c', sizeof council - 1);
	council[sizeof council - 1] = 0;
	assert_false(object_name(council, uuid, &file, 1, &name));
	installation_make(chance, made);
	assert_string_equal(made, uuid);
}

static void the_installation_is_named_once(void **state)
{
	static const uint8_t other[REPORT_CHANCE_BYTES] = {9};
	char path[128], name[REPORT_UUID_SIZE], again[REPORT_UUID_SIZE];
	struct stat about;

	(void)state;
	snprintf(path, sizeof path, "%s/installation", state_folder);
	umask(0);
	assert_true(installation_read(path, chance, name, &problem));
	umask(022);
	assert_string_equal(name, uuid);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_true(installation_read(path, other, again, &problem));
	assert_string_equal(again, uuid);
	static const char *const odd[] = {"", "x", "ff010203-0405-1f07-bf09-0a0b0c0d0e0f\n", "../../../../../../../../../../../etc/x\n",
					  "FF010203-0405-4F07-BF09-0A0B0C0D0E0F\n"};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		assert_true(file_replace(path, odd[i], strlen(odd[i]), NULL));
		assert_true(installation_read(path, other, again, &problem));
		assert_string_equal(again, "09000000-0000-4000-8000-000000000000");
	}
	assert_false(installation_read("/no/such/folder/installation", chance, again, &problem));
	assert_int_equal(problem.failure, FAILURE_DISK);
}

/* ---- what is due ---- */

static void oldest_first_and_once(void **state)
{
	(void)state;
	put_glass(today, 0);
	put_glass(today - 1, 0);
	put_counts("2026-10");
	put_counts("2026-11");
	put_glass(today - 40, 0);
	assert_int_equal(run_at(today), 5);
	assert_int_equal(done.put, 5);
	assert_sent(0, "m/2026-10.json");
	assert_sent(1, "d/2026-10-19.json");
	assert_sent(2, "m/2026-11.json");
	assert_sent(3, "d/2026-11-27.json");
	assert_sent(4, "d/2026-11-28.json");
	assert_int_equal(run_at(today), 0);
	assert_int_equal(server.attempts, 5);
	assert_int_equal(run_at(today + 1), 0);
}

static void only_the_last_day_changes(void **state)
{
	(void)state;
	put_glass(today - 1, 0);
	put_glass(today, 0);
	assert_int_equal(run_at(today), 2);
	put_glass(today - 1, 9);
	assert_int_equal(run_at(today), 0);
	for (int i = 1; i < 8; i++) {
		put_glass(today, i);
		assert_int_equal(run_at(today), i < REPORT_TIMES_MAX);
	}
	assert_int_equal(server.count, 1 + REPORT_TIMES_MAX);
	assert_sent(4, "d/2026-11-28_4.json");
}

static void the_future_waits(void **state)
{
	(void)state;
	put_glass(today, 0);
	put_glass(today + 2, 0);
	assert_int_equal(run_at(today), 1);
	assert_int_equal(run_at(today + 1), 1);
	assert_sent(1, "d/2026-11-30.json");
}

static void a_silent_screen(void **state)
{
	json_error_t error;

	(void)state;
	put_glass(today, 0);
	assert_int_equal(run_at(today), 1);
	assert_int_equal(run_at(today + 1), 0); /* that of yesterday is enough */
	for (int i = 2; i < 5; i++) {
		assert_int_equal(run_at(today + i), 1);
		assert_int_equal(run_at(today + i), 0);
	}
	assert_sent(3, "d/2026-12-02.json");
	json_t *object = json_loads(server.texts[3], 0, &error);
	assert_true(json_is_null(json_object_get(object, "glass")));
	assert_string_equal(json_string_value(json_object_get(object, "kind")), "day");
	json_decref(object);
}

static void an_outbox_that_is_not_there(void **state)
{
	(void)state;
	put_glass(today, 0);
	assert_int_equal(run_at(today), 1);
	assert_int_equal(rename(outbox, fetch), 0);
	assert_int_equal(run_at(today), 0);
	assert_int_equal(problem.failure, FAILURE_MISSING);
	assert_int_equal(rename(fetch, outbox), 0);
	assert_int_equal(run_at(today), 0); /* what was sent is still known */
	assert_int_equal(problem.failure, FAILURE_NONE);
}

/* ---- the line breaks ---- */

/* Wherever it breaks, also after the server has taken the thing: nothing is lost, nothing is
 * twice on the server, and all goes in order. */
static void wherever_the_line_breaks(void **state)
{
	enum { DAYS = 20 };

	for (int at = 0; at < DAYS; at++)
		for (int lost = 0; lost < 2; lost++) {
			start(state);
			for (int i = 0; i < DAYS; i++)
				put_glass(today - i, 0);
			server.fail_at = at;
			server.lost = lost;
			server.failure = FAILURE_OFFLINE;
			assert_int_equal(run_at(today), DAYS);
			assert_int_equal(problem.failure, FAILURE_OFFLINE);
			assert_true(done.cut && done.put == at && done.waiting == DAYS - at);
			assert_int_equal(server.attempts, at + 1);
			server.fail_at = -1;
			assert_int_equal(run_at(today), DAYS - at);
			assert_int_equal(problem.failure, FAILURE_NONE);
			assert_int_equal(done.there, lost);
			assert_int_equal(server.count, DAYS);
			for (int i = 1; i < DAYS; i++)
				assert_true(strcmp(server.names[i - 1], server.names[i]) < 0);
			end(state);
		}
	start(state);
}

static void what_a_server_does_not_take(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++)
		put_glass(today - i, 0);
	server.fail_at = 2;
	server.once = true;
	server.failure = FAILURE_TOO_BIG;
	assert_int_equal(run_at(today), 5);
	assert_true(!done.cut && done.put == 4 && done.refused == 1 && done.waiting == 0);
	assert_int_equal(problem.failure, FAILURE_TOO_BIG);
	server.fail_at = -1;
	assert_int_equal(run_at(today), 1);
	assert_int_equal(problem.failure, FAILURE_NONE);
}

static void what_is_broken_does_not_hold_up_the_rest(void **state)
{
	char path[256], *large = malloc(1 << 20);

	(void)state;
	memset(large, ' ', (1 << 20) - 1);
	large[(1 << 20) - 1] = 0;
	put_file("glass-2026-11-01.json", "{");
	put_file("glass-2026-11-02.json", "");
	put_file("glass-2026-11-03.json", large);
	put_file("counts-2026-09.json", "{\"visits\": 13}");
	snprintf(path, sizeof path, "%s/glass-2026-11-04.json", outbox);
	assert_int_equal(symlink("glass-2026-11-28.json", path), 0);
	snprintf(path, sizeof path, "%s/glass-2026-11-05.json", outbox);
	assert_int_equal(mkdir(path, 0700), 0);
	put_glass(today, 0);
	assert_int_equal(run_at(today), 7);
	assert_true(!done.cut && done.put == 1 && done.refused == 6);
	assert_int_equal(problem.failure, FAILURE_FORMAT);
	assert_non_null(strstr(problem.fault.says, "counts-2026-09.json"));
	assert_sent(0, "d/2026-11-28.json");
	free(large);
}

/* ---- limits, and what is kept ---- */

static void it_never_grows(void **state)
{
	char path[128];
	static struct sent sent;

	(void)state;
	snprintf(path, sizeof path, "%s/sent.json", state_folder);
	for (int i = 0; i < 700; i++)
		put_glass(today - i, 0);
	assert_int_equal(run_at(today), OUTBOX_FILES_MAX);
	sent_read(path, &sent);
	assert_int_equal(sent.count, OUTBOX_FILES_MAX);
	assert_int_equal(run_at(today), 0);
	assert_int_equal(outbox_prune(outbox, today), 700 - OUTBOX_DAYS_KEPT);
	assert_int_equal(run_at(today), 0);
	sent_read(path, &sent);
	assert_int_equal(sent.count, OUTBOX_DAYS_KEPT);
}

static void what_was_sent_is_read_leniently(void **state)
{
	static const char *const odd[] = {"",
					  "[]",
					  "{",
					  "{\"format\": 2, \"sent\": {}}",
					  "{\"format\": 1, \"sent\": {\"x\": {\"sha256\": \"\", \"times\": 1}}}",
					  "{\"format\": 1, \"sent\": {\"glass-2026-11-28.json\": {\"sha256\": \"zz\", \"times\": 1}}}",
					  "{\"format\": 1, \"sent\": {\"glass-2026-11-28.json\": {\"sha256\": \"\", \"times\": 9}}}",
					  "{\"format\": 1, \"sent\": {\"glass-2026-11-28.json\": 4}}",
					  "{\"format\": 1, \"sent\": 4}"};
	static struct sent sent;
	char path[128];

	(void)state;
	snprintf(path, sizeof path, "%s/sent.json", state_folder);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		assert_true(file_replace(path, odd[i], strlen(odd[i]), NULL));
		sent.count = 5;
		sent_read(path, &sent);
		assert_int_equal(sent.count, 0);
	}
	put_glass(today, 0);
	assert_int_equal(run_at(today), 1);
	assert_true(file_replace(path, "broken", 6, NULL));
	assert_int_equal(run_at(today), 1);
	assert_int_equal(done.there, 1);
}

/* ---- joining ---- */

static void joined_with_the_other_steps(void **state)
{
	struct status status = {
	    .step = "fetch", .at = moment_of(today, 600), .failure = FAILURE_EXPIRED, .tries = 3, .release = 12, .clock_unsure = true};
	struct status never = {.step = "activate"};
	json_error_t error;

	(void)state;
	status.trust.root = 4;
	status.trust.timestamp_expires = moment_of(today + 20, 0);
	snprintf(status.says, sizeof status.says, "timestamp.json ran out");
	snprintf(status.tag.etag, sizeof status.tag.etag, "\"57\"");
	assert_true(status_write(fetch, &status, NULL));
	assert_null(object_step(&never));
	put_glass(today, 2);
	assert_int_equal(run_at(today), 1);
	json_t *object = json_loads(server.texts[0], JSON_REJECT_DUPLICATES, &error), *step = json_object_get(object, "fetch");
	assert_string_equal(json_string_value(json_object_get(step, "failure")), "expired");
	assert_string_equal(json_string_value(json_object_get(step, "staff")), failure_staff(FAILURE_EXPIRED));
	assert_string_equal(json_string_value(json_object_get(step, "it")), failure_it(FAILURE_EXPIRED));
	assert_int_equal(json_integer_value(json_object_get(step, "release")), 12);
	assert_int_equal(json_integer_value(json_object_get(step, "tries")), 3);
	assert_true(json_is_true(json_object_get(step, "clock_unsure")));
	assert_int_equal(json_integer_value(json_object_get(json_object_get(step, "trust"), "root")), 4);
	assert_string_equal(json_string_value(json_object_get(json_object_get(step, "trust"), "expires")), "2026-12-18T00:00:00Z");
	assert_null(json_object_get(step, "etag"));
	assert_true(json_is_null(json_object_get(object, "activate")) && json_is_null(json_object_get(object, "report")));
	assert_string_equal(json_string_value(json_object_get(object, "at")), "2026-11-28T12:00:00Z");
	assert_int_equal(json_integer_value(json_object_get(json_object_get(json_object_get(object, "glass"), "health"), "faults")), 2);
	json_decref(object);
}

static void what_stops_it(void **state)
{
	struct report_job job = job_at(today);

	(void)state;
	job.council = "";
	assert_null(report_open(&job, &problem));
	assert_int_equal(problem.failure, FAILURE_SETTINGS);
	job = job_at(today);
	job.state = "/no/such/folder";
	assert_null(report_open(&job, &problem));
	assert_int_equal(problem.failure, FAILURE_DISK);
	job = job_at(today);
	struct report *first = report_open(&job, &problem);
	assert_non_null(first);
	assert_string_equal(report_installation(first), uuid);
	assert_null(report_open(&job, &problem));
	assert_int_equal(problem.failure, FAILURE_DISK);
	assert_non_null(strstr(problem.fault.says, "another report"));
	report_close(first);
	report_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(names_of_objects, start, end),
	    cmocka_unit_test_setup_teardown(the_installation_is_named_once, start, end),
	    cmocka_unit_test_setup_teardown(oldest_first_and_once, start, end),
	    cmocka_unit_test_setup_teardown(only_the_last_day_changes, start, end),
	    cmocka_unit_test_setup_teardown(the_future_waits, start, end),
	    cmocka_unit_test_setup_teardown(a_silent_screen, start, end),
	    cmocka_unit_test_setup_teardown(an_outbox_that_is_not_there, start, end),
	    cmocka_unit_test_setup_teardown(wherever_the_line_breaks, NULL, end),
	    cmocka_unit_test_setup_teardown(what_a_server_does_not_take, start, end),
	    cmocka_unit_test_setup_teardown(what_is_broken_does_not_hold_up_the_rest, start, end),
	    cmocka_unit_test_setup_teardown(it_never_grows, start, end),
	    cmocka_unit_test_setup_teardown(what_was_sent_is_read_leniently, start, end),
	    cmocka_unit_test_setup_teardown(joined_with_the_other_steps, start, end),
	    cmocka_unit_test_setup_teardown(what_stops_it, start, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
