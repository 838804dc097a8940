#include "screen/fit.h"

#include <stdio.h>

/* The line distance that kit_words takes, and the closest it goes to. */
static int line_of(const struct view *view, const struct words *words, int *close)
{
	int em = words->em ? words->em : kit_em(view, words->type);
	int line = words->line ? words->line : words->em ? em * 128 / 100 : kit_line(view, words->type);
	*close = line;
	if (kit_rtl(view)) {
		if (line < em * 16 / 10)
			line = em * 16 / 10;
		*close = em * 135 / 100;
	}
	return line;
}

int fit_height(const struct view *view, struct words words, const char *text)
{
	words.at.h = 0;
	words.lines_max = PARAGRAPH_LINES;
	return kit_words_height(view, words, text);
}

int fit_lines(const struct view *view, struct words words, const char *text)
{
	int close, line = line_of(view, &words, &close);
	return (fit_height(view, words, text) + line / 2) / line;
}

bool fit_holds(const struct view *view, struct words words, const char *text)
{
	int close, line = line_of(view, &words, &close);
	int lines = fit_lines(view, words, text);
	if (words.lines_max && lines > words.lines_max)
		return false;
	return lines * line <= words.at.h || lines * close <= words.at.h;
}

struct words fit_words(const struct view *view, struct words words, const char *text)
{
	int least = view->frame.form == FORM_SMALL ? 20 : 24;
	int em = words.em ? words.em : kit_em(view, words.type);
	while (!fit_holds(view, words, text) && em - 2 >= least) {
		em -= 2;
		words.em = em;
		words.line = em * 122 / 100;
	}
	return words;
}

int fit_draw(const struct view *view, struct draw_list *list, struct words words, const char *text)
{
	return kit_words(view, list, fit_words(view, words, text), text);
}

void fit_draw_always(const struct view *view, struct draw_list *list, struct words words, const char *text)
{
	if (*text) {
		fit_draw(view, list, words, text);
		return;
	}
	struct rect at = words.at;
	struct draw_object *object = draw_object(list, ROLE_TEXT, kit_rect(view, at.x, at.y, at.w, at.h), "");
	if (!object)
		return;
	struct run_font font = {.face = words.bold || words.type == TYPE_CARD ? FACE_BOLD : FACE_REGULAR,
				.px = (int16_t)kit_px(view, kit_em(view, words.type))};
	object->rtl = kit_rtl(view);
	snprintf(object->language, sizeof object->language, "%s", kit_language(view));
	object->ink = words.ink ? words.ink : view->theme->ink;
	object->ground = words.ground ? words.ground : view->theme->paper;
	object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
}
