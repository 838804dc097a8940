#include "display/headphones.h"

#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEVICES_MAX = 64, SWITCH_BYTES = SW_MAX / 8 + 1, KEY_BYTES = KEY_MAX / 8 + 1, KIND_BYTES = EV_MAX / 8 + 1 };

static bool is_set(const unsigned char *bits, int bit)
{
	return bits[bit / 8] >> (bit % 8) & 1;
}

/* Keys to write with, and those of mice, panels and pads. What a headset's own buttons
 * send (sound/core/jack.c of Linux: BTN_0 to BTN_5, or what a driver says instead, like
 * KEY_PLAYPAUSE, KEY_VOICECOMMAND, KEY_VOLUMEUP, KEY_MEDIA) is not among them. */
static bool writes(const unsigned char *keys)
{
	for (int key = KEY_ESC; key < KEY_OK; key++) {
		bool loud = key == KEY_MUTE || key == KEY_VOLUMEDOWN || key == KEY_VOLUMEUP;
		if (is_set(keys, key) && !loud && (key <= KEY_COMPOSE || key >= BTN_MOUSE))
			return true;
	}
	return false;
}

/* Has it such a switch, and neither keys to write with nor places? */
static bool is_jack(int file)
{
	unsigned char kinds[KIND_BYTES] = {0}, can[SWITCH_BYTES] = {0}, keys[KEY_BYTES] = {0};

	if (ioctl(file, EVIOCGBIT(0, sizeof kinds), kinds) < 0 || ioctl(file, EVIOCGBIT(EV_SW, sizeof can), can) < 0 ||
	    ioctl(file, EVIOCGBIT(EV_KEY, sizeof keys), keys) < 0)
		return false;
	return is_set(can, SW_HEADPHONE_INSERT) && !is_set(kinds, EV_ABS) && !is_set(kinds, EV_REL) && !writes(keys);
}

static int open_switch(const char *path)
{
	int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (file < 0 || is_jack(file))
		return file;
	close(file);
	return -1;
}

static int find(const char *device)
{
	char path[64];

	if (device[0])
		return open_switch(device);
	for (int i = 0; i < DEVICES_MAX; i++) {
		snprintf(path, sizeof path, "/dev/input/event%d", i);
		int file = open_switch(path);
		if (file >= 0)
			return file;
	}
	return -1;
}

/* The switch as it is now. False: the device is gone. */
static bool look(struct headphones_switch *one)
{
	unsigned char now[SWITCH_BYTES] = {0};

	if (ioctl(one->file, EVIOCGSW(sizeof now), now) < 0)
		return false;
	one->in = is_set(now, SW_HEADPHONE_INSERT);
	return true;
}

void headphones_begin(struct headphones_switch *one, const char *device)
{
	*one = (struct headphones_switch){.device = device, .file = -1};
}

bool headphones_step(struct headphones_switch *one, int64_t now_ms, struct findings *findings)
{
	bool before = one->in;

	if (now_ms < one->due_ms && one->due_ms - now_ms <= HEADPHONES_FIND_MS)
		return false;
	if (one->file < 0)
		one->file = find(one->device);
	if (one->file >= 0 && !look(one))
		headphones_end(one);
	if (one->file < 0 && !one->told) {
		findings_add(findings, SEVERITY_ERROR, "S27", (struct spot){"", 0, "headphone_switch"},
			     "no device tells whether headphones are in (%s), so nothing is read aloud",
			     one->device[0] ? one->device : "none under /dev/input that is no keyboard or panel has such a switch");
		one->told = true;
	}
	one->due_ms = now_ms + (one->file < 0 ? HEADPHONES_FIND_MS : HEADPHONES_LOOK_MS);
	return one->in != before;
}

void headphones_end(struct headphones_switch *one)
{
	if (one->file >= 0)
		close(one->file);
	one->file = -1;
	one->in = false;
}
