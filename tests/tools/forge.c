/*
 * What signpost-admin refuses to publish, for tests that show that a screen refuses it too.
 *
 *     forge PUBLIC PASSPHRASE-FILE steal CHANGE ONLINE
 *         A thief at the server: a change from DIR/waiting that too few people have signed goes
 *         live as it is; a new snapshot and timestamp, signed with the stolen online key, vouch
 *         for it. Targets are the caller's to copy.
 *     forge PUBLIC PASSPHRASE-FILE collude PACKS MIN-APP ONLINE KEY...
 *         Everybody who has a KEY together, without the checker and the proof: files of PACKS/<id>/
 *         that differ from what is published take its place, the channel lists them, and all sign.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "admin/key_file.h"
#include "base/file.h"
#include "core/repo.h"

static const char *folder;

static json_t *read_json(const char *path)
{
	json_t *json = json_load_file(path, 0, NULL);

	if (!json) {
		fprintf(stderr, "forge: %s cannot be read\n", path);
		exit(3);
	}
	return json;
}

static void write_text(const char *name, const char *text, size_t length)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/metadata/%s", folder, name);
	if (!file_replace(path, text, length, NULL))
		exit(3);
}

static json_t *signed_part(json_t *metadata)
{
	return json_object_get(metadata, "signed");
}

/* Writes the file and makes `above` name it, by version, length and hash. */
static void vouch(json_t *above, const char *role, const json_t *metadata)
{
	char name[256], hash[TRUST_HEX_SIZE], *text;
	size_t length;

	if (!repo_text(metadata, &text, &length, NULL))
		exit(3);
	trust_sha256(text, length, hash);
	snprintf(name, sizeof name, "%lld.%s.json", (long long)repo_version(metadata), role);
	write_text(name, text, length);
	free(text);
	snprintf(name, sizeof name, "%s.json", role);
	json_object_set_new(
	    json_object_get(signed_part(above), "meta"), name,
	    json_pack("{s:I, s:I, s:{s:s}}", "version", (json_int_t)repo_version(metadata), "length", (json_int_t)length, "hashes", "sha256", hash));
}

static json_t *newer(json_t *metadata)
{
	json_t *next = repo_next(metadata, (moment)time(NULL) + REPO_LASTS);

	json_decref(metadata);
	return next;
}

static void open_keys(const struct option_list *keys, const char *passphrase, struct key_secrets *secrets)
{
	struct options options = {.keys = *keys, .passphrase_files = {1, {passphrase}}};
	struct fault fault;

	if (key_read_secrets(&options, secrets, &fault))
		return;
	fprintf(stderr, "forge: %s\n", fault.says);
	exit(3);
}

static json_t *current(json_t *above, const char *role)
{
	char name[256], path[4096];

	snprintf(name, sizeof name, "%s.json", role);
	json_int_t version = json_integer_value(json_object_get(json_object_get(json_object_get(signed_part(above), "meta"), name), "version"));
	snprintf(path, sizeof path, "%s/metadata/%lld.%s.json", folder, (long long)version, role);
	return read_json(path);
}

/* Signs both with the first key, and writes them. */
static void finish(json_t *timestamp, json_t *snapshot, const struct key_secrets *secrets)
{
	char *text;
	size_t length;

	if (!repo_sign(snapshot, secrets->list[0].signer, NULL))
		exit(3);
	vouch(timestamp, "snapshot", snapshot);
	if (!repo_sign(timestamp, secrets->list[0].signer, NULL) || !repo_text(timestamp, &text, &length, NULL))
		exit(3);
	write_text("timestamp.json", text, length);
	free(text);
}

static void steal(const char *path, json_t *snapshot)
{
	json_t *change = read_json(path), *metadata;
	const char *role;

	json_object_foreach(json_object_get(change, "new"), role, metadata)
	{
		vouch(snapshot, role, metadata);
	}
	json_decref(change);
}

/* A target by its hash, beside the others. */
static void put_target(const char *path, const char *text, size_t length, json_t *target)
{
	char hash[TRUST_HEX_SIZE], place[8192];
	const char *slash = strrchr(path, '/') + 1;

	trust_sha256(text, length, hash);
	json_object_set_new(target, "length", json_integer((json_int_t)length));
	json_object_set_new(target, "hashes", json_pack("{s:s}", "sha256", hash));
	snprintf(place, sizeof place, "%s/targets/%.*s%s.%s", folder, (int)(slash - path), path, hash, slash);
	if (!file_replace(place, text, length, NULL))
		exit(3);
}

static bool is_same(const json_t *target, const char *text, size_t length)
{
	char hash[TRUST_HEX_SIZE];

	trust_sha256(text, length, hash);
	return strcmp(hash, json_string_value(json_object_get(json_object_get(target, "hashes"), "sha256"))) == 0;
}

/* New bytes of what `role` vouches for, from the packs; its hashes go into `hashes`. Gives how many
 * files differ. */
static int renew(json_t *role, const char *packs, json_t *hashes)
{
	int count = 0;
	json_t *targets = json_object_get(signed_part(role), "targets"), *target;
	const char *path;
	char place[8192], *text;
	size_t length;

	json_object_foreach(targets, path, target)
	{
		snprintf(place, sizeof place, "%s/%s", packs, path + strlen("packs/"));
		if (strncmp(path, "packs/", 6) != 0 || !file_read(place, 2 << 20, &text, &length, NULL))
			continue;
		if (!is_same(target, text, length)) {
			put_target(path, text, length, target);
			json_object_set(hashes, path, target);
			count++;
		}
		free(text);
	}
	return count;
}

/* The channel file with the new hashes. */
static void renew_channel(json_t *role, const char *min_app, const json_t *hashes)
{
	json_t *target = json_object_get(json_object_get(signed_part(role), "targets"), "channels/stable.json"), *file;
	char path[8192];
	size_t i;

	snprintf(path, sizeof path, "%s/targets/channels/%s.stable.json", folder,
		 json_string_value(json_object_get(json_object_get(target, "hashes"), "sha256")));
	json_t *channel = read_json(path);
	json_object_set_new(channel, "release", json_integer(json_integer_value(json_object_get(channel, "release")) + 1));
	json_object_set_new(channel, "min_app", json_string(min_app));
	json_array_foreach(json_object_get(channel, "files"), i, file)
	{
		const json_t *fresh = json_object_get(hashes, json_string_value(json_object_get(file, "path")));
		if (fresh) {
			json_object_set(file, "length", json_object_get(fresh, "length"));
			json_object_set(file, "sha256", json_object_get(json_object_get(fresh, "hashes"), "sha256"));
		}
	}
	char *text = json_dumps(channel, JSON_COMPACT);
	put_target("channels/stable.json", text, strlen(text), target);
	free(text);
	json_decref(channel);
}

static void sign_all(json_t *role, const struct key_secrets *secrets)
{
	for (int i = 1; i < secrets->count; i++)
		if (!repo_sign(role, secrets->list[i].signer, NULL))
			exit(3);
}

static void collude(json_t *snapshot, const char *packs, const char *min_app, const struct key_secrets *secrets)
{
	json_t *hashes = json_object(), *names = json_deep_copy(json_object_get(signed_part(snapshot), "meta")), *meta, *role;
	const char *name;
	char id[256];

	json_object_foreach(names, name, meta)
	{
		snprintf(id, sizeof id, "%.*s", (int)(strlen(name) - strlen(".json")), name);
		if (strncmp(id, "pack-", 5) != 0 && strncmp(id, "safety-", 7) != 0)
			continue;
		role = newer(current(snapshot, id));
		if (renew(role, packs, hashes) > 0) {
			sign_all(role, secrets);
			vouch(snapshot, id, role);
		}
		json_decref(role);
	}
	role = newer(current(snapshot, "channels"));
	renew_channel(role, min_app, hashes);
	sign_all(role, secrets);
	vouch(snapshot, "channels", role);
	json_decref(role);
	json_decref(names);
	json_decref(hashes);
}

int main(int argc, char **argv)
{
	struct key_secrets secrets = {0};
	struct option_list keys = {0};
	char path[4096];
	bool theft = argc == 6 && strcmp(argv[3], "steal") == 0;

	if (!theft && (argc < 8 || strcmp(argv[3], "collude") != 0))
		return 2;
	folder = argv[1];
	for (int i = theft ? 5 : 6; i < argc && keys.count < OPTIONS_LIST_MAX; i++)
		keys.words[keys.count++] = argv[i];
	open_keys(&keys, argv[2], &secrets);
	snprintf(path, sizeof path, "%s/metadata/timestamp.json", folder);
	json_t *timestamp = newer(read_json(path)), *snapshot = newer(current(timestamp, "snapshot"));
	if (theft)
		steal(argv[4], snapshot);
	else
		collude(snapshot, argv[4], argv[5], &secrets);
	finish(timestamp, snapshot, &secrets);
	json_decref(timestamp);
	json_decref(snapshot);
	key_secrets_free(&secrets);
	return 0;
}
