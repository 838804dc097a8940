/* The proof's look at the questions: how many, in which order, what they ask, and
 * what each answer says. */
#include <stdio.h>

#include "core/proof_check.h"

enum {
	SAFETY_MAX = PACK_QUESTIONS_MAX / 2 - 1, /* S13 leaves room for no more */
};

static void break_at(struct proving *proving, enum proof_rule rule, const char *id, const char *says)
{
	char line[PROOF_SAYS_MAX];

	snprintf(line, sizeof(line), "%.70s: %s", id, says);
	proof_break(proving, rule, NULL, line);
}

bool proof_asks_all(const struct hub *hub)
{
	unsigned asked = 0;

	for (int i = 0; i < hub->question_count; i++)
		if (hub->questions[i].kind == QUESTION_SAFETY)
			asked |= 1U << hub->questions[i].construct;
	for (int c = CONSTRUCT_FEAR; c < CONSTRUCT_COUNT; c++)
		if (!(asked & 1U << c))
			return false;
	return true;
}

static void check_place(struct proving *proving, int place)
{
	const struct question *questions = proving->hub->questions;

	if (questions[place].kind != QUESTION_SAFETY)
		return;
	if (place == 0 || place == proving->hub->question_count - 1)
		break_at(proving, PROOF_S13, questions[place].id, "a safety question stands first or last, put it among ordinary ones");
	if (place > 0 && questions[place - 1].kind == QUESTION_SAFETY)
		break_at(proving, PROOF_S13, questions[place].id, "two safety questions stand side by side, put an ordinary one between");
}

static void check_question(struct proving *proving, const struct question *question)
{
	if (question->kind == QUESTION_SAFETY) {
		if (question->construct <= CONSTRUCT_NONE || question->construct >= CONSTRUCT_COUNT)
			break_at(proving, PROOF_S14, question->id, "a safety question says which construct it asks");
		if (!question->filler || !question->filler[0])
			break_at(proving, PROOF_S14, question->id, "a safety question names the filler that stands in its place");
	} else if (question->option_count < 2 || question->option_count > PACK_OPTIONS_MAX) {
		break_at(proving, PROOF_S12, question->id, "a question has two to six answers");
	}
}

void proof_check_questions(struct proving *proving)
{
	const struct hub *hub = proving->hub;

	if (hub->question_count == 0 && !hub->self_check)
		return; /* S46: a universal screen asks nothing */
	if (hub->question_count > PACK_QUESTIONS_MAX)
		proof_break(proving, PROOF_S12, NULL, "there are more than twelve questions");
	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++) {
		check_place(proving, i);
		check_question(proving, &hub->questions[i]);
	}
	if (!proof_asks_all(hub))
		proof_break(proving, PROOF_S14, NULL, "fear, watch, control, hurt and own must all be asked, and one is missing");
}

/* What SAFETY says of these answers. */
static struct expected expect(const struct hub *hub, const struct answers *answers)
{
	struct expected expected = {.any = answers->latched || answers->latched_own, .own = answers->latched_own};
	bool all_no = proof_asks_all(hub);

	for (int i = 0; i < hub->question_count; i++) {
		if (hub->questions[i].kind != QUESTION_SAFETY || answers->who != WHO_ALONE)
			continue;
		all_no = all_no && answers->answer[i] == SAFE_NO;
		if (answers->answer[i] == SAFE_NO || answers->answer[i] == ANSWER_UNASKED)
			continue;
		expected.any = true;
		bool said = answers->answer[i] == SAFE_SOMETIMES || answers->answer[i] == SAFE_YES;
		expected.own = expected.own || (said && hub->questions[i].construct == CONSTRUCT_OWN);
	}
	expected.cleared = answers->who == WHO_ALONE && all_no && !expected.any;
	return expected;
}

static void compare(struct proving *proving, const struct answers *answers)
{
	struct expected expected = expect(proving->hub, answers);
	struct concern found = proving->subject->concern(proving->hub, answers);

	if (expected.any && !found.any && (answers->latched || answers->latched_own))
		proof_break(proving, PROOF_S2, answers, "a concern from earlier in the visit is forgotten");
	else if (expected.any && !found.any)
		proof_break(proving, PROOF_S1, answers, "an answer other than No is no concern");
	if (expected.own && !found.own)
		proof_break(proving, PROOF_S4, answers, "a worry about how one acts is not noticed");
	if (found.cleared && !expected.cleared)
		proof_break(proving, PROOF_S5, answers, "joint offers are unlocked without a No to each safety question");
}

/* All answers to the safety questions from number `from` on. */
static void each_answer(struct proving *proving, struct answers *answers, int from, int left)
{
	const struct hub *hub = proving->hub;

	while (from < hub->question_count && hub->questions[from].kind != QUESTION_SAFETY)
		from++;
	if (from >= hub->question_count || left == 0) {
		compare(proving, answers);
		return;
	}
	for (int value = ANSWER_TIMED_OUT; value < SAFE_ANSWER_COUNT; value++) {
		answers->answer[from] = (int8_t)value;
		each_answer(proving, answers, from + 1, left - 1);
	}
	answers->answer[from] = ANSWER_UNASKED;
}

/* One concern among plain Noes, each question and each answer in turn: what may
 * be browsed then. */
static void each_single_concern(struct proving *proving)
{
	const struct hub *hub = proving->hub;
	struct answers answers = {.who = WHO_ALONE};

	for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
		answers.answer[i] = i < hub->question_count && hub->questions[i].kind == QUESTION_SAFETY ? SAFE_NO : ANSWER_UNASKED;
	for (int i = 0; i < hub->question_count; i++) {
		if (hub->questions[i].kind != QUESTION_SAFETY)
			continue;
		for (int value = ANSWER_TIMED_OUT; value < SAFE_ANSWER_COUNT; value++) {
			answers.answer[i] = (int8_t)value;
			proof_check_offers(proving, &answers, expect(hub, &answers));
		}
		answers.answer[i] = SAFE_NO;
	}
}

void proof_check_concern(struct proving *proving)
{
	for (int who = WHO_ALONE; who <= WHO_CHILD; who++) {
		for (int latch = 0; latch < 3; latch++) {
			struct answers answers = {.who = (int8_t)who, .latched = latch > 0, .latched_own = latch > 1};
			for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
				answers.answer[i] = ANSWER_UNASKED;
			each_answer(proving, &answers, 0, SAFETY_MAX);
		}
	}
	each_single_concern(proving);
}
