/*
 * The staff area: every staff item of the packs, lines whose check is due, and
 * the health of the screen in words. It shows nothing of any visit.
 *
 * Tiles first; a tile opens its list (session->kind_filter), a list item its
 * page with the code.
 */
#include "core/hours.h"
#include "screen/flow.h"
#include "screen/details.h"

#include <stdio.h>
#include <string.h>

enum { STAFF_MAX = 96 };

enum tile { TILE_ALL, TILE_PRACTICE, TILE_TOOLKIT, TILE_TRAINING, TILE_REFERRAL, TILE_LINES, TILE_COUNT };

static const struct {
	enum icon icon;
	enum word title, body;
	unsigned topic;
} tiles[TILE_COUNT] = {
    [TILE_PRACTICE] = {ICON_TALK, WORD_STAFF_PRACTICE, WORD_STAFF_PRACTICE_BODY, TOPIC_PRACTICE},
    [TILE_TOOLKIT] = {ICON_BOOK, WORD_STAFF_TOOLKIT, WORD_STAFF_TOOLKIT_BODY, TOPIC_TOOLKIT},
    [TILE_TRAINING] = {ICON_CALENDAR, WORD_STAFF_TRAINING, WORD_STAFF_TRAINING_BODY, TOPIC_TRAINING},
    [TILE_REFERRAL] = {ICON_POST, WORD_STAFF_REFERRAL, WORD_STAFF_REFERRAL_BODY, TOPIC_REFERRAL},
    [TILE_LINES] = {ICON_PHONE, WORD_STAFF_LINES, WORD_STAFF_LINES_BODY, 0},
};

enum { STAFF_TOPICS = TOPIC_PRACTICE | TOPIC_TOOLKIT | TOPIC_TRAINING | TOPIC_REFERRAL };

/* Past dates stay for staff: a training that was held still names its materials;
 * only its list says that none is to come. */
static bool belongs(const struct view *view, const struct offer *offer, int tile)
{
	if (tile == TILE_LINES)
		return offer->kind == OFFER_SUPPORT_LINE && (offer->nations & NATION_BIT(view->hub->nation)) && check_due_in(offer, view->now) < 0;
	if (offer->audience != AUDIENCE_STAFF)
		return false;
	unsigned topics = offer->topics & STAFF_TOPICS;
	return (topics ? topics : TOPIC_TOOLKIT) & tiles[tile].topic;
}

static int items(const struct view *view, int tile, int16_t *out)
{
	int count = 0;
	for (int i = 0; i < view->hub->offer_count && count < STAFF_MAX; i++)
		if (belongs(view, &view->hub->offers[i], tile))
			out[count++] = (int16_t)i;
	return count;
}

static void disc_icon(const struct view *view, struct draw_list *list, struct mark disc)
{
	struct draw_op *op = draw_add(list, OP_DISC, kit_rect(view, disc.x, disc.y, disc.size, disc.size));
	if (op)
		op->disc.fill = view->theme->oat;
	int size = disc.size * 52 / 88;
	disc.x += (disc.size - size) / 2;
	disc.y += (disc.size - size) / 2;
	disc.size = size;
	kit_icon(view, list, disc);
}

/* A tile or a list item: icon on a disc, title, a line or two. */
struct tile_words {
	enum icon icon;
	const char *title, *body;
	struct action action;
};

static void draw_tile(const struct view *view, struct draw_list *list, struct rect at, struct tile_words words)
{
	bool small = view->frame.form == FORM_SMALL, rtl = kit_rtl(view);
	int disc = small ? 0 : at.h < 140 ? 72 : 88, pad = small ? 10 : at.h < 140 ? 18 : 28;
	char label[2 * SAY_MAX];
	at = kit_mirror(view, at);
	snprintf(label, sizeof label, "%s. %s", words.title, words.body);
	at.y += kit_card(view, list, at, label, words.action);
	if (!small)
		disc_icon(
		    view, list,
		    (struct mark){rtl ? at.x + at.w - pad - disc : at.x + pad, at.y + (small ? (at.h - disc) / 2 : pad), disc, words.icon, 0, false});
	struct rect in = {rtl ? at.x + pad : at.x + pad + disc + (small ? 0 : 24), at.y + (small ? 8 : pad - 4),
			  at.w - 2 * pad - disc - (small ? 0 : 24), 0};
	in.h = small ? at.h - 16 : at.h < 140 ? 44 : 96;
	int used = kit_words(view, list, (struct words){.at = in, .type = TYPE_CARD, .middle = small, .quiet = true}, words.title);
	if (small)
		return;
	in.y += used + 6;
	in.h = at.y + at.h - in.y - 12;
	kit_words(view, list, (struct words){.at = in, .type = TYPE_BODY, .ink = view->theme->soft, .shrink = true, .quiet = true}, words.body);
}

static void tile_of(const struct view *view, int tile, int count, char body[SAY_MAX], struct tile_words *words)
{
	char n[16];
	snprintf(n, sizeof n, "%d", count);
	struct say_value value = {"n", n};
	const char *text = count ? kit_word(view, tiles[tile].body) : kit_word(view, tile == TILE_LINES ? WORD_STAFF_LINES_NONE : WORD_STAFF_NONE);
	say_fill(body, SAY_MAX, text, &value, 1);
	*words = (struct tile_words){tiles[tile].icon, kit_word(view, tiles[tile].title), body, {VERB_KIND, (int16_t)tile}};
}

static void draw_tiles(const struct view *view, struct draw_list *list)
{
	bool small = view->frame.form == FORM_SMALL, portrait = view->frame.form == FORM_PORTRAIT;
	int16_t numbers[STAFF_MAX];
	for (int tile = 1; tile < TILE_COUNT; tile++) {
		int i = tile - 1;
		char body[SAY_MAX];
		struct tile_words words;
		tile_of(view, tile, items(view, tile, numbers), body, &words);
		struct rect at = small      ? (struct rect){16 + i % 2 * 198, 58 + i / 2 * 98, 184, 84}
				 : portrait ? (struct rect){64 + i % 2 * 492, 216 + i / 2 * 264, 460, 244}
					    : (struct rect){64 + i % 2 * 608, 216 + i / 2 * 236, 584, 212};
		if (i % 2 == 0 && tile + 1 == TILE_COUNT) /* alone in its row, it takes the row */
			at.w += small ? 198 : portrait ? 492 : 608;
		draw_tile(view, list, at, words);
	}
}

struct check {
	enum word name;
	const char *value;
	bool good;
};

enum { ROW_MARK = 36, ROW_MARK_SMALL = 24, ROW_ONE = 44, ROW_TWO = 62 };

static struct words row_value(const struct view *view, struct rect at)
{
	bool small = view->frame.form == FORM_SMALL;
	int mark = (small ? ROW_MARK_SMALL : ROW_MARK) + 10, name_w = at.w * 36 / 100;
	return (struct words){.at = {kit_rtl(view) ? at.x + mark : at.x + name_w, at.y, at.w - name_w - mark, at.h},
			      .type = TYPE_SMALL,
			      .ground = view->theme->milk,
			      .middle = true,
			      .bold = true,
			      .em = small ? 0 : 26,
			      .line = small ? 0 : 30,
			      .lines_max = small ? 1 : 2};
}

/* What is said in one line takes less, so that the notes below have room. */
static int row_height(const struct view *view, struct rect at, const struct check *check)
{
	at.h = ROW_TWO;
	return kit_words_lines(view, row_value(view, at), check->value) > 1 ? ROW_TWO : ROW_ONE;
}

static void health_row(const struct view *view, struct draw_list *list, struct rect at, const struct check *check)
{
	int mark = view->frame.form == FORM_SMALL ? ROW_MARK_SMALL : ROW_MARK, name_w = at.w * 36 / 100;
	bool rtl = kit_rtl(view);
	struct rect name = {rtl ? at.x + at.w - name_w : at.x, at.y, name_w, at.h};
	struct words words = {.at = name, .type = TYPE_SMALL, .ink = view->theme->soft, .ground = view->theme->milk, .middle = true, .lines_max = 1};
	kit_words(view, list, words, kit_word(view, check->name));
	kit_words(view, list, row_value(view, at), check->value);
	struct rect r = kit_rect(view, rtl ? at.x : at.x + at.w - mark, at.y + (at.h - mark) / 2, mark, mark);
	struct draw_op *op = draw_add(list, OP_DISC, r);
	if (op)
		op->disc.fill = check->good ? view->theme->main : view->theme->honey;
	kit_icon(view, list,
		 (struct mark){(rtl ? at.x : at.x + at.w - mark) + mark / 5, at.y + (at.h - mark) / 2 + mark / 5, mark * 3 / 5,
			       check->good ? ICON_CHECK : ICON_NOTE, check->good ? view->theme->main_ink : view->theme->honey_ink, false});
}

/* S37: a preview and an example are said to be one; neither is for families. */
static struct check content(const struct view *view)
{
	const struct health *h = view->health;
	enum word word = WORD_HEALTH_GOOD_CONTENT;

	if (h->unsigned_packs)
		word = WORD_HEALTH_UNSIGNED;
	else if (h->builtin)
		word = WORD_HEALTH_BUILTIN;
	else if (h->preview)
		word = WORD_HEALTH_PREVIEW;
	else if (view->hub->example)
		word = WORD_HEALTH_EXAMPLE;
	return (struct check){WORD_HEALTH_CONTENT, kit_word(view, word), word == WORD_HEALTH_GOOD_CONTENT || word == WORD_HEALTH_EXAMPLE};
}

/* A store that somebody else holds for a moment is tried again and no news. */
static struct check counting(const struct view *view)
{
	enum counts_state state = view->health->counts;
	bool good = state == COUNTS_OFF || state == COUNTS_FINE || state == COUNTS_BUSY;
	enum word word = state == COUNTS_OFF     ? WORD_HEALTH_COUNTS_OFF
			 : good                  ? WORD_HEALTH_COUNTS_ON
			 : state == COUNTS_ASIDE ? WORD_HEALTH_COUNTS_ASIDE
						 : WORD_HEALTH_COUNTS_STOPPED;
	return (struct check){WORD_HEALTH_COUNTS, kit_word(view, word), good};
}

enum { PROGRAM_MAX = 64 };

/* A small panel has no room below the rows, so the number of the content stands here. */
static const char *program(const struct view *view, char out[PROGRAM_MAX])
{
	int64_t release = view->frame.form == FORM_SMALL ? view->health->release : 0;

	if (release == 0)
		return SIGNPOST_VERSION;
	snprintf(out, PROGRAM_MAX, "%s \u00A0·\u00A0 \u2116 %lld", SIGNPOST_VERSION, (long long)release);
	return out;
}

/* `words` holds what is made for the rows. */
struct check_words {
	char lines[SAY_MAX], faults[SAY_MAX], program[PROGRAM_MAX];
};

static int checks(const struct view *view, struct check *out, struct check_words *words)
{
	const struct health *h = view->health;
	int16_t numbers[STAFF_MAX];
	int due = items(view, TILE_LINES, numbers), count = 0;
	char n[16];
	struct say_value value = {"n", n};
	snprintf(n, sizeof n, "%d", due);
	say_fill(words->lines, SAY_MAX, kit_word(view, due ? WORD_HEALTH_LINES_DUE : WORD_STAFF_LINES_NONE), &value, 1);
	snprintf(n, sizeof n, "%d", h->faults);
	say_fill(words->faults, SAY_MAX, kit_word(view, h->faults ? WORD_HEALTH_FAULTS : WORD_HEALTH_NONE), &value, 1);
	out[count++] = content(view);
	out[count++] = (struct check){WORD_HEALTH_LINES, words->lines, due == 0};
	out[count++] =
	    (struct check){WORD_HEALTH_CLOCK, kit_word(view, view->clock_wrong ? WORD_HEALTH_CLOCK_BAD : WORD_HEALTH_GOOD), !view->clock_wrong};
	out[count++] = (struct check){WORD_HEALTH_PICTURES, kit_word(view, h->pictures ? WORD_HEALTH_ALL : WORD_HEALTH_MISSING), h->pictures};
	out[count++] = (struct check){WORD_HEALTH_FONTS, kit_word(view, h->fonts ? WORD_HEALTH_ALL : WORD_HEALTH_MISSING), h->fonts};
	out[count++] = counting(view);
	out[count++] = (struct check){WORD_HEALTH_FAULT, words->faults, h->faults == 0};
	out[count++] = (struct check){WORD_HEALTH_PROGRAM, program(view, words->program), true};
	return count;
}

/* Which content this is, for whoever is told on the telephone: "No. 12 (3f2a9c1b04de): uk-base
 * 2026-10-12 ...". The sign for "number" needs no translation. */
static const char *which_content(const struct view *view, char *out, size_t size)
{
	const struct health *h = view->health;
	const char *packs = view->hub->packs ? view->hub->packs : "";

	if (h->release == 0)
		return packs;
	snprintf(out, size, "\u2116 %lld (%s): %s", (long long)h->release, h->set, packs);
	return out;
}

/* Under the rows: the first faults in full, and which packs these are. What has no room
 * is left out, but for the first fault, which makes the screen a flow. */
static void health_notes(const struct view *view, struct draw_list *list, struct rect at)
{
	const struct health *h = view->health;
	struct words words = {.at = at, .type = TYPE_SMALL, .em = 24, .line = 30, .ink = view->theme->soft, .ground = view->theme->milk};
	char which[SAY_MAX];
	const char *texts[4] = {h->first[0], h->first[1], h->first[2], which_content(view, which, sizeof which)};
	for (int i = 0, y = at.y; i < 4; i++) {
		if (!texts[i] || *texts[i] == 0)
			continue;
		char text[420];
		snprintf(text, sizeof text, "%s", texts[i]);
		words.at.h = 0;
		words.lines_max = PARAGRAPH_LINES;
		int high = kit_words_height(view, words, text), room = at.y + at.h - y;
		if (high > room && i > 0)
			continue;
		words.at = (struct rect){at.x, y, at.w, high < room ? high : room};
		words.lines_max = 0;
		y += kit_words(view, list, words, text) + 8;
	}
}

static void draw_health(const struct view *view, struct draw_list *list, struct rect at)
{
	struct check rows[8];
	struct check_words words;
	bool small = view->frame.form == FORM_SMALL;
	int count = checks(view, rows, &words), pad = small ? 12 : 36;
	at = kit_mirror(view, at);
	kit_panel(view, list, at, false);
	struct rect in = {at.x + pad, at.y + (small ? 6 : 24), at.w - 2 * pad, small ? 30 : 50};
	kit_words(view, list, (struct words){.at = in, .type = small ? TYPE_CARD : TYPE_ADDRESS, .ground = view->theme->milk, .lines_max = 1},
		  kit_word(view, WORD_HEALTH_TITLE));
	in.y += in.h + (small ? 0 : 6);
	for (int i = 0; i < count; i++, in.y += in.h) {
		in.h = small ? (at.h - 38) / count : row_height(view, in, &rows[i]);
		health_row(view, list, in, &rows[i]);
		if (i + 1 < count)
			kit_rule(view, list, (struct rect){in.x, in.y + in.h - 1, in.w, 2});
	}
	in.y += 14;
	in.h = at.y + at.h - in.y - 16;
	if (!small)
		health_notes(view, list, in);
}

/* S33: since when the check of a line is due, and what to look up or where. */
static void line_body(const struct view *view, const struct offer *offer, char *out, int size)
{
	char day[64], since[SAY_MAX / 2];
	struct say_value value = {"day", day};

	if (offer->checked == 0) {
		snprintf(since, sizeof since, "%s", kit_word(view, WORD_STAFF_LINES_NEVER));
	} else {
		say_date(view, day, sizeof day, civil_at(view->now).day + check_due_in(offer, view->now) + 1, false);
		say_fill(since, sizeof since, kit_word(view, WORD_STAFF_LINES_SINCE), &value, 1);
	}
	snprintf(out, (size_t)size, "%.319s %.300s", since, *offer->doubt ? offer->doubt : offer->source);
}

static void item_body(const struct view *view, const struct offer *offer, char *out, int size)
{
	if (offer->kind == OFFER_SUPPORT_LINE) {
		line_body(view, offer, out, size);
		return;
	}
	struct group_lines lines;
	if (details_group(view, offer, 0, &lines))
		snprintf(out, (size_t)size, "%s, %s", lines.days, lines.times);
	else
		snprintf(out, (size_t)size, "%s", kit_part(view, offer->id, "body"));
}

static void draw_items(const struct view *view, struct draw_list *list, int tile)
{
	bool small = view->frame.form == FORM_SMALL, portrait = view->frame.form == FORM_PORTRAIT;
	int16_t numbers[STAFF_MAX];
	int count = items(view, tile, numbers), top = kit_bar_boxes(view).top - (small ? 30 : 28);
	int columns = portrait ? 1 : 2, high = small ? 84 : 196, step = small ? 98 : 216, first = small ? 58 : 216;
	int rows = (top - first + step - high) / step, each = columns * rows, pages = (count + each - 1) / each;
	int page = details_page(view, pages, false);
	int w = small ? 377 : portrait ? 952 : 880;
	for (int i = 0; i < each && page * each + i < count; i++) {
		int number = numbers[page * each + i];
		const struct offer *offer = &view->hub->offers[number];
		char body[SAY_MAX];
		item_body(view, offer, body, sizeof body);
		struct rect at = {(small ? 16 : 64) + i % columns * (w + (small ? 14 : 32)), first + i / columns * step, w, high};
		draw_tile(view, list, at,
			  (struct tile_words){tiles[tile].icon, kit_part(view, offer->id, "name"), body, {VERB_OPEN, (int16_t)number}});
	}
	if (count == 0)
		kit_words(view, list, (struct words){.at = {small ? 16 : 64, first, w, 80}, .type = TYPE_LEAD},
			  kit_word(view, tile == TILE_LINES ? WORD_STAFF_LINES_NONE : WORD_STAFF_NONE));
	struct rect pager = small ? (struct rect){484, 4, 300, 80} : portrait ? (struct rect){616, 40, 400, 96} : (struct rect){1396, 60, 460, 96};
	kit_pages(view, list, kit_mirror(view, pager), pages);
}

void screen_staff(const struct view *view, struct draw_list *list)
{
	bool small = view->frame.form == FORM_SMALL, portrait = view->frame.form == FORM_PORTRAIT;
	int tile = view->session->kind_filter < TILE_COUNT ? view->session->kind_filter : TILE_ALL;
	int w = small ? 460 : portrait ? 952 : 1300, top = kit_bar_boxes(view).top;
	kit_words(
	    view, list,
	    (struct words){.at = kit_mirror(view, small ? (struct rect){16, 10, w, 40} : (struct rect){64, 48, tile && portrait ? w - 420 : w, 78}),
			   .type = TYPE_TITLE,
			   .lines_max = 1,
			   .shrink = true},
	    kit_word(view, tile ? tiles[tile].title : WORD_STAFF_TITLE));
	if (!small)
		kit_words(view, list,
			  (struct words){
			      .at = kit_mirror(view, (struct rect){64, 126, w, 84}), .type = TYPE_BODY, .ink = view->theme->soft, .lines_max = 2},
			  kit_word(view, WORD_STAFF_LINE));
	if (!small && !portrait && !tile)
		kit_spot(view, list, (struct square){kit_rtl(view) ? 64 : 1716, 40, 140, PICTURE_SPOT_TEAPOT});
	if (tile) {
		draw_items(view, list, tile);
	} else {
		draw_tiles(view, list);
		draw_health(view, list,
			    small      ? (struct rect){408, 58, 376, top - 30 - 58}
			    : portrait ? (struct rect){64, 1012, 952, top - 28 - 1012}
				       : (struct rect){1280, 216, 576, 684});
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_CLOSE, .reading = true, .strip = true});
}

static void one_item(const struct view *view, int number, struct flow_item *item)
{
	const struct offer *offer = &view->hub->offers[number];

	snprintf(item->label, sizeof item->label, "%s", kit_part(view, offer->id, "name"));
	item_body(view, offer, item->more, sizeof item->more);
}

static void flow_items(struct flow *flow, int tile)
{
	const struct view *view = flow->view;
	int16_t numbers[STAFF_MAX];
	int count = items(view, tile, numbers);

	flow_list(flow, numbers, count, one_item);
	if (count == 0)
		flow_body(flow, kit_word(view, tile == TILE_LINES ? WORD_STAFF_LINES_NONE : WORD_STAFF_NONE));
}

static bool all_well(const struct check *rows, int count)
{
	bool well = true;

	for (int i = 0; i < count; i++)
		well = well && rows[i].good;
	return well;
}

static void flow_health(struct flow *flow, const struct check *rows, int count)
{
	const struct view *view = flow->view;
	char text[2 * SAY_MAX];

	flow_head(flow, kit_word(view, WORD_HEALTH_TITLE));
	for (int i = 0; i < 2 * count; i++) { /* first what is not well */
		const struct check *row = &rows[i % count];
		if (row->good != (i >= count))
			continue;
		snprintf(text, sizeof text, "%s: \x01%s\x01", kit_word(view, row->name), row->value);
		flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .icon = row->good ? ICON_CHECK : ICON_NOTE}, text);
	}
	for (int i = 0; i < 3; i++)
		flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true}, view->health->first[i]);
	flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true}, which_content(view, text, sizeof text));
}

static void flow_tiles(struct flow *flow)
{
	const struct view *view = flow->view;
	int16_t numbers[STAFF_MAX];

	for (int i = 1; i < TILE_COUNT; i++) {
		char body[SAY_MAX];
		struct tile_words words;
		tile_of(view, i, items(view, i, numbers), body, &words);
		flow_button(flow, (struct flow_button){.label = words.title, .more = words.body, .icon = words.icon, .action = words.action});
	}
}

/* What is not well stands on the first page; else what staff come for does. */
void flow_staff(struct flow *flow)
{
	const struct view *view = flow->view;
	int tile = view->session->kind_filter < TILE_COUNT ? view->session->kind_filter : TILE_ALL;
	struct check rows[8];
	struct check_words words;
	int count = checks(view, rows, &words);
	bool well = all_well(rows, count);

	flow->bar.second = SECOND_CLOSE;
	flow_title(flow, kit_word(view, tile ? tiles[tile].title : WORD_STAFF_TITLE));
	flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true}, kit_word(view, WORD_STAFF_LINE));
	if (tile) {
		flow_items(flow, tile);
		return;
	}
	if (!well)
		flow_health(flow, rows, count);
	flow_tiles(flow);
	if (well)
		flow_health(flow, rows, count);
}
