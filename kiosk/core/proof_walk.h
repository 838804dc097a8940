/*
 * The proof's walk through the session. Inside of core/proof.h only.
 *
 * proof.c tries every combination of answers against the route. This part takes
 * the real session and does with it everything that a finger or time can do:
 * every move that core/action.c allows on the screen, each answer and skip, the
 * wait for each time-out, in every order. Beside the session it keeps `struct
 * told`, what the visitor has really said, written down by the proof itself, so
 * that a session that forgets is found out.
 *
 * Two sessions are one state when nothing that can still happen tells them apart:
 * the screen, who is looking, the question, the concern, which safety questions
 * were answered No. Left out are language, colours, pages, filters, the times and
 * the ordinary answers (their routes are proof.c's part), and the trail. Instead
 * of remembering trails, Back is tried with every step that anybody could have
 * left on one: more than can happen, never less. Each state keeps the moves that
 * first led to it, which are the shortest, and can be replayed on the kiosk.
 */
#ifndef CORE_PROOF_WALK_H
#define CORE_PROOF_WALK_H

#include "core/proof_check.h"
#include "core/session.h"
#include "core/shown.h"

enum {
	WALK_STATES_MAX = 1 << 15, /* a check with more is refused; a full one has about 3,000 */
	WALK_MOVES_MAX = 320,      /* moves from one state, each offer's page and code included */
	WALK_STEP_MS = 500,        /* between two moves: as long as a tap of a script */
	WALK_CLASSES_MAX = 24,     /* kinds of offers that rules tell apart */
};

/* What the visitor has said in this visit, kept by the proof. */
struct told {
	bool concern, own; /* ever, and never taken back (S2) */
	int8_t who;
	int8_t answer[PACK_QUESTIONS_MAX]; /* what was answered to the question that was shown */
};

enum move_kind { MOVE_TOUCH, MOVE_WAIT, MOVE_STAFF };

struct move {
	uint8_t kind;         /* enum move_kind; MOVE_STAFF: three knocks */
	struct action action; /* of MOVE_TOUCH */
};

/* What makes two sessions the same state. No padding: compared as bytes. */
struct walk_key {
	uint32_t safety;  /* two bits a question, as the session holds it: unasked, No, */
	uint32_t told;    /* other; and as it was told; both 0 after a concern */
	uint16_t flags;   /* visiting, staff, result_shown, latches, told, trail */
	uint16_t concern; /* what the route sees */
	int16_t item;     /* class of the offer, place of the card */
	uint8_t screen, below, question, who, told_who, urgent;
	uint16_t unused[2];
};
_Static_assert(sizeof(struct walk_key) == 24, "a key has no padding");

struct walk_state {
	struct walk_key key;
	struct session session;
	struct told told;
	struct move move; /* that led here */
	int32_t from;     /* number of the state before, -1 the first */
	int64_t now_ms;
	bool imagined; /* by a Back to a step that this visit need not have left */
};

struct walk {
	struct proving *proving;
	const struct proof_subject *subject;
	struct walk_state *states; /* WALK_STATES_MAX */
	int32_t *slots;            /* 2 * WALK_STATES_MAX; number + 1 */
	int32_t count;
	uint64_t moves;
	bool full;
	uint8_t item_class[PACK_OFFERS_MAX];
	int class_count;
	int16_t class_first[WALK_CLASSES_MAX];
	bool looked[1 << 17]; /* signatures whose lists were looked at */
};

_Static_assert(SCREEN_COUNT <= 32, "five bits of a signature are the screen");

/* Walks and writes what it finds into the proof: rows, walk_states, moves. False
 * when memory or WALK_STATES_MAX did not suffice. */
bool proof_walk(struct proving *proving);

/* The walk itself with all its states, for proof_walk and for the test that holds it
 * against brute force. NULL without memory. Release with walk_release. */
struct walk *walk_make(struct proving *proving);
void walk_release(struct walk *walk);

/* proof_moves.c. The moves that can be made from a state; returns how many. */
int walk_moves(const struct walk *walk, const struct walk_state *state, struct move out[WALK_MOVES_MAX]);

/* The state after a move, told included; key and from are not filled. Returns how
 * the picture changes. */
enum change walk_step(const struct walk *walk, const struct walk_state *before, struct move move, struct walk_state *after);

/* The safety question (or the number of the other question) that stands on the
 * screen of the state; -1 when none does. `safety` says whether its words ask for
 * safety. */
int walk_question(const struct walk *walk, const struct walk_state *state, bool *safety);

/* proof_state.c. What SAFETY asks of one state, and of one move. */
void walk_look(struct walk *walk, const struct walk_state *state);
void walk_compare(struct walk *walk, const struct walk_state *before, struct move move, const struct walk_state *after, enum change change);

/* What SAFETY concludes from what was told. */
struct expected walk_expected(const struct walk *walk, const struct told *told);

/* The rule is broken by `state`, reached by the moves that led to it. */
void walk_break(struct walk *walk, enum proof_rule rule, const struct walk_state *state, const char *says);

#endif
