#include "display/headphones.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEVICES_MAX = 64, EVENTS = 16, BYTES = SW_MAX / 8 + 1 };

static bool is_set(const unsigned char *bits)
{
	return bits[SW_HEADPHONE_INSERT / 8] >> (SW_HEADPHONE_INSERT % 8) & 1;
}

static int open_switch(const char *path)
{
	unsigned char can[BYTES] = {0};
	int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (file < 0)
		return -1;
	if (ioctl(file, EVIOCGBIT(EV_SW, sizeof can), can) >= 0 && is_set(can))
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

/* The switch as it is now, which no event tells. */
static bool is_in(int file)
{
	unsigned char now[BYTES] = {0};

	return ioctl(file, EVIOCGSW(sizeof now), now) >= 0 && is_set(now);
}

/* False: the device is gone. */
static bool follow(struct headphones_switch *one)
{
	struct input_event events[EVENTS];
	ssize_t got;

	while ((got = read(one->file, events, sizeof events)) > 0)
		for (size_t i = 0; i < (size_t)got / sizeof *events; i++)
			if (events[i].type == EV_SW && events[i].code == SW_HEADPHONE_INSERT)
				one->in = events[i].value != 0;
	return got < 0 && (errno == EAGAIN || errno == EINTR);
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
	if (one->file < 0) {
		one->file = find(one->device);
		one->in = one->file >= 0 && is_in(one->file);
	} else if (!follow(one)) {
		headphones_end(one);
	}
	if (one->file < 0 && !one->told) {
		findings_add(findings, SEVERITY_ERROR, "S27", (struct spot){"", 0, "headphone_switch"},
			     "no device tells whether headphones are in (%s), so nothing is read aloud",
			     one->device[0] ? one->device : "none under /dev/input has such a switch");
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
