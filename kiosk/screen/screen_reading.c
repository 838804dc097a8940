/*
 * How would you like to read? Language, size of the words, colours, movement,
 * reach, listening.
 *
 * Each language stands in itself; one that no second person has checked says so
 * in the language of the visit (S38). What is chosen carries a tick, what is
 * switched says on or off in words, so nothing hangs on a colour. Always a flow:
 * the number of languages is the hub's.
 */
#include "screen/flow.h"
#include "screen/say.h"

#include <stdio.h>

static int columns_for(const struct view *view, int normal)
{
	if (view->frame.form == FORM_LANDSCAPE)
		return normal;
	return view->frame.form == FORM_PORTRAIT ? 2 : 3;
}

static void languages(struct flow *flow)
{
	const struct view *view = flow->view;
	struct flow_button buttons[PACK_LANGUAGES_MAX];
	int count = view->hub->language_count;

	for (int i = 0; i < count; i++) {
		const struct language *language = &view->hub->languages[i];
		buttons[i] = (struct flow_button){.label = language->name,
						  .more = language->draft ? kit_word(view, WORD_DRAFT) : NULL,
						  .language = language->code,
						  .icon = i == view->session->language ? ICON_CHECK : ICON_NONE,
						  .action = {VERB_LANGUAGE, (int16_t)i}};
	}
	flow_buttons(flow, buttons, count, columns_for(view, 4));
}

static void sizes(struct flow *flow)
{
	static const enum word words[TEXT_SIZE_COUNT] = {WORD_SIZE_NORMAL, WORD_SIZE_LARGE, WORD_SIZE_LARGEST};
	const struct view *view = flow->view;
	struct flow_button buttons[TEXT_SIZE_COUNT];

	for (int i = 0; i < TEXT_SIZE_COUNT; i++)
		buttons[i] = (struct flow_button){
		    .label = kit_word(view, words[i]), .icon = i == view->session->size ? ICON_CHECK : ICON_NONE, .action = {VERB_SIZE, (int16_t)i}};
	flow_head(flow, kit_word(view, WORD_SIZE));
	flow_buttons(flow, buttons, TEXT_SIZE_COUNT, columns_for(view, 4) < 3 ? 2 : 3);
}

static void switches(struct flow *flow)
{
	const struct view *view = flow->view;
	const struct session *s = view->session;
	const char *on = kit_word(view, WORD_ON), *off = kit_word(view, WORD_OFF);
	const struct flow_button buttons[] = {
	    {.label = kit_word(view, WORD_CONTRAST), .more = s->contrast ? on : off, .icon = ICON_CONTRAST, .action = {VERB_CONTRAST, 0}},
	    {.label = kit_word(view, WORD_MOTION), .more = s->still ? on : off, .icon = ICON_STILL, .action = {VERB_MOTION, 0}},
	    {.label = kit_word(view, WORD_LOWER), .more = s->lowered ? on : off, .icon = ICON_PLACE, .action = {VERB_LOWER, 0}},
	    {.label = kit_word(view, WORD_ABOUT), .icon = ICON_NEXT, .action = {VERB_GO, SCREEN_ABOUT}},
	};

	flow_buttons(flow, buttons, 4, columns_for(view, 4) < 3 ? 2 : columns_for(view, 4) == 3 ? 2 : 4);
}

/* S27: headphones only; without them it is said that they are needed. */
static void listening(struct flow *flow)
{
	const struct view *view = flow->view;
	char n[16], all[16], volume[128];

	if (view->hear == HEAR_NONE)
		return;
	if (view->hear == HEAR_UNPLUGGED) {
		flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = ICON_LISTEN}, kit_word(view, WORD_LISTEN_PLUG));
		return;
	}
	if (view->voiceless)
		flow_say(flow, (struct flow_words){.type = TYPE_BODY, .icon = ICON_LISTEN}, kit_word(view, WORD_LISTEN_NO_VOICE));
	snprintf(n, sizeof n, "%d", view->session->volume);
	snprintf(all, sizeof all, "%d", VOLUME_MAX);
	struct say_value values[] = {{"n", n}, {"all", all}};
	say_fill(volume, sizeof volume, kit_word(view, WORD_LISTEN_VOLUME), values, 2);
	const struct flow_button buttons[] = {
	    {.label = kit_word(view, view->session->listening ? WORD_LISTEN_STOP : WORD_LISTEN), .icon = ICON_LISTEN, .action = {VERB_LISTEN, 0}},
	    {.label = kit_word(view, WORD_LISTEN_QUIETER), .more = volume, .action = {VERB_VOLUME, -1}},
	    {.label = kit_word(view, WORD_LISTEN_LOUDER), .more = volume, .action = {VERB_VOLUME, 1}},
	};
	flow_buttons(flow, buttons, 3, 3);
}

void screen_reading(const struct view *view, struct draw_list *list)
{
	flow_run(view, list, flow_reading);
}

void flow_reading(struct flow *flow)
{
	flow_title(flow, kit_word(flow->view, WORD_READING_TITLE));
	languages(flow);
	sizes(flow);
	switches(flow);
	listening(flow);
}
