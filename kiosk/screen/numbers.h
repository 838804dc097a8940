/*
 * Numbers and addresses in texts that run from the right.
 *
 * Values that the program puts in arrive isolated (screen/say.h). What translators
 * type does not: "0808 2000 247" after an Urdu word would be shown as "247 2000 0808"
 * by every correct engine. So in right-to-left text the paragraph looks for what must
 * keep its order and isolates it:
 *   telephone numbers  two or more groups of digits with blanks, hyphens or brackets
 *                      between, five digits or more; hyphens alone join two groups
 *                      only after 0 or + ("2025-2030" is a range, and ranges run with
 *                      the text)
 *   signs and digits   "+44", "£20", "#1"
 *   addresses          Latin letters and digits joined by . : / @ _ - and the like,
 *                      with the last slash; also "3am", "24/7", "A4", "LGBT+"
 * Digits may be European, Arabic or Persian ones.
 *
 * Private to the paragraph.
 */
#ifndef SCREEN_NUMBERS_H
#define SCREEN_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

struct number {
	int from, to;  /* characters */
	bool override; /* has Arabic digits, which turn their groups round even inside an isolate */
};

/* The first number at or after `from` that no left-to-right isolate holds yet. False when there
 * is none. Start with from 0: what is open before is found out from the text. */
bool numbers_next(const uint32_t *code, int count, int from, struct number *out);

#endif
