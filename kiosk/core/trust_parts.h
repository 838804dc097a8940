/* Between the files of the TUF client. */
#ifndef CORE_TRUST_PARTS_H
#define CORE_TRUST_PARTS_H

#include <jansson.h>

#include "core/problem.h"
#include "core/trust.h"

enum {
	TRUST_SIGNATURES_MAX = 128, /* signatures of one file, and keys of one role */
	TRUST_DOCS_MAX = 64,        /* delegated roles kept in memory */
	TRUST_FILE_MAX = 250,       /* bytes of a file's name, ".json" among them */
	TRUST_ROLES_MAX = 1024,     /* delegations waiting to be looked through */
};

/* One metadata file that could be parsed: as it came, and what is signed. */
struct trust_doc {
	char *bytes;
	size_t length;
	json_t *json;        /* the whole */
	json_t *signed_part; /* borrowed from it */
	char *canon;         /* the signed part's canonical form */
	size_t canon_length;
	int64_t version, expires;
};

/* Who may vouch: the keys of the delegator, and its rule for the role. Borrowed. */
struct trust_rule {
	const char *role;
	const json_t *keys, *rule;
};

/* What the file above says of this one. */
struct trust_meta {
	int64_t version;
	int64_t length;       /* -1: not said */
	const json_t *hashes; /* NULL: not said */
};

struct trust {
	char folder[TRUST_PATH_MAX];
	struct trust_source source;
	int64_t clock; /* as trust_open was given it */
	int64_t now;   /* never before a time that was signed and is still vouched for */
	bool offline;  /* the folder only */
	bool stale;    /* expiry does not matter */
	struct trust_doc root, timestamp, snapshot, targets;
	struct {
		char role[TRUST_PATH_MAX];
		struct trust_doc doc;
	} docs[TRUST_DOCS_MAX];
	int doc_count;
};

/* Parses, and checks what belongs to `type` ("root", "timestamp", "snapshot", "targets").
 * Copies the bytes. `role` is for the sentence. Released with trust_doc_free. */
bool trust_doc_read(const char *type, const char *role, const struct trust_bytes *bytes, struct trust_doc *out, struct trust_problem *problem);
void trust_doc_free(struct trust_doc *doc);

/* Puts the new one in the place of the old, which is released. */
void trust_doc_take(struct trust_doc *place, struct trust_doc *fresh);

/* Enough signatures of different keys that the rule names? */
bool trust_doc_signed(const struct trust_doc *doc, const struct trust_rule *rule, struct trust_problem *problem);

/* The rule of a top-level role in a root. */
struct trust_rule trust_rule_of(const struct trust_doc *root, const char *role);

/* "meta"."<role>.json" of a timestamp or a snapshot; false when it is not there. */
bool trust_meta_of(const struct trust_doc *doc, const char *role, struct trust_meta *out);

/* Are length and every known hash right? At least one hash must be known where hashes are said. */
bool trust_meta_fits(const struct trust_meta *meta, const struct trust_bytes *bytes);

/* Shape of {"sha256": ...}: an object of strings. */
bool trust_hashes_fit(const json_t *hashes, const void *bytes, size_t length);

/* Not expired at the time of this update? */
bool trust_fresh(const struct trust *trust, const struct trust_doc *doc, const char *role, struct trust_problem *problem);

/* Percent-encodes all but letters, digits, "_.-~" and those of `safe`; false when it does not fit. */
bool trust_encode(const char *text, const char *safe, char *out, size_t size);

/* "<encoded role>.json" in the folder: read, replaced. Reading a missing or too long
 * file is false, without a word. */
bool trust_stored(const struct trust *trust, const char *role, size_t max, struct trust_bytes *out);
bool trust_store(const struct trust *trust, const char *role, const struct trust_doc *doc, struct trust_problem *problem);

/* Asks the source for "<version>.<encoded role>.json", or without a version where it is
 * 0; absent is FAILURE_MISSING. */
struct trust_want {
	const char *role;
	int64_t version;
	size_t max;
};
bool trust_ask(struct trust *trust, const struct trust_want *want, struct trust_bytes *out, struct trust_problem *problem);

/* The targets role or a delegated one, from memory, folder or source, verified by this
 * rule. Borrowed; NULL with the problem. */
const struct trust_doc *trust_role(struct trust *trust, const struct trust_rule *rule, struct trust_problem *problem);

/* Steps of trust_refresh. */
bool trust_walk_roots(struct trust *trust, struct trust_problem *problem);
bool trust_new_timestamp(struct trust *trust, struct trust_problem *problem);
bool trust_new_snapshot(struct trust *trust, struct trust_problem *problem);

#endif
