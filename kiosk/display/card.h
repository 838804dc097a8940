/*
 * Which graphics card has a screen on it.
 *
 * A Raspberry Pi has two or three, their numbers change from start to start, and
 * older SDL may take the wrong one. The answer goes into SDL_KMSDRM_DEVICE_INDEX.
 */
#ifndef DISPLAY_CARD_H
#define DISPLAY_CARD_H

/* The lowest number N of a cardN-* in `folder` ("/sys/class/drm") whose status is
 * "connected", or -1. */
int card_connected(const char *folder);

#endif
