/*
 * What a touch can ask for, and on which screen.
 *
 * Screens put actions on their controls; the session does them. The table of
 * moves says which action a screen may offer at all. The session refuses every
 * other one, so a list that was drawn wrongly leads nowhere, and the proof (core/proof.h) can try every move there is: what it
 * finds can be done with a finger, and what a finger can do it has tried.
 *
 * No action carries a text, a picture or a sound: nothing can be typed, said or
 * shown to this program (S16).
 */
#ifndef CORE_ACTION_H
#define CORE_ACTION_H

#include <stdbool.h>
#include <stdint.h>

enum screen {
	SCREEN_ATTRACT,
	SCREEN_HOME,
	SCREEN_WHO,
	SCREEN_QUESTION,
	SCREEN_RESULT,
	SCREEN_OFFER,
	SCREEN_CODE,
	SCREEN_BROWSE,
	SCREEN_LINES,
	SCREEN_IDEAS,
	SCREEN_TEAM,
	SCREEN_WEEK,
	SCREEN_CHILDREN,
	SCREEN_MORE_TIME,
	SCREEN_STAFF,
	SCREEN_READING,
	SCREEN_ABOUT, /* how to use this screen: what it offers to read, hear and reach */
	SCREEN_COUNT
};

enum verb {
	VERB_NONE,
	VERB_START,  /* attract -> home; value: number of the language */
	VERB_GO,     /* value: enum screen, one of home, who, browse, lines, ideas, team, week, reading, about */
	VERB_WHO,    /* value: enum who */
	VERB_ANSWER, /* value: option of the question shown */
	VERB_SKIP,
	VERB_BACK,
	VERB_MENU,      /* home; the visit goes on, the latch stays (S2) */
	VERB_CLEAR,     /* wipes, then what's on this week (S23) */
	VERB_OPEN,      /* value: number of an offer */
	VERB_CODE,      /* value: number of an offer: its code */
	VERB_CARD,      /* value: place of a result card 0 to 3: its code */
	VERB_PAGE,      /* value: +1 or -1 */
	VERB_KIND,      /* value: filter of browse and staff: 0 all, 1 ... */
	VERB_STAGE,     /* value: 0 all, else enum stage */
	VERB_MORE_TIME, /* back to where the visitor was */
	VERB_LANGUAGE,  /* value: number of the language */
	VERB_CONTRAST,  /* switches */
	VERB_MOTION,    /* switches */
	VERB_SIZE,      /* value: enum text_size */
	VERB_LOWER,     /* switches: all buttons in the lower half */
	VERB_LISTEN,    /* switches; only while headphones are in (S27) */
	VERB_VOLUME,    /* value: +1 or -1 */
	VERB_KNOCK,     /* the hub's name: three within 3 s open the staff area */
	VERB_CLOSE,     /* staff area closed: like Clear */
	VERB_COUNT
};

/* How large words are. The largest keeps a capital H at 0.7 degrees at the reading
 * distance (EN 301 549, 5.1.4). */
enum text_size { TEXT_NORMAL, TEXT_LARGE, TEXT_LARGEST, TEXT_SIZE_COUNT };

/* What a touch does. */
struct action {
	uint16_t verb; /* enum verb; 0: nothing. As wide as the value: no padding, so lists can be compared byte for byte (S17, S20) */
	int16_t value;
};

/* "home", "more-time" ...: for scripts, dumps and picture names; and back, -1. */
const char *screen_name(int screen);
int screen_value(const char *name);

/* "answer", "more-time" ..., "" for an unknown one; and back, -1. */
const char *verb_name(int verb);
int verb_value(const char *name);

/* "normal", "large", "largest"; and back, -1. */
const char *text_size_name(int size);
int text_size_value(const char *name);

/* S24: on a sensitive screen the question "More time?" comes sooner. */
bool screen_is_sensitive(int screen);

/* May this screen have a control with this action? Of VERB_GO the value counts too. */
bool screen_offers(int screen, struct action action);

#endif
