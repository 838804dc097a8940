/*
 * What is counted, and how it waits in memory (S39, S40, S41, S43).
 *
 * Three kinds of things are counted and nothing else: visits; visits that finished
 * the check; and, for each offer that is no safety item, in how many visits its
 * code was shown. While a visit runs it keeps its `struct marks`, one fixed block
 * that says no more than that and is wiped when the visit ends. Only then, and
 * only by the marks, the tallies grow: no answer, card, language, Clear, time-out
 * or time reaches this interface (S43).
 *
 * Chance: each visit as a whole is counted or dropped before it reaches a tally,
 * one in COUNTS_ONE_IN is counted. S41 and S42 alone do not hold against somebody
 * who made the other nine visits of a batch: the tenth would be all that he does
 * not know. With chance he never knows what his own visits added. Whatever he
 * knows, and whatever the tallies do later, a visit that was dropped left nothing,
 * so nobody can be right about one visit more often than 1/2 + 1/16. What is left
 * in fact, against one who knows every other visit and sees the store and all that
 * is issued, is computed for a tally that gets n visits a week:
 *
 *     n             2      10     40     200
 *     one in 1      known  known  known  known   (S41 and S42 alone)
 *     one in 2      .546   .544   .531   .514
 *     one in 4      .519   .518   .518   .508
 *     one in 8      .509   .509   .508   .505    (1/2 is chance)
 *
 * tests/core/test_counts_attack.c computes this, and attacks simulated hubs: the best
 * of 24 attacks was right about 51.3% of 6000 visits, where three standard errors are
 * 1.9; without chance the same attacker is right about all. (All this is about one visit:
 * somebody who comes again and again adds up.) The price: a count is a sample, its
 * spread is about 2.6 times the root of what happened; and every file that leaves
 * says so ("one_in").
 *
 * A tally waits until it holds COUNTS_BATCH visits of its own: "at least ten
 * visits" holds for each name, not only for visits together. What waits is in
 * memory only; it ends with the program.
 */
#ifndef CORE_COUNTS_H
#define CORE_COUNTS_H

#include "core/pack.h"

enum {
	COUNTS_BATCH = 10, /* S41 */
	COUNTS_ONE_IN = 8, /* visits of which one is counted */
	COUNT_VISITS = 0,  /* the first two names */
	COUNT_FINISHED = 1,
	COUNT_OFFERS = 2,
	COUNTS_NAMES_MAX = COUNT_OFFERS + PACK_OFFERS_MAX,
	COUNT_NAME_MAX = PACK_ID_MAX + 8,
	COUNT_MAX = 100000, /* a tally goes no further */
};

/* Where chance comes from: a number from 0 to `below` - 1, all alike. The program
 * asks the kernel, a test its own. */
struct chance {
	uint32_t (*draw)(void *context, uint32_t below);
	void *context;
};

/* What one visit has shown so far. No pointers: one explicit_bzero ends it. */
struct marks {
	bool visit;
	bool finished;
	bool code[COUNTS_NAMES_MAX]; /* by name; at most once a visit */
};

/* "visits", "finished", "code:<offer id>". */
struct tally {
	char name[COUNT_NAME_MAX];
	uint32_t waiting;
};

struct counts {
	uint16_t name_count;
	struct tally tallies[COUNTS_NAMES_MAX];
};

/* What may go into the store together. */
struct batch {
	const struct counts *names;
	uint32_t add[COUNTS_NAMES_MAX];
};

/* S40: is the code of this offer counted at all? Not of support lines, of anything
 * about safety, of what is for staff or children. */
bool counts_may_count(const struct hub *hub, const struct offer *offer);

/* Names all that this hub counts, by offer id in the order of the letters. What
 * waits under a name that stays, stays; the rest is dropped. Call it with a zeroed
 * block at first, later only between visits: names in marks are places of it. */
void counts_set_hub(struct counts *counts, const struct hub *hub);

/* The name for the code of this offer, or -1 when it is not counted. */
int counts_code_name(const struct counts *counts, const struct hub *hub, int offer);

/* The visit is over: counts it or drops it, by chance, and wipes the marks. */
void counts_end_visit(struct counts *counts, struct marks *marks, struct chance chance);

/* S41: fills `batch` with every tally that holds at least COUNTS_BATCH visits and 0
 * for the others. `counts` must stay as long as the batch. */
void counts_batch(const struct counts *counts, struct batch *batch);

/* The batch is in the store: takes it out of what waits. */
void counts_batch_done(struct counts *counts, const struct batch *batch);

#endif
