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
	phrase += anywhere;
	const char *second = phrase;
	uint32_t before = ' ', first = letter_next(&second);
	while (*text) {
		const char *here = text;
		uint32_t c = letter_next(&text);
		bool begins = c == first && c != ' ' && c != 0 && (anywhere || before == ' ');
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

/* Which letters a text has, and its words begin with, as bits; letters may share one. */
struct letters {
	uint64_t any, first;
};

static uint64_t bit_of(uint32_t letter)
{
	return 1ULL << (letter & 63);
}

static struct letters letters_of(const char *text)
{
	struct letters out = {0, 0};
	uint32_t before = ' ', letter;

	for (; (letter = letter_next(&text)) != 0; before = letter) {
		out.any |= bit_of(letter);
		out.first |= before == ' ' ? bit_of(letter) : 0;
	}
	return out;
}

/* Most phrases begin with a letter with which no word of the text does. */
static bool may_hold(struct letters letters, const char *phrase)
{
	bool anywhere = *phrase == '*';

	phrase += anywhere;
	return (anywhere ? letters.any : letters.first) & bit_of(letter_next(&phrase));
}

const char *phrase_any(const char *text, const char *const *phrases, int *length)
{
	struct letters letters = letters_of(text);

	for (; *phrases; phrases++) {
		const char *found = may_hold(letters, *phrases) ? phrase_in(text, *phrases, length) : NULL;
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
