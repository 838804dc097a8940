#include "admin/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin/passphrase.h"
#include "base/file.h"
#include "core/trust_seal.h"

enum { PUBLIC_MAX = 16 << 10, PATH_SIZE = 4096 };

void key_public_free(struct key_public *key)
{
	json_decref(key->key);
	*key = (struct key_public){.key = NULL};
}

/* ---- reading ---- */

static bool public_of(const json_t *root, struct key_public *out, struct fault *fault)
{
	const char *name = json_string_value(json_object_get(root, "name"));
	const char *id = json_string_value(json_object_get(root, "id"));
	struct key_public read = {.key = json_object_get(root, "key")};
	struct trust_key *usable = trust_key_read(read.key);

	trust_key_free(usable);
	if (json_integer_value(json_object_get(root, "format")) != KEY_FILE_FORMAT)
		return fault_set(fault, "its \"format\" is not %d; is it a public key of \"signpost-admin key new\"?", KEY_FILE_FORMAT);
	if (!usable || !name || !id || strlen(name) >= sizeof read.name)
		return fault_set(fault, "this is no public key; \"signpost-admin key new\" makes FILE and, to give to others, FILE.pub");
	if (!trust_key_id(read.key, read.id, fault))
		return false;
	if (strcmp(read.id, id) != 0)
		return fault_set(fault, "the id in this file is not its key's: the file was changed; ask its owner for it again");
	snprintf(read.name, sizeof read.name, "%s", name);
	json_incref(read.key);
	*out = read;
	return true;
}

static bool read_public_at(const char *path, struct key_public *out, struct fault *fault)
{
	char *text;
	size_t length;

	if (!file_read(path, PUBLIC_MAX, &text, &length, fault))
		return false;
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	bool good = root ? public_of(root, out, fault) : fault_set(fault, "this is no public key; give the file that ends in .pub");
	if (!good)
		fault_at(fault, path, 0, NULL);
	json_decref(root);
	free(text);
	return good;
}

bool key_read_public(const char *path, struct key_public *out, struct fault *fault)
{
	char beside[PATH_SIZE];
	size_t length = strlen(path);

	if (length > 4 && strcmp(path + length - 4, ".pub") == 0)
		return read_public_at(path, out, fault);
	snprintf(beside, sizeof beside, "%s.pub", path);
	return read_public_at(file_is_plain(beside) ? beside : path, out, fault);
}

static bool get_passphrase(const struct options *options, int at, const struct key_public *public, char out[PASSPHRASE_SIZE], struct fault *fault)
{
	const struct option_list *files = &options->passphrase_files;
	char what[KEY_NAME_SIZE + PATH_SIZE];

	if (files->count > 0)
		return passphrase_file(files->words[at < files->count ? at : files->count - 1], out, fault);
	snprintf(what, sizeof what, "the key of %s (%s)", public->name[0] ? public->name : "nobody named", options->keys.words[at]);
	return passphrase_ask(what, false, out, fault);
}

static bool is_pair(const struct key_secret *secret, struct fault *fault)
{
	json_t *key = trust_signer_public(secret->signer);
	bool same = key && json_equal(key, secret->public.key);

	json_decref(key);
	return same || fault_set(fault, "the public part beside this key is of another key; put the right pair together");
}

static bool read_secret(const struct options *options, int at, struct key_secret *out, struct fault *fault)
{
	const char *path = options->keys.words[at];
	char passphrase[PASSPHRASE_SIZE] = "", *pem;
	size_t length;

	if (!key_read_public(path, &out->public, fault) || !file_read(path, TRUST_PEM_MAX, &pem, &length, fault))
		return false;
	bool good = get_passphrase(options, at, &out->public, passphrase, fault);
	if (good) {
		out->signer = trust_unseal(pem, passphrase, fault);
		good = out->signer && is_pair(out, fault);
		if (!good)
			fault_at(fault, path, 0, NULL);
	}
	passphrase_wipe(passphrase);
	free(pem);
	return good;
}

bool key_read_secrets(const struct options *options, struct key_secrets *out, struct fault *fault)
{
	memset(out, 0, sizeof *out);
	for (int i = 0; i < options->keys.count; i++) {
		out->count++;
		if (!read_secret(options, i, &out->list[i], fault))
			return false;
	}
	return true;
}

void key_secrets_free(struct key_secrets *secrets)
{
	for (int i = 0; i < secrets->count; i++) {
		key_public_free(&secrets->list[i].public);
		trust_signer_free(secrets->list[i].signer);
	}
	secrets->count = 0;
}

/* ---- making ---- */

static bool cannot(const char *path, const char *what, struct fault *fault)
{
	fault_set(fault, "%s: %s", what, strerror(errno));
	fault_at(fault, path, 0, NULL);
	return false;
}

/* Never over a file that is there: a lost secret key cannot be had again. */
static bool write_new(const char *path, const char *text, mode_t mode, struct fault *fault)
{
	size_t length = strlen(text);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);

	if (fd < 0)
		return cannot(path, errno == EEXIST ? "this file is there and is not written over; choose another name" : "cannot make this file",
			      fault);
	bool good = write(fd, text, length) == (ssize_t)length && fchmod(fd, mode) == 0 && fsync(fd) == 0;
	int why = errno;
	if (close(fd) == 0 && good)
		return true;
	unlink(path);
	errno = why;
	return cannot(path, "cannot write this file", fault);
}

static char *public_text(const struct trust_signer *signer, const char *name, struct key_public *out, struct fault *fault)
{
	struct key_public made = {.key = trust_signer_public(signer)};

	if (!made.key || !trust_key_id(made.key, made.id, fault)) {
		json_decref(made.key);
		return NULL;
	}
	snprintf(made.name, sizeof made.name, "%s", name);
	json_t *root = json_pack("{s:i, s:s, s:s, s:O}", "format", KEY_FILE_FORMAT, "name", made.name, "id", made.id, "key", made.key);
	char *body = root ? json_dumps(root, JSON_INDENT(1)) : NULL, *text = NULL;
	if (!body || asprintf(&text, "%s\n", body) < 0) {
		fault_set(fault, "the key cannot be written: the name is not UTF-8, or no memory is left");
		text = NULL;
		key_public_free(&made);
	} else {
		*out = made;
	}
	free(body);
	json_decref(root);
	return text;
}

static bool write_pair(const char *path, const char *pem, const char *public, struct fault *fault)
{
	char beside[PATH_SIZE];

	if (snprintf(beside, sizeof beside, "%s.pub", path) >= (int)sizeof beside)
		return fault_set(fault, "the name of the file is too long");
	if (access(beside, F_OK) == 0) {
		errno = EEXIST;
		return cannot(beside, "a public key is there and is not written over; choose another name", fault);
	}
	if (!write_new(path, pem, 0600, fault))
		return false;
	if (write_new(beside, public, 0644, fault))
		return true;
	unlink(path);
	return false;
}

bool key_make(const char *path, const char *name, const char *passphrase, struct key_public *out, struct fault *fault)
{
	struct trust_signer *signer = trust_signer_new(fault);
	struct key_public made = {.key = NULL};
	char *pem = NULL, *public = NULL;
	bool good = signer && trust_seal(signer, passphrase, &pem, fault);

	if (good)
	public = public_text(signer, name, &made, fault);
	good = public && write_pair(path, pem, public, fault);
	if (good)
		*out = made;
	else
		key_public_free(&made);
	free(public);
	free(pem);
	trust_signer_free(signer);
	return good;
}
