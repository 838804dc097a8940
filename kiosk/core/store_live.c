#include "core/store_parts.h"

#include <stdlib.h>
#include <string.h>

static uint64_t size_of(const struct channel_file *channel)
{
	uint64_t bytes = 0;

	for (int i = 0; i < channel->file_count; i++)
		bytes += channel->files[i].length;
	return bytes;
}

static bool get_one(struct store *store, const struct store_incoming *incoming, const struct channel_part *part, struct trust_problem *problem)
{
	struct trust_bytes bytes = {NULL, 0};

	if (store_has_blob(store, part->sha256))
		return true;
	if (!incoming->get(incoming->context, part, &bytes, problem))
		return false;
	bool fine = store_put_blob(store, &bytes, part->sha256, problem);
	free(bytes.bytes);
	if (!fine && problem && !problem->fault.item[0])
		fault_at(&problem->fault, NULL, 0, part->path);
	return fine;
}

static bool get_all(struct store *store, const struct store_incoming *incoming, const struct channel_file *channel, struct trust_problem *problem)
{
	if (!store_room(store, size_of(channel), problem))
		return false;
	for (int i = 0; i < channel->file_count; i++)
		if (!get_one(store, incoming, &channel->files[i], problem))
			return false;
	return true;
}

static bool approve(const struct store *store, const struct store_incoming *incoming, const struct channel_file *channel, const char *set,
		    struct trust_problem *problem)
{
	char folder[STORE_PATH_MAX];

	if (!store_set_path(store, set, folder))
		return problem_set(problem, FAILURE_SETTINGS, "the path of the store is too long");
	return incoming->approve(incoming->context, folder, channel, problem);
}

/* From the bytes of a channel that could be read to a set that is live. */
static bool bring(struct store *store, const struct store_incoming *incoming, const struct channel_file *channel, char set[TRUST_HEX_SIZE],
		  struct trust_problem *problem)
{
	struct store_pointer pointer;
	bool unread; /* nobody's business: an old set that the disk does not give must not keep a new one away */

	if (!store_pointer_read(store, &pointer, problem))
		return false;
	if (store_pointer_is_bad(&pointer, set))
		return problem_set(problem, FAILURE_TRIAL, STORE_SAYS_BAD, set);
	bool whole = store_set_whole(store, set, NULL);
	/* Before anything of the new set is written, what is left of one that came to nothing goes, so
	 * there is never more than one beside the two that are needed. With a broken pointer nobody
	 * knows which those are, and all stays until it is written again. */
	if (!whole && !pointer.broken && !store_prune_for(store, channel, set, &unread, problem))
		return false;
	if (!whole && !get_all(store, incoming, channel, problem))
		return false;
	if (!store_build_set(store, &incoming->channel, set, problem))
		return false;
	/* What is live has been approved. */
	bool live = whole && strcmp(pointer.current, set) == 0;
	return (live || approve(store, incoming, channel, set, problem)) && store_activate(store, set, incoming->current_good, problem) &&
	       store_prune_for(store, NULL, "", &unread, problem);
}

bool store_live(struct store *store, const struct store_incoming *incoming, char set[TRUST_HEX_SIZE], struct trust_problem *problem)
{
	struct channel_file channel = {0};
	char name[TRUST_HEX_SIZE];

	if (!channel_read(incoming->channel.bytes, incoming->channel.length, incoming->app_version, &channel, problem))
		return false;
	trust_sha256(incoming->channel.bytes, incoming->channel.length, name);
	bool fine = bring(store, incoming, &channel, name, problem);
	channel_free(&channel);
	if (fine)
		memcpy(set, name, TRUST_HEX_SIZE);
	return fine;
}
