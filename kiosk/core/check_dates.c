/* What time does to a hub: licences end, checks fall due. */
#include "core/check_rules.h"

#include <string.h>

#include "core/hours.h"

static bool has_doubt(const struct offer *offer)
{
	return offer->doubt && offer->doubt[0];
}

static bool over(const struct checking *checking, const struct offer *offer)
{
	return offer->valid_until != 0 && offer->valid_until < checking->today;
}

/* An ended licence has done what it should: it left the screen by itself. One
 * that is about to end is still to be renewed. */
static void check_end(const struct checking *checking, const struct offer *offer)
{
	char day[11];
	int32_t left = offer->valid_until - checking->today;
	struct check_place place = place_of_offer(offer);

	if (offer->valid_until == 0)
		return;
	day_print(offer->valid_until, day);
	if (offer->kind == OFFER_SUPPORT_LINE && offer->safety)
		check_add(checking, (struct grade){SEVERITY_WARNING, "dates"}, &place,
			  "it is to end on %s, but a help line stays on the screen; take \"valid\" out", day);
	else if (left < 0)
		check_add(checking, (struct grade){SEVERITY_NOTE, "dates"}, &place, "it ended on %s and is not shown; renew it or take it out", day);
	else if (left <= CHECK_ENDING_DAYS)
		check_add(checking, (struct grade){SEVERITY_WARNING, "dates"}, &place,
			  "its last day is %s, in %d days; after that it is not shown. Renew it in time", day, (int)left);
}

static void check_meetings(const struct checking *checking, const struct offer *offer)
{
	struct meeting next;
	if (offer->session_count + offer->repeat_count == 0 || over(checking, offer) || offer_meetings(offer, checking->now, 0, &next, 1) > 0)
		return;
	struct check_place place = place_of_offer(offer);
	check_add(checking, (struct grade){SEVERITY_NOTE, "dates"}, &place,
		  "its last meeting is over, so it is not shown; add new dates or take it out");
}

void rule_ended(const struct checking *checking)
{
	if (checking->clock_wrong) {
		struct check_place place = place_of_hub(checking->hub);
		check_add(checking, (struct grade){SEVERITY_WARNING, "dates"}, &place,
			  "the time of this check is before the packs or years after them; nothing about dates was checked");
		return;
	}
	for (int i = 0; i < checking->hub->offer_count; i++) {
		check_end(checking, &checking->hub->offers[i]);
		check_meetings(checking, &checking->hub->offers[i]);
	}
}

/* S33. A doubt has its own warning, which says more. */
void rule_overdue(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count && !checking->clock_wrong; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		char day[11], last[11];
		int due = check_due_in(offer, checking->now);
		if (offer->kind != OFFER_SUPPORT_LINE || due >= 0 || (over(checking, offer) && !offer->safety))
			continue;
		struct check_place place = place_of_offer(offer);
		day_print(offer->checked, day);
		day_print(checking->today + due, last);
		if (offer->checked != 0)
			check_add(checking, (struct grade){SEVERITY_WARNING, "S33"}, &place,
				  "last checked on %s, to be checked again by %s: %d days overdue%s; open its page, then set \"checked\"", day, last,
				  -due, offer->hours.always ? "" : " and its hours are hidden");
	}
}

void rule_doubt(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		if (!has_doubt(offer) || (!checking->clock_wrong && over(checking, offer) && !offer->safety))
			continue;
		struct check_place place = place_of_offer(offer);
		check_add(checking, (struct grade){SEVERITY_WARNING, offer->kind == OFFER_SUPPORT_LINE ? "S33" : "doubt"}, &place,
			  "in doubt: %s; open its page, then correct it and take the doubt out", offer->doubt);
	}
}
