/* Which lines stand on a card, and in which order. */
#include "core/route_table.h"

struct list {
	int16_t *out;
	int count;
	int max;
};

static void list_add(struct list *list, int offer)
{
	if (offer < 0 || list->count == list->max)
		return;
	for (int i = 0; i < list->count; i++)
		if (list->out[i] == offer)
			return;
	list->out[list->count++] = (int16_t)offer;
}

/* Lines never leave by their dates (a help line never silently leaves), so the
 * nation and the audience are all that is asked. */
static bool is_abuse_line(const struct hub *hub, const struct offer *offer)
{
	if (offer->kind != OFFER_SUPPORT_LINE || offer->audience != AUDIENCE_PARENTS || offer->joint || offer->conflict)
		return false;
	return (offer->nations & NATION_BIT(hub->nation)) && (offer->topics & (TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR));
}

static int count_bits(unsigned bits)
{
	int count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

/* The nation's own line: open day and night, about abuse at home and not one part
 * of it, and for fewer nations than any other (S35). A line of a later pack never
 * takes its place (S18). */
static int nation_line(const struct hub *hub)
{
	int best = -1, best_cost = 0;

	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		if (!is_abuse_line(hub, offer) || !offer->hours.always || (offer->topics & TOPIC_OWN_BEHAVIOUR))
			continue;
		int cost = (int)offer->layer * 100 + count_bits(offer->nations) + (offer->topics & TOPIC_SEXUAL_VIOLENCE ? 10 : 0) +
			   (offer->topics & TOPIC_CRIME ? 10 : 0);
		if (best < 0 || cost < best_cost) {
			best = i;
			best_cost = cost;
		}
	}
	return best;
}

static int own_line(const struct hub *hub)
{
	for (int i = 0; i < hub->offer_count; i++)
		if (is_abuse_line(hub, &hub->offers[i]) && (hub->offers[i].topics & TOPIC_OWN_BEHAVIOUR))
			return i;
	return -1;
}

/* Marks up to `room` more lines: first each one for people whom no line so far is
 * for (S19), then the rest; those of the nation's pack before all later ones, which
 * so cannot push one of them off the card (S18). */
static void choose(const struct hub *hub, int room, bool chosen[PACK_OFFERS_MAX])
{
	uint32_t people = 0;

	for (int i = 0; i < hub->offer_count; i++)
		if (chosen[i])
			people |= hub->offers[i].people;
	for (int pass = 0; pass < 4; pass++) {
		for (int i = 0; i < hub->offer_count && room > 0; i++) {
			const struct offer *offer = &hub->offers[i];
			bool local = offer->layer != LAYER_NATION;
			if (chosen[i] || local != (pass >= 2) || !is_abuse_line(hub, offer) || (pass % 2 == 0 && !(offer->people & ~people)))
				continue;
			chosen[i] = true;
			people |= offer->people;
			room--;
		}
	}
}

int route_support_lines(const struct hub *hub, bool own, int16_t *out, int max)
{
	struct list list = {out, 0, max};
	bool chosen[PACK_OFFERS_MAX] = {false};

	if (own)
		list_add(&list, own_line(hub)); /* S4 */
	list_add(&list, nation_line(hub));      /* S34: first or second */
	for (int i = 0; i < list.count; i++)
		chosen[out[i]] = true;
	choose(hub, max - list.count, chosen);
	for (int i = 0; i < hub->offer_count; i++)
		if (chosen[i])
			list_add(&list, i);
	return list.count;
}

/* Adds up to `count` lines with one of `topics` and none of `without`. */
struct wish {
	uint32_t topics;
	uint32_t without;
	bool always; /* only lines open day and night */
	int count;
};

static void add_lines(const struct route_plan *plan, const struct concern *concern, struct wish wish, struct list *list)
{
	const struct hub *hub = plan->hub;

	for (int k = 0; k < plan->line_count && wish.count > 0; k++) {
		int i = plan->lines[k];
		const struct offer *offer = &hub->offers[i];
		if (!(offer->topics & wish.topics) || (offer->topics & wish.without))
			continue;
		if ((wish.always && !offer->hours.always) || !route_open(plan, concern, i))
			continue;
		int before = list->count;
		list_add(list, i);
		wish.count -= list->count - before;
	}
}

enum {
	/* Stand on the support card, or with 999, never among lines to talk to. */
	TOPICS_NOT_TALK =
	    TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR | TOPIC_SEXUAL_VIOLENCE | TOPIC_EMERGENCY | TOPIC_URGENT_HEALTH | TOPIC_CHILD_SAFETY,
	URGENT_LINES_MAX = 3,
};

int route_urgent_lines(const struct route_plan *plan, const struct summary *summary, int16_t *out, int max)
{
	const struct concern *concern = &summary->concern;
	struct list list = {out, 0, max};
	uint32_t not_abuse = TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR | TOPIC_SEXUAL_VIOLENCE;

	add_lines(plan, concern, (struct wish){TOPIC_EMERGENCY, 0, false, 1}, &list);
	add_lines(plan, concern, (struct wish){TOPIC_URGENT_HEALTH, TOPIC_EMERGENCY | not_abuse, true, 1}, &list);
	add_lines(plan, concern, (struct wish){TOPIC_CRISIS, TOPIC_URGENT_HEALTH | TOPIC_EMERGENCY | not_abuse, true, 1}, &list);
	if (concern->any) {
		for (int i = 0; i < plan->support_count[concern->own]; i++)
			list_add(&list, plan->support[concern->own][i]);
	}
	add_lines(plan, concern, (struct wish){TOPIC_CRISIS, not_abuse, true, URGENT_LINES_MAX}, &list);
	return list.count;
}

/* The lines for a worry; SLEEP brings lines for new parents, MONEY gambling. */
static void add_worry_lines(const struct route_plan *plan, const struct summary *summary, struct list *list)
{
	static const struct {
		uint32_t signal;
		uint32_t topics;
	} table[] = {
	    {SIGNAL_MONEY, TOPIC_MONEY},    {SIGNAL_DRINK_DRUGS, TOPIC_DRINK_DRUGS},
	    {SIGNAL_HEALTH, TOPIC_HEALTH},  {SIGNAL_SEND, TOPIC_SEND},
	    {SIGNAL_SLEEP, TOPIC_SLEEP},    {SIGNAL_SLEEP, TOPIC_BABY},
	    {SIGNAL_MONEY, TOPIC_GAMBLING},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (summary->signals & table[i].signal)
			add_lines(plan, &summary->concern, (struct wish){table[i].topics, TOPICS_NOT_TALK, false, 2}, list);
}

int route_talk_lines(const struct route_plan *plan, const struct summary *summary, int16_t *out, int max)
{
	const struct concern *concern = &summary->concern;
	int16_t named[CARD_OFFERS_MAX];
	struct list worry = {named, 0, CARD_OFFERS_MAX}, list = {out, 0, max};

	add_worry_lines(plan, summary, &worry);
	if (worry.count > 0)
		list_add(&list, named[0]);
	/* S34: whatever the worry's line, one open day and night stands beside it. */
	add_lines(plan, concern, (struct wish){TOPIC_LISTENING, TOPICS_NOT_TALK, true, 1}, &list);
	for (int i = 1; i < worry.count; i++)
		list_add(&list, named[i]);
	if (summary->signals & SIGNAL_BABY)
		add_lines(plan, concern, (struct wish){TOPIC_BABY, TOPICS_NOT_TALK, false, 1}, &list);
	add_lines(plan, concern, (struct wish){TOPIC_LISTENING, TOPICS_NOT_TALK, false, 3}, &list);
	if (summary->signals & SIGNAL_APART)
		add_lines(plan, concern, (struct wish){TOPIC_SINGLE, TOPICS_NOT_TALK, false, 1}, &list);
	return list.count;
}
