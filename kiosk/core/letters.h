/*
 * Letters as words are compared by: in every script that a pack may have.
 *
 * Small and capital are one letter, and so are a letter with and without its accent
 * (Latin and Cyrillic), its vowel signs (Arabic) or its dot (Bengali, Panjabi), and
 * the two ways in which Unicode writes one letter (the Arabic and the Persian yeh and
 * kaf). A translator writes any of them, and a rule has to find its word all the same.
 * This is for finding words, never for showing them: it loses what tells "sá" from "sa".
 */
#ifndef CORE_LETTERS_H
#define CORE_LETTERS_H

#include <stdint.h>

/* The next letter or digit at `*text`, folded, which moves on past it; ' ' for anything
 * that parts words, and 0 at the end. Apostrophes, joiners, accents and vowel points
 * that stand for themselves are passed over: "you're" is one word, and so is a Persian
 * word with a half space. */
uint32_t letter_next(const char **text);

#endif
