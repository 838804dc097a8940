/*
 * A client of The Update Framework (TUF, specification 1.0.34): files that arrive over
 * untrusted ways, checked by signatures of people who are trusted.
 *
 * It asks for root.json N+1, N+2 ..., timestamp, snapshot, targets and delegated roles in
 * the specification's order (section 5), verifies each, and keeps the bytes as they came
 * in a folder of its own: root.json, timestamp.json, snapshot.json, targets.json and one
 * for each delegated role. What is already there is only used when it verifies with the
 * root of now, so new keys end an attack by very high version numbers.
 *
 * How bytes come is the caller's matter: `trust_source`. Nothing here knows a network,
 * a clock or what the files mean. Not done: mirrors.json, TAP 3 (keys of several roles
 * together) and TAP 15 (hash bins by prefix are read, `succinct_roles` is refused).
 *
 * Stricter than the specification: duplicate names in JSON, numbers with a point, two
 * signatures under one key's name, thresholds below 1, and roles named like a top-level
 * role are refused; two names of one key count once; RSA must have 2048 bits.
 *
 * Use:
 *     trust_init(folder, root, length, &fault);                    once, with a root that is trusted
 *     struct trust *trust = trust_open(folder, &source, now, &problem);
 *     trust_refresh(trust, &problem);
 *     trust_find(trust, "packs/uk-base/pack.json", &target, &problem);
 *     trust_fetch(trust, &target, &bytes, &problem);
 *     trust_close(trust);
 */
#ifndef CORE_TRUST_H
#define CORE_TRUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "core/failure.h"

enum {
	TRUST_TIMESTAMP_MAX = 16 << 10, /* bytes, caps before anything is read */
	TRUST_ROOT_MAX = 512 << 10,
	TRUST_SNAPSHOT_MAX = 1 << 20, /* where the length is not signed; and the most it may be */
	TRUST_TARGETS_MAX = 1 << 20,  /* 5,000 files; as JSON in memory up to 80 times as much */
	TRUST_ROOT_STEPS = 256,       /* new roots in one refresh */
	TRUST_DELEGATIONS_MAX = 32,   /* roles looked through for one path */
	TRUST_PATH_MAX = 512,         /* bytes of a target's path or a role's name */
};

/* A class and a sentence. */
struct trust_problem {
	enum failure failure;
	struct fault fault;
};

struct trust_bytes {
	char *bytes; /* with a final zero that `length` does not count */
	size_t length;
};

enum trust_kind { TRUST_METADATA, TRUST_TARGET };

enum trust_got {
	TRUST_GOT,
	TRUST_ABSENT, /* there is no such file: ends the chain of roots, a failure elsewhere */
	TRUST_NOT_GOT,
};

struct trust_request {
	enum trust_kind kind;
	const char *name;
	size_t max;
};

/* Where bytes come from. `name` is relative to the folder of that kind ("2.root.json",
 * "packs/uk-base/<hash>.pack.json"), percent-encoded: letters, digits, "_.-~" and % alone
 * in metadata, and / beside them in targets. Gives at most `max` bytes, malloc'd, which the
 * client frees; more is FAILURE_TOO_BIG, found before it is stored. For TRUST_NOT_GOT
 * the problem is set; for TRUST_ABSENT the client sets it. */
struct trust_source {
	enum trust_got (*get)(void *context, const struct trust_request *request, struct trust_bytes *out, struct trust_problem *problem);
	void *context;
};

/* Makes `folder` (0700, and its parent must be there) and puts `root` in it as the root
 * that is trusted. The root must be valid and signed by itself. What was in the folder
 * before stays, and is believed only as far as it verifies. */
bool trust_init(const char *folder, const void *root, size_t length, struct trust_problem *problem);

struct trust; /* one folder, one source */

/* Opens a folder made by trust_init. `now` is the time, in seconds since 1970, by which
 * expiry is judged during all calls, see trust_floor; the signed time of the timestamp in the
 * folder raises it. `source` is copied, its context
 * borrowed. NULL, and nothing asked of the source, when the root in the folder is missing
 * or broken. */
struct trust *trust_open(const char *folder, const struct trust_source *source, int64_t now, struct trust_problem *problem);
void trust_close(struct trust *trust);

/* Section 5.3 to 5.6 of the specification: the newest of all four. On failure what was
 * verified until then is kept, as the specification says. */
bool trust_refresh(struct trust *trust, struct trust_problem *problem);

/* Loads what the folder has, asking the source for nothing: all four must be there,
 * verify, fit each other and, with `fresh`, not be expired. For a look at what is
 * trusted now. */
bool trust_local(struct trust *trust, bool fresh, struct trust_problem *problem);

struct trust_target {
	char path[TRUST_PATH_MAX];
	char role[TRUST_PATH_MAX]; /* the role that vouches for it */
	int signers;               /* how many must have signed: its threshold, or a lower one on the way from targets */
	uint64_t length;
	char hash_name[16];           /* "sha256" or "sha512": the first of both that was signed */
	char hash[129];               /* its hexadecimal digits */
	char sha256[65], sha512[129]; /* each that was signed, "" otherwise */
};

/* Looks a path up, through delegations, after trust_refresh or trust_local. FAILURE_MISSING
 * when nobody vouches for it. */
bool trust_find(struct trust *trust, const char *path, struct trust_target *out, struct trust_problem *problem);

/* Gets a target from the source and checks its length and hashes. The caller frees
 * out->bytes. */
bool trust_fetch(struct trust *trust, const struct trust_target *target, struct trust_bytes *out, struct trust_problem *problem);

/* Are these the target's bytes? */
bool trust_target_is(const struct trust_target *target, const void *bytes, size_t length);

/* The name under which the source has the target: its last part is prefixed by the hash
 * where the root says consistent_snapshot; percent-encoded. False when too long. */
bool trust_target_name(const struct trust *trust, const struct trust_target *target, char *out, size_t size);

/* The files of metadata that are in use now, as they came, for somebody who passes them on:
 * number 0, 1, ... gives the name as the source has it ("3.root.json") and the bytes,
 * borrowed until the next call that is not this one. False after the last. timestamp.json
 * is number 0; older roots are not among them. */
bool trust_file(const struct trust *trust, int number, char *name, size_t size, struct trust_bytes *out);

/* What is trusted now; 0 before it is known. */
struct trust_state {
	int64_t root, timestamp, snapshot, targets;                                 /* versions */
	int64_t root_expires, timestamp_expires, snapshot_expires, targets_expires; /* seconds since 1970 */
	int64_t issued;                                                             /* "x-signpost-issued" of the timestamp, 0 where there is none */
};
void trust_state(const struct trust *trust, struct trust_state *out);

/* The clock to judge by: the machine's, but never before `built` (when the program was
 * made) nor before the newest issue time that was ever verified here. */
int64_t trust_floor(int64_t clock, int64_t built, int64_t issued);

#endif
