#include "core/proof_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/proof_script.h"

enum { SLOTS = 2 * WALK_STATES_MAX, STEPS_MAX = 256, NO_CLASS = 31 };

/* A step that somebody left on a trail, and when it can lie there: while who is
 * looking and whether there is a result stay as they were. */
struct left_step {
	struct step step;
	int8_t who;
	uint8_t question;
	bool finished, staff, run;
};

struct steps {
	int count;
	struct left_step list[STEPS_MAX];
};

/* Kinds of offers that the rules, or the ways to them, can tell apart. */
static void classify(struct walk *walk)
{
	const struct hub *hub = walk->proving->hub;

	for (int i = 0; i < hub->offer_count && i < PACK_OFFERS_MAX; i++) {
		const struct offer *offer = &hub->offers[i];
		int at = 0;
		for (; at < walk->class_count; at++) {
			const struct offer *first = &hub->offers[walk->class_first[at]];
			if (first->joint == offer->joint && first->conflict == offer->conflict && first->safety == offer->safety &&
			    first->audience == offer->audience && (first->kind == OFFER_SUPPORT_LINE) == (offer->kind == OFFER_SUPPORT_LINE))
				break;
		}
		walk->full = walk->full || at == WALK_CLASSES_MAX;
		if (at == walk->class_count && at < WALK_CLASSES_MAX)
			walk->class_first[walk->class_count++] = (int16_t)i;
		walk->item_class[i] = (uint8_t)(at < WALK_CLASSES_MAX ? at : WALK_CLASSES_MAX - 1);
	}
}

/* Which safety questions were answered No, which not asked. After a concern it
 * tells nothing more: nothing takes a concern away. */
static uint32_t safety_bits(const struct hub *hub, const int8_t *answer)
{
	uint32_t bits = 0;

	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++)
		if (hub->questions[i].kind == QUESTION_SAFETY)
			bits |= (answer[i] == SAFE_NO ? 1U : answer[i] == ANSWER_UNASKED ? 0U : 2U) << (2 * i);
	return bits;
}

static bool of_run(int screen)
{
	return screen == SCREEN_QUESTION || screen == SCREEN_RESULT;
}

/* Can the questions still be come back to? If not, a new run begins with every
 * answer gone, and of the old one only the concern is left. */
static bool run_goes_on(const struct session *session)
{
	bool on = of_run(session->screen) || (session->screen == SCREEN_MORE_TIME && of_run(session->below));

	for (int i = 0; i < session->trail_count; i++)
		on = on || of_run(session->trail[i].screen);
	return on;
}

static struct walk_key key_of(const struct walk *walk, const struct walk_state *state)
{
	const struct session *s = &state->session;
	const struct hub *hub = walk->proving->hub;
	struct concern concern = walk->subject->concern(hub, &s->answers);
	struct expected expected = walk_expected(walk, &state->told);
	struct walk_key key;
	bool run = run_goes_on(s), item = s->screen == SCREEN_OFFER || s->screen == SCREEN_CODE || s->screen == SCREEN_MORE_TIME;

	memset(&key, 0, sizeof key);
	if (run && (!state->told.concern || !concern.any)) {
		key.safety = safety_bits(hub, s->answers.answer);
		key.told = safety_bits(hub, state->told.answer);
	}
	key.flags = (uint16_t)(s->visiting | s->staff << 1 | s->result_shown << 2 | s->answers.latched << 3 | s->answers.latched_own << 4 |
			       expected.any << 5 | expected.own << 6 | expected.cleared << 7 | (s->trail_count > 0) << 8 | (s->finished && run) << 9 |
			       (s->item_is_card && item) << 10 | (s->staff && s->kind_filter) << 11 | run << 12);
	key.concern = (uint16_t)(concern.any | concern.own << 1 | (concern.urgent && run) << 2 | concern.cleared << 3);
	if (item && s->item >= 0 && s->item < hub->offer_count)
		key.item = s->item_is_card ? s->item : walk->item_class[s->item];
	key.screen = s->screen;
	key.below = s->screen == SCREEN_MORE_TIME ? s->below : 0;
	key.question = run ? s->question : 0;
	key.who = (uint8_t)s->answers.who;
	key.told_who = (uint8_t)state->told.who;
	key.urgent = run && expected.urgent;
	return key;
}

static uint32_t slot_of(const struct walk_key *key)
{
	const unsigned char *byte = (const unsigned char *)key;
	uint32_t hash = 2166136261U; /* FNV-1a */

	for (size_t i = 0; i < sizeof *key; i++)
		hash = (hash ^ byte[i]) * 16777619U;
	return hash & (SLOTS - 1);
}

/* Adds a state that is new and looks at it. The first way to a state is the
 * shortest. */
static void add_state(struct walk *walk, struct walk_state *state)
{
	state->key = key_of(walk, state);
	uint32_t slot = slot_of(&state->key);

	for (; walk->slots[slot]; slot = (slot + 1) & (SLOTS - 1))
		if (memcmp(&walk->states[walk->slots[slot] - 1].key, &state->key, sizeof state->key) == 0)
			return;
	if (walk->count == WALK_STATES_MAX) {
		walk->full = true;
		return;
	}
	walk->states[walk->count] = *state;
	walk->slots[slot] = ++walk->count;
	walk_look(walk, &walk->states[walk->count - 1]);
}

static void leave_step(struct steps *steps, const struct walk_state *state)
{
	const struct session *s = &state->session;

	if (s->trail_count == 0)
		return;
	struct left_step left = {
	    s->trail[s->trail_count - 1], s->answers.who, s->question, s->finished, s->staff, of_run(s->trail[s->trail_count - 1].screen)};
	left.step.page = 0;
	bool item = left.step.screen == SCREEN_OFFER || left.step.screen == SCREEN_CODE;
	if (!item) {
		left.step.item = 0;
		left.step.item_is_card = false;
	}
	for (int i = 0; i < steps->count; i++) {
		const struct left_step *one = &steps->list[i];
		if (one->step.screen == left.step.screen && one->step.item == left.step.item && one->step.item_is_card == left.step.item_is_card &&
		    one->who == left.who && one->question == left.question && one->finished == left.finished && one->staff == left.staff)
			return;
	}
	if (steps->count < STEPS_MAX)
		steps->list[steps->count++] = left;
}

/* How one reads is not part of a state; so every end of a visit is tried once more
 * from a screen that is read in the last language, in other colours, on a later
 * page and through filters. */
static void end_while_reading(struct walk *walk, int32_t number, struct move move)
{
	struct walk_state before = walk->states[number], after;
	struct session *s = &before.session;

	s->language = (uint8_t)(walk->proving->hub->language_count > 1 ? walk->proving->hub->language_count - 1 : 1);
	s->contrast = !s->default_contrast;
	s->still = !s->default_still;
	s->size = TEXT_LARGEST;
	s->lowered = !s->default_lowered;
	s->listening = true;
	s->volume = VOLUME_MAX;
	s->page = 3;
	s->kind_filter = s->staff ? s->kind_filter : 1;
	s->stage_filter = STAGE_APART;
	enum change change = walk_step(walk, &before, move, &after);
	after.from = number; /* the moves that led here, without those of reading */
	walk->moves++;
	walk_compare(walk, &before, move, &after, change);
}

static bool ends(struct move move)
{
	return move.kind == MOVE_WAIT || move.action.verb == VERB_CLEAR || move.action.verb == VERB_CLOSE;
}

static void expand(struct walk *walk, int32_t number, struct steps *steps)
{
	struct move moves[WALK_MOVES_MAX];
	const struct walk_state *before = &walk->states[number];
	int count = walk_moves(walk, before, moves);

	for (int i = 0; i < count; i++) {
		struct walk_state after;
		enum change change = walk_step(walk, before, moves[i], &after);
		after.from = number;
		after.imagined = false;
		walk->moves++;
		walk_compare(walk, before, moves[i], &after, change);
		leave_step(steps, &after);
		add_state(walk, &after);
		if (ends(moves[i]))
			end_while_reading(walk, number, moves[i]);
	}
}

/* Back from `number` to a step that another visit, as far as this one, has left. */
static void back_to(struct walk *walk, int32_t number, const struct left_step *left)
{
	static const struct move back = {MOVE_TOUCH, {VERB_BACK, 0}};
	struct walk_state before = walk->states[number], after;
	struct session *s = &before.session;

	if (s->trail_count == 0 || !screen_offers(s->screen, back.action) || left->staff != s->staff)
		return;
	if (left->run && (!run_goes_on(s) || left->who != s->answers.who || left->question != s->question || left->finished != s->finished))
		return;
	s->trail_count = 1;
	s->trail[0] = left->step;
	walk_step(walk, &before, back, &after);
	if (after.session.trail_count > 0)
		return; /* it led elsewhere: to the question before, say */
	after.from = number;
	after.imagined = true;
	walk->moves++;
	add_state(walk, &after);
}

static void walk_all(struct walk *walk)
{
	struct steps steps = {0};
	int32_t expanded = 0, back_states = 0;
	int back_steps = 0;

	while (!walk->full) {
		for (; expanded < walk->count && !walk->full; expanded++)
			expand(walk, expanded, &steps);
		/* All states known so far with the steps known so far; new ones begin again. */
		int32_t states = walk->count;
		int known = steps.count;
		for (int32_t i = 0; i < states; i++)
			for (int k = i < back_states ? back_steps : 0; k < known; k++)
				back_to(walk, i, &steps.list[k]);
		if (walk->count == states && steps.count == known)
			return;
		back_states = states;
		back_steps = known;
	}
}

void walk_break(struct walk *walk, enum proof_rule rule, const struct walk_state *state, const char *says)
{
	struct proof_row *row = &walk->proving->proof->rows[rule];

	if (!row->holds)
		return; /* the first is the shortest */
	row->holds = false;
	snprintf(row->says, sizeof row->says, "%s", says);
	proof_script_moves(walk, state, row->script, sizeof row->script);
}

struct walk *walk_make(struct proving *proving)
{
	struct walk *walk = calloc(1, sizeof *walk);
	struct walk_state first = {.from = -1, .now_ms = 1000};

	if (!walk)
		return NULL;
	walk->proving = proving;
	walk->subject = proving->subject;
	walk->states = malloc(sizeof *walk->states * WALK_STATES_MAX);
	walk->slots = calloc(SLOTS, sizeof *walk->slots);
	if (!walk->states || !walk->slots) {
		walk_release(walk);
		return NULL;
	}
	classify(walk);
	session_begin(&first.session, first.now_ms, false, false);
	memset(first.told.answer, ANSWER_UNASKED, sizeof first.told.answer);
	add_state(walk, &first);
	walk_all(walk);
	return walk;
}

void walk_release(struct walk *walk)
{
	if (!walk)
		return;
	free(walk->states);
	free(walk->slots);
	free(walk);
}

bool proof_walk(struct proving *proving)
{
	struct walk *walk = walk_make(proving);

	proving->proof->starved = !walk;
	if (!walk)
		return false;
	bool whole = !walk->full;
	proving->proof->walk_states = (uint32_t)walk->count;
	proving->proof->walk_moves = walk->moves;
	walk_release(walk);
	return whole;
}
