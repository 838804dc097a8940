/*
 * The result: four cards that look out on one evening panorama, cut by place.
 *
 * S17: title, boxes, pictures, number of objects and the wait are the same on
 * every route; only the words inside the cards differ. Windows, button and shadow
 * belong to the place, never to the kind. Each card is a title, a body, the small
 * print and the button, present also when a text is empty. Each of these texts has
 * the same number of lines on every card, where its words can be broken into so
 * many, so that from afar no card is known by how full it is.
 */
#include "screen/cards.h"
#include "screen/fit.h"
#include "screen/flow.h"
#include "screen/place.h"

enum { WINDOW_LEAST = 64, TITLE_LINES = 2, BODY_LINES = 3, SMALL_LINES = 5 };

/* Design boxes of one form, card boxes from the card's corner. */
struct plan {
	struct rect title, line;
	struct rect first;  /* card of place 0 */
	int step_x, step_y; /* to the next card across and down */
	int columns;
	int picture_h;                     /* 0: no window */
	int pan_w, pan_h, pan_step, pan_y; /* the panorama and where its windows lie */
	struct rect card_title, body, small, button;
	int rule_y;
};

static const struct plan plans[] = {
    [FORM_LANDSCAPE] = {.title = {64, 28, 1792, 76},
			.line = {64, 106, 1792, 42},
			.first = {64, 172, 424, 752},
			.step_x = 456,
			.columns = 4,
			.picture_h = 168,
			.pan_w = 1792,
			.pan_h = 176,
			.pan_step = 456,
			.pan_y = 4,
			.card_title = {26, 184, 376, 92},
			.body = {26, 282, 376, 152},
			.rule_y = 440,
			.small = {26, 448, 376, 187},
			.button = {26, 646, 372, 88}},
    [FORM_PORTRAIT] = {.title = {64, 36, 952, 76},
		       .line = {64, 114, 952, 42},
		       .first = {64, 174, 460, 722},
		       .step_x = 492,
		       .step_y = 746,
		       .columns = 2,
		       .picture_h = 168,
		       .pan_w = 1944,
		       .pan_h = 191,
		       .pan_step = 495,
		       .pan_y = 12,
		       .card_title = {26, 184, 412, 92},
		       .body = {26, 282, 412, 114},
		       .rule_y = 404,
		       .small = {26, 414, 412, 187},
		       .button = {26, 610, 408, 88}},
    [FORM_SMALL] = {.title = {16, 2, 356, 50},
		    .line = {378, 0, 410, 54},
		    .first = {16, 54, 378, 143},
		    .step_x = 390,
		    .step_y = 148,
		    .columns = 2,
		    .card_title = {14, 1, 256, 54},
		    .small = {14, 56, 262, 85},
		    .button = {280, 28, 86, 84}},
};

static struct rect inside(const struct view *view, struct rect card, struct rect part)
{
	struct rect at = {card.x + part.x, card.y + part.y, part.w, part.h};
	return kit_mirror(view, at);
}

/* The window of a place; the outline of the card stays free. */
static void window(const struct view *view, struct draw_list *list, const struct plan *plan, struct rect card, int which)
{
	int edge = view->theme->outline;
	struct rect at = kit_mirror(view, (struct rect){card.x + edge, card.y + edge, card.w - 2 * edge, plan->picture_h - edge});
	int from = plan->pan_step * which + edge;
	kit_scene(view, list,
		  (struct scene){.at = at,
				 .picture = view->theme->contrast ? PICTURE_PANORAMA_NIGHT : PICTURE_PANORAMA,
				 .full_w = plan->pan_w,
				 .full_h = plan->pan_h,
				 .from_x = kit_rtl(view) ? plan->pan_w - from - at.w : from,
				 .from_y = plan->pan_y + edge,
				 .radius = 28 - edge,
				 .corners = 3,
				 .turns = true});
}

/* What a dense panel takes from a card for its higher bar comes off the window
 * first; a narrow rest of it is left out. The words keep their room. */
static struct plan with_grow(const struct plan *plan, int grow)
{
	struct plan grown = *plan;
	int cut = grow >= 0 ? 0 : -grow < plan->picture_h ? -grow : plan->picture_h;
	grown.first.h += grow;
	grown.step_y += grow;
	grown.picture_h = plan->picture_h - cut < WINDOW_LEAST ? 0 : plan->picture_h - cut;
	grown.card_title.y -= cut;
	grown.body.y -= cut;
	grown.rule_y -= cut;
	grown.small.y -= cut;
	grown.small.h += grow + cut;
	grown.button.y += plan->picture_h ? grow : grow / 2;
	return grown;
}

static void draw_card(const struct view *view, struct draw_list *list, const struct plan *plan, const struct card *card, int which)
{
	bool small = view->frame.form == FORM_SMALL;
	struct rect at = plan->first;
	at.x += plan->step_x * (which % plan->columns);
	at.y += plan->step_y * (which / plan->columns);
	struct rect mirrored = kit_mirror(view, at);
	kit_panel(view, list, mirrored, true);
	if (plan->picture_h)
		window(view, list, plan, at, which);
	colour milk = view->theme->milk;
	struct words print = {
	    .at = inside(view, at, plan->small), .type = TYPE_SMALL, .line = small ? 24 : 0, .ink = view->theme->soft, .ground = milk};
	struct words title = {.at = inside(view, at, plan->card_title), .type = TYPE_CARD, .line = small ? 24 : 0, .ground = milk, .middle = small};
	struct words body = {.at = inside(view, at, plan->body), .type = TYPE_BODY, .ground = milk};
	struct card_text text;
	print.lines = fit_lines_most(view, print, SMALL_LINES);
	title.lines = TITLE_LINES;
	cards_text(view, card, print, small, &text);
	fit_draw_always(view, list, title, text.title);
	if (!small) {
		body.lines = BODY_LINES;
		fit_draw_always(view, list, body, text.body);
		kit_rule(view, list, inside(view, at, (struct rect){plan->button.x, plan->rule_y, plan->button.w, 2}));
	}
	fit_draw_always(view, list, print, text.small);
	kit_button(view, list,
		   (struct button){.at = inside(view, at, plan->button),
				   .look = LOOK_MAIN,
				   .icon = ICON_CODE,
				   .stacked = small,
				   .type = TYPE_BUTTON,
				   .label = kit_word(view, WORD_SHOW_CODE),
				   .action = {VERB_CARD, (int16_t)which}});
}

/* On small panels the sentence of S45 stands here for the team's card, on every
 * route; else that all is free. Where a language needs more words for it, the title
 * has fewer letters: by the language, never by the route. */
static void heading(const struct view *view, struct draw_list *list, const struct plan *plan)
{
	bool small = view->frame.form == FORM_SMALL;
	const char *sentence = kit_word(view, small ? WORD_PRIVATE : WORD_RESULT_LINE);
	struct words title = {.at = plan->title, .type = TYPE_TITLE, .lines_max = 1, .middle = small};
	struct words line = {.at = plan->line, .type = TYPE_LEAD, .em = 32, .line = 42, .ink = view->theme->soft, .middle = true};
	if (small) {
		title.em = 28;
		title.line = 36;
		line.type = TYPE_SMALL;
		line.em = 20;
		line.line = 25;
		if (!fit_holds(view, line, sentence)) {
			title.at.w = 250;
			line.at = (struct rect){plan->title.x + 262, plan->line.y, plan->line.x + plan->line.w - plan->title.x - 262, plan->line.h};
		}
	}
	title.at = kit_mirror(view, title.at);
	line.at = kit_mirror(view, line.at);
	fit_draw(view, list, title, kit_word(view, WORD_RESULT_TITLE));
	if (view->session->result_shown)
		fit_draw(view, list, line, sentence);
}

static struct plan plan_for(const struct view *view)
{
	const struct plan *master = &plans[view->frame.form];
	return with_grow(master, place_grow(view) / (RESULT_CARDS / master->columns));
}

void screen_result(const struct view *view, struct draw_list *list)
{
	struct plan plan = plan_for(view);
	struct result result;
	heading(view, list, &plan);
	if (view->session->result_shown) {
		cards_result(view, &result);
		for (int i = 0; i < RESULT_CARDS; i++)
			draw_card(view, list, &plan, &result.cards[i], i);
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

/* ---- large words ---- */

/* Letters that each part of a card has room for, whatever stands there (S17). */
enum { TITLE_LETTERS = 42, BODY_LETTERS = 92, SMALL_LETTERS = 140, SMALL_LEAST = 4 };

/* How the cards stand: the same on every route. */
struct large {
	int columns;
	int title, body, small; /* lines */
	int pad, h;             /* of one card; 0: it takes several pages */
};

static struct large large_for(struct flow *flow, int columns, int room)
{
	struct flow inner = *flow;
	struct large large = {.columns = columns, .pad = flow->gap};

	inner.w = (flow->w - flow->gap * (columns - 1)) / columns - 2 * large.pad;
	large.title = flow_lines_for(&inner, TYPE_CARD, TITLE_LETTERS);
	large.body = flow_lines_for(&inner, TYPE_BODY, BODY_LETTERS);
	large.small = flow_lines_for(&inner, TYPE_SMALL, SMALL_LETTERS);
	large.small = large.small < SMALL_LEAST ? SMALL_LEAST : large.small;
	large.h = large.title * flow_line(flow, TYPE_CARD) + (large.body + large.small) * flow_line(flow, TYPE_BODY) + 3 * flow->gap + 2 * large.pad +
		  flow_button_height(flow);
	if (flow->view->session->lowered || flow->view->frame.form == FORM_SMALL || large.h > room)
		large.h = 0;
	return large;
}

/* The small print is composed for the lines it has (screen/cards.h), in the measure
 * of the masters. */
static void large_text(const struct flow *flow, const struct large *large, const struct card *card, struct card_text *text)
{
	const struct view *view = flow->view;
	int w = (int)(flow->w / view->frame.scale), em = (int)(flow->base / view->frame.scale + 0.999),
	    line = (int)(flow_line(flow, TYPE_SMALL) / view->frame.scale);
	struct words print = {.at = {0, 0, w, line * large->small}, .type = TYPE_SMALL, .em = em, .line = line, .lines = large->small};

	cards_text(view, card, print, false, text);
}

/* On small panels the body stands on the code page (screen_code.c); the numbers stand here (S6). */
static void large_card(struct flow *flow, const struct large *large, const struct card *card, int which)
{
	struct card_text text;

	large_text(flow, large, card, &text);
	flow_fixed(flow, (struct flow_words){.type = TYPE_CARD, .fill = true}, large->title, text.title);
	if (flow->view->frame.form != FORM_SMALL)
		flow_fixed(flow, (struct flow_words){.type = TYPE_BODY, .fill = true}, large->body, text.body);
	flow_fixed(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true, .fill = true}, large->small, text.small);
	flow_button(flow,
		    (struct flow_button){
			.label = kit_word(flow->view, WORD_SHOW_CODE), .look = LOOK_MAIN, .icon = ICON_CODE, .action = {VERB_CARD, (int16_t)which}});
}

/* Cards side by side, as many rows as have room. */
static void large_rows(struct flow *flow, const struct large *large, const struct result *result)
{
	int w = (flow->w - flow->gap * (large->columns - 1)) / large->columns;

	for (int first = 0; first < RESULT_CARDS; first += large->columns) {
		int y = flow_take_block(flow, large->h);
		for (int i = 0; i < large->columns; i++) {
			struct flow card = *flow;
			struct rect at = {flow->x + i * (w + flow->gap), y, w, large->h};
			flow_panel(flow, at);
			flow_inside(&card, at, large->pad);
			large_card(&card, large, &result->cards[first + i], first + i);
		}
	}
}

/* Where one card needs more than a page, each but the first begins a page of its own. */
static void large_pages(struct flow *flow, const struct large *large, const struct result *result)
{
	for (int i = 0; i < RESULT_CARDS; i++) {
		if (i > 0)
			flow_break(flow);
		large_card(flow, large, &result->cards[i], i);
	}
}

static struct large large_plan(struct flow *flow)
{
	struct large large = large_for(flow, flow->view->frame.form == FORM_LANDSCAPE ? 2 : 1, flow_room(flow));

	return large.h || large.columns == 1 ? large : large_for(flow, 1, flow_room(flow));
}

static void large_rehearse(const struct view *view, struct draw_list *list, const struct card *card)
{
	struct flow flow;
	struct flow_slack slack[FLOW_PAGES_MAX];

	flow_rehearse(view, list, &flow, slack);
	flow_say(&flow, (struct flow_words){.type = TYPE_CARD, .role = ROLE_HEADING}, kit_word(view, WORD_RESULT_TITLE));
	struct large large = large_plan(&flow);
	int w = (flow.w - flow.gap * (large.columns - 1)) / large.columns;
	if (large.h)
		flow_inside(&flow, (struct rect){flow.x, flow.area.y, w, large.h}, large.pad);
	large_card(&flow, &large, card, 0);
}

void cards_rehearse(const struct view *view, struct draw_list *list, const struct card *card)
{
	struct plan plan = plan_for(view);

	if (flow_wanted(view))
		large_rehearse(view, list, card);
	else
		draw_card(view, list, &plan, card, 0);
}

void flow_result(struct flow *flow)
{
	const struct view *view = flow->view;
	struct result result;

	flow_say(flow, (struct flow_words){.type = TYPE_CARD, .role = ROLE_HEADING}, kit_word(view, WORD_RESULT_TITLE));
	if (!view->session->result_shown)
		return;
	cards_result(view, &result);
	struct large large = large_plan(flow);
	if (large.h)
		large_rows(flow, &large, &result);
	else
		large_pages(flow, &large, &result);
	/* the team's card has no room for what staff must do on small panels (S45) */
	flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true},
		 kit_word(view, view->frame.form == FORM_SMALL ? WORD_PRIVATE : WORD_RESULT_LINE));
}
