/*
 * Content that travels, on a running screen (core/content.h).
 *
 * Where `content` names a store, the hub comes from the set that core/content.h picks; the
 * packs of the settings, and below them the lines in the program, are for the day on which
 * no set can be shown. A set is shown as a whole or not at all: any error, a rule that does
 * not hold (core/approve.h), or a missing signature (S37) refuses it, and it is
 * remembered as failed.
 *
 * While the screen rests it looks whether the store's pointer changed: one stat, with the
 * change of the attract loop's message, so that no screen wakes up for it. Rests: the
 * attract loop, nobody listening, no finger, and nobody there for SUPPLY_QUIET_MS. Then the
 * new hub is loaded and proved beside the old one, which stays when the new one is refused,
 * and everything that was kept of the old one goes with it. No visit ever sees two hubs
 * (S20 and S26 hold as at a start). It takes the time of a start, about 0.3 s; touches
 * wait in the queue.
 *
 * A current set that was damaged may be repaired without a word, so it is looked at again
 * every SUPPLY_AGAIN_MS. Where it was not the content that was at fault (memory was out, or a
 * file did not read just then), nothing is remembered against the set: the screen stays with
 * what it has and tries again after SUPPLY_SOON_MS.
 *
 * After SUPPLY_GOOD_MS with a set it is good. An end in order before that takes its start
 * back: a display that is not plugged in, or a switch, say nothing about content. Where the
 * state cannot be written the screen does the same, only that it forgets.
 */
#ifndef DISPLAY_SUPPLY_H
#define DISPLAY_SUPPLY_H

#include "core/content.h"
#include "core/session.h"

enum { SUPPLY_LOOK_MS = 10 * 1000, SUPPLY_QUIET_MS = 15 * 1000, SUPPLY_GOOD_MS = 10 * 60 * 1000, SUPPLY_NUMBERS = 5 };

struct kiosk;

enum { SUPPLY_AGAIN_MS = 60 * 60 * 1000, SUPPLY_SOON_MS = 60 * 1000 };

struct supply {
	char store[FAULT_FILE_MAX]; /* "": none */
	char file[FAULT_FILE_MAX];  /* of the state; "": it is not kept */
	bool told;                  /* that it cannot be kept */
	int64_t again_ms;           /* look again without a new pointer after so long, 0: no need, */
	int64_t picked_ms;          /* from then */
	struct content_names later; /* sets that could not be looked at: not before then */
	struct content_state state;
	struct content shown;         /* the set that the hub stands on; .set "": none */
	int64_t seen[SUPPLY_NUMBERS]; /* of the pointer, when it was looked at last */
	int64_t look_ms;              /* then */
	int64_t since_ms;             /* with this set */
};

/* The store of the settings, and the state. Starts are counted where the kiosk is
 * `lasting`; other runs only read. */
void supply_open(struct kiosk *kiosk);

/* The pointer of the store as numbers that change whenever it is replaced; zeros where
 * there is none. */
void supply_pointer(const struct supply *supply, int64_t seen[SUPPLY_NUMBERS]);

/* Another store, from the next rest on; for scripts. */
void supply_store(struct kiosk *kiosk, const char *store);

/* Loads the hub from the set to be shown. False, with nothing changed but findings, when
 * there is none. Not approved yet. */
bool supply_take(struct kiosk *kiosk);

/* The set that the hub stands on cannot be shown, because of `found`. The caller then
 * takes another hub. */
void supply_refuse(struct kiosk *kiosk, const struct findings *found);

/* Marks a set good; looks for another one and swaps the hub when the screen rests. */
enum change supply_step(struct kiosk *kiosk);

/* The program ends in order. */
void supply_close(struct kiosk *kiosk);

/* One line about the store, for --check-config. */
void supply_print(const struct kiosk *kiosk);

#endif
