/*
 * Talk to the team here: how to start, by phone or at the desk. The screen never
 * books or names anyone (S7), and the sentence about private and serious risk
 * always stands with it (S45).
 */
#include "screen/flow.h"
#include "screen/details.h"
#include "screen/place.h"

#include <stdio.h>

static void header(const struct view *view, struct draw_list *list)
{
	if (view->frame.form == FORM_SMALL) {
		kit_words(view, list, (struct words){.at = kit_mirror(view, (struct rect){16, 12, 768, 40}), .type = TYPE_TITLE, .lines_max = 1},
			  kit_word(view, WORD_TEAM_TITLE));
		return;
	}
	bool portrait = view->frame.form == FORM_PORTRAIT;
	if (portrait) {
		/* the words stand above the roof */
		place_sky(view, list, 0, 130, 0xFFDDE9E3);
		place_cover(view, list, (struct cover){{0, 104, 1080, 486}, PICTURE_BAND_HUB, 1920, 420, 100, 0});
		place_night(view, list, 580, 264);
	} else {
		place_cover(view, list, (struct cover){{0, 0, 1920, 400}, PICTURE_BAND_HUB, 1920, 420, 0, 100});
	}
	kit_hub_name(view, list, 64, 40, 0);
	kit_words(view, list,
		  (struct words){.at = kit_mirror(view, (struct rect){64, 92, 952, 84}), .type = TYPE_TITLE, .em = 64, .line = 80, .lines_max = 1},
		  kit_word(view, WORD_TEAM_TITLE));
	kit_words(view, list,
		  (struct words){.at = kit_mirror(view, (struct rect){64, 180, portrait ? 900 : 800, 100}), .type = TYPE_LEAD, .lines_max = 2},
		  kit_word(view, WORD_TEAM_LINE));
}

/* An icon on a round well and a sentence beside it. */
struct how_step {
	enum icon icon;
	const char *text;
	int high;
};

static int step_height(const struct view *view, struct rect at, const char *text)
{
	bool small = view->frame.form == FORM_SMALL;
	int disc = small ? 44 : 72, gap = small ? 12 : 24;
	struct words words = {.at = {0, 0, at.w - disc - gap, at.h}, .type = small ? TYPE_BODY : TYPE_LEAD};
	int high = kit_words_height(view, words, text);
	return high > disc ? high : disc;
}

static void draw_step(const struct view *view, struct draw_list *list, struct rect at, const struct how_step *step)
{
	bool rtl = kit_rtl(view), small = view->frame.form == FORM_SMALL;
	int disc = small ? 44 : 72, mark = small ? 28 : 44, gap = small ? 12 : 24, used = step->high;
	struct rect words = {rtl ? at.x : at.x + disc + gap, at.y, at.w - disc - gap, used};
	enum type type = small ? TYPE_BODY : TYPE_LEAD;
	int x = rtl ? at.x + at.w - disc : at.x, y = at.y + (used - disc) / 2;
	struct draw_op *op = draw_add(list, OP_DISC, kit_rect(view, x, y, disc, disc));
	if (op)
		op->disc.fill = view->theme->oat;
	kit_icon(view, list, (struct mark){x + (disc - mark) / 2, y + (disc - mark) / 2, mark, step->icon, 0, false});
	kit_words(view, list, (struct words){.at = words, .type = type, .ground = view->theme->milk, .middle = true}, step->text);
}

static void how(const struct view *view, struct draw_list *list, struct rect at)
{
	bool small = view->frame.form == FORM_SMALL;
	int pad = small ? 14 : 36;
	kit_panel(view, list, at, false);
	struct rect in = {at.x + pad, at.y + pad - 6, at.w - 2 * pad, small ? 30 : 50};
	if (!small)
		in.y += 8 + kit_words(view, list, (struct words){.at = in, .type = TYPE_ADDRESS, .ground = view->theme->milk, .lines_max = 1},
				      kit_word(view, WORD_TEAM_HOW));
	in.h = at.y + at.h - in.y - pad / 2;
	char hub_phone[2 * SAY_MAX];
	snprintf(hub_phone, sizeof hub_phone, "%s %s", kit_word(view, WORD_HUB_PHONE), kit_text(view, "hub.phone-place"));
	struct how_step steps[4] = {{ICON_TALK, kit_word(view, WORD_TEAM_SAY), 0}, {ICON_MUG, kit_word(view, WORD_TEAM_QUIET), 0}};
	int count = 2, high = 0;
	if (*view->hub->phone)
		steps[count++] = (struct how_step){ICON_PHONE, hub_phone, 0};
	steps[count++] = (struct how_step){ICON_LOCK, kit_word(view, WORD_PRIVATE), 0};
	for (int i = 0; i < count; i++)
		high += steps[i].high = step_height(view, in, steps[i].text);
	if (count > 3 && high > in.h - 3 * 4) { /* the phone is said beside, too */
		high -= steps[2].high;
		steps[2] = steps[--count];
	}
	int gap = (in.h - high) / count, most = small ? 20 : 40;
	gap = gap < 0 ? 0 : gap < most ? gap : most;
	in.y += gap / 2;
	for (int i = 0; i < count; in.y += steps[i++].high + gap)
		draw_step(view, list, in, &steps[i]);
}

static int phone(const struct view *view, struct draw_list *list, struct rect at)
{
	if (*view->hub->phone == 0)
		return 0;
	bool small = view->frame.form == FORM_SMALL;
	int pad = small ? 14 : 32;
	char number[SAY_MAX];
	say_isolated(number, sizeof number, view->hub->phone);
	kit_panel(view, list, at, false);
	struct rect in = {at.x + pad, at.y + (small ? 8 : 20), at.w - 2 * pad, small ? 28 : 40};
	in.y += kit_words(view, list, (struct words){.at = in, .type = TYPE_BODY, .ground = view->theme->milk, .lines_max = 1},
			  kit_word(view, WORD_TEAM_PHONE));
	in.h = small ? 40 : 60;
	in.y += kit_words(view, list, (struct words){.at = in, .type = TYPE_NUMBER, .ground = view->theme->milk, .lines_max = 1}, number);
	return at.h;
}

static void one_row(const struct view *view, struct draw_list *list, struct rect at, int number)
{
	const struct offer *offer = &view->hub->offers[number];
	bool rtl = kit_rtl(view), small = view->frame.form == FORM_SMALL;
	const char *who = kit_part(view, offer->id, "who");
	char label[SAY_MAX];
	snprintf(label, sizeof label, "%s. %s", details_title(view, offer), who);
	at.y += kit_card(view, list, at, label, (struct action){VERB_OPEN, (int16_t)number});
	int arrow = small ? 0 : 44, pad = small ? 12 : 28;
	if (arrow)
		kit_icon(view, list, (struct mark){rtl ? at.x + 24 : at.x + at.w - 24 - arrow, at.y + (at.h - arrow) / 2, arrow, ICON_NEXT, 0, true});
	struct rect in = {at.x + (rtl && arrow ? 80 : pad), 0, at.w - pad - (arrow ? 80 : pad), 0};
	struct words title = {.at = in, .type = TYPE_CARD, .lines_max = small ? 2 : 1, .quiet = true};
	struct words body = {.at = in, .type = TYPE_BODY, .ink = view->theme->soft, .lines_max = 1, .shrink = true, .quiet = true};
	title.line = body.line = kit_rtl(view) ? (small ? 30 : 46) : 0;
	int high = kit_words_height(view, title, details_title(view, offer)), rest = small || *who == 0 ? 0 : kit_words_height(view, body, who);
	title.at.y = at.y + (at.h - high - rest) / 2;
	body.at.y = title.at.y + high;
	kit_words(view, list, title, details_title(view, offer));
	if (rest)
		kit_words(view, list, body, who);
}

void screen_team(const struct view *view, struct draw_list *list)
{
	int16_t numbers[SHOWN_TEAM_MAX];
	int count = shown_team(view->session, view->hub, view->now, numbers, SHOWN_TEAM_MAX);
	int top = kit_bar_boxes(view).top;
	bool small = view->frame.form == FORM_SMALL, portrait = view->frame.form == FORM_PORTRAIT;
	struct rect left = {64, 376, 1000, top - 28 - 376}, right = {1096, 376, 760, 146}, row = {1096, 0, 760, 130};
	if (portrait) {
		left = (struct rect){64, 612, 952, 584};
		right = (struct rect){64, 1220, 952, 146};
		row = (struct rect){64, 0, 952, 112};
	} else if (small) {
		left = (struct rect){16, 58, 460, top - 30 - 58};
		right = (struct rect){492, 58, 292, 88};
		row = (struct rect){492, 0, 292, 80};
	}
	header(view, list);
	how(view, list, kit_mirror(view, left));
	int phone_h = phone(view, list, kit_mirror(view, right)), gap = small ? 14 : 24;
	row.y = right.y + (phone_h ? phone_h + gap : 0);
	for (int i = 0; i < count && row.y + row.h <= top - (small ? 14 : 24); i++, row.y += row.h + gap)
		one_row(view, list, kit_mirror(view, row), numbers[i]);
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

static void one_offer(const struct view *view, int number, struct flow_item *item)
{
	const struct offer *offer = &view->hub->offers[number];

	snprintf(item->label, sizeof item->label, "%s", details_title(view, offer));
	snprintf(item->more, sizeof item->more, "%s", kit_part(view, offer->id, "who"));
}

void flow_team(struct flow *flow)
{
	const struct view *view = flow->view;
	int16_t numbers[SHOWN_TEAM_MAX];
	int count = shown_team(view->session, view->hub, view->now, numbers, SHOWN_TEAM_MAX);
	char text[2 * SAY_MAX];

	flow_title(flow, kit_word(view, WORD_TEAM_TITLE));
	flow_body(flow, kit_word(view, WORD_TEAM_LINE));
	flow_head(flow, kit_word(view, WORD_TEAM_HOW));
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = ICON_TALK}, kit_word(view, WORD_TEAM_SAY));
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = ICON_MUG}, kit_word(view, WORD_TEAM_QUIET));
	if (*view->hub->phone) {
		snprintf(text, sizeof text, "%s %s", kit_word(view, WORD_HUB_PHONE), kit_text(view, "hub.phone-place"));
		flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = ICON_PHONE}, text);
	}
	flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = ICON_LOCK}, kit_word(view, WORD_PRIVATE)); /* S45 */
	if (*view->hub->phone) {
		say_isolated(text, sizeof text, view->hub->phone);
		flow_body(flow, kit_word(view, WORD_TEAM_PHONE));
		flow_say(flow, (struct flow_words){.type = TYPE_NUMBER}, text);
	}
	flow_list(flow, numbers, count, one_offer);
}
