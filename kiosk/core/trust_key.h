/*
 * Keys of TUF metadata (the specification, section 4.2): reading one, verifying with it,
 * making one and signing with it.
 *
 * Read: "ed25519", "ecdsa-sha2-nistp256" and "rsassa-pss-sha256" of at least 2048 bits
 * (for repositories of others). Made: ed25519 only. A key of another scheme is no error:
 * it verifies nothing, so it cannot help to reach a threshold.
 *
 * Who signs is told by the key itself, never by its name: two names for one key count
 * once (GHSA-3633-5h82-39pq). `trust_key_same` is the SHA-256 over the key's own bytes.
 */
#ifndef CORE_TRUST_KEY_H
#define CORE_TRUST_KEY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

enum {
	TRUST_DIGEST_SIZE = 32,
	TRUST_HEX_SIZE = 2 * TRUST_DIGEST_SIZE + 1,
	TRUST_SIGNATURE_MAX = 1024, /* bytes: RSA of 8192 bits */
	TRUST_RSA_LEAST = 2048,     /* bits */
	TRUST_ED25519_SIZE = 32,
};

struct trust_key; /* a public key that can verify */

/* NULL for a scheme that is not known, or a key that is broken or too weak. Released
 * with trust_key_free. */
struct trust_key *trust_key_read(const json_t *key);
void trust_key_free(struct trust_key *key);

/* What tells this key from every other, whatever it is called. */
void trust_key_same(const struct trust_key *key, uint8_t out[TRUST_DIGEST_SIZE]);

/* Is `sig` (hexadecimal digits) this key's signature over the bytes? */
bool trust_key_verifies(const struct trust_key *key, const char *sig, const void *bytes, size_t length);

/* The name of a key in metadata: SHA-256 over the canonical form of its JSON. */
bool trust_key_id(const json_t *key, char out[TRUST_HEX_SIZE], struct fault *fault);

struct trust_signer; /* a secret key */

/* A new ed25519 key, from the system's random numbers; or one from its 32 secret bytes.
 * NULL, with the fault, when there is none. Released with trust_signer_free, which wipes it. */
struct trust_signer *trust_signer_new(struct fault *fault);
struct trust_signer *trust_signer_of(const uint8_t secret[TRUST_ED25519_SIZE], struct fault *fault);
void trust_signer_free(struct trust_signer *signer);
bool trust_signer_secret(const struct trust_signer *signer, uint8_t out[TRUST_ED25519_SIZE]);

/* {"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": hex}}, a new
 * reference; NULL when memory is out. */
json_t *trust_signer_public(const struct trust_signer *signer);

/* {"keyid": hex, "sig": hex} over the canonical form of `part`, a new reference; NULL with
 * the fault. */
json_t *trust_sign(const struct trust_signer *signer, const json_t *part, struct fault *fault);

/* SHA-256 of bytes as hexadecimal digits. */
void trust_sha256(const void *bytes, size_t length, char out[TRUST_HEX_SIZE]);

/* Hexadecimal digits, and back; false when `text` holds anything else or too much. */
void trust_hex(const uint8_t *bytes, size_t count, char *out);
bool trust_unhex(const char *text, uint8_t *out, size_t size, size_t *count);

#endif
