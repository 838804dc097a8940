/*
 * Clear, from every screen in every state (S22, S23, S26): one touch, one picture,
 * ordinary content, nothing left; and every other way out of a visit leaves the same.
 */
#include "kiosk_fixture.h"

#include "../tools/short.h"

/* ---- one touch, whatever is on the screen ---- */

enum state { STATE_STILL, STATE_NEW, STATE_HELD, STATE_RING, STATE_ASKED, STATE_COUNT };

static const char *const states[] = {"standing still", "just come", "with a held control", "with the ring of keys", "under the question"};

struct round {
	struct rect place; /* of Clear: one for a panel and a size of words, in all languages and themes */
	int stops;
	long fill; /* what one filling of the week asks of the fonts */
	int state;
};

/* Brings the screen of a stop into the state; a second finger then goes to Clear. */
static void prepare(int state)
{
	const struct draw_list *list = &kiosk.list;

	kiosk_tick(&kiosk, kiosk.now_ms + (state == STATE_NEW ? 1 : 3000));
	if (state == STATE_HELD)
		for (int i = 0; i < list->object_count; i++) {
			struct rect r = list->objects[i].rect;
			if (list->objects[i].action.verb == VERB_NONE || list->objects[i].action.verb == VERB_CLEAR)
				continue;
			finger(TOUCH_DOWN, 9, r.x + r.w / 2, r.y + r.h / 2);
			return;
		}
	if (state == STATE_RING)
		kiosk_key(&kiosk, KEY_NEXT);
	if (state == STATE_ASKED && kiosk.session.visiting && kiosk.session.screen != SCREEN_MORE_TIME)
		pass((screen_is_sensitive(kiosk.session.screen) ? IDLE_SENSITIVE_MS : IDLE_OTHER_MS) - 3000);
}

/* How much one filling of what is now on the screen asks. */
static long cost_of_fill(void)
{
	questions = 0;
	kiosk_fill(&kiosk);
	return questions;
}

static bool clear_here(void *context, const char *name)
{
	struct round *round = context;
	char what[160];

	if (strcmp(kiosk.list.screen, "attract") == 0) {
		assert_int_equal(verb_object(VERB_CLEAR), -1); /* S22: everywhere but there */
		return true;
	}
	prepare(round->state);
	snprintf(what, sizeof what, "%s, %s, on %d x %d", name, states[round->state], kiosk.list.w, kiosk.list.h);
	assert_false(kiosk.list.full);
	assert_clear_stands(what, &round->place);
	struct rect r = round->place;
	finger(TOUCH_DOWN, 1, r.x + r.w / 2, r.y + r.h / 2);
	kiosk_tick(&kiosk, kiosk.now_ms + 80);
	questions = 0;
	enum change change = finger(TOUCH_UP, 1, r.x + r.w / 2, r.y + r.h / 2);
	long asked = questions;
	if (change != CHANGE_CUT || motion_duration(change, false) != 0) /* one picture, no fade */
		fail_msg("%s: Clear changes the picture by %d", what, change);
	assert_cleared(what);
	if (asked != cost_of_fill()) /* S22: within 100 ms, so filled once */
		fail_msg("%s: Clear fills more than one screen", what);
	assert_int_equal(session_due(&kiosk.session, kiosk.now_ms), kiosk.now_ms + WEEK_MS);
	assert_int_equal(kiosk_tick(&kiosk, kiosk.now_ms), CHANGE_NONE);
	round->stops++;
	kiosk_tick(&kiosk, kiosk.now_ms + 60);
	return true;
}

enum { TURNS = 2 * STATE_COUNT };

/* One turn of a panel: every state twice, light and in high contrast; the language changes
 * from turn to turn, so that every one comes. */
static void tour_in(struct round *round, int panel, int turn, int size)
{
	const struct tour tour = {clear_here, round};

	round->state = turn / 2;
	kiosk_on(panels[panel]);
	kiosk.session.size = (uint8_t)size;
	kiosk.session.lowered = size == TEXT_LARGEST;
	kiosk.session.language = (uint8_t)((turn + 4 * panel + size) % kiosk.hub.language_count);
	kiosk.session.contrast = turn & 1;
	assert_true(tour_all(&kiosk, panel < 3 && turn == in_short(0, -1) && size == TEXT_NORMAL, &tour));
}

/* One theme a state, where it is not both; in the short form each state on one of the three forms. */
static bool is_its_turn(int panel, int turn)
{
	if (panel < in_short(3, 0))
		return true;
	return (turn & 1) == (panel & 1) && (panel >= 3 || turn / 2 % 3 == panel);
}

/* S22, S23: all screens of the tour x states x themes on the three forms, in turn in every
 * language; on the other panels one theme a state. Every offer and its code on the three
 * forms, standing still. Larger words, and low buttons with the largest, in one state a
 * form: there each screen has many pages. */
static void one_touch_from_everywhere(void **state)
{
	(void)state;
	assert_true(kiosk.hub.language_count <= TURNS + 4);
	for (int panel = 0; panel < PANELS; panel++) {
		struct round round[TEXT_SIZE_COUNT] = {{.stops = 0}};
		for (int turn = 0; turn < (panel < 3 ? TURNS : in_short(TURNS, 4)); turn++)
			if (is_its_turn(panel, turn))
				tour_in(&round[TEXT_NORMAL], panel, turn, TEXT_NORMAL);
		for (int size = TEXT_LARGE; panel < 3 && size < TEXT_SIZE_COUNT; size++)
			if (in_short(1, panel + 1 == size))
				tour_in(&round[size], panel, panel == 2 ? 2 * STATE_HELD + 1 : 3 * panel, size);
		assert_true(round[TEXT_NORMAL].stops > 40 * in_short(STATE_COUNT, 1));
	}
}

/* ---- every way out leaves the same ---- */

/* What was answered and seen before. */
static void visit(int kind)
{
	static const char *const opened[] = {"result", "result", "result", "result", "question", "code", "lines", "browse", "team", "children"};
	static const char *const which[] = {"", "concern", "own", "urgent-concern", "7", "card-1", "", "", "", ""};

	kiosk_on(panels[0]);
	tap_verb(VERB_START);
	assert_true(tour_open(&kiosk, opened[kind], which[kind], NULL));
	kiosk.session.answers.latched |= kind == 6;
	kiosk.session.language = (uint8_t)(kind % kiosk.hub.language_count);
	kiosk.session.size = (uint8_t)(kind % TEXT_SIZE_COUNT);
	kiosk.session.contrast = kind & 1;
	kiosk.session.lowered = kind & 2;
	kiosk_fill(&kiosk);
}
enum { VISITS = 10 };

static void by_touch(void)
{
	tap_verb(VERB_CLEAR);
}

static void by_key(void)
{
	key_verb(VERB_CLEAR);
}

static void by_time(void)
{
	int patience = screen_is_sensitive(kiosk.session.screen) ? IDLE_SENSITIVE_MS : IDLE_OTHER_MS;

	pass(patience + MORE_TIME_MS);
}

static void to_home(void)
{
	for (int i = 0; i < 16 && kiosk.session.screen != SCREEN_HOME; i++)
		tap_verb(verb_object(VERB_MENU) >= 0 ? VERB_MENU : VERB_BACK);
	assert_string_equal(kiosk.list.screen, "home");
}

static void by_knock(void)
{
	to_home();
	for (int i = 0; i < 3; i++)
		tap_verb(VERB_KNOCK);
	assert_string_equal(kiosk.list.screen, "staff");
	/* Nothing but how one reads goes to the staff area. */
	struct session staff = fresh_week();
	staff.screen = SCREEN_STAFF;
	staff.staff = true;
	staff.language = kiosk.session.language;
	staff.contrast = kiosk.session.contrast;
	staff.size = kiosk.session.size;
	staff.lowered = kiosk.session.lowered;
	assert_memory_equal(&kiosk.session, &staff, sizeof staff);
	tap_verb(VERB_CLOSE);
}

static void by_staff_time(void)
{
	to_home();
	for (int i = 0; i < 3; i++)
		tap_verb(VERB_KNOCK);
	pass(IDLE_STAFF_MS);
}

static void by_question(void)
{
	pass(screen_is_sensitive(kiosk.session.screen) ? IDLE_SENSITIVE_MS : IDLE_OTHER_MS);
	assert_string_equal(kiosk.list.screen, "more-time");
	pass(3000);
	tap_verb(VERB_CLEAR);
}

static void by_menu_and_key(void)
{
	kiosk_key(&kiosk, KEY_BACK);
	if (verb_object(VERB_MENU) >= 0)
		key_verb(VERB_MENU);
	key_verb(VERB_CLEAR);
}

/* S20, S23, S24, S26: whatever was answered, however it ended, no byte differs; and the
 * screen that is then shown is drawn like the first one of the day. */
static void every_way_out_leaves_the_same(void **state)
{
	static void (*const ways[])(void) = {by_touch, by_key, by_time, by_knock, by_staff_time, by_question, by_menu_and_key};
	static struct draw_list first, now;

	(void)state;
	for (size_t way = 0; way < sizeof ways / sizeof *ways; way++)
		for (int kind = in_short(0, (int)way % 3); kind < VISITS; kind += in_short(1, 3)) {
			char what[64];
			snprintf(what, sizeof what, "way %zu after visit %d", way, kind);
			visit(kind);
			ways[way]();
			assert_cleared(what);
			now = kiosk.list;
			if (way == 0 && kind == 0)
				first = now;
			if (memcmp(&first, &now, sizeof now) != 0)
				fail_msg("%s: the week is drawn otherwise", what);
			pass(WEEK_MS - 1);
			assert_string_equal(kiosk.list.screen, "week");
			pass(1);
			assert_string_equal(kiosk.list.screen, "attract"); /* S24: never "welcome back" */
		}
}

/* S22: a list that was filled anew between press and lift gives Clear another number. */
static void clear_with_another_number(void **state)
{
	(void)state;
	kiosk_on(panels[0]);
	tap_verb(VERB_START);
	struct rect r = kiosk.list.objects[verb_object(VERB_CLEAR)].rect;
	finger(TOUCH_DOWN, 1, r.x + 9, r.y + 9);
	memmove(kiosk.list.objects + 1, kiosk.list.objects, sizeof kiosk.list.objects[0] * (size_t)kiosk.list.object_count);
	kiosk.list.object_count++;
	finger(TOUCH_UP, 1, r.x + 9, r.y + 9);
	assert_cleared("a new number");
}

/* S22: drumming right beside it does not make a touch on it a bounce; the touch that
 * starts a visit where Clear then stands is one. */
static void clear_after_a_touch_beside_it(void **state)
{
	(void)state;
	kiosk_on(panels[0]);
	struct rect r = {0, 0, 0, 0};
	for (int i = 0; i < 20; i++) {
		tap_verb(VERB_START);
		r = kiosk.list.objects[verb_object(VERB_CLEAR)].rect;
		pass(100);
		finger(TOUCH_DOWN, 1, r.x - 4, r.y + 20); /* no control, 3 mm from where the next goes */
		pass(20);
		finger(TOUCH_UP, 1, r.x - 4, r.y + 20);
		pass(5 + i);
		finger(TOUCH_DOWN, 2, r.x + 8, r.y + 20);
		pass(20);
		finger(TOUCH_UP, 2, r.x + 8, r.y + 20);
		assert_cleared("beside it");
		pass(WEEK_MS);
	}
	pass(100);
	assert_string_equal(kiosk.list.screen, "attract");
	finger(TOUCH_DOWN, 1, r.x + 20, r.y + 20);
	finger(TOUCH_UP, 1, r.x + 20, r.y + 20);
	assert_string_equal(kiosk.list.screen, "home");
	pass(20);
	finger(TOUCH_DOWN, 1, r.x + 20, r.y + 20);
	finger(TOUCH_UP, 1, r.x + 20, r.y + 20);
	assert_string_equal(kiosk.list.screen, "home");
}

/* S22: Clear answers when the finger is lifted; a finger that only rests there, or goes
 * away to another place, has not asked for it. */
static void clear_answers_on_lift(void **state)
{
	(void)state;
	kiosk_on(panels[0]);
	tap_verb(VERB_START);
	struct rect r = kiosk.list.objects[verb_object(VERB_CLEAR)].rect;
	pass(100);
	assert_int_equal(finger(TOUCH_DOWN, 1, r.x + 9, r.y + 9), CHANGE_CUT); /* it is seen at once */
	assert_int_equal(kiosk.view.pressed, verb_object(VERB_CLEAR));
	assert_string_equal(kiosk.list.screen, "home");
	finger(TOUCH_MOVE, 1, r.x - 60, r.y - 60);
	finger(TOUCH_UP, 1, r.x - 60, r.y - 60);
	assert_string_equal(kiosk.list.screen, "home");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_touch_from_everywhere), cmocka_unit_test(every_way_out_leaves_the_same),
	    cmocka_unit_test(clear_with_another_number), cmocka_unit_test(clear_after_a_touch_beside_it),
	    cmocka_unit_test(clear_answers_on_lift),
	};

	return cmocka_run_group_tests(tests, kiosk_start, kiosk_end);
}
