/*
 * text export, import, mark and status, called as functions over a copy of the packs
 * here: what goes out comes back, what is edited is all that changes, what is wrong is
 * refused whole.
 */
#include <jansson.h>

#include "../core/pack_folder.h"
#include "admin/admin.h"
#include "admin/csv.h"
#include "admin/text_file.h"
#include "core/pack.h"

static char *out, *err;
static char base[96], words[128], review[128], file[96];

static int run(const char *const *words_of)
{
	size_t out_size, err_size;
	char *argv[20] = {(char *)(uintptr_t) "signpost-admin"};
	int argc = 1;
	moment now = 0;

	for (; words_of[argc - 1]; argc++)
		argv[argc] = (char *)(uintptr_t)words_of[argc - 1];
	assert_true(moment_parse("2026-11-22T12:00", &now));
	free(out);
	free(err);
	out = err = NULL;
	FILE *o = open_memstream(&out, &out_size), *e = open_memstream(&err, &err_size);
	int code = admin_run(argc, argv, o, e, now);
	fclose(o);
	fclose(e);
	return code;
}
#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

static void ends(int code, int wanted, const char *says)
{
	bool good = code == wanted && (strstr(out, says) || strstr(err, says));
	if (!good)
		print_message("exit %d, wanted %d and: %s\nout: %s\nerr: %s\n", code, wanted, says, out, err);
	assert_true(good);
}

/* A nation pack of four texts, with an Urdu of three in an unusual hand. */
static const char english[] = "{\"idea.name\": \"An idea\",\n\"idea.body\": \"Try it.\",\n\"rows.line\": \"Rows\",\n\"rows.more\": \"Making up.\",\n"
			      "\"rows.boundary\": \"Being scared is not.\",\n\"ui.page\": \"Page {n} of {all}\"}";
static const char urdu[] = "{\n\t\"language.name\": \"اردو\",   \"language.direction\":\"rtl\",\n\n\t\"idea.body\" : \"آزمائیں\",\n"
			   "\t\"rows.line\": \"\\u062c\\u06be\\u06af\\u0691\\u06d2\",\n\t\"rows.boundary\": \"=ڈر\"\n}\n";

static int begin(void **state)
{
	if (folder_begin(state) != 0)
		return -1;
	struct pack_folder *folder = *state;
	folder_pack(folder, "base",
		    "{\"format\":2,\"id\":\"base\",\"layer\":\"nation\",\"owner\":\"Tests\",\"updated\":\"2026-11-02\","
		    "\"offers\":[{\"id\":\"idea\",\"kind\":\"idea\"}],\"messages\":[{\"id\":\"rows\",\"theme\":\"rows\"}]}",
		    english);
	snprintf(base, sizeof base, "%s/base", folder->top);
	snprintf(words, sizeof words, "%s/text/ur.json", base);
	snprintf(review, sizeof review, "%s/review/ur.json", base);
	snprintf(file, sizeof file, "%s/file", folder->top);
	folder_write(words, urdu);
	return 0;
}

static int end(void **state)
{
	free(out);
	free(err);
	out = err = NULL;
	return folder_end(state);
}

static char *bytes(const char *path)
{
	char *text = NULL;
	size_t length;
	assert_true(file_read(path, PACK_FILE_MAX, &text, &length, NULL));
	return text;
}

static void holds(const char *path, const char *wanted)
{
	char *text = bytes(path);
	assert_string_equal(text, wanted);
	free(text);
}

/* `text` with the first `from` made `to`. The caller frees it. */
static char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	char *made = NULL;
	assert_non_null(at);
	assert_true(asprintf(&made, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)) > 0);
	return made;
}

static int import_text(const char *text)
{
	folder_write(file, text);
	return RUN("text", "import", base, file, "--language", "ur", "--by", "Ann Example");
}

static const char *mark_of(const char *key, const char *field)
{
	static char value[200];
	json_t *root = json_load_file(review, 0, NULL);
	const char *found = json_string_value(json_object_get(json_object_get(json_object_get(root, "marks"), key), field));
	snprintf(value, sizeof value, "%s", found ? found : "");
	json_decref(root);
	return value;
}

static void test_what_is_exported_comes_back(void **state)
{
	static const char *const formats[] = {"csv", "json"};
	(void)state;
	for (int i = 0; i < 2; i++) {
		ends(RUN("text", "export", base, "--language", "ur", "--format", formats[i], "--out", file), ADMIN_FINE, "");
		ends(RUN("text", "import", base, file, "--language", "ur", "--by", "Ann Example"), ADMIN_FINE, "0 changed, 0 new; 0 checked");
		holds(words, urdu);
		assert_false(file_is_plain(review));
	}
}

static void test_an_export_tells_what_a_translator_needs(void **state)
{
	(void)state;
	ends(RUN("text", "export", base, "--language", "ur"), ADMIN_FINE,
	     "\xef\xbb\xbf\"key\",\"context\",\"source\",\"translation\",\"state\",\"longest\",\"note\"\r\n");
	ends(0, 0,
	     "\"rows.boundary\",\"the boundary of a message, at most two sentences: Rows\",\"Being scared is not.\",\"'=ڈر\",\"draft\",\"126\","
	     "\"safety text: a second person has to check it\"\r\n");
	ends(0, 0,
	     "\"ui.page\",\"a label: under a list that has more pages\",\"Page {n} of {all}\",\"\",\"missing\",\"50\",\"keep as it is: {n}, {all}; "
	     "safety");
	ends(0, 0, "\"ui.clear\",\"a button: the bar of every screen\",\"Clear\""); /* only the program has it */
	assert_true(strstr(out, "\"idea.name\"") < strstr(out, "\"idea.body\""));   /* the order of the English */
	ends(RUN("text", "export", base, "--language", "ur", "--format", "context"), ADMIN_FINE,
	     "\"flags\": \"max-length:50, placeholders:\\\"{n}\\\":\\\"{all}\\\"\"");
}

/* Only the words that were edited, and the new ones where the English has them. */
static void test_an_edit_changes_nothing_else(void **state)
{
	(void)state;
	RUN("text", "export", base, "--language", "ur");
	char *one = replaced(out, "\"آزمائیں\"", "\"آج \"\"آزمائیں\"\"\nکل\"");
	char *two = replaced(one, "\"Making up.\",\"\"", "\"Making up.\",\"صلح\"");
	ends(import_text(two), ADMIN_FINE, "1 changed, 1 new; 0 checked, 2 drafts, 0 stale");
	char *wanted = replaced(urdu, "\"آزمائیں\"", "\"آج \\\"آزمائیں\\\"\\nکل\"");
	char *all = replaced(wanted, "06d2\",", "06d2\",\n\t\"rows.more\": \"صلح\",");
	holds(words, all);
	assert_string_equal(mark_of("rows.more", "state"), "draft");
	assert_string_equal(mark_of("rows.more", "by"), "Ann Example");
	assert_string_equal(mark_of("rows.more", "day"), "2026-11-22");
	assert_string_equal(mark_of("rows.line", "state"), "");
	ends(import_text(two), ADMIN_FINE, "0 changed, 0 new");
	holds(words, all);
	ends(import_text("key,translation\nui.keeps-nothing,ک\nui.start,ش\nui.page,{n} {all}\n"), ADMIN_FINE, "0 changed, 3 new");
	free(wanted);
	wanted = replaced(all, "\"=ڈر\"", "\"=ڈر\",\n\t\"ui.page\": \"{n} {all}\",\n\t\"ui.start\": \"ش\",\n\t\"ui.keeps-nothing\": \"ک\"");
	holds(words, wanted);
	free(one);
	free(two);
	free(wanted);
	free(all);
}

/* A second person checks; an edit undoes it. */
static void test_checking_and_unchecking(void **state)
{
	(void)state;
	ends(RUN("text", "mark", base, "--language", "ur", "--by", "Ann Example"), ADMIN_FINE, "3 texts marked as drafts");
	ends(RUN("text", "export", base, "--language", "ur", "--out", file), ADMIN_FINE, "");
	ends(RUN("text", "import", base, file, "--language", "ur", "--by", "Cy Example", "--checked-by", "ann example"), ADMIN_FINDINGS,
	     "\"Ann Example\" translated this text; a second person has to check it (S38)");
	assert_string_equal(mark_of("rows.line", "state"), "draft");
	ends(RUN("text", "import", base, file, "--language", "ur", "--by", "Cy Example", "--checked-by", "Bo Example"), ADMIN_FINE,
	     "0 changed, 0 new; 3 checked");
	holds(words, urdu);
	assert_string_equal(mark_of("rows.line", "state"), "checked");
	assert_string_equal(mark_of("rows.line", "by"), "Ann Example");
	assert_string_equal(mark_of("rows.line", "checked_by"), "Bo Example");
	char *before = bytes(review);
	ends(RUN("text", "import", base, file, "--language", "ur", "--by", "Cy Example", "--checked-by", "Di Example"), ADMIN_FINE, "0 checked");
	holds(review, before);
	ends(import_text("key;translation\nrows.line;تکرار\n"), ADMIN_FINE, "1 changed");
	assert_string_equal(mark_of("rows.line", "state"), "draft");
	assert_string_equal(mark_of("rows.boundary", "state"), "checked");
	folder_write(file, "key,translation\nrows.boundary,ڈرنا\n");
	ends(RUN("text", "import", base, file, "--language", "ur", "--by", "Cy Example"), ADMIN_FINE, "1 changed");
	assert_string_equal(mark_of("rows.boundary", "by"), "Cy Example");
	assert_string_equal(mark_of("rows.boundary", "checked_by"), "");
	ends(RUN("text", "status", base), ADMIN_FINE, "is not offered: no pack here lists it");
	ends(RUN("text", "mark", base, "--language", "ur", "--by", "Ann Example"), ADMIN_FINE, "0 texts marked");
	free(before);
}

/* The English changed while the file was away. */
static void test_moved_english_is_stale_and_said(void **state)
{
	(void)state;
	ends(import_text("key,source,translation\nrows.more,Making up helps.,صلح\n"), ADMIN_FINE, "0 checked, 0 drafts, 1 stale");
	ends(0, 0,
	     "file:2: rows.more: its English has changed since this file was written, so it counts as stale; translate it again from: Making up.");
	ends(RUN("text", "export", base, "--language", "ur"), ADMIN_FINE, "\"صلح\",\"stale\"");
	ends(RUN("text", "status", base, "--json"), ADMIN_FINE, "\"stale\": 1");
	ends(RUN("text", "mark", base, "--language", "ur", "--by", "Ann Example"), ADMIN_FINE, "4 texts marked");
	ends(RUN("text", "status", base, "--json"), ADMIN_FINE, "\"stale\": 0");
}

/* Flat JSON cannot tell which English was read. */
static void test_json_makes_nothing_fresh(void **state)
{
	static const char json[] = "{\"idea.body\": \"آزمائیں\", \"rows.line\": \"جھگڑے\", \"rows.boundary\": \"=ڈر\"}";
	static const char *const check[] = {"text", "import", base,     file,           "--language", "ur",
					    "--by", "Cy",     "--json", "--checked-by", "Bo Example", NULL};
	char path[128];
	(void)state;
	ends(RUN("text", "mark", base, "--language", "ur", "--by", "Ann Example"), ADMIN_FINE, "3 texts marked as drafts");
	snprintf(path, sizeof path, "%s/text/en.json", base);
	char *one = replaced(english, "Being scared is not.", "Fear is not."), *two = replaced(one, "Try it.", "Try it now.");
	folder_write(path, two);
	char *before = bytes(review);
	ends(import_text(json), ADMIN_FINE, "0 changed, 0 new; 0 checked, 0 drafts, 2 stale");
	ends(0, 0, "file:1: rows.boundary: its English has changed since it was translated");
	holds(review, before);

	/* a second person does not help: the safety texts stay as they are */
	ends(run(check), ADMIN_FINE, "\"stale\": 2");
	ends(0, 0, "it stays stale; use");
	ends(0, 0, "\"checked\": 0");
	holds(review, before);

	/* changed words of a safety text are a draft, however often the file comes */
	folder_write(file, "{\"rows.boundary\": \"ڈرنا\", \"idea.body\": \"ابھی آزمائیں\"}");
	for (int i = 0; i < 2; i++) {
		ends(run(check), ADMIN_FINE, "not marked as checked; use");
		assert_string_equal(mark_of("rows.boundary", "state"), "draft");
		assert_string_equal(mark_of("idea.body", "state"), "checked");
	}
	/* with the English beside it, it is */
	folder_write(file, "key,source,translation\nrows.boundary,Fear is not.,ڈرنا\n");
	ends(run(check), ADMIN_FINE, "\"checked\": 1");
	assert_string_equal(mark_of("rows.boundary", "state"), "checked");
	free(before);
	free(one);
	free(two);
}

static void test_what_spreadsheets_do_is_understood(void **state)
{
	(void)state;
	ends(import_text("\xef\xbb\xbf"
			 "Translation;KEY;mine\r\n\"a;b\";idea.name;x\r\n;idea.body;\r\n\r\n"),
	     ADMIN_FINE, "0 changed, 1 new; 0 checked, 1 drafts, 0 stale; 1 rows are empty");
	ends(import_text("key\ttranslation\nidea.name\tc, d; e\n"), ADMIN_FINE, "1 changed");
	ends(import_text("key,translation\r\nidea.name,\"f\r\ng\""), ADMIN_FINE, "1 changed");
	char *now = bytes(words);
	assert_non_null(strstr(now, "\"idea.name\":\"f\\ng\""));
	free(now);
	ends(import_text("\xef\xbb\xbf{\"idea.name\": \"h\", \"rows.more\": \"\"}"), ADMIN_FINE,
	     "1 changed, 0 new; 0 checked, 1 drafts, 0 stale; 1 rows are empty");
}

/* Nothing is written, and each fault names file, line and key. */
static void refused(const char *text, const char *says)
{
	ends(import_text(text), ADMIN_FINDINGS, says);
	ends(0, 0, "nothing was written");
	holds(words, urdu);
	assert_false(file_is_plain(review));
}

static void test_what_is_wrong_is_refused_whole(void **state)
{
	char large[400];
	(void)state;
	refused("key,translation\nrows.more,x\nrows.mor,y\n", "file:3: rows.mor: this pack has no such text; the nearest is \"rows.more\"");
	refused("key,translation\nui.page,{n} سے\n", "file:2: ui.page: {all} is missing; the program fills it in");
	refused("key,translation\nui.page,{n} {all} {m}\n", "filled in for {m} here");
	snprintf(large, sizeof large, "key,translation\nui.page,{n} {all} %060d\n", 1);
	refused(large, "70 characters, and 50 fit; say it shorter");
	refused("key,translation\nrows.more,a\tb\n", "holds a control or direction character");
	refused("key,translation\nrows.more,a\xe2\x80\xae"
		"b\n",
		"holds a control or direction character");
	refused("key,translation\nrows.more, a\n", "begins or ends with a space");
	refused("key,translation\nrows.more,a\nrows.more,b\n", "file:3: rows.more: this key stands twice");
	refused("{\"rows.more\": \"a\",\n\"rows.more\": \"b\"}", "file:2: a key stands twice; keep one");
	refused("{\"rows\": {\n\"more\": \"a\"}}", "file:1: rows: has to be words");
	refused("[\"a\"]", "one block { }");
	refused("{\"rows.more\": \"a\"", "this is not JSON");
	refused("{\"rows.more\": \"\xe9\"}", "a letter here is not UTF-8");
	refused("key,translation\nrows.more,a\nidea.name,caf\xe9\n", "file:3: a letter here is not UTF-8; save the file as \"CSV UTF-8\"");
	refused("\xff\xfek", "perhaps UTF-16");
	refused("key,translation\nrows.more,\"a\n", "file:2: the quotation mark that opens here is never closed");
	refused("key,translation\nrows.more,\"a\"b\n", "something stands behind a closed quotation mark");
	refused("rows.more,a\n", "has to name the columns");
	refused("", "is empty");
	refused("key,translation\nlanguage.direction,up\n", "\"up\" is not a direction");
	refused("key,translation\nlanguage.nam,x\n", "there is no such key");
}

/* A spreadsheet must not take words for a formula, and gives them back as they were. */
static void test_no_cell_is_a_formula(void **state)
{
	static const char *const cells[] = {"=1+1", "+44", "-x", "@a", "'=1", "''-", "'a", "a\"b", "a\nb", "a,b;c", "", "'", "ـ"};
	enum { CELLS = sizeof cells / sizeof cells[0] };
	struct csv_table table;
	struct fault fault;
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);
	(void)state;

	csv_begin(stream);
	csv_write(stream, cells, CELLS);
	csv_write(stream, cells, CELLS);
	fclose(stream);
	for (const char *at = text; (at = strpbrk(at, "=+-@")); at++)
		assert_true(at[-1] != '"' && at[-1] != ',');
	assert_true(csv_read(text, length, &table, &fault));
	assert_int_equal(table.count, 2);
	assert_int_equal(table.rows[1].count, CELLS);
	for (int i = 0; i < CELLS; i++)
		assert_string_equal(table.rows[1].cell[i], cells[i]);
	csv_release(&table);
	free(text);
}

static void test_a_new_language_begins_with_its_name(void **state)
{
	char path[128];
	(void)state;
	folder_write(file, "{\"idea.body\": \"Spróbuj.\"}");
	ends(RUN("text", "import", base, file, "--language", "pl", "--by", "Ann Example"), ADMIN_FINDINGS, "the file has to give \"language.name\"");
	folder_write(file,
		     "{\"idea.body\": \"Spróbuj.\", \"idea.name\": \"Pomysł\", \"language.name\": \"Polski\", \"language.direction\": \"ltr\"}");
	ends(RUN("text", "import", base, file, "--language", "pl", "--by", "Ann Example"), ADMIN_FINE, "2 new");
	snprintf(path, sizeof path, "%s/text/pl.json", base);
	holds(path, "{\n  \"language.name\": \"Polski\",\n  \"language.direction\": \"ltr\",\n  \"idea.name\": \"Pomysł\",\n  \"idea.body\": "
		    "\"Spróbuj.\"\n}\n");
	ends(RUN("text", "status", base), ADMIN_FINE, "  pl       base");
}

static void test_a_failed_write_loses_nothing(void **state)
{
	char path[128];
	(void)state;
	snprintf(path, sizeof path, "%s/review", base);
	folder_write(path, "in the way");
	ends(import_text("key,translation\nrows.more,a\n"), ADMIN_SYSTEM, "review");
	ends(RUN("text", "status", base), ADMIN_FINE, "is not offered");
	assert_int_equal(unlink(path), 0);
	ends(RUN("text", "import", base, "/nowhere", "--language", "ur", "--by", "Ann"), ADMIN_SYSTEM, "/nowhere");
	ends(RUN("text", "export", base, "--language", "ur", "--out", "/nowhere/file"), ADMIN_SYSTEM, "/nowhere/file");
}

/* A name is written into the review file, and must not make the pack unreadable. */
static void test_names_that_could_not_be_read_again(void **state)
{
	static const char *const names[] = {"Ann\x01", "Ann\nExample", "Ann \xe9", "Ann\xe2\x80\xae", "Ann\x7f"};
	const struct text_mark tab = {.by = "Ann\t\x1f", .checked_by = ""}, bad = {.by = "Ann \xe9", .checked_by = ""};
	const char *const key = "a \"key\"";
	struct fault fault;
	(void)state;
	folder_write(file, "key,translation\nrows.more,a\n");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		ends(RUN("text", "import", base, file, "--language", "ur", "--by", names[i]), ADMIN_USAGE, "the name after --by holds a control");
		ends(RUN("text", "import", base, file, "--language", "ur", "--by", "Bo", "--checked-by", names[i]), ADMIN_USAGE,
		     "the name after --checked-by holds a control");
		ends(RUN("text", "mark", base, "--language", "ur", "--by", names[i]), ADMIN_USAGE, "or a letter that is not UTF-8; type it again");
	}
	holds(words, urdu);
	assert_false(file_is_plain(review));

	char *text = review_print(&key, &(const struct text_mark *){&tab}, 1);
	assert_non_null(strstr(text, "\"a \\\"key\\\"\": {"));
	assert_non_null(strstr(text, "\"Ann\\u0009\\u001f\""));
	assert_true(text_reads_back(text, "review", &fault));
	free(text);
	text = review_print(&key, &(const struct text_mark *){&bad}, 1);
	assert_false(text_reads_back(text, "review", &fault));
	assert_non_null(strstr(fault.says, "the review file cannot be read again"));
	free(text);
}

static void test_wrong_calls(void **state)
{
	(void)state;
	ends(RUN("text"), ADMIN_USAGE, "which one: text export, text import, text mark, text status?");
	ends(RUN("text", "exprt"), ADMIN_USAGE, "which one");
	ends(RUN("text", "export", base), ADMIN_USAGE, "needs --language");
	ends(RUN("text", "export", base, "--language", "en"), ADMIN_USAGE, "other than English");
	ends(RUN("text", "export", base, "--language", "../x"), ADMIN_USAGE, "needs --language");
	ends(RUN("text", "export", base, "--language", "ur", "--format", "xml"), ADMIN_USAGE, "csv, json or context");
	ends(RUN("text", "import", base, "--language", "ur"), ADMIN_USAGE, "a folder and a file");
	ends(RUN("text", "import", base, file, "--language", "ur"), ADMIN_USAGE, "needs --by");
	ends(RUN("text", "import", base, file, "--language", "ur", "--by", "Ann", "--checked-by", "ANN."), ADMIN_USAGE, "a second person");
	ends(RUN("text", "import", base, file, "--language", "ur", "--by", "..."), ADMIN_USAGE, "needs --by");
	ends(RUN("text", "export", "/nowhere", "--language", "ur"), ADMIN_SYSTEM, "no such folder");
	ends(RUN("text", "status", "/nowhere"), ADMIN_SYSTEM, "not there");
	ends(RUN("text", "import", "--help"), ADMIN_FINE, "the second person, who has checked every row");
	ends(RUN("help", "text", "status"), ADMIN_FINE, "how far each language is");
	folder_write(words, "{");
	ends(RUN("text", "export", base, "--language", "ur"), ADMIN_FINDINGS, "correct what is wrong with the pack first");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_json_makes_nothing_fresh),
	    TEST(test_what_is_exported_comes_back),
	    TEST(test_an_export_tells_what_a_translator_needs),
	    TEST(test_an_edit_changes_nothing_else),
	    TEST(test_checking_and_unchecking),
	    TEST(test_moved_english_is_stale_and_said),
	    TEST(test_what_spreadsheets_do_is_understood),
	    TEST(test_what_is_wrong_is_refused_whole),
	    TEST(test_no_cell_is_a_formula),
	    TEST(test_a_new_language_begins_with_its_name),
	    TEST(test_a_failed_write_loses_nothing),
	    TEST(test_names_that_could_not_be_read_again),
	    TEST(test_wrong_calls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
