/* status: what is published, what ends when, whose keys are where, and what waits for whom. */
#include <stdlib.h>
#include <string.h>

#include "admin/repo_call.h"
#include "admin/repo_live.h"

/*
 * JSON: {"folder": path, "profile": "by-hand", "release": n, "channels": [{"channel": name,
 *  "release": n, "packs": [id...], "files": n}...], "roles": [{"role": name, "version": n,
 *  "expires": time, "days": n, "near": bool, "needs": n, "keys": [{"name", "id"}...]}...],
 *  "waiting": null | {"what", "file", "missing": as of publish}, "fine": bool}
 * It ends with 1 when something has ended or ends soon: within 60 days, or half of what it
 * lasts where that is less.
 */

struct looked {
	json_t *roles;
	bool near;
};

static json_t *keys_of(const struct repo *repo, const struct repo_role *role)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach(role->ids, i, one)
	{
		char whose[96];
		repo_whose(json_object_get(repo->live, "root"), json_object_get(repo->live, "targets"), json_string_value(one), whose);
		json_array_append_new(list, json_pack("{s:s, s:O}", "name", whose, "id", one));
	}
	return list;
}

static void look(const struct repo_call *call, struct looked *looked, const char *name, const json_t *metadata)
{
	const struct repo *repo = &call->repo;
	moment left = repo_expires(metadata) - call->now;
	bool timestamp = strcmp(name, "timestamp") == 0;
	moment least = timestamp && repo_timestamp_lasts(repo) < 2 * REPO_NEAR ? repo_timestamp_lasts(repo) / 2 : REPO_NEAR;
	struct repo_role role;

	if (!repo_role(json_object_get(repo->live, "root"), json_object_get(repo->live, "targets"), name, &role))
		return;
	looked->near = looked->near || left <= least;
	json_array_append_new(looked->roles,
			      json_pack("{s:s, s:I, s:O, s:I, s:b, s:i, s:o}", "role", name, "version", (json_int_t)repo_version(metadata), "expires",
					json_object_get(json_object_get(metadata, "signed"), "expires"), "days",
					(json_int_t)(left >= 0 ? left / 86400 : -1 - (-left - 1) / 86400), "near", left <= least, "needs",
					role.threshold, "keys", keys_of(repo, &role)));
}

static json_t *channels_of(const struct repo *repo, struct fault *fault)
{
	json_t *list = json_array(), *channel, *record = NULL;
	const char *name;

	if (repo_newest(repo) > 0 && !(record = repo_release(repo, repo_newest(repo), fault))) {
		json_decref(list);
		return NULL;
	}
	json_object_foreach(json_object_get(record, "channels"), name, channel) json_array_append_new(
	    list, json_pack("{s:s, s:O, s:O, s:i}", "channel", name, "release", json_object_get(channel, "release"), "packs",
			    json_object_get(channel, "packs"), "files", (int)json_array_size(json_object_get(channel, "files"))));
	json_decref(record);
	return list;
}

static json_t *waiting_of(const struct repo *repo, struct fault *fault, bool *good)
{
	char path[REPO_PATH_SIZE];
	json_t *change;

	if (!repo_waiting_path(repo, path))
		return json_null();
	change = repo_change_read(path, fault);
	*good = change != NULL;
	json_t *out = json_pack("{s:O*, s:s, s:o*}", "what", json_object_get(change, "what"), "file", path, "missing",
				change ? repo_change_missing(change) : NULL);
	json_decref(change);
	return out;
}

/* Every file that is live must be there as it was signed. */
static bool files_are_there(const struct repo *repo, struct fault *fault)
{
	json_t *change = repo_change_new(repo->live, 1, "", 0), *paths = repo_change_paths(change, false), *hash;
	const char *path;
	bool good = true;

	json_object_foreach(paths, path, hash)
	{
		char *bytes;
		size_t length;
		good = good && (bytes = repo_target(repo, path, json_string_value(hash), &length, fault)) != NULL;
		if (!good)
			break;
		free(bytes);
	}
	json_decref(paths);
	json_decref(change);
	return good;
}

/* ---- printing ---- */

static void print_end(long long days, FILE *out)
{
	if (days < 0)
		fprintf(out, "ended %lld %s ago", -days, days == -1 ? "day" : "days");
	else
		fprintf(out, "ends in %lld %s", days, days == 1 ? "day" : "days");
}

static json_t *names_of(const json_t *role)
{
	json_t *names = json_array(), *key;
	size_t i;

	json_array_foreach(json_object_get(role, "keys"), i, key) json_array_append(names, json_object_get(key, "name"));
	return names;
}

static void print_roles(const json_t *roles, FILE *out)
{
	json_t *role;
	size_t i;

	json_array_foreach(roles, i, role)
	{
		int needs = (int)json_integer_value(json_object_get(role, "needs"));
		json_t *names = names_of(role);
		char who[REPO_WHO_SIZE], words[REPO_WORDS_SIZE];
		repo_who_words(names, needs, who);
		repo_role_words(json_string_value(json_object_get(role, "role")), words);
		fprintf(out, "%c %-24s ", json_is_true(json_object_get(role, "near")) ? '!' : ' ', json_string_value(json_object_get(role, "role")));
		print_end(json_integer_value(json_object_get(role, "days")), out);
		fprintf(out, " (%.10s); needs %d %s: %s; %s, version %lld\n", json_string_value(json_object_get(role, "expires")), needs,
			needs == 1 ? "signature" : "signatures", who, words, (long long)json_integer_value(json_object_get(role, "version")));
		json_decref(names);
	}
}

/* The commands that make good what is marked: first what people sign, for the online key
 * renews the timestamp with it. */
static void print_do(const json_t *status, FILE *out)
{
	const char *folder = json_string_value(json_object_get(status, "folder"));
	bool people = false, root = false, online = false;
	json_t *role;
	size_t i;

	json_array_foreach(json_object_get(status, "roles"), i, role)
	{
		const char *name = json_string_value(json_object_get(role, "role"));
		if (!json_is_true(json_object_get(role, "near")))
			continue;
		if (strcmp(name, "snapshot") == 0 || strcmp(name, "timestamp") == 0)
			online = true;
		else
			people = true;
		root = root || strcmp(name, "root") == 0;
	}
	fprintf(out, "What is marked ! has ended or ends soon. Screens keep what they show, and take nothing new once it has ended. Run:\n");
	if (people)
		fprintf(out,
			"  signpost-admin resign %s --all --key KEY%s\n"
			"  signpost-admin sign %s --key KEY      (each of the others, until nobody must sign any more)\n"
			"  signpost-admin publish %s --finish --key ONLINE\n",
			folder, root ? " --key ROOT-KEY --key ROOT-KEY" : "", folder, folder);
	else if (online)
		fprintf(out, "  signpost-admin resign %s --key ONLINE\n", folder);
}

static void print_keys(const json_t *roles, FILE *out)
{
	json_t *seen = json_object(), *role, *key;
	size_t i, j;

	fprintf(out, "Keys:\n");
	json_array_foreach(roles, i, role) json_array_foreach(json_object_get(role, "keys"), j, key)
	{
		const char *id = json_string_value(json_object_get(key, "id"));
		if (!json_object_get(seen, id))
			fprintf(out, "  %s  %s\n", id, json_string_value(json_object_get(key, "name")));
		json_object_set_new(seen, id, json_true());
	}
	json_decref(seen);
}

static void print_status(const json_t *status, FILE *out)
{
	json_t *channel, *pack, *waiting = json_object_get(status, "waiting");
	size_t i, j;

	fprintf(out, "%s: release %lld, %s\n", json_string_value(json_object_get(status, "folder")),
		(long long)json_integer_value(json_object_get(status, "release")), json_string_value(json_object_get(status, "profile")));
	json_array_foreach(json_object_get(status, "channels"), i, channel)
	{
		fprintf(out, "channel %s: release %lld, %lld files of", json_string_value(json_object_get(channel, "channel")),
			(long long)json_integer_value(json_object_get(channel, "release")),
			(long long)json_integer_value(json_object_get(channel, "files")));
		json_array_foreach(json_object_get(channel, "packs"), j, pack) fprintf(out, "%s %s", j ? "," : "", json_string_value(pack));
		fprintf(out, "\n");
	}
	print_roles(json_object_get(status, "roles"), out);
	print_keys(json_object_get(status, "roles"), out);
	if (json_is_object(waiting)) {
		fprintf(out, "Waits: %s, %s\n", json_string_value(json_object_get(waiting, "what")),
			json_string_value(json_object_get(waiting, "file")));
		repo_print_missing(json_object_get(waiting, "missing"), out);
	}
	if (!json_is_true(json_object_get(status, "fine")))
		print_do(status, out);
}

static enum admin_exit work(struct repo_call *call, struct fault *fault)
{
	struct looked looked = {json_array(), false};
	const char *name;
	json_t *metadata;
	bool good = true;

	json_object_foreach(call->repo.live, name, metadata) look(call, &looked, name, metadata);
	if (call->repo.snapshot)
		look(call, &looked, "snapshot", call->repo.snapshot);
	if (call->repo.timestamp)
		look(call, &looked, "timestamp", call->repo.timestamp);
	json_t *channels = channels_of(&call->repo, fault), *waiting = waiting_of(&call->repo, fault, &good);
	good = good && channels && files_are_there(&call->repo, fault);
	json_t *status = json_pack("{s:s, s:O, s:I, s:o*, s:o, s:o, s:b}", "folder", call->repo.folder, "profile",
				   json_object_get(call->repo.settings, "profile"), "release", (json_int_t)repo_newest(&call->repo), "channels",
				   channels, "roles", looked.roles, "waiting", waiting, "fine", good && !looked.near);
	if (good && call->options.json)
		repo_print_json(status, call->out);
	else if (good)
		print_status(status, call->out);
	json_decref(status);
	if (!good)
		return ADMIN_SYSTEM;
	return looked.near ? ADMIN_FINDINGS : ADMIN_FINE;
}

int command_status(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "status", .work = work, .looks = true, .words = 1, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}
