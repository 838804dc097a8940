/*
 * What SAFETY asks of one state of the session, and of one move. Written from
 * SAFETY, with its own table of sensitive screens and its own numbers.
 */
#include "core/proof_walk.h"

#include <string.h>

enum { ASK_SENSITIVE_MS = 35000, ASK_OTHER_MS = 75000, ASK_STAYS_MS = 20000 }; /* S24 */
enum { UNREAD_MS = 300 };                                                      /* two halves of a double tap */

static bool sensitive(int screen)
{
	return screen == SCREEN_WHO || screen == SCREEN_QUESTION || screen == SCREEN_RESULT || screen == SCREEN_OFFER || screen == SCREEN_CODE ||
	       screen == SCREEN_LINES || screen == SCREEN_CHILDREN;
}

struct expected walk_expected(const struct walk *walk, const struct told *told)
{
	const struct hub *hub = walk->proving->hub;
	struct expected expected = {.any = told->concern, .own = told->own};
	bool all_no = told->who == WHO_ALONE && !told->concern && proof_asks_all(hub);

	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++) {
		const struct question *question = &hub->questions[i];
		int answer = told->answer[i];
		if (question->kind == QUESTION_SAFETY)
			all_no = all_no && answer == SAFE_NO;
		else if (answer >= 0 && answer < question->option_count && (question->options[answer].signals & SIGNAL_URGENT))
			expected.urgent = true;
	}
	expected.cleared = all_no;
	return expected;
}

/* S3, S4, S5, S34 of the lists that a screen shows at one time. */
static void look_at_list(struct walk *walk, const struct walk_state *state, struct expected expected, moment now)
{
	const struct hub *hub = walk->proving->hub;
	int16_t shown[PACK_OFFERS_MAX];
	int count = walk->subject->shown(&state->session, hub, now, shown);
	int first_abuse = -1;
	bool always = false;

	for (int i = 0; i < count; i++) {
		const struct offer *offer = &hub->offers[shown[i]];
		if (expected.any && (offer->joint || offer->conflict))
			walk_break(walk, PROOF_S3, state, "a joint or conflict offer is shown after a concern");
		else if (!expected.cleared && offer->joint)
			walk_break(walk, PROOF_S5, state, "a joint offer is shown although not every safety question was answered No");
		if (first_abuse < 0 && (offer->topics & (TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR)))
			first_abuse = shown[i];
		always = always || (i < 2 && offer->hours.always);
	}
	if (state->session.screen != SCREEN_LINES)
		return;
	if (first_abuse < 0)
		walk_break(walk, PROOF_S18, state, "the page of support lines names no abuse line");
	else if (expected.own && walk->proving->own_line && !(hub->offers[first_abuse].topics & TOPIC_OWN_BEHAVIOUR))
		walk_break(walk, PROOF_S4, state, "the line for worry about how one acts is not the first abuse line");
	if (!always)
		walk_break(walk, PROOF_S34, state, "neither of the first two support lines is open day and night");
}

/* Lists depend on the screen, the item and the concern: once for each. */
static bool seen_before(struct walk *walk, const struct walk_state *state, struct concern concern, struct expected expected)
{
	const struct session *session = &state->session;
	unsigned item = session->screen == SCREEN_OFFER || session->screen == SCREEN_CODE ? (unsigned)state->key.item & 31U : 0;
	unsigned bits = (unsigned)concern.any | (unsigned)concern.own << 1 | (unsigned)concern.cleared << 2 | (unsigned)expected.any << 3 |
			(unsigned)expected.own << 4 | (unsigned)expected.cleared << 5;
	unsigned card = session->screen == SCREEN_CODE && session->item_is_card;
	unsigned at = session->screen | item << 5 | bits << 10 | card << 16;
	bool before = walk->looked[at];

	walk->looked[at] = true;
	return before;
}

static void look_at_lists(struct walk *walk, const struct walk_state *state, struct concern concern, struct expected expected)
{
	const struct proving *proving = walk->proving;
	struct walk_state other = *state;

	if (state->session.staff || seen_before(walk, state, concern, expected))
		return;
	for (int at = 0; at < proving->moment_count; at++) {
		look_at_list(walk, state, expected, proving->moments[at]);
		for (int kind = 0; kind < BROWSE_KINDS && state->session.screen == SCREEN_BROWSE; kind++) {
			other.session.kind_filter = (uint8_t)kind;
			other.session.stage_filter = 0;
			look_at_list(walk, &other, expected, proving->moments[at]);
		}
	}
}

static void look_at_question(struct walk *walk, const struct walk_state *state)
{
	bool safety;
	int number = walk_question(walk, state, &safety);

	if (state->session.screen == SCREEN_QUESTION && number < 0)
		walk_break(walk, PROOF_S12, state, "a screen for a question shows none");
	if (safety && state->told.who != WHO_ALONE)
		walk_break(walk, PROOF_S11, state, "somebody who is not alone is shown a safety question");
	bool asked = state->session.screen == SCREEN_QUESTION || state->session.screen == SCREEN_RESULT;
	if (asked && (state->told.who == WHO_CHILD || state->told.who == WHO_UNKNOWN))
		walk_break(walk, PROOF_S11, state, "a question or a result is shown to a child, or before it is known who is looking");
}

static bool is_fresh(const struct session *session)
{
	struct session fresh;

	session_begin(&fresh, 0, session->default_contrast, session->default_still);
	return memcmp(&session->answers, &fresh.answers, sizeof fresh.answers) == 0 && session->question == 0 && !session->finished &&
	       session->result_at == 0 && session->trail_count == 0 && session->item == 0 && !session->item_is_card && session->kind_filter == 0 &&
	       session->stage_filter == 0 && memcmp(session->trail, fresh.trail, sizeof fresh.trail) == 0;
}

void walk_look(struct walk *walk, const struct walk_state *state)
{
	const struct session *session = &state->session;
	struct expected expected = walk_expected(walk, &state->told);
	struct concern concern = walk->subject->concern(walk->proving->hub, &session->answers);

	look_at_question(walk, state);
	if (!session->staff && !session->visiting) {
		if (session->screen != SCREEN_ATTRACT && session->screen != SCREEN_WEEK)
			walk_break(walk, PROOF_S25, state, "a visit runs and the session says that there is none");
		if (!is_fresh(session))
			walk_break(walk, PROOF_S26, state, "something of a visit is left when there is none");
	} else if (expected.any && !concern.any) {
		walk_break(walk, PROOF_S2, state, "a concern from earlier in the visit is forgotten");
	} else if (expected.own && !concern.own) {
		walk_break(walk, PROOF_S4, state, "a worry about how one acts is forgotten");
	} else if (concern.cleared && !expected.cleared) {
		walk_break(walk, PROOF_S5, state, "joint offers are unlocked without a No to each safety question");
	}
	look_at_lists(walk, state, concern, expected);
	if (session->screen == SCREEN_RESULT && !session->staff) {
		walk->proving->at = state;
		walk->proving->walk = walk;
		proof_check_result(walk->proving, &session->answers, expected);
		walk->proving->at = NULL;
	}
}

/* S22, S23, S26: what every way out of a visit leaves. */
static void compare_end(struct walk *walk, const struct walk_state *after, enum change change)
{
	const struct session *session = &after->session;

	if (session->screen != SCREEN_WEEK)
		walk_break(walk, PROOF_S23, after, "the end of a visit does not lead to what's on this week");
	if (change != CHANGE_CUT)
		walk_break(walk, PROOF_S22, after, "the end of a visit is not shown at once");
	if (!is_fresh(session) || session->visiting || session->staff || session->language != 0 || session->contrast != session->default_contrast ||
	    session->still != session->default_still || session->size != TEXT_NORMAL || session->lowered != session->default_lowered ||
	    session->listening || session->volume != VOLUME_START || session->page != 0)
		walk_break(walk, PROOF_S26, after, "something of the visit is left after its end");
}

static void compare_wait(struct walk *walk, const struct walk_state *before, const struct walk_state *after, enum change change)
{
	const struct session *was = &before->session, *is = &after->session;

	if (was->screen == SCREEN_MORE_TIME) {
		struct session early = *was;
		walk->subject->tick(&early, walk->proving->hub, was->entered_ms + ASK_STAYS_MS - 1);
		if (early.screen != SCREEN_MORE_TIME || is->screen == SCREEN_MORE_TIME)
			walk_break(walk, PROOF_S24, after, "the question for more time does not stay for 20 seconds");
		compare_end(walk, after, change);
		return;
	}
	if (!was->visiting || was->staff || (was->screen == SCREEN_RESULT && !was->result_shown))
		return;
	int64_t waited = after->now_ms - was->touched_ms;
	if (waited != (sensitive(was->screen) ? ASK_SENSITIVE_MS : ASK_OTHER_MS))
		walk_break(walk, PROOF_S24, after, "a screen asks for more time too early or too late");
	if (is->screen != SCREEN_MORE_TIME)
		walk_break(walk, PROOF_S24, after, "a screen that is left alone does not ask for more time");
}

/* What an onlooker sees of a session: all of it but what was answered. */
static bool same_outside(const struct walk_state *one, const struct walk_state *other)
{
	struct session a = one->session, b = other->session;

	memset(&a.answers, 0, sizeof a.answers);
	memset(&b.answers, 0, sizeof b.answers);
	return memcmp(&a, &b, sizeof a) == 0 && session_due(&one->session, one->now_ms) == session_due(&other->session, other->now_ms);
}

/* S17: every answer leads on as skipping does. */
static void compare_with_skip(struct walk *walk, const struct walk_state *before, struct move move, const struct walk_state *after,
			      enum change change)
{
	static const struct move skip = {MOVE_TOUCH, {VERB_SKIP, 0}};
	struct walk_state then;

	if (move.kind != MOVE_TOUCH || move.action.verb != VERB_ANSWER)
		return;
	if (walk_step(walk, before, skip, &then) != change || !same_outside(after, &then))
		walk_break(walk, PROOF_S17, after, "one answer leads to another screen, or at another time, than skipping does");
}

/* S11, S17, S20: the same move in a visit that told something else leads to the
 * same screen at the same time. What is opened from a list, and Back to it, are
 * the lists' business. */
static void compare_twin(struct walk *walk, const struct walk_state *before, struct move move, const struct walk_state *after, enum change change)
{
	bool item = move.kind == MOVE_TOUCH && (move.action.verb == VERB_OPEN || move.action.verb == VERB_CODE);
	bool back = move.kind == MOVE_TOUCH && move.action.verb == VERB_BACK && before->session.trail_count > 0;
	struct walk_state twin = *before, then;

	if (item || back || before->session.staff || !before->session.visiting)
		return;
	for (int who = WHO_ALONE; who <= WHO_ACCOMPANIED; who++) {
		twin.session.answers = before->session.answers;
		twin.session.answers.latched = twin.session.answers.latched_own = false;
		memset(twin.session.answers.answer, SAFE_NO, sizeof twin.session.answers.answer);
		if (before->session.answers.who == WHO_ALONE || before->session.answers.who == WHO_ACCOMPANIED)
			twin.session.answers.who = (int8_t)who;
		enum change other = walk_step(walk, &twin, move, &then);
		if (change != other || !same_outside(after, &then))
			walk_break(walk, before->session.answers.who == who ? PROOF_S20 : PROOF_S11, after,
				   "what happens on the screen depends on what was answered, or on who is looking");
	}
}

/* S2: how one reads has nothing to do with what one said. */
static void compare_reading(struct walk *walk, const struct walk_state *before, const struct walk_state *after)
{
	const struct session *was = &before->session, *is = &after->session;

	if (memcmp(&was->answers, &is->answers, sizeof was->answers) != 0)
		walk_break(walk, PROOF_S2, after, "a language, a colour or a page changes what was answered");
	if (was->screen != is->screen || was->question != is->question)
		walk_break(walk, PROOF_S17, after, "a language, a colour or a page leads to another screen");
}

static void compare_touch(struct walk *walk, const struct walk_state *before, struct move move, const struct walk_state *after, enum change change)
{
	const struct session *was = &before->session, *is = &after->session;
	bool moved = was->screen != is->screen || was->question != is->question;

	switch (move.action.verb) {
	case VERB_CLEAR:
	case VERB_CLOSE:
		compare_end(walk, after, change);
		break;
	case VERB_ANSWER:
	case VERB_SKIP:
		if (!before->told.concern && after->told.concern && !walk->subject->concern(walk->proving->hub, &is->answers).any)
			walk_break(walk, PROOF_S1, after, "an answer other than No is no concern");
		/* fall through */
	case VERB_BACK:
		if (!moved && was->trail_count == is->trail_count && was->kind_filter == is->kind_filter)
			walk_break(walk, PROOF_S12, after, "a question cannot be answered or skipped, or Back does not work");
		break;
	case VERB_LANGUAGE:
	case VERB_CONTRAST:
	case VERB_MOTION:
	case VERB_SIZE:
	case VERB_LOWER:
	case VERB_LISTEN:
	case VERB_VOLUME:
	case VERB_PAGE:
	case VERB_KIND:
	case VERB_STAGE:
		compare_reading(walk, before, after);
		break;
	case VERB_MORE_TIME:
		if (is->screen != was->below || memcmp(&was->answers, &is->answers, sizeof was->answers) != 0 || was->question != is->question ||
		    was->item != is->item || was->item_is_card != is->item_is_card || was->trail_count != is->trail_count)
			walk_break(walk, PROOF_S24, after, "more time does not lead back to where the visitor was");
		break;
	default:
		break;
	}
}

/* S1: a question that has just come cannot be answered by the end of a double tap. */
static void compare_unread(struct walk *walk, const struct walk_state *before, const struct walk_state *after)
{
	static const struct action hasty[] = {{VERB_ANSWER, SAFE_NO}, {VERB_SKIP, 0}, {VERB_WHO, WHO_ALONE}};
	const struct session *was = &before->session, *is = &after->session;
	bool asks = is->screen == SCREEN_QUESTION || is->screen == SCREEN_WHO;

	if (!asks || (was->screen == is->screen && was->question == is->question))
		return;
	for (size_t i = 0; i < sizeof hasty / sizeof *hasty; i++) {
		struct session session = *is;
		enum change change = walk->subject->act(&session, walk->proving->hub, hasty[i], after->now_ms + UNREAD_MS, walk->proving->now);
		if (change != CHANGE_NONE || memcmp(&session.answers, &is->answers, sizeof session.answers) != 0)
			walk_break(walk, PROOF_S1, after, "a question can be answered before anybody has read it");
	}
}

void walk_compare(struct walk *walk, const struct walk_state *before, struct move move, const struct walk_state *after, enum change change)
{
	if (move.kind == MOVE_WAIT)
		compare_wait(walk, before, after, change);
	else if (move.kind == MOVE_TOUCH)
		compare_touch(walk, before, move, after, change);
	else if (!is_fresh(&after->session) || after->session.visiting || !after->session.staff)
		walk_break(walk, PROOF_S26, after, "the staff area is opened with something of the visit left");
	compare_unread(walk, before, after);
	compare_with_skip(walk, before, move, after, change);
	compare_twin(walk, before, move, after, change);
}
