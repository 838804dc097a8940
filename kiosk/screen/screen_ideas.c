/*
 * Small ideas for getting on: panels to read, nothing to touch but the pages.
 * After a concern those about rows are withheld and others stand in their
 * places (S3).
 */
#include "screen/flow.h"
#include "screen/details.h"
#include "screen/place.h"

#include <stdio.h>

struct grid {
	int x, y, w, h, gap_x, gap_y, columns, rows;
};

static struct grid grid_for(const struct view *view)
{
	int top = kit_bar_boxes(view).top;
	switch (view->frame.form) {
	case FORM_PORTRAIT:
		return (struct grid){64, 590, 460, (top - 32 - 590 - 2 * 28) / 3, 32, 28, 2, 3};
	case FORM_SMALL:
		return (struct grid){16, 94, 377, (top - 30 - 94 - 14) / 2, 14, 14, 2, 2};
	default:
		/* A dense panel has a high bar (S22): one row then, rather than two that are too low. */
		if ((top - 28 - 372 - 28) / 2 < 220)
			return (struct grid){64, 372, 576, top - 28 - 372, 32, 28, 3, 1};
		return (struct grid){64, 372, 576, (top - 28 - 372 - 28) / 2, 32, 28, 3, 2};
	}
}

static void draw_idea(const struct view *view, struct draw_list *list, struct rect at, const struct offer *offer)
{
	bool small = view->frame.form == FORM_SMALL, portrait = view->frame.form == FORM_PORTRAIT;
	int pad = small ? 14 : 28, spot = small ? 0 : portrait ? 110 : 120;
	at = kit_mirror(view, at);
	kit_panel(view, list, at, false);
	struct rect picture = {at.x + pad - 6, at.y + pad - 8, spot, spot};
	if (kit_rtl(view))
		picture.x = at.x + at.w - picture.w - pad + 6;
	if (spot)
		kit_spot(view, list, (struct square){picture.x, picture.y, spot, details_spot(offer)});
	bool beside = spot && !view->theme->contrast;
	int title_x = beside && !kit_rtl(view) ? at.x + pad + spot + 8 : at.x + pad;
	int title_w = at.w - 2 * pad - (beside ? spot + 8 : 0);
	int title_h = small ? 26 : spot - 12;
	kit_words(
	    view, list,
	    (struct words){
		.at = {title_x, at.y + pad - 4, title_w, title_h}, .type = TYPE_CARD, .ground = view->theme->milk, .middle = !small, .shrink = true},
	    kit_part(view, offer->id, "name"));
	int y = at.y + pad + title_h + (small ? 0 : 8);
	kit_words(view, list,
		  (struct words){
		      .at = {at.x + pad, y, at.w - 2 * pad, at.y + at.h - y - 12}, .type = TYPE_BODY, .ground = view->theme->milk, .shrink = true},
		  kit_part(view, offer->id, "body"));
}

static void header(const struct view *view, struct draw_list *list)
{
	bool portrait = view->frame.form == FORM_PORTRAIT;
	if (view->frame.form == FORM_SMALL) {
		kit_words(view, list, (struct words){.at = place(view, 16, 24, 470, 40), .type = TYPE_TITLE, .lines_max = 1, .shrink = true},
			  kit_word(view, WORD_HOME_IDEAS));
		return;
	}
	if (portrait) {
		place_sky(view, list, 0, 60, 0xFFD3E4E4);
		place_cover(view, list, (struct cover){{0, 8, 1080, 582}, PICTURE_BAND_GATE, 1920, 420, 100, 0});
		place_night(view, list, 556, 264);
	} else {
		place_cover(view, list, (struct cover){{0, 0, 1920, 400}, PICTURE_BAND_GATE, 1920, 420, 0, 100});
	}
	kit_hub_name(view, list, 64, 40, 0);
	kit_words(view, list,
		  (struct words){.at = place(view, 64, 88, 952, 84), .type = TYPE_TITLE, .em = 64, .line = 80, .lines_max = 1, .shrink = true},
		  kit_word(view, WORD_HOME_IDEAS));
	kit_words(view, list, (struct words){.at = place(view, 64, 172, portrait ? 560 : 900, 48), .type = TYPE_LEAD, .lines_max = 1, .shrink = true},
		  kit_word(view, WORD_IDEAS_LINE));
}

void screen_ideas(const struct view *view, struct draw_list *list)
{
	int16_t numbers[SHOWN_IDEAS_MAX];
	int count = shown_ideas(view->session, view->hub, view->now, numbers, SHOWN_IDEAS_MAX);
	struct grid g = grid_for(view);
	int each = g.columns * g.rows, pages = (count + each - 1) / each;
	bool small = view->frame.form == FORM_SMALL;
	int page = details_page(view, pages, false);
	header(view, list);
	for (int i = 0; i < each && page * each + i < count; i++) {
		struct rect at = {g.x + i % g.columns * (g.w + g.gap_x), g.y + i / g.columns * (g.h + g.gap_y), g.w, g.h};
		draw_idea(view, list, at, &view->hub->offers[numbers[page * each + i]]);
	}
	struct rect pager = small                               ? (struct rect){420, 6, 364, 80}
			    : view->frame.form == FORM_PORTRAIT ? (struct rect){640, 180, 376, 92}
								: (struct rect){1396, 40, 460, 92};
	kit_pages(view, list, kit_mirror(view, pager), pages);
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

void flow_ideas(struct flow *flow)
{
	const struct view *view = flow->view;
	int16_t numbers[SHOWN_IDEAS_MAX];
	int count = shown_ideas(view->session, view->hub, view->now, numbers, SHOWN_IDEAS_MAX);

	flow_title(flow, kit_word(view, WORD_HOME_IDEAS));
	flow_body(flow, kit_word(view, WORD_IDEAS_LINE));
	for (int i = 0; i < count; i++) {
		const char *id = view->hub->offers[numbers[i]].id;
		char text[2 * SAY_MAX];
		snprintf(text, sizeof text, "\x01%s\x01\n%s", kit_part(view, id, "name"), kit_part(view, id, "body"));
		flow_say(flow, (struct flow_words){.type = TYPE_BODY, .well = true}, text);
	}
}
