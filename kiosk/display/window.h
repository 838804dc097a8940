/*
 * The kiosk on glass: one window, one finger, asleep when nothing changes.
 *
 * The picture is painted in memory and copied to the window's own surface, only
 * the rows that changed. Touches count on the screen that is coming while it
 * still fades in. With X11 and Wayland the program blocks until something
 * happens; other drivers cannot block and are asked every 16 ms.
 */
#ifndef DISPLAY_WINDOW_H
#define DISPLAY_WINDOW_H

#include "display/kiosk.h"

struct window_wish {
	bool fullscreen;
	int w, h;       /* pixels of the picture in a window; 0: what fits the desktop */
	int rotate;     /* degrees that the picture is turned clockwise (display/turn.h) */
	bool fixed_now; /* the wall clock was set by hand and runs on from there */
};

/* Opens the window and runs until it is told to end. False with a fault when
 * there is no display or it was lost: the caller ends with status 3. */
bool window_run(struct kiosk *kiosk, const struct window_wish *wish, struct fault *fault);

#endif
