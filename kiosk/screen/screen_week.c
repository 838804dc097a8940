/*
 * What's on this week: the hub's notice board.
 *
 * Clear leads here (S23), so it looks like something that always hangs in a
 * hub, has no Back, and one plain button leads on. What does not fit a day is
 * counted, never dropped in silence.
 */
#include "screen/flow.h"
#include "screen/place.h"
#include "screen/say.h"
#include "screen/week.h"

#include <stdio.h>
#include <string.h>

static const enum word day_words[] = {WORD_MON, WORD_TUE, WORD_WED, WORD_THU, WORD_FRI, WORD_SAT, WORD_SUN};
static const enum word short_words[] = {WORD_MON_SHORT, WORD_TUE_SHORT, WORD_WED_SHORT, WORD_THU_SHORT,
					WORD_FRI_SHORT, WORD_SAT_SHORT, WORD_SUN_SHORT};

/* "Mon 2", or "Mon" with a wrong clock. */
static void day_name(const struct view *view, const struct week_day *day, bool full, char *out, int size)
{
	int weekday = weekday_of(day->day);
	const char *name = kit_word(view, (full ? day_words : short_words)[weekday]);
	char number[32];
	place_number(number, sizeof number, civil_at(moment_of(day->day, 720)).mday);
	snprintf(out, (size_t)size, "%s%s%s", name, view->clock_wrong ? "" : " ", view->clock_wrong ? "" : number);
}

static void more_line(const struct view *view, char *out, int size, int count)
{
	char n[16];
	snprintf(n, sizeof n, "%d", count);
	struct say_value value = {"n", n};
	say_fill(out, size, kit_word(view, WORD_WEEK_MORE), &value, 1);
}

/* How one item is set. */
struct item_look {
	int em, name_em; /* of the time and the note, of the name */
	int line;        /* of the time and the note */
	int beside;      /* the time stands in a column so wide; 0: above the name */
	bool note;
};

/* The name as large as leaves it whole in `room` and in two lines; three only
 * where the smallest letters need them. */
static struct words fit_name(const struct view *view, int w, int room, int em, const char *name)
{
	int least = view->frame.form == FORM_SMALL ? 20 : 26;
	struct words words = {.at = {0, 0, w, 0}, .type = TYPE_BUTTON, .lines_max = 3, .ground = view->theme->milk};
	for (words.em = em;; words.em -= 2) {
		words.line = words.em * 5 / 4;
		struct words two = words;
		two.lines_max = 2;
		bool wraps = kit_words_height(view, words, name) > kit_words_height(view, two, name); /* past two lines */
		if (words.em <= least || (!wraps && kit_words_height(view, words, name) <= room))
			return words;
	}
}

/* Time, name, and a word about it where there is room. */
static void item(const struct view *view, struct draw_list *list, struct rect at, const struct week_item *what, struct item_look look)
{
	char when[64];
	say_time(view, when, sizeof when, what->meeting.start);
	const struct theme *t = view->theme;
	struct words words = {.type = TYPE_SMALL, .em = look.em, .line = look.line, .lines_max = 1, .ink = t->soft, .ground = t->milk};
	words.at = place(view, at.x, at.y, look.beside ? look.beside : at.w, look.line);
	int used = kit_words(view, list, words, when);
	if (look.beside)
		used = 0;
	const char *title = kit_part(view, what->offer->id, "name");
	struct words name = fit_name(view, at.w - look.beside, at.h - used, look.name_em, title);
	name.at = place(view, at.x + look.beside, at.y + used, at.w - look.beside, 0);
	used += kit_words(view, list, name, title);
	const char *note = kit_part(view, what->offer->id, "body");
	words.at = place(view, at.x + look.beside, at.y + used + (look.beside ? 0 : 4), at.w - look.beside, 0);
	words.lines_max = 3;
	words.ink = t->ink;
	if (look.note && *note && used + 4 + kit_words_height(view, words, note) <= at.h)
		kit_words(view, list, words, note);
}

/* In high contrast a card has an outline, which the fill leaves alone. */
static struct rect inside(const struct view *view, struct rect at)
{
	if (!view->theme->contrast)
		return at;
	int edge = view->theme->outline;
	return (struct rect){at.x + edge, at.y + edge, at.w - 2 * edge, at.h - edge};
}

/* The head of a day: a well with the upper corners of the card, pine today. */
static void head(const struct view *view, struct draw_list *list, struct rect at, int round, bool today)
{
	colour fill = today ? view->theme->main : view->theme->oat;
	struct rect outer = inside(view, kit_mirror(view, at));
	at.h = outer.h;
	place_box(view, list, outer, fill, round - (view->theme->contrast ? view->theme->outline : 0));
	int half = at.h / 2;
	struct draw_op *op = draw_add(list, OP_FILL, kit_rect(view, outer.x, outer.y + half, outer.w, at.h - half));
	if (op)
		op->fill = fill;
}

static void nothing(const struct view *view, struct draw_list *list, struct rect at, int em)
{
	kit_words(view, list,
		  (struct words){.at = kit_mirror(view, at), .type = TYPE_SMALL, .em = em, .ink = view->theme->soft, .ground = view->theme->milk},
		  kit_word(view, WORD_WEEK_NONE));
}

/* ---- landscape ---- */

/* Every day has the same places, so that the week reads across. */
struct places {
	int slots, step, top;
	bool foot;
};

static struct places find_places(const struct week_day days[WEEK_DAYS], int room)
{
	int most = 0;
	for (int i = 0; i < WEEK_DAYS; i++)
		most = days[i].count > most ? days[i].count : most;
	if (most <= 2)
		return (struct places){2, room / 2 - 12, 28, false};
	bool foot = most > 3;
	return (struct places){3, (room - 26 - (foot ? 34 : 0)) / 3, 14, foot};
}

static void column_items(const struct view *view, struct draw_list *list, struct rect at, const struct week_day *day, struct places places)
{
	int shown = day->count < places.slots ? day->count : places.slots;
	bool crowded = places.slots > 2;
	struct item_look look = {28, crowded ? 30 : 32, crowded ? 34 : 36, 0, true};
	for (int i = 0; i < shown; i++) {
		int y = at.y + 84 + places.top + places.step * i;
		if (i > 0) {
			struct rect rule = place(view, at.x + 24, y - (crowded ? 7 : 20), at.w - 48, 2);
			kit_rule(view, list, rule);
		}
		item(view, list, (struct rect){at.x + 22, y, at.w - 32, places.step - (crowded ? 9 : 24)}, &day->items[i], look);
	}
	if (day->count == 0)
		nothing(view, list, (struct rect){at.x + 22, at.y + 112, at.w - 44, 72}, 28);
	if (day->count <= shown)
		return;
	char more[96];
	more_line(view, more, sizeof more, day->count - shown);
	kit_words(view, list,
		  (struct words){.at = place(view, at.x + 22, at.y + at.h - 44, at.w - 44, 36),
				 .type = TYPE_SMALL,
				 .lines_max = 1,
				 .ink = view->theme->soft,
				 .ground = view->theme->milk},
		  more);
}

static void column(const struct view *view, struct draw_list *list, const struct week_day *day, int x, struct places places)
{
	char name[96];
	day_name(view, day, false, name, sizeof name);
	struct rect at = {x, 392, 287, 520 + place_grow(view)};
	kit_panel(view, list, kit_mirror(view, at), false);
	head(view, list, (struct rect){x, 392, 287, 84}, 28, day->today);
	colour ink = day->today ? view->theme->main_ink : view->theme->ink, ground = day->today ? view->theme->main : view->theme->oat;
	struct words words = {.at = place(view, x + 24, 392, day->today ? 150 : 240, 84), .type = TYPE_CARD, .lines_max = 1, .middle = true};
	words.ink = ink;
	words.ground = ground;
	kit_words(view, list, words, name);
	if (day->today) {
		words.at = place(view, x + 160, 392, 287 - 184, 84);
		words.em = 28;
		words.align = ALIGN_END;
		words.shrink = true;
		kit_words(view, list, words, kit_word(view, WORD_TODAY));
	}
	column_items(view, list, at, day, places);
}

static void landscape(const struct view *view, struct draw_list *list)
{
	place_sky(view, list, 0, 20, 0xFFDDE9E3);
	kit_scene(view, list, (struct scene){{0, -28, 1920, 420}, PICTURE_BAND_HUB, 1920, 420, .turns = true});
	place_night(view, list, 380, 158);
	kit_hub_name(view, list, 64, 40, 0);
	kit_words(view, list, (struct words){.at = place(view, 64, 92, 900, 80), .type = TYPE_TITLE, .em = 64, .line = 80, .lines_max = 1},
		  kit_word(view, WORD_WEEK_TITLE));
	const char *line = kit_text(view, "hub.week-line");
	kit_words(view, list, (struct words){.at = place(view, 64, 178, 900, 44), .type = TYPE_LEAD, .lines_max = 1},
		  *line ? line : kit_word(view, WORD_WEEK_LINE));
	struct week_day days[WEEK_DAYS];
	for (int i = 0; i < WEEK_DAYS; i++)
		week_fill(view, i, &days[i]);
	struct places places = find_places(days, 436 + place_grow(view));
	for (int i = 0; i < WEEK_DAYS; i++)
		column(view, list, &days[i], 64 + 301 * i, places);
}

/* ---- portrait: one row a day ---- */

/* A long name takes a wider share of the row. */
static int share(const struct view *view, const struct week_item *what)
{
	return strlen(kit_part(view, what->offer->id, "name")) > 20 ? 5 : 4;
}

static void row_items(const struct view *view, struct draw_list *list, struct rect at, const struct week_day *day)
{
	int shown = day->count < 3 ? day->count : 3, parts = shown < 2 ? 4 : 0, x = at.x;
	for (int i = 0; i < shown; i++)
		parts += share(view, &day->items[i]);
	bool crowded = shown > 2;
	int gap = crowded ? 20 : 24, room = at.w - gap * (crowded ? 2 : 1);
	for (int i = 0; i < shown; i++) {
		int w = room * share(view, &day->items[i]) / parts;
		item(view, list, (struct rect){x, at.y + 18, w, at.h - 26}, &day->items[i], (struct item_look){28, crowded ? 28 : 30, 36, 0, true});
		x += w + gap;
	}
	if (day->count == 0)
		nothing(view, list, (struct rect){at.x, at.y + at.h / 2 - 20, at.w, 40}, 28);
}

static void row(const struct view *view, struct draw_list *list, int index, struct rect at)
{
	struct week_day day;
	week_fill(view, index, &day);
	char text[200], name[96];
	day_name(view, &day, false, name, sizeof name);
	snprintf(text, sizeof text, "%s", name);
	kit_panel(view, list, kit_mirror(view, at), false);
	struct rect side = inside(view, place(view, at.x, at.y, 176, at.h));
	side.h -= at.h - side.h;
	colour fill = day.today ? view->theme->main : view->theme->oat;
	place_box(view, list, side, fill, view->theme->contrast ? 28 - view->theme->outline : 28);
	struct rect square = place(view, at.x + 88, side.y, 88, side.h);
	struct draw_op *op = draw_add(list, OP_FILL, kit_rect(view, square.x, square.y, square.w, square.h));
	if (op)
		op->fill = fill;
	int high = 44 + (day.today ? 40 : 0) + (day.count > 3 ? 40 : 0);
	struct words words = {.at = place(view, at.x + 28, at.y + (at.h - high) / 2, 144, 44), .type = TYPE_CARD, .lines_max = 1};
	if (kit_words_height(view, (struct words){.at = {0, 0, 144, 0}, .type = TYPE_CARD, .line = 44, .lines_max = 2}, text) > 60)
		words.em = 28; /* a long name of a day */
	words.ink = day.today ? view->theme->main_ink : view->theme->ink;
	words.ground = fill;
	kit_words(view, list, words, text);
	words.at.y += 44;
	words.at.h = 40;
	words.em = 26;
	words.type = TYPE_SMALL;
	if (day.today) {
		kit_words(view, list, words, kit_word(view, WORD_TODAY));
		words.at.y += 40;
	}
	if (day.count > 3) {
		more_line(view, text, sizeof text, day.count - 3);
		kit_words(view, list, words, text);
	}
	row_items(view, list, (struct rect){at.x + 200, at.y, at.w - 216, at.h}, &day);
}

static void portrait(const struct view *view, struct draw_list *list)
{
	place_sky(view, list, 0, 40, 0xFFDDE9E3);
	place_cover(view, list, (struct cover){{0, 8, 1080, 540}, PICTURE_BAND_HUB, 1920, 420, 88, 100});
	place_night(view, list, 516, 264);
	kit_hub_name(view, list, 64, 44, 0);
	kit_words(view, list, (struct words){.at = place(view, 64, 100, 952, 80), .type = TYPE_TITLE, .em = 64, .line = 80, .lines_max = 1},
		  kit_word(view, WORD_WEEK_TITLE));
	const char *line = kit_text(view, "hub.week-line");
	kit_words(view, list, (struct words){.at = place(view, 64, 184, 952, 44), .type = TYPE_LEAD, .lines_max = 1},
		  *line ? line : kit_word(view, WORD_WEEK_LINE));
	int step = 184 + place_grow(view) / WEEK_DAYS;
	for (int i = 0; i < WEEK_DAYS; i++)
		row(view, list, i, (struct rect){64, 536 + step * i, 952, step - 16});
}

/* ---- small: two days a page, from today on ---- */

static void small_day(const struct view *view, struct draw_list *list, int index, struct rect at)
{
	struct week_day day;
	week_fill(view, index, &day);
	char name[160], text[96];
	day_name(view, &day, true, text, sizeof text);
	snprintf(name, sizeof name, "%s%s%s", text, day.today ? " · " : "", day.today ? kit_word(view, WORD_TODAY) : "");
	kit_panel(view, list, kit_mirror(view, at), false);
	head(view, list, (struct rect){at.x, at.y, at.w, 40}, 16, day.today);
	struct words words = {.at = place(view, at.x + 14, at.y, at.w - 28, 40), .type = TYPE_CARD, .lines_max = 1, .middle = true};
	words.ink = day.today ? view->theme->main_ink : view->theme->ink;
	words.ground = day.today ? view->theme->main : view->theme->oat;
	kit_words(view, list, words, name);
	int shown = day.count < 3 ? day.count : 3, foot = day.count > 3 ? 28 : 0;
	int room = at.h - 40 - 8 - foot, step = room / 3;
	for (int i = 0; i < shown; i++)
		item(view, list, (struct rect){at.x + 14, at.y + 46 + step * i, at.w - 24, step}, &day.items[i],
		     (struct item_look){20, 20, 25, kit_rtl(view) ? 112 : 100, true});
	if (shown == 0)
		nothing(view, list, (struct rect){at.x + 14, at.y + 50, at.w - 28, 30}, 20);
	if (foot) {
		more_line(view, text, sizeof text, day.count - 3);
		kit_words(view, list,
			  (struct words){.at = place(view, at.x + 14, at.y + at.h - 34, at.w - 28, 26),
					 .type = TYPE_SMALL,
					 .lines_max = 1,
					 .ink = view->theme->soft,
					 .ground = view->theme->milk},
			  text);
	}
}

static void small(const struct view *view, struct draw_list *list)
{
	int first = week_first(view), days = WEEK_DAYS - first, pages = (days + 1) / 2;
	int page = view->session->page < pages ? view->session->page : pages - 1;
	place_band(view, list, PICTURE_BAND_HUB);
	kit_words(view, list, (struct words){.at = place(view, 16, 12, 450, 40), .type = TYPE_TITLE, .lines_max = 1},
		  kit_word(view, WORD_WEEK_TITLE));
	struct rect pager = place(view, 480, 4, 304, 80);
	kit_pages(view, list, pager, pages);
	for (int i = 0; i < 2 && first + page * 2 + i < WEEK_DAYS; i++)
		small_day(view, list, first + page * 2 + i, (struct rect){16 + 390 * i, 92, 378, 240 + place_grow(view)});
}

/* The one button that leads on stands where Back and its neighbour stand. */
static void bar(const struct view *view, struct draw_list *list)
{
	struct bar_boxes boxes = kit_bar_boxes(view);
	int next = boxes.listen.w && boxes.listen.x < boxes.reading.x ? boxes.listen.x : boxes.reading.x;
	struct rect at = boxes.back;
	at.w = next - at.x - (view->frame.form == FORM_SMALL ? 16 : 24);
	kit_button(view, list,
		   (struct button){.at = at,
				   .icon = ICON_NEXT,
				   .icon_after = true,
				   .icon_turns = true,
				   .type = TYPE_BUTTON,
				   .label = kit_word(view, WORD_WEEK_ON),
				   .action = {VERB_GO, SCREEN_HOME}});
	kit_bar(view, list, (struct bar){.reading = true, .strip = true});
}

void screen_week(const struct view *view, struct draw_list *list)
{
	switch (view->frame.form) {
	case FORM_PORTRAIT:
		portrait(view, list);
		break;
	case FORM_SMALL:
		small(view, list);
		break;
	default:
		landscape(view, list);
	}
	bar(view, list);
}

/* A day in a well: its name, then time and name of what is on. */
static void flow_day(struct flow *flow, int index)
{
	const struct view *view = flow->view;
	struct week_day day;
	char text[FLOW_TEXT_MAX], name[96];

	week_fill(view, index, &day);
	day_name(view, &day, true, name, sizeof name);
	int used = snprintf(text, sizeof text, "\x01%s\x01%s%s", name, day.today ? " · " : "", day.today ? kit_word(view, WORD_TODAY) : "");
	for (int i = 0; i < day.count && used < (int)sizeof text; i++) {
		char time[64], isolated[80];
		say_time(view, time, sizeof time, day.items[i].meeting.start);
		say_isolated(isolated, sizeof isolated, time);
		const char *what = kit_part(view, day.items[i].offer->id, "name");
		/* what is no group has no page of its own that says it */
		const char *note = day.items[i].offer->kind == OFFER_EVENT ? kit_part(view, day.items[i].offer->id, "body") : "";
		used += say_print(text + used, (int)sizeof text - used, "\n%s %s%s%s", isolated, what, *note ? " · " : "", note);
	}
	if (day.count == 0)
		snprintf(text + used, sizeof text - (size_t)used, "\n%s", kit_word(view, WORD_WEEK_NONE));
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .well = true}, text);
}

void flow_week(struct flow *flow)
{
	const struct view *view = flow->view;

	flow->bar = (struct bar){.reading = true, .strip = true};
	flow_title(flow, kit_word(view, WORD_WEEK_TITLE));
	flow_body(flow, kit_text(view, "hub.week-line"));
	flow_button(flow, (struct flow_button){.label = kit_word(view, WORD_WEEK_ON), .icon = ICON_NEXT, .action = {VERB_GO, SCREEN_HOME}});
	for (int i = week_first(view); i < WEEK_DAYS; i++)
		flow_day(flow, i);
}
