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
	int pad = small ? 10 : 28, size = small ? 28 : 44, gap = small ? 6 : 20;
	struct rect at = choice->at;
	at.y += drop;
	if (choice->icon) {
		struct rect icon = place(view, at.x + pad, at.y + (at.h - size) / 2, size, size);
		kit_icon(view, list, icon.x, icon.y, size, choice->icon, 0, false);
	}
	int x = at.x + pad + size + gap, w = at.w - 2 * pad - size - gap;
	int below = *choice->below ? (small ? 26 : 36) : 0, name = small ? 30 : 46;
	struct words words = {.type = TYPE_SMALL, .em = small ? 20 : 26, .line = below, .lines_max = 1, .ink = view->theme->soft, .quiet = true};
	words.at = place(view, x, 0, w, below);
	bool wraps =
	    below && kit_words_height(view, (struct words){.at = {0, 0, w, 0}, .type = TYPE_SMALL, .em = words.em, .line = below, .lines_max = 2},
				      choice->below) > below;
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

static void languages(const struct view *view, struct draw_list *list, struct rect area, int columns)
{
	bool small = view->frame.form == FORM_SMALL;
	int gap = small ? 12 : 24, h = small ? 84 : 112, first = 0, shown = view->hub->language_count;
	if (small) {
		int each = shown <= SMALL_ALL ? SMALL_ALL : SMALL_PAGE, pages = (shown + each - 1) / each;
		int page = view->session->page < pages ? view->session->page : pages - 1;
		first = page * each;
		shown = shown - first < each ? shown - first : each;
		struct rect at = place(view, 480, 2, 304, 80);
		kit_pages(view, list, at, pages);
	}
	int w = (area.w - gap * (columns - 1)) / columns;
	for (int i = 0; i < shown; i++) {
		const struct language *language = &view->hub->languages[first + i];
		bool current = first + i == view->session->language;
		draw_choice(view, list,
			    &(struct choice){.at = {area.x + (w + gap) * (i % columns), area.y + (h + (small ? 8 : 16)) * (i / columns), w, h},
					     .icon = current ? ICON_CHECK : ICON_NONE,
					     .name = language->name,
					     .language = language->code,
					     .below = language->draft ? kit_word(view, WORD_DRAFT) : "",
					     .action = {VERB_LANGUAGE, (int16_t)(first + i)}});
	}
}

static void switches(const struct view *view, struct draw_list *list, struct rect first, struct rect second)
{
	const struct session *session = view->session;
	const char *on = kit_word(view, WORD_ON), *off = kit_word(view, WORD_OFF);
	draw_choice(view, list,
		    &(struct choice){first, ICON_CONTRAST, kit_word(view, WORD_CONTRAST), NULL, session->contrast ? on : off, {VERB_CONTRAST, 0}});
	draw_choice(
	    view, list,
	    &(struct choice){
		second, session->still ? ICON_CHECK : ICON_STILL, kit_word(view, WORD_MOTION), NULL, session->still ? on : off, {VERB_MOTION, 0}});
}

static void landscape(const struct view *view, struct draw_list *list)
{
	kit_scene(view, list, (struct scene){{0, 0, 1920, 420}, PICTURE_BAND_ALLOTMENT, 1920, 420, .turns = true});
	kit_hub_name(view, list, 64, 40, 0);
	kit_words(view, list, (struct words){.at = place(view, 64, 100, 1060, 84), .type = TYPE_TITLE, .em = 68, .line = 84, .lines_max = 1},
		  kit_word(view, WORD_READING_TITLE));
	languages(view, list, (struct rect){64, 424, 1336, 0}, 3);
	switches(view, list, (struct rect){1432, 424, 424, 112}, (struct rect){1432, 552, 424, 112});
}

static void portrait(const struct view *view, struct draw_list *list)
{
	place_sky(view, list, 0, 60, 0xFFD3E4E4);
	place_cover(view, list, (struct cover){{0, 8, 1080, 582}, PICTURE_BAND_ALLOTMENT, 1920, 420, 100, 0});
	kit_hub_name(view, list, 64, 44, 0);
	kit_words(view, list, (struct words){.at = place(view, 64, 108, 952, 160), .type = TYPE_TITLE, .em = 64, .line = 80},
		  kit_word(view, WORD_READING_TITLE));
	switches(view, list, (struct rect){64, 620, 464, 112}, (struct rect){552, 620, 464, 112});
	languages(view, list, (struct rect){64, 784, 952, 0}, 2);
}

static void small(const struct view *view, struct draw_list *list)
{
	kit_words(view, list, (struct words){.at = place(view, 16, 10, 456, 40), .type = TYPE_TITLE, .em = 28, .lines_max = 1},
		  kit_word(view, WORD_READING_TITLE));
	languages(view, list, (struct rect){16, view->hub->language_count > SMALL_ALL ? 92 : 60, 528, 0}, 2);
	switches(view, list, (struct rect){568, 92, 216, 84}, (struct rect){568, 184, 216, 84});
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
