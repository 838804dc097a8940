/*
 * Using this screen: what it offers to those who cannot read it, hear it or reach it,
 * and whom to tell when something does not work (EN 301 549, 12.1).
 */
#include "screen/place.h"

void screen_about(const struct view *view, struct draw_list *list)
{
	kit_words(view, list, (struct words){.at = place(view, 64, 40, 952, 84), .type = TYPE_TITLE}, kit_word(view, WORD_ABOUT));
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_MENU, .reading = true, .strip = true});
}
