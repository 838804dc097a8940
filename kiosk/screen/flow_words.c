/*
 * Words of a flow: set, cut between lines, drawn.
 */
#include <stdio.h>
#include <string.h>

#include "core/builtin.h"
#include "screen/flow_parts.h"
#include "screen/say.h"

enum { SMALLER = 2 };

static enum face face_of(const struct flow *flow, struct flow_words words)
{
	static const bool bold[TYPE_COUNT] = {
	    [TYPE_ANSWER] = true, [TYPE_CARD] = true, [TYPE_BUTTON] = true, [TYPE_NUMBER] = true, [TYPE_ADDRESS] = true};
	bool heading = words.type == TYPE_DISPLAY || words.type == TYPE_TITLE || words.type == TYPE_QUESTION;

	if (heading)
		return flow->view->theme->contrast || flow->view->frame.form == FORM_SMALL ? FACE_BOLD : FACE_SERIF;
	return bold[words.type] || words.bold ? FACE_BOLD : FACE_REGULAR;
}

/* Lines of 2.5 em leave a small panel two of them. */
bool flow_tall(const struct flow *flow)
{
	return flow->view->frame.form != FORM_SMALL;
}

int flow_line_of(const struct flow *flow, const char *language, enum face face, int em)
{
	int line = paragraph_line(language, flow_tall(flow), face, em), closest = em * 118 / 100;
	bool plain = line <= em * 131 / 100; /* no marks above or below the letters */

	return plain && flow->view->frame.form == FORM_SMALL ? closest : line;
}

static int line_for(const struct flow *flow, enum face face, int em)
{
	return flow_line_of(flow, kit_language(flow->view), face, em);
}

int flow_line(const struct flow *flow, enum type type)
{
	return line_for(flow, face_of(flow, (struct flow_words){.type = type}), flow_em(flow, type));
}

struct paragraph flow_paragraph(const struct flow *flow, struct flow_words words, const char *text, int w)
{
	const struct view *view = flow->view;
	enum face face = face_of(flow, words);
	struct paragraph paragraph = {
	    .text = text,
	    .language = kit_language(view),
	    .rtl = kit_rtl(view),
	    .tall = flow_tall(flow),
	    .box = {0, 0, w, 0},
	    .face = face,
	    .px = flow_em(flow, words.type),
	    .ink = words.soft ? view->theme->soft : view->theme->ink,
	    .lines_max = PARAGRAPH_LINES,
	    .ragged = true, /* a page must not move the lines of another */
	};

	while (paragraph.px - SMALLER >= flow->base && !kit_whole_words(view, &paragraph))
		paragraph.px -= SMALLER;
	paragraph.line_px = line_for(flow, face, paragraph.px);
	return paragraph;
}

void flow_draw(const struct flow *flow, struct flow_words words, struct paragraph paragraph, const char *label)
{
	const struct view *view = flow->view;
	struct draw_list *list = flow->list;
	bool heading = words.type == TYPE_DISPLAY || words.type == TYPE_TITLE || words.type == TYPE_QUESTION;

	paragraph.box = flow_place(flow, paragraph.box);
	struct draw_object *object = draw_object(list, words.role ? words.role : heading ? ROLE_HEADING : ROLE_TEXT, paragraph.box, label);
	if (object) {
		struct run_font font = {.face = (uint8_t)paragraph.face, .px = (int16_t)paragraph.px};
		object->rtl = kit_rtl(view);
		snprintf(object->language, sizeof object->language, "%s", kit_language(view));
		object->ink = paragraph.ink;
		object->ground = words.well ? view->theme->oat : view->theme->paper;
		object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
	}
	paragraph_draw(view->measure, &paragraph, list);
}

/* How words stand in their column. */
struct inset {
	int icon, left, top, w; /* the icon's size; where words begin in the column; their width */
};

static struct inset inset_for(const struct flow *flow, struct flow_words words)
{
	int pad = words.well ? flow->gap : 0, icon = words.icon ? flow->base * 5 / 4 : 0;
	int before = icon ? icon + flow->gap : 0;

	return (struct inset){icon, pad + before, words.well ? flow->gap * 3 / 4 : 0, flow->w - 2 * pad - before};
}

static void draw_ground(const struct flow *flow, struct flow_words words, struct rect at, struct inset inset, int line)
{
	const struct view *view = flow->view;
	struct draw_op *op = words.well ? draw_add(flow->list, OP_BOX, flow_place(flow, at)) : NULL;

	if (op) {
		op->box.fill = view->theme->oat;
		op->box.radius = (int16_t)kit_px(view, view->frame.form == FORM_SMALL ? 14 : 20);
	}
	if (!words.icon)
		return;
	int x = at.x + inset.left - inset.icon - flow->gap, y = at.y + inset.top + (line - inset.icon) / 2;
	op = draw_add(flow->list, OP_ICON, flow_place(flow, (struct rect){x, y, inset.icon, inset.icon}));
	if (op)
		op->icon = (struct op_icon){(uint8_t)words.icon, false, view->theme->ink};
}

/* The lines of one page. The icon stands at the first alone. */
static void put_lines(struct flow *flow, struct flow_words words, struct inset inset, struct paragraph *paragraph, const char *label)
{
	if (paragraph->from_line > 0) /* the icon stands with the first lines; the others keep its room */
		words.icon = ICON_NONE;
	int words_h = (paragraph->to_line - paragraph->from_line) * paragraph->line_px, h = words_h + 2 * inset.top;
	int y = flow_take(flow, h, false);

	if (!flow_drawing(flow))
		return;
	draw_ground(flow, words, (struct rect){flow->x, y, flow->w, h}, inset, paragraph->line_px);
	paragraph->box = (struct rect){flow->x + inset.left, y + inset.top, inset.w, words_h};
	flow_draw(flow, words, *paragraph, label);
}

/* Of `lines` lines that are left, as many as this page takes; never a single one of
 * several before or after the turn. */
static int lines_here(struct flow *flow, int lines, int line_px, int frame)
{
	int room = (flow_room(flow) - frame) / line_px;

	if (room >= lines)
		return lines;
	if (!flow->fresh && room < 2) {
		flow_break(flow);
		room = (flow_room(flow) - frame) / line_px;
	}
	room = room < 1 ? 1 : room > lines ? lines : room;
	return room > 2 && lines - room == 1 ? room - 1 : room;
}

void flow_say(struct flow *flow, struct flow_words words, const char *text)
{
	struct inset inset = inset_for(flow, words);
	struct paragraph paragraph = flow_paragraph(flow, words, text, inset.w);
	struct text_line lines[PARAGRAPH_LINES];
	char label[FLOW_TEXT_MAX];

	if (*text == 0)
		return;
	int count = paragraph_lines(flow->view->measure, &paragraph, lines).lines;
	while (paragraph.to_line < count) {
		paragraph.from_line = paragraph.to_line;
		paragraph.to_line += lines_here(flow, count - paragraph.from_line, paragraph.line_px, 2 * inset.top);
		struct text_line piece = {lines[paragraph.from_line].from, lines[paragraph.to_line - 1].to};
		paragraph_piece(text, piece, label, sizeof label);
		put_lines(flow, words, inset, &paragraph, label);
	}
}

void flow_title(struct flow *flow, const char *text)
{
	struct flow_words words = {.type = TYPE_TITLE};

	/* Never alone at the foot of a page. */
	flow_need(flow, flow_line(flow, TYPE_TITLE) + 2 * flow_line(flow, TYPE_BODY));
	flow_say(flow, words, text);
}

void flow_head(struct flow *flow, const char *text)
{
	flow_need(flow, flow_line(flow, TYPE_CARD) + flow->gap + 2 * flow_line(flow, TYPE_BODY));
	flow_say(flow, (struct flow_words){.type = TYPE_CARD, .role = ROLE_HEADING}, text);
}

void flow_body(struct flow *flow, const char *text)
{
	flow_say(flow, (struct flow_words){.type = TYPE_BODY}, text);
}

static int width_of(const struct flow *flow, struct flow_words words, const char *text)
{
	struct paragraph paragraph = flow_paragraph(flow, words, text, flow->w);

	return *text ? paragraph_measure(flow->view->measure, &paragraph).width : 0;
}

bool flow_ends_fit(const struct flow *flow, enum type type, const char *first, const char *last)
{
	struct flow_words words = {.type = type};

	return width_of(flow, words, first) + width_of(flow, words, last) + 2 * flow->gap <= flow->w;
}

void flow_ends(struct flow *flow, struct flow_words start, const char *first, struct flow_words end, const char *last)
{
	struct paragraph one = flow_paragraph(flow, start, first, flow->w), other = flow_paragraph(flow, end, last, flow->w);
	int line = one.line_px > other.line_px ? one.line_px : other.line_px, y = flow_take(flow, line, false);
	int w = flow->w - width_of(flow, end, last) - 2 * flow->gap;

	one.box = (struct rect){flow->x, y, w, line};
	other.box = (struct rect){flow->x + w, y, flow->w - w, line};
	one.lines_max = other.lines_max = 1;
	other.align = ALIGN_END;
	if (!flow_drawing(flow))
		return;
	flow_draw(flow, start, one, first);
	flow_draw(flow, end, other, last);
}

/* About half an em a letter; a third in Nastaliq, where words stand slanting. */
int flow_lines_for(const struct flow *flow, enum type type, int chars)
{
	bool slanting = flow_tall(flow) && strcmp(kit_language(flow->view), "ur") == 0;
	int width = chars * flow_em(flow, type) * (slanting ? 36 : 54) / 100, lines = (width + flow->w - 1) / flow->w;

	return lines < 1 ? 1 : lines;
}

/* A part without words is an object all the same, so that every card has as many (S17). */
static void draw_fixed(const struct flow *flow, struct flow_words words, struct inset inset, struct paragraph paragraph,
		       const struct text_line *found)
{
	char label[FLOW_TEXT_MAX] = "";
	struct rect ground = {flow->x, paragraph.box.y - inset.top, flow->w, paragraph.box.h + 2 * inset.top};

	draw_ground(flow, words, ground, inset, paragraph.line_px);
	if (paragraph.to_line > paragraph.from_line) {
		struct text_line piece = {found[paragraph.from_line].from, found[paragraph.to_line - 1].to};
		paragraph_piece(paragraph.text, piece, label, sizeof label);
	} else {
		paragraph.text = "";
		paragraph.from_line = paragraph.to_line = 0;
	}
	flow_draw(flow, words, paragraph, label);
}

/* More lines than a page has go on to the next, the same on every route. */
void flow_fixed(struct flow *flow, struct flow_words words, int lines, const char *text)
{
	struct inset inset = inset_for(flow, words);
	struct paragraph paragraph = flow_paragraph(flow, words, text, inset.w);
	struct text_line found[PARAGRAPH_LINES];
	int line = line_for(flow, paragraph.face, flow_em(flow, words.type));
	paragraph.lines_wanted = words.fill ? lines : 0;
	paragraph.ragged = !words.fill;
	int count = *text ? paragraph_lines(flow->view->measure, &paragraph, found).lines : 0;

	if (count > lines) { /* even lines are a wish; the greedy ones are fewer */
		paragraph.lines_wanted = 0;
		paragraph.ragged = true;
		count = paragraph_lines(flow->view->measure, &paragraph, found).lines;
	}
	paragraph.line_px = line;
	for (int from = 0; from < lines;) {
		int here = lines_here(flow, lines - from, line, 2 * inset.top), h = here * line + 2 * inset.top;
		int y = flow_take(flow, h, false);
		bool last = from + here >= lines;
		paragraph.from_line = from < count ? from : count;
		paragraph.to_line = last || from + here > count ? count : from + here;
		paragraph.box = (struct rect){flow->x + inset.left, y + inset.top, inset.w, here * line};
		paragraph.lines_max = last && from == 0 ? lines : PARAGRAPH_LINES;
		if (flow_drawing(flow))
			draw_fixed(flow, words, inset, paragraph, found);
		from += here;
	}
}

int flow_lines_of(const struct flow *flow, enum type type, const char *text)
{
	struct paragraph paragraph = flow_paragraph(flow, (struct flow_words){.type = type}, text, flow->w);
	struct text_line lines[PARAGRAPH_LINES];

	return *text ? paragraph_lines(flow->view->measure, &paragraph, lines).lines : 0;
}

int flow_place_words(struct flow *flow, int h)
{
	int y = flow_take(flow, h, false);

	return flow_drawing(flow) ? y : -1;
}

/* ---- the help line of small panels ---- */

int flow_help_height(const struct flow *flow)
{
	int line = paragraph_line(kit_language(flow->view), false, FACE_BOLD, flow->base);

	return line <= flow->base * 131 / 100 ? flow->base * 110 / 100 : line * 9 / 10;
}

/* Beside large words the bar of a small panel has no room for the line that everybody
 * always sees: it stands above the bar, or at the top where
 * buttons are low, with its name where that has room. */
void flow_help(const struct flow *flow)
{
	const struct view *view = flow->view;
	struct help_strip strip = help_strip(view->hub);
	struct flow_words words = {.type = TYPE_SMALL, .bold = true, .well = true, .role = ROLE_STRIP};
	int h = flow_help_height(flow), pad = flow->gap;
	bool top = view->session->lowered;
	struct rect at = {flow->area.x, top ? flow->area.y - flow->gap / 2 - h : flow->area.y + flow->area.h + flow->gap / 2, flow->area.w, h};
	char number[64], emergency[32], whole[SAY_MAX], brief[SAY_MAX];

	say_isolated(number, sizeof number, strip.number);
	say_isolated(emergency, sizeof emergency, strip.emergency);
	snprintf(whole, sizeof whole, "%s %s · %s %s", kit_word(view, WORD_LINE), number, kit_word(view, WORD_EMERGENCY), emergency);
	snprintf(brief, sizeof brief, "%s %s · %s", kit_word(view, WORD_LINE_SHORT), number, emergency);
	struct paragraph paragraph = flow_paragraph(flow, words, whole, at.w - 2 * pad);
	paragraph.tall = false;
	paragraph.line_px = paragraph.box.h = h;
	paragraph.lines_max = 1;
	paragraph.middle = true;
	if (!paragraph_measure(view->measure, &paragraph).fits)
		paragraph.text = brief;
	if (!paragraph_measure(view->measure, &paragraph).fits)
		snprintf(brief, sizeof brief, "%s · %s", number, emergency);
	draw_ground(flow, words, at, (struct inset){0, 0, 0, at.w}, h);
	paragraph.box = (struct rect){at.x + pad, at.y, at.w - 2 * pad, h};
	flow_draw(flow, words, paragraph, whole);
}
