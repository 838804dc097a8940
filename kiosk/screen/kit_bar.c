/*
 * The bar that stands on every screen, at the same place in every language.
 */
#include "core/builtin.h"
#include "screen/fit.h"
#include "screen/flow.h"
#include "screen/say.h"

#include <stdio.h>

/* Letters of the bar when words are large, design pixels. */
static int large_em(const struct view *view)
{
	return (int)(flow_base(view) / view->frame.scale + 0.999);
}

/* A button of the bar keeps its letters at the size asked for: the icon alone where
 * they have no room. */
static struct button bar_button(const struct view *view, struct rect at, enum icon icon, const char *label)
{
	struct button button = {.at = at, .icon = icon, .type = TYPE_BUTTON, .label = label, .stacked = view->frame.form == FORM_SMALL || at.w < 180};

	if (view->session->size != TEXT_NORMAL) {
		button.em = large_em(view);
		button.stacked = false;
	}
	button.firm = button.em || button.stacked;
	return button;
}

/* S22: Clear is at least 20 mm high, so on a dense panel the whole bar grows. */
static int bar_height(const struct view *view, int design)
{
	int need = (int)(frame_mm(&view->frame, 20) / view->frame.scale + 0.999);
	return need > design ? need : design;
}

/* S22: 20 mm wide, too, at the cost of the gap to its neighbour. */
static struct rect clear_box(const struct view *view, struct rect clear)
{
	int need = (int)(frame_mm(&view->frame, 20) / view->frame.scale + 0.999);
	int more = need > clear.w ? need - clear.w : 0;
	return (struct rect){clear.x - more, clear.y, clear.w + more, clear.h};
}

/* 80 wide and 16 apart: 15 mm and 3 mm on a 7" panel. */
static struct bar_boxes small_boxes(const struct view *view)
{
	bool hear = view->hear != HEAR_NONE, flow = view->flowing;
	int h = bar_height(view, 106), y = view->frame.dh - 12 - h, w = hear || flow ? 80 : 92;
	bool largest = flow && view->session->size == TEXT_LARGEST; /* Clear needs the room that Listen has; that stands on the reading screen, too */
	struct rect clear = largest ? (struct rect){504, y, 280, h} : (struct rect){600, y, 184, h};
	struct bar_boxes boxes = {.clear = clear_box(view, clear), .top = y};
	int x = 16, step = w + 16;

	boxes.back = (struct rect){x, y, w, h};
	boxes.second = (struct rect){x += step, y, w, h};
	boxes.reading = (struct rect){x += step, y, w, h};
	if (hear && !largest)
		boxes.listen = (struct rect){x += step, y, w, h};
	x += step;
	if (flow)
		boxes.pager = (struct rect){x, y, 2 * w + 16, h};
	else
		boxes.strip = (struct rect){x, y, 584 - x, h};
	return boxes;
}

struct bar_boxes kit_bar_boxes(const struct view *view)
{
	int dh = view->frame.dh, h = bar_height(view, 96);
	bool hear = view->hear != HEAR_NONE;
	if (view->frame.form == FORM_SMALL)
		return small_boxes(view);
	if (view->frame.form == FORM_PORTRAIT) {
		int y = dh - 40 - h, strip = y - 24 - 96;
		return (struct bar_boxes){.back = {64, y, 184, h},
					  .second = {272, y, 184, h},
					  .reading = {480, y, hear ? 112 : 240, h},
					  .listen = {608, y, hear ? 112 : 0, h},
					  .strip = {64, strip, 952, 96},
					  .clear = clear_box(view, (struct rect){776, y, 240, h}),
					  .top = strip};
	}
	int y = dh - 32 - h, more = view->session->size == TEXT_LARGEST ? 60 : 0; /* for Clear in large letters: "Wyczyść" */
	return (struct bar_boxes){.back = {64, y, 200, h},
				  .second = {288, y, 200, h},
				  .reading = {hear ? 680 : 528, y, hear ? 136 : 288, h},
				  .listen = {528, y, hear ? 136 : 0, h},
				  .strip = {864, y, 704 - more, h},
				  .clear = clear_box(view, (struct rect){1616 - more, y, 240 + more, h}),
				  .top = y};
}

/* "0808 2000 247 · Emergency 999", each number isolated. */
static void strip_numbers(const struct view *view, char *out, int size)
{
	struct help_strip strip = help_strip(view->hub);
	char number[64], emergency[32];
	say_isolated(number, sizeof number, strip.number);
	say_isolated(emergency, sizeof emergency, strip.emergency);
	if (view->frame.form == FORM_SMALL)
		snprintf(out, (size_t)size, "%s · %s", number, emergency);
	else
		snprintf(out, (size_t)size, "%s \u00A0·\u00A0 %s %s", number, kit_word(view, WORD_EMERGENCY), emergency);
}

static void strip_object(const struct view *view, struct draw_list *list, struct rect at, const char *numbers)
{
	char label[SAY_MAX];
	snprintf(label, sizeof label, "%s %s", kit_word(view, WORD_LINE), numbers);
	struct draw_object *object = draw_object(list, ROLE_STRIP, kit_rect(view, at.x, at.y, at.w, at.h), label);
	if (!object)
		return;
	object->rtl = kit_rtl(view);
	snprintf(object->language, sizeof object->language, "%s", kit_language(view));
	object->ink = view->theme->ink;
	object->ground = view->theme->oat;
	int em = view->session->size != TEXT_NORMAL ? large_em(view) : view->frame.form == FORM_SMALL ? 20 : 28;
	struct run_font font = {.face = FACE_REGULAR, .px = (int16_t)kit_px(view, em)};
	object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
}

/* Large words: the name of the line above its number where both have room, else
 * the shortest that still says whose number it is. */
static void large_strip(const struct view *view, struct draw_list *list, struct rect at, const char *numbers)
{
	int em = large_em(view);
	bool low = paragraph_line(kit_language(view), false, FACE_REGULAR, 100) <= 131; /* a script without deep marks */
	struct words words = {
	    .at = {at.x + 24, at.y, at.w - 48, at.h}, .type = TYPE_SMALL, .em = em, .line = at.h, .lines_max = 1, .middle = true, .quiet = true};
	struct words half = words;
	char brief[SAY_MAX], number[64], emergency[32];
	struct help_strip strip = help_strip(view->hub);

	half.at.h = half.line = at.h / 2;
	half.at.h -= 2;
	struct words strong = half;
	strong.bold = true;
	if (low && 2 * em * 115 / 100 <= at.h + 2 && fit_lines(view, half, kit_word(view, WORD_LINE)) == 1 && fit_lines(view, strong, numbers) == 1) {
		half.at.y += 2;
		kit_words(view, list, half, kit_word(view, WORD_LINE));
		strong.at.y = half.at.y + at.h / 2 - 2;
		kit_words(view, list, strong, numbers);
		return;
	}
	say_isolated(number, sizeof number, strip.number);
	say_isolated(emergency, sizeof emergency, strip.emergency);
	words.bold = true;
	snprintf(brief, sizeof brief, "%s %s · %s", kit_word(view, WORD_LINE_SHORT), number, emergency);
	if (fit_lines(view, words, brief) > 1)
		snprintf(brief, sizeof brief, "%s · %s", number, emergency);
	kit_words(view, list, words, brief);
}

void kit_strip(const struct view *view, struct draw_list *list, struct rect at)
{
	char numbers[192];
	if (at.w == 0)
		return;
	strip_numbers(view, numbers, sizeof numbers);
	kit_well(view, list, at);
	strip_object(view, list, at, numbers);
	if (view->session->size != TEXT_NORMAL) {
		large_strip(view, list, at, numbers);
		return;
	}
	bool rtl = kit_rtl(view), small = view->frame.form == FORM_SMALL;
	if (small) {
		int room = at.w - 20;
		bool wide = at.w > 400;
		struct words name = {.at = {at.x + 10, at.y + 8, room, wide ? 28 : 54}, .type = TYPE_SMALL, .line = 26, .quiet = true};
		int spare = at.h - 16 - kit_words_height(view, name, kit_word(view, WORD_LINE)) - 30;
		at.y += spare > 0 ? spare / 2 : 0; /* in the middle */
		name.at.y = at.y + 8;
		int line = kit_words(view, list, name, kit_word(view, WORD_LINE));
		kit_words(
		    view, list,
		    (struct words){
			.at = {at.x + 10, at.y + 8 + line, room, 30}, .type = TYPE_SMALL, .line = 28, .bold = true, .lines_max = 1, .quiet = true},
		    numbers);
		return;
	}
	int icon_x = rtl ? at.x + at.w - 28 - 44 : at.x + 28, text_x = rtl ? at.x + 28 : at.x + 92;
	int top = at.y + (at.h - 74) / 2;
	kit_icon(view, list, (struct mark){icon_x, at.y + (at.h - 44) / 2, 44, ICON_PHONE, 0, false});
	struct words first = {.at = {text_x, top, at.w - 120, 37}, .type = TYPE_SMALL, .line = 37, .lines_max = 1, .middle = true, .quiet = true};
	kit_words(view, list, first, kit_word(view, WORD_LINE));
	struct words second = first;
	second.at.y = top + 37;
	second.bold = true;
	kit_words(view, list, second, numbers);
}

/* S22: always named. Where large letters have no room beside the broom they stand alone. */
void kit_clear(const struct view *view, struct draw_list *list)
{
	struct button button = bar_button(view, kit_bar_boxes(view).clear, ICON_CLEAR, kit_word(view, WORD_CLEAR));
	bool small = view->frame.form == FORM_SMALL;
	button.stacked = button.firm = false;
	button.action = (struct action){VERB_CLEAR, 0};
	if (!button.em) {
		button.em = small ? 26 : 34;
	} else {
		int broom = small ? 30 : button.em > 40 ? button.em * 5 / 4 : 44, beside = broom + (small ? 8 + 12 : 14 + 32) + button.em / 8;
		struct words words = {.at = {0, 0, button.at.w - beside, 0}, .type = TYPE_BUTTON, .em = button.em, .lines_max = 2, .bold = true};
		if (fit_lines(view, words, button.label) > 1)
			button.icon = ICON_NONE;
		button.firm = button.icon == ICON_NONE;
	}
	kit_button(view, list, button);
}

static void second_button(const struct view *view, struct draw_list *list, struct bar_boxes boxes, enum second second)
{
	static const struct {
		enum icon icon;
		enum word word;
		enum verb verb;
		bool turns;
	} rows[] = {
	    [SECOND_SKIP] = {ICON_SKIP, WORD_SKIP, VERB_SKIP, true},
	    [SECOND_MENU] = {ICON_HOME, WORD_MENU, VERB_MENU, false},
	    [SECOND_CLOSE] = {ICON_LOCK, WORD_CLOSE, VERB_CLOSE, false},
	};
	if (second == SECOND_NONE)
		return;
	struct button button = bar_button(view, boxes.second, rows[second].icon, kit_word(view, rows[second].word));
	button.icon_turns = rows[second].turns;
	button.action = (struct action){(uint8_t)rows[second].verb, 0};
	kit_button(view, list, button);
}

/* How to read; and to listen, which without headphones leads to where it is said
 * that they are needed (S27). */
static void reading_buttons(const struct view *view, struct draw_list *list, struct bar_boxes boxes)
{
	if (boxes.listen.w) {
		bool ready = view->hear == HEAR_READY;
		struct button listen =
		    bar_button(view, boxes.listen, ICON_LISTEN, kit_word(view, view->session->listening ? WORD_LISTEN_STOP : WORD_LISTEN));
		listen.look = view->session->listening ? LOOK_MAIN : LOOK_PLAIN;
		listen.action = ready ? (struct action){VERB_LISTEN, 0} : (struct action){VERB_GO, SCREEN_READING};
		if (ready || view->session->screen != SCREEN_READING)
			kit_button(view, list, listen);
	}
	struct button reading = bar_button(view, boxes.reading, ICON_LANGUAGE, kit_word(view, WORD_READING));
	reading.action = (struct action){VERB_GO, SCREEN_READING};
	if (view->session->screen != SCREEN_READING)
		kit_button(view, list, reading);
}

void kit_bar(const struct view *view, struct draw_list *list, struct bar bar)
{
	struct bar_boxes boxes = kit_bar_boxes(view);
	if (bar.back) {
		struct button back = bar_button(view, boxes.back, ICON_BACK, kit_word(view, WORD_BACK));
		back.icon_turns = true;
		back.action = (struct action){VERB_BACK, 0};
		kit_button(view, list, back);
	}
	second_button(view, list, boxes, bar.second);
	if (bar.reading)
		reading_buttons(view, list, boxes);
	if (bar.strip)
		kit_strip(view, list, boxes.strip);
	kit_clear(view, list);
}

void kit_pages(const struct view *view, struct draw_list *list, struct rect at, int pages)
{
	if (pages < 2)
		return;
	int page = view->session->page < pages ? view->session->page : pages - 1;
	char n[16], all[16], text[96];
	snprintf(n, sizeof n, "%d", page + 1);
	snprintf(all, sizeof all, "%d", pages);
	struct say_value values[] = {{"n", n}, {"all", all}};
	say_fill(text, sizeof text, kit_word(view, WORD_PAGE), values, 2);
	int side = view->frame.form == FORM_SMALL ? 84 : at.w < 400 ? 96 : 120;
	struct rect before = {at.x, at.y, side, at.h}, after = {at.x + at.w - side, at.y, side, at.h};
	if (kit_rtl(view)) {
		struct rect swap = before;
		before = after;
		after = swap;
	}
	struct button button = {.type = TYPE_BUTTON, .label_hidden = true, .icon_turns = true};
	if (page > 0) {
		button.at = before;
		button.icon = ICON_BACK;
		button.label = kit_word(view, WORD_PAGE_BACK);
		button.action = (struct action){VERB_PAGE, -1};
		kit_button(view, list, button);
	}
	struct rect plate = kit_rect(view, at.x + side + 8, at.y + at.h / 2 - (side > 90 ? 28 : 20), at.w - 2 * side - 16, side > 90 ? 56 : 40);
	struct draw_op *op = draw_add(list, OP_BOX, plate); /* paper, because the words may stand on a picture */
	if (op) {
		op->box.fill = view->theme->paper;
		op->box.radius = (int16_t)(plate.h / 2);
	}
	kit_words(view, list,
		  (struct words){.at = {at.x + side + 8, at.y, at.w - 2 * side - 16, at.h},
				 .type = TYPE_SMALL,
				 .align = ALIGN_CENTRE,
				 .middle = true,
				 .lines_max = 1,
				 .shrink = true},
		  text);
	if (page + 1 < pages) {
		button.at = after;
		button.icon = ICON_NEXT;
		button.label = kit_word(view, WORD_PAGE_NEXT);
		button.action = (struct action){VERB_PAGE, 1};
		kit_button(view, list, button);
	}
}
