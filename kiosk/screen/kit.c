#include "screen/kit.h"

#include <stdio.h>
#include <string.h>

struct type_row {
	enum face face;
	bool heading;
	int em[2], line[2]; /* large forms, small form */
};

/* LOOK.md, Type. */
static const struct type_row types[] = {
    [TYPE_DISPLAY] = {FACE_SERIF, true, {88, 40}, {104, 48}}, [TYPE_TITLE] = {FACE_SERIF, true, {60, 32}, {76, 40}},
    [TYPE_QUESTION] = {FACE_SERIF, true, {60, 32}, {76, 40}}, [TYPE_ANSWER] = {FACE_BOLD, false, {44, 24}, {53, 30}},
    [TYPE_CARD] = {FACE_BOLD, false, {34, 20}, {42, 25}},     [TYPE_LEAD] = {FACE_REGULAR, false, {34, 20}, {44, 26}},
    [TYPE_BODY] = {FACE_REGULAR, false, {30, 20}, {38, 26}},  [TYPE_SMALL] = {FACE_REGULAR, false, {28, 20}, {34, 25}},
    [TYPE_BUTTON] = {FACE_BOLD, false, {32, 20}, {38, 24}},   [TYPE_CHIP] = {FACE_BOLD, false, {26, 20}, {31, 24}},
    [TYPE_NUMBER] = {FACE_BOLD, false, {48, 30}, {58, 38}},   [TYPE_ADDRESS] = {FACE_BOLD, false, {38, 22}, {48, 28}},
};
_Static_assert(sizeof types / sizeof *types == TYPE_COUNT, "one row a type");

static const struct language *language_of(const struct view *view)
{
	static const struct language english = {.code = "en"};
	if (view->session->language < view->hub->language_count)
		return &view->hub->languages[view->session->language];
	return &english;
}

bool kit_rtl(const struct view *view)
{
	return language_of(view)->rtl;
}

const char *kit_language(const struct view *view)
{
	return language_of(view)->code;
}

const char *kit_word(const struct view *view, enum word word)
{
	return hub_text(view->hub, view->session->language, word_key(word));
}

const char *kit_text(const struct view *view, const char *key)
{
	return hub_text(view->hub, view->session->language, key);
}

const char *kit_part(const struct view *view, const char *id, const char *part)
{
	return hub_part(view->hub, view->session->language, id, part);
}

int kit_px(const struct view *view, int design)
{
	double px = design * view->frame.scale;
	return (int)(px + (px < 0 ? -0.5 : 0.5));
}

struct rect kit_rect(const struct view *view, int x, int y, int w, int h)
{
	int left = kit_px(view, x + view->frame.ox), top = kit_px(view, y);
	return (struct rect){left, top, kit_px(view, x + w + view->frame.ox) - left, kit_px(view, y + h) - top};
}

static int master_width(const struct view *view)
{
	return view->frame.form == FORM_PORTRAIT ? 1080 : view->frame.form == FORM_SMALL ? 800 : 1920;
}

struct rect kit_mirror(const struct view *view, struct rect design)
{
	if (kit_rtl(view))
		design.x = master_width(view) - design.x - design.w;
	return design;
}

int kit_em(const struct view *view, enum type type)
{
	return types[type].em[view->frame.form == FORM_SMALL];
}

int kit_line(const struct view *view, enum type type)
{
	int line = types[type].line[view->frame.form == FORM_SMALL];
	int arabic = kit_em(view, type) * 16 / 10; /* LOOK.md: Arabic script, line x 1.6 */
	return kit_rtl(view) && arabic > line ? arabic : line;
}

/* The paragraph for some words; lines are as many as fit where not said. */
static struct paragraph prepare(const struct view *view, const struct words *words, const char *text)
{
	int em = words->em ? words->em : kit_em(view, words->type);
	int line = words->line ? words->line : words->em ? words->em * 128 / 100 : kit_line(view, words->type);
	if (kit_rtl(view) && line < em * 16 / 10)
		line = em * 16 / 10;
	int lines = words->lines ? words->lines : words->lines_max;
	if (lines == 0)
		lines = words->at.h >= line ? (words->at.h + 2) / line : 1; /* a height that was measured may have been rounded down */
	if (lines > PARAGRAPH_LINES)
		lines = PARAGRAPH_LINES;
	enum face face = types[words->type].face;
	if (words->bold && face == FACE_REGULAR)
		face = FACE_BOLD;
	if (view->theme->contrast && face == FACE_SERIF)
		face = FACE_BOLD; /* LOOK.md: headings in Noto Sans Bold */
	struct rect box = words->at;
	if (box.h == 0)
		box.h = lines * line;
	struct paragraph paragraph = {
	    .text = text,
	    .language = kit_language(view),
	    .rtl = kit_rtl(view),
	    .box = kit_rect(view, box.x, box.y, box.w, box.h),
	    .face = face,
	    .px = kit_px(view, em),
	    .line_px = kit_px(view, line),
	    .ink = words->ink ? words->ink : view->theme->ink,
	    .align = words->align,
	    .lines_max = lines,
	    .lines_wanted = words->lines,
	    .middle = words->middle,
	};
	if (words->lines && paragraph.line_px * lines > paragraph.box.h)
		paragraph.line_px = paragraph.box.h / lines;
	if (words->at.h == 0) /* lines of whole pixels */
		paragraph.box.h = lines * paragraph.line_px;
	return paragraph;
}

/* Smaller letters before lost ones, down to the smallest size for a label. */
static struct words shrunk(const struct view *view, struct words words, const char *text)
{
	int least = view->frame.form == FORM_SMALL ? 20 : 24;
	int em = words.em ? words.em : kit_em(view, words.type);
	int line = words.line ? words.line : words.em ? em * 128 / 100 : kit_line(view, words.type);
	for (int size = em; words.shrink && size >= least; size -= 2) {
		words.em = size;
		words.line = line * size / em;
		struct paragraph paragraph = prepare(view, &words, text);
		if (paragraph.lines_max == 1 && paragraph.line_px > paragraph.box.h && paragraph.box.h >= paragraph.px)
			paragraph.line_px = paragraph.box.h; /* only the width counts, as in fitted() */
		if (paragraph_measure(view->measure, &paragraph).fits)
			break;
	}
	return words;
}

/* Arabic script at its full line distance may need more room than the box has
 * where Latin fits; the lines then move closer before anything is cut. */
static struct paragraph fitted(const struct view *view, const struct words *words, const char *text)
{
	struct paragraph paragraph = prepare(view, words, text);
	if (paragraph.lines_max == 1 && paragraph.line_px > paragraph.box.h && paragraph.box.h >= paragraph.px)
		paragraph.line_px = paragraph.box.h; /* one line needs no distance to the next */
	if (!paragraph.rtl || words->at.h == 0 || words->lines || paragraph_measure(view->measure, &paragraph).fits)
		return paragraph;
	if (paragraph.lines_max > 1 || words->lines_max == 0)
		paragraph.line_px = paragraph.px * 135 / 100;
	if (words->lines_max == 0)
		paragraph.lines_max = paragraph.box.h / paragraph.line_px > 0 ? paragraph.box.h / paragraph.line_px : 1;
	if (paragraph.lines_max > PARAGRAPH_LINES)
		paragraph.lines_max = PARAGRAPH_LINES;
	if (paragraph.lines_max == 1 && paragraph.line_px > paragraph.box.h && paragraph.box.h >= paragraph.px)
		paragraph.line_px = paragraph.box.h;
	return paragraph;
}

int kit_words(const struct view *view, struct draw_list *list, struct words words, const char *text)
{
	if (*text == 0)
		return 0;
	words = shrunk(view, words, text);
	struct paragraph paragraph = fitted(view, &words, text);
	if (!words.quiet) {
		struct draw_object *object = draw_object(list, types[words.type].heading ? ROLE_HEADING : ROLE_TEXT, paragraph.box, text);
		if (object) {
			object->rtl = paragraph.rtl;
			snprintf(object->language, sizeof object->language, "%s", paragraph.language);
			object->ink = paragraph.ink;
			object->ground = words.ground ? words.ground : view->theme->paper;
			struct run_font font = {.face = (uint8_t)paragraph.face, .px = (int16_t)paragraph.px};
			object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
		}
	}
	struct laid laid = paragraph_draw(view->measure, &paragraph, list);
	return (int)(laid.height / view->frame.scale + 0.5);
}

int kit_words_height(const struct view *view, struct words words, const char *text)
{
	if (*text == 0)
		return 0;
	struct paragraph paragraph = fitted(view, &words, text);
	return (int)(paragraph_measure(view->measure, &paragraph).height / view->frame.scale + 0.5);
}

int kit_words_lines(const struct view *view, struct words words, const char *text)
{
	if (*text == 0)
		return 0;
	struct paragraph paragraph = fitted(view, &words, text);
	return paragraph_measure(view->measure, &paragraph).lines;
}

void kit_well(const struct view *view, struct draw_list *list, struct rect at)
{
	struct draw_op *op = draw_add(list, OP_BOX, kit_rect(view, at.x, at.y, at.w, at.h));
	if (op) {
		op->box.fill = view->theme->oat;
		op->box.radius = (int16_t)kit_px(view, view->frame.form == FORM_SMALL ? 14 : 20);
	}
}

void kit_panel(const struct view *view, struct draw_list *list, struct rect at, bool hairline)
{
	struct draw_op *op = draw_add(list, OP_BOX, kit_rect(view, at.x, at.y, at.w, at.h));
	if (!op)
		return;
	op->box.fill = view->theme->milk;
	op->box.radius = (int16_t)kit_px(view, view->frame.form == FORM_SMALL ? 16 : 28);
	op->box.shadow = view->theme->contrast ? SHADOW_NONE : SHADOW_CARD;
	op->box.shadow_px = (int16_t)(view->frame.scale * 1000);
	if (view->theme->contrast) {
		op->box.outline = view->theme->bark;
		op->box.outline_px = (int16_t)kit_px(view, view->theme->outline);
	} else if (hairline) {
		op->box.outline = view->theme->hairline;
		op->box.outline_px = (int16_t)kit_px(view, 2);
	}
}

void kit_rule(const struct view *view, struct draw_list *list, struct rect at)
{
	struct rect r = kit_rect(view, at.x, at.y, at.w, at.h);
	if (r.h < 1)
		r.h = 1;
	struct draw_op *op = draw_add(list, OP_FILL, r);
	if (op)
		op->fill = view->theme->contrast ? view->theme->hairline : view->theme->oat;
}

void kit_icon(const struct view *view, struct draw_list *list, struct mark mark)
{
	if (mark.icon == ICON_NONE)
		return;
	struct rect r = kit_rect(view, mark.x, mark.y, mark.size, mark.size);
	r.w = r.h = kit_px(view, mark.size); /* one size for one icon, wherever it stands */
	struct draw_op *op = draw_add(list, OP_ICON, r);
	if (op) {
		op->icon.icon = (uint8_t)mark.icon;
		op->icon.ink = mark.ink ? mark.ink : view->theme->ink;
		op->icon.flip = mark.turns && kit_rtl(view);
	}
}

void kit_spot(const struct view *view, struct draw_list *list, struct square square)
{
	if (view->theme->contrast)
		return;
	struct rect r = kit_rect(view, square.x, square.y, square.size, square.size);
	r.w = r.h = kit_px(view, square.size);
	struct draw_op *op = square.picture ? draw_add(list, OP_PICTURE, r) : NULL;
	if (op) {
		op->picture.picture = (uint8_t)square.picture;
		op->picture.full_w = op->picture.full_h = (int16_t)r.w;
	}
}

/* On a panel wider or higher than the master, a scene that spans the master spans
 * the panel: it grows evenly and keeps its lower edge, where the paper begins. */
static void cover(const struct view *view, struct scene *scene)
{
	int mw = master_width(view);
	if (scene->at.x != 0 || scene->at.w != mw)
		return;
	double k = (double)view->frame.dw / mw;
	int bottom = scene->from_y + scene->at.h;
	int grown = scene->full_h >= 900 && mw == 1920 ? view->frame.dh - 1080 : 0;
	if (grown > 0 && (double)(scene->at.h + grown) / scene->at.h > k)
		k = (double)(scene->at.h + grown) / scene->at.h;
	scene->at.x = -view->frame.ox;
	scene->at.w = view->frame.dw;
	scene->at.h += grown > 0 ? grown : 0;
	scene->full_w = (int)(scene->full_w * k + 0.999);
	scene->full_h = (int)(scene->full_h * k + 0.999);
	scene->from_x = (int)(scene->from_x * k);
	scene->from_y = (int)(bottom * k) - scene->at.h;
	if (scene->from_y < 0)
		scene->from_y = 0;
}

void kit_scene(const struct view *view, struct draw_list *list, struct scene scene)
{
	if (view->theme->contrast && scene.picture != PICTURE_PANORAMA_NIGHT)
		return;
	cover(view, &scene);
	struct draw_op *op = draw_add(list, OP_PICTURE, kit_rect(view, scene.at.x, scene.at.y, scene.at.w, scene.at.h));
	if (!op)
		return;
	op->picture.picture = (uint8_t)scene.picture;
	op->picture.full_w = (int16_t)kit_px(view, scene.full_w);
	op->picture.full_h = (int16_t)kit_px(view, scene.full_h);
	op->picture.from_x = (int16_t)kit_px(view, scene.from_x);
	op->picture.from_y = (int16_t)kit_px(view, scene.from_y);
	op->picture.radius = (int16_t)kit_px(view, scene.radius);
	op->picture.corners = scene.corners;
	op->picture.flip = scene.turns && kit_rtl(view);
}
