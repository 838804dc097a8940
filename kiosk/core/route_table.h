/*
 * What fits this family best: a table of points.
 *
 * Nothing here decides about safety. By the time an offer is scored, S3 and S5
 * have already taken out what may not be shown (core/route.c); the table only
 * orders what is left. A row says: when the visit looks like this, offers like
 * that get so many points. The best comes first, the pack's order breaks ties.
 */
#ifndef CORE_ROUTE_TABLE_H
#define CORE_ROUTE_TABLE_H

#include "core/route.h"

/* How hard things are, never shown and never named to anybody (S8). */
enum profile {
	PROFILE_LOW,  /* rare, not heated, and it mends */
	PROFILE_MID,  /* everything else, and everything not answered */
	PROFILE_HIGH, /* often, and heated or never mended */
};

/* All that a route knows of a visit. */
struct summary {
	struct concern concern;
	uint32_t signals; /* of all ordinary answers */
	enum profile profile;
	unsigned stages; /* enum stage bits; 0 when not said */
	uint32_t topics; /* enum topic bits of the worries named */
	uint32_t rows;   /* of the table that such a visit meets, a bit each */
};

struct summary route_summary(const struct hub *hub, const struct answers *answers);

/* Is the offer for the family's stage? A stage not said fits every offer. */
bool offer_fits_stage(const struct summary *summary, const struct offer *offer);

/* A hub at one time: which offers are there at all, so that many routes need not
 * look at dates again. Holds no answer. */
struct route_plan {
	const struct hub *hub;
	moment now;
	bool current[PACK_OFFERS_MAX];
	uint32_t rows[PACK_OFFERS_MAX];      /* of the table that the offer meets */
	uint8_t led_count, line_count;       /* what can stand on cards, in the pack's order: */
	uint8_t led[PACK_OFFERS_MAX];        /* courses, groups and one-to-one work for parents */
	uint8_t lines[PACK_OFFERS_MAX];      /* and support lines for parents */
	int support_count[2];                /* the abuse lines, without and with a worry */
	int16_t support[2][CARD_OFFERS_MAX]; /* about how one acts (S4) */
};

/* The rows of the table that an offer meets, whatever the visit; a bit each. */
uint32_t route_rows_of_offer(const struct offer *offer);

/* How well offer number `offer` suits, 0 and below included. */
int route_score(const struct route_plan *plan, const struct summary *summary, int offer);

void route_plan_make(const struct hub *hub, moment now, struct route_plan *plan);

/* route() with the dates looked up beforehand. */
void route_planned(const struct route_plan *plan, const struct answers *answers, struct result *result);

/* S3, S5 and the audience, without the dates: "", "concern", "joint", "audience". */
const char *route_barred(const struct concern *concern, const struct answers *answers, const struct offer *offer);

/* May this offer be shown: there now, and not barred. */
bool route_open(const struct route_plan *plan, const struct concern *concern, int offer);

/* Lines for the cards, in order, at most `max`; each returns how many.
 * Urgent: 999, NHS 111, a crisis line, then abuse lines when there is a concern
 * (S6). Talk: lines for the worry, then listening lines, a 24-hour one among the
 * first two (S34), never an abuse line. */
int route_urgent_lines(const struct route_plan *plan, const struct summary *summary, int16_t *out, int max);
int route_talk_lines(const struct route_plan *plan, const struct summary *summary, int16_t *out, int max);

#endif
