/*
 * For somebody under 16: three ways to tell someone, and nothing else (S11).
 *
 * Numbers come from the hub's lines for children; without a pack the program's
 * own lines stand here (S10). The third card is always the people who work here,
 * with what they must do (S45).
 */
#include "screen/fit.h"
#include "screen/flow.h"
#include "screen/place.h"
#include "screen/say.h"

#include <stdio.h>

struct way {
	enum icon icon;
	const char *name;
	const char *strong; /* number, or what to do */
	const char *body;
	bool number;
};

/* Is the offer a line of this nation? */
static bool is_line(const struct view *view, const struct offer *offer)
{
	return offer->kind == OFFER_SUPPORT_LINE && offer->audience != AUDIENCE_STAFF && (offer->nations & NATION_BIT(view->hub->nation));
}

/* The first line for children with that channel; for texts, else a crisis line. */
static const struct offer *find_line(const struct view *view, enum channel_kind kind)
{
	const struct offer *other = NULL;
	for (int i = 0; i < view->hub->offer_count; i++) {
		const struct offer *offer = &view->hub->offers[i];
		if (!is_line(view, offer) || !offer_channel(offer, kind))
			continue;
		if (offer->audience == AUDIENCE_CHILDREN)
			return offer;
		if (!other && kind == CHANNEL_TEXT && offer->topics & TOPIC_CRISIS)
			other = offer;
	}
	return other;
}

static struct way phone_way(const struct view *view, char *strong, int size)
{
	const struct offer *offer = find_line(view, CHANNEL_PHONE);
	say_isolated(strong, size, offer ? offer_channel(offer, CHANNEL_PHONE)->value : "0800 1111");
	return (struct way){ICON_PHONE, offer ? kit_part(view, offer->id, "name") : "Childline", strong,
			    offer ? kit_part(view, offer->id, "body") : kit_word(view, WORD_FOR_CHILDREN), true};
}

/* "Text SHOUT to 85258". */
static struct way text_way(const struct view *view, char *strong, int size)
{
	const struct offer *offer = find_line(view, CHANNEL_TEXT);
	const struct channel *channel = offer ? offer_channel(offer, CHANNEL_TEXT) : NULL;
	struct say_value values[] = {{"word", channel && *channel->word ? channel->word : "SHOUT"}, {"number", channel ? channel->value : "85258"}};
	say_fill(strong, size, kit_word(view, WORD_TEXT_TO), values, 2);
	return (struct way){ICON_TALK, offer ? kit_part(view, offer->id, "name") : "Shout", strong,
			    offer ? kit_part(view, offer->id, "body") : kit_word(view, WORD_OPEN_ALWAYS), true};
}

/* A number as large as has room in one line. */
static void strong_line(const struct view *view, struct draw_list *list, struct rect at, const struct way *way)
{
	static const int sizes[] = {46, 40, 36, 32};
	struct words words = {.type = TYPE_NUMBER, .line = 60, .ground = view->theme->milk};
	for (int i = way->number ? 0 : 2; i < 4; i++) {
		words.at = (struct rect){at.x, at.y, at.w, 0};
		words.em = sizes[i];
		words.lines_max = 2;
		if (kit_words_height(view, words, way->strong) <= 96)
			break;
	}
	words.at = at;
	words.lines_max = 1;
	words.middle = words.shrink = true;
	kit_words(view, list, words, way->strong);
}

/* One size for the sentences of the large cards: the largest that has room. */
static int body_em(const struct view *view, const struct way *ways)
{
	bool wide = view->frame.form == FORM_PORTRAIT;
	struct words words = {.at = {0, 0, wide ? 780 : 520, 0}, .type = TYPE_BODY, .lines_max = 4};
	for (words.em = 32; words.em > 26; words.em -= 2) {
		int high = 0;
		words.line = words.em * 21 / 16;
		for (int i = 0; i < 3; i++) {
			int h = kit_words_height(view, words, ways[i].body);
			high = h > high ? h : high;
		}
		if (high <= (wide ? 100 : 116))
			break;
	}
	return words.em;
}

static void card(const struct view *view, struct draw_list *list, struct rect at, const struct way *way, int em)
{
	/* Beside the picture where a card is wide, below it where it is high. */
	bool wide = view->frame.form == FORM_PORTRAIT;
	int x = at.x + (wide ? 148 : 32), w = at.w - (wide ? 172 : 56), y = at.y + 22;
	struct words body = {.type = TYPE_BODY, .em = em, .line = em * 21 / 16, .ground = view->theme->milk};
	if (wide) {
		body.at = place(view, x, 0, w, at.h - 108);
		y = at.y + (at.h - 108 - kit_words_height(view, body, way->body)) / 2;
	}
	kit_panel(view, list, kit_mirror(view, at), false);
	struct rect disc = place(view, at.x + 32, wide ? at.y + (at.h - 80) / 2 : y, 80, 80);
	place_box(view, list, disc, view->theme->oat, 40);
	kit_icon(view, list, (struct mark){disc.x + 15, disc.y + 15, 50, way->icon, 0, false});
	struct words name = {.type = TYPE_CARD, .line = 44, .lines_max = 1, .ink = view->theme->soft, .ground = view->theme->milk};
	name.at = wide ? place(view, x, y, w, 44) : place(view, at.x + 136, y + 18, at.w - 160, 44);
	kit_words(view, list, name, way->name);
	int below = y + (wide ? 44 : 92);
	strong_line(view, list, place(view, x, below, w, 60), way);
	int room = at.y + at.h - below - (wide ? 60 : 78);
	body.at = place(view, x, below + (wide ? 60 : 70), w, room);
	fit_draw(view, list, body, way->body);
}

static void card_small(const struct view *view, struct draw_list *list, struct rect at, const struct way *way)
{
	kit_panel(view, list, kit_mirror(view, at), false);
	struct rect icon = place(view, at.x + 14, at.y + 8, 28, 28);
	kit_icon(view, list, (struct mark){icon.x, icon.y, 28, way->icon, 0, false});
	struct words words = {.at = place(view, at.x + 50, at.y + 8, at.w - 60, 28), .type = TYPE_CARD, .lines_max = 1, .middle = true};
	words.ink = view->theme->soft;
	words.ground = view->theme->milk;
	kit_words(view, list, words, way->name);
	words = (struct words){.at = place(view, at.x + 14, at.y + 36, at.w - 28, 0), .type = TYPE_NUMBER, .em = 26, .line = 34, .lines_max = 2};
	words.ground = view->theme->milk;
	if (!way->number || kit_words_height(view, words, way->strong) > words.line) { /* more than a number */
		words.em = way->number ? 22 : 20;
		words.line = way->number ? 27 : 25;
	}
	words.at.h = 60;
	words.lines_max = words.em == 26 ? 1 : 2;
	int used = kit_words(view, list, words, way->strong);
	words = (struct words){.at = place(view, at.x + 14, at.y + 38 + used, at.w - 26, at.h - 38 - used), .type = TYPE_SMALL, .line = 25};
	words.ground = view->theme->milk;
	kit_words(view, list, words, way->body);
}

/* Three sentences, one a line. */
static void heading(const struct view *view, struct draw_list *list)
{
	const char *title = kit_word(view, WORD_CHILD_TITLE), *lines = kit_word(view, WORD_CHILD_LINES);
	struct words head = {.type = TYPE_TITLE, .em = 68, .line = 84}, body = {.type = TYPE_LEAD, .em = 36, .line = 52};
	int grow = place_grow(view);
	switch (view->frame.form) {
	case FORM_SMALL:
		head = (struct words){.at = place(view, 16, 5, 600, 40), .type = TYPE_TITLE, .lines_max = 1};
		body = (struct words){.at = place(view, 16, 44, 768, 81), .type = TYPE_LEAD, .line = 27};
		break;
	case FORM_PORTRAIT:
		place_sky(view, list, 0, 440, 0xFFD3E4E4);
		place_cover(view, list, (struct cover){{0, 428, 1080, 462 + grow}, PICTURE_KITE, 1920, 670, 100, 100});
		place_night(view, list, 866 + grow, 352);
		kit_hub_name(view, list, 64, 44, 0);
		head.at = place(view, 64, 108, 952, 84);
		head.em = 64;
		body.at = place(view, 64, 204, 952, 168);
		break;
	default:
		place_cover(view, list, (struct cover){{0, grow - 36, 1920, 670}, PICTURE_KITE, 1920, 670, 50, 100});
		place_sky(view, list, 0, grow - 30, 0xFFD3E4E4);
		place_night(view, list, 600 + grow, 176);
		kit_hub_name(view, list, 64, 40, 0);
		head.at = place(view, 64, 106, 960, 84);
		body.at = place(view, 64, 200, 1000, 180);
	}
	head.lines_max = 1;
	fit_draw(view, list, head, title);
	fit_draw(view, list, body, lines);
}

void screen_children(const struct view *view, struct draw_list *list)
{
	char number[96], text[160];
	const struct way ways[] = {
	    phone_way(view, number, sizeof number),
	    text_way(view, text, sizeof text),
	    {ICON_MUG, kit_word(view, WORD_CHILD_STAFF), kit_word(view, WORD_CHILD_TELL), kit_word(view, WORD_CHILD_TELL_BODY), false},
	};
	int grow = place_grow(view), em = body_em(view, ways);
	heading(view, list);
	for (int i = 0; i < 3; i++) {
		struct rect at = place_by(view, (struct rect){64 + 608 * i, 612 + grow, 576, 308}, (struct rect){64, 894 + grow + 250 * i, 952, 230},
					  (struct rect){16 + 261 * i, 132, 246, 200 + grow});
		if (view->frame.form == FORM_SMALL)
			card_small(view, list, at, &ways[i]);
		else
			card(view, list, at, &ways[i], em);
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

void flow_children(struct flow *flow)
{
	const struct view *view = flow->view;
	char number[96], text[160];
	const struct way ways[] = {
	    phone_way(view, number, sizeof number),
	    text_way(view, text, sizeof text),
	    {ICON_MUG, kit_word(view, WORD_CHILD_STAFF), kit_word(view, WORD_CHILD_TELL), kit_word(view, WORD_CHILD_TELL_BODY), false},
	};

	flow_title(flow, kit_word(view, WORD_CHILD_TITLE));
	flow_body(flow, kit_word(view, WORD_CHILD_LINES));
	for (int i = 0; i < 3; i++) {
		char all[2 * SAY_MAX];
		snprintf(all, sizeof all, "%s\n\x01%s\x01\n%s", ways[i].name, ways[i].strong, ways[i].body);
		flow_say(flow, (struct flow_words){.type = TYPE_BODY, .well = true, .icon = ways[i].icon}, all);
	}
}
