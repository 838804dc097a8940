#include "display/speech.h"

#include <stdio.h>
#include <string.h>

#include "core/words.h"

void speech_begin(struct speech *speech, const struct voice *voice, bool by_build)
{
	explicit_bzero(speech, sizeof *speech);
	speech->voice = voice;
	speech->by_build = speech->plugged = voice && by_build;
	speech->at = -1;
	speech->due_ms = speech->pressed_ms = INT64_MAX;
}

enum hear speech_hears(const struct speech *speech)
{
	return !speech->voice ? HEAR_NONE : speech->plugged ? HEAR_READY : HEAR_UNPLUGGED;
}

bool speech_speaks(const struct speech *speech, const char *language)
{
	return !speech->voice || speech->voice->speaks(speech->voice->context, language);
}

void speech_plug(struct speech *speech, bool in)
{
	if (!speech->voice || speech->by_build)
		return;
	if (!in)
		speech_wipe(speech);
	speech->plugged = in;
}

void speech_wipe(struct speech *speech)
{
	const struct voice *voice = speech->voice;
	bool by_build = speech->by_build, plugged = speech->plugged;

	if (speech->listening && voice)
		voice->open(voice->context, false);
	speech_begin(speech, voice, by_build); /* S26 */
	speech->plugged = plugged;
}

void speech_listen(struct speech *speech, bool on, int volume)
{
	if (!on) {
		speech_wipe(speech);
		return;
	}
	if (!speech->voice || !speech->plugged || speech->listening) /* S27 */
		return;
	if (!speech->voice->open(speech->voice->context, true)) {
		speech->plugged = speech->by_build;
		return;
	}
	speech->listening = speech->welcome = true;
	speech_loud(speech, volume);
}

static void start(struct speech *speech, const char *language, const char *text, int64_t now_ms)
{
	const struct voice *voice = speech->voice;

	if (!speech_speaks(speech, language)) {
		language = "en";
		text = word_english(WORD_LISTEN_NO_VOICE);
	}
	speech->paused = false;
	speech->speaking = true;
	speech->due_ms = speech->began_ms = now_ms;
	voice->say(voice->context, language, text, now_ms);
}

void speech_say(struct speech *speech, const char *language, const char *text, enum say_kind kind, int64_t now_ms)
{
	if (!speech->voice || !speech->plugged || !speech->listening || !*text) /* S27 */
		return;
	if (kind != SAY_ASIDE) {
		explicit_bzero(speech->text, sizeof speech->text);
		snprintf(speech->text, sizeof speech->text, "%s", text);
		snprintf(speech->language, sizeof speech->language, "%s", language);
	}
	speech->counts = kind != SAY_SCANNED;
	start(speech, language, text, now_ms);
}

void speech_repeat(struct speech *speech, int64_t now_ms)
{
	if (!speech->voice || !speech->plugged || !speech->listening || !speech->text[0]) /* S27 */
		return;
	speech->counts = true;
	start(speech, speech->language, speech->text, now_ms);
}

void speech_pause(struct speech *speech, int64_t now_ms)
{
	if (!speech->speaking)
		return;
	speech->paused = !speech->paused;
	speech->due_ms = now_ms;
	speech->voice->pause(speech->voice->context, speech->paused, now_ms);
}

void speech_stop(struct speech *speech)
{
	if (speech->voice && speech->speaking)
		speech->voice->stop(speech->voice->context);
	speech->speaking = speech->paused = false;
	speech->due_ms = INT64_MAX;
}

void speech_loud(struct speech *speech, int volume)
{
	if (!speech->voice || volume == speech->volume)
		return;
	speech->volume = volume;
	speech->voice->loud(speech->voice->context, volume);
}

bool speech_step(struct speech *speech, int64_t now_ms)
{
	if (!speech->speaking)
		return false;
	speech->due_ms = INT64_MAX;
	bool awake = speech->counts && !speech->paused && now_ms - speech->began_ms < SPEECH_AWAKE_MS;
	if (!speech->voice->step(speech->voice->context, now_ms, &speech->due_ms)) {
		speech->speaking = speech->paused = false;
		speech->due_ms = INT64_MAX;
	}
	return awake;
}

int64_t speech_due(const struct speech *speech)
{
	int64_t held = speech->pressed_ms == INT64_MAX ? INT64_MAX : speech->pressed_ms + LISTEN_HELD_MS;

	return speech->due_ms < held ? speech->due_ms : held;
}
