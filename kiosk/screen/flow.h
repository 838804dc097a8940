/*
 * A screen as blocks one under another, cut into pages.
 *
 * The masters of LOOK.md stand in fixed boxes. For large words, for buttons that
 * must stand low, and for texts that have outgrown their box, a screen says
 * instead what it holds: a title, words, buttons. The flow lays these under one
 * another at the size asked for and turns to a new page where the glass is full:
 * page buttons, never scrolling, and nothing is cut off.
 *
 * A screen's function is run twice: first only to count pages, then to draw one.
 * It must say the same both times, so it depends on the view alone.
 *
 * Lowered, words keep to the upper half and whatever can be touched stands in the
 * lower half of the panel, in the same order.
 *
 * Everything here is in pixels of the panel; x runs from the left and is mirrored
 * at the last moment for languages that are read from the right.
 */
#ifndef SCREEN_FLOW_H
#define SCREEN_FLOW_H

#include "screen/kit.h"

enum { FLOW_TEXT_MAX = 1200, FLOW_CELLS_MAX = 16, FLOW_PAGES_MAX = 99 };

/* What is left over on a page, for its rows of buttons. */
struct flow_slack {
	int16_t room, rows;
};

struct flow {
	const struct view *view;
	struct draw_list *list; /* NULL: only counted */
	int page;               /* the page to draw */
	int at;                 /* the page that is being filled */
	int base;               /* em of words for reading */
	int gap;
	struct rect area;         /* of words and buttons */
	int x, w;                 /* the column in use, inside the area */
	int low;                  /* where what is touched begins; area.y where nothing is lowered */
	int y, y_low;             /* next free line, for words, and for what is touched */
	int needed;               /* how far down a heading wants room: what rows that grow must leave */
	bool fresh;               /* nothing stands on this page yet */
	bool all;                 /* every page is drawn, one over another: for what is laid out beforehand */
	bool inside;              /* a card: no pages of its own */
	struct bar bar;           /* what the bar holds; the screen sets it */
	bool bare;                /* no bar at all */
	bool own_controls;        /* this page has a bar and page buttons of its own */
	struct flow_slack *slack; /* of each page; written while counting, read while drawing */
};

/* How large the words of a flow are: the em of text for reading, in pixels. The
 * largest keeps a capital H at 0.7 degrees at 600 mm (EN 301 549, 5.1.4), large at
 * 4.8 mm (508, 402.4) or LOOK.md's x 1.25. */
int flow_base(const struct view *view);

/* Must this view be shown as a flow? */
bool flow_wanted(const struct view *view);

/* A flow without pages to turn or bar, in which everything is drawn: for a rehearsal. */
void flow_rehearse(const struct view *view, struct draw_list *list, struct flow *flow, struct flow_slack slack[FLOW_PAGES_MAX]);

/* Runs `screen` and draws the session's page of it, the pager and the bar. */
void flow_run(const struct view *view, struct draw_list *list, void (*screen)(struct flow *flow));

struct flow_words {
	enum type type;
	bool bold, soft, well;
	bool fill; /* of flow_fixed: broken into all its lines where the words allow (S17) */
	enum icon icon;
	enum role role; /* ROLE_TEXT is 0; ROLE_HEADING, ROLE_PROGRESS, ROLE_STRIP */
};

/* Words, cut between lines where a page ends; nothing for "". */
void flow_say(struct flow *flow, struct flow_words words, const char *text);

/* The same as a title, which never stands alone at the foot of a page; as plain words. */
void flow_title(struct flow *flow, const char *text);
void flow_head(struct flow *flow, const char *text); /* over a part of the page */
void flow_body(struct flow *flow, const char *text);

/* Words that always take `lines` lines, however many they need (S17); what has no
 * room in them gets smaller. */
void flow_fixed(struct flow *flow, struct flow_words words, int lines, const char *text);

/* Two short texts on one line, at its start and its end. */
void flow_ends(struct flow *flow, struct flow_words start, const char *first, struct flow_words end, const char *last);

/* Would the text stand on one line beside the other? */
bool flow_ends_fit(const struct flow *flow, enum type type, const char *first, const char *last);

/* Lines that `chars` letters take at the column's width, whatever they say. */
int flow_lines_for(const struct flow *flow, enum type type, int chars);

/* Line distance of a type, pixels. */
int flow_line(const struct flow *flow, enum type type);

struct flow_button {
	const char *label;
	const char *more;     /* below the label, smaller; NULL or "" for none */
	const char *language; /* NULL: the visit's */
	enum type type;       /* of the label; 0: TYPE_BUTTON */
	enum icon icon;       /* ICON_NEXT stands behind the words, others before them */
	enum look look;
	struct action action;
};

/* Buttons in rows of at most `columns`, fewer where words are long; those of a row
 * are equally high, and no lower than 20 mm; they grow a little where a page has room
 * to spare. At most FLOW_CELLS_MAX in a row. */
void flow_buttons(struct flow *flow, const struct flow_button *buttons, int count, int columns);

/* Buttons that must look alike on several screens (S13): first all of them are learnt,
 * one set after another, then any set is drawn as the least of them has room. Begin with
 * the columns wanted and 0. */
struct flow_grid {
	int columns, h;
};
void flow_learn(const struct flow *flow, struct flow_grid *grid, const struct flow_button *buttons, int count);
void flow_buttons_alike(struct flow *flow, struct flow_grid grid, const struct flow_button *buttons, int count);

/* The same for a list of offers, each opened by its button: `make` says its words. */
struct flow_item {
	char label[FLOW_TEXT_MAX / 4];
	char more[FLOW_TEXT_MAX];
};
void flow_list(struct flow *flow, const int16_t *numbers, int count, void (*make)(const struct view *view, int number, struct flow_item *item));

/* The height of a button with one line. */
int flow_button_height(const struct flow *flow);

/* One button over the whole width. */
void flow_button(struct flow *flow, struct flow_button button);

/* Pixels left for words on this page. */
int flow_room(const struct flow *flow);

/* A new page, unless this one is empty. `flow_need` only where `h` pixels of words
 * have no room on this one. */
void flow_break(struct flow *flow);
void flow_need(struct flow *flow, int h);

/* Is the page drawn that is being filled? */
bool flow_drawing(const struct flow *flow);

/* A box in pixels, mirrored where the language asks for it. */
struct rect flow_place(const struct flow *flow, struct rect at);

/* Takes `h` pixels of words on this page or the next for something the screen draws
 * itself; where it begins, or -1 while nothing is drawn. */
int flow_place_words(struct flow *flow, int h);

/* The same for a block with things to touch in it: a card. Panel and inside: its
 * ground, and the flow of what stands in it, which neither turns pages nor lowers. */
int flow_take_block(struct flow *flow, int h);
void flow_panel(const struct flow *flow, struct rect at);
void flow_inside(struct flow *flow, struct rect at, int pad);

/* Words stand beside something `w` pixels wide, to the end of this page; or below
 * something `h` high that the whole width holds. */
void flow_beside(struct flow *flow, int w);
void flow_fill(struct flow *flow, int h);

/* Lines that a text takes at the column's width. */
int flow_lines_of(const struct flow *flow, enum type type, const char *text);

/* What each screen holds, in its own file. */
void flow_attract(struct flow *flow);
void flow_home(struct flow *flow);
void flow_who(struct flow *flow);
void flow_question(struct flow *flow);
void flow_result(struct flow *flow);
void flow_offer(struct flow *flow);
void flow_code(struct flow *flow);
void flow_browse(struct flow *flow);
void flow_lines(struct flow *flow);
void flow_ideas(struct flow *flow);
void flow_team(struct flow *flow);
void flow_week(struct flow *flow);
void flow_children(struct flow *flow);
void flow_more_time(struct flow *flow);
void flow_staff(struct flow *flow);
void flow_reading(struct flow *flow);
void flow_about(struct flow *flow);

#endif
