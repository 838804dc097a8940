/*
 * Every screen, one after the other, without a finger.
 *
 * tour_open jumps to a screen by filling the session, for scripts and tests;
 * tour_all walks through all that a hub can show in the present language and
 * theme. Pictures for managers, the cache of pictures and the test that every
 * text fits come from the same walk.
 */
#ifndef DISPLAY_TOUR_H
#define DISPLAY_TOUR_H

#include "display/kiosk.h"

/* Shows the screen named. `which`: a question's number from 1, the id of an offer
 * ("code samaritans"), a page from 1, a message from 1 ("attract 2"), the place
 * of a card ("code card-2"), "concern" or "own" for a result, "filler-3" for a
 * question with somebody beside the visitor; "" for the first. False with a
 * fault when there is no such thing; the session is then unchanged. */
bool tour_open(struct kiosk *kiosk, const char *screen, const char *which, struct fault *fault);

/* Called for each page of each stop with the list filled; `name` is "question-3",
 * "browse-2" for the second page of a list and "question-3-p2" for that of another screen
 * or of large words. False ends the tour. */
struct tour {
	bool (*visit)(void *context, const char *name);
	void *context;
};

/* `full` also shows every message and every offer with its code. The session is
 * as before afterwards. False when it was ended. */
bool tour_all(struct kiosk *kiosk, bool full, const struct tour *tour);

/* Renders all pictures and icons that any screen of the panel needs into the cache, or maps them from
 * it. No text is measured. `keep_on`, where not NULL, is asked before each screen and
 * ends the walk with false. */
void tour_pictures(struct kiosk *kiosk, bool (*keep_on)(void));

/* tour_all with guessed widths of letters: boxes are where they will be, and no text is
 * measured. */
bool tour_boxes(struct kiosk *kiosk, const struct tour *tour);

#endif
