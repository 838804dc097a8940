#include "display/script_hear.h"

#include <stdio.h>
#include <string.h>

#include "display/listen.h"

enum kiosk_key hear_key(const struct kiosk *kiosk, const char *name, struct fault *fault)
{
	enum kiosk_key key = keypad_named(&kiosk->keypad, name);

	if (key == KEY_NONE)
		fault_set(fault, "\"%s\" is no key; there are Down, Return, F23 and others, or what they do: next, before, act, back, repeat", name);
	return key;
}

void hear_begin(struct kiosk *kiosk, struct voice_fake *fake)
{
	if (kiosk->speech.voice)
		return;
	voice_fake_begin(fake);
	kiosk_voice(kiosk, &fake->voice);
}

void hear_end(struct kiosk *kiosk, struct voice_fake *fake)
{
	if (kiosk->speech.voice == &fake->voice) {
		speech_wipe(&kiosk->speech);
		kiosk->speech.voice = NULL;
	}
	explicit_bzero(fake, sizeof *fake);
}

bool hear_listen(struct kiosk *kiosk, bool on, struct fault *fault)
{
	if (kiosk->view.hear != HEAR_READY)
		return fault_set(fault, "no headphones are in; plug in first");
	if (kiosk->session.listening != on)
		listen_act_here(kiosk, (struct action){VERB_LISTEN, 0});
	return true;
}

bool hear_said(const struct kiosk *kiosk, const char *text, char *what, int size)
{
	const struct voice_fake *fake = kiosk->speech.voice ? kiosk->speech.voice->context : NULL;

	if (fake && strcmp(fake->text, text) == 0)
		return true;
	snprintf(what, (size_t)size, "was not said last, but \"%s\"", fake ? fake->text : "");
	return false;
}
