/*
 * The parts that all screens are made of.
 *
 * Each function takes the view and the list, draws one part of LOOK.md in design
 * pixels, and adds the object that gives it a name and a touch. Two habits carry
 * the look: an edge means touch (kit_button, kit_card with an action), and
 * nothing else has an edge (kit_panel, kit_well).
 *
 * Coordinates are design pixels of the master, x from the reading start side in
 * functions that end in _start (they mirror in RTL), else from the left.
 */
#ifndef SCREEN_KIT_H
#define SCREEN_KIT_H

#include "core/words.h"
#include "screen/paragraph.h"
#include "screen/view.h"

/* The language of the visit. */
bool kit_rtl(const struct view *view);
const char *kit_language(const struct view *view);

/* A word of the program, a text of the hub, "id.part", in the visit's language. */
const char *kit_word(const struct view *view, enum word word);
const char *kit_text(const struct view *view, const char *key);
const char *kit_part(const struct view *view, const char *id, const char *part);

/* Design pixels to pixels. kit_mirror reflects a rectangle within the master's
 * width when the language is RTL, else gives it back. */
int kit_px(const struct view *view, int design);
struct rect kit_rect(const struct view *view, int x, int y, int w, int h);
struct rect kit_mirror(const struct view *view, struct rect design);

/* The roles of LOOK.md's table of type, per form. */
enum type {
	TYPE_DISPLAY, /* attract heading */
	TYPE_TITLE,
	TYPE_QUESTION,
	TYPE_ANSWER,
	TYPE_CARD,    /* card title */
	TYPE_LEAD,    /* under a title: 38 */
	TYPE_BODY,    /* 30 in cards */
	TYPE_SMALL,   /* small print: 28 */
	TYPE_BUTTON,  /* 32 bold */
	TYPE_CHIP,    /* 26 */
	TYPE_NUMBER,  /* 48 bold */
	TYPE_ADDRESS, /* 38 bold */
	TYPE_COUNT
};

/* Words in a design rectangle. Adds a text object (role heading for display, title
 * and question). Returns the design height used. */
struct words {
	struct rect at; /* design pixels; h is the room, 0: as much as lines_max needs */
	enum type type;
	int em, line; /* design pixels in place of the type's; 0: the type's */
	enum align align;
	colour ink;    /* 0: the theme's ink */
	colour ground; /* what is behind, for the dump; 0: paper */
	int lines_max; /* 0: as many as fit h */
	int lines;     /* 0, or the lines it always has, where the words allow, evenly in h (S17) */
	bool middle;
	bool bold;   /* bold cut of the same size */
	bool shrink; /* a text too long for its lines gets smaller, not below 24 (small form: 20) */
	bool quiet;  /* draw only: no object of its own (inside a control) */
};
int kit_words(const struct view *view, struct draw_list *list, struct words words, const char *text);

/* How high the text would be at this width, design pixels. */
int kit_words_height(const struct view *view, struct words words, const char *text);

/* How many lines it would have. */
int kit_words_lines(const struct view *view, struct words words, const char *text);

/* The design line distance and em of a type. */
int kit_line(const struct view *view, enum type type);
int kit_em(const struct view *view, enum type type);

enum look { LOOK_PLAIN, LOOK_MAIN, LOOK_HONEY };

/* A button: icon and word in a row, or above each other when `stacked`. */
struct button {
	struct rect at; /* design pixels */
	enum look look;
	enum icon icon;
	bool icon_after; /* the arrow of "Touch to start" */
	bool icon_turns; /* arrows turn in RTL */
	bool stacked;
	enum type type; /* TYPE_BUTTON where 0 is wanted: give it */
	int em;         /* design pixels in place of the type's; 0: the type's */
	const char *label;
	bool label_hidden;    /* the icon alone; the label is still its name */
	bool firm;            /* letters never get smaller: the icon alone where words have no room */
	const char *speech;   /* NULL: the label */
	const char *language; /* NULL: the visit's; for chips in their own language */
	struct action action;
};
void kit_button(const struct view *view, struct draw_list *list, struct button button);

/* A button without its words, in pixels of the panel, mirrored already: the block and
 * its object. Whoever calls draws the words, `drop` pixels lower, in `ink`. */
struct touch_block {
	struct rect at;
	enum look look;
	const char *label, *language;
	bool rtl;
	int cap_em; /* em of its words in pixels, 0 without words */
	struct action action;
};
struct touch_drawn {
	int drop;
	colour ink;
};
struct touch_drawn kit_touch_block(const struct view *view, struct draw_list *list, const struct touch_block *touch);

/* Is no word of the text wider than its box: would none be broken inside? */
bool kit_whole_words(const struct view *view, const struct paragraph *paragraph);

/* A card that is touched as a whole: outline, lip, shadow; object of role card.
 * Returns how many design pixels its contents must drop while pressed (0 or 4). */
int kit_card(const struct view *view, struct draw_list *list, struct rect at, const char *label, struct action action);

/* A card that is not touched: milk, hairline or none, shadow. */
void kit_panel(const struct view *view, struct draw_list *list, struct rect at, bool hairline);

/* Oat ground without edge. */
void kit_well(const struct view *view, struct draw_list *list, struct rect at);

/* A thin line. */
void kit_rule(const struct view *view, struct draw_list *list, struct rect at);

/* A tinted icon, `size` design pixels square. */
struct mark {
	int x, y, size;
	enum icon icon;
	colour ink; /* 0: the theme's */
	bool turns; /* in RTL */
};
void kit_icon(const struct view *view, struct draw_list *list, struct mark mark);

/* A square picture; not in high contrast. */
struct square {
	int x, y, size;
	enum picture picture;
};
void kit_spot(const struct view *view, struct draw_list *list, struct square square);

/* A window `at` into a picture drawn `full_w` x `full_h` design pixels large, from
 * (from_x, from_y). Mirrored in RTL when `turns`. Not in high contrast, but for
 * the night panorama. */
struct scene {
	struct rect at;
	enum picture picture;
	int full_w, full_h, from_x, from_y;
	int radius;
	uint8_t corners;
	bool turns;
};
void kit_scene(const struct view *view, struct draw_list *list, struct scene scene);

/* The hub's post icon and name (the quiet way for staff: VERB_KNOCK). */
void kit_hub_name(const struct view *view, struct draw_list *list, int x, int y, colour ink);

/* Only the quiet way for staff, without words, where the hub's name does not fit:
 * its object has the hub's name. `at` is in design pixels, not mirrored. */
void kit_knock(const struct view *view, struct draw_list *list, struct rect at);

/* The bar: same boxes on every screen, never mirrored (S22). `second` is the
 * button beside Back. */
enum second { SECOND_NONE, SECOND_SKIP, SECOND_MENU, SECOND_CLOSE };
struct bar {
	bool back;
	enum second second;
	bool reading; /* the buttons for how to read, and to listen where there is a voice */
	bool strip;   /* the help-line strip */
};
void kit_bar(const struct view *view, struct draw_list *list, struct bar bar);

/* Only the help-line strip, or only Clear, for screens with a bar of their own. */
void kit_strip(const struct view *view, struct draw_list *list, struct rect at);
void kit_clear(const struct view *view, struct draw_list *list);

/* Boxes of the bar in design pixels, by form. */
struct bar_boxes {
	struct rect back, second, reading, listen, strip, clear; /* listen: w 0 without a voice; strip: w 0 in a small flow */
	struct rect pager;                                       /* small flows turn their pages in the bar; else w 0 */
	int top;                                                 /* content ends 28 design pixels above this (30 on small) */
};
struct bar_boxes kit_bar_boxes(const struct view *view);

/* Page buttons for a list of `pages`, in the design rectangle: "Page 2 of 3" and
 * two buttons; nothing when there is one page. */
void kit_pages(const struct view *view, struct draw_list *list, struct rect at, int pages);

#endif
