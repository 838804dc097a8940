/*
 * The texts of one pack in one language, beside the English that they translate.
 *
 * One row a text, in the order of the English file: that is the order in which a
 * person translates, and in which an export lists them. Rows are: every English text
 * of the pack, in a nation pack every word that only the program has, and what the
 * language's own file has beside these. English is that of the merged hub, so a text
 * of an earlier layer that this pack rewrites is stale at once.
 */
#ifndef CORE_TRANSLATION_H
#define CORE_TRANSLATION_H

#include "core/read.h"

struct translation_row {
	const char *key;
	const char *english; /* never NULL */
	const char *words;   /* the translation, NULL when there is none */
	const struct text_mark *mark;
	enum mark_state state; /* of the translation */
	bool safety;           /* is it one that a language needs to be offered? */
};

struct translation {
	const struct language *language; /* of the pack; NULL when it has no such file */
	int count;
	struct translation_row *rows; /* in the arena given */
};

/* All pointers lead into the hub, the pack and the arena. False when the arena is full. */
bool translation_make(const struct hub *hub, const struct pack *pack, const char *code, struct arena *arena, struct translation *out);

/* The row of a key, or -1. */
int translation_find(const struct translation *translation, const char *key);

/* How far a translation is. */
struct translation_counts {
	int texts, translated, checked, draft, stale, missing;
	int safety_open; /* safety texts that are not checked, the missing ones with them */
};
struct translation_counts translation_count(const struct translation *translation);

#endif
