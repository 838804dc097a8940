/*
 * Reading aloud, to headphones only (S27).
 *
 * What is said, what was said last, whether headphones are in. It knows no screen, no
 * process and no sound card; time is given to it. Whatever is said replaces what was
 * being said. Nothing is ever said while no headphones are in, whoever asks.
 *
 * The last utterance is kept so that it can be repeated, in this struct alone; it is
 * wiped when the headphones come out, when listening ends and with the visit (S26).
 *
 * While somebody is read to the visit does not time out: a person who listens cannot
 * touch. Nothing is said without a key or a finger, and what is said counts for
 * SPEECH_AWAKE_MS at most, so nobody's visit is held open (S24). What one-switch scanning says by itself does
 * not count, nor does what is paused.
 */
#ifndef DISPLAY_SPEECH_H
#define DISPLAY_SPEECH_H

#include "display/voice.h"
#include "screen/speak.h"

enum {
	LISTEN_HELD_MS = 1000, /* how long the key "listen" is held to begin or end */
	/* The longest screen, a result, takes 71 s at the usual rate and twice that at the slowest. */
	SPEECH_AWAKE_MS = 180 * 1000
};

enum say_kind {
	SAY_KEPT,   /* can be repeated, keeps the visit awake */
	SAY_ASIDE,  /* an answer to a key: what was said before stays the last */
	SAY_SCANNED /* kept, but nobody asked for it */
};

/* Where the visit was when a screen was last announced: what a session has for it, byte
 * by byte (display/listen.c). */
enum { PLACE_BYTES = 12 };
struct heard_place {
	uint8_t bytes[PLACE_BYTES];
};

struct speech {
	const struct voice *voice; /* NULL: this screen has none */
	bool by_build;             /* what sounds is headphones by build (HEADPHONES_HELD) */
	bool plugged;              /* headphones are in */
	/* of the visit, wiped with it */
	bool listening; /* as the session had it last: the voice is open */
	bool declined;  /* the visitor ended it: keys do not begin it again */
	bool welcome;   /* say first that listening is on */
	bool announced; /* `place` was said */
	bool speaking;
	bool counts; /* what is said keeps the visit awake */
	bool paused;
	int volume;         /* that the voice was told */
	int at;             /* object that keys stand on, -1: before the first */
	int64_t began_ms;   /* when it began to say what it says */
	int64_t due_ms;     /* when the voice must be looked at */
	int64_t pressed_ms; /* the key "listen" is down since; INT64_MAX: it is not */
	struct heard_place place;
	char language[12]; /* of the last utterance */
	char text[SPEAK_SCREEN_MAX];
};

/* `voice` is the caller's and outlives this; NULL for a screen without one. */
void speech_begin(struct speech *speech, const struct voice *voice, bool by_build);

/* For view->hear. */
enum hear speech_hears(const struct speech *speech);

/* Has its voice the language? True without a voice: nothing is missed then. */
bool speech_speaks(const struct speech *speech, const char *language);

/* Headphones in or out; out is silence at once. */
void speech_plug(struct speech *speech, bool in);

/* Opens the voice for a listener, or closes it and wipes. A voice that does not open was
 * pulled out with its socket: the headphones are out. */
void speech_listen(struct speech *speech, bool on, int volume);

/* Says `text`; in English that there is no voice, where there is none. */
void speech_say(struct speech *speech, const char *language, const char *text, enum say_kind kind, int64_t now_ms);

/* The last utterance again. */
void speech_repeat(struct speech *speech, int64_t now_ms);

/* Pauses, or goes on. */
void speech_pause(struct speech *speech, int64_t now_ms);

/* Silent at once; what was said last can still be repeated. */
void speech_stop(struct speech *speech);

void speech_loud(struct speech *speech, int volume);

/* Silent, nothing left of the visit. Headphones that are in stay in. */
void speech_wipe(struct speech *speech);

/* Lets time pass. True while something is said that keeps the visit awake, and once more
 * at its end. */
bool speech_step(struct speech *speech, int64_t now_ms);

/* When speech_step must be called next; INT64_MAX: nothing is said. */
int64_t speech_due(const struct speech *speech);

#endif
