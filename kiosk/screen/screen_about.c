/*
 * Using this screen: what it offers to those who cannot read it, hear it or reach
 * it, and whom to tell when something does not work (EN 301 549, 12.1). Always a
 * flow: it is all words.
 */
#include "screen/flow.h"

void screen_about(const struct view *view, struct draw_list *list)
{
	flow_run(view, list, flow_about);
}

void flow_about(struct flow *flow)
{
	static const struct {
		enum icon icon;
		enum word word;
	} rows[] = {
	    {ICON_TEXT, WORD_ABOUT_WORDS},      {ICON_STILL, WORD_ABOUT_STILL},  {ICON_LISTEN, WORD_ABOUT_LISTEN},
	    {ICON_SCREEN, WORD_ABOUT_KEYS},     {ICON_PLACE, WORD_ABOUT_REACH},  {ICON_CLOCK, WORD_ABOUT_TIME},
	    {ICON_LANGUAGE, WORD_ABOUT_LIMITS}, {ICON_CHECK, WORD_ABOUT_TESTED}, {ICON_TALK, WORD_ABOUT_TELL},
	};

	flow_title(flow, kit_word(flow->view, WORD_ABOUT));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool voice = rows[i].word != WORD_ABOUT_LISTEN || flow->view->hear != HEAR_NONE;
		if (voice)
			flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = rows[i].icon}, kit_word(flow->view, rows[i].word));
	}
}
