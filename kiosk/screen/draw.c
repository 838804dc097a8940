#include "screen/draw.h"

#include <ctype.h>
#include <string.h>

static const char *const picture_files[PICTURE_COUNT] = {[PICTURE_NONE] = "",
#define X(id, file) [id] = file,
							 PICTURES(X)
#undef X
};

static const char *const icon_files[ICON_COUNT] = {[ICON_NONE] = "",
#define X(id, file) [id] = file,
						   ICONS(X)
#undef X
};

const char *picture_file(enum picture picture)
{
	return picture < PICTURE_COUNT ? picture_files[picture] : "";
}

const char *icon_file(enum icon icon)
{
	return icon < ICON_COUNT ? icon_files[icon] : "";
}

enum picture picture_find(const char *file)
{
	for (int i = 1; i < PICTURE_COUNT; i++)
		if (strcmp(picture_files[i], file) == 0)
			return (enum picture)i;
	return PICTURE_NONE;
}

const char *role_name(int role)
{
	static const char *const names[] = {"text", "heading", "button", "card", "image", "code", "progress", "strip"};
	_Static_assert(sizeof names / sizeof *names == ROLE_COUNT, "one name a role");
	return role >= 0 && role < ROLE_COUNT ? names[role] : "";
}

void draw_begin(struct draw_list *list, struct panel panel, colour ground, const char *screen)
{
	list->w = panel.w;
	list->h = panel.h;
	list->px_per_mm = panel.px_per_mm;
	list->ground = ground;
	memset(list->screen, 0, sizeof list->screen);
	memcpy(list->screen, screen, strnlen(screen, sizeof list->screen - 1));
	list->op_count = list->object_count = list->focus_count = 0;
	list->pool[0] = 0;
	list->pool_used = 1;
	list->full = false;
	list->clipped = 0;
	list->pages = 0;
	list->clipped_text = 0;
	list->code_module = 0;
	list->code_text = 0;
}

struct draw_op *draw_add(struct draw_list *list, enum op_kind kind, struct rect rect)
{
	if (list->op_count == DRAW_OPS_MAX) {
		list->full = true;
		return NULL;
	}
	struct draw_op *op = &list->ops[list->op_count++];
	memset(op, 0, sizeof *op);
	op->kind = (uint8_t)kind;
	op->rect = rect;
	return op;
}

uint16_t draw_text(struct draw_list *list, const char *text, int length)
{
	if (length <= 0)
		return 0;
	if (list->pool_used + length + 1 > DRAW_POOL_MAX) {
		list->full = true;
		return 0;
	}
	int at = list->pool_used;
	memcpy(list->pool + at, text, (size_t)length);
	list->pool[at + length] = 0;
	list->pool_used += length + 1;
	return (uint16_t)at;
}

struct draw_object *draw_object(struct draw_list *list, enum role role, struct rect rect, const char *label)
{
	if (list->object_count == DRAW_OBJECTS_MAX) {
		list->full = true;
		return NULL;
	}
	struct draw_object *object = &list->objects[list->object_count++];
	memset(object, 0, sizeof *object);
	object->role = (uint8_t)role;
	object->rect = rect;
	object->label = object->speech = draw_text(list, label, (int)strlen(label));
	return object;
}

int draw_hit(const struct draw_list *list, int x, int y)
{
	for (int i = list->object_count - 1; i >= 0; i--)
		if (list->objects[i].action.verb && rect_holds(list->objects[i].rect, x, y))
			return i;
	return -1;
}

/* Bytes of the white space at `p`, a hard space (C2 A0) included; 0 for none. */
static int blank(const unsigned char *p)
{
	return isspace(*p) ? 1 : p[0] == 0xC2 && p[1] == 0xA0 ? 2 : 0;
}

/* One letter of a text as compared: 0 at the end. White space is one blank;
 * curly quotes (E2 80 98 to 9D) are straight; bold marks and the controls of
 * direction (E2 80 8E/8F, E2 81 A6 to A9) are nothing. */
static int folded(const char **text)
{
	const unsigned char *p = (const unsigned char *)*text;
	int code = 0;
	for (;;) {
		if (*p == 0x01)
			p++;
		else if (p[0] == 0xE2 && p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9)
			p += 3;
		else if (p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0x8E || p[2] == 0x8F))
			p += 3;
		else
			break;
	}
	if (p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x98 && p[2] <= 0x9D) {
		code = p[2] < 0x9C ? '\'' : '"';
		p += 3;
	} else if (blank(p)) {
		code = ' ';
		while (blank(p))
			p += blank(p);
	} else if (*p) {
		code = tolower(*p++);
	}
	*text = (const char *)p;
	return code;
}

static bool begins(const char *text, const char *with, bool whole)
{
	int want;
	while ((want = folded(&with)) != 0)
		if (folded(&text) != want)
			return false;
	return !whole || folded(&text) == 0;
}

static bool holds(const char *text, const char *part)
{
	while (*text) {
		if (begins(text, part, false))
			return true;
		if (folded(&text) == 0)
			break;
	}
	return *part == 0;
}

static bool matches(const char *text, const char *label, int how)
{
	return how == 0 ? begins(text, label, true) : how == 1 ? begins(text, label, false) : holds(text, label);
}

static bool same_control(const struct draw_list *list, const struct draw_object *a, const struct draw_object *b)
{
	return a->action.verb == b->action.verb && a->action.value == b->action.value &&
	       strcmp(draw_label(list, a->label), draw_label(list, b->label)) == 0;
}

int draw_free(const struct draw_list *list, int object)
{
	for (int i = object; i >= 0 && i < list->object_count; i++) {
		struct rect r = list->objects[i].rect;
		if (same_control(list, &list->objects[i], &list->objects[object]) && draw_hit(list, r.x + r.w / 2, r.y + r.h / 2) == i)
			return i;
	}
	return object;
}

int draw_find(const struct draw_list *list, const char *label)
{
	for (int pass = 0; pass < 6; pass++)
		for (int i = 0; i < list->object_count; i++) {
			const struct draw_object *object = &list->objects[i];
			if ((pass < 3) == (object->action.verb != 0) && matches(draw_label(list, object->label), label, pass % 3))
				return draw_free(list, i);
		}
	return -1;
}

bool draw_says(const struct draw_list *list, const char *text)
{
	for (int i = 0; i < list->object_count; i++)
		if (holds(draw_label(list, list->objects[i].label), text))
			return true;
	return false;
}
