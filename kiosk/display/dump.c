#include "display/dump.h"

#include <errno.h>
#include <string.h>

#include "screen/speak.h"

static void put_text(FILE *out, const char *text, int length)
{
	fputc('"', out);
	for (int i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7F)
			fprintf(out, "\\u%04x", c);
		else
			fputc(c, out);
	}
	fputc('"', out);
}

static void put_name(FILE *out, const char *name, const char *text)
{
	fprintf(out, ", \"%s\": ", name);
	put_text(out, text, (int)strlen(text));
}

static void put_colour(FILE *out, const char *name, colour value)
{
	if (value >> 24)
		fprintf(out, ", \"%s\": \"#%06X\"", name, value & 0xFFFFFF);
	else
		fprintf(out, ", \"%s\": null", name);
}

static void put_rect(FILE *out, struct rect r)
{
	fprintf(out, "\"px\": [%d, %d, %d, %d]", r.x, r.y, r.w, r.h);
}

static void put_object(const struct kiosk *kiosk, int number, FILE *out)
{
	const struct draw_list *list = &kiosk->list;
	const struct draw_object *object = &list->objects[number];
	char speech[SPEAK_MAX];
	double mm = 1.0 / list->px_per_mm;
	struct rect r = object->rect;

	fprintf(out, "    {");
	put_rect(out, r);
	fprintf(out, ", \"mm\": [%.1f, %.1f, %.1f, %.1f]", r.x * mm, r.y * mm, r.w * mm, r.h * mm);
	put_name(out, "role", role_name(object->role));
	put_name(out, "label", draw_label(list, object->label));
	put_name(out, "language", object->language);
	put_name(out, "direction", object->rtl ? "rtl" : "ltr");
	speak_object(&kiosk->view, list, number, speech, sizeof speech);
	put_name(out, "speech", speech);
	put_name(out, "voice", speak_language(&kiosk->view, list, number));
	put_colour(out, "ink", object->ink);
	put_colour(out, "ground", object->ground);
	fprintf(out, ", \"cap_px\": %d, \"cap_mm\": %.2f, \"focus\": %d, \"action\": ", object->cap_px, object->cap_px * mm, object->focus);
	if (object->action.verb)
		fprintf(out, "{\"verb\": \"%s\", \"value\": %d}}", verb_name(object->action.verb), object->action.value);
	else
		fprintf(out, "null}");
}

static const char *kind_name(int kind)
{
	static const char *const names[] = {"fill", "box", "picture", "icon", "text", "disc", "leaf", "code"};

	return kind >= 0 && kind <= OP_CODE ? names[kind] : "";
}

static void put_run(const struct draw_list *list, const struct op_text *text, FILE *out)
{
	static const char *const faces[] = {"regular", "bold", "serif"}, *const scripts[] = {"latin", "arabic", "gurmukhi", "bengali"};

	put_colour(out, "ink", text->ink);
	put_name(out, "face", faces[text->font.face % FACE_COUNT]);
	put_name(out, "script", scripts[text->font.script % SCRIPT_COUNT]);
	fprintf(out, ", \"size\": %d, \"rtl\": %s, \"text\": ", text->font.px, text->font.rtl ? "true" : "false");
	put_text(out, list->pool + text->at, text->length);
}

static void put_op(const struct draw_list *list, const struct draw_op *op, FILE *out)
{
	fprintf(out, "    {\"kind\": \"%s\", ", kind_name(op->kind));
	put_rect(out, op->rect);
	switch (op->kind) {
	case OP_FILL:
		put_colour(out, "fill", op->fill);
		break;
	case OP_BOX:
		put_colour(out, "fill", op->box.fill);
		put_colour(out, "outline", op->box.outline);
		put_colour(out, "lip", op->box.lip);
		fprintf(out, ", \"radius\": %d, \"outline_px\": %d, \"lip_px\": %d, \"shadow\": %d", op->box.radius, op->box.outline_px,
			op->box.lip_px, op->box.shadow);
		break;
	case OP_PICTURE:
		put_name(out, "picture", picture_file(op->picture.picture));
		fprintf(out, ", \"full\": [%d, %d], \"from\": [%d, %d], \"flip\": %s", op->picture.full_w, op->picture.full_h, op->picture.from_x,
			op->picture.from_y, op->picture.flip ? "true" : "false");
		break;
	case OP_ICON:
		put_name(out, "icon", icon_file(op->icon.icon));
		put_colour(out, "ink", op->icon.ink);
		fprintf(out, ", \"flip\": %s", op->icon.flip ? "true" : "false");
		break;
	case OP_TEXT:
		put_run(list, &op->text, out);
		break;
	case OP_DISC:
	case OP_LEAF:
		put_colour(out, "fill", op->disc.fill);
		put_colour(out, "outline", op->disc.outline);
		break;
	default:
		fprintf(out, ", \"module\": %d, \"side\": %d", list->code_module, list->code.side);
		put_name(out, "address", draw_label(list, list->code_text));
		break;
	}
	fprintf(out, "}");
}

/* Where the ring of somebody who listens stands, and what was read to them last. */
static void put_heard(const struct kiosk *kiosk, FILE *out)
{
	const struct speech *speech = &kiosk->speech;

	fprintf(out, ", \"heard\": %d, \"focus\": %d, \"speaking\": %s", kiosk->view.heard - 1, kiosk->view.focus,
		speech->speaking ? "true" : "false");
	put_name(out, "spoken", speech->text);
	put_name(out, "spoken_voice", speech->language);
}

void dump_write(const struct kiosk *kiosk, FILE *out)
{
	const struct draw_list *list = &kiosk->list;
	const struct hub *hub = &kiosk->hub;
	const char *language = kiosk->session.language < hub->language_count ? hub->languages[kiosk->session.language].code : "en";

	fprintf(out, "{\n  \"screen\": \"%s\", \"size\": [%d, %d], \"px_per_mm\": %.4f", list->screen, list->w, list->h, list->px_per_mm);
	put_name(out, "language", language);
	put_name(out, "theme", kiosk->view.theme->contrast ? "contrast" : "light");
	put_colour(out, "ground", list->ground | 0xFF000000U);
	fprintf(out, ",\n  \"full\": %s, \"clipped\": %d, \"pressed\": %d", list->full ? "true" : "false", list->clipped, kiosk->view.pressed);
	put_name(out, "code", draw_label(list, list->code_text));
	put_heard(kiosk, out);
	fprintf(out, ",\n  \"objects\": [\n");
	for (int i = 0; i < list->object_count; i++) {
		put_object(kiosk, i, out);
		fprintf(out, "%s\n", i + 1 < list->object_count ? "," : "");
	}
	fprintf(out, "  ],\n  \"drawn\": [\n");
	for (int i = 0; i < list->op_count; i++) {
		put_op(list, &list->ops[i], out);
		fprintf(out, "%s\n", i + 1 < list->op_count ? "," : "");
	}
	fprintf(out, "  ]\n}\n");
}

bool dump_screen(const struct kiosk *kiosk, const char *path, struct fault *fault)
{
	FILE *out = fopen(path, "we");
	bool fine = out != NULL;

	if (out) {
		dump_write(kiosk, out);
		fine = !ferror(out);
		fine = fclose(out) == 0 && fine;
	}
	if (!fine) {
		fault_set(fault, "cannot write this file: %s", strerror(errno));
		fault_at(fault, path, 0, NULL);
	}
	return fine;
}
