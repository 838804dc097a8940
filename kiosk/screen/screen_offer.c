/*
 * One offer in full: what it is, for whom, when it meets, how to come to it.
 *
 * Title and who it is for stand in the sky, the rest beside or below as a column
 * of blocks that goes on to a second page where it is long, so nothing is cut. Of
 * a support line the neutral title is large and its name smaller (S19). Groups A
 * and B are wells of equal size.
 */
#include "screen/cards.h"
#include "screen/fit.h"
#include "screen/flow.h"
#include "screen/offer_blocks.h"
#include "screen/place.h"

#include <stdio.h>
#include <string.h>

/* Design boxes of one form. */
struct plan {
	struct rect title;
	struct rect who;            /* y: below the title */
	struct rect column, button; /* small: the column begins below who */
	int gap, pad, icon;
};

static const struct plan plans[] = {
    [FORM_LANDSCAPE] = {{64, 60, 656, 228}, {64, 12, 640, 92}, {864, 64, 992, 736}, {864, 828, 424, 96}, 24, 28, 44},
    [FORM_PORTRAIT] = {{64, 60, 952, 152}, {64, 8, 952, 48}, {64, 590, 952, 922}, {64, 1540, 460, 96}, 24, 28, 44},
    [FORM_SMALL] = {{16, 6, 570, 62}, {16, 2, 570, 26}, {16, 10, 570, 332}, {600, 12, 184, 92}, 8, 10, 26},
};

static struct words words_of(const struct offer_blocks *column, const struct plan *plan, const struct offer_block *block, int w)
{
	const struct theme *theme = column->view->theme;
	struct words words = {.at = {0, 0, w, 0}, .type = block->type, .bold = block->bold, .ink = block->soft ? theme->soft : 0};
	if (block->well) {
		words.at.w = w - 2 * plan->pad;
		words.ground = theme->oat;
	} else if (block->icon) {
		words.at.w = w - plan->icon - plan->pad;
	}
	return words;
}

static int well_width(const struct offer_blocks *column, const struct plan *plan, const struct offer_block *block)
{
	int half = (column->w - plan->gap) / 2;
	return block->second[0] || (column->view->frame.form == FORM_LANDSCAPE && strchr(block->text, '\n')) ? half : column->w;
}

static void measure(struct offer_blocks *column, const struct plan *plan)
{
	for (int i = 0; i < column->count; i++) {
		struct offer_block *block = &column->blocks[i];
		int w = block->well ? well_width(column, plan, block) : column->w;
		block->h = fit_height(column->view, words_of(column, plan, block, w), block->text);
		if (block->second[0]) {
			int other = fit_height(column->view, words_of(column, plan, block, w), block->second);
			block->h = other > block->h ? other : block->h;
		}
		if (block->well)
			block->h += plan->pad + plan->pad / 2;
		else if (block->icon && block->h < plan->icon)
			block->h = plan->icon;
	}
}

/* The first block of each page; returns how many pages. */
static int paginate(const struct offer_blocks *column, const struct plan *plan, int h, int *starts)
{
	int pages = 0, y = 0;
	for (int i = 0; i < column->count; i++) {
		int need = column->blocks[i].h + (y ? plan->gap : 0);
		if (i == 0 || y + need > h) {
			starts[pages++] = i;
			y = column->blocks[i].h;
		} else {
			y += need;
		}
	}
	starts[pages] = column->count;
	return pages;
}

/* A short page stands a little more open. */
static int gap_for(const struct offer_blocks *column, const struct plan *plan, int room, const int *page)
{
	int h = 0, count = page[1] - page[0], most = plan->gap * 5 / 3;
	for (int i = page[0]; i < page[1]; i++)
		h += column->blocks[i].h;
	int gap = count > 1 ? (room - h) / (count - 1) : plan->gap;
	return gap > most ? most : gap < plan->gap ? plan->gap : gap;
}

static void draw_well(const struct offer_blocks *column, struct draw_list *list, const struct plan *plan, const struct offer_block *block,
		      struct rect row)
{
	const struct view *view = column->view;
	int w = well_width(column, plan, block);
	for (int i = 0; i < (block->second[0] ? 2 : 1); i++) {
		struct rect at = kit_mirror(view, (struct rect){row.x + i * (w + plan->gap), row.y, w, row.h});
		struct words words = words_of(column, plan, block, w);
		kit_well(view, list, at);
		words.at = (struct rect){at.x + plan->pad, at.y + plan->pad * 3 / 4, w - 2 * plan->pad, row.h - plan->pad};
		kit_words(view, list, words, i ? block->second : block->text);
	}
}

static void draw_block(const struct offer_blocks *column, struct draw_list *list, const struct plan *plan, const struct offer_block *block,
		       struct rect row)
{
	const struct view *view = column->view;
	if (block->well) {
		draw_well(column, list, plan, block, row);
		return;
	}
	struct words words = words_of(column, plan, block, row.w);
	int indent = row.w - words.at.w;
	words.at = kit_mirror(view, (struct rect){row.x + indent, row.y, words.at.w, row.h});
	words.middle = block->icon && row.h <= plan->icon;
	if (block->icon) {
		int line = kit_line(view, block->type) > plan->icon ? kit_line(view, block->type) : plan->icon;
		struct rect icon = kit_mirror(view, (struct rect){row.x, row.y + (line - plan->icon) / 2, plan->icon, plan->icon});
		kit_icon(view, list, (struct mark){icon.x, icon.y, plan->icon, block->icon, 0, false});
	}
	kit_words(view, list, words, block->text);
}

static void scene(const struct view *view, struct draw_list *list)
{
	int top = kit_bar_boxes(view).top;
	if (view->frame.form == FORM_LANDSCAPE)
		place_cover(view, list,
			    (struct cover){{-view->frame.ox, 0, 800 + view->frame.ox, top - 16}, PICTURE_PAGE_EVENING, 800, 936, 50, 100});
	else if (view->frame.form == FORM_PORTRAIT)
		place_cover(view, list, (struct cover){{0, 0, 1080, 560}, PICTURE_BAND_ALLOTMENT, 1920, 420, 100, 100});
}

/* Returns where it ends. */
static int heading(const struct view *view, struct draw_list *list, const struct plan *plan, const struct offer *offer)
{
	bool small = view->frame.form == FORM_SMALL;
	char who[SAY_MAX];
	offer_blocks_who(view, offer, who, sizeof who);
	struct words title = {.at = kit_mirror(view, plan->title), .type = TYPE_TITLE, .em = small ? 26 : 0, .line = small ? 31 : 0};
	int h = fit_draw(view, list, title, details_title(view, offer));
	struct rect below = plan->who;
	below.y += plan->title.y + h;
	return below.y + fit_draw(view, list, (struct words){.at = kit_mirror(view, below), .type = TYPE_LEAD}, who);
}

/* On small panels the pages turn with two buttons above Clear. */
static void pager(const struct view *view, struct draw_list *list, const struct plan *plan, int pages, int page)
{
	if (view->frame.form != FORM_SMALL) {
		struct rect at = {plan->button.x + plan->button.w + 32, plan->button.y, plan->column.w - plan->button.w - 32, plan->button.h};
		at.y += place_grow(view);
		kit_pages(view, list, kit_mirror(view, at), pages);
		return;
	}
	if (pages < 2)
		return;
	char n[16], all[16], text[96];
	snprintf(n, sizeof n, "%d", page + 1);
	snprintf(all, sizeof all, "%d", pages);
	struct say_value values[] = {{"n", n}, {"all", all}};
	say_fill(text, sizeof text, kit_word(view, WORD_PAGE), values, 2);
	fit_draw(view, list,
		 (struct words){.at = kit_mirror(view, (struct rect){600, 202, 184, 30}), .type = TYPE_SMALL, .align = ALIGN_CENTRE, .lines_max = 1},
		 text);
	struct button button = {
	    .at = kit_mirror(view, (struct rect){600, 238, 85, 92}), .type = TYPE_BUTTON, .label_hidden = true, .icon_turns = true};
	if (page > 0) {
		button.icon = ICON_BACK;
		button.label = kit_word(view, WORD_PAGE_BACK);
		button.action = (struct action){VERB_PAGE, -1};
		kit_button(view, list, button);
	}
	if (page + 1 < pages) {
		button.at = kit_mirror(view, (struct rect){699, 238, 85, 92});
		button.icon = ICON_NEXT;
		button.label = kit_word(view, WORD_PAGE_NEXT);
		button.action = (struct action){VERB_PAGE, 1};
		kit_button(view, list, button);
	}
}

/* A support line without an address has one too: the ways that need no code, and
 * what a call can leave behind, stand on that page (S30, S31). */
static void code_button(const struct view *view, struct draw_list *list, const struct plan *plan, const struct offer *offer)
{
	struct rect at = plan->button;
	if (*cards_offer_page(view, offer) == 0 && offer->kind != OFFER_SUPPORT_LINE)
		return;
	at.y += view->frame.form == FORM_SMALL ? 0 : place_grow(view);
	kit_button(view, list,
		   (struct button){.at = kit_mirror(view, at),
				   .look = LOOK_MAIN,
				   .icon = ICON_CODE,
				   .stacked = view->frame.form == FORM_SMALL,
				   .type = TYPE_BUTTON,
				   .label = kit_word(view, WORD_SHOW_CODE),
				   .action = {VERB_CODE, view->session->item}});
}

static void column_and_pages(const struct view *view, struct draw_list *list, const struct plan *plan, const struct offer *offer, int top)
{
	struct offer_blocks column = {.view = view, .w = plan->column.w};
	int starts[BLOCKS_MAX + 1];
	offer_blocks_make(&column, offer);
	measure(&column, plan);
	int y = view->frame.form == FORM_SMALL ? top + plan->column.y : plan->column.y;
	int end = view->frame.form == FORM_SMALL ? plan->column.h : plan->column.y + plan->column.h;
	int room = end + place_grow(view) - y;
	int pages = paginate(&column, plan, room, starts);
	if (pages == 0)
		return;
	int page = details_page(view, pages, false), gap = gap_for(&column, plan, room, starts + page);
	for (int i = starts[page]; i < starts[page + 1]; i++) {
		const struct offer_block *block = &column.blocks[i];
		draw_block(&column, list, plan, block, (struct rect){plan->column.x, y, column.w, block->h});
		y += block->h + gap;
	}
	pager(view, list, plan, pages, page);
	if (view->frame.form == FORM_SMALL && pages == 1) {
		struct rect spot = kit_mirror(view, (struct rect){622, 140, 140, 140});
		kit_spot(view, list, (struct square){spot.x, spot.y, 140, details_spot(offer)});
	}
}

void screen_offer(const struct view *view, struct draw_list *list)
{
	const struct plan *plan = &plans[view->frame.form];
	int item = view->session->item;
	if (item >= 0 && item < view->hub->offer_count) {
		const struct offer *offer = &view->hub->offers[item];
		scene(view, list);
		int end = heading(view, list, plan, offer);
		column_and_pages(view, list, plan, offer, end);
		code_button(view, list, plan, offer);
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

void flow_offer(struct flow *flow)
{
	const struct view *view = flow->view;
	int item = view->session->item;
	struct offer_blocks column = {.view = view};
	char who[SAY_MAX];

	if (item < 0 || item >= view->hub->offer_count)
		return;
	const struct offer *offer = &view->hub->offers[item];
	offer_blocks_make(&column, offer);
	offer_blocks_who(view, offer, who, sizeof who);
	flow_title(flow, details_title(view, offer));
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .soft = true}, who);
	for (int i = 0; i < column.count; i++) {
		const struct offer_block *block = &column.blocks[i];
		struct flow_words words = {.type = block->type == TYPE_LEAD ? TYPE_BODY : block->type,
					   .bold = block->bold,
					   .soft = block->soft,
					   .well = block->well,
					   .icon = block->icon};
		flow_say(flow, words, block->text);
		flow_say(flow, words, block->second);
	}
	if (*cards_offer_page(view, offer) || offer->kind == OFFER_SUPPORT_LINE)
		flow_button(flow,
			    (struct flow_button){
				.label = kit_word(view, WORD_SHOW_CODE), .look = LOOK_MAIN, .icon = ICON_CODE, .action = {VERB_CODE, (int16_t)item}});
}
