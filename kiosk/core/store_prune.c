#include "core/store_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEPT_SETS = 3, KEPT_BLOBS = KEPT_SETS * CHANNEL_FILES_MAX };

/* Large: allocate it. */
struct kept {
	int set_count, blob_count;
	char sets[KEPT_SETS][TRUST_HEX_SIZE];
	char blobs[KEPT_BLOBS][TRUST_HEX_SIZE]; /* sorted */
};

static int by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void keep_blobs(struct kept *kept, const struct channel_file *channel)
{
	for (int i = 0; i < channel->file_count && kept->blob_count < KEPT_BLOBS; i++)
		memcpy(kept->blobs[kept->blob_count++], channel->files[i].sha256, TRUST_HEX_SIZE);
}

/* A broken set is kept for the little it may still be good for; its blobs cannot be told. A
 * disk that fails for a moment must not cost a set its blobs. */
static bool keep_set(const struct store *store, struct kept *kept, const char *set, struct trust_problem *problem)
{
	struct channel_file channel = {0};
	struct trust_problem why = {FAILURE_NONE, {.says = ""}};

	if (!set[0])
		return true;
	memcpy(kept->sets[kept->set_count++], set, TRUST_HEX_SIZE);
	if (store_set_channel(store, set, &channel, &why))
		keep_blobs(kept, &channel);
	else if (why.failure == FAILURE_DISK && problem)
		*problem = why;
	channel_free(&channel);
	return why.failure != FAILURE_DISK;
}

static bool set_each(void *context, int folder, const char *name, struct trust_problem *problem)
{
	const struct kept *kept = context;

	for (int i = 0; i < kept->set_count; i++)
		if (strcmp(kept->sets[i], name) == 0)
			return true;
	return store_remove(folder, name, problem);
}

static bool blob_each(void *context, int folder, const char *name, struct trust_problem *problem)
{
	const struct kept *kept = context;

	if (store_is_sha(name) && bsearch(name, kept->blobs, (size_t)kept->blob_count, sizeof kept->blobs[0], by_bytes))
		return true;
	return store_remove(folder, name, problem);
}

/* Sets first: a blob that is gone while a set still stands is only written again. */
static bool delete_others(const struct store *store, struct kept *kept, bool blobs, struct trust_problem *problem)
{
	qsort(kept->blobs, (size_t)kept->blob_count, sizeof kept->blobs[0], by_bytes);
	return store_each(store->sets, set_each, kept, problem) && (!blobs || store_each(store->blobs, blob_each, kept, problem)) &&
	       store_remove(store->folder, STORE_POINTER STORE_NEW, problem);
}

bool store_prune_for(struct store *store, const struct channel_file *incoming, const char *set, bool *unread, struct trust_problem *problem)
{
	struct store_pointer pointer;

	if (!store_pointer_read(store, &pointer, problem))
		return false;
	if (pointer.broken)
		return problem_set(problem, FAILURE_DAMAGED, STORE_POINTER " is damaged, so nothing is deleted; the next content writes it again");
	/* What is about to go must not be what the disk still points to. */
	if (!store_sync(store->folder, STORE_POINTER, problem))
		return false;
	struct kept *kept = calloc(1, sizeof *kept);
	if (!kept)
		return problem_set(problem, FAILURE_DISK, "no memory is left to tidy the store");
	if (incoming) {
		memcpy(kept->sets[kept->set_count++], set, TRUST_HEX_SIZE);
		keep_blobs(kept, incoming);
	}
	struct trust_problem *why = unread ? NULL : problem; /* outputs of a success are untouched */
	bool current = keep_set(store, kept, pointer.current, why), previous = keep_set(store, kept, pointer.previous, why);
	bool fine = (unread || (current && previous)) && delete_others(store, kept, current && previous, problem);
	if (fine && unread)
		*unread = !current || !previous;
	free(kept);
	return fine;
}

bool store_prune(struct store *store, struct trust_problem *problem)
{
	return store_prune_for(store, NULL, "", NULL, problem);
}
