/* Codes that are made before anybody looks (S20, S26). */
#include "screen/codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct codes codes;

static struct offer offer_of(const char *id, const char *address)
{
	struct offer offer = {.id = id, .kind = OFFER_COURSE, .channel_count = address ? 1 : 0};

	offer.channels[0] = (struct channel){CHANNEL_WEB, address ? address : "", ""};
	return offer;
}

static void each_address_has_one_code(void **state)
{
	(void)state;
	const struct offer offers[] = {offer_of("a", "https://example.org/a"), offer_of("b", "https://example.org/b"),
				       offer_of("again", "https://example.org/a"), offer_of("none", NULL)};
	const struct hub hub = {.page = "https://example.org", .offer_count = 4, .offers = offers};
	struct qr made;

	codes_fill(&codes, &hub);
	assert_int_equal(codes.count, 3);
	for (int i = 0; i < codes.count; i++) {
		assert_true(qr_make(codes.list[i].address, &made, NULL));
		assert_memory_equal(codes_find(&codes, codes.list[i].address), &made, sizeof made);
	}
	assert_non_null(codes_find(&codes, "https://example.org"));
	assert_null(codes_find(&codes, "https://example.org/c"));
	assert_null(codes_find(NULL, "https://example.org"));
}

static void another_hub_leaves_nothing_of_the_last(void **state)
{
	(void)state;
	char long_address[400];
	memset(long_address, 'a', sizeof long_address - 1);
	memcpy(long_address, "https://", 8);
	long_address[sizeof long_address - 1] = 0;
	const struct offer offers[] = {offer_of("a", "https://example.org/a")}, other[] = {offer_of("long", long_address)};
	const struct hub first = {.page = "", .offer_count = 1, .offers = offers}, second = {.page = "", .offer_count = 1, .offers = other};

	codes_fill(&codes, &first);
	assert_int_equal(codes.count, 1);
	codes_fill(&codes, &second);
	assert_int_equal(codes.count, 0); /* too long for a code */
	assert_null(codes_find(&codes, "https://example.org/a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_address_has_one_code),
	    cmocka_unit_test(another_hub_leaves_nothing_of_the_last),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
