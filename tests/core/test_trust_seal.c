/* Secret keys as text: what one passphrase closes only that one opens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/trust_seal.h"

#define WORDS "correct horse battery"

static void comes_back(void **state)
{
	struct fault fault;
	struct trust_signer *signer = trust_signer_new(&fault), *again;
	uint8_t a[TRUST_ED25519_SIZE], b[TRUST_ED25519_SIZE];
	char *pem;
	(void)state;

	assert_true(trust_seal(signer, WORDS, &pem, &fault));
	assert_non_null(strstr(pem, "BEGIN ENCRYPTED PRIVATE KEY"));
	assert_true(strlen(pem) < TRUST_PEM_MAX);
	again = trust_unseal(pem, WORDS, &fault);
	assert_non_null(again);
	assert_true(trust_signer_secret(signer, a) && trust_signer_secret(again, b));
	assert_memory_equal(a, b, sizeof a);
	trust_signer_free(signer);
	trust_signer_free(again);
	free(pem);
}

/* The same key and passphrase never look the same, so nobody sees that two keys are one. */
static void is_salted(void **state)
{
	struct trust_signer *signer = trust_signer_new(NULL);
	char *one = NULL, *two = NULL;
	(void)state;

	assert_true(trust_seal(signer, WORDS, &one, NULL) && trust_seal(signer, WORDS, &two, NULL));
	assert_string_not_equal(one, two);
	free(one);
	free(two);
	trust_signer_free(signer);
}

static void refuses(void **state)
{
	struct fault fault;
	struct trust_signer *signer = trust_signer_new(&fault);
	char *pem, *untouched = NULL;
	(void)state;

	assert_false(trust_seal(signer, "short", &untouched, &fault));
	assert_non_null(strstr(fault.says, "at least"));
	assert_null(untouched);
	assert_true(trust_seal(signer, WORDS, &pem, &fault));
	assert_null(trust_unseal(pem, "correct horse batterz", &fault));
	assert_non_null(strstr(fault.says, "passphrase is wrong"));
	assert_null(trust_unseal(pem, "", &fault));
	/* Half a text is none. */
	pem[strlen(pem) / 2] = 0;
	assert_null(trust_unseal(pem, WORDS, &fault));
	free(pem);
	trust_signer_free(signer);
}

static void refuses_other_texts(void **state)
{
	/* An ed25519 key that is not encrypted, made by openssl genpkey. */
	static const char open_key[] = "-----BEGIN PRIVATE KEY-----\n"
				       "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
				       "-----END PRIVATE KEY-----\n";
	struct fault fault;
	(void)state;

	assert_null(trust_unseal(open_key, WORDS, &fault));
	assert_non_null(strstr(fault.says, "no encrypted secret key"));
	assert_null(trust_unseal("", WORDS, &fault));
	assert_null(trust_unseal("-----BEGIN ENCRYPTED PRIVATE KEY-----\n", WORDS, &fault));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(comes_back),
	    cmocka_unit_test(is_salted),
	    cmocka_unit_test(refuses),
	    cmocka_unit_test(refuses_other_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
