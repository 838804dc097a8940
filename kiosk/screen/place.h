/*
 * Where the parts of a screen stand.
 *
 * Screens give boxes as if English were read on the master panel; place() turns
 * them round for languages that are read from the right. place_cover shows a
 * picture as a window that fills its box, the way LOOK.md's mock-ups do, and
 * place_grow tells how much room a panel has beyond the master between the top
 * and the bar: screens give it to their cards.
 */
#ifndef SCREEN_PLACE_H
#define SCREEN_PLACE_H

#include "screen/kit.h"

/* The design rectangle, mirrored where the language is read from the right. */
struct rect place(const struct view *view, int x, int y, int w, int h);

/* One of three boxes, by form. */
struct rect place_by(const struct view *view, struct rect landscape, struct rect portrait, struct rect small);

/* Design pixels that the bar stands lower than on the master; below 0 on panels
 * whose 20 mm need more pixels (S22). */
int place_grow(const struct view *view);

/* A picture of `w` x `h` that covers `at`. x_part and y_part say which part shows
 * where there is too much: 0 the left or top end, 100 the right or bottom end.
 * Mirrored with the reading direction; nothing in high contrast. */
struct cover {
	struct rect at; /* not mirrored yet */
	enum picture picture;
	int w, h;
	int x_part, y_part;
};
void place_cover(const struct view *view, struct draw_list *list, struct cover cover);

/* The same with round corners, for a picture that stands on paper. */
void place_cover_round(const struct view *view, struct draw_list *list, struct cover cover, int round);

/* The low band behind a title of the small form, 92 design pixels high: the end of
 * the picture, whole and small, with sky behind the words, and its mirror image
 * before it. */
void place_band(const struct view *view, struct draw_list *list, enum picture picture);

/* In high contrast, where scenes are off: the night panorama over the whole width,
 * the lower `h` design pixels of it, its lane on `bottom`. Nothing otherwise. */
void place_night(const struct view *view, struct draw_list *list, int bottom, int h);

/* A plain rectangle over the whole width of the panel: the sky above a picture.
 * Nothing in high contrast. */
void place_sky(const struct view *view, struct draw_list *list, int y, int h, colour fill);

/* A box with round corners and no edge; a disc where round is half its height. */
void place_box(const struct view *view, struct draw_list *list, struct rect at, colour fill, int round);

/* An object over the whole panel, below everything that follows, that is no stop
 * in the reading order. */
void place_touch(const struct view *view, struct draw_list *list, const char *label, struct action action);

/* The help-line strip of the attract loop is part of a picture, so it says the
 * same as the bar's strip: "Free support line ... 0808 ... 999", with `between`
 * before the number. */
void place_help(const struct view *view, char *out, int size, const char *between);

/* "2", isolated, for counts. */
void place_number(char *out, int size, int number);

#endif
