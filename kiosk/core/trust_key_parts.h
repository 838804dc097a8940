/* Between the files of trust_key: what OpenSSL's other headers are needed for. */
#ifndef CORE_TRUST_KEY_PARTS_H
#define CORE_TRUST_KEY_PARTS_H

#include <openssl/evp.h>
#include <stdbool.h>

enum trust_scheme { SCHEME_ED25519, SCHEME_ECDSA, SCHEME_RSA_PSS };

/* A public key from its PEM text; NULL when it is none. */
EVP_PKEY *trust_pem_public(const char *text);

/* The point of an EC key: 32 bytes of x, 32 of y. One point can be written in two ways, so the
 * SubjectPublicKeyInfo does not tell two keys apart. */
bool trust_ec_point(EVP_PKEY *pkey, unsigned char out[64]);

/* The key's SubjectPublicKeyInfo; the caller frees `*out` with OPENSSL_free. */
int trust_der_public(EVP_PKEY *pkey, unsigned char **out);

/* Sets a verifying context to RSA-PSS with MGF1 and SHA-256, any length of salt. */
bool trust_pss(EVP_PKEY_CTX *context);

#endif
