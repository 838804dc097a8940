/*
 * The voice of the real screen: a child process (display/voice_child.h) into the sound
 * device (display/voice_sound.h), without ever waiting for either.
 *
 * A text is said as utterances (voice_cut), each by a child of its
 * own, the next begun when the one before has sounded; what is kept of it for that is
 * wiped as the sound is. An utterance that fails ends the whole text.
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
#include "screen/speak.h"

enum { VOICES_MAX = 8 << 10 };

struct voice_espeak {
	struct voice voice;
	const struct speech_settings *settings;
	struct findings *findings;
	struct voice_child child;
	struct sound sound;
	int64_t began_ms;  /* of the utterance that is made */
	int at;            /* how far `text` was said */
	char language[12]; /* of */
	char text[SPEAK_SCREEN_MAX];
	bool told; /* a finding about it: one is enough */
	char voices[VOICES_MAX];
};

/* False with a finding: there is no voice on this machine. `settings` and `findings`
 * are the caller's and stay. */
bool voice_espeak_begin(struct voice_espeak *espeak, const struct speech_settings *settings, struct findings *findings);
void voice_espeak_end(struct voice_espeak *espeak);

#endif
