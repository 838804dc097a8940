#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "net/folder.h"
#include "net_folder.h"

static struct trust_problem problem;
static struct trust_bytes bytes;

static enum trust_got get(const char *name, size_t max)
{
	memset(&problem, 0, sizeof problem);
	bytes = (struct trust_bytes){(char *)"untouched", 1234};
	return folder_get(net_folder, name, max, &bytes, &problem);
}

/* Gives the name, and looks that it is refused with the class. */
static void refused(const char *name, size_t max, enum failure failure)
{
	assert_int_equal(get(name, max), TRUST_NOT_GOT);
	assert_int_equal(bytes.length, 1234);
	if (problem.failure != failure)
		fail_msg("%s: %s, not %s: %s", name, failure_name(problem.failure), failure_name(failure), problem.fault.says);
	assert_true(problem.fault.says[0] != '\0');
}

static void got(const char *name, const char *text)
{
	if (get(name, 100) != TRUST_GOT)
		fail_msg("%s: %s", name, problem.fault.says);
	assert_int_equal(bytes.length, strlen(text));
	assert_string_equal(bytes.bytes, text);
	free(bytes.bytes);
}

static void test_reads_plain_files(void **state)
{
	(void)state;
	net_write("metadata/timestamp.json", "{}");
	net_write("targets/packs/uk-base/abc.pack.json", "pack");
	net_write("metadata/1.a%2Fb.json", "as it stands");
	net_write("metadata/empty", "");
	got("metadata/timestamp.json", "{}");
	got("targets/packs/uk-base/abc.pack.json", "pack");
	got("metadata/1.a%2Fb.json", "as it stands");
	got("metadata/empty", "");
}

static void test_absent_and_no_folder(void **state)
{
	(void)state;
	net_write("metadata/timestamp.json", "{}");
	assert_int_equal(get("metadata/2.root.json", 100), TRUST_ABSENT);
	assert_int_equal(get("targets/x", 100), TRUST_ABSENT);
	assert_int_equal(folder_get(net_path("nowhere"), "metadata/x", 100, &bytes, &problem), TRUST_NOT_GOT);
	assert_int_equal(problem.failure, FAILURE_NO_STICK);
	assert_string_equal(problem.fault.file, net_path("nowhere"));
	assert_int_equal(folder_get(net_path("metadata/timestamp.json"), "x", 100, &bytes, &problem), TRUST_NOT_GOT);
	assert_int_equal(problem.failure, FAILURE_NO_STICK);
}

static void test_follows_no_link(void **state)
{
	(void)state;
	net_write("elsewhere/secret", "secret");
	net_write("metadata/good", "good");
	assert_int_equal(symlink("good", net_path("metadata/link")), 0);
	assert_int_equal(symlink("/etc/passwd", net_path("metadata/far")), 0);
	assert_int_equal(symlink("nothing", net_path("metadata/loose")), 0);
	assert_int_equal(symlink("elsewhere", net_path("targets")), 0);
	refused("metadata/link", 100, FAILURE_FORMAT);
	refused("metadata/far", 10000, FAILURE_FORMAT);
	refused("metadata/loose", 100, FAILURE_FORMAT);
	refused("targets/secret", 100, FAILURE_FORMAT);
	refused("metadata/good/x", 100, FAILURE_FORMAT);
	/* The folder itself may be one: an administrator named it. */
	assert_int_equal(symlink(".", net_path("stick")), 0);
	assert_int_equal(folder_get(net_path("stick"), "metadata/good", 100, &bytes, &problem), TRUST_GOT);
	free(bytes.bytes);
}

static void test_takes_plain_files_only(void **state)
{
	(void)state;
	net_write("metadata/good", "good");
	assert_int_equal(mkfifo(net_path("metadata/pipe"), 0644), 0);
	refused("metadata/pipe", 100, FAILURE_FORMAT);
	refused("metadata", 100, FAILURE_FORMAT);
}

static void test_names_do_not_climb(void **state)
{
	static const char *const bad[] = {"",
					  "/",
					  "..",
					  "../x",
					  "metadata/..",
					  "metadata/../metadata/good",
					  "./metadata/good",
					  "metadata//good",
					  "/metadata/good",
					  "metadata/good/",
					  "a/b/c/d/e/f/g/h/i/j/k/l/m"};
	char large[400];

	(void)state;
	net_write("metadata/good", "good");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		refused(bad[i], 100, FAILURE_FORMAT);
	memset(large, 'x', sizeof large);
	large[399] = '\0';
	refused(large, 100, FAILURE_FORMAT);
}

static void test_length_is_looked_at_first(void **state)
{
	(void)state;
	net_write("metadata/good", "1234567890");
	refused("metadata/good", 9, FAILURE_TOO_BIG);
	assert_int_equal(get("metadata/good", 10), TRUST_GOT);
	free(bytes.bytes);
	/* A hole of a terabyte takes no time and no memory. */
	assert_int_equal(truncate(net_path("metadata/good"), (off_t)1 << 40), 0);
	refused("metadata/good", 16 << 20, FAILURE_TOO_BIG);
}

static void test_closed_file(void **state)
{
	(void)state;
	net_write("metadata/closed", "x");
	chmod(net_path("metadata/closed"), 0);
	chmod(net_folder, 0755);
	bool root = geteuid() == 0; /* who can read everything */
	if (root)
		assert_int_equal(seteuid(65534), 0);
	refused("metadata/closed", 100, FAILURE_DENIED);
	if (root)
		assert_int_equal(seteuid(0), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, net_folder_make, net_folder_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_reads_plain_files),  TEST(test_absent_and_no_folder),      TEST(test_follows_no_link), TEST(test_takes_plain_files_only),
	    TEST(test_names_do_not_climb), TEST(test_length_is_looked_at_first), TEST(test_closed_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
