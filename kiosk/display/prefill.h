/*
 * The words of the screens that may come next, laid out while nobody touches.
 *
 * Words that are met for the first time are measured and rendered, which takes several
 * times as long as finding them again. So when a screen has stood for PREFILL_AFTER_MS
 * and no finger is down, each screen that one touch leads to is laid out and its words
 * are rendered into the tables of the fonts: one screen a step, every PREFILL_EVERY_MS,
 * and then no more until the screen changes (an idle window sleeps).
 *
 * S20: nothing of it depends on an answer. It works from a session without answers, on
 * the screen, page, language, theme and size that everybody sees; all its targets are
 * done alike, and each in every form that answers could give it: questions for a visitor
 * alone and not alone, lists of offers and lines with a concern and without, cleared for
 * joint offers, for children. One form is one step. Results
 * and their codes are left out: their words are display/rehearse.h's. All of it is wiped
 * at the end of a visit with the fonts' tables. The tables are bounded, and it stops when
 * they are three quarters full.
 */
#ifndef DISPLAY_PREFILL_H
#define DISPLAY_PREFILL_H

#include "display/font.h"
#include "screen/view.h"

enum { PREFILL_AFTER_MS = 300, PREFILL_EVERY_MS = 16, PREFILL_TARGETS = 64 };

struct prefill {
	bool going;
	struct session from; /* the screen shown, without answers */
	int w, h;
	int step;  /* the next form of the next target */
	int count; /* of actions that lead to targets */
	struct action actions[PREFILL_TARGETS];
	int64_t next_ms;
};

/* When prefill_step has something to do next; INT64_MAX: not before the screen changes. */
int64_t prefill_due(const struct prefill *prefill, const struct view *view);

/* Does the next target when it is due. `list` is a block to work in, wiped afterwards;
 * nothing of the view is changed. */
void prefill_step(struct prefill *prefill, const struct view *view, struct fonts *fonts, struct draw_list *list);

/* At a visit's end. */
void prefill_forget(struct prefill *prefill);

#endif
