/* Letters: measured, kept, and missing without harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "display/font.h"
#include "screen/scripts.h"

static const char noto[] = "/usr/share/fonts/truetype/noto";
static struct findings findings;

static int set_up(void **state)
{
	(void)state;
	memset(&findings, 0, sizeof findings);
	return 0;
}

static int width(struct fonts *fonts, struct run_font font, const char *text)
{
	struct measure measure = fonts_measure(fonts);

	return measure.width(measure.context, font, text, (int)strlen(text));
}

static void widths_grow_with_text_and_size(void **state)
{
	(void)state;
	struct fonts *fonts = fonts_open(noto, &findings);
	struct run_font body = {FACE_REGULAR, SCRIPT_LATIN, false, 30}, large = {FACE_REGULAR, SCRIPT_LATIN, false, 60};
	struct run_font bold = {FACE_BOLD, SCRIPT_LATIN, false, 30};

	assert_non_null(fonts);
	assert_true(fonts_fine(fonts));
	assert_int_equal(findings.errors, 0);
	assert_int_equal(width(fonts, body, ""), 0);
	assert_true(width(fonts, body, "Home") > 20);
	assert_true(width(fonts, body, "Home again") > width(fonts, body, "Home"));
	assert_true(width(fonts, bold, "Home again") > width(fonts, body, "Home again"));
	assert_true(width(fonts, large, "Home") > width(fonts, body, "Home") * 19 / 10);
	assert_int_equal(width(fonts, body, "Home"), width(fonts, body, "Home"));
	fonts_close(fonts);
}

static void capitals_follow_the_latin_cut(void **state)
{
	(void)state;
	struct fonts *fonts = fonts_open(noto, &findings);
	struct measure measure = fonts_measure(fonts);
	struct font_metrics latin = measure.metrics(fonts, (struct run_font){FACE_REGULAR, SCRIPT_LATIN, false, 100});
	struct font_metrics arabic = measure.metrics(fonts, (struct run_font){FACE_REGULAR, SCRIPT_ARABIC, true, 100});

	assert_in_range(latin.cap, 70, 73);
	assert_int_equal(arabic.cap, latin.cap);
	assert_true(latin.ascent > latin.cap);
	assert_true(latin.descent > 0);
	assert_true(arabic.descent > latin.descent);
	fonts_close(fonts);
}

/* Joined letters are narrower than the same letters alone. */
static void arabic_letters_join(void **state)
{
	(void)state;
	struct fonts *fonts = fonts_open(noto, &findings);
	struct run_font font = {FACE_REGULAR, SCRIPT_ARABIC, true, 60};
	int joined = width(fonts, font, "\xd8\xa8\xd8\xa8\xd8\xa8"), alone = width(fonts, font, "\xd8\xa8");

	assert_true(alone > 0);
	assert_true(joined < 3 * alone);
	fonts_close(fonts);
}

static void runs_are_rendered_once(void **state)
{
	(void)state;
	struct fonts *fonts = fonts_open(noto, &findings);
	struct run_font font = {FACE_REGULAR, SCRIPT_LATIN, false, 40};
	struct run_mask first, again;

	assert_true(fonts_run(fonts, font, "Help", 4, &first));
	assert_in_range(-first.y, 27, 33); /* from the top of the l to the baseline */
	assert_true(first.mask.w > 50 && first.mask.h > 25);
	assert_true(fonts_run(fonts, font, "Help", 4, &again));
	assert_ptr_equal(first.mask.alpha, again.mask.alpha);
	assert_int_equal(fonts_counters(fonts).misses, 1);
	assert_int_equal(fonts_counters(fonts).hits, 1);
	assert_int_equal(fonts_counters(fonts).bytes, first.mask.w * first.mask.h);
	assert_false(fonts_run(fonts, font, "   ", 3, &again));
	assert_false(fonts_run(fonts, font, "", 0, &again));
	fonts_close(fonts);
}

/* Many more runs and widths than there is room for: emptied, never grown, right. */
static void full_tables_are_emptied(void **state)
{
	(void)state;
	struct fonts *fonts = fonts_open(noto, &findings);
	struct run_font font = {FACE_REGULAR, SCRIPT_LATIN, false, 12};
	int want = width(fonts, font, "number 17");
	struct run_mask run;
	char text[32];

	for (int i = 0; i < WIDTH_SLOTS; i++) {
		int length = snprintf(text, sizeof text, "number %d", i);
		assert_true(width(fonts, font, text) > 0);
		if (i < RUN_SLOTS)
			assert_true(fonts_run(fonts, font, text, length, &run));
	}
	assert_true(fonts_counters(fonts).emptied >= 2);
	assert_int_equal(width(fonts, font, "number 17"), want);
	assert_true(fonts_counters(fonts).bytes <= RUN_ALPHA_MAX);
	fonts_close(fonts);
}

/* S10: no fonts at all is a clear fault, and nothing is drawn. */
static void a_missing_folder_is_told(void **state)
{
	(void)state;
	struct fonts *fonts = fonts_open("/nonexistent/fonts", &findings);
	struct run_font font = {FACE_REGULAR, SCRIPT_LATIN, false, 40};
	struct run_mask run;

	assert_false(fonts_fine(fonts));
	assert_int_equal(findings.errors, FONT_FILES + 1);
	assert_non_null(strstr(findings.list[FONT_FILES].fault.says, "no letters can be drawn"));
	assert_non_null(strstr(findings.list[0].fault.says, "fonts-noto-core"));
	assert_string_equal(findings.list[0].fault.file, "/nonexistent/fonts");
	assert_true(width(fonts, font, "Help") > 0);
	assert_false(fonts_run(fonts, font, "Help", 4, &run));
	assert_int_equal(findings.errors, FONT_FILES + 1); /* told once */
	fonts_close(fonts);
}

/* S10: one good file stands in for the rest; a broken one is told when it is met. */
static void another_font_stands_in(void **state)
{
	(void)state;
	char folder[] = "/tmp/signpost-fonts-XXXXXX", path[128];
	struct run_font serif = {FACE_SERIF, SCRIPT_LATIN, false, 40};
	struct run_mask run;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/NotoSans-Regular.ttf", folder);
	assert_int_equal(symlink("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", path), 0);
	snprintf(path, sizeof path, "%s/NotoSerif-Bold.ttf", folder);
	FILE *broken = fopen(path, "w");
	assert_non_null(broken);
	fputs("not a font", broken);
	fclose(broken);
	struct fonts *fonts = fonts_open(folder, &findings);
	assert_int_equal(findings.errors, FONT_FILES - 2);
	assert_true(fonts_run(fonts, serif, "Help", 4, &run));
	assert_int_equal(findings.errors, FONT_FILES - 1);
	assert_non_null(strstr(findings.list[FONT_FILES - 2].fault.says, "broken"));
	assert_false(fonts_fine(fonts));
	fonts_close(fonts);
	unlink(path);
	snprintf(path, sizeof path, "%s/NotoSans-Regular.ttf", folder);
	unlink(path);
	rmdir(folder);
}

/* What the screens take for granted of Debian's files (screen/scripts.h). */
static void scripts_and_files_agree(void **state)
{
	(void)state;
	struct fonts *fonts = fonts_open(noto, &findings);

	for (int script = 0; script < SCRIPT_COUNT; script++)
		for (uint32_t code = 0x20; code < 0x2070; code++) {
			int own = script_of(code, (enum script)script);
			/* Letters of a script, those of Latin, Arabic and the Indian ones alike, and what is common */
			bool said = own == script ? script == SCRIPT_NASTALIQ
						  : own == SCRIPT_COMMON && script_drawing(code, (enum script)script) == (enum script)script;
			if (!said || (script == SCRIPT_LATIN && code >= 0x80) || code == 0x7F || (code >= 0x80 && code < 0xA0))
				continue;
			for (int face = FACE_REGULAR; face <= FACE_BOLD; face++)
				if (!fonts_has(fonts, (struct run_font){(uint8_t)face, (uint8_t)script, false, 30}, code))
					fail_msg("script %d, face %d has no U+%04X", script, face, code);
		}
	assert_int_equal(script_of(0x06D4, SCRIPT_NASTALIQ), SCRIPT_NASTALIQ); /* Urdu's full stop, comma, question mark */
	assert_int_equal(script_of(0x060C, SCRIPT_NASTALIQ), SCRIPT_NASTALIQ);
	assert_int_equal(script_of(0x061F, SCRIPT_NASTALIQ), SCRIPT_NASTALIQ);
	fonts_close(fonts);
}

/* Without Nastaliq Urdu is still set, in the other style. */
static void nastaliq_missing_is_named(void **state)
{
	(void)state;
	char folder[] = "/tmp/signpost-fonts-XXXXXX", path[200], from[200];
	static const char *const there[] = {"NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf"};
	bool named = false;

	assert_non_null(mkdtemp(folder));
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, there[i]);
		snprintf(from, sizeof from, "%s/%s", noto, there[i]);
		assert_int_equal(symlink(from, path), 0);
	}
	struct fonts *fonts = fonts_open(folder, &findings);
	for (int i = 0; i < findings.count; i++)
		named = named ||
			(strstr(findings.list[i].fault.item, "NotoNastaliqUrdu-Bold.ttf") && strstr(findings.list[i].fault.says, "fonts-noto-core"));
	assert_true(named);
	struct run_font nastaliq = {FACE_BOLD, SCRIPT_NASTALIQ, true, 40}, sans = {FACE_REGULAR, SCRIPT_ARABIC, true, 40};
	assert_int_equal(width(fonts, nastaliq, "\u0641\u0648\u0646"), width(fonts, sans, "\u0641\u0648\u0646"));
	fonts_close(fonts);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, there[i]);
		unlink(path);
	}
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(scripts_and_files_agree, set_up),
	    cmocka_unit_test_setup(nastaliq_missing_is_named, set_up),
	    cmocka_unit_test_setup(widths_grow_with_text_and_size, set_up),
	    cmocka_unit_test_setup(capitals_follow_the_latin_cut, set_up),
	    cmocka_unit_test_setup(arabic_letters_join, set_up),
	    cmocka_unit_test_setup(runs_are_rendered_once, set_up),
	    cmocka_unit_test_setup(full_tables_are_emptied, set_up),
	    cmocka_unit_test_setup(a_missing_folder_is_told, set_up),
	    cmocka_unit_test_setup(another_font_stands_in, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
