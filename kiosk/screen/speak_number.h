/*
 * Numbers and addresses as a voice must be given them (screen/speak.h).
 *
 * Both functions look at one place of a cleaned text: no marks of direction, hard
 * blanks as SPOKEN_HARD, pauses as SPOKEN_PAUSE.
 */
#ifndef SCREEN_SPEAK_NUMBER_H
#define SCREEN_SPEAK_NUMBER_H

#include <stdbool.h>

#define SPOKEN_HARD "\x1F"
#define SPOKEN_PAUSE "\x1E"

/* A text that grows in the caller's block, always zero-terminated. */
struct spoken {
	char *out;
	int size, used;
};

/* Adds `length` bytes, all of them with -1, as many whole characters as fit. */
void spoken_put(struct spoken *spoken, const char *text, int length);

/* Takes blanks off the end. */
void spoken_trim(struct spoken *spoken);

/* "dot", "slash" ... in the language of the text. */
struct spoken_words {
	const char *dot, *slash, *dash, *at;
};

/* An address that begins at `at`: says it and gives its bytes; 0 when none does. */
int spoken_address(struct spoken *spoken, const struct spoken_words *words, const char *text, const char *at);

/* The same of a number: one that is dialled is said digit by digit, any other as it
 * is written. `emergency`: the text names 999, so 55 is dialled, too (S32). */
int spoken_number(struct spoken *spoken, const char *text, const char *at, bool emergency);

#endif
