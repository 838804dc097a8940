/*
 * From an object of the draw list to the words that are said.
 *
 * Pure: a view and a list in, text out. What is said of an object is what it shows,
 * then its state where it has one ("On"), then its role ("button", "heading"), all
 * in the language of the object. A voice reads what it is given, so:
 *
 *   0808 2000 247      0 8 0 8, 2 0 0 0, 2 4 7     voices make thousands of it
 *   999, 116 123       9 9 9, 1 1 6, 1 2 3         years, times, dates stay as they are
 *   press 55 (S32)     5 5, in a text that names 999
 *   example.org/a-b    example dot org slash a dash b
 *   a code             A code for your phone. It opens example dot org ...
 *   a · b, lines       a, b
 *
 * Marks of direction and of bold are left out. Digits of other scripts count as
 * digits. What does not fit is cut at a whole character.
 */
#ifndef SCREEN_SPEAK_H
#define SCREEN_SPEAK_H

#include "screen/view.h"

/* Bytes of what is said of one object, and of a whole screen. */
enum { SPEAK_MAX = 2048, SPEAK_SCREEN_MAX = 6144 };

/* The language in which an object is said: its own; a code is said in the visit's. */
const char *speak_language(const struct view *view, const struct draw_list *list, int object);

/* Writes what is said of the object; "" when it has no words. Returns the length.
 * `size` is at least 1. */
int speak_object(const struct view *view, const struct draw_list *list, int object, char *out, int size);

/* What is said when a screen comes, in the visit's language: its headings, then the
 * texts that stand outside of controls, in order. What can be done is reached with
 * keys or a finger. On "More time?" also how long it waits. */
int speak_screen(const struct view *view, const struct draw_list *list, char *out, int size);

/* A text as it is said, in language number `language` of the hub. */
int speak_text(const struct view *view, int language, const char *text, char *out, int size);

/* Adds a sentence to what is said already, with a full stop between. */
int speak_add(char *out, int size, const char *sentence);

/* Do keys stop here while the screen reads aloud? At every object with words, but
 * for the areas that only make a whole screen one touch. */
bool speak_stops(const struct draw_list *list, int object);

/* The object with words that lies uppermost at a place; -1 for none. */
int speak_at(const struct draw_list *list, int x, int y);

#endif
