/*
 * Keys as files: FILE holds the secret part (core/trust_seal.h, mode 0600), FILE.pub the
 * public part in clear, which is given to others:
 *
 *     {"format": 1, "name": "Ann Example", "id": "<64 hex>",
 *      "key": {"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": "<64 hex>"}}}
 *
 * Neither is ever written over. A secret part is only used when the public part beside it
 * is the same key, so a mixed-up or damaged file is found before it signs anything.
 */
#ifndef ADMIN_KEY_FILE_H
#define ADMIN_KEY_FILE_H

#include <jansson.h>
#include <stdbool.h>

#include "admin/options.h"
#include "core/trust_key.h"

enum { KEY_NAME_SIZE = 96, KEY_FILE_FORMAT = 1 };

struct key_public {
	char name[KEY_NAME_SIZE]; /* whose it is; "" where nobody said */
	char id[TRUST_HEX_SIZE];
	json_t *key; /* owned */
};

/* A key with which this run signs. */
struct key_secret {
	struct key_public public;
	struct trust_signer *signer; /* owned */
};

/* Reads a public part: `path` itself, or path.pub when `path` is a secret part. Refuses an
 * id that is not the key's own. */
bool key_read_public(const char *path, struct key_public *out, struct fault *fault);
void key_public_free(struct key_public *key);

/* Makes a key and writes both files; refuses when one is there. */
bool key_make(const char *path, const char *name, const char *passphrase, struct key_public *out, struct fault *fault);

/* Opens every --key with its passphrase (a file, or the terminal). The caller ends with
 * key_secrets_free, also after false. */
struct key_secrets {
	int count;
	struct key_secret list[OPTIONS_LIST_MAX];
};
bool key_read_secrets(const struct options *options, struct key_secrets *out, struct fault *fault);
void key_secrets_free(struct key_secrets *secrets);

#endif
