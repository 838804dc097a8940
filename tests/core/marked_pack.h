/*
 * tests/packs/base as a nation pack with an Urdu in which every text is checked, and
 * a hub over it, real or an example. Each test spoils one thing before loading.
 */
#ifndef TESTS_CORE_MARKED_PACK_H
#define TESTS_CORE_MARKED_PACK_H

#include <inttypes.h>
#include <jansson.h>

#include "core/load.h"
#include "core/words.h"
#include "pack_folder.h"

enum { NATION, HUB, PACKS };

/* What will be written. `english` and `words` are flat texts, `marks` their marks. */
struct marked {
	char folder[PACKS][FAULT_FILE_MAX];
	json_t *english[PACKS], *words[PACKS], *marks[PACKS];
	bool example;
	const char *languages; /* of the hub */
	struct findings findings;
	struct arena arena;
	struct hub hub;
};

static inline void mark_text(json_t *marks, const char *key, const char *english, const char *words)
{
	char source[17], text[17];
	snprintf(source, sizeof source, "%016" PRIx64, words_digest(english));
	snprintf(text, sizeof text, "%016" PRIx64, words_digest(words));
	json_object_set_new(marks, key,
			    json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "state", "checked", "source", source, "text", text, "day", "2026-11-20", "by",
				      "Ann Example", "checked_by", "Bo Example"));
}

/* Translates and marks every English text of the pack. */
static inline void mark_all(struct marked *m, int pack)
{
	const char *key;
	json_t *value;
	char words[PACK_TEXT_MAX + 8];

	json_object_foreach(m->english[pack], key, value)
	{
		snprintf(words, sizeof words, "ur %s", json_string_value(value));
		json_object_set_new(m->words[pack], key, json_string(words));
		mark_text(m->marks[pack], key, json_string_value(value), words);
	}
}

static inline struct marked *marked_make(void)
{
	struct marked *m = calloc(1, sizeof *m);
	json_error_t error;

	assert_non_null(m);
	m->languages = "[\"en\",\"ur\"]";
	m->english[NATION] = json_load_file(BASE_PACK "/text/en.json", 0, &error);
	assert_non_null(m->english[NATION]);
	for (int i = 0; i < WORD_COUNT; i++)
		json_object_set_new(m->english[NATION], word_key((enum word)i), json_string(word_english((enum word)i)));
	m->english[HUB] = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "debt.name", "Debt line", "debt.body", "They help.", "hub.name",
				    "The hub", "play.name", "Play", "play.body", "Come and play.", "local-line.name", "Local line", "local-line.body",
				    "They listen.", "local-line.title", "Someone near", "course.body", "Our own words for it.");
	for (int i = 0; i < PACKS; i++) {
		m->words[i] = json_pack("{s:s, s:s, s:s}", "language.name", "اردو", "language.direction", "rtl", "language.state", "checked");
		m->marks[i] = json_object();
		mark_all(m, i);
	}
	return m;
}

static inline void write_json(const char *folder, const char *name, const json_t *root)
{
	char path[2 * FAULT_FILE_MAX];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(json_dump_file(root, path, JSON_INDENT(1)), 0);
}

static inline void marked_write(struct marked *m, const struct pack_folder *folder)
{
	static const char *const ids[PACKS] = {"base", "hub-a"}, *const parts[] = {"", "/text", "/review"};
	char json[4096], path[2 * FAULT_FILE_MAX];
	json_t *packs[PACKS] = {json_load_file(BASE_PACK "/pack.json", 0, NULL), NULL};

	snprintf(
	    json, sizeof json,
	    HEAD("hub-a", "hub") ",\"needs\":[\"base\"],\"hub\":{\"languages\":%s,\"example\":%s},\"offers\":[{\"id\":\"play\",\"kind\":\"event\"},"
				 "{\"id\":\"local-line\",\"kind\":\"support_line\",\"safety\":true},{\"id\":\"course\",\"fills\":true},{\"id\":"
				 "\"debt\",\"kind\":\"support_line\"}]}",
	    m->languages, m->example ? "true" : "false");
	packs[HUB] = json_loads(json, 0, NULL);
	for (int i = 0; i < PACKS; i++) {
		json_t *review = json_pack("{s:i, s:O}", "format", 1, "marks", m->marks[i]);
		snprintf(m->folder[i], sizeof m->folder[i], "%s", folder_path(folder, ids[i]));
		for (int j = 0; j < 3; j++) {
			snprintf(path, sizeof path, "%s%s", m->folder[i], parts[j]);
			mkdir(path, 0755);
		}
		write_json(m->folder[i], "pack.json", packs[i]);
		json_decref(packs[i]);
		write_json(m->folder[i], "text/en.json", m->english[i]);
		write_json(m->folder[i], "text/ur.json", m->words[i]);
		write_json(m->folder[i], "review/ur.json", review);
		json_decref(review);
	}
}

/* Writes and loads. */
static inline bool marked_load(struct marked *m, const struct pack_folder *folder)
{
	struct pack_set set = {.count = PACKS};

	marked_write(m, folder);
	for (int i = 0; i < PACKS; i++)
		snprintf(set.folder[i], sizeof set.folder[i], "%s", m->folder[i]);
	arena_release(&m->arena);
	memset(&m->findings, 0, sizeof m->findings);
	assert_true(arena_init(&m->arena, HUB_ARENA_MAX, NULL));
	bool loaded = load_hub(&set, &m->arena, &m->hub, &m->findings);
	if (!loaded)
		print_all(&m->findings);
	return loaded;
}

static inline void marked_free(struct marked *m)
{
	for (int i = 0; i < PACKS; i++) {
		json_decref(m->english[i]);
		json_decref(m->words[i]);
		json_decref(m->marks[i]);
	}
	arena_release(&m->arena);
	free(m);
}

/* One field of the mark of a text. */
static inline void set_mark(struct marked *m, int pack, const char *key, const char *field, const char *value)
{
	json_t *mark = json_object_get(m->marks[pack], key);
	assert_non_null(mark);
	if (value)
		json_object_set_new(mark, field, json_string(value));
	else
		json_object_del(mark, field);
}

static inline void make_draft(struct marked *m, int pack, const char *key)
{
	set_mark(m, pack, key, "state", "draft");
	set_mark(m, pack, key, "checked_by", NULL);
}

#endif
