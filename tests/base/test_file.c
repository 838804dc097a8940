#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char folder[] = "/tmp/signpost-test-XXXXXX";
static char path[256];

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) && file_join(path, sizeof path, folder, "a.txt") ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static void test_write_and_read(void **state)
{
	char *text = NULL;
	size_t length = 0;
	struct stat about;

	(void)state;
	assert_true(file_replace(path, "one\0two", 7, NULL));
	assert_true(file_read(path, 7, &text, &length, NULL));
	assert_int_equal(length, 7);
	assert_memory_equal(text, "one\0two", 8);
	free(text);
	assert_true(file_replace(path, "", 0, NULL));
	assert_true(file_read(path, 0, &text, &length, NULL));
	assert_int_equal(length, 0);
	assert_string_equal(text, "");
	free(text);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0644);
}

static void refused(const char *where, const char *why)
{
	char *text = path;
	size_t length = 99;
	struct fault fault;

	assert_false(file_read(where, 100, &text, &length, &fault));
	assert_string_equal(fault.file, where);
	assert_non_null(strstr(fault.says, why));
	assert_ptr_equal(text, path);
	assert_int_equal(length, 99);
}

/* S10: whatever lies where a file should be, the caller gets an answer at once. */
static void test_refused(void **state)
{
	char pipe_path[256];
	int fd;

	(void)state;
	refused("/nowhere/at/all", "No such file");
	refused(folder, "not a plain file");
	refused("/dev/zero", "not a plain file");
	assert_true(file_join(pipe_path, sizeof pipe_path, folder, "pipe"));
	assert_int_equal(mkfifo(pipe_path, 0600), 0);
	refused(pipe_path, "not a plain file");
	unlink(pipe_path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_int_equal(ftruncate(fd, 100 << 20), 0);
	close(fd);
	refused(path, "has 104857600 bytes and may have at most 100");
}

static void test_failed_replace_keeps_the_old(void **state)
{
	struct fault fault;
	char below[300];

	(void)state;
	assert_true(file_replace(path, "old", 3, NULL));
	snprintf(below, sizeof below, "%s/below", path);
	assert_false(file_replace(below, "new", 3, &fault));
	assert_string_equal(fault.file, below);
	/* A folder cannot be replaced, and nothing is left beside it. */
	snprintf(below, sizeof below, "%s/sub", folder);
	assert_int_equal(mkdir(below, 0700), 0);
	assert_false(file_replace(below, "new", 3, &fault));
	assert_int_equal(rmdir(below), 0);
	assert_true(file_is_plain(path));
}

static void leave(const char *name, char out[300])
{
	snprintf(out, 300, "%s/%s", folder, name);
	int fd = open(out, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	close(fd);
}

/* What a power cut left beside the file goes; what somebody still writes, and what only
 * looks alike, stays. */
static void test_what_was_cut_off_goes(void **state)
{
	static const char *const others[] = {"a.txt.backup", "a.txt.new", "b.txt.Ab12Cd.new", "a.txt.Ab12Cd.newer", "xa.txt.Ab12Cd.new"};
	char left[300], busy[300], other[5][300];

	(void)state;
	leave("a.txt.Ab12Cd.new", left);
	leave("a.txt.Xy34Zw.new", busy);
	for (int i = 0; i < 5; i++)
		leave(others[i], other[i]);
	int writer = open(busy, O_RDONLY);
	assert_int_equal(flock(writer, LOCK_EX), 0);
	assert_true(file_replace(path, "new", 3, NULL));
	assert_false(file_is_plain(left));
	assert_true(file_is_plain(busy));
	close(writer);
	assert_true(file_replace(path, "new", 3, NULL));
	assert_false(file_is_plain(busy));
	for (int i = 0; i < 5; i++) {
		assert_true(file_is_plain(other[i]));
		unlink(other[i]);
	}
}

static void test_join(void **state)
{
	char out[8];

	(void)state;
	assert_true(file_join(out, sizeof out, "a", "b") && strcmp(out, "a/b") == 0);
	assert_true(file_join(out, sizeof out, "a//", "/b") && strcmp(out, "a/b") == 0);
	assert_true(file_join(out, sizeof out, "/", "b") && strcmp(out, "/b") == 0);
	assert_true(file_join(out, sizeof out, "", "b") && strcmp(out, "b") == 0);
	assert_true(file_join(out, sizeof out, "abc", "def") && strcmp(out, "abc/def") == 0);
	assert_false(file_join(out, sizeof out, "abc", "defg"));
	assert_string_equal(out, "abc/def");
}

static void test_kinds(void **state)
{
	(void)state;
	assert_true(file_is_folder(folder));
	assert_false(file_is_plain(folder));
	assert_false(file_is_folder("/nowhere"));
	assert_false(file_is_plain("/nowhere"));
	assert_false(file_is_plain("/dev/null"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_write_and_read),        cmocka_unit_test(test_refused), cmocka_unit_test(test_failed_replace_keeps_the_old),
	    cmocka_unit_test(test_what_was_cut_off_goes), cmocka_unit_test(test_join),    cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
