/* Offers that words or fields betray: joint work without its flag, and what no
 * screen would ever show. */
#include "core/check_rules.h"

#include <string.h>

#include "core/phrases.h"

/* What families read of an offer in any language, searched for the phrases. */
static const char *offer_says(const struct hub *hub, const struct offer *offer, const struct phrase_set *table, int *length)
{
	static const char *const parts[] = {"name", "title", "body", "who", "small"};
	for (int l = 0; l < hub->language_count; l++)
		for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
			const char *found = phrase_of_set(hub_part(hub, l, offer->id, parts[i]), table, hub->languages[l].code, length);
			if (found)
				return found;
		}
	return NULL;
}

static void need_flag(const struct checking *checking, const struct offer *offer, const struct phrase_set *table, const char *flag, const char *why)
{
	int length = 0;
	const char *found = offer_says(checking->hub, offer, table, &length);
	if (!found)
		return;
	struct check_place place = place_of_offer(offer);
	check_add(checking, (struct grade){SEVERITY_ERROR, "S3"}, &place, "its words say \"%.*s\", but it is not marked; add \"%s\": true, %s",
		  length, found, flag, why);
}

void rule_joint_flag(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		bool family = offer->audience == AUDIENCE_PARENTS && offer->kind != OFFER_STAFF;
		if (family && !offer->joint && !(offer->safety && offer->kind == OFFER_SUPPORT_LINE))
			need_flag(checking, offer, joint_phrases, "joint", "so that nobody is sent there together after a worry");
	}
}

/* Courses and groups about rows are withheld after a concern. One-to-one work is
 * set up by staff, who ask first. */
void rule_conflict_flag(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		bool group = offer->audience == AUDIENCE_PARENTS && (offer->kind == OFFER_COURSE || offer->kind == OFFER_WORKSHOP);
		if (group && !offer->joint && !offer->conflict)
			need_flag(checking, offer, conflict_phrases, "conflict", "so that it is withheld after a worry");
	}
}

static bool has_meetings(const struct offer *offer)
{
	return offer->session_count > 0 || offer->repeat_count > 0;
}

/* A pack for the whole country brings lines of all nations; only the later ones
 * belong to one place. */
static bool wrong_nation(const struct hub *hub, const struct offer *offer)
{
	return !(offer->nations & NATION_BIT(hub->nation)) && offer->pack && strcmp(offer->pack, check_base_pack(hub)) != 0;
}

/* Why no route, list or browse would ever show it; "" when one does. */
static const char *unreachable(const struct hub *hub, const struct offer *offer)
{
	bool web_or_ask = offer_channel(offer, CHANNEL_WEB) || offer_channel(offer, CHANNEL_ASK) || offer->channel_count > 0;

	if (offer->nations == 0 || wrong_nation(hub, offer))
		return "its \"nations\" leave out the nation of this hub; correct them or take the offer out";
	if (offer->kind == OFFER_STAFF && offer->audience != AUDIENCE_STAFF)
		return "what people who work here see needs \"audience\": \"staff\"; add it";
	if (offer->audience == AUDIENCE_CHILDREN && offer->kind != OFFER_SUPPORT_LINE)
		return "the children's page shows support lines only; give it another audience";
	if (offer->kind == OFFER_SUPPORT_LINE && offer->audience == AUDIENCE_PARENTS && offer->topics == 0)
		return "it has no \"topics\", so no list and no card names it; add at least one";
	if (offer->kind == OFFER_EVENT && !has_meetings(offer))
		return "it has no \"sessions\" and no \"repeats\", so What's on never shows it; add when it meets";
	if ((offer->kind == OFFER_SUPPORT_LINE || offer->kind == OFFER_COURSE || offer->kind == OFFER_PAGE) && !web_or_ask)
		return "it has no way to be reached; add \"channels\", or { \"kind\": \"ask\" } where the team sets it up";
	if ((offer->kind == OFFER_WORKSHOP || offer->kind == OFFER_ONE_TO_ONE) && !web_or_ask && !has_meetings(offer))
		return "it has no way to be reached and no meetings; add \"channels\", or { \"kind\": \"ask\" } where the team sets it up";
	if (offer->stages == 0)
		return "it has no \"stages\"; leave the key out for all, or name at least one";
	if (offer->joint && !hub->self_check)
		return "joint offers need an answered self-check, and this hub has switched it off; hide the offer here";
	return "";
}

void rule_reach(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		const char *why = unreachable(checking->hub, offer);
		if (!why[0])
			continue;
		struct check_place place = place_of_offer(offer);
		check_add(checking, (struct grade){SEVERITY_WARNING, "reach"}, &place, "no screen ever shows it: %s", why);
	}
}
