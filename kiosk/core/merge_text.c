#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/merge_parts.h"
#include "core/safety_text.h"
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

/* ---- who may give which text ---- */

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

/* ---- languages ---- */

static const struct language *find_language(const struct pack *pack, const char *code)
{
	for (int i = 0; i < pack->language_count; i++)
		if (strcmp(pack->languages[i].code, code) == 0)
			return &pack->languages[i];
	return NULL;
}

/* Is a text of an item that a later pack hides? Nobody reads it, and the checks
 * would miss its offer. */
static bool is_hidden(const struct merging *merging, const char *key)
{
	const struct item *item = merge_find(merging, key, strcspn(key, "."));
	return item && item->hidden;
}

/* By key, and of one key the latest pack last. */
static int compare_given(const void *a, const void *b)
{
	const struct given_text *one = a;
	const struct given_text *other = b;
	int order = strcmp(one->text->key, other->text->key);
	return order ? order : one->pack - other->pack;
}

/* May the texts of this pack in this language be shown (S38)? */
static bool may_show(const struct hub *hub, const struct language *language)
{
	return language && (!language->draft || hub->example);
}

static int gather(const struct merging *merging, const struct hub *hub, const char *code, struct given_text *all)
{
	int count = 0;
	for (int p = 0; p < merging->count; p++) {
		const struct language *language = find_language(merging->packs[p], code);
		for (int i = 0; may_show(hub, language) && i < language->count; i++)
			if (!is_hidden(merging, language->texts[i].key))
				all[count++] = (struct given_text){.text = &language->texts[i], .pack = p};
	}
	return count;
}

static void lay_language(struct merging *merging, const struct hub *hub, struct language *out)
{
	size_t most = 1;
	for (int p = 0; p < merging->count; p++) {
		const struct language *language = find_language(merging->packs[p], out->code);
		most += language ? language->count : 0;
	}
	struct given_text *all = calloc(most, sizeof *all);
	struct text *texts = merge_take(merging, most, sizeof *texts);
	int count = all ? gather(merging, hub, out->code, all) : 0;
	int kept = 0;

	if (all && texts) {
		qsort(all, (size_t)count, sizeof *all, compare_given);
		for (int i = 0; i < count; i++)
			if (i + 1 == count || strcmp(all[i].text->key, all[i + 1].text->key) != 0)
				texts[kept++] = *all[i].text;
	}
	if (kept > PACK_TEXTS_MAX)
		findings_add(merging->findings, SEVERITY_ERROR, "merge", (struct spot){merging->file, 0, out->code},
			     "the packs hold %d texts together, at most %d; take some out", kept, PACK_TEXTS_MAX);
	else
		out->count = (uint16_t)kept;
	out->texts = texts;
	free(all);
}

/* A finding about a language that pack number `pack` offers or gives. */
__attribute__((format(printf, 5, 6))) static void say_language(struct merging *merging, int pack, const char *code, enum severity severity,
							       const char *format, ...)
{
	char file[FAULT_FILE_MAX];
	char says[FAULT_SAYS_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	if (!file_join(file, sizeof file, merging->packs[pack]->folder, "pack.json"))
		file[0] = '\0';
	findings_add(merging->findings, severity, "S38", (struct spot){file, 0, code}, "%s", says);
}

/* What later packs give in this language: in the same direction, and left out
 * while it is a draft. */
static void check_later(struct merging *merging, const struct hub *hub, const struct language *first)
{
	for (int p = 1; p < merging->count; p++) {
		const struct language *language = find_language(merging->packs[p], first->code);
		if (!language)
			continue;
		if (language->rtl != first->rtl)
			say_language(merging, p, first->code, SEVERITY_ERROR,
				     "the direction is \"%s\" here and \"%s\" in the nation pack; make them the same", language->rtl ? "rtl" : "ltr",
				     first->rtl ? "rtl" : "ltr");
		else if (!may_show(hub, language))
			say_language(merging, p, first->code, SEVERITY_WARNING,
				     "the words of this pack are a draft, so English stands in their place; a second person has to check them");
	}
}

/* May the hub offer the language? Says why not. */
static bool may_offer(struct merging *merging, const struct hub *hub, int pack, const char *code)
{
	const struct language *first = find_language(merging->packs[0], code);

	if (!first)
		say_language(merging, pack, code, SEVERITY_WARNING, "the nation pack has no words in this language, so it is left out");
	else if (!may_show(hub, first))
		say_language(merging, pack, code, SEVERITY_WARNING,
			     "the words of the nation pack are a draft, so this language is left out; a second person has to check them");
	else
		return true;
	return false;
}

static void add_language(struct merging *merging, struct hub *hub, struct language *languages, const char *code)
{
	const struct language *first = find_language(merging->packs[0], code);
	struct language *language = &languages[hub->language_count];

	if (!first)
		return;
	check_later(merging, hub, first);
	*language = *first;
	for (int p = 1; p < merging->count; p++) {
		const struct language *later = find_language(merging->packs[p], code);
		language->draft |= may_show(hub, later) && later->draft;
	}
	lay_language(merging, hub, language);
	hub->language_count++;
}

/* S38: whatever it is marked, a language that lacks one safety text is not offered to
 * families. Also one whose texts of a later pack are a draft, for they are not laid. */
static void leave_out_gaps(struct merging *merging, struct hub *hub, int pack)
{
	const char *first = "", *code = hub->languages[hub->language_count - 1].code;
	int missing = hub->example ? 0 : safety_texts_missing(hub, hub->language_count - 1, &first);

	if (missing == 0)
		return;
	say_language(merging, pack, code, SEVERITY_WARNING,
		     "%d safety texts have no translation that is checked, the first is \"%s\", so this language is left out; add them", missing,
		     first);
	hub->language_count--;
}

void merge_languages(struct merging *merging, struct hub *hub)
{
	struct language *languages = merge_take(merging, PACK_LANGUAGES_MAX, sizeof *languages);
	int says = -1; /* the last pack that lists languages */

	if (!languages)
		return;
	hub->languages = languages;
	add_language(merging, hub, languages, "en");
	for (int p = 0; p < merging->count; p++)
		if (merging->packs[p]->wanted_count > 0)
			says = p;
	for (int i = 0; says >= 0 && i < merging->packs[says]->wanted_count; i++) {
		const char *code = merging->packs[says]->wanted[i];
		if (strcmp(code, "en") == 0 || !may_offer(merging, hub, says, code))
			continue;
		add_language(merging, hub, languages, code);
		leave_out_gaps(merging, hub, says);
	}
}
