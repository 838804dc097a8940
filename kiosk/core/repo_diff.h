/*
 * What changed between two states of the content, in words for the person who signs.
 *
 * A view is a map from paths ("packs/uk-base/pack.json") to SHA-256, and a map from
 * SHA-256 to the text of JSON files. The words come from the files alone and each file is
 * held against its hash, so they say what is signed, whoever sent them. Pictures, and files
 * whose text is not there, are told by name only.
 *
 * Of a channel ("channels/stable.json") it is said which packs it shows; its files are told
 * as such.
 *
 * What two people must look at (S37) comes first and is marked: help lines and other
 * safety items, which offers there are, what is joint or about rows, questions, messages,
 * the nation, the program's own words, and the texts of all these.
 */
#ifndef CORE_REPO_DIFF_H
#define CORE_REPO_DIFF_H

#include <jansson.h>
#include <stdbool.h>

#include "base/fault.h"

enum { REPO_DIFF_MAX = 20000, REPO_SAYS_MAX = 1600 };

struct repo_view {
	json_t *paths; /* path -> SHA-256; owned */
	json_t *files; /* SHA-256 -> text; owned */
};

void repo_view_free(struct repo_view *view);

/* [{"safety": bool, "says": "...", "group": "..."}...], safety items first, in the order of
 * paths; a new reference. "group" stands with what a pack brings that was not there before,
 * help lines left out, and may be counted in place of being told. NULL, with the fault, when a text is not what its hash says, is no JSON, or
 * there are more than REPO_DIFF_MAX changes. */
json_t *repo_diff(const struct repo_view *old, const struct repo_view *new, struct fault *fault);

#endif
