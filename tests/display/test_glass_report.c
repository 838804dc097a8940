/*
 * The report of the glass: what is in it, and that neither that nor the second in which it
 * is written tells of a visit (S39, S41; display/glass_report.h).
 */
#include "kiosk_fixture.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "core/outbox.h"

enum { WRITES_MAX = 32, MINUTE_MS = 60 * 1000 };

/* What was written, and when. */
struct writes {
	int count;
	struct {
		moment at;
		char name[OUTBOX_NAME_SIZE];
		char *text;
	} list[WRITES_MAX];
};

static char folder[64], outbox[96];

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
	(void)about;
	(void)kind;
	(void)at;
	return remove(path);
}

static void begin_at(const char *when)
{
	moment now;

	assert_true(moment_parse(when, &now));
	kiosk_set_wall(&kiosk, now);
	kiosk_fill(&kiosk);
	kiosk_count(&kiosk);
}

static int start(void **state)
{
	snprintf(folder, sizeof folder, "%s/signpost-glass-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(folder));
	snprintf(outbox, sizeof outbox, "%s/outbox", folder);
	kiosk_start(state);
	snprintf(kiosk.settings.counts, sizeof kiosk.settings.counts, "%s", folder);
	return 0;
}

static int end(void **state)
{
	kiosk.counting.folder[0] = 0; /* no last slot */
	kiosk_end(state);
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void store_named(void)
{
	snprintf(kiosk.supply.store, sizeof kiosk.supply.store, "%s", folder);
}

static void new_pointer(int number)
{
	char path[128], text[32];

	snprintf(path, sizeof path, "%s/active.json", folder);
	snprintf(text, sizeof text, "{\"format\": 1} %d", number);
	assert_true(file_replace(path, text, strlen(text), NULL));
}

/* Takes what was written out of the outbox. */
static void collect(struct writes *writes)
{
	struct outbox_list *list = calloc(1, sizeof *list);
	char path[160];
	size_t length;

	assert_non_null(list);
	if (file_is_folder(outbox))
		assert_true(outbox_read(outbox, list, NULL));
	for (int i = 0; i < list->count; i++) {
		assert_true(writes->count < WRITES_MAX);
		writes->list[writes->count].at = kiosk_wall(&kiosk);
		memcpy(writes->list[writes->count].name, list->files[i].name, OUTBOX_NAME_SIZE);
		snprintf(path, sizeof path, "%s/%s", outbox, list->files[i].name);
		assert_true(file_read(path, GLASS_FILE_MAX, &writes->list[writes->count].text, &length, NULL));
		writes->count++;
		assert_int_equal(unlink(path), 0);
	}
	free(list);
}

static void forget(struct writes *writes)
{
	for (int i = 0; i < writes->count; i++)
		free(writes->list[i].text);
	writes->count = 0;
}

/* Time passes as in the window. With `visits` somebody touches the glass every 7 seconds, so
 * that it never rests. */
static void live(int64_t ms, bool visits, struct writes *writes)
{
	int64_t until = kiosk.now_ms + ms, touch = kiosk.now_ms + 7000;

	while (kiosk.now_ms < until) {
		int64_t due = kiosk_due(&kiosk);
		due = due <= kiosk.now_ms ? kiosk.now_ms + 1 : due;
		if (visits && touch < due) {
			kiosk_tick(&kiosk, touch);
			collect(writes);
			int object = verb_object(kiosk.session.visiting ? VERB_GO : VERB_START);
			if (object < 0)
				object = verb_object(VERB_BACK);
			if (object >= 0)
				tap_object(object, 1);
			touch = kiosk.now_ms + 7000;
		} else {
			kiosk_tick(&kiosk, due < until ? due : until);
		}
		collect(writes);
	}
}

/* Then it is two minutes before that, and they and two more pass. */
static void around(const char *when, bool visits, struct writes *writes)
{
	moment then;

	assert_true(moment_parse(when, &then));
	kiosk_set_wall(&kiosk, then - 120);
	live(4 * MINUTE_MS, visits, writes);
}

static struct glass read_write(const struct writes *writes, int number)
{
	struct glass glass;
	struct fault fault;

	assert_true(number < writes->count);
	if (!glass_read(writes->list[number].text, strlen(writes->list[number].text), &glass, &fault))
		fail_msg("%s", fault.says);
	return glass;
}

/* ---- what is in it ---- */

static void what_stands_on_the_glass(void **state)
{
	struct writes writes = {0};

	(void)state;
	begin_at("2026-11-17T10:31");
	glass_report_step(&kiosk);
	collect(&writes);
	assert_int_equal(writes.count, 1);
	assert_string_equal(writes.list[0].name, "glass-2026-11-17.json");
	struct glass glass = read_write(&writes, 0);
	assert_string_equal(glass.program, SIGNPOST_VERSION);
	assert_int_equal(glass.since, moment_of(day_of(2026, 11, 17), 10 * 60));
	assert_int_equal(glass.pack_count, 2);
	assert_string_equal(glass.packs[0].id, "uk-base");
	assert_string_equal(glass.packs[1].id, "example-hub");
	assert_int_equal(glass.content, GLASS_EXAMPLE);
	assert_int_equal(glass.language_count, kiosk.hub.language_count);
	assert_string_equal(glass.languages[0], "en");
	assert_true(glass.pictures && glass.fonts && !glass.set[0] && !glass.failed[0]);
	assert_int_equal(glass.counts, GLASS_COUNTS_ON);
	assert_int_equal(glass.speech, GLASS_SILENT);
	forget(&writes);
}

static void content_and_trial(void **state)
{
	struct content *shown = &kiosk.supply.shown;
	struct glass glass;

	(void)state;
	begin_at("2026-11-17T10:31");
	memset(shown->set, 'a', TRUST_HEX_SIZE - 1);
	snprintf(shown->made, sizeof shown->made, "2026-11-16T10:00:00Z");
	shown->release = 12;
	glass_report_fill(&kiosk, &glass);
	assert_int_equal(glass.release, 12);
	assert_false(glass.good);
	kiosk.supply.state = content_good(content_started(kiosk.supply.state, shown->set), shown->set);
	glass_report_fill(&kiosk, &glass);
	assert_true(glass.good);
	for (char c = 'b'; c <= 'c'; c++) {
		char failed[TRUST_HEX_SIZE] = "";
		memset(failed, c, TRUST_HEX_SIZE - 1);
		kiosk.supply.state = content_failed(kiosk.supply.state, failed);
	}
	glass_report_fill(&kiosk, &glass);
	assert_int_equal(glass.failed[0], 'c');
	json_t *json = glass_json(&glass);
	char *text = json_dumps(json, 0);
	assert_true(glass_read(text, strlen(text), &glass, NULL));
	free(text);
	json_decref(json);
	*shown = (struct content){.release = 0};
}

static void kinds_of_content(void **state)
{
	struct glass glass;

	(void)state;
	begin_at("2026-11-17T10:31");
	kiosk.hub.example = false;
	glass_report_fill(&kiosk, &glass);
	assert_int_equal(glass.content, GLASS_FINE);
	kiosk.health.preview = true;
	glass_report_fill(&kiosk, &glass);
	assert_int_equal(glass.content, GLASS_PREVIEW);
	kiosk.packs_in = 0;
	glass_report_fill(&kiosk, &glass);
	assert_int_equal(glass.content, GLASS_BUILTIN);
	kiosk.health.unsigned_packs = true;
	kiosk.counting.state = COUNTS_STOPPED;
	glass_report_fill(&kiosk, &glass);
	assert_int_equal(glass.content, GLASS_UNSIGNED);
	assert_int_equal(glass.counts, GLASS_COUNTS_STOPPED);
}

static void add_error(const char *rule)
{
	findings_add(&kiosk.findings, SEVERITY_ERROR, rule, (struct spot){"", 0, ""}, "something is wrong");
}

/* What a visit finds out is not in the report: not even how much is wrong. */
static void what_a_visit_finds_is_not_in_it(void **state)
{
	struct glass before, after;
	struct writes writes = {0};

	(void)state;
	kiosk.settings.speech.on = true;
	add_error("S10");
	begin_at("2026-11-17T10:31");
	glass_report_step(&kiosk);
	glass_report_fill(&kiosk, &before);
	assert_int_equal(before.faults, 1);
	assert_int_equal(before.speech, GLASS_SPEAKS);
	add_error("S27"); /* the voice broke off while somebody listened */
	add_error("S10");
	kiosk.pictures.fine = false;
	kiosk.counting.counts.tallies[0].waiting = 9;
	around("2026-11-18T02:30", true, &writes);
	after = read_write(&writes, 1);
	assert_int_equal(after.faults, before.faults);
	assert_int_equal(after.speech, before.speech);
	assert_true(after.pictures && before.pictures);
	before.day++;
	json_t *one = glass_json(&before), *other = glass_json(&after);
	assert_true(json_equal(one, other));
	json_decref(one);
	json_decref(other);
	forget(&writes);
}

static void speech_that_does_not_work(void **state)
{
	struct glass glass;

	(void)state;
	kiosk.settings.speech.on = true;
	add_error("S27");
	begin_at("2026-11-17T10:31");
	glass_report_step(&kiosk);
	glass_report_fill(&kiosk, &glass);
	assert_int_equal(glass.speech, GLASS_SPEECH_FAULTY);
	assert_int_equal(glass.faults, 0);
}

/* ---- when ---- */

static void at_the_start_and_each_night(void **state)
{
	struct writes writes = {0};

	(void)state;
	begin_at("2026-11-17T22:10");
	glass_report_step(&kiosk);
	static const char *const others[] = {"2026-11-17T23:00", "2026-11-18T00:00", "2026-11-18T02:00",
					     "2026-11-18T03:30", "2026-11-18T12:00", "2026-11-19T00:00"};
	around("2026-11-17T22:30", false, &writes);
	assert_int_equal(writes.count, 1);
	for (int i = 0; i < 3; i++)
		around(others[i], false, &writes);
	around("2026-11-18T02:30", false, &writes);
	for (int i = 3; i < 6; i++)
		around(others[i], false, &writes);
	around("2026-11-19T02:30", false, &writes);
	assert_int_equal(writes.count, 3);
	assert_string_equal(writes.list[1].name, "glass-2026-11-18.json");
	assert_int_equal(writes.list[1].at, moment_of(day_of(2026, 11, 18), GLASS_MINUTE));
	assert_int_equal(writes.list[2].at, moment_of(day_of(2026, 11, 19), GLASS_MINUTE));
	forget(&writes);
}

static void at_the_second_hour_after_a_change(void **state)
{
	static const char *const hours[] = {"2026-11-17T17:00", "2026-11-17T18:00", "2026-11-17T19:00", "2026-11-17T20:00"};
	struct writes writes = {0};

	(void)state;
	store_named();
	new_pointer(1);
	begin_at("2026-11-17T10:31");
	glass_report_step(&kiosk);
	around("2026-11-17T11:00", false, &writes);
	around("2026-11-17T12:00", false, &writes);
	assert_int_equal(writes.count, 1);
	new_pointer(2);
	around("2026-11-17T14:00", false, &writes);
	around("2026-11-17T14:30", false, &writes);
	assert_int_equal(writes.count, 1);
	around("2026-11-17T15:00", false, &writes);
	assert_int_equal(writes.count, 2);
	assert_int_equal(writes.list[1].at, moment_of(day_of(2026, 11, 17), 15 * 60));
	around("2026-11-17T16:00", false, &writes);
	for (int i = 0; i < 4; i++) { /* it changes all the time: none settles */
		new_pointer(i + 3);
		around(hours[i], false, &writes);
	}
	assert_int_equal(writes.count, 2);
	around("2026-11-17T21:00", false, &writes);
	assert_int_equal(writes.count, 3);
	forget(&writes);
}

/* Two machines alike, one of which is touched all the time: every report has the same bytes
 * and comes in the same second. */
static void no_visit_moves_it(void **state)
{
	static const char *const whens[] = {"2026-11-18T00:00", "2026-11-18T01:00", "2026-11-18T02:30", "2026-11-18T13:00", "2026-11-19T02:30"};
	struct writes writes[2] = {{0}, {0}};

	for (int visits = 0; visits < 2; visits++) {
		if (visits) {
			end(state);
			start(state);
		}
		store_named();
		new_pointer(1);
		begin_at("2026-11-17T22:10");
		glass_report_step(&kiosk);
		collect(&writes[visits]);
		around("2026-11-17T23:00", visits, &writes[visits]);
		new_pointer(2);
		for (int i = 0; i < 5; i++)
			around(whens[i], visits, &writes[visits]);
	}
	assert_int_equal(writes[0].count, 4);
	assert_int_equal(writes[1].count, 4);
	for (int i = 0; i < writes[0].count; i++) {
		assert_string_equal(writes[0].list[i].name, writes[1].list[i].name);
		assert_int_equal(writes[0].list[i].at, writes[1].list[i].at);
		assert_string_equal(writes[0].list[i].text, writes[1].list[i].text);
	}
	forget(&writes[0]);
	forget(&writes[1]);
}

static void with_a_wrong_clock_nothing(void **state)
{
	struct writes writes = {0};
	moment right;

	(void)state;
	begin_at("1970-01-01T00:10");
	glass_report_step(&kiosk);
	around("1970-01-01T02:30", false, &writes);
	around("1970-01-02T02:30", true, &writes);
	assert_int_equal(writes.count, 0);
	assert_true(glass_report_due(&kiosk) == INT64_MAX);
	assert_true(moment_parse("2026-11-17T10:31", &right));
	kiosk_set_wall(&kiosk, right);
	live(60 * 1000, false, &writes);
	assert_int_equal(writes.count, 1);
	assert_string_equal(writes.list[0].name, "glass-2026-11-17.json");
	forget(&writes);
}

/* Set back by days it is not written again and again, and goes on the next night. */
static void a_clock_that_is_set_back(void **state)
{
	struct writes writes = {0};
	moment earlier;

	(void)state;
	begin_at("2026-11-27T10:31");
	glass_report_step(&kiosk);
	collect(&writes);
	assert_true(moment_parse("2026-11-17T10:31", &earlier));
	kiosk_set_wall(&kiosk, earlier);
	live(MINUTE_MS, false, &writes);
	around("2026-11-17T12:00", false, &writes);
	assert_int_equal(writes.count, 1);
	around("2026-11-18T02:30", false, &writes);
	assert_int_equal(writes.count, 2);
	assert_string_equal(writes.list[1].name, "glass-2026-11-18.json");
	forget(&writes);
}

/* ---- when it cannot be ---- */

static int told(void)
{
	int count = 0;

	for (int i = 0; i < kiosk.findings.count; i++)
		count += strcmp(kiosk.findings.list[i].rule, "glass") == 0;
	return count;
}

static void what_cannot_be_written_is_told_once(void **state)
{
	struct writes writes = {0};

	(void)state;
	assert_true(file_replace(outbox, "in the way", 10, NULL));
	begin_at("2026-11-17T22:10");
	glass_report_step(&kiosk);
	around("2026-11-18T02:30", false, &writes);
	around("2026-11-19T02:30", false, &writes);
	assert_int_equal(told(), 1);
	assert_int_equal(kiosk.findings.errors, 0);
	assert_int_equal(unlink(outbox), 0);
	around("2026-11-20T02:30", false, &writes);
	assert_int_equal(writes.count, 1);
	forget(&writes);
}

static void where_nothing_is_counted(void **state)
{
	struct writes writes = {0};

	(void)state;
	kiosk.settings.counts[0] = 0;
	unsetenv("STATE_DIRECTORY");
	begin_at("2026-11-17T10:31");
	glass_report_step(&kiosk);
	assert_false(file_is_folder(outbox));
	assert_true(glass_report_due(&kiosk) == INT64_MAX);
	snprintf(kiosk.settings.outbox, sizeof kiosk.settings.outbox, "%s", outbox);
	kiosk_count(&kiosk);
	glass_report_step(&kiosk);
	collect(&writes);
	assert_int_equal(writes.count, 1);
	assert_int_equal(read_write(&writes, 0).counts, GLASS_COUNTS_OFF);
	forget(&writes);
}

static void what_is_too_old_goes(void **state)
{
	struct outbox_list *list = calloc(1, sizeof *list);
	int32_t day = day_of(2026, 11, 17);

	(void)state;
	assert_non_null(list);
	for (int i = 1; i <= OUTBOX_DAYS_KEPT + 5; i++)
		assert_true(outbox_put_glass(outbox, day - i, "{}", NULL));
	begin_at("2026-11-17T10:31");
	glass_report_step(&kiosk);
	assert_true(outbox_read(outbox, list, NULL));
	assert_int_equal(list->count, OUTBOX_DAYS_KEPT);
	assert_int_equal(list->files[OUTBOX_DAYS_KEPT - 1].day, day);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(what_stands_on_the_glass, start, end),
	    cmocka_unit_test_setup_teardown(content_and_trial, start, end),
	    cmocka_unit_test_setup_teardown(kinds_of_content, start, end),
	    cmocka_unit_test_setup_teardown(what_a_visit_finds_is_not_in_it, start, end),
	    cmocka_unit_test_setup_teardown(speech_that_does_not_work, start, end),
	    cmocka_unit_test_setup_teardown(at_the_start_and_each_night, start, end),
	    cmocka_unit_test_setup_teardown(at_the_second_hour_after_a_change, start, end),
	    cmocka_unit_test_setup_teardown(no_visit_moves_it, start, end),
	    cmocka_unit_test_setup_teardown(with_a_wrong_clock_nothing, start, end),
	    cmocka_unit_test_setup_teardown(a_clock_that_is_set_back, start, end),
	    cmocka_unit_test_setup_teardown(what_cannot_be_written_is_told_once, start, end),
	    cmocka_unit_test_setup_teardown(where_nothing_is_counted, start, end),
	    cmocka_unit_test_setup_teardown(what_is_too_old_goes, start, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
