/*
 * Content that travelled, as the screen reads it: which set to show, and what became of it.
 *
 *     <store>/active.json              {"format": 1, "current": "<sha>", "previous": "<sha>", "bad": ["<sha>"]}
 *     <store>/sets/<sha>/channel.json  what the set is made of (core/channel.h); <sha> is its SHA-256
 *     <store>/sets/<sha>/packs/...     its files, no more and no fewer
 *     <state>/content.json             {"format": 1, "set": "<sha>", "starts": 2, "good": false, "failed": ["<sha>"],
 *                                      "good_sets": ["<sha>"]}
 *
 * The store belongs to `signpost-sync activate`, the state to the screen; each only reads
 * what is the other's. Cards rot and disks lie, so nothing is believed: the pointer and the
 * state are read leniently (what is broken counts as absent), and a set is shown only when
 * every byte of it has the hash that its name vouches for.
 *
 * A new set is on trial. Each start of the program with it is counted until it is good;
 * after CONTENT_TRIALS starts that did not come so far it has failed, the screen goes back to
 * the one before, and activate, which reads the state, never activates it again. A set that was
 * good once stays so, whatever came between: three power cuts in a row say nothing against it.
 *
 * Values in, values out: when to count, and when a set is good, is the program's matter.
 */
#ifndef CORE_CONTENT_H
#define CORE_CONTENT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/channel.h"
#include "core/load.h"

enum {
	CONTENT_FORMAT = 1,
	CONTENT_TRIALS = 3,    /* starts without a good end; the next one goes back */
	CONTENT_NAMES_MAX = 8, /* sets that are remembered as bad, failed or good; the oldest goes */
	CONTENT_FILE_MAX = 4 << 10,
	CONTENT_STARTS_MAX = 1000,
};

/* Names of sets: 64 small hexadecimal digits each. */
struct content_names {
	int count;
	char set[CONTENT_NAMES_MAX][TRUST_HEX_SIZE];
};

/* What activate decided. "" where there is none. */
struct content_active {
	char current[TRUST_HEX_SIZE], previous[TRUST_HEX_SIZE];
	struct content_names bad;
};

/* What the screen knows of itself. Zeroed: nothing yet. */
struct content_state {
	char set[TRUST_HEX_SIZE]; /* the last that was started with; "": none */
	int starts;               /* with it, while it was not good */
	bool good;                /* it is one of good_sets */
	struct content_names failed, good_sets;
};

/* A set that can be loaded. */
struct content {
	char set[TRUST_HEX_SIZE]; /* "": none */
	int64_t release;
	char made[CHANNEL_MADE_SIZE];
	struct pack_set packs; /* folders, in the order of the channel file */
};

/* Is it the name of a set? */
bool content_name_ok(const char *name);
bool content_named(const struct content_names *names, const char *set);

/* Reads <store>/active.json. Never fails: what cannot be read says nothing. */
void content_active_read(const char *store, struct content_active *out);

/* Is <store>/sets/<set> whole: the channel file named by its own hash and made for this
 * program (`app_version`, NULL: for any), and beside it exactly the files that it lists,
 * each of its length and hash, no links? On true `out` is released with channel_free.
 * Otherwise FAILURE_DAMAGED, FAILURE_MISSING, or what channel_read says. Reads all of it. */
bool content_whole(const char *store, const char *set, const char *app_version, struct channel_file *out, struct trust_problem *problem);

/* The set to show: the current one, else the previous, but none that is in own->failed, that
 * activate calls bad, or that is not whole. False when there is none. `why` gets why it is
 * not the current one, "" when it is. */
bool content_pick(const char *store, const struct content_state *own, const char *app_version, struct content *out, struct fault *why);

/* Reads the state from `path`; never fails. */
void content_state_read(const char *path, struct content_state *out);

/* Replaces `path` in one step. */
bool content_save(const char *path, const struct content_state *state, struct fault *fault);

/* At a start of the program, before content_pick: a set whose trials are used up, and that was
 * never good, has failed. */
struct content_state content_at_start(struct content_state state);

/* The screen starts with the set, or takes it up while it runs. */
struct content_state content_started(struct content_state state, const char *set);

/* The program ends in order: that start says nothing against the set. */
struct content_state content_ended(struct content_state state, const char *set);

/* It lived long enough with the set. */
struct content_state content_good(struct content_state state, const char *set);

/* The set cannot be shown. */
struct content_state content_failed(struct content_state state, const char *set);

#endif
