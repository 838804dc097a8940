/*
 * What can be touched: buttons and cards. An edge means touch.
 */
#include "screen/kit.h"

#include <stdio.h>
#include <string.h>

/* The object that is about to be added is the one a finger lies on. */
static bool is_pressed(const struct view *view, const struct draw_list *list)
{
	return view->pressed >= 0 && view->pressed == list->object_count;
}

struct colours {
	colour fill, lip, ink;
};

static struct colours look_colours(const struct view *view, enum look look)
{
	const struct theme *t = view->theme;
	switch (look) {
	case LOOK_MAIN:
		return (struct colours){t->main, t->main_lip, t->main_ink};
	case LOOK_HONEY:
		return (struct colours){t->honey, t->honey_lip, t->honey_ink};
	default:
		return (struct colours){t->milk, t->bark, t->ink};
	}
}

/* LOOK.md's lip is too pale for the edge of honey on a sunset; this is 3:1 against honey
 * itself. */
static const colour honey_edge = 0xFF7A4E0C;

static colour outline_of(const struct view *view, struct colours colours)
{
	if (view->theme->contrast)
		return colours.lip == view->theme->main_lip ? colours.fill : colours.lip;
	return colours.fill == view->theme->honey ? honey_edge : colours.lip;
}

/* The printing block: body, outline, lower lip; pressed, the lip goes and the
 * body drops (LOOK.md, Motion). */
static void block(const struct view *view, struct draw_list *list, struct rect r, struct colours colours, bool card)
{
	bool pressed = is_pressed(view, list);
	r.y += pressed ? kit_px(view, 4) : 0;
	struct draw_op *op = draw_add(list, OP_BOX, r);
	if (!op)
		return;
	int radius = view->frame.form == FORM_SMALL ? 16 : card ? 28 : 20;
	op->box.fill = colours.fill;
	op->box.outline = outline_of(view, colours);
	op->box.lip = colours.lip;
	op->box.radius = (int16_t)kit_px(view, radius);
	op->box.outline_px = (int16_t)kit_px(view, view->theme->outline);
	op->box.lip_px = (int16_t)(pressed ? 0 : kit_px(view, view->theme->lip));
	op->box.shadow = view->theme->contrast ? SHADOW_NONE : card ? SHADOW_CARD : SHADOW_BUTTON;
	op->box.shadow_px = (int16_t)(view->frame.scale * 1000);
}

static struct draw_object *control(const struct view *view, struct draw_list *list, enum role role, struct rect r, const char *label)
{
	struct draw_object *object = draw_object(list, role, r, label);
	if (!object)
		return NULL;
	object->focus = (int16_t)++list->focus_count;
	object->rtl = kit_rtl(view);
	snprintf(object->language, sizeof object->language, "%s", kit_language(view));
	return object;
}

int kit_card(const struct view *view, struct draw_list *list, struct rect at, const char *label, struct action action)
{
	int drop = is_pressed(view, list) ? 4 : 0;
	struct rect r = kit_rect(view, at.x, at.y, at.w, at.h);
	block(view, list, r, (struct colours){view->theme->milk, view->theme->bark, view->theme->ink}, true);
	struct draw_object *object = control(view, list, ROLE_LINK_CARD, r, label);
	if (object) {
		object->action = action;
		object->ink = view->theme->ink;
		object->ground = view->theme->milk;
		struct run_font font = {.face = FACE_BOLD, .px = (int16_t)kit_px(view, kit_em(view, TYPE_CARD))};
		object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
	}
	return drop;
}

struct touch_drawn kit_touch_block(const struct view *view, struct draw_list *list, const struct touch_block *touch)
{
	struct colours colours = look_colours(view, touch->look);
	int drop = is_pressed(view, list) ? kit_px(view, 4) : 0;

	block(view, list, touch->at, colours, false);
	struct draw_object *object = control(view, list, ROLE_BUTTON, touch->at, touch->label);
	if (object) {
		struct run_font font = {.face = FACE_BOLD, .px = (int16_t)touch->cap_em};
		object->action = touch->action;
		object->ink = colours.ink;
		object->ground = colours.fill;
		object->rtl = touch->rtl;
		snprintf(object->language, sizeof object->language, "%s", touch->language);
		if (touch->cap_em)
			object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
	}
	return (struct touch_drawn){drop, colours.ink};
}

/* How the label of a button is set: its paragraph and what stands beside it. */
struct setting {
	struct paragraph label;
	struct laid laid;
	int icon; /* design pixels; 0: no icon */
	int gap;
};

static const struct language *language_of(const struct view *view, const char *code)
{
	for (int i = 0; code && i < view->hub->language_count; i++)
		if (strcmp(view->hub->languages[i].code, code) == 0)
			return &view->hub->languages[i];
	return NULL;
}

bool kit_whole_words(const struct view *view, const struct paragraph *label)
{
	for (const char *from = label->text; *from;) {
		char word[96];
		size_t length = strcspn(from, " \n");
		struct paragraph one = *label;
		snprintf(word, sizeof word, "%.*s", (int)length, from);
		one.text = word;
		one.lines_max = 1;
		if (length < sizeof word && !paragraph_measure(view->measure, &one).fits)
			return false;
		from += length + strspn(from + length, " \n");
	}
	return true;
}

static struct setting try_setting(const struct view *view, const struct button *button, int em, int icon)
{
	bool small = view->frame.form == FORM_SMALL;
	struct setting s = {.icon = icon, .gap = small ? 8 : 14};
	const struct language *own = language_of(view, button->language);
	bool rtl = own ? own->rtl : kit_rtl(view);
	int beside = button->stacked || icon == 0 ? 0 : icon + s.gap;
	int pad = small || button->stacked || own ? 6 : 16;
	int line = em * (rtl ? 135 : 120) / 100;
	int room = button->at.h - (small || button->at.h < 90 ? 6 : 16) - (button->stacked && icon ? icon + 2 : 0);
	int lines = room / line > 0 ? room / line : 1;
	s.label = (struct paragraph){
	    .text = button->label,
	    .language = own ? own->code : kit_language(view),
	    .rtl = rtl,
	    .box = kit_rect(view, 0, 0, button->at.w - 2 * pad - beside, lines * line),
	    .face = own ? FACE_REGULAR : FACE_BOLD, /* LOOK.md: chips are quiet */
	    .px = kit_px(view, em),
	    .line_px = kit_px(view, line),
	    .align = ALIGN_CENTRE,
	    .lines_max = lines < 3 ? lines : 3,
	};
	s.laid = paragraph_measure(view->measure, &s.label);
	if (s.laid.lines > 1)
		s.laid.fits &= kit_whole_words(view, &s.label);
	return s;
}

/* A long label first gets a little smaller, then takes the icon's room, then gets
 * smaller still, never below the smallest size for reading. */
static struct setting set_label(const struct view *view, const struct button *button)
{
	bool small = view->frame.form == FORM_SMALL;
	int em = button->em ? button->em : kit_em(view, button->type);
	int icon = button->icon == ICON_NONE ? 0 : small ? 30 : button->stacked ? 42 : button->type == TYPE_CHIP ? 34 : em > 40 ? em * 5 / 4 : 44;
	struct setting s = try_setting(view, button, em, icon);
	if (button->label_hidden || (button->firm && !button->icon))
		return s;
	int least = small ? 20 : 24;
	if (button->firm && (!s.laid.fits || s.laid.lines > 1))
		s = try_setting(view, button, em, 0);
	if (button->firm)
		return s;
	for (int step = em - 2; s.laid.lines > 1 && !button->stacked && step >= least && step * 100 >= em * 90; step -= 2) {
		struct setting one = try_setting(view, button, step, icon);
		if (one.laid.fits && one.laid.lines == 1) /* a little smaller rather than two lines */
			return one;
	}
	for (int step = em - 2; !s.laid.fits && step >= least && step * 100 >= em * 80; step -= 2)
		s = try_setting(view, button, step, icon);
	for (int step = em; !s.laid.fits && step >= least; step -= 2)
		s = try_setting(view, button, step, 0);
	return s;
}

static void draw_row(const struct view *view, struct draw_list *list, const struct button *button, struct setting *s)
{
	struct rect r = kit_rect(view, button->at.x, button->at.y, button->at.w, button->at.h);
	int icon = kit_px(view, s->icon), gap = s->icon && !button->label_hidden ? kit_px(view, s->gap) : 0;
	int words = button->label_hidden ? 0 : s->laid.width;
	int left = r.x + (r.w - icon - gap - words) / 2;
	bool icon_left = button->icon_after == s->label.rtl;
	int icon_x = icon_left ? left : left + words + gap;
	if (s->icon) {
		struct draw_op *op = draw_add(list, OP_ICON, (struct rect){icon_x, r.y + (r.h - icon) / 2, icon, icon});
		if (op)
			op->icon = (struct op_icon){(uint8_t)button->icon, button->icon_turns && kit_rtl(view), s->label.ink};
	}
	if (button->label_hidden)
		return;
	int slack = s->label.px / 4; /* a space may measure a little wider among other words */
	s->label.box = (struct rect){(icon_left ? left + icon + gap : left) - slack, r.y, words + 2 * slack, r.h};
	s->label.middle = true;
	paragraph_draw(view->measure, &s->label, list);
}

static void draw_stack(const struct view *view, struct draw_list *list, const struct button *button, struct setting *s)
{
	struct rect r = kit_rect(view, button->at.x, button->at.y, button->at.w, button->at.h);
	int icon = kit_px(view, s->icon), gap = s->icon ? kit_px(view, 2) : 0;
	int top = r.y + (r.h - icon - gap - s->laid.height) / 2;
	if (s->icon) {
		struct draw_op *op = draw_add(list, OP_ICON, (struct rect){r.x + (r.w - icon) / 2, top, icon, icon});
		if (op)
			op->icon = (struct op_icon){(uint8_t)button->icon, button->icon_turns && kit_rtl(view), s->label.ink};
	}
	int width = s->label.box.w;
	s->label.box = (struct rect){r.x + (r.w - width) / 2, top + icon + gap, width, s->laid.height};
	paragraph_draw(view->measure, &s->label, list);
}

void kit_button(const struct view *view, struct draw_list *list, struct button button)
{
	struct colours colours = look_colours(view, button.look);
	int drop = is_pressed(view, list) ? 4 : 0;
	struct setting s = set_label(view, &button);
	s.label.ink = colours.ink;
	if (button.firm && button.icon && (!s.laid.fits || s.laid.lines > 1)) { /* the icon says it */
		button.label_hidden = true;
		s = set_label(view, &button);
		s.icon = (button.at.w < button.at.h ? button.at.w : button.at.h) * 11 / 20;
		s.label.ink = colours.ink;
	}
	struct rect r = kit_rect(view, button.at.x, button.at.y, button.at.w, button.at.h);
	block(view, list, r, colours, false);
	struct draw_object *object = control(view, list, ROLE_BUTTON, r, button.label);
	if (object) {
		object->action = button.action;
		object->ink = colours.ink;
		object->ground = colours.fill;
		object->rtl = s.label.rtl;
		snprintf(object->language, sizeof object->language, "%s", s.label.language);
		if (button.speech)
			object->speech = draw_text(list, button.speech, (int)strlen(button.speech));
		struct run_font font = {.face = FACE_BOLD, .px = (int16_t)s.label.px};
		object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
	}
	button.at.y += drop;
	if (button.stacked && !button.label_hidden)
		draw_stack(view, list, &button, &s);
	else
		draw_row(view, list, &button, &s);
}

void kit_knock(const struct view *view, struct draw_list *list, struct rect at)
{
	struct draw_object *object = draw_object(list, ROLE_TEXT, kit_rect(view, at.x, at.y, at.w, at.h), kit_text(view, "hub.name"));
	if (!object)
		return;
	object->action = (struct action){VERB_KNOCK, 0}; /* no stop in the reading order: it stays quiet */
	object->rtl = kit_rtl(view);
	snprintf(object->language, sizeof object->language, "%s", kit_language(view));
}

/* The touch area is larger than the words: 15 mm high. */
void kit_hub_name(const struct view *view, struct draw_list *list, int x, int y, colour ink)
{
	const char *name = kit_text(view, "hub.name");
	int em = view->frame.form == FORM_SMALL ? 20 : 28, icon = view->frame.form == FORM_SMALL ? 26 : 40;
	struct rect at = kit_mirror(view, (struct rect){x + icon + 14, y, 760, icon});
	struct rect icon_at = kit_mirror(view, (struct rect){x, y, icon, icon});
	int before = list->object_count;
	kit_knock(view, list, kit_mirror(view, (struct rect){x - 8, y - 14, 420, 64}));
	if (list->object_count > before) {
		list->objects[before].ink = ink ? ink : view->theme->ink;
		list->objects[before].ground = view->theme->paper;
	}
	kit_icon(view, list, (struct mark){icon_at.x, icon_at.y, icon, ICON_POST, ink, false});
	kit_words(view, list,
		  (struct words){.at = at, .type = TYPE_SMALL, .em = em, .ink = ink, .bold = true, .middle = true, .lines_max = 1, .quiet = true},
		  name);
}
