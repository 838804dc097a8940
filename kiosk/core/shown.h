/*
 * Which offers a screen names, in order.
 *
 * Screens take their lists from here and from nowhere else, so that the proof
 * (core/proof.h), which draws nothing, sees what a visitor sees: what is withheld
 * after a concern (S3) or without a whole check (S5) is left out in this one place.
 *
 * All lists hold numbers of hub->offers. `max` is the room in `out`; each
 * function returns how many it wrote.
 */
#ifndef CORE_SHOWN_H
#define CORE_SHOWN_H

#include "core/session.h"

enum {
	BROWSE_KINDS = 4,      /* all, groups, courses, one to one: the filter of the browse screen */
	SHOWN_IDEAS_MAX = 64,  /* small ideas */
	SHOWN_BROWSE_MAX = 96, /* rows of the browse screen, on all its pages */
	SHOWN_TEAM_MAX = 12,   /* one-to-one work on the team's page */
};

/* Courses, groups and one-to-one work, by the session's filters. */
int shown_browse(const struct session *session, const struct hub *hub, moment now, int16_t *out, int max);

/* All support lines for parents but 999: the abuse lines in the order of S4, then
 * the others. */
int shown_lines(const struct session *session, const struct hub *hub, moment now, int16_t *out, int max);

/* Small ideas for getting on. */
int shown_ideas(const struct session *session, const struct hub *hub, moment now, int16_t *out, int max);

/* One-to-one work on the team's page. */
int shown_team(const struct session *session, const struct hub *hub, moment now, int16_t *out, int max);

/* May it stand on the week's notice board: what's on, and groups that are not
 * about rows. The board is the same for everybody, whatever they answered (S23). */
bool shown_in_week(const struct hub *hub, const struct offer *offer);

/* The cards of the result, as of the time when the questions were done: dates do
 * not move it under a visitor. */
void shown_result(const struct session *session, const struct hub *hub, moment now, struct result *result);

/* S3, S5: may the page and the code of this offer be opened now? */
bool shown_may_open(const struct session *session, const struct hub *hub, int number, moment now);

/* Every offer that the session's screen names, on all its pages, each once; at
 * most PACK_OFFERS_MAX. Of the staff area: what it may open. */
int shown_offers(const struct session *session, const struct hub *hub, moment now, int16_t out[PACK_OFFERS_MAX]);

#endif
