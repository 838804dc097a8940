#include "display/dump.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "display/dump_look.h"
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

static void put_beneath(FILE *out, const char *name, struct beneath beneath)
{
	if (beneath.picture)
		fprintf(out, ", \"%s\": \"%s\"", name, picture_file(beneath.picture));
	else
		put_colour(out, name, beneath.ground);
}

/* Degrees that `px` pixels are wide for the reader. */
static double degrees(const struct frame *frame, int px)
{
	return px / frame->px_per_mm / frame->distance_mm * 180 / M_PI;
}

static void put_place(const struct frame *frame, struct rect r, FILE *out)
{
	double mm = 1.0 / frame->px_per_mm;

	put_rect(out, r);
	fprintf(out, ", \"mm\": [%.1f, %.1f, %.1f, %.1f], \"floor_mm\": ", r.x * mm, r.y * mm, r.w * mm, r.h * mm);
	if (frame->floor_mm)
		fprintf(out, "%.0f", frame->floor_mm + (frame->h - r.y - r.h / 2.0) * mm);
	else
		fprintf(out, "null");
}

static void put_letters(const struct frame *frame, const struct dump_look *look, int cap, FILE *out)
{
	fprintf(out, ", \"font_px\": %d, \"line_px\": %d, \"cap_px\": %d, \"cap_mm\": %.2f, \"cap_deg\": %.3f", look->font_px, look->line_px, cap,
		cap / frame->px_per_mm, degrees(frame, cap));
}

static void put_object(const struct kiosk *kiosk, int number, FILE *out)
{
	const struct draw_list *list = &kiosk->list;
	const struct draw_object *object = &list->objects[number];
	struct dump_look look;
	char speech[SPEAK_MAX];

	dump_look(list, kiosk->view.measure, number, &look);
	fprintf(out, "{");
	put_place(&kiosk->view.frame, object->rect, out);
	put_name(out, "role", role_name(object->role));
	put_name(out, "label", draw_label(list, object->label));
	put_name(out, "language", object->language);
	put_name(out, "direction", object->rtl ? "rtl" : "ltr");
	speak_object(&kiosk->view, list, number, speech, sizeof speech);
	put_name(out, "speech", speech);
	put_name(out, "voice", speak_language(&kiosk->view, list, number));
	put_colour(out, "ink", object->ink);
	put_colour(out, "ground", object->ground);
	put_colour(out, "outline", look.outline);
	if (look.outline) {
		put_colour(out, "fill", look.fill);
		put_beneath(out, "around", look.around);
	}
	put_letters(&kiosk->view.frame, &look, look.cap_px ? look.cap_px : object->cap_px, out);
	fprintf(out, ", \"focus\": %d, \"action\": ", object->focus);
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

static void put_run(const struct kiosk *kiosk, int number, FILE *out)
{
	static const char *const faces[] = {"regular", "bold", "serif"}, *const scripts[] = {"latin", "arabic", "gurmukhi", "bengali", "nastaliq"};
	const struct draw_list *list = &kiosk->list;
	const struct op_text *text = &list->ops[number].text;
	int cap = dump_cap(kiosk->view.measure, text);

	put_colour(out, "ink", text->ink);
	put_beneath(out, "ground", dump_beneath(list, number));
	put_name(out, "face", faces[text->font.face % FACE_COUNT]);
	put_name(out, "script", scripts[text->font.script % SCRIPT_COUNT]);
	fprintf(out, ", \"size\": %d, \"cap_px\": %d, \"cap_mm\": %.2f, \"rtl\": %s, \"text\": ", text->font.px, cap, cap / list->px_per_mm,
		text->font.rtl ? "true" : "false");
	put_text(out, list->pool + text->at, text->length);
}

static void put_shape(const struct draw_op *op, FILE *out)
{
	if (op->kind == OP_FILL) {
		put_colour(out, "fill", op->fill);
	} else if (op->kind == OP_BOX) {
		put_colour(out, "fill", op->box.fill);
		put_colour(out, "outline", op->box.outline);
		put_colour(out, "lip", op->box.lip);
		fprintf(out, ", \"radius\": %d, \"outline_px\": %d, \"lip_px\": %d, \"shadow\": %d", op->box.radius, op->box.outline_px,
			op->box.lip_px, op->box.shadow);
	} else {
		put_name(out, "picture", picture_file(op->picture.picture));
		fprintf(out, ", \"full\": [%d, %d], \"from\": [%d, %d], \"flip\": %s", op->picture.full_w, op->picture.full_h, op->picture.from_x,
			op->picture.from_y, op->picture.flip ? "true" : "false");
	}
}

static void put_op(const struct kiosk *kiosk, int number, FILE *out)
{
	const struct draw_list *list = &kiosk->list;
	const struct draw_op *op = &list->ops[number];

	fprintf(out, "{\"kind\": \"%s\", ", kind_name(op->kind));
	put_rect(out, op->rect);
	switch (op->kind) {
	case OP_FILL:
	case OP_BOX:
	case OP_PICTURE:
		put_shape(op, out);
		break;
	case OP_ICON:
		put_name(out, "icon", icon_file(op->icon.icon));
		put_colour(out, "ink", op->icon.ink);
		put_beneath(out, "ground", dump_beneath(list, number));
		fprintf(out, ", \"flip\": %s", op->icon.flip ? "true" : "false");
		break;
	case OP_TEXT:
		put_run(kiosk, number, out);
		break;
	case OP_DISC:
	case OP_LEAF:
		put_colour(out, "fill", op->disc.fill);
		put_colour(out, "outline", op->disc.outline);
		put_beneath(out, "ground", dump_beneath(list, number));
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

static bool leads(const struct draw_list *list, int verb, int value)
{
	for (int i = 0; i < list->object_count; i++)
		if (list->objects[i].action.verb == verb && list->objects[i].action.value == value)
			return true;
	return false;
}

static void put_frame(const struct frame *frame, FILE *out)
{
	double mm = 1.0 / frame->px_per_mm;

	fprintf(out, ", \"size\": [%d, %d], \"px_per_mm\": %.4f, \"panel_mm\": [%.1f, %.1f], \"floor_mm\": ", frame->w, frame->h, frame->px_per_mm,
		frame->w * mm, frame->h * mm);
	if (frame->floor_mm)
		fprintf(out, "%d", frame->floor_mm);
	else
		fprintf(out, "null");
	fprintf(out, ", \"distance_mm\": %d", frame->distance_mm);
}

static void put_head(const struct kiosk *kiosk, const char *stop, FILE *out)
{
	const struct draw_list *list = &kiosk->list;
	const struct session *session = &kiosk->session;
	const struct hub *hub = &kiosk->hub;
	bool clear = leads(list, VERB_CLEAR, 0), reading = leads(list, VERB_GO, SCREEN_READING) || session->screen == SCREEN_READING;

	fprintf(out, "{\"screen\": \"%s\"", list->screen);
	if (stop)
		put_name(out, "stop", stop);
	put_frame(&kiosk->view.frame, out);
	put_name(out, "language", session->language < hub->language_count ? hub->languages[session->language].code : "en");
	put_name(out, "theme", kiosk->view.theme->contrast ? "contrast" : "light");
	put_name(out, "text_size", text_size_name(session->size));
	put_colour(out, "ground", list->ground | 0xFF000000U);
	fprintf(out, ", \"lowered\": %s, \"bar\": %s, \"reading\": %s, \"page\": %d, \"next_page\": %s", session->lowered ? "true" : "false",
		clear ? "true" : "false", reading ? "true" : "false", session->page + 1, leads(list, VERB_PAGE, 1) ? "true" : "false");
	fprintf(out, ", \"full\": %s, \"clipped\": %d, \"pressed\": %d, \"ring\": %d", list->full ? "true" : "false", list->clipped,
		kiosk->view.pressed, kiosk->view.focus);
	put_name(out, "code", draw_label(list, list->code_text));
	put_heard(kiosk, out);
}

/* With `stop`, on one line and without what is only decoration. */
static void put_screen(const struct kiosk *kiosk, const char *stop, FILE *out)
{
	const struct draw_list *list = &kiosk->list;
	const char *line = stop ? "" : "\n    ", *between = "";

	put_head(kiosk, stop, out);
	fprintf(out, ",%s\"objects\": [", stop ? " " : "\n  ");
	for (int i = 0; i < list->object_count; i++, between = ", ") {
		fprintf(out, "%s%s", between, line);
		put_object(kiosk, i, out);
	}
	fprintf(out, "],%s\"drawn\": [", stop ? " " : "\n  ");
	between = "";
	for (int i = 0; i < list->op_count; i++) {
		if (stop && list->ops[i].kind <= OP_PICTURE)
			continue;
		fprintf(out, "%s%s", between, line);
		put_op(kiosk, i, out);
		between = ", ";
	}
	fprintf(out, "]}\n");
}

void dump_write(const struct kiosk *kiosk, FILE *out)
{
	put_screen(kiosk, NULL, out);
}

void dump_line(const struct kiosk *kiosk, const char *stop, FILE *out)
{
	put_screen(kiosk, stop, out);
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
