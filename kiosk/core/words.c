#include "core/words.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *key;
	const char *english;
} rows[WORD_COUNT] = {
#define X(name, key, english) [name] = {key, english},
    WORDS(X)
#undef X
};

const char *word_key(enum word word)
{
	return word < WORD_COUNT ? rows[word].key : "";
}

const char *word_english(enum word word)
{
	return word < WORD_COUNT ? rows[word].english : "";
}

const char *word_find(const char *key)
{
	for (int i = 0; i < WORD_COUNT; i++)
		if (strcmp(rows[i].key, key) == 0)
			return rows[i].english;
	return NULL;
}
