/* What a screen with a voice opens (display/hearing.h), and what it asks a switch for
 * headphones (display/headphones.h): sound reaches no loudspeaker (S27). */
#include "kiosk_fixture.h"

#include "display/hearing.h"
#include "display/listen.h"

#include <errno.h>
#include <linux/input.h>
#include <stdarg.h>

static struct hearing hearing;

/* An input device, as the kernel tells of it. */
static struct {
	bool gone, insert, in;
	int kind, key; /* beside the switch, 0 none */
} device;

static void put_bit(void *bits, int bit)
{
	((unsigned char *)bits)[bit / 8] |= (unsigned char)(1 << bit % 8);
}

/* In the place of the C library's. */
int ioctl(int file, unsigned long what, ...)
{
	va_list rest;

	(void)file;
	va_start(rest, what);
	void *out = va_arg(rest, void *);
	va_end(rest);
	errno = ENODEV;
	if (device.gone || _IOC_TYPE(what) != 'E')
		return -1;
	memset(out, 0, _IOC_SIZE(what));
	if (_IOC_NR(what) == _IOC_NR(EVIOCGBIT(0, 0)))
		put_bit(out, device.kind);
	else if (_IOC_NR(what) == _IOC_NR(EVIOCGBIT(EV_KEY, 0)) && device.key)
		put_bit(out, device.key);
	else if (_IOC_NR(what) == _IOC_NR(EVIOCGBIT(EV_SW, 0)) && device.insert)
		put_bit(out, SW_HEADPHONE_INSERT);
	else if (_IOC_NR(what) == _IOC_NR(EVIOCGSW(0)) && device.in)
		put_bit(out, SW_HEADPHONE_INSERT);
	return (int)_IOC_SIZE(what);
}

static int start(void **state)
{
	setenv("SDL_AUDIODRIVER", "dummy", 1); /* it has one device, without a name */
	int failed = kiosk_start(state);

	snprintf(kiosk.settings.speech.voice, sizeof kiosk.settings.speech.voice, "/usr/bin/espeak-ng");
	kiosk.settings.speech.voice_rate = 300;
	kiosk.settings.speech.on = true;
	memset(&hearing, 0, sizeof hearing);
	return failed;
}

static int end(void **state)
{
	hearing_end(&hearing, &kiosk);
	return kiosk_end(state);
}

/* The system's own device may be a loudspeaker. */
static void only_a_named_device(void **state)
{
	(void)state;
	for (int how = 0; how < HEADPHONES_HELD; how++) {
		kiosk.findings.count = kiosk.findings.errors = 0;
		kiosk.settings.speech.headphones = (enum headphones)how;
		hearing_begin(&hearing, &kiosk);
		assert_false(hearing.on);
		assert_int_equal(kiosk.findings.errors, 1);
		assert_string_equal(kiosk.findings.list[0].rule, "S27");
		assert_non_null(strstr(kiosk.findings.list[0].fault.says, "audio = NAME"));
		kiosk_key(&kiosk, KEY_JACK_IN);
		assert_int_equal(kiosk.view.hear, HEAR_NONE);
	}
	kiosk.settings.speech.headphones = HEADPHONES_HELD;
	hearing_begin(&hearing, &kiosk);
	assert_true(hearing.on);
	assert_int_equal(kiosk.view.hear, HEAR_READY);
}

/* A keypad that was pulled out while nobody listened: its device is not replaced by
 * another, and the headphones count as out. */
static void a_device_that_is_gone(void **state)
{
	(void)state;
	kiosk.settings.speech.headphones = HEADPHONES_KEYPAD;
	snprintf(kiosk.settings.speech.audio, sizeof kiosk.settings.speech.audio, "Keypad");
	hearing_begin(&hearing, &kiosk);
	assert_true(hearing.on);
	kiosk_key(&kiosk, KEY_JACK_IN);
	assert_int_equal(hearing.voice.sound.device, 0);
	assert_false(kiosk.session.listening || kiosk.speech.listening || kiosk.speech.plugged);
	assert_int_equal(kiosk.view.hear, HEAR_UNPLUGGED);
	assert_int_equal(kiosk.findings.errors, 1);
	assert_non_null(strstr(kiosk.findings.list[0].fault.says, "\"Keypad\" does not open"));
}

/* The switch is asked, and nothing is read: /dev/zero would send without end. */
static void a_switch_is_asked(void **state)
{
	struct headphones_switch one;

	(void)state;
	memset(&device, 0, sizeof device);
	device.insert = true;
	headphones_begin(&one, "/dev/zero");
	assert_false(headphones_step(&one, 0, &kiosk.findings));
	assert_true(one.file >= 0);
	device.in = true;
	assert_false(headphones_step(&one, HEADPHONES_LOOK_MS - 1, &kiosk.findings));
	assert_true(headphones_step(&one, HEADPHONES_LOOK_MS, &kiosk.findings) && one.in);
	device.in = false;
	assert_true(headphones_step(&one, 2 * HEADPHONES_LOOK_MS, &kiosk.findings) && !one.in);
	device.in = true;
	assert_true(headphones_step(&one, 3 * HEADPHONES_LOOK_MS, &kiosk.findings));
	device.gone = true;
	assert_true(headphones_step(&one, 4 * HEADPHONES_LOOK_MS, &kiosk.findings) && !one.in);
	assert_int_equal(one.file, -1);
	assert_int_equal(kiosk.findings.errors, 1);
	headphones_end(&one);
}

static void no_keyboard_and_no_panel(void **state)
{
	static const struct {
		int kind, key;
		bool kept;
	} all[] = {
	    {0, 0, true},          {EV_SW, 0, true},        {EV_KEY, BTN_0, true},
	    {EV_KEY, BTN_5, true}, {0, KEY_MEDIA, true},    {0, KEY_PLAYPAUSE, true},
	    {0, KEY_MUTE, true},   {0, KEY_VOLUMEUP, true}, {0, KEY_A, false},
	    {0, KEY_KP5, false},   {0, KEY_ENTER, false},   {0, BTN_LEFT, false},
	    {0, BTN_TOUCH, false}, {0, BTN_SOUTH, false},   {EV_ABS, 0, false},
	    {EV_REL, 0, false},    {0, KEY_OK, true},       {0, KEY_VOICECOMMAND, true},
	};
	struct headphones_switch one;

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		memset(&device, 0, sizeof device);
		device.insert = true;
		device.kind = all[i].kind;
		device.key = all[i].key;
		headphones_begin(&one, "/dev/zero");
		headphones_step(&one, 0, &kiosk.findings);
		if (all[i].kept != (one.file >= 0))
			fail_msg("kind %d, key %d", all[i].kind, all[i].key);
		headphones_end(&one);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(only_a_named_device, start, end),
	    cmocka_unit_test_setup_teardown(a_device_that_is_gone, start, end),
	    cmocka_unit_test_setup_teardown(a_switch_is_asked, start, end),
	    cmocka_unit_test_setup_teardown(no_keyboard_and_no_panel, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
