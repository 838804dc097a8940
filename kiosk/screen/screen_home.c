/*
 * The menu: what would help today?
 *
 * Five ways of equal size; without the self-check (S46) the first is what's on
 * this week. The free line stands among them on every screen (S18), and the
 * sentence about what staff must do stands beside "talk to the team" (S45).
 */
#include "core/builtin.h"
#include "screen/fit.h"
#include "screen/flow.h"
#include "screen/place.h"
#include "screen/say.h"

#include <stdio.h>

enum { WAYS = 5, TOOLS = 4 };

struct way {
	enum picture picture;
	const char *title, *body;
	int screen;
};

static void find_ways(const struct view *view, struct way out[WAYS])
{
	bool check = view->hub->self_check && view->hub->question_count > 0;
	bool upright = view->frame.form == FORM_PORTRAIT; /* the bar has no room for S45 there */
	struct way questions = {PICTURE_SPOT_POST, kit_word(view, WORD_HOME_CHECK), kit_word(view, WORD_HOME_CHECK_BODY), SCREEN_WHO};
	struct way week = {PICTURE_SPOT_CALENDAR, kit_word(view, WORD_HOME_WEEK), kit_word(view, WORD_WEEK_LINE), SCREEN_WEEK};
	out[0] = check ? questions : week;
	out[1] = (struct way){PICTURE_SPOT_CHAIRS, kit_word(view, WORD_HOME_BROWSE), kit_word(view, WORD_HOME_BROWSE_BODY), SCREEN_BROWSE};
	out[2] = (struct way){PICTURE_SPOT_LAMP, kit_word(view, WORD_LINE), kit_word(view, WORD_HOME_LINES_BODY), SCREEN_LINES};
	out[3] = (struct way){PICTURE_SPOT_SEEDLING, kit_word(view, WORD_HOME_IDEAS), kit_word(view, WORD_HOME_IDEAS_BODY), SCREEN_IDEAS};
	out[4] = (struct way){PICTURE_SPOT_TEAPOT, kit_word(view, WORD_HOME_TEAM), kit_word(view, upright ? WORD_PRIVATE : WORD_HOME_TEAM_BODY),
			      SCREEN_TEAM};
}

static struct action go(int screen)
{
	return (struct action){VERB_GO, (int16_t)screen};
}

/* ---- landscape ---- */

static void card_upright(const struct view *view, struct draw_list *list, struct rect at, const struct way *way)
{
	int drop = kit_card(view, list, at, way->title, go(way->screen));
	int spare = (at.h - 360) / 2, y = at.y + spare + drop;
	kit_spot(view, list, (struct square){at.x + (at.w - 152) / 2, y + 14, 152, way->picture});
	struct words title = {.at = {at.x + 12, y + 172, at.w - 24, 88}, .type = TYPE_CARD, .em = 32, .line = 40};
	title.align = ALIGN_CENTRE;
	title.middle = true;
	title.quiet = true;
	struct words body = {.at = {at.x + 22, y + 268, at.w - 44, 76}, .type = TYPE_SMALL, .line = 36};
	body.align = ALIGN_CENTRE;
	body.shrink = true;
	body.ink = view->theme->soft;
	body.ground = view->theme->milk;
	if (view->theme->contrast) { /* no picture: the words stand in the middle */
		title.at.y = y + 86;
		body.at.y = y + 190;
	}
	kit_words(view, list, title, way->title);
	kit_words(view, list, body, way->body);
}

static void tool(const struct view *view, struct draw_list *list, int i, struct rect at)
{
	bool upright = view->frame.form == FORM_PORTRAIT;
	const struct button motion = {
	    .icon = view->session->still ? ICON_CHECK : ICON_STILL, .label = kit_word(view, WORD_MOTION), .action = {VERB_MOTION, 0}};
	const struct button listen = {.icon = ICON_LISTEN,
				      .label = kit_word(view, view->session->listening ? WORD_LISTEN_STOP : WORD_LISTEN),
				      .action = view->hear == HEAR_READY ? (struct action){VERB_LISTEN, 0} : go(SCREEN_READING)};
	const struct button tools[TOOLS] = {
	    {.icon = ICON_LANGUAGE, .label = kit_word(view, upright ? WORD_LANGUAGE : WORD_HOME_READING), .action = go(SCREEN_READING)},
	    {.icon = ICON_CONTRAST, .label = kit_word(view, WORD_CONTRAST), .action = {VERB_CONTRAST, 0}},
	    view->hear == HEAR_NONE ? motion : listen,
	    {.icon = ICON_CALENDAR, .label = kit_word(view, WORD_HOME_WEEK), .action = go(SCREEN_WEEK)},
	};
	struct button button = tools[i];
	button.at = kit_mirror(view, at);
	button.type = TYPE_BUTTON;
	button.stacked = view->frame.form == FORM_PORTRAIT;
	button.em = button.stacked ? 26 : 32;
	kit_button(view, list, button);
}

/* S45, left in the bar. */
static void private_sentence(const struct view *view, struct draw_list *list)
{
	struct bar_boxes boxes = kit_bar_boxes(view);
	int y = boxes.back.y, h = boxes.back.h;
	/* The bar is never mirrored: only the words and the icon turn within their box. */
	bool rtl = kit_rtl(view);
	kit_icon(view, list, (struct mark){rtl ? 816 - 44 : 64, y + (h - 44) / 2, 44, ICON_MUG, view->theme->soft, false});
	kit_words(view, list,
		  (struct words){
		      .at = {rtl ? 64 : 132, y, 684, h}, .type = TYPE_SMALL, .line = 37, .lines_max = 2, .ink = view->theme->soft, .middle = true},
		  kit_word(view, WORD_PRIVATE));
}

static void landscape(const struct view *view, struct draw_list *list, const struct way *ways)
{
	int grow = place_grow(view);
	kit_scene(view, list, (struct scene){{0, 0, 1920, 420}, PICTURE_BAND_HOME, 1920, 420, .turns = true});
	place_night(view, list, 400, 162);
	kit_hub_name(view, list, 64, 40, 0);
	kit_words(view, list, (struct words){.at = place(view, 64, 100, 960, 84), .type = TYPE_TITLE, .em = 68, .line = 84, .lines_max = 1},
		  kit_word(view, WORD_HOME_TITLE));
	kit_words(view, list, (struct words){.at = place(view, 64, 190, 900, 44), .type = TYPE_LEAD, .lines_max = 1}, kit_word(view, WORD_HOME_LINE));
	for (int i = 0; i < WAYS; i++)
		card_upright(view, list, place(view, 64 + 364 * i, 424, 336, 360 + grow), &ways[i]);
	for (int i = 0; i < TOOLS; i++)
		tool(view, list, i, (struct rect){64 + 456 * i, 820 + grow, 424, 88});
	private_sentence(view, list);
	kit_strip(view, list, kit_bar_boxes(view).strip);
	kit_clear(view, list);
}

/* ---- portrait ---- */

static void card_flat(const struct view *view, struct draw_list *list, struct rect at, const struct way *way)
{
	int drop = kit_card(view, list, kit_mirror(view, at), way->title, go(way->screen)), y = at.y + drop;
	struct rect spot = place(view, at.x + 24, y + (at.h - 140) / 2, 140, 140);
	kit_spot(view, list, (struct square){spot.x, spot.y, 140, way->picture});
	int before = view->theme->contrast ? 48 : 196;
	struct words title = {.at = place(view, at.x + before, 0, at.w - before - 26, 46), .type = TYPE_CARD, .em = 36, .line = 46};
	title.lines_max = 1;
	title.quiet = true;
	struct words body = {.at = place(view, at.x + before, 0, at.w - before - 26, 100), .type = TYPE_SMALL, .line = 36};
	body.ink = view->theme->soft;
	body.ground = view->theme->milk;
	int title_h = kit_words_height(view, title, way->title), body_h = kit_words_height(view, body, way->body);
	title.at.y = y + (at.h - title_h - body_h) / 2;
	body.at.y = title.at.y + title_h;
	kit_words(view, list, title, way->title);
	kit_words(view, list, body, way->body);
}

static void keeps_nothing(const struct view *view, struct draw_list *list)
{
	char text[400];
	snprintf(text, sizeof text, "%s\n%s", kit_word(view, WORD_KEEPS_NOTHING), kit_word(view, WORD_CLEAR_WIPES));
	struct rect bar = kit_bar_boxes(view).back;
	kit_words(
	    view, list,
	    (struct words){.at = {64, bar.y, 680, bar.h}, .type = TYPE_SMALL, .line = 37, .lines_max = 2, .ink = view->theme->soft, .middle = true},
	    text);
}

static void portrait(const struct view *view, struct draw_list *list, const struct way *ways)
{
	int grow = place_grow(view), step = 180 + grow / WAYS;
	place_sky(view, list, 0, 60, 0xFFD3E4E4);
	place_cover(view, list, (struct cover){{0, 8, 1080, 582}, PICTURE_BAND_HOME, 1920, 420, 100, 0});
	place_night(view, list, 548, 264);
	kit_hub_name(view, list, 64, 44, 0);
	kit_words(view, list, (struct words){.at = place(view, 64, 108, 952, 80), .type = TYPE_TITLE, .em = 64, .line = 80, .lines_max = 1},
		  kit_word(view, WORD_HOME_TITLE));
	kit_words(view, list, (struct words){.at = place(view, 64, 196, 952, 44), .type = TYPE_LEAD, .lines_max = 1}, kit_word(view, WORD_HOME_LINE));
	for (int i = 0; i < WAYS; i++)
		card_flat(view, list, (struct rect){64, 576 + step * i, 952, step - 20}, &ways[i]);
	for (int i = 0; i < TOOLS; i++)
		tool(view, list, i, (struct rect){64 + 244 * i, 1486 + grow, 220, 134});
	keeps_nothing(view, list);
	kit_strip(view, list, kit_bar_boxes(view).strip);
	kit_clear(view, list);
}

/* ---- small ---- */

static void tile(const struct view *view, struct draw_list *list, int i, const struct way *way)
{
	int grow = place_grow(view) / 2;
	struct rect at = place(view, 16 + 261 * (i % 3), 88 + (130 + grow) * (i / 3), 246, 116 + grow);
	int drop = kit_card(view, list, at, way->title, go(way->screen));
	bool rtl = kit_rtl(view);
	int spot = rtl ? 72 : 82; /* Arabic script needs the room for whole lines */
	kit_spot(view, list, (struct square){rtl ? at.x + at.w - 6 - spot : at.x + 6, at.y + (at.h - spot) / 2 + drop, spot, way->picture});
	int before = view->theme->contrast ? 20 : 10 + spot, w = at.w - before - (view->theme->contrast ? 20 : 4);
	struct words title = {.type = TYPE_CARD, .line = rtl ? 30 : 0, .lines_max = 3, .middle = true, .quiet = true};
	title.at = (struct rect){rtl ? at.x + at.w - before - w : at.x + before, at.y + 4 + drop, w, at.h - 8};
	kit_words(view, list, title, way->title);
}

/* The help line and the sentence of S45 in one well. */
static void small_strip(const struct view *view, struct draw_list *list, struct rect at)
{
	struct help_strip strip = help_strip(view->hub);
	char number[64], emergency[32], line[SAY_MAX];
	say_isolated(number, sizeof number, strip.number);
	say_isolated(emergency, sizeof emergency, strip.emergency);
	snprintf(line, sizeof line, "%s \x01%s\x01 · \x01%s\x01", kit_word(view, WORD_LINE), number, emergency);
	if (fit_lines(view, (struct words){.at = {0, 0, at.w - 24, 0}, .type = TYPE_SMALL}, line) > 1)
		snprintf(line, sizeof line, "%s \x01%s\x01 · \x01%s\x01", kit_word(view, WORD_LINE_SHORT), number, emergency);
	kit_well(view, list, at);
	struct words words = {.at = {at.x + 12, at.y + 10, at.w - 24, 28}, .type = TYPE_SMALL, .line = 28, .lines_max = 1};
	words.ground = view->theme->oat;
	int before = list->object_count;
	kit_words(view, list, words, line);
	if (list->object_count > before)
		list->objects[before].role = ROLE_STRIP;
	words.at.y += 32;
	words.at.h = at.h - 46;
	words.line = 26;
	words.lines_max = 2;
	words.ink = view->theme->soft;
	kit_words(view, list, words, kit_word(view, WORD_PRIVATE));
}

static void small(const struct view *view, struct draw_list *list, const struct way *ways)
{
	struct bar_boxes boxes = kit_bar_boxes(view);
	place_band(view, list, PICTURE_BAND_HOME);
	kit_words(view, list, (struct words){.at = place(view, 16, 12, 560, 40), .type = TYPE_TITLE, .lines_max = 1},
		  kit_word(view, WORD_HOME_TITLE));
	kit_knock(view, list, (struct rect){160, 2, 480, 82});
	for (int i = 0; i < WAYS; i++)
		tile(view, list, i, &ways[i]);
	struct way reading = {PICTURE_SPOT_BOOK, kit_word(view, WORD_HOME_READING), "", SCREEN_READING};
	tile(view, list, WAYS, &reading);
	small_strip(view, list, (struct rect){16, boxes.clear.y, 560, boxes.clear.h});
	kit_clear(view, list);
}

void screen_home(const struct view *view, struct draw_list *list)
{
	struct way ways[WAYS];
	find_ways(view, ways);
	switch (view->frame.form) {
	case FORM_PORTRAIT:
		portrait(view, list, ways);
		break;
	case FORM_SMALL:
		small(view, list, ways);
		break;
	default:
		landscape(view, list, ways);
	}
}

/* Staff knock on the title, which stands where the hub's name has no room: a panel that
 * hangs high is never without low buttons. */
static void title_with_knock(struct flow *flow)
{
	const struct view *view = flow->view;
	int top = flow->y, least = frame_mm(&view->frame, 15);

	flow_title(flow, kit_word(view, WORD_HOME_TITLE));
	int before = flow_drawing(flow) ? flow->list->object_count : -1;
	if (before >= 0)
		kit_knock(view, flow->list, (struct rect){0, 0, 0, 0});
	if (before >= 0 && flow->list->object_count > before)
		flow->list->objects[before].rect =
		    flow_place(flow, (struct rect){flow->x, top, flow->w, flow->y - top > least ? flow->y - top : least});
}

void flow_home(struct flow *flow)
{
	const struct view *view = flow->view;
	struct way ways[WAYS];
	struct flow_button buttons[WAYS + 1];
	int count = 0;
	bool upright = view->frame.form == FORM_PORTRAIT, small = view->frame.form == FORM_SMALL;

	find_ways(view, ways);
	flow->bar = (struct bar){.reading = true, .strip = true};
	title_with_knock(flow);
	if (!small)
		flow_body(flow, kit_word(view, WORD_HOME_LINE));
	for (int i = 0; i < WAYS; i++) {
		const char *more = i + 1 == WAYS ? kit_word(view, WORD_HOME_TEAM_BODY) : ways[i].body;
		buttons[count++] = (struct flow_button){.label = ways[i].title, .more = more, .action = go(ways[i].screen)};
	}
	if (ways[0].screen != SCREEN_WEEK)
		buttons[count++] =
		    (struct flow_button){.label = kit_word(view, WORD_HOME_WEEK), .more = kit_word(view, WORD_WEEK_LINE), .action = go(SCREEN_WEEK)};
	flow_buttons(flow, buttons, count, upright || small ? 1 : 3);
	if (small) /* after the ways, which have little room */
		flow_body(flow, kit_word(view, WORD_HOME_LINE));
	flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true, .icon = ICON_MUG}, kit_word(view, WORD_PRIVATE)); /* S45 */
	flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true}, kit_word(view, WORD_KEEPS_NOTHING));
	flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true}, kit_word(view, WORD_CLEAR_WIPES));
}
