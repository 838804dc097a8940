/*
 * A voice that says nothing and remembers what it would have said: for scripts and
 * tests. It has a voice for every language but those named, takes a fixed time for
 * each byte, and keeps its time by the clock it is given.
 */
#ifndef DISPLAY_VOICE_FAKE_H
#define DISPLAY_VOICE_FAKE_H

#include "display/voice.h"
#include "screen/speak.h"

enum { FAKE_BYTE_MS = 60 }; /* about as fast as people read aloud */

struct voice_fake {
	struct voice voice;
	const char *mute; /* a language without a voice, NULL none */
	bool gone;        /* what sounds was pulled out: it does not open */
	bool open, speaking, paused;
	int volume;
	int count; /* utterances so far */
	int64_t end_ms, left_ms;
	char language[12];
	char text[SPEAK_SCREEN_MAX]; /* the last */
};

void voice_fake_begin(struct voice_fake *fake);

#endif
