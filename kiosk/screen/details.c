#include "screen/details.h"

#include <stdio.h>

const char *details_title(const struct view *view, const struct offer *offer)
{
	const char *title = kit_part(view, offer->id, "title");
	return *title ? title : kit_part(view, offer->id, "name");
}

enum picture details_spot(const struct offer *offer)
{
	static const enum picture kinds[OFFER_KIND_COUNT] = {
	    [OFFER_SUPPORT_LINE] = PICTURE_SPOT_LAMP, [OFFER_COURSE] = PICTURE_SPOT_PHONE,  [OFFER_WORKSHOP] = PICTURE_SPOT_CHAIRS,
	    [OFFER_ONE_TO_ONE] = PICTURE_SPOT_TEAPOT, [OFFER_IDEA] = PICTURE_SPOT_SEEDLING, [OFFER_PAGE] = PICTURE_SPOT_BOOK,
	    [OFFER_EVENT] = PICTURE_SPOT_CALENDAR,    [OFFER_STAFF] = PICTURE_SPOT_BOOK,
	};
	enum picture own = picture_find(offer->picture);
	return own ? own : kinds[offer->kind];
}

/* "Tuesdays, from 3 Nov" when the next two meetings are a week or so apart on one
 * weekday, else the date of the next. */
static void say_days(const struct view *view, char *out, int size, const struct meeting *next, int count)
{
	char date[SAY_PART];
	int apart = count > 1 ? next[1].day - next[0].day : 0;
	bool weekly = apart == 7 && next[1].start == next[0].start;
	say_date(view, date, sizeof date, next[0].day, false);
	if (!weekly) {
		say_isolated(out, size, date);
		return;
	}
	struct civil civil = civil_at(moment_of(next[0].day, 720));
	say_print(date, sizeof date, "%d\u00A0%s", civil.mday, kit_word(view, (enum word)(WORD_JAN + civil.month - 1)));
	struct say_value values[] = {{"days", kit_word(view, (enum word)(WORD_MONDAYS + civil.weekday))}, {"date", date}};
	say_fill(out, size, kit_word(view, WORD_WEEKLY_FROM), values, 2);
}

bool details_group(const struct view *view, const struct offer *offer, char group, struct group_lines *out)
{
	struct meeting next[2];
	int count = view->clock_wrong ? 0 : offer_meetings(offer, view->now, group, next, 2);
	out->days[0] = out->times[0] = out->place[0] = out->places[0] = 0;
	if (count == 0)
		return false;
	say_days(view, out->days, sizeof out->days, next, count);
	say_times(view, out->times, sizeof out->times, next[0].start, next[0].end);
	say_place(view, out->place, sizeof out->place, &next[0]);
	say_places(view, out->places, sizeof out->places, &next[0]);
	return true;
}

void details_when(const struct view *view, char *out, int size, const struct offer *offer)
{
	struct group_lines lines;
	if (details_group(view, offer, 0, &lines)) {
		say_print(out, size, "%s%s %s", lines.days, say_comma(view), lines.times);
		return;
	}
	if (offer->kind == OFFER_SUPPORT_LINE) {
		say_open(view, out, size, offer);
		return;
	}
	bool online = (offer->kind == OFFER_COURSE || offer->kind == OFFER_PAGE) && !offer->referral;
	say_print(out, size, "%s", offer->kind == OFFER_STAFF ? "" : kit_word(view, online ? WORD_ANY_TIME : WORD_THROUGH_TEAM));
}

int details_page(const struct view *view, int pages, bool round)
{
	if (pages < 1)
		return 0;
	int page = view->session->page;
	return page < pages ? page : round ? page % pages : pages - 1;
}
