/*
 * A change that waits for signatures: one JSON value, which is also one file that can be
 * mailed to the second person and back.
 *
 *     {"format": 1, "number": 12, "what": "release 12", "made": "2026-11-28T10:00:00Z",
 *      "base": {"root": metadata, "targets": metadata, ...},   what is live
 *      "new":  {"safety-uk-base": metadata, ...},              what waits
 *      "release": {"release": 12, ...} or null,                see admin/repo_folder.h
 *      "files": {"<sha256>": "text of a JSON file", ...}}      old and new, for the words
 *
 * Nothing in it is believed because it stands there: what is live must be signed by those
 * whom its root names, versions must follow on, and the words are made here, from texts
 * held against the hashes that are signed. So the second person signs what they have read.
 * What this file cannot show is that its root is the right one: a signature made for a
 * false root is of no use in the true repository, unless the false one has the same role,
 * so the second person compares the root's number and the names with what they know.
 */
#ifndef CORE_REPO_CHANGE_H
#define CORE_REPO_CHANGE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/fault.h"
#include "base/moment.h"
#include "core/repo.h"

enum { REPO_CHANGE_FORMAT = 1, REPO_CHANGE_MAX = 48 << 20 };

/* A new change over what is live (name -> metadata; empty before the first). */
json_t *repo_change_new(const json_t *base, int64_t number, const char *what, moment now);

/* Is it well formed and does it fit together? For what came from a file. */
bool repo_change_check(const json_t *change, struct fault *fault);

/* What a role would be with the change; NULL when there is none. Borrowed. */
const json_t *repo_change_after(const json_t *change, const char *name);

/* Adds a role that waits; takes over the reference. */
void repo_change_put(json_t *change, const char *name, json_t *metadata);

/* The signature of one key on every role that waits and that it may sign; `*roles` gets how
 * many it signed. A key that may sign none of them is no error: 0. */
bool repo_change_sign(json_t *change, const struct trust_signer *signer, int *roles, struct fault *fault);

/* [{"role": name, "has": 1, "needs": 2, "may": [names]}...] for each role that lacks
 * signatures; a new root lacks them also while those of the old root have not signed. */
json_t *repo_change_missing(const json_t *change);

/* The roles that are live and would not be signed well enough by the keys after the change:
 * an array of names. They must be in it anew. */
json_t *repo_change_unsigned(const json_t *change);

/* Each file that the targets of one side name: path -> SHA-256. A new reference. */
json_t *repo_change_paths(const json_t *change, bool after);

/* The words of the change, as repo_diff gives them, with new keys and roles before them. */
json_t *repo_change_says(const json_t *change, struct fault *fault);

#endif
