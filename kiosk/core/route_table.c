#include "core/route_table.h"

#include <string.h>

#include "core/hours.h"

#define KIND(k) (1U << (k))
#define PROFILE(p) (1U << (p))

enum {
	SIGNALS_STAGE = SIGNAL_BABY | SIGNAL_TOGETHER | SIGNAL_APART | SIGNAL_KIN,
	COURSES = 1 << OFFER_COURSE,
	GROUPS = 1 << OFFER_WORKSHOP,
	ONE_TO_ONES = 1 << OFFER_ONE_TO_ONE,
	LED = GROUPS | ONE_TO_ONES, /* somebody leads it: a group or one to one */
	LOW = 1 << PROFILE_LOW,
	MID = 1 << PROFILE_MID,
	HIGH = 1 << PROFILE_HIGH,
};

/* One row: a visit in one of `profiles` (0: any) with one of `signals` (0: any
 * visit) and none of `without` gives an offer of `kinds` (0: any), made for one
 * of `stages` and no more than that (0: any; STAGES_ALL: made for everybody) and
 * about one of `topics` (0: any) that many points. */
struct row {
	unsigned profiles;
	uint32_t signals;
	uint32_t without;
	unsigned kinds;
	unsigned stages;
	uint32_t topics;
	bool joint; /* only offers for two people together */
	int points;
};

static const struct row rows[] = {
    /* How hard it is. Rare and mended: a universal course comes first, also before
     * a group made for the stage (40 > 15 + 20). Often, and heated or not mended:
     * no course, whatever it is about, passes a group for everybody
     * (20 + 30 + 10 < 70). Between them groups are a little ahead: parents stayed
     * in 82 to 100 % of groups. */
    {.profiles = LOW, .kinds = COURSES, .points = 40},
    {.profiles = LOW, .kinds = LED, .points = 15},
    {.profiles = MID, .kinds = COURSES, .points = 20},
    {.profiles = MID, .kinds = LED, .points = 24},
    {.profiles = HIGH, .kinds = LED, .points = 70},
    {.profiles = LOW | MID, .signals = SIGNAL_CHILDREN_SEE, .kinds = LED, .points = 4},

    /* What one person can begin alone stands before what needs two, also when the
     * latter is made for the stage (-25 + 20 < 0). */
    {.kinds = ONE_TO_ONES, .joint = true, .points = -25},

    /* The stage of the family. */
    {.signals = SIGNAL_BABY, .stages = STAGE_BABY, .points = 20},
    {.signals = SIGNAL_TOGETHER, .stages = STAGE_TOGETHER, .points = 20},
    {.signals = SIGNAL_APART, .stages = STAGE_APART, .points = 20},
    {.signals = SIGNAL_KIN, .stages = STAGE_KIN, .points = 20},
    {.without = SIGNALS_STAGE, .stages = STAGES_ALL, .points = 8},

    /* What was tried. A course that was tried takes 30 off, so that even in a low
     * profile a group comes before the next course (15 + 0 > 40 - 30). */
    {.signals = SIGNAL_TRIED_COURSE, .kinds = COURSES, .points = -30},
    {.signals = SIGNAL_TRIED_TALKING, .kinds = LED, .points = 6},
    {.signals = SIGNAL_TRIED_HELP, .kinds = LED, .points = 12},
    {.signals = SIGNAL_TRIED_HELP, .kinds = ONE_TO_ONES, .points = 6},

    /* What it is about: towards the worry named, and offers for a few behind those
     * for all when it is not named (also often and heated: 70 + 8 < 80). Nothing
     * here guesses who somebody is, so dads' and step-families' offers stand in
     * browsing for everybody and lead only where nothing wider is left. */
    {.signals = SIGNAL_MONEY, .topics = TOPIC_MONEY, .points = 30},
    {.signals = SIGNAL_DRINK_DRUGS, .topics = TOPIC_DRINK_DRUGS, .points = 30},
    {.signals = SIGNAL_HEALTH, .topics = TOPIC_HEALTH, .points = 30},
    {.signals = SIGNAL_SEND, .topics = TOPIC_SEND, .points = 30},
    {.signals = SIGNAL_SLEEP, .topics = TOPIC_SLEEP, .points = 30},
    {.signals = SIGNAL_BABY | SIGNAL_SLEEP, .topics = TOPIC_BABY, .points = 10},
    {.without = SIGNAL_MONEY, .topics = TOPIC_MONEY, .points = -80},
    {.without = SIGNAL_DRINK_DRUGS, .topics = TOPIC_DRINK_DRUGS, .points = -80},
    {.without = SIGNAL_HEALTH, .topics = TOPIC_HEALTH, .points = -80},
    {.without = SIGNAL_SEND, .topics = TOPIC_SEND, .points = -80},
    {.without = SIGNAL_BABY | SIGNAL_SLEEP, .topics = TOPIC_BABY, .points = -80},
    {.topics = TOPIC_DADS, .points = -80},
    {.topics = TOPIC_STEP, .points = -80},
};

static const struct {
	uint32_t signal;
	uint32_t topic;
} worries[] = {
    {SIGNAL_MONEY, TOPIC_MONEY}, {SIGNAL_DRINK_DRUGS, TOPIC_DRINK_DRUGS}, {SIGNAL_HEALTH, TOPIC_HEALTH}, {SIGNAL_SEND, TOPIC_SEND},
    {SIGNAL_SLEEP, TOPIC_SLEEP},
};

/* A stage of the pack and its signal are the same four bits. */
_Static_assert((int)SIGNAL_BABY == (int)STAGE_BABY && (int)SIGNAL_TOGETHER == (int)STAGE_TOGETHER, "stages are signals");
_Static_assert((int)SIGNAL_APART == (int)STAGE_APART && (int)SIGNAL_KIN == (int)STAGE_KIN, "stages are signals");

static enum profile profile_of(uint32_t signals)
{
	bool hard = signals & (SIGNAL_HEATED | SIGNAL_NOT_MENDED);

	if (signals & SIGNAL_OFTEN)
		return hard ? PROFILE_HIGH : PROFILE_MID;
	return (signals & SIGNAL_RARE) && !hard ? PROFILE_LOW : PROFILE_MID;
}

static uint32_t signals_of(const struct hub *hub, const struct answers *answers)
{
	uint32_t signals = 0;

	if (answers->who == WHO_CHILD)
		return 0;
	for (int i = 0; i < hub->question_count; i++) {
		const struct question *question = &hub->questions[i];
		int answer = answers->answer[i];
		if (question->kind == QUESTION_ORDINARY && answer >= 0 && answer < question->option_count)
			signals |= question->options[answer].signals;
	}
	return signals;
}

static uint32_t rows_of_visit(const struct summary *summary);

struct summary route_summary(const struct hub *hub, const struct answers *answers)
{
	struct summary summary = {.concern = route_concern(hub, answers), .signals = signals_of(hub, answers)};

	summary.profile = profile_of(summary.signals);
	summary.stages = summary.signals & STAGES_ALL;
	for (size_t i = 0; i < sizeof(worries) / sizeof(worries[0]); i++)
		if (summary.signals & worries[i].signal)
			summary.topics |= worries[i].topic;
	summary.rows = rows_of_visit(&summary);
	return summary;
}

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };
_Static_assert(ROWS <= 32, "a bit a row");
_Static_assert(PACK_OFFERS_MAX <= UINT8_MAX, "numbers of offers in plans are bytes");

static bool row_meets_visit(const struct row *row, const struct summary *summary)
{
	if (row->profiles && !(row->profiles & PROFILE(summary->profile)))
		return false;
	return !(row->signals && !(row->signals & summary->signals)) && !(row->without & summary->signals);
}

static bool row_meets_offer(const struct row *row, const struct offer *offer)
{
	if (row->kinds && !(row->kinds & KIND(offer->kind)))
		return false;
	if (row->topics && !(row->topics & offer->topics))
		return false;
	if (row->joint && !offer->joint)
		return false;
	if (!row->stages)
		return true;
	if (row->stages == STAGES_ALL)
		return offer->stages == STAGES_ALL;
	return offer->stages != STAGES_ALL && (row->stages & offer->stages);
}

uint32_t route_rows_of_offer(const struct offer *offer)
{
	uint32_t bits = 0;

	for (int i = 0; i < ROWS; i++)
		bits |= (uint32_t)row_meets_offer(&rows[i], offer) << i;
	return bits;
}

static uint32_t rows_of_visit(const struct summary *summary)
{
	uint32_t bits = 0;

	for (int i = 0; i < ROWS; i++)
		bits |= (uint32_t)row_meets_visit(&rows[i], summary) << i;
	return bits;
}

int route_score(const struct route_plan *plan, const struct summary *summary, int offer)
{
	int points = 0;

	for (uint32_t bits = summary->rows & plan->rows[offer]; bits; bits &= bits - 1)
		points += rows[__builtin_ctz(bits)].points;
	return points;
}

bool offer_fits_stage(const struct summary *summary, const struct offer *offer)
{
	return !summary->stages || (summary->stages & offer->stages);
}

void route_plan_make(const struct hub *hub, moment now, struct route_plan *plan)
{
	memset(plan, 0, sizeof(*plan));
	plan->hub = hub;
	plan->now = now;
	for (int own = 0; own < 2; own++)
		plan->support_count[own] = route_support_lines(hub, own, plan->support[own], CARD_OFFERS_MAX);
	/* The nation is asked here too: a safety line never leaves by its dates, but
	 * the line of another nation is no line for this one (S35). */
	for (int i = 0; i < hub->offer_count && i < PACK_OFFERS_MAX; i++) {
		plan->current[i] = (hub->offers[i].nations & NATION_BIT(hub->nation)) && offer_absence(hub, &hub->offers[i], now)[0] == '\0';
		plan->rows[i] = route_rows_of_offer(&hub->offers[i]);
		if (hub->offers[i].audience != AUDIENCE_PARENTS)
			continue;
		if (KIND(hub->offers[i].kind) & (COURSES | LED))
			plan->led[plan->led_count++] = (uint8_t)i;
		if (hub->offers[i].kind == OFFER_SUPPORT_LINE)
			plan->lines[plan->line_count++] = (uint8_t)i;
	}
}

bool route_open(const struct route_plan *plan, const struct concern *concern, int offer)
{
	return plan->current[offer] && route_barred(concern, NULL, &plan->hub->offers[offer])[0] == '\0';
}
