/*
 * What went wrong, in one sentence for a person.
 *
 * Functions that can fail return bool and take a `struct fault *`. On false the
 * fault says what is wrong, where, and what to do; every other output is left
 * untouched. The caller owns the fault, which holds no pointers and needs no
 * release. Passing NULL means the caller does not want the words.
 *
 * Libraries never print a fault: a program's main does, once.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include <stdbool.h>

enum {
	FAULT_FILE_MAX = 256,
	FAULT_ITEM_MAX = 96,
	FAULT_SAYS_MAX = 400,
};

struct fault {
	char file[FAULT_FILE_MAX]; /* "" where no file is concerned */
	int line;                  /* from 1; 0 where unknown */
	char item[FAULT_ITEM_MAX]; /* the offer, key or option; "" where none */
	char says[FAULT_SAYS_MAX]; /* what is wrong and what to do */
};

/* Sets `says` (printf form), clears file, line and item; a sentence too long is
 * cut at a whole UTF-8 character. Always returns false, so that a function can
 * end with `return fault_set(fault, "...")`. */
__attribute__((format(printf, 2, 3))) bool fault_set(struct fault *fault, const char *format, ...);

/* Adds the place to a fault already set; NULL or 0 leave what is there. */
void fault_at(struct fault *fault, const char *file, int line, const char *item);

/* Writes "file:line: item: says" without the parts that are empty. Returns the
 * length written, always below `size`; `size` >= 1. */
int fault_print(const struct fault *fault, char *out, int size);

#endif
