/* The moves of the walk, and what each does to the session and to what was told. */
#include "core/proof_walk.h"

#include <string.h>

static void add(struct move *out, int *count, struct move move)
{
	if (*count < WALK_MOVES_MAX)
		out[(*count)++] = move;
}

static void touch(struct move *out, int *count, enum verb verb, int value)
{
	add(out, count, (struct move){MOVE_TOUCH, {(uint8_t)verb, (int16_t)value}});
}

static void range(struct move *out, int *count, enum verb verb, int last)
{
	for (int value = verb == VERB_WHO ? WHO_ALONE : 0; value <= last; value++)
		touch(out, count, verb, value);
}

/* One offer of each class that the screen names. */
static void offers(const struct walk *walk, const struct walk_state *state, enum verb verb, struct move *out, int *count)
{
	int16_t shown[PACK_OFFERS_MAX];
	uint32_t seen = 0;

	if (state->session.screen == SCREEN_OFFER) {
		touch(out, count, verb, state->session.item);
		return;
	}
	int n = walk->subject->shown(&state->session, walk->proving->hub, walk->proving->now, shown);
	for (int i = 0; i < n; i++) {
		uint32_t bit = 1U << walk->item_class[shown[i]];
		if (!(seen & bit))
			touch(out, count, verb, shown[i]);
		seen |= bit;
	}
}

static int last_value(const struct walk *walk, const struct walk_state *state, enum verb verb)
{
	bool safety;

	switch (verb) {
	case VERB_GO:
		return SCREEN_COUNT - 1;
	case VERB_WHO:
		return WHO_CHILD;
	case VERB_CARD:
		return state->session.result_shown ? RESULT_CARDS - 1 : -1;
	case VERB_KIND:
		return state->session.staff ? 6 : BROWSE_KINDS - 1;
	case VERB_ANSWER: {
		int number = walk_question(walk, state, &safety);
		return number < 0 ? -1 : safety ? SAFE_ANSWER_COUNT - 1 : walk->proving->hub->questions[number].option_count - 1;
	}
	case VERB_START:
	case VERB_LANGUAGE:
		return walk->proving->hub->language_count > 1 ? walk->proving->hub->language_count - 1 : 0;
	case VERB_SIZE:
		return TEXT_SIZE_COUNT - 1;
	case VERB_KNOCK:
		return -1;
	case VERB_CLOSE:
		return state->session.staff ? 0 : -1;
	default:
		return 0;
	}
}

int walk_moves(const struct walk *walk, const struct walk_state *state, struct move out[WALK_MOVES_MAX])
{
	int screen = state->session.screen, count = 0;

	for (int verb = VERB_START; verb < VERB_COUNT; verb++) {
		bool knock = verb == VERB_KNOCK && screen_offers(screen, (struct action){VERB_KNOCK, 0});
		if (knock)
			add(out, &count, (struct move){.kind = MOVE_STAFF});
		if (verb != VERB_GO && !screen_offers(screen, (struct action){(uint8_t)verb, 0}))
			continue;
		if (verb == VERB_OPEN || verb == VERB_CODE) {
			offers(walk, state, (enum verb)verb, out, &count);
		} else if (verb == VERB_PAGE || verb == VERB_VOLUME) {
			touch(out, &count, (enum verb)verb, 1);
			touch(out, &count, (enum verb)verb, -1);
		} else if (verb == VERB_STAGE) {
			for (int stage = STAGE_BABY; stage <= STAGE_KIN; stage *= 2)
				touch(out, &count, VERB_STAGE, stage);
		} else if (verb == VERB_GO) {
			for (int to = 0; to < SCREEN_COUNT; to++)
				if (screen_offers(screen, (struct action){VERB_GO, (int16_t)to}))
					touch(out, &count, VERB_GO, to);
		} else {
			range(out, &count, (enum verb)verb, last_value(walk, state, (enum verb)verb));
		}
	}
	add(out, &count, (struct move){.kind = MOVE_WAIT});
	return count;
}

int walk_question(const struct walk *walk, const struct walk_state *state, bool *safety)
{
	const struct hub *hub = walk->proving->hub;

	*safety = false;
	if (state->session.screen != SCREEN_QUESTION)
		return -1;
	const char *id = walk->subject->question_id(&state->session, hub);
	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++) {
		const struct question *question = &hub->questions[i];
		bool own_words = strcmp(question->id, id) == 0;
		/* One filler may stand for several questions; then the session's place decides. */
		bool filler = question->kind == QUESTION_SAFETY && strcmp(question->filler, id) == 0 && i == state->session.question;
		*safety = own_words && question->kind == QUESTION_SAFETY;
		if (own_words || filler)
			return i;
	}
	return -1;
}

static struct told told_none(void)
{
	struct told told = {false, false, WHO_UNKNOWN, {0}};

	memset(told.answer, ANSWER_UNASKED, sizeof told.answer);
	return told;
}

/* Writes down what the visitor has said with this touch. */
static void tell(const struct walk *walk, const struct walk_state *before, struct action action, struct told *told)
{
	bool safety;

	if (action.verb == VERB_WHO && before->session.screen == SCREEN_WHO) {
		bool concern = told->concern, own = told->own;
		*told = told_none();
		told->concern = concern;
		told->own = own;
		told->who = (int8_t)action.value;
		return;
	}
	int number = walk_question(walk, before, &safety);
	if (number < 0 || (action.verb != VERB_ANSWER && action.verb != VERB_SKIP))
		return;
	int value = action.verb == VERB_SKIP ? ANSWER_SKIPPED : action.value;
	if (walk->proving->hub->questions[number].kind == QUESTION_SAFETY && !safety)
		return; /* a filler stood there: nothing is told (S5) */
	told->answer[number] = (int8_t)value;
	if (!safety || value == SAFE_NO)
		return;
	told->concern = true; /* S1 */
	if (walk->proving->hub->questions[number].construct == CONSTRUCT_OWN && (value == SAFE_SOMETIMES || value == SAFE_YES))
		told->own = true; /* S4 */
}

static enum change wait(const struct walk *walk, struct walk_state *state)
{
	struct session *session = &state->session;
	int64_t due = session->screen == SCREEN_MORE_TIME ? session->entered_ms + MORE_TIME_MS : session_due(session, state->now_ms);

	state->now_ms = due > state->now_ms ? due : state->now_ms + 1;
	return walk->subject->tick(session, walk->proving->hub, state->now_ms);
}

enum change walk_step(const struct walk *walk, const struct walk_state *before, struct move move, struct walk_state *after)
{
	const struct proving *proving = walk->proving;
	enum change change = CHANGE_NONE;

	*after = *before;
	after->move = move;
	if (move.kind == MOVE_WAIT) {
		change = wait(walk, after);
	} else if (move.kind == MOVE_STAFF) {
		for (int i = 0; i < 3; i++) {
			after->now_ms += 100;
			change = walk->subject->act(&after->session, proving->hub, (struct action){VERB_KNOCK, 0}, after->now_ms, proving->now);
		}
	} else {
		after->now_ms += WALK_STEP_MS;
		change = walk->subject->act(&after->session, proving->hub, move.action, after->now_ms, proving->now);
		if (change != CHANGE_NONE)
			tell(walk, before, move.action, &after->told);
	}
	bool over = move.kind == MOVE_STAFF || (move.kind == MOVE_TOUCH && (move.action.verb == VERB_CLEAR || move.action.verb == VERB_CLOSE)) ||
		    (move.kind == MOVE_WAIT && (before->session.screen == SCREEN_MORE_TIME || !before->session.visiting));
	if (over)
		after->told = told_none();
	return change;
}
