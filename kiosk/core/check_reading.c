/* S44: how hard the words are to read, by core/reading.h. What only staff read, and
 * names, are left out. */
#include "core/check_rules.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "core/reading.h"

/* Words of a sentence: S44 on sensitive screens; elsewhere, and for the mean, what GOV.UK
 * and PIF ask of plain words in any language. */
enum { WORDS_SENSITIVE = CHECK_WORDS_MAX, WORDS_ELSEWHERE = 20, WORDS_MEAN = 12 };

/* In tenths. Grade 4 is the age of nine; one item of few words swings by two. Of Lix,
 * Björnsson calls below 30 very easy, 30 to 40 easy as novels are, 50 to 60 the language of
 * offices; 35 is the limit for all that one hub says in a language. */
enum { GRADE_PACK = 50, GRADE_ITEM = 70, LIX_HUB = 350, LIX_PACK = 400, LIX_ITEM = 550 };

/* One hard sentence among few is an item, not a pack. */
enum { PACK_WORDS_MIN = 100 };

/* Lix was made for languages that write words apart and have capitals. */
static bool has_lix(const char *code)
{
	static const char *const codes[] = {"cy", "pl", "ro", "uk", "pt"};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i], code) == 0)
			return true;
	return false;
}

/* Do families read it, as more than a name? */
static bool is_running(const struct text_owner *owner)
{
	return !owner->name && !owner->staff && owner->use != TEXT_STRAY && owner->use != TEXT_LANGUAGE;
}

static void check_sentence(const struct checking *checking, int language, const struct text *text)
{
	const char *start = "";
	int length = 0;
	struct text_owner owner = check_owner(checking->hub, text->key);
	if (!is_running(&owner))
		return;
	bool sensitive = owner.use != TEXT_OFFER || owner.offer->safety;
	int limit = sensitive ? WORDS_SENSITIVE : WORDS_ELSEWHERE, words = longest_sentence(text->value, &start, &length);
	if (words <= limit)
		return;
	struct check_place place = place_of_owned(checking->hub, language, &owner, text->key);
	check_add(checking, (struct grade){sensitive && language == 0 ? SEVERITY_ERROR : SEVERITY_WARNING, "S44"}, &place,
		  "a sentence of %d words, at most %d are easy to read; cut it in two: \"%.*s\"", words, limit,
		  (int)utf8_cut(start, (size_t)length, 120), start);
}

void rule_sentences(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->language_count; i++)
		for (int j = 0; j < checking->hub->languages[i].count; j++)
			check_sentence(checking, i, &checking->hub->languages[i].texts[j]);
}

/* What the figure of one language is called, and what it may be. */
struct limit {
	int grade, lix;
	int words;        /* fewer say nothing */
	const char *what; /* "this item" */
};

static void judge(const struct checking *checking, int language, const struct reading *reading, const struct check_place *place, struct limit limit)
{
	const char *code = checking->hub->languages[language].code;
	int figure = language == 0 ? reading_grade(reading) : reading_lix(reading);
	int most = language == 0 ? limit.grade : limit.lix;
	bool measured = language == 0 || has_lix(code);
	if (!measured || most == 0 || reading->words < limit.words || figure <= most)
		return;
	check_add(checking, (struct grade){SEVERITY_WARNING, "S44"}, place,
		  "%s is hard to read: %s %d.%d, at most %d.%d; use shorter words and shorter sentences", limit.what,
		  language == 0 ? "school grade (Flesch-Kincaid)" : "Lix", figure / 10, figure % 10, most / 10, most % 10);
}

static void judge_mean(const struct checking *checking, const struct reading *reading, const struct check_place *place)
{
	int mean = reading_mean(reading);
	if (reading->words >= PACK_WORDS_MIN && mean > 10 * WORDS_MEAN)
		check_add(checking, (struct grade){SEVERITY_WARNING, "S44"}, place,
			  "the sentences have %d.%d words in the middle, at most %d are easy to read; cut long ones in two", mean / 10, mean % 10,
			  WORDS_MEAN);
}

/* The texts of one item, as far as the language itself has them. */
static void check_item(const struct checking *checking, int language, const char *pack, const char *id)
{
	static const char *const parts[] = {"body", "who", "small", "line", "more", "boundary", "lead", "ask"};
	struct reading reading = {0};
	const char *first = NULL; /* the finding stands at the line of its first text */
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char key[CHECK_KEY_MAX];
		snprintf(key, sizeof key, "%.63s.%s", id, parts[i]);
		if (!hub_has_text(checking->hub, language, key))
			continue;
		reading_add(&reading, hub_text(checking->hub, language, key));
		first = first ? first : parts[i];
	}
	struct check_place place = place_of_text(checking->hub, language, pack, id, first ? first : "");
	judge(checking, language, &reading, &place, (struct limit){GRADE_ITEM, LIX_ITEM, READING_WORDS_MIN, "this item"});
}

static void check_items(const struct checking *checking, int language)
{
	const struct hub *hub = checking->hub;
	for (int i = 0; i < hub->offer_count; i++)
		if (hub->offers[i].audience != AUDIENCE_STAFF && hub->offers[i].kind != OFFER_STAFF)
			check_item(checking, language, hub->offers[i].pack, hub->offers[i].id);
	for (int i = 0; i < hub->message_count; i++)
		check_item(checking, language, hub->messages[i].pack, hub->messages[i].id);
	for (int i = 0; i < hub->question_count; i++)
		check_item(checking, language, hub->questions[i].pack, hub->questions[i].id);
}

/* The texts of one pack in one language, told by their file. */
struct pack_reading {
	struct check_place place;
	struct reading reading;
};

static struct pack_reading *pack_of(struct pack_reading *packs, int *count, const struct check_place *place)
{
	for (int i = 0; i < *count; i++)
		if (strcmp(packs[i].place.file, place->file) == 0)
			return &packs[i];
	if (*count == PACK_LAYERS_MAX)
		return &packs[*count - 1];
	packs[*count] = (struct pack_reading){.place = *place};
	packs[*count].place.item[0] = '\0';
	return &packs[(*count)++];
}

static void check_packs(const struct checking *checking, int language)
{
	const struct language *texts = &checking->hub->languages[language];
	struct pack_reading packs[PACK_LAYERS_MAX];
	struct reading whole = {0};
	int count = 0;

	for (int i = 0; i < texts->count; i++) {
		struct text_owner owner = check_owner(checking->hub, texts->texts[i].key);
		if (!is_running(&owner))
			continue;
		struct check_place place = place_of_owned(checking->hub, language, &owner, texts->texts[i].key);
		reading_add(&pack_of(packs, &count, &place)->reading, texts->texts[i].value);
		reading_add(&whole, texts->texts[i].value);
	}
	for (int i = 0; i < count; i++) {
		judge(checking, language, &packs[i].reading, &packs[i].place,
		      (struct limit){GRADE_PACK, LIX_PACK, PACK_WORDS_MIN, "this pack as a whole"});
		judge_mean(checking, &packs[i].reading, &packs[i].place);
	}
	struct check_place place = place_of_text(checking->hub, language, "", "", "");
	judge(checking, language, &whole, &place, (struct limit){0, LIX_HUB, PACK_WORDS_MIN, "all that this hub says"});
}

void rule_reading(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->language_count; i++) {
		check_items(checking, i);
		check_packs(checking, i);
	}
}
