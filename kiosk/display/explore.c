#include "display/explore.h"

#include <string.h>

#include "screen/speak.h"

void explore_begin(struct explore *explore)
{
	explicit_bzero(explore, sizeof *explore);
	explore->under = explore->object = -1;
	explore->lifted_ms = INT64_MIN / 2;
}

void explore_screen(struct explore *explore)
{
	explore->under = explore->object = -1;
	explore->action = (struct action){0, 0};
	explore->tapped = explore->second = false;
}

static enum explore_result enter(struct explore *explore, const struct draw_list *list, const struct touch_event *event)
{
	int object = speak_at(list, event->x, event->y);
	bool same = object == explore->under;

	explore->under = object;
	if (object < 0 || same)
		return EXPLORE_NOTHING;
	explore->object = object;
	explore->action = list->objects[object].action;
	return EXPLORE_ENTERED;
}

static enum explore_result finger_down(struct explore *explore, const struct draw_list *list, const struct touch_event *event)
{
	int64_t since = event->ms - explore->lifted_ms;
	bool lost = explore->down && (event->finger == explore->finger || event->ms - explore->down_ms >= TOUCH_HELD_MS);

	if ((explore->down && !lost) || (since >= 0 && since < TOUCH_BOUNCE_MS))
		return EXPLORE_NOTHING;
	explore->down = true;
	explore->finger = event->finger;
	explore->x = event->x;
	explore->y = event->y;
	explore->down_ms = event->ms;
	explore->slid = false;
	explore->second = explore->tapped && since >= 0 && since <= EXPLORE_TWICE_MS && explore->object >= 0;
	if (explore->second)
		return EXPLORE_NOTHING;
	explore->under = -1;
	return enter(explore, list, event) == EXPLORE_ENTERED ? EXPLORE_ENTERED : EXPLORE_SILENT;
}

static bool slid(const struct explore *explore, const struct draw_list *list, const struct touch_event *event)
{
	double slop = TOUCH_SLOP_MM * list->px_per_mm, dx = event->x - explore->x, dy = event->y - explore->y;

	return dx * dx + dy * dy > slop * slop;
}

static enum explore_result finger_moves(struct explore *explore, const struct draw_list *list, const struct touch_event *event)
{
	explore->slid = explore->slid || slid(explore, list, event);
	if (explore->second && !explore->slid)
		return EXPLORE_NOTHING;
	explore->second = false;
	return enter(explore, list, event);
}

static bool stands(const struct explore *explore, const struct draw_list *list)
{
	if (explore->object < 0 || explore->object >= list->object_count)
		return false;
	struct action now = list->objects[explore->object].action;
	return now.verb == explore->action.verb && now.value == explore->action.value;
}

static enum explore_result finger_up(struct explore *explore, const struct draw_list *list, const struct touch_event *event)
{
	explore->slid = explore->slid || slid(explore, list, event);
	bool chosen = explore->second && !explore->slid && stands(explore, list);

	explore->down = explore->second = false;
	explore->tapped = !explore->slid && !chosen;
	explore->lifted_ms = event->ms;
	return chosen ? EXPLORE_CHOSEN : EXPLORE_NOTHING;
}

enum explore_result explore_feed(struct explore *explore, const struct draw_list *list, const struct touch_event *event)
{
	if (explore->lifted_ms > event->ms) /* the clock ran back */
		explore->lifted_ms = event->ms - TOUCH_BOUNCE_MS;
	if (event->kind == TOUCH_DOWN)
		return finger_down(explore, list, event);
	if (!explore->down || event->finger != explore->finger)
		return EXPLORE_NOTHING;
	if (event->kind == TOUCH_MOVE)
		return finger_moves(explore, list, event);
	if (event->kind == TOUCH_UP)
		return finger_up(explore, list, event);
	explore->down = explore->second = explore->tapped = false;
	return EXPLORE_NOTHING;
}
