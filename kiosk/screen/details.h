/*
 * What there is to say about one offer, as lines of text.
 *
 * Cards, lists and pages say the same things about an offer in the same words:
 * its title, when and where it meets, whether there are places. Nothing is
 * drawn here.
 */
#ifndef SCREEN_DETAILS_H
#define SCREEN_DETAILS_H

#include "screen/kit.h"
#include "screen/say.h"

/* The neutral title where the offer has one (S19), else its name. */
const char *details_title(const struct view *view, const struct offer *offer);

/* The small square picture: the offer's own, else one for its kind. */
enum picture details_spot(const struct offer *offer);

/* The next meetings of one group (0: of all): the days, the times, where, and how
 * many places are left; false when no meeting is to come. */
struct group_lines {
	char days[SAY_PART];  /* "Tuesdays, from 3 Nov", or "Tue 3 Nov" */
	char times[SAY_PART]; /* "10am to noon" */
	char place[SAY_PART];
	char places[SAY_PART]; /* "" without a limit */
};
bool details_group(const struct view *view, const struct offer *offer, char group, struct group_lines *out);

/* One line: when it is next, or "on your phone, any time", or how to come to it. */
void details_when(const struct view *view, char *out, int size, const struct offer *offer);

/* The page a list of `pages` shows: session->page, never past the end; `round`
 * goes on at the first after the last. */
int details_page(const struct view *view, int pages, bool round);

#endif
