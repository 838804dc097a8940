/*
 * Writing the two files of a language: words and marks.
 *
 * The words are edited in place: only what is changed is written anew, a new key is
 * put where the English has it, in the manner of the line before it, and every other
 * byte stays. So a review of changes shows what was changed and nothing else. The marks
 * are written whole, one a line.
 */
#ifndef ADMIN_TEXT_FILE_H
#define ADMIN_TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "core/mark.h"

/* New words for a key; a key that the file lacks comes after the member `after`, or at
 * the end of the members "language." when that is NULL. */
struct text_change {
	const char *key, *words, *after;
};

/* The text of a flat JSON file with the changes made, in their order. `text` has been
 * read by jansson, or is "" for a new file. The caller frees `*out`. */
bool text_edit(const char *text, const struct text_change *changes, int count, char **out, struct fault *fault);

/* The text of review/<language>.json. The caller frees it; NULL when memory is out. */
char *review_print(const char *const *keys, const struct text_mark *const *marks, int count);

/* Can what is to be written be read again, whatever the old file looked like? `what` names
 * it ("text", "review") in the fault. */
bool text_reads_back(const char *text, const char *what, struct fault *fault);

#endif
