/* The store of the counts: S41, and that nothing that happens to it stops anything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "counts_folder.h"

/* S41: a second addition in one ISO week is refused and waits; the next week takes it. */
static void s41_one_addition_a_week(void **state)
{
	(void)state;
	bool added;

	assert_int_equal(slot(week_of("2026-11-16"), 0, &added), COUNTS_FINE);
	assert_int_equal(slot(week_of("2026-11-18"), 12, &added), COUNTS_FINE);
	assert_true(added);
	assert_int_equal(slot(week_of("2026-11-22"), 15, &added), COUNTS_FINE);
	assert_false(added);
	assert_int_equal(ask("SELECT sum(count) FROM counts WHERE name = 'visits'"), 12);
	assert_int_equal(slot(week_of("2026-11-23"), 15, &added), COUNTS_FINE);
	assert_true(added);
	assert_int_equal(ask("SELECT count FROM counts WHERE name = 'visits' AND week = 202648"), 15);
}

/* S41: a clock that goes back over the border of a week adds nothing, not even a row. */
static void s41_a_clock_that_goes_back(void **state)
{
	(void)state;
	bool added;

	slot(week_of("2026-11-23"), 11, NULL);
	assert_int_equal(slot(week_of("2026-11-22"), 14, &added), COUNTS_FINE);
	assert_false(added);
	assert_int_equal(ask("SELECT count(*) FROM counts WHERE week < 202648"), 0);
	assert_int_equal(slot(week_of("2026-11-24"), 14, &added), COUNTS_FINE);
	assert_false(added);
	assert_int_equal(slot(week_of("2026-11-30"), 14, &added), COUNTS_FINE);
	assert_true(added);
}

/* Rows of a far future came from a wrong clock: they do not stop counting for years. */
static void a_clock_that_was_far_ahead(void **state)
{
	(void)state;
	bool added;

	slot(week_of("2029-01-01"), 11, NULL);
	assert_int_equal(slot(week_of("2026-11-24"), 14, &added), COUNTS_FINE);
	assert_true(added);
	assert_int_equal(ask("SELECT count(*) FROM counts WHERE week > 202700"), 0);
}

/* S41: the store itself has no place for a day, a time, or a count from 1 to 9. */
static void s41_the_tables_refuse_less_than_ten(void **state)
{
	(void)state;
	bool added;

	slot(week_of("2026-11-23"), 0, NULL);
	assert_int_not_equal(slot(week_of("2026-11-23"), 9, &added), COUNTS_FINE);
	assert_false(added);
	assert_int_equal(ask("SELECT sum(count) FROM counts"), 0);
	assert_int_equal(ask("SELECT count(*) FROM pragma_table_info('counts') WHERE name IN ('week', 'month', 'name', 'count')"), 4);
	assert_int_equal(ask("SELECT count(*) FROM pragma_table_info('counts')"), 4);
	assert_int_equal(ask("SELECT count(*) FROM pragma_table_info('issued')"), 1);
	assert_int_equal(ask("SELECT count(*) FROM pragma_table_info('slots')"), 1);
	assert_int_equal(ask("SELECT count(*) FROM sqlite_schema"), 3);
	assert_int_equal(ask("SELECT count(*) FROM counts WHERE week <> 202648 OR month <> 202611"), 0);
}

/* Bounded: three years and no more. */
static void old_weeks_go(void **state)
{
	(void)state;
	int32_t first = week_of("2026-01-05");

	for (int i = 0; i < COUNTS_WEEKS_KEPT + 30; i++)
		assert_int_equal(slot(first + i, 10 + (uint32_t)i, NULL), COUNTS_FINE);
	assert_int_equal(ask("SELECT count(DISTINCT week) FROM counts"), COUNTS_WEEKS_KEPT + 1);
	assert_int_equal(ask("SELECT min(count) FROM counts"), 10 + 29);
	assert_int_equal(count_files(), 1);
}

static char *bytes_of(const char *path, size_t *length)
{
	char *bytes = NULL;

	assert_true(file_read(path, 16 << 20, &bytes, length, &fault));
	return bytes;
}

/* One life of a store; `restless`: with looks, waiting visits and refused additions
 * in between, which must leave no trace. */
static char *life(bool restless, size_t *length)
{
	int32_t week = week_of("2026-11-23");
	int months[COUNTS_MONTHS_MAX];
	struct counts_store store;

	remove_folder();
	assert_int_equal(mkdir(folder, 0700), 0);
	for (int i = 0; i < 20; i++) {
		for (int night = 0; night < 7; night++) {
			uint32_t each = night == 6 && i % 3 ? 10 + (uint32_t)i : 0;
			if (restless) {
				names.tallies[COUNT_VISITS].waiting = (uint32_t)(night * 31 + i) % 10;
				assert_int_equal(counts_store_open(&store, folder, &fault), COUNTS_FINE);
				counts_store_due(&store, week + i, months);
				counts_store_close(&store);
			}
			assert_int_equal(slot(week + i, each, NULL), COUNTS_FINE);
		}
	}
	return bytes_of(db_path, length);
}

/* S20, S41: the bytes of the file are a function of what was added in which week, and
 * every slot writes the same, whether it adds or not. */
static void s41_the_file_tells_nothing_else(void **state)
{
	(void)state;
	size_t first_length, second_length;
	char *first = life(false, &first_length), *second = life(true, &second_length);

	assert_int_equal(first_length, second_length);
	assert_memory_equal(first, second, first_length);
	free(first);
	free(second);
	assert_int_equal(count_files(), 1); /* no journal */
}

/* Change counter (24), pages (28), free pages (36) of the header. */
static uint32_t header(int at)
{
	unsigned char bytes[100];
	int fd = open(db_path, O_RDONLY);

	assert_int_equal(read(fd, bytes, sizeof bytes), (int)sizeof bytes);
	close(fd);
	return (uint32_t)bytes[at] << 24 | (uint32_t)bytes[at + 1] << 16 | (uint32_t)bytes[at + 2] << 8 | bytes[at + 3];
}

/* S20, S41: a slot that adds and one that adds nothing both change the file, by one
 * change, without a page more or less, and leave no deleted bytes. */
static void s41_slots_at_a_constant_rate(void **state)
{
	(void)state;
	int32_t week = week_of("2026-11-23");
	uint32_t before[2], pages[2];

	slot(week, 0, NULL);
	for (int add = 0; add < 2; add++) {
		before[add] = header(24);
		slot(week, add ? 25 : 0, NULL);
		assert_int_equal(header(24), before[add] + 1);
		assert_int_equal(header(36), 0);
		pages[add] = header(28);
	}
	assert_int_equal(pages[0], pages[1]);
}

/* --- what can happen to the file --- */

static void good_again(void)
{
	bool added;

	assert_int_equal(slot(week_of("2026-12-07"), 13, &added), COUNTS_FINE);
	assert_true(added);
	assert_int_equal(ask("SELECT sum(count) FROM counts WHERE name = 'visits' AND week = 202650"), 13);
}

static void damaged(const char *says)
{
	assert_int_equal(counts_store_look(folder, &fault), COUNTS_ASIDE);
	assert_int_equal(slot(week_of("2026-11-30"), 12, NULL), COUNTS_ASIDE);
	assert_non_null(strstr(fault.says, says));
	assert_true(is_there("counts.db.damaged"));
	assert_false(is_there("counts.db-journal"));
	good_again();
}

static void not_a_database(void **state)
{
	(void)state;
	char junk[8192];

	memset(junk, 'x', sizeof junk);
	put_bytes(db_path, junk, sizeof junk);
	damaged("not a database");
	put_bytes(db_path, "short", 5); /* a second one: one is kept */
	assert_int_equal(slot(week_of("2026-12-07"), 12, NULL), COUNTS_ASIDE);
	assert_int_equal(count_files(), 2);
}

static void truncated_at_every_page(void **state)
{
	(void)state;
	struct stat about;

	for (int part = 1; part < 12; part++) {
		remove_folder();
		assert_int_equal(mkdir(folder, 0700), 0);
		for (int i = 0; i < 40; i++)
			slot(week_of("2026-01-05") + i, 10, NULL);
		assert_int_equal(stat(db_path, &about), 0);
		assert_int_equal(truncate(db_path, about.st_size * part / 12), 0);
		damaged("");
	}
}

static void a_flipped_page(void **state)
{
	(void)state;
	char noise[600];

	for (int i = 0; i < 40; i++)
		slot(week_of("2026-01-05") + i, 10, NULL);
	int fd = open(db_path, O_RDWR);
	memset(noise, 0xA5, sizeof noise);
	assert_int_equal(pwrite(fd, noise, sizeof noise, 4096 + 10), (int)sizeof noise);
	close(fd);
	damaged("");
}

static void another_schema(void **state)
{
	(void)state;
	tell_sql(db_path, "CREATE TABLE counts (day TEXT, name TEXT, count INTEGER)");
	damaged("something else");
	tell_sql(db_path, "ALTER TABLE counts ADD COLUMN minute INTEGER");
	damaged("tables are not ours");
	tell_sql(db_path, "CREATE TABLE visits (at TEXT)");
	damaged("tables are not ours");
	tell_sql(db_path, "PRAGMA user_version = 0");
	damaged("tables are not ours");
}

static void from_a_newer_program(void **state)
{
	(void)state;
	size_t before_length, after_length;

	slot(week_of("2026-11-23"), 11, NULL);
	tell_sql(db_path, "PRAGMA user_version = 2");
	char *before = bytes_of(db_path, &before_length);
	assert_int_equal(slot(week_of("2026-11-30"), 12, NULL), COUNTS_NEWER);
	assert_non_null(strstr(fault.says, "newer program"));
	assert_int_equal(counts_store_look(folder, &fault), COUNTS_NEWER);
	char *after = bytes_of(db_path, &after_length);
	assert_int_equal(before_length, after_length);
	assert_memory_equal(before, after, before_length); /* not touched */
	free(before);
	free(after);
	assert_int_equal(count_files(), 1);
}

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Held by another: no waiting, no damage, the counts wait. */
static void held_by_another(void **state)
{
	(void)state;
	sqlite3 *other = NULL;
	bool added = true;

	slot(week_of("2026-11-23"), 11, NULL);
	assert_int_equal(sqlite3_open(db_path, &other), SQLITE_OK);
	const char *const holds[] = {"BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"};
	for (int i = 0; i < 2; i++) {
		assert_int_equal(sqlite3_exec(other, holds[i], NULL, NULL, NULL), SQLITE_OK);
		int64_t began = now_us();
		assert_int_equal(slot(week_of("2026-11-30"), 12, &added), COUNTS_BUSY);
		assert_true(now_us() - began < 200 * 1000);
		assert_false(added);
		assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	}
	sqlite3_stmt *reading = NULL; /* who only reads holds up the end of a slot */
	assert_int_equal(sqlite3_prepare_v2(other, "SELECT * FROM counts", -1, &reading, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(reading), SQLITE_ROW);
	assert_int_equal(slot(week_of("2026-11-30"), 12, &added), COUNTS_BUSY);
	assert_false(added);
	sqlite3_finalize(reading);
	sqlite3_close(other);
	assert_int_equal(count_files(), 1);
	good_again();
}

/* As somebody without rights: a child gives up being root where the test is. */
static int as_nobody(int (*work)(void))
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(99);
		_exit(work());
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

static int one_slot(void)
{
	return (int)slot(week_of("2026-11-30"), 12, NULL);
}

static int one_look(void)
{
	return (int)counts_store_look(folder, &fault);
}

static void a_folder_that_cannot_be_written(void **state)
{
	(void)state;
	assert_int_equal(slot(week_of("2026-11-23"), 11, NULL), COUNTS_FINE);
	chmod(db_path, 0444);
	chmod(folder, 0555);
	assert_int_equal(as_nobody(one_slot), COUNTS_STOPPED);
	assert_int_equal(as_nobody(one_look), COUNTS_STOPPED);
	remove(db_path);
	assert_int_equal(as_nobody(one_slot), COUNTS_STOPPED);
	chmod(folder, 0700);
	good_again();
}

static void no_folder(void **state)
{
	(void)state;
	remove_folder();
	assert_int_equal(slot(week_of("2026-11-23"), 11, NULL), COUNTS_STOPPED);
	assert_int_equal(counts_store_look(folder, &fault), COUNTS_STOPPED);
	put_bytes(folder, "x", 1); /* a file where the folder was */
	assert_int_equal(slot(week_of("2026-11-23"), 11, NULL), COUNTS_STOPPED);
	remove(folder);
}

static void a_folder_in_place_of_the_file(void **state)
{
	(void)state;
	assert_int_equal(mkdir(db_path, 0700), 0);
	assert_int_equal(slot(week_of("2026-11-30"), 12, NULL), COUNTS_ASIDE);
	good_again();
}

/* A link must not lead the store somewhere else. */
static void a_link_in_place_of_the_file(void **state)
{
	(void)state;
	char target[128];

	snprintf(target, sizeof target, "%s/elsewhere", folder);
	put_bytes(target, "", 0);
	assert_int_equal(symlink(target, db_path), 0);
	assert_int_equal(slot(week_of("2026-11-30"), 12, NULL), COUNTS_ASIDE);
	struct stat about;
	assert_int_equal(stat(target, &about), 0);
	assert_int_equal(about.st_size, 0);
	good_again();
}

static int slots_with_no_room(void)
{
	struct rlimit limit;
	bool added;
	int worst = COUNTS_FINE;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	for (rlim_t room = 0; room <= 20 * 1024; room += 1000) {
		limit.rlim_cur = room;
		setrlimit(RLIMIT_FSIZE, &limit);
		int went = (int)slot(week_of("2026-01-05") + (int32_t)(room / 1000), 10, &added);
		if (went != COUNTS_FINE && (added || went != COUNTS_STOPPED))
			return 50 + went;
		worst = went > worst ? went : worst;
	}
	return worst;
}

/* A full disk: what does not fit waits, and nothing that was written is lost. */
static void no_room(void **state)
{
	(void)state;
	slot(week_of("2025-12-22"), 17, NULL);
	chown(folder, 65534, 65534) == 0 ? (void)chown(db_path, 65534, 65534) : (void)0;
	assert_int_equal(as_nobody(slots_with_no_room), COUNTS_STOPPED);
	assert_int_equal(ask("SELECT count FROM counts WHERE week = 202552 AND name = 'visits'"), 17);
	assert_int_equal(ask("PRAGMA user_version"), COUNTS_STORE_VERSION);
	good_again();
}

/* Nobody else may read it. */
static void the_file_is_ours_alone(void **state)
{
	(void)state;
	struct stat about;
	mode_t mask = umask(0);

	slot(week_of("2026-11-23"), 11, NULL);
	umask(mask);
	assert_int_equal(stat(db_path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
}

#define T(test) cmocka_unit_test_setup_teardown(test, make_folder, end_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(s41_one_addition_a_week),
	    T(s41_a_clock_that_goes_back),
	    T(a_clock_that_was_far_ahead),
	    T(s41_the_tables_refuse_less_than_ten),
	    T(old_weeks_go),
	    T(s41_the_file_tells_nothing_else),
	    T(s41_slots_at_a_constant_rate),
	    T(not_a_database),
	    T(truncated_at_every_page),
	    T(a_flipped_page),
	    T(another_schema),
	    T(from_a_newer_program),
	    T(held_by_another),
	    T(a_folder_that_cannot_be_written),
	    T(no_folder),
	    T(a_folder_in_place_of_the_file),
	    T(a_link_in_place_of_the_file),
	    T(no_room),
	    T(the_file_is_ours_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
