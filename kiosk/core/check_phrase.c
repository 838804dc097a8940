/* Phrases in texts of any script: letters are those of core/letters.h. */
#include "core/check_rules.h"

#include <string.h>

#include "base/utf8.h"
#include "core/letters.h"
#include "core/phrases.h"

static const char *end_of_word(const char *text)
{
	for (;;) {
		const char *before = text;
		uint32_t letter = letter_next(&text);
		if (letter == 0 || letter == ' ')
			return before;
	}
}

/* The end of the phrase when it begins at the letter that begins here, else NULL. */
static const char *phrase_at(const char *text, const char *phrase)
{
	for (;;) {
		uint32_t want = letter_next(&phrase);
		bool open = want == ' ' && phrase[-1] == '*';
		const char *before = text;
		uint32_t have = letter_next(&text);
		if (open)
			return end_of_word(before);
		if (want == 0 && (have == 0 || have == ' '))
			return before;
		if (want == ' ' && have == ' ') {
			for (const char *ahead = text; letter_next(&ahead) == ' ';)
				text = ahead;
			continue;
		}
		if (want != have)
			return NULL;
	}
}

const char *phrase_in(const char *text, const char *phrase, int *length)
{
	bool anywhere = *phrase == '*';
	uint32_t before = ' ';
	phrase += anywhere;
	while (*text) {
		const char *here = text;
		uint32_t c = letter_next(&text);
		bool begins = c != ' ' && c != 0 && (anywhere || before == ' ');
		const char *end = begins ? phrase_at(here, phrase) : NULL;
		before = c;
		if (!end)
			continue;
		if (length)
			*length = (int)(end - here);
		return here;
	}
	return NULL;
}

const char *phrase_any(const char *text, const char *const *phrases, int *length)
{
	for (; *phrases; phrases++) {
		const char *found = phrase_in(text, *phrases, length);
		if (found)
			return found;
	}
	return NULL;
}

static const char *find_set(const char *text, const struct phrase_set *table, const char *code, int *length)
{
	for (; table->code; table++)
		if (strcmp(table->code, code) == 0)
			return phrase_any(text, table->phrases, length);
	return NULL;
}

const char *phrase_of_set(const char *text, const struct phrase_set *table, const char *code, int *length)
{
	const char *found = find_set(text, table, code, length);
	return found || strcmp(code, "en") == 0 ? found : find_set(text, table, "en", length);
}

int text_characters(const char *text)
{
	size_t length = strlen(text);
	int count = 0;
	for (size_t at = 0; at < length; count++)
		at += (size_t)utf8_next(text + at, length - at, NULL);
	return count;
}
