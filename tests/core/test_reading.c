#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/check_rules.h"
#include "core/letters.h"
#include "core/load.h"
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

/* Writes each English sentence of the shipped packs and adds it to `reading`. */
static void gather(FILE *file, struct reading *reading)
{
	static struct findings findings;
	struct pack_set set = {.count = 2, .folder = {"config/packs/uk-base", "config/packs/example-hub"}};
	struct arena arena;
	struct hub hub;
	assert_true(arena_init(&arena, HUB_ARENA_MAX, NULL));
	assert_true(load_hub(&set, &arena, &hub, &findings));
	for (int i = 0; i < hub.languages[0].count; i++) {
		const char *text = hub.languages[0].texts[i].value;
		size_t length = strlen(text);
		if (strchr(text, '\n') || length < 20 || !strchr(".?", text[length - 1]))
			continue;
		fprintf(file, "%s\n", text);
		reading_add(reading, text);
	}
	arena_release(&arena);
}

/* "        Kincaid: 0.9": the figure in tenths. */
static int figure_of(const char *output, const char *name)
{
	const char *at = strstr(output, name);
	if (!at)
		fail_msg("style says nothing of %s", name);
	return (int)(strtod(at + strlen(name), NULL) * 10);
}

/* A program that others wrote reads the shipped English nearly alike; its Kincaid
 * drops the same syllables by other rules. */
static void debians_style_says_nearly_the_same(void **state)
{
	(void)state;
	char path[] = "/tmp/signpost-reading-XXXXXX", command[80], output[4096];
	int file = mkstemp(path);
	assert_true(file >= 0);
	FILE *text = fdopen(file, "w");
	assert_non_null(text);
	struct reading reading = {0};
	gather(text, &reading);
	fclose(text);
	snprintf(command, sizeof command, "style %s", path);
	FILE *style = popen(command, "r");
	assert_non_null(style);
	size_t length = fread(output, 1, sizeof output - 1, style);
	output[length] = 0;
	assert_int_equal(pclose(style), 0);
	unlink(path);
	int kincaid = figure_of(output, "Kincaid:"), lix = figure_of(output, "Lix:");
	print_message("%d words: grade %d, style %d; Lix %d, style %d (tenths)\n", reading.words, reading_grade(&reading), kincaid,
		      reading_lix(&reading), lix);
	assert_true(reading.words > 1500);
	assert_in_range(reading_grade(&reading) - kincaid + 100, 90, 110);
	assert_in_range(reading_lix(&reading) - lix + 100, 90, 110);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(syllables_are_counted),
	    cmocka_unit_test(figures_are_those_of_the_formulas),
	    cmocka_unit_test(names_and_labels_are_no_sentences),
	    cmocka_unit_test(other_scripts_have_sentences),
	    cmocka_unit_test(letters_end_on_any_bytes),
	    cmocka_unit_test(debians_style_says_nearly_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
