/*
 * The words of every card, laid out and drawn before anybody needs them (S20).
 *
 * Words that are met for the first time are measured and rendered, which takes
 * longer than finding them again. Were that done when the result comes, its delay
 * and its work would depend on the cards. So in each visit, while the visitor reads
 * the screens before, all cards that the hub can show to anybody are laid out, one
 * every REHEARSE_EVERY_MS, and their words are rendered. The order and the number
 * of steps come from the hub alone; no answer is looked at. It begins anew with the
 * visit and when language, theme or panel change.
 *
 * A visitor quicker than the rehearsal finds the rest of it done in the fixed wait
 * before the cards (RESULT_MS), in one go. Else a step is one card, about a
 * millisecond, and a touch never waits for more.
 */
#ifndef DISPLAY_REHEARSE_H
#define DISPLAY_REHEARSE_H

#include "core/route.h"
#include "display/font.h"
#include "screen/view.h"

enum { REHEARSE_EVERY_MS = 16, REHEARSE_CARDS_MAX = 512 };

struct rehearse {
	int count; /* of the hub's cards; 0 until they are learnt */
	struct card cards[REHEARSE_CARDS_MAX];
	/* this visit; zero at its end */
	bool going;
	int at;          /* the next card; count: all are done */
	int64_t next_ms; /* when it is due */
	uint8_t language;
	bool contrast, lowered;
	uint8_t size;
	int w, h;
	long drawn;            /* runs that the fonts had drawn: fewer means they forgot */
	struct draw_list list; /* of one card, wiped after each */
};

/* Finds all cards of the hub as of `now` (core/results.h). A hub with more than
 * REHEARSE_CARDS_MAX has the first of them rehearsed. Takes memory while it runs:
 * to be called between visits. */
void rehearse_learn(struct rehearse *rehearse, const struct hub *hub, moment now);

/* When rehearse_step has something to do next; INT64_MAX: never. */
int64_t rehearse_due(const struct rehearse *rehearse, const struct session *session);

/* Does the next card when it is due; all that are left when the cards of the result
 * are about to come. `view` is that of the screen; nothing of it is changed. */
void rehearse_step(struct rehearse *rehearse, const struct view *view, struct fonts *fonts, int64_t now_ms);

/* At a visit's end. The cards of the hub are kept. */
void rehearse_forget(struct rehearse *rehearse);

#endif
