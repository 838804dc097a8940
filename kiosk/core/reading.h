/*
 * How hard a text is to read, in figures.
 *
 * English by Flesch and Kincaid's grade level, which counts words in a sentence and
 * syllables in a word: 0.39 words/sentences + 11.8 syllables/words - 15.59 (Kincaid,
 * Fishburne, Rogers and Chissom, Derivation of new readability formulas for Navy
 * enlisted personnel, Research Branch Report 8-75, 1975). A grade is a year at school in
 * the United States: grade 4 is the age of nine. Other languages with capitals by Lix,
 * which knows no syllables: words/sentences + 100 long/words, a word of more than six
 * letters being long (Björnsson, Läsbarhet, 1968); below 30 is a book for children. Words
 * are counted in any script.
 *
 * Only sentences count: what ends with a full stop, a question mark or their like. A
 * name, a heading or the words on a button are none. Figures mean something from about
 * READING_WORDS_MIN words on. Written from the published formulas; Debian's `style` says nearly the
 * same of the shipped English (tests/core/test_reading.c).
 */
#ifndef CORE_READING_H
#define CORE_READING_H

enum { READING_WORDS_MIN = 20 };

/* Zeroed is empty. */
struct reading {
	int sentences, words, letters;
	int syllables;  /* as English is spoken: means nothing in other languages */
	int long_words; /* more than six letters */
	int longest;    /* words of the longest sentence */
	const char *start;
	int length; /* the longest sentence: where, and its bytes */
};

/* Adds the sentences of a text. `start` points into it. */
void reading_add(struct reading *reading, const char *text);

/* In tenths; 0 when nothing was added. */
int reading_grade(const struct reading *reading);
int reading_lix(const struct reading *reading);
int reading_mean(const struct reading *reading); /* words of a sentence */

/* The longest stretch up to a full stop or the end, sentence or not: its number of
 * words; `*start` and `*length` say where. */
int longest_sentence(const char *text, const char **start, int *length);

#endif
