/*
 * Result, code, offer and lines in every form: nothing cut, nothing covered, the
 * same boxes on every route (S17), codes that a phone can read, and the words that
 * must stand beside them.
 */
#include "screens_fixture.h"

#include "screen/code_page.h"

static const struct {
	int w, h;
} panels[] = {{1920, 1080}, {1080, 1920}, {800, 480}, {1280, 720}, {1920, 1200}};

enum { PANELS = sizeof panels / sizeof *panels };

static unsigned seed;

static int chance(int below)
{
	seed = seed * 1103515245u + 12345u;
	return (int)(seed >> 16 & 0x7FFF) % below;
}

/* Any answers, as a visit could leave them. */
static void answer_by_chance(struct answers *answers)
{
	const struct hub *hub = world.view.hub;
	memset(answers, 0, sizeof *answers);
	answers->who = (int8_t)(chance(4) ? WHO_ALONE : WHO_ACCOMPANIED);
	for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
		answers->answer[i] = (int8_t)(chance(5) ? chance(hub->questions[i].option_count) : ANSWER_SKIPPED);
	for (int i = 0; i < PACK_QUESTIONS_MAX && chance(2); i++)
		if (hub->questions[i].kind == QUESTION_SAFETY)
			answers->answer[i] = SAFE_NO;
	answers->latched = chance(4) == 0;
	answers->latched_own = chance(6) == 0;
}

static bool is_control(const struct draw_object *object)
{
	return object->action.verb != VERB_NONE;
}

static bool overlap(struct rect a, struct rect b)
{
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* Every screen: complete, in the panel, controls large enough and apart, Clear in
 * its place in every language (S22). */
static void check_screen(const char *what)
{
	const struct frame *frame = &world.view.frame;
	int clears = 0, least = frame_mm(frame, 15) - 1;
	if (list.full || list.clipped)
		fail_msg("%s on %d x %d: full %d, clipped %d: %s", what, frame->w, frame->h, list.full, list.clipped,
			 list.clipped ? draw_label(&list, list.clipped_text) : "");
	for (int i = 0; i < list.object_count; i++) {
		const struct draw_object *a = &list.objects[i];
		if (a->rect.x < 0 || a->rect.y < 0 || a->rect.x + a->rect.w > frame->w || a->rect.y + a->rect.h > frame->h)
			fail_msg("%s on %d x %d: \"%s\" stands outside", what, frame->w, frame->h, draw_label(&list, a->label));
		if (!is_control(a) || a->action.verb == VERB_KNOCK)
			continue;
		if (a->rect.w < least || a->rect.h < least)
			fail_msg("%s on %d x %d: \"%s\" is %d x %d pixels", what, frame->w, frame->h, draw_label(&list, a->label), a->rect.w,
				 a->rect.h);
		for (int j = 0; j < i; j++)
			if (is_control(&list.objects[j]) && overlap(a->rect, list.objects[j].rect))
				fail_msg("%s on %d x %d: \"%s\" lies over another", what, frame->w, frame->h, draw_label(&list, a->label));
		if (a->action.verb == VERB_CLEAR) {
			struct rect clear = kit_bar_boxes(&world.view).clear;
			struct rect want = kit_rect(&world.view, clear.x, clear.y, clear.w, clear.h);
			assert_memory_equal(&a->rect, &want, sizeof want);
			assert_true(a->rect.h >= frame_mm(frame, 20));
			clears++;
		}
	}
	assert_int_equal(clears, 1);
}

/* For each panel, direction and theme. */
static void everywhere(void (*test)(void))
{
	for (int i = 0; i < PANELS * 4; i++) {
		world_make(panels[i / 4].w, panels[i / 4].h, i & 1, i & 2);
		test();
	}
}

static void fill(int screen)
{
	world.session.screen = (uint8_t)screen;
	view_fill(&world.view, &list);
}

static void show_result(bool shown)
{
	world.session.result_shown = shown;
	world.session.result_at = NOON;
	fill(SCREEN_RESULT);
}

/* S17: all but the words. */
static void assert_same_structure(const struct draw_list *a, const struct draw_list *b)
{
	assert_int_equal(a->object_count, b->object_count);
	for (int i = 0; i < a->object_count; i++) {
		struct draw_object x = a->objects[i], y = b->objects[i];
		x.label = x.speech = y.label = y.speech = 0;
		if (memcmp(&x, &y, sizeof x) != 0)
			fail_msg("object %d differs: \"%s\" and \"%s\", letters %d and %d", i, draw_label(a, a->objects[i].label),
				 draw_label(b, b->objects[i].label), x.cap_px, y.cap_px);
	}
	int i = 0, j = 0;
	for (;;) {
		while (i < a->op_count && a->ops[i].kind == OP_TEXT)
			i++;
		while (j < b->op_count && b->ops[j].kind == OP_TEXT)
			j++;
		if (i == a->op_count || j == b->op_count)
			break;
		assert_memory_equal(&a->ops[i], &b->ops[j], sizeof a->ops[i]);
		i++;
		j++;
	}
	assert_true(i == a->op_count && j == b->op_count);
}

static void result_is_alike(void)
{
	seed = 7;
	for (int i = 0; i < 60; i++) {
		answer_by_chance(&world.session.answers);
		show_result(true);
		check_screen("result");
		if (i > 0)
			assert_same_structure(&list, &other);
		other = list;
		show_result(false);
		assert_false(draw_find(&list, "Show code") >= 0);
		if (i > 0)
			assert_int_equal(list.object_count, 6); /* title, three buttons, strip, Clear */
	}
}

static void test_result_looks_the_same_on_every_route(void **state)
{
	(void)state;
	everywhere(result_is_alike);
}

/* The label of the small print of a card: before its button. */
static const char *small_print(int place)
{
	for (int i = 1; i < list.object_count; i++)
		if (list.objects[i].action.verb == VERB_CARD && list.objects[i].action.value == place)
			return draw_label(&list, list.objects[i - 1].label);
	fail_msg("no card %d", place);
	return "";
}

/* S34, S45, S6: what is never left out, in all panels. */
static void cards_keep_what_they_must(void)
{
	struct result result;
	bool small = world.view.frame.form == FORM_SMALL;
	seed = 99;
	for (int i = 0; i < 60; i++) {
		answer_by_chance(&world.session.answers);
		show_result(true);
		cards_result(&world.view, &result);
		assert_true(draw_says(&list, "must act if a child or adult")); /* S45 */
		for (int c = 0; c < RESULT_CARDS; c++) {
			const struct card *card = &result.cards[c];
			const char *print = small_print(c);
			struct concern concern = route_concern(world.view.hub, &world.session.answers);
			if (card->kind == CARD_SUPPORT || (card->kind == CARD_URGENT && concern.any))
				assert_non_null(strstr(print, "0808\u00A02000\u00A0247"));
			if (card->kind == CARD_SUPPORT && concern.own)
				assert_true(strstr(print, "0808\u00A0802\u00A04040") < strstr(print, "0808\u00A02000\u00A0247") &&
					    strstr(print, "0808\u00A0802\u00A04040")); /* S4 */
			if (card->kind == CARD_URGENT) {
				assert_non_null(strstr(print, "999"));
				assert_non_null(strstr(print, "111"));
				assert_non_null(strstr(print, "116\u00A0123"));
			}
			for (int l = 0, found = 0; card->kind == CARD_TALK && l < card->offer_count && !found; l++) {
				const struct offer *line = &world.f.offers[card->offers[l]];
				char number[64];
				found = line->hours.always;
				cards_number(&world.view, number, sizeof number, line);
				assert_true(!found || strstr(print, number)); /* S34 */
			}
			if (card->kind == CARD_TEAM && !small)
				assert_non_null(strstr(print, "must act if a child or adult"));
			if (card->kind == CARD_OFFER && card->offers[0] == F_SEPARATED)
				assert_non_null(strstr(print, "join different groups"));
		}
	}
}

/* A number stands on the line of its name, or alone right below its own name: never
 * below another line's number. */
static void no_bare_numbers(void)
{
	seed = 5;
	for (int i = 0; i < 60; i++) {
		answer_by_chance(&world.session.answers);
		world.session.answers.latched = i % 2;
		world.session.answers.latched_own = i % 4 == 1;
		show_result(true);
		for (int c = 0; c < RESULT_CARDS; c++) {
			char print[SAY_MAX], *rest = print, *line;
			bool number_above = true;
			snprintf(print, sizeof print, "%s", small_print(c));
			while ((line = strsep(&rest, "\n")) != NULL) {
				char *number = strstr(line, "\x01\u20660"); /* 08..., not a date */
				bool bare = number == line;
				assert_false(bare && number_above);
				number_above = number != NULL;
			}
		}
	}
}

static void test_no_bare_numbers(void **state)
{
	(void)state;
	everywhere(no_bare_numbers);
}

/* S4, S34: the urgent card too names the line about oneself, before the one open
 * day and night, where there is room; that one is always there. */
static void urgent_and_own(void)
{
	struct result result;
	memset(world.session.answers.answer, 0, sizeof world.session.answers.answer);
	world.session.answers.who = WHO_ALONE;
	world.session.answers.latched = world.session.answers.latched_own = true;
	world.session.answers.answer[9] = 5; /* not coping */
	show_result(true);
	check_screen("urgent, own");
	cards_result(&world.view, &result);
	assert_int_equal(result.cards[0].kind, CARD_URGENT);
	const char *print = small_print(0), *own = strstr(print, "0808\u00A0802\u00A04040"), *always = strstr(print, "0808\u00A02000\u00A0247");
	assert_non_null(always);
	assert_true(!own || own < always);
	if (world.view.frame.form != FORM_SMALL && !world.session.language)
		assert_non_null(own);
	assert_non_null(strstr(print, "111"));
	if (world.view.frame.form != FORM_SMALL) /* small: the letters of the test are too wide */
		assert_non_null(strstr(print, "111\x01, then press 2"));
}

static void test_urgent_and_own(void **state)
{
	(void)state;
	everywhere(urgent_and_own);
}

static void test_cards_keep_what_they_must(void **state)
{
	(void)state;
	everywhere(cards_keep_what_they_must);
}

static void check_code(const char *address)
{
	const struct frame *frame = &world.view.frame;
	assert_true(list.code_module > 0);
	assert_string_equal(draw_label(&list, list.code_text), address);
	int code_op = -1, white = -1;
	for (int i = 0; i < list.op_count; i++) {
		if (list.ops[i].kind == OP_CODE)
			code_op = i;
		else if (list.ops[i].kind == OP_BOX && code_op < 0 && list.ops[i].box.fill == 0xFFFFFFFF)
			white = i;
	}
	assert_true(code_op > 0 && white >= 0);
	struct rect code = list.ops[code_op].rect, card = list.ops[white].rect;
	int quiet = 4 * list.code_module;
	assert_int_equal(code.w, list.code.side * list.code_module);
	assert_int_equal(code.h, code.w);
	assert_true(code.w >= frame_mm(frame, 60));
	assert_true(code.x - card.x >= quiet && code.y - card.y >= quiet);
	assert_true(card.x + card.w - code.x - code.w >= quiet && card.y + card.h - code.y - code.h >= quiet);
	assert_true(card.x >= 0 && card.y >= 0 && card.x + card.w <= frame->w && card.y + card.h <= frame->h);
	for (int i = 0; i < list.object_count; i++) {
		if (list.objects[i].role == ROLE_CODE) {
			assert_string_equal(draw_label(&list, list.objects[i].label), address);
			assert_memory_equal(&list.objects[i].rect, &code, sizeof code);
		} else {
			assert_false(overlap(list.objects[i].rect, card));
		}
	}
}

static void check_code_words(bool staff)
{
	assert_true(draw_says(&list, "Scanning can leave a trace on your phone.")); /* S30 */
	assert_true(draw_says(&list, "A call may show on your phone or bill."));    /* S31 */
	if (staff)
		return;
	assert_true(draw_says(&list, "Use the hub's phone."));
	assert_true(draw_says(&list, "Ask anyone who works here."));
	assert_true(draw_says(&list, "must act if a child or adult is at serious risk")); /* S45 */
}

/* Of a line without a page of its own none: the hub's says nothing to it. */
static const char *page_of(const struct offer *offer)
{
	const struct channel *web = offer_channel(offer, CHANNEL_WEB);
	return web ? web->value : offer->kind == OFFER_SUPPORT_LINE ? "" : world.view.hub->page;
}

/* S3, S6: where the code of a card leads. */
static const char *page_of_card(const struct card *card)
{
	if (card->kind == CARD_OFFER)
		return page_of(&world.f.offers[card->offers[0]]);
	for (int i = 0; card->kind != CARD_TEAM && card->kind != CARD_WEEK && i < card->offer_count; i++)
		if (*page_of(&world.f.offers[card->offers[i]]))
			return page_of(&world.f.offers[card->offers[i]]);
	return world.view.hub->page;
}

static void codes_of_offers(void)
{
	for (int i = 0; i < F_COUNT; i++) {
		world.session.item = (int16_t)i;
		world.session.item_is_card = false;
		fill(SCREEN_CODE);
		check_screen(world.f.offers[i].id);
		if (*page_of(&world.f.offers[i]))
			check_code(page_of(&world.f.offers[i]));
		else
			assert_int_equal(list.code_module, 0);
		check_code_words(i == F_STAFF);
	}
}

static void test_codes_of_offers(void **state)
{
	(void)state;
	everywhere(codes_of_offers);
}

static void codes_of_cards(void)
{
	seed = 3;
	for (int i = 0; i < 40; i++) {
		struct result result;
		answer_by_chance(&world.session.answers);
		cards_result(&world.view, &result);
		world.session.item = (int16_t)(i % RESULT_CARDS);
		world.session.item_is_card = true;
		const struct card *card = &result.cards[i % RESULT_CARDS];
		fill(SCREEN_CODE);
		check_screen("code of a card");
		check_code(page_of_card(card));
		check_code_words(false);
		if (card->kind == CARD_SUPPORT)
			assert_true(draw_says(&list, "0808\u00A02000\u00A0247")); /* S34 */
	}
}

/* A hub's long address beside the numbers of lines that have no page (S30). */
static void a_long_page_of_the_hub(void)
{
	world.f.hub.page = "https://northumberland.gov.uk/healthyrelationships.aspx";
	memset(world.session.answers.answer, 0, sizeof world.session.answers.answer);
	world.session.answers.who = WHO_ALONE;
	world.session.answers.latched = true;
	world.session.item_is_card = true;
	for (int i = 0; i < RESULT_CARDS; i++) {
		world.session.item = (int16_t)i;
		fill(SCREEN_CODE);
		check_screen("a long page of the hub");
	}
}

static void test_a_long_page_of_the_hub(void **state)
{
	(void)state;
	everywhere(a_long_page_of_the_hub);
}

static void test_codes_of_cards(void **state)
{
	(void)state;
	everywhere(codes_of_cards);
}

/* Without any address: the people and the numbers, and no code. */
static void nothing_to_scan(void)
{
	world.f.hub.page = "";
	world.session.item = F_SAMARITANS;
	fill(SCREEN_CODE);
	check_screen("no address");
	assert_int_equal(list.code_module, 0);
	assert_true(draw_says(&list, "Ask anyone who works here."));
	assert_false(draw_says(&list, "camera"));
	assert_true(draw_says(&list, "116\u00A0123"));
}

static void test_without_an_address_there_is_no_code(void **state)
{
	(void)state;
	everywhere(nothing_to_scan);
}

static void offers(void)
{
	for (int i = 0; i < F_COUNT; i++) {
		world.session.item = (int16_t)i;
		world.session.item_is_card = false;
		for (int page = 0; page < 4; page++) {
			world.session.page = (uint8_t)page;
			fill(SCREEN_OFFER);
			check_screen(world.f.offers[i].id);
			assert_true(draw_find(&list, "Show code") >= 0);
		}
	}
}

static void test_offers(void **state)
{
	(void)state;
	everywhere(offers);
}

/* Is it said on any page of the screen? */
static bool said_on_a_page(int screen, const char *text)
{
	for (int page = 0; page < 12; page++) {
		world.session.page = (uint8_t)page;
		fill(screen);
		if (draw_says(&list, text))
			return true;
	}
	return false;
}

static void groups_and_team(void)
{
	world.session.item = F_SEPARATED;
	assert_true(said_on_a_page(SCREEN_OFFER, "Group \u2066A\u2069"));
	assert_true(said_on_a_page(SCREEN_OFFER, "Group \u2066B\u2069"));
	assert_true(said_on_a_page(SCREEN_OFFER, "join different groups"));
	world.session.item = F_ONE;
	assert_true(said_on_a_page(SCREEN_OFFER, "Ask the team here."));
	assert_true(said_on_a_page(SCREEN_OFFER, "must act if a child or adult")); /* S45 */
	world.session.item = F_DEBT;
	assert_true(said_on_a_page(SCREEN_OFFER, "Open now until"));
	assert_true(said_on_a_page(SCREEN_OFFER, "0808\u00A02000\u00A0247")); /* S34 */
}

static void test_groups_and_team(void **state)
{
	(void)state;
	everywhere(groups_and_team);
}

/* S32, S19, and no line lost. */
static void lines(void)
{
	bool shown[F_COUNT] = {false};
	int w = 0, h = 0;
	for (int page = 0; page < 12; page++) {
		world.session.page = (uint8_t)page;
		fill(SCREEN_LINES);
		check_screen("lines");
		assert_true(draw_says(&list, "press 55 when asked"));
		assert_true(draw_says(&list, "999"));
		for (int i = 0; i < list.object_count; i++) {
			if (list.objects[i].action.verb != VERB_OPEN)
				continue;
			shown[list.objects[i].action.value] = true;
			if (w)
				assert_true(abs(list.objects[i].rect.w - w) <= 1 && abs(list.objects[i].rect.h - h) <= 1);
			w = list.objects[i].rect.w;
			h = list.objects[i].rect.h;
		}
	}
	for (int i = F_NATION; i <= F_FRANK; i++)
		assert_true(shown[i]);
	assert_false(shown[F_WALES] || shown[F_CHILDLINE] || shown[F_STAFF]);
}

/* S45: a line without a number does not send to the team on a screen that does not
 * say what staff must do. */
static void lines_without_numbers(void)
{
	world.f.offers[F_MEN].channels[0] = (struct channel){CHANNEL_ASK, "", ""};
	world.f.offers[F_MEN].channel_count = 1;
	for (int page = 0; page < 12; page++) {
		world.session.page = (uint8_t)page;
		fill(SCREEN_LINES);
		check_screen("lines without numbers");
		for (int i = 0; i < list.object_count; i++)
			assert_null(strstr(draw_label(&list, list.objects[i].label), "team"));
	}
	world.session.item = F_MEN;
	fill(SCREEN_OFFER);
	assert_true(said_on_a_page(SCREEN_OFFER, "must act if a child or adult is at serious risk"));
}

static void test_lines_without_numbers(void **state)
{
	(void)state;
	everywhere(lines_without_numbers);
}

/* S45: browsing says once what staff must do, wherever it sends somebody to them. */
static void browse_says_what_staff_must_do(void)
{
	int asked = 0;
	for (int kind = 0; kind < 4; kind++) {
		for (int stage = 0; stage <= 8; stage = stage ? stage * 2 : 1) {
			for (int page = 0; page < 6; page++) {
				world.session.kind_filter = (uint8_t)kind;
				world.session.stage_filter = (uint8_t)stage;
				world.session.page = (uint8_t)page;
				fill(SCREEN_BROWSE);
				check_screen("browse");
				bool asks = draw_says(&list, "Ask the team here") || draw_says(&list, "The team can tell you");
				asked += asks;
				assert_int_equal(asks, draw_says(&list, "must act if a child or adult is at serious risk"));
			}
		}
	}
	assert_true(asked > 0);
}

static void test_browse_says_what_staff_must_do(void **state)
{
	(void)state;
	everywhere(browse_says_what_staff_must_do);
}

static void test_lines(void **state)
{
	(void)state;
	everywhere(lines);
}

static void test_the_line_about_oneself_is_first_after_that_worry(void **state)
{
	(void)state;
	world_make(1920, 1080, false, false);
	world.session.answers.latched = world.session.answers.latched_own = true;
	fill(SCREEN_LINES);
	for (int i = 0, seen = 0; i < list.object_count && seen < 2; i++)
		if (list.objects[i].action.verb == VERB_OPEN)
			assert_int_equal(list.objects[i].action.value, seen++ ? F_NATION : F_RESPECT); /* S4, S34 */
}

static void test_an_address_breaks_at_a_slash(void **state)
{
	(void)state;
	char text[SAY_MAX];
	world_make(1920, 1080, false, false);
	struct words words = {.at = {0, 0, 920, 0}, .type = TYPE_ADDRESS};
	code_page_address(&world.view, text, sizeof text, words, "https://www.northumberland.gov.uk/healthyrelationships.aspx");
	assert_string_equal(text, "\u2066northumberland.gov.uk/\u2069\n\u2066healthyrelationships.aspx\u2069");
	code_page_address(&world.view, text, sizeof text, words, "https://example.org/a");
	assert_string_equal(text, "\u2066example.org/a\u2069");
	words.at.w = 450;
	code_page_address(&world.view, text, sizeof text, words, "https://nationaldahelpline.org.uk/");
	assert_string_equal(text, "\u2066nationaldahelpline.org\u2069\n\u2066.uk\u2069");
}

static void test_clear_on_a_small_panel(void **state)
{
	(void)state;
	for (int rtl = 0; rtl < 2; rtl++) {
		world_make(800, 480, rtl, false);
		world.session.item = F_GROUP;
		fill(SCREEN_CODE);
		int clear = draw_find(&list, "Clear");
		assert_true(clear >= 0);
		struct rect want = {600, 362, 184, 106};
		assert_memory_equal(&list.objects[clear].rect, &want, sizeof want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_result_looks_the_same_on_every_route),
	    cmocka_unit_test(test_cards_keep_what_they_must),
	    cmocka_unit_test(test_no_bare_numbers),
	    cmocka_unit_test(test_urgent_and_own),
	    cmocka_unit_test(test_codes_of_offers),
	    cmocka_unit_test(test_codes_of_cards),
	    cmocka_unit_test(test_a_long_page_of_the_hub),
	    cmocka_unit_test(test_without_an_address_there_is_no_code),
	    cmocka_unit_test(test_offers),
	    cmocka_unit_test(test_groups_and_team),
	    cmocka_unit_test(test_browse_says_what_staff_must_do),
	    cmocka_unit_test(test_lines),
	    cmocka_unit_test(test_lines_without_numbers),
	    cmocka_unit_test(test_the_line_about_oneself_is_first_after_that_worry),
	    cmocka_unit_test(test_an_address_breaks_at_a_slash),
	    cmocka_unit_test(test_clear_on_a_small_panel),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
