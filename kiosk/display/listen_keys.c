/*
 * What each key does.
 */
#include "display/listen.h"

#include "screen/kit.h"

/* Headphones are in and nobody listens yet: the first key begins it, and no more. */
static bool wakes(const struct kiosk *kiosk, enum kiosk_key key)
{
	const struct speech *speech = &kiosk->speech;
	bool plain = key != KEY_LISTEN && key != KEY_CLEAR && key != KEY_SWITCH;

	return plain && !speech->by_build && speech_hears(speech) == HEAR_READY && !speech->listening && !speech->declined;
}

enum change kiosk_plug(struct kiosk *kiosk, bool in)
{
	struct speech *speech = &kiosk->speech;
	bool before = speech->plugged;

	speech_plug(speech, in);
	if (speech->plugged == before)
		return CHANGE_NONE;
	session_touched(&kiosk->session, kiosk->now_ms);
	if (in && !kiosk->session.listening)
		listen_act(kiosk, (struct action){VERB_LISTEN, 0});
	kiosk_fill(kiosk);
	return CHANGE_CUT;
}

static enum change move(struct kiosk *kiosk, int step)
{
	listen_move(kiosk, step, false);
	kiosk_fill(kiosk);
	listen_say_object(kiosk);
	return CHANGE_CUT;
}

static enum change help(struct kiosk *kiosk)
{
	char text[SPEAK_MAX] = "";

	speak_add(text, sizeof text, kit_word(&kiosk->view, WORD_LISTEN_KEYS));
	speak_add(text, sizeof text, kit_word(&kiosk->view, WORD_LISTEN_TOUCH));
	speech_say(&kiosk->speech, kit_language(&kiosk->view), text, SAY_ASIDE, kiosk->now_ms);
	return CHANGE_NONE;
}

/* Keys that only make sense to somebody who listens. */
static enum change heard_key(struct kiosk *kiosk, enum kiosk_key key)
{
	struct speech *speech = &kiosk->speech;

	if (!speech->listening)
		return CHANGE_NONE;
	switch (key) {
	case KEY_HELP:
		return help(kiosk);
	case KEY_REPEAT:
		speech_repeat(speech, kiosk->now_ms);
		return CHANGE_NONE;
	case KEY_PAUSE:
		speech_pause(speech, kiosk->now_ms);
		return CHANGE_NONE;
	default:
		return listen_act_here(kiosk, (struct action){VERB_VOLUME, key == KEY_LOUDER ? 1 : -1});
	}
}

static enum change one_switch(struct kiosk *kiosk)
{
	bool stands = kiosk->view.focus > 0, acts = scan_press(&kiosk->scan, kiosk->now_ms, kiosk->settings.speech.scan_ms);

	if (acts && stands)
		return listen_act_here(kiosk, listen_action(kiosk, KEY_ACT));
	if (acts)
		return CHANGE_NONE; /* a new screen: the ring comes to its first control by itself */
	listen_stand(kiosk, -1);
	listen_move(kiosk, 1, true);
	kiosk_fill(kiosk);
	listen_say_object(kiosk);
	return CHANGE_CUT;
}

enum change kiosk_key(struct kiosk *kiosk, enum kiosk_key key)
{
	if (key == KEY_NONE)
		return CHANGE_NONE;
	if (key == KEY_JACK_IN || key == KEY_JACK_OUT)
		return kiosk_plug(kiosk, key == KEY_JACK_IN);
	session_touched(&kiosk->session, kiosk->now_ms);
	if (key != KEY_SWITCH)
		scan_end(&kiosk->scan);
	if (wakes(kiosk, key))
		return listen_act_here(kiosk, (struct action){VERB_LISTEN, 0});
	switch (key) {
	case KEY_NEXT:
		return move(kiosk, 1);
	case KEY_BEFORE:
		return move(kiosk, -1);
	case KEY_ACT:
	case KEY_BACK:
		return listen_act_here(kiosk, listen_action(kiosk, key));
	case KEY_CLEAR:
		return listen_act_here(kiosk, (struct action){VERB_CLEAR, 0});
	case KEY_SWITCH:
		return one_switch(kiosk);
	case KEY_LISTEN:
		kiosk->speech.pressed_ms = kiosk->speech.voice ? kiosk->now_ms : INT64_MAX;
		return CHANGE_NONE;
	default:
		return heard_key(kiosk, key);
	}
}

void kiosk_key_up(struct kiosk *kiosk, enum kiosk_key key)
{
	if (key == KEY_LISTEN)
		kiosk->speech.pressed_ms = INT64_MAX;
}
