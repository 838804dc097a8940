#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "sync/reach.h"

static char folder[64];
static struct sync_settings settings;
static struct reach reach;
static struct trust_problem problem;
static struct sync_call call;

static int start(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/signpost-reach-XXXXXX");
	sync_settings_defaults(&settings);
	call = (struct sync_call){.settings = &settings, .now = 1795860000, .clock_sure = true};
	memset(&problem, 0, sizeof problem);
	if (!mkdtemp(folder))
		return -1;
	snprintf(settings.secrets, sizeof settings.secrets, "%s", folder);
	return 0;
}

static void path_of(const char *name, char out[256])
{
	snprintf(out, 256, "%s/%s", folder, name);
}

static int stop(void **state)
{
	static const char *const names[] = {"proxy", "client-key", "report", "report-session", "metadata/timestamp.json", "metadata"};
	char path[256];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		path_of(names[i], path);
		remove(path);
	}
	return rmdir(folder);
}

static void write_file(const char *name, const char *text, mode_t mode)
{
	char path[256];

	path_of(name, path);
	assert_true(file_replace(path, text, strlen(text), NULL));
	assert_int_equal(chmod(path, mode), 0);
}

static void add_base(const char *base)
{
	snprintf(settings.bases[settings.base_count++], WEB_URL_MAX, "%s", base);
}

static void test_folders_need_no_network_and_no_secret(void **state)
{
	(void)state;
	add_base(folder);
	write_file("proxy", "open to all", 0644);
	snprintf(settings.web.proxy, sizeof settings.web.proxy, "http://proxy.example:8080");
	assert_true(reach_bases(&call, &reach, &problem));
	assert_null(reach.web);
	assert_int_equal(reach.source.count, 1);
	reach_close(&reach);
}

static void test_secrets_are_found_and_wiped(void **state)
{
	struct reach zero;

	(void)state;
	add_base("https://content.example");
	write_file("proxy", "ann:hush", 0600);
	assert_true(reach_bases(&call, &reach, &problem));
	assert_int_equal(reach.proxy.length, 0); /* no proxy, so nobody asked for its secret */
	reach_close(&reach);
	snprintf(settings.web.proxy, sizeof settings.web.proxy, "http://proxy.example:8080");
	assert_true(reach_bases(&call, &reach, &problem));
	assert_string_equal(reach.proxy.text, "ann:hush");
	assert_non_null(reach.web);
	reach_close(&reach);
	memset(&zero, 0, sizeof zero);
	assert_memory_equal(&reach, &zero, sizeof reach);
	write_file("proxy", "ann:hush", 0640);
	assert_false(reach_bases(&call, &reach, &problem));
	assert_int_equal(problem.failure, FAILURE_SETTINGS);
	assert_non_null(strstr(problem.fault.says, "chmod 600"));
	assert_null(strstr(problem.fault.says, "hush"));
	assert_memory_equal(&reach, &zero, sizeof reach);
}

static void test_reports_need_what_their_kind_needs(void **state)
{
	(void)state;
	snprintf(settings.report_to, sizeof settings.report_to, "https://reports.example/in");
	assert_true(reach_reports(&call, &reach, &problem)); /* dav with a client certificate, say */
	assert_non_null(reach.put);
	reach_close(&reach);
	settings.report_kind = PUT_S3;
	assert_false(reach_reports(&call, &reach, &problem));
	assert_int_equal(problem.failure, FAILURE_SETTINGS);
	snprintf(settings.report_region, sizeof settings.report_region, "eu-west-2");
	assert_false(reach_reports(&call, &reach, &problem));
	write_file("report", "id:key", 0400);
	write_file("report-session", "token", 0400);
	assert_true(reach_reports(&call, &reach, &problem));
	assert_string_equal(reach.session.text, "token");
	reach_close(&reach);
	write_file("report", "no colon", 0400);
	assert_false(reach_reports(&call, &reach, &problem));
	assert_null(strstr(problem.fault.says, "no colon"));
}

/* What `command_probe` prints; the caller frees it. */
static char *probe(bool json, int code)
{
	char *text = NULL;
	size_t length;

	call.json = json;
	call.out = call.err = open_memstream(&text, &length);
	assert_int_equal(command_probe(&call), code);
	fclose(call.out);
	return text;
}

static void test_probe_tells(void **state)
{
	char path[256], *text;
	json_t *whole;

	(void)state;
	text = probe(false, SYNC_FAILED);
	assert_non_null(strstr(text, "no base is set"));
	free(text);
	add_base(folder);
	add_base("/no/such/stick");
	path_of("metadata", path);
	assert_int_equal(mkdir(path, 0755), 0);
	write_file("metadata/timestamp.json", "{\"signed\": {\"_type\": \"timestamp\", \"version\": 7, \"expires\": \"2049-01-01T00:00:00Z\"}}",
		   0644);
	text = probe(false, SYNC_FINE);
	assert_non_null(strstr(text, "works: timestamp 7, good until 2049-01-01T00:00:00Z"));
	assert_non_null(strstr(text, "no-stick: there is no such folder"));
	assert_non_null(strstr(text, "1 of 2 works."));
	free(text);
	text = probe(true, SYNC_FINE);
	whole = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	assert_int_equal(json_integer_value(json_object_get(whole, "works")), 1);
	json_t *first = json_array_get(json_object_get(whole, "bases"), 0);
	assert_int_equal(json_integer_value(json_object_get(first, "version")), 7);
	assert_string_equal(json_string_value(json_object_get(first, "failure")), "none");
	assert_true(json_is_null(json_object_get(first, "issued")));
	json_decref(whole);
	free(text);
}

/* What comes from a server cannot move the cursor of whoever reads it. */
static void test_probe_prints_plain_words(void **state)
{
	char path[256], *text;

	(void)state;
	add_base(folder);
	path_of("metadata", path);
	assert_int_equal(mkdir(path, 0755), 0);
	write_file("metadata/timestamp.json", "{\"signed\": {\"_type\": \"timestamp\", \"version\": 7, \"expires\": \"\\u001b[2J2049\"}}", 0644);
	text = probe(false, SYNC_FAILED);
	assert_null(strchr(text, 27));
	assert_non_null(strstr(text, "format:"));
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_folders_need_no_network_and_no_secret),
	    TEST(test_secrets_are_found_and_wiped),
	    TEST(test_reports_need_what_their_kind_needs),
	    TEST(test_probe_tells),
	    TEST(test_probe_prints_plain_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
