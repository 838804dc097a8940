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

/* A text as its letters, so that it is read once for hundreds of phrases. */
enum { READ_MAX = 1024 };

struct letters_read {
	int count, begin_count;
	uint32_t letter[READ_MAX + 1]; /* 0 after the last one */
	uint16_t at[READ_MAX + 1];     /* where in the text it stands */
	uint16_t begins[READ_MAX];     /* the numbers of those that begin a word */
	uint64_t any, first;           /* which letters it has, and its words begin with, as bits; letters may share one */
};

static uint64_t bit_of(uint32_t letter)
{
	return 1ULL << (letter & 63);
}

/* False for a text that is too long. */
static bool read_letters(const char *text, struct letters_read *out)
{
	const char *at = text;
	uint32_t before = ' ';

	out->any = out->first = 0;
	out->count = out->begin_count = 0;
	for (;;) {
		out->at[out->count] = (uint16_t)(at - text);
		uint32_t letter = out->letter[out->count] = letter_next(&at);
		if (letter == 0)
			return true;
		if (out->count == READ_MAX || at - text > UINT16_MAX)
			return false;
		out->any |= bit_of(letter);
		if (before == ' ' && letter != ' ') {
			out->first |= bit_of(letter);
			out->begins[out->begin_count++] = (uint16_t)out->count;
		}
		before = letter;
		out->count++;
	}
}

/* As phrase_at: the number of the letter after the phrase, or -1. */
static int read_phrase_at(const struct letters_read *text, int i, const char *phrase)
{
	for (;; i++) {
		uint32_t want = letter_next(&phrase), have = text->letter[i];
		bool open = want == ' ' && phrase[-1] == '*';
		if (open || (want == 0 && (have == 0 || have == ' '))) {
			while (open && text->letter[i] != 0 && text->letter[i] != ' ')
				i++;
			return i;
		}
		if (want != have)
			return -1;
		while (want == ' ' && text->letter[i + 1] == ' ')
			i++;
	}
}

/* As phrase_in: the number of its first letter, or -1. Most phrases begin with a letter
 * with which no word of the text does. */
static int read_phrase_in(const struct letters_read *text, const char *phrase, int *end)
{
	bool anywhere = *phrase == '*';
	const char *second = phrase += anywhere;
	uint32_t first = letter_next(&second);
	int count = anywhere ? text->count : text->begin_count;

	if (!((anywhere ? text->any : text->first) & bit_of(first)))
		return -1;
	for (int k = 0; k < count; k++) {
		int i = anywhere ? k : text->begins[k];
		if (text->letter[i] != first || first == ' ')
			continue;
		*end = read_phrase_at(text, i, phrase);
		if (*end >= 0)
			return i;
	}
	return -1;
}

static const char *any_read(const char *text, const struct letters_read *letters, const char *const *phrases, int *length)
{
	for (; *phrases; phrases++) {
		int end = 0, start = read_phrase_in(letters, *phrases, &end);
		if (start < 0)
			continue;
		if (length)
			*length = letters->at[end] - letters->at[start];
		return text + letters->at[start];
	}
	return NULL;
}

static const char *any_long(const char *text, const char *const *phrases, int *length)
{
	const char *found = NULL;

	for (; !found && *phrases; phrases++)
		found = phrase_in(text, *phrases, length);
	return found;
}

const char *phrase_any(const char *text, const char *const *phrases, int *length)
{
	struct letters_read letters;

	return read_letters(text, &letters) ? any_read(text, &letters, phrases, length) : any_long(text, phrases, length);
}

static const char *const *phrases_of(const struct phrase_set *table, const char *code)
{
	static const char *const none[] = {NULL};

	for (; table->code; table++)
		if (strcmp(table->code, code) == 0)
			return table->phrases;
	return none;
}

const char *phrase_of_set(const char *text, const struct phrase_set *table, const char *code, int *length)
{
	struct letters_read letters;
	bool whole = read_letters(text, &letters), english = strcmp(code, "en") == 0;
	const char *found = NULL;

	for (int i = 0; !found && i < (english ? 1 : 2); i++) {
		const char *const *phrases = phrases_of(table, i ? "en" : code);
		found = whole ? any_read(text, &letters, phrases, length) : any_long(text, phrases, length);
	}
	return found;
}

int text_characters(const char *text)
{
	size_t length = strlen(text);
	int count = 0;
	for (size_t at = 0; at < length; count++)
		at += (size_t)utf8_next(text + at, length - at, NULL);
	return count;
}
