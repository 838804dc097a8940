#include "display/voice_espeak.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { LOOK_MS = 10 }; /* how often a child that still speaks is read */

static void tell(struct voice_espeak *espeak, const struct fault *fault)
{
	if (!espeak->told)
		findings_add(espeak->findings, SEVERITY_ERROR, "S27", (struct spot){"", 0, "speech"}, "%s", fault->says);
	espeak->told = true;
}

static bool speaks(void *context, const char *language)
{
	const struct voice_espeak *espeak = context;
	char line[40];

	snprintf(line, sizeof line, "\n%s\n", voice_name(language));
	return strstr(espeak->voices, line) != NULL;
}

static void stop(void *context)
{
	struct voice_espeak *espeak = context;

	child_stop(&espeak->child);
	sound_stop(&espeak->sound);
	explicit_bzero(espeak->text, sizeof espeak->text); /* S26 */
	espeak->at = 0;
}

static bool open_it(void *context, bool on)
{
	struct voice_espeak *espeak = context;
	struct fault fault;

	stop(espeak);
	if (!on)
		sound_close(&espeak->sound);
	if (!on || sound_open(&espeak->sound, espeak->settings->audio, &fault))
		return true;
	tell(espeak, &fault);
	return false;
}

/* Begins the next utterance. False: there is none, or it cannot be said. */
static bool go_on(struct voice_espeak *espeak, int64_t now_ms)
{
	char text[VOICE_UTTERANCE_BYTES + 1];
	struct fault fault;
	int length = voice_cut(espeak->text + espeak->at);

	if (!length || !espeak->sound.device)
		return false;
	snprintf(text, sizeof text, "%.*s", length, espeak->text + espeak->at);
	espeak->at += length;
	espeak->began_ms = now_ms;
	bool fine = child_start(&espeak->child, espeak->language, text, &fault);
	explicit_bzero(text, sizeof text);
	if (!fine)
		tell(espeak, &fault);
	return fine;
}

static void say(void *context, const char *language, const char *text, int64_t now_ms)
{
	struct voice_espeak *espeak = context;

	stop(espeak);
	snprintf(espeak->language, sizeof espeak->language, "%s", language);
	snprintf(espeak->text, sizeof espeak->text, "%s", text);
	if (!go_on(espeak, now_ms))
		stop(espeak);
}

static void pause_it(void *context, bool on, int64_t now_ms)
{
	struct voice_espeak *espeak = context;

	(void)now_ms;
	sound_pause(&espeak->sound, on);
}

static void loud(void *context, int volume)
{
	struct voice_espeak *espeak = context;

	sound_gain(&espeak->sound, voice_gain(volume));
}

/* More than the block holds is left out: no utterance is that long. False: it failed. */
static bool take(struct voice_espeak *espeak, int64_t now_ms)
{
	struct fault fault;
	size_t room, took;
	void *to = sound_room(&espeak->sound, &room);
	enum child_state state = child_read(&espeak->child, to, room, &took);

	sound_came(&espeak->sound, took);
	if (state == CHILD_BROKEN) {
		fault_set(&fault, "the voice %s said nothing that could be played; is it espeak-ng?", espeak->settings->voice);
		tell(espeak, &fault);
	}
	bool late = state == CHILD_WAITS && (now_ms - espeak->began_ms >= CHILD_LIMIT_MS || now_ms < espeak->began_ms);
	if (late) {
		fault_set(&fault, "the voice %s did not answer in time and was stopped", espeak->settings->voice);
		tell(espeak, &fault);
	}
	if (late || room == took)
		child_stop(&espeak->child);
	return state != CHILD_BROKEN && !late;
}

static bool step(void *context, int64_t now_ms, int64_t *due_ms)
{
	struct voice_espeak *espeak = context;
	bool failed = espeak->child.pid && !take(espeak, now_ms);

	if (failed)
		espeak->at = (int)strlen(espeak->text); /* what sounds already is said to its end */
	if (!espeak->child.pid && !espeak->sound.paused && sound_left(&espeak->sound) <= 0) {
		sound_stop(&espeak->sound);
		go_on(espeak, now_ms);
	}
	int64_t left = sound_left(&espeak->sound);
	if (espeak->child.pid)
		left = LOOK_MS;
	else if (espeak->sound.paused)
		left = INT64_MAX - now_ms;
	*due_ms = now_ms + (left > 0 && left < LOOK_MS ? LOOK_MS : left);
	bool more = espeak->child.pid || sound_left(&espeak->sound) > 0 || (espeak->sound.paused && espeak->text[espeak->at]);
	if (!more)
		stop(espeak); /* said and done: nothing of it stays */
	return more;
}

bool voice_espeak_begin(struct voice_espeak *espeak, const struct speech_settings *settings, struct findings *findings)
{
	struct fault fault;

	memset(espeak, 0, sizeof *espeak);
	espeak->voice = (struct voice){espeak, speaks, open_it, say, stop, pause_it, loud, step};
	espeak->settings = settings;
	espeak->findings = findings;
	signal(SIGPIPE, SIG_IGN); /* a child that is gone is noticed by its output */
	signal(SIGXFSZ, SIG_IGN); /* see voice_child.c */
	child_begin(&espeak->child, settings->voice, settings->voice_rate);
	if (child_voices(settings->voice, espeak->voices, sizeof espeak->voices, &fault) && sound_begin(&espeak->sound, &fault))
		return true;
	tell(espeak, &fault);
	return false;
}

void voice_espeak_end(struct voice_espeak *espeak)
{
	open_it(espeak, false);
	sound_end(&espeak->sound);
}
