/*
 * Which texts decide about safety (S37, S38).
 *
 * One answer for three who ask: a language is offered only when it has them all
 * (core/merge_text.c), the checker names those that are missing (core/check_texts.c),
 * and two people sign them (core/sign_items.c).
 */
#ifndef CORE_SAFETY_TEXT_H
#define CORE_SAFETY_TEXT_H

#include "core/pack.h"

/* Is it a text of a safety item, a question, a filler, a message, or a word of the
 * program that families read? Names count too. */
bool safety_text(const struct hub *hub, const char *key);

/* How many safety texts a language lacks that English has; names need no
 * translation. `*first` gets the key of the first, if there is one. */
int safety_texts_missing(const struct hub *hub, int language, const char **first);

#endif
