/* Reading aloud (display/speech.h, display/listen.h): what is said when, cut, repeated,
 * paused, louder; only to headphones, and wiped (S26, S27). */
#include "kiosk_fixture.h"

#include "display/listen.h"
#include "display/voice_fake.h"

static struct voice_fake fake;

static const char welcome[] =
    "Listening is on. Use the arrow keys to move. Press the middle key to choose. Slide a finger over the screen to hear what "
    "is there. Tap twice to choose.";

static int with_voice(void **state)
{
	(void)state;
	voice_fake_begin(&fake);
	kiosk.settings.speech.headphones = HEADPHONES_KEYPAD;
	kiosk.settings.speech.scan_ms = 2000;
	kiosk_voice(&kiosk, NULL);
	kiosk_on(panels[0]);
	kiosk_voice(&kiosk, &fake.voice);
	pass(1000);
	return 0;
}

static int silent(void **state)
{
	(void)state;
	kiosk_voice(&kiosk, NULL);
	return 0;
}

static void key(enum kiosk_key which)
{
	pass(500);
	kiosk_key(&kiosk, which);
}

static void said(const char *text)
{
	assert_string_equal(fake.text, text);
	assert_true(fake.speaking);
}

static void said_first(const char *text)
{
	if (strncmp(fake.text, text, strlen(text)) != 0)
		fail_msg("\"%s\" does not begin with \"%s\"", fake.text, text);
}

/* Next until what has the ring does this. */
static void go_to(int verb)
{
	for (int i = 0; i < 100; i++) {
		if (kiosk.speech.at >= 0 && kiosk.list.objects[kiosk.speech.at].action.verb == verb)
			return;
		kiosk_key(&kiosk, KEY_NEXT);
	}
	fail_msg("no key comes to %s", verb_name(verb));
}

static void begin_home(void)
{
	kiosk_key(&kiosk, KEY_JACK_IN);
	go_to(VERB_START);
	key(KEY_ACT);
	assert_string_equal(kiosk.list.screen, "home");
}

static void headphones_begin_it(void **state)
{
	(void)state;
	assert_int_equal(kiosk.view.hear, HEAR_UNPLUGGED);
	kiosk_key(&kiosk, KEY_JACK_IN);
	assert_int_equal(kiosk.view.hear, HEAR_READY);
	assert_true(fake.open);
	said_first(welcome);
	kiosk_key(&kiosk, KEY_NEXT);
	said("Riverside Family Hub");
	kiosk_key(&kiosk, KEY_BEFORE); /* round at the ends */
	assert_string_not_equal(fake.text, "Riverside Family Hub");
	kiosk_key(&kiosk, KEY_NEXT);
	said("Riverside Family Hub");
}

static void screens_and_objects(void **state)
{
	(void)state;
	begin_home();
	said_first("What would help today? It is all free. You do not give your name.");
	assert_int_equal(kiosk.view.heard, 0); /* before the first object */
	go_to(VERB_CONTRAST);
	said("Contrast, Off, button");
	key(KEY_ACT);
	said("Contrast, On, button");
	key(KEY_BACK); /* home has no Back: the screen is said, nobody is lost */
	assert_true(fake.speaking);
	for (int i = 0; i < 40 && kiosk.list.objects[kiosk.speech.at].action.value != SCREEN_WHO; i++) {
		kiosk_key(&kiosk, KEY_NEXT);
		go_to(VERB_GO);
	}
	key(KEY_ACT);
	assert_string_equal(kiosk.list.screen, "who");
	said_first("Who is looking at this screen?");
	key(KEY_BACK);
	assert_string_equal(kiosk.list.screen, "home");
}

/* EN 301 549, 5.1.3.4 and 5.1.3.5 */
static void cut_and_repeated(void **state)
{
	char before[SPEAK_SCREEN_MAX];
	int count;

	(void)state;
	begin_home();
	kiosk_key(&kiosk, KEY_NEXT);
	snprintf(before, sizeof before, "%s", fake.text);
	count = fake.count;
	kiosk_key(&kiosk, KEY_REPEAT);
	said(before);
	assert_int_equal(fake.count, count + 1);
	kiosk_key(&kiosk, KEY_PAUSE);
	pass(30000);
	assert_true(fake.speaking && fake.paused);
	kiosk_key(&kiosk, KEY_PAUSE);
	assert_false(fake.paused);
	pass(30000);
	assert_false(fake.speaking);
	kiosk_key(&kiosk, KEY_REPEAT);
	said(before);
	kiosk_key(&kiosk, KEY_HELP);
	said(
	    "Use the arrow keys to move. Press the middle key to choose. Slide a finger over the screen to hear what is there. Tap twice to choose.");
	kiosk_key(&kiosk, KEY_REPEAT); /* an answer to a key is not what was being read */
	said(before);
	int place = kiosk.view.heard;
	finger(TOUCH_DOWN, 1, 5, kiosk.list.h - 5); /* beside everything: silence */
	assert_false(fake.speaking);
	assert_int_equal(kiosk.view.heard, place);
}

/* 5.1.3.11, 5.1.3.13 */
static void volume(void **state)
{
	(void)state;
	begin_home();
	assert_int_equal(fake.volume, 5);
	kiosk_key(&kiosk, KEY_LOUDER);
	said("Volume 6 of 10");
	assert_int_equal(fake.volume, 6);
	for (int i = 0; i < 20; i++)
		kiosk_key(&kiosk, KEY_LOUDER);
	said("Volume 10 of 10");
	for (int i = 0; i < 20; i++)
		kiosk_key(&kiosk, KEY_QUIETER);
	said("Volume 1 of 10");
	kiosk_key(&kiosk, KEY_CLEAR);
	assert_string_equal(kiosk.list.screen, "week");
	kiosk_key(&kiosk, KEY_NEXT); /* still plugged in: the first key begins again */
	said_first(welcome);
	assert_int_equal(fake.volume, VOLUME_START);
	for (int i = 1; i < 10; i++)
		assert_true(voice_gain(i) < voice_gain(i + 1));
}

/* ---- S27 ---- */

static void nothing_without_headphones(void **state)
{
	(void)state;
	tap_action(VERB_START, 0);
	for (int k = KEY_NEXT; k < KEY_COUNT; k++)
		if (k != KEY_JACK_IN)
			kiosk_key(&kiosk, (enum kiosk_key)k);
	listen_act(&kiosk, (struct action){VERB_LISTEN, 0}); /* the button */
	kiosk_fill(&kiosk);
	assert_false(kiosk.session.listening);
	pass(5000);
	speech_say(&kiosk.speech, "en", "private words", SAY_KEPT, kiosk.now_ms);
	speech_repeat(&kiosk.speech, kiosk.now_ms);
	assert_int_equal(fake.count, 0);
	assert_false(fake.open);
	assert_string_equal(kiosk.speech.text, "");
}

/* The keypad was pulled out while nobody listened: nothing says so until it is to sound. */
static void pulled_out_unheard(void **state)
{
	(void)state;
	begin_home();
	listen_act_here(&kiosk, (struct action){VERB_LISTEN, 0});
	assert_true(kiosk.speech.plugged);
	fake.gone = true;
	listen_act_here(&kiosk, (struct action){VERB_LISTEN, 0});
	assert_false(fake.open || fake.speaking || kiosk.session.listening || kiosk.speech.listening);
	assert_int_equal(kiosk.view.hear, HEAR_UNPLUGGED);
	fake.gone = false;
	kiosk_key(&kiosk, KEY_JACK_IN);
	said_first(welcome);
}

static bool holds(const void *memory, size_t size, const char *needle)
{
	return memmem(memory, size, needle, strlen(needle)) != NULL;
}

static void unplugging_wipes(void **state)
{
	(void)state;
	begin_home();
	go_to(VERB_CONTRAST);
	assert_true(holds(&kiosk.speech, sizeof kiosk.speech, "Contrast"));
	kiosk_key(&kiosk, KEY_JACK_OUT);
	assert_false(fake.open || fake.speaking);
	assert_false(holds(&kiosk.speech, sizeof kiosk.speech, "Contrast"));
	assert_false(holds(&fake, sizeof fake, "Contrast"));
	assert_false(kiosk.session.listening);
	assert_string_equal(kiosk.list.screen, "home"); /* the visit goes on, in silence */
	assert_int_equal(kiosk.view.hear, HEAR_UNPLUGGED);
	kiosk_key(&kiosk, KEY_REPEAT);
	assert_false(fake.speaking);
}

static void clear_wipes(void **state)
{
	struct speech fresh;

	(void)state;
	begin_home();
	go_to(VERB_CONTRAST);
	key(KEY_CLEAR);
	assert_cleared("the key Clear");
	assert_false(fake.open || fake.speaking);
	speech_begin(&fresh, &fake.voice, false);
	fresh.plugged = true;
	assert_memory_equal(&kiosk.speech, &fresh, sizeof fresh);
}

static void whoever_ends_it_is_not_asked_again(void **state)
{
	(void)state;
	begin_home();
	pass(30000);
	listen_act_here(&kiosk, (struct action){VERB_LISTEN, 0});
	assert_false(kiosk.session.listening || fake.open);
	int count = fake.count;
	key(KEY_NEXT);
	assert_int_equal(fake.count, count);
	assert_int_equal(kiosk.view.focus, 1); /* keys move the ring as ever */
	key(KEY_CLEAR);
	key(KEY_NEXT); /* another visitor */
	said_first(welcome);
}

static void a_held_key(void **state)
{
	(void)state;
	kiosk.settings.speech.headphones = HEADPHONES_HELD;
	kiosk_voice(&kiosk, &fake.voice);
	assert_int_equal(kiosk.view.hear, HEAR_READY);
	key(KEY_NEXT); /* keys alone begin nothing here */
	assert_int_equal(fake.count, 0);
	kiosk_key(&kiosk, KEY_LISTEN);
	pass(900);
	kiosk_key_up(&kiosk, KEY_LISTEN);
	pass(1000);
	assert_false(kiosk.session.listening);
	kiosk_key(&kiosk, KEY_LISTEN);
	pass(1000);
	assert_true(kiosk.session.listening);
	said_first(welcome);
	kiosk_key_up(&kiosk, KEY_LISTEN);
	kiosk_key(&kiosk, KEY_LISTEN);
	pass(1000);
	assert_false(kiosk.session.listening || fake.speaking || fake.open);
}

/* ---- time ---- */

/* S24, and "no idle expiry while speaking". */
static void who_is_read_to_has_time(void **state)
{
	(void)state;
	begin_home();
	pass((int64_t)strlen(fake.text) * FAKE_BYTE_MS + IDLE_OTHER_MS - 1000);
	assert_string_equal(kiosk.list.screen, "home");
	pass(2000);
	assert_string_equal(kiosk.list.screen, "more-time");
	said("Would you like more time? If not, this screen clears itself. This screen clears itself in 20 seconds.");
	pass(MORE_TIME_MS - 2000);
	assert_string_equal(kiosk.list.screen, "more-time");
	pass(2000);
	assert_string_equal(kiosk.list.screen, "week");
	assert_false(kiosk.session.listening);
	assert_false(fake.speaking);
}

/* S24: not for ever, however long it is. */
static void a_long_text_ends(void **state)
{
	char text[SPEAK_SCREEN_MAX];

	(void)state;
	begin_home();
	memset(text, 'a', sizeof text);
	text[sizeof text - 1] = 0;
	speech_say(&kiosk.speech, "en", text, SAY_KEPT, kiosk.now_ms);
	for (int i = 0; i < SPEECH_AWAKE_MS / 1000; i++)
		pass(1000);
	assert_string_equal(kiosk.list.screen, "home");
	for (int i = 0; i < (IDLE_OTHER_MS + MORE_TIME_MS) / 1000 + 1; i++)
		pass(1000);
	assert_string_equal(kiosk.list.screen, "week");
}

static void what_is_paused_holds_nobody(void **state)
{
	(void)state;
	begin_home();
	kiosk_key(&kiosk, KEY_PAUSE);
	pass(IDLE_OTHER_MS + MORE_TIME_MS + 1000);
	assert_string_equal(kiosk.list.screen, "week");
}

static void the_attract_loop_says_nothing_by_itself(void **state)
{
	(void)state;
	kiosk_key(&kiosk, KEY_JACK_IN);
	int count = fake.count;
	pass((int64_t)strlen(fake.text) * FAKE_BYTE_MS + ATTRACT_MS * 2);
	assert_int_equal(fake.count, count);
	assert_true(kiosk.session.listening);
	pass(IDLE_OTHER_MS);
	assert_false(kiosk.session.listening || fake.open); /* nobody is there */
	assert_string_equal(kiosk.list.screen, "attract");
	key(KEY_NEXT);
	said_first(welcome);
}

static void the_result_is_said_with_its_cards(void **state)
{
	(void)state;
	begin_home();
	go_to(VERB_GO);
	key(KEY_ACT);
	go_to(VERB_WHO);
	key(KEY_ACT);
	for (int i = 0; i < PACK_QUESTIONS_MAX && strcmp(kiosk.list.screen, "question") == 0; i++) {
		assert_non_null(strstr(fake.text, "Question "));
		go_to(VERB_SKIP);
		key(KEY_ACT);
	}
	assert_string_equal(kiosk.list.screen, "result");
	assert_false(fake.speaking);
	kiosk_key(&kiosk, KEY_NEXT); /* something is said in the wait, too */
	assert_true(fake.speaking && kiosk.speech.at >= 0);
	pass(RESULT_MS);
	said_first("Here is what could help.");
	assert_int_equal(kiosk.speech.at, -1); /* and the ring is not left on what stands at that number now */
	assert_int_equal(kiosk.view.heard, 0);
	assert_int_equal(kiosk.view.focus, 0);
}

static void one_switch(void **state)
{
	(void)state;
	kiosk_key(&kiosk, KEY_SWITCH);
	assert_int_equal(kiosk.view.focus, 1);
	pass(2000);
	assert_int_equal(kiosk.view.focus, 2);
	for (int i = 0; i < 40 && kiosk.view.focus != 1; i++)
		pass(2000);
	kiosk_key(&kiosk, KEY_SWITCH); /* the first control is Start */
	assert_string_equal(kiosk.list.screen, "home");
	pass(2000);
	assert_int_equal(kiosk.view.focus, 1);
	pass(IDLE_OTHER_MS); /* a ring that moves is nobody's touch */
	assert_string_equal(kiosk.list.screen, "more-time");
	while (kiosk.list.objects[verb_object(VERB_CLEAR)].focus == kiosk.view.focus || kiosk.view.focus == 0)
		pass(2000);
	kiosk_key(&kiosk, KEY_SWITCH);
	assert_string_equal(kiosk.list.screen, "home");
	key(KEY_NEXT); /* any other key ends it */
	int focus = kiosk.view.focus;
	pass(10000);
	assert_int_equal(kiosk.view.focus, focus);
}

/* What scanning reads by itself keeps nobody's visit open. */
static void one_switch_and_ears(void **state)
{
	(void)state;
	begin_home();
	kiosk_key(&kiosk, KEY_SWITCH);
	assert_true(fake.speaking);
	int count = fake.count;
	pass(60000);
	assert_true(fake.count > count + 3);
	pass(IDLE_OTHER_MS + MORE_TIME_MS);
	assert_false(session_is_visit(&kiosk.session));
}

static uint8_t language_number(const char *code)
{
	for (int i = 0; i < kiosk.hub.language_count; i++)
		if (strcmp(kiosk.hub.languages[i].code, code) == 0)
			return (uint8_t)i;
	fail_msg("no language %s", code);
	return 0;
}

static void no_voice_for_a_language(void **state)
{
	(void)state;
	fake.mute = "ur";
	begin_home();
	kiosk.session.language = language_number("ur");
	kiosk_fill(&kiosk);
	said("This screen has no voice for this language.");
	assert_true(kiosk.view.voiceless);
	assert_string_equal(fake.language, "en");
	fake.mute = NULL;
	kiosk_key(&kiosk, KEY_NEXT);
	assert_string_equal(fake.language, "ur");
	assert_false(kiosk.view.voiceless);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(headphones_begin_it, with_voice, silent),
	    cmocka_unit_test_setup_teardown(screens_and_objects, with_voice, silent),
	    cmocka_unit_test_setup_teardown(cut_and_repeated, with_voice, silent),
	    cmocka_unit_test_setup_teardown(volume, with_voice, silent),
	    cmocka_unit_test_setup_teardown(nothing_without_headphones, with_voice, silent),
	    cmocka_unit_test_setup_teardown(pulled_out_unheard, with_voice, silent),
	    cmocka_unit_test_setup_teardown(unplugging_wipes, with_voice, silent),
	    cmocka_unit_test_setup_teardown(clear_wipes, with_voice, silent),
	    cmocka_unit_test_setup_teardown(whoever_ends_it_is_not_asked_again, with_voice, silent),
	    cmocka_unit_test_setup_teardown(a_held_key, with_voice, silent),
	    cmocka_unit_test_setup_teardown(who_is_read_to_has_time, with_voice, silent),
	    cmocka_unit_test_setup_teardown(a_long_text_ends, with_voice, silent),
	    cmocka_unit_test_setup_teardown(what_is_paused_holds_nobody, with_voice, silent),
	    cmocka_unit_test_setup_teardown(the_attract_loop_says_nothing_by_itself, with_voice, silent),
	    cmocka_unit_test_setup_teardown(the_result_is_said_with_its_cards, with_voice, silent),
	    cmocka_unit_test_setup_teardown(one_switch, with_voice, silent),
	    cmocka_unit_test_setup_teardown(one_switch_and_ears, with_voice, silent),
	    cmocka_unit_test_setup_teardown(no_voice_for_a_language, with_voice, silent),
	};

	return cmocka_run_group_tests(tests, kiosk_start, kiosk_end);
}
