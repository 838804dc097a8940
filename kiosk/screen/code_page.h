/*
 * What the code page says beside its code.
 *
 * A code page belongs to one offer or to one card of the result. Everything that
 * S30 and S31 ask for stands on it in every form: the address to type, numbers,
 * the two warnings, and the ways that need no phone, with S45.
 */
#ifndef SCREEN_CODE_PAGE_H
#define SCREEN_CODE_PAGE_H

#include "screen/cards.h"

struct code_page {
	const char *title;
	const char *address;       /* the exact address in the code; "" without one */
	const struct offer *offer; /* NULL for a card that is no single offer */
	bool lines;                /* numbers of several lines, of equal weight */
	bool staff;
	int line_count;
	int16_t line_numbers[CARD_OFFERS_MAX];
};

/* One number: what it is, "" where the number says so itself, and itself. */
struct code_number {
	char label[SAY_MAX];
	char number[SAY_MAX];
};
enum { CODE_NUMBERS_MAX = 4 };

/* The offer's own numbers, else the hub's; returns how many, at most three. */
int code_page_numbers(const struct view *view, const struct code_page *page, struct code_number out[CODE_NUMBERS_MAX]);

/* The page of the session's item. */
void code_page_make(const struct view *view, struct code_page *page);

/* The words in the design rectangle, landscape and portrait. `coded`: there is a
 * code to point a camera at. */
void code_page_words(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at, bool coded);

/* The same, for small panels. */
void code_page_words_small(const struct view *view, struct draw_list *list, const struct code_page *page, struct rect at);

/* "Scanning can ...\nA call may ..." with `between` ("\n", " "). */
void code_page_traces(const struct view *view, char *out, int size, const char *between);

/* "Use the hub's phone. It is in the quiet room."; "" when the hub has none. */
void code_page_hub_phone(const struct view *view, char *out, int size);

/* "Ask anyone who works here. Staff keep things private. ..." (S45). */
void code_page_ask(const struct view *view, char *out, int size);

/* The address for reading, on as many lines as `words` needs, broken only at a
 * slash or a dot. */
void code_page_address(const struct view *view, char *out, int size, struct words words, const char *address);

#endif
