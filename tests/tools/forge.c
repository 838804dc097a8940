/*
 * A thief at the publisher's server: puts a change live that too few people have signed.
 *
 *     forge PUBLIC CHANGE KEY PASSPHRASE-FILE
 *
 * CHANGE is a file from DIR/waiting, signed by some; KEY the stolen online key. The roles of the
 * change are served as they are, and a new snapshot and timestamp vouch for them; targets
 * are the caller's to copy. signpost-admin refuses all this, so a test needs it to show
 * that a screen refuses it too.
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

static struct trust_signer *open_key(const char *key, const char *passphrase, struct key_secrets *secrets)
{
	struct options options = {.keys = {1, {key}}, .passphrase_files = {1, {passphrase}}};
	struct fault fault;

	if (key_read_secrets(&options, secrets, &fault))
		return secrets->list[0].signer;
	fprintf(stderr, "forge: %s\n", fault.says);
	exit(3);
}

int main(int argc, char **argv)
{
	struct key_secrets secrets = {0};
	char path[4096];
	const char *role;
	json_t *metadata;

	if (argc != 5)
		return 2;
	folder = argv[1];
	struct trust_signer *signer = open_key(argv[3], argv[4], &secrets);
	json_t *change = read_json(argv[2]);
	snprintf(path, sizeof path, "%s/metadata/timestamp.json", folder);
	json_t *timestamp = newer(read_json(path));
	json_int_t version =
	    json_integer_value(json_object_get(json_object_get(json_object_get(signed_part(timestamp), "meta"), "snapshot.json"), "version"));
	snprintf(path, sizeof path, "%s/metadata/%lld.snapshot.json", folder, (long long)version);
	json_t *snapshot = newer(read_json(path));
	json_object_foreach(json_object_get(change, "new"), role, metadata)
	{
		vouch(snapshot, role, metadata);
	}
	if (!repo_sign(snapshot, signer, NULL))
		return 3;
	vouch(timestamp, "snapshot", snapshot);
	char *text;
	size_t length;
	if (!repo_sign(timestamp, signer, NULL) || !repo_text(timestamp, &text, &length, NULL))
		return 3;
	write_text("timestamp.json", text, length);
	free(text);
	json_decref(timestamp);
	json_decref(snapshot);
	json_decref(change);
	key_secrets_free(&secrets);
	return 0;
}
