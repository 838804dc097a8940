/*
 * The counts of a running screen: what to look at, when to write (S39 to S43).
 *
 * `counting_look` is called after everything that may have changed the session. It
 * keeps the marks of the visit that runs, and when the visit is over it hands them
 * to core/counts.h, which counts or drops them and wipes them. A visit that ends in
 * the staff area was that of staff and is not counted. Nothing else of a session is
 * read here, and nothing of it goes further (S43).
 *
 * The store is opened at slots only, which no visit moves: at the start, once in
 * each night at a moment between 03:00 and 05:00 that chance chose beforehand
 * (London; the first moment without a visit from then on), and at an orderly end of
 * the program. Every slot writes the same whether there is something to add or not.
 * Only the slots of the night to Sunday and of an orderly end may add what waits, so
 * that a look at the store each morning tells no more than a look each week. What
 * waits at any other end is gone: a screen that is switched off every evening counts
 * little. With a wrong clock nothing is written.
 *
 * A store that cannot be used never stops the screen: staff and the log are told
 * once, and the next slot tries again.
 */
#ifndef DISPLAY_COUNTING_H
#define DISPLAY_COUNTING_H

#include "core/counts_store.h"
#include "core/finding.h"
#include "core/session.h"

enum { SLOT_FIRST_MINUTE = 3 * 60, SLOT_SPREAD_S = 2 * 60 * 60 };

struct counting {
	char folder[FAULT_FILE_MAX]; /* "": nothing is counted */
	enum counts_state state;     /* of the last slot */
	bool aside;                  /* a store was put aside in this run */
	unsigned told;               /* which states, as bits: each once a run */
	struct counts counts;
	struct marks marks; /* of the visit that runs */
	struct chance chance;
	moment slot; /* the next one; 0: now */
};

/* Where the counts are kept: the folder of the settings, else, unless the time is
 * only rehearsed, $STATE_DIRECTORY, else "". */
void counting_folder(char out[FAULT_FILE_MAX], const char *wanted, bool rehearsal);

/* Looks at the folder without writing: for --check-config. What is wrong is a warning. */
void counting_check(const char *folder, struct findings *findings);

/* Begins to count in `folder`; "" counts nothing. Opens nothing yet. */
void counting_begin(struct counting *counting, const char *folder);

/* The hub was loaded; between visits. */
void counting_hub(struct counting *counting, const struct hub *hub);

/* The session may have changed. `now`: the wall clock. */
void counting_look(struct counting *counting, const struct session *session, const struct hub *hub, moment now);

/* Writes a slot when one is due; call it when no visit runs and the clock is right.
 * What staff must know is a finding, once each. */
void counting_rest(struct counting *counting, const struct hub *hub, moment now, struct findings *findings);

/* The program ends in order: the last slot. */
void counting_end(struct counting *counting, const struct hub *hub, moment now, struct findings *findings);

#endif
