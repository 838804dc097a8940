/* The lists of words are found in what translators wrote. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/check_rules.h"
#include "core/load.h"
#include "core/phrases.h"

static const char *const codes[] = {"en", "cy", "pl", "ro", "uk", "ur", "ar", "fa", "pa", "bn", "pt"};
enum { CODES = sizeof codes / sizeof *codes };

static const struct phrase_set *const tables[] = {joint_phrases, conflict_phrases, forbidden_phrases, hard_phrases};
static const char *const table_names[] = {"joint", "conflict", "forbidden", "hard"};

static struct hub hub;
static struct arena arena;

static int set_up(void **state)
{
	static struct findings findings;
	struct pack_set set = {.count = 2, .folder = {"config/packs/uk-base", "config/packs/example-hub"}};
	(void)state;
	assert_true(arena_init(&arena, HUB_ARENA_MAX, NULL));
	assert_true(load_hub(&set, &arena, &hub, &findings));
	assert_int_equal(hub.language_count, CODES);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static bool says(const struct offer *offer, int language, const struct phrase_set *table)
{
	static const char *const parts[] = {"name", "title", "body", "who", "small"};
	int length = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (phrase_of_set(hub_part(&hub, language, offer->id, parts[i]), table, hub.languages[language].code, &length))
			return true;
	return false;
}

/* S3: what English tells of an offer, every translation tells, so that a council that
 * forgets the mark hears of it in any language. */
static void translations_tell_what_english_tells(void **state)
{
	int told = 0, missed = 0;
	(void)state;
	for (int i = 0; i < hub.offer_count; i++)
		for (int t = 0; t < 2; t++) {
			const struct offer *offer = &hub.offers[i];
			if (!(offer->joint || (t == 1 && offer->conflict)) || !says(offer, 0, tables[t]))
				continue;
			for (int l = 1; l < hub.language_count; l++, told++)
				if (!says(offer, l, tables[t])) {
					print_error("%s %s: not found as %s\n", hub.languages[l].code, offer->id, table_names[t]);
					missed++;
				}
		}
	assert_int_equal(missed, 0);
	assert_true(told >= 60);
}

/* ... and an unmarked one is never taken for a marked one. */
static void no_other_offer_is_taken_for_one(void **state)
{
	(void)state;
	for (int i = 0; i < hub.offer_count; i++) {
		const struct offer *offer = &hub.offers[i];
		bool line = offer->kind == OFFER_SUPPORT_LINE || offer->kind == OFFER_STAFF;
		for (int l = 0; l < hub.language_count && !line; l++)
			if ((!offer->joint && says(offer, l, joint_phrases)) ||
			    (!offer->joint && !offer->conflict && says(offer, l, conflict_phrases)))
				fail_msg("%s %s", hub.languages[l].code, offer->id);
	}
}

/* A phrase is found in itself with a sign before and after it, in capitals too where
 * there are any, and no list has one twice. */
static void each_phrase_finds_itself(void **state)
{
	(void)state;
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (int c = 0; c < CODES; c++) {
			const struct phrase_set *set = tables[t];
			while (set->code && strcmp(set->code, codes[c]) != 0)
				set++;
			assert_non_null(set->code);
			for (int i = 0; set->phrases[i]; i++) {
				char text[160], plain[120];
				const char *phrase = set->phrases[i] + (set->phrases[i][0] == '*');
				snprintf(plain, sizeof plain, "%.*s", (int)strcspn(phrase, "*"), phrase);
				snprintf(text, sizeof text, "a \u201C%s\u201D\u060C b", plain);
				if (!phrase_in(text, set->phrases[i], NULL))
					fail_msg("%s %s: \"%s\" is not found", table_names[t], codes[c], set->phrases[i]);
				for (int k = 0; k < i; k++)
					if (strcmp(set->phrases[k], set->phrases[i]) == 0)
						fail_msg("%s %s: \"%s\" stands twice", table_names[t], codes[c], set->phrases[i]);
			}
		}
}

static void assert_found_alike(const char *text, const char *phrase)
{
	const char *const alone[] = {phrase, NULL};
	int length = -1, among_length = -1;
	const char *found = phrase_in(text, phrase, &length), *among = phrase_any(text, alone, &among_length);

	if (found != among || length != among_length)
		fail_msg("\"%s\" stands at %ld, %d long, among others at %ld, %d long, in: %.200s", phrase, found ? (long)(found - text) : -1L,
			 length, among ? (long)(among - text) : -1L, among_length, text);
}

/* Texts are read once for many phrases, long ones anew for each: both find the same, also
 * with joiners, accents, signs and blanks between the letters, and at either end. */
static void read_once_or_anew_finds_the_same(void **state)
{
	static const char *const between[] = {"", " ", "\u200D", "\u0301", ", ", "'", "\u00AD ", "x", "  \u201C"};
	static char text[4096];
	unsigned seed = 1;

	(void)state;
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (const struct phrase_set *set = tables[t]; set->code; set++)
			for (int i = 0; set->phrases[i]; i++)
				for (int way = 0; way < 9; way++) {
					const char *phrase = set->phrases[i] + (set->phrases[i][0] == '*');
					size_t used = (size_t)snprintf(text, sizeof text, "%*s%s", way == 8 ? 3000 : 0, "", between[way]);
					for (; *phrase && *phrase != '*'; phrase++) {
						text[used++] = *phrase;
						seed = seed * 1103515245 + 12345;
						bool cut = (phrase[1] & 0xC0) != 0x80 && seed >> 16 & 1;
						used += (size_t)snprintf(text + used, 16, "%s", cut ? between[way] : "");
					}
					snprintf(text + used, sizeof text - used, "%s", between[(way + i) % 9]);
					assert_found_alike(text, set->phrases[i]);
				}
}

/* What the words are, said by a person. */
static void sentences_of_people(void **state)
{
	static const struct {
		const char *code, *text;
		const struct phrase_set *table;
		bool found;
	} rows[] = {
	    {"pl", "Terapia dla PAR.", joint_phrases, true},
	    {"pt", "Terapia para pais.", joint_phrases, false}, /* "para" is Polish for a couple */
	    {"pl", "Gramy w sport.", conflict_phrases, false},
	    {"cy", "Cyfryngau cymdeithasol", joint_phrases, false}, /* social media */
	    {"cy", "Cyfryngu i rieni", joint_phrases, true},
	    {"uk", "Діти живуть у двох домівках.", joint_phrases, false},
	    {"uk", "Про СВАРКИ вдома.", conflict_phrases, true},
	    {"ar", "كما قلنا", joint_phrases, false},
	    {"ar", "عن الخلافات.", conflict_phrases, true},
	    {"ar", "وساطه", joint_phrases, true},
	    {"ar", "لأزواج الأمهات", joint_phrases, false}, /* stepfathers */
	    {"fa", "برای زوج\u200Cها", joint_phrases, true},
	    {"fa", "دعوت", conflict_phrases, false},
	    {"ur", "میاں، بیوی", joint_phrases, true},
	    {"bn", "ঝগড়া নিয়ে", conflict_phrases, true},
	    {"bn", "সতর্ক থাকুন", conflict_phrases, false},
	    {"pa", "ਝਗੜਿਆਂ ਬਾਰੇ", conflict_phrases, true},
	    {"ro", "Este cert.", conflict_phrases, false},
	    {"ro", "MEDIERE pentru parinti", joint_phrases, true},
	    {"ro", "Interventie", forbidden_phrases, true},
	    {"ro", "Intervenţii", forbidden_phrases, true},
	    {"pl", "Wczesna interwencja", forbidden_phrases, true},
	    {"pt", "As vítimas", hard_phrases, true},
	    {"uk", "For co-parents", forbidden_phrases, true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int length = 0;
		if ((phrase_of_set(rows[i].text, rows[i].table, rows[i].code, &length) != NULL) != rows[i].found)
			fail_msg("%s: \"%s\"", rows[i].code, rows[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(translations_tell_what_english_tells),
	    cmocka_unit_test(no_other_offer_is_taken_for_one),
	    cmocka_unit_test(each_phrase_finds_itself),
	    cmocka_unit_test(read_once_or_anew_finds_the_same),
	    cmocka_unit_test(sentences_of_people),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
