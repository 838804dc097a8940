/* What changed, in words: what two people look at is marked, and nothing stays unsaid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/repo_diff.h"
#include "core/trust_key.h"

#define PACK "packs/hub/pack.json"

static struct fault fault;

static struct repo_view view_of(const char *const *pairs, int count)
{
	struct repo_view view = {json_object(), json_object()};

	for (int i = 0; i < count; i++) {
		const char *path = pairs[2 * i], *text = pairs[2 * i + 1];
		char hash[TRUST_HEX_SIZE];
		trust_sha256(text, strlen(text), hash);
		json_object_set_new(view.paths, path, json_string(hash));
		json_object_set_new(view.files, hash, json_string(text));
	}
	return view;
}

/* The words between two texts of one path; the caller gives them back. */
static json_t *between(const char *path, const char *old, const char *new)
{
	struct repo_view a = view_of((const char *const[]){path, old}, old ? 1 : 0), b = view_of((const char *const[]){path, new}, new ? 1 : 0);
	json_t *says = repo_diff(&a, &b, &fault);

	repo_view_free(&a);
	repo_view_free(&b);
	return says;
}

struct row {
	const char *old, *new;
	bool safety;
	const char *says;
};

static void check_row(const char *path, const struct row *row)
{
	json_t *says = between(path, row->old, row->new), *one;
	bool found = false;
	size_t i;

	assert_non_null(says);
	json_array_foreach(says, i, one) if (strstr(json_string_value(json_object_get(one, "says")), row->says)) found =
	    found || json_is_true(json_object_get(one, "safety")) == row->safety;
	if (!found)
		json_dumpf(says, stderr, JSON_INDENT(1));
	assert_true(found);
	json_decref(says);
}

#define OFFERS(text) "{\"id\": \"hub\", \"nation\": \"england\", \"offers\": [" text "]}"
#define TEA(more) OFFERS("{\"id\": \"tea\", \"kind\": \"event\"" more "}")
#define LINE(more) OFFERS("{\"id\": \"line\", \"kind\": \"support_line\"" more "}")

static void packs(void **state)
{
	static const struct row rows[] = {
	    {TEA(", \"venue\": \"a\""), TEA(", \"venue\": \"b\""), false, "room: was \"a\", is now \"b\""},
	    {TEA(""), TEA(", \"joint\": true"), true, "for two people together: was nothing, is now yes"},
	    {TEA(", \"conflict\": true"), TEA(""), true, "about rows: was yes, is now nothing"},
	    {TEA(""), OFFERS(""), true, "event tea: taken out"},
	    {OFFERS(""), LINE(", \"channels\": [{\"kind\": \"phone\", \"value\": \"0800 1\"}]"), true, "0800 1"},
	    {LINE(", \"channels\": [{\"kind\": \"phone\", \"value\": \"0800 1\"}]"),
	     LINE(", \"channels\": [{\"kind\": \"phone\", \"value\": \"0800 2\"}]"), true,
	     "how to reach it: value: was \"0800 1\", is now \"0800 2\""},
	    {TEA(", \"repeats\": [{\"start\": \"10:00\"}, {\"start\": \"12:00\"}]"),
	     TEA(", \"repeats\": [{\"start\": \"10:00\"}, {\"start\": \"12:30\"}]"), false, "weekly dates 2: start: was \"12:00\", is now \"12:30\""},
	    {TEA(", \"repeats\": [{\"start\": \"10:00\"}]"), TEA(", \"repeats\": []"), false, "weekly dates: was start \"10:00\", is now nothing"},
	    {OFFERS("{\"id\": \"a\"}, {\"id\": \"b\"}"), OFFERS("{\"id\": \"b\"}, {\"id\": \"a\"}"), true, "the order of offers"},
	    {OFFERS(""), "{\"id\": \"hub\", \"nation\": \"wales\", \"offers\": []}", true, "nation: was \"england\", is now \"wales\""},
	    {OFFERS(""), "{\"id\": \"hub\", \"nation\": \"england\", \"offers\": [], \"hide\": [\"x\"]}", true, "hidden"},
	    {"{\"id\": \"hub\", \"hub\": {\"phone\": \"1\"}}", "{\"id\": \"hub\", \"hub\": {\"phone\": \"1\", \"example\": true}}", true, "example"},
	    {"{\"id\": \"hub\", \"hide\": [\"x\"]}", "{\"id\": \"hub\"}", true, "is now nothing"},
	    {"{\"id\": \"hub\", \"updated\": \"2026-01-01\"}", "{\"id\": \"hub\", \"updated\": \"2026-01-02\"}", false, "updated"},
	    {"{\"id\": \"hub\", \"messages\": [{\"id\": \"m\", \"theme\": \"a\"}]}",
	     "{\"id\": \"hub\", \"messages\": [{\"id\": \"m\", \"theme\": \"b\"}]}", true, "message m: theme"},
	    {"{\"id\": \"hub\", \"questions\": []}", "{\"id\": \"hub\", \"questions\": [{\"id\": \"q\"}]}", true, "question q: new"},
	    {NULL, OFFERS(""), true, "a pack that is new"},
	    {OFFERS(""), NULL, true, "a pack that is taken out"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check_row(PACK, &rows[i]);
}

static void texts(void **state)
{
	static const struct row rows[] = {
	    {"{\"ui.clear\": \"Clear\"}", "{\"ui.clear\": \"Go\"}", true, "was \"Clear\", is now \"Go\""},
	    {"{\"hub.name\": \"A\"}", "{\"hub.name\": \"B\"}", false, "hub.name (ur)"},
	    {"{\"hub.name\": \"A\"}", "{\"hub.name\": \"A\", \"venue.x\": \"B\"}", false, "venue.x (ur): new:"},
	    {"{\"hub.name\": \"A\", \"far.body\": \"B\"}", "{\"hub.name\": \"A\"}", true, "far.body (ur): taken out:"},
	    {"{\"rtl\": true}", "{\"rtl\": false}", true, "rtl: was yes, is now no"},
	    {NULL, "{\"a\": \"b\"}", true, "language ur: new, with 1 texts"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check_row("packs/hub/text/ur.json", &rows[i]);
}

static void other_files(void **state)
{
	static const struct row marks = {"{\"marks\": {\"a\": 1, \"b\": 2}}", "{\"marks\": {\"a\": 1, \"b\": 3, \"c\": 4}}", true, "2 marks"};
	static const struct row picture = {"<svg/>", "<svg></svg>", false, "pictures/tea.svg: changed"};
	static const struct row record = {"{}", "{\"date\": \"2026-11-28\", \"lead\": {\"name\": \"Ann\"}, \"second\": {\"name\": \"Bo\"}}", true,
					  "by Ann and Bo on 2026-11-28"};
	(void)state;

	check_row("packs/hub/review/ur.json", &marks);
	check_row("packs/hub/pictures/tea.svg", &picture);
	check_row("packs/hub/sign-off.json", &record);
}

/* Safety items first, whatever their files are called. */
static void order(void **state)
{
	const char *const old[] = {"packs/a/pack.json", "{\"updated\": \"1\"}", "packs/b/pack.json", "{\"nation\": \"wales\"}"};
	const char *const new[] = {"packs/a/pack.json", "{\"updated\": \"2\"}", "packs/b/pack.json", "{\"nation\": \"england\"}"};
	struct repo_view a = view_of(old, 2), b = view_of(new, 2);
	json_t *says = repo_diff(&a, &b, &fault);
	(void)state;

	assert_int_equal(json_array_size(says), 2);
	assert_true(json_is_true(json_object_get(json_array_get(says, 0), "safety")));
	assert_false(json_is_true(json_object_get(json_array_get(says, 1), "safety")));
	json_decref(says);
	repo_view_free(&a);
	repo_view_free(&b);
}

static void nothing_and_lies(void **state)
{
	struct repo_view a = view_of((const char *const[]){PACK, "{\"id\": 1}"}, 1), b = view_of((const char *const[]){PACK, "{\"id\": 2}"}, 1);
	json_t *says = between(PACK, "{}", "{}"), *value;
	const char *hash;
	(void)state;

	assert_int_equal(json_array_size(says), 0);
	json_decref(says);
	json_object_foreach(b.files, hash, value) json_string_set(value, "{\"id\": 3}");
	assert_null(repo_diff(&a, &b, &fault));
	assert_non_null(strstr(fault.says, "do not sign"));
	/* A text that did not come is not a file that went. */
	json_object_clear(b.files);
	says = repo_diff(&a, &b, &fault);
	assert_int_equal(json_array_size(says), 1);
	assert_true(json_is_true(json_object_get(json_array_get(says, 0), "safety")));
	assert_non_null(strstr(json_string_value(json_object_get(json_array_get(says, 0), "says")), "NOT HERE TO READ"));
	json_decref(says);
	repo_view_free(&a);
	repo_view_free(&b);
}

#define STABLE "channels/stable.json"
#define SHOWS(packs) "{\"release\": 1, \"packs\": [" packs "]}"

/* What a screen shows in place of what: the most that one signature can change. */
static void channels(void **state)
{
	static const struct row rows[] = {
	    {SHOWS("\"base\", \"here\""), SHOWS("\"base\", \"there\""), true, "channel stable: shows there instead of here"},
	    {SHOWS("\"base\""), SHOWS("\"base\", \"groups\", \"here\""), true, "channel stable: shows groups, here as well"},
	    {SHOWS("\"base\", \"here\""), SHOWS("\"base\""), true, "channel stable: shows here no longer"},
	    {SHOWS("\"base\", \"here\""), SHOWS("\"here\", \"base\""), true, "channel stable: the order of its packs"},
	    {NULL, SHOWS("\"base\""), true, "channel stable: new; it shows base"},
	    {SHOWS("\"base\""), NULL, true, "channel stable: taken out; it showed base"},
	};
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check_row(STABLE, &rows[i]);
	json_t *says = between(STABLE, SHOWS("\"base\""), "{\"release\": 2, \"packs\": [\"base\"]}");
	assert_int_equal(json_array_size(says), 0);
	json_decref(says);
}

static const char *group_of(const json_t *says, const char *words)
{
	const json_t *one;
	size_t i;

	json_array_foreach(says, i, one) if (strstr(json_string_value(json_object_get(one, "says")), words)) return json_string_value(
	    json_object_get(one, "group"));
	fail_msg("nothing says %s", words);
	return NULL;
}

/* What a new pack brings may be counted, but never a help line, nor what marks itself as a
 * safety item or fills an item of a pack below; and nothing of a pack that was there. */
static void what_may_be_counted(void **state)
{
	static const char pack[] = OFFERS("{\"id\": \"line\", \"kind\": \"support_line\"}, {\"id\": \"tea\", \"kind\": \"event\"}, "
					  "{\"id\": \"safe\", \"kind\": \"page\", \"safety\": true}, {\"id\": \"below\", \"fills\": true}");
	json_t *new = between(PACK, NULL, pack), *old = between(PACK, OFFERS(""), pack), *text = between("packs/hub/text/ur.json", NULL, "{}");
	(void)state;

	assert_string_equal(group_of(new, "event tea"), "hub: new, of the kind event");
	assert_null(group_of(new, "line"));
	assert_null(group_of(new, "safe"));
	assert_null(group_of(new, "below"));
	assert_null(group_of(old, "tea"));
	assert_string_equal(group_of(text, "language ur"), "hub: new, languages");
	json_decref(new);
	json_decref(old);
	json_decref(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(packs),
	    cmocka_unit_test(texts),
	    cmocka_unit_test(other_files),
	    cmocka_unit_test(order),
	    cmocka_unit_test(nothing_and_lies),
	    cmocka_unit_test(channels),
	    cmocka_unit_test(what_may_be_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
