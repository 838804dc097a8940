/*
 * The word somebody probably meant.
 *
 * Used for messages such as `unknown key "hous", did you mean "hours"?`. Near
 * is counted in letters changed, added, left out or swapped with a neighbour;
 * capitals do not count. Only the first NEAREST_WORD_MAX bytes of a word are
 * looked at. Nothing is allocated.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

enum { NEAREST_WORD_MAX = 64 };

/* How many single changes make `b` out of `a`. */
int word_distance(const char *a, const char *b);

/* The nearest of `count` known words, the first of equals. Never NULL: "" when
 * `count` is 0. The result is one of `known`. */
const char *nearest_word(const char *word, const char *const *known, int count);

#endif
