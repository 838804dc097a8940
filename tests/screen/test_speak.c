/* What is said: numbers, addresses, codes, roles, states, whole screens (screen/speak.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "core/words.h"
#include "screen/speak.h"

static const struct text welsh[] = {
    {"ui.on", "Ymlaen"},      {"ui.speech.button", "botwm"},    {"ui.speech.code", "Cod i'ch ffôn. Mae'n agor {address}."},
    {"ui.speech.dot", "dot"}, {"ui.speech.heading", "pennawd"}, {"ui.speech.slash", "blaenslaes"},
};
static const struct text urdu[] = {{"ui.speech.button", "بٹن"}, {"ui.speech.dot", "نقطہ"}, {"ui.speech.heading", "سرخی"}};
static const struct text english[] = {{"ui.speech.slash", "slash"}};
static const struct language languages[] = {
    {.code = "en", .name = "English", .count = 1, .texts = english},
    {.code = "cy", .name = "Cymraeg", .count = 6, .texts = welsh},
    {.code = "ur", .name = "Urdu", .rtl = true, .count = 3, .texts = urdu},
};
static const struct hub hub = {.languages = languages, .language_count = 3};
static struct session session;
static struct draw_list list;
static const struct view view = {.hub = &hub, .session = &session};

static int begin(void **state)
{
	(void)state;
	session_begin(&session, 0, false, false);
	draw_begin(&list, (struct panel){800, 480, 4}, 0, "home");
	return 0;
}

static void says(int language, const char *text, const char *spoken)
{
	char out[SPEAK_MAX];

	assert_int_equal(speak_text(&view, language, text, out, sizeof out), strlen(spoken));
	assert_string_equal(out, spoken);
}

static void numbers_that_are_dialled(void **state)
{
	(void)state;
	says(0, "\u20660808\u00A02000\u00A0247\u2069", "0 8 0 8, 2 0 0 0, 2 4 7");
	says(0, "Call 0808 2000 247 now", "Call 0 8 0 8, 2 0 0 0, 2 4 7 now");
	says(0, "999", "9 9 9");
	says(0, "Ring 111, then press 2.", "Ring 1 1 1, then press 2.");
	says(0, "116 123", "1 1 6, 1 2 3");
	says(0, "Text SHOUT to 85258.", "Text SHOUT to 8 5 2 5 8.");
	says(0, "\u206601632\u00A0960123\u2069", "0 1 6 3 2, 9 6 0, 1 2 3");
	says(0, "18001 0808 801 0327 24 hours", "1 8 0 0 1 0 8 0 8, 8 0 1, 0 3 2 7 24 hours");
	says(0, "+44 20", "+44 20");
	says(2, "مدد \u20660808\u00A02000\u00A0247\u2069", "مدد 0 8 0 8, 2 0 0 0, 2 4 7");
	says(2, "۰۸۰۸\u00A0۲۰۰۰", "۰ ۸ ۰ ۸, ۲ ۰ ۰ ۰");
}

static void numbers_that_are_not(void **state)
{
	(void)state;
	says(0, "10.30am to noon, 24\u00A0Nov", "10.30am to noon, 24 Nov");
	says(0, "Since 2026, 16 places, 1,000 people, 100% free, £250", "Since 2026, 16 places, 1,000 people, 100% free, £250");
	says(0, "Open at 55 places", "Open at 55 places");
	says(0, "Page \u20661\u2069 of \u206612\u2069", "Page 1 of 12");
}

/* S32 */
static void the_silent_call(void **state)
{
	(void)state;
	says(0, "Call 999 from a mobile, listen, and press 55 when asked.", "Call 9 9 9 from a mobile, listen, and press 5 5 when asked.");
}

static void addresses(void **state)
{
	(void)state;
	says(0, "https://example.org/a-b/", "example dot org slash a dash b");
	says(0, "See www.nspcc.org.uk.", "See nspcc dot org dot uk.");
	says(0, "\u2066example.org/riverside/\u2069\n\u2066parenting-when-separated\u2069",
	     "example dot org slash riverside slash parenting dash when dash separated");
	says(0, "help@example.org", "help at example dot org");
	says(1, "example.org/a", "example dot org blaenslaes a");
	says(2, "\u2066example.org\u2069", "example نقطہ org");
	says(0, "Rows, e.g. money. Then 9.30", "Rows, e.g. money. Then 9.30");
}

static void marks_and_pauses(void **state)
{
	(void)state;
	says(0, "One \x01two\x01 \u00A0·\u00A0 three", "One two, three");
	says(0, "A call may show.\nIt is free\nand kind", "A call may show. It is free, and kind");
	says(0, "\u200Eleft\u200F \u202Aembedded\u202C \u061C", "left embedded");
	says(0, "می\u200Cخواهید", "می\u200Cخواهید"); /* joins that letters need stay */
	says(0, "  \u00A0 ", "");
}

static int add(enum role role, const char *language, const char *label)
{
	struct draw_object *object = draw_object(&list, role, (struct rect){0, list.object_count * 20, 100, 20}, label);

	snprintf(object->language, sizeof object->language, "%s", language);
	return list.object_count - 1;
}

static void object_says(int object, const char *spoken)
{
	char out[SPEAK_MAX];

	speak_object(&view, &list, object, out, sizeof out);
	assert_string_equal(out, spoken);
}

static void roles_in_the_language_of_the_object(void **state)
{
	(void)state;
	object_says(add(ROLE_BUTTON, "en", "Back"), "Back, button");
	object_says(add(ROLE_LINK_CARD, "en", "Galop. See their page."), "Galop. See their page. button");
	object_says(add(ROLE_HEADING, "en", "Who is looking?"), "Who is looking? heading");
	object_says(add(ROLE_BUTTON, "cy", "Yn ôl"), "Yn ôl, botwm");
	object_says(add(ROLE_HEADING, "ur", "کون دیکھ رہا ہے؟"), "کون دیکھ رہا ہے؟ سرخی");
	object_says(add(ROLE_TEXT, "en", "It is free."), "It is free.");
	object_says(add(ROLE_TEXT, "en", ""), "");
	session.language = 1;
	int code = add(ROLE_CODE, "en", "https://example.org/x");
	object_says(code, "Cod i'ch ffôn. Mae'n agor example dot org blaenslaes x.");
	assert_string_equal(speak_language(&view, &list, code), "cy");
}

static void states(void **state)
{
	(void)state;
	int one = add(ROLE_BUTTON, "en", "Contrast");
	list.objects[one].action.verb = VERB_CONTRAST;
	object_says(one, "Contrast, Off, button");
	session.contrast = true;
	object_says(one, "Contrast, On, button");
	int told = add(ROLE_BUTTON, "en", "Contrast: On");
	list.objects[told].action.verb = VERB_CONTRAST;
	object_says(told, "Contrast: On, button");
	for (int i = 0; i < 3; i++) {
		int size = add(ROLE_BUTTON, "en", "Large");
		list.objects[size].action = (struct action){VERB_SIZE, (int16_t)i};
		session.size = TEXT_LARGE;
		object_says(size, i == TEXT_LARGE ? "Large, On, button" : "Large, button");
	}
	session.language = 1;
	int own = add(ROLE_BUTTON, "cy", "Cymraeg");
	list.objects[own].action = (struct action){VERB_LANGUAGE, 1};
	object_says(own, "Cymraeg, Ymlaen, botwm");
}

static void screen_says(const char *spoken)
{
	char out[SPEAK_SCREEN_MAX];

	speak_screen(&view, &list, out, sizeof out);
	assert_string_equal(out, spoken);
}

static void whole_screens(void **state)
{
	(void)state;
	add(ROLE_TEXT, "en", "It is all free");
	int hub_name = add(ROLE_TEXT, "en", "Riverside");
	list.objects[hub_name].action.verb = VERB_KNOCK;
	add(ROLE_HEADING, "en", "What would help?");
	int card = add(ROLE_LINK_CARD, "en", "Courses");
	list.objects[card].focus = 1;
	list.objects[add(ROLE_TEXT, "en", "inside the card")].rect = list.objects[card].rect;
	add(ROLE_TEXT, "ur", "کسی اور زبان میں");
	add(ROLE_STRIP, "en", "0808");
	add(ROLE_PROGRESS, "en", "Question 2 of 8");
	add(ROLE_TEXT, "en", "Call 999.");
	screen_says("What would help? It is all free. Question 2 of 8. Call 9 9 9.");
	session.screen = SCREEN_MORE_TIME;
	screen_says("What would help? It is all free. Question 2 of 8. Call 9 9 9. This screen clears itself in 20 seconds.");
}

static void where_keys_stop(void **state)
{
	(void)state;
	int whole = add(ROLE_BUTTON, "en", "Touch to start");
	list.objects[whole].rect = (struct rect){0, 0, 800, 480};
	list.objects[whole].action.verb = VERB_START;
	int text = add(ROLE_TEXT, "en", "Words"), empty = add(ROLE_TEXT, "en", "");
	assert_false(speak_stops(&list, whole));
	assert_true(speak_stops(&list, text));
	assert_false(speak_stops(&list, empty));
	assert_int_equal(speak_at(&list, 50, list.objects[text].rect.y + 5), text);
	assert_int_equal(speak_at(&list, 50, list.objects[empty].rect.y + 5), whole);
	assert_int_equal(speak_at(&list, 900, 5), -1);
}

/* Whatever the room, a whole character ends it, and nothing is written beyond. */
static void never_more_than_fits(void **state)
{
	static const char text[] = "مفت مدد 0808 2000 247, example.org/a-b · ਮੁਫ਼ਤ 999";

	(void)state;
	for (int size = 1; size < 120; size++) {
		char out[128];
		memset(out, 'x', sizeof out);
		int length = speak_text(&view, 0, text, out, size);
		assert_true(length < size);
		assert_int_equal(out[length], 0);
		assert_int_equal(out[size], 'x');
		assert_true(utf8_valid(out, (size_t)length));
	}
	char long_text[3 * SPEAK_MAX], out[SPEAK_MAX];
	memset(long_text, '7', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = 0;
	assert_true(speak_text(&view, 0, long_text, out, sizeof out) < SPEAK_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(numbers_that_are_dialled, begin),
	    cmocka_unit_test_setup(numbers_that_are_not, begin),
	    cmocka_unit_test_setup(the_silent_call, begin),
	    cmocka_unit_test_setup(addresses, begin),
	    cmocka_unit_test_setup(marks_and_pauses, begin),
	    cmocka_unit_test_setup(roles_in_the_language_of_the_object, begin),
	    cmocka_unit_test_setup(states, begin),
	    cmocka_unit_test_setup(whole_screens, begin),
	    cmocka_unit_test_setup(where_keys_stop, begin),
	    cmocka_unit_test_setup(never_more_than_fits, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
