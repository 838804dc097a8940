#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/letters.h"
#include "core/reading.h"

static struct reading read_text(const char *text)
{
	struct reading reading = {0};
	reading_add(&reading, text);
	return reading;
}

/* As they are spoken. */
static void syllables_are_counted(void **state)
{
	static const struct {
		const char *word;
		int syllables;
	} words[] = {{"a", 1},     {"the", 1},          {"home", 1},     {"homes", 1},  {"named", 1},       {"wanted", 2}, {"pages", 2},
		     {"table", 2}, {"tables", 2},       {"children", 2}, {"family", 3}, {"baby", 2},        {"quiet", 2},  {"being", 2},
		     {"999", 1},   {"you're", 1},       {"free", 1},     {"media", 3},  {"information", 4}, {"wishes", 2}, {"rhythm", 1},
		     {"asked", 1}, {"relationship", 4}, {"question", 2}, {"social", 2}};
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		char text[40];
		strcpy(text, words[i].word);
		strcat(text, ".");
		int syllables = read_text(text).syllables;
		if (syllables != words[i].syllables)
			fail_msg("%s: %d syllables", words[i].word, syllables);
	}
}

/* Worked out by hand from the formulas. */
static void figures_are_those_of_the_formulas(void **state)
{
	(void)state;
	struct reading reading = read_text("They listen. It is free. You can.");
	assert_int_equal(reading.sentences, 3);
	assert_int_equal(reading.words, 7);
	assert_int_equal(reading.syllables, 8);
	assert_int_equal(reading.long_words, 0);
	assert_int_equal(reading_mean(&reading), 23);   /* 7/3 */
	assert_int_equal(reading_grade(&reading), -12); /* 0.91 + 13.49 - 15.59 */
	assert_int_equal(reading_lix(&reading), 23);
	reading_add(&reading, "Grandparents understand everything.");
	assert_int_equal(reading.long_words, 3);
	assert_int_equal(reading.longest, 3);
	assert_int_equal(reading_lix(&reading), 325); /* 2.5 + 30 */
	struct reading none = {0};
	assert_int_equal(reading_grade(&none) | reading_lix(&none) | reading_mean(&none), 0);
}

static void names_and_labels_are_no_sentences(void **state)
{
	(void)state;
	assert_int_equal(read_text("Courses and groups").sentences, 0);
	assert_int_equal(read_text("Courses\nand groups.").words, 2);
	assert_int_equal(read_text("It is at 9.30 on gov.uk. Come.").sentences, 2);
	assert_int_equal(read_text("\u2018Is it?\u2019 Yes.").sentences, 2);
	assert_int_equal(read_text("...").sentences, 0);
}

/* Full stops and question marks of other scripts; a half space parts no word. */
static void other_scripts_have_sentences(void **state)
{
	(void)state;
	assert_int_equal(read_text("\u06a9\u0627 \u06a9\u06d4 \u06a9\u061f \u06a9").sentences, 2);
	assert_int_equal(read_text("\u09b8 \u09b8\u0964 \u09b8?").sentences, 2);
	assert_int_equal(read_text("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.").words, 1);
	assert_int_equal(read_text("\u0645\u060c \u0645\u061b \u0645.").words, 3);
}

/* Any bytes end, and no letter is read twice. */
static void letters_end_on_any_bytes(void **state)
{
	(void)state;
	const char *text = "\xe2\x80\xff\xc3";
	int count = 0;
	while (letter_next(&text) && count < 10)
		count++;
	assert_true(count <= 4);
	text = "\u00c9\u0141\u0178\u0419";
	static const uint32_t folded[] = {'e', 'l', 'y', 0x0438};
	for (int i = 0; i < 4; i++)
		assert_int_equal(letter_next(&text), folded[i]);
	assert_int_equal(letter_next(&text), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(syllables_are_counted),
	    cmocka_unit_test(figures_are_those_of_the_formulas),
	    cmocka_unit_test(names_and_labels_are_no_sentences),
	    cmocka_unit_test(other_scripts_have_sentences),
	    cmocka_unit_test(letters_end_on_any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
