#include "screen/levels.h"

#include <fribidi.h>
#include <stddef.h>
#include <string.h>

#include "screen/paragraph.h"

_Static_assert(sizeof(FriBidiChar) == sizeof(uint32_t), "the same characters for FriBidi");

static bool ask(const uint32_t *code, int count, bool rtl, uint8_t *level)
{
	FriBidiCharType types[PARAGRAPH_CODES];
	FriBidiBracketType brackets[PARAGRAPH_CODES];
	FriBidiLevel levels[PARAGRAPH_CODES];
	FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	fribidi_get_bidi_types(code, count, types);
	fribidi_get_bracket_types(code, count, types, brackets);
	if (!fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, levels))
		return false;
	for (int i = 0; i < count; i++)
		level[i] = (uint8_t)levels[i];
	return true;
}

/* FNV-1a over whole characters; never 0. */
static uint64_t hash_of(const uint32_t *code, int count, bool rtl)
{
	uint64_t hash = 14695981039346656037U + rtl;
	for (int i = 0; i < count; i++)
		hash = (hash ^ code[i]) * 1099511628211U;
	return hash ? hash : 1;
}

static struct level_slot *slot_for(struct level_cache *cache, uint64_t hash, const uint32_t *code, int count, bool rtl)
{
	for (uint64_t i = hash;; i++) {
		struct level_slot *slot = &cache->slots[i % LEVEL_SLOTS];
		if (slot->hash == 0)
			return slot;
		if (slot->hash == hash && slot->count == count && slot->rtl == rtl &&
		    memcmp(cache->code + slot->at, code, (size_t)count * sizeof *code) == 0)
			return slot;
	}
}

static void make_room(struct level_cache *cache, int count)
{
	if (cache->kept < LEVEL_SLOTS * 3 / 4 && cache->used + (uint32_t)count <= LEVEL_CODES)
		return;
	memset(cache->slots, 0, sizeof cache->slots);
	cache->used = 0;
	cache->kept = 0;
	cache->emptied++;
}

bool levels_find(struct level_cache *cache, const uint32_t *code, int count, bool rtl, uint8_t *level)
{
	if (!cache)
		return ask(code, count, rtl, level);
	uint64_t hash = hash_of(code, count, rtl);
	struct level_slot *slot = slot_for(cache, hash, code, count, rtl);
	if (slot->hash) {
		cache->hits++;
		memcpy(level, cache->level + slot->at, (size_t)count);
		return true;
	}
	if (!ask(code, count, rtl, level))
		return false;
	make_room(cache, count);
	slot = slot_for(cache, hash, code, count, rtl);
	*slot = (struct level_slot){hash, cache->used, (uint16_t)count, rtl};
	memcpy(cache->code + slot->at, code, (size_t)count * sizeof *code);
	memcpy(cache->level + slot->at, level, (size_t)count);
	cache->used += (uint32_t)count;
	cache->kept++;
	cache->misses++;
	return true;
}

void levels_forget(struct level_cache *cache)
{
	explicit_bzero(cache->code, cache->used * sizeof *cache->code);
	explicit_bzero(cache->level, cache->used);
	/* What stood beyond when the block was last emptied. */
	if (cache->emptied) {
		explicit_bzero(cache->code, sizeof cache->code);
		explicit_bzero(cache->level, sizeof cache->level);
	}
	explicit_bzero(cache, offsetof(struct level_cache, code));
}
