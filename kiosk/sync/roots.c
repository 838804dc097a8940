#include "sync/roots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/trust_chain.h"
#include "core/problem.h"

static bool read_file(const char *path, struct trust_bytes *out)
{
	return file_read(path, TRUST_ROOT_MAX, &out->bytes, &out->length, NULL);
}

int64_t roots_first(const struct roots *roots)
{
	struct trust_bytes bytes;

	if (!read_file(roots->installed, &bytes))
		return 0;
	int64_t version = trust_root_version(&bytes);
	free(bytes.bytes);
	return version;
}

/* The link `version` of the inbox, if it follows. */
static bool kept_link(const struct roots *roots, int64_t version, const struct trust_bytes *older, struct trust_bytes *out)
{
	char name[64], path[FAULT_FILE_MAX + 64];
	struct trust_bytes bytes;

	snprintf(name, sizeof name, "metadata/%lld.root.json", (long long)version);
	if (!file_join(path, sizeof path, roots->inbox->path, name) || !read_file(path, &bytes))
		return false;
	if (trust_root_follows(older, &bytes)) {
		*out = bytes;
		return true;
	}
	free(bytes.bytes);
	return false;
}

static bool new_link(const struct roots *roots, int64_t version, const struct trust_bytes *older, struct trust_bytes *out,
		     struct trust_problem *problem)
{
	char name[64];
	struct trust_bytes bytes;

	snprintf(name, sizeof name, "metadata/%lld.root.json", (long long)version);
	const struct trust_request request = {TRUST_METADATA, name + strlen("metadata/"), TRUST_ROOT_MAX};
	enum trust_got got = roots->source.get(roots->source.context, &request, &bytes, problem);
	if (got == TRUST_ABSENT)
		problem_set(problem, FAILURE_MISSING, "there is no %s; a publisher keeps every root for ever", name);
	if (got != TRUST_GOT)
		return false;
	bool good = trust_root_follows(older, &bytes) ||
		    problem_set(problem, FAILURE_SIGNATURE, "%s is not signed by the root before it and by itself", name);
	if (good && inbox_put(roots->inbox, name, &bytes, problem)) {
		*out = bytes;
		return true;
	}
	free(bytes.bytes);
	return false;
}

bool roots_complete(const struct roots *roots, const struct trust_bytes *last, struct trust_problem *problem)
{
	int64_t version = roots_first(roots), end = trust_root_version(last);
	struct trust_bytes older, next;
	bool good = true;

	if (version == 0 || version >= end || !read_file(roots->installed, &older))
		return true;
	for (version++; good && version < end; version++) {
		good = kept_link(roots, version, &older, &next) || new_link(roots, version, &older, &next, problem);
		if (good) {
			free(older.bytes);
			older = next;
		}
	}
	good = good && (trust_root_follows(&older, last) ||
			problem_set(problem, FAILURE_SIGNATURE, "the roots do not lead from the installed one to version %lld", (long long)end));
	free(older.bytes);
	return good;
}

static bool same(const struct trust_bytes *a, const struct trust_bytes *b)
{
	return a->length == b->length && a->length > 0 && memcmp(a->bytes, b->bytes, a->length) == 0;
}

/* Goes up the chain from `*at`, which is replaced, until `trusted` is reached. */
static bool leads_to(const struct roots *roots, int64_t version, struct trust_bytes *at, const struct trust_bytes *trusted)
{
	struct trust_bytes next;

	while (!same(at, trusted) && !trust_root_follows(at, trusted)) {
		if (!kept_link(roots, ++version, at, &next))
			return false;
		free(at->bytes);
		*at = next;
	}
	return true;
}

bool roots_restart(const struct roots *roots, const char *folder, struct trust_problem *problem)
{
	char path[FAULT_FILE_MAX];
	struct trust_bytes trusted = {0}, newest;
	int64_t version = roots_first(roots);
	bool good = true;

	if (version == 0 || !file_join(path, sizeof path, folder, "root.json") || !read_file(roots->installed, &newest))
		return true;
	(void)read_file(path, &trusted);
	bool vouched = leads_to(roots, version, &newest, &trusted);
	if (!vouched)
		good = trust_init(folder, newest.bytes, newest.length, problem);
	free(trusted.bytes);
	free(newest.bytes);
	return good;
}
