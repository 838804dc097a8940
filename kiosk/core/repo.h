/*
 * Making the metadata of a TUF repository (specification 1.0.34): the other side of
 * core/trust.h. Values in, values out; no files, no clock.
 *
 * Metadata is {"signed": {...}, "signatures": [...]}. Who may sign a role, and how many
 * must, stands in root for the four roles at the top and in the delegations of targets for
 * all others. Three fields are ours, all signed and ignored by other clients:
 * "x-signpost-names" in root and targets says whose key has which id; in the timestamp
 * "x-signpost-issued" says when it was made and "x-signpost-root" with which root.
 *
 * Which roles there are, and why (SAFETY.md S37):
 *   root         at least 2 of the root keys: who may sign what at the top
 *   targets      at least 2 publishers: no file, only the delegations below. Whoever could
 *                change these alone could give away every safety item alone
 *   safety-<id>  2 of the pack's owners, terminating: packs/<id>/sign-off.json always; and,
 *                when the pack holds safety items (repo_holds_safety), its pack.json, texts
 *                and marks of translations too
 *   pack-<id>    1 of the pack's owners: what is left of packs/<id>/
 *   channels     1 publisher: channels/<name>.json, the list of what is shown together
 *   snapshot, timestamp   the online key: which versions belong together, and how fresh
 *
 * The date of a workshop lies in the same pack.json as help lines, and TUF signs whole
 * files. So in a pack that holds safety items a new date needs two signatures as well. A
 * hub's own pack always holds some: its nation, and whether it is a made-up example. Where
 * one person is to change dates alone, the groups stand in a pack of layer "region" or
 * "council" that has nothing else: its pack.json and texts need one signature.
 *
 * What one person could still do with such a pack, such as adding a help line to it, changes
 * the safety items of the hub. These then do not fit sign-off.json, which two must sign, and
 * a screen shows no hub without it (core/sign_off.h). A channel that leaves a pack out fails
 * for the same reason. A role that once needs two keeps needing two.
 * A made-up hub ("example") needs no sign-off, and so a screen takes one only when two have
 * signed each pack.json of it (kiosk/sync/activate.h).
 */
#ifndef CORE_REPO_H
#define CORE_REPO_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/moment.h"
#include "core/pack.h"
#include "core/read.h"
#include "core/trust_key.h"

enum {
	REPO_TIME_SIZE = 21,
	REPO_ROLE_SIZE = 80, /* "safety-" and a pack's id */
	REPO_WORDS_SIZE = 160,
	REPO_ROLES_MAX = 130,   /* delegated roles: 64 packs with two each, and channels */
	REPO_KEYS_MAX = 16,     /* keys of one role */
	REPO_NEAR = 60 * 86400, /* seconds before an expiry at which people are warned */
	REPO_ROOT_LASTS = 1095 * 86400,
	REPO_LASTS = 400 * 86400,   /* targets, snapshot, delegated roles; timestamp by hand */
	REPO_CI_LASTS = 14 * 86400, /* timestamp, where a timer renews it */
};

/* "2026-11-28T10:00:00Z" */
void repo_time(moment when, char out[REPO_TIME_SIZE]);

/* {"signed": part, "signatures": []}; takes over the reference to `part`. NULL when memory
 * is out. */
json_t *repo_metadata(json_t *part);

/* Reads metadata of _type `type` strictly; NULL with the fault. */
json_t *repo_read(const char *text, size_t length, const char *type, struct fault *fault);

/* The bytes of a metadata file; the caller frees `*text`. */
bool repo_text(const json_t *metadata, char **text, size_t *length, struct fault *fault);

int64_t repo_version(const json_t *metadata);
moment repo_expires(const json_t *metadata); /* 0 where it cannot be read */

/* A new version of the same: version and expiry raised, signatures gone. */
json_t *repo_next(const json_t *metadata, moment expires);

/* ---- who may sign ---- */

struct repo_role {
	const json_t *keys; /* id -> key; borrowed */
	const json_t *ids;  /* array; borrowed */
	int threshold;
};

/* A role of root, or one delegated by targets; both are whole metadata and `targets` may be
 * NULL. False when there is no such role. */
bool repo_role(const json_t *root, const json_t *targets, const char *name, struct repo_role *out);

/* Whose key it is, by the names in root or targets; the first digits of the id where nobody
 * said. `out` has at least 96 bytes. */
void repo_whose(const json_t *root, const json_t *targets, const char *id, char out[96]);

/* What a role stands for, for people who never heard of roles: "the safety items of uk-base"
 * for safety-uk-base. */
void repo_role_words(const char *role, char out[REPO_WORDS_SIZE]);

/* How many different people of that role have signed, by valid signatures. */
int repo_signatures(const json_t *metadata, const struct repo_role *role);

/* Has the key of that id signed it validly? */
bool repo_signed_by(const json_t *metadata, const struct repo_role *role, const char *id);

/* Signs, in place of an earlier signature of the same key. */
bool repo_sign(json_t *metadata, const struct trust_signer *signer, struct fault *fault);

/* ---- making ---- */

/* A key and whose it is. */
struct repo_key {
	const char *name;
	const char *id;
	json_t *key; /* borrowed */
};

struct repo_keys {
	int count;
	struct repo_key list[REPO_KEYS_MAX];
};

/* Root, version 1, with these keys. Refuses a threshold that cannot be met, fewer than two
 * publishers, a key that stands twice in a role, a root threshold below two, and keys that
 * are not apart. */
struct repo_people {
	struct repo_keys root, publishers, online;
	int root_threshold;
};
json_t *repo_new_root(const struct repo_people *people, moment now, struct fault *fault);

/* Targets, version 1: no pack yet, only the channels. */
json_t *repo_new_targets(const struct repo_keys *publishers, moment now, struct fault *fault);

/* Metadata for a delegated role without any file, version 1. */
json_t *repo_new_role(moment now);

/* Snapshot of these (name -> metadata, "targets" among them), timestamp of that snapshot's
 * bytes; version after `old`, which may be NULL. `root` is the version of root. */
json_t *repo_new_snapshot(const json_t *old, const json_t *roles, moment now, struct fault *fault);
json_t *repo_new_timestamp(const json_t *old, const json_t *snapshot, int64_t root, moment now, int lasts);

/* ---- delegations ---- */

/* Has the pack anything that two people must sign: a nation's pack, the block "hub" or a
 * nation, a help line or another safety item, what is joint or about rows, what fills or
 * hides an item of a pack below, questions, messages? */
bool repo_holds_safety(const struct pack *pack);

/* Makes `targets` delegate packs/<id>/ to `owners`. Roles that are there keep their keys;
 * with `safety` two must sign everything but pictures, and that stays so. True in
 * `*changed` when something had to be changed. */
bool repo_delegate(json_t *targets, const char *id, bool safety, const struct repo_keys *owners, bool *changed);

/* The delegated role that vouches for a path, or NULL. Borrowed from `targets`. */
const char *repo_role_of_path(const json_t *targets, const char *path);

/* Does no root key sign anything else, and the online key nothing but snapshot and timestamp?
 * A root key in daily use lies where daily keys lie; whoever takes over the server would
 * have a publisher's signature with its key. `targets` may be NULL. */
bool repo_keys_apart(const json_t *root, const json_t *targets, struct fault *fault);

/* Puts `key` in the place of `old` (an id) in a role, or takes `old` out when `key` is NULL.
 * `part` is the signed part of root, or the delegations of targets. Says how many roles it
 * changed; `only` limits it to one role. Refuses what would leave too few keys. */
struct repo_swap {
	const char *old;
	const struct repo_key *key;
	const char *only;
};
bool repo_swap_key(json_t *metadata, const struct repo_swap *swap, int *changed, struct fault *fault);

#endif
