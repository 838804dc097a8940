/*
 * The table of screens: how each is filled. Names and moves are in core/action.c.
 */
#include "screen/flow.h"

/* How a screen is filled: in the boxes of its master, and as blocks one under
 * another (screen/flow.h). */
static const struct {
	void (*fill)(const struct view *, struct draw_list *);
	void (*flow)(struct flow *);
} screens[] = {
    [SCREEN_ATTRACT] = {screen_attract, flow_attract},
    [SCREEN_HOME] = {screen_home, flow_home},
    [SCREEN_WHO] = {screen_who, flow_who},
    [SCREEN_QUESTION] = {screen_question, flow_question},
    [SCREEN_RESULT] = {screen_result, flow_result},
    [SCREEN_OFFER] = {screen_offer, flow_offer},
    [SCREEN_CODE] = {screen_code, flow_code},
    [SCREEN_BROWSE] = {screen_browse, flow_browse},
    [SCREEN_LINES] = {screen_lines, flow_lines},
    [SCREEN_IDEAS] = {screen_ideas, flow_ideas},
    [SCREEN_TEAM] = {screen_team, flow_team},
    [SCREEN_WEEK] = {screen_week, flow_week},
    [SCREEN_CHILDREN] = {screen_children, flow_children},
    [SCREEN_MORE_TIME] = {screen_more_time, flow_more_time},
    [SCREEN_STAFF] = {screen_staff, flow_staff},
    [SCREEN_READING] = {screen_reading, flow_reading},
    [SCREEN_ABOUT] = {screen_about, flow_about},
};
_Static_assert(sizeof screens / sizeof *screens == SCREEN_COUNT, "one row a screen");

static void one_ring(const struct view *view, struct draw_list *list, struct rect r, colour ink)
{
	struct draw_op *op = draw_add(list, OP_BOX, r);

	if (op)
		op->box =
		    (struct op_box){.outline = ink, .outline_px = (int16_t)frame_mm(&view->frame, 1), .radius = (int16_t)(24 * view->frame.scale)};
}

/* The control and its lip with `out` pixels around; at the edge of the panel, less. */
static struct rect around(const struct view *view, struct rect r, int out)
{
	const struct frame *frame = &view->frame;
	int left = r.x > out ? r.x - out : 0, top = r.y > out ? r.y - out : 0;
	int right = r.x + r.w + out, bottom = r.y + r.h + (int)(view->theme->lip * frame->scale + 0.5) + out;

	right = right < frame->w ? right : frame->w;
	bottom = bottom < frame->h ? bottom : frame->h;
	return (struct rect){left, top, right - left, bottom - top};
}

/* Where keys stand, or what is being read: two rings of 1 mm around the control, outside its edge, light and
 * dark, so that one stands out 3:1 from any picture (WCAG 2.2, 2.4.13). */
static void ring(const struct view *view, struct draw_list *list)
{
	for (int i = 0; (view->focus > 0 || view->heard > 0) && i < list->object_count; i++) {
		if (view->heard ? i + 1 != view->heard : list->objects[i].focus != view->focus)
			continue;
		int wide = frame_mm(&view->frame, 1);
		struct rect r = around(view, list->objects[i].rect, 2 * wide);
		one_ring(view, list, r, view->theme->paper);
		one_ring(view, list, (struct rect){r.x + wide, r.y + wide, r.w - 2 * wide, r.h - 2 * wide}, view->theme->ink);
	}
}

void view_fill(const struct view *view, struct draw_list *list)
{
	int screen = view->session->screen < SCREEN_COUNT ? view->session->screen : SCREEN_WEEK;
	draw_begin(list, (struct panel){view->frame.w, view->frame.h, view->frame.px_per_mm}, view->theme->paper, screen_name(screen));
	if (flow_wanted(view))
		flow_run(view, list, screens[screen].flow);
	else
		screens[screen].fill(view, list);
	/* Texts that have outgrown their box turn the screen into a flow, which cuts nothing;
	 * not where that would tell one answer from another (S17), or comes and goes by itself. */
	bool fixed = screen == SCREEN_RESULT || screen == SCREEN_QUESTION || screen == SCREEN_ATTRACT || screen == SCREEN_MORE_TIME;
	if (list->clipped && !fixed && !flow_wanted(view)) {
		draw_begin(list, (struct panel){view->frame.w, view->frame.h, view->frame.px_per_mm}, view->theme->paper, screen_name(screen));
		flow_run(view, list, screens[screen].flow);
	}
	ring(view, list);
}
