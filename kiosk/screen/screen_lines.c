/*
 * All support lines of the nation, none lost.
 *
 * First 999 with what to do when one cannot speak (S32), on every page. Then the
 * abuse lines in the order of the route, all rows of one size (S19), then all
 * others. The strip for help stands on every page and the nation's line, open day
 * and night, is in the first or second row, so no part-time line stands alone
 * (S34). Touching a row opens the line.
 */
#include "screen/flow.h"
#include "screen/cards.h"
#include "screen/fit.h"
#include "screen/place.h"

#include <stdio.h>

enum { NUMBER_W = 264, WORDS_W = 460 }; /* "Text SHOUT to 85258", an address */

/* Design boxes of one form. */
struct plan {
	struct rect title, line, pager;
	struct rect danger; /* 999 and its words */
	struct rect first;  /* the first row */
	int gap_x, gap_y, columns;
};

static const struct plan plans[] = {
    [FORM_LANDSCAPE] = {{64, 88, 900, 84}, {64, 172, 900, 48}, {1356, 378, 500, 96}, {64, 372, 1260, 108}, {64, 496, 880, 132}, 32, 15, 2},
    [FORM_PORTRAIT] = {{64, 116, 952, 84}, {64, 198, 952, 48}, {580, 24, 436, 88}, {64, 520, 952, 136}, {64, 680, 952, 136}, 0, 18, 1},
    [FORM_SMALL] = {{16, 10, 396, 40}, {16, 50, 0, 0}, {420, 6, 364, 80}, {16, 90, 768, 60}, {16, 156, 377, 82}, 14, 14, 2},
};

static void header(const struct view *view, struct draw_list *list, const struct plan *plan)
{
	bool small = view->frame.form == FORM_SMALL;
	if (view->frame.form == FORM_LANDSCAPE)
		place_cover(view, list, (struct cover){{0, 0, 1920, 400}, PICTURE_BAND_HOME, 1920, 420, 50, 100});
	else if (view->frame.form == FORM_PORTRAIT)
		place_cover(view, list, (struct cover){{0, 0, 1080, 560}, PICTURE_BAND_HOME, 1920, 420, 100, 100});
	else
		kit_scene(view, list,
			  (struct scene){.at = {0, 0, 800, 92},
					 .picture = PICTURE_BAND_HOME,
					 .full_w = 1400,
					 .full_h = 306,
					 .from_x = kit_rtl(view) ? 600 : 0,
					 .from_y = 60,
					 .turns = true});
	if (!small)
		kit_hub_name(view, list, 64, 40, 0);
	fit_draw(
	    view, list,
	    (struct words){.at = kit_mirror(view, plan->title), .type = TYPE_TITLE, .em = small ? 0 : 64, .line = small ? 0 : 80, .lines_max = 1},
	    kit_word(view, WORD_LINES_TITLE));
	if (!small)
		fit_draw(view, list, (struct words){.at = kit_mirror(view, plan->line), .type = TYPE_LEAD, .lines_max = 1},
			 kit_word(view, WORD_LINES_LINE));
}

static int emergency(const struct hub *hub)
{
	for (int i = 0; i < hub->offer_count; i++)
		if (hub->offers[i].kind == OFFER_SUPPORT_LINE && (hub->offers[i].topics & TOPIC_EMERGENCY))
			return i;
	return -1;
}

/* 999, large, beside the silent way (S32). */
static void danger(const struct view *view, struct draw_list *list, struct rect at)
{
	bool small = view->frame.form == FORM_SMALL;
	char number[64];
	int offer = emergency(view->hub);
	at = kit_mirror(view, at);
	kit_well(view, list, at);
	int pad = small ? 10 : 36, side = small ? 70 : 150;
	if (offer >= 0)
		cards_number(view, number, sizeof number, &view->hub->offers[offer]);
	else
		say_isolated(number, sizeof number, "999");
	bool rtl = kit_rtl(view);
	struct rect left = {rtl ? at.x + at.w - pad - side : at.x + pad, at.y, side, at.h};
	struct rect right = {rtl ? at.x + pad : at.x + pad + side, at.y + 2, at.w - 2 * pad - side, at.h - 4};
	colour oat = view->theme->oat;
	kit_words(view, list,
		  (struct words){
		      .at = left, .type = TYPE_NUMBER, .em = small ? 30 : 60, .line = small ? 38 : 72, .ground = oat, .middle = true, .lines_max = 1},
		  number);
	fit_draw(view, list, (struct words){.at = right, .type = TYPE_BODY, .ground = oat, .middle = true}, kit_word(view, WORD_SILENT));
}

/* Name, for whom, number, when. A line that is reached through the people here has
 * no number and no hours: its page says how, with S45. */
struct row {
	char label[SAY_MAX];
	char number[200], people[200], open[200];
	const char *name;
};

static void row_make(const struct view *view, struct row *row, const struct offer *offer)
{
	const char *who = kit_part(view, offer->id, "who");
	row->name = kit_part(view, offer->id, "name");
	cards_number(view, row->number, sizeof row->number, offer);
	say_people(view, row->people, sizeof row->people, offer);
	if (*who)
		snprintf(row->people, sizeof row->people, "%s", who);
	row->open[0] = 0;
	if (*row->number)
		say_open(view, row->open, sizeof row->open, offer);
	snprintf(row->label, sizeof row->label, "%s. %s %s. %s", row->name, row->people, row->number, row->open);
}

/* The letters of all names on a page have one size (S19), and all numbers. */
struct sizes {
	int name, number;
};

static int number_width(const struct offer *offer)
{
	if (!offer_channel(offer, CHANNEL_PHONE) && !offer_channel(offer, CHANNEL_TEXT) && !offer_channel(offer, CHANNEL_WEB))
		return 0;
	return offer_channel(offer, CHANNEL_PHONE) ? NUMBER_W : WORDS_W;
}

static struct words name_words(const struct view *view, struct rect at, int number_w)
{
	bool small = view->frame.form == FORM_SMALL;
	int pad = small ? 12 : 28, beside = small ? 0 : number_w + 16, w = at.w - 2 * pad - beside;
	struct rect box = {kit_rtl(view) ? at.x + pad + beside : at.x + pad, at.y + (small ? 5 : 12), w, small ? 24 : 42};
	return (struct words){.at = box, .type = TYPE_CARD, .em = small ? 20 : 30, .line = small ? 24 : 38, .lines_max = 1, .quiet = true};
}

static struct words number_words(const struct view *view, struct rect at, int number_w)
{
	if (view->frame.form == FORM_SMALL)
		return (struct words){
		    .at = {at.x + 12, at.y + 29, at.w - 24, 24}, .type = TYPE_SMALL, .line = 24, .bold = true, .lines_max = 1, .quiet = true};
	struct rect box = {kit_rtl(view) ? at.x + 28 : at.x + at.w - 28 - number_w, at.y + 10, number_w, 44};
	return (struct words){
	    .at = box, .type = TYPE_ADDRESS, .em = 36, .line = 44, .lines_max = 1, .middle = true, .quiet = true, .align = ALIGN_END};
}

static void draw_row(const struct view *view, struct draw_list *list, struct rect at, int offer, struct sizes sizes)
{
	struct row row;
	bool small = view->frame.form == FORM_SMALL;
	row_make(view, &row, &view->hub->offers[offer]);
	at = kit_mirror(view, at);
	at.y += kit_card(view, list, at, row.label, (struct action){VERB_OPEN, (int16_t)offer});
	int number_w = number_width(&view->hub->offers[offer]);
	struct words words = name_words(view, at, number_w);
	words.em = sizes.name;
	fit_draw(view, list, words, row.name);
	words = number_words(view, at, number_w);
	words.em = sizes.number;
	if (*row.number)
		fit_draw(view, list, words, row.number);
	words = (struct words){.type = TYPE_SMALL, .line = small ? 24 : 34, .ink = view->theme->soft, .quiet = true};
	words.at = small ? (struct rect){at.x + 12, at.y + 53, at.w - 24, 27} : (struct rect){at.x + 28, at.y + 54, at.w - 56, 76};
	char both[SAY_MAX];
	snprintf(both, sizeof both, "%s\n%s", row.people, row.open);
	if (small && *row.number == 0)
		words.at = (struct rect){at.x + 12, at.y + 29, at.w - 24, 51};
	fit_draw(view, list, words, *row.number == 0 ? row.people : small ? row.open : both);
}

/* An address is longer than any number and may be smaller by itself. */
static struct sizes page_sizes(const struct view *view, struct rect at, const int16_t *numbers, int count)
{
	struct words name = name_words(view, at, NUMBER_W), number = number_words(view, at, NUMBER_W);
	struct sizes sizes = {name.em, number.em ? number.em : kit_em(view, TYPE_SMALL)};
	for (int i = 0; i < count; i++) {
		struct row row;
		const struct offer *offer = &view->hub->offers[numbers[i]];
		row_make(view, &row, offer);
		int em = fit_em(view, name_words(view, at, number_width(offer)), row.name);
		sizes.name = em < sizes.name ? em : sizes.name;
		em = offer_channel(offer, CHANNEL_PHONE) ? fit_em(view, number, row.number) : sizes.number;
		sizes.number = em < sizes.number ? em : sizes.number;
	}
	return sizes;
}

void screen_lines(const struct view *view, struct draw_list *list)
{
	const struct plan *plan = &plans[view->frame.form];
	int16_t numbers[PACK_OFFERS_MAX];
	int count = shown_lines(view->session, view->hub, view->now, numbers, PACK_OFFERS_MAX);
	int bottom = kit_bar_boxes(view).top - 26;
	int rows = (bottom - plan->first.y + plan->gap_y) / (plan->first.h + plan->gap_y), each = rows * plan->columns;
	int pages = (count + each - 1) / each, page = details_page(view, pages, false);
	header(view, list, plan);
	kit_pages(view, list, kit_mirror(view, plan->pager), pages);
	danger(view, list, plan->danger);
	int from = page * each, here = count - from < each ? count - from : each;
	struct sizes sizes = page_sizes(view, plan->first, numbers + from, here);
	for (int i = 0; i < here; i++) {
		struct rect at = plan->first;
		at.x += (at.w + plan->gap_x) * (i % plan->columns);
		at.y += (at.h + plan->gap_y) * (i / plan->columns);
		draw_row(view, list, at, numbers[from + i], sizes);
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

static void one_line(const struct view *view, int number, struct flow_item *item)
{
	struct row row;

	row_make(view, &row, &view->hub->offers[number]);
	snprintf(item->label, sizeof item->label, "%s", row.name);
	if (view->frame.form == FORM_SMALL) { /* the rest stands on its page */
		snprintf(item->more, sizeof item->more, "%s", *row.number ? row.number : row.people);
		return;
	}
	snprintf(item->more, sizeof item->more, "%s%s%s%s%s", row.number, *row.number ? "\n" : "", row.people, *row.open ? "\n" : "", row.open);
}

/* 999 with the silent way (S32). */
static void flow_danger(struct flow *flow)
{
	const struct view *view = flow->view;
	int danger = emergency(view->hub);
	char number[64], text[2 * SAY_MAX];

	if (danger >= 0)
		cards_number(view, number, sizeof number, &view->hub->offers[danger]);
	else
		say_isolated(number, sizeof number, "999");
	snprintf(text, sizeof text, "%s \x01%s\x01. %s", kit_word(view, WORD_EMERGENCY), number, kit_word(view, WORD_SILENT));
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .well = true}, text);
}

/* On small panels the bar has no number beside large words, so the line that is open
 * day and night stands on the first page, before all else. */
void flow_lines(struct flow *flow)
{
	const struct view *view = flow->view;
	int16_t numbers[PACK_OFFERS_MAX];
	int count = shown_lines(view->session, view->hub, view->now, numbers, PACK_OFFERS_MAX);
	int first = view->frame.form == FORM_SMALL && count > 0;

	flow_title(flow, kit_word(view, WORD_LINES_TITLE));
	flow_list(flow, numbers, first, one_line);
	flow_body(flow, kit_word(view, WORD_LINES_LINE));
	flow_danger(flow);
	flow_list(flow, numbers + first, count - first, one_line);
}
