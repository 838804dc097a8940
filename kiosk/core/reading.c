#include "core/reading.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/letters.h"

enum { LONG_WORD = 7 };

static bool one_of(const char *at, const char *const *signs)
{
	for (; *signs; signs++)
		if (strncmp(at, *signs, strlen(*signs)) == 0)
			return true;
	return false;
}

/* Bytes of the sign that ends a sentence here, else 0. A full stop ends one when a
 * space, a quote or the end comes after it: "9.30" and "gov.uk" do not. */
static int sentence_end(const char *at)
{
	static const char *const ends[] = {"\u06D4", "\u061F", "\u0964", NULL};
	static const char *const after[] = {" ", "\n", "\"", "'", ")", "\u201D", "\u2019", "\u00BB", "\u00A0", NULL};
	if (*at == '\n')
		return 1;
	if (one_of(at, ends))
		return (unsigned char)*at >= 0xE0 ? 3 : 2;
	if (*at != '.' && *at != '?' && *at != '!')
		return 0;
	return at[1] == 0 || one_of(at + 1, after);
}

static bool is_vowel(uint32_t letter)
{
	return letter < 0x80 && letter && strchr("aeiouy", (int)letter);
}

/* One word, letter by letter; only what its figures need is kept. */
struct word_count {
	int letters, syllables;
	uint32_t last[4]; /* the newest first */
};

/* Two vowels that are two syllables: "medi-a", "qui-et", "du-al", "be-ing", "try-ing".
 * `last` are the letters before, the newest first. */
static bool parts_vowels(const uint32_t *last, uint32_t letter, int letters)
{
	bool soft = last[1] == 't' || last[1] == 'c' || last[1] == 's'; /* "station", "social" */
	switch (last[0]) {
	case 'i':
		return ((letter == 'a' || letter == 'o') && !soft) || (letter == 'e' && last[1] == 'u');
	case 'u':
		return letter == 'a' && last[1] != 'q' && last[1] != 'g';
	case 'e':
		return letter == 'i' && letters == 2;
	case 'y':
		return letter == 'i';
	default:
		return false;
	}
}

static void count_letter(struct word_count *word, uint32_t letter)
{
	bool vowel = is_vowel(letter), before = is_vowel(word->last[0]);
	if (vowel && (!before || (word->letters > 1 && parts_vowels(word->last, letter, word->letters))))
		word->syllables++;
	memmove(word->last + 1, word->last, 3 * sizeof word->last[0]);
	word->last[0] = letter;
	word->letters++;
}

/* The e of "home", "homes" and "named" is silent; that of "table", "wanted" and
 * "pages" is not. */
static bool ends_silently(const struct word_count *word)
{
	const uint32_t *l = word->last;
	if (l[0] == 'e')
		return !is_vowel(l[1]) && !(l[1] == 'l' && !is_vowel(l[2]));
	if (l[0] == 'd' && l[1] == 'e')
		return !is_vowel(l[2]) && l[2] != 't' && l[2] != 'd';
	if (l[0] == 's' && l[1] == 'e')
		return !is_vowel(l[2]) && !strchr("sxzcg", (int)(l[2] & 0x7F)) && !(l[2] == 'h' && (l[3] == 'c' || l[3] == 's')) &&
		       !(l[2] == 'l' && !is_vowel(l[3]));
	return false;
}

static void end_word(struct reading *sentence, struct word_count *word)
{
	if (word->letters == 0)
		return;
	int syllables = word->syllables - (word->syllables > 1 && ends_silently(word));
	sentence->words++;
	sentence->letters += word->letters;
	sentence->syllables += syllables > 0 ? syllables : 1;
	sentence->long_words += word->letters >= LONG_WORD;
	*word = (struct word_count){0};
}

/* Counts the words from `start` to `end`. A hyphen or a dot within a word does not
 * part it. */
static struct reading count_words(const char *start, const char *end)
{
	struct reading sentence = {0};
	struct word_count word = {0};
	while (start < end) {
		const char *here = start;
		uint32_t letter = letter_next(&start);
		bool joint = word.letters > 0 && strchr("-./:&+", *here) && here + 1 < end && here[1] != ' ' && here[1] != '\n';
		if (letter != ' ' && letter != 0)
			count_letter(&word, letter);
		else if (!joint)
			end_word(&sentence, &word);
		else
			memset(word.last, 0, sizeof word.last);
	}
	end_word(&sentence, &word);
	return sentence;
}

static void add_sentence(struct reading *reading, const struct reading *sentence, const char *start, const char *end)
{
	reading->sentences++;
	reading->words += sentence->words;
	reading->letters += sentence->letters;
	reading->syllables += sentence->syllables;
	reading->long_words += sentence->long_words;
	if (sentence->words <= reading->longest)
		return;
	start += strspn(start, " ");
	reading->longest = sentence->words;
	reading->start = start;
	reading->length = (int)(end - start);
}

/* Goes through the stretches of a text; those that end with a line or the text only
 * when they are `open` for it. */
static void walk(struct reading *reading, const char *text, bool open)
{
	const char *from = text;
	for (const char *at = text;; at++) {
		int length = *at ? sentence_end(at) : 0;
		if (*at && length == 0)
			continue;
		struct reading sentence = count_words(from, at);
		if (sentence.words > 0 && (open || (*at && *at != '\n')))
			add_sentence(reading, &sentence, from, at);
		if (!*at)
			return;
		from = at + length;
	}
}

void reading_add(struct reading *reading, const char *text)
{
	walk(reading, text, false);
}

int longest_sentence(const char *text, const char **start, int *length)
{
	struct reading reading = {0};
	walk(&reading, text, true);
	if (reading.longest > 0) {
		*start = reading.start;
		*length = reading.length;
	}
	return reading.longest;
}

static int tenths(double figure)
{
	return (int)(figure * 10 + (figure < 0 ? -0.5 : 0.5));
}

int reading_grade(const struct reading *reading)
{
	if (reading->sentences == 0 || reading->words == 0)
		return 0;
	return tenths(0.39 * reading->words / reading->sentences + 11.8 * reading->syllables / reading->words - 15.59);
}

int reading_lix(const struct reading *reading)
{
	if (reading->sentences == 0 || reading->words == 0)
		return 0;
	return tenths((double)reading->words / reading->sentences + 100.0 * reading->long_words / reading->words);
}

int reading_mean(const struct reading *reading)
{
	return reading->sentences ? tenths((double)reading->words / reading->sentences) : 0;
}
