/* What a screen with a voice opens (display/hearing.h), and what it asks a switch for
 * headphones (display/headphones.h): sound reaches no loudspeaker (S27). */
#include "kiosk_fixture.h"

#include "display/hearing.h"
#include "display/listen.h"

static struct hearing hearing;

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

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(only_a_named_device, start, end),
	    cmocka_unit_test_setup_teardown(a_device_that_is_gone, start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
