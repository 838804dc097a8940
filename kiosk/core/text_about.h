/*
 * What a text is for, in words for a translator, and how long it may be.
 *
 * One table of kinds says how many characters fit: the room on the cards and bars of
 * LOOK.md at the larger text size. One table of keys says of the program's own words
 * what kind they are and where they stand; those of packs follow from the item that
 * owns them. The checker measures with it, and `signpost-admin text export` writes it
 * beside each text.
 */
#ifndef CORE_TEXT_ABOUT_H
#define CORE_TEXT_ABOUT_H

#include "core/pack.h"

struct text_about {
	const char *what;  /* "a button"; "" for what nothing uses */
	const char *where; /* "the bar of every screen"; of an item its name in English */
	int longest;       /* characters of English that fit; 0: not limited */
	bool same;         /* a translation may be no longer */
};

struct text_about text_about(const struct hub *hub, const char *key);

/* The longest translation: translations run longer than English, and boxes allow for
 * that, but for the cards of the result (S17); 0 when not limited. */
int text_longest(struct text_about about, bool english);

enum { TEXT_HOLDERS_MAX = 8, TEXT_HOLDER_BYTES = 24 };

/* The {names} of a text that the program fills in, in their order. */
struct text_holders {
	int count;
	char name[TEXT_HOLDERS_MAX][TEXT_HOLDER_BYTES];
};
struct text_holders text_holders(const char *text);

/* What is wrong with `words` as the translation of `english` for `key`: length, control
 * and direction characters, blanks at the ends, lost or new {names}. True when nothing
 * is; else a fault without a place. */
bool translation_fits(const struct hub *hub, const char *key, const char *english, const char *words, struct fault *fault);

/* Only the {names}: the same as in English, in any order. {h}, the hours of a clock of
 * twelve, may be {h24}, those of one of twenty-four. */
bool translation_keeps_holders(const char *english, const char *words, struct fault *fault);

#endif
