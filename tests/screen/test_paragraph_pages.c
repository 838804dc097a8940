/* Long texts in pages: where lines stand in the text, and pages drawn by themselves. */
#include "paragraph_fixture.h"

#define FON "\u0641\u0648\u0646"
#define KAREN "\u06A9\u0631\u06CC\u06BA"
#define RLI "\u2067"

static struct text_line lines[PARAGRAPH_LINES];

static int break_up(const struct paragraph *paragraph)
{
	struct laid laid = paragraph_lines(&fake, paragraph, lines);
	assert_true(laid.fits);
	assert_int_equal(laid.height, laid.lines * paragraph->line_px);
	return laid.lines;
}

static void expect_line(const char *text, int i, const char *words)
{
	assert_int_equal(lines[i].to - lines[i].from, strlen(words));
	assert_memory_equal(text + lines[i].from, words, strlen(words));
}

static void test_offsets(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("Talk to us  at \x01the desk\x01.\nThen\n\nrest", 110);
	paragraph.ragged = true;
	assert_int_equal(break_up(&paragraph), 6);
	expect_line(paragraph.text, 0, "Talk to us");
	expect_line(paragraph.text, 1, "at"); /* no word stands alone */
	expect_line(paragraph.text, 2, "\x01the desk\x01.");
	expect_line(paragraph.text, 3, "Then");
	expect_line(paragraph.text, 4, "");
	expect_line(paragraph.text, 5, "rest");
	paragraph.text = "";
	assert_int_equal(break_up(&paragraph), 0);
	paragraph.text = "\u0104\u0105\u0106\u0107"; /* a word broken in an emergency, two bytes a letter */
	paragraph.box.w = 20;
	assert_int_equal(break_up(&paragraph), 2);
	expect_line(paragraph.text, 0, "\u0104\u0105");
	expect_line(paragraph.text, 1, "\u0106\u0107");
}

/* What is seen of a text drawn page by page, pages parted as lines are. */
static const char *seen_in_pages(struct paragraph paragraph, int page, int count)
{
	static char all[8192];
	all[0] = 0;
	for (int from = 0; from < count; from += page) {
		paragraph.from_line = from;
		paragraph.to_line = from + page < count ? from + page : count;
		struct laid laid = draw(&paragraph);
		assert_true(laid.fits);
		assert_int_equal(laid.lines, paragraph.to_line - from);
		assert_int_equal(list.ops[0].rect.y, 50 + (paragraph.line_px - (paragraph.rtl ? 32 : 20)) / 2 + (paragraph.rtl ? 20 : 16));
		memcpy(all + strlen(all), from ? "|" : "", from ? 2 : 1);
		memcpy(all + strlen(all), seen(), strlen(seen()) + 1);
	}
	return all;
}

static void expect_pages(const struct paragraph *paragraph, int least)
{
	char whole[8192];
	int count = break_up(paragraph);
	assert_true(count >= least);
	draw(paragraph);
	snprintf(whole, sizeof whole, "%s", seen());
	for (int page = 1; page <= count; page++)
		assert_string_equal(seen_in_pages(*paragraph, page, count), whole);
}

#define URDU_TEXT                                                                                                          \
	FON " " LRI "0808 2000 247" PDI " " FON " (" KAREN ") " FON " 12 " KAREN "\u06D4\n" KAREN " Family Hub (" FON ") " \
	    "24/7 " FON "\u060C " KAREN " \x01" FON " " KAREN "\x01 " FON "\u061F"

static void test_pages_have_the_same_lines(void **state)
{
	(void)state;
	struct paragraph paragraph =
	    plain("Everyone argues. \x01What children remember\x01 is how we make it up again.\nAnd that is a thing to learn.", 200);
	expect_pages(&paragraph, 4); /* even */
	paragraph.ragged = true;
	expect_pages(&paragraph, 4);
	for (int width = 60; width < 400; width += 34) { /* narrow: inside the number too */
		paragraph = urdu(URDU_TEXT, width);
		paragraph.ragged = true;
		expect_pages(&paragraph, 2);
		paragraph.tall = true;
		expect_pages(&paragraph, 2);
	}
}

static void test_page_that_is_not_there(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("one two three", 50);
	paragraph.from_line = 1;
	paragraph.to_line = 9;
	struct laid laid = draw(&paragraph);
	assert_false(laid.fits);
	assert_int_equal(laid.lines, 2);
	paragraph.from_line = 7;
	assert_int_equal(draw(&paragraph).lines, 0);
	paragraph.from_line = -3;
	assert_int_equal(draw(&paragraph).lines, 3);
}

static void test_a_page_has_its_height(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("one two three four", 50);
	paragraph.lines_max = 1; /* of a page nothing is said by it */
	paragraph.to_line = 2;
	paragraph.box.h = 60;
	assert_true(draw(&paragraph).fits);
	paragraph.box.h = 59;
	assert_false(draw(&paragraph).fits);
}

static void expect_piece(const char *text, unsigned from, unsigned to, const char *words)
{
	char out[400];
	paragraph_piece(text, (struct text_line){from, to}, out, sizeof out);
	assert_string_equal(out, words);
}

static void test_pieces_carry_what_is_on(void **state)
{
	(void)state;
	expect_piece("call \x01now please\x01 or", 0, 9, "call \x01now");
	expect_piece("call \x01now please\x01 or", 10, 20, "\x01please\x01 or");
	expect_piece("call \x01now\x01 please", 11, 17, "please");
	expect_piece(FON " " LRI "0808 2000" PDI " " FON, 0, 14, FON " " LRI "0808" PDI);
	expect_piece(FON " " LRI "0808 2000" PDI " " FON, 15, 29, LRI "2000" PDI " " FON);
	expect_piece(RLI FON " " LRI "08 09" PDI PDI, 14, 18, RLI LRI "8 09" PDI PDI);
	expect_piece("a " LRI "b\nc d", 7, 10, "c d"); /* a line closes what is open */
	expect_piece("abc", 2, 99, "c");
	expect_piece("abc", 9, 99, "");
}

static void test_piece_in_little_room(void **state)
{
	(void)state;
	char out[60];
	char text[200] = LRI;
	for (int i = 0; i < 90; i++)
		memcpy(text + 3 + 2 * i, "\u0105", 2);
	paragraph_piece(text, (struct text_line){0, 183}, out, sizeof out);
	assert_true(strlen(out) < sizeof out);
	assert_memory_equal(out, LRI, 3);
	assert_memory_equal(out + strlen(out) - 3, PDI, 3);
	paragraph_piece(text, (struct text_line){0, 183}, out, 1);
	assert_string_equal(out, "");
	paragraph_piece(text, (struct text_line){0, 183}, NULL, 0);
}

static void test_ellipsis(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("aa bb cc dd ee", 60);
	paragraph.lines_max = 2;
	paragraph.ellipsis = true;
	assert_true(draw(&paragraph).fits);
	assert_string_equal(seen(), "aa|bb cc\u2026");
	paragraph.text = "abcdefghijklmnopqrst"; /* a word alone is cut */
	assert_true(draw(&paragraph).fits);
	assert_string_equal(seen(), "abcdef|ghijk\u2026");
	paragraph.text = "aa bb cc"; /* what fits is whole */
	assert_true(draw(&paragraph).fits);
	assert_string_equal(seen(), "aa|bb cc");
	paragraph = urdu(FON " " LRI "0808\u00A0\x32\x30\x30\x30" PDI, 60);
	paragraph.lines_max = 1;
	paragraph.ellipsis = true;
	assert_true(draw(&paragraph).fits); /* no half of a number */
	assert_null(strstr(seen(), "0808"));
	paragraph.ellipsis = false;
	assert_false(draw(&paragraph).fits);
}

static void test_line_distances(void **state)
{
	(void)state;
	assert_int_equal(paragraph_line("en", true, FACE_REGULAR, 100), 130);
	assert_int_equal(paragraph_line("uk", false, FACE_SERIF, 100), 127);
	assert_int_equal(paragraph_line("bn", true, FACE_BOLD, 100), 135);
	assert_int_equal(paragraph_line("pa", true, FACE_SERIF, 100), 135);
	assert_int_equal(paragraph_line("ar", true, FACE_REGULAR, 100), 160);
	assert_int_equal(paragraph_line("ur", false, FACE_REGULAR, 100), 160);
	assert_int_equal(paragraph_line("ur", true, FACE_REGULAR, 100), 250);
	assert_int_equal(paragraph_line("ur-PK", true, FACE_SERIF, 31), 78); /* rounded up */
}

/* Nastaliq has Urdu's own letters and stops; digits, Latin and brackets are Noto Sans. */
static void test_tall_urdu(void **state)
{
	(void)state;
	struct paragraph paragraph = urdu(FON "\u200C" KAREN "\u06D4 " LRI "55" PDI " (" FON ") Hub\u061F", 900);
	paragraph.tall = true;
	draw(&paragraph);
	for (int i = 0; i < list.op_count; i++) {
		bool urdu_letters = strstr(op_text(&list.ops[i]), FON) || (unsigned char)op_text(&list.ops[i])[0] >= 0xD8;
		assert_int_equal(list.ops[i].text.font.script, urdu_letters ? SCRIPT_NASTALIQ : SCRIPT_LATIN);
		if (urdu_letters) /* beside Latin a blank is Latin, too */
			assert_true(op_text(&list.ops[i])[strlen(op_text(&list.ops[i])) - 1] != ' ');
	}
	paragraph.text = "\u06C5"; /* no letter of Urdu: Kirghiz */
	draw(&paragraph);
	assert_int_equal(list.ops[0].text.font.script, SCRIPT_ARABIC);
	paragraph.language = "ar";
	paragraph.text = FON;
	draw(&paragraph);
	assert_int_equal(list.ops[0].text.font.script, SCRIPT_ARABIC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_offsets),
	    cmocka_unit_test(test_pages_have_the_same_lines),
	    cmocka_unit_test(test_page_that_is_not_there),
	    cmocka_unit_test(test_a_page_has_its_height),
	    cmocka_unit_test(test_pieces_carry_what_is_on),
	    cmocka_unit_test(test_piece_in_little_room),
	    cmocka_unit_test(test_ellipsis),
	    cmocka_unit_test(test_line_distances),
	    cmocka_unit_test(test_tall_urdu),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
