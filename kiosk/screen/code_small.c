/*
 * The words of the code page on small panels: the same, set close.
 */
#include "screen/code_page.h"

#include "screen/fit.h"

#include <stdio.h>
#include <string.h>

enum { BLOCKS_MAX = 10, BLOCK_TEXT = 3 * SAY_MAX, PAD = 8 };

/* One paragraph of the column. */
struct block {
	bool bold, well;
	int h;
	char text[BLOCK_TEXT];
};

struct column {
	int count;
	struct block blocks[BLOCKS_MAX];
};

static struct words words_of(const struct view *view, const struct block *block, struct rect at)
{
	struct words words = {.at = at, .type = TYPE_SMALL, .line = 24, .bold = block->bold};
	words.ground = block->well ? view->theme->oat : 0;
	if (block->well) {
		words.at.x += PAD;
		words.at.w -= 2 * PAD;
	}
	return words;
}

/* How close lines may stand: 24 design pixels, more for Arabic script. */
static int block_height(const struct view *view, const struct block *block, int w)
{
	struct words words = words_of(view, block, (struct rect){0, 0, w, 0});
	int lines = fit_lines(view, words, block->text);
	return lines * (kit_rtl(view) ? 28 : 24) + (block->well ? 10 : 0);
}

static struct block *add(struct column *column, const char *text)
{
	struct block *block = &column->blocks[column->count < BLOCKS_MAX - 1 ? column->count : BLOCKS_MAX - 1];
	if (*text == 0)
		return block;
	memset(block, 0, sizeof *block);
	say_print(block->text, sizeof block->text, "%s", text);
	if (column->count < BLOCKS_MAX - 1)
		column->count++;
	return block;
}

static int total(const struct view *view, struct column *column, int w)
{
	int h = 0;
	for (int i = 0; i < column->count; i++) {
		column->blocks[i].h = block_height(view, &column->blocks[i], w);
		h += column->blocks[i].h;
	}
	return h;
}

static void line_text(const struct view *view, char *out, int size, const struct offer *offer)
{
	char number[SAY_MAX];
	const char *name = offer->topics & TOPIC_EMERGENCY ? kit_word(view, WORD_EMERGENCY) : kit_part(view, offer->id, "name");
	cards_number(view, number, sizeof number, offer);
	say_print(out, size, "%s \x01%s\x01", name, number);
}

static void hub_phone_line(const struct view *view, char *out, int size)
{
	char number[SAY_PART];
	out[0] = 0;
	if (!view->hub->phone || *view->hub->phone == 0)
		return;
	say_isolated(number, sizeof number, view->hub->phone);
	say_print(out, size, "%s \x01%s\x01", kit_word(view, WORD_PHONE_HUB), number);
}

/* The address and the numbers; of several lines the first `lines`. */
static void add_contacts(const struct view *view, struct column *column, const struct code_page *page, int lines, int w)
{
	char text[BLOCK_TEXT];
	for (int i = 0; i < page->line_count && i < lines; i++) {
		line_text(view, text, sizeof text, &view->hub->offers[page->line_numbers[i]]);
		add(column, text);
	}
	if (*page->address) {
		struct words words = {.at = {0, 0, w, 0}, .type = TYPE_SMALL, .bold = true};
		code_page_address(view, text, sizeof text, words, page->address);
		add(column, text)->bold = true;
	}
	if (page->lines)
		return;
	bool called = page->offer && (offer_channel(page->offer, CHANNEL_PHONE) || offer_channel(page->offer, CHANNEL_TEXT));
	text[0] = 0;
	if (called)
		line_text(view, text, sizeof text, page->offer);
	else if (!page->staff)
		hub_phone_line(view, text, sizeof text);
	add(column, text);
}

static void make(const struct view *view, struct column *column, const struct code_page *page, int lines, int w)
{
	char text[BLOCK_TEXT], ask[2 * SAY_MAX];
	column->count = 0;
	add(column, page->title)->bold = true;
	add_contacts(view, column, page, lines, w);
	code_page_traces(view, text, sizeof text, " ");
	add(column, text)->well = true;
	if (page->staff) {
		add(column, kit_part(view, page->offer->id, "body"));
		return;
	}
	code_page_hub_phone(view, text, sizeof text);
	code_page_ask(view, ask, sizeof ask);
	if (strlen(text) + strlen(ask) + 2 < sizeof text) {
		if (*text)
			say_print(text + strlen(text), (int)(sizeof text - strlen(text)), " ");
		say_print(text + strlen(text), (int)(sizeof text - strlen(text)), "%s", ask);
	}
	add(column, text);
}

/* The 24-hour line is the first or second, so two lines always stand here (S34). */
void code_page_words_small(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at)
{
	struct column column;
	int lines = 5;
	make(view, &column, page, lines, at.w);
	while (lines > 2 && total(view, &column, at.w) + 2 * column.count > at.h)
		make(view, &column, page, --lines, at.w);
	int h = total(view, &column, at.w);
	int gap = column.count > 1 ? (at.h - h) / (column.count - 1) : 0;
	gap = gap > 12 ? 12 : gap < 0 ? 0 : gap;
	int y = at.y;
	for (int i = 0; i < column.count; i++) {
		const struct block *block = &column.blocks[i];
		struct rect row = {at.x, y, at.w, block->h};
		if (block->well)
			kit_well(view, list, row);
		struct words words = words_of(view, block, row);
		words.at.y += block->well ? 5 : 0;
		words.at.h -= block->well ? 10 : 0;
		kit_words(view, list, words, block->text);
		y += block->h + gap;
	}
}
