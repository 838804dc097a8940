#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "net/put.h"
#include "net/web.h"

static void test_addresses_that_are_taken(void **state)
{
	static const char *const good[] = {
	    "https://content.example.org",
	    "https://content.example.org/",
	    "https://content.example.org/signpost/a_b-c.d~e",
	    "https://content.example.org:8443",
	    "https://10.0.0.7:8443/x",
	    "https://[2001:db8::1]/x",
	    "https://[::1]:8443/x",
	    "http://127.0.0.1:8080/x",
	    "http://[::1]:8080",
	    "http://localhost/x",
	    "https://a.example/metadata/1.a%2Fb.json",
	    "https://host_1/..x/x..",
	};
	struct fault fault;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		if (!web_url_ok(good[i], &fault))
			fail_msg("%s: %s", good[i], fault.says);
}

static void test_addresses_that_are_refused(void **state)
{
	static const struct {
		const char *url, *says;
	} bad[] = {
	    {"", "begins with https://"},
	    {"content.example.org", "begins with https://"},
	    {"ftp://content.example.org/x", "begins with https://"},
	    {"file:///etc/passwd", "begins with https://"},
	    {"HTTPS://content.example.org", "begins with https://"},
	    {"http://content.example.org/x", "not encrypted"},
	    {"http://127.0.0.1.example.org/x", "not encrypted"},
	    {"http://localhost.example.org/x", "not encrypted"},
	    {"http://127.0.0.2/x", "not encrypted"},
	    {"https://ann:hush@content.example.org/x", "no user and password"},
	    {"https://ann@content.example.org/x", "no user and password"},
	    {"https://content.example.org/x?key=hush", "no query"},
	    {"https://content.example.org/x#y", "no query"},
	    {"https://content.example.org/a b", "no blank"},
	    {"https://content.example.org/a\r\nHost: x", "no blank"},
	    {"https://content.example.org/\xC3\xA9", "outside ASCII"},
	    {"https://content.example.org\\@evil.example/", "no user and password"},
	    {"https:///x", "names no server"},
	    {"https://", "names no server"},
	    {"https://:443/x", "names no server"},
	    {"https://content.example.org:/x", "names no server"},
	    {"https://content.example.org:port/x", "names no server"},
	    {"https://content.example.org:123456/x", "names no server"},
	    {"https://-x.example.org/x", "names no server"},
	    {"https://[::1/x", "names no server"},
	    {"https://[fe80::1%eth0]/x", "names no server"},
	    {"https://content.example.org/a/../b", "part . or .."},
	    {"https://content.example.org/..", "part . or .."},
	    {"https://content.example.org/./b", "part . or .."},
	};
	char large[WEB_URL_MAX + 1];
	struct fault fault;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (web_url_ok(bad[i].url, &fault))
			fail_msg("%s is taken", bad[i].url);
		if (!strstr(fault.says, bad[i].says) || strstr(fault.says, "hush"))
			fail_msg("%s: \"%s\" does not say \"%s\"", bad[i].url, fault.says, bad[i].says);
	}
	memset(large, 'x', sizeof large - 1);
	large[WEB_URL_MAX] = '\0';
	memcpy(large, "https://x/", 10);
	assert_false(web_url_ok(large, &fault));
	assert_non_null(strstr(fault.says, "too long"));
}

static void test_hosts(void **state)
{
	char host[20];

	(void)state;
	assert_true(web_host("https://Content.Example.org:8443/x", host, sizeof host));
	assert_string_equal(host, "content.example.org");
	assert_true(web_host("https://[2001:db8::1]:1/x", host, sizeof host));
	assert_string_equal(host, "2001:db8::1");
	assert_false(web_host("https://content.example.org", host, 19));
	assert_true(web_host("https://content.example.org", host, 20));
}

static void test_hosts_without_proxy(void **state)
{
	(void)state;
	assert_true(web_direct("", "127.0.0.1"));
	assert_true(web_direct("", "localhost"));
	assert_true(web_direct("", "::1"));
	assert_false(web_direct("", "example.org"));
	assert_true(web_direct("*", "example.org"));
	assert_true(web_direct("a.example, example.org", "example.org"));
	assert_true(web_direct("a.example example.org", "www.example.org"));
	assert_true(web_direct(".Example.org,", "www.example.org"));
	assert_false(web_direct("example.org", "badexample.org"));
	assert_false(web_direct("www.example.org", "example.org"));
	assert_false(web_direct(".", "example.org"));
	assert_false(web_direct(", ,", "example.org"));
	assert_false(web_direct("*.org", "example.org"));
}

/* Refused with FAILURE_SETTINGS and the words. */
static void not_opened(const struct web_options *options, const char *says)
{
	struct trust_problem problem = {0};

	assert_null(web_open(options, &problem));
	assert_int_equal(problem.failure, FAILURE_SETTINGS);
	if (!strstr(problem.fault.says, says) || strstr(problem.fault.says, "hush"))
		fail_msg("\"%s\" does not say \"%s\"", problem.fault.says, says);
}

static void test_settings_are_looked_at_first(void **state)
{
	static struct secret login = {4, "hush"};
	struct web_options options;
	struct web *web;

	(void)state;
	web_defaults(&options);
	web = web_open(&options, NULL);
	assert_non_null(web);
	web_close(web);
	web_close(NULL);
	snprintf(options.ca_file, sizeof options.ca_file, "/nowhere/ca.pem");
	not_opened(&options, "ca_file: cannot read /nowhere/ca.pem");
	web_defaults(&options);
	snprintf(options.client_key, sizeof options.client_key, "/nowhere/key.pem");
	not_opened(&options, "client_key");
	for (const char *const *bad = (const char *const[]){"proxy:8080", "socks5://proxy:1080", "http://ann:hush@proxy:8080", "http://", NULL}; *bad;
	     bad++) {
		web_defaults(&options);
		snprintf(options.proxy, sizeof options.proxy, "%s", *bad);
		not_opened(&options, "proxy: write it like");
	}
	snprintf(options.proxy, sizeof options.proxy, "http://proxy.example:8080");
	options.proxy_login = &login;
	not_opened(&options, "name:password");
}

static void test_places_are_looked_at_first(void **state)
{
	static struct secret login = {7, "id:hush"}, half = {4, "hush"};
	struct put_place places[] = {
	    {PUT_DAV, "http://dav.example/", "", NULL, NULL},
	    {PUT_DAV, "https://dav.example/", "", &half, NULL},
	    {PUT_S3, "https://s3.example/in", "", &login, NULL},
	    {PUT_S3, "https://s3.example/in", "a:b", &login, NULL},
	    {PUT_S3, "https://s3.example/in", "eu-west-2", NULL, NULL},
	    {PUT_S3, "https://s3.example/in%20", "eu-west-2", &login, NULL},
	    {PUT_S3, "https://s3.example/~in", "eu-west-2", &login, NULL},
	    {PUT_S3, "https://s3.example/in", "eu-west-2", &half, NULL},
	};
	struct web_options options;

	(void)state;
	web_defaults(&options);
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		struct trust_problem problem = {0};

		if (put_open(&options, &places[i], &problem))
			fail_msg("place %zu is taken", i);
		assert_int_equal(problem.failure, FAILURE_SETTINGS);
		assert_true(problem.fault.says[0] && !strstr(problem.fault.says, "hush"));
	}
}

static void test_names_to_put(void **state)
{
	static const char *const bad[] = {"", "/x", "a b", "a%20b", "a?b", "a\nb", "a/../b", "\xC3\xA9"};
	const struct put_place place = {PUT_DAV, "http://127.0.0.1:1/in", "", NULL, NULL};
	struct web_options options;

	(void)state;
	web_defaults(&options);
	struct put *put = put_open(&options, &place, NULL);
	assert_non_null(put);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		const struct put_thing thing = {bad[i], "x", 1, "text/plain", PUT_CREATE};
		struct trust_problem problem = {0};

		assert_int_equal(put_send(put, &thing, &problem), PUT_NOT_DONE);
		assert_int_equal(problem.failure, FAILURE_FORMAT);
	}
	const struct put_thing large = {"x", "x", PUT_BYTES_MAX + 1, "text/plain", PUT_CREATE};
	struct trust_problem problem = {0};
	assert_int_equal(put_send(put, &large, &problem), PUT_NOT_DONE);
	assert_int_equal(problem.failure, FAILURE_TOO_BIG);
	put_close(put);
	assert_string_equal(put_type("a/b.json"), "application/json");
	assert_string_equal(put_type("a.csv"), "text/csv");
	assert_string_equal(put_type(".json"), "application/octet-stream");
	assert_string_equal(put_type("x"), "application/octet-stream");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_addresses_that_are_taken),
	    cmocka_unit_test(test_addresses_that_are_refused),
	    cmocka_unit_test(test_hosts),
	    cmocka_unit_test(test_hosts_without_proxy),
	    cmocka_unit_test(test_settings_are_looked_at_first),
	    cmocka_unit_test(test_places_are_looked_at_first),
	    cmocka_unit_test(test_names_to_put),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
