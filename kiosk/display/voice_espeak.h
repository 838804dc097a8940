/*
 * The voice of the real screen: a child process (display/voice_child.h) into the sound
 * device (display/voice_sound.h), without ever waiting for either.
 *
 * Languages are asked for once, when it is begun. A voice that is missing, hangs, dies
 * or answers nonsense is silence and one finding for staff; the screen goes on.
 */
#ifndef DISPLAY_VOICE_ESPEAK_H
#define DISPLAY_VOICE_ESPEAK_H

#include "core/finding.h"
#include "core/settings.h"
#include "display/voice_child.h"
#include "display/voice_sound.h"

enum { VOICES_MAX = 8 << 10 };

struct voice_espeak {
	struct voice voice;
	const struct speech_settings *settings;
	struct findings *findings;
	struct voice_child child;
	struct sound sound;
	int64_t began_ms;
	bool told; /* a finding about it: one is enough */
	char voices[VOICES_MAX];
};

/* False with a finding: there is no voice on this machine. `settings` and `findings`
 * are the caller's and stay. */
bool voice_espeak_begin(struct voice_espeak *espeak, const struct speech_settings *settings, struct findings *findings);
void voice_espeak_end(struct voice_espeak *espeak);

#endif
