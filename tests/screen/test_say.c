/* Times, dates and ranges in each language's own form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "screen/levels.h"
#include "screen/say.h"

enum { WORDS = 10, SAID = 6, CODES = 300 };

/* In the order of struct row. */
static const char *const keys[WORDS] = {"ui.time.am",       "ui.time.pm", "ui.time.evening", "ui.time.night",    "ui.time.noon",
					"ui.time.midnight", "ui.times",   "ui.date",         "ui.day.tue.short", "ui.month.11"};

/* The words as translators wrote them; then 9.30, 13.00, 17.00, 21.00, a meeting on a
 * Tuesday from 10 to noon, and 9 until midnight, all without isolates. */
static const struct row {
	const char *code;
	bool rtl;
	const char *words[WORDS];
	const char *said[SAID];
} rows[] = {
    {"en",
     false,
     {"{h}am", "{h}pm", "{h}pm", "{h}pm", "noon", "midnight", "{start} to {end}", "{weekday} {mday} {month}", "Tue", "Nov"},
     {"9.30am", "1pm", "5pm", "9pm", "Tue 3 Nov, 10am to noon", "9am to midnight"}},
    {"cy",
     false,
     {"{h}yb", "{h}yh", "{h}yh", "{h}yh", "hanner dydd", "hanner nos", "{start} tan {end}", "{weekday} {mday} {month}", "Maw", "Tach"},
     {"9.30yb", "1yh", "5yh", "9yh", "Maw 3 Tach, 10yb tan hanner dydd", "9yb tan hanner nos"}},
    {"pl",
     false,
     {"{h24}", "{h24}", "{h24}", "{h24}", "12:00", "00:00", "{start} do {end}", "{weekday} {mday} {month}", "wt.", "lis"},
     {"09:30", "13:00", "17:00", "21:00", "wt. 3 lis, 10:00 do 12:00", "09:00 do 00:00"}},
    {"ro",
     false,
     {"{h24}", "{h24}", "{h24}", "{h24}", "12:00", "00:00", "de la {start} la {end}", "{weekday}, {mday} {month}", "Mar", "nov."},
     {"09:30", "13:00", "17:00", "21:00", "Mar, 3 nov., de la 10:00 la 12:00", "de la 09:00 la 00:00"}},
    {"uk",
     false,
     {"{h24}", "{h24}", "{h24}", "{h24}", "12:00", "00:00", "з {start} до {end}", "{weekday}, {mday} {month}", "Вт", "лист."},
     {"09:30", "13:00", "17:00", "21:00", "Вт, 3 лист., з 10:00 до 12:00", "з 09:00 до 00:00"}},
    {"ur",
     true,
     {"صبح {h}", "دوپہر {h}", "شام {h}", "رات {h}", "دوپہر 12", "رات 12", "{start} سے {end} بجے تک", "{weekday} {mday} {month}", "منگل", "نومبر"},
     {"صبح 9.30", "دوپہر 1", "شام 5", "رات 9", "منگل 3 نومبر، صبح 10 سے دوپہر 12 بجے تک", "صبح 9 سے رات 12 بجے تک"}},
    {"ar",
     true,
     {"{h} صباحًا", "{h} ظهرًا", "{h} مساءً", "{h} مساءً", "12 ظهرًا", "12 ليلًا", "من {start} إلى {end}", "{weekday} {mday} {month}", "الثلاثاء",
      "نوفمبر"},
     {"9.30 صباحًا", "1 ظهرًا", "5 مساءً", "9 مساءً", "الثلاثاء 3 نوفمبر، من 10 صباحًا إلى 12 ظهرًا", "من 9 صباحًا إلى 12 ليلًا"}},
    {"fa",
     true,
     {"{h24}", "{h24}", "{h24}", "{h24}", "12:00", "00:00", "{start} تا {end}", "{weekday} {mday} {month}", "سه\u200cشنبه", "نوامبر"},
     {"09:30", "13:00", "17:00", "21:00", "سه\u200cشنبه 3 نوامبر، 10:00 تا 12:00", "09:00 تا 00:00"}},
    {"pa",
     false,
     {"ਸਵੇਰੇ {h}", "ਦੁਪਹਿਰ {h}", "ਸ਼ਾਮ {h}", "ਰਾਤ {h}", "ਦੁਪਹਿਰ 12", "ਰਾਤ 12", "{start} ਤੋਂ {end} ਵਜੇ", "{weekday} {mday} {month}", "ਮੰਗਲ", "ਨਵੰਬਰ"},
     {"ਸਵੇਰੇ 9.30", "ਦੁਪਹਿਰ 1", "ਸ਼ਾਮ 5", "ਰਾਤ 9", "ਮੰਗਲ 3 ਨਵੰਬਰ, ਸਵੇਰੇ 10 ਤੋਂ ਦੁਪਹਿਰ 12 ਵਜੇ", "ਸਵੇਰੇ 9 ਤੋਂ ਰਾਤ 12 ਵਜੇ"}},
    {"bn",
     false,
     {"সকাল {h}টা", "দুপুর {h}টা", "বিকেল {h}টা", "রাত {h}টা", "দুপুর 12টা", "রাত 12টা", "{start} থেকে {end}", "{weekday} {mday} {month}", "মঙ্গল", "নভে"},
     {"সকাল 9.30টা", "দুপুর 1টা", "বিকেল 5টা", "রাত 9টা", "মঙ্গল 3 নভে, সকাল 10টা থেকে দুপুর 12টা", "সকাল 9টা থেকে রাত 12টা"}},
    {"pt",
     false,
     {"{h24}", "{h24}", "{h24}", "{h24}", "12:00", "00:00", "das {start} às {end}", "{weekday}, {mday} {month}", "Ter", "nov"},
     {"09:30", "13:00", "17:00", "21:00", "Ter, 3 nov, das 10:00 às 12:00", "das 09:00 às 00:00"}},
};
enum { ROWS = sizeof rows / sizeof *rows };

static struct {
	struct text texts[WORDS];
	struct language language;
	struct hub hub;
	struct session session;
	struct view view;
} world;

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct text *)a)->key, ((const struct text *)b)->key);
}

static const struct view *speak(const struct row *row)
{
	memset(&world, 0, sizeof world);
	for (int i = 0; i < WORDS; i++)
		world.texts[i] = (struct text){keys[i], row->words[i]};
	qsort(world.texts, WORDS, sizeof world.texts[0], by_key);
	world.language = (struct language){.name = "", .rtl = row->rtl, .count = WORDS, .texts = world.texts};
	snprintf(world.language.code, sizeof world.language.code, "%s", row->code);
	world.hub = (struct hub){.languages = &world.language, .language_count = 1};
	world.view = (struct view){.hub = &world.hub, .session = &world.session};
	return &world.view;
}

/* Takes isolates out, counting that each is closed; hard blanks become blanks. */
static void strip(const char *text, char *out)
{
	int open = 0;
	while (*text) {
		if (strncmp(text, "\u2066", 3) == 0 || strncmp(text, "\u2067", 3) == 0 || strncmp(text, "\u2069", 3) == 0) {
			open += strncmp(text, "\u2069", 3) == 0 ? -1 : 1;
			assert_true(open >= 0);
			text += 3;
		} else if (strncmp(text, "\u00A0", 2) == 0) {
			*out++ = ' ';
			text += 2;
		} else {
			*out++ = *text++;
		}
	}
	*out = 0;
	assert_int_equal(open, 0);
}

static void expect(const struct row *row, int which, const char *said)
{
	char plain[SAY_MAX];
	strip(said, plain);
	if (strcmp(plain, row->said[which]) != 0)
		fail_msg("%s says \"%s\", expected \"%s\"", row->code, plain, row->said[which]);
}

static const struct meeting meeting = {.start = 600, .end = 720};

static void say_example(const struct view *view, char *said, int size)
{
	struct meeting on = meeting;
	on.day = day_of(2026, 11, 3);
	say_meeting(view, said, size, &on);
}

static void test_every_language(void **state)
{
	static const int minutes[] = {570, 780, 1020, 1260};
	char said[SAY_MAX];
	(void)state;

	for (int i = 0; i < ROWS; i++) {
		const struct view *view = speak(&rows[i]);
		for (int m = 0; m < 4; m++) {
			say_time(view, said, sizeof said, minutes[m]);
			assert_null(strchr(said, ' ')); /* a time stays on one line */
			expect(&rows[i], m, said);
		}
		say_example(view, said, sizeof said);
		expect(&rows[i], 4, said);
		say_times(view, said, sizeof said, 540, 1440);
		expect(&rows[i], 5, said);
	}
}

/* The clocks at their edges, in the two forms. */
static void test_the_edges_of_the_clock(void **state)
{
	static const struct {
		int minute;
		const char *twelve, *twenty_four;
	} times[] = {{1, "12.01am", "00:01"},   {59, "12.59am", "00:59"}, {60, "1am", "01:00"},      {719, "11.59am", "11:59"},
		     {721, "12.01pm", "12:01"}, {780, "1pm", "13:00"},    {1439, "11.59pm", "23:59"}};
	char said[SAY_MAX], plain[SAY_MAX];
	(void)state;

	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		say_time(speak(&rows[0]), said, sizeof said, times[i].minute);
		strip(said, plain);
		assert_string_equal(plain, times[i].twelve);
		say_time(speak(&rows[2]), said, sizeof said, times[i].minute);
		strip(said, plain);
		assert_string_equal(plain, times[i].twenty_four);
	}
	say_time(speak(&rows[0]), said, sizeof said, 0);
	assert_string_equal(said, "midnight");
}

/* Where a character ends up, counted from the left: rule L2 of the Unicode
 * bidirectional algorithm on FriBidi's levels. */
static void place_all(const char *text, int *place)
{
	uint32_t code[CODES] = {0};
	uint8_t level[CODES];
	int order[CODES], count = 0, highest = 0;
	for (size_t at = 0, length = strlen(text); at < length; count++)
		at += (size_t)utf8_next(text + at, length - at, &code[count]);
	assert_true(levels_find(NULL, code, count, true, level));
	for (int i = 0; i < count; i++) {
		order[i] = i;
		highest = level[i] > highest ? level[i] : highest;
	}
	for (int l = highest; l > 0; l--)
		for (int from = 0, to; from < count; from = to + 1) {
			for (to = from; to < count && level[order[to]] >= l; to++)
				;
			for (int a = from, b = to - 1; a < b; a++, b--) {
				int swap = order[a];
				order[a] = order[b];
				order[b] = swap;
			}
		}
	for (int i = 0; i < count; i++)
		place[order[i]] = i;
}

static int index_of(const char *text, const char *what)
{
	const char *found = strstr(text, what);
	int index = 0;
	assert_non_null(found);
	for (const char *at = text; at < found; index++)
		at += utf8_next(at, strlen(at), NULL);
	return index;
}

/* Day, start and end stand from the right to the left, and each number from the
 * left to the right, also when the whole stands in a text with Latin letters. */
static void test_ranges_keep_their_order_from_the_right(void **state)
{
	char said[SAY_MAX];
	int place[CODES];
	(void)state;

	for (int i = 0; i < ROWS; i++) {
		if (!rows[i].rtl)
			continue;
		say_example(speak(&rows[i]), said, sizeof said);
		place_all(said, place);
		int day = place[index_of(said, "3")], start = index_of(said, "10"), end = index_of(said, "12");
		assert_true(day > place[start] && place[start] > place[end]);
		assert_int_equal(place[start] + 1, place[start + 1]);
		assert_int_equal(place[end] + 1, place[end + 1]);
		say_time(&world.view, said, sizeof said, 570);
		place_all(said, place);
		start = index_of(said, "30");
		assert_int_equal(place[start] + 1, place[start + 1]);
		assert_true(place[start] > place[index_of(said, "9")]);
	}
}

/* A value in its own direction: Urdu from the right, all others from the left. */
static void test_what_is_isolated_how(void **state)
{
	static const struct {
		const char *text, *isolate;
	} values[] = {{"3 \u0646\u0648\u0645\u0628\u0631", "\u2067"},
		      {"0808 2000 247", "\u2066"},
		      {"\u0160kola \u0646", "\u2066"},
		      {"\u0412\u0442 \u0646", "\u2066"},
		      {"\u09B8 \u0646", "\u2066"},
		      {"example.org", "\u2066"}};
	char said[SAY_MAX];
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		say_isolated(said, sizeof said, values[i].text);
		assert_memory_equal(said, values[i].isolate, 3);
	}
}

/* What has no room ends at a whole character, wherever the end falls. */
static void test_nothing_is_cut_inside_a_character(void **state)
{
	static const char text[] = "aé\u0995\U0001F642b";
	char out[sizeof text + 4];
	(void)state;
	for (int size = 1; size <= (int)sizeof text + 1; size++) {
		memset(out, 'x', sizeof out);
		int length = say_print(out, size, "%s", text);
		assert_int_equal(length, strlen(out));
		assert_true(length < size && utf8_valid(out, (size_t)length));
		assert_memory_equal(out, text, (size_t)length);
		assert_int_equal(length, utf8_cut(text, sizeof text - 1, (size_t)size - 1));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nothing_is_cut_inside_a_character),
	    cmocka_unit_test(test_every_language),
	    cmocka_unit_test(test_the_edges_of_the_clock),
	    cmocka_unit_test(test_ranges_keep_their_order_from_the_right),
	    cmocka_unit_test(test_what_is_isolated_how),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
