/*
 * People who sign or check: a name and perhaps a role.
 *
 * Two rules ask for two people: the sign-off (S37) and the check of a translation
 * (S38). Both compare names in the same way: letters' case, blanks and signs do not
 * count, so "Ann Example" and "ann  example." are one person. It finds mistakes, not
 * somebody who lies about their name.
 */
#ifndef CORE_PERSON_H
#define CORE_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum { PERSON_MAX = 120 }; /* bytes of a name or role with its end */

struct person {
	char name[PERSON_MAX];
	char role[PERSON_MAX];
};

/* "Ann Example, domestic abuse lead" as a person. False with a fault when name or
 * role is missing or too long. */
bool person_parse(const char *text, struct person *person, struct fault *fault);

/* Are these the same person? */
bool person_same(const struct person *a, const struct person *b);

/* Is it one name? Two without a letter are the same. */
bool name_same(const char *a, const char *b);

/* Has it a letter or digit at all, and is it short enough? */
bool name_is_good(const char *name);

/* Is it whole UTF-8 without control and direction characters? Only such a name is read
 * again from the file that it is written to. */
bool name_is_clean(const char *name);

/* Copies `length` bytes without the blanks around them. False when nothing is left or
 * it is too long; `out` is then untouched. */
bool name_trim(char out[PERSON_MAX], const char *from, size_t length);

#endif
