/*
 * From answers to four cards: the heart of the program.
 *
 * One pure function over a table (S9). It takes the hub, the answers and the
 * time, and gives four cards in order, each with the offers it names. The
 * safety rules S1 to S6 stand in code before any score is looked at; no pack
 * and no table row can reach them.
 *
 * Cards are kinds, not services, so that every adult result looks alike (S17):
 * title and icon come from the kind and the place, only words differ.
 */
#ifndef CORE_ROUTE_H
#define CORE_ROUTE_H

#include "core/pack.h"

enum who { WHO_UNKNOWN, WHO_ALONE, WHO_ACCOMPANIED, WHO_CHILD };

/* One answer of the self-check. 0 to 5 is the option. */
enum { ANSWER_UNASKED = -1, ANSWER_SKIPPED = -2, ANSWER_TIMED_OUT = -3 };

/* What a visit has told. Small, fixed, no pointers (S26). `latched` and
 * `latched_own` are set by the session and never cleared before the visit ends:
 * going back over an answer does not undo a concern (S2). */
struct answers {
	int8_t who; /* enum who */
	bool latched;
	bool latched_own;
	int8_t answer[PACK_QUESTIONS_MAX];
};

enum card_kind {
	CARD_SUPPORT, /* free support line: the abuse lines of the nation */
	CARD_URGENT,  /* 999, NHS 111, Samaritans (S6) */
	CARD_OFFER,   /* a course or group */
	CARD_TALK,    /* someone to talk to: lines for the worry named */
	CARD_TEAM,    /* talk to the team here; one-to-one work (S7) */
	CARD_WEEK,    /* what's on here this week: fills an empty place (S3) */
	CARD_KIND_COUNT
};

enum { RESULT_CARDS = 4, CARD_OFFERS_MAX = 10 };

/* "support", "urgent", "offer", "talk", "team", "week", and back: -1 when unknown. */
const char *card_kind_name(int kind);
int card_kind_value(const char *name);

struct card {
	enum card_kind kind;
	uint8_t offer_count;
	int16_t offers[CARD_OFFERS_MAX]; /* numbers in hub->offers, the lead first */
};

struct result {
	struct card cards[RESULT_CARDS];
};

/* What the safety answers say, from the answers and the latch. Safety answers
 * count only when the visitor is alone: somebody accompanied saw fillers, so what
 * the array holds is unknown, not No (S5), and under 16 no answer counts. */
struct concern {
	bool any;     /* S1: a safety question answered other than No */
	bool own;     /* S4: the worry is about how one acts */
	bool urgent;  /* S6 */
	bool cleared; /* alone, and every safety question answered No: only then
			 joint offers (S5) */
};

struct concern route_concern(const struct hub *hub, const struct answers *answers);

/* Is the answer to safety question number `question` a concern (S1)? */
bool answer_is_concern(const struct question *question, int answer);

/* Does the answer say that the visitor is worried about how they act (S4):
 * Sometimes or Yes to that question? */
bool answer_is_own(const struct question *question, int answer);

/* S3, S5: may the offer be shown in this visit, result and browsing alike? "" or
 * the reason: "concern" , "joint", "audience", or offer_absence's word. */
const char *route_withheld(const struct hub *hub, const struct answers *answers, const struct offer *offer, moment now);

/* The result for a parent. WHO_CHILD has no result: the caller shows the
 * children's page, and this gives the cards of an unanswered visit. */
void route(const struct hub *hub, const struct answers *answers, moment now, struct result *result);

/* The abuse lines of the nation in the order S4 asks for, a 24-hour line always
 * among the first two (S34). At most `max`; returns how many. */
int route_support_lines(const struct hub *hub, bool own, int16_t *out, int max);

/* The offers that browsing shows, in order: kinds is a mask of 1 << offer_kind,
 * stages a mask of enum stage (0: all). Withheld ones are left out without a
 * gap (S3). */
struct browse_filter {
	moment now;
	unsigned kinds;
	unsigned stages;
};
int route_browse(const struct hub *hub, const struct answers *answers, struct browse_filter filter, int16_t *out, int max);

#endif
