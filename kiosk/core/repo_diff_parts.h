/* Between the files of repo_diff: what one run over two views knows. */
#ifndef CORE_REPO_DIFF_PARTS_H
#define CORE_REPO_DIFF_PARTS_H

#include "core/repo_diff.h"

struct diff {
	const struct repo_view *old, *new;
	struct fault *fault;
	bool good;
	json_t *safety, *other; /* what is said */
	json_t *parsed;         /* SHA-256 -> JSON */
	char pack[72];          /* the pack in hand */
	const char *rest;       /* the path within it */
	const char *group;      /* of what is added now, or NULL */
	const json_t *old_pack, *new_pack, *english;
};

void diff_add(struct diff *diff, bool safety, const char *says);

/* One side may be NULL. */
void diff_pack(struct diff *diff, const json_t *old, const json_t *new);
void diff_text(struct diff *diff, const json_t *old, const json_t *new);

/* Is the item of that id one that two people look at, in either pack.json? */
bool diff_is_safe(const struct diff *diff, const char *id);

#endif
