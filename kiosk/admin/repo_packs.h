/*
 * Folders of packs as one channel: checked, proved, and every file read once.
 */
#ifndef ADMIN_REPO_PACKS_H
#define ADMIN_REPO_PACKS_H

#include "admin/repo_publish.h"

struct repo_source {
	const char *channel;
	const json_t *folders; /* array of paths */
	int64_t release;
};

/* The channel file as JSON, a new reference; its files lie in waiting/targets/ (or are in
 * targets/ already) and `change` delegates its packs. NULL with the fault. Files whose name
 * begins with a point are left out; any other name that cannot be published is refused, so
 * that nobody believes it was. */
json_t *repo_channel(const struct repo_job *job, const struct repo_source *source, json_t *change, struct fault *fault);

/* May the set of these folders be shown: no error, every safety rule proved, signed off?
 * What is wrong goes to job->err, a sentence to the fault. */
bool repo_check_folders(const struct repo_job *job, const struct repo_source *source, struct fault *fault);

/* The same for the content of an old release, of which the record says what it was. Nobody
 * signs that record, and the rules may have become stricter since; so its files are put into
 * a folder of their own for this, and taken away again. */
bool repo_check_old(const struct repo_job *job, const char *name, const json_t *channel, struct fault *fault);

/* Puts bytes under their hash into waiting/targets/, unless targets/ has them. */
bool repo_put_target(const struct repo *repo, const char *path, const void *bytes, size_t length, struct fault *fault);

/* Every file of a pack's folder: its path below `prefix` ("packs/uk-base") goes to `each`
 * with its bytes. Stops at the first false. */
struct repo_walk {
	bool (*each)(void *context, const char *path, const char *bytes, size_t length, struct fault *fault);
	void *context;
};
bool repo_walk_pack(const char *folder, const char *prefix, const struct repo_walk *walk, struct fault *fault);

#endif
