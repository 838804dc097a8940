#include "display/touch.h"

#include "core/session.h"

#include <limits.h>
#include <string.h>

void touch_begin(struct touch *touch)
{
	memset(touch, 0, sizeof *touch);
	touch->object = -1;
	touch->ended_ms = INT64_MIN / 2;
	touch->twice_ms = TOUCH_TWICE_MS;
}

void touch_wipe(struct touch *touch)
{
	int64_t ended_ms = touch->ended_ms;
	int twice_ms = touch->twice_ms;

	explicit_bzero(touch, sizeof *touch); /* S26 */
	touch_begin(touch);
	touch->ended_ms = ended_ms;
	touch->twice_ms = twice_ms;
}

bool touch_cancel(struct touch *touch)
{
	bool held = touch->object >= 0;

	touch->object = -1;
	touch->action = (struct action){0, 0};
	return held;
}

void touch_time(struct touch *touch, int64_t now_ms)
{
	if (touch->moved_ms > now_ms)
		touch->moved_ms = now_ms;
	if (touch->ended_ms > now_ms)
		touch->ended_ms = now_ms;
}

int64_t touch_due(const struct touch *touch)
{
	return touch->down ? touch->moved_ms + TOUCH_HELD_MS : INT64_MAX;
}

static bool near(const struct draw_list *list, int x, int y, const struct touch_event *event)
{
	double slop = TOUCH_SLOP_MM * list->px_per_mm, dx = event->x - x, dy = event->y - y;

	return dx * dx + dy * dy <= slop * slop;
}

static bool on_clear(const struct draw_list *list, const struct touch_event *event)
{
	int object = draw_hit(list, event->x, event->y);

	return object >= 0 && list->objects[object].action.verb == VERB_CLEAR;
}

static void end(struct touch *touch, const struct draw_list *list, const struct touch_event *event, bool acted)
{
	int object = acted ? draw_hit(list, event->x, event->y) : -1;

	touch->ended_acting = acted;
	touch->ended_on = object >= 0 ? list->objects[object].rect : (struct rect){0, 0, 0, 0};
	touch->end_x = event->x;
	touch->end_y = event->y;
	touch->ended_ms = event->ms;
}

static bool same_rect(struct rect a, struct rect b)
{
	return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

/* The second strike of a trembling hand. What the first one did may have brought
 * another control to its place. */
static bool strikes_twice(const struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	int object = draw_hit(list, event->x, event->y);
	int verb = object >= 0 ? list->objects[object].action.verb : VERB_NONE;

	if (!touch->ended_acting || event->ms - touch->ended_ms >= touch->twice_ms || verb == VERB_CLEAR || verb == VERB_KNOCK)
		return false;
	return near(list, touch->end_x, touch->end_y, event) || (object >= 0 && same_rect(list->objects[object].rect, touch->ended_on));
}

/* Just after a touch: it bounces, unless it goes to Clear from elsewhere. */
static bool bounces(const struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	if (event->ms - touch->ended_ms >= TOUCH_BOUNCE_MS)
		return false;
	return !on_clear(list, event) || (touch->ended_acting && near(list, touch->end_x, touch->end_y, event));
}

/* S22: a finger on Clear beside the one that is down. */
static enum touch_result clear_down(struct touch *touch, const struct touch_event *event)
{
	touch->clears[touch->next_clear] = (struct touch_clear){true, event->finger, event->x, event->y};
	touch->next_clear = (touch->next_clear + 1) % TOUCH_CLEARS_MAX;
	return TOUCH_SEEN;
}

static enum touch_result finger_down(struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	if (bounces(touch, list, event) || strikes_twice(touch, list, event))
		return TOUCH_NOTHING;
	if (touch->down && event->finger != touch->finger) /* else its end was lost */
		return on_clear(list, event) ? clear_down(touch, event) : TOUCH_NOTHING;
	touch->down = true;
	touch->finger = event->finger;
	touch->x = touch->rest_x = event->x;
	touch->y = touch->rest_y = event->y;
	touch->moved_ms = event->ms;
	touch->object = draw_hit(list, event->x, event->y);
	if (touch->object < 0)
		return TOUCH_SEEN;
	touch->action = list->objects[touch->object].action;
	return TOUCH_PRESSED;
}

/* Is the held object still that of the touch, with the finger in it and near
 * where it came down? Clear may have got another number by a list that was filled
 * anew in between; it is at the same place always. */
static bool still_on(const struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	if (touch->object < 0)
		return false;
	if (touch->action.verb == VERB_CLEAR)
		return near(list, touch->x, touch->y, event) && on_clear(list, event);
	if (touch->object >= list->object_count)
		return false;
	const struct draw_object *object = &list->objects[touch->object];
	bool same = object->action.verb == touch->action.verb && object->action.value == touch->action.value;

	return same && near(list, touch->x, touch->y, event) && draw_hit(list, event->x, event->y) == touch->object;
}

static enum touch_result let_go(struct touch *touch)
{
	return touch_cancel(touch) ? TOUCH_LET_GO : TOUCH_SEEN;
}

static enum touch_result finger_up(struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	bool acts = still_on(touch, list, event);

	touch->down = false;
	end(touch, list, event, acts);
	if (!acts)
		return let_go(touch);
	touch->object = -1;
	return TOUCH_ACTED;
}

static struct touch_clear *clear_of(struct touch *touch, int64_t finger)
{
	for (int i = 0; i < TOUCH_CLEARS_MAX; i++)
		if (touch->clears[i].down && touch->clears[i].finger == finger)
			return &touch->clears[i];
	return NULL;
}

/* What the first finger holds is let go: it is not on the screen that comes. */
static enum touch_result clear_event(struct touch *touch, const struct draw_list *list, struct touch_clear *clear, const struct touch_event *event)
{
	bool acts = near(list, clear->x, clear->y, event) && on_clear(list, event);

	if (event->kind == TOUCH_MOVE)
		return TOUCH_NOTHING;
	clear->down = false;
	acts = acts && event->kind == TOUCH_UP;
	end(touch, list, event, acts);
	if (!acts)
		return TOUCH_NOTHING;
	touch->object = -1;
	touch->action = (struct action){VERB_CLEAR, 0};
	return TOUCH_ACTED;
}

/* The finger that counts moves, is lifted or is gone. */
static enum touch_result first_event(struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	switch (event->kind) {
	case TOUCH_MOVE:
		if (!near(list, touch->rest_x, touch->rest_y, event)) {
			touch->rest_x = event->x;
			touch->rest_y = event->y;
			touch->moved_ms = event->ms;
		}
		return touch->object >= 0 && !still_on(touch, list, event) ? let_go(touch) : TOUCH_NOTHING;
	case TOUCH_UP:
		return finger_up(touch, list, event);
	default:
		touch->down = false;
		end(touch, list, event, false);
		return let_go(touch);
	}
}

enum touch_result touch_feed(struct touch *touch, const struct draw_list *list, const struct touch_event *event)
{
	touch_time(touch, event->ms);
	struct touch_clear *clear = clear_of(touch, event->finger);
	bool held = touch->object >= 0;

	/* A press and a lift must not be missed because another finger is lost just now. */
	if (touch->down && event->ms >= touch_due(touch)) {
		touch->down = false;
		touch->ended_ms = INT64_MIN / 2;
		touch_cancel(touch);
	}
	enum touch_result result = TOUCH_NOTHING;
	if (event->kind == TOUCH_DOWN)
		result = finger_down(touch, list, event);
	else if (clear)
		result = clear_event(touch, list, clear, event);
	else if (touch->down && event->finger == touch->finger)
		result = first_event(touch, list, event);
	bool springs_back = held && touch->object < 0 && (result == TOUCH_NOTHING || result == TOUCH_SEEN);
	return springs_back ? TOUCH_LET_GO : result;
}
