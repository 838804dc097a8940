#include "display/dump_look.h"

#include <stdlib.h>
#include <string.h>

#include "screen/theme.h"

enum { OPAQUE = 0xFF };

/* What the operations before number `end` leave at a place. */
static struct beneath at_place(const struct draw_list *list, int end, int x, int y)
{
	struct beneath beneath = {list->ground | 0xFF000000U, PICTURE_NONE};

	for (int i = 0; i < end; i++) {
		const struct draw_op *op = &list->ops[i];
		colour fill = op->kind == OP_FILL                          ? op->fill
			      : op->kind == OP_BOX                         ? op->box.fill
			      : op->kind == OP_DISC || op->kind == OP_LEAF ? op->disc.fill
									   : 0;
		if (!rect_holds(op->rect, x, y))
			continue;
		if (op->kind == OP_PICTURE)
			beneath = (struct beneath){0, op->picture.picture};
		else if (op->kind == OP_CODE)
			beneath = (struct beneath){0xFFFFFFFF, PICTURE_NONE};
		else if (fill >> 24 == OPAQUE)
			beneath = (struct beneath){fill, PICTURE_NONE};
	}
	return beneath;
}

/* The worse of two grounds: a picture has to be looked at, so it is the worst. */
static struct beneath worse(struct beneath a, struct beneath b, colour ink)
{
	if (a.picture || b.picture)
		return a.picture ? a : b;
	return theme_ratio(ink, b.ground) < theme_ratio(ink, a.ground) ? b : a;
}

static colour ink_of(const struct draw_op *op)
{
	switch (op->kind) {
	case OP_TEXT:
		return op->text.ink;
	case OP_ICON:
		return op->icon.ink;
	default:
		return op->disc.outline >> 24 ? op->disc.outline : op->disc.fill;
	}
}

struct beneath dump_beneath(const struct draw_list *list, int number)
{
	const struct draw_op *op = &list->ops[number];
	struct rect r = op->rect;

	if (op->kind == OP_TEXT) { /* a band over the baseline */
		r.h = op->text.font.px / 2;
		r.y -= r.h;
	}
	if (op->kind == OP_DISC || op->kind == OP_LEAF) /* beside it */
		r = (struct rect){r.x - 1, r.y, r.w + 2, r.h};
	int last = r.x + r.w - 1 - (r.w > 2), middle = r.y + r.h / 2;
	struct beneath beneath = at_place(list, number, r.x + r.w / 2, middle);
	beneath = worse(beneath, at_place(list, number, r.x, middle), ink_of(op));
	return worse(beneath, at_place(list, number, last, middle), ink_of(op));
}

int dump_cap(const struct measure *measure, const struct op_text *text)
{
	struct run_font font = {.face = text->font.face, .script = SCRIPT_LATIN, .px = text->font.px};

	return measure->metrics(measure->context, font).cap;
}

static long area(struct rect r)
{
	return (long)r.w * r.h;
}

/* The smallest object that holds the middle of a run, among controls or all; -1. */
static int owner(const struct draw_list *list, const struct draw_op *op, bool controls)
{
	int x = op->rect.x + op->rect.w / 2, y = op->rect.y - op->text.font.px / 3, found = -1;

	for (int i = 0; i < list->object_count; i++) {
		const struct draw_object *object = &list->objects[i];
		if (rect_holds(object->rect, x, y) && (!controls || object->action.verb) &&
		    (found < 0 || area(object->rect) <= area(list->objects[found].rect)))
			found = i;
	}
	return found;
}

static void look_at_letters(const struct draw_list *list, const struct measure *measure, int object, struct dump_look *look)
{
	int before = 0;
	bool met = false;

	for (int i = 0; i < list->op_count; i++) {
		const struct draw_op *op = &list->ops[i];
		if (op->kind != OP_TEXT || (owner(list, op, false) != object && owner(list, op, true) != object))
			continue;
		int cap = dump_cap(measure, &op->text), line = met ? abs(op->rect.y - before) : 0;
		if (!look->font_px || op->text.font.px < look->font_px)
			look->font_px = op->text.font.px;
		if (!look->cap_px || cap < look->cap_px)
			look->cap_px = cap;
		if (line && (!look->line_px || line < look->line_px))
			look->line_px = line;
		before = op->rect.y;
		met = true;
	}
}

/* The box that was drawn for a control: of its width and height; pressed, it stands a
 * little lower. */
static int box_of(const struct draw_list *list, struct rect r)
{
	for (int i = 0; i < list->op_count; i++) {
		const struct draw_op *op = &list->ops[i];
		if (op->kind == OP_BOX && op->rect.x == r.x && op->rect.w == r.w && op->rect.h == r.h && abs(op->rect.y - r.y) <= r.h / 4)
			return i;
	}
	return -1;
}

static void look_at_edge(const struct draw_list *list, struct rect r, struct dump_look *look)
{
	int box = box_of(list, r);

	if (box < 0)
		return;
	const struct op_box *edge = &list->ops[box].box;
	look->outline = edge->outline_px > 0 && edge->outline >> 24 ? edge->outline : edge->fill;
	look->fill = edge->fill;
	look->around = at_place(list, box, r.x + r.w / 2, r.y - 2);
	look->around = worse(look->around, at_place(list, box, r.x - 2, r.y + r.h / 2), look->outline);
	look->around = worse(look->around, at_place(list, box, r.x + r.w + 1, r.y + r.h / 2), look->outline);
	look->around = worse(look->around, at_place(list, box, r.x + r.w / 2, r.y + r.h + 6), look->outline);
}

void dump_look(const struct draw_list *list, const struct measure *measure, int object, struct dump_look *look)
{
	memset(look, 0, sizeof *look);
	look_at_letters(list, measure, object, look);
	if (list->objects[object].action.verb)
		look_at_edge(list, list->objects[object].rect, look);
}
