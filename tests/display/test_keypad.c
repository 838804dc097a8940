/* Keys by place, by name, and how soon again (display/keypad.h); one-switch scanning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include <SDL.h>

#include "display/keypad.h"
#include "display/scan.h"

static struct keypad keypad;
static struct findings findings;
static struct speech_settings settings;

static void line(const char *name, enum kiosk_key key, int number)
{
	struct key_setting *one = &settings.keys[settings.key_count++];

	snprintf(one->name, sizeof one->name, "%s", name);
	one->key = (uint8_t)key;
	one->line = number;
}

static int begin(void **state)
{
	(void)state;
	memset(&settings, 0, sizeof settings);
	memset(&findings, 0, sizeof findings);
	keypad_open(&keypad, &settings, &findings);
	return 0;
}

static void keypads_and_keyboards(void **state)
{
	static const struct {
		int code; /* usage of USB HID */
		enum kiosk_key key;
	} rows[] = {{0x72, KEY_BACK},     {0x73, KEY_NEXT}, {0x6D, KEY_BEFORE}, {0x6E, KEY_NEXT}, {0x6F, KEY_ACT}, {0x6A, KEY_JACK_IN},
		    {0x6B, KEY_JACK_OUT}, {0x51, KEY_NEXT}, {0x52, KEY_BEFORE}, {0x28, KEY_ACT},  {0x2C, KEY_ACT}, {0x2A, KEY_BACK},
		    {0x2B, KEY_NEXT},     {0x5D, KEY_ACT},  {0x04, KEY_NONE},   {0x1E, KEY_NONE}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(keypad_duty(&keypad, rows[i].code), rows[i].key);
	assert_int_equal(keypad_duty(&keypad, -1), KEY_NONE);
	assert_int_equal(keypad_duty(&keypad, KEYPAD_CODES), KEY_NONE);
	assert_int_equal(findings.count, 0);
}

static void lines_of_the_settings(void **state)
{
	(void)state;
	line("F23", KEY_CLEAR, 3);
	line("left shift", KEY_SWITCH, 4);
	line("Down", KEY_NONE, 5);
	keypad_open(&keypad, &settings, &findings);
	assert_int_equal(findings.count, 0);
	assert_int_equal(keypad_duty(&keypad, SDL_SCANCODE_F23), KEY_CLEAR);
	assert_int_equal(keypad_duty(&keypad, SDL_SCANCODE_LSHIFT), KEY_SWITCH);
	assert_int_equal(keypad_duty(&keypad, SDL_SCANCODE_DOWN), KEY_NONE);
	assert_int_equal(keypad_duty(&keypad, SDL_SCANCODE_RIGHT), KEY_NEXT);
}

static void unknown_names_tell_the_nearest(void **state)
{
	(void)state;
	line("Bakspace", KEY_BACK, 7);
	line("F24", KEY_CLEAR, 8);
	keypad_open(&keypad, &settings, &findings);
	assert_int_equal(findings.count, 1);
	assert_int_equal(findings.list[0].fault.line, 7);
	assert_non_null(strstr(findings.list[0].fault.says, "\"Backspace\""));
	assert_int_equal(keypad_duty(&keypad, SDL_SCANCODE_F24), KEY_CLEAR);
}

static void names_for_scripts(void **state)
{
	(void)state;
	assert_int_equal(keypad_named(&keypad, "next"), KEY_NEXT);
	assert_int_equal(keypad_named(&keypad, "jack-in"), KEY_JACK_IN);
	assert_int_equal(keypad_named(&keypad, "Down"), KEY_NEXT);
	assert_int_equal(keypad_named(&keypad, "enter"), KEY_ACT);
	assert_int_equal(keypad_named(&keypad, "F23"), KEY_BACK);
	assert_int_equal(keypad_named(&keypad, "q"), KEY_NONE);
	assert_int_equal(keypad_named(&keypad, ""), KEY_NONE);
}

/* EN 301 549, 5.8; and never what tells of headphones (S27). */
static void the_same_key_too_soon(void **state)
{
	(void)state;
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_DOWN, 1000), KEY_NEXT);
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_DOWN, 1010), KEY_NEXT); /* fast arrows */
	settings.key_wait_ms = 500;
	keypad_open(&keypad, &settings, &findings);
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_DOWN, 1000), KEY_NEXT);
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_DOWN, 1499), KEY_NONE);
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_RIGHT, 1499), KEY_NEXT); /* another key */
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_DOWN, 1500), KEY_NEXT);
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_DOWN, 900), KEY_NEXT); /* the clock ran back */
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_F16, 901), KEY_JACK_OUT);
	assert_int_equal(keypad_press(&keypad, SDL_SCANCODE_F16, 902), KEY_JACK_OUT);
}

static void scanning(void **state)
{
	struct scan scan = {0};

	(void)state;
	assert_int_equal(scan_due(&scan), INT64_MAX);
	assert_false(scan_moves(&scan, 10000, 2000, false));
	assert_false(scan_press(&scan, 1000, 2000)); /* begins */
	assert_int_equal(scan_due(&scan), 3000);
	assert_false(scan_moves(&scan, 2999, 2000, false));
	assert_true(scan_moves(&scan, 3000, 2000, false));
	assert_false(scan_moves(&scan, 4000, 2000, true)); /* it is being read: the ring waits */
	assert_false(scan_moves(&scan, 5999, 2000, false));
	assert_true(scan_moves(&scan, 6000, 2000, false));
	assert_true(scan_press(&scan, 6500, 2000)); /* acts */
	assert_false(scan_moves(&scan, 8000, 2000, false));
	assert_false(scan_moves(&scan, 100, 2000, false)); /* the clock ran back */
	assert_true(scan_moves(&scan, 2100, 2000, false));
	scan_end(&scan);
	assert_false(scan_press(&scan, 9000, 2000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(keypads_and_keyboards, begin),          cmocka_unit_test_setup(lines_of_the_settings, begin),
	    cmocka_unit_test_setup(unknown_names_tell_the_nearest, begin), cmocka_unit_test_setup(names_for_scripts, begin),
	    cmocka_unit_test_setup(the_same_key_too_soon, begin),          cmocka_unit_test_setup(scanning, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
