/*
 * A secret key as text that only a passphrase opens: PKCS#8 in PEM (RFC 5958, RFC 7468),
 * encrypted by PBES2 with scrypt (RFC 7914) and AES-256-CBC.
 *
 * That form is a standard one, so a key is never tied to this program: "openssl pkey -in
 * FILE" opens it, and others can make one ("openssl genpkey -algorithm ed25519 | openssl
 * pkcs8 -topk8 -scrypt"). It has no authentication of its own; whoever reads it compares
 * the public part, which shows a changed file as surely.
 *
 * scrypt is asked for N = 2^14, r = 8, p = 5 (OWASP's password storage sheet, 2024): 16 MiB
 * and some tenths of a second for each try at a passphrase. Keys in PKCS#11 tokens are not
 * handled: Debian 12's OpenSSL has no provider for them.
 */
#ifndef CORE_TRUST_SEAL_H
#define CORE_TRUST_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "core/trust_key.h"

enum {
	TRUST_PEM_MAX = 4 << 10,     /* bytes of such a text */
	TRUST_PASSPHRASE_LEAST = 10, /* bytes */
	TRUST_PASSPHRASE_MAX = 512,
};

/* The caller frees `*pem`, which ends with a zero. Refuses a passphrase shorter than
 * TRUST_PASSPHRASE_LEAST. */
bool trust_seal(const struct trust_signer *signer, const char *passphrase, char **pem, struct fault *fault);

/* NULL, with the fault, for a wrong passphrase, a text that is no such key, a key that is
 * not encrypted, or one that is not ed25519. */
struct trust_signer *trust_unseal(const char *pem, const char *passphrase, struct fault *fault);

#endif
