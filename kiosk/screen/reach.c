#include "screen/reach.h"

#include <math.h>

int reach_lower_mm(const struct frame *frame, struct rect r)
{
	if (!frame->floor_mm)
		return 0;
	double top = frame->floor_mm + (frame->h - r.y) / frame->px_per_mm, bottom = top - r.h / frame->px_per_mm;
	double part = fmin((top - bottom) / 2, REACH_PART_MM);
	double above = bottom + part - REACH_HIGH_MM, below = REACH_LOW_MM - (top - part);

	return above > 0 ? (int)ceil(above) : below > 0 ? -(int)ceil(below) : 0;
}

void reach_add(struct reach *reach, const struct frame *frame, const struct draw_list *list)
{
	for (int i = 0; i < list->object_count; i++) {
		const struct draw_object *object = &list->objects[i];
		int lower = object->action.verb && object->action.verb != VERB_KNOCK ? reach_lower_mm(frame, object->rect) : 0;
		reach->out += lower != 0;
		if (lower > reach->lower_mm)
			reach->lower_mm = lower;
		if (-lower > reach->higher_mm)
			reach->higher_mm = -lower;
	}
}
