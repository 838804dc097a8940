#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "net/secret.h"
#include "net_folder.h"

static struct secret secret;
static struct fault fault;

/* Writes the file "s" with that mode and reads it. */
static enum secret_got read_it(const char *text, mode_t mode)
{
	net_write("s", text);
	assert_int_equal(chmod(net_path("s"), mode), 0);
	memset(&secret, 0x55, sizeof secret);
	memset(&fault, 0, sizeof fault);
	return secret_read(net_path("s"), geteuid(), &secret, &fault);
}

static void is_refused(const char *words)
{
	struct secret untouched;

	memset(&untouched, 0x55, sizeof untouched);
	assert_memory_equal(&secret, &untouched, sizeof secret);
	assert_string_equal(fault.file, net_path("s"));
	if (!strstr(fault.says, words))
		fail_msg("\"%s\" does not say \"%s\"", fault.says, words);
}

static void test_reads_one_line(void **state)
{
	(void)state;
	assert_int_equal(read_it("ann:open sesame\n", 0600), SECRET_READ);
	assert_string_equal(secret.text, "ann:open sesame");
	assert_int_equal(secret.length, 15);
	assert_int_equal(read_it("x", 0400), SECRET_READ);
	assert_string_equal(secret.text, "x");
	assert_int_equal(read_it("from windows\r\n", 0600), SECRET_READ);
	assert_string_equal(secret.text, "from windows");
}

static void test_refuses_what_others_can_read(void **state)
{
	static const mode_t modes[] = {0644, 0640, 0604, 0660, 0700, 0620, 0602, 01600, 04600, 0444, 0200};

	(void)state;
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		if (modes[i] == 0200 && geteuid() != 0)
			continue; /* cannot be opened */
		assert_int_equal(read_it("hush", modes[i]), SECRET_BAD);
		is_refused("chmod 600");
		assert_null(strstr(fault.says, "hush"));
	}
}

static void test_refuses_another_owner(void **state)
{
	(void)state;
	assert_int_equal(read_it("hush", 0600), SECRET_READ);
	memset(&secret, 0x55, sizeof secret);
	assert_int_equal(secret_read(net_path("s"), geteuid() + 1, &secret, &fault), SECRET_BAD);
	is_refused("belongs to another user");
}

static void test_refuses_what_is_no_line(void **state)
{
	char *large = calloc(1, SECRET_MAX + 2);

	(void)state;
	assert_int_equal(read_it("", 0600), SECRET_BAD);
	is_refused("empty");
	assert_int_equal(read_it("\n", 0600), SECRET_BAD);
	is_refused("empty");
	assert_int_equal(read_it("a\nb", 0600), SECRET_BAD);
	is_refused("not one line");
	assert_int_equal(read_it("a\tb", 0600), SECRET_BAD);
	is_refused("not one line");
	memset(large, 'x', SECRET_MAX);
	assert_int_equal(read_it(large, 0600), SECRET_READ);
	assert_int_equal(secret.length, SECRET_MAX);
	large[SECRET_MAX] = 'x';
	assert_int_equal(read_it(large, 0600), SECRET_BAD);
	is_refused("too long");
	assert_true(file_replace(net_path("s"), "a\0b", 3, NULL));
	chmod(net_path("s"), 0600);
	assert_int_equal(secret_read(net_path("s"), geteuid(), &secret, &fault), SECRET_BAD);
	free(large);
}

static void test_refuses_what_is_no_file(void **state)
{
	(void)state;
	memset(&secret, 0x55, sizeof secret);
	assert_int_equal(secret_read(net_path("s"), geteuid(), &secret, &fault), SECRET_NONE);
	assert_int_equal(mkdir(net_path("s"), 0700), 0);
	assert_int_equal(secret_read(net_path("s"), geteuid(), &secret, &fault), SECRET_BAD);
	is_refused("not a plain file");
	assert_int_equal(rmdir(net_path("s")), 0);
	assert_int_equal(mkfifo(net_path("s"), 0600), 0);
	assert_int_equal(secret_read(net_path("s"), geteuid(), &secret, &fault), SECRET_BAD);
	is_refused("not a plain file");
}

static void test_looks_in_order(void **state)
{
	char credentials[256], folder[256];
	struct secret_places places = {credentials, folder, geteuid()};

	(void)state;
	snprintf(credentials, sizeof credentials, "%s/c", net_folder);
	snprintf(folder, sizeof folder, "%s/f", net_folder);
	assert_int_equal(secret_find(&places, "proxy", &secret, &fault), SECRET_NONE);
	net_write("f/proxy", "from the folder");
	assert_int_equal(secret_find(&places, "proxy", &secret, &fault), SECRET_BAD); /* 0644 */
	chmod(net_path("f/proxy"), 0600);
	assert_int_equal(secret_find(&places, "proxy", &secret, &fault), SECRET_READ);
	assert_string_equal(secret.text, "from the folder");
	net_write("c/secrets_proxy", "loaded with the folder"); /* systemd's modes are systemd's matter */
	assert_int_equal(secret_find(&places, "proxy", &secret, &fault), SECRET_READ);
	assert_string_equal(secret.text, "loaded with the folder");
	net_write("c/proxy", "loaded");
	assert_int_equal(secret_find(&places, "proxy", &secret, &fault), SECRET_READ);
	assert_string_equal(secret.text, "loaded");
	net_write("c/proxy", "");
	assert_int_equal(secret_find(&places, "proxy", &secret, &fault), SECRET_BAD);
	assert_int_equal(secret_find(&places, "../f/proxy", &secret, &fault), SECRET_BAD);
	assert_int_equal(secret_find(&places, "", &secret, &fault), SECRET_BAD);
	places = (struct secret_places){NULL, "", geteuid()};
	assert_int_equal(secret_find(&places, "proxy", &secret, &fault), SECRET_NONE);
}

static void test_splits_and_wipes(void **state)
{
	struct secret zero = {0}, one = {0};
	struct secret_pair pair;

	(void)state;
	snprintf(one.text, sizeof one.text, "ann:pass:word");
	one.length = 13;
	assert_true(secret_split(&one, &pair));
	assert_string_equal(pair.name, "ann");
	assert_string_equal(pair.password, "pass:word");
	secret_wipe(&one);
	assert_memory_equal(&one, &zero, sizeof one);
	for (const char *const *bad = (const char *const[]){"ann", ":word", "ann:", "", NULL}; *bad; bad++) {
		snprintf(one.text, sizeof one.text, "%s", *bad);
		assert_false(secret_split(&one, &pair));
		assert_string_equal(one.text, *bad);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, net_folder_make, net_folder_drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_reads_one_line),          TEST(test_refuses_what_others_can_read), TEST(test_refuses_another_owner),
	    TEST(test_refuses_what_is_no_line), TEST(test_refuses_what_is_no_file),      TEST(test_looks_in_order),
	    TEST(test_splits_and_wipes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
