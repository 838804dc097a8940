/* Which languages a hub offers, and with which texts (S38). */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/merge_parts.h"
#include "core/safety_text.h"

/* One text of one pack. */
struct given_text {
	const struct text *text;
	const struct text_mark *mark;
	int pack;
	bool checked;
};

static const struct language *find_language(const struct pack *pack, const char *code)
{
	for (int i = 0; i < pack->language_count; i++)
		if (strcmp(pack->languages[i].code, code) == 0)
			return &pack->languages[i];
	return NULL;
}

/* ---- what is wrong ---- */

struct says {
	char text[FAULT_SAYS_MAX];
};

/* A finding of rule S38 about a file of pack number `pack`. */
static void say_in(struct merging *merging, int pack, enum severity severity, struct spot spot, const char *says)
{
	char file[FAULT_FILE_MAX];

	if (!file_join(file, sizeof file, merging->packs[pack]->folder, spot.file))
		file[0] = '\0';
	spot.file = file;
	findings_add(merging->findings, severity, "S38", spot, "%s", says);
}

/* About a language, where pack number `pack` lists it. */
static void say_listed(struct merging *merging, int pack, const char *code, enum severity severity, const char *says)
{
	say_in(merging, pack, severity, (struct spot){"pack.json", 0, code}, says);
}

/* ---- may this text be shown? ---- */

/* The digest of the English that families read now. Each is taken once, however many
 * languages ask. */
static uint64_t english_digest(const struct merging *merging, const struct hub *hub, const char *key)
{
	const struct language *english = &hub->languages[0];
	int low = 0, high = english->count;

	while (low < high) {
		int middle = (low + high) / 2;
		int order = strcmp(key, english->texts[middle].key);
		if (order == 0) {
			if (merging->english[middle] == 0)
				merging->english[middle] = words_digest(english->texts[middle].value);
			return merging->english[middle];
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return words_digest(hub_text(hub, 0, key)); /* a word that only the program has */
}

static enum mark_state judge(const struct merging *merging, const struct hub *hub, const struct language *language, int at)
{
	const struct text_mark *mark = language->marks ? language->marks[at] : NULL;

	/* Most marks are drafts, and a screen need not know more of those. */
	if (language->draft || !mark || !mark->checked)
		return mark ? MARK_DRAFT : MARK_NONE;
	return mark_judge(mark, language->texts[at].value, english_digest(merging, hub, language->texts[at].key));
}

/* Is a text of an item that a later pack hides? Nobody reads it, and the checks
 * would miss its offer. */
static bool is_hidden(const struct merging *merging, const char *key)
{
	const struct item *item = merge_find(merging, key, strcspn(key, "."));
	return item && item->hidden;
}

/* ---- laying ---- */

/* By key, and of one key the latest pack last. */
static int compare_given(const void *a, const void *b)
{
	const struct given_text *one = a;
	const struct given_text *other = b;
	int order = strcmp(one->text->key, other->text->key);
	return order ? order : one->pack - other->pack;
}

/* All texts that may be shown: English, what is checked, and at an example drafts too. */
static int gather(const struct merging *merging, const struct hub *hub, const char *code, struct given_text *all)
{
	bool english = strcmp(code, "en") == 0;
	int count = 0;

	for (int p = 0; p < merging->count; p++) {
		const struct language *language = find_language(merging->packs[p], code);
		for (int i = 0; language && i < language->count; i++) {
			if (is_hidden(merging, language->texts[i].key))
				continue;
			bool checked = english || judge(merging, hub, language, i) == MARK_CHECKED;
			if (checked || hub->example)
				all[count++] = (struct given_text){&language->texts[i], language->marks ? language->marks[i] : NULL, p, checked};
		}
	}
	return count;
}

/* Of each key the latest, in the room of the first; returns how many. */
static int keep_latest(struct given_text *all, int count)
{
	int kept = 0;

	qsort(all, (size_t)count, sizeof *all, compare_given);
	for (int i = 0; i < count; i++)
		if (i + 1 == count || strcmp(all[i].text->key, all[i + 1].text->key) != 0)
			all[kept++] = all[i];
	return kept;
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
	const struct text_mark **marks = merge_take(merging, most, sizeof *marks);
	int kept = 0;

	if (all && texts && marks) {
		kept = keep_latest(all, gather(merging, hub, out->code, all));
		for (int i = 0; i < kept; i++) {
			texts[i] = *all[i].text;
			marks[i] = all[i].mark;
			out->draft |= !all[i].checked;
		}
	}
	if (kept > PACK_TEXTS_MAX)
		findings_add(merging->findings, SEVERITY_ERROR, "merge", (struct spot){merging->file, 0, out->code},
			     "the packs hold %d texts together, at most %d; take some out", kept, PACK_TEXTS_MAX);
	out->count = (uint16_t)(kept > PACK_TEXTS_MAX ? 0 : kept);
	out->texts = texts;
	out->marks = marks;
	free(all);
}

/* ---- the gate ---- */

/* What later packs give in this language runs in the same direction. */
static void check_direction(struct merging *merging, const struct language *first)
{
	for (int p = 1; p < merging->count; p++) {
		const struct language *language = find_language(merging->packs[p], first->code);
		struct says says;
		if (!language || language->rtl == first->rtl)
			continue;
		snprintf(says.text, sizeof says.text, "the direction is \"%s\" here and \"%s\" in the nation pack; make them the same",
			 language->rtl ? "rtl" : "ltr", first->rtl ? "rtl" : "ltr");
		say_listed(merging, p, first->code, SEVERITY_ERROR, says.text);
	}
}

static const char *const reasons[MARK_STATE_COUNT] = {
    [MARK_NONE] = "nobody has checked it",
    [MARK_DRAFT] = "it is a draft that nobody has checked",
    [MARK_STALE] = "its English has changed since it was translated",
    [MARK_CHANGED] = "its words were changed after it was checked",
    [MARK_CHECKED] = "",
};

/* The place of a key in a language of a pack, -1 when it has none. */
static int place_of(const struct language *language, const char *key)
{
	for (int i = 0; language && i < language->count; i++)
		if (strcmp(language->texts[i].key, key) == 0)
			return i;
	return -1;
}

/* The last pack that has the text in that language; its place there in `at`. */
static int pack_with(const struct merging *merging, const char *code, const char *key, int *at)
{
	for (int p = merging->count - 1; p >= 0; p--)
		if ((*at = place_of(find_language(merging->packs[p], code), key)) >= 0)
			return p;
	return -1;
}

/* Names the language, the file, the text, why it does not count, and what to do. */
static void say_gap(struct merging *merging, const struct hub *hub, const char *code, const char *key, int missing)
{
	char file[32], more[48] = "";
	struct says says;
	int at, pack = pack_with(merging, code, key, &at), line = 0;
	const char *reason = "it has no translation", *item = key;

	snprintf(file, sizeof file, "text/%s.json", code);
	if (pack >= 0) {
		const struct pack *from = merging->packs[pack];
		int number = (int)(find_language(from, code) - from->languages);
		bool draft = from->languages[number].draft;
		reason = draft ? "\"language.state\" of this file is \"draft\"" : reasons[judge(merging, hub, &from->languages[number], at)];
		line = from->text_lines[number][at];
	} else if ((pack = pack_with(merging, "en", key, &at)) < 0) {
		pack = 0; /* a word that only the program has belongs in the nation pack */
	}
	if (missing > 1)
		snprintf(more, sizeof more, " and %d more", missing - 1);
	snprintf(says.text, sizeof says.text,
		 LANGUAGE_NOT_OFFERED "this safety text%s must be checked by a second person, and %s; see \"signpost-admin text status\" and "
				      "\"text import\"",
		 code, more, reason);
	say_in(merging, pack, SEVERITY_WARNING, (struct spot){file, line, item}, says.text);
}

/* S38: a language that lacks one safety text is not offered to families, and neither
 * is one where a safety text is not checked, for that was not laid. */
static bool has_gap(struct merging *merging, const struct hub *hub, struct language *language)
{
	const char *first = "";
	int missing = safety_texts_missing(hub, (int)(language - hub->languages), &first);

	if (missing > 0 && !hub->example)
		say_gap(merging, hub, language->code, first, missing);
	language->draft |= missing > 0;
	return missing > 0 && !hub->example;
}

/* Ordinary texts that are not checked: English stands in their place. */
static void say_left_out(struct merging *merging, const struct hub *hub, int number)
{
	const char *code = hub->languages[number].code;

	for (int p = 0; p < merging->count; p++) {
		const struct pack *pack = merging->packs[p];
		const struct language *language = find_language(pack, code);
		char file[32];
		struct says says;
		int count = 0, first = 0;
		for (int i = 0; language && i < language->count; i++)
			if (!is_hidden(merging, language->texts[i].key) && !hub_has_text(hub, number, language->texts[i].key) && count++ == 0)
				first = i;
		if (count == 0)
			continue;
		snprintf(file, sizeof file, "text/%s.json", code);
		snprintf(says.text, sizeof says.text, "English stands in place of this text%s: %s; a second person has to check it",
			 count > 1 ? " and others" : "", reasons[judge(merging, hub, language, first)]);
		say_in(merging, p, SEVERITY_WARNING,
		       (struct spot){file, pack->text_lines[language - pack->languages][first], language->texts[first].key}, says.text);
	}
}

static void add_language(struct merging *merging, struct hub *hub, struct language *languages, const char *code)
{
	const struct language *first = find_language(merging->packs[0], code);
	struct language *language = &languages[hub->language_count];

	if (!first)
		return;
	check_direction(merging, first);
	*language = *first;
	language->draft = false;
	lay_language(merging, hub, language);
	hub->language_count++;
}

/* One that pack number `pack` lists. */
static void add_wanted(struct merging *merging, struct hub *hub, struct language *languages, int pack, const char *code)
{
	struct says says;

	if (!find_language(merging->packs[0], code)) {
		snprintf(says.text, sizeof says.text, LANGUAGE_NOT_OFFERED "the nation pack has no words in this language", code);
		say_listed(merging, pack, code, SEVERITY_WARNING, says.text);
		return;
	}
	add_language(merging, hub, languages, code);
	if (has_gap(merging, hub, &languages[hub->language_count - 1]))
		hub->language_count--;
	else if (!hub->example)
		say_left_out(merging, hub, hub->language_count - 1);
}

void merge_languages(struct merging *merging, struct hub *hub)
{
	struct language *languages = merge_take(merging, PACK_LANGUAGES_MAX, sizeof *languages);
	int says = -1; /* the last pack that lists languages */

	if (!languages)
		return;
	hub->languages = languages;
	add_language(merging, hub, languages, "en");
	merging->english = merge_take(merging, hub->languages[0].count, sizeof *merging->english);
	for (int p = 0; p < merging->count; p++)
		if (merging->packs[p]->wanted_count > 0)
			says = p;
	for (int i = 0; merging->english && says >= 0 && i < merging->packs[says]->wanted_count; i++)
		if (strcmp(merging->packs[says]->wanted[i], "en") != 0)
			add_wanted(merging, hub, languages, says, merging->packs[says]->wanted[i]);
}
