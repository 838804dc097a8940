#include "sync/begin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "net/problem.h"

static bool start_from(const char *folder, const char *root, struct trust_problem *problem)
{
	char *text;
	size_t length;
	struct fault fault;

	if (!file_read(root, TRUST_ROOT_MAX, &text, &length, &fault))
		return problem_set(problem, FAILURE_SETTINGS, "%s: %s; it is the publisher's root.json, which comes with the first set-up", root,
				   fault.says);
	bool good = trust_init(folder, text, length, problem);
	free(text);
	return good;
}

struct trust *begin_trust(const char *folder, const char *root, const struct trust_source *source, int64_t now, struct trust_problem *problem)
{
	struct trust *trust = trust_open(folder, source, now, NULL);

	if (trust)
		return trust;
	return start_from(folder, root, problem) ? trust_open(folder, source, now, problem) : NULL;
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
