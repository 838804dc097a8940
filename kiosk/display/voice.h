/*
 * Something that says one text at a time.
 *
 * A table of functions, so that display/speech.h need not know what speaks: espeak-ng
 * and the sound card (display/voice_espeak.h), a record of what would be said
 * (display/voice_fake.h), or a file of sound (display/voice_file.h).
 */
#ifndef DISPLAY_VOICE_H
#define DISPLAY_VOICE_H

#include <stdbool.h>
#include <stdint.h>

enum { VOICE_HZ = 22050 }; /* of every voice of espeak-ng: 16 bits, one channel */

struct voice {
	void *context;
	/* Is there a voice for this language ("cy")? */
	bool (*speaks)(void *context, const char *language);
	/* Somebody begins, or ends, to listen: opens or closes what sounds. Closing leaves
	 * nothing of what was said (S26). False: nothing can sound now. */
	bool (*open)(void *context, bool on);
	/* Begins to say `text`; what was being said stops at once. */
	void (*say)(void *context, const char *language, const char *text, int64_t now_ms);
	/* Silent at once, and nothing of the text or its sound is left in memory. */
	void (*stop)(void *context);
	void (*pause)(void *context, bool on, int64_t now_ms);
	void (*loud)(void *context, int volume); /* 1 to VOLUME_MAX */
	/* Does what can be done without waiting. True while it speaks, paused or not;
	 * `due_ms` is then when it must be called again. */
	bool (*step)(void *context, int64_t now_ms, int64_t *due_ms);
};

/* One utterance; what is longer is said in several, one after the other. It is measured
 * in characters, of which a blank counts four because words of one letter or digit take
 * longest: at the slowest `voice_rate` 58 s of digits, 30 s of words; half at the usual
 * one (espeak-ng 1.51, languages of the packs). SOUND_MAX_S (display/voice_sound.h) is more. */
enum { VOICE_UTTERANCE = 240, VOICE_UTTERANCE_BYTES = 3 * VOICE_UTTERANCE };

/* Where the first utterance of a text ends, in bytes: after the last whole sentence
 * that there is room for, so that announcements come apart between objects
 * (speak_add); where there is none at a comma, a blank, or a whole character. */
int voice_cut(const char *text);

/* How loud a sample is, of 32768: 3 dB a step, 10 is as the voice gives it (EN 301 549,
 * 5.1.3.11). The middle is 15 dB below; what that is in dBA is set on the machine. */
int voice_gain(int volume);

/* The name that espeak-ng has for a language of a pack: "en-gb" for "en". */
const char *voice_name(const char *language);

#endif
