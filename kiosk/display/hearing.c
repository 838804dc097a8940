#include "display/hearing.h"

#include "display/lock.h"

/* The system's own device may be a loudspeaker, and becomes one when a keypad is pulled
 * out: it is opened only where what sounds is headphones by build. */
static bool names_headphones(const struct speech_settings *settings, struct findings *findings)
{
	if (settings->headphones == HEADPHONES_HELD || settings->audio[0])
		return true;
	findings_add(findings, SEVERITY_ERROR, "S27", (struct spot){"", 0, "audio"},
		     "nothing is read aloud, because without this line sound could come from a loudspeaker; write audio = NAME in kiosk.conf with "
		     "the sound device of the headphones, or headphones = held where sound can go nowhere else");
	return false;
}

void hearing_begin(struct hearing *hearing, struct kiosk *kiosk)
{
	const struct speech_settings *settings = &kiosk->settings.speech;

	if (!settings->on || !names_headphones(settings, &kiosk->findings) || !voice_espeak_begin(&hearing->voice, settings, &kiosk->findings))
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

/* A keypad that is pulled out takes its socket with it and says no more. SDL tells of
 * it while somebody listens, when the device is open; else it is noticed when it does not
 * open any more (speech_listen). */
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
