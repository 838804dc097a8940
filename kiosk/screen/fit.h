/*
 * Words that must not be cut.
 *
 * Texts of packs differ in length and languages in height. These functions ask
 * whether words go into their box, count their lines, and make letters smaller,
 * never below the smallest size for reading, until they do.
 */
#ifndef SCREEN_FIT_H
#define SCREEN_FIT_H

#include "screen/kit.h"

/* Lines that the text takes at this width. */
int fit_lines(const struct view *view, struct words words, const char *text);

/* Does the text go into the box w x h? */
bool fit_holds(const struct view *view, struct words words, const char *text);

/* How many lines the box holds at the size of the type, not more than `most`;
 * depends on the box and the language, never on words (S17). For words.lines. */
int fit_lines_most(const struct view *view, struct words words, int most);

/* Does the text, with words.lines, come to all these lines? */
bool fit_fills(const struct view *view, struct words words, const char *text);

/* The words with letters small enough for the box: LOOK.md's 28 for reading is
 * the aim, 24 (20 on small panels) the end. */
struct words fit_words(const struct view *view, struct words words, const char *text);

/* The size of letters that fit_words comes to, for texts that must look equal. */
int fit_em(const struct view *view, struct words words, const char *text);

/* Draws them so; `at` is mirrored already. */
int fit_draw(const struct view *view, struct draw_list *list, struct words words, const char *text);

/* The same, but an object stands there also without a text (S17). */
void fit_draw_always(const struct view *view, struct draw_list *list, struct words words, const char *text);

/* The height that the text takes at this width, design pixels: its own line
 * distance, no limit but that of a paragraph. */
int fit_height(const struct view *view, struct words words, const char *text);

#endif
