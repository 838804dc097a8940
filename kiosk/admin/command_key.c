/* key new, key show: the keys with which people sign. */
#include "admin/admin.h"

#include <jansson.h>
#include <string.h>

#include "admin/key_file.h"
#include "admin/options.h"
#include "admin/passphrase.h"

static void print_key(const struct key_public *key, const struct options *options, FILE *out)
{
	if (options->json) {
		json_t *root = json_pack("{s:s, s:s, s:O}", "name", key->name, "id", key->id, "key", key->key);
		json_dumpf(root, out, JSON_INDENT(1));
		fputc('\n', out);
		json_decref(root);
		return;
	}
	fprintf(out, "name    %s\nid      %s\npublic  %s\n", key->name[0] ? key->name : "(none)", key->id,
		json_string_value(json_object_get(json_object_get(key->key, "keyval"), "public")));
}

static bool read_words(int argc, char **argv, const char *name, struct options *options, struct fault *fault)
{
	if (!options_read(argc, argv, command_find(name)->options, options, fault))
		return false;
	if (options->folder_count > 1)
		return fault_set(fault, "%s takes one file at a time", name);
	if (strcmp(name, "key new") == 0 && (!options->name || !options->name[0]))
		return fault_set(fault, "key new needs a name, by which others know whose key it is: --name \"Ann Example\"");
	if (options->name && strlen(options->name) >= KEY_NAME_SIZE)
		return fault_set(fault, "--name has at most %d bytes", KEY_NAME_SIZE - 1);
	return true;
}

int command_key_new(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct options options = {.now = now};
	struct key_public key;
	struct fault fault;
	char passphrase[PASSPHRASE_SIZE] = "";

	if (!read_words(argc, argv, "key new", &options, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_USAGE;
	}
	const char *path = options.folders[0];
	bool good = options.passphrase_files.count > 0 ? passphrase_file(options.passphrase_files.words[0], passphrase, &fault)
						       : passphrase_ask(path, true, passphrase, &fault);
	good = good && key_make(path, options.name, passphrase, &key, &fault);
	passphrase_wipe(passphrase);
	if (!good)
		return admin_refuse(&fault, ADMIN_SYSTEM, err);
	print_key(&key, &options, out);
	if (!options.json)
		fprintf(out,
			"The secret part is %s: keep it, and its passphrase, to yourself; nobody can make it again.\nThe public part is %s.pub: give "
			"it to whoever runs \"repo init\".\n",
			path, path);
	key_public_free(&key);
	return ADMIN_FINE;
}

int command_key_show(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct options options = {.now = now};
	struct key_public key;
	struct fault fault;

	if (!read_words(argc, argv, "key show", &options, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_USAGE;
	}
	if (!key_read_public(options.folders[0], &key, &fault))
		return admin_refuse(&fault, ADMIN_SYSTEM, err);
	print_key(&key, &options, out);
	key_public_free(&key);
	return ADMIN_FINE;
}
