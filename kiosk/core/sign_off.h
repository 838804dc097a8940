/*
 * The sign-off of a hub (S37): what two people have signed, and whether it still
 * stands so.
 *
 * Safety items are all that a visitor in danger is shown or asked: the nation,
 * every help line with all its fields, questions and fillers, messages with their
 * boundaries, the program's own words, in every language that the hub offers, and
 * which offers there are and which of them are joint or about rows. Each item has
 * a canonical form and an SHA-256 of it; the digest of the whole is taken over the
 * list of items. Dates and places of groups are no safety item, so a new term of
 * workshops needs no signature.
 *
 * Canonical form of an item, UTF-8: lines "field value\n" in the order of
 * sign_items.c; in a value a backslash is written \\ and a line feed \n; names of
 * sets stand in the order of core/names.c with one space between; days are
 * 2026-10-07; texts come last, "text <language> <part> <value>", languages and
 * parts in the hub's order. The whole: "signpost safety items 1\n", then for each
 * item, by name in the order of its bytes, "<name> <SHA-256 of its form>\n".
 * Program words that no pack gives are not in it: they change with the program.
 *
 * The record is sign-off.json in the folder of the topmost pack, described in
 * config/schema/FORMAT.md. It is a record and no lock: it shows that content was
 * changed after it was signed, not who held the keyboard.
 */
#ifndef CORE_SIGN_OFF_H
#define CORE_SIGN_OFF_H

#include "core/finding.h"
#include "core/load.h"
#include "core/person.h"
#include "core/words.h"

enum {
	SIGN_OFF_FORMAT = 1,
	SIGN_OFF_FILE_MAX = 512 << 10,
	SIGN_ITEMS_MAX = PACK_OFFERS_MAX + PACK_MESSAGES_MAX + 2 * PACK_QUESTIONS_MAX + PACK_LANGUAGES_MAX + WORD_COUNT + 8,
	SIGN_NAME_MAX = PACK_ID_MAX + 16, /* "question " and an id */
	SIGN_DIGEST_SIZE = 65,            /* 64 hex digits and an end */
	SIGN_MARK = 16,                   /* hex digits that the record keeps of each item, to name what changed */
};

struct sign_item {
	char name[SIGN_NAME_MAX]; /* "nation", "order", "line samaritans", "offer x", "word ui.clear" ... */
	char digest[SIGN_DIGEST_SIZE];
};

/* Sorted by name. Large: allocate it. */
struct sign_items {
	int count;
	struct sign_item item[SIGN_ITEMS_MAX];
	char digest[SIGN_DIGEST_SIZE]; /* of the whole */
};

/* The items of a hub. False when memory is out or there are too many; `items` is
 * then not to be used. */
bool sign_items_of(const struct hub *hub, struct sign_items *items);

/* A record. Its items have digests of SIGN_MARK digits. Large: allocate it. */
struct sign_off {
	int32_t day;
	struct person lead;   /* the domestic abuse lead */
	struct person second; /* somebody else */
	struct sign_items items;
};

enum sign_state { SIGN_MISSING, SIGN_BROKEN, SIGN_READ };

/* Reads the record in `folder`. SIGN_BROKEN comes with a fault that has the file. */
enum sign_state sign_off_read(const char *folder, struct sign_off *record, struct fault *fault);

/* Writes it, replacing the earlier one. False with a fault. */
bool sign_off_write(const char *folder, const struct sign_off *record, struct fault *fault);

/* One difference between what was signed and what stands now. */
struct sign_change {
	enum { SIGN_ADDED, SIGN_TAKEN_OUT, SIGN_CHANGED } kind;
	const char *name; /* leads into `signed_items` or `now` */
};

/* All differences by name, at most `max`; returns how many there are. */
int sign_changes(const struct sign_items *signed_items, const struct sign_items *now, struct sign_change *out, int max);

/* S37: is the hub, made of the completed `packs`, signed as it stands? A made-up
 * hub (`example`) needs no sign-off. When not, one finding of `severity` names the
 * record and what changed. False also when memory is out. */
bool sign_off_holds(const struct hub *hub, const struct pack_set *packs, enum severity severity, struct findings *findings);

#endif
