/*
 * The words of a result card, and what its code leads to.
 *
 * The boxes of a card are the same on every route (S17), so the words are chosen
 * to fit: the small print is composed of pieces in order of need, each measured,
 * and what has no room stands on the code page instead. Never left out: the line
 * open day and night (S34), what staff must do (S45), and that parents join
 * different groups.
 */
#ifndef SCREEN_CARDS_H
#define SCREEN_CARDS_H

#include "core/pack.h"
#include "screen/details.h"

struct card_text {
	char title[PACK_TEXT_MAX + 8];
	char body[SAY_MAX];
	char small[SAY_MAX];
};

/* The four cards of this visit, as of the moment the result came. */
void cards_result(const struct view *view, struct result *result);

/* The heading of a card: from its kind, or the offer's. */
const char *cards_title(const struct view *view, const struct card *card);

/* All its words. `small` says how and where the small print is set; `brief` is for
 * panels that have no room for the body: it then may stand in the small print. */
void cards_text(const struct view *view, const struct card *card, struct words small, bool brief, struct card_text *out);

/* Draws the card as the result shows it in its first place, in the list given. For
 * the rehearsal, which wants its words (display/rehearse.h). */
void cards_rehearse(const struct view *view, struct draw_list *list, const struct card *card);

/* The number of a line as it is said: "0808 2000 247", "Text SHOUT to 85258", its
 * address, or "". */
void cards_number(const struct view *view, char *out, int size, const struct offer *offer);

/* Is the card a list of lines? */
bool cards_has_lines(const struct card *card);

/* Where the code of an offer leads: its own page, else the hub's; but a support
 * line without a page of its own has none, since the hub's page does not help
 * (S3, S6). "" when there is none. */
const char *cards_offer_page(const struct view *view, const struct offer *offer);

/* Where the code of a card leads. Of a card of lines: the first own page among
 * them, in their order, else the hub's. */
const char *cards_page(const struct view *view, const struct card *card);

#endif
