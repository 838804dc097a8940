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
#include "core/settings.h"

static char folder[] = "/tmp/signpost-test-XXXXXX";
static char path[FAULT_FILE_MAX];
static struct findings findings;
static struct settings settings;

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) && file_join(path, sizeof path, folder, "kiosk.conf") ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

static void read_bytes(const char *text, size_t length)
{
	memset(&findings, 0, sizeof findings);
	memset(&settings, 0x55, sizeof settings);
	assert_true(file_replace(path, text, length, NULL));
	assert_true(settings_read(path, &settings, &findings));
}

static void read_text(const char *text)
{
	read_bytes(text, strlen(text));
}

static void only_finding(int line, const char *item, const char *says)
{
	assert_int_equal(findings.count, 1);
	assert_int_equal(findings.errors, 1);
	assert_int_equal(findings.list[0].severity, SEVERITY_ERROR);
	assert_string_equal(findings.list[0].fault.file, path);
	assert_int_equal(findings.list[0].fault.line, line);
	assert_string_equal(findings.list[0].fault.item, item);
	if (!strstr(findings.list[0].fault.says, says))
		fail_msg("\"%s\" does not say \"%s\"", findings.list[0].fault.says, says);
}

static void same_as_defaults(void)
{
	struct settings defaults;

	settings_defaults(&defaults);
	assert_memory_equal(&settings, &defaults, sizeof defaults);
}

static void test_all_keys(void **state)
{
	char expected[FAULT_FILE_MAX];

	(void)state;
	read_text("# a screen\n\npack = packs/uk-base\n\tpack=/srv/hub  # the hub\r\nsize = 800x480\npanel_mm = 154x86\nassets = ../art#1\n"
		  "fonts = /f\ncache = c\nfullscreen = yes\ntheme = contrast\nmotion = off\nfloor_mm = 760\n"
		  "distance_mm = 500\nrotate = 270\ncontent = /var/lib/signpost-content\ncontent_state = state\n");
	assert_int_equal(findings.count, 0);
	assert_int_equal(settings.packs.count, 2);
	snprintf(expected, sizeof expected, "%s/packs/uk-base", folder);
	assert_string_equal(settings.packs.folder[0], expected);
	assert_string_equal(settings.packs.folder[1], "/srv/hub");
	snprintf(expected, sizeof expected, "%s/../art#1", folder);
	assert_string_equal(settings.assets, expected);
	assert_string_equal(settings.fonts, "/f");
	snprintf(expected, sizeof expected, "%s/c", folder);
	assert_string_equal(settings.cache, expected);
	snprintf(expected, sizeof expected, "%s/state", folder);
	assert_string_equal(settings.content, "/var/lib/signpost-content");
	assert_string_equal(settings.content_state, expected);
	assert_true(settings.width_px == 800 && settings.height_px == 480);
	assert_true(settings.width_mm == 154 && settings.height_mm == 86);
	assert_true(settings.fullscreen && settings.contrast && settings.still);
	assert_true(settings.floor_mm == 760 && settings.distance_mm == 500 && settings.rotate == 270);
	read_text(
	    "speech = on\nheadphones = switch\nheadphone_switch = /dev/input/event3\naudio = USB Audio, 2\nvoice = /opt/voice\nvoice_rate = 200\n"
	    "key_wait = 500\nscan = 3000\nkey = F23 back\nkey = Left Shift  up\n");
	assert_int_equal(findings.count, 0);
	const struct speech_settings *speech = &settings.speech;
	assert_true(speech->on && speech->headphones == HEADPHONES_SWITCH && speech->voice_rate == 200);
	assert_true(speech->key_wait_ms == 500 && speech->scan_ms == 3000 && speech->key_count == 2);
	assert_string_equal(speech->switch_device, "/dev/input/event3");
	assert_string_equal(speech->audio, "USB Audio, 2");
	assert_string_equal(speech->voice, "/opt/voice");
	assert_string_equal(speech->keys[1].name, "Left Shift");
	assert_true(speech->keys[0].key == KEY_BACK && speech->keys[1].key == KEY_BEFORE && speech->keys[1].line == 10);
	read_text("fullscreen = no\ntheme = standard\nmotion = on\nspeech = off\nheadphone_switch = auto\nrotate = 0\ndistance_mm = 600\n");
	assert_int_equal(findings.count, 0);
	same_as_defaults();
}

static void test_unknown_key_names_the_nearest(void **state)
{
	(void)state;
	read_text("\nfulscreen = yes\n");
	only_finding(2, "fulscreen", "did you mean \"fullscreen\"?");
	same_as_defaults();
	read_text("panel-mm = 10x10\n");
	only_finding(1, "panel-mm", "\"panel_mm\"");
	read_text("Pack = a\n");
	only_finding(1, "Pack", "\"pack\"");
}

/* S10: a bad line leaves its key alone and the others work. */
static void test_bad_values_change_nothing(void **state)
{
	static const struct {
		const char *line, *key, *says;
	} bad[] = {
	    {"size = big", "size", "write it like 1920x1080"},
	    {"size = 1920x", "size", "write it like 1920x1080"},
	    {"size = 1920", "size", "write it like 1920x1080"},
	    {"size = 1920x1080x2", "size", "write it like 1920x1080"},
	    {"size = -1920x1080", "size", "write it like 1920x1080"},
	    {"size = 1920x 1080", "size", "write it like 1920x1080"},
	    {"size = 10x1080", "size", "from 320 to 7680"},
	    {"size = 99999999999999999999x1080", "size", "from 320 to 7680"},
	    {"panel_mm = 476x49", "panel_mm", "from 50 to 3000"},
	    {"floor_mm = high", "floor_mm", "not a whole number"},
	    {"floor_mm = 0", "floor_mm", "from 1 to 2500"},
	    {"distance_mm = 60", "distance_mm", "from 200 to 3000"},
	    {"distance_mm = -600", "distance_mm", "not a whole number"},
	    {"rotate = 45", "rotate", "write 0, 90, 180 or 270"},
	    {"rotate = left", "rotate", "write 0, 90, 180 or 270"},
	    {"fullscreen = true", "fullscreen", "\"true\" is not known here; write \"no\" or \"yes\""},
	    {"theme = dark", "theme", "write \"standard\" or \"contrast\""},
	    {"motion =", "motion", "nothing after the equals sign"},
	    {"pack = # gone", "pack", "nothing after the equals sign"},
	    {"fullscreen", "fullscreen", "no equals sign"},
	    {"= yes", "", "not known"},
	    {"speech = loud", "speech", "write \"off\" or \"on\""},
	    {"headphones = jack", "headphones", "\"keypad\", \"switch\" or \"held\""},
	    {"headphone_switch = event3", "headphone_switch", "whole path"},
	    {"voice = espeak-ng", "voice", "whole path"},
	    {"voice_rate = fast", "voice_rate", "not a whole number"},
	    {"voice_rate = 20", "voice_rate", "from 80 to 450"},
	    {"key_wait = 2001", "key_wait", "from 0 to 2000"},
	    {"scan = 10", "scan", "from 500 to 20000"},
	    {"key = F23", "key", "write it like F23 back"},
	    {"key = F23 bakc", "key", "did you mean \"back\"?"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		read_text(bad[i].line);
		only_finding(1, bad[i].key, bad[i].says);
		same_as_defaults();
	}
	read_text("size = big\ntheme = contrast\n");
	assert_int_equal(findings.errors, 1);
	assert_true(settings.contrast && settings.width_px == 0);
}

static void test_twice(void **state)
{
	(void)state;
	read_text("size = 800x480\ntheme = contrast\nsize = 1920x1080\n");
	only_finding(3, "size", "line 1");
	assert_int_equal(settings.width_px, 800);
	/* A bad line does not count as the first. */
	read_text("size = big\nsize = 1920x1080\n");
	only_finding(1, "size", "like");
	assert_int_equal(settings.width_px, 1920);
}

static void test_written_maxima(void **state)
{
	char text[2000] = "", long_name[400];

	(void)state;
	for (int i = 0; i < PACK_LAYERS_MAX + 1; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "pack = p%d\n", i);
	read_text(text);
	only_finding(PACK_LAYERS_MAX + 1, "pack", "at most 8 packs");
	assert_int_equal(settings.packs.count, PACK_LAYERS_MAX);
	memset(long_name, 'x', sizeof long_name - 1);
	long_name[sizeof long_name - 1] = '\0';
	for (int i = 0; i < 2; i++) {
		snprintf(text, sizeof text, "cache = %s%s", i ? "/" : "", long_name);
		read_text(text);
		only_finding(1, "cache", "too long; at most 255 bytes");
		same_as_defaults();
	}
}

static void test_strange_bytes(void **state)
{
	(void)state;
	read_text("");
	assert_int_equal(findings.count, 0);
	same_as_defaults();
	read_text("\xEF\xBB\xBFtheme = contrast\n");
	assert_int_equal(findings.count, 0);
	assert_true(settings.contrast);
	read_text("cache = \xFF\xFE\ntheme = contrast\n");
	only_finding(1, "", "not UTF-8");
	assert_true(settings.contrast);
	read_bytes("theme = contrast\n\0motion = off", 31);
	only_finding(0, "", "zero byte");
	assert_true(settings.contrast && !settings.still);
}

static void test_cannot_be_read(void **state)
{
	struct settings before;

	(void)state;
	memset(&findings, 0, sizeof findings);
	memset(&settings, 0x55, sizeof settings);
	before = settings;
	assert_false(settings_read("/nowhere/kiosk.conf", &settings, &findings));
	assert_int_equal(findings.errors, 1);
	assert_string_equal(findings.list[0].fault.file, "/nowhere/kiosk.conf");
	assert_memory_equal(&settings, &before, sizeof before);
	assert_false(settings_read(folder, &settings, &findings));
	assert_int_equal(findings.errors, 2);
}

/* The file that ships is clean, and the help names each key once. */
static void test_shipped_file(void **state)
{
	(void)state;
	memset(&findings, 0, sizeof findings);
	assert_true(settings_read("config/kiosk.conf", &settings, &findings));
	assert_int_equal(findings.count, 0);
	assert_int_equal(settings.packs.count, 2);
	assert_string_equal(settings.packs.folder[0], "config/packs/uk-base");
	assert_string_equal(settings.packs.folder[1], "config/packs/example-hub");
	assert_string_equal(settings.assets, "config/../assets");
	assert_string_equal(settings.cache, "");
}

static void test_shipped_file_names_every_key(void **state)
{
	struct settings_help help;
	size_t length;
	char *text;
	int count = 0;

	(void)state;
	assert_true(file_read("config/kiosk.conf", SETTINGS_FILE_MAX, &text, &length, NULL));
	for (; settings_help(count, &help); count++) {
		char line[64];

		snprintf(line, sizeof line, "%s = ", help.key);
		assert_non_null(strstr(text, line));
		assert_true(help.value[0] && help.help[0]);
	}
	assert_int_equal(count, 25);
	assert_false(settings_help(-1, &help));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_all_keys),
	    cmocka_unit_test(test_unknown_key_names_the_nearest),
	    cmocka_unit_test(test_bad_values_change_nothing),
	    cmocka_unit_test(test_twice),
	    cmocka_unit_test(test_written_maxima),
	    cmocka_unit_test(test_strange_bytes),
	    cmocka_unit_test(test_cannot_be_read),
	    cmocka_unit_test(test_shipped_file),
	    cmocka_unit_test(test_shipped_file_names_every_key),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
