/* Meetings: dated sessions and those that come back, as one row in time order. */
#include "core/hours.h"

enum { DAYS_A_WEEK = 7 };

static int step_of(const struct repeat *repeat)
{
	return DAYS_A_WEEK * (repeat->weeks > 0 ? repeat->weeks : 1);
}

/* The first day that the repeat meets: `from`, or the next such weekday. */
static int32_t first_of(const struct repeat *repeat)
{
	return repeat->from + (repeat->weekday - weekday_of(repeat->from) + DAYS_A_WEEK) % DAYS_A_WEEK;
}

/* The first meeting day that is `day` or later; false when there is none. */
static bool repeat_from(const struct repeat *repeat, int32_t day, int32_t *found)
{
	int32_t first = first_of(repeat);
	int32_t step = step_of(repeat);
	int32_t next = day <= first ? first : first + (day - first + step - 1) / step * step;

	if (repeat->until != 0 && next > repeat->until)
		return false;
	*found = next;
	return true;
}

/* Left of `places`, of which 0 means no limit: -1. */
static int16_t left_of(int16_t places, int16_t taken)
{
	if (places <= 0)
		return -1;
	return taken < places ? (int16_t)(places - taken) : 0;
}

static struct meeting session_meeting(const struct session_row *row)
{
	return (struct meeting){
	    .day = row->day,
	    .start = row->start,
	    .end = row->end,
	    .group = row->group,
	    .place = row->place,
	    .venue = row->venue,
	    .left = left_of(row->places, row->taken),
	};
}

static struct meeting repeat_meeting(const struct repeat *repeat, int32_t day)
{
	struct meeting meeting = {
	    .day = day,
	    .start = repeat->start,
	    .end = repeat->end,
	    .group = repeat->group,
	    .place = repeat->place,
	    .venue = repeat->venue,
	    .left = left_of(repeat->places, repeat->taken),
	};

	if (repeat->meetings > 0) {
		meeting.number = (uint8_t)((day - first_of(repeat)) / step_of(repeat) % repeat->meetings + 1);
		meeting.of = repeat->meetings;
	}
	return meeting;
}

static bool earlier(const struct meeting *a, const struct meeting *b)
{
	if (a->day != b->day)
		return a->day < b->day;
	if (a->start != b->start)
		return a->start < b->start;
	if (a->end != b->end)
		return a->end < b->end;
	return a->group < b->group;
}

/* The earliest `max` meetings seen so far, in order. */
struct row {
	struct meeting *out;
	int count, max;
};

/* False when the row is full of earlier ones, so that later ones need no look. */
static bool put(struct row *row, struct meeting meeting)
{
	int at = row->count;

	while (at > 0 && earlier(&meeting, &row->out[at - 1]))
		at--;
	if (at >= row->max)
		return false;
	if (row->count < row->max)
		row->count++;
	for (int i = row->count - 1; i > at; i--)
		row->out[i] = row->out[i - 1];
	row->out[at] = meeting;
	return true;
}

/* A meeting has ended as soon as the clock on the wall shows its end. */
static bool ended(int32_t day, int end, const struct civil *now)
{
	return day < now->day || (day == now->day && end <= now->minute);
}

/* The first day on which the repeat has a meeting that has not ended. */
static bool repeat_to_come(const struct repeat *repeat, const struct civil *now, int32_t *day)
{
	return repeat_from(repeat, ended(now->day, repeat->end, now) ? now->day + 1 : now->day, day);
}

static bool wanted(char group, char asked)
{
	return asked == 0 || group == asked;
}

int offer_meetings(const struct offer *offer, moment now, char group, struct meeting *out, int max)
{
	struct civil civil = civil_at(now);
	struct row row = {out, 0, max};

	for (int i = 0; i < offer->session_count; i++) {
		const struct session_row *session = &offer->sessions[i];

		if (wanted(session->group, group) && !ended(session->day, session->end, &civil))
			put(&row, session_meeting(session));
	}
	for (int i = 0; i < offer->repeat_count; i++) {
		const struct repeat *repeat = &offer->repeats[i];
		int32_t day;
		bool more = wanted(repeat->group, group) && repeat_to_come(repeat, &civil, &day);

		while (more && put(&row, repeat_meeting(repeat, day)))
			more = repeat_from(repeat, day + 1, &day);
	}
	return row.count;
}

int offer_meetings_on(const struct offer *offer, int32_t day, struct meeting *out, int max)
{
	struct row row = {out, 0, max};

	for (int i = 0; i < offer->session_count; i++)
		if (offer->sessions[i].day == day)
			put(&row, session_meeting(&offer->sessions[i]));
	for (int i = 0; i < offer->repeat_count; i++) {
		int32_t next;

		if (repeat_from(&offer->repeats[i], day, &next) && next == day)
			put(&row, repeat_meeting(&offer->repeats[i], day));
	}
	return row.count;
}

/* How many meetings are to come, and how many of those have room, counting each
 * repeat once. With a wrong clock (`now` NULL) all are to come. */
static void count_to_come(const struct offer *offer, const struct civil *now, int *to_come, int *with_room)
{
	*to_come = *with_room = 0;
	for (int i = 0; i < offer->session_count; i++) {
		const struct session_row *session = &offer->sessions[i];

		if (now && ended(session->day, session->end, now))
			continue;
		*to_come += 1;
		*with_room += left_of(session->places, session->taken) != 0;
	}
	for (int i = 0; i < offer->repeat_count; i++) {
		const struct repeat *repeat = &offer->repeats[i];
		int32_t day;

		if (now && !repeat_to_come(repeat, now, &day))
			continue;
		*to_come += 1;
		*with_room += left_of(repeat->places, repeat->taken) != 0;
	}
}

const char *offer_absence(const struct hub *hub, const struct offer *offer, moment now)
{
	struct civil civil = civil_at(now);
	bool clock_wrong = clock_is_wrong(hub, now);
	int to_come, with_room;

	if (!(offer->nations & NATION_BIT(hub->nation)))
		return "nation"; /* S35 */
	/* A help line never leaves by itself, whatever dates a pack gives it. */
	if (offer->kind == OFFER_SUPPORT_LINE && offer->safety)
		return "";
	if (!clock_wrong && offer->valid_from != 0 && civil.day < offer->valid_from)
		return "not yet";
	if (!clock_wrong && offer->valid_until != 0 && civil.day > offer->valid_until)
		return "ended";
	if (offer->session_count == 0 && offer->repeat_count == 0)
		return "";
	count_to_come(offer, clock_wrong ? NULL : &civil, &to_come, &with_room);
	if (to_come == 0)
		return "over";
	return with_room == 0 ? "full" : "";
}

bool offer_current(const struct hub *hub, const struct offer *offer, moment now)
{
	return offer_absence(hub, offer, now)[0] == '\0';
}

bool offer_has_two_groups(const struct offer *offer)
{
	bool a = false, b = false;

	for (int i = 0; i < offer->session_count; i++) {
		a = a || offer->sessions[i].group == 'A';
		b = b || offer->sessions[i].group == 'B';
	}
	for (int i = 0; i < offer->repeat_count; i++) {
		a = a || offer->repeats[i].group == 'A';
		b = b || offer->repeats[i].group == 'B';
	}
	return a && b;
}
