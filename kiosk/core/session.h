/*
 * One visit, from first touch to Clear.
 *
 * `struct session` is one fixed block without pointers (S26): what a visitor has
 * told, where they are, how they like to read. Wiping is one call that the
 * compiler cannot remove. Nothing in here reads a clock or allocates; time comes
 * as milliseconds of a monotonic clock.
 *
 * A touch is one way: tap in pixels -> object of the list just shown -> its
 * action -> session_act -> a new list. The session never draws and never logs.
 *
 * An answer counts only when its question has stood for STAND_MS: the second half of
 * a double tap must not answer a question that nobody has read (S1). That is so for
 * every question, answer and visitor (S17).
 *
 * Verbs and the screens that may offer them are in core/action.h; an action that
 * makes no sense in the present state changes nothing.
 */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H

#include "core/action.h"
#include "core/route.h"

enum { TRAIL_MAX = 12, VOLUME_MAX = 10, VOLUME_START = 5 };

/* Milliseconds; the numbers are S24's and LOOK.md's. */
enum {
	IDLE_SENSITIVE_MS = 35 * 1000,
	IDLE_OTHER_MS = 75 * 1000,
	IDLE_STAFF_MS = 120 * 1000, /* "closes after 2 minutes": no question, it shows no visit */
	MORE_TIME_MS = 20 * 1000,
	WEEK_MS = 45 * 1000,    /* after Clear, before the attract loop begins */
	ATTRACT_MS = 20 * 1000, /* one message */
	RESULT_MS = 400,        /* the same wait on every route */
	STAND_MS = 400,         /* a question stands so long before an answer counts */
	KNOCK_MS = 3000,
};

/* Where Back leads: a screen with what it showed. */
struct step {
	uint8_t screen;
	uint8_t page;
	int16_t item;
	bool item_is_card;
};

struct session {
	/* the visit: zero at every beginning */
	struct answers answers;
	uint8_t question;   /* 0 to question_count - 1 */
	bool finished;      /* the self-check came to its result */
	bool visiting;      /* between first touch and Clear */
	bool staff;         /* in the staff area: no visit */
	bool result_shown;  /* the fixed wait before the cards is over */
	moment result_at;   /* wall clock of the result: dates do not move it under a visitor */
	uint8_t screen;     /* enum screen */
	uint8_t below;      /* under SCREEN_MORE_TIME: where "more time" returns, */
	uint8_t below_page; /* and to which page */
	uint8_t page;
	int16_t item; /* offer number, or card place when item_is_card */
	bool item_is_card;
	uint8_t kind_filter, stage_filter;
	uint8_t trail_count;
	struct step trail[TRAIL_MAX];
	uint8_t language;
	bool contrast, still;
	uint8_t size;   /* enum text_size */
	bool lowered;   /* all buttons in the lower half */
	bool listening; /* reads aloud, to headphones only (S27) */
	uint8_t volume; /* 1 to VOLUME_MAX */
	uint8_t knocks;
	int64_t knocked_ms;
	int64_t touched_ms; /* last touch */
	int64_t entered_ms; /* when the screen came */
	/* what outlives a visit and tells nothing about it */
	uint16_t message; /* attract: which message; goes on by time alone */
	bool default_contrast, default_still;
	bool default_lowered; /* where the panel hangs high; set it after session_begin */
};

/* How the picture changes. */
enum change {
	CHANGE_NONE,
	CHANGE_CUT,     /* Clear, pressed states, reduced motion */
	CHANGE_FADE,    /* 240 ms */
	CHANGE_ATTRACT, /* 1200 ms */
};

/* A fresh session that shows the attract loop. */
void session_begin(struct session *session, int64_t now_ms, bool contrast, bool still);

/* S23, S26: wipes the visit with explicit_bzero and shows what's on this week.
 * Keeps only what tells nothing: the message number and the hub's defaults. */
void session_clear(struct session *session, int64_t now_ms);

/* Does what a touch asks. `now` is the wall clock, for the route. */
enum change session_act(struct session *session, const struct hub *hub, struct action action, int64_t now_ms, moment now);

/* Any touch, also beside everything: puts off the time-out. */
void session_touched(struct session *session, int64_t now_ms);

/* Lets time pass: more-time question, time-out, next message. Call it whenever
 * session_due says. */
enum change session_tick(struct session *session, const struct hub *hub, int64_t now_ms);

/* The next moment at which session_tick or the picture changes by itself. */
int64_t session_due(const struct session *session, int64_t now_ms);

/* Does a visit run (content is swapped only when not, S25)? */
bool session_is_visit(const struct session *session);

/* The question that stands on the screen: its text id is the filler's when the
 * visitor is not alone (S11). */
const char *session_question_id(const struct session *session, const struct hub *hub);

#endif
