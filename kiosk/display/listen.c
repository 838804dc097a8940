#include "display/listen.h"

#include <stdio.h>
#include <string.h>

#include "core/words.h"
#include "screen/kit.h"
#include "screen/say.h"

/* What makes a screen another one. Not the message of the attract loop: it changes by
 * itself, and nobody asked for it (EN 301 549, 5.1.3.10). */
static struct heard_place place_of(const struct session *session)
{
	return (struct heard_place){{session->screen, session->page, session->question, session->kind_filter, session->stage_filter,
				     session->language, session->size, session->lowered, (uint8_t)(session->item & 0xFF),
				     (uint8_t)(session->item >> 8 & 0xFF), session->item_is_card, session->staff}};
}

/* The result has a wait before its cards (S17): it is said when they are there. */
static bool waits(const struct session *session)
{
	return session->screen == SCREEN_RESULT && !session->result_shown;
}

/* The ring stands before the first object, and nothing was said yet. */
static void start_screen(struct kiosk *kiosk)
{
	listen_stand(kiosk, -1);
	explore_screen(&kiosk->explore);
}

void listen_follow(struct kiosk *kiosk)
{
	struct session *session = &kiosk->session;
	struct speech *speech = &kiosk->speech;
	struct view *view = &kiosk->view;

	view->hear = speech_hears(speech);
	view->voiceless = !speech_speaks(speech, kit_language(view));
	if (view->hear != HEAR_READY)
		session->listening = false; /* S27 */
	if (session->listening != speech->listening)
		speech_listen(speech, session->listening, session->volume);
	view->hear = speech_hears(speech);
	session->listening = speech->listening;
	if (!speech->listening) {
		view->heard = 0;
		return;
	}
	speech_loud(speech, session->volume);
	struct heard_place place = place_of(session);
	if (memcmp(&place, &speech->place, sizeof place) != 0 || speech->welcome) {
		speech->place = place;
		speech->announced = false;
		start_screen(kiosk);
	}
	/* Keys and fingers may have come to something in the wait. */
	if (!speech->announced && !waits(session))
		start_screen(kiosk);
}

/* What is said once, when listening begins. */
static void welcome(struct kiosk *kiosk, char *out, int size)
{
	static const enum word words[] = {WORD_LISTEN_ON, WORD_LISTEN_KEYS, WORD_LISTEN_TOUCH};
	bool keys = kiosk->settings.speech.headphones != HEADPHONES_SWITCH;

	for (int i = 0; i < 3; i++)
		if (keys || words[i] != WORD_LISTEN_KEYS)
			speak_add(out, size, kit_word(&kiosk->view, words[i]));
}

void listen_say_screen(struct kiosk *kiosk)
{
	char text[SPEAK_SCREEN_MAX] = "", screen[SPEAK_SCREEN_MAX];

	if (kiosk->speech.welcome)
		welcome(kiosk, text, sizeof text);
	kiosk->speech.welcome = false;
	speak_screen(&kiosk->view, &kiosk->list, screen, sizeof screen);
	speak_add(text, sizeof text, screen);
	speech_say(&kiosk->speech, kit_language(&kiosk->view), text, SAY_KEPT, kiosk->now_ms);
}

/* "Volume 6 of 10": aside, so that what was being read can be repeated. */
void listen_say_volume(struct kiosk *kiosk)
{
	char text[SAY_MAX], spoken[SPEAK_MAX], n[16], all[16];
	struct say_value values[] = {{"n", n}, {"all", all}};

	snprintf(n, sizeof n, "%d", kiosk->session.volume);
	snprintf(all, sizeof all, "%d", VOLUME_MAX);
	say_fill(text, sizeof text, kit_word(&kiosk->view, WORD_LISTEN_VOLUME), values, 2);
	speak_text(&kiosk->view, kiosk->session.language, text, spoken, sizeof spoken);
	speech_say(&kiosk->speech, kit_language(&kiosk->view), spoken, SAY_ASIDE, kiosk->now_ms);
}

void listen_announce(struct kiosk *kiosk)
{
	if (!kiosk->speech.listening || kiosk->speech.announced || waits(&kiosk->session))
		return;
	kiosk->speech.announced = true;
	listen_say_screen(kiosk);
}

void listen_stand(struct kiosk *kiosk, int object)
{
	kiosk->speech.at = object;
	kiosk->view.heard = object + 1;
	kiosk->view.focus = object >= 0 && object < kiosk->list.object_count ? kiosk->list.objects[object].focus : 0;
}

void listen_say_object(struct kiosk *kiosk)
{
	int at = kiosk->speech.at;
	char text[SPEAK_MAX];

	if (at < 0 || at >= kiosk->list.object_count)
		return;
	speak_object(&kiosk->view, &kiosk->list, at, text, sizeof text);
	enum say_kind kind = kiosk->scan.on ? SAY_SCANNED : SAY_KEPT;
	speech_say(&kiosk->speech, speak_language(&kiosk->view, &kiosk->list, at), text, kind, kiosk->now_ms);
}

static bool is_stop(const struct draw_list *list, int object, bool controls)
{
	return controls ? list->objects[object].focus > 0 : speak_stops(list, object);
}

/* Round at the ends, as far as there is any stop at all. */
static void move_heard(struct kiosk *kiosk, int step, bool controls)
{
	const struct draw_list *list = &kiosk->list;
	int count = list->object_count, at = kiosk->speech.at;

	for (int i = 0; i < count; i++) {
		at = step > 0 ? (at + 1 < count ? at + 1 : 0) : (at > 0 ? at - 1 : count - 1);
		if (is_stop(list, at, controls)) {
			listen_stand(kiosk, at);
			return;
		}
	}
}

void listen_move(struct kiosk *kiosk, int step, bool controls)
{
	struct view *view = &kiosk->view;
	int last = kiosk->list.focus_count;

	if (kiosk->speech.listening)
		move_heard(kiosk, step, controls);
	else if (step > 0)
		view->focus = view->focus < last ? view->focus + 1 : 1;
	else
		view->focus = view->focus > 1 ? view->focus - 1 : last;
}

enum change listen_act(struct kiosk *kiosk, struct action action)
{
	bool listened = kiosk->session.listening;
	enum change change = session_act(&kiosk->session, &kiosk->hub, action, kiosk->now_ms, kiosk_wall(kiosk));

	if (action.verb == VERB_LISTEN && listened && !kiosk->session.listening) {
		speech_listen(&kiosk->speech, false, 0);
		kiosk->speech.declined = true;
	}
	return change;
}

/* The action that a key asks for: of what has the ring, or of Back. */
struct action listen_action(const struct kiosk *kiosk, enum kiosk_key key)
{
	const struct draw_list *list = &kiosk->list;
	int at = kiosk->speech.at;

	if (key == KEY_ACT && kiosk->speech.listening)
		return at >= 0 && at < list->object_count ? list->objects[at].action : (struct action){0, 0};
	for (int i = 0; i < list->object_count; i++) {
		const struct draw_object *object = &list->objects[i];
		if (key == KEY_ACT ? object->focus == kiosk->view.focus && object->focus > 0 : object->action.verb == VERB_BACK)
			return object->action;
	}
	return (struct action){0, 0};
}

/* Where the ring was: the same screen, so what it stands on is said with its new state. */
static void say_again(struct kiosk *kiosk)
{
	if (!kiosk->speech.listening || !kiosk->speech.announced || kiosk->speech.speaking)
		return;
	if (kiosk->speech.at >= 0)
		listen_say_object(kiosk);
	else
		listen_say_screen(kiosk);
}

enum change listen_act_here(struct kiosk *kiosk, struct action action)
{
	uint8_t before = kiosk->session.screen;

	speech_stop(&kiosk->speech);
	enum change change = listen_act(kiosk, action);
	if (!kiosk->speech.listening && (kiosk->session.screen != before || change != CHANGE_CUT))
		kiosk->view.focus = 0;
	/* What a finger holds was on the screen before. */
	if (change != CHANGE_NONE && touch_cancel(&kiosk->touch))
		kiosk->view.pressed = -1;
	if (change != CHANGE_NONE)
		kiosk_fill(kiosk);
	if (action.verb == VERB_VOLUME && change != CHANGE_NONE)
		listen_say_volume(kiosk);
	else
		say_again(kiosk);
	return change;
}

static enum change explored(struct kiosk *kiosk, enum explore_result result)
{
	switch (result) {
	case EXPLORE_SILENT:
		speech_stop(&kiosk->speech);
		return CHANGE_NONE;
	case EXPLORE_ENTERED:
		listen_stand(kiosk, kiosk->explore.object);
		kiosk_fill(kiosk);
		listen_say_object(kiosk);
		return CHANGE_CUT;
	case EXPLORE_CHOSEN:
		return listen_act_here(kiosk, kiosk->explore.action);
	default:
		return CHANGE_NONE;
	}
}

/* S22: Clear alone is touched as ever. */
enum change listen_touch(struct kiosk *kiosk, const struct touch_event *event)
{
	struct touch *touch = &kiosk->touch;
	int pressed = kiosk->view.pressed;
	enum touch_result result = touch_feed(touch, &kiosk->list, event);

	session_touched(&kiosk->session, kiosk->now_ms);
	scan_end(&kiosk->scan);
	if (result == TOUCH_ACTED && touch->action.verb == VERB_CLEAR) {
		touch->action = (struct action){0, 0};
		kiosk->view.pressed = -1;
		return listen_act_here(kiosk, (struct action){VERB_CLEAR, 0});
	}
	if (touch->object >= 0 && touch->action.verb != VERB_CLEAR)
		touch_cancel(touch);
	kiosk->view.pressed = touch->object;
	enum change change = explored(kiosk, explore_feed(&kiosk->explore, &kiosk->list, event));
	if (change == CHANGE_NONE && pressed != kiosk->view.pressed) {
		kiosk_fill(kiosk);
		change = CHANGE_CUT;
	}
	return change;
}

/* Nobody is there any more: the next who comes to the attract loop begins anew. */
static bool is_left(const struct kiosk *kiosk)
{
	bool busy = kiosk->session.listening || kiosk->scan.on;

	return busy && kiosk->session.screen == SCREEN_ATTRACT && kiosk->now_ms - kiosk->session.touched_ms >= IDLE_OTHER_MS;
}

static enum change held(struct kiosk *kiosk)
{
	struct speech *speech = &kiosk->speech;

	if (speech->pressed_ms > kiosk->now_ms && speech->pressed_ms != INT64_MAX) /* the clock ran back */
		speech->pressed_ms = kiosk->now_ms;
	if (kiosk->now_ms - LISTEN_HELD_MS < speech->pressed_ms)
		return CHANGE_NONE;
	speech->pressed_ms = INT64_MAX;
	if (kiosk->view.hear != HEAR_READY)
		return CHANGE_NONE;
	return listen_act_here(kiosk, (struct action){VERB_LISTEN, 0});
}

enum change listen_tick(struct kiosk *kiosk)
{
	enum change change = held(kiosk);

	if (speech_step(&kiosk->speech, kiosk->now_ms))
		session_touched(&kiosk->session, kiosk->now_ms);
	if (is_left(kiosk)) {
		kiosk->session.listening = false;
		listen_forget(kiosk);
		kiosk_fill(kiosk);
		return CHANGE_CUT;
	}
	if (!scan_moves(&kiosk->scan, kiosk->now_ms, kiosk->settings.speech.scan_ms, kiosk->speech.speaking))
		return change;
	listen_move(kiosk, 1, true);
	kiosk_fill(kiosk);
	listen_say_object(kiosk);
	return CHANGE_CUT;
}

int64_t listen_due(const struct kiosk *kiosk)
{
	int64_t speech = speech_due(&kiosk->speech), scan = scan_due(&kiosk->scan);
	bool busy = kiosk->session.screen == SCREEN_ATTRACT && (kiosk->session.listening || kiosk->scan.on);
	int64_t left = busy ? kiosk->session.touched_ms + IDLE_OTHER_MS : INT64_MAX, first = speech < scan ? speech : scan;

	return left < first ? left : first;
}

void listen_forget(struct kiosk *kiosk)
{
	speech_wipe(&kiosk->speech);
	explore_begin(&kiosk->explore);
	scan_end(&kiosk->scan);
	kiosk->keypad.last = 0;
	kiosk->keypad.last_ms = 0;
	kiosk->view.heard = 0;
	kiosk->view.focus = 0;
}
