/*
 * kiosk.conf: `key = value`, one a line, `#` begins a comment.
 *
 * One table of keys reads the file, checks it, and prints the help. An unknown
 * key is a fault that names the nearest known one; a bad value leaves that key
 * at its default. Programs say what was wrong and go on (S10).
 */
#ifndef CORE_SETTINGS_H
#define CORE_SETTINGS_H

#include <stdint.h>

#include "core/finding.h"
#include "core/load.h"

/* What a key of a keypad or a keyboard does (display/keypad.h). */
enum kiosk_key {
	KEY_NONE,
	KEY_NEXT,
	KEY_BEFORE,
	KEY_ACT,
	KEY_BACK,
	KEY_CLEAR,
	KEY_HELP,   /* says what the keys do */
	KEY_REPEAT, /* says the last again */
	KEY_PAUSE,  /* and goes on */
	KEY_LOUDER,
	KEY_QUIETER,
	KEY_JACK_IN,  /* headphones are in */
	KEY_JACK_OUT, /* and out */
	KEY_LISTEN,   /* held for a second: listening begins or ends */
	KEY_SWITCH,   /* the one switch of scanning (display/scan.h) */
	KEY_COUNT
};

/* "next", "jack-in" ...; and back, -1. "up" is before, "down" is next. */
const char *key_name(int key);
int key_value(const char *name);

/* How the screen knows that headphones are in (S27). */
enum headphones {
	HEADPHONES_KEYPAD, /* a keypad sends a key when they go in and out */
	HEADPHONES_SWITCH, /* the system has a switch for them */
	HEADPHONES_HELD,   /* what sounds goes to headphones by build: a key is held to begin */
	HEADPHONES_COUNT
};

struct key_setting {
	char name[24]; /* as SDL calls its scancodes: "F23", "Keypad 5" */
	uint8_t key;   /* enum kiosk_key */
	int line;      /* of the file */
};

enum { KEYS_MAX = 48 };

/* Reading aloud (display/speech.h) and keys. */
struct speech_settings {
	bool on;                    /* `speech = on` */
	enum headphones headphones; /* `headphones = keypad` */
	char switch_device[64];     /* `headphone_switch = /dev/input/event3`; "": the first that has one */
	char audio[128];            /* `audio = name` of SDL's; "": only with HEADPHONES_HELD, the system's choice */
	char voice[FAULT_FILE_MAX]; /* `voice = /usr/bin/espeak-ng` */
	int voice_rate;             /* `voice_rate = 160` words a minute */
	int key_wait_ms;            /* `key_wait = 0`: the same key again sooner does not count */
	int scan_ms;                /* `scan = 2000`: how long the ring stays on each control */
	int key_count;              /* `key = F23 back`, may come several times */
	struct key_setting keys[KEYS_MAX];
};

struct settings {
	struct pack_set packs;              /* `pack = folder`, may come several times */
	int width_px, height_px;            /* `size = 1920x1080`; 0: that of the screen */
	int width_mm, height_mm;            /* `panel_mm = 476x268`; 0: a 21.5" panel of that shape */
	int floor_mm;                       /* `floor_mm = 760`: the lower edge of the picture above the floor; 0: not said */
	int distance_mm;                    /* `distance_mm = 600`: from the eye to the glass */
	int rotate;                         /* `rotate = 90`: degrees that the picture is turned clockwise: 0, 90, 180, 270 */
	char assets[FAULT_FILE_MAX];        /* `assets = folder` of scenes and icons; "": the program looks for them */
	char fonts[FAULT_FILE_MAX];         /* `fonts = folder`, default Debian's Noto */
	char cache[FAULT_FILE_MAX];         /* `cache = folder` for rendered pictures; "": the program's own choice */
	char counts[FAULT_FILE_MAX];        /* `counts = folder` for totals (core/counts.h); "": the program's own choice */
	char outbox[FAULT_FILE_MAX];        /* `outbox = folder` of what is reported (core/outbox.h); "": outbox/ in that of the counts */
	char content[FAULT_FILE_MAX];       /* `content = folder` of content that travels (core/content.h); "": none */
	char content_state[FAULT_FILE_MAX]; /* `content_state = folder` for what became of it; "": that of the counts */
	bool fullscreen;                    /* `fullscreen = yes` */
	bool contrast;                      /* `theme = contrast` */
	bool still;                         /* `motion = off` */
	struct speech_settings speech;
};

enum { SETTINGS_FILE_MAX = 64 << 10 };

/* How far a standing or sitting reader's eye is from the glass where nobody said:
 * an arm's length (EN 301 549, 5.1.4 asks for the distance to be stated). */
enum { DISTANCE_MM = 600 };

/* No packs, the size of the screen, Debian's fonts, DISTANCE_MM, everything else off.
 * Width and height, in pixels and millimetres, are those of the picture as people see
 * it, also where it is turned. */
void settings_defaults(struct settings *settings);

/* Reads `path` over the defaults. Relative folders are taken from the folder of
 * the file; the file has at most SETTINGS_FILE_MAX bytes. False only when the
 * file cannot be read at all: `settings` is then untouched, and the finding says
 * why. Bad lines are findings of severity error and change nothing. */
bool settings_read(const char *path, struct settings *settings, struct findings *findings);

/* One key for the help of a program: its name, how its value looks, what it does. */
struct settings_help {
	const char *key;
	const char *value;
	const char *help;
};

/* Key number `number` from 0; false after the last. */
bool settings_help(int number, struct settings_help *help);

#endif
