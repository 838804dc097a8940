#include "display/hearing.h"

#include "display/lock.h"

void hearing_begin(struct hearing *hearing, struct kiosk *kiosk)
{
	const struct speech_settings *settings = &kiosk->settings.speech;

	if (!settings->on || !voice_espeak_begin(&hearing->voice, settings, &kiosk->findings))
		return;
	lock_here(&hearing->voice, sizeof hearing->voice);
	hearing->on = true;
	hearing->watches = settings->headphones == HEADPHONES_SWITCH;
	headphones_begin(&hearing->headphones, settings->switch_device);
	kiosk_voice(kiosk, &hearing->voice.voice);
}

void hearing_end(struct hearing *hearing, struct kiosk *kiosk)
{
	if (!hearing->on)
		return;
	kiosk_voice(kiosk, NULL);
	headphones_end(&hearing->headphones);
	voice_espeak_end(&hearing->voice);
	hearing->on = hearing->watches = false;
}

enum change hearing_step(struct hearing *hearing, struct kiosk *kiosk)
{
	if (!hearing->watches || !headphones_step(&hearing->headphones, kiosk->now_ms, &kiosk->findings))
		return CHANGE_NONE;
	return kiosk_plug(kiosk, hearing->headphones.in);
}

int64_t hearing_due(const struct hearing *hearing)
{
	return hearing->watches ? hearing->headphones.due_ms : INT64_MAX;
}

/* A keypad that is pulled out takes its socket with it and says no more. */
enum change hearing_removed(struct hearing *hearing, struct kiosk *kiosk, const SDL_AudioDeviceEvent *event)
{
	if (!hearing->on || event->iscapture || event->which != hearing->voice.sound.device)
		return CHANGE_NONE;
	if (!kiosk->speech.by_build)
		return kiosk_plug(kiosk, false);
	kiosk->session.listening = false;
	kiosk_fill(kiosk);
	return CHANGE_CUT;
}
