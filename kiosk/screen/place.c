#include "screen/place.h"

#include "core/builtin.h"
#include "screen/say.h"

#include <stdio.h>

struct rect place(const struct view *view, int x, int y, int w, int h)
{
	return kit_mirror(view, (struct rect){x, y, w, h});
}

struct rect place_by(const struct view *view, struct rect landscape, struct rect portrait, struct rect small)
{
	switch (view->frame.form) {
	case FORM_PORTRAIT:
		return portrait;
	case FORM_SMALL:
		return small;
	default:
		return landscape;
	}
}

int place_grow(const struct view *view)
{
	static const int tops[] = {[FORM_LANDSCAPE] = 952, [FORM_PORTRAIT] = 1664, [FORM_SMALL] = 362};
	return kit_bar_boxes(view).top - tops[view->frame.form];
}

void place_cover_round(const struct view *view, struct draw_list *list, struct cover cover, int round)
{
	static const int widths[] = {[FORM_LANDSCAPE] = 1920, [FORM_PORTRAIT] = 1080, [FORM_SMALL] = 800};
	if (view->theme->contrast)
		return;
	if (cover.at.x <= 0 && cover.at.w >= widths[view->frame.form]) {
		cover.at.x = -view->frame.ox;
		cover.at.w = view->frame.dw;
	}
	double across = (double)cover.at.w / cover.w, down = (double)cover.at.h / cover.h;
	double scale = across > down ? across : down;
	struct rect at = kit_mirror(view, cover.at);
	struct rect r = kit_rect(view, at.x, at.y, at.w, at.h);
	struct draw_op *op = draw_add(list, OP_PICTURE, r);
	if (!op)
		return;
	bool turned = kit_rtl(view);
	int full_w = kit_px(view, (int)(cover.w * scale + 0.5)), full_h = kit_px(view, (int)(cover.h * scale + 0.5));
	full_w = full_w > r.w ? full_w : r.w;
	full_h = full_h > r.h ? full_h : r.h;
	int from_x = (full_w - r.w) * cover.x_part / 100;
	op->picture.picture = (uint8_t)cover.picture;
	op->picture.full_w = (int16_t)full_w;
	op->picture.full_h = (int16_t)full_h;
	op->picture.from_x = (int16_t)(turned ? full_w - r.w - from_x : from_x);
	op->picture.from_y = (int16_t)((full_h - r.h) * cover.y_part / 100);
	op->picture.flip = turned;
	op->picture.radius = (int16_t)kit_px(view, round);
	op->picture.corners = round ? 15 : 0;
}

void place_cover(const struct view *view, struct draw_list *list, struct cover cover)
{
	place_cover_round(view, list, cover, 0);
}

enum { BAND_W = 648, BAND_H = 142, BAND_SEEN = 92 };

/* `x` of the panel, not of the master. */
static void band_part(const struct view *view, struct draw_list *list, struct rect at, bool flip, enum picture picture)
{
	struct draw_op *op = draw_add(list, OP_PICTURE, kit_rect(view, at.x - view->frame.ox, at.y, at.w, at.h));
	if (!op)
		return;
	op->picture.picture = (uint8_t)picture;
	op->picture.full_w = (int16_t)kit_px(view, BAND_W);
	op->picture.full_h = (int16_t)kit_px(view, BAND_H);
	op->picture.from_x = (int16_t)(flip && at.w < BAND_W ? op->picture.full_w - op->rect.w : 0);
	op->picture.from_y = (int16_t)kit_px(view, BAND_H - BAND_SEEN);
	op->picture.flip = flip;
}

void place_band(const struct view *view, struct draw_list *list, enum picture picture)
{
	if (view->theme->contrast)
		return;
	bool rtl = kit_rtl(view);
	int rest = view->frame.dw - BAND_W;
	band_part(view, list, (struct rect){rtl ? 0 : rest, 0, BAND_W, BAND_SEEN}, rtl, picture);
	band_part(view, list, (struct rect){rtl ? BAND_W : 0, 0, rest, BAND_SEEN}, !rtl, picture);
}

void place_night(const struct view *view, struct draw_list *list, int bottom, int h)
{
	enum { NIGHT_W = 1792, NIGHT_H = 176 };
	if (!view->theme->contrast)
		return;
	int w = view->frame.dw, full_h = h, full_w = h * NIGHT_W / NIGHT_H;
	if (full_w < w) {
		full_w = w;
		full_h = (w * NIGHT_H + NIGHT_W - 1) / NIGHT_W;
	}
	struct draw_op *op = draw_add(list, OP_PICTURE, kit_rect(view, -view->frame.ox, bottom - h, w, h));
	if (!op)
		return;
	op->picture.picture = PICTURE_PANORAMA_NIGHT;
	op->picture.from_y = (int16_t)kit_px(view, full_h - h);
	op->picture.full_w = (int16_t)(kit_px(view, full_w) + 1);
	op->picture.full_h = (int16_t)(kit_px(view, full_h) + 1);
	op->picture.flip = kit_rtl(view);
	if (op->picture.flip) /* the same cottage and post as in English */
		op->picture.from_x = (int16_t)(op->picture.full_w - op->rect.w);
}

void place_sky(const struct view *view, struct draw_list *list, int y, int h, colour fill)
{
	if (view->theme->contrast)
		return;
	struct draw_op *op = draw_add(list, OP_FILL, kit_rect(view, -view->frame.ox, y, view->frame.dw, h));
	if (op)
		op->fill = fill;
}

void place_box(const struct view *view, struct draw_list *list, struct rect at, colour fill, int round)
{
	struct draw_op *op = draw_add(list, OP_BOX, kit_rect(view, at.x, at.y, at.w, at.h));
	if (!op)
		return;
	op->box.fill = fill;
	op->box.radius = (int16_t)kit_px(view, round);
}

void place_touch(const struct view *view, struct draw_list *list, const char *label, struct action action)
{
	struct draw_object *object = draw_object(list, ROLE_BUTTON, (struct rect){0, 0, view->frame.w, view->frame.h}, label);
	if (!object)
		return;
	object->action = action;
	object->rtl = kit_rtl(view);
	snprintf(object->language, sizeof object->language, "%s", kit_language(view));
}

void place_help(const struct view *view, char *out, int size, const char *between)
{
	struct help_strip strip = help_strip(view->hub);
	char number[64], emergency[32];
	say_isolated(number, sizeof number, strip.number);
	say_isolated(emergency, sizeof emergency, strip.emergency);
	snprintf(out, (size_t)size, "%s%s\x01%s\x01 \u00A0·\u00A0 %s \x01%s\x01", kit_word(view, WORD_LINE), between, number,
		 kit_word(view, WORD_EMERGENCY), emergency);
}

void place_number(char *out, int size, int number)
{
	char plain[16];
	snprintf(plain, sizeof plain, "%d", number);
	say_isolated(out, size, plain);
}
