/*
 * Who is looking at this screen? (S11) Three cards of equal weight, with no word
 * that hints at what the answer changes.
 */
#include "screen/flow.h"
#include "screen/place.h"

struct choice {
	enum picture picture;
	enum word word;
	enum who who;
};

static const struct choice choices[] = {
    {PICTURE_SPOT_ONE_MUG, WORD_WHO_ALONE, WHO_ALONE},
    {PICTURE_SPOT_TWO_MUGS, WORD_WHO_ACCOMPANIED, WHO_ACCOMPANIED},
    {PICTURE_SPOT_KITE, WORD_WHO_CHILD, WHO_CHILD},
};

/* Picture above the words. */
static void upright(const struct view *view, struct draw_list *list, struct rect at, const struct choice *choice)
{
	bool small = view->frame.form == FORM_SMALL;
	int spot = small ? 140 : 248, above = small ? 12 : 28;
	const char *word = kit_word(view, choice->word);
	int drop = kit_card(view, list, at, word, (struct action){VERB_WHO, choice->who});
	kit_spot(view, list, (struct square){at.x + (at.w - spot) / 2, at.y + above + drop, spot, choice->picture});
	int below = above + spot + (small ? 4 : 0);
	if (view->theme->contrast)
		below = small ? 8 : 20;
	struct rect room = {at.x + 16, at.y + below + drop, at.w - 32, at.h - below - (small ? 8 : 28)};
	struct words words = {.at = room, .type = TYPE_ANSWER, .align = ALIGN_CENTRE, .middle = true, .quiet = true};
	struct words trial = words;
	trial.at.h = 0;
	trial.lines_max = 3;
	for (words.em = kit_em(view, TYPE_ANSWER); words.em > (small ? 20 : 32); words.em -= 2) {
		trial.em = words.em;
		if (kit_words_height(view, trial, word) <= room.h)
			break;
	}
	kit_words(view, list, words, word);
}

/* Picture beside the words. */
static void flat(const struct view *view, struct draw_list *list, struct rect at, const struct choice *choice)
{
	const char *word = kit_word(view, choice->word);
	int drop = kit_card(view, list, at, word, (struct action){VERB_WHO, choice->who});
	struct rect spot = place(view, at.x + 48, at.y + (at.h - 248) / 2 + drop, 248, 248);
	kit_spot(view, list, (struct square){spot.x, spot.y, 248, choice->picture});
	int before = view->theme->contrast ? 64 : 344;
	struct rect room = place(view, at.x + before, at.y + drop, at.w - before - 40, at.h);
	kit_words(view, list, (struct words){.at = room, .type = TYPE_ANSWER, .middle = true, .quiet = true}, word);
}

static void heading(const struct view *view, struct draw_list *list)
{
	const char *title = kit_word(view, WORD_WHO_TITLE);
	switch (view->frame.form) {
	case FORM_SMALL:
		place_band(view, list, PICTURE_BAND_GATE);
		kit_words(view, list, (struct words){.at = place(view, 16, 12, 560, 40), .type = TYPE_TITLE, .lines_max = 1, .shrink = true}, title);
		break;
	case FORM_PORTRAIT:
		place_sky(view, list, 0, 60, 0xFFD3E4E4);
		place_cover(view, list, (struct cover){{0, 8, 1080, 582}, PICTURE_BAND_GATE, 1920, 420, 100, 0});
		kit_hub_name(view, list, 64, 44, 0);
		place_night(view, list, 560, 264);
		kit_words(
		    view, list,
		    (struct words){.at = place(view, 64, 104, 952, 84), .type = TYPE_TITLE, .em = 62, .line = 80, .lines_max = 1, .shrink = true},
		    title); /* in one line, above the sun */
		break;
	default:
		kit_scene(view, list, (struct scene){{0, 0, 1920, 420}, PICTURE_BAND_GATE, 1920, 420, .turns = true});
		place_night(view, list, 416, 162);
		kit_hub_name(view, list, 64, 40, 0);
		kit_words(view, list, (struct words){.at = place(view, 64, 100, 700, 186), .type = TYPE_TITLE, .em = 68, .line = 84}, title);
	}
}

void screen_who(const struct view *view, struct draw_list *list)
{
	heading(view, list);
	int grow = place_grow(view);
	for (int i = 0; i < 3; i++) {
		struct rect at =
		    place_by(view, (struct rect){64 + 608 * i, 452, 576, 400 + grow},
			     (struct rect){64, 624 + (328 + grow / 3) * i, 952, 300 + grow / 3}, (struct rect){16 + 261 * i, 104, 246, 228 + grow});
		if (view->frame.form == FORM_PORTRAIT)
			flat(view, list, at, &choices[i]);
		else
			upright(view, list, kit_mirror(view, at), &choices[i]);
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}

void flow_who(struct flow *flow)
{
	const struct view *view = flow->view;
	struct flow_button buttons[3];

	flow_title(flow, kit_word(view, WORD_WHO_TITLE));
	for (int i = 0; i < 3; i++)
		buttons[i] =
		    (struct flow_button){.label = kit_word(view, choices[i].word), .type = TYPE_ANSWER, .action = {VERB_WHO, choices[i].who}};
	flow_buttons(flow, buttons, 3, view->frame.form == FORM_LANDSCAPE ? 3 : 1);
}
