#include "core/trust_key.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "core/trust_key_parts.h"

struct trust_key {
	EVP_PKEY *pkey;
	enum trust_scheme scheme;
};

void trust_hex(const uint8_t *bytes, size_t count, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < count; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * count] = 0;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool trust_unhex(const char *text, uint8_t *out, size_t size, size_t *count)
{
	size_t length = strlen(text);

	if (length % 2 || length / 2 > size)
		return false;
	for (size_t i = 0; i < length / 2; i++)
		if (digit(text[2 * i]) < 0 || digit(text[2 * i + 1]) < 0)
			return false;
	for (size_t i = 0; i < length / 2; i++)
		out[i] = (uint8_t)(digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
	*count = length / 2;
	return true;
}

void trust_sha256(const void *bytes, size_t length, char out[TRUST_HEX_SIZE])
{
	uint8_t digest[TRUST_DIGEST_SIZE] = {0};

	EVP_Digest(bytes, length, digest, NULL, EVP_sha256(), NULL);
	trust_hex(digest, sizeof digest, out);
}

/* ---- reading ---- */

static bool is(const json_t *key, const char *name, const char *text)
{
	const char *value = json_string_value(json_object_get(key, name));
	return value && strcmp(value, text) == 0;
}

static EVP_PKEY *read_ed25519(const char *public)
{
	uint8_t bytes[TRUST_ED25519_SIZE];
	size_t count;

	if (!trust_unhex(public, bytes, sizeof bytes, &count) || count != sizeof bytes)
		return NULL;
	return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, bytes, count);
}

static EVP_PKEY *read_ecdsa(const char *public)
{
	EVP_PKEY *pkey = trust_pem_public(public);
	char group[32] = "";
	size_t length;

	if (pkey && EVP_PKEY_is_a(pkey, "EC") && EVP_PKEY_get_group_name(pkey, group, sizeof group, &length) && strcmp(group, "prime256v1") == 0)
		return pkey;
	EVP_PKEY_free(pkey);
	return NULL;
}

static EVP_PKEY *read_rsa(const char *public)
{
	EVP_PKEY *pkey = trust_pem_public(public);

	if (pkey && EVP_PKEY_is_a(pkey, "RSA") && EVP_PKEY_get_bits(pkey) >= TRUST_RSA_LEAST)
		return pkey;
	EVP_PKEY_free(pkey);
	return NULL;
}

struct trust_key *trust_key_read(const json_t *json)
{
	const char *public = json_string_value(json_object_get(json_object_get(json, "keyval"), "public"));
	struct trust_key key = {NULL, SCHEME_ED25519};

	if (!public)
		return NULL;
	if (is(json, "keytype", "ed25519") && is(json, "scheme", "ed25519"))
		key = (struct trust_key){read_ed25519(public), SCHEME_ED25519};
	else if ((is(json, "keytype", "ecdsa") || is(json, "keytype", "ecdsa-sha2-nistp256")) && is(json, "scheme", "ecdsa-sha2-nistp256"))
		key = (struct trust_key){read_ecdsa(public), SCHEME_ECDSA};
	else if (is(json, "keytype", "rsa") && is(json, "scheme", "rsassa-pss-sha256"))
		key = (struct trust_key){read_rsa(public), SCHEME_RSA_PSS};
	struct trust_key *out = key.pkey ? malloc(sizeof *out) : NULL;
	if (out)
		*out = key;
	else
		EVP_PKEY_free(key.pkey);
	return out;
}

void trust_key_free(struct trust_key *key)
{
	if (key)
		EVP_PKEY_free(key->pkey);
	free(key);
}

void trust_key_same(const struct trust_key *key, uint8_t out[TRUST_DIGEST_SIZE])
{
	unsigned char *der = NULL, point[64];
	int length = 0;

	memset(out, 0, TRUST_DIGEST_SIZE);
	if (key->scheme == SCHEME_ECDSA && trust_ec_point(key->pkey, point)) {
		EVP_Digest(point, sizeof point, out, NULL, EVP_sha256(), NULL);
		return;
	}
	length = trust_der_public(key->pkey, &der);
	if (length > 0)
		EVP_Digest(der, (size_t)length, out, NULL, EVP_sha256(), NULL);
	OPENSSL_free(der);
}

bool trust_key_verifies(const struct trust_key *key, const char *sig, const void *bytes, size_t length)
{
	uint8_t raw[TRUST_SIGNATURE_MAX];
	size_t count;
	EVP_PKEY_CTX *detail = NULL;

	if (!trust_unhex(sig, raw, sizeof raw, &count) || count == 0)
		return false;
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good = context && EVP_DigestVerifyInit(context, &detail, key->scheme == SCHEME_ED25519 ? NULL : EVP_sha256(), NULL, key->pkey) == 1;
	if (good && key->scheme == SCHEME_RSA_PSS) /* whatever length of salt the signer took */
		good = trust_pss(detail);
	good = good && EVP_DigestVerify(context, raw, count, bytes, length) == 1;
	EVP_MD_CTX_free(context);
	return good;
}
