/*
 * How would you like to read? Language, contrast, less movement.
 *
 * Each language stands in itself; one that no second person has checked says so
 * in the language of the visit (S38).
 */
#include "screen/place.h"

#include <stdio.h>
#include <string.h>

/* On small panels: as many languages at once, or so many a page. */
enum { SMALL_ALL = 6, SMALL_PAGE = 4 };

/* A touch with an icon, a name and a line below it. */
struct choice {
	struct rect at; /* not mirrored yet */
	enum icon icon;
	const char *name, *language, *below;
	struct action action;
};

static const struct language *find_language(const struct view *view, const char *code)
{
	for (int i = 0; code && i < view->hub->language_count; i++)
		if (strcmp(view->hub->languages[i].code, code) == 0)
			return &view->hub->languages[i];
	return NULL;
}

/* The name of a language in itself reads in its own direction. */
static void own_name(const struct view *view, struct draw_list *list, struct rect at, const struct choice *choice)
{
	const struct language *own = find_language(view, choice->language);
	bool rtl = own ? own->rtl : kit_rtl(view);
	bool small = view->frame.form == FORM_SMALL;
	struct paragraph paragraph = {
	    .text = choice->name,
	    .language = own ? own->code : kit_language(view),
	    .rtl = rtl,
	    .box = kit_rect(view, at.x, at.y, at.w, at.h),
	    .face = FACE_BOLD,
	    .ink = view->theme->ink,
	    .align = rtl == kit_rtl(view) ? ALIGN_START : ALIGN_END,
	    .lines_max = 1,
	    .middle = true,
	};
	paragraph.line_px = paragraph.box.h;
	for (int em = small ? 22 : 34; em >= (small ? 20 : 26); em -= 2) {
		paragraph.px = kit_px(view, em);
		if (paragraph_measure(view->measure, &paragraph).fits)
			break;
	}
	paragraph_draw(view->measure, &paragraph, list);
}

static void draw_choice(const struct view *view, struct draw_list *list, const struct choice *choice)
{
	bool small = view->frame.form == FORM_SMALL;
	char label[160];
	snprintf(label, sizeof label, "%s%s%s", choice->name, *choice->below ? ": " : "", choice->below);
	int object = list->object_count, op = list->op_count;
	int drop = kit_card(view, list, kit_mirror(view, choice->at), label, choice->action);
	if (object < list->object_count)
		list->objects[object].role = ROLE_BUTTON;
	if (op < list->op_count && list->ops[op].kind == OP_BOX)
		list->ops[op].box.radius = (int16_t)kit_px(view, small ? 16 : 20);
	int pad = small ? 10 : 20, size = small ? 24 : 40, gap = small ? 6 : 16;
	struct rect at = choice->at;
	at.y += drop;
	if (choice->icon) {
		struct rect icon = place(view, at.x + pad, at.y + (at.h - size) / 2, size, size);
		kit_icon(view, list, (struct mark){icon.x, icon.y, size, choice->icon, 0, false});
	}
	int x = at.x + pad + size + gap, w = at.w - pad - size - gap - (small ? 8 : pad);
	int below = *choice->below ? (small ? 26 : 36) : 0, name = small ? 30 : 46;
	struct words words = {.type = TYPE_SMALL, .em = small ? 20 : 26, .line = below, .lines_max = 1, .ink = view->theme->soft, .quiet = true};
	words.at = place(view, x, 0, w, below);
	struct words trial = {.at = {0, 0, w, 0}, .type = TYPE_SMALL, .em = words.em, .lines_max = 1};
	int one = kit_words_height(view, trial, choice->below);
	trial.lines_max = 2;
	bool wraps = kit_words_height(view, trial, choice->below) > one;
	if (wraps) { /* two lines, closer */
		words.lines_max = 2;
		words.line = small ? (kit_rtl(view) ? 27 : 23) : kit_rtl(view) ? 36 : 30;
		below = words.at.h = 2 * words.line;
		name -= small ? 4 : 6;
	}
	int top = at.y + (at.h - name - below) / 2;
	own_name(view, list, place(view, x, top, w, name), choice);
	words.at.y = top + name;
	kit_words(view, list, words, choice->below);
}

/* Which languages are shown, and in how many columns. */
struct grid {
	struct rect area; /* h: of one box */
	int columns, gap_x, gap_y, first, shown;
};

static void languages(const struct view *view, struct draw_list *list, struct grid grid)
{
	int w = (grid.area.w - grid.gap_x * (grid.columns - 1)) / grid.columns;
	for (int i = 0; i < grid.shown; i++) {
		int n = grid.first + i;
		const struct language *language = &view->hub->languages[n];
		int x = grid.area.x + (w + grid.gap_x) * (i % grid.columns), y = grid.area.y + (grid.area.h + grid.gap_y) * (i / grid.columns);
		draw_choice(view, list,
			    &(struct choice){.at = {x, y, w, grid.area.h},
					     .icon = n == view->session->language ? ICON_CHECK : ICON_NONE,
					     .name = language->name,
					     .language = language->code,
					     .below = language->draft ? kit_word(view, WORD_DRAFT) : "",
					     .action = {VERB_LANGUAGE, (int16_t)n}});
	}
}

/* The knob of a switch, at the end of its box: a picture of "on" and "off". */
static void knob(const struct view *view, struct draw_list *list, struct rect box, bool on)
{
	const struct theme *t = view->theme;
	struct rect track = place(view, box.x + box.w - 28 - 92, box.y + (box.h - 52) / 2, 92, 52);
	struct draw_op *op = draw_add(list, OP_BOX, kit_rect(view, track.x, track.y, track.w, track.h));
	if (op) {
		op->box.fill = on ? t->main : t->oat;
		op->box.outline = on ? t->main : t->bark;
		op->box.outline_px = (int16_t)kit_px(view, t->outline);
		op->box.radius = (int16_t)kit_px(view, 26);
	}
	bool right = on != kit_rtl(view);
	place_box(view, list, (struct rect){track.x + (right ? 48 : 8), track.y + 8, 36, 36}, on ? t->main_ink : t->bark, 18);
}

static void switches(const struct view *view, struct draw_list *list, struct rect first, struct rect second)
{
	const struct session *session = view->session;
	const char *on = kit_word(view, WORD_ON), *off = kit_word(view, WORD_OFF);
	bool knobs = view->frame.form != FORM_SMALL;
	draw_choice(view, list,
		    &(struct choice){first, ICON_CONTRAST, kit_word(view, WORD_CONTRAST), NULL, session->contrast ? on : off, {VERB_CONTRAST, 0}});
	if (knobs)
		knob(view, list, first, session->contrast);
	draw_choice(view, list, &(struct choice){second, ICON_STILL, kit_word(view, WORD_MOTION), NULL, session->still ? on : off, {VERB_MOTION, 0}});
	if (knobs)
		knob(view, list, second, session->still);
}

static void landscape(const struct view *view, struct draw_list *list)
{
	int count = view->hub->language_count;
	bool few = count <= 6;
	kit_scene(view, list, (struct scene){{0, 0, 1920, 420}, PICTURE_BAND_ALLOTMENT, 1920, 420, .turns = true});
	place_night(view, list, 400, 162);
	kit_hub_name(view, list, 64, 40, 0);
	kit_words(view, list, (struct words){.at = place(view, 64, 100, 1060, 84), .type = TYPE_TITLE, .em = 68, .line = 84, .lines_max = 1},
		  kit_word(view, WORD_READING_TITLE));
	int columns = few ? 2 : 3, h = few ? 136 : 112, gap = few ? 24 : 16;
	languages(view, list, (struct grid){{64, few ? 448 : 424, 1184, h}, columns, 24, gap, 0, count});
	int x = 1312, y = few ? 448 : 424;
	switches(view, list, (struct rect){x, y, 544, h}, (struct rect){x, y + h + gap, 544, h});
}

static void portrait(const struct view *view, struct draw_list *list)
{
	int count = view->hub->language_count;
	place_sky(view, list, 0, 60, 0xFFF3F0E0);
	place_cover(view, list, (struct cover){{0, 8, 1080, 582}, PICTURE_BAND_ALLOTMENT, 1920, 420, 100, 0});
	place_night(view, list, 576, 264);
	kit_hub_name(view, list, 64, 44, 0);
	kit_words(view, list, (struct words){.at = place(view, 64, 108, 952, 160), .type = TYPE_TITLE, .em = 64, .line = 80},
		  kit_word(view, WORD_READING_TITLE));
	int columns = count <= 5 ? 1 : 2;
	switches(view, list, (struct rect){64, 632, 952, 124}, (struct rect){64, 780, 952, 124});
	languages(view, list, (struct grid){{64, 952, 952, columns == 1 ? 120 : 100}, columns, 24, columns == 1 ? 18 : 16, 0, count});
}

static void small(const struct view *view, struct draw_list *list)
{
	int count = view->hub->language_count, each = count <= SMALL_ALL ? SMALL_ALL : SMALL_PAGE, pages = (count + each - 1) / each;
	int page = view->session->page < pages ? view->session->page : pages - 1, first = page * each,
	    shown = count - first < each ? count - first : each;
	kit_words(view, list, (struct words){.at = place(view, 16, 10, pages > 1 ? 456 : 768, 40), .type = TYPE_TITLE, .em = 28, .lines_max = 1},
		  kit_word(view, WORD_READING_TITLE));
	struct rect pager = place(view, 480, 2, 304, 80);
	kit_pages(view, list, pager, pages);
	int y = pages > 1 ? 92 : 60;
	languages(view, list, (struct grid){{16, y, 528, 84}, 2, 12, 8, first, shown});
	switches(view, list, (struct rect){568, y, 216, 84}, (struct rect){568, y + 92, 216, 84});
}

void screen_reading(const struct view *view, struct draw_list *list)
{
	switch (view->frame.form) {
	case FORM_PORTRAIT:
		portrait(view, list);
		break;
	case FORM_SMALL:
		small(view, list);
		break;
	default:
		landscape(view, list);
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .strip = true});
}
