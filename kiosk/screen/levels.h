/*
 * Which way each character runs: FriBidi's levels, remembered.
 *
 * FriBidi allocates at each call, and nothing on the screen may allocate for
 * every frame. So the levels of a text are kept in one fixed block, looked up by
 * the characters themselves. A block that is full is emptied and fills again.
 * Who draws owns the block (zeroed is empty) and may leave it out.
 */
#ifndef SCREEN_LEVELS_H
#define SCREEN_LEVELS_H

#include <stdbool.h>
#include <stdint.h>

enum { LEVEL_SLOTS = 1024, LEVEL_CODES = 48 * 1024 };

struct level_slot {
	uint64_t hash; /* 0: empty */
	uint32_t at;   /* in `code` and `level` */
	uint16_t count;
	bool rtl;
};

struct level_cache {
	uint32_t used;
	int kept;
	long hits, misses, emptied;
	struct level_slot slots[LEVEL_SLOTS];
	uint32_t code[LEVEL_CODES];
	uint8_t level[LEVEL_CODES];
};

/* Levels of `count` characters (at most PARAGRAPH_CODES, no '\n') in a paragraph
 * that runs `rtl`. `cache` may be NULL. False, and `level` untouched, only when
 * FriBidi gets no memory. */
bool levels_find(struct level_cache *cache, const uint32_t *code, int count, bool rtl, uint8_t *level);

/* Wipes it: no text of a visit outlives the visit (S26). */
void levels_forget(struct level_cache *cache);

#endif
