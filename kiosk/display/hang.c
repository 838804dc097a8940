#include "display/hang.h"

#include <stdio.h>
#include <string.h>

#include "display/tour.h"
#include "screen/reach.h"

struct looking {
	struct kiosk *kiosk;
	struct reach reach;
};

static bool look(void *context, const char *name)
{
	struct looking *looking = context;

	(void)name;
	reach_add(&looking->reach, &looking->kiosk->view.frame, &looking->kiosk->list);
	return true;
}

static struct reach all_screens(struct kiosk *kiosk, bool lowered)
{
	struct looking looking = {kiosk, {0, 0, 0}};
	const struct tour tour = {look, &looking};
	bool before = kiosk->session.lowered;

	kiosk->session.lowered = lowered;
	tour_boxes(kiosk, &tour);
	kiosk->session.lowered = before;
	return looking.reach;
}

static void tell(struct kiosk *kiosk, struct reach reach)
{
	struct spot spot = {"", 0, "floor_mm"};
	int lower = reach.lower_mm, higher = reach.higher_mm;

	if (lower && higher)
		findings_add(&kiosk->findings, SEVERITY_ERROR, "reach", spot,
			     "at no height can all buttons be reached: some are %d mm too high, others %d mm too low; take a smaller screen", lower,
			     higher);
	else
		findings_add(&kiosk->findings, SEVERITY_ERROR, "reach", spot,
			     "%d buttons cannot be reached from a wheelchair; hang the screen %d mm %s, or correct this height", reach.out,
			     lower + higher, lower ? "lower" : "higher");
}

bool hang_is_high(struct kiosk *kiosk)
{
	const struct frame *frame = &kiosk->view.frame;
	double top = frame->floor_mm + frame->h / frame->px_per_mm;

	if (!frame->floor_mm || (frame->floor_mm >= REACH_LOW_MM && top <= REACH_HIGH_MM))
		return false;
	struct reach usual = all_screens(kiosk, false);
	if (!usual.out)
		return false;
	struct reach lowered = all_screens(kiosk, true);
	if (lowered.out)
		tell(kiosk, lowered);
	return usual.lower_mm > 0;
}
