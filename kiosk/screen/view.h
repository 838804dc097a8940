/*
 * What a screen needs to fill its list, and the table of screens.
 *
 * A screen is one file and one row of the table in screens.c: how to fill it.
 * view_fill draws the screen of the session; it is a pure function of the view.
 *
 * Screens are laid out in design pixels (LOOK.md): 1920 x 1080 in landscape,
 * 1080 x 1920 in portrait, 800 x 480 on small panels, and every number goes
 * through the frame's scale into real pixels.
 */
#ifndef SCREEN_VIEW_H
#define SCREEN_VIEW_H

#include "core/finding.h"
#include "screen/codes.h"
#include "screen/measure.h"
#include "core/counts_store.h"
#include "core/session.h"
#include "core/settings.h"
#include "core/shown.h"
#include "screen/theme.h"

enum form { FORM_LANDSCAPE, FORM_PORTRAIT, FORM_SMALL };

/* A panel. */
struct frame {
	int w, h; /* pixels */
	double px_per_mm;
	int floor_mm;    /* its lower edge above the floor; 0: nobody has said */
	int distance_mm; /* from the reader's eye to the glass */
	enum form form;
	double scale; /* pixels of one design pixel */
	int dw, dh;   /* the panel in design pixels, at least the master's */
	int ox;       /* design pixels left of the master where the panel is wider */
};

/* A frame for a panel. Wide panels of less than 1000 px or 313 mm are small. width_mm 0: a 21.5" panel of that shape (4.03 px/mm at
 * 1080p) or, under 1000 px wide, a 7" one (5.25 px/mm at 800 x 480). Nothing is said of
 * the floor, and the distance is DISTANCE_MM. */
struct frame frame_for(int w, int h, int width_mm, int height_mm);

/* Millimetres as pixels, rounded up: for sizes that are a duty (S22: 20 mm). */
int frame_mm(const struct frame *frame, double mm);

/* The health of the program, in words for staff; filled by the display. */
struct health {
	int faults;                    /* findings of severity error, and missing pictures, fonts */
	char first[3][FAULT_SAYS_MAX]; /* the first of them */
	bool pictures, fonts;          /* all there */
	enum counts_state counts;      /* of the last time that they were written */
	bool builtin;                  /* no pack could be read, or may be shown */
	bool unsigned_packs;           /* because nobody has signed them (S37) */
	bool preview;                  /* shown unsigned, to people who work on it */
	int64_t release;               /* of the content that travelled; 0: none did */
	char set[13];                  /* the first digits of its name */
};

/* Can it read aloud (S27)? */
enum hear {
	HEAR_NONE,      /* this screen has no voice */
	HEAR_UNPLUGGED, /* it has, and no headphones are in */
	HEAR_READY,
};

struct view {
	const struct hub *hub;
	const struct session *session;
	const struct measure *measure;
	const struct theme *theme;
	const struct health *health;
	const struct codes *codes; /* made beforehand; NULL: each when it is drawn */
	struct frame frame;
	moment now;
	int64_t now_ms;
	int pressed; /* object that is being touched, -1 none */
	int focus;   /* control that keys act on, in reading order; 0 none */
	int heard;   /* 1 + object that was read aloud last: it has the ring; 0 none */
	bool clock_wrong;
	enum hear hear;
	bool flowing;   /* set by the flow: its bar differs on small panels */
	bool voiceless; /* and no voice for the language of the visit: WORD_LISTEN_NO_VOICE */
};

/* Fills `list` with the session's screen. */
void view_fill(const struct view *view, struct draw_list *list);

/* One fill function a screen, in its own file. */
void screen_attract(const struct view *view, struct draw_list *list);
void screen_home(const struct view *view, struct draw_list *list);
void screen_who(const struct view *view, struct draw_list *list);
void screen_question(const struct view *view, struct draw_list *list);
void screen_result(const struct view *view, struct draw_list *list);
void screen_offer(const struct view *view, struct draw_list *list);
void screen_code(const struct view *view, struct draw_list *list);
void screen_browse(const struct view *view, struct draw_list *list);
void screen_lines(const struct view *view, struct draw_list *list);
void screen_ideas(const struct view *view, struct draw_list *list);
void screen_team(const struct view *view, struct draw_list *list);
void screen_week(const struct view *view, struct draw_list *list);
void screen_children(const struct view *view, struct draw_list *list);
void screen_more_time(const struct view *view, struct draw_list *list);
void screen_staff(const struct view *view, struct draw_list *list);
void screen_reading(const struct view *view, struct draw_list *list);
void screen_about(const struct view *view, struct draw_list *list);

#endif
