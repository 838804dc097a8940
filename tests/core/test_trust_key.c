/*
 * Canonical JSON, keys of other people's making, and our own.
 */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/trust_canon.h"
#include "core/trust_key.h"

static void expect_canon(const char *json, const char *expected)
{
	json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
	struct fault fault = {0};
	char *text = NULL;
	size_t length;

	assert_non_null(value);
	bool good = trust_canon(value, &text, &length, &fault);
	assert_int_equal(expected != NULL, good);
	if (expected) {
		assert_string_equal(expected, text);
		assert_int_equal(strlen(expected), length);
	} else {
		assert_true(fault.says[0]);
	}
	free(text);
	json_decref(value);
}

static void test_the_canonical_form(void **state)
{
	(void)state;
	expect_canon("{}", "{}");
	expect_canon("[ ]", "[]");
	expect_canon(" {\"b\": 1, \"a\" : [true, false, null, -7]} ", "{\"a\":[true,false,null,-7],\"b\":1}");
	expect_canon("\"\\\"\\\\\\/\\n\\t\\u00e9\"", "\"\\\"\\\\/\n\t\xc3\xa9\""); /* only \" and \\ are escaped */
	expect_canon("{\"\\u00e9\": 1, \"z\": 2, \"Z\": 3, \"\": 4}", "{\"\":4,\"Z\":3,\"z\":2,\"\xc3\xa9\":1}");
	expect_canon("{\"a\": {}, \"aa\": 1, \"a!\": 2}", "{\"a\":{},\"a!\":2,\"aa\":1}");
	expect_canon("9223372036854775807", "9223372036854775807");
	expect_canon("1.0", NULL);
	expect_canon("{\"a\": [1e3]}", NULL);
}

static void test_too_deep_has_no_canonical_form(void **state)
{
	json_t *top = json_integer(1);
	char *text;
	size_t length;

	(void)state;
	for (int i = 0; i < TRUST_CANON_DEPTH + 2; i++) {
		json_t *outer = json_array();
		json_array_append_new(outer, top);
		top = outer;
	}
	assert_false(trust_canon(top, &text, &length, NULL));
	json_decref(top);
}

/* RFC 8032, section 7.1, test 2. */
static void test_ed25519_as_the_rfc_has_it(void **state)
{
	static const char secret[] = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
	static const char public[] = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
	static const char sig[] =
	    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
	json_t *json = json_pack("{s:s, s:s, s:{s:s}}", "keytype", "ed25519", "scheme", "ed25519", "keyval", "public", public);
	struct trust_key *key = trust_key_read(json);
	uint8_t raw[TRUST_ED25519_SIZE];
	size_t count;

	(void)state;
	assert_non_null(key);
	assert_true(trust_key_verifies(key, sig, "\x72", 1));
	assert_false(trust_key_verifies(key, sig, "\x73", 1));
	assert_false(trust_key_verifies(key, "", "\x72", 1));
	assert_false(trust_key_verifies(key, public, "\x72", 1));
	assert_true(trust_unhex(secret, raw, sizeof raw, &count));
	struct trust_signer *signer = trust_signer_of(raw, NULL);
	json_t *own = trust_signer_public(signer);
	assert_true(json_equal(own, json));
	json_decref(own);
	json_decref(json);
	trust_signer_free(signer);
	trust_key_free(key);
}

static void test_what_is_no_key(void **state)
{
	static const char *const bad[] = {
	    "null",
	    "{}",
	    "{\"keytype\": \"ed25519\", \"scheme\": \"ed25519\", \"keyval\": {\"public\": \"3d40\"}}",
	    "{\"keytype\": \"ed25519\", \"scheme\": \"ed25519\", \"keyval\": {\"public\": 5}}",
	    ("{\"keytype\": \"ed25519\", \"scheme\": \"other\", \"keyval\": {\"public\": "
	     "\"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c\"}}"),
	    "{\"keytype\": \"ecdsa\", \"scheme\": \"ecdsa-sha2-nistp256\", \"keyval\": {\"public\": \"-----BEGIN PUBLIC KEY-----\\n\"}}",
	    "{\"keytype\": \"rsa\", \"scheme\": \"rsassa-pss-sha256\", \"keyval\": {\"public\": \"\"}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		json_t *json = json_loads(bad[i], JSON_DECODE_ANY, NULL);
		assert_null(trust_key_read(json));
		json_decref(json);
	}
}

/* One point, written with both numbers and with one: the same key (GHSA-3633-5h82-39pq). */
static void test_one_ec_key_in_two_writings(void **state)
{
	EVP_PKEY *pkey = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	uint8_t same[2][TRUST_DIGEST_SIZE];
	size_t lengths[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		char text[1024] = "";
		BIO *bio = BIO_new(BIO_s_mem());
		assert_int_equal(1, EVP_PKEY_set_utf8_string_param(pkey, "point-format", i ? "compressed" : "uncompressed"));
		assert_int_equal(1, PEM_write_bio_PUBKEY(bio, pkey));
		lengths[i] = (size_t)BIO_read(bio, text, sizeof text - 1);
		BIO_free(bio);
		json_t *json = json_pack("{s:s, s:s, s:{s:s}}", "keytype", "ecdsa", "scheme", "ecdsa-sha2-nistp256", "keyval", "public", text);
		struct trust_key *key = trust_key_read(json);
		assert_non_null(key);
		trust_key_same(key, same[i]);
		trust_key_free(key);
		json_decref(json);
	}
	assert_true(lengths[1] < lengths[0]);
	assert_memory_equal(same[0], same[1], TRUST_DIGEST_SIZE);
	EVP_PKEY_free(pkey);
}

static void test_our_own_signature_verifies(void **state)
{
	struct trust_signer *signer = trust_signer_new(NULL), *other = trust_signer_new(NULL);
	json_t *part = json_pack("{s:i, s:s}", "version", 3, "expires", "2027-01-01T00:00:00Z"), *json = trust_signer_public(signer);
	json_t *signature = trust_sign(signer, part, NULL), *foreign = trust_sign(other, part, NULL);
	struct trust_key *key = trust_key_read(json);
	char *text, id[TRUST_HEX_SIZE];
	size_t length;

	(void)state;
	assert_true(trust_key_id(json, id, NULL));
	assert_string_equal(id, json_string_value(json_object_get(signature, "keyid")));
	assert_true(trust_canon(part, &text, &length, NULL));
	assert_true(trust_key_verifies(key, json_string_value(json_object_get(signature, "sig")), text, length));
	assert_false(trust_key_verifies(key, json_string_value(json_object_get(foreign, "sig")), text, length));
	free(text);
	trust_key_free(key);
	json_decref(part);
	json_decref(json);
	json_decref(signature);
	json_decref(foreign);
	trust_signer_free(signer);
	trust_signer_free(other);
}

static void test_hexadecimal_digits(void **state)
{
	uint8_t raw[4];
	size_t count = 0;
	char text[9];

	(void)state;
	assert_true(trust_unhex("00fFA1", raw, sizeof raw, &count));
	assert_int_equal(3, count);
	trust_hex(raw, count, text);
	assert_string_equal("00ffa1", text);
	assert_false(trust_unhex("0", raw, sizeof raw, &count));
	assert_false(trust_unhex("0g", raw, sizeof raw, &count));
	assert_false(trust_unhex("0011223344", raw, sizeof raw, &count));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_canonical_form),         cmocka_unit_test(test_too_deep_has_no_canonical_form),
	    cmocka_unit_test(test_ed25519_as_the_rfc_has_it),  cmocka_unit_test(test_what_is_no_key),
	    cmocka_unit_test(test_one_ec_key_in_two_writings), cmocka_unit_test(test_our_own_signature_verifies),
	    cmocka_unit_test(test_hexadecimal_digits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
