/*
 * Which texts decide about safety (S37, S38).
 *
 * One answer for all who ask: a language is offered only when it has them all
 * (core/merge_language.c), the checker names those that are missing
 * (core/check_texts.c), two people sign them (core/sign_items.c), and translators are
 * told (core/translation.h).
 */
#ifndef CORE_SAFETY_TEXT_H
#define CORE_SAFETY_TEXT_H

#include "core/pack.h"

/* Is it a text of a safety item or another help line, a question with its answers, a
 * filler, a message with its boundary, or a word of the program that families read?
 * The last are all of them: 999 and 55, warnings about traces, the sentence about
 * serious risk, Clear, more time, the page for children. Names count too. */
bool safety_text(const struct hub *hub, const char *key);

/* Must a language have it to be offered? All of these but a real name with a title over
 * it, which stands as it is. */
bool safety_text_needed(const struct hub *hub, const char *key);

/* How many safety texts a language lacks that English, or the program itself, has.
 * `*first` gets the key of the first, if there is one. */
int safety_texts_missing(const struct hub *hub, int language, const char **first);

#endif
