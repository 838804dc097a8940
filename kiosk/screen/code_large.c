/*
 * The words of the code page on large panels (LOOK.md, Screens 6).
 */
#include "screen/code_page.h"

#include "screen/fit.h"

#include <stdio.h>
#include <string.h>

enum {
	HEAD_H = 152,      /* title and the line under it */
	LINE_ROW = 56,     /* one support line */
	LINE_ROW_RTL = 66, /* two lines of Arabic script */
	LINES_MAX = 6,
	NUMBER_ROW = 68,
	WAY_ONE = 58,
	WAY_TWO = 92,
	LINES_HEAD = 166, /* with the button to all lines */
};

/* A part of `at`, `from` design pixels from its reading start. */
static struct rect part(const struct view *view, struct rect at, int from, int w)
{
	return (struct rect){kit_rtl(view) ? at.x + at.w - from - w : at.x + from, at.y, w, at.h};
}

static void head(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at, bool coded)
{
	struct words title = {.at = {at.x, at.y, at.w, 70}, .type = TYPE_TITLE, .em = 56, .line = 70, .lines_max = 1};
	fit_draw(view, list, title, page->title);
	struct rect row = {at.x, at.y + (page->lines ? 94 : 78), at.w, 44};
	int button_w = 340;
	if (coded)
		fit_draw(view, list,
			 (struct words){.at = part(view, row, 0, page->lines ? at.w - button_w - 20 : at.w), .type = TYPE_LEAD, .lines_max = 1},
			 kit_word(view, WORD_CAMERA));
	int high = (int)(frame_mm(&view->frame, 15) / view->frame.scale + 0.999); /* on dense panels */
	row = (struct rect){at.x, at.y + 84, at.w, high > 64 ? high : 64};
	if (page->lines)
		kit_button(view, list,
			   (struct button){.at = part(view, row, at.w - button_w, button_w),
					   .icon = ICON_PHONE,
					   .type = TYPE_BUTTON,
					   .em = 28,
					   .label = kit_word(view, WORD_LINES_TITLE),
					   .action = {VERB_GO, SCREEN_LINES}});
}

/* A support line in a row: its name, its number, when it is open ("" when that is
 * not known; the number then has that room too). */
struct line {
	const char *name;
	char number[200], open[200];
};

struct line_words {
	struct words name, number, open;
};

static void line_make(const struct view *view, struct line *line, const struct offer *offer)
{
	struct hours hours = hours_shown(offer, view->now, view->clock_wrong);
	line->open[0] = 0;
	if (hours.known)
		say_open(view, line->open, sizeof line->open, offer);
	cards_number(view, line->number, sizeof line->number, offer);
	line->name = offer->topics & TOPIC_EMERGENCY ? kit_word(view, WORD_EMERGENCY) : kit_part(view, offer->id, "name");
}

static struct line_words line_words(const struct view *view, struct rect row, const struct line *line)
{
	int open_w = line->open[0] ? row.w * 30 / 100 : 0, name_w = row.w * 45 / 100;
	int number_w = row.w - name_w - open_w - (open_w ? 24 : 12);
	colour milk = view->theme->milk, soft = view->theme->soft;
	struct words words = {.type = TYPE_SMALL, .ground = milk, .ink = soft, .middle = true, .lines_max = 1};
	struct line_words all = {words, words, words};
	all.name.at = part(view, row, 0, name_w);
	all.number.at = part(view, row, name_w + 12, number_w);
	all.number.ink = view->theme->ink;
	all.number.bold = true;
	all.number.em = 30;
	all.open.at = part(view, row, row.w - open_w, open_w);
	all.open.em = 26;
	return all;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* One line of words; two where even small letters need them, but a number alone
 * is never broken. */
static void draw_cell(const struct view *view, struct draw_list *list, struct words words, int em, const char *text)
{
	words.em = em;
	if (!fit_holds(view, words, text) && strchr(text, ' ')) {
		words.line = 27;
		words.lines_max = 2;
	}
	kit_words(view, list, words, text);
}

/* The address of the code, readable beside it (S30), in a row like the lines'. */
static void address_row(const struct view *view, struct draw_list *list, struct rect row, const char *url)
{
	char address[SAY_MAX], isolated[SAY_MAX];
	int name_w = row.w * 45 / 100;
	colour milk = view->theme->milk;
	struct words words = {.type = TYPE_SMALL, .ground = milk, .ink = view->theme->soft, .middle = true, .lines_max = 1, .shrink = true};
	say_address(address, sizeof address, url);
	say_isolated(isolated, sizeof isolated, address);
	words.at = part(view, row, 0, name_w);
	kit_words(view, list, words, kit_word(view, WORD_ADDRESS));
	words.at = part(view, row, name_w + 12, row.w - name_w - 12);
	words.ink = view->theme->ink;
	words.bold = true;
	if (!fit_holds(view, fit_words(view, words, isolated), isolated)) { /* on two lines, broken at a slash */
		words.em = 24;
		words.line = 27;
		words.lines_max = 2;
		code_page_address(view, isolated, sizeof isolated, words, url);
	}
	kit_words(view, list, words, isolated);
}

/* As many lines as have room, in the order of the card: the one that is open day
 * and night is the first or second (S34). All in letters of one size (S19).
 * Returns the height. */
static int lines_panel(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at)
{
	struct line lines[LINES_MAX];
	int row_h = kit_rtl(view) ? LINE_ROW_RTL : LINE_ROW, addressed = *page->address ? 1 : 0;
	int rows = least(least((at.h - 24) / row_h - addressed, LINES_MAX), page->line_count);
	int name_em = 28, number_em = 30, open_em = 26;
	struct rect row = {at.x + 24, at.y + 12, at.w - 48, row_h};
	for (int i = 0; i < rows; i++) {
		line_make(view, &lines[i], &view->hub->offers[page->line_numbers[i]]);
		struct line_words words = line_words(view, row, &lines[i]);
		name_em = least(name_em, fit_em(view, words.name, lines[i].name));
		number_em = least(number_em, fit_em(view, words.number, lines[i].number));
		open_em = least(open_em, fit_em(view, words.open, lines[i].open));
	}
	at.h = (rows + addressed) * row_h + 24;
	kit_panel(view, list, at, false);
	if (addressed) {
		address_row(view, list, row, page->address);
		row.y += row_h;
	}
	for (int i = 0; i < rows; i++, row.y += row_h) {
		struct line_words words = line_words(view, row, &lines[i]);
		draw_cell(view, list, words.name, name_em, lines[i].name);
		draw_cell(view, list, words.number, number_em, lines[i].number);
		draw_cell(view, list, words.open, open_em, lines[i].open);
		if (i + addressed > 0)
			kit_rule(view, list, (struct rect){row.x, row.y - 1, row.w, 2});
	}
	return at.h;
}

static void number_row(const struct view *view, struct draw_list *list, struct rect row, const struct code_number *number)
{
	colour milk = view->theme->milk;
	bool labelled = number->label[0];
	if (labelled)
		fit_draw(view, list,
			 (struct words){.at = part(view, row, 0, 284), .type = TYPE_SMALL, .ground = milk, .ink = view->theme->soft, .middle = true},
			 number->label);
	fit_draw(view, list,
		 (struct words){.at = part(view, row, labelled ? 294 : 0, row.w - (labelled ? 294 : 0)),
				.type = TYPE_NUMBER,
				.ground = milk,
				.lines_max = 1,
				.middle = true},
		 number->number);
}

/* The address to type and the numbers to call. Returns the height. */
static int address_panel(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at)
{
	struct code_number numbers[CODE_NUMBERS_MAX];
	char address[SAY_MAX];
	int count = code_page_numbers(view, page, numbers);
	bool addressed = *page->address;
	int top = addressed ? 166 : 16;
	at.h = top + (count ? 20 + count * NUMBER_ROW + 14 : 8);
	if (!addressed && count == 0)
		return 0;
	kit_panel(view, list, at, false);
	struct rect in = {at.x + 36, at.y, at.w - 72, at.h};
	colour milk = view->theme->milk;
	if (addressed) {
		fit_draw(view, list,
			 (struct words){.at = {in.x, at.y + 20, in.w, 38}, .type = TYPE_SMALL, .line = 36, .ground = milk, .ink = view->theme->soft},
			 kit_word(view, WORD_ADDRESS));
		struct words words = {.at = {in.x, at.y + 60, in.w, 98}, .type = TYPE_ADDRESS, .ground = milk, .middle = true};
		code_page_address(view, address, sizeof address, words, page->address);
		fit_draw(view, list, words, address);
	}
	if (addressed && count)
		kit_rule(view, list, (struct rect){in.x, at.y + top, in.w, 2});
	for (int i = 0; i < count; i++)
		number_row(view, list, (struct rect){in.x, at.y + top + 14 + i * NUMBER_ROW, in.w, NUMBER_ROW}, &numbers[i]);
	return at.h;
}

static void well(const struct view *view, struct draw_list *list, struct rect at)
{
	char text[2 * SAY_MAX];
	code_page_traces(view, text, sizeof text, "\n");
	kit_well(view, list, at);
	struct rect icon = part(view, at, 36, 52);
	kit_icon(view, list, (struct mark){icon.x, at.y + (at.h - 52) / 2, 52, ICON_NOTE, 0, false});
	struct words words = {
	    .at = part(view, at, 116, at.w - 140), .type = TYPE_LEAD, .em = 32, .line = 42, .ground = view->theme->oat, .middle = true};
	fit_draw(view, list, words, text);
}

static void way(const struct view *view, struct draw_list *list, struct rect at, enum icon icon, const char *text)
{
	struct rect icon_at = part(view, at, 0, 44);
	kit_icon(view, list, (struct mark){icon_at.x, at.y, 44, icon, 0, false});
	fit_draw(view, list, (struct words){.at = part(view, at, 68, at.w - 68), .type = TYPE_LEAD, .em = 32, .line = 42}, text);
}

/* S30: the ways that need no phone. */
static void ways(const struct view *view, struct draw_list *list, struct rect at)
{
	char text[2 * SAY_MAX];
	struct words heading = {.at = {at.x, at.y, at.w, 50}, .type = TYPE_LEAD, .bold = true, .lines_max = 1};
	fit_draw(view, list, heading, kit_word(view, WORD_NO_PHONE));
	int y = at.y + 54;
	code_page_hub_phone(view, text, sizeof text);
	if (*text) {
		way(view, list, (struct rect){at.x, y, at.w, WAY_ONE - 4}, ICON_PHONE, text);
		y += WAY_ONE;
	}
	code_page_ask(view, text, sizeof text);
	way(view, list, (struct rect){at.x, y, at.w, WAY_TWO}, ICON_MUG, text);
}

static int ways_height(const struct view *view)
{
	char text[2 * SAY_MAX];
	code_page_hub_phone(view, text, sizeof text);
	return 54 + (*text ? WAY_ONE : 0) + WAY_TWO;
}

/* For people who work here: what the item is about. */
static void staff_words(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at)
{
	char text[2 * SAY_MAX];
	const char *more = kit_part(view, page->offer->id, "small");
	say_print(text, sizeof text, "%s%s%s", kit_part(view, page->offer->id, "body"), *more ? "\n" : "", more);
	fit_draw(view, list, (struct words){.at = at, .type = TYPE_LEAD, .em = 32, .line = 42}, text);
}

void code_page_words(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at, bool coded)
{
	int well_h = page->lines ? 112 : 136, gap = page->lines ? 20 : 28;
	int below = gap + well_h + gap + ways_height(view);
	int head_h = page->lines ? LINES_HEAD : HEAD_H;
	head(view, list, page, at, coded);
	struct rect panel = {at.x, at.y + head_h, at.w, at.h - head_h - below};
	int h = page->lines ? lines_panel(view, list, page, panel) : address_panel(view, list, page, panel);
	int y = panel.y + h + (h ? gap + 4 : 0);
	well(view, list, (struct rect){at.x, y, at.w, well_h});
	y += well_h + gap;
	struct rect rest = {at.x, y, at.w, at.y + at.h - y};
	if (page->staff)
		staff_words(view, list, page, rest);
	else
		ways(view, list, rest);
}
