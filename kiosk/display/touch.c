#include "display/touch.h"

#include <limits.h>

void touch_begin(struct touch *touch)
{
	*touch = (struct touch){.object = -1, .ended_ms = INT64_MIN / 2};
}

bool touch_cancel(struct touch *touch)
{
	bool held = touch->object >= 0;

	touch->object = -1;
	touch->action = (struct action){0, 0};
	return held;
}

int64_t touch_due(const struct touch *touch)
{
	return touch->down ? touch->moved_ms + TOUCH_HELD_MS : INT64_MAX;
}

static enum touch_result finger_down(struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	if (touch->down || event->ms - touch->ended_ms < TOUCH_BOUNCE_MS)
		return TOUCH_NOTHING;
	touch->down = true;
	touch->finger = event->finger;
	touch->x = event->x;
	touch->y = event->y;
	touch->moved_ms = event->ms;
	touch->object = draw_hit(list, event->x, event->y);
	if (touch->object < 0)
		return TOUCH_SEEN;
	touch->action = list->objects[touch->object].action;
	return TOUCH_PRESSED;
}

/* Is the held object still that of the touch, with the finger in it and near
 * where it came down? */
static bool still_on(const struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	if (touch->object < 0 || touch->object >= list->object_count)
		return false;
	const struct draw_object *object = &list->objects[touch->object];
	double slop = TOUCH_SLOP_MM * list->px_per_mm, dx = event->x - touch->x, dy = event->y - touch->y;
	bool same = object->action.verb == touch->action.verb && object->action.value == touch->action.value;

	return same && dx * dx + dy * dy <= slop * slop && draw_hit(list, event->x, event->y) == touch->object;
}

static enum touch_result let_go(struct touch *touch)
{
	return touch_cancel(touch) ? TOUCH_LET_GO : TOUCH_SEEN;
}

static enum touch_result finger_up(struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	bool acts = still_on(touch, list, event);

	touch->down = false;
	touch->ended_ms = event->ms;
	if (!acts)
		return let_go(touch);
	touch->object = -1;
	return TOUCH_ACTED;
}

enum touch_result touch_feed(struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	if (touch->down && event->ms >= touch_due(touch)) {
		touch->down = false;
		touch->ended_ms = INT64_MIN / 2;
		if (touch_cancel(touch))
			return TOUCH_LET_GO;
	}
	if (event->kind == TOUCH_DOWN)
		return finger_down(touch, list, event);
	if (!touch->down || event->finger != touch->finger)
		return TOUCH_NOTHING;
	touch->moved_ms = event->ms;
	switch (event->kind) {
	case TOUCH_MOVE:
		return touch->object >= 0 && !still_on(touch, list, event) ? let_go(touch) : TOUCH_NOTHING;
	case TOUCH_UP:
		return finger_up(touch, list, event);
	default:
		touch->down = false;
		touch->ended_ms = event->ms;
		return let_go(touch);
	}
}
