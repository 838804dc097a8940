/* The session's way back. */
#include "screen/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NOON = 1795348800 }; /* some day */

static struct session on_result(void)
{
	struct session session;

	session_begin(&session, 0, false, false);
	session.visiting = true;
	session.screen = SCREEN_RESULT;
	session.result_shown = true;
	return session;
}

static void act(struct session *session, const struct hub *hub, enum verb verb, int value)
{
	session_act(session, hub, (struct action){(uint8_t)verb, (int16_t)value}, 1000, NOON);
}

/* The code of a card is that card's again after the screens that lead on from it,
 * not the code of the offer with the card's number. */
static void test_back_to_the_code_of_a_card(void **state)
{
	static const enum screen beyond[] = {SCREEN_READING, SCREEN_LINES};
	struct hub hub = {.offer_count = 0};

	(void)state;
	for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
		for (int card = 0; card < RESULT_CARDS; card++) {
			struct session session = on_result();
			act(&session, &hub, VERB_CARD, card);
			act(&session, &hub, VERB_GO, beyond[i]);
			assert_int_equal(session.screen, beyond[i]);
			act(&session, &hub, VERB_BACK, 0);
			assert_int_equal(session.screen, SCREEN_CODE);
			assert_int_equal(session.item, card);
			assert_true(session.item_is_card);
			act(&session, &hub, VERB_BACK, 0);
			assert_int_equal(session.screen, SCREEN_RESULT);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_back_to_the_code_of_a_card),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
