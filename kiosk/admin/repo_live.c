#include "admin/repo_live.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin/repo_words.h"

bool repo_is_ready(const json_t *change, struct fault *fault)
{
	json_t *missing = repo_change_missing(change), *left = repo_change_unsigned(change);
	json_t *first = json_array_get(missing, 0);
	char who[REPO_WHO_SIZE], words[REPO_WORDS_SIZE];
	bool good = json_array_size(missing) == 0 && json_array_size(left) == 0;

	if (first) {
		repo_who_words(json_object_get(first, "may"),
			       (int)(json_integer_value(json_object_get(first, "needs")) - json_integer_value(json_object_get(first, "has"))), who);
		repo_role_words(json_string_value(json_object_get(first, "role")), words);
		fault_set(fault, "%s waits: %s must still sign %s", json_string_value(json_object_get(change, "what")), who, words);
	} else if (!good) {
		repo_role_words(json_string_value(json_array_get(left, 0)), words);
		fault_set(fault, "%s would not be signed by those who must sign; it is to be signed anew with this change", words);
	}
	json_decref(missing);
	json_decref(left);
	return good;
}

/* ---- the online key ---- */

static bool is_one_of(const struct repo_role *role, const char *id)
{
	json_t *one;
	size_t i;

	json_array_foreach(role->ids, i, one) if (json_is_string(one) && strcmp(json_string_value(one), id) == 0) return true;
	return false;
}

static const json_t *root_after(const struct repo *repo, const json_t *change)
{
	return change ? repo_change_after(change, "root") : json_object_get(repo->live, "root");
}

bool repo_has_online(const struct repo *repo, const json_t *change, const struct key_secrets *secrets)
{
	struct repo_role role;

	if (!repo_role(root_after(repo, change), NULL, "timestamp", &role))
		return false;
	for (int i = 0; i < secrets->count; i++)
		if (is_one_of(&role, secrets->list[i].public.id))
			return true;
	return false;
}

static bool sign_online(json_t *metadata, const json_t *root, const char *name, const struct key_secrets *secrets, struct fault *fault)
{
	struct repo_role role;
	char whose[96] = "nobody";

	if (!metadata || !repo_role(root, NULL, name, &role))
		return fault_set(fault, "there is no memory left, or root has no role %s", name);
	for (int i = 0; i < secrets->count; i++)
		if (is_one_of(&role, secrets->list[i].public.id) && !repo_sign(metadata, secrets->list[i].signer, fault))
			return false;
	if (repo_signatures(metadata, &role) >= role.threshold)
		return true;
	const char *id = json_string_value(json_array_get(role.ids, 0));
	if (id)
		repo_whose(root, NULL, id, whose);
	return fault_set(fault, "the key \"%s\" (%.12s...) signs the %s and is missing: give it with --key", whose, id ? id : "", name);
}

/* ---- building ---- */

struct going {
	const struct repo *repo;
	const json_t *change; /* NULL: nothing but a fresh timestamp */
	json_t *live, *snapshot, *timestamp;
	bool new_snapshot;
};

static json_t *live_after(const struct repo *repo, const json_t *change)
{
	json_t *live = json_copy(repo->live), *metadata;
	const char *name;

	json_object_foreach(json_object_get(change, "new"), name, metadata) json_object_set(live, name, metadata);
	return live;
}

static json_t *roles_of(const json_t *live)
{
	json_t *roles = json_copy((json_t *)live);
	json_object_del(roles, "root");
	return roles;
}

static bool snapshot_stands(const struct repo *repo, const json_t *root, moment now)
{
	struct repo_role role;
	return repo->snapshot && repo_role(root, NULL, "snapshot", &role) && repo_signatures(repo->snapshot, &role) >= role.threshold &&
	       repo_expires(repo->snapshot) > now + REPO_NEAR;
}

static bool roles_change(const json_t *change)
{
	const json_t *roles = json_object_get(change, "new");
	return json_object_size(roles) > (json_object_get(roles, "root") ? 1u : 0u);
}

static bool build(struct going *going, const struct key_secrets *secrets, moment now, struct fault *fault)
{
	const struct repo *repo = going->repo;
	const json_t *root = root_after(repo, going->change);

	going->live = live_after(repo, going->change);
	going->new_snapshot = roles_change(going->change) || !snapshot_stands(repo, root, now);
	if (going->new_snapshot) {
		json_t *roles = roles_of(going->live);
		going->snapshot = repo_new_snapshot(repo->snapshot, roles, now, fault);
		json_decref(roles);
		if (!going->snapshot || !sign_online(going->snapshot, root, "snapshot", secrets, fault))
			return false;
	} else {
		going->snapshot = json_incref(repo->snapshot);
	}
	going->timestamp = repo_new_timestamp(repo->timestamp, going->snapshot, repo_version(root), now, repo_timestamp_lasts(repo));
	return sign_online(going->timestamp, root, "timestamp", secrets, fault);
}

/* ---- writing ---- */

static bool write_metadata(const struct repo *repo, const char *name, const json_t *metadata, bool versioned, struct fault *fault)
{
	char file[REPO_ROLE_SIZE + 64], *text;
	size_t length;

	if (versioned)
		snprintf(file, sizeof file, "metadata/%lld.%s.json", (long long)repo_version(metadata), name);
	else
		snprintf(file, sizeof file, "metadata/%s.json", name);
	if (!repo_text(metadata, &text, &length, fault))
		return false;
	bool good = repo_write(repo, file, text, length, fault);
	free(text);
	return good;
}

/* The files that the change brings are put from waiting/ to where they are served. */
static bool write_targets(const struct repo *repo, const json_t *change, struct fault *fault)
{
	json_t *paths = repo_change_paths(change, true), *hash;
	const char *path;
	bool good = true;

	json_object_foreach(paths, path, hash)
	{
		char name[REPO_PATH_SIZE], full[REPO_PATH_SIZE], *bytes;
		size_t length;
		good = good && repo_target_name(path, json_string_value(hash), name) && repo_path(repo, full, "targets/%s", name) &&
		       (bytes = repo_target(repo, path, json_string_value(hash), &length, fault)) != NULL;
		if (!good)
			break;
		if (access(full, F_OK) != 0)
			good = repo_write(repo, full + strlen(repo->folder) + 1, bytes, length, fault);
		free(bytes);
	}
	json_decref(paths);
	return good;
}

static bool write_roles(const struct going *going, struct fault *fault)
{
	const json_t *root = json_object_get(json_object_get(going->change, "new"), "root");
	const char *name;
	json_t *metadata;

	if (root && !write_metadata(going->repo, "root", root, true, fault))
		return false;
	json_object_foreach(json_object_get(going->change, "new"), name,
			    metadata) if (strcmp(name, "root") != 0 && !write_metadata(going->repo, name, metadata, true, fault)) return false;
	return true;
}

static bool write_release(const struct repo *repo, const json_t *change, struct fault *fault)
{
	const json_t *release = json_object_get(change, "release");
	char name[64], *text;
	size_t length;

	if (!json_is_object(release))
		return true;
	snprintf(name, sizeof name, "releases/%lld.json", (long long)json_integer_value(json_object_get(release, "release")));
	if (!repo_text(release, &text, &length, fault))
		return false;
	bool good = repo_write(repo, name, text, length, fault);
	free(text);
	return good;
}

static bool write_all(const struct going *going, struct fault *fault)
{
	const struct repo *repo = going->repo;

	if (going->change && (!write_targets(repo, going->change, fault) || !write_roles(going, fault)))
		return false;
	if (going->new_snapshot && !write_metadata(repo, "snapshot", going->snapshot, true, fault))
		return false;
	return (!going->change || write_release(repo, going->change, fault)) && write_metadata(repo, "timestamp", going->timestamp, false, fault);
}

static void take(struct repo *repo, struct going *going, bool good)
{
	if (good) {
		json_decref(repo->live);
		json_decref(repo->snapshot);
		json_decref(repo->timestamp);
		repo->live = json_incref(going->live);
		repo->snapshot = json_incref(going->snapshot);
		repo->timestamp = json_incref(going->timestamp);
	}
	json_decref(going->live);
	json_decref(going->snapshot);
	json_decref(going->timestamp);
}

/* A change is made for what was live then. A role that already is as the change wants it
 * was written by a call that was stopped. */
static bool fits_live(const struct repo *repo, const json_t *change, struct fault *fault)
{
	const json_t *base = json_object_get(change, "base");
	const char *name;
	json_t *metadata;

	json_object_foreach(
	    repo->live, name,
	    metadata) if (!json_equal(metadata, json_object_get(base, name)) &&
			  !json_equal(
			      metadata,
			      repo_change_after(
				  change,
				  name))) return fault_set(fault,
							   "%s was made before something else went live (role %s); discard it and publish again",
							   json_string_value(json_object_get(change, "what")), name);
	return true;
}

bool repo_make_live(struct repo *repo, const json_t *change, const struct key_secrets *secrets, moment now, struct fault *fault)
{
	struct going going = {.repo = repo, .change = change};

	if (!repo_is_ready(change, fault) || !fits_live(repo, change, fault))
		return false;
	bool good = build(&going, secrets, now, fault) && write_all(&going, fault);
	take(repo, &going, good);
	return good && repo_waiting_clear(repo, fault);
}

bool repo_renew(struct repo *repo, const struct key_secrets *secrets, moment now, struct fault *fault)
{
	struct going going = {.repo = repo};

	if (!repo->timestamp)
		return fault_set(fault, "nothing is live here yet, so there is nothing to renew");
	bool good = build(&going, secrets, now, fault) && write_all(&going, fault);
	take(repo, &going, good);
	return good;
}
