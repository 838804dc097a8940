/* Who may give which text. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "core/merge_parts.h"
#include "core/words.h"

/* One text of one pack, and where it stands. */
struct given_text {
	const struct text *text;
	int pack;
	int language; /* number in the pack */
	int line;
};

__attribute__((format(printf, 4, 5))) static void say(struct merging *merging, const struct given_text *given, const char *rule, const char *format,
						      ...)
{
	const struct pack *pack = merging->packs[given->pack];
	char file[FAULT_FILE_MAX];
	char name[32];
	char says[FAULT_SAYS_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	snprintf(name, sizeof name, "text/%s.json", pack->languages[given->language].code);
	if (!file_join(file, sizeof file, pack->folder, name))
		snprintf(file, sizeof file, "%s", name);
	findings_add(merging->findings, SEVERITY_ERROR, rule, (struct spot){file, given->line, given->text->key}, "%s", says);
}

static const char *const hub_parts[] = {"name", "phone-place", "week-line"};
static const char *const offer_parts[] = {"name", "title", "body", "who", "small"};
static const char *const message_parts[] = {"line", "more", "boundary"};
static const char *const filler_parts[] = {"lead", "ask"};

static void check_part(struct merging *merging, const struct given_text *given, const char *part, const char *const *known, int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(part, known[i]) == 0)
			return;
	say(merging, given, "text", "there is no text \"%s\" here%s", quote(part).text, hint(part, known, count).text);
}

static void check_item_part(struct merging *merging, const struct given_text *given, const struct item *item, const char *part)
{
	const char *known[2 + PACK_OPTIONS_MAX] = {"lead", "ask"};
	const struct question *question;
	int count = 2;

	switch (item->kind) {
	case ITEM_OFFER:
		check_part(merging, given, part, offer_parts, 5);
		break;
	case ITEM_MESSAGE:
		check_part(merging, given, part, message_parts, 3);
		break;
	case ITEM_FILLER:
		check_part(merging, given, part, filler_parts, 2);
		break;
	case ITEM_QUESTION:
		/* The answers of a safety question are words of the program (S12). */
		question = &merging->questions[item->index];
		for (int i = 0; question->kind == QUESTION_ORDINARY && i < question->option_count; i++)
			known[count++] = question->options[i].id;
		check_part(merging, given, part, known, count);
		break;
	}
}

static void check_word(struct merging *merging, const struct given_text *given)
{
	const char *known[WORD_COUNT];

	if (merging->packs[given->pack]->layer != LAYER_NATION) {
		say(merging, given, "S37", "the words of the program stand in the nation pack only; take this out");
		return;
	}
	if (word_find(given->text->key))
		return;
	for (int i = 0; i < WORD_COUNT; i++)
		known[i] = word_key((enum word)i);
	say(merging, given, "text", "the program has no such word%s", hint(given->text->key, known, WORD_COUNT).text);
}

static void check_owner_of(struct merging *merging, const struct given_text *given, const struct item *item)
{
	const char *owner = merging->packs[item->pack]->id;

	if (item->pack == given->pack || item->fillers & 1U << given->pack)
		return;
	if (item->safety)
		say(merging, given, "S37", "this is a safety item of \"%s\"; its words stay as they are, take this out", owner);
	else if (item->kind == ITEM_QUESTION || item->kind == ITEM_FILLER)
		say(merging, given, "S14", "this is a question of \"%s\"; its words stay as they are, take this out", owner);
	else if (item->kind == ITEM_MESSAGE && strcmp(given->text->key + strlen(item->id), ".boundary") == 0)
		say(merging, given, "S21", "the boundary of a message of \"%s\" stays as it is; take this out", owner);
	else if (item->kind == ITEM_MESSAGE)
		say(merging, given, "merge", "this is a message of \"%s\"; hide it and write one of your own", owner);
	else
		say(merging, given, "merge", "this is an offer of \"%s\"; list it in pack.json with \"fills\": true to change its words", owner);
}

static void check_text(struct merging *merging, const struct given_text *given)
{
	const char *key = given->text->key;
	size_t length = strcspn(key, ".");
	const char *part = key + length + 1;
	const struct item *item;

	if (strncmp(key, "ui.", 3) == 0) {
		check_word(merging, given);
	} else if (strncmp(key, "hub.", 4) == 0) {
		check_part(merging, given, part, hub_parts, 3);
	} else if (strncmp(key, "venue.", 6) == 0) {
		if (!id_is_good(part))
			say(merging, given, "text", "\"%s\" is not an id; use a-z, 0-9 and - between", quote(part).text);
	} else if ((item = merge_find(merging, key, length))) {
		check_item_part(merging, given, item, part);
		check_owner_of(merging, given, item);
	} else {
		char id[PACK_ID_MAX];
		snprintf(id, sizeof id, "%.*s", (int)length, key);
		say(merging, given, "text", "there is no item \"%s\"%s", id, merge_hint(merging, id).text);
	}
}

void merge_check_texts(struct merging *merging)
{
	for (int p = 0; p < merging->count; p++) {
		const struct pack *pack = merging->packs[p];
		for (int l = 0; l < pack->language_count; l++)
			for (int t = 0; t < pack->languages[l].count; t++) {
				struct given_text given = {&pack->languages[l].texts[t], p, l, pack->text_lines[l][t]};
				check_text(merging, &given);
			}
	}
}
