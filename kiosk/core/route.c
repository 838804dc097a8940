#include "core/route.h"

#include <string.h>

#include "core/hours.h"
#include "core/route_table.h"

static const char *const kinds[] = {
    [CARD_SUPPORT] = "support", [CARD_URGENT] = "urgent", [CARD_OFFER] = "offer", [CARD_TALK] = "talk", [CARD_TEAM] = "team", [CARD_WEEK] = "week",
};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == CARD_KIND_COUNT, "a name for each kind of card");

const char *card_kind_name(int kind)
{
	return kind >= 0 && kind < CARD_KIND_COUNT ? kinds[kind] : "";
}

int card_kind_value(const char *name)
{
	for (int i = 0; i < CARD_KIND_COUNT; i++)
		if (strcmp(kinds[i], name) == 0)
			return i;
	return -1;
}

/* S1: everything but a plain No and not having been asked, so that a value that
 * should not be there is a concern too. */
bool answer_is_concern(const struct question *question, int answer)
{
	return question->kind == QUESTION_SAFETY && answer != SAFE_NO && answer != ANSWER_UNASKED;
}

/* S4: only who says so is worried about how they act. Skipping the question is a
 * concern like any other, and then the nation's own line stays first. */
bool answer_is_own(const struct question *question, int answer)
{
	return question->kind == QUESTION_SAFETY && question->construct == CONSTRUCT_OWN && (answer == SAFE_SOMETIMES || answer == SAFE_YES);
}

/* Nobody has said who is looking: then an answer that is there counts, as it can
 * only lead towards support. */
static bool safety_answers_count(const struct answers *answers)
{
	return answers->who != WHO_ACCOMPANIED && answers->who != WHO_CHILD;
}

static bool answer_is_urgent(const struct question *question, int answer)
{
	if (question->kind != QUESTION_ORDINARY || answer < 0 || answer >= question->option_count)
		return false;
	return question->options[answer].signals & SIGNAL_URGENT;
}

/* S5: joint offers need every construct asked, alone, and answered No. A check
 * that leaves one out clears nobody. */
static bool all_answered_no(const struct hub *hub, const struct answers *answers)
{
	unsigned asked = 0;

	for (int i = 0; i < hub->question_count; i++) {
		if (hub->questions[i].kind != QUESTION_SAFETY)
			continue;
		if (answers->answer[i] != SAFE_NO)
			return false;
		asked |= 1U << hub->questions[i].construct;
	}
	for (int c = CONSTRUCT_FEAR; c < CONSTRUCT_COUNT; c++)
		if (!(asked & 1U << c))
			return false;
	return true;
}

struct concern route_concern(const struct hub *hub, const struct answers *answers)
{
	struct concern concern = {.any = answers->latched || answers->latched_own, .own = answers->latched_own};

	for (int i = 0; i < hub->question_count && answers->who != WHO_CHILD; i++) {
		const struct question *question = &hub->questions[i];
		int answer = answers->answer[i];
		if (answer_is_urgent(question, answer))
			concern.urgent = true;
		if (!safety_answers_count(answers) || !answer_is_concern(question, answer))
			continue;
		concern.any = true;
		if (answer_is_own(question, answer))
			concern.own = true;
	}
	concern.cleared = answers->who == WHO_ALONE && !concern.any && all_answered_no(hub, answers);
	return concern;
}

const char *route_barred(const struct concern *concern, const struct answers *answers, const struct offer *offer)
{
	bool child = answers && answers->who == WHO_CHILD;

	if (concern->any && (offer->joint || offer->conflict))
		return "concern"; /* S3 */
	if (!concern->cleared && offer->joint)
		return "joint"; /* S5 */
	if (offer->audience == AUDIENCE_STAFF || (offer->audience == AUDIENCE_CHILDREN && !child))
		return "audience";
	return "";
}

const char *route_withheld(const struct hub *hub, const struct answers *answers, const struct offer *offer, moment now)
{
	struct concern concern = route_concern(hub, answers);
	const char *why = route_barred(&concern, answers, offer);

	return why[0] ? why : offer_absence(hub, offer, now);
}

void route(const struct hub *hub, const struct answers *answers, moment now, struct result *result)
{
	struct route_plan plan;

	route_plan_make(hub, now, &plan);
	route_planned(&plan, answers, result);
}

enum { BROWSE_RANKS = 6 };

/* People before screens: groups, then one to one, then courses. */
static int browse_rank(const struct offer *offer)
{
	switch (offer->kind) {
	case OFFER_WORKSHOP:
		return offer_has_two_groups(offer) ? 0 : 1;
	case OFFER_ONE_TO_ONE:
		return 2;
	case OFFER_COURSE:
		return 3;
	case OFFER_EVENT:
		return 4;
	default:
		return BROWSE_RANKS - 1;
	}
}

int route_browse(const struct hub *hub, const struct answers *answers, struct browse_filter filter, int16_t *out, int max)
{
	struct concern concern = route_concern(hub, answers);
	int count = 0;

	for (int rank = 0; rank < BROWSE_RANKS; rank++) {
		for (int i = 0; i < hub->offer_count && count < max; i++) {
			const struct offer *offer = &hub->offers[i];
			if (!(filter.kinds & 1U << offer->kind) || browse_rank(offer) != rank)
				continue;
			if (filter.stages && !(filter.stages & offer->stages))
				continue;
			if (route_barred(&concern, answers, offer)[0] || offer_absence(hub, offer, filter.now)[0])
				continue;
			out[count++] = (int16_t)i;
		}
	}
	return count;
}
