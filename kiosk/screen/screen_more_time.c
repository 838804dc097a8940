/*
 * Would you like more time? (S24)
 *
 * Covers everything and shows nothing of the visit. One leaf falls each second;
 * a touch anywhere but on Clear extends.
 */
#include "screen/flow.h"
#include "screen/place.h"

#include <stdio.h>

enum { LEAVES = MORE_TIME_MS / 1000 };

struct plan {
	struct rect title, line, button;
	int title_em, line_em, button_em;
	int leaf_x, leaf_y, leaf_step, leaf_w, leaf_h;
};

static const struct plan plans[] = {
    [FORM_LANDSCAPE] = {{96, 150, 760, 220}, {96, 366, 700, 104}, {96, 470, 560, 136}, 80, 36, 46, 100, 661, 28, 14, 38},
    [FORM_PORTRAIT] = {{64, 130, 952, 220}, {64, 346, 952, 96}, {64, 452, 952, 144}, 80, 36, 46, 70, 660, 49, 18, 48},
    [FORM_SMALL] = {{16, 20, 356, 110}, {16, 128, 430, 56}, {16, 184, 400, 92}, 40, 22, 26, 18, 296, 19, 11, 28},
};

static void scene(const struct view *view, struct draw_list *list)
{
	int top = kit_bar_boxes(view).top;
	switch (view->frame.form) {
	case FORM_PORTRAIT:
		place_cover_round(view, list, (struct cover){{64, 796, 952, top - 28 - 796}, PICTURE_KITCHEN, 1920, 936, 95, 100}, 28);
		place_night(view, list, top - 60, 352);
		break;
	case FORM_SMALL:
		place_cover(view, list, (struct cover){{0, 0, 800, top - 8}, PICTURE_KITCHEN, 1920, 936, 50, 100});
		break;
	default:
		place_cover(view, list, (struct cover){{0, 0, 1920, top - 16}, PICTURE_KITCHEN, 1920, 936, 50, 100});
		place_night(view, list, top - 40, 176);
	}
}

static void leaf(const struct view *view, struct draw_list *list, struct rect r, bool fallen)
{
	struct draw_op *op = draw_add(list, OP_LEAF, r);
	bool contrast = view->theme->contrast;

	if (!op)
		return;
	op->disc.fill = contrast ? (fallen ? view->theme->paper : view->theme->main) : fallen ? 0xFFF1D9AE : 0xFF4A8160;
	op->disc.outline = contrast ? view->theme->bark : fallen ? view->theme->bark : view->theme->main_lip;
	op->disc.outline_px = (int16_t)(kit_px(view, 2) > 0 ? kit_px(view, 2) : 1);
}

/* The seconds that are left, as leaves; those behind are pale. */
static void leaves(const struct view *view, struct draw_list *list, const struct plan *plan)
{
	int64_t gone = (view->now_ms - view->session->entered_ms) / 1000;
	for (int i = 0; i < LEAVES; i++) {
		struct rect at = place(view, plan->leaf_x + plan->leaf_step * i, plan->leaf_y, plan->leaf_w, plan->leaf_h);
		leaf(view, list, kit_rect(view, at.x, at.y, at.w, at.h), i < gone);
	}
}

void screen_more_time(const struct view *view, struct draw_list *list)
{
	const struct plan *plan = &plans[view->frame.form];
	struct action extend = {VERB_MORE_TIME, 0};
	place_touch(view, list, kit_word(view, WORD_TIME_YES), extend);
	scene(view, list);
	bool plain = view->theme->contrast || view->frame.form == FORM_PORTRAIT;
	colour ground = plain ? view->theme->paper : 0xFFF7E3C2;
	struct words title = {
	    .at = kit_mirror(view, plan->title), .type = TYPE_DISPLAY, .em = plan->title_em, .line = plan->title_em * 49 / 40, .ground = ground};
	const char *ask = kit_word(view, WORD_TIME_TITLE);
	title.at.y = plan->line.y - plan->title_em / 4 - kit_words_height(view, title, ask); /* it ends above the line */
	kit_words(view, list, title, ask);
	kit_words(view, list,
		  (struct words){
		      .at = kit_mirror(view, plan->line), .type = TYPE_LEAD, .em = plan->line_em, .line = plan->line_em * 4 / 3, .ground = ground},
		  kit_word(view, WORD_TIME_LINE));
	kit_button(view, list,
		   (struct button){.at = kit_mirror(view, plan->button),
				   .look = LOOK_MAIN,
				   .icon = ICON_CLOCK,
				   .type = TYPE_BUTTON,
				   .em = plan->button_em,
				   .label = kit_word(view, WORD_TIME_YES),
				   .action = extend});
	leaves(view, list, plan);
	kit_strip(view, list, kit_bar_boxes(view).strip);
	kit_clear(view, list);
}

/* A row of leaves over the whole width. */
static void flow_leaves(struct flow *flow)
{
	int step = flow->w / LEAVES, h = step < flow->base ? step * 2 : flow->base * 2, y = flow_place_words(flow, h);
	int64_t gone = (flow->view->now_ms - flow->view->session->entered_ms) / 1000;

	for (int i = 0; i < LEAVES && y >= 0; i++)
		leaf(flow->view, flow->list, flow_place(flow, (struct rect){flow->x + i * step, y, h * 3 / 8, h}), i < gone);
}

/* The button stands on the first page, whatever has room beside it. */
void flow_more_time(struct flow *flow)
{
	const struct view *view = flow->view;
	struct action extend = {VERB_MORE_TIME, 0};

	if (flow->list) /* on every page */
		place_touch(view, flow->list, kit_word(view, WORD_TIME_YES), extend);
	flow->bar = (struct bar){.strip = true};
	flow_title(flow, kit_word(view, WORD_TIME_TITLE));
	flow_button(flow, (struct flow_button){.label = kit_word(view, WORD_TIME_YES), .look = LOOK_MAIN, .icon = ICON_CLOCK, .action = extend});
	flow_leaves(flow);
	flow_body(flow, kit_word(view, WORD_TIME_LINE));
}
