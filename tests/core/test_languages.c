/* S38: which languages a hub offers, and with which texts. */
#include "marked_pack.h"

#include "core/merge.h"
#include "core/safety_text.h"
#include "core/sign_off.h"

static struct marked *m;

static int begin(void **state)
{
	if (folder_begin(state) != 0)
		return -1;
	m = marked_make();
	return 0;
}

static int end(void **state)
{
	marked_free(m);
	return folder_end(state);
}

static void offered(void **state)
{
	assert_true(marked_load(m, *state));
	assert_int_equal(m->hub.language_count, 2);
	assert_string_equal(m->hub.languages[1].code, "ur");
}

/* Not offered, with one finding that names the language, the file, the line and the key. */
static void withheld(void **state, const char *file, const char *key, const char *why)
{
	char begins[64];
	const struct finding *finding = &m->findings.list[0];

	assert_true(marked_load(m, *state));
	snprintf(begins, sizeof begins, LANGUAGE_NOT_OFFERED, "ur");
	bool good = m->hub.language_count == 1 && m->findings.count == 1 && strcmp(finding->rule, "S38") == 0 &&
		    finding->severity == SEVERITY_WARNING && strncmp(finding->fault.says, begins, strlen(begins)) == 0 &&
		    strstr(finding->fault.file, file) && strcmp(finding->fault.item, key) == 0 && strstr(finding->fault.says, why) &&
		    strstr(finding->fault.says, "text import");
	if (!good) {
		print_message("%s: %d languages\n", key, m->hub.language_count);
		print_all(&m->findings);
	}
	assert_true(good);
}

static void test_a_checked_language_is_offered(void **state)
{
	offered(state);
	assert_int_equal(m->findings.count, 0);
	assert_true(m->hub.languages[1].rtl && !m->hub.languages[1].draft);
	assert_string_equal(hub_text(&m->hub, 1, "ui.clear"), "ur Clear");
	assert_string_equal(hub_text_language(&m->hub, 1, "ui.clear")->code, "ur");
	assert_string_equal(hub_text(&m->hub, 1, "hub.name"), "ur The hub");
}

/* Each safety text of each layer, one at a time: one that is not checked is enough. */
static void test_one_unchecked_safety_text_withholds_the_language(void **state)
{
	int tried = 0;
	offered(state);
	for (int pack = 0; pack < PACKS; pack++) {
		const char *key;
		void *next;
		json_t *keys = json_deep_copy(m->english[pack]), *value;
		json_object_foreach_safe(keys, next, key, value)
		{
			json_t *before = json_deep_copy(json_object_get(m->marks[pack], key));
			make_draft(m, pack, key);
			assert_true(marked_load(m, *state));
			bool safety = safety_text(&m->hub, key), name = strstr(key, ".name") != NULL;
			if (safety && !name)
				withheld(state, pack == NATION ? "base/text/ur.json" : "hub-a/text/ur.json", key,
					 "it is a draft that nobody has checked");
			else if (!safety)
				assert_int_equal(m->hub.language_count, 2);
			tried += safety && !name;
			json_object_set_new(m->marks[pack], key, before);
		}
		json_decref(keys);
	}
	assert_in_range(tried, 200, 1000);
	offered(state);
}

/* What a family sees that must be among them, by name, whatever the code thinks. */
static void test_these_are_safety_texts(void **state)
{
	static const char *const keys[] = {
	    "fear.ask",        "filler-fear.ask",    "stage.baby",     "rows.line",       "rows.boundary",  "abuse-line.body",
	    "child-line.body", "local-line.title",   "ui.answer.no",   "ui.lines.silent", "ui.code.trace",  "ui.code.call-trace",
	    "ui.private",      "ui.child.tell.body", "ui.child.lines", "ui.clear",        "ui.time.title",  "ui.time.yes",
	    "ui.line",         "ui.emergency",       "ui.card.urgent", "ui.who.child",    "ui.clear-wipes", "ui.hours.always",
	    "emergency.name",  "debt.body"};
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		int pack = json_object_get(m->english[NATION], keys[i]) ? NATION : HUB;
		json_t *before = json_deep_copy(json_object_get(m->marks[pack], keys[i]));
		make_draft(m, pack, keys[i]);
		withheld(state, "/text/ur.json", keys[i], "");
		json_object_set_new(m->marks[pack], keys[i], before);
	}
}

static void test_each_reason_is_said(void **state)
{
	json_t *before = json_deep_copy(json_object_get(m->marks[NATION], "fear.ask"));

	json_object_del(m->marks[NATION], "fear.ask");
	withheld(state, "base/text/ur.json", "fear.ask", "nobody has checked it");
	json_object_set(m->marks[NATION], "fear.ask", before);
	json_object_set_new(m->english[NATION], "fear.ask", json_string("Were you afraid in the last year?"));
	withheld(state, "base/text/ur.json", "fear.ask", "its English has changed since it was translated");
	json_object_set_new(m->english[NATION], "fear.ask", json_string(json_string_value(json_object_get(m->words[NATION], "fear.ask")) + 3));
	offered(state);
	json_object_set_new(m->words[NATION], "fear.ask", json_string("other words"));
	withheld(state, "base/text/ur.json", "fear.ask", "its words were changed after it was checked");
	json_object_del(m->words[NATION], "fear.ask");
	json_object_del(m->marks[NATION], "fear.ask");
	withheld(state, "base/text/ur.json", "fear.ask", "it has no translation");
	json_decref(before);
}

/* The program's own English counts where no pack has the word: it is what families read. */
static void test_a_word_that_only_the_program_has_counts(void **state)
{
	json_object_del(m->english[NATION], "ui.code.trace");
	offered(state);
	json_object_del(m->words[NATION], "ui.code.trace");
	json_object_del(m->marks[NATION], "ui.code.trace");
	withheld(state, "base/text/ur.json", "ui.code.trace", "it has no translation");
}

/* Old files: "draft" makes drafts of all, "checked" checks nothing by itself. */
static void test_state_of_old_files(void **state)
{
	json_object_set_new(m->words[HUB], "language.state", json_string("draft"));
	withheld(state, "hub-a/text/ur.json", "debt.body", "\"language.state\" of this file is \"draft\"");
	json_object_set_new(m->words[HUB], "language.state", json_string("checked"));
	offered(state);
	json_object_clear(m->marks[NATION]);
	assert_true(marked_load(m, *state));
	assert_int_equal(m->hub.language_count, 1);
	assert_true(says(&m->findings, "nobody has checked it"));
	assert_true(says(&m->findings, " more must be checked"));
}

static void test_an_example_offers_drafts_and_says_so(void **state)
{
	m->example = true;
	offered(state);
	assert_false(m->hub.languages[1].draft);
	make_draft(m, NATION, "rows.more");
	offered(state);
	assert_true(m->hub.languages[1].draft);
	assert_int_equal(m->findings.count, 0);
	assert_string_equal(hub_text(&m->hub, 1, "rows.more"), "ur Making up helps.");
}

/* An ordinary text that is not checked, or whose English has moved on: English, and
 * whoever draws or speaks it is told so. */
static void test_ordinary_texts_fall_back_to_english(void **state)
{
	json_object_set_new(m->english[HUB], "play.body", json_string("On Tuesdays now."));
	make_draft(m, NATION, "ui.staff.title");
	offered(state);
	assert_false(m->hub.languages[1].draft);
	assert_string_equal(hub_text(&m->hub, 1, "play.body"), "On Tuesdays now.");
	assert_string_equal(hub_text_language(&m->hub, 1, "play.body")->code, "en");
	assert_string_equal(hub_text_language(&m->hub, 1, "play.name")->code, "ur");
	assert_string_equal(hub_text(&m->hub, 1, "ui.staff.title"), "Staff area");
	assert_int_equal(m->findings.count, 2);
	assert_string_equal(m->findings.list[1].fault.item, "play.body");
	assert_non_null(strstr(m->findings.list[1].fault.file, "hub-a/text/ur.json"));
	assert_true(says(&m->findings, "its English has changed"));
}

/* The hub gives its own English for the nation's course: the nation's translation is
 * of other words. */
static void test_a_later_english_makes_an_earlier_translation_stale(void **state)
{
	offered(state);
	assert_string_equal(hub_text(&m->hub, 1, "course.body"), "ur Our own words for it.");
	json_object_del(m->words[HUB], "course.body");
	json_object_del(m->marks[HUB], "course.body");
	offered(state);
	assert_string_equal(hub_text(&m->hub, 1, "course.body"), "Our own words for it.");
	assert_int_equal(m->findings.count, 1);
	assert_non_null(strstr(m->findings.list[0].fault.file, "base/text/ur.json"));
	json_object_del(m->english[HUB], "course.body");
	offered(state);
	assert_string_equal(hub_text(&m->hub, 1, "course.body"), "ur Try this at home.");
}

/* Two people sign who checked (S37), so another checker is another item. */
static void test_marks_are_signed(void **state)
{
	struct sign_items *before = calloc(1, sizeof *before), *now = calloc(1, sizeof *now);
	struct sign_change changes[4];

	assert_true(before && now);
	offered(state);
	assert_true(sign_items_of(&m->hub, before));
	set_mark(m, NATION, "ui.clear", "checked_by", "Cy Example");
	set_mark(m, HUB, "local-line.body", "day", "2026-11-21");
	set_mark(m, HUB, "play.body", "checked_by", "Cy Example"); /* no safety text */
	offered(state);
	assert_true(sign_items_of(&m->hub, now));
	assert_int_equal(sign_changes(before, now, changes, 4), 2);
	assert_string_equal(changes[0].name, "line local-line");
	assert_string_equal(changes[1].name, "word ui.clear");
	free(before);
	free(now);
}

/* English and eleven more, each with all words and marks, take a part of the memory. */
static void test_twelve_languages_fit(void **state)
{
	static const char *const codes[] = {"cy", "pl", "ro", "uk", "ar", "pa", "bn", "pt", "fa", "so"};
	char name[64];

	m->languages = "[\"en\",\"ur\",\"cy\",\"pl\",\"ro\",\"uk\",\"ar\",\"pa\",\"bn\",\"pt\",\"fa\",\"so\"]";
	marked_write(m, *state);
	for (size_t c = 0; c < sizeof codes / sizeof codes[0]; c++)
		for (int i = 0; i < PACKS; i++) {
			json_t *review = json_pack("{s:i, s:O}", "format", 1, "marks", m->marks[i]);
			snprintf(name, sizeof name, "text/%s.json", codes[c]);
			write_json(m->folder[i], name, m->words[i]);
			snprintf(name, sizeof name, "review/%s.json", codes[c]);
			write_json(m->folder[i], name, review);
			json_decref(review);
		}
	assert_true(marked_load(m, *state));
	assert_int_equal(m->hub.language_count, PACK_LANGUAGES_MAX);
	assert_int_equal(m->findings.count, 0);
	print_message("twelve languages take %zu KiB of %d\n", m->arena.used >> 10, HUB_ARENA_MAX >> 10);
	assert_true(m->arena.used < HUB_ARENA_MAX / 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_a_checked_language_is_offered),
	    TEST(test_one_unchecked_safety_text_withholds_the_language),
	    TEST(test_these_are_safety_texts),
	    TEST(test_each_reason_is_said),
	    TEST(test_a_word_that_only_the_program_has_counts),
	    TEST(test_state_of_old_files),
	    TEST(test_an_example_offers_drafts_and_says_so),
	    TEST(test_ordinary_texts_fall_back_to_english),
	    TEST(test_a_later_english_makes_an_earlier_translation_stale),
	    TEST(test_marks_are_signed),
	    TEST(test_twelve_languages_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
