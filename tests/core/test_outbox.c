/* The outbox: names, order, limits, and what is deleted and what never (core/outbox.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/moment.h"
#include "core/outbox.h"
#include "counts_folder.h"

static struct outbox_list list;
static int32_t today;

static int start(void **state)
{
	today = day_of(2026, 11, 28);
	return make_folder(state);
}

static const char *path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void put(const char *name)
{
	assert_true(file_replace(path_of(name), "{}", 2, NULL));
}

static void put_day(int32_t day)
{
	char when[11], name[48];

	day_print(day, when);
	snprintf(name, sizeof name, "glass-%s.json", when);
	put(name);
}

static bool there(const char *name)
{
	struct stat about;

	return lstat(path_of(name), &about) == 0;
}

static void read_list(void)
{
	assert_true(outbox_read(folder, &list, &fault));
}

static void names_are_taken_apart(void **state)
{
	static const char *const wrong[] = {"",
					    "glass-",
					    "glass-.json",
					    "glass-2026-02-30.json",
					    "glass-2026-11-28.json.new",
					    "glass-2026-1-28.json",
					    "counts-2026-13.json",
					    "counts-2026-00.json",
					    "counts-2026-11-28.json",
					    "glass-2026-11.json",
					    "Glass-2026-11-28.json",
					    "../glass-2026-11-28.json",
					    "glass-2026-11-28.json ",
					    "glass-+026-11-28.json",
					    "counts.db",
					    "glass-2026-11-2 .json"};
	struct outbox_file file = {.day = 7};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (outbox_name(wrong[i], &file))
			fail_msg("\"%s\" is no name", wrong[i]);
	assert_int_equal(file.day, 7);
	assert_true(outbox_name("glass-2026-11-28.json", &file));
	assert_int_equal(file.kind, OUTBOX_GLASS);
	assert_int_equal(file.day, today);
	assert_string_equal(file.when, "2026-11-28");
	assert_true(outbox_name("counts-2026-11.json", &file));
	assert_int_equal(file.kind, OUTBOX_COUNTS);
	assert_int_equal(file.month, 202611);
	assert_string_equal(file.when, "2026-11");
}

static void in_the_order_of_time(void **state)
{
	static const char *const want[] = {"glass-2025-12-31.json", "counts-2026-10.json",   "glass-2026-10-31.json",
					   "counts-2026-11.json",   "glass-2026-11-02.json", "glass-2026-11-28.json"};

	(void)state;
	for (int i = 5; i >= 0; i--)
		put(want[(i * 5) % 6]);
	put("visits.json");
	read_list();
	assert_int_equal(list.count, 6);
	assert_false(list.more);
	for (int i = 0; i < 6; i++)
		assert_string_equal(list.files[i].name, want[i]);
	assert_false(outbox_read("/no/such/outbox", &list, &fault));
	assert_int_equal(list.count, 6);
}

static void of_more_than_are_looked_at_the_newest(void **state)
{
	char oldest[11];

	(void)state;
	for (int i = 0; i < OUTBOX_FILES_MAX + 40; i++)
		put_day(today - (i * 7) % (OUTBOX_FILES_MAX + 40));
	read_list();
	assert_true(list.more);
	assert_int_equal(list.count, OUTBOX_FILES_MAX);
	day_print(today - OUTBOX_FILES_MAX + 1, oldest);
	assert_string_equal(list.files[0].when, oldest);
	assert_int_equal(list.files[OUTBOX_FILES_MAX - 1].day, today);
}

static void the_day_is_replaced_whole(void **state)
{
	char box[128], path[256], *text;
	size_t length;
	struct stat about;

	(void)state;
	snprintf(box, sizeof box, "%s/outbox", folder);
	snprintf(path, sizeof path, "%s/glass-2026-11-28.json", box);
	assert_true(outbox_put_glass(box, today, "one", &fault));
	assert_int_equal(stat(box, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0750);
	assert_true(outbox_put_glass(box, today, "another", &fault));
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0640);
	assert_true(file_read(path, 100, &text, &length, &fault));
	assert_string_equal(text, "another");
	free(text);
	assert_true(outbox_read(box, &list, &fault));
	assert_int_equal(list.count, 1);
	assert_false(outbox_put_glass("/proc/no/such", today, "x", &fault));
	assert_string_equal(fault.file, "/proc/no/such");
}

static void a_link_in_its_place_is_not_followed(void **state)
{
	(void)state;
	put("precious");
	assert_int_equal(symlink("precious", path_of("glass-2026-11-28.json.new")), 0);
	assert_int_equal(symlink("precious", path_of("glass-2026-11-28.json")), 0);
	assert_true(outbox_put_glass(folder, today, "not precious", &fault));
	char *text;
	size_t length;
	assert_true(file_read(path_of("precious"), 100, &text, &length, &fault));
	assert_string_equal(text, "{}");
	free(text);
	assert_false(there("glass-2026-11-28.json.new"));
}

static void sixty_weeks_stay(void **state)
{
	char name[48];
	int days = 0, months = 0;

	(void)state;
	for (int i = 0; i < 700; i++)
		put_day(today - i);
	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof name, "counts-%04d-%02d.json", 2025 + i / 12, i % 12 + 1);
		put(name);
	}
	put("counts.db");
	assert_int_equal(outbox_prune(folder, today), 700 - OUTBOX_DAYS_KEPT + 20 - OUTBOX_MONTHS_KEPT);
	read_list();
	for (int i = 0; i < list.count; i++) {
		days += list.files[i].kind == OUTBOX_GLASS;
		months += list.files[i].kind == OUTBOX_COUNTS;
		assert_true(list.files[i].kind == OUTBOX_COUNTS || list.files[i].day > today - OUTBOX_DAYS_KEPT);
	}
	assert_int_equal(days, OUTBOX_WEEKS_KEPT * 7);
	assert_int_equal(months, OUTBOX_MONTHS_KEPT);
	assert_true(there("counts-2026-08.json") && !there("counts-2025-06.json") && there("counts.db"));
	assert_int_equal(outbox_prune(folder, today), 0);
}

/* What was not sent yet must outlive a clock that is wrong. */
static void no_clock_deletes_what_was_not_sent(void **state)
{
	(void)state;
	for (int i = 0; i < 40; i++)
		put_day(today - i);
	put("counts-2026-10.json");
	for (int years = 0; years < 20; years++)
		assert_int_equal(outbox_prune(folder, today + years * 365), 0);
	assert_int_equal(outbox_prune(folder, today - OUTBOX_DAYS_AHEAD), 0);
	read_list();
	assert_int_equal(list.count, 41);
}

static void days_of_a_wrong_clock_go(void **state)
{
	(void)state;
	put("glass-2031-05-05.json");
	put("counts-2031-05.json"); /* counts are made once, so no clock deletes them */
	put_day(today);
	put_day(today + OUTBOX_DAYS_AHEAD);
	put_day(today + OUTBOX_DAYS_AHEAD + 1);
	put("glass-2026-11-27.json.new");
	put("somebody.json.new");
	assert_int_equal(outbox_prune(folder, today), 3);
	assert_true(!there("glass-2031-05-05.json") && there("counts-2031-05.json") && there("glass-2026-11-28.json"));
	assert_true(!there("glass-2026-11-27.json.new") && there("somebody.json.new"));
	assert_int_equal(outbox_prune("/no/such/outbox", today), 0);
}

/* Days that a wrong clock wrote do not drive out those of true ones. */
static void the_future_does_not_count(void **state)
{
	(void)state;
	for (int i = 0; i < 100; i++) {
		put_day(today + 400 + i);
		put_day(today - i);
	}
	assert_int_equal(outbox_prune(folder, today), 100);
	read_list();
	assert_int_equal(list.count, 100);
	assert_int_equal(list.files[0].day, today - 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(names_are_taken_apart, start, end_folder),
	    cmocka_unit_test_setup_teardown(in_the_order_of_time, start, end_folder),
	    cmocka_unit_test_setup_teardown(of_more_than_are_looked_at_the_newest, start, end_folder),
	    cmocka_unit_test_setup_teardown(the_day_is_replaced_whole, start, end_folder),
	    cmocka_unit_test_setup_teardown(a_link_in_its_place_is_not_followed, start, end_folder),
	    cmocka_unit_test_setup_teardown(sixty_weeks_stay, start, end_folder),
	    cmocka_unit_test_setup_teardown(no_clock_deletes_what_was_not_sent, start, end_folder),
	    cmocka_unit_test_setup_teardown(days_of_a_wrong_clock_go, start, end_folder),
	    cmocka_unit_test_setup_teardown(the_future_does_not_count, start, end_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
