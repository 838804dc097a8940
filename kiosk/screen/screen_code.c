/*
 * The code of one offer or card, shown only after "Show code" was touched (S30).
 *
 * The card under the code is white and the code black in every theme. Modules are
 * whole pixels, the quiet zone is at least four modules of the same white, and the
 * code is at least 60 mm on the panel wherever the panel has that room.
 *
 * On small panels the card takes the left side from top to bottom in every
 * language, because Clear stands at the right (S22); Back stands beside Clear and
 * the line for help below the code.
 */
#include "core/builtin.h"
#include "screen/code_page.h"
#include "screen/fit.h"
#include "screen/flow.h"
#include "screen/place.h"

#include <stdio.h>
#include <string.h>

enum { QUIET = 4, CODE_MM = 60 };

static const colour white = 0xFFFFFFFF, black = 0xFF000000;

/* The largest whole module for a square of `room` pixels; where that is below
 * 60 mm, the smallest that is not, if `most` pixels hold it. */
static int module_for(const struct view *view, int side, int room, int most)
{
	int module = room / (side + 2 * QUIET), need = frame_mm(&view->frame, CODE_MM);
	if (side * module >= need)
		return module;
	int better = (need + side - 1) / side;
	return better * (side + 2 * QUIET) <= most ? better : most / (side + 2 * QUIET);
}

static void white_card(const struct view *view, struct draw_list *list, struct rect r)
{
	struct draw_op *op = draw_add(list, OP_BOX, r);
	if (!op)
		return;
	op->box.fill = white;
	op->box.radius = (int16_t)kit_px(view, view->frame.form == FORM_SMALL ? 16 : 28);
	op->box.shadow = view->theme->contrast ? SHADOW_NONE : SHADOW_CARD;
	op->box.shadow_px = (int16_t)(view->frame.scale * 1000);
}

/* The white card in the square `r`, and the code in it. It may grow to `most` pixels
 * where the panel is dense. False: the address makes no code. */
static bool draw_code_in(const struct view *view, struct draw_list *list, const char *address, struct rect r, int most)
{
	const struct qr *made = codes_find(view->codes, address);
	if (made)
		list->code = *made;
	else if (!qr_make(address, &list->code, NULL))
		return false;
	int side = list->code.side, module = module_for(view, side, r.w, most);
	if (module < 1)
		return false;
	int code = side * module, card = (side + 2 * QUIET) * module > r.w ? (side + 2 * QUIET) * module : r.w;
	r = (struct rect){r.x + (r.w - card) / 2, r.y + (r.h - card) / 2, card, card};
	r.x = r.x < 0 ? 0 : r.x;
	r.y = r.y < 0 ? 0 : r.y;
	white_card(view, list, r);
	struct rect inner = {r.x + (card - code) / 2, r.y + (card - code) / 2, code, code};
	draw_add(list, OP_CODE, inner);
	struct draw_object *object = draw_object(list, ROLE_CODE, inner, address);
	if (object) {
		object->ink = black;
		object->ground = white;
		snprintf(object->language, sizeof object->language, "%s", "en");
		list->code_text = object->label;
	}
	list->code_module = (int16_t)module;
	return true;
}

/* The same with a design square. */
static bool draw_code(const struct view *view, struct draw_list *list, const char *address, struct rect at, int most)
{
	return draw_code_in(view, list, address, kit_rect(view, at.x, at.y, at.w, at.h), kit_px(view, most));
}

/* No address to lead to: the people here, in the place of the code. */
static void instead(const struct view *view, struct draw_list *list, struct rect at)
{
	bool small = view->frame.form == FORM_SMALL;
	int spot = small ? 150 : 248;
	kit_panel(view, list, at, true);
	kit_spot(view, list, (struct square){at.x + (at.w - spot) / 2, at.y + at.h / 2 - spot, spot, PICTURE_SPOT_TEAPOT});
	fit_draw(view, list,
		 (struct words){.at = {at.x + 24, at.y + at.h / 2 + 16, at.w - 48, at.h / 2 - 32},
				.type = TYPE_ANSWER,
				.align = ALIGN_CENTRE,
				.ground = view->theme->milk},
		 kit_word(view, WORD_ASK_ANYONE));
}

static bool code_or_people(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at, int most)
{
	if (*page->address && draw_code(view, list, page->address, at, most))
		return true;
	instead(view, list, at);
	return false;
}

/* One line for help, below the code: words where they fit, else the numbers. */
static void small_strip(const struct view *view, struct draw_list *list, struct rect at)
{
	struct help_strip strip = help_strip(view->hub);
	char number[96], emergency[32], text[SAY_MAX], label[SAY_MAX];
	say_isolated(number, sizeof number, strip.number);
	say_isolated(emergency, sizeof emergency, strip.emergency);
	snprintf(text, sizeof text, "%s \x01%s\x01 · \x01%s\x01", kit_word(view, WORD_LINE), number, emergency);
	snprintf(label, sizeof label, "%s %s · %s %s", kit_word(view, WORD_LINE), number, kit_word(view, WORD_EMERGENCY), emergency);
	kit_well(view, list, at);
	struct words words = {
	    .at = {at.x + 10, at.y, at.w - 20, at.h}, .type = TYPE_SMALL, .line = 26, .lines_max = 1, .middle = true, .quiet = true};
	if (fit_lines(view, words, text) > 1)
		snprintf(text, sizeof text, "\x01%s · %s %s\x01", number, kit_word(view, WORD_EMERGENCY), emergency);
	kit_words(view, list, words, text);
	struct draw_object *object = draw_object(list, ROLE_STRIP, kit_rect(view, at.x, at.y, at.w, at.h), label);
	if (!object)
		return;
	struct run_font font = {.face = FACE_REGULAR, .px = (int16_t)kit_px(view, kit_em(view, TYPE_SMALL))};
	object->rtl = kit_rtl(view);
	snprintf(object->language, sizeof object->language, "%s", kit_language(view));
	object->ink = view->theme->ink;
	object->ground = view->theme->oat;
	object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
}

static void small(const struct view *view, struct draw_list *list, const struct code_page *page)
{
	struct bar_boxes boxes = kit_bar_boxes(view);
	int dh = view->frame.dh;
	code_or_people(view, list, page, (struct rect){8, 4 + (dh - 480) / 2, 434, 434}, 442);
	code_page_words_small(view, list, page, (struct rect){454, 6, 330, boxes.clear.y - 14});
	int back_h = boxes.clear.h < 80 ? boxes.clear.h : 79;
	kit_button(view, list,
		   (struct button){.at = {454, boxes.clear.y, 122, back_h},
				   .icon = ICON_BACK,
				   .icon_turns = true,
				   .type = TYPE_BUTTON,
				   .label = kit_word(view, WORD_BACK),
				   .action = {VERB_BACK, 0}});
	small_strip(view, list, (struct rect){8, dh - 36, 580, 32});
	kit_clear(view, list);
}

void screen_code(const struct view *view, struct draw_list *list)
{
	struct code_page page;
	code_page_make(view, &page);
	if (view->frame.form == FORM_SMALL) {
		small(view, list, &page);
		return;
	}
	int top = kit_bar_boxes(view).top;
	bool coded;
	struct rect words;
	if (view->frame.form == FORM_PORTRAIT) {
		/* The torn side of the page stays outside. */
		kit_scene(view, list,
			  (struct scene){.at = {0, 0, 1080, 768},
					 .picture = PICTURE_PAGE_EVENING,
					 .full_w = 1120,
					 .full_h = 1310,
					 .from_x = kit_rtl(view) ? 40 : 0,
					 .from_y = 542,
					 .turns = true});
		coded = code_or_people(view, list, &page, (struct rect){228, 48, 624, 624}, 680);
		words = (struct rect){64, 792, 952, top - 20 - 792};
	} else {
		place_cover(view, list,
			    (struct cover){{-view->frame.ox, 0, 800 + view->frame.ox, top - 16}, PICTURE_PAGE_EVENING, 800, 936, 50, 100});
		coded = code_or_people(view, list, &page, kit_mirror(view, (struct rect){92, 56, 606, 606}), 760);
		words = kit_mirror(view, (struct rect){864, 60, 992, top - 28 - 60});
	}
	code_page_words(view, list, &page, words, coded);
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

/* ---- large words ---- */

/* What the card of a small panel had no room for. */
static void flow_card(struct flow *flow)
{
	const struct view *view = flow->view;
	struct words print = {.at = {0, 0, (int)(flow->w / view->frame.scale), 400}, .type = TYPE_SMALL, .lines = 5};
	struct card_text text;
	struct result result;

	if (!view->session->item_is_card || view->frame.form != FORM_SMALL)
		return;
	cards_result(view, &result);
	cards_text(view, &result.cards[view->session->item], print, false, &text);
	flow_body(flow, text.body);
	flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true}, text.small);
}

static void flow_lines_of_card(struct flow *flow, const struct code_page *page)
{
	const struct view *view = flow->view;

	for (int i = 0; i < page->line_count; i++) {
		const struct offer *offer = &view->hub->offers[page->line_numbers[i]];
		struct hours hours = hours_shown(offer, view->now, view->clock_wrong);
		const char *name = offer->topics & TOPIC_EMERGENCY ? kit_word(view, WORD_EMERGENCY) : kit_part(view, offer->id, "name");
		char number[200], open[200] = "", text[3 * SAY_MAX];
		cards_number(view, number, sizeof number, offer);
		if (hours.known)
			say_open(view, open, sizeof open, offer);
		snprintf(text, sizeof text, "%s\n\x01%s\x01%s%s", name, number, *open ? "\n" : "", open);
		flow_say(flow, (struct flow_words){.type = TYPE_BODY, .well = true}, text);
	}
}

static void flow_numbers(struct flow *flow, const struct code_page *page)
{
	const struct view *view = flow->view;
	struct code_number numbers[CODE_NUMBERS_MAX];
	int count = code_page_numbers(view, page, numbers);

	for (int i = 0; i < count; i++) {
		flow_body(flow, numbers[i].label);
		flow_say(flow, (struct flow_words){.type = TYPE_NUMBER}, numbers[i].number);
	}
}

/* The ways that need no phone (S30). */
static void flow_ways(struct flow *flow, const struct code_page *page)
{
	const struct view *view = flow->view;
	char text[2 * SAY_MAX];

	if (page->staff) {
		flow_body(flow, kit_part(view, page->offer->id, "body"));
		flow_body(flow, kit_part(view, page->offer->id, "small"));
		return;
	}
	flow_head(flow, kit_word(view, WORD_NO_PHONE));
	code_page_hub_phone(view, text, sizeof text);
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = ICON_PHONE}, text);
	code_page_ask(view, text, sizeof text);
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = ICON_MUG}, text);
}

/* A number in letters of the flow, in a well. */
static void small_help(const struct view *view, struct draw_list *list, struct rect at, const char *number, const char *spoken)
{
	int em = (int)(flow_base(view) / view->frame.scale), icon = 44, pad = 20;
	struct words words = {.type = TYPE_SMALL, .em = em, .line = em, .bold = true, .lines_max = 1, .middle = true, .quiet = true};
	char text[64];

	say_isolated(text, sizeof text, number);
	kit_well(view, list, at);
	kit_icon(view, list, (struct mark){at.x + pad, at.y + (at.h - icon) / 2, icon, ICON_PHONE, 0, false});
	words.at = (struct rect){at.x + pad + icon + 12, at.y, at.w - 2 * pad - icon, at.h};
	kit_words(view, list, words, text);
	struct draw_object *object = draw_object(list, ROLE_TEXT, kit_rect(view, at.x, at.y, at.w, at.h), text);
	if (!object)
		return;
	object->speech = draw_text(list, spoken, (int)strlen(spoken));
	struct run_font font = {.face = FACE_BOLD, .px = (int16_t)kit_px(view, em)};
	object->rtl = kit_rtl(view);
	snprintf(object->language, sizeof object->language, "%s", kit_language(view));
	object->ink = view->theme->ink;
	object->ground = view->theme->oat;
	object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
}

/* Below the code the line that everybody always sees, beside it 999 (S18). */
static void small_number(const struct view *view, struct draw_list *list, struct rect at)
{
	struct help_strip strip = help_strip(view->hub);
	char number[64], label[SAY_MAX];

	say_isolated(number, sizeof number, strip.number);
	snprintf(label, sizeof label, "%s %s", kit_word(view, WORD_LINE), number);
	int before = list->object_count;
	small_help(view, list, at, strip.number, label);
	if (before < list->object_count)
		list->objects[before].role = ROLE_STRIP;
	say_isolated(number, sizeof number, strip.emergency);
	snprintf(label, sizeof label, "%s %s", kit_word(view, WORD_EMERGENCY), number);
	small_help(view, list, (struct rect){454, 252, 330, 96}, strip.emergency, label);
}

/* 60 mm need the whole height of a small panel: the code's page has only the buttons
 * that stand beside it. */
static void small_square(struct flow *flow, const struct code_page *page)
{
	const struct view *view = flow->view;
	int spare = view->frame.dh - 480;
	struct rect at = {8, 2 + spare / 2, 407, 407}; /* 60 mm and four modules around it; the number below */
	struct button back = {.at = {454, 134, 157, 106}, .icon = ICON_BACK, .icon_turns = true, .type = TYPE_BUTTON, .label_hidden = true};
	struct button reading = {.at = {627, 134, 157, 106}, .icon = ICON_LANGUAGE, .type = TYPE_BUTTON, .label_hidden = true};
	struct button next = {.at = {454, 12, 330, 106}, .icon = ICON_PAGE_NEXT, .icon_turns = true, .type = TYPE_BUTTON, .label_hidden = true};

	flow_break(flow); /* nothing stands beneath it */
	if (flow_drawing(flow)) {
		flow->own_controls = true;
		draw_code(view, flow->list, page->address, at, 412);
		small_number(view, flow->list, (struct rect){8, view->frame.dh - 62, 480, 60});
		next.label = kit_word(view, WORD_PAGE_NEXT);
		next.action = (struct action){VERB_PAGE, 1};
		kit_button(view, flow->list, next);
		back.label = kit_word(view, WORD_BACK);
		back.action = (struct action){VERB_BACK, 0};
		kit_button(view, flow->list, back);
		reading.label = kit_word(view, WORD_READING);
		reading.action = (struct action){VERB_GO, SCREEN_READING};
		kit_button(view, flow->list, reading);
		kit_clear(view, flow->list);
	}
	flow_fill(flow, flow->area.h);
	flow_break(flow);
}

/* The code below what stands on the page, as large as has room; beside the words where
 * the panel is wide. It is nothing to touch, so it is never lowered. */
static void flow_square(struct flow *flow, const struct code_page *page)
{
	const struct view *view = flow->view;
	bool beside = view->frame.form == FORM_LANDSCAPE && !view->session->lowered;
	int most = (int)(flow->area.h / view->frame.scale), side = most < 606 ? most : 606;

	if (beside) {
		int x = flow->x;
		side = kit_px(view, side);
		if (flow_drawing(flow))
			draw_code_in(view, flow->list, page->address, flow_place(flow, (struct rect){x, flow->area.y, side, side}), side);
		flow_beside(flow, side);
		return;
	}
	if (view->frame.form == FORM_SMALL) {
		small_square(flow, page);
		return;
	}
	int end = flow->area.y + flow->area.h, least = kit_px(view, 420), sure = frame_mm(&view->frame, 90); /* 60 mm and its margin */
	least = least > sure ? least : sure;
	if (end - flow->y < least)
		flow_break(flow);
	int room = flow->area.w < end - flow->y ? flow->area.w : end - flow->y;
	side = room < kit_px(view, 700) ? room : kit_px(view, 700);
	if (flow_drawing(flow))
		draw_code_in(view, flow->list, page->address, flow_place(flow, (struct rect){flow->x + (flow->w - side) / 2, flow->y, side, side}),
			     side);
	flow_fill(flow, side);
}

void flow_code(struct flow *flow)
{
	const struct view *view = flow->view;
	struct code_page page;
	char address[SAY_MAX], isolated[SAY_MAX], traces[2 * SAY_MAX];
	bool coded;

	code_page_make(view, &page);
	coded = *page.address != 0;
	bool beside = view->frame.form == FORM_LANDSCAPE && !view->session->lowered;
	if (coded && beside)
		flow_square(flow, &page);
	flow_title(flow, page.title);
	flow_card(flow);
	code_page_traces(view, traces, sizeof traces, "\n"); /* never after the code (S30, S31) */
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .well = true, .icon = ICON_NOTE}, traces);
	if (coded && !beside)
		flow_square(flow, &page);
	if (coded) {
		flow_body(flow, kit_word(view, WORD_CAMERA));
		say_address(address, sizeof address, page.address);
		say_isolated(isolated, sizeof isolated, address);
		flow_body(flow, kit_word(view, WORD_ADDRESS));
		flow_say(flow, (struct flow_words){.type = TYPE_ADDRESS}, isolated);
	} else {
		flow_body(flow, kit_word(view, WORD_ASK_ANYONE));
	}
	if (page.lines)
		flow_lines_of_card(flow, &page);
	else
		flow_numbers(flow, &page);
	flow_ways(flow, &page);
	if (page.lines)
		flow_button(flow,
			    (struct flow_button){.label = kit_word(view, WORD_LINES_TITLE), .icon = ICON_PHONE, .action = {VERB_GO, SCREEN_LINES}});
}
