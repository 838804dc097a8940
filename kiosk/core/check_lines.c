/* Support lines: each nation needs its own, day and night, and what is a safety
 * item must be marked as one. */
#include "core/check_rules.h"

#include <string.h>

static bool is_line(const struct offer *offer)
{
	return offer->kind == OFFER_SUPPORT_LINE;
}

static bool day_and_night(const struct offer *offer)
{
	return offer->hours.known && offer->hours.always;
}

static bool can_call(const struct offer *offer)
{
	return offer_channel(offer, CHANNEL_PHONE) || offer_channel(offer, CHANNEL_TEXT);
}

/* Dates do not count: a help line never leaves the screen by them, and a kiosk must
 * not lose its packs by a day of the calendar (S10). */
static bool nation_has(const struct checking *checking, int nation, uint32_t topics, bool always)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		if (is_line(offer) && offer->audience == AUDIENCE_PARENTS && (offer->topics & topics) && (offer->nations & NATION_BIT(nation)) &&
		    can_call(offer) && (!always || day_and_night(offer)))
			return true;
	}
	return false;
}

struct need {
	const char *rule;
	uint32_t topics;
	bool always;
	const char *line;
};

static const char *nation_title(int nation)
{
	static const char *const titles[NATION_COUNT] = {"England", "Wales", "Scotland", "Northern Ireland"};
	return titles[nation];
}

static void need_line(const struct checking *checking, const struct need *need)
{
	for (int nation = 0; nation < NATION_COUNT; nation++) {
		if (nation_has(checking, nation, need->topics, need->always))
			continue;
		struct check_place place = place_of_base(checking->hub, "offers");
		check_add(checking, (struct grade){SEVERITY_ERROR, need->rule}, &place, "%s has no %s; add one, with its number%s",
			  nation_title(nation), need->line, need->always ? " and \"hours\": \"always\"" : "");
	}
}

void rule_emergency(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		const struct channel *phone = offer_channel(offer, CHANNEL_PHONE);
		if ((offer->topics & TOPIC_EMERGENCY) && phone && strcmp(phone->value, "999") == 0 && offer->nations == NATIONS_ALL &&
		    day_and_night(offer))
			return;
	}
	struct check_place place = place_of_base(checking->hub, "offers");
	check_add(checking, (struct grade){SEVERITY_ERROR, "S10"}, &place,
		  "the emergency number is missing; one offer with the topic \"emergency\" and the phone 999, always, in all nations");
}

void rule_abuse_lines(const struct checking *checking)
{
	need_line(checking, &(struct need){"S35", TOPIC_DOMESTIC_ABUSE, true, "domestic abuse line that answers day and night"});
}

void rule_own_behaviour_line(const struct checking *checking)
{
	need_line(checking, &(struct need){"S4", TOPIC_OWN_BEHAVIOUR, false, "line for people worried about how they act (topic \"own_behaviour\")"});
}

void rule_crisis_lines(const struct checking *checking)
{
	need_line(checking,
		  &(struct need){"S6", TOPIC_CRISIS, true, "crisis line that answers day and night, such as Samaritans (topic \"crisis\")"});
	need_line(checking,
		  &(struct need){"S6", TOPIC_URGENT_HEALTH, false, "line for urgent mental health, such as NHS 111 (topic \"urgent_health\")"});
}

void rule_child_line(const struct checking *checking)
{
	for (int nation = 0; nation < NATION_COUNT; nation++) {
		bool found = false;
		for (int i = 0; i < checking->hub->offer_count && !found; i++) {
			const struct offer *offer = &checking->hub->offers[i];
			found = is_line(offer) && offer->audience == AUDIENCE_CHILDREN && (offer->nations & NATION_BIT(nation)) && can_call(offer);
		}
		if (found)
			continue;
		struct check_place place = place_of_base(checking->hub, "offers");
		check_add(checking, (struct grade){SEVERITY_ERROR, "S11"}, &place,
			  "%s has no line for children; add one with \"audience\": \"children\", such as Childline", nation_title(nation));
	}
}

/* S34: beside which 24-hour line a part-time one stands. Abuse lines need an abuse
 * line; for all other worries a crisis line answers at night. */
static uint32_t night_topics(const struct offer *offer)
{
	uint32_t abuse = TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR | TOPIC_SEXUAL_VIOLENCE;
	return offer->topics & abuse ? TOPIC_DOMESTIC_ABUSE : TOPIC_CRISIS;
}

void rule_part_time(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		if (!is_line(offer) || day_and_night(offer) || offer->audience == AUDIENCE_STAFF)
			continue;
		for (int nation = 0; nation < NATION_COUNT; nation++) {
			uint32_t topics = night_topics(offer);
			if (!(offer->nations & NATION_BIT(nation)) || nation_has(checking, nation, topics, true))
				continue;
			struct check_place place = place_of_offer(offer);
			check_add(checking, (struct grade){SEVERITY_ERROR, "S34"}, &place,
				  "this line is not open day and night, and %s has no 24-hour line of the topic \"%s\" to stand beside it; add one",
				  nation_title(nation), topic_name(topics));
		}
	}
}

/* The emergency number is one and the same everywhere: no local one beside it. */
static void check_emergency(const struct checking *checking, const struct offer *offer)
{
	struct check_place place = place_of_offer(offer);
	if (offer->layer > LAYER_NATION && offer->topics & TOPIC_EMERGENCY)
		check_add(checking, (struct grade){SEVERITY_ERROR, "S6"}, &place,
			  "the emergency line stands in the nation's pack only; take the topic \"emergency\" out");
}

/* A line that people call in danger is protected, and two people sign a change; so is
 * every line that children are shown. */
void rule_safety_flag(const struct checking *checking)
{
	uint32_t topics = TOPIC_EMERGENCY | TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR | TOPIC_CRISIS | TOPIC_URGENT_HEALTH | TOPIC_SEXUAL_VIOLENCE |
			  TOPIC_CHILD_SAFETY;
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		struct check_place place = place_of_offer(offer);
		check_emergency(checking, offer);
		if (is_line(offer) && (offer->topics & topics) && !offer->safety)
			check_add(checking, (struct grade){SEVERITY_ERROR, "S37"}, &place,
				  "a line with the topic \"%s\" is a safety item; add \"safety\": true",
				  topic_name(offer->topics & topics & -(offer->topics & topics)));
		else if (is_line(offer) && offer->audience == AUDIENCE_CHILDREN && !offer->safety)
			check_add(checking, (struct grade){SEVERITY_ERROR, "S37"}, &place,
				  "a line that children are shown is a safety item; add \"safety\": true");
		if (offer->safety && (offer->joint || offer->conflict))
			check_add(checking, (struct grade){SEVERITY_ERROR, "S3"}, &place, "a safety item is never \"%s\"; take that flag out",
				  offer->joint ? "joint" : "conflict");
	}
}
