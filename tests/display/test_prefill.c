/* The words of next screens: all laid out while nobody touches, by what everybody sees alone. */
#include "kiosk_fixture.h"

#include "display/forget.h"

static int start(void **state)
{
	int failed = kiosk_start(state);

	kiosk.view.measure = &kiosk.measure;
	rehearse_learn(&kiosk.rehearse, &kiosk.hub, kiosk_wall(&kiosk));
	forget_visit(&kiosk);
	kiosk_fill(&kiosk);
	return failed;
}

static long drawn(void)
{
	return fonts_counters(kiosk.fonts).misses;
}

/* Words of the list that were not rendered before. */
static long new_words(void)
{
	long before = drawn();
	struct run_mask mask;

	for (int i = 0; i < kiosk.list.op_count; i++) {
		const struct op_text *text = &kiosk.list.ops[i].text;
		if (kiosk.list.ops[i].kind == OP_TEXT)
			fonts_run(kiosk.fonts, text->font, kiosk.list.pool + text->at, text->length, &mask);
	}
	return drawn() - before;
}

static void settle(void)
{
	new_words(); /* the screen itself is painted */
	pass(PREFILL_AFTER_MS + 4000);
	assert_int_equal(prefill_due(&kiosk.prefill, &kiosk.view), INT64_MAX); /* S17: then the window sleeps */
}

static void next_screens_are_drawn_already(void **state)
{
	(void)state;
	settle();
	tap_verb(VERB_START);
	assert_int_equal(new_words(), 0);
	settle();
	tap_action(VERB_GO, SCREEN_WHO);
	assert_int_equal(new_words(), 0);
	settle();
	tap_action(VERB_WHO, WHO_ALONE);
	assert_int_equal(new_words(), 0);
	for (int i = 0; i < 3; i++) {
		settle();
		tap_action(VERB_ANSWER, 0);
		assert_int_equal(new_words(), 0);
	}
	assert_true(tour_open(&kiosk, "home", "", NULL));
	kiosk_fill(&kiosk);
	settle();
	tap_action(VERB_GO, SCREEN_LINES);
	assert_int_equal(new_words(), 0);
}

/* Every language that the attract loop offers. */
static void each_language_is_drawn_already(void **state)
{
	(void)state;
	settle();
	for (int i = 0; i < kiosk.hub.language_count; i++) {
		kiosk.session.screen = SCREEN_ATTRACT;
		kiosk.session.visiting = false;
		kiosk_fill(&kiosk);
		if (action_object((struct action){VERB_START, (int16_t)i}) < 0)
			continue;
		settle();
		tap_action(VERB_START, i);
		assert_int_equal(new_words(), 0);
	}
}

/* S20: the same runs drawn, in the same number of steps, whatever was answered and whether
 * somebody stands beside. */
static void s20_answers_change_nothing(void **state)
{
	(void)state;
	struct prefill first;
	long first_drawn = 0;

	for (int kind = 0; kind < 4; kind++) {
		tap_verb(VERB_START);
		assert_true(tour_open(&kiosk, "question", "5", NULL));
		kiosk.session.answers.latched = kind == 1;
		kiosk.session.answers.who = kind == 3 ? WHO_ACCOMPANIED : WHO_ALONE;
		for (int i = 0; i < 4; i++)
			kiosk.session.answers.answer[i] = (int8_t)(kind == 2 ? 1 : 0);
		kiosk.session.entered_ms = kiosk.now_ms;
		kiosk_fill(&kiosk);
		assert_true(tour_open(&kiosk, "browse", "", NULL)); /* the list that leaves offers out (S3) */
		kiosk.session.entered_ms = kiosk.now_ms;
		kiosk_fill(&kiosk);
		settle();
		struct prefill now = kiosk.prefill;
		now.next_ms = 0;
		if (kind == 0) {
			first = now;
			first_drawn = drawn();
		}
		assert_true(now.count == first.count && now.step == first.step);
		assert_memory_equal(now.actions, first.actions, sizeof now.actions);
		if (kind < 2) /* the screens themselves differ by a word or two for the others */
			assert_in_range(drawn(), first_drawn - 12, first_drawn + 12);
		tap_verb(VERB_CLEAR);
		assert_false(kiosk.prefill.going);
		pass(WEEK_MS);
	}
}

/* S20, S3: nobody waits longer for the lists that leave offers out, or show more of them. */
static void s20_lists_are_drawn_for_everybody(void **state)
{
	static const uint8_t screens[] = {SCREEN_BROWSE, SCREEN_LINES, SCREEN_IDEAS, SCREEN_TEAM};

	(void)state;
	for (int kind = 0; kind < 5; kind++)
		for (size_t i = 0; i < sizeof screens; i++) {
			tap_verb(VERB_START);
			kiosk.session.answers.who = kind == 4 ? WHO_CHILD : WHO_ALONE;
			kiosk.session.answers.latched = kind == 1 || kind == 2;
			kiosk.session.answers.latched_own = kind == 2;
			for (int q = 0; q < kiosk.hub.question_count && kind == 3; q++)
				if (kiosk.hub.questions[q].kind == QUESTION_SAFETY)
					kiosk.session.answers.answer[q] = SAFE_NO;
			settle();
			tap_action(VERB_GO, screens[i]);
			assert_int_equal(kiosk.session.screen, screens[i]);
			long met = new_words();
			if (met)
				fail_msg("kind %d, %s: %ld runs were not drawn before", kind, screen_name(screens[i]), met);
			settle();
			if (verb_object(VERB_OPEN) >= 0) {
				tap_verb(VERB_OPEN);
				assert_int_equal(new_words(), 0);
			}
			tap_verb(VERB_CLEAR);
			pass(WEEK_MS);
		}
}

static void nothing_under_a_finger_nor_on_results(void **state)
{
	(void)state;
	settle();
	tap_verb(VERB_START);
	pass(PREFILL_AFTER_MS + 20);
	kiosk.view.pressed = 1;
	assert_int_equal(prefill_due(&kiosk.prefill, &kiosk.view), INT64_MAX);
	kiosk.view.pressed = -1;
	assert_true(tour_open(&kiosk, "result", "", NULL));
	kiosk_fill(&kiosk);
	assert_int_equal(prefill_due(&kiosk.prefill, &kiosk.view), INT64_MAX);
	assert_true(tour_open(&kiosk, "code", "card-1", NULL));
	kiosk_fill(&kiosk);
	assert_int_equal(prefill_due(&kiosk.prefill, &kiosk.view), INT64_MAX);
}

/* `ahead off` of a script: the screens are the same, and no word is rendered for them. */
static void nothing_ahead_when_asked(void **state)
{
	static struct draw_list lists[2];

	(void)state;
	for (int off = 0; off < 2; off++) {
		forget_visit(&kiosk);
		assert_true(tour_open(&kiosk, "home", "", NULL));
		kiosk.unprepared = off;
		long before = drawn();
		pass(PREFILL_AFTER_MS + 4000);
		tap_action(VERB_GO, SCREEN_WHO);
		pass(PREFILL_AFTER_MS + 4000);
		assert_true(off ? drawn() == before : drawn() > before);
		lists[off] = kiosk.list;
		kiosk.unprepared = false;
	}
	assert_memory_equal(&lists[0], &lists[1], sizeof lists[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(next_screens_are_drawn_already, start, kiosk_end),
	    cmocka_unit_test_setup_teardown(each_language_is_drawn_already, start, kiosk_end),
	    cmocka_unit_test_setup_teardown(s20_answers_change_nothing, start, kiosk_end),
	    cmocka_unit_test_setup_teardown(s20_lists_are_drawn_for_everybody, start, kiosk_end),
	    cmocka_unit_test_setup_teardown(nothing_under_a_finger_nor_on_results, start, kiosk_end),
	    cmocka_unit_test_setup_teardown(nothing_ahead_when_asked, start, kiosk_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
