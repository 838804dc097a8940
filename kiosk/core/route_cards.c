/* Four cards out of what fits (S17). */
#include <string.h>

#include "core/route_table.h"

enum {
	COURSES = 1 << OFFER_COURSE,
	GROUPS = 1 << OFFER_WORKSHOP,
	ONE_TO_ONES = 1 << OFFER_ONE_TO_ONE,
	NAMED_MAX = 2, /* offers that an offer card names: the lead and "Or:" */
};

struct making {
	const struct route_plan *plan;
	const struct summary *summary;
	struct result *result;
	int count;
	bool used[PACK_OFFERS_MAX]; /* already on a card */
};

static struct card *add_card(struct making *making, enum card_kind kind)
{
	struct card *card = &making->result->cards[making->count++];

	card->kind = kind;
	card->offer_count = 0;
	return card;
}

static void put_offer(struct making *making, struct card *card, int offer)
{
	card->offers[card->offer_count++] = (int16_t)offer;
	making->used[offer] = true;
}

/* A course for couples is no answer to parents who live apart, nor the reverse,
 * however little is left. */
static bool is_contrary(const struct summary *summary, const struct offer *offer)
{
	if ((summary->stages & STAGE_APART) && !(offer->stages & STAGE_APART) && (offer->stages & (STAGE_TOGETHER | STAGE_BABY)))
		return true;
	return (summary->stages & (STAGE_TOGETHER | STAGE_BABY)) && offer->stages == STAGE_APART;
}

enum reach { FOR_THE_STAGE, FOR_ANY_STAGE };

/* The best open offer of these kinds that no card has yet, or -1. */
static int best_offer(const struct making *making, unsigned kinds, enum reach reach)
{
	int best = -1, best_score = 0;

	for (int k = 0; k < making->plan->led_count; k++) {
		int i = making->plan->led[k];
		const struct offer *offer = &making->plan->hub->offers[i];
		if (!(kinds & 1U << offer->kind) || making->used[i] || !route_open(making->plan, &making->summary->concern, i))
			continue;
		if (reach == FOR_THE_STAGE ? !offer_fits_stage(making->summary, offer) : is_contrary(making->summary, offer))
			continue;
		int score = route_score(making->plan, making->summary, i);
		if (best < 0 || score > best_score) {
			best = i;
			best_score = score;
		}
	}
	return best;
}

static bool is_course(const struct making *making, int offer)
{
	return making->plan->hub->offers[offer].kind == OFFER_COURSE;
}

static struct card *add_offer_card(struct making *making, int lead)
{
	struct card *card = add_card(making, CARD_OFFER);

	put_offer(making, card, lead);
	return card;
}

/* The "Or:" of an offer card. A card that leads with a course names a group when
 * there is one, so that digital never hides it. */
static void add_or(struct making *making, struct card *card, unsigned kinds)
{
	int other = -1;

	if (is_course(making, card->offers[0]))
		other = best_offer(making, GROUPS, FOR_THE_STAGE);
	if (other < 0)
		other = best_offer(making, kinds, FOR_THE_STAGE);
	/* A group beside a course always; else only what suits. */
	if (other >= 0 && !is_course(making, card->offers[0]) && route_score(making->plan, making->summary, other) <= 0)
		other = -1;
	if (other >= 0 && card->offer_count < NAMED_MAX)
		put_offer(making, card, other);
}

static void add_support(struct making *making)
{
	struct card *card = add_card(making, CARD_SUPPORT);

	bool own = making->summary->concern.own;

	card->offer_count = (uint8_t)making->plan->support_count[own];
	memcpy(card->offers, making->plan->support[own], sizeof(card->offers));
}

static void add_talk(struct making *making)
{
	struct card *card = add_card(making, CARD_TALK);

	card->offer_count = (uint8_t)route_talk_lines(making->plan, making->summary, card->offers, CARD_OFFERS_MAX);
}

/* One-to-one work always goes through the team (S7): their card names it. */
static void add_team(struct making *making)
{
	struct card *card = add_card(making, CARD_TEAM);
	int offer;

	while (card->offer_count < CARD_OFFERS_MAX && (offer = best_offer(making, ONE_TO_ONES, FOR_THE_STAGE)) >= 0)
		put_offer(making, card, offer);
}

/* S6: first 999, NHS 111 and Samaritans, then support. No course at all. */
static void make_urgent(struct making *making)
{
	struct card *card = add_card(making, CARD_URGENT);

	card->offer_count = (uint8_t)route_urgent_lines(making->plan, making->summary, card->offers, CARD_OFFERS_MAX);
	add_support(making);
	add_talk(making);
	add_team(making);
}

/* S2: support first. A group fills the place of what is withheld (S3); joint and
 * conflict ones are barred before this is asked. */
static void make_concern(struct making *making)
{
	add_support(making);
	add_talk(making);
	int group = best_offer(making, GROUPS, FOR_THE_STAGE);
	if (group >= 0)
		add_or(making, add_offer_card(making, group), GROUPS);
	else
		add_card(making, CARD_WEEK);
	add_team(making);
}

/* What somebody to talk to is worth against a second course or group. */
static int talk_points(const struct summary *summary)
{
	static const int points[] = {[PROFILE_LOW] = 10, [PROFILE_MID] = 15, [PROFILE_HIGH] = 30};

	return points[summary->profile];
}

/* The second place: never a second course while there is a group. */
static int second_lead(struct making *making, int lead)
{
	int second = best_offer(making, COURSES | GROUPS, FOR_THE_STAGE);

	if (second >= 0 && is_course(making, lead) && is_course(making, second)) {
		int group = best_offer(making, GROUPS, FOR_THE_STAGE);
		if (group >= 0)
			return group;
	}
	if (second >= 0 && route_score(making->plan, making->summary, second) < talk_points(making->summary))
		return -1;
	return second;
}

/* Nothing is made for this stage: somebody to talk to, then whatever else is
 * left, then what's on. */
static void add_nothing_fits(struct making *making)
{
	add_talk(making);
	int other = best_offer(making, COURSES | GROUPS, FOR_ANY_STAGE);
	if (other >= 0)
		add_or(making, add_offer_card(making, other), 0);
	else
		add_card(making, CARD_WEEK);
}

/* The two places that change: courses, groups, somebody to talk to. */
static void add_free_places(struct making *making, int lead)
{
	struct card *first, *other = NULL;
	int second;

	if (lead < 0) {
		add_nothing_fits(making);
		return;
	}
	first = add_offer_card(making, lead);
	second = making->summary->topics ? -1 : second_lead(making, lead);
	if (second >= 0)
		other = add_offer_card(making, second);
	else
		add_talk(making);
	add_or(making, first, COURSES | GROUPS);
	if (other)
		add_or(making, other, COURSES | GROUPS);
}

/* Often, and heated or never mended: people come before anything on a phone. */
static bool team_comes_first(const struct making *making, int lead)
{
	if (making->summary->profile != PROFILE_HIGH)
		return false;
	return lead < 0 || is_course(making, lead) || best_offer(making, ONE_TO_ONES, FOR_THE_STAGE) >= 0;
}

static void make_ordinary(struct making *making)
{
	int lead = best_offer(making, COURSES | GROUPS, FOR_THE_STAGE);
	bool team_first = team_comes_first(making, lead);

	if (team_first)
		add_team(making);
	add_free_places(making, lead);
	add_support(making); /* S18: on every result */
	if (!team_first)
		add_team(making);
}

void route_planned(const struct route_plan *plan, const struct answers *answers, struct result *result)
{
	struct summary summary = route_summary(plan->hub, answers);
	struct making making = {.plan = plan, .summary = &summary, .result = result};

	memset(result, 0, sizeof(*result));
	if (summary.concern.urgent)
		make_urgent(&making);
	else if (summary.concern.any)
		make_concern(&making);
	else
		make_ordinary(&making);
}
