/*
 * Courses and groups, by kind and by stage of family.
 *
 * A workshop with groups A and B stands as one large panel with two wells of
 * equal size; everything else is a row that opens its page. What is withheld
 * leaves no gap (S3, S5).
 */
#include "screen/flow.h"
#include "screen/details.h"
#include "screen/place.h"

#include <stdio.h>
#include <string.h>

static const enum word kinds[BROWSE_KINDS] = {WORD_BROWSE_ALL, WORD_BROWSE_GROUPS, WORD_BROWSE_COURSES, WORD_BROWSE_ONE};

static const struct {
	enum word word;
	unsigned stage;
} stages[] = {
    {WORD_STAGE_BABY, STAGE_BABY},
    {WORD_STAGE_TOGETHER, STAGE_TOGETHER},
    {WORD_STAGE_APART, STAGE_APART},
    {WORD_STAGE_KIN, STAGE_KIN},
};

enum { STAGES = sizeof stages / sizeof *stages };

/* Where rows and the large panel stand, per form. */
struct places {
	struct rect feature; /* w 0: no room for one */
	struct rect row;     /* the first row */
	int step_x, step_y, columns, rows;
	int beside_feature; /* rows that fit beside or below the feature */
	struct rect beside; /* the first of them */
};

static struct places places_for(const struct view *view)
{
	int top = kit_bar_boxes(view).top;
	switch (view->frame.form) {
	case FORM_PORTRAIT:
		return (struct places){.feature = {64, 568, 952, 520},
				       .row = {64, 568, 952, 164},
				       .step_y = 180,
				       .columns = 1,
				       .rows = (top - 24 - 568 + 16) / 180,
				       .beside_feature = (top - 24 - 568 - 536 + 16) / 180,
				       .beside = {64, 568 + 536, 952, 164}};
	case FORM_SMALL:
		return (struct places){.row = {16, 97, 376, 110}, .step_x = 392, .step_y = 126, .columns = 2, .rows = 2};
	default:
		return (struct places){.feature = {64, 396, 880, top - 28 - 396},
				       .row = {64, 396, 880, 160},
				       .step_x = 912,
				       .step_y = 179,
				       .columns = 2,
				       .rows = 3,
				       .beside_feature = 3,
				       .beside = {976, 396, 880, 160}};
	}
}

struct chip {
	struct rect at; /* not mirrored yet */
	enum word word;
	struct action action;
	bool chosen;
};

static void chip(const struct view *view, struct draw_list *list, struct chip chip)
{
	bool small = view->frame.form == FORM_SMALL;
	kit_button(view, list,
		   (struct button){.at = kit_mirror(view, chip.at),
				   .icon = chip.chosen && !small ? ICON_CHECK : ICON_NONE,
				   .type = TYPE_CHIP,
				   .label = kit_word(view, chip.word),
				   .action = chip.action});
}

static void chips(const struct view *view, struct draw_list *list)
{
	const struct session *s = view->session;
	bool portrait = view->frame.form == FORM_PORTRAIT;
	int w = portrait ? 226 : 208, gap = portrait ? 16 : 18;
	int need = (int)(frame_mm(&view->frame, 15) / view->frame.scale + 0.999), h = portrait ? 76 : need > 72 ? need : 72; /* on dense panels */
	for (int i = 0; i < BROWSE_KINDS; i++) {
		struct rect at = {64 + i * (w + gap), portrait ? 372 : 378 - h, w, h};
		chip(view, list, (struct chip){at, kinds[i], (struct action){VERB_KIND, (int16_t)i}, s->kind_filter == i});
	}
	for (int i = 0; i < STAGES; i++) {
		bool chosen = s->stage_filter == stages[i].stage;
		int x = 64 + (portrait ? i : i + BROWSE_KINDS) * (w + gap);
		struct rect at = {x, portrait ? 464 : 378 - h, w, h};
		chip(view, list, (struct chip){at, stages[i].word, (struct action){VERB_STAGE, (int16_t)(chosen ? 0 : stages[i].stage)}, chosen});
	}
}

/* On the small panel two buttons go round: the kind, and the stage. */
static void small_chips(const struct view *view, struct draw_list *list)
{
	const struct session *s = view->session;
	int kind = s->kind_filter < BROWSE_KINDS ? s->kind_filter : 0, stage = -1;
	for (int i = 0; i < STAGES; i++)
		if (s->stage_filter == stages[i].stage)
			stage = i;
	unsigned next = stage + 1 < STAGES ? stages[stage + 1].stage : 0;
	chip(view, list,
	     (struct chip){(struct rect){404, 1, 180, 80}, kinds[kind], (struct action){VERB_KIND, (int16_t)((kind + 1) % BROWSE_KINDS)}, false});
	chip(view, list,
	     (struct chip){(struct rect){600, 1, 184, 80}, stage < 0 ? WORD_BROWSE_FAMILIES : stages[stage].word,
			   (struct action){VERB_STAGE, (int16_t)next}, false});
}

/* Does this page send somebody to the team? */
static bool names_team(const struct view *view, const int16_t *numbers, int count)
{
	char when[SAY_MAX];
	for (int i = 0; i < count; i++) {
		details_when(view, when, sizeof when, &view->hub->offers[numbers[i]]);
		if (strcmp(when, kit_word(view, WORD_THROUGH_TEAM)) == 0)
			return true;
	}
	return count == 0;
}

/* `private`: what staff must do stands here, once for all rows (S45). */
static void header(const struct view *view, struct draw_list *list, bool private)
{
	bool portrait = view->frame.form == FORM_PORTRAIT;
	if (view->frame.form == FORM_SMALL) {
		place_band(view, list, PICTURE_BAND_ALLOTMENT);
		kit_words(
		    view, list,
		    (struct words){.at = kit_mirror(view, (struct rect){16, 12, 376, 40}), .type = TYPE_TITLE, .em = 30, .line = 40, .lines_max = 1},
		    kit_word(view, WORD_BROWSE_TITLE));
		small_chips(view, list);
		if (private) /* below the rows */
			kit_words(
			    view, list,
			    (struct words){.at = {16, 333, 768, 28}, .type = TYPE_SMALL, .ink = view->theme->soft, .lines_max = 1, .middle = true},
			    kit_word(view, WORD_PRIVATE));
		return;
	}
	int w = portrait ? 1080 : 1920;
	struct scene scene = {.at = {0, 0, w, 316}, .picture = PICTURE_BAND_ALLOTMENT, .full_w = 1920, .full_h = 420, .from_y = 104, .turns = true};
	if (portrait) /* it ends above the filters */
		scene = (struct scene){.at = {0, 0, w, 376},
				       .picture = PICTURE_BAND_ALLOTMENT,
				       .full_w = 1783,
				       .full_h = 390,
				       .from_x = kit_rtl(view) ? 441 : 262,
				       .from_y = 14,
				       .turns = true};
	kit_scene(view, list, scene);
	kit_hub_name(view, list, 64, portrait ? 40 : 24, 0);
	kit_words(
	    view, list,
	    (struct words){
		.at = kit_mirror(view, (struct rect){64, portrait ? 88 : 66, 950, 84}), .type = TYPE_TITLE, .em = 64, .line = 80, .lines_max = 1},
	    kit_word(view, WORD_BROWSE_TITLE));
	if (private)
		kit_words(view, list,
			  (struct words){.at = kit_mirror(view, (struct rect){64, portrait ? 166 : 146, portrait ? 560 : 1310, portrait ? 100 : 48}),
					 .type = TYPE_SMALL,
					 .lines_max = portrait ? 2 : 1,
					 .shrink = true},
			  kit_word(view, WORD_PRIVATE));
	else
		kit_words(view, list,
			  (struct words){.at = kit_mirror(view, (struct rect){64, portrait ? 172 : 144, portrait ? 560 : 900, 48}),
					 .type = TYPE_LEAD,
					 .lines_max = 1,
					 .shrink = true},
			  kit_word(view, WORD_BROWSE_LINE));
	chips(view, list);
}

/* A line with a small icon at its start. */
static void icon_line(const struct view *view, struct draw_list *list, struct rect at, enum icon icon, const char *text)
{
	if (*text == 0)
		return;
	bool rtl = kit_rtl(view);
	kit_icon(view, list, (struct mark){rtl ? at.x + at.w - 34 : at.x, at.y + 1, 34, icon, 0, false});
	struct rect words = {rtl ? at.x : at.x + 48, at.y, at.w - 48, at.h};
	kit_words(
	    view, list,
	    (struct words){.at = words, .type = TYPE_SMALL, .line = 36, .ground = view->theme->oat, .lines_max = 1, .middle = true, .shrink = true},
	    text);
}

static void well(const struct view *view, struct draw_list *list, struct rect at, int number, char group)
{
	const struct offer *offer = &view->hub->offers[number];
	struct group_lines lines;
	char letter[2] = {group, 0}, title[96];
	struct say_value value = {"letter", letter};
	say_fill(title, sizeof title, kit_word(view, WORD_GROUP), &value, 1);
	bool any = details_group(view, offer, group, &lines);
	kit_well(view, list, at);
	struct rect in = {at.x + 24, at.y + 12, at.w - 48, 50};
	kit_words(view, list, (struct words){.at = in, .type = TYPE_CARD, .ground = view->theme->oat, .lines_max = 1, .middle = true}, title);
	int y = at.y + 66;
	if (any) {
		icon_line(view, list, (struct rect){in.x, y, in.w, 38}, ICON_CALENDAR, lines.days);
		icon_line(view, list, (struct rect){in.x, y + 42, in.w, 38}, ICON_CLOCK, lines.times);
		icon_line(view, list, (struct rect){in.x, y + 84, in.w, 38}, ICON_PLACE, lines.place);
	} else {
		kit_words(view, list, (struct words){.at = {in.x, y, in.w, 120}, .type = TYPE_SMALL, .ground = view->theme->oat},
			  kit_word(view, WORD_PLACES_FULL));
	}
	kit_button(view, list,
		   (struct button){.at = {in.x, at.y + at.h - 24 - 84, in.w, 84},
				   .look = LOOK_MAIN,
				   .icon = ICON_CODE,
				   .type = TYPE_BUTTON,
				   .label = kit_word(view, WORD_SHOW_CODE),
				   .action = {VERB_CODE, (int16_t)number}});
}

static void feature(const struct view *view, struct draw_list *list, struct rect at, int number)
{
	const struct offer *offer = &view->hub->offers[number];
	kit_panel(view, list, at, false);
	struct rect in = {at.x + 32, at.y + 16, at.w - 64, 54};
	kit_words(view, list, (struct words){.at = in, .type = TYPE_ADDRESS, .ground = view->theme->milk, .lines_max = 1},
		  details_title(view, offer));
	const char *who = kit_part(view, offer->id, "who");
	if (*who == 0)
		who = kit_part(view, offer->id, "body");
	in.y += 50;
	in.h = 44;
	kit_words(view, list, (struct words){.at = in, .type = TYPE_BODY, .line = 40, .ground = view->theme->milk, .lines_max = 1}, who);
	in.y += 42;
	kit_words(view, list, (struct words){.at = in, .type = TYPE_BODY, .line = 40, .ground = view->theme->milk, .lines_max = 1},
		  kit_word(view, WORD_GROUPS_APART));
	int y = at.y + 164, h = at.y + at.h - 28 - y, w = (at.w - 64 - 20) / 2;
	struct rect a = {at.x + 32, y, w, h}, b = {at.x + 32 + w + 20, y, w, h};
	well(view, list, kit_rtl(view) ? b : a, number, 'A');
	well(view, list, kit_rtl(view) ? a : b, number, 'B');
}

/* What a row says. */
struct row_words {
	const char *title, *who, *when;
	enum icon icon;
};

/* Title and time, in the middle of the row. */
static void row_small(const struct view *view, struct draw_list *list, struct rect in, struct row_words says)
{
	struct words title = {.at = in, .type = TYPE_CARD, .line = kit_rtl(view) ? 30 : 0, .lines_max = 2, .quiet = true};
	struct words when = {.at = in, .type = TYPE_SMALL, .line = kit_rtl(view) ? 30 : 0, .quiet = true};
	title.at.h = when.at.h = 0;
	int high = kit_words_height(view, title, says.title);
	when.lines_max = high + 3 + 2 * (kit_rtl(view) ? 32 : 25) <= in.h - 6 ? 2 : 1;
	int rest = kit_words_height(view, when, says.when);
	if (!kit_rtl(view) && high + rest > 96) { /* four lines stand closer */
		title.line = when.line = 23;
		high = kit_words_height(view, title, says.title);
		rest = kit_words_height(view, when, says.when);
	}
	title.at.y = in.y + (in.h - high - 3 - rest) / 2;
	when.at.y = title.at.y + high + 3;
	kit_words(view, list, title, says.title);
	kit_words(view, list, when, says.when);
}

/* Title, for whom, and when with its icon: three lines at even distances. */
static void row_large(const struct view *view, struct draw_list *list, struct rect in, struct row_words says)
{
	bool rtl = kit_rtl(view);
	int y = in.y + (in.h - 138) / 2;
	struct words words = {.at = {in.x, y, in.w, 50}, .type = TYPE_CARD, .lines_max = 1, .middle = true, .shrink = true, .quiet = true};
	kit_words(view, list, words, says.title);
	words.at.y = y + 50;
	words.at.h = 44;
	words.type = TYPE_BODY;
	words.em = 28;
	words.line = 34;
	kit_words(view, list, words, says.who);
	y += 95;
	kit_icon(view, list, (struct mark){rtl ? in.x + in.w - 34 : in.x, y + 4, 34, says.icon, 0, false});
	words.at = (struct rect){rtl ? in.x : in.x + 48, y, in.w - 48, 42};
	words.type = TYPE_SMALL;
	words.em = 0;
	kit_words(view, list, words, says.when);
}

static void row(const struct view *view, struct draw_list *list, struct rect at, int number)
{
	const struct offer *offer = &view->hub->offers[number];
	bool small = view->frame.form == FORM_SMALL, rtl = kit_rtl(view);
	char when[SAY_MAX], label[2 * SAY_MAX];
	const char *who = kit_part(view, offer->id, "who");
	details_when(view, when, sizeof when, offer);
	snprintf(label, sizeof label, "%s. %s %s", details_title(view, offer), who, when);
	at.y += kit_card(view, list, at, label, (struct action){VERB_OPEN, (int16_t)number});
	int spot = small ? 72 : at.h - 32, pad = small ? 10 : 18, arrow = small ? 0 : 44;
	int beside = view->theme->contrast ? 12 : spot + (small ? 10 : 20), after = arrow ? arrow + 20 : 0;
	kit_spot(view, list, (struct square){rtl ? at.x + at.w - pad - spot : at.x + pad, at.y + (at.h - spot) / 2, spot, details_spot(offer)});
	if (arrow)
		kit_icon(view, list, (struct mark){rtl ? at.x + 28 : at.x + at.w - 28 - arrow, at.y + (at.h - arrow) / 2, arrow, ICON_NEXT, 0, true});
	struct rect in = {at.x + pad + (rtl ? after : beside), at.y, at.w - 2 * pad - beside - after, at.h};
	bool dated = offer->session_count + offer->repeat_count > 0;
	struct row_words says = {details_title(view, offer), *who ? who : kit_part(view, offer->id, "body"), when,
				 dated                                                      ? ICON_CALENDAR
				 : offer->kind == OFFER_COURSE || offer->kind == OFFER_PAGE ? ICON_CLOCK
											    : ICON_MUG};
	if (!small) {
		row_large(view, list, in, says);
		return;
	}
	struct group_lines lines;
	struct words title = {.at = {0, 0, in.w, 0}, .type = TYPE_CARD, .lines_max = 2};
	if (kit_words_height(view, title, says.title) > 36 && details_group(view, offer, 0, &lines))
		snprintf(when, sizeof when, "%s", lines.days); /* a long title leaves one line */
	row_small(view, list, in, says);
}

/* Which offers a page holds: the large panel, where there is one, stands first on
 * its page and leaves room for fewer rows. */
struct sheet {
	int first, count, pages;
	bool has_feature;
};

static struct sheet sheet_for(const struct view *view, const struct places *p, const int16_t *numbers, int count)
{
	struct sheet sheet = {0};
	bool feature_fits = p->feature.w > 0 && count > 0 && offer_has_two_groups(&view->hub->offers[numbers[0]]);
	int each = p->columns * p->rows, first = feature_fits ? 1 + p->beside_feature : each;
	bool cell = view->frame.form == FORM_SMALL && count > each; /* one cell turns the page */
	each -= cell;
	first = cell ? each : first;
	sheet.pages = count <= first ? 1 : 1 + (count - first + each - 1) / each;
	int page = details_page(view, sheet.pages, cell);
	sheet.has_feature = feature_fits && page == 0;
	sheet.first = page == 0 ? 0 : first + (page - 1) * each;
	sheet.count = page == 0 ? first : each;
	if (sheet.first + sheet.count > count)
		sheet.count = count - sheet.first;
	return sheet;
}

static struct rect cell_at(const struct view *view, const struct places *p, int i)
{
	return kit_mirror(view, (struct rect){p->row.x + i % p->columns * p->step_x, p->row.y + i / p->columns * p->step_y, p->row.w, p->row.h});
}

static void turn_page(const struct view *view, struct draw_list *list, const struct places *p, int pages)
{
	if (view->frame.form != FORM_SMALL) {
		struct rect at = view->frame.form == FORM_PORTRAIT ? (struct rect){640, 172, 376, 92} : (struct rect){1396, 40, 460, 92};
		kit_pages(view, list, kit_mirror(view, at), pages);
		return;
	}
	if (pages > 1)
		kit_button(view, list,
			   (struct button){.at = cell_at(view, p, 3),
					   .icon = ICON_NEXT,
					   .icon_after = true,
					   .icon_turns = true,
					   .type = TYPE_BUTTON,
					   .label = kit_word(view, WORD_MORE),
					   .action = {VERB_PAGE, 1}});
}

void screen_browse(const struct view *view, struct draw_list *list)
{
	int16_t numbers[SHOWN_BROWSE_MAX];
	int count = shown_browse(view->session, view->hub, view->now, numbers, SHOWN_BROWSE_MAX);
	struct places p = places_for(view);
	struct sheet sheet = sheet_for(view, &p, numbers, count);
	header(view, list, names_team(view, numbers + sheet.first, sheet.count));
	for (int i = 0; i < sheet.count; i++) {
		int number = numbers[sheet.first + i];
		if (sheet.has_feature && i == 0) {
			feature(view, list, kit_mirror(view, p.feature), number);
			continue;
		}
		struct rect at = cell_at(view, &p, i);
		if (sheet.has_feature)
			at = kit_mirror(view, (struct rect){p.beside.x, p.beside.y + (i - 1) * p.step_y, p.beside.w, p.beside.h});
		row(view, list, at, number);
	}
	if (count == 0)
		kit_words(view, list, (struct words){.at = kit_mirror(view, (struct rect){p.row.x, p.row.y + 24, p.row.w, 160}), .type = TYPE_LEAD},
			  kit_word(view, WORD_BROWSE_NONE));
	turn_page(view, list, &p, sheet.pages);
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

static void flow_filters(struct flow *flow)
{
	const struct view *view = flow->view;
	const struct session *s = view->session;
	struct flow_button buttons[BROWSE_KINDS + STAGES];
	int columns = view->frame.form == FORM_LANDSCAPE ? 4 : 2;

	for (int i = 0; i < BROWSE_KINDS; i++)
		buttons[i] = (struct flow_button){
		    .label = kit_word(view, kinds[i]), .icon = s->kind_filter == i ? ICON_CHECK : ICON_NONE, .action = {VERB_KIND, (int16_t)i}};
	for (int i = 0; i < STAGES; i++) {
		bool chosen = s->stage_filter == stages[i].stage;
		buttons[BROWSE_KINDS + i] = (struct flow_button){.label = kit_word(view, stages[i].word),
								 .icon = chosen ? ICON_CHECK : ICON_NONE,
								 .action = {VERB_STAGE, (int16_t)(chosen ? 0 : stages[i].stage)}};
	}
	flow_buttons(flow, buttons, BROWSE_KINDS + STAGES, columns);
}

static void one_offer(const struct view *view, int number, struct flow_item *item)
{
	const struct offer *offer = &view->hub->offers[number];
	const char *who = kit_part(view, offer->id, "who");
	char when[SAY_MAX];

	details_when(view, when, sizeof when, offer);
	snprintf(item->label, sizeof item->label, "%s", details_title(view, offer));
	if (view->frame.form == FORM_SMALL) /* the rest stands on its page */
		who = "";
	else if (*who == 0)
		who = kit_part(view, offer->id, "body");
	snprintf(item->more, sizeof item->more, "%s%s%s", who, *who && *when ? "\n" : "", when);
}

void flow_browse(struct flow *flow)
{
	const struct view *view = flow->view;
	int16_t numbers[SHOWN_BROWSE_MAX];
	int count = shown_browse(view->session, view->hub, view->now, numbers, SHOWN_BROWSE_MAX);

	flow_title(flow, kit_word(view, WORD_BROWSE_TITLE));
	flow_body(flow, kit_word(view, count ? WORD_BROWSE_LINE : WORD_BROWSE_NONE));
	if (names_team(view, numbers, count)) /* S45 */
		flow_say(flow, (struct flow_words){.type = TYPE_SMALL, .soft = true, .icon = ICON_MUG}, kit_word(view, WORD_PRIVATE));
	flow_filters(flow);
	flow_list(flow, numbers, count, one_offer);
}
