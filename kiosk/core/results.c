#include "core/results.h"

#include <stdlib.h>
#include <string.h>

#include "core/route_table.h"

enum {
	SIGNAL_BITS = 21,
	SUM_WORDS = 1 << (SIGNAL_BITS - 6),
	SLOTS = 2 * RESULTS_MAX,
	PROBES = 1 + CONSTRUCT_COUNT - 1, /* one ordinary question and the five of S14 */
};
_Static_assert(SIGNAL_TRIED_NOTHING == 1 << (SIGNAL_BITS - 1), "every signal has a bit");

struct finding_results {
	uint64_t *now, *next; /* sums of signals, a bit each */
	uint32_t *slots;      /* number in list + 1; 0: free */
	struct results *results;
};

static void add_sum(uint64_t *sums, uint32_t sum)
{
	sum &= (1U << SIGNAL_BITS) - 1;
	sums[sum >> 6] |= 1ULL << (sum & 63);
}

/* Every sum again with each answer to one more question, and without. */
static void add_question(struct finding_results *finding, const struct question *question)
{
	memcpy(finding->next, finding->now, SUM_WORDS * sizeof *finding->now);
	for (uint32_t word = 0; word < SUM_WORDS; word++)
		for (uint64_t left = finding->now[word]; left; left &= left - 1) {
			uint32_t sum = word << 6 | (uint32_t)__builtin_ctzll(left);
			for (int i = 0; i < question->option_count; i++)
				add_sum(finding->next, sum | question->options[i].signals);
		}
	uint64_t *swap = finding->now;
	finding->now = finding->next;
	finding->next = swap;
}

static uint32_t slot_of(const struct result *result)
{
	const unsigned char *bytes = (const unsigned char *)result;
	uint32_t hash = 2166136261U;

	for (size_t i = 0; i < sizeof *result; i++)
		hash = (hash ^ bytes[i]) * 16777619U;
	return hash & (SLOTS - 1);
}

static void keep(struct finding_results *finding, const struct outcome *outcome)
{
	struct results *results = finding->results;
	uint32_t slot = slot_of(&outcome->result);

	for (; finding->slots[slot]; slot = (slot + 1) & (SLOTS - 1))
		if (memcmp(&results->list[finding->slots[slot] - 1].result, &outcome->result, sizeof outcome->result) == 0)
			return;
	if (results->count == RESULTS_MAX) {
		results->complete = false;
		return;
	}
	results->list[results->count++] = *outcome;
	finding->slots[slot] = (uint32_t)results->count;
}

/* A check in which one answer tells any sum of signals. */
struct probe {
	struct hub hub;
	struct question questions[PROBES];
};

static void probe_make(struct probe *probe, const struct hub *hub)
{
	memset(probe, 0, sizeof *probe);
	probe->hub = *hub;
	probe->questions[0] = (struct question){.id = "", .kind = QUESTION_ORDINARY, .option_count = 1};
	for (int i = 1; i < PROBES; i++)
		probe->questions[i] = (struct question){.id = "", .kind = QUESTION_SAFETY, .construct = (enum construct)(CONSTRUCT_NONE + i)};
	probe->hub.questions = probe->questions;
	probe->hub.question_count = PROBES;
}

/* The constructs that the hub asks about, a bit each. */
static unsigned asked(const struct hub *hub)
{
	unsigned constructs = 0;

	for (int i = 0; i < hub->question_count; i++)
		if (hub->questions[i].kind == QUESTION_SAFETY)
			constructs |= 1U << hub->questions[i].construct;
	return constructs;
}

static bool can_say(const struct hub *hub, enum said said)
{
	unsigned constructs = asked(hub), all = ((1U << CONSTRUCT_COUNT) - 1) & ~(1U << CONSTRUCT_NONE);

	switch (said) {
	case SAID_ALL_NO:
		return (constructs & all) == all;
	case SAID_CONCERN:
		return constructs;
	case SAID_OWN:
		return constructs & 1U << CONSTRUCT_OWN;
	default:
		return true;
	}
}

/* Routes every sum with one thing that the safety answers say. */
static void route_all(struct finding_results *finding, struct probe *probe, moment now, enum said said)
{
	struct answers answers = {.who = WHO_ALONE, .latched = said >= SAID_CONCERN, .latched_own = said == SAID_OWN};
	struct route_plan plan;
	struct outcome outcome = {.said = said};

	memset(answers.answer, ANSWER_UNASKED, sizeof answers.answer);
	answers.answer[0] = 0;
	for (int i = 1; i < PROBES; i++)
		answers.answer[i] = said == SAID_ALL_NO ? SAFE_NO : ANSWER_UNASKED;
	route_plan_make(&probe->hub, now, &plan);
	for (uint32_t word = 0; word < SUM_WORDS; word++)
		for (uint64_t left = finding->now[word]; left; left &= left - 1) {
			outcome.signals = word << 6 | (uint32_t)__builtin_ctzll(left);
			probe->questions[0].options[0].signals = outcome.signals;
			route_planned(&plan, &answers, &outcome.result);
			keep(finding, &outcome);
		}
}

static void find(struct finding_results *finding, const struct hub *hub, moment now)
{
	struct probe probe;

	add_sum(finding->now, 0);
	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++)
		if (hub->questions[i].kind == QUESTION_ORDINARY)
			add_question(finding, &hub->questions[i]);
	probe_make(&probe, hub);
	for (enum said said = SAID_NOTHING; said < SAID_COUNT; said++)
		if (can_say(hub, said))
			route_all(finding, &probe, now, said);
}

bool results_find(const struct hub *hub, moment now, struct results *results)
{
	*results = (struct results){.list = calloc(RESULTS_MAX, sizeof *results->list)};
	struct finding_results finding = {.now = calloc(SUM_WORDS, sizeof(uint64_t)),
					  .next = calloc(SUM_WORDS, sizeof(uint64_t)),
					  .slots = calloc(SLOTS, sizeof(uint32_t)),
					  .results = results};

	results->complete = results->list && finding.now && finding.next && finding.slots;
	if (results->complete)
		find(&finding, hub, now);
	free(finding.now);
	free(finding.next);
	free(finding.slots);
	return results->complete;
}

void results_release(struct results *results)
{
	free(results->list);
	*results = (struct results){0};
}

/* Answers the ordinary questions from `number` on so that their signals add up to
 * what is still wanted. */
static bool answer_sum(const struct hub *hub, int number, uint32_t wanted, uint32_t got, struct answers *answers)
{
	while (number < hub->question_count && hub->questions[number].kind != QUESTION_ORDINARY)
		number++;
	if (number >= hub->question_count || number >= PACK_QUESTIONS_MAX)
		return got == wanted;
	const struct question *question = &hub->questions[number];
	for (int i = 0; i < question->option_count; i++) {
		uint32_t signals = question->options[i].signals;
		if (signals & ~wanted)
			continue;
		answers->answer[number] = (int8_t)i;
		if (answer_sum(hub, number + 1, wanted, got | signals, answers))
			return true;
	}
	answers->answer[number] = ANSWER_SKIPPED;
	return answer_sum(hub, number + 1, wanted, got, answers);
}

bool results_visit(const struct hub *hub, const struct outcome *outcome, struct answers *answers)
{
	bool open = outcome->said == SAID_NOTHING;

	*answers = (struct answers){
	    .who = open ? WHO_ACCOMPANIED : WHO_ALONE, .latched = outcome->said >= SAID_CONCERN, .latched_own = outcome->said == SAID_OWN};
	for (int i = 0; i < PACK_QUESTIONS_MAX; i++) {
		bool safety = i < hub->question_count && hub->questions[i].kind == QUESTION_SAFETY;
		answers->answer[i] = safety && !open ? SAFE_NO : ANSWER_UNASKED;
	}
	for (int i = 0; i < hub->question_count && outcome->said >= SAID_CONCERN; i++) {
		bool own = hub->questions[i].construct == CONSTRUCT_OWN;
		if (hub->questions[i].kind == QUESTION_SAFETY && own == (outcome->said == SAID_OWN))
			answers->answer[i] = SAFE_YES;
	}
	return answer_sum(hub, 0, outcome->signals, 0, answers);
}

static bool holds(const struct card *cards, int count, const struct card *card)
{
	for (int i = 0; i < count; i++)
		if (memcmp(&cards[i], card, sizeof *card) == 0)
			return true;
	return false;
}

int results_cards(const struct results *results, struct card *out, int max)
{
	int count = 0;

	for (int i = 0; i < results->count; i++)
		for (int k = 0; k < RESULT_CARDS && count < max; k++)
			if (!holds(out, count, &results->list[i].result.cards[k]))
				out[count++] = results->list[i].result.cards[k];
	return count;
}
