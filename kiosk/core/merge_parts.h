/*
 * One merge under way. Internal to core/merge*.c.
 *
 * Every item of every pack stands once in `items`, hidden or not, with the pack
 * that owns it and the packs that fill it: that is all that the rules on who may
 * change what need to know.
 */
#ifndef CORE_MERGE_PARTS_H
#define CORE_MERGE_PARTS_H

#include "core/form.h"
#include "core/merge.h"

enum item_kind { ITEM_OFFER, ITEM_MESSAGE, ITEM_QUESTION, ITEM_FILLER };

enum { ITEMS_MAX = PACK_OFFERS_MAX + PACK_MESSAGES_MAX + 2 * PACK_QUESTIONS_MAX };

struct item {
	const char *id;
	enum item_kind kind;
	int index;       /* in offers, messages or questions */
	int pack;        /* the owner */
	uint8_t fillers; /* a bit for each pack that fills it */
	bool safety;
	bool hidden;
};

struct merging {
	const struct pack *const *packs;
	int count;
	struct arena *arena;
	struct findings *findings;
	char file[FAULT_FILE_MAX]; /* pack.json of the pack being laid on */
	bool full;
	int item_count;
	struct item *items; /* ITEMS_MAX */
	int offer_count;
	struct offer *offers; /* PACK_OFFERS_MAX */
	int message_count;
	struct message *messages;
	int question_count;
	struct question *questions;
	int host_count;
	const char **hosts;
	uint64_t *english; /* words_digest of each merged English text, 0 until it is asked for */
};

/* Memory of the arena; NULL, and one error, when it is full. */
void *merge_take(struct merging *merging, size_t count, size_t size);

/* The item with the id of `length` bytes, or NULL. */
struct item *merge_find(const struct merging *merging, const char *id, size_t length);

/* "; did you mean ...?" over all ids. */
struct hint merge_hint(const struct merging *merging, const char *id);

/* Is each text of each pack one that this pack may give? Adds errors. */
void merge_check_texts(struct merging *merging);

/* The languages that the hub offers, English first. */
void merge_languages(struct merging *merging, struct hub *hub);

#endif
