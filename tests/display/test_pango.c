/*
 * Every text of every language, set by us and by Pango.
 *
 * Pango is a second engine with the same fonts in a configuration of its own: it must
 * find the same order of characters, as many lines give or take one, and no missing
 * glyph. The texts are those of the packs, so a new language is tried as soon as it
 * is there; more packs can be named on the command line, each beside uk-base.
 */
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

#include "kiosk_fixture.h"

#include "base/utf8.h"
#include "screen/numbers.h"
#include "screen/paragraph.h"

static const char noto[] = "/usr/share/fonts/truetype/noto";
static const char *const files[FONT_FILES] = {
    "NotoSans-Regular.ttf",         "NotoSans-Bold.ttf",           "NotoSerif-Bold.ttf",
    "NotoSansArabic-Regular.ttf",   "NotoSansArabic-Bold.ttf",     "NotoSansGurmukhi-Regular.ttf",
    "NotoSansGurmukhi-Bold.ttf",    "NotoSansBengali-Regular.ttf", "NotoSansBengali-Bold.ttf",
    "NotoNastaliqUrdu-Regular.ttf", "NotoNastaliqUrdu-Bold.ttf",
};
static const char *hubs[8] = {"config/packs/example-hub", "config/packs/hampshire", "config/packs/northumberland"};
static int hub_count = 3;

enum { TEXT_MAX = 8192, WIDE = 400000 };

static struct draw_list list;
static struct measure measure;
static FcConfig *config;
static PangoFontMap *map;
static PangoContext *context;
static PangoLayout *layout;
static int tried;

/* Fontconfig keeps patterns for as long as the program; ours keeps nothing. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libpango\n";
}

/* ---- Pango ---- */

static void open_pango(void)
{
	char path[200];

	config = FcConfigCreate();
	for (int i = 0; i < FONT_FILES; i++) {
		snprintf(path, sizeof path, "%s/%s", noto, files[i]);
		assert_true(FcConfigAppFontAddFile(config, (const FcChar8 *)path));
	}
	map = pango_ft2_font_map_new();
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	context = pango_font_map_create_context(map);
	layout = pango_layout_new(context);
	pango_layout_set_auto_dir(layout, FALSE);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
}

static void close_pango(void)
{
	g_object_unref(layout);
	g_object_unref(context);
	g_object_unref(map);
	FcConfigDestroy(config);
}

static void set_pango(const struct paragraph *paragraph, const char *text, int width)
{
	static const char others[] = "Noto Sans,Noto Sans Arabic,Noto Sans Gurmukhi,Noto Sans Bengali";
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family(font, paragraph->tall ? "Noto Sans,Noto Nastaliq Urdu,Noto Sans Arabic" : others);
	pango_font_description_set_absolute_size(font, paragraph->px * (double)PANGO_SCALE);
	pango_context_set_base_dir(context, paragraph->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
	pango_context_set_language(context, pango_language_from_string(paragraph->language));
	pango_layout_context_changed(layout);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_text(layout, text, -1);
	pango_layout_set_width(layout, width < 0 ? -1 : width * PANGO_SCALE);
	pango_font_description_free(font);
}

/* ---- what the eye meets, from the left, without blanks and what only steers ---- */

static bool shown(uint32_t code)
{
	return code > ' ' && code != 0xA0 && !(code >= 0x2000 && code <= 0x200F) && !(code >= 0x2028 && code <= 0x202F) && code != 0x205F &&
	       !(code >= 0x2066 && code <= 0x2069) && code != 0x061C && code != 0xAD && code != 0xFEFF;
}

/* Appends the characters of a run; `back` when it runs from the right. */
static void append(char *out, const char *text, int length, bool back)
{
	char run[TEXT_MAX];
	size_t at = back ? sizeof run : 0, used = strlen(out);

	for (uint32_t code; length > 0;) {
		int bytes = utf8_next(text, (size_t)length, &code);
		if (shown(code) && back) {
			at -= (size_t)bytes;
			memcpy(run + at, text, (size_t)bytes);
		} else if (shown(code)) {
			memcpy(run + at, text, (size_t)bytes);
			at += (size_t)bytes;
		}
		text += bytes;
		length -= bytes;
	}
	size_t count = back ? sizeof run - at : at;
	assert_true(used + count < TEXT_MAX);
	memcpy(out + used, back ? run + at : run, count);
	out[used + count] = 0;
}

static const char *seen_by_pango(void)
{
	static char out[TEXT_MAX];
	const char *text = pango_layout_get_text(layout);

	out[0] = 0;
	for (int i = 0; i < pango_layout_get_line_count(layout); i++)
		for (const GSList *run = pango_layout_get_line_readonly(layout, i)->runs; run; run = run->next) {
			const PangoItem *item = ((const PangoGlyphItem *)run->data)->item;
			append(out, text + item->offset, item->length, item->analysis.level & 1);
		}
	return out;
}

static const char *seen_by_us(void)
{
	static char out[TEXT_MAX];

	out[0] = 0;
	for (int i = 0; i < list.op_count; i++)
		append(out, draw_label(&list, list.ops[i].text.at), list.ops[i].text.length, list.ops[i].text.font.rtl);
	return out;
}

/* ---- texts ---- */

/* As Pango must have it: our switches for bold dropped, numbers isolated where the
 * paragraph does that. */
static void for_pango(char *out, const char *text, bool rtl)
{
	static uint32_t code[TEXT_MAX];
	struct number number = {0};
	int count = 0, used = 0, from = 0;
	const char *at[TEXT_MAX];

	for (; *text; count++) {
		at[count] = text;
		text += utf8_next(text, strlen(text), &code[count]);
	}
	at[count] = text;
	bool found = rtl && numbers_next(code, count, 0, &number);
	for (int i = 0; i <= count; i++) {
		if (found && i == number.to) {
			used += snprintf(out + used, (size_t)(TEXT_MAX - used), "\u2069");
			from = number.to;
			found = numbers_next(code, count, from, &number);
		}
		if (found && i == number.from)
			used += snprintf(out + used, (size_t)(TEXT_MAX - used), "\u2066");
		if (i < count && code[i] != 0x01)
			used += snprintf(out + used, (size_t)(TEXT_MAX - used), "%.*s", (int)(at[i + 1] - at[i]), at[i]);
	}
	out[used] = 0;
}

static struct paragraph paragraph_of(const struct language *language, const char *text, int px, int width)
{
	return (struct paragraph){.text = text,
				  .language = language->code,
				  .rtl = language->rtl,
				  .box = {0, 0, width, 0},
				  .px = px,
				  .line_px = paragraph_line(language->code, false, FACE_REGULAR, px),
				  .ink = 0xFF000000,
				  .ragged = true,
				  .lines_max = PARAGRAPH_LINES};
}

static struct laid draw(const struct paragraph *paragraph)
{
	draw_begin(&list, (struct panel){1920, 1080, 4}, 0xFFFFFFFF, "test");
	struct laid laid = paragraph_draw(&measure, paragraph, &list);
	if (!laid.fits || list.full)
		fail_msg("%s does not fit %d px at %d: %s", paragraph->language, paragraph->box.w, paragraph->px, paragraph->text);
	return laid;
}

/* How often each character stands in it, mixed into one number that order does not change. */
static uint64_t sum_of(const char *text, size_t length, uint64_t sum)
{
	for (uint32_t code; length > 0;) {
		int bytes = utf8_next(text, length, &code);
		if (shown(code))
			sum += (code + 1) * 0x9E3779B97F4A7C15U;
		text += bytes;
		length -= (size_t)bytes;
	}
	return sum;
}

/* Each character is drawn, once, in a font that has it. */
static void whole(const struct paragraph *paragraph)
{
	uint64_t sum = 0;

	draw(paragraph);
	for (int i = 0; i < list.op_count; i++) {
		const char *text = draw_label(&list, list.ops[i].text.at);
		size_t length = list.ops[i].text.length;
		sum = sum_of(text, length, sum);
		for (uint32_t code; length > 0;) {
			int bytes = utf8_next(text, length, &code);
			if (shown(code) && !fonts_has(kiosk.fonts, list.ops[i].text.font, code))
				fail_msg("%s: no glyph for U+%04X in: %s", paragraph->language, code, paragraph->text);
			text += bytes;
			length -= (size_t)bytes;
		}
	}
	if (sum != sum_of(paragraph->text, strlen(paragraph->text), 0))
		fail_msg("%s: a character is lost or doubled at %d px in %d: %s", paragraph->language, paragraph->px, paragraph->box.w,
			 paragraph->text);
	tried++;
}

/* One line without end; Pango begins a new order at '\n' as we do, so each is by itself. */
static void same_order(struct paragraph paragraph)
{
	char text[TEXT_MAX], ours[TEXT_MAX];

	paragraph.box.w = WIDE;
	draw(&paragraph);
	snprintf(ours, sizeof ours, "%s", seen_by_us());
	for_pango(text, paragraph.text, paragraph.rtl);
	set_pango(&paragraph, text, -1);
	if (strcmp(ours, seen_by_pango()) != 0)
		fail_msg("%s: %s\nwe show    %s\nPango shows %s", paragraph.language, paragraph.text, ours, seen_by_pango());
	if (pango_layout_get_unknown_glyphs_count(layout))
		fail_msg("%s: Pango finds no glyph in: %s", paragraph.language, paragraph.text);
	tried++;
}

static void same_lines(const struct paragraph *paragraph)
{
	char text[TEXT_MAX];
	int ours = draw(paragraph).lines;

	for_pango(text, paragraph->text, paragraph->rtl);
	set_pango(paragraph, text, paragraph->box.w);
	int theirs = pango_layout_get_line_count(layout);
	if (ours - theirs > 1 || theirs - ours > 1)
		fail_msg("%s: %d lines, Pango %d, %d px in %d: %s", paragraph->language, ours, theirs, paragraph->px, paragraph->box.w,
			 paragraph->text);
	tried++;
}

/* Sizes and widths as on the screens: small print of a card, an answer, a title, a page in
 * the largest letters. */
static const struct {
	int px, width;
} places[] = {{28, 376}, {30, 820}, {44, 900}, {64, 1720}};
enum { PLACES = sizeof places / sizeof *places };

static void open_hub(const char *folder)
{
	struct fault fault;

	memset(&kiosk, 0, sizeof kiosk);
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "config/packs/uk-base");
	snprintf(kiosk.settings.packs.folder[1], FAULT_FILE_MAX, "%s", folder);
	kiosk.settings.packs.count = 2;
	assert_true(kiosk_open(&kiosk, &fault));
	assert_int_equal(kiosk.packs_in, 2);
	measure = fonts_measure(kiosk.fonts);
}

/* All texts of all hubs; `tall` also where the language has such a style. */
static void each_text(void (*one)(const struct paragraph *paragraph))
{
	tried = 0;
	for (int h = 0; h < hub_count; h++) {
		open_hub(hubs[h]);
		for (int i = 0; i < kiosk.hub.language_count; i++) {
			const struct language *language = &kiosk.hub.languages[i];
			for (int k = 0; k < language->count; k++)
				for (int tall = 0; tall <= (strcmp(language->code, "ur") == 0); tall++) {
					struct paragraph paragraph = paragraph_of(language, language->texts[k].value, 30, 820);
					paragraph.tall = tall;
					one(&paragraph);
				}
		}
		kiosk_close(&kiosk);
	}
	printf("%d texts tried\n", tried);
	assert_true(tried > 2000);
}

static void whole_everywhere(const struct paragraph *paragraph)
{
	for (int i = 0; i < PLACES; i++) {
		struct paragraph placed = *paragraph;
		placed.px = places[i].px;
		placed.box.w = places[i].width;
		placed.face = i == 2 ? FACE_BOLD : i == 3 ? FACE_SERIF : FACE_REGULAR;
		whole(&placed);
	}
}

static void every_text_is_drawn_whole(void **state)
{
	(void)state;
	each_text(whole_everywhere);
}

/* Each line of a text has an order of its own. */
static void order_of_lines(const struct paragraph *paragraph)
{
	char text[TEXT_MAX];
	struct paragraph line = *paragraph;

	snprintf(text, sizeof text, "%s", paragraph->text);
	for (char *at = text, *end; at; at = end ? end + 1 : NULL) {
		end = strchr(at, '\n');
		if (end)
			*end = 0;
		line.text = at;
		same_order(line);
	}
}

static void order_is_that_of_pango(void **state)
{
	(void)state;
	each_text(order_of_lines);
}

static void lines_everywhere(const struct paragraph *paragraph)
{
	for (int i = 0; i < PLACES; i += 3) {
		struct paragraph placed = *paragraph;
		placed.px = places[i].px;
		placed.box.w = places[i].width;
		same_lines(&placed);
	}
}

static void lines_are_as_many_as_pango_has(void **state)
{
	(void)state;
	each_text(lines_everywhere);
}

/* ---- numbers ---- */

/* A number without its blanks, as it must stand in what is seen. */
static const char *packed(const char *number)
{
	static char out[TEXT_MAX];

	out[0] = 0;
	append(out, number, (int)strlen(number), false);
	return out;
}

/* Pango shows the text, with the isolates that stand in it, and finds the number in order. */
static void reads(const struct language *language, const char *text, const char *number, bool isolate)
{
	char pango[TEXT_MAX];
	struct paragraph paragraph = paragraph_of(language, text, 30, WIDE);

	for_pango(pango, text, isolate);
	set_pango(&paragraph, pango, -1);
	if (!strstr(seen_by_pango(), packed(number)))
		fail_msg("%s: Pango reads %s not as %s", language->code, text, number);
	draw(&paragraph);
	if (!strstr(seen_by_us(), packed(number)))
		fail_msg("%s: we show %s not as %s", language->code, text, number);
	tried++;
}

/* Typed by a translator between two words, at the start and at the end. */
static void number_in_sentences(const struct language *language, const char *number)
{
	char text[800];
	static const char *const forms[] = {"\u0641\u0648\u0646 %s \u06A9\u0631\u06CC\u06BA", "%s \u0641\u0648\u0646",
					    "\u0641\u0648\u0646 (%s)\u061F", "\u0641\u0648\u0646 12\u060C %s."};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(text, sizeof text, forms[i], number);
#pragma GCC diagnostic pop
		reads(language, text, number, true);
	}
}

static void numbers_that_translators_type_read_in_order(void **state)
{
	(void)state;
	static const struct language rtl[] = {{.code = "ar", .rtl = true}, {.code = "ur", .rtl = true}, {.code = "fa", .rtl = true}};

	tried = 0;
	open_hub(hubs[0]);
	for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++) {
		static const char *const typed[] = {"999", "0808 2000 247", "+44 (0)1632 960123", "24/7",
						    "3am", "\u00A320",      "a.example/help",     "hub@a.example"};
		for (size_t k = 0; k < sizeof typed / sizeof *typed; k++)
			number_in_sentences(&rtl[i], typed[k]);
		for (int k = 0; k < kiosk.hub.offer_count; k++)
			for (int c = 0; c < kiosk.hub.offers[k].channel_count; c++)
				if (kiosk.hub.offers[k].channels[c].value && *kiosk.hub.offers[k].channels[c].value)
					number_in_sentences(&rtl[i], kiosk.hub.offers[k].channels[c].value);
	}
	kiosk_close(&kiosk);
	printf("%d sentences\n", tried);
}

/* ---- whole screens ---- */

static const struct language *screen_language;

/* A text without blanks and what steers holds the number: then both engines must show it. */
static void label_reads(const char *label, const char *number)
{
	char logical[TEXT_MAX], wanted[TEXT_MAX];

	snprintf(wanted, sizeof wanted, "%s", packed(number));
	logical[0] = 0;
	append(logical, label, (int)strlen(label), false);
	const char *at = strlen(wanted) > 3 ? strstr(logical, wanted) : NULL;
	if (at)
		reads(screen_language, label, number, true);
}

static bool look(void *nothing, const char *name)
{
	(void)nothing;
	(void)name;
	for (int i = 0; i < kiosk.list.object_count; i++) {
		const char *label = draw_label(&kiosk.list, kiosk.list.objects[i].label);
		if (strchr(label, '\n'))
			continue; /* by lines, elsewhere */
		label_reads(label, kiosk.hub.phone);
		for (int k = 0; k < kiosk.hub.offer_count; k++)
			for (int c = 0; c < kiosk.hub.offers[k].channel_count; c++)
				if (kiosk.hub.offers[k].channels[c].kind == CHANNEL_PHONE || kiosk.hub.offers[k].channels[c].kind == CHANNEL_TEXT)
					label_reads(label, kiosk.hub.offers[k].channels[c].value);
	}
	return true;
}

static void numbers_of_all_screens_read_in_order(void **state)
{
	(void)state;
	const struct tour tour = {look, NULL};
	moment now;

	tried = 0;
	open_hub(hubs[0]);
	assert_true(moment_parse("2026-11-02", &now));
	kiosk_set_wall(&kiosk, now + 11 * 3600);
	kiosk_panel(&kiosk, 1920, 1080);
	for (int i = 0; i < kiosk.hub.language_count; i++) {
		screen_language = &kiosk.hub.languages[i];
		kiosk.session.language = (uint8_t)i;
		if (screen_language->rtl)
			assert_true(tour_all(&kiosk, true, &tour));
	}
	kiosk_close(&kiosk);
	printf("%d labels with a number\n", tried);
	assert_true(tried > 100);
}

int main(int count, char **words)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_text_is_drawn_whole),
	    cmocka_unit_test(order_is_that_of_pango),
	    cmocka_unit_test(lines_are_as_many_as_pango_has),
	    cmocka_unit_test(numbers_that_translators_type_read_in_order),
	    cmocka_unit_test(numbers_of_all_screens_read_in_order),
	};

	for (int i = 1; i < count && hub_count < (int)(sizeof hubs / sizeof *hubs); i++)
		hubs[hub_count++] = words[i];
	open_pango();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	close_pango();
	return failed;
}
