#include "screen/flow.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "screen/flow_parts.h"

/* Em of each type in hundredths of the words for reading: at the normal size, at the
 * larger ones, on small panels, where headings cannot stand out by size. */
static const int hundredths[TYPE_COUNT][3] = {
    [TYPE_DISPLAY] = {250, 190, 125}, [TYPE_TITLE] = {200, 150, 112}, [TYPE_QUESTION] = {200, 180, 115}, [TYPE_ANSWER] = {140, 135, 108},
    [TYPE_CARD] = {115, 115, 104},    [TYPE_LEAD] = {113, 108, 100},  [TYPE_BODY] = {100, 100, 100},     [TYPE_SMALL] = {100, 100, 100},
    [TYPE_BUTTON] = {108, 108, 100},  [TYPE_CHIP] = {100, 100, 100},  [TYPE_NUMBER] = {160, 135, 115},   [TYPE_ADDRESS] = {125, 115, 104},
};

enum { READING_EM = 30, READING_EM_SMALL = 24, LARGE_EM = 37, LARGEST_EM = 42 };

/* 508, 402.4 and EN 301 549, 5.1.4: capitals of 4.8 mm, and of 0.7 degrees at 600 mm. */
static const double large_mm = 4.8, largest_radian = 0.7 * 3.14159265358979 / 180;

/* At the reading distance of the settings, 600 mm where they say none or less; for more
 * no larger than the panel has room for, a thirtieth of its shorter side. */
static double largest_mm(const struct view *view)
{
	double most = 0.033 * (view->frame.h < view->frame.w ? view->frame.h : view->frame.w) / view->frame.px_per_mm, least = largest_radian * 600;
	double wanted = largest_radian * view->frame.distance_mm;

	return wanted <= least ? least : wanted < most ? wanted : most > least ? most : least;
}

/* The least em with capitals so high. */
static int em_for_capital(const struct view *view, double mm)
{
	struct run_font font = {.script = SCRIPT_LATIN}, bold = {.face = FACE_BOLD, .script = SCRIPT_LATIN};
	double need = mm * view->frame.px_per_mm;
	int em = (int)ceil(need / 0.75);

	for (int tries = 0; tries < 40; tries++, em++) {
		font.px = bold.px = (int16_t)em;
		if (view->measure->metrics(view->measure->context, font).cap >= need &&
		    view->measure->metrics(view->measure->context, bold).cap >= need)
			break;
	}
	return em;
}

static int greater(int a, int b)
{
	return a > b ? a : b;
}

int flow_base(const struct view *view)
{
	bool small = view->frame.form == FORM_SMALL;

	switch (view->session->size) {
	case TEXT_LARGE:
		return greater(small ? 0 : kit_px(view, LARGE_EM), em_for_capital(view, large_mm));
	case TEXT_LARGEST:
		return greater(small ? 0 : kit_px(view, LARGEST_EM), em_for_capital(view, largest_mm(view)));
	default:
		return kit_px(view, small ? READING_EM_SMALL : READING_EM);
	}
}

bool flow_wanted(const struct view *view)
{
	return view->session->size != TEXT_NORMAL || view->session->lowered;
}

bool flow_drawing(const struct flow *flow)
{
	return flow->list && (flow->all || flow->at == flow->page);
}

struct rect flow_place(const struct flow *flow, struct rect at)
{
	if (kit_rtl(flow->view))
		at.x = flow->view->frame.w - at.x - at.w;
	return at;
}

int flow_em(const struct flow *flow, enum type type)
{
	const struct view *view = flow->view;
	int which = view->frame.form == FORM_SMALL ? 2 : view->session->size == TEXT_NORMAL ? 0 : 1;

	int em = flow->base * hundredths[type][which] / 100;
	bool heading = type == TYPE_DISPLAY || type == TYPE_TITLE || type == TYPE_QUESTION;
	bool high = paragraph_line(kit_language(view), flow_tall(flow), FACE_BOLD, 100) > 200; /* Nastaliq looks larger than it is */

	return heading && high ? em * 3 / 4 : em;
}

/* ---- pages ---- */

static void page_top(struct flow *flow)
{
	flow->x = flow->area.x;
	flow->w = flow->area.w;
	flow->y = flow->area.y;
	flow->y_low = flow->low;
	flow->needed = 0;
	flow->fresh = true;
}

static void note_slack(struct flow *flow)
{
	int end = flow->area.y + flow->area.h, y = greater(greater(flow->y_low, flow->y), flow->needed);

	if (!flow->list && !flow->inside)
		flow->slack[flow->at].room = (int16_t)(end - y + flow->gap);
}

static void turn(struct flow *flow)
{
	if (flow->inside) /* a card does not go on elsewhere */
		return;
	note_slack(flow);
	if (flow->at + 1 < FLOW_PAGES_MAX)
		flow->at++;
	else if (flow->list)
		flow->list->clipped++; /* more than there may be: a defect */
	page_top(flow);
}

void flow_break(struct flow *flow)
{
	if (!flow->fresh)
		turn(flow);
}

static bool is_lowered(const struct flow *flow)
{
	return flow->low > flow->area.y;
}

/* Where words end on a page. */
static int words_end(const struct flow *flow)
{
	return is_lowered(flow) ? flow->low - flow->gap : flow->area.y + flow->area.h;
}

int flow_room(const struct flow *flow)
{
	return words_end(flow) - flow->y;
}

void flow_need(struct flow *flow, int h)
{
	if (!flow->fresh && flow_room(flow) < h)
		turn(flow);
	if (!flow->fresh)
		flow->needed = greater(flow->needed, flow->y + h + flow->gap);
}

static bool has_room(const struct flow *flow, int h, bool low)
{
	int end = low || !is_lowered(flow) ? flow->area.y + flow->area.h : words_end(flow);

	return flow->fresh || h <= end - (low ? flow->y_low : flow->y);
}

void flow_turn_for(struct flow *flow, int h)
{
	if (!has_room(flow, h, is_lowered(flow)))
		turn(flow);
}

int flow_take(struct flow *flow, int h, bool touched)
{
	bool low = touched && is_lowered(flow);

	if (!has_room(flow, h, low))
		turn(flow);
	int *y = low ? &flow->y_low : &flow->y, at = *y, end = flow->area.y + flow->area.h;
	if (low && flow->fresh && at + h > end) { /* higher than the lower half: it ends there, and no words stand beside it */
		at = greater(end - h, flow->area.y);
		flow->y = end + flow->gap;
	}
	*y = at + h + flow->gap;
	flow->fresh = false;
	return at;
}

int flow_take_block(struct flow *flow, int h)
{
	return flow_take(flow, h, false);
}

void flow_panel(const struct flow *flow, struct rect at)
{
	const struct view *view = flow->view;
	struct draw_op *op = flow_drawing(flow) ? draw_add(flow->list, OP_BOX, flow_place(flow, at)) : NULL;

	if (!op)
		return;
	op->box.fill = view->theme->milk;
	op->box.radius = (int16_t)kit_px(view, view->frame.form == FORM_SMALL ? 16 : 28);
	op->box.shadow = view->theme->contrast ? SHADOW_NONE : SHADOW_CARD;
	op->box.shadow_px = (int16_t)(view->frame.scale * 1000);
	op->box.outline = view->theme->contrast ? view->theme->bark : view->theme->hairline;
	op->box.outline_px = (int16_t)kit_px(view, 2);
}

void flow_inside(struct flow *flow, struct rect at, int pad)
{
	flow->x = at.x + pad;
	flow->w = at.w - 2 * pad;
	flow->area = (struct rect){flow->x, at.y + pad, flow->w, at.h - pad};
	flow->low = flow->y = flow->y_low = flow->area.y;
	flow->fresh = true;
	flow->inside = true;
}

void flow_beside(struct flow *flow, int w)
{
	flow->x += w + 2 * flow->gap;
	flow->w -= w + 2 * flow->gap;
}

void flow_fill(struct flow *flow, int h)
{
	flow->y += h + flow->gap;
	flow->y_low = flow->y > flow->y_low ? flow->y : flow->y_low;
	flow->fresh = false;
}

/* ---- running ---- */

static struct flow begin(const struct view *view, struct draw_list *list, struct flow_slack *slack, bool pager)
{
	struct bar_boxes boxes = kit_bar_boxes(view);
	bool small = view->frame.form == FORM_SMALL;
	struct flow flow = {.view = view,
			    .slack = slack,
			    .list = list,
			    .base = flow_base(view),
			    .bar = {.back = true, .second = SECOND_MENU, .reading = true, .strip = true}};
	int bottom = kit_rect(view, 0, boxes.top - (small ? 14 : 28), 0, 0).y;
	int side = kit_px(view, small ? 16 : 64), top = kit_px(view, small ? 12 : 44);

	flow.gap = greater(kit_px(view, small ? 12 : 20), frame_mm(&view->frame, 3));
	flow.area = (struct rect){side, top, view->frame.w - 2 * side, bottom - top};
	int help = small ? flow_help_height(&flow) + flow.gap / 2 : 0;
	flow.area.h -= help;
	/* The lower half is for what is touched. At the largest size half a small panel has no room
	 * for a button, and the whole of it is less than 14 cm high: nothing is lowered there. */
	bool lowered = view->session->lowered && !(small && view->session->size == TEXT_LARGEST);
	if (view->session->lowered)
		flow.area.y += help;
	if (pager && !small)
		flow.area.h -= flow_pager_height(view) + flow.gap;
	flow.low = lowered ? greater(view->frame.h / 2, flow.area.y) : flow.area.y;
	page_top(&flow);
	return flow;
}

void flow_rehearse(const struct view *view, struct draw_list *list, struct flow *flow, struct flow_slack slack[FLOW_PAGES_MAX])
{
	memset(slack, 0, sizeof *slack * FLOW_PAGES_MAX);
	*flow = begin(view, list, slack, true);
	flow->all = true;
}

static int pages_of(const struct flow *flow)
{
	return flow->fresh && flow->at > 0 ? flow->at : flow->at + 1;
}

static int count_pages(const struct view *view, void (*screen)(struct flow *flow), struct flow_slack *slack, bool pager)
{
	struct flow flow = begin(view, NULL, slack, pager);

	memset(slack, 0, sizeof *slack * FLOW_PAGES_MAX);
	screen(&flow);
	note_slack(&flow);
	return pages_of(&flow);
}

void flow_run(const struct view *shown, struct draw_list *list, void (*screen)(struct flow *flow))
{
	struct view flowing = *shown;
	const struct view *view = &flowing;

	flowing.flowing = true;
	struct flow_slack slack[FLOW_PAGES_MAX];
	int pages = count_pages(view, screen, slack, false);
	bool pager = pages > 1;

	if (pager)
		pages = count_pages(view, screen, slack, true);
	struct flow flow = begin(view, list, slack, pager);
	flow.page = view->session->page < pages ? view->session->page : pages - 1;
	screen(&flow);
	if (pages_of(&flow) != pages)
		list->clipped++; /* a page that no button leads to: a defect */
	flow_pager(&flow, pages);
	list->pages = (uint8_t)pages;
	if (!flow.bare && !flow.own_controls)
		kit_bar(view, list, flow.bar);
	if (view->frame.form == FORM_SMALL && !flow.own_controls)
		flow_help(&flow);
}
