#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "display/tour.h"

/* A whole number from 1 to `most`; "" is 1; 0 when it is none. */
static int number_of(const char *text, int most)
{
	char *end;

	if (!text[0])
		return 1;
	long value = strtol(text, &end, 10);
	return *end || value < 1 || value > most ? 0 : (int)value;
}

static int urgent_option(const struct question *question)
{
	for (int i = 0; i < question->option_count; i++)
		if (question->options[i].signals & SIGNAL_URGENT)
			return i;
	return 0;
}

/* A visit that has said nothing to worry about, or with `concern` that has. */
static void answer_all(struct session *session, const struct hub *hub, bool concern, bool own)
{
	session->answers.who = WHO_ALONE;
	session->answers.latched = concern || own;
	session->answers.latched_own = own;
	for (int i = 0; i < hub->question_count; i++) {
		const struct question *question = &hub->questions[i];
		bool yes = question->kind == QUESTION_SAFETY && (question->construct == CONSTRUCT_OWN ? own : concern);
		session->answers.answer[i] = (int8_t)(question->kind != QUESTION_SAFETY ? 0 : yes ? SAFE_YES : SAFE_NO);
	}
	session->finished = true;
}

static bool open_result(const struct kiosk *kiosk, struct session *session, const char *which, struct fault *fault)
{
	bool urgent = strncmp(which, "urgent", 6) == 0;
	const char *rest = urgent ? which + 6 + (which[6] == '-') : which;
	bool concern = strcmp(rest, "concern") == 0, own = strcmp(rest, "own") == 0;

	if (*rest && !concern && !own)
		return fault_set(fault, "there is no result \"%s\"; write concern, own, urgent, urgent-concern, urgent-own or nothing", which);
	if (which[0] || !session->finished)
		answer_all(session, &kiosk->hub, concern, own);
	for (int i = 0; urgent && i < kiosk->hub.question_count; i++)
		if (kiosk->hub.questions[i].kind != QUESTION_SAFETY)
			session->answers.answer[i] = (int8_t)urgent_option(&kiosk->hub.questions[i]);
	session->result_shown = true;
	session->result_at = kiosk_wall(kiosk);
	return true;
}

static bool open_question(const struct kiosk *kiosk, struct session *session, const char *which, struct fault *fault)
{
	bool filler = strncmp(which, "filler-", 7) == 0;
	int number = number_of(filler ? which + 7 : which, kiosk->hub.question_count);

	if (!number || !kiosk->hub.question_count)
		return fault_set(fault, "there is no question \"%s\"; this hub has %d", which, kiosk->hub.question_count);
	session->answers.who = filler ? WHO_ACCOMPANIED : WHO_ALONE;
	session->question = (uint8_t)(number - 1);
	return true;
}

/* An offer by id; a code also by the place of its card. */
static bool open_offer(const struct kiosk *kiosk, struct session *session, const char *which, struct fault *fault)
{
	if (strncmp(which, "card-", 5) == 0) {
		int place = number_of(which + 5, RESULT_CARDS);
		if (!place)
			return fault_set(fault, "there is no card \"%s\"; cards are card-1 to card-%d", which, RESULT_CARDS);
		if (!session->finished)
			answer_all(session, &kiosk->hub, false, false);
		session->result_at = kiosk_wall(kiosk);
		session->item = (int16_t)(place - 1);
		session->item_is_card = true;
		return true;
	}
	int number = hub_offer(&kiosk->hub, which);
	if (number < 0)
		return fault_set(fault, "there is no offer \"%s\" in this hub", which);
	session->item = (int16_t)number;
	session->item_is_card = false;
	if (kiosk->hub.offers[number].audience == AUDIENCE_STAFF) {
		session->visiting = false;
		session->staff = true;
	}
	return true;
}

static bool open_page(struct session *session, int screen, const char *which, struct fault *fault)
{
	int number = number_of(which, screen == SCREEN_ATTRACT ? UINT16_MAX : 99);

	if (!number)
		return fault_set(fault, "\"%s\" is not a page; pages are counted from 1", which);
	if (screen == SCREEN_ATTRACT)
		session->message = (uint16_t)(number - 1);
	else
		session->page = (uint8_t)(number - 1);
	return true;
}

static bool open_special(const struct kiosk *kiosk, struct session *session, const char *which, struct fault *fault)
{
	switch (session->screen) {
	case SCREEN_QUESTION:
		return open_question(kiosk, session, which, fault);
	case SCREEN_RESULT:
		return open_result(kiosk, session, which, fault);
	case SCREEN_OFFER:
	case SCREEN_CODE:
		return open_offer(kiosk, session, which, fault);
	default:
		return open_page(session, session->screen, which, fault);
	}
}

bool tour_open(struct kiosk *kiosk, const char *screen, const char *which, struct fault *fault)
{
	struct session session = kiosk->session;
	int value = screen_value(screen);

	if (value < 0)
		return fault_set(fault, "there is no screen \"%s\"", screen);
	session.screen = (uint8_t)value;
	session.below = SCREEN_HOME;
	session.page = 0;
	session.visiting = value != SCREEN_ATTRACT && value != SCREEN_STAFF;
	session.staff = value == SCREEN_STAFF;
	session.entered_ms = session.touched_ms = kiosk->now_ms;
	session.trail_count = 0;
	if (value == SCREEN_CHILDREN)
		session.answers.who = WHO_CHILD;
	if (!open_special(kiosk, &session, which, fault))
		return false;
	kiosk->session = session;
	touch_cancel(&kiosk->touch);
	kiosk->view.pressed = -1;
	kiosk_fill(kiosk);
	return true;
}
