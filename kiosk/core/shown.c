#include "core/shown.h"

#include <string.h>

static const unsigned browse_kinds[BROWSE_KINDS] = {
    1U << OFFER_WORKSHOP | 1U << OFFER_ONE_TO_ONE | 1U << OFFER_COURSE | 1U << OFFER_PAGE,
    1U << OFFER_WORKSHOP,
    1U << OFFER_COURSE | 1U << OFFER_PAGE,
    1U << OFFER_ONE_TO_ONE,
};

int shown_browse(const struct session *session, const struct hub *hub, moment now, int16_t *out, int max)
{
	unsigned kinds = browse_kinds[session->kind_filter < BROWSE_KINDS ? session->kind_filter : 0];
	struct browse_filter filter = {now, kinds, session->stage_filter};

	return route_browse(hub, &session->answers, filter, out, max < SHOWN_BROWSE_MAX ? max : SHOWN_BROWSE_MAX);
}

static bool holds(const int16_t *list, int count, int number)
{
	for (int i = 0; i < count; i++)
		if (list[i] == number)
			return true;
	return false;
}

int shown_lines(const struct session *session, const struct hub *hub, moment now, int16_t *out, int max)
{
	struct concern concern = route_concern(hub, &session->answers);
	int count = route_support_lines(hub, concern.own, out, max); /* S4 */

	for (int i = 0; i < hub->offer_count && count < max; i++) {
		const struct offer *offer = &hub->offers[i];
		if (offer->kind != OFFER_SUPPORT_LINE || offer->audience != AUDIENCE_PARENTS || (offer->topics & TOPIC_EMERGENCY))
			continue;
		if (!holds(out, count, i) && *route_withheld(hub, &session->answers, offer, now) == 0)
			out[count++] = (int16_t)i;
	}
	return count;
}

int shown_ideas(const struct session *session, const struct hub *hub, moment now, int16_t *out, int max)
{
	int count = 0;

	max = max < SHOWN_IDEAS_MAX ? max : SHOWN_IDEAS_MAX;
	for (int i = 0; i < hub->offer_count && count < max; i++)
		if (hub->offers[i].kind == OFFER_IDEA && *route_withheld(hub, &session->answers, &hub->offers[i], now) == 0)
			out[count++] = (int16_t)i;
	return count;
}

int shown_team(const struct session *session, const struct hub *hub, moment now, int16_t *out, int max)
{
	struct browse_filter filter = {now, 1U << OFFER_ONE_TO_ONE, 0};

	return route_browse(hub, &session->answers, filter, out, max < SHOWN_TEAM_MAX ? max : SHOWN_TEAM_MAX);
}

bool shown_in_week(const struct hub *hub, const struct offer *offer)
{
	if (offer->kind != OFFER_EVENT && offer->kind != OFFER_WORKSHOP)
		return false;
	return offer->audience != AUDIENCE_STAFF && !offer->joint && !offer->conflict && (offer->nations & NATION_BIT(hub->nation));
}

void shown_result(const struct session *session, const struct hub *hub, moment now, struct result *result)
{
	route(hub, &session->answers, session->result_at ? session->result_at : now, result);
}

bool shown_may_open(const struct session *session, const struct hub *hub, int number, moment now)
{
	if (number < 0 || number >= hub->offer_count)
		return false;
	const struct offer *offer = &hub->offers[number];
	if (offer->audience == AUDIENCE_STAFF)
		return session->staff;
	if (session->staff)
		return true;
	const char *why = route_withheld(hub, &session->answers, offer, now);
	return strcmp(why, "concern") != 0 && strcmp(why, "joint") != 0;
}

/* The offers of one card of the result, or of all four. */
static int result_offers(const struct session *session, const struct hub *hub, moment now, int16_t *out)
{
	bool one = session->screen == SCREEN_CODE;
	int first = one && session->item >= 0 && session->item < RESULT_CARDS ? session->item : 0, count = 0;
	struct result result;

	shown_result(session, hub, now, &result);
	for (int i = first; i < (one ? first + 1 : RESULT_CARDS); i++)
		for (int k = 0; k < result.cards[i].offer_count; k++)
			if (!holds(out, count, result.cards[i].offers[k]))
				out[count++] = result.cards[i].offers[k];
	return count;
}

static int all_where(const struct session *session, const struct hub *hub, int16_t *out)
{
	int count = 0;

	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		bool here = session->screen == SCREEN_WEEK       ? shown_in_week(hub, offer)
			    : session->screen == SCREEN_CHILDREN ? offer->kind == OFFER_SUPPORT_LINE && offer->audience != AUDIENCE_STAFF
								 : offer->audience == AUDIENCE_STAFF || offer->kind == OFFER_SUPPORT_LINE;
		if (here)
			out[count++] = (int16_t)i;
	}
	return count;
}

int shown_offers(const struct session *session, const struct hub *hub, moment now, int16_t out[PACK_OFFERS_MAX])
{
	switch (session->screen) {
	case SCREEN_RESULT:
		return result_offers(session, hub, now, out);
	case SCREEN_OFFER:
	case SCREEN_CODE:
		if (session->item_is_card)
			return result_offers(session, hub, now, out);
		out[0] = session->item;
		return session->item >= 0 && session->item < hub->offer_count;
	case SCREEN_BROWSE:
		return shown_browse(session, hub, now, out, PACK_OFFERS_MAX);
	case SCREEN_LINES:
		return shown_lines(session, hub, now, out, PACK_OFFERS_MAX);
	case SCREEN_IDEAS:
		return shown_ideas(session, hub, now, out, PACK_OFFERS_MAX);
	case SCREEN_TEAM:
		return shown_team(session, hub, now, out, PACK_OFFERS_MAX);
	case SCREEN_WEEK:
	case SCREEN_CHILDREN:
	case SCREEN_STAFF:
		return all_where(session, hub, out);
	default:
		return 0;
	}
}
