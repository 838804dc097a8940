/*
 * The words that packs use for the values of core/pack.h.
 *
 * One list each, pinned to its enum at compile time: a value without a word does
 * not compile. A list of bits is in bit order: word i stands for 1 << i. The
 * reader uses the same lists for its "did you mean".
 */
#ifndef CORE_NAMES_H
#define CORE_NAMES_H

enum name_set {
	NAMES_LAYER,
	NAMES_OFFER_KIND,
	NAMES_AUDIENCE,
	NAMES_NATION,
	NAMES_CHANNEL,
	NAMES_PLACE,
	NAMES_CONSTRUCT,
	NAMES_QUESTION_KIND,
	NAMES_WEEKDAY,
	NAMES_MARK,
	NAMES_STAGE, /* bits, from here on */
	NAMES_TOPIC,
	NAMES_PEOPLE,
	NAMES_SIGNAL,
	NAMES_SET_COUNT
};

struct names {
	const char *what; /* for messages: "layer", "kind of offer" */
	int count;
	const char *const *list;
};

/* The list of a set; constant for the life of the program. */
const struct names *names_of(enum name_set set);

/* The place of `name` in the set, or -1. */
int names_find(enum name_set set, const char *name);

/* The word at that place, or "". */
const char *names_at(enum name_set set, int place);

#endif
