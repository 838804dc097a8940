#include "core/trust.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/moment.h"
#include "core/trust_key.h"
#include "core/trust_parts.h"

/* A root that vouches for itself. */
static bool read_root(const struct trust_bytes *bytes, struct trust_doc *out, struct trust_problem *problem)
{
	struct trust_doc doc;

	if (!trust_doc_read("root", "root", bytes, &doc, problem))
		return false;
	struct trust_rule own = trust_rule_of(&doc, "root");
	if (!trust_doc_signed(&doc, &own, problem)) {
		trust_doc_free(&doc);
		return false;
	}
	*out = doc;
	return true;
}

bool trust_init(const char *folder, const void *root, size_t length, struct trust_problem *problem)
{
	struct trust trust = {0};
	struct trust_bytes bytes = {(char *)(uintptr_t)root, length};
	struct trust_doc doc;
	bool good;

	if (length > TRUST_ROOT_MAX)
		return problem_set(problem, FAILURE_TOO_BIG, "a root has at most %d bytes", TRUST_ROOT_MAX);
	if (strlen(folder) >= sizeof trust.folder)
		return problem_set(problem, FAILURE_SETTINGS, "the name of the folder is too long: %.60s...", folder);
	if (!read_root(&bytes, &doc, problem))
		return false;
	snprintf(trust.folder, sizeof trust.folder, "%s", folder);
	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		good = problem_set(problem, FAILURE_DISK, "%s: %s", folder, strerror(errno));
	else
		good = trust_store(&trust, "root", &doc, problem);
	trust_doc_free(&doc);
	return good;
}

struct trust *trust_open(const char *folder, const struct trust_source *source, int64_t now, struct trust_problem *problem)
{
	struct trust *trust = calloc(1, sizeof *trust);
	struct trust_bytes bytes = {0};
	bool good = trust && strlen(folder) < sizeof trust->folder;

	if (!good) {
		problem_set(problem, FAILURE_SETTINGS, "memory is out, or the name of the folder is too long: %.60s", folder);
		free(trust);
		return NULL;
	}
	snprintf(trust->folder, sizeof trust->folder, "%s", folder);
	trust->source = *source;
	trust->clock = trust->now = now;
	if (!trust_stored(trust, "root", TRUST_ROOT_MAX, &bytes))
		good = problem_set(problem, FAILURE_MISSING, "%s holds no root.json to begin from", folder);
	good = good && read_root(&bytes, &trust->root, problem);
	free(bytes.bytes);
	if (good)
		return trust;
	trust_close(trust);
	return NULL;
}

void trust_close(struct trust *trust)
{
	if (!trust)
		return;
	trust_doc_free(&trust->root);
	trust_doc_free(&trust->timestamp);
	trust_doc_free(&trust->snapshot);
	trust_doc_free(&trust->targets);
	for (int i = 0; i < trust->doc_count; i++)
		trust_doc_free(&trust->docs[i].doc);
	free(trust);
}

static bool rest(struct trust *trust, struct trust_problem *problem)
{
	struct trust_rule targets = trust_rule_of(&trust->root, "targets");

	return trust_new_timestamp(trust, problem) && trust_new_snapshot(trust, problem) && trust_role(trust, &targets, problem);
}

bool trust_refresh(struct trust *trust, struct trust_problem *problem)
{
	trust->offline = trust->stale = false;
	trust->now = trust->clock;
	return trust_walk_roots(trust, problem) && rest(trust, problem);
}

bool trust_local(struct trust *trust, bool fresh, struct trust_problem *problem)
{
	trust->offline = true;
	trust->stale = !fresh;
	trust->now = trust->clock;
	return trust_fresh(trust, &trust->root, "root", problem) && rest(trust, problem);
}

bool trust_target_name(const struct trust *trust, const struct trust_target *target, char *out, size_t size)
{
	bool consistent = json_is_true(json_object_get(trust->root.signed_part, "consistent_snapshot"));
	const char *slash = strrchr(target->path, '/');
	int folder = slash ? (int)(slash - target->path) + 1 : 0;
	char name[TRUST_PATH_MAX + sizeof target->hash + 1];

	if (consistent)
		snprintf(name, sizeof name, "%.*s%s.%s", folder, target->path, target->hash, target->path + folder);
	else
		snprintf(name, sizeof name, "%s", target->path);
	return trust_encode(name, "/", out, size);
}

bool trust_target_is(const struct trust_target *target, const void *bytes, size_t length)
{
	json_t *hashes = json_object();
	bool good;

	if (target->sha256[0])
		json_object_set_new(hashes, "sha256", json_string(target->sha256));
	if (target->sha512[0])
		json_object_set_new(hashes, "sha512", json_string(target->sha512));
	good = length == target->length && trust_hashes_fit(hashes, bytes, length);
	json_decref(hashes);
	return good;
}

bool trust_fetch(struct trust *trust, const struct trust_target *target, struct trust_bytes *out, struct trust_problem *problem)
{
	char name[4 * TRUST_PATH_MAX];
	struct trust_bytes bytes = {0};
	enum trust_got got;

	if (!trust_target_name(trust, target, name, sizeof name))
		return problem_set(problem, FAILURE_FORMAT, "the path %.60s... is too long", target->path);
	got = trust->source.get(trust->source.context, &(struct trust_request){TRUST_TARGET, name, target->length}, &bytes, problem);
	if (got == TRUST_ABSENT)
		problem_set(problem, FAILURE_MISSING, "there is no %.300s", name);
	if (got != TRUST_GOT)
		return false;
	if (trust_target_is(target, bytes.bytes, bytes.length)) {
		*out = bytes;
		return true;
	}
	free(bytes.bytes);
	return problem_set(problem, FAILURE_DAMAGED, "%.300s is not the file that was signed", target->path);
}

/* The loaded document of a number, and its role. */
static const struct trust_doc *numbered(const struct trust *trust, int number, const char **role)
{
	static const char *const tops[] = {"timestamp", "snapshot", "targets", "root"};
	const struct trust_doc *const docs[] = {&trust->timestamp, &trust->snapshot, &trust->targets, &trust->root};

	*role = number < 4 ? tops[number] : trust->docs[number - 4].role;
	return number < 4 ? docs[number] : &trust->docs[number - 4].doc;
}

bool trust_file(const struct trust *trust, int number, char *name, size_t size, struct trust_bytes *out)
{
	bool consistent = json_is_true(json_object_get(trust->root.signed_part, "consistent_snapshot"));
	char encoded[TRUST_FILE_MAX];
	const char *role;

	for (int at = 0; at < 4 + trust->doc_count; at++) {
		const struct trust_doc *doc = numbered(trust, at, &role);
		if (!doc->json || number-- > 0)
			continue;
		if (!trust_encode(role, "", encoded, sizeof encoded))
			return false;
		bool plain = doc == &trust->timestamp || (!consistent && doc != &trust->root);
		int length =
		    plain ? snprintf(name, size, "%s.json", encoded) : snprintf(name, size, "%lld.%s.json", (long long)doc->version, encoded);
		*out = (struct trust_bytes){doc->bytes, doc->length};
		return length >= 0 && (size_t)length < size;
	}
	return false;
}

void trust_state(const struct trust *trust, struct trust_state *out)
{
	const char *issued = json_string_value(json_object_get(trust->timestamp.signed_part, "x-signpost-issued"));
	struct trust_state state = {
	    .root = trust->root.version,
	    .timestamp = trust->timestamp.version,
	    .snapshot = trust->snapshot.version,
	    .targets = trust->targets.version,
	    .root_expires = trust->root.expires,
	    .timestamp_expires = trust->timestamp.expires,
	    .snapshot_expires = trust->snapshot.expires,
	    .targets_expires = trust->targets.expires,
	};

	if (!issued || !moment_parse(issued, &state.issued))
		state.issued = 0;
	*out = state;
}

int64_t trust_floor(int64_t clock, int64_t built, int64_t issued)
{
	int64_t floor = built > issued ? built : issued;
	return clock > floor ? clock : floor;
}
