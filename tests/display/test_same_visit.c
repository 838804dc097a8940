/*
 * S17, S18, S20: the way to the result is the same for everybody: the same screens in
 * the same number, the same changes at the same times, and the support card in the
 * first place for somebody who has answered nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "display/forget.h"
#include "display/kiosk.h"

enum { SEEN_MAX = 64, SKIP = -1 };

/* A change of the screen, and how long after the last answer it came. */
struct seen {
	int count;
	struct {
		enum change change;
		int64_t after;
	} rows[SEEN_MAX];
};

static struct kiosk kiosk;
static struct draw_list kept;

static int set_up(void **state)
{
	(void)state;
	struct fault fault;
	moment now;

	memset(&kiosk, 0, sizeof kiosk);
	assert_true(moment_parse("2026-11-23T10:30", &now));
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "config/packs/example-hub");
	kiosk.settings.packs.count = 1;
	assert_true(kiosk_open(&kiosk, &fault));
	kiosk_set_wall(&kiosk, now);
	kiosk_panel(&kiosk, 800, 480);
	rehearse_learn(&kiosk.rehearse, &kiosk.hub, now);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	kiosk_close(&kiosk);
	return 0;
}

static int64_t started;
static struct seen *noting;

static void note(enum change change)
{
	if (!noting || change == CHANGE_NONE)
		return;
	assert_true(noting->count < SEEN_MAX);
	noting->rows[noting->count].change = change;
	noting->rows[noting->count++].after = kiosk.now_ms - started;
}

static void pass(int64_t ms)
{
	int64_t until = kiosk.now_ms + ms;

	while (kiosk.now_ms < until) {
		int64_t due = kiosk_due(&kiosk);
		due = due <= kiosk.now_ms ? kiosk.now_ms + 1 : due;
		note(kiosk_tick(&kiosk, due < until ? due : until));
	}
}

static void touch(int verb, int value)
{
	struct touch_event event = {TOUCH_DOWN, 1, 0, 0, kiosk.now_ms};

	for (int i = 0; i < kiosk.list.object_count; i++) {
		const struct draw_object *object = &kiosk.list.objects[i];
		if (object->action.verb != verb || (value >= 0 && object->action.value != value))
			continue;
		event.x = object->rect.x + object->rect.w / 3;
		event.y = object->rect.y + object->rect.h / 2;
		break;
	}
	assert_true(event.x > 0);
	note(kiosk_touch(&kiosk, &event));
	pass(90);
	event.kind = TOUCH_UP;
	event.ms = kiosk.now_ms;
	note(kiosk_touch(&kiosk, &event));
}

static void answer(int value)
{
	touch(value == SKIP ? VERB_SKIP : VERB_ANSWER, value);
}

static void to_questions(enum who who)
{
	touch(VERB_START, -1);
	pass(500);
	touch(VERB_GO, SCREEN_WHO);
	pass(500);
	touch(VERB_WHO, who);
	pass(500);
}

/* A visit up to its cards; what changed from the last answer on. */
static void visit(enum who who, const int answers[], struct seen *seen)
{
	*seen = (struct seen){0};
	to_questions(who);
	for (int i = 0; i < kiosk.hub.question_count; i++) {
		assert_string_equal(kiosk.list.screen, "question");
		if (i + 1 == kiosk.hub.question_count) {
			noting = seen;
			started = kiosk.now_ms;
		}
		answer(answers[i]);
		pass(500);
	}
	pass(1500);
	noting = NULL;
	assert_string_equal(kiosk.list.screen, "result");
	assert_true(kiosk.session.result_shown);
}

static void leave(void)
{
	touch(VERB_CLEAR, -1);
	pass(2 * WEEK_MS);
	assert_string_equal(kiosk.list.screen, "attract");
}

/* stage, how-often, watch, how-heated, fear, after, control, children, hurt, worries, own, tried */
static const int routes[][PACK_QUESTIONS_MAX] = {
    {1, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0}, {2, 3, 0, 2, 0, 2, 0, 2, 0, 0, 0, 0}, {1, 0, 0, 0, 2, 0, 0, 0, 0, 4, 0, 0},
    {1, 0, 3, 0, 0, 0, 0, 0, 0, 4, 0, 0}, {1, 0, 0, 0, 0, 0, 0, 0, 0, 4, 2, 0}, {1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0},
    {1, 0, 0, 0, 0, 0, 0, 0, 1, 5, 0, 0}, {1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 1, 0}, {SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, 0},
};
enum { ROUTES = sizeof routes / sizeof *routes };

static void s17_s20_the_same_changes_at_the_same_times(void **state)
{
	(void)state;
	struct seen first, seen;

	for (int i = 0; i < 2 * ROUTES; i++) {
		visit(i % 2 ? WHO_ACCOMPANIED : WHO_ALONE, routes[i / 2], i ? &seen : &first);
		if (i)
			assert_memory_equal(&first, &seen, sizeof seen);
		leave();
	}
	assert_int_equal(first.count, 3); /* pressed, the empty page, the cards */
	assert_int_equal(first.rows[2].after - first.rows[1].after, RESULT_MS);
}

/* S11, S17: who is not alone passes as many screens, and each looks like the one of
 * somebody alone: the same places to touch, the same everything but words. */
static void s17_alone_or_not_the_screens_look_the_same(void **state)
{
	(void)state;

	for (int question = 0; question < kiosk.hub.question_count; question++)
		for (int who = WHO_ALONE; who <= WHO_ACCOMPANIED; who++) {
			to_questions((enum who)who);
			for (int i = 0; i < question; i++, pass(500))
				answer(0);
			assert_string_equal(kiosk.list.screen, "question");
			if (who == WHO_ACCOMPANIED) {
				assert_int_equal(kept.object_count, kiosk.list.object_count);
				for (int i = 0; i < kept.object_count; i++) {
					const struct draw_object *a = &kept.objects[i], *b = &kiosk.list.objects[i];
					assert_int_equal(a->role, b->role);
					assert_int_equal(a->ink, b->ink);
					assert_int_equal(a->cap_px, b->cap_px);
					if (a->action.verb)
						assert_memory_equal(&a->rect, &b->rect, sizeof a->rect);
					assert_int_equal(a->action.verb, b->action.verb);
					assert_int_equal(a->action.value, b->action.value);
				}
			}
			kept = kiosk.list;
			leave();
		}
}

/* S18: the support card stands in the first place also for who has answered
 * nothing at all; and nothing on that screen differs from the screen of somebody who
 * has named a concern and skipped the rest. */
static void s18_first_place_without_answering_anything(void **state)
{
	(void)state;
	int nothing[PACK_QUESTIONS_MAX], concern[PACK_QUESTIONS_MAX];
	struct seen seen;
	struct result result;

	for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
		nothing[i] = concern[i] = SKIP;
	visit(WHO_ALONE, nothing, &seen);
	route(&kiosk.hub, &kiosk.session.answers, kiosk_wall(&kiosk), &result);
	assert_int_equal(result.cards[0].kind, CARD_SUPPORT);
	kept = kiosk.list;
	leave();
	concern[4] = SAFE_YES;
	visit(WHO_ALONE, concern, &seen);
	assert_int_equal(kept.op_count, kiosk.list.op_count);
	assert_int_equal(kept.pool_used, kiosk.list.pool_used);
	assert_memory_equal(kept.pool, kiosk.list.pool, (size_t)kept.pool_used);
	assert_memory_equal(kept.ops, kiosk.list.ops, (size_t)kept.op_count * sizeof kept.ops[0]);
	leave();
}

/* S20: the rehearsal does the same in every visit, and is over long before a
 * result; nothing of it is left when the visit is. */
static void s20_every_visit_rehearses_all_cards(void **state)
{
	(void)state;
	struct seen seen;

	assert_true(kiosk.rehearse.count > 20);
	for (int i = 0; i < ROUTES; i++) {
		visit(WHO_ALONE, routes[i], &seen);
		assert_int_equal(kiosk.rehearse.at, kiosk.rehearse.count);
		leave();
		assert_false(kiosk.rehearse.going);
		assert_int_equal(kiosk.rehearse.at, 0);
	}
	/* A visitor who is quicker finds the rest done before the cards come. */
	to_questions(WHO_ALONE);
	kiosk.session.language = 1;
	kiosk_fill(&kiosk);
	for (int i = 0; i < kiosk.hub.question_count; i++) {
		struct action skip = {VERB_SKIP, 0};
		kiosk.now_ms += STAND_MS;
		session_act(&kiosk.session, &kiosk.hub, skip, kiosk.now_ms, kiosk_wall(&kiosk));
	}
	kiosk_tick(&kiosk, kiosk.now_ms + 1);
	assert_true(kiosk.rehearse.at < kiosk.rehearse.count);
	kiosk_tick(&kiosk, kiosk.now_ms + RESULT_MS);
	assert_true(kiosk.session.result_shown);
	assert_int_equal(kiosk.rehearse.at, kiosk.rehearse.count);
	leave();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(s17_s20_the_same_changes_at_the_same_times, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(s17_alone_or_not_the_screens_look_the_same, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(s18_first_place_without_answering_anything, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(s20_every_visit_rehearses_all_cards, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
