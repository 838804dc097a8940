/* Words in a box, for thousands of random texts. */
#include "paragraph_fixture.h"

/* Whatever the words: fewest lines, and the last holds two words where a line more does not come of it. */
static void test_never_one_word_alone_in_many_texts(void **state)
{
	(void)state;
	srand(7);
	for (int round = 0; round < 3000; round++) {
		char text[200] = "";
		size_t used = 0;
		int words = 4 + rand() % 9;
		for (int i = 0; i < words; i++) {
			int letters = 1 + rand() % 7;
			for (int k = 0; k < letters; k++)
				text[used++] = 'a';
			text[used++] = ' ';
		}
		text[used - 1] = 0;
		struct paragraph paragraph = plain(text, 150 + rand() % 200);
		struct laid even = draw(&paragraph);
		assert_true(even.fits && even.width <= paragraph.box.w);
		char shown[200];
		snprintf(shown, sizeof shown, "%s", seen());
		const char *last = strrchr(shown, '|');
		assert_true(!last || strchr(last, ' '));
		paragraph.ragged = true;
		assert_int_equal(draw(&paragraph).lines, even.lines);
	}
}

static size_t put(char *out, uint32_t code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	out[0] = (char)(0xE0 | code >> 12);
	out[1] = (char)(0x80 | (code >> 6 & 0x3F));
	out[2] = (char)(0x80 | (code & 0x3F));
	return 3;
}

static const uint32_t latin[] = {'a',    'b',    'z',    'Q',    '0',  '7',    '.',    ',',    '-',    '(',    ')',    '[',
				 ']',    '+',    '/',    ':',    '%',  '$',    0xA3,   0xE9,   0x175,  0x301,  0x416,  0x3B1,
				 0x2019, 0x201C, 0x2013, 0x2026, 0xA0, 0x0A2E, 0x0A3F, 0x09AC, 0x09BF, 0x964,  0x4E2D, ' ',
				 ' ',    ' ',    ' ',    '\n',   1,    0x2066, 0x2069, 0x2068, 0x200E, 0x202A, 0x202D, 0x202C};
static const uint32_t mixed[] = {'a',    'b',    'Q',    '0',    '7',    '9',    '.',    ',',    '-',    '(',   ')',   '+',   '/',
				 0xA3,   0x301,  0x416,  0x2019, 0x2013, 0xA0,   0x0A2E, 0x0A3F, 0x09AC, 0x627, 0x628, 0x6D2, 0x64E,
				 0x60C,  0x6D4,  0x664,  0x6F4,  0x5D0,  ' ',    ' ',    ' ',    ' ',    ' ',   '\n',  1,     0x2066,
				 0x2067, 0x2069, 0x2069, 0x200F, 0x61C,  0x202B, 0x202E, 0x202C, 0x200C, 0x200D};

static void random_text(char *out, const uint32_t *codes, size_t count, int length)
{
	size_t at = 0;
	for (int i = 0; i < length; i++) {
		uint32_t code = codes[(size_t)rand() % count];
		if (code != '\n' || rand() % 4 == 0)
			at += put(out + at, code);
	}
	out[at] = 0;
}

static bool is_control(uint32_t code)
{
	return code == 1 || code == '\n' || code == 0x61C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069);
}

static void count_codes(const char *text, int *counts, int by)
{
	size_t length = strlen(text);
	for (uint32_t code; length > 0;) {
		size_t bytes = (size_t)utf8_next(text, length, &code);
		assert_true(code < 0x10000);
		counts[code] += is_control(code) ? 0 : by;
		text += bytes;
		length -= bytes;
	}
}

static void check_boxes(const struct paragraph *paragraph, const struct laid *laid)
{
	for (int i = 0; i < list.op_count; i++) {
		struct rect r = list.ops[i].rect;
		assert_true(r.x >= paragraph->box.x && r.x + r.w <= paragraph->box.x + paragraph->box.w);
		assert_true(r.y > paragraph->box.y && r.y < paragraph->box.y + laid->height);
	}
}

/* Nothing is lost: what is drawn is the text but for controls and spaces at line ends. */
static void test_no_character_is_lost(void **state)
{
	(void)state;
	static int counts[0x10000];
	int skipped = 0;
	srand(11);
	for (int round = 0; round < 6000; round++) {
		char text[400];
		bool use_mixed = round % 3 != 0;
		random_text(text, use_mixed ? mixed : latin, use_mixed ? sizeof mixed / 4 : sizeof latin / 4, rand() % 90);
		struct paragraph paragraph = plain(text, 160 + rand() % 300);
		paragraph.rtl = rand() % 2;
		paragraph.language = paragraph.rtl ? "ur" : round % 2 ? "en" : "pa";
		paragraph.align = (enum align)(rand() % 3);
		paragraph.ragged = rand() % 2;
		struct laid laid = draw(&paragraph);
		if (!laid.fits) { /* many '\n', or joiners that make a cluster wider than the box */
			skipped++;
			continue;
		}
		memset(counts, 0, sizeof counts);
		count_codes(text, counts, 1);
		for (int i = 0; i < list.op_count; i++)
			count_codes(op_text(&list.ops[i]), counts, -1);
		for (int code = 0; code < 0x10000; code++)
			if (code == ' ' ? counts[code] < 0 : counts[code] != 0)
				fail_msg("round %d: U+%04X %+d", round, (unsigned)code, counts[code]);
		seen();
		check_boxes(&paragraph, &laid);
	}
	assert_true(skipped < 60);
}

/* Without the shortcut FriBidi says the same. */
static void test_shortcut_is_the_same(void **state)
{
	(void)state;
	static struct itemised quick, full;
	srand(13);
	for (int round = 0; round < 20000; round++) {
		char text[400];
		random_text(text, latin, sizeof latin / 4, rand() % 90);
		struct paragraph paragraph = plain(text, 100);
		itemise(&quick, &paragraph, NULL, true);
		itemise(&full, &paragraph, NULL, false);
		size_t count = (size_t)full.count;
		assert_int_equal(quick.count, full.count);
		assert_memory_equal(quick.code, full.code, count * sizeof *quick.code);
		assert_memory_equal(quick.level, full.level, count);
		assert_memory_equal(quick.script, full.script, count);
		assert_memory_equal(quick.face, full.face, count);
		assert_memory_equal(quick.utf8, full.utf8, full.at[count]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_never_one_word_alone_in_many_texts),
	    cmocka_unit_test(test_no_character_is_lost),
	    cmocka_unit_test(test_shortcut_is_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
