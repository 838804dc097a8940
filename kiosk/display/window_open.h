/*
 * Opening the window, for window.c alone.
 */
#ifndef DISPLAY_WINDOW_OPEN_H
#define DISPLAY_WINDOW_OPEN_H

#include <SDL2/SDL.h>

#include "display/window.h"

/* Starts SDL's video with what a kiosk needs and makes the window. NULL with a
 * fault; SDL is then ended again. Also NULL when SDL would draw where nobody
 * sees it. */
SDL_Window *window_open(const struct window_wish *wish, struct fault *fault);

/* Does waiting for an event sleep with this driver? */
bool window_blocks(void);

/* Signals TERM, INT and HUP become SDL_QUIT, from a thread of their own: SDL does
 * not return from its wait for a signal. Call before SDL starts. */
bool window_signals(void);

#endif
