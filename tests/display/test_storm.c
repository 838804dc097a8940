/*
 * Storms: fifty touches a second, two hands, and 200,000 events of every kind in any
 * order (S22, S24, S26). After each event the program must stand as it should; from where
 * it then is, one touch on Clear leads to ordinary content and time alone to the attract
 * loop.
 */
#include "kiosk_fixture.h"

#include "../tools/short.h"

#include "display/voice_fake.h"

/* As in test_time.c: staff 2 minutes, then the week. */
enum {
	ALONE_MS = IDLE_STAFF_MS + WEEK_MS,
	FINGERS = 10,
	EVENTS = 200000,
	HEARD_EVENTS = 40000,
	READ_MS = 90 * 1000,
	LOOK_EVERY = 100,
	LEAVE_EVERY = 1000
};

/* xorshift: the same storm in every run. */
static uint64_t seed;

static int chance(int below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int)((seed >> 11) % (uint64_t)below);
}

struct storm {
	long event;
	struct rect clear[TEXT_SIZE_COUNT]; /* its place, in each size of words */
	bool latched;
	bool down[FINGERS + 1];
	int x[FINGERS + 1], y[FINGERS + 1];
	int shown[SCREEN_COUNT]; /* how often each was met */
	int clears;
	bool read; /* the screen has a voice; what it reads puts off the end */
};

static struct storm storm;

static void where(char *out, size_t size)
{
	snprintf(out, size, "event %ld, seed %llx, on %s", storm.event, (unsigned long long)seed, screen_name(kiosk.session.screen));
}

/* Outside a visit nothing is known of anybody. */
static void check_nobody(const char *what)
{
	const struct session *session = &kiosk.session;
	struct answers none;

	memset(&none, 0, sizeof none);
	memset(none.answer, ANSWER_UNASKED, sizeof none.answer);
	if (memcmp(&session->answers, &none, sizeof none) != 0 || session->finished || session->result_at != 0)
		fail_msg("%s: answers without a visit", what);
	if (session->trail_count != 0 && !session->staff)
		fail_msg("%s: a way back without a visit", what);
}

/* What holds after every event, cheaply. */
static void check(void)
{
	const struct session *session = &kiosk.session;
	char what[96];

	where(what, sizeof what);
	if (session->screen >= SCREEN_COUNT || strcmp(kiosk.list.screen, screen_name(session->screen)) != 0)
		fail_msg("%s: it shows %s", what, kiosk.list.screen);
	if (kiosk.list.full || kiosk.list.object_count == 0)
		fail_msg("%s: the list is full or empty", what);
	/* A list that was filled for another time of day may be shorter than what is held. */
	if (kiosk.view.pressed != kiosk.touch.object || session->trail_count > TRAIL_MAX || session->question >= PACK_QUESTIONS_MAX)
		fail_msg("%s: pressed %d, held %d, trail %d", what, kiosk.view.pressed, kiosk.touch.object, session->trail_count);
	if (session->screen == SCREEN_ATTRACT && session_is_visit(session))
		fail_msg("%s: a visit in the attract loop", what);
	if (kiosk.list.code_module > 0 && session->screen != SCREEN_CODE) /* S30 */
		fail_msg("%s: a code that nobody asked for", what);
	if (!session->visiting)
		check_nobody(what);
	if (session->visiting && storm.latched && !session->answers.latched) /* S2 */
		fail_msg("%s: the latch is undone", what);
	storm.latched = session->visiting && session->answers.latched;
	if (kiosk_due(&kiosk) > kiosk.now_ms + IDLE_STAFF_MS)
		fail_msg("%s: nothing is due for %lld ms", what, (long long)(kiosk_due(&kiosk) - kiosk.now_ms));
	storm.shown[session->screen]++;
}

/* And the dearer half. */
static void look(void)
{
	char what[96];

	where(what, sizeof what);
	if (kiosk.session.screen == SCREEN_ATTRACT)
		assert_int_equal(verb_object(VERB_CLEAR), -1);
	else
		assert_clear_stands(what, &storm.clear[kiosk.session.size]);
}

/* From here: Clear in one touch of another finger, and, untouched, the attract loop. */
static void leave(void)
{
	static struct kiosk kept;
	char what[96];

	where(what, sizeof what);
	look();
	kept = kiosk;
	if (kiosk.session.screen != SCREEN_ATTRACT) {
		struct rect r = storm.clear[kiosk.session.size];
		pass(60);
		if (kiosk.session.screen != SCREEN_ATTRACT) {
			finger(TOUCH_DOWN, 99, r.x + r.w / 2, r.y + r.h / 2);
			finger(TOUCH_UP, 99, r.x + r.w / 2, r.y + r.h / 2);
			struct session fresh = fresh_week();
			if (memcmp(&kiosk.session, &fresh, sizeof fresh) != 0)
				fail_msg("%s: one touch on Clear leads to %s", what, kiosk.list.screen);
			storm.clears++;
		}
		kiosk = kept;
	}
	int64_t began = kiosk.now_ms;
	while (kiosk.session.screen != SCREEN_ATTRACT && kiosk.now_ms - began <= ALONE_MS + (storm.read ? READ_MS : 0))
		pass(1000);
	if (kiosk.session.screen != SCREEN_ATTRACT)
		fail_msg("%s: time alone leads to %s only", what, kiosk.list.screen);
	kiosk = kept;
}

/* Somewhere; half of the time on a control, so that things happen, but rarely on Clear. */
static void some_place(int number)
{
	int object = chance(kiosk.list.object_count);
	struct rect r = kiosk.list.objects[object].rect;
	int verb = kiosk.list.objects[object].action.verb;

	storm.x[number] = chance(kiosk.list.w);
	storm.y[number] = chance(kiosk.list.h);
	if (chance(4) == 0 || r.w < 1 || r.h < 1 || verb == VERB_NONE || ((verb == VERB_CLEAR || verb == VERB_CLOSE) && chance(8)))
		return;
	storm.x[number] = r.x + chance(r.w);
	storm.y[number] = r.y + chance(r.h);
}

/* Comes down, or what is down moves, is lifted or is gone. */
static void some_finger(int number)
{
	int what = chance(100);

	if (!storm.down[number]) {
		some_place(number);
		storm.down[number] = true;
		finger(TOUCH_DOWN, number, storm.x[number], storm.y[number]);
	} else if (what < 20) {
		storm.x[number] += chance(9) - 4;
		storm.y[number] += chance(9) - 4;
		finger(TOUCH_MOVE, number, storm.x[number], storm.y[number]);
	} else if (what < 24) {
		some_place(number);
		finger(TOUCH_MOVE, number, storm.x[number], storm.y[number]);
	} else if (what < 96) {
		finger(TOUCH_UP, number, storm.x[number], storm.y[number]);
		storm.down[number] = false;
	} else {
		if (what < 98)
			finger(TOUCH_GONE, number, 0, 0);
		storm.down[number] = false; /* or no word of it: the panel is gone */
	}
}

static void all_hands_go(void)
{
	for (int i = 1; i <= FINGERS; i++)
		if (storm.down[i])
			finger(TOUCH_GONE, i, 0, 0);
	memset(storm.down, 0, sizeof storm.down);
}

/* Somebody answers to the end. */
static void some_walk(void)
{
	all_hands_go();
	for (int i = 0; i < 16; i++) {
		static const struct action on[SCREEN_COUNT] = {[SCREEN_ATTRACT] = {VERB_START, 0},
							       [SCREEN_HOME] = {VERB_GO, SCREEN_WHO},
							       [SCREEN_WHO] = {VERB_WHO, WHO_ALONE},
							       [SCREEN_MORE_TIME] = {VERB_MORE_TIME, 0}};
		struct action action = on[kiosk.session.screen];
		if (kiosk.session.screen == SCREEN_WHO && chance(6) == 0)
			action.value = WHO_CHILD;
		if (kiosk.session.screen == SCREEN_QUESTION)
			action = (struct action){chance(6) ? VERB_ANSWER : VERB_SKIP, 0};
		int object = action.verb == VERB_ANSWER || action.verb == VERB_SKIP ? verb_object(action.verb) : action_object(action);
		if (action.verb == VERB_NONE || object < 0)
			return;
		pass(STAND_MS);
		tap_object(object + (action.verb == VERB_ANSWER ? chance(3) : 0), 1);
	}
}

/* Somebody who works here. */
static void some_knocks(void)
{
	for (int i = 0; i < 3; i++) {
		int object = verb_object(VERB_KNOCK);
		if (object < 0)
			return;
		tap_object(object, 1);
		pass(100);
	}
}

/* Somebody who looks up how to read, on whatever page it stands, and what this screen
 * offers. */
static void some_reading(void)
{
	all_hands_go();
	for (int i = 0; i < 20 && kiosk.session.screen != SCREEN_ABOUT; i++) {
		int object = action_object((struct action){VERB_GO, kiosk.session.screen == SCREEN_READING ? SCREEN_ABOUT : SCREEN_READING});
		if (object < 0)
			object = action_object((struct action){VERB_PAGE, 1});
		if (object < 0)
			return;
		tap_object(object, 1);
	}
}

static void some_jump(void)
{
	static const int64_t by[] = {1, 40, 700, 11000, 3600000, 86400000LL * 366};
	int64_t jump = by[chance(6)];

	kiosk_tick(&kiosk, kiosk.now_ms + (chance(2) ? jump : -jump));
}

static void some_wall(void)
{
	static const int64_t by[] = {-86400 * 366, -86400, -3600, 3600, 86400 * 90, 86400 * 366};

	kiosk_set_wall(&kiosk, noon + by[chance(6)] + chance(86400));
}

static void some_event(void)
{
	int what = chance(1000);

	if (what < 4)
		some_walk();
	else if (what < 6)
		some_knocks();
	else if (what < 7)
		some_reading();
	else if (what < 880)
		some_finger(1 + chance(chance(3) ? 1 : FINGERS));
	else if (what < 940)
		kiosk_key(&kiosk, (enum kiosk_key)chance(KEY_COUNT));
	else if (what < 994)
		pass(chance(60));
	else if (what < 996)
		pass(chance(100000));
	else if (what < 998)
		some_jump();
	else
		some_wall();
	pass(chance(3) ? 20 + chance(60) : 1);
}

/* 200,000 events of all kinds, from the same seeds in every run: S2, S22, S24, S26, S30. */
static void every_kind_in_any_order(void **state)
{
	(void)state;
	for (int part = 0; part < 4; part++) {
		seed = 0x9E3779B97F4A7C15ULL * (unsigned)(part + 1);
		memset(&storm, 0, sizeof storm);
		kiosk_on(panels[part]);
		for (storm.event = 0; storm.event < in_short(EVENTS, EVENTS / 10) / 4; storm.event++) {
			some_event();
			check();
			if (storm.event % LOOK_EVERY == 0)
				look();
			if (storm.event % LEAVE_EVERY == 0)
				leave();
		}
		for (int screen = 0; screen < SCREEN_COUNT; screen++)
			if (storm.shown[screen] < in_short(5, 0))
				fail_msg("the storm met %s only %d times", screen_name(screen), storm.shown[screen]);
		assert_true(storm.clears > in_short(30, 2));
	}
	kiosk_set_wall(&kiosk, noon);
}

/* The same with a voice, headphones that come and go, and fingers that explore: nothing
 * sounds without headphones or listener (S27), and all else holds as ever. */
static void every_kind_while_it_is_read(void **state)
{
	static struct voice_fake fake;
	long heard = 0;

	(void)state;
	seed = 0x2545F4914F6CDD1DULL;
	memset(&storm, 0, sizeof storm);
	storm.read = true;
	voice_fake_begin(&fake);
	kiosk_on(panels[0]);
	kiosk_voice(&kiosk, &fake.voice);
	for (storm.event = 0; storm.event < in_short(HEARD_EVENTS, HEARD_EVENTS / 8); storm.event++) {
		if (chance(200) == 0)
			kiosk_key(&kiosk, KEY_JACK_IN);
		some_event();
		check();
		heard += kiosk.speech.listening;
		if ((fake.speaking || fake.open) && !(kiosk.speech.plugged && kiosk.session.listening))
			fail_msg("event %ld: it sounds for nobody", storm.event);
		if (storm.event % LOOK_EVERY == 0)
			look();
		if (storm.event % LEAVE_EVERY == 0) {
			leave();
			kiosk_voice(&kiosk, &fake.voice); /* what the way out did to it is not undone */
		}
	}
	assert_true(heard > in_short(HEARD_EVENTS, HEARD_EVENTS / 8) / 10);
	assert_true(storm.clears > in_short(10, 1));
	kiosk_voice(&kiosk, NULL);
	kiosk_set_wall(&kiosk, noon);
}

/* Fifty touches a second for five minutes, by one finger or ten, anywhere: each is a
 * touch and no more; when they end, so does the visit (S24). */
static void fifty_touches_a_second(void **state)
{
	(void)state;
	for (int hands = 1; hands <= FINGERS; hands += FINGERS - 1) {
		seed = 7777;
		memset(&storm, 0, sizeof storm);
		kiosk_on(panels[2]);
		for (storm.event = 0; storm.event < in_short(50 * 300, 50 * 60); storm.event++) {
			int number = 1 + (int)storm.event % hands;
			some_place(number);
			finger(TOUCH_DOWN, number, storm.x[number], storm.y[number]);
			pass(10);
			finger(TOUCH_UP, number, storm.x[number], storm.y[number]);
			pass(10);
			check();
			if (storm.event % 500 == 0)
				leave();
		}
		look();
		pass(ALONE_MS);
		assert_string_equal(kiosk.list.screen, "attract");
	}
}

/* Both hands come down at once on anything and Clear, in any order: it clears (S22). */
static void two_hands_and_clear(void **state)
{
	(void)state;
	seed = 4242;
	memset(&storm, 0, sizeof storm);
	kiosk_on(panels[0]);
	for (int round = 0; round < in_short(2000, 300); round++) {
		if (round % 10 == 0)
			kiosk_on(panels[round / 10 % 3]);
		assert_true(tour_open(&kiosk, round & 1 ? "question" : "browse", round & 1 ? "3" : "", NULL));
		pass(100);
		int clear = 1 + chance(5), first = chance(5); /* Clear is the fourth at the latest */
		struct rect r = kiosk.list.objects[verb_object(VERB_CLEAR)].rect;
		for (int i = 1; i <= 5; i++) {
			int number = 1 + (i + first) % 5;
			do
				some_place(number);
			while (number != clear && rect_holds(r, storm.x[number], storm.y[number]));
			if (number == clear)
				storm.x[number] = r.x + r.w / 2, storm.y[number] = r.y + r.h / 2;
			finger(TOUCH_DOWN, number, storm.x[number], storm.y[number]);
		}
		pass(70);
		finger(TOUCH_UP, clear, r.x + r.w / 2, r.y + r.h / 2);
		assert_cleared("two hands");
		for (int number = 1; number <= 5; number++)
			finger(TOUCH_UP, number, storm.x[number], storm.y[number]);
		assert_string_equal(kiosk.list.screen, "week");
	}
}

/* S16: no letter and no number means anything, so nothing can be typed; and no control
 * asks for it. */
static void nothing_can_be_typed(void **state)
{
	char name[2] = "";
	bool texts = false;

	(void)state;
	for (int c = 33; c < 127; c++) {
		name[0] = (char)c;
		assert_int_equal(keypad_named(&kiosk.keypad, name), KEY_NONE);
	}
	for (int role = 0; role < ROLE_COUNT; role++)
		texts = texts || strcmp(role_name(role), "text-field") == 0 || strstr(role_name(role), "input") || strstr(role_name(role), "edit");
	assert_false(texts);
	assert_int_equal(ROLE_COUNT, 8); /* a new one: can somebody write in it? */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_kind_in_any_order), cmocka_unit_test(every_kind_while_it_is_read), cmocka_unit_test(fifty_touches_a_second),
	    cmocka_unit_test(two_hands_and_clear),     cmocka_unit_test(nothing_can_be_typed),
	};

	return cmocka_run_group_tests(tests, kiosk_start, kiosk_end);
}
