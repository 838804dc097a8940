/*
 * What the screen shows when nobody has touched it.
 *
 * One message with its boundary in the same view (S21), the way to help (S18),
 * and a start in each language. Morning and dusk take turns with the messages.
 * A touch anywhere starts; there is nothing to clear, so no Clear (S22).
 */
#include "screen/flow.h"
#include "screen/place.h"

#include <stdio.h>
#include <string.h>

enum { CHIPS_MAX = PACK_LANGUAGES_MAX, SMALL_FEW = 7 };

/* Where things stand, by form. The words end at `bottom` and grow upwards. */
struct plan {
	int x, name_y, top, bottom;
	int w, w_boundary;
	struct rect start;
	int start_em;
	struct rect chip; /* the first */
	int chip_columns, chip_gap_x, chip_gap_y;
	struct rect strip;
};

static const struct plan plans[] = {
    [FORM_LANDSCAPE] = {96, 36, 88, 482, 920, 900, {96, 540, 616, 128}, 52, {96, 716, 300, 88}, 5, 16, 16, {64, 960, 1792, 88}},
    [FORM_PORTRAIT] = {64, 44, 120, 600, 952, 900, {64, 872, 952, 140}, 56, {64, 1052, 300, 96}, 3, 26, 20, {64, 1700, 952, 156}},
    [FORM_SMALL] = {16, 14, 44, 268, 490, 440, {16, 284, 436, 106}, 30, {472, 126, 149, 80}, 2, 14, 14, {16, 404, 768, 64}},
};

/* The colours that stand on the picture. */
struct tone {
	bool dusk;
	colour ink, bar, ground;
	enum look look;
};

static struct tone tone_of(const struct view *view)
{
	bool dusk = view->session->message % 2 == 1;
	if (view->theme->contrast)
		return (struct tone){dusk, view->theme->ink, view->theme->main, view->theme->paper, LOOK_MAIN};
	if (dusk)
		return (struct tone){true, view->theme->cream, view->theme->honey, 0xFF4A3F72, LOOK_HONEY};
	return (struct tone){false, view->theme->ink, view->theme->main, 0xFFFAD8A9, LOOK_MAIN};
}

static void scene(const struct view *view, struct draw_list *list, struct tone tone)
{
	enum picture picture = tone.dusk ? PICTURE_LANE_DUSK : PICTURE_LANE_MORNING;
	if (view->frame.form == FORM_PORTRAIT) {
		/* The words stand in a sky that goes on above the picture; its lower
		 * part holds the post, the cottage and the lane. */
		int h = view->frame.dh - 516;
		place_sky(view, list, 0, 520, tone.dusk ? 0xFF1B2746 : 0xFFDDE9E3);
		place_cover(view, list, (struct cover){{0, 516, 1080, h}, picture, 1920, 1080, 87, 100});
		place_night(view, list, view->frame.dh - 276, 352);
		return;
	}
	if (view->frame.form == FORM_SMALL) { /* larger than the panel, so that the words keep to the sky (S21) */
		place_cover(view, list, (struct cover){{0, 0, 800, view->frame.dh * 5 / 4}, picture, 1920, 1080, 50, 0});
		return;
	}
	place_cover(view, list, (struct cover){{0, 0, 1920, view->frame.dh}, picture, 1920, 1080, 50, 35});
	place_night(view, list, view->frame.dh - 152, 176);
}

/* ---- the message ---- */

struct sizes {
	int heading, more, boundary; /* em */
};

struct message_words {
	struct words heading, more, boundary;
	const char *text[3];
	char split[PACK_TEXT_MAX]; /* the boundary with a sentence a line */
	int bar;
	int height[3];
};

static int lay(const struct view *view, const struct plan *plan, struct sizes sizes, struct tone tone, struct message_words *m)
{
	bool small = view->frame.form == FORM_SMALL;
	int beside = small ? 20 : 32;
	m->bar = small ? 6 : 8;
	m->heading =
	    (struct words){.at = place(view, plan->x, 0, plan->w, 0), .type = TYPE_DISPLAY, .em = sizes.heading, .line = sizes.heading * 118 / 100};
	m->more =
	    (struct words){.at = place(view, plan->x, 0, plan->w_boundary, 0), .type = TYPE_LEAD, .em = sizes.more, .line = sizes.more * 13 / 10};
	m->boundary = (struct words){.at = place(view, plan->x + beside, 0, plan->w_boundary - beside, 0),
				     .type = TYPE_LEAD,
				     .em = sizes.boundary,
				     .line = sizes.boundary * 13 / 10,
				     .bold = true};
	m->heading.ink = m->more.ink = m->boundary.ink = tone.ink;
	m->heading.ground = m->more.ground = m->boundary.ground = tone.ground;
	m->heading.lines_max = 3;
	m->more.lines_max = 3;
	m->boundary.lines_max = 4;
	m->height[0] = kit_words_height(view, m->heading, m->text[0]);
	m->height[1] = kit_words_height(view, m->more, m->text[1]);
	m->height[2] = kit_words_height(view, m->boundary, m->text[2]);
	return m->height[0] + m->height[1] + m->height[2] + (small ? 12 : 24);
}

/* A sentence a line, where that needs no more lines than running on. */
static void split_boundary(const struct view *view, struct message_words *m)
{
	static const char *const ends[] = {". ", "\u06D4 "};
	for (int i = 0; i < 2; i++) {
		const char *end = strstr(m->text[2], ends[i]);
		if (!end || strlen(m->text[2]) >= sizeof m->split)
			continue;
		snprintf(m->split, sizeof m->split, "%s", m->text[2]);
		m->split[end - m->text[2] + (int)strlen(ends[i]) - 1] = '\n';
		if (kit_words_height(view, m->boundary, m->split) <= m->height[2])
			m->text[2] = m->split;
		return;
	}
}

/* The largest set of sizes that has room, so that long messages and high scripts
 * keep their boundary in view (S21). */
static void message(const struct view *view, struct draw_list *list, const struct plan *plan, struct tone tone)
{
	static const struct sizes large[] = {{88, 40, 40}, {76, 38, 38}, {64, 34, 34}, {52, 30, 30}, {44, 28, 28}};
	static const struct sizes little[] = {{40, 22, 22}, {36, 20, 20}, {32, 20, 20}, {28, 20, 20}, {24, 20, 20}};
	if (view->hub->message_count == 0)
		return;
	bool small = view->frame.form == FORM_SMALL;
	const char *id = view->hub->messages[view->session->message % view->hub->message_count].id;
	struct message_words m = {.text = {kit_part(view, id, "line"), kit_part(view, id, "more"), kit_part(view, id, "boundary")}};
	int total = 0, room = plan->bottom - plan->top;
	for (int i = 0; i < 5; i++) {
		total = lay(view, plan, (small ? little : large)[i], tone, &m);
		if (total <= room)
			break;
	}
	split_boundary(view, &m);
	int y = plan->bottom - total;
	if (view->frame.form == FORM_PORTRAIT)
		y = plan->top + (total > room * 3 / 4 ? 0 : (room - total) / 6); /* high in the sky, away from sun and moon */
	m.heading.at.y = y;
	m.more.at.y = y + m.height[0] + (small ? 4 : 8);
	m.boundary.at.y = m.more.at.y + m.height[1] + (small ? 8 : 16);
	kit_words(view, list, m.heading, m.text[0]);
	kit_words(view, list, m.more, m.text[1]);
	place_box(view, list, place(view, plan->x, m.boundary.at.y + 4, m.bar, m.height[2] - 8), tone.bar, m.bar / 2);
	kit_words(view, list, m.boundary, m.text[2]);
}

/* ---- start ---- */

/* The other languages, and how to read: on a wide panel that stands beside them. */
static int chip_count(const struct view *view)
{
	int count = view->hub->language_count - 1;
	count = count < 0 ? 0 : count < CHIPS_MAX ? count : CHIPS_MAX;
	return count + (view->frame.form != FORM_LANDSCAPE);
}

/* On small panels the chips stand beside the words, from the bottom up; with few
 * of them the heading has the whole width, with many the words have less. */
static void fit_chips(const struct view *view, struct plan *plan)
{
	int count = chip_count(view);
	if (view->frame.form != FORM_SMALL)
		return;
	if (count > SMALL_FEW + 1) {
		plan->w = plan->w_boundary = plan->start.w = 306;
		plan->chip.x = 336;
		plan->chip.w = 140;
		plan->chip_columns = 3;
		plan->start_em = 24;
	}
	int rows = (count + plan->chip_columns - 1) / plan->chip_columns;
	plan->chip.y = plan->start.y + plan->start.h - rows * plan->chip.h - (rows - 1) * plan->chip_gap_y;
	if (rows > 2)
		plan->w = plan->w_boundary;
}

static struct rect chip_at(const struct view *view, const struct plan *plan, int i)
{
	int x = plan->chip.x + (plan->chip.w + plan->chip_gap_x) * (i % plan->chip_columns);
	int y = plan->chip.y + (plan->chip.h + plan->chip_gap_y) * (i / plan->chip_columns);
	return place(view, x, y, plan->chip.w, plan->chip.h);
}

static void chips(const struct view *view, struct draw_list *list, const struct plan *plan)
{
	bool wide = view->frame.form == FORM_LANDSCAPE;
	int languages = chip_count(view) - !wide;
	for (int i = 0, n = 0; i < languages; i++, n++) {
		n += n == view->session->language; /* the large button starts in that one */
		kit_button(view, list,
			   (struct button){.at = chip_at(view, plan, i),
					   .type = TYPE_CHIP,
					   .label = hub_text(view->hub, n, word_key(WORD_START)),
					   .language = view->hub->languages[n].code,
					   .action = {VERB_START, (int16_t)n}});
	}
	/* never in the middle, where a hand goes first */
	struct rect beside =
	    place(view, plan->chip.x + 5 * (plan->chip.w + plan->chip_gap_x), plan->chip.y, 180, 2 * plan->chip.h + plan->chip_gap_y);
	kit_button(view, list,
		   (struct button){.at = wide ? beside : chip_at(view, plan, languages),
				   .icon = ICON_TEXT,
				   .stacked = wide,
				   .type = wide ? TYPE_BUTTON : TYPE_CHIP,
				   .label = kit_word(view, WORD_READING),
				   .action = {VERB_GO, SCREEN_READING}});
}

/* The largest letters that leave the arrow its room. */
static int start_em(const struct view *view, const struct plan *plan)
{
	int em = plan->start_em, least = em * 2 / 3;
	struct words words = {.type = TYPE_ANSWER, .lines_max = 2};
	for (; em > least; em -= 2) {
		words.at.w = plan->start.w - 56 - em * 5 / 4;
		words.em = em;
		if (kit_words_height(view, words, kit_word(view, WORD_START)) < em * 2)
			break;
	}
	return em;
}

/* ---- the strip: line, number, emergency, keeps nothing (S18) ---- */

static void mark_strip(struct draw_list *list, int at)
{
	if (at < list->object_count)
		list->objects[at].role = ROLE_STRIP;
}

/* In one line where the panel is wide; else the number has a line of its own, and
 * what the screen keeps stands below. */
static void strip(const struct view *view, struct draw_list *list, struct rect at)
{
	enum form form = view->frame.form;
	bool small = form == FORM_SMALL, wide = form == FORM_LANDSCAPE;
	char help[400];
	place_help(view, help, sizeof help, form == FORM_PORTRAIT ? "\n" : wide ? "\u00A0 " : " ");
	kit_panel(view, list, kit_mirror(view, at), false);
	int pad = small ? 12 : 32, icon = small ? 26 : 44, x = at.x + pad + icon + (small ? 10 : 20);
	struct rect mark = place(view, at.x + pad, at.y + (at.h - icon) / 2, icon, icon);
	kit_icon(view, list, (struct mark){mark.x, mark.y, icon, ICON_PHONE, 0, false});
	int w = at.x + at.w - pad - x;
	struct words first = {.type = TYPE_BODY, .em = small ? 20 : 32, .line = small ? 28 : 42, .middle = true, .ground = view->theme->milk};
	struct words second = {.type = TYPE_SMALL, .lines_max = 1, .middle = true, .ink = view->theme->soft, .ground = view->theme->milk};
	first.lines_max = form == FORM_PORTRAIT ? 2 : 1;
	first.at = wide ? place(view, x, at.y, 1100, at.h) : small ? place(view, x, at.y + 4, w, 28) : place(view, x, at.y + 14, w, 88);
	second.at = wide    ? place(view, at.x + at.w - pad - 556, at.y, 556, at.h)
		    : small ? place(view, x, at.y + 32, w, 28)
			    : place(view, x, at.y + 104, w, 40);
	second.align = wide ? ALIGN_END : ALIGN_START;
	int before = list->object_count;
	kit_words(view, list, first, help);
	mark_strip(list, before);
	kit_words(view, list, second, kit_word(view, WORD_KEEPS_NOTHING));
}

void screen_attract(const struct view *view, struct draw_list *list)
{
	struct plan plan = plans[view->frame.form];
	struct tone tone = tone_of(view);
	static const int heights[] = {[FORM_LANDSCAPE] = 1080, [FORM_PORTRAIT] = 1920, [FORM_SMALL] = 480};
	plan.strip.y += view->frame.dh - heights[view->frame.form];
	fit_chips(view, &plan);
	struct action start = {VERB_START, view->session->language};
	place_touch(view, list, kit_word(view, WORD_START), start);
	scene(view, list, tone);
	kit_hub_name(view, list, plan.x, plan.name_y, tone.ink);
	message(view, list, &plan, tone);
	kit_button(view, list,
		   (struct button){.at = kit_mirror(view, plan.start),
				   .look = tone.look,
				   .icon = ICON_NEXT,
				   .icon_after = true,
				   .icon_turns = true,
				   .type = TYPE_BUTTON,
				   .em = start_em(view, &plan),
				   .label = kit_word(view, WORD_START),
				   .action = start});
	chips(view, list, &plan);
	strip(view, list, plan.strip);
}

/* Larger words, or low buttons: the same things in the same order, without the
 * picture. There is nothing to clear. */
void flow_attract(struct flow *flow)
{
	const struct view *view = flow->view;
	struct flow_button chips[PACK_LANGUAGES_MAX + 1];
	struct action start = {VERB_START, view->session->language};
	char help[400];
	int count = 0;

	flow->bare = true;
	if (flow->list) /* on every page */
		place_touch(view, flow->list, kit_word(view, WORD_START), start);
	if (view->hub->message_count) {
		const char *id = view->hub->messages[view->session->message % view->hub->message_count].id;
		flow_title(flow, kit_part(view, id, "line"));
		flow_body(flow, kit_part(view, id, "more"));
		flow_say(flow, (struct flow_words){.type = TYPE_BODY, .bold = true}, kit_part(view, id, "boundary")); /* S21 */
	}
	if (view->frame.form != FORM_SMALL) { /* there it stands above the bar; on the first page (S18) */
		place_help(view, help, sizeof help, " ");
		flow_say(flow, (struct flow_words){.type = TYPE_BODY, .well = true, .icon = ICON_PHONE, .role = ROLE_STRIP}, help);
	}
	flow_button(flow, (struct flow_button){.label = kit_word(view, WORD_START), .look = LOOK_MAIN, .icon = ICON_NEXT, .action = start});
	for (int i = 0; i < view->hub->language_count; i++)
		if (i != view->session->language)
			chips[count++] = (struct flow_button){.label = hub_text(view->hub, i, word_key(WORD_START)),
							      .language = view->hub->languages[i].code,
							      .action = {VERB_START, (int16_t)i}};
	chips[count++] = (struct flow_button){.label = kit_word(view, WORD_READING), .icon = ICON_TEXT, .action = {VERB_GO, SCREEN_READING}};
	flow_buttons(flow, chips, count, view->frame.form == FORM_LANDSCAPE ? 4 : 2);
	flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true}, kit_word(view, WORD_KEEPS_NOTHING));
}
