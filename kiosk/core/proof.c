#include "core/proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/proof_walk.h"
#include "core/shown.h"
#include "core/visit_line.h"

static const struct {
	const char *name;
	const char *asks;
} rules[] = {
    [PROOF_S1] = {"S1", "every answer to a safety question but a plain No is a concern"},
    [PROOF_S2] = {"S2", "after a concern support is the first card, for the whole visit"},
    [PROOF_S3] = {"S3", "after a concern no joint and no conflict offer is shown"},
    [PROOF_S4] = {"S4", "a worry about how one acts brings its own line first"},
    [PROOF_S5] = {"S5", "what was not asked unlocks no joint offer"},
    [PROOF_S6] = {"S6", "an urgent answer brings 999, NHS 111 and a crisis line first"},
    [PROOF_S11] = {"S11", "only who is alone is shown a safety question, and nothing else tells the difference"},
    [PROOF_S12] = {"S12", "at most twelve questions, each with two to six answers"},
    [PROOF_S13] = {"S13", "safety questions stand among ordinary ones"},
    [PROOF_S14] = {"S14", "fear, watch, control, hurt and own are all asked"},
    [PROOF_S17] = {"S17", "every result has the same four places"},
    [PROOF_S18] = {"S18", "the support card is on every result"},
    [PROOF_S20] = {"S20", "where a touch or the time leads does not depend on what was answered"},
    [PROOF_S22] = {"S22", "Clear ends a visit from every screen, at once"},
    [PROOF_S23] = {"S23", "the end of a visit leads to what's on this week"},
    [PROOF_S24] = {"S24", "a screen left alone asks for more time, and then ends the visit"},
    [PROOF_S25] = {"S25", "content is changed only between visits"},
    [PROOF_S26] = {"S26", "the end of a visit leaves nothing of it"},
    [PROOF_S34] = {"S34", "a part-time line never stands without a 24-hour one"},
};
_Static_assert(sizeof(rules) / sizeof(rules[0]) == PROOF_RULE_COUNT, "a row for each rule");

const char *proof_rule_name(enum proof_rule rule)
{
	return rule < PROOF_RULE_COUNT ? rules[rule].name : "";
}

const char *proof_rule_asks(enum proof_rule rule)
{
	return rule < PROOF_RULE_COUNT ? rules[rule].asks : "";
}

enum { SLOTS = 2 * PROOF_STATES_MAX, EFFECTS_MAX = PACK_OPTIONS_MAX + 1 };

/* What the questions so far have told, and the shortest visit that tells it. */
struct state {
	uint32_t signals;
	bool any, own;
	bool all_no; /* every safety question so far was answered No */
	uint8_t length;
	int8_t answer[PACK_QUESTIONS_MAX];
};

/* States that are all different; `slots` finds one, 0 is empty. */
struct states {
	uint32_t count;
	struct state *list; /* PROOF_STATES_MAX */
	uint32_t *slots;    /* SLOTS, number in list + 1 */
};

/* One distinct thing that a question can tell, and an answer that tells it. */
struct effect {
	uint32_t signals;
	bool any, own, no;
	int8_t answer;
};

static void states_clear(struct states *states)
{
	states->count = 0;
	memset(states->slots, 0, SLOTS * sizeof(*states->slots));
}

static uint32_t slot_of(const struct state *state)
{
	uint32_t key = state->signals << 3 ^ (uint32_t)state->any << 2 ^ (uint32_t)state->own << 1 ^ (uint32_t)state->all_no;

	return key * 2654435761U >> 8 & (SLOTS - 1);
}

static bool same(const struct state *a, const struct state *b)
{
	return a->signals == b->signals && a->any == b->any && a->own == b->own && a->all_no == b->all_no;
}

/* Adds a state, or keeps the shorter visit of one that is there. False when full. */
static bool states_add(struct states *states, const struct state *state)
{
	uint32_t slot = slot_of(state);

	for (; states->slots[slot]; slot = (slot + 1) & (SLOTS - 1)) {
		struct state *known = &states->list[states->slots[slot] - 1];
		if (!same(known, state))
			continue;
		if (state->length < known->length)
			*known = *state;
		return true;
	}
	if (states->count == PROOF_STATES_MAX)
		return false;
	states->list[states->count++] = *state;
	states->slots[slot] = states->count;
	return true;
}

/* The distinct effects of a question; not asked comes first. An ordinary question
 * that was skipped, timed out or not asked tells the same: nothing. */
static int effects_of(const struct question *question, int who, struct effect out[EFFECTS_MAX])
{
	int count = 0;

	out[count++] = (struct effect){.answer = ANSWER_UNASKED};
	if (question->kind == QUESTION_SAFETY) {
		if (who != WHO_ALONE)
			return count; /* S11: a filler stood there */
		out[count++] = (struct effect){.no = true, .answer = SAFE_NO};
		out[count++] = (struct effect){.any = true, .own = question->construct == CONSTRUCT_OWN, .answer = SAFE_YES};
		if (question->construct == CONSTRUCT_OWN)
			out[count++] = (struct effect){.any = true, .answer = SAFE_RATHER_NOT};
		return count;
	}
	for (int i = 0; i < question->option_count && count < EFFECTS_MAX; i++) {
		bool known = false;
		for (int k = 0; k < count; k++)
			known = known || out[k].signals == question->options[i].signals;
		if (!known)
			out[count++] = (struct effect){.signals = question->options[i].signals, .answer = (int8_t)i};
	}
	return count;
}

static struct state state_after(const struct state *before, const struct question *question, int number, const struct effect *effect)
{
	struct state after = *before;

	after.signals |= effect->signals;
	after.any = after.any || effect->any;
	after.own = after.own || effect->own;
	if (question->kind == QUESTION_SAFETY && !effect->no)
		after.all_no = false;
	if (after.any)
		after.all_no = false; /* tells nothing more */
	after.answer[number] = effect->answer;
	after.length = (uint8_t)(after.length + (effect->answer != ANSWER_UNASKED));
	return after;
}

/* Adds question number `number` to every state of `from`. */
static bool add_question(const struct hub *hub, int who, int number, const struct states *from, struct states *to)
{
	struct effect effects[EFFECTS_MAX];
	int count = effects_of(&hub->questions[number], who, effects);

	states_clear(to);
	for (uint32_t i = 0; i < from->count; i++) {
		for (int e = 0; e < count; e++) {
			struct state after = state_after(&from->list[i], &hub->questions[number], number, &effects[e]);
			if (!states_add(to, &after))
				return false;
		}
	}
	return true;
}

static void check_state(struct proving *proving, const struct answers *root, const struct state *state, unsigned *looked)
{
	struct answers answers = *root;
	struct expected expected = {.any = state->any, .own = state->own, .urgent = state->signals & SIGNAL_URGENT};

	memcpy(answers.answer, state->answer, sizeof(answers.answer));
	expected.cleared = root->who == WHO_ALONE && state->all_no && proof_asks_all(proving->hub);
	proof_check_result(proving, &answers, expected);
	/* What may be browsed depends on the concern alone: once for each. */
	unsigned bit = 1U << ((unsigned)expected.any | (unsigned)expected.own << 1 | (unsigned)expected.cleared << 2);
	if (!(*looked & bit))
		proof_check_offers(proving, &answers, expected);
	*looked |= bit;
	if (proving->when[0] == '\0')
		proving->proof->states++;
}

/* All visits of one kind of visitor with one latch. False when there are too many. */
static bool prove_root(struct proving *proving, const struct answers *root, struct states *now, struct states *next)
{
	struct state first = {.any = root->latched || root->latched_own, .own = root->latched_own, .all_no = !root->latched && !root->latched_own};
	bool asked = root->who == WHO_ALONE || root->who == WHO_ACCOMPANIED;
	unsigned looked = 0;

	memcpy(first.answer, root->answer, sizeof(first.answer));
	states_clear(now);
	if (!states_add(now, &first))
		return false;
	for (int i = 0; asked && i < proving->hub->question_count && i < PACK_QUESTIONS_MAX; i++) {
		if (!add_question(proving->hub, root->who, i, now, next))
			return false;
		struct states swap = *now;
		*now = *next;
		*next = swap;
	}
	for (uint32_t i = 0; i < now->count; i++)
		check_state(proving, root, &now->list[i], &looked);
	return true;
}

/* Every value that every answer can have. */
static uint64_t visits_of(const struct hub *hub)
{
	uint64_t visits = 1;

	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++)
		visits *= 3U + (hub->questions[i].kind == QUESTION_SAFETY ? (unsigned)SAFE_ANSWER_COUNT : hub->questions[i].option_count);
	return visits;
}

static bool prove_all(struct proving *proving, struct states *now, struct states *next)
{
	bool first = proving->when[0] == '\0';

	/* A route knows a latch and an answer as one concern, so that at other times the
	 * answers alone will do. */
	for (int who = first ? WHO_UNKNOWN : WHO_ALONE; who <= (first ? WHO_CHILD : WHO_ACCOMPANIED); who++) {
		for (int latch = 0; latch < (first ? 3 : 1); latch++) {
			struct answers root = answers_none();
			root.who = (int8_t)who;
			root.latched = latch > 0;
			root.latched_own = latch > 1;
			if (!prove_root(proving, &root, now, next))
				return false;
			if (first)
				proving->proof->visits += who == WHO_ALONE || who == WHO_ACCOMPANIED ? visits_of(proving->hub) : 1;
		}
	}
	return true;
}

static bool states_make(struct states *states)
{
	states->list = calloc(PROOF_STATES_MAX, sizeof(*states->list));
	states->slots = calloc(SLOTS, sizeof(*states->slots));
	return states->list && states->slots;
}

static void states_free(struct states *states)
{
	free(states->list);
	free(states->slots);
}

static bool has_own_line(const struct hub *hub)
{
	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		if (offer->kind == OFFER_SUPPORT_LINE && (offer->topics & TOPIC_OWN_BEHAVIOUR) && (offer->nations & NATION_BIT(hub->nation)))
			return true;
	}
	return false;
}

/* The times at which dates change within a day, the longest that a visit could be
 * kept open by hand; looked for every half hour. */
static void find_moments(struct proving *proving)
{
	struct route_plan last = proving->plan, plan;

	proving->moments[proving->moment_count++] = proving->now;
	for (moment at = proving->now + 1800; at <= proving->now + 24 * 3600 && proving->moment_count < PROOF_MOMENTS_MAX; at += 1800) {
		route_plan_make(proving->hub, at, &plan);
		if (memcmp(plan.current, last.current, sizeof plan.current) == 0)
			continue;
		proving->moments[proving->moment_count++] = at;
		last = plan;
	}
}

static bool has_dates(const struct offer *offer)
{
	return offer->valid_from || offer->valid_until || offer->session_count || offer->repeat_count;
}

/* Content goes live and stays for months. So the answers are proved at this time
 * and at the two ends of all others: with every offer there that can ever be, and
 * with every one gone that has dates. */
static bool prove_at_all_times(struct proving *proving)
{
	static const char *const when[] = {"", ", while everything with a date is there", ", when everything with a date is over"};
	const struct hub *hub = proving->hub;
	struct states one = {0}, two = {0};
	bool whole = states_make(&one) && states_make(&two);

	proving->proof->starved = !whole;
	for (int time = 0; time < 3 && whole; time++) {
		proving->when = when[time];
		for (int i = 0; i < hub->offer_count && time > 0; i++) {
			const struct offer *offer = &hub->offers[i];
			bool line = offer->kind == OFFER_SUPPORT_LINE && offer->safety;
			proving->plan.current[i] = (offer->nations & NATION_BIT(hub->nation)) && (line || time == 1 || !has_dates(offer));
		}
		whole = prove_all(proving, &one, &two);
	}
	proving->when = "";
	states_free(&one);
	states_free(&two);
	return whole;
}

static struct proof_subject whole_subject(const struct proof_subject *subject)
{
	struct proof_subject whole = *subject;

	whole.concern = whole.concern ? whole.concern : route_concern;
	whole.route = whole.route ? whole.route : route_planned;
	whole.withheld = whole.withheld ? whole.withheld : route_withheld;
	whole.browse = whole.browse ? whole.browse : route_browse;
	whole.act = whole.act ? whole.act : session_act;
	whole.tick = whole.tick ? whole.tick : session_tick;
	whole.shown = whole.shown ? whole.shown : shown_offers;
	whole.question_id = whole.question_id ? whole.question_id : session_question_id;
	return whole;
}

/* What was not looked at whole holds nowhere. */
static void nothing_holds(struct proof *proof)
{
	for (int i = 0; i < PROOF_RULE_COUNT; i++) {
		struct proof_row *row = &proof->rows[i];
		if (row->holds)
			snprintf(row->says, sizeof row->says,
				 "not looked at whole: the answers mean too many different things together, or memory is out; give fewer answers a "
				 "signal");
		row->holds = false;
	}
}

bool proof_run_on(const struct hub *hub, moment now, const struct proof_subject *subject, struct proof *proof)
{
	struct proof_subject whole = whole_subject(subject);
	struct proving proving = {.hub = hub, .now = now, .subject = &whole, .proof = proof, .own_line = has_own_line(hub), .when = ""};

	memset(proof, 0, sizeof(*proof));
	for (int i = 0; i < PROOF_RULE_COUNT; i++)
		proof->rows[i].holds = true;
	route_plan_make(hub, now, &proving.plan);
	find_moments(&proving);
	proof_check_questions(&proving);
	if (hub->question_count > PACK_QUESTIONS_MAX)
		return false; /* S12 is broken, and answers have no room for more */
	proof_check_concern(&proving);
	proof->complete = prove_at_all_times(&proving) && proof_walk(&proving);
	if (!proof->complete)
		nothing_holds(proof);
	proof->holds = proof->complete;
	for (int i = 0; i < PROOF_RULE_COUNT; i++)
		proof->holds = proof->holds && proof->rows[i].holds;
	return proof->holds;
}

bool proof_run(const struct hub *hub, moment now, struct proof *proof)
{
	static const struct proof_subject real = {0};

	return proof_run_on(hub, now, &real, proof);
}
