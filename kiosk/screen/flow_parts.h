/*
 * What the files of the flow share; screens use screen/flow.h.
 */
#ifndef SCREEN_FLOW_PARTS_H
#define SCREEN_FLOW_PARTS_H

#include "screen/flow.h"

/* The em of a type, pixels. */
int flow_em(const struct flow *flow, enum type type);

/* Takes `h` pixels for words, or for what can be touched, on this page or the next;
 * returns where they begin. */
int flow_take(struct flow *flow, int h, bool touched);

/* Turns the page where `h` pixels of what can be touched have no room on this one. */
void flow_turn_for(struct flow *flow, int h);

/* A text as it stands in `w` pixels: type, face, size, line. Letters get smaller
 * until no word is broken, not below the words for reading. */
struct paragraph flow_paragraph(const struct flow *flow, struct flow_words words, const char *text, int w);

/* Draws it at its box, which is not mirrored yet, and adds an object called `label`. */
void flow_draw(const struct flow *flow, struct flow_words words, struct paragraph paragraph, const char *label);

/* On small panels: the help line above the bar, and its height. */
int flow_help_height(const struct flow *flow);
void flow_help(const struct flow *flow);

/* The line distance of a language; Latin stands closer on small panels. */
int flow_line_of(const struct flow *flow, const char *language, enum face face, int em);

/* Urdu in Nastaliq? */
bool flow_tall(const struct flow *flow);

/* The page buttons, and the room they take above the bar. */
int flow_pager_height(const struct view *view);
void flow_pager(const struct flow *flow, int pages);

#endif
