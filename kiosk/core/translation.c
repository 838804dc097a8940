#include "core/translation.h"

#include <stdlib.h>
#include <string.h>

#include "core/safety_text.h"
#include "core/words.h"

static const struct language *find_language(const struct pack *pack, const char *code)
{
	for (int i = 0; i < pack->language_count; i++)
		if (strcmp(pack->languages[i].code, code) == 0)
			return &pack->languages[i];
	return NULL;
}

static int find_text(const struct language *language, const char *key)
{
	for (int i = 0; language && i < language->count; i++)
		if (strcmp(language->texts[i].key, key) == 0)
			return i;
	return -1;
}

/* Texts by the line on which they stand. */
struct text_place {
	int index, line;
};

static int by_line(const void *a, const void *b)
{
	const struct text_place *one = a, *other = b;
	return one->line != other->line ? one->line - other->line : one->index - other->index;
}

/* The texts of language number `number` in the order of its file. */
static struct text_place *file_order(const struct pack *pack, int number, struct arena *arena)
{
	int count = pack->languages[number].count;
	struct text_place *places = arena_take(arena, (size_t)(count + 1) * sizeof *places);

	for (int i = 0; places && i < count; i++)
		places[i] = (struct text_place){i, pack->text_lines[number][i]};
	if (places)
		qsort(places, (size_t)count, sizeof *places, by_line);
	return places;
}

static void add_row(const struct hub *hub, struct translation *out, const char *key, const char *english)
{
	struct translation_row *row = &out->rows[out->count++];
	const struct language *language = out->language;
	int at = find_text(language, key);

	*row = (struct translation_row){.key = key, .english = english, .safety = safety_text_needed(hub, key)};
	if (at < 0)
		return;
	row->words = language->texts[at].value;
	row->mark = language->marks ? language->marks[at] : NULL;
	row->state = mark_judge(row->mark, row->words, words_digest(english));
}

/* The English as families read it, or the pack's own of what nobody reads. */
static const char *english_of(const struct hub *hub, const struct text *own)
{
	const char *merged = hub_text(hub, 0, own->key);
	return merged[0] ? merged : own->value;
}

bool translation_make(const struct hub *hub, const struct pack *pack, const char *code, struct arena *arena, struct translation *out)
{
	const struct language *english = &pack->languages[0], *own = find_language(pack, code);
	struct text_place *order = file_order(pack, 0, arena);
	struct text_place *rest = own ? file_order(pack, (int)(own - pack->languages), arena) : NULL;
	size_t most = (size_t)english->count + WORD_COUNT + (own ? own->count : 0);
	struct translation made = {.language = own, .rows = arena_take(arena, most * sizeof *made.rows)};

	if (!order || (own && !rest) || !made.rows)
		return false;
	for (int i = 0; i < english->count; i++) {
		const struct text *text = &english->texts[order[i].index];
		add_row(hub, &made, text->key, english_of(hub, text));
	}
	for (int i = 0; pack->layer == LAYER_NATION && i < WORD_COUNT; i++)
		if (find_text(english, word_key((enum word)i)) < 0)
			add_row(hub, &made, word_key((enum word)i), word_english((enum word)i));
	for (int i = 0; own && i < own->count; i++) {
		const char *key = own->texts[rest[i].index].key;
		if (translation_find(&made, key) < 0)
			add_row(hub, &made, key, hub_text(hub, 0, key));
	}
	*out = made;
	return true;
}

int translation_find(const struct translation *translation, const char *key)
{
	for (int i = 0; i < translation->count; i++)
		if (strcmp(translation->rows[i].key, key) == 0)
			return i;
	return -1;
}

struct translation_counts translation_count(const struct translation *translation)
{
	struct translation_counts counts = {.texts = translation->count};
	bool draft = translation->language && translation->language->draft;

	for (int i = 0; i < translation->count; i++) {
		const struct translation_row *row = &translation->rows[i];
		bool checked = row->words && row->state == MARK_CHECKED && !draft;
		bool stale = row->words && row->state == MARK_STALE;
		counts.translated += row->words != NULL;
		counts.missing += !row->words;
		counts.checked += checked;
		counts.stale += stale;
		counts.draft += row->words && !checked && !stale;
		counts.safety_open += row->safety && !checked;
	}
	return counts;
}
