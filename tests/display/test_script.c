/* How lines of a script, places, times and options are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "display/card.h"
#include "display/options.h"
#include "display/script.h"

static struct script_line line;
static struct fault fault;

static bool cut(const char *text)
{
	return script_cut(text, (int)strlen(text), &line, &fault);
}

static void words_quotes_and_comments(void **state)
{
	(void)state;
	assert_true(cut(""));
	assert_int_equal(line.count, 0);
	assert_true(cut("   # nothing"));
	assert_int_equal(line.count, 0);
	assert_true(cut("\ttap \"Talk to the \\\"team\\\"\"  # touch\r"));
	assert_int_equal(line.count, 2);
	assert_string_equal(line.words[0], "tap");
	assert_string_equal(line.words[1], "Talk to the \"team\"");
	assert_true(line.quoted[1]);
	assert_true(cut("tap 960,540"));
	assert_false(line.quoted[1]);
	assert_true(cut("echo three words here"));
	assert_int_equal(line.count, 2);
	assert_string_equal(line.words[1], "three words here");
	assert_true(cut("expect \"\""));
	assert_int_equal(line.count, 2);
	assert_string_equal(line.words[1], "");
}

static void bad_lines(void **state)
{
	(void)state;
	char text[SCRIPT_WORD_MAX + 32] = "tap ";

	assert_false(cut("tap \"no end"));
	assert_string_equal(fault.says, "a quote does not end");
	assert_false(cut("tap one two three four"));
	assert_non_null(strstr(fault.says, "too many words"));
	memset(text + 4, 'x', SCRIPT_WORD_MAX);
	assert_false(cut(text));
	assert_non_null(strstr(fault.says, "too long"));
	text[SCRIPT_WORD_MAX + 3] = 0;
	assert_true(cut(text));
}

static void durations(void **state)
{
	(void)state;
	assert_int_equal(script_duration("35s"), 35000);
	assert_int_equal(script_duration("500ms"), 500);
	assert_int_equal(script_duration("2m"), 120000);
	assert_int_equal(script_duration("1h"), 3600000);
	assert_int_equal(script_duration("0s"), 0);
	assert_int_equal(script_duration("35"), -1);
	assert_int_equal(script_duration("s"), -1);
	assert_int_equal(script_duration("-1s"), -1);
	assert_int_equal(script_duration("9999999999h"), -1);
	assert_int_equal(script_duration(""), -1);
}

static void places(void **state)
{
	(void)state;
	int x = 1, y = 2;

	assert_true(script_place("960,540", &x, &y));
	assert_int_equal(x, 960);
	assert_int_equal(y, 540);
	assert_true(script_place("-5,-6", &x, &y));
	assert_int_equal(y, -6);
	assert_false(script_place("960", &x, &y));
	assert_false(script_place("960,", &x, &y));
	assert_false(script_place("a,b", &x, &y));
	assert_false(script_place("1,2,3", &x, &y));
	assert_false(script_place("99999,2", &x, &y));
	assert_int_equal(x, -5);
}

static bool options(struct options *out, int count, const char *const words[])
{
	char *argv[12];

	for (int i = 0; i < count; i++)
		argv[i] = (char *)(uintptr_t)words[i];
	return options_read(count, argv, out, &fault);
}

static void options_are_read(void **state)
{
	(void)state;
	struct options out;

	assert_true(options(&out, 7, (const char *const[]){"k", "--size", "all", "--panel-mm=476x268", "packs/a", "--headless", "packs/b"}));
	assert_int_equal(out.size_count, 3);
	assert_int_equal(out.sizes[1].w, 1080);
	assert_int_equal(out.height_mm, 268);
	assert_int_equal(out.packs.count, 2);
	assert_string_equal(out.packs.folder[1], "packs/b");
	assert_true(out.headless);
	assert_true(options(&out, 3, (const char *const[]){"k", "--now", "2026-11-02T09:59"}));
	assert_true(out.has_now);
}

static void bad_options_are_told(void **state)
{
	(void)state;
	struct options out;

	assert_false(options(&out, 2, (const char *const[]){"k", "--headles"}));
	assert_string_equal(fault.says, "unknown option \"--headles\", did you mean \"--headless\"?");
	assert_false(options(&out, 3, (const char *const[]){"k", "--size", "10x10"}));
	assert_false(options(&out, 2, (const char *const[]){"k", "--script"}));
	assert_non_null(strstr(fault.says, "needs a value"));
	assert_false(options(&out, 3, (const char *const[]){"k", "--now", "2026-13-02"}));
	assert_false(options(&out, 3, (const char *const[]){"k", "--theme", "dark"}));
}

static void status(const char *folder, const char *name, const char *word)
{
	char path[128];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	mkdir(path, 0755);
	snprintf(path, sizeof path, "%s/%s/status", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(word, file);
	fclose(file);
}

static void the_card_with_a_screen(void **state)
{
	(void)state;
	char folder[] = "/tmp/signpost-drm-XXXXXX", command[64];

	assert_non_null(mkdtemp(folder));
	assert_int_equal(card_connected(folder), -1);
	status(folder, "card0-HDMI-A-1", "disconnected\n");
	status(folder, "version", "connected\n");
	assert_int_equal(card_connected(folder), -1);
	status(folder, "card2-DSI-1", "connected\n");
	status(folder, "card1-HDMI-A-2", "connected\n");
	assert_int_equal(card_connected(folder), 1);
	assert_int_equal(card_connected("/nonexistent"), -1);
	snprintf(command, sizeof command, "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_quotes_and_comments),
	    cmocka_unit_test(bad_lines),
	    cmocka_unit_test(durations),
	    cmocka_unit_test(places),
	    cmocka_unit_test(options_are_read),
	    cmocka_unit_test(bad_options_are_told),
	    cmocka_unit_test(the_card_with_a_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
