#include "sync/begin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/trust_chain.h"
#include "core/trust_key.h"
#include "core/problem.h"

/* Which installed root this folder was begun from: its SHA-256. No name of a role, which would end in ".json". */
static const char note[] = "installed";

static bool note_is(const char *folder, const char *hash)
{
	char path[FAULT_FILE_MAX], *text;
	size_t length;

	if (!file_join(path, sizeof path, folder, note) || !file_read(path, TRUST_HEX_SIZE, &text, &length, NULL))
		return true; /* nothing is known: what is there stays */
	bool is = strcmp(text, hash) == 0;
	free(text);
	return is;
}

static bool note_down(const char *folder, const char *hash, struct trust_problem *problem)
{
	char path[FAULT_FILE_MAX], *text = NULL;
	size_t length;
	struct fault fault;

	if (!file_join(path, sizeof path, folder, note))
		return problem_set(problem, FAILURE_SETTINGS, "the path of the state is too long");
	bool there = file_read(path, TRUST_HEX_SIZE, &text, &length, NULL) && strcmp(text, hash) == 0;
	free(text);
	return there || file_replace(path, hash, strlen(hash), &fault) || problem_set(problem, FAILURE_DISK, "%s: %s", path, fault.says);
}

/* From the bytes of the installed root. One that is spoilt does not end what was begun from it. */
static struct trust *begin_from(const char *folder, const struct trust_bytes *root, const struct trust_source *source, int64_t now,
				struct trust_problem *problem)
{
	char hash[TRUST_HEX_SIZE];
	bool whole = trust_root_version(root) > 0;

	trust_sha256(root->bytes, root->length, hash);
	struct trust *trust = !whole || note_is(folder, hash) ? trust_open(folder, source, now, NULL) : NULL;
	if (!trust && trust_init(folder, root->bytes, root->length, problem))
		trust = trust_open(folder, source, now, problem);
	if (!trust || !whole || note_down(folder, hash, problem))
		return trust;
	trust_close(trust);
	return NULL;
}

struct trust *begin_trust(const char *folder, const char *root, const struct trust_source *source, int64_t now, struct trust_problem *problem)
{
	struct trust_bytes bytes;
	struct fault fault;
	struct trust *trust;

	if (file_read(root, TRUST_ROOT_MAX, &bytes.bytes, &bytes.length, &fault)) {
		trust = begin_from(folder, &bytes, source, now, problem);
		free(bytes.bytes);
		return trust;
	}
	trust = trust_open(folder, source, now, NULL);
	if (!trust)
		problem_set(problem, FAILURE_SETTINGS, "%s: %s; it is the publisher's root.json, which comes with the first set-up", root,
			    fault.says);
	return trust;
}

bool begin_channel(struct trust *trust, const char *channel, struct trust_target *out, struct trust_problem *problem)
{
	char path[CHANNEL_NAME_SIZE + 32];
	struct trust_target target;

	if (!channel_name_ok(channel))
		return problem_set(problem, FAILURE_SETTINGS, "\"%.60s\" is no name of a channel", channel);
	snprintf(path, sizeof path, "channels/%s.json", channel);
	if (!trust_find(trust, path, &target, problem))
		return false;
	if (target.length > CHANNEL_TEXT_MAX)
		return problem_set(problem, FAILURE_TOO_BIG, "%s has %llu bytes, at most %d are allowed", path, (unsigned long long)target.length,
				   CHANNEL_TEXT_MAX);
	*out = target;
	return true;
}

bool begin_fits(const struct channel_part *part, const struct trust_target *target, struct trust_problem *problem)
{
	if (target->length == part->length && strcmp(target->sha256, part->sha256) == 0)
		return true;
	return problem_set(problem, FAILURE_DAMAGED, "the channel lists another %.200s than the one that its owner signed", part->path);
}
