/*
 * One offer in full: what it is, for whom, when it meets, how to come to it.
 *
 * Title and who it is for stand in the sky, the rest beside or below as a column
 * of blocks that goes on to a second page where it is long, so nothing is cut. Of
 * a support line the neutral title is large and its name smaller (S19). Groups A
 * and B are wells of equal size.
 */
#include "core/builtin.h"
#include "screen/cards.h"
#include "screen/fit.h"
#include "screen/place.h"

#include <stdio.h>
#include <string.h>

enum { BLOCKS_MAX = 12, BLOCK_TEXT = 960 };

struct block {
	enum type type;
	bool bold, soft, well;
	enum icon icon;
	int h; /* filled by measuring */
	char text[BLOCK_TEXT];
	char second[BLOCK_TEXT]; /* group B, beside group A */
};

struct column {
	const struct view *view;
	int w;
	int count;
	struct block blocks[BLOCKS_MAX];
};

/* Design boxes of one form. */
struct plan {
	struct rect title;
	struct rect who;            /* y: below the title */
	struct rect column, button; /* small: the column begins below who */
	int gap, pad, icon;
};

static const struct plan plans[] = {
    [FORM_LANDSCAPE] = {{64, 60, 656, 228}, {64, 12, 640, 92}, {864, 64, 992, 736}, {864, 828, 424, 96}, 24, 28, 44},
    [FORM_PORTRAIT] = {{64, 60, 952, 152}, {64, 8, 952, 48}, {64, 590, 952, 922}, {64, 1540, 460, 96}, 24, 28, 44},
    [FORM_SMALL] = {{16, 6, 570, 62}, {16, 2, 570, 26}, {16, 10, 570, 332}, {600, 12, 184, 92}, 8, 10, 26},
};

static struct block *add(struct column *column, enum type type, const char *text)
{
	struct block *block = &column->blocks[column->count < BLOCKS_MAX ? column->count : BLOCKS_MAX - 1];
	if (*text == 0)
		return &column->blocks[BLOCKS_MAX - 1];
	memset(block, 0, sizeof *block);
	block->type = type;
	snprintf(block->text, sizeof block->text, "%s", text);
	if (column->count < BLOCKS_MAX - 1)
		column->count++;
	return block;
}

/* The other days when a group does not meet week by week. */
static void other_days(const struct view *view, char *out, int size, const struct offer *offer, char group)
{
	struct meeting next[5];
	int count = offer_meetings(offer, view->now, group, next, 5), used = 0;
	out[0] = 0;
	if (count < 2 || next[1].day - next[0].day == 7)
		return;
	for (int i = 1; i < count && used < size; i++) {
		char date[96];
		say_date(view, date, sizeof date, next[i].day, false);
		used += snprintf(out + used, (size_t)(size - used), "%s\u2066%s\u2069", i > 1 ? ", " : "", date);
	}
}

/* "Group A", days, times, place, places left: one line each. */
static void meeting_lines(const struct view *view, char *out, int size, const struct offer *offer, char group)
{
	struct group_lines lines;
	char letter[2] = {group, 0}, more[240], head[64] = "";
	out[0] = 0;
	if (!details_group(view, offer, group, &lines))
		return;
	struct say_value value = {"letter", letter};
	if (group) {
		say_fill(head, sizeof head - 1, kit_word(view, WORD_GROUP), &value, 1);
		snprintf(head + strlen(head), sizeof head - strlen(head), "\n");
	}
	other_days(view, more, sizeof more, offer, group);
	snprintf(out, (size_t)size, "\x01%s%s\x01%s%s\n%s\n%s%s%s", head, lines.days, *more ? "\n" : "", more, lines.times, lines.place,
		 lines.places[0] ? "\n" : "", lines.places);
}

static void add_meetings(struct column *column, const struct offer *offer)
{
	const struct view *view = column->view;
	char text[BLOCK_TEXT];
	if (offer_has_two_groups(offer)) {
		char other[BLOCK_TEXT];
		meeting_lines(view, text, sizeof text, offer, 'A');
		meeting_lines(view, other, sizeof other, offer, 'B');
		if (*text || *other) {
			struct block *block = add(column, TYPE_BODY, *text ? text : other);
			block->well = true;
			if (*text)
				snprintf(block->second, sizeof block->second, "%s", other);
		}
		add(column, TYPE_BODY, kit_word(view, WORD_GROUPS_APART))->bold = true;
		return;
	}
	meeting_lines(view, text, sizeof text, offer, 0);
	if (*text)
		add(column, TYPE_BODY, text)->well = true;
}

/* Languages by the names they have in themselves. */
static void add_languages(struct column *column, const struct offer *offer)
{
	static const struct {
		const char *code, *name;
	} names[] = {{"cy", "Cymraeg"},  {"en", "English"}, {"bfi", "British Sign Language (BSL)"},
		     {"gd", "Gàidhlig"}, {"ga", "Gaeilge"}, {"pl", "Polski"},
		     {"ur", "اردو"},     {"pa", "ਪੰਜਾਬੀ"},   {"bn", "বাংলা"},
		     {"ar", "العربية"}};
	char text[SAY_MAX] = "";
	const char *at = offer->languages ? offer->languages : "";
	bool signed_already = false;
	while (*at) {
		size_t length = strcspn(at, " "), used = strlen(text);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (strlen(names[i].code) == length && memcmp(names[i].code, at, length) == 0)
				snprintf(text + used, sizeof text - used, "%s\u2068%s\u2069", used ? " · " : "", names[i].name);
		signed_already |= length == 3 && memcmp(at, "bfi", 3) == 0;
		at += length;
		at += *at == ' ';
	}
	size_t used = strlen(text);
	if (offer->bsl && !signed_already)
		snprintf(text + used, sizeof text - used, "%s\u2066%s\u2069", used ? " · " : "", names[2].name);
	add(column, TYPE_SMALL, text)->icon = ICON_TALK;
}

/* "Mon – Fri: 10am to 5pm", one line a stretch of days. */
static void add_week(struct column *column, const struct offer *offer)
{
	const struct view *view = column->view;
	struct hours hours = hours_shown(offer, view->now, view->clock_wrong);
	char text[BLOCK_TEXT] = "";
	for (int i = 0; hours.known && !hours.always && i < hours.count; i++) {
		char start[64], end[64], times[160];
		say_time(view, start, sizeof start, hours.spans[i].open);
		say_time(view, end, sizeof end, hours.spans[i].close);
		struct say_value values[] = {{"start", start}, {"end", end}};
		say_fill(times, sizeof times, kit_word(view, WORD_TIMES), values, 2);
		for (int day = 0; day < 7; day++) {
			int last = day;
			if (!(hours.spans[i].days & 1U << day))
				continue;
			while (last < 6 && hours.spans[i].days & 1U << (last + 1))
				last++;
			size_t used = strlen(text);
			const char *to = last > day ? kit_word(view, (enum word)(WORD_MON_SHORT + last)) : "";
			snprintf(text + used, sizeof text - used, "%s%s%s%s: %s", used ? "\n" : "", kit_word(view, (enum word)(WORD_MON_SHORT + day)),
				 *to ? " – " : "", to, times);
			day = last;
		}
	}
	add(column, TYPE_SMALL, text)->soft = true;
}

/* S34: beside a line that is not always open, the one that is. */
static void add_always(struct column *column, const struct offer *offer)
{
	const struct view *view = column->view;
	char text[SAY_MAX], number[96];
	if (offer->hours.always || offer->kind != OFFER_SUPPORT_LINE)
		return;
	say_isolated(number, sizeof number, help_strip(view->hub).number);
	snprintf(text, sizeof text, "%s \x01%s\x01", kit_word(view, WORD_LINE), number);
	add(column, TYPE_BODY, text)->well = true;
}

/* Numbers large, then when somebody answers. */
static void add_channels(struct column *column, const struct offer *offer)
{
	const struct view *view = column->view;
	char text[SAY_MAX];
	bool called = false;
	for (int i = 0; i < offer->channel_count; i++) {
		const struct channel *channel = &offer->channels[i];
		bool phone = channel->kind == CHANNEL_PHONE, message = channel->kind == CHANNEL_TEXT;
		if (!phone && !message && channel->kind != CHANNEL_EMAIL)
			continue;
		say_isolated(text, sizeof text, channel->value);
		if (message && *channel->word) {
			struct say_value values[] = {{"word", channel->word}, {"number", channel->value}};
			say_fill(text, sizeof text, kit_word(view, WORD_TEXT_TO), values, 2);
		}
		add(column, phone ? TYPE_NUMBER : TYPE_ADDRESS, text)->icon = phone ? ICON_PHONE : ICON_TALK;
		called |= phone || message;
	}
	if (!called && offer->kind != OFFER_SUPPORT_LINE)
		return;
	say_open(view, text, sizeof text, offer);
	add(column, TYPE_BODY, text)->icon = ICON_CLOCK;
	add_week(column, offer);
	add_always(column, offer);
}

static bool through_team(const struct offer *offer)
{
	return offer->kind == OFFER_ONE_TO_ONE || offer->referral;
}

/* S45 stands with every word about the team. */
static void add_team(struct column *column, const struct offer *offer)
{
	const struct view *view = column->view;
	char text[SAY_MAX];
	if (offer->audience == AUDIENCE_STAFF || (!through_team(offer) && !offer_channel(offer, CHANNEL_ASK)))
		return;
	snprintf(text, sizeof text, "%s %s", kit_word(view, through_team(offer) ? WORD_THROUGH_TEAM : WORD_ASK_ANYONE), kit_word(view, WORD_PRIVATE));
	add(column, TYPE_BODY, text)->icon = ICON_MUG;
}

static void make(struct column *column, const struct offer *offer)
{
	const struct view *view = column->view;
	bool line = offer->kind == OFFER_SUPPORT_LINE, titled = *kit_part(view, offer->id, "title");
	if (titled)
		add(column, TYPE_BODY, kit_part(view, offer->id, "name"))->bold = true;
	add(column, TYPE_LEAD, kit_part(view, offer->id, "body"));
	add_channels(column, offer);
	add_meetings(column, offer);
	if (!line && offer->kind == OFFER_COURSE && !offer->referral)
		add(column, TYPE_BODY, kit_word(view, WORD_ANY_TIME))->icon = ICON_PHONE;
	add_languages(column, offer);
	struct block *small = add(column, TYPE_SMALL, kit_part(view, offer->id, "small"));
	small->soft = true;
	add_team(column, offer);
}

static struct words words_of(const struct column *column, const struct plan *plan, const struct block *block, int w)
{
	const struct theme *theme = column->view->theme;
	struct words words = {.at = {0, 0, w, 0}, .type = block->type, .bold = block->bold, .ink = block->soft ? theme->soft : 0};
	if (block->well) {
		words.at.w = w - 2 * plan->pad;
		words.ground = theme->oat;
	} else if (block->icon) {
		words.at.w = w - plan->icon - plan->pad;
	}
	return words;
}

static int well_width(const struct column *column, const struct plan *plan, const struct block *block)
{
	int half = (column->w - plan->gap) / 2;
	return block->second[0] || (column->view->frame.form == FORM_LANDSCAPE && strchr(block->text, '\n')) ? half : column->w;
}

static void measure(struct column *column, const struct plan *plan)
{
	for (int i = 0; i < column->count; i++) {
		struct block *block = &column->blocks[i];
		int w = block->well ? well_width(column, plan, block) : column->w;
		block->h = fit_height(column->view, words_of(column, plan, block, w), block->text);
		if (block->second[0]) {
			int other = fit_height(column->view, words_of(column, plan, block, w), block->second);
			block->h = other > block->h ? other : block->h;
		}
		if (block->well)
			block->h += plan->pad + plan->pad / 2;
		else if (block->icon && block->h < plan->icon)
			block->h = plan->icon;
	}
}

/* The first block of each page; returns how many pages. */
static int paginate(const struct column *column, const struct plan *plan, int h, int *starts)
{
	int pages = 0, y = 0;
	for (int i = 0; i < column->count; i++) {
		int need = column->blocks[i].h + (y ? plan->gap : 0);
		if (i == 0 || y + need > h) {
			starts[pages++] = i;
			y = column->blocks[i].h;
		} else {
			y += need;
		}
	}
	starts[pages] = column->count;
	return pages;
}

/* A short page stands a little more open. */
static int gap_for(const struct column *column, const struct plan *plan, int room, const int *page)
{
	int h = 0, count = page[1] - page[0], most = plan->gap * 5 / 3;
	for (int i = page[0]; i < page[1]; i++)
		h += column->blocks[i].h;
	int gap = count > 1 ? (room - h) / (count - 1) : plan->gap;
	return gap > most ? most : gap < plan->gap ? plan->gap : gap;
}

static void draw_well(const struct column *column, struct draw_list *list, const struct plan *plan, const struct block *block, struct rect row)
{
	const struct view *view = column->view;
	int w = well_width(column, plan, block);
	for (int i = 0; i < (block->second[0] ? 2 : 1); i++) {
		struct rect at = kit_mirror(view, (struct rect){row.x + i * (w + plan->gap), row.y, w, row.h});
		struct words words = words_of(column, plan, block, w);
		kit_well(view, list, at);
		words.at = (struct rect){at.x + plan->pad, at.y + plan->pad * 3 / 4, w - 2 * plan->pad, row.h - plan->pad};
		kit_words(view, list, words, i ? block->second : block->text);
	}
}

static void draw_block(const struct column *column, struct draw_list *list, const struct plan *plan, const struct block *block, struct rect row)
{
	const struct view *view = column->view;
	if (block->well) {
		draw_well(column, list, plan, block, row);
		return;
	}
	struct words words = words_of(column, plan, block, row.w);
	int indent = row.w - words.at.w;
	words.at = kit_mirror(view, (struct rect){row.x + indent, row.y, words.at.w, row.h});
	words.middle = block->icon && row.h <= plan->icon;
	if (block->icon) {
		int line = kit_line(view, block->type) > plan->icon ? kit_line(view, block->type) : plan->icon;
		struct rect icon = kit_mirror(view, (struct rect){row.x, row.y + (line - plan->icon) / 2, plan->icon, plan->icon});
		kit_icon(view, list, (struct mark){icon.x, icon.y, plan->icon, block->icon, 0, false});
	}
	kit_words(view, list, words, block->text);
}

static void scene(const struct view *view, struct draw_list *list)
{
	int top = kit_bar_boxes(view).top;
	if (view->frame.form == FORM_LANDSCAPE)
		place_cover(view, list,
			    (struct cover){{-view->frame.ox, 0, 800 + view->frame.ox, top - 16}, PICTURE_PAGE_EVENING, 800, 936, 50, 100});
	else if (view->frame.form == FORM_PORTRAIT)
		place_cover(view, list, (struct cover){{0, 0, 1080, 560}, PICTURE_BAND_ALLOTMENT, 1920, 420, 100, 100});
}

/* Returns where it ends. */
static int heading(const struct view *view, struct draw_list *list, const struct plan *plan, const struct offer *offer)
{
	bool small = view->frame.form == FORM_SMALL;
	char people[SAY_MAX];
	const char *who = kit_part(view, offer->id, "who");
	if (*who == 0 && offer->kind == OFFER_SUPPORT_LINE) {
		say_people(view, people, sizeof people, offer);
		who = people;
	}
	struct words title = {.at = kit_mirror(view, plan->title), .type = TYPE_TITLE, .em = small ? 26 : 0, .line = small ? 31 : 0};
	int h = fit_draw(view, list, title, details_title(view, offer));
	struct rect below = plan->who;
	below.y += plan->title.y + h;
	return below.y + fit_draw(view, list, (struct words){.at = kit_mirror(view, below), .type = TYPE_LEAD}, who);
}

/* On small panels the pages turn with two buttons above Clear. */
static void pager(const struct view *view, struct draw_list *list, const struct plan *plan, int pages, int page)
{
	if (view->frame.form != FORM_SMALL) {
		struct rect at = {plan->button.x + plan->button.w + 32, plan->button.y, plan->column.w - plan->button.w - 32, plan->button.h};
		at.y += place_grow(view);
		kit_pages(view, list, kit_mirror(view, at), pages);
		return;
	}
	if (pages < 2)
		return;
	char n[16], all[16], text[96];
	snprintf(n, sizeof n, "%d", page + 1);
	snprintf(all, sizeof all, "%d", pages);
	struct say_value values[] = {{"n", n}, {"all", all}};
	say_fill(text, sizeof text, kit_word(view, WORD_PAGE), values, 2);
	fit_draw(view, list,
		 (struct words){.at = kit_mirror(view, (struct rect){600, 202, 184, 30}), .type = TYPE_SMALL, .align = ALIGN_CENTRE, .lines_max = 1},
		 text);
	struct button button = {
	    .at = kit_mirror(view, (struct rect){600, 238, 86, 92}), .type = TYPE_BUTTON, .label_hidden = true, .icon_turns = true};
	if (page > 0) {
		button.icon = ICON_BACK;
		button.label = kit_word(view, WORD_PAGE_BACK);
		button.action = (struct action){VERB_PAGE, -1};
		kit_button(view, list, button);
	}
	if (page + 1 < pages) {
		button.at = kit_mirror(view, (struct rect){698, 238, 86, 92});
		button.icon = ICON_NEXT;
		button.label = kit_word(view, WORD_PAGE_NEXT);
		button.action = (struct action){VERB_PAGE, 1};
		kit_button(view, list, button);
	}
}

/* A support line without an address has one too: the ways that need no code, and
 * what a call can leave behind, stand on that page (S30, S31). */
static void code_button(const struct view *view, struct draw_list *list, const struct plan *plan, const struct offer *offer)
{
	struct rect at = plan->button;
	if (*cards_offer_page(view, offer) == 0 && offer->kind != OFFER_SUPPORT_LINE)
		return;
	at.y += view->frame.form == FORM_SMALL ? 0 : place_grow(view);
	kit_button(view, list,
		   (struct button){.at = kit_mirror(view, at),
				   .look = LOOK_MAIN,
				   .icon = ICON_CODE,
				   .stacked = view->frame.form == FORM_SMALL,
				   .type = TYPE_BUTTON,
				   .label = kit_word(view, WORD_SHOW_CODE),
				   .action = {VERB_CODE, view->session->item}});
}

static void column_and_pages(const struct view *view, struct draw_list *list, const struct plan *plan, const struct offer *offer, int top)
{
	struct column column = {.view = view, .w = plan->column.w};
	int starts[BLOCKS_MAX + 1];
	make(&column, offer);
	measure(&column, plan);
	int y = view->frame.form == FORM_SMALL ? top + plan->column.y : plan->column.y;
	int end = view->frame.form == FORM_SMALL ? plan->column.h : plan->column.y + plan->column.h;
	int room = end + place_grow(view) - y;
	int pages = paginate(&column, plan, room, starts);
	if (pages == 0)
		return;
	int page = details_page(view, pages, false), gap = gap_for(&column, plan, room, starts + page);
	for (int i = starts[page]; i < starts[page + 1]; i++) {
		const struct block *block = &column.blocks[i];
		draw_block(&column, list, plan, block, (struct rect){plan->column.x, y, column.w, block->h});
		y += block->h + gap;
	}
	pager(view, list, plan, pages, page);
	if (view->frame.form == FORM_SMALL && pages == 1) {
		struct rect spot = kit_mirror(view, (struct rect){622, 140, 140, 140});
		kit_spot(view, list, (struct square){spot.x, spot.y, 140, details_spot(offer)});
	}
}

void screen_offer(const struct view *view, struct draw_list *list)
{
	const struct plan *plan = &plans[view->frame.form];
	int item = view->session->item;
	if (item >= 0 && item < view->hub->offer_count) {
		const struct offer *offer = &view->hub->offers[item];
		scene(view, list);
		int end = heading(view, list, plan, offer);
		column_and_pages(view, list, plan, offer, end);
		code_button(view, list, plan, offer);
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}
