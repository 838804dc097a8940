/* Words in sentences. Only English is looked at word by word, so ASCII letters
 * make words; a curly apostrophe is one. */
#include "core/check_rules.h"

#include <string.h>

#include "base/utf8.h"

/* Bytes of a quote, dash, ellipsis or hard blank (U+2000 to U+206F, U+00A0), else 0. */
static int sign_length(const char *text)
{
	if (text[0] == '\xe2' && (text[1] == '\x80' || text[1] == '\x81') && text[2] != 0)
		return 3;
	return text[0] == '\xc2' && text[1] == '\xa0' ? 2 : 0;
}

/* The next letter or digit in lower case, 0 at the end, ' ' between words.
 * Apostrophes are left out: "you're" is one word. */
static int next_letter(const char **text)
{
	for (;;) {
		unsigned char c = (unsigned char)**text;
		if (c == 0)
			return 0;
		if (c == '\'') {
			(*text)++;
			continue;
		}
		if (strncmp(*text, "\u2019", 3) == 0) {
			*text += 3;
			continue;
		}
		if (sign_length(*text)) {
			*text += sign_length(*text);
			return ' ';
		}
		(*text)++;
		if (c >= 'A' && c <= 'Z')
			return c - 'A' + 'a';
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80 ? c : ' ';
	}
}

/* The end of the phrase when it begins at the word that begins here, else NULL. */
static const char *phrase_at(const char *text, const char *phrase)
{
	for (;;) {
		bool open = *phrase == '*';
		int want = open ? 0 : next_letter(&phrase);
		const char *before = text;
		int have = next_letter(&text);
		if (want == 0 && (have == 0 || have == ' '))
			return before;
		if (open)
			continue; /* on to the end of the word */
		if (want == ' ' && have == ' ') {
			for (const char *ahead = text; next_letter(&ahead) == ' ';)
				text = ahead;
			continue;
		}
		if (want != have)
			return NULL;
	}
}

const char *phrase_in(const char *text, const char *phrase, int *length)
{
	int before = ' ';
	while (*text) {
		const char *here = text;
		int c = next_letter(&text);
		const char *end = before == ' ' && c != ' ' && c != 0 ? phrase_at(here, phrase) : NULL;
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

/* A full stop ends a sentence when a space, a quote or the end comes after it:
 * "9.30" and "gov.uk" do not. */
static bool sentence_ends(const char *at)
{
	if (*at == '\n')
		return true;
	if (*at != '.' && *at != '?' && *at != '!')
		return false;
	return at[1] == 0 || strchr(" \n\"')", at[1]) || strncmp(at + 1, "\u201d", 3) == 0 || strncmp(at + 1, "\u2019", 3) == 0;
}

static int words_in(const char *start, const char *end)
{
	int words = 0;
	bool inside = false;
	while (start < end) {
		const char *here = start;
		int c = next_letter(&start);
		/* A hyphen or a dot within a word does not part it. */
		bool joint = inside && strchr("-./:&+", *here) && here + 1 < end && here[1] != ' ' && here[1] != '\n';
		if (c != ' ' && c != 0 && !inside)
			words++;
		inside = joint || (c != ' ' && c != 0);
	}
	return words;
}

int longest_sentence(const char *text, const char **start, int *length)
{
	int longest = 0;
	const char *from = text;

	for (const char *at = text;; at++) {
		if (*at && !sentence_ends(at))
			continue;
		int words = words_in(from, at);
		if (words > longest) {
			while (*from == ' ')
				from++;
			longest = words;
			*start = from;
			*length = (int)(at - from);
		}
		if (!*at)
			return longest;
		from = at + 1;
	}
}

int text_characters(const char *text)
{
	size_t length = strlen(text);
	int count = 0;
	for (size_t at = 0; at < length; count++)
		at += (size_t)utf8_next(text + at, length - at, NULL);
	return count;
}
