/*
 * What the proof asks of one visit. Inside of core/proof.h only.
 *
 * The rules are written here a second time, from SAFETY and not from the route's
 * code, so that the two can disagree.
 */
#ifndef CORE_PROOF_CHECK_H
#define CORE_PROOF_CHECK_H

#include "core/proof.h"

struct walk;
struct walk_state;

struct proving {
	const struct hub *hub;
	moment now;
	const struct proof_subject *subject;
	struct route_plan plan;
	struct proof *proof;
	bool own_line; /* the hub has a line for worry about how one acts */
	int moment_count;
	moment moments[PROOF_MOMENTS_MAX]; /* now, and when dates change during a visit */
	const char *when;                  /* ", while ..." for the message; "" is now */
	struct walk *walk;                 /* set, with `at`, while a state of the walk is looked at */
	const struct walk_state *at;
};

/* What is expected of a visit, known from how it was put together. */
struct expected {
	bool any, own, urgent, cleared;
};

/* The rule is broken by this visit (NULL: by the questions). Kept when it is the
 * first or shorter than the one known. */
void proof_break(struct proving *proving, enum proof_rule rule, const struct answers *answers, const char *says);

/* S12, S13, S14: of the questions alone. */
void proof_check_questions(struct proving *proving);

/* Does the check ask all five constructs? */
bool proof_asks_all(const struct hub *hub);

/* S1, S2, S4, S5 over every answer to every safety question, unfolded. */
void proof_check_concern(struct proving *proving);

/* The cards of one visit. */
void proof_check_result(struct proving *proving, const struct answers *answers, struct expected expected);

/* S3 and S5 on every offer and on browsing. */
void proof_check_offers(struct proving *proving, const struct answers *answers, struct expected expected);

#endif
