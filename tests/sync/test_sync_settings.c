#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "sync/sync_settings.h"

static char folder[] = "/tmp/signpost-sync-XXXXXX";
static char path[FAULT_FILE_MAX];
static struct findings findings;
static struct sync_settings settings;

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) && file_join(path, sizeof path, folder, "sync.conf") ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static void read_text(const char *text)
{
	memset(&findings, 0, sizeof findings);
	memset(&settings, 0x55, sizeof settings);
	assert_true(file_replace(path, text, strlen(text), NULL));
	assert_true(sync_settings_read(path, &settings, &findings));
}

static void is_in_folder(const char *is, const char *name)
{
	char expected[FAULT_FILE_MAX];

	assert_true(file_join(expected, sizeof expected, folder, name));
	assert_string_equal(is, expected);
}

static void test_defaults(void **state)
{
	(void)state;
	read_text("# nothing\n");
	assert_int_equal(findings.count, 0);
	assert_int_equal(settings.base_count, 0);
	assert_string_equal(settings.channel, "stable");
	assert_string_equal(settings.hub, "");
	assert_string_equal(settings.trust_root, "/etc/signpost/root.json");
	assert_string_equal(settings.secrets, "/etc/signpost/secrets");
	assert_string_equal(settings.store, "/var/lib/signpost-content");
	assert_string_equal(settings.fetch_state, "/var/lib/signpost-fetch");
	assert_string_equal(settings.activate_state, "/var/lib/signpost-activate");
	assert_string_equal(settings.report_state, "/var/lib/signpost-report");
	assert_string_equal(settings.kiosk_state, "/var/lib/signpost");
	assert_string_equal(settings.outbox, "/var/lib/signpost/outbox");
	assert_string_equal(settings.report_to, "");
	assert_int_equal(settings.web.connect_s, 20);
	assert_int_equal(settings.web.transfer_s, 300);
	assert_int_equal(settings.web.slow_bytes, 200);
	assert_int_equal(settings.web.slow_s, 30);
	assert_false(settings.web.clock_unsure);
}

static void test_all_keys(void **state)
{
	(void)state;
	read_text(
	    "base = https://content.example.org/signpost/\nbase = /media/stick # carried\nbase = http://127.0.0.1:8080/x\n"
	    "channel = canary\nhub = riverside\ntrust_root = root.json\nca_file = ca.pem\nclient_cert = c.pem\nclient_key = /k.pem\nsecrets = "
	    "secrets\n"
	    "proxy = http://proxy.example.org:8080\nproxy_auth = negotiate\nno_proxy = a.example, b.example\nconnect_timeout = 5\ntimeout = 60\n"
	    "slow_below = 1000\nslow_after = 10\nreport_to = https://bucket.s3.eu-west-2.amazonaws.com/in\nreport_kind = s3\n"
	    "report_region = eu-west-2\ncouncil = north-yorkshire\nstore = s\nfetch_state = f\nactivate_state = a\nreport_state = r\nkiosk_state = "
	    "k\n");
	assert_int_equal(findings.count, 0);
	assert_int_equal(settings.base_count, 3);
	assert_string_equal(settings.bases[0], "https://content.example.org/signpost");
	assert_string_equal(settings.bases[1], "/media/stick");
	assert_string_equal(settings.bases[2], "http://127.0.0.1:8080/x");
	assert_string_equal(settings.channel, "canary");
	assert_string_equal(settings.hub, "riverside");
	is_in_folder(settings.trust_root, "root.json");
	is_in_folder(settings.web.ca_file, "ca.pem");
	is_in_folder(settings.web.client_cert, "c.pem");
	assert_string_equal(settings.web.client_key, "/k.pem");
	is_in_folder(settings.secrets, "secrets");
	assert_string_equal(settings.web.proxy, "http://proxy.example.org:8080");
	assert_int_equal(settings.web.proxy_auth, WEB_PROXY_NEGOTIATE);
	assert_string_equal(settings.web.no_proxy, "a.example, b.example");
	assert_true(settings.web.connect_s == 5 && settings.web.transfer_s == 60);
	assert_true(settings.web.slow_bytes == 1000 && settings.web.slow_s == 10);
	assert_string_equal(settings.report_to, "https://bucket.s3.eu-west-2.amazonaws.com/in");
	assert_int_equal(settings.report_kind, PUT_S3);
	assert_string_equal(settings.report_region, "eu-west-2");
	assert_string_equal(settings.council, "north-yorkshire");
	is_in_folder(settings.store, "s");
	is_in_folder(settings.fetch_state, "f");
	is_in_folder(settings.activate_state, "a");
	is_in_folder(settings.report_state, "r");
	is_in_folder(settings.kiosk_state, "k");
	is_in_folder(settings.outbox, "k/outbox");
	read_text("outbox = /o\nreport_kind = dav\nproxy_auth = ntlm\n");
	assert_string_equal(settings.outbox, "/o");
	assert_int_equal(settings.report_kind, PUT_DAV);
	assert_int_equal(settings.web.proxy_auth, WEB_PROXY_NTLM);
}

/* A bad line is told, changes nothing, and the others count. */
static void test_bad_values_change_nothing(void **state)
{
	static const struct {
		const char *line, *key, *says;
	} bad[] = {
	    {"bases = x", "bases", "did you mean \"base\"?"},
	    {"report-to = x", "report-to", "\"report_to\""},
	    {"base = content.example.org", "base", "begins with https://"},
	    {"base = http://content.example.org", "base", "not encrypted"},
	    {"base = https://ann:hush@content.example.org", "base", "no user and password"},
	    {"base = stick/signpost", "base", "begins with https://"},
	    {"channel = ../x", "channel", "is no name here"},
	    {"channel = Stable", "channel", "is no name here"},
	    {"channel = a/b", "channel", "is no name here"},
	    {"council = .x", "council", "is no name here"},
	    {"proxy = proxy:8080", "proxy", "is no proxy"},
	    {"proxy = http://ann:hush@proxy:8080", "proxy", "is no proxy"},
	    {"proxy_auth = digest", "proxy_auth", "basic, ntlm or negotiate"},
	    {"connect_timeout = 0", "connect_timeout", "from 1 to 3600"},
	    {"timeout = 3601", "timeout", "from 1 to 3600"},
	    {"slow_after = soon", "slow_after", "not a whole number"},
	    {"slow_below = -1", "slow_below", "not a whole number"},
	    {"report_to = s3://bucket", "report_to", "begins with https://"},
	    {"report_kind = ftp", "report_kind", "write dav or s3"},
	    {"report_region = eu west", "report_region", "eu-west-2"},
	    {"store =", "store", "nothing after the equals sign"},
	};
	struct sync_settings before;

	(void)state;
	read_text("# nothing\n");
	before = settings;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		read_text(bad[i].line);
		assert_int_equal(findings.errors, 1);
		assert_string_equal(findings.list[0].fault.item, bad[i].key);
		if (!strstr(findings.list[0].fault.says, bad[i].says) || strstr(findings.list[0].fault.says, "hush"))
			fail_msg("%s: \"%s\"", bad[i].line, findings.list[0].fault.says);
		assert_int_equal(settings.base_count, 0);
		assert_string_equal(settings.channel, before.channel);
		assert_string_equal(settings.web.proxy, "");
		assert_string_equal(settings.report_to, "");
		assert_int_equal(settings.web.transfer_s, before.web.transfer_s);
	}
}

static void test_written_maxima(void **state)
{
	char text[4096] = "";

	(void)state;
	for (int i = 0; i < SOURCE_BASES_MAX + 1; i++)
		strncat(text, "base = /x\n", sizeof text - strlen(text) - 1);
	read_text(text);
	assert_int_equal(settings.base_count, SOURCE_BASES_MAX);
	assert_int_equal(findings.errors, 1);
	assert_non_null(strstr(findings.list[0].fault.says, "at most 8 bases"));
	snprintf(text, sizeof text, "council = %0*d\nstore = /%0*d\nno_proxy = %0*d\n", SYNC_NAME_MAX, 0, SYNC_PATH_MAX - 1, 0, WEB_HOSTS_MAX, 0);
	read_text(text);
	assert_int_equal(findings.errors, 3);
	assert_string_equal(settings.council, "");
	assert_string_equal(settings.store, "/var/lib/signpost-content");
}

static void test_cannot_be_read(void **state)
{
	struct sync_settings before;

	(void)state;
	memset(&findings, 0, sizeof findings);
	memset(&before, 0x55, sizeof before);
	memset(&settings, 0x55, sizeof settings);
	assert_false(sync_settings_read("/no/such/sync.conf", &settings, &findings));
	assert_int_equal(findings.errors, 1);
	assert_memory_equal(&before, &settings, sizeof settings);
}

/* Every key stands in the file that is installed, and what it says there is understood. */
static void test_shipped_file_names_every_key(void **state)
{
	struct sync_settings_help help;
	size_t length;
	char *text;
	int count = 0;

	(void)state;
	memset(&findings, 0, sizeof findings);
	assert_true(sync_settings_read("config/sync.conf", &settings, &findings));
	assert_int_equal(findings.count, 0);
	assert_string_equal(settings.trust_root, "config/root.json");
	assert_true(file_read("config/sync.conf", 64 << 10, &text, &length, NULL));
	for (; sync_settings_help(count, &help); count++) {
		char line[64];

		snprintf(line, sizeof line, "\n%s = ", help.key);
		if (!strstr(text, line)) {
			snprintf(line, sizeof line, "\n#%s = ", help.key);
			if (!strstr(text, line))
				fail_msg("config/sync.conf does not name %s", help.key);
		}
		assert_true(help.value[0] && help.help[0]);
	}
	assert_int_equal(count, 25);
	assert_false(sync_settings_help(-1, &help));
	free(text);
}

/* With every "#key = value" line made real, the file is still good. */
static void test_shipped_examples_are_good(void **state)
{
	size_t length;
	char *text;

	(void)state;
	assert_true(file_read("config/sync.conf", 64 << 10, &text, &length, NULL));
	for (char *at = text; (at = strstr(at, "\n#")) != NULL; at++)
		if (at[2] != ' ' && at[2] != '\n')
			at[1] = ' ';
	read_text(text);
	for (int i = 0; i < findings.count; i++)
		fail_msg("line %d: %s", findings.list[i].fault.line, findings.list[i].fault.says);
	assert_int_equal(settings.base_count, 2);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_defaults),
	    cmocka_unit_test(test_all_keys),
	    cmocka_unit_test(test_bad_values_change_nothing),
	    cmocka_unit_test(test_written_maxima),
	    cmocka_unit_test(test_cannot_be_read),
	    cmocka_unit_test(test_shipped_file_names_every_key),
	    cmocka_unit_test(test_shipped_examples_are_good),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
