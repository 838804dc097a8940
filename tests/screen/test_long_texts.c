/*
 * Texts as long as a translation may be (core/text_about.h), in Bengali, whose letters
 * take three bytes each: whole on cards and pages, or left out, and never cut.
 */
#include "screens_fixture.h"

#include "core/text_about.h"
#include "screen/cards.h"
#include "screen/offer_blocks.h"
#include "screen/pieces.h"

static char long_texts[TEXTS_MAX][PACK_TEXT_MAX];

/* Every text of the hub in words of seven letters, as long as it may be. */
static void make_long(void)
{
	world_make(1920, 1080, false, false);
	for (int i = 0; i < world.count; i++) {
		struct text *text = &world.texts[i];
		int longest = text_longest(text_about(&world.f.hub, text->key), false);
		long_texts[i][0] = 0;
		assert_true(longest > 36 && 3 * longest < PACK_TEXT_MAX);
		for (int at = 0; at < longest; at++)
			strcat(long_texts[i], at % 8 == 7 && at + 1 < longest ? " " : "\u0995");
		text->value = long_texts[i];
	}
}

static void is_whole(const char *text)
{
	assert_true(utf8_valid(text, strlen(text)));
}

static void test_a_piece_holds_the_longest_sentence_and_title(void **state)
{
	static struct pieces pieces;
	char text[4 * (168 + 62) + 1] = "";
	(void)state;
	for (int i = 0; i < 168 + 62; i++)
		strcat(text, "\U0001F642");
	assert_string_equal(pieces_put(&pieces, 1, text)->text, text);
}

/* In rooms of every height; where there is room, the sentence for whom it is stands there whole. */
static void test_cards_hold_them_whole_or_leave_them_out(void **state)
{
	static struct card_text text;
	int shown = 0;
	(void)state;
	make_long();
	for (int i = 0; i < F_COUNT; i++) {
		const char *id = world.f.offers[i].id;
		for (int kind = 0; kind < CARD_KIND_COUNT; kind++)
			for (int lines = 1; lines < 24; lines += 4) {
				struct card card = {.kind = (enum card_kind)kind, .offer_count = 2, .offers = {(int16_t)i, F_SEPARATED}};
				struct words room = {.at = {0, 0, 1200, 40 * lines}, .type = TYPE_SMALL, .lines = lines};
				cards_text(&world.view, &card, room, lines % 8 == 1, &text);
				is_whole(text.small);
				is_whole(text.body);
				draw_begin(&list, (struct panel){1920, 1080, 0}, world.view.theme->paper, "result");
				cards_rehearse(&world.view, &list, &card);
				for (int o = 0; o < list.object_count; o++)
					is_whole(draw_label(&list, list.objects[o].label));
				if (kind != CARD_OFFER)
					continue;
				const char *who = kit_part(&world.view, id, "who");
				shown += strstr(text.small, who) != NULL;
				assert_string_equal(text.body, kit_part(&world.view, id, "body"));
				assert_string_equal(text.title, details_title(&world.view, &world.f.offers[i]));
			}
	}
	assert_true(shown > 10);
}

static void test_pages_hold_them_whole(void **state)
{
	static struct offer_blocks blocks;
	(void)state;
	make_long();
	for (int i = 0; i < F_COUNT; i++) {
		blocks = (struct offer_blocks){.view = &world.view};
		offer_blocks_make(&blocks, &world.f.offers[i]);
		bool body = *kit_part(&world.view, world.f.offers[i].id, "body") == 0;
		for (int b = 0; b < blocks.count; b++) {
			is_whole(blocks.blocks[b].text);
			is_whole(blocks.blocks[b].second);
			body |= strcmp(blocks.blocks[b].text, kit_part(&world.view, world.f.offers[i].id, "body")) == 0;
		}
		assert_true(body);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_piece_holds_the_longest_sentence_and_title),
	    cmocka_unit_test(test_cards_hold_them_whole_or_leave_them_out),
	    cmocka_unit_test(test_pages_hold_them_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
