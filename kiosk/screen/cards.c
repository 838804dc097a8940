#include "screen/cards.h"

#include "screen/fit.h"
#include "screen/pieces.h"

#include <stdio.h>
#include <string.h>

void cards_number(const struct view *view, char *out, int size, const struct offer *offer)
{
	const struct channel *phone = offer_channel(offer, CHANNEL_PHONE), *text = offer_channel(offer, CHANNEL_TEXT);
	const struct channel *web = offer_channel(offer, CHANNEL_WEB);
	char address[SAY_MAX];
	out[0] = 0;
	if (phone) {
		say_isolated(out, size, phone->value);
	} else if (text && *text->word) {
		struct say_value values[] = {{"word", text->word}, {"number", text->value}};
		say_fill(out, size, kit_word(view, WORD_TEXT_TO), values, 2);
	} else if (text) {
		say_isolated(out, size, text->value);
	} else if (web) {
		say_address(address, sizeof address, web->value);
		say_isolated(out, size, address);
	}
}

/* "Samaritans 116 123" with the number bold; on two lines where one is too
 * narrow. "NHS 111, then press 2" has its number in its name. */
static void line_text(const struct pieces *pieces, char *out, int size, const struct offer *offer)
{
	const struct channel *phone = offer_channel(offer, CHANNEL_PHONE);
	const char *name = offer->topics & TOPIC_EMERGENCY ? kit_word(pieces->view, WORD_EMERGENCY) : kit_part(pieces->view, offer->id, "name");
	const char *inside = phone ? strstr(name, phone->value) : NULL;
	char number[SAY_MAX];
	if (inside) {
		say_print(out, size, "%.*s\x01%s\x01%s", (int)(inside - name), name, phone->value, inside + strlen(phone->value));
		return;
	}
	cards_number(pieces->view, number, sizeof number, offer);
	if (*number == 0) {
		say_print(out, size, "%s", name);
		return;
	}
	say_print(out, size, "%s \x01%s\x01", name, number);
	if (fit_lines(pieces->view, pieces->room, out) > 1)
		say_print(out, size, "%s\n\x01%s\x01", name, number);
}

static void bold_number(const struct pieces *pieces, char *out, int size, const struct offer *offer)
{
	char number[SAY_MAX];
	cards_number(pieces->view, number, sizeof number, offer);
	say_print(out, size, "\x01%s\x01", number);
}

static bool is_abuse_line(const struct offer *offer)
{
	return offer->topics & (TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR);
}

/* "Helpline 0808 2000 247": a number alone would be read as that of the line
 * above it. */
static void short_line(const struct pieces *pieces, char *out, int size, const struct offer *offer)
{
	char number[SAY_MAX];
	bold_number(pieces, number, sizeof number, offer);
	say_print(out, size, "%s %s", kit_word(pieces->view, WORD_LINE_SHORT), number);
}

static struct piece *put_line(struct pieces *pieces, int need, const struct offer *offer)
{
	char text[PIECE_MAX];
	line_text(pieces, text, sizeof text, offer);
	struct piece *piece = pieces_put(pieces, need, text);
	if (need == NEVER_LEFT_OUT && is_abuse_line(offer) && offer->hours.always)
		short_line(pieces, piece->shorter, sizeof piece->shorter, offer);
	return piece;
}

/* The first line of the card that is open day and night, or -1 (S34). */
static int always_line(const struct view *view, const struct card *card)
{
	for (int i = 0; i < card->offer_count; i++)
		if (view->hub->offers[card->offers[i]].hours.always)
			return i;
	return -1;
}

/* The first, which after a worry about oneself is the specialist line (S4), and
 * the one open day and night. */
static void support_pieces(struct pieces *pieces, const struct card *card)
{
	int always = always_line(pieces->view, card);
	for (int i = 0; i < card->offer_count && i < 2; i++)
		if (i == 0 || i == always)
			put_line(pieces, NEVER_LEFT_OUT, &pieces->view->hub->offers[card->offers[i]]);
	if (!pieces->brief)
		pieces_put(pieces, 2, kit_word(pieces->view, WORD_CARD_SUPPORT_MORE));
}

/* 999 and 111 on one line; `close`: without a word before 999. What to press after
 * 111 stays while anything else can give room. */
static void put_emergency(struct pieces *pieces, const struct card *card, bool close)
{
	const struct offer *offers = pieces->view->hub->offers;
	char text[PIECE_MAX], brief[PIECE_MAX], one[PIECE_MAX / 2], two[PIECE_MAX / 2];
	line_text(pieces, one, sizeof one, &offers[card->offers[0]]);
	line_text(pieces, two, sizeof two, &offers[card->offers[1]]);
	say_print(text, sizeof text, "%s · %s", one, two);
	bold_number(pieces, one, sizeof one, &offers[card->offers[0]]);
	say_print(brief, sizeof brief, "%s · %s", one, two);
	struct piece *piece = pieces_put(pieces, NEVER_LEFT_OUT, close ? brief : text);
	say_print(piece->shorter, sizeof piece->shorter, "%s", brief);
	char *number = strchr(two, 1), *end = number ? strchr(number + 1, 1) : NULL;
	if (end)
		say_print(piece->least, sizeof piece->least, "%s · %.*s", one, (int)(end + 1 - two), two);
}

/* The line open day and night, by its neutral name (S19). */
static void put_neutral(struct pieces *pieces, const struct offer *offer, bool close)
{
	char text[PIECE_MAX], brief[PIECE_MAX], number[SAY_MAX];
	short_line(pieces, brief, sizeof brief, offer);
	bold_number(pieces, number, sizeof number, offer);
	say_print(text, sizeof text, "%s %s", kit_word(pieces->view, WORD_LINE), number);
	struct piece *piece = pieces_put(pieces, NEVER_LEFT_OUT, close ? brief : text);
	say_print(piece->shorter, sizeof piece->shorter, "%s", brief);
}

/* The specialist line when it is the first among the abuse lines (S4), or -1. */
static int own_line(const struct view *view, const struct card *card)
{
	for (int i = 0; i < card->offer_count; i++) {
		const struct offer *offer = &view->hub->offers[card->offers[i]];
		if (is_abuse_line(offer))
			return offer->topics & TOPIC_OWN_BEHAVIOUR ? i : -1;
	}
	return -1;
}

/* S6: 999, 111, Samaritans, and with a concern an abuse line. The body says "day
 * and night", so that line is the one that is (S34). After a worry about oneself
 * the rest stands close, so that the specialist line has room before it (S4). All
 * others stand on the card beside it. */
static void urgent_pieces(struct pieces *pieces, const struct card *card)
{
	int own = own_line(pieces->view, card), first = 0, plain = 0;
	if ((pieces->brief || own >= 0) && card->offer_count > 1 && !is_abuse_line(&pieces->view->hub->offers[card->offers[1]])) {
		put_emergency(pieces, card, own >= 0);
		first = plain = 2;
	}
	bool always = false;
	for (int i = first; i < card->offer_count; i++) {
		const struct offer *offer = &pieces->view->hub->offers[card->offers[i]];
		if (!is_abuse_line(offer)) {
			put_line(pieces, plain < 3 ? NEVER_LEFT_OUT : 2, offer);
			plain++;
		} else if (i == own) {
			put_line(pieces, 1, offer);
		} else if (!always && offer->hours.always) {
			always = true;
			put_neutral(pieces, offer, own >= 0);
		}
	}
}

static void talk_pieces(struct pieces *pieces, const struct card *card)
{
	int always = always_line(pieces->view, card);
	for (int i = 0; i < card->offer_count && i < 5; i++) {
		const struct offer *offer = &pieces->view->hub->offers[card->offers[i]];
		struct piece *piece = put_line(pieces, i == always ? NEVER_LEFT_OUT : 1 + i, offer);
		say_open(pieces->view, piece->more, sizeof piece->more, offer);
	}
}

/* "Tue 3 Nov", as one thing in its own direction. */
static void day_text(const struct view *view, char *out, int size, int32_t day)
{
	char date[SAY_PART];
	say_date(view, date, sizeof date, day, false);
	say_isolated(out, size, date);
}

/* "Tue 3 Nov, 10am to noon" with the day bold. */
static void meeting_text(const struct pieces *pieces, char *out, int size, const struct meeting *meeting)
{
	const struct view *view = pieces->view;
	char date[SAY_PART], times[SAY_PART];
	day_text(view, date, sizeof date, meeting->day);
	say_times(view, times, sizeof times, meeting->start, meeting->end);
	say_print(out, size, "\x01%s\x01%s %s", date, say_comma(view), times);
	if (fit_lines(view, pieces->room, out) > 1)
		say_print(out, size, "\x01%s\x01\n%s", date, times);
}

/* "Group A: Tue 3 Nov", "Group B: Thu 5 Nov", and that parents take different
 * ones. */
static void group_pieces(struct pieces *pieces, const struct offer *offer)
{
	const struct view *view = pieces->view;
	struct meeting next[2];
	char dates[2][SAY_PART], places[2][SAY_PART], text[PIECE_MAX], named[SAY_PART];
	int count = 0;
	for (int g = 0; g < 2; g++) {
		dates[g][0] = places[g][0] = 0;
		if (view->clock_wrong || offer_meetings(offer, view->now, (char)('A' + g), &next[g], 1) == 0)
			continue;
		count++;
		day_text(view, dates[g], sizeof dates[g], next[g].day);
		say_place(view, places[g], sizeof places[g], &next[g]);
	}
	if (count == 2 && pieces->brief) {
		say_print(text, sizeof text, "\x01%s\x01 · \x01%s\x01", dates[0], dates[1]);
		pieces_put(pieces, 1, text);
	}
	for (int g = 0; g < 2 && !pieces->brief; g++) {
		struct say_value letter = {"letter", g ? "B" : "A"};
		say_fill(named, sizeof named, kit_word(view, WORD_GROUP), &letter, 1);
		say_print(text, sizeof text, "%s: \x01%s\x01", named, dates[g]);
		if (dates[g][0])
			pieces_put(pieces, 1, text);
	}
	if (count == 2 && strcmp(places[0], places[1]) == 0)
		pieces_put(pieces, 3, places[0]);
	pieces_put(pieces, NEVER_LEFT_OUT, kit_word(view, WORD_GROUPS_APART));
}

static void offer_pieces(struct pieces *pieces, const struct card *card)
{
	const struct view *view = pieces->view;
	const struct offer *offer = &view->hub->offers[card->offers[0]];
	struct meeting next;
	char text[PIECE_MAX];
	if (offer_has_two_groups(offer)) {
		group_pieces(pieces, offer);
	} else if (!view->clock_wrong && offer_meetings(offer, view->now, 0, &next, 1) > 0) {
		meeting_text(pieces, text, sizeof text, &next);
		pieces_put(pieces, 1, text);
		say_place(view, text, sizeof text, &next);
		pieces_put(pieces, 2, text);
		say_places(view, text, sizeof text, &next);
		pieces_put(pieces, 3, text);
	} else {
		details_when(view, text, sizeof text, offer);
		pieces_put(pieces, 1, text);
	}
	pieces_put(pieces, 5, kit_part(view, offer->id, pieces->brief ? "body" : "who"));
	if (card->offer_count > 1) {
		struct say_value other = {"offer", details_title(view, &view->hub->offers[card->offers[1]])};
		say_fill(text, sizeof text, kit_word(view, WORD_OR), &other, 1);
		pieces_put(pieces, 4, text);
	}
}

static void team_pieces(struct pieces *pieces, const struct card *card)
{
	const struct view *view = pieces->view;
	char text[PIECE_MAX];
	for (int i = 0; i < card->offer_count && i < 3; i++) {
		struct say_value offer = {"offer", details_title(view, &view->hub->offers[card->offers[i]])};
		say_fill(text, sizeof text, kit_word(view, WORD_CARD_TEAM_ASK), &offer, 1);
		pieces_put(pieces, 1 + i, text);
	}
	if (pieces->brief)
		pieces_put(pieces, 1, kit_word(view, WORD_CARD_TEAM_BODY)); /* the sentence of S45 then stands in the heading */
	else
		pieces_put(pieces, NEVER_LEFT_OUT, kit_word(view, WORD_PRIVATE)); /* S45 */
}

/* The next three things at the hub, soonest first. */
static void week_pieces(struct pieces *pieces)
{
	const struct view *view = pieces->view;
	int32_t after = -1;
	int16_t minute = -1;
	for (int shown = 0; shown < 3 && !view->clock_wrong; shown++) {
		const struct offer *best = NULL;
		struct meeting soonest = {0}, next;
		for (int i = 0; i < view->hub->offer_count; i++) {
			const struct offer *offer = &view->hub->offers[i];
			if (offer->kind != OFFER_EVENT || *route_withheld(view->hub, &view->session->answers, offer, view->now) ||
			    offer_meetings(offer, view->now, 0, &next, 1) == 0)
				continue;
			bool later = next.day > after || (next.day == after && next.start > minute);
			bool sooner = !best || next.day < soonest.day || (next.day == soonest.day && next.start < soonest.start);
			if (!later || !sooner)
				continue;
			best = offer;
			soonest = next;
		}
		if (!best)
			break;
		after = soonest.day;
		minute = soonest.start;
		char date[SAY_PART], text[PIECE_MAX];
		day_text(view, date, sizeof date, soonest.day);
		say_print(text, sizeof text, "\x01%s\x01 %s", date, kit_part(view, best->id, "name"));
		pieces_put(pieces, 1 + shown, text);
	}
	if (pieces->brief)
		pieces_put(pieces, 4, kit_word(view, WORD_CARD_WEEK_BODY));
}

void cards_result(const struct view *view, struct result *result)
{
	shown_result(view->session, view->hub, view->now, result);
}

const char *cards_title(const struct view *view, const struct card *card)
{
	static const enum word words[CARD_KIND_COUNT] = {
	    [CARD_SUPPORT] = WORD_LINE,   [CARD_URGENT] = WORD_CARD_URGENT, [CARD_OFFER] = WORD_BROWSE_TITLE,
	    [CARD_TALK] = WORD_CARD_TALK, [CARD_TEAM] = WORD_HOME_TEAM,     [CARD_WEEK] = WORD_CARD_WEEK,
	};
	if (card->kind == CARD_OFFER && card->offer_count > 0)
		return details_title(view, &view->hub->offers[card->offers[0]]);
	return kit_word(view, words[card->kind]);
}

static const char *card_body(const struct view *view, const struct card *card)
{
	static const enum word words[CARD_KIND_COUNT] = {
	    [CARD_SUPPORT] = WORD_CARD_SUPPORT_BODY, [CARD_URGENT] = WORD_CARD_URGENT_BODY, [CARD_OFFER] = WORD_BROWSE_LINE,
	    [CARD_TALK] = WORD_CARD_TALK_BODY,       [CARD_TEAM] = WORD_CARD_TEAM_BODY,     [CARD_WEEK] = WORD_CARD_WEEK_BODY,
	};
	if (card->kind == CARD_OFFER && card->offer_count > 0)
		return kit_part(view, view->hub->offers[card->offers[0]].id, "body");
	return kit_word(view, words[card->kind]);
}

static void spare_sentences(struct pieces *pieces, enum card_kind kind)
{
	static const enum word words[CARD_KIND_COUNT][SPARES] = {
	    [CARD_SUPPORT] = {WORD_LINES_LINE, WORD_ASK_ANYONE},      [CARD_URGENT] = {WORD_LINES_LINE, WORD_ASK_ANYONE},
	    [CARD_OFFER] = {WORD_ASK_ANYONE, WORD_BROWSE_LINE},       [CARD_TALK] = {WORD_LINES_LINE, WORD_ASK_ANYONE},
	    [CARD_TEAM] = {WORD_HOME_TEAM_BODY, WORD_HOME_TEAM_BODY}, [CARD_WEEK] = {WORD_HOME_BROWSE_BODY, WORD_ASK_ANYONE},
	};
	for (int i = 0; i < SPARES && kind < CARD_KIND_COUNT; i++)
		pieces->spare[i] = kit_word(pieces->view, words[kind][i]);
}

void cards_text(const struct view *view, const struct card *card, struct words small, bool brief, struct card_text *out)
{
	struct pieces pieces = {.view = view, .room = small, .brief = brief};
	say_print(out->title, sizeof out->title, "%s", cards_title(view, card));
	say_print(out->body, sizeof out->body, "%s", card_body(view, card));
	switch (card->kind) {
	case CARD_SUPPORT:
		support_pieces(&pieces, card);
		break;
	case CARD_URGENT:
		urgent_pieces(&pieces, card);
		break;
	case CARD_OFFER:
		if (card->offer_count > 0)
			offer_pieces(&pieces, card);
		break;
	case CARD_TALK:
		talk_pieces(&pieces, card);
		break;
	case CARD_TEAM:
		team_pieces(&pieces, card);
		break;
	default:
		week_pieces(&pieces);
		break;
	}
	spare_sentences(&pieces, card->kind);
	pieces_compose(&pieces, out->small, sizeof out->small);
}

bool cards_has_lines(const struct card *card)
{
	return card->kind == CARD_SUPPORT || card->kind == CARD_URGENT || card->kind == CARD_TALK;
}

static const char *own_page(const struct offer *offer)
{
	const struct channel *web = offer_channel(offer, CHANNEL_WEB);
	return web && strncmp(web->value, "https://", 8) == 0 ? web->value : "";
}

static const char *hub_page(const struct view *view)
{
	return view->hub->page ? view->hub->page : "";
}

const char *cards_offer_page(const struct view *view, const struct offer *offer)
{
	const char *own = own_page(offer);
	return *own || offer->kind == OFFER_SUPPORT_LINE ? own : hub_page(view);
}

const char *cards_page(const struct view *view, const struct card *card)
{
	const struct offer *offers = view->hub->offers;
	if (card->kind == CARD_OFFER && card->offer_count > 0)
		return cards_offer_page(view, &offers[card->offers[0]]);
	for (int i = 0; cards_has_lines(card) && i < card->offer_count; i++) {
		const struct offer *offer = &offers[card->offers[i]];
		/* Who cannot go on is not led to the line for how one acts. */
		bool passed = card->kind == CARD_URGENT && (offer->topics & TOPIC_OWN_BEHAVIOUR);
		if (!passed && *own_page(offer))
			return own_page(offer);
	}
	return hub_page(view);
}
