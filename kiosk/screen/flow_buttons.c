/*
 * What can be touched in a flow: buttons in rows, and the page buttons.
 */
#include <stdio.h>
#include <string.h>

#include "screen/flow_parts.h"
#include "screen/say.h"

enum { LINES_OF_LABEL = 6, LEAST_MM = 20 };

/* How one button is set in a cell of some width. */
struct cell {
	struct paragraph label, more;
	int label_h, more_h, icon, pad, h;
	bool whole; /* no word is broken, and all is there */
};

static const struct language *language_named(const struct view *view, const char *code)
{
	for (int i = 0; code && i < view->hub->language_count; i++)
		if (strcmp(view->hub->languages[i].code, code) == 0)
			return &view->hub->languages[i];
	return NULL;
}

static void measure_words(const struct flow *flow, struct cell *cell, struct paragraph *paragraph, int *h)
{
	struct laid laid = paragraph_measure(flow->view->measure, paragraph);

	*h = laid.height;
	cell->whole &= laid.fits && kit_whole_words(flow->view, paragraph);
}

static struct cell set_cell(const struct flow *flow, const struct flow_button *button, int w)
{
	const struct view *view = flow->view;
	const struct language *own = language_named(view, button->language);
	struct cell cell = {.whole = true, .pad = kit_px(view, view->frame.form == FORM_SMALL ? 12 : 28)};
	int least = frame_mm(&view->frame, LEAST_MM);

	cell.icon = button->icon ? flow->base * 6 / 5 : 0;
	int room = w - 2 * cell.pad - (cell.icon ? cell.icon + cell.pad / 2 : 0);
	enum type type = button->type ? button->type : TYPE_BUTTON;
	cell.label = flow_paragraph(flow, (struct flow_words){.type = type}, button->label, room);
	cell.more = flow_paragraph(flow, (struct flow_words){.type = TYPE_BODY}, button->more ? button->more : "", room);
	cell.label.box.w = cell.more.box.w = room;
	cell.label.lines_max = cell.more.lines_max = LINES_OF_LABEL;
	cell.label.ragged = false; /* broken evenly: it is never cut */
	if (own) {
		cell.label.language = own->code;
		cell.label.rtl = own->rtl;
		cell.label.line_px = flow_line_of(flow, own->code, cell.label.face, cell.label.px);
	}
	bool small = view->frame.form == FORM_SMALL;
	if (small && cell.label.line_px <= cell.label.px * 119 / 100) /* a label of two lines stands close */
		cell.label.line_px = cell.label.px * 108 / 100;
	measure_words(flow, &cell, &cell.label, &cell.label_h);
	if (button->more && *button->more)
		measure_words(flow, &cell, &cell.more, &cell.more_h);
	cell.h = cell.label_h + cell.more_h + (small ? cell.pad / 3 : cell.pad);
	cell.h = cell.h < least ? least : cell.h;
	return cell;
}

static void draw_part(const struct flow *flow, struct paragraph paragraph, struct rect at)
{
	paragraph.box = flow_place(flow, at);
	/* A name in another direction keeps to the side where reading begins. */
	if (paragraph.rtl != kit_rtl(flow->view))
		paragraph.align = ALIGN_END;
	paragraph_draw(flow->view->measure, &paragraph, flow->list);
}

static void draw_cell(const struct flow *flow, const struct flow_button *button, struct cell *cell, struct rect at)
{
	const struct view *view = flow->view;
	char label[FLOW_TEXT_MAX];
	bool more = button->more && *button->more;

	snprintf(label, sizeof label, "%s%s%s", button->label, more ? ". " : "", more ? button->more : "");
	struct touch_block block = {
	    .at = flow_place(flow, at), .look = button->look, .label = label, .cap_em = cell->label.px, .action = button->action};
	block.language = cell->label.language;
	block.rtl = cell->label.rtl;
	struct touch_drawn drawn = kit_touch_block(view, flow->list, &block);
	bool after = button->icon == ICON_NEXT;
	int x = at.x + cell->pad, y = at.y + drawn.drop + (at.h - cell->label_h - cell->more_h) / 2;
	cell->label.ink = cell->more.ink = drawn.ink;
	if (cell->icon) {
		struct rect icon = {after ? at.x + at.w - cell->pad - cell->icon : x, at.y + drawn.drop + (at.h - cell->icon) / 2, cell->icon,
				    cell->icon};
		struct draw_op *op = draw_add(flow->list, OP_ICON, flow_place(flow, icon));
		if (op)
			op->icon = (struct op_icon){(uint8_t)button->icon, kit_rtl(view) && button->icon == ICON_NEXT, drawn.ink};
		x += after ? 0 : cell->icon + cell->pad / 2;
	}
	draw_part(flow, cell->label, (struct rect){x, y, cell->label.box.w, cell->label_h});
	if (more)
		draw_part(flow, cell->more, (struct rect){x, y + cell->label_h, cell->more.box.w, cell->more_h});
}

static bool fits_in(const struct flow *flow, const struct flow_button *buttons, int count, int w)
{
	for (int i = 0; i < count; i++)
		if (!set_cell(flow, &buttons[i], w).whole)
			return false;
	return true;
}

static int width_of(const struct flow *flow, int columns)
{
	return (flow->w - flow->gap * (columns - 1)) / columns;
}

/* Rows that are low grow to LOOK.md's 224, others by a sixth, while a page has room. */
static int stretched(struct flow *flow, int h, enum look look)
{
	struct flow_slack *slack = flow->slack ? &flow->slack[flow->at] : NULL;
	int tall = kit_px(flow->view, flow->view->frame.form == FORM_SMALL ? 130 : look == LOOK_MAIN ? 128 : 224), most = h < tall ? tall : h * 7 / 6;

	if (flow->inside || !slack || !flow->list || slack->rows == 0 || slack->room < 0)
		return h;
	int more = slack->room / slack->rows;
	return h + more > most ? most : h + more;
}

static void count_row(struct flow *flow)
{
	if (!flow->list && !flow->inside)
		flow->slack[flow->at].rows++;
}

static void one_row(struct flow *flow, const struct flow_button *buttons, int count, int w, int least)
{
	struct cell cells[FLOW_CELLS_MAX];
	int h = least;

	for (int i = 0; i < count; i++) {
		cells[i] = set_cell(flow, &buttons[i], w);
		h = cells[i].h > h ? cells[i].h : h;
	}
	flow_turn_for(flow, h);
	h = stretched(flow, h, buttons[0].look);
	int y = flow_take(flow, h, true);
	count_row(flow);
	for (int i = 0; i < count && flow_drawing(flow); i++)
		draw_cell(flow, &buttons[i], &cells[i], (struct rect){flow->x + i * (w + flow->gap), y, w, h});
}

/* Does every button go on a page of its own, if need be? */
static bool goes_on_page(const struct flow *flow, const struct flow_button *buttons, int count, int w)
{
	int page = flow->area.y + flow->area.h - flow->low;

	for (int i = 0; i < count; i++)
		if (set_cell(flow, &buttons[i], w).h > page)
			return false;
	return true;
}

/* Of a button that is higher than a page the words below its label stand after it. */
static void split_button(struct flow *flow, struct flow_button button)
{
	const char *more = button.more;

	button.more = NULL;
	one_row(flow, &button, 1, flow->w, 0);
	flow_body(flow, more ? more : "");
}

void flow_buttons(struct flow *flow, const struct flow_button *buttons, int count, int columns)
{
	while (columns > 1 &&
	       (!fits_in(flow, buttons, count, width_of(flow, columns)) || !goes_on_page(flow, buttons, count, width_of(flow, columns))))
		columns--;
	for (int first = 0; first < count; first += columns) {
		int here = count - first < columns ? count - first : columns;
		if (goes_on_page(flow, buttons + first, here, width_of(flow, columns)))
			one_row(flow, buttons + first, here, width_of(flow, columns), 0);
		else
			split_button(flow, buttons[first]);
	}
}

void flow_learn(const struct flow *flow, struct flow_grid *grid, const struct flow_button *buttons, int count)
{
	while (grid->columns > 1 &&
	       (!fits_in(flow, buttons, count, width_of(flow, grid->columns)) || !goes_on_page(flow, buttons, count, width_of(flow, grid->columns))))
		grid->columns--;
	for (int i = 0; i < count; i++) {
		int h = set_cell(flow, &buttons[i], width_of(flow, grid->columns)).h;
		grid->h = h > grid->h ? h : grid->h;
	}
}

void flow_buttons_alike(struct flow *flow, struct flow_grid grid, const struct flow_button *buttons, int count)
{
	for (int first = 0; first < count; first += grid.columns)
		one_row(flow, buttons + first, count - first < grid.columns ? count - first : grid.columns, width_of(flow, grid.columns), grid.h);
}

int flow_button_height(const struct flow *flow)
{
	struct flow_button button = {.label = "H"};

	return set_cell(flow, &button, flow->w).h;
}

void flow_button(struct flow *flow, struct flow_button button)
{
	flow_buttons(flow, &button, 1, 1);
}

void flow_list(struct flow *flow, const int16_t *numbers, int count, void (*make)(const struct view *view, int number, struct flow_item *item))
{
	int columns = flow->view->frame.form == FORM_LANDSCAPE ? 2 : 1;

	for (int first = 0; first < count; first += columns) {
		struct flow_item items[2];
		struct flow_button buttons[2];
		int here = count - first < columns ? count - first : columns;
		for (int i = 0; i < here; i++) {
			make(flow->view, numbers[first + i], &items[i]);
			buttons[i] = (struct flow_button){.label = items[i].label, .more = items[i].more, .action = {VERB_OPEN, numbers[first + i]}};
		}
		flow_buttons(flow, buttons, here, columns);
	}
}

/* ---- pages ---- */

int flow_pager_height(const struct view *view)
{
	return frame_mm(&view->frame, LEAST_MM);
}

static void page_words(const struct flow *flow, struct rect at, int pages)
{
	char n[16], all[16], text[96];
	struct flow_words words = {.type = TYPE_SMALL, .soft = true};

	snprintf(n, sizeof n, "%d", flow->page + 1);
	snprintf(all, sizeof all, "%d", pages);
	struct say_value values[] = {{"n", n}, {"all", all}};
	say_fill(text, sizeof text, kit_word(flow->view, WORD_PAGE), values, 2);
	struct paragraph paragraph = flow_paragraph(flow, words, text, at.w);
	paragraph.box = at;
	paragraph.align = ALIGN_CENTRE;
	paragraph.middle = true;
	paragraph.lines_max = 1;
	if (paragraph.line_px > at.h)
		paragraph.line_px = at.h;
	if (paragraph_measure(flow->view->measure, &paragraph).fits)
		flow_draw(flow, words, paragraph, text);
}

static void page_button(const struct flow *flow, struct rect at, int step)
{
	const struct view *view = flow->view;
	struct touch_block block = {.at = flow_place(flow, at),
				    .label = kit_word(view, step < 0 ? WORD_PAGE_BACK : WORD_PAGE_NEXT),
				    .language = kit_language(view),
				    .rtl = kit_rtl(view),
				    .action = {VERB_PAGE, (int16_t)step}};
	struct touch_drawn drawn = kit_touch_block(view, flow->list, &block);
	int icon = at.h / 2;
	struct rect box = {at.x + (at.w - icon) / 2, at.y + drawn.drop + (at.h - icon) / 2, icon, icon};
	struct draw_op *op = draw_add(flow->list, OP_ICON, flow_place(flow, box));
	if (op)
		op->icon = (struct op_icon){step < 0 ? ICON_PAGE_BACK : ICON_PAGE_NEXT, kit_rtl(view), drawn.ink};
}

/* Above the bar; on small panels in it, where the strip has no room beside letters
 * of this size. */
void flow_pager(const struct flow *flow, int pages)
{
	const struct view *view = flow->view;
	int h = flow_pager_height(view);
	struct rect at = {flow->area.x, flow->area.y + flow->area.h + flow->gap, flow->area.w, h};
	int side = frame_mm(&view->frame, 30);

	if (pages < 2 || flow->own_controls)
		return;
	if (view->frame.form == FORM_SMALL) {
		struct rect pager = kit_bar_boxes(view).pager;
		at = kit_rect(view, pager.x, pager.y, pager.w, pager.h);
		if (kit_rtl(view)) /* the bar is never mirrored, so the pager is turned back */
			at.x = view->frame.w - at.x - at.w;
		side = (at.w - flow->gap) / 2;
	}
	if (flow->page > 0)
		page_button(flow, (struct rect){at.x, at.y, side, at.h}, -1);
	if (at.w - 2 * side > 4 * flow->base)
		page_words(flow, (struct rect){at.x + side, at.y, at.w - 2 * side, at.h}, pages);
	if (flow->page + 1 < pages)
		page_button(flow, (struct rect){at.x + at.w - side, at.y, side, at.h}, 1);
}
