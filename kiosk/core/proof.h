/*
 * The proof of S9: every reachable state of the self-check, looked at.
 *
 * A visit is who is looking, one answer of seven a question (an option, skipped,
 * timed out, not asked) and the latch: far too many to try one by one. But a
 * route reads two things only: the signals of the ordinary answers, added up,
 * and what the safety answers say. So the proof adds questions one at a time and
 * keeps one visit, the shortest, for each distinct pair; each pair is routed
 * once and held against the rules. What the safety answers say is tried without
 * folding, over every answer to every safety question. Time grows with the
 * distinct pairs, not with the visits.
 *
 * That is the route. Whether the session keeps what was said, from every screen
 * and through every Back, Clear, time-out and change of language, is walked with
 * the session itself (core/proof_walk.h), and each list that a screen then shows
 * is held against the same rules, also at the times at which dates change under
 * the visitor. What breaks a rule is told as the shortest script that does it.
 *
 * The same proof runs in the manager's tool, on the kiosk before content goes
 * live, and in the tests.
 */
#ifndef CORE_PROOF_H
#define CORE_PROOF_H

#include "core/pack.h"
#include "core/route.h"
#include "core/route_table.h"
#include "core/session.h"

enum proof_rule {
	PROOF_S1,
	PROOF_S2,
	PROOF_S3,
	PROOF_S4,
	PROOF_S5,
	PROOF_S6,
	PROOF_S11,
	PROOF_S12,
	PROOF_S13,
	PROOF_S14,
	PROOF_S17,
	PROOF_S18,
	PROOF_S20,
	PROOF_S22,
	PROOF_S23,
	PROOF_S24,
	PROOF_S25,
	PROOF_S26,
	PROOF_S34,
	PROOF_RULE_COUNT
};

enum {
	PROOF_STATES_MAX = 1 << 18, /* distinct pairs; a check with more is refused */
	PROOF_LINE_MAX = 900,       /* bytes of a visit line of twelve answers */
	PROOF_SAYS_MAX = 200,
	PROOF_SCRIPT_MAX = 2000, /* bytes of a script of some forty touches */
	PROOF_RUN_BEFORE = 20,   /* of a visit that began with another run, in proof_row.length */
	PROOF_NO_FINGER = 100,   /* and of one in which nobody said who is looking */
	PROOF_MOMENTS_MAX = 4,   /* times that one visit is looked at */
};

struct proof_row {
	bool holds;
	char says[PROOF_SAYS_MAX];     /* "" when it holds, else what is wrong */
	char visit[PROOF_LINE_MAX];    /* the shortest visit that breaks it, as
					  core/visit_line.h reads it; "" when the
					  questions themselves break the rule */
	int length;                    /* answers in that visit, the two above added */
	char script[PROOF_SCRIPT_MAX]; /* the same, or the moves of the session that
					  break it, as the kiosk plays it; "" when
					  the questions themselves break the rule */
};

struct proof {
	bool holds;           /* complete, and every rule holds */
	bool complete;        /* false: out of memory or more than PROOF_STATES_MAX */
	bool starved;         /* it was memory: another time it may be proved */
	uint64_t visits;      /* what was folded: all combinations of who, answers, latch */
	uint32_t states;      /* distinct pairs, each routed and checked */
	uint32_t walk_states; /* distinct states of the session, */
	uint64_t walk_moves;  /* and the moves made from them */
	struct proof_row rows[PROOF_RULE_COUNT];
};

/* Proves `hub` at `now`. Returns proof->holds. Takes at most about 20 MB while it
 * runs and at most a second for a full pack on one core. */
bool proof_run(const struct hub *hub, moment now, struct proof *proof);

/* What is proved; the tests put worse ones in its place to see the proof fail. NULL
 * stands for the real one. */
struct proof_subject {
	struct concern (*concern)(const struct hub *hub, const struct answers *answers);
	void (*route)(const struct route_plan *plan, const struct answers *answers, struct result *result);
	const char *(*withheld)(const struct hub *hub, const struct answers *answers, const struct offer *offer, moment now);
	int (*browse)(const struct hub *hub, const struct answers *answers, struct browse_filter filter, int16_t *out, int max);
	/* of the session, and of the lists that screens show */
	enum change (*act)(struct session *session, const struct hub *hub, struct action action, int64_t now_ms, moment now);
	enum change (*tick)(struct session *session, const struct hub *hub, int64_t now_ms);
	int (*shown)(const struct session *session, const struct hub *hub, moment now, int16_t out[PACK_OFFERS_MAX]);
	const char *(*question_id)(const struct session *session, const struct hub *hub);
};
bool proof_run_on(const struct hub *hub, moment now, const struct proof_subject *subject, struct proof *proof);

/* "S6" and one sentence of what it asks. */
const char *proof_rule_name(enum proof_rule rule);
const char *proof_rule_asks(enum proof_rule rule);

#endif
