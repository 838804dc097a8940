#include "screen/fit.h"

#include <stdio.h>

/* The line distance that kit_words takes, design pixels. */
static int line_of(const struct view *view, const struct words *words)
{
	int em = words->em ? words->em : kit_em(view, words->type);
	int line = words->line ? words->line : words->em ? em * 128 / 100 : kit_line(view, words->type);
	return kit_rtl(view) && line < em * 16 / 10 ? em * 16 / 10 : line;
}

/* The least line distance for letters of this size, design pixels. */
static int closest(const struct view *view, int em)
{
	return em * (kit_rtl(view) ? 135 : 115) / 100;
}

int fit_lines_most(const struct view *view, struct words words, int most)
{
	int line = kit_rtl(view) ? closest(view, words.em ? words.em : kit_em(view, words.type)) : line_of(view, &words);
	int lines = words.at.h / line;
	return lines < 1 ? 1 : lines < most ? lines : most;
}

int fit_height(const struct view *view, struct words words, const char *text)
{
	words.at.h = words.lines = 0;
	words.lines_max = PARAGRAPH_LINES;
	int h = kit_words_height(view, words, text);
	return h ? h + 2 : 0; /* a pixel lost in rounding must not cost a line */
}

int fit_lines(const struct view *view, struct words words, const char *text)
{
	int line = line_of(view, &words);
	return (fit_height(view, words, text) + line / 2) / line;
}

/* In real pixels, as kit_words will set them: Arabic script may stand closer. */
bool fit_holds(const struct view *view, struct words words, const char *text)
{
	int em = words.em ? words.em : kit_em(view, words.type);
	int lines = fit_lines(view, words, text), room = kit_rect(view, words.at.x, words.at.y, words.at.w, words.at.h).h;
	if (words.lines)
		return lines <= words.lines && words.lines * closest(view, em) <= words.at.h;
	if (words.lines_max && lines > words.lines_max)
		return false;
	return lines * kit_px(view, line_of(view, &words)) <= room || (kit_rtl(view) && lines * (kit_px(view, em) * 135 / 100) <= room);
}

bool fit_fills(const struct view *view, struct words words, const char *text)
{
	return kit_words_lines(view, words, text) >= words.lines;
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

int fit_em(const struct view *view, struct words words, const char *text)
{
	words = fit_words(view, words, text);
	return words.em ? words.em : kit_em(view, words.type);
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
	words = fit_words(view, words, text);
	struct run_font font = {.face = words.bold || words.type == TYPE_CARD ? FACE_BOLD : FACE_REGULAR,
				.px = (int16_t)kit_px(view, words.em ? words.em : kit_em(view, words.type))};
	object->rtl = kit_rtl(view);
	snprintf(object->language, sizeof object->language, "%s", kit_language(view));
	object->ink = words.ink ? words.ink : view->theme->ink;
	object->ground = words.ground ? words.ground : view->theme->paper;
	object->cap_px = (int16_t)view->measure->metrics(view->measure->context, font).cap;
}
