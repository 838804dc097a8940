/* Words in a box: lines, order, fonts, places, limits. */
#include "paragraph_fixture.h"

static void expect(const char *text, int width, const char *lines)
{
	struct paragraph paragraph = plain(text, width);
	draw(&paragraph);
	assert_string_equal(seen(), lines);
}

static void test_lines_are_even(void **state)
{
	(void)state;
	expect("Talk to us", 100, "Talk to us");
	expect("Talk to us", 99, "Talk|to us");
	expect("One small thing you can do today", 310, "One small thing|you can do today");
	expect("aaa bbb ccc ddd eee fff ggg", 230, "aaa bbb ccc ddd|eee fff ggg");
	expect("", 100, "");
	expect(" ", 100, "");
}

static void test_ragged_is_greedy(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("aaa bbb ccc ddd eee fff ggg hhh", 230);
	paragraph.ragged = true;
	draw(&paragraph);
	assert_string_equal(seen(), "aaa bbb ccc ddd eee fff|ggg hhh");
	paragraph.text = "aaa bbb ccc ddd eee fff ggg"; /* even then no word alone */
	draw(&paragraph);
	assert_string_equal(seen(), "aaa bbb ccc ddd eee|fff ggg");
}

static void test_never_one_word_alone(void **state)
{
	(void)state;
	expect("aa bb cc dd ee llllllllll ff", 130, "aa bb cc dd|ee|llllllllll ff");
	expect("help for low-income", 140, "help|for low-income"); /* a hyphen makes no second word */
	expect("aaaaa bbbbb", 60, "aaaaa|bbbbb");                  /* it cannot be helped */
}

static void test_newline_ends_a_line(void **state)
{
	(void)state;
	expect("One\nTwo", 500, "One|Two");
	expect("One  \nTwo\n", 500, "One|Two");
	struct paragraph paragraph = plain("One\n\nTwo", 500);
	assert_int_equal(draw(&paragraph).lines, 3);
	assert_int_equal(list.ops[1].rect.y - list.ops[0].rect.y, 60);
	expect("a long first part here\nshort", 120, "a long first|part here|short"); /* each part is even by itself */
}

static void test_bold_switches_and_is_not_drawn(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("call \x01now\x01 please", 500);
	assert_int_equal(draw(&paragraph).width, 12 * 10 + 3 * 11);
	assert_string_equal(seen(), "call now please");
	assert_int_equal(list.op_count, 3);
	assert_int_equal(list.ops[0].text.font.face, FACE_REGULAR);
	assert_int_equal(list.ops[1].text.font.face, FACE_BOLD);
	assert_string_equal(op_text(&list.ops[1]), "now");
	assert_int_equal(list.ops[2].text.font.face, FACE_REGULAR);
	paragraph.face = FACE_BOLD;
	draw(&paragraph);
	assert_int_equal(list.ops[1].text.font.face, FACE_REGULAR);
	paragraph.face = FACE_SERIF; /* has no other cut */
	draw(&paragraph);
	assert_int_equal(list.op_count, 1);
	assert_int_equal(list.ops[0].text.font.face, FACE_SERIF);
}

static void test_emergency_break(void **state)
{
	(void)state;
	expect("Llanfairpwllgwyngyll", 150, "Llanfairpw|llgwyngyll");
	expect("at Llanfairpwllgwyngyll yes", 110, "at|Llanfair|pwllgwyn|gyll yes");
	expect("e\xCC\x81"
	       "e\xCC\x81"
	       "e\xCC\x81",
	       10, "e\xCC\x81|e\xCC\x81|e\xCC\x81"); /* marks stay */
	expect("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"
	       "ab",
	       30, "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7|ab");  /* joined signs stay */
	struct paragraph arabic = urdu("\u0645\u0644\u0627\u0645", 20); /* lam and alef stay together */
	draw(&arabic);
	assert_string_equal(seen(), "\u0645|\u0627\u0644|\u0645");
	struct paragraph paragraph = plain("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", 20); /* nothing left to break */
	assert_false(draw(&paragraph).fits);
}

#define NUMBER "01632 960123"
#define CALL_BEFORE "\xD9\x81\xD9\x88\xD9\x86 " /* fon */
#define CALL_AFTER " \xD9\xBE\xD8\xB1"          /* par */

static void test_number_in_urdu(void **state)
{
	(void)state;
	struct paragraph paragraph = urdu(CALL_BEFORE LRI NUMBER PDI CALL_AFTER, 600);
	assert_true(draw(&paragraph).fits);
	assert_string_equal(seen(), "\xD8\xB1\xD9\xBE " NUMBER " \xD9\x86\xD9\x88\xD9\x81");
	assert_int_equal(list.op_count, 3);
	assert_false(list.ops[1].text.font.rtl);
	assert_int_equal(list.ops[1].text.font.script, SCRIPT_LATIN);
	assert_true(list.ops[0].text.font.rtl && list.ops[2].text.font.rtl);
	assert_int_equal(list.ops[2].text.font.script, SCRIPT_ARABIC);
	assert_int_equal(list.ops[2].rect.x + list.ops[2].rect.w, 700); /* starts at the right edge */
	paragraph.text = CALL_BEFORE NUMBER CALL_AFTER;                 /* as translators type it */
	draw(&paragraph);
	assert_string_equal(seen(), "\xD8\xB1\xD9\xBE 01632\xC2\xA0"
				    "960123 \xD9\x86\xD9\x88\xD9\x81");
	paragraph.text = CALL_BEFORE LRI "+44 (0)1632" PDI; /* signs at its start are Latin too */
	draw(&paragraph);
	assert_int_equal(list.op_count, 2);
	assert_string_equal(op_text(&list.ops[0]), "+44 (0)1632");
	assert_int_equal(list.ops[0].text.font.script, SCRIPT_LATIN);
}

/* Broken over two lines the first half of the number stands on the first line. */
static void test_number_broken_in_urdu(void **state)
{
	(void)state;
	struct paragraph paragraph = urdu(CALL_BEFORE LRI NUMBER PDI CALL_AFTER, 100);
	draw(&paragraph);
	const char *shown = seen();
	const char *first = strstr(shown, "01632"), *second = strstr(shown, "960123");
	assert_non_null(first);
	assert_non_null(second);
	assert_true(first < strchr(shown, '|') && second > strchr(shown, '|'));
}

static void test_latin_name_in_urdu(void **state)
{
	(void)state;
	struct paragraph paragraph = urdu("\xD9\x85\xD8\xAF\xD8\xAF Family Hub (\xDB\x81\xDB\x92)\xDB\x94", 600);
	draw(&paragraph);
	assert_non_null(strstr(seen(), "Family Hub"));
	for (int i = 0; i < list.op_count; i++) {
		const struct draw_op *op = &list.ops[i];
		if (strcmp(op_text(op), "Family Hub") == 0)
			assert_true(!op->text.font.rtl && op->text.font.script == SCRIPT_LATIN);
		else if (strcmp(op_text(op), "(") == 0 || strcmp(op_text(op), ")") == 0) /* no bracket in Noto's Arabic */
			assert_true(op->text.font.rtl && op->text.font.script == SCRIPT_LATIN);
		else
			assert_true(op->text.font.rtl && op->text.font.script == SCRIPT_ARABIC);
	}
}

/* What nobody has translated yet stands in English, with its full stop at its end. */
static void test_english_sentence_in_urdu(void **state)
{
	(void)state;
	struct paragraph p = urdu("Come on in.", 400);
	draw_begin(&list, (struct panel){800, 600, 4}, 0, "test");
	paragraph_draw(&fake, &p, &list);
	assert_int_equal(list.op_count, 1);
	assert_memory_equal(list.pool + list.ops[0].text.at, "Come on in.", 11);
	assert_false(list.ops[0].text.font.rtl);
	assert_int_equal(list.ops[0].rect.x + list.ops[0].rect.w, p.box.x + p.box.w); /* it begins where reading does */
}

static void test_urdu_in_english(void **state)
{
	(void)state;
	expect("Read \xD9\x81\xD9\x88\xD9\x86 here", 600, "Read \xD9\x86\xD9\x88\xD9\x81 here");
	assert_int_equal(list.op_count, 3);
}

static void test_scripts_and_faces(void **state)
{
	(void)state;
	/* Punjabi: a danda after a Latin name has its own font, the pound sign the Latin one */
	struct paragraph paragraph = plain("\xE0\xA8\xAE\xE0\xA8\xA6 \xC2\xA3"
					   "20 Hub\xE0\xA5\xA4",
					   600);
	paragraph.language = "pa";
	paragraph.face = FACE_SERIF;
	draw(&paragraph);
	assert_int_equal(list.op_count, 3);
	assert_string_equal(op_text(&list.ops[0]), "\xE0\xA8\xAE\xE0\xA8\xA6 ");
	assert_true(list.ops[0].text.font.script == SCRIPT_GURMUKHI && list.ops[0].text.font.face == FACE_BOLD);
	assert_string_equal(op_text(&list.ops[1]), "\xC2\xA3"
						   "20 Hub");
	assert_true(list.ops[1].text.font.script == SCRIPT_LATIN && list.ops[1].text.font.face == FACE_SERIF);
	assert_int_equal(list.ops[2].text.font.script, SCRIPT_GURMUKHI);
	expect("\xCE\x91\xCE\xB2 \xD0\x94\xD0\xB0 ok", 600, "\xCE\x91\xCE\xB2 \xD0\x94\xD0\xB0 ok"); /* Greek, Cyrillic */
	assert_int_equal(list.op_count, 1);
	expect("(\xE0\xA6\xAC\xE0\xA6\xBE)", 600, "(\xE0\xA6\xAC\xE0\xA6\xBE)"); /* Bengali takes its brackets */
	assert_int_equal(list.op_count, 1);
	assert_int_equal(list.ops[0].text.font.script, SCRIPT_BENGALI);
}

/* Vowel signs belong to no script of their own: they stay in the run of their letter. */
static void test_marks_stay_with_letters(void **state)
{
	(void)state;
	struct paragraph paragraph = urdu("\xD9\x85\xD9\x8E\xD8\xAF\xD9\x8F\xD8\xAF", 600);
	draw(&paragraph);
	assert_int_equal(list.op_count, 1);
	expect("\xE0\xA8\xAE\xE0\xA5\x91\xE0\xA8\xA6", 600, "\xE0\xA8\xAE\xE0\xA5\x91\xE0\xA8\xA6");
	assert_int_equal(list.op_count, 1);
	expect("e\xCC\x81t", 600, "e\xCC\x81t");
	assert_int_equal(list.op_count, 1);
}

static void test_languages(void **state)
{
	(void)state;
	assert_int_equal(script_of_language("ur", false), SCRIPT_ARABIC);
	assert_int_equal(script_of_language("ar-EG", false), SCRIPT_ARABIC);
	assert_int_equal(script_of_language("pa", false), SCRIPT_GURMUKHI);
	assert_int_equal(script_of_language("pa-Arab", false), SCRIPT_ARABIC);
	assert_int_equal(script_of_language("bn", false), SCRIPT_BENGALI);
	assert_int_equal(script_of_language("cy", false), SCRIPT_LATIN);
	assert_int_equal(script_of_language("u", false), SCRIPT_LATIN);
	assert_int_equal(script_of_language("", false), SCRIPT_LATIN);
	assert_int_equal(script_of_language(NULL, false), SCRIPT_LATIN);
}

static int left(struct paragraph paragraph, enum align align)
{
	paragraph.align = align;
	draw(&paragraph);
	return list.ops[0].rect.x;
}

static void test_alignment(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("four ", 101);
	assert_int_equal(left(paragraph, ALIGN_START), 100);
	assert_int_equal(left(paragraph, ALIGN_END), 161);
	assert_int_equal(left(paragraph, ALIGN_CENTRE), 130);
	paragraph.rtl = true;
	assert_int_equal(left(paragraph, ALIGN_START), 161);
	assert_int_equal(left(paragraph, ALIGN_END), 100);
	assert_int_equal(left(paragraph, ALIGN_CENTRE), 130);
}

static void test_baselines(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("one\ntwo", 500);
	draw(&paragraph); /* (30 - 20) / 2 + 16 */
	assert_int_equal(list.ops[0].rect.y, 50 + 21);
	assert_int_equal(list.ops[1].rect.y, 50 + 51);
	assert_int_equal(list.ops[0].rect.h, 0);
	paragraph.middle = true;
	paragraph.box.h = 100;
	assert_true(draw(&paragraph).fits);
	assert_int_equal(list.ops[0].rect.y, 50 + 20 + 21);
	paragraph.box.h = 59;
	assert_false(draw(&paragraph).fits); /* too tall: from the top, all of it, and counted */
	assert_int_equal(list.ops[0].rect.y, 50 + 21);
	assert_int_equal(list.op_count, 2);
	paragraph.box.h = 0;
	paragraph.language = "ur"; /* the language's font gives the height, also to Latin words */
	draw(&paragraph);
	assert_int_equal(list.ops[0].rect.y, 50 - 1 + 20);
}

static void test_clipped_is_counted(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("aa bb cc dd ee", 50);
	paragraph.lines_max = 2;
	struct laid laid = draw(&paragraph);
	assert_false(laid.fits);
	assert_int_equal(laid.lines, 2);
	assert_string_equal(seen(), "aa bb|cc"); /* the third would be "dd ee" */
	paragraph.lines_max = 3;
	assert_true(draw(&paragraph).fits);
	static char many[2 * PARAGRAPH_LINES + 2]; /* as many lines as there can be, then one more */
	for (int i = 0; i < PARAGRAPH_LINES; i++)
		memcpy(many + 2 * i, "a\n", 2);
	paragraph = plain(many, 50);
	assert_true(draw(&paragraph).fits);
	memcpy(many + 2 * PARAGRAPH_LINES, "a", 1);
	assert_false(draw(&paragraph).fits);
	for (int i = 0; i < PARAGRAPH_LINES; i++)
		memcpy(many + 2 * i, "a ", 2);
	paragraph = plain(many, 10);
	assert_int_equal(draw(&paragraph).lines, PARAGRAPH_LINES);
	assert_string_equal(op_text(&list.ops[PARAGRAPH_LINES - 1]), "a");
	draw_begin(&list, (struct panel){100, 100, 4}, 0, "");
	paragraph_draw(&fake, &paragraph, &list);
	paragraph_draw(&fake, &paragraph, &list);
	assert_int_equal(list.clipped, 2);
}

static void test_too_long_is_cut(void **state)
{
	(void)state;
	static char text[PARAGRAPH_CODES + 10];
	memset(text, 'x', PARAGRAPH_CODES);
	struct paragraph paragraph = plain(text, PARAGRAPH_CODES * 10);
	assert_true(draw(&paragraph).fits);
	memset(text, 'x', PARAGRAPH_CODES + 1);
	assert_false(draw(&paragraph).fits);
	assert_int_equal(list.ops[0].text.length, PARAGRAPH_CODES);
	paragraph.box.w = 10; /* as many segments as there can be */
	assert_int_equal(draw(&paragraph).lines, PARAGRAPH_LINES);
}

static void test_odd_input(void **state)
{
	(void)state;
	expect("a\xFF"
	       "b\xC3",
	       500,
	       "a\xEF\xBF\xBD"
	       "b\xEF\xBF\xBD"); /* bad bytes show */
	expect("a\tb\r\x7F\xC2\xAD"
	       "c\xEF\xBB\xBF",
	       500, "a bc");
	expect("a\xE2\x80\xA8"
	       "b",
	       500, "a|b");
	expect(LRI PDI "\x01\x01", 500, "");
	struct paragraph paragraph = plain(NULL, 100);
	paragraph.language = NULL;
	assert_true(draw(&paragraph).fits);
	paragraph.text = "words";
	paragraph.box.w = 0;
	assert_false(draw(&paragraph).fits);
	paragraph.box.w = -5;
	assert_false(draw(&paragraph).fits);
}

static void test_very_many_isolates(void **state)
{
	(void)state;
	char text[3 * 900 + 40] = "";
	for (int i = 0; i < 400; i++)
		memcpy(text + strlen(text), LRI, 4);
	memcpy(text + strlen(text), NUMBER, sizeof NUMBER);
	for (int i = 0; i < 450; i++)
		memcpy(text + strlen(text), PDI, 4);
	struct paragraph paragraph = urdu(text, 600);
	assert_true(draw(&paragraph).fits);
	assert_string_equal(seen(), NUMBER);
	paragraph.text = CALL_BEFORE LRI NUMBER "\n" NUMBER LRI "\n"; /* never closed */
	assert_true(draw(&paragraph).fits);
	assert_non_null(strstr(seen(), NUMBER));
}

static void test_full_list_is_said(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("words", 100);
	draw_begin(&list, (struct panel){100, 100, 4}, 0, "");
	list.op_count = DRAW_OPS_MAX;
	paragraph_draw(&fake, &paragraph, &list);
	assert_true(list.full);
	draw_begin(&list, (struct panel){100, 100, 4}, 0, "");
	list.pool_used = DRAW_POOL_MAX - 2;
	paragraph_draw(&fake, &paragraph, &list);
	assert_true(list.full);
	assert_int_equal(list.op_count, 0);
}

/* Each word is measured once, a blank once a font, then each run of a line. */
static void test_measures_little(void **state)
{
	(void)state;
	struct paragraph paragraph = plain("Everyone argues. What children remember is how we make it up again, and that is a thing to learn.", 300);
	measured = 0;
	int lines = paragraph_measure(&fake, &paragraph).lines;
	assert_int_equal(lines, 4);
	assert_int_equal(measured, 19 + 1 + lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines_are_even),
	    cmocka_unit_test(test_ragged_is_greedy),
	    cmocka_unit_test(test_never_one_word_alone),
	    cmocka_unit_test(test_newline_ends_a_line),
	    cmocka_unit_test(test_bold_switches_and_is_not_drawn),
	    cmocka_unit_test(test_emergency_break),
	    cmocka_unit_test(test_number_in_urdu),
	    cmocka_unit_test(test_number_broken_in_urdu),
	    cmocka_unit_test(test_latin_name_in_urdu),
	    cmocka_unit_test(test_english_sentence_in_urdu),
	    cmocka_unit_test(test_urdu_in_english),
	    cmocka_unit_test(test_scripts_and_faces),
	    cmocka_unit_test(test_marks_stay_with_letters),
	    cmocka_unit_test(test_languages),
	    cmocka_unit_test(test_alignment),
	    cmocka_unit_test(test_baselines),
	    cmocka_unit_test(test_clipped_is_counted),
	    cmocka_unit_test(test_too_long_is_cut),
	    cmocka_unit_test(test_odd_input),
	    cmocka_unit_test(test_very_many_isolates),
	    cmocka_unit_test(test_full_list_is_said),
	    cmocka_unit_test(test_measures_little),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
