/* New metadata: root, targets, snapshot, timestamp. */
#include "core/repo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPEC "1.0.34"

static json_t *part_new(const char *type, int64_t version, moment expires)
{
	char time[REPO_TIME_SIZE];

	repo_time(expires, time);
	return json_pack("{s:s, s:s, s:I, s:s}", "_type", type, "spec_version", SPEC, "version", (json_int_t)version, "expires", time);
}

static json_t *ids_of(const struct repo_keys *keys)
{
	json_t *ids = json_array();
	for (int i = 0; i < keys->count; i++)
		json_array_append_new(ids, json_string(keys->list[i].id));
	return ids;
}

static void add_keys(json_t *keys, json_t *names, const struct repo_keys *list)
{
	for (int i = 0; i < list->count; i++) {
		json_object_set(keys, list->list[i].id, list->list[i].key);
		if (list->list[i].name[0])
			json_object_set_new(names, list->list[i].id, json_string(list->list[i].name));
	}
}

static bool no_key_twice(const struct repo_keys *keys, const char *role, struct fault *fault)
{
	for (int i = 0; i < keys->count; i++)
		for (int j = 0; j < i; j++)
			if (strcmp(keys->list[i].id, keys->list[j].id) == 0)
				return fault_set(fault, "the key of %s stands twice among the %s keys; one person signs once", keys->list[i].name,
						 role);
	return true;
}

static bool people_fit(const struct repo_people *people, struct fault *fault)
{
	if (people->root_threshold < 2)
		return fault_set(fault, "one root key alone would decide who publishes, and a thief of it as well: at least 2 must sign");
	if (people->root.count < people->root_threshold)
		return fault_set(fault,
				 "%d root keys cannot give %d signatures; give --root-key once for each of at least %d people, better one more",
				 people->root.count, people->root_threshold, people->root_threshold);
	if (people->publishers.count < 2)
		return fault_set(fault, "two people sign safety items: give --publisher PUB for at least two");
	if (people->online.count != 1)
		return fault_set(fault, "the key that renews the timestamp is missing: --online PUB");
	return no_key_twice(&people->root, "root", fault) && no_key_twice(&people->publishers, "publishers'", fault);
}

static void add_role(json_t *roles, const char *name, const struct repo_keys *keys, int threshold)
{
	json_object_set_new(roles, name, json_pack("{s:o, s:i}", "keyids", ids_of(keys), "threshold", threshold));
}

json_t *repo_new_root(const struct repo_people *people, moment now, struct fault *fault)
{
	if (!people_fit(people, fault))
		return NULL;
	json_t *part = part_new("root", 1, now + REPO_ROOT_LASTS), *keys = json_object(), *names = json_object(), *roles = json_object();
	add_keys(keys, names, &people->root);
	add_keys(keys, names, &people->publishers);
	add_keys(keys, names, &people->online);
	add_role(roles, "root", &people->root, people->root_threshold);
	add_role(roles, "targets", &people->publishers, 2);
	add_role(roles, "snapshot", &people->online, 1);
	add_role(roles, "timestamp", &people->online, 1);
	json_object_set_new(part, "consistent_snapshot", json_true());
	json_object_set_new(part, "keys", keys);
	json_object_set_new(part, "roles", roles);
	json_object_set_new(part, "x-signpost-names", names);
	json_t *metadata = repo_metadata(part);
	if (!metadata)
		fault_set(fault, "a name is not UTF-8, or no memory is left");
	if (metadata && repo_keys_apart(metadata, NULL, fault))
		return metadata;
	json_decref(metadata);
	return NULL;
}

json_t *repo_new_targets(const struct repo_keys *publishers, moment now, struct fault *fault)
{
	json_t *part = part_new("targets", 1, now + REPO_LASTS), *keys = json_object(), *names = json_object();

	add_keys(keys, names, publishers);
	json_t *role = json_pack("{s:s, s:o, s:i, s:b, s:[s]}", "name", "channels", "keyids", ids_of(publishers), "threshold", 1, "terminating", 1,
				 "paths", "channels/*.json");
	json_object_set_new(part, "targets", json_object());
	json_object_set_new(part, "delegations", json_pack("{s:o, s:[o]}", "keys", keys, "roles", role));
	json_object_set_new(part, "x-signpost-names", names);
	json_t *metadata = repo_metadata(part);
	if (!metadata)
		fault_set(fault, "a name is not UTF-8, or no memory is left");
	return metadata;
}

json_t *repo_new_role(moment now)
{
	json_t *part = part_new("targets", 1, now + REPO_LASTS);
	json_object_set_new(part, "targets", json_object());
	return repo_metadata(part);
}

/* {"version": n, "length": n, "hashes": {"sha256": hex}} of a metadata file */
static json_t *described(const json_t *metadata, struct fault *fault)
{
	char *text, hash[TRUST_HEX_SIZE];
	size_t length;

	if (!repo_text(metadata, &text, &length, fault))
		return NULL;
	trust_sha256(text, length, hash);
	free(text);
	return json_pack("{s:I, s:I, s:{s:s}}", "version", (json_int_t)repo_version(metadata), "length", (json_int_t)length, "hashes", "sha256",
			 hash);
}

json_t *repo_new_snapshot(const json_t *old, const json_t *roles, moment now, struct fault *fault)
{
	json_t *part = part_new("snapshot", old ? repo_version(old) + 1 : 1, now + REPO_LASTS), *meta = json_object();
	const char *name;
	json_t *metadata;

	json_object_set_new(part, "meta", meta);
	json_object_foreach((json_t *)roles, name, metadata)
	{
		char file[REPO_ROLE_SIZE + 8];
		json_t *about = described(metadata, fault);
		if (!about) {
			json_decref(part);
			return NULL;
		}
		snprintf(file, sizeof file, "%s.json", name);
		json_object_set_new(meta, file, about);
	}
	return repo_metadata(part);
}

json_t *repo_new_timestamp(const json_t *old, const json_t *snapshot, int64_t root, moment now, int lasts)
{
	json_t *part = part_new("timestamp", old ? repo_version(old) + 1 : 1, now + lasts);
	char time[REPO_TIME_SIZE];

	repo_time(now, time);
	json_object_set_new(part, "x-signpost-issued", json_string(time));
	json_object_set_new(part, "x-signpost-root", json_integer(root));
	json_object_set_new(part, "meta", json_pack("{s:o}", "snapshot.json", described(snapshot, NULL)));
	return repo_metadata(part);
}
