/*
 * The table of screens: one row a screen.
 */
#include "screen/view.h"

#include <string.h>

struct row {
	const char *name;
	bool sensitive; /* S24: the short time-out */
	void (*fill)(const struct view *, struct draw_list *);
};

static const struct row rows[] = {
    [SCREEN_ATTRACT] = {"attract", false, screen_attract},
    [SCREEN_HOME] = {"home", false, screen_home},
    [SCREEN_WHO] = {"who", true, screen_who},
    [SCREEN_QUESTION] = {"question", true, screen_question},
    [SCREEN_RESULT] = {"result", true, screen_result},
    [SCREEN_OFFER] = {"offer", true, screen_offer},
    [SCREEN_CODE] = {"code", true, screen_code},
    [SCREEN_BROWSE] = {"browse", false, screen_browse},
    [SCREEN_LINES] = {"lines", true, screen_lines},
    [SCREEN_IDEAS] = {"ideas", false, screen_ideas},
    [SCREEN_TEAM] = {"team", false, screen_team},
    [SCREEN_WEEK] = {"week", false, screen_week},
    [SCREEN_CHILDREN] = {"children", true, screen_children},
    [SCREEN_MORE_TIME] = {"more-time", true, screen_more_time},
    [SCREEN_STAFF] = {"staff", false, screen_staff},
    [SCREEN_READING] = {"reading", false, screen_reading},
};
_Static_assert(sizeof rows / sizeof *rows == SCREEN_COUNT, "one row a screen");

const char *screen_name(int screen)
{
	return screen >= 0 && screen < SCREEN_COUNT ? rows[screen].name : "";
}

int screen_value(const char *name)
{
	for (int i = 0; i < SCREEN_COUNT; i++)
		if (strcmp(rows[i].name, name) == 0)
			return i;
	return -1;
}

bool screen_is_sensitive(int screen)
{
	return screen >= 0 && screen < SCREEN_COUNT && rows[screen].sensitive;
}

/* Where keys stand: a ring of 1 mm around the control, outside its edge. */
static void ring(const struct view *view, struct draw_list *list)
{
	for (int i = 0; view->focus > 0 && i < list->object_count; i++) {
		struct rect r = list->objects[i].rect;
		int wide = frame_mm(&view->frame, 1);
		if (list->objects[i].focus != view->focus)
			continue;
		struct draw_op *op = draw_add(list, OP_BOX, (struct rect){r.x - wide, r.y - wide, r.w + 2 * wide, r.h + 2 * wide});
		if (op)
			op->box =
			    (struct op_box){.outline = view->theme->ink, .outline_px = (int16_t)wide, .radius = (int16_t)(24 * view->frame.scale)};
	}
}

void view_fill(const struct view *view, struct draw_list *list)
{
	int screen = view->session->screen < SCREEN_COUNT ? view->session->screen : SCREEN_WEEK;
	draw_begin(list, (struct panel){view->frame.w, view->frame.h, view->frame.px_per_mm}, view->theme->paper, rows[screen].name);
	rows[screen].fill(view, list);
	ring(view, list);
}
