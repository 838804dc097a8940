/*
 * The store of a kiosk by hand, for tests/flow/activate.py.
 *
 *   store live STORE CHANNEL FOLDER [good]   makes the set of a channel file live; its files are FOLDER/packs/...
 *                                            "good": the kiosk marked the current set good
 *   store build STORE CHANNEL FOLDER         the same without making it live, as when it is not approved
 *   store check STORE                        which set is whole, as the writer sees it and as the screen does:
 *                                            "writer SET" or "writer none", "screen SET" or "screen none"
 *   store revert STORE SET                   the screen could not live with it
 *   store prune STORE
 *
 * Ends with 0, or with 1 and "class: file: sentence", or 2 for words it does not know.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/content.h"
#include "core/store.h"

enum { FINE, FAILED, USAGE };

static int tell(const struct trust_problem *problem)
{
	char line[1024];

	fault_print(&problem->fault, line, sizeof line);
	fprintf(stderr, "%s: %s\n", failure_name(problem->failure), line);
	return FAILED;
}

struct files {
	const char *folder;
	bool approve;
};

static bool get(void *context, const struct channel_part *part, struct trust_bytes *out, struct trust_problem *problem)
{
	const struct files *files = context;
	char path[1024];

	problem->failure = FAILURE_MISSING;
	return file_join(path, sizeof path, files->folder, part->path) && file_read(path, part->length, &out->bytes, &out->length, &problem->fault);
}

static bool approve(void *context, const char *folder, const struct channel_file *channel, struct trust_problem *problem)
{
	const struct files *files = context;

	(void)channel;
	problem->failure = FAILURE_PROOF;
	return files->approve || fault_set(&problem->fault, "%s is not approved", folder);
}

static int live(struct store *store, int count, char **words, bool approved)
{
	struct trust_problem problem = {FAILURE_NONE, {.says = ""}};
	struct files files = {words[4], approved};
	struct store_incoming incoming = {.app_version = SIGNPOST_VERSION, .get = get, .approve = approve, .context = &files};
	char set[TRUST_HEX_SIZE];

	incoming.current_good = count == 6 && strcmp(words[5], "good") == 0;
	problem.failure = FAILURE_MISSING;
	if (!file_read(words[3], CHANNEL_TEXT_MAX, &incoming.channel.bytes, &incoming.channel.length, &problem.fault))
		return tell(&problem);
	bool fine = store_live(store, &incoming, set, &problem);
	free(incoming.channel.bytes);
	if (!fine)
		return tell(&problem);
	printf("live %s\n", set);
	return FINE;
}

static int check(const struct store *store)
{
	struct store_pointer pointer;
	struct trust_problem problem;
	struct content content;
	const struct content_state own = {.starts = 0};
	struct fault why;

	if (!store_pointer_read(store, &pointer, &problem))
		return tell(&problem);
	bool current = pointer.current[0] && store_set_whole(store, pointer.current, NULL);
	bool previous = !current && pointer.previous[0] && store_set_whole(store, pointer.previous, NULL);
	printf("writer %s\n", current ? pointer.current : previous ? pointer.previous : "none");
	printf("screen %s\n", content_pick(store->path, &own, SIGNPOST_VERSION, &content, &why) ? content.set : "none");
	return FINE;
}

static int work(struct store *store, int count, char **words)
{
	struct trust_problem problem = {FAILURE_NONE, {.says = ""}};

	if (count >= 5 && strcmp(words[1], "live") == 0)
		return live(store, count, words, true);
	if (count == 5 && strcmp(words[1], "build") == 0)
		return live(store, count, words, false);
	if (count == 3 && strcmp(words[1], "check") == 0)
		return check(store);
	if (count == 4 && strcmp(words[1], "revert") == 0)
		return store_revert(store, words[3], &problem) ? FINE : tell(&problem);
	if (count == 3 && strcmp(words[1], "prune") == 0)
		return store_prune(store, &problem) ? FINE : tell(&problem);
	return USAGE;
}

int main(int argc, char **argv)
{
	struct store store;
	struct trust_problem problem = {FAILURE_NONE, {.says = ""}};

	if (argc < 3)
		return USAGE;
	if (!store_open(&store, argv[2], &problem))
		return tell(&problem);
	int status = work(&store, argc, argv);
	store_close(&store);
	return status;
}
