/*
 * Every result that a hub can show, each once.
 *
 * A route reads two things of a visit: the signals of the ordinary answers, added
 * up, and what the safety answers say. So the signals that the questions can add
 * up to are found first (one bit for each sum), and each sum is routed once with
 * each thing that the safety answers can say: nothing, all No, a concern, a worry
 * about oneself. The routing is core/route.h's own; nothing is decided here.
 *
 * The words of all these cards are laid out before any visitor needs them
 * (screen/rehearse.h), so that no result takes longer than another (S20), and the
 * tests of S17 look at all of them.
 */
#ifndef CORE_RESULTS_H
#define CORE_RESULTS_H

#include "core/route.h"

enum {
	RESULTS_MAX = 1 << 14, /* distinct results; the shipped packs have at most about 2,000 */
};

/* What the safety answers of a visit say. */
enum said { SAID_NOTHING, SAID_ALL_NO, SAID_CONCERN, SAID_OWN, SAID_COUNT };

/* A result and the first thing found that leads to it. */
struct outcome {
	struct result result;
	uint32_t signals; /* enum signal, of all ordinary answers */
	enum said said;
};

struct results {
	bool complete; /* false: more than RESULTS_MAX, or no memory */
	int count;
	struct outcome *list; /* on the heap; release with results_release */
};

/* Finds them for adults, as of `now`, in an order that depends on the hub alone.
 * Takes about 3 MB while it runs. Returns results->complete; what was found
 * is kept also when it is not. */
bool results_find(const struct hub *hub, moment now, struct results *results);
void results_release(struct results *results);

/* A visit that comes to the outcome: just me, or the latch where nothing else can
 * say it. False when there is none (the hub is another one). */
bool results_visit(const struct hub *hub, const struct outcome *outcome, struct answers *answers);

/* The distinct cards of all of them: at most `max`; returns how many. */
int results_cards(const struct results *results, struct card *out, int max);

#endif
