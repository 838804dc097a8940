#include "core/trust_seal.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

enum { SCRYPT_N = 1 << 14, SCRYPT_R = 8, SCRYPT_P = 5, SALT_SIZE = 16 };

static EVP_PKEY *pkey_of(const struct trust_signer *signer)
{
	uint8_t secret[TRUST_ED25519_SIZE];
	EVP_PKEY *pkey = NULL;

	if (trust_signer_secret(signer, secret))
		pkey = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, secret, sizeof secret);
	OPENSSL_cleanse(secret, sizeof secret);
	return pkey;
}

static X509_SIG *encrypt(EVP_PKEY *pkey, const char *passphrase)
{
	PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(pkey);
	X509_ALGOR *how = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), NULL, SALT_SIZE, NULL, SCRYPT_N, SCRYPT_R, SCRYPT_P);
	X509_SIG *sealed = plain && how ? PKCS8_set0_pbe(passphrase, (int)strlen(passphrase), plain, how) : NULL;

	if (!sealed)
		X509_ALGOR_free(how);
	PKCS8_PRIV_KEY_INFO_free(plain); /* wipes it */
	return sealed;
}

static char *text_of(X509_SIG *sealed)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *bytes, *out = NULL;

	if (bio && PEM_write_bio_PKCS8(bio, sealed) == 1) {
		long length = BIO_get_mem_data(bio, &bytes);
		out = strndup(bytes, (size_t)length);
	}
	BIO_free(bio);
	return out;
}

bool trust_seal(const struct trust_signer *signer, const char *passphrase, char **pem, struct fault *fault)
{
	size_t length = strlen(passphrase);

	if (length < TRUST_PASSPHRASE_LEAST)
		return fault_set(fault, "a passphrase has at least %d characters; four or five words that do not belong together are good",
				 TRUST_PASSPHRASE_LEAST);
	if (length > TRUST_PASSPHRASE_MAX)
		return fault_set(fault, "a passphrase has at most %d characters", TRUST_PASSPHRASE_MAX);
	EVP_PKEY *pkey = pkey_of(signer);
	X509_SIG *sealed = pkey ? encrypt(pkey, passphrase) : NULL;
	char *text = sealed ? text_of(sealed) : NULL;
	X509_SIG_free(sealed);
	EVP_PKEY_free(pkey);
	if (!text)
		return fault_set(fault, "the key could not be encrypted; is memory left?");
	*pem = text;
	return true;
}

static struct trust_signer *signer_of(EVP_PKEY *pkey, struct fault *fault)
{
	uint8_t secret[TRUST_ED25519_SIZE];
	size_t count = sizeof secret;
	struct trust_signer *signer = NULL;

	if (!EVP_PKEY_is_a(pkey, "ED25519") || EVP_PKEY_get_raw_private_key(pkey, secret, &count) != 1 || count != sizeof secret)
		fault_set(fault, "this is a key of another kind; ed25519 is wanted (make one with \"signpost-admin key new\")");
	else
		signer = trust_signer_of(secret, fault);
	OPENSSL_cleanse(secret, sizeof secret);
	return signer;
}

struct trust_signer *trust_unseal(const char *pem, const char *passphrase, struct fault *fault)
{
	if (!strstr(pem, "-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
		fault_set(fault, "this is no encrypted secret key (PEM, \"BEGIN ENCRYPTED PRIVATE KEY\"); make one with \"signpost-admin key new\"");
		return NULL;
	}
	BIO *bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *pkey = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)(uintptr_t)passphrase) : NULL;
	struct trust_signer *signer = NULL;
	if (pkey)
		signer = signer_of(pkey, fault);
	else
		fault_set(fault, "the passphrase is wrong, or the file is damaged");
	EVP_PKEY_free(pkey);
	BIO_free(bio);
	return signer;
}
