/*
 * Secret keys, and the few things for which OpenSSL's other headers are needed.
 */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#include "core/trust_canon.h"
#include "core/trust_key.h"
#include "core/trust_key_parts.h"

struct trust_signer {
	EVP_PKEY *pkey;
};

EVP_PKEY *trust_pem_public(const char *text)
{
	BIO *bio = BIO_new_mem_buf(text, -1);
	EVP_PKEY *pkey = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;

	BIO_free(bio);
	return pkey;
}

bool trust_ec_point(EVP_PKEY *pkey, unsigned char out[64])
{
	BIGNUM *x = NULL, *y = NULL;
	bool good = EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_EC_PUB_X, &x) == 1 &&
		    EVP_PKEY_get_bn_param(pkey, OSSL_PKEY_PARAM_EC_PUB_Y, &y) == 1 && BN_bn2binpad(x, out, 32) == 32 &&
		    BN_bn2binpad(y, out + 32, 32) == 32;

	BN_free(x);
	BN_free(y);
	return good;
}

int trust_der_public(EVP_PKEY *pkey, unsigned char **out)
{
	return i2d_PUBKEY(pkey, out);
}

bool trust_pss(EVP_PKEY_CTX *context)
{
	return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 && EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1 &&
	       EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_AUTO) == 1;
}

static struct trust_signer *signer_with(EVP_PKEY *pkey, struct fault *fault)
{
	struct trust_signer *signer = pkey ? malloc(sizeof *signer) : NULL;

	if (!signer) {
		EVP_PKEY_free(pkey);
		fault_set(fault, "the system gave no key; try again");
		return NULL;
	}
	signer->pkey = pkey;
	return signer;
}

struct trust_signer *trust_signer_new(struct fault *fault)
{
	return signer_with(EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"), fault);
}

struct trust_signer *trust_signer_of(const uint8_t secret[TRUST_ED25519_SIZE], struct fault *fault)
{
	return signer_with(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, secret, TRUST_ED25519_SIZE), fault);
}

void trust_signer_free(struct trust_signer *signer)
{
	if (signer)
		EVP_PKEY_free(signer->pkey); /* wipes the secret */
	free(signer);
}

bool trust_signer_secret(const struct trust_signer *signer, uint8_t out[TRUST_ED25519_SIZE])
{
	size_t count = TRUST_ED25519_SIZE;
	return EVP_PKEY_get_raw_private_key(signer->pkey, out, &count) == 1 && count == TRUST_ED25519_SIZE;
}

json_t *trust_signer_public(const struct trust_signer *signer)
{
	uint8_t raw[TRUST_ED25519_SIZE];
	char hex[2 * TRUST_ED25519_SIZE + 1];
	size_t count = sizeof raw;

	if (EVP_PKEY_get_raw_public_key(signer->pkey, raw, &count) != 1 || count != sizeof raw)
		return NULL;
	trust_hex(raw, sizeof raw, hex);
	return json_pack("{s:s, s:s, s:{s:s}}", "keytype", "ed25519", "scheme", "ed25519", "keyval", "public", hex);
}

bool trust_key_id(const json_t *key, char out[TRUST_HEX_SIZE], struct fault *fault)
{
	char *text;
	size_t length;

	if (!trust_canon(key, &text, &length, fault))
		return false;
	trust_sha256(text, length, out);
	free(text);
	return true;
}

static bool sign_bytes(const struct trust_signer *signer, const char *bytes, size_t length, char out[129])
{
	uint8_t raw[64];
	size_t count = sizeof raw;
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good = context && EVP_DigestSignInit(context, NULL, NULL, NULL, signer->pkey) == 1 &&
		    EVP_DigestSign(context, raw, &count, (const unsigned char *)bytes, length) == 1 && count == sizeof raw;

	EVP_MD_CTX_free(context);
	if (good)
		trust_hex(raw, count, out);
	return good;
}

json_t *trust_sign(const struct trust_signer *signer, const json_t *part, struct fault *fault)
{
	char *text, id[TRUST_HEX_SIZE], sig[129];
	size_t length;
	json_t *key = trust_signer_public(signer), *out = NULL;
	bool named = key && trust_key_id(key, id, fault);

	json_decref(key);
	if (!named || !trust_canon(part, &text, &length, fault))
		return NULL;
	if (sign_bytes(signer, text, length, sig))
		out = json_pack("{s:s, s:s}", "keyid", id, "sig", sig);
	free(text);
	if (!out)
		fault_set(fault, "it could not be signed");
	return out;
}
