/*
 * The running program without a window: hub, visit, painter, in one block.
 *
 * Window, script and pictures all drive this. Time is given to it as
 * milliseconds of one's own clock; a touch is one way: event -> object of the
 * list just shown -> action -> session -> a new list. Nothing in here reads a
 * clock or knows a window.
 */
#ifndef DISPLAY_KIOSK_H
#define DISPLAY_KIOSK_H

#include "core/settings.h"
#include "display/counting.h"
#include "display/explore.h"
#include "display/glass_report.h"
#include "display/keypad.h"
#include "display/paint.h"
#include "display/prefill.h"
#include "display/rehearse.h"
#include "display/scan.h"
#include "display/speech.h"
#include "display/supply.h"
#include "display/touch.h"
#include "screen/view.h"

struct kiosk {
	struct settings settings;
	struct findings findings; /* all that is wrong, told once on stderr */
	int told;                 /* how many of them were printed */
	struct arena arena;       /* of the hub */
	struct hub hub;
	int packs_in;          /* 0: the lines compiled into the program */
	struct pack_set packs; /* of the hub, in the order of their layers, with those they need */
	struct supply supply;  /* where they come from, and when others come (display/supply.h) */
	struct health health;
	struct codes codes; /* of the hub; filled by kiosk_prove, before any visit */
	struct session session;
	struct counting counting;  /* S39-S43; off until kiosk_count */
	struct glass_report glass; /* what leaves of the rest; off until then, too */
	struct touch touch;
	struct keypad keypad;
	struct speech speech; /* without a voice until kiosk_voice */
	struct explore explore;
	struct scan scan;
	struct fonts *fonts;
	struct measure measure;
	struct pictures pictures;
	struct painter painter;
	struct view view;
	struct draw_list list; /* what is on the screen */
	struct rehearse rehearse;
	struct prefill prefill;
	bool unprepared;    /* neither of the two: a script that only dumps wants no words rendered (ahead off) */
	bool visit_shown;   /* the list shows a visit, */
	bool staff_shown;   /* or the staff area */
	bool attract_shown; /* or the attract loop */
	bool forgot;        /* a visit was wiped; who shows pixels wipes them and takes it back */
	long alive;         /* blocks that outlived a visit: 0, see forget_visit */
	bool live;          /* before families: only packs that are signed off (S37) */
	bool lasting;       /* a run before people, or a script: starts with new content count */
	bool rehearsal;     /* the time was given with --now: a day before the packs is meant so */
	bool clock_told;    /* that the clock is wrong */
	bool lowered;       /* the panel hangs high: each visit begins with its buttons in the lower half */
	int64_t now_ms;
	moment wall; /* wall clock at now_ms 0; see kiosk_set_wall */
};

/* Opens fonts and pictures of the settings and loads the hub: of the content that
 * travelled, else of the packs of the settings, or less (S10, display/stock.h). With
 * `live`, a set that nobody has signed goes down to one that is signed, at last to the
 * lines in the program (S37); without, it is shown and said to be a preview. Never
 * fails but for want of memory. */
bool kiosk_open(struct kiosk *kiosk, struct fault *fault);
void kiosk_close(struct kiosk *kiosk);

/* Begins to count visits (display/counting.h) and to report how the screen is
 * (display/glass_report.h), where a folder is named; for runs that families see, and
 * scripts. */
void kiosk_count(struct kiosk *kiosk);

/* Sets the panel and begins the attract loop. 0, 0 for mm: as frame_for. Where the
 * panel hangs so high that buttons would be out of reach, they come lowered, and where
 * that is not enough either, a finding says so (display/hang.h). */
void kiosk_panel(struct kiosk *kiosk, int w, int h);

/* Says that it is `now` at this now_ms. */
void kiosk_set_wall(struct kiosk *kiosk, moment now);

/* The same for another now_ms: after a long sleep the kiosk's own is old. */
void kiosk_set_wall_at(struct kiosk *kiosk, moment now, int64_t now_ms);
moment kiosk_wall(const struct kiosk *kiosk);

/* S9: checks and proves the hub (core/approve.h) and, when that fails, goes down
 * to fewer packs until one set holds; the lines in the program always do. Then makes
 * all codes, so that no visit takes memory (S26). False when the hub that was shown
 * had to go. */
bool kiosk_prove(struct kiosk *kiosk);

/* Fills the list from the session. When a visit is over, also because staff knocked,
 * all that it left is wiped first (S26, display/forget.h). */
void kiosk_fill(struct kiosk *kiosk);

/* One event of a pointer; fills the list when it changed anything. */
enum change kiosk_touch(struct kiosk *kiosk, const struct touch_event *event);

/* Gives the screen a voice that outlives it; NULL: none. Only to be called between
 * visits. */
void kiosk_voice(struct kiosk *kiosk, const struct voice *voice);

/* A key, and a key that is lifted; fills the list when it changed anything
 * (display/listen.h). A touch takes the ring away, but for somebody who listens. */
enum change kiosk_key(struct kiosk *kiosk, enum kiosk_key key);
void kiosk_key_up(struct kiosk *kiosk, enum kiosk_key key);

/* Headphones are in, or out (S27). */
enum change kiosk_plug(struct kiosk *kiosk, bool in);

/* Lets time pass up to now_ms; fills the list when it changed anything. */
enum change kiosk_tick(struct kiosk *kiosk, int64_t now_ms);

/* When kiosk_tick must be called next. */
int64_t kiosk_due(const struct kiosk *kiosk);

/* Prints the findings that were not printed yet to stderr, each once, and brings
 * the health that staff see up to date. */
void kiosk_tell(struct kiosk *kiosk);

#endif
