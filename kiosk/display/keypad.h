/*
 * From keys to what they do.
 *
 * A keypad for people who do not see the screen is a USB keyboard: its keys, and its
 * socket for headphones, send codes. They are told by place (scancode), not by letter,
 * so that no layout of the system changes them; SDL's scancodes are the usages of USB
 * HID. The table starts with arrows, Tab, Return, Space, Backspace, the number pad, and
 * the default tables of Storm AudioNav and EZ-Access as far as they are known (only F23
 * "<<" is from the maker's manual, 1400 series, page 28; the others are to be tried on
 * the device). Lines `key = NAME DUTY` of kiosk.conf replace and add.
 *
 * A key that is held down counts once (EN 301 549, 5.7). The same key again within
 * `key_wait` does not count (5.8); that is 0 unless the settings say otherwise, because
 * arrows are pressed fast.
 */
#ifndef DISPLAY_KEYPAD_H
#define DISPLAY_KEYPAD_H

#include "core/settings.h"

enum { KEYPAD_CODES = 512 }; /* SDL_NUM_SCANCODES */

struct keypad {
	uint8_t keys[KEYPAD_CODES]; /* enum kiosk_key by scancode */
	int wait_ms;
	int last;        /* the scancode that counted last, */
	int64_t last_ms; /* and when */
};

/* The table of the settings. A name that SDL does not know is a finding that names the
 * nearest; the other lines count. */
void keypad_open(struct keypad *keypad, const struct speech_settings *settings, struct findings *findings);

/* What the key does now; KEY_NONE for keys without a duty and for those that come
 * too soon. */
enum kiosk_key keypad_press(struct keypad *keypad, int scancode, int64_t now_ms);

/* What it does, whenever. */
enum kiosk_key keypad_duty(const struct keypad *keypad, int scancode);

/* What a name does: a duty ("next"), else a key by its name in the table ("F23",
 * "Return"; also "Enter" and "Back"). Capitals do not matter. KEY_NONE for others. */
enum kiosk_key keypad_named(const struct keypad *keypad, const char *name);

#endif
