/* text import: brings a translator's file back into a pack. */
#include "admin/admin.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "admin/text_file.h"
#include "admin/text_job.h"
#include "admin/text_rows.h"
#include "base/file.h"
#include "base/nearest.h"
#include "core/form.h"
#include "core/person.h"
#include "core/text_about.h"

struct importing {
	struct text_job *job;
	const char *file;
	struct text_rows rows;
	bool *seen;                     /* a text of the pack each */
	struct text_mark *made;         /* marks that are new */
	const struct text_mark **marks; /* the mark that each text will have */
	int change_count;
	struct text_change *changes;
	const char *self[2]; /* language.name and language.direction, NULL: not given */
	int changed, added, checked, drafts, stale, empty;
	int marked; /* texts that get a new mark */
};

static const char *const self_keys[] = {"language.name", "language.direction", "language.state"};

__attribute__((format(printf, 4, 5))) static void say(struct importing *importing, const struct text_row *row, enum severity severity,
						      const char *format, ...)
{
	char says[FAULT_SAYS_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	findings_add(&importing->job->findings, severity, "text", (struct spot){importing->file, row->line, quote(row->key).text}, "%s", says);
}

static void say_unknown(struct importing *importing, const struct text_row *row)
{
	const struct translation *translation = &importing->job->translation;
	const char **known = calloc((size_t)translation->count + 1, sizeof *known);

	for (int i = 0; known && i < translation->count; i++)
		known[i] = translation->rows[i].key;
	say(importing, row, SEVERITY_ERROR, "this pack has no such text; the nearest is \"%s\"",
	    known ? nearest_word(row->key, known, translation->count) : "");
	free(known);
}

/* language.name and its like. True when the row is one of these. */
static bool take_self(struct importing *importing, const struct text_row *row)
{
	const struct language *language = importing->job->translation.language;
	struct fault fault;

	if (strncmp(row->key, "language.", 9) != 0)
		return false;
	int which = strcmp(row->key, self_keys[0]) == 0 ? 0 : strcmp(row->key, self_keys[1]) == 0 ? 1 : strcmp(row->key, self_keys[2]) == 0 ? 2 : 3;
	if (which == 3)
		say(importing, row, SEVERITY_ERROR, "there is no such key%s", hint(row->key, self_keys, 3).text);
	else if (which == 1 && row->words[0] && strcmp(row->words, "ltr") != 0 && strcmp(row->words, "rtl") != 0)
		say(importing, row, SEVERITY_ERROR, "\"%s\" is not a direction; use ltr or rtl", quote(row->words).text);
	else if (which == 0 && row->words[0] && !translation_fits(importing->job->hub, row->key, "", row->words, &fault))
		say(importing, row, SEVERITY_ERROR, "%s", fault.says);
	else if (which < 2 && row->words[0])
		importing->self[which] = row->words;
	if (which < 2 && importing->self[which] && language &&
	    strcmp(importing->self[which], which == 0      ? language->name
					   : language->rtl ? "rtl"
							   : "ltr") == 0)
		importing->self[which] = NULL;
	return true;
}

/* The key behind which a new text goes: the nearest before it that the file has or gets. */
static const char *key_before(const struct importing *importing, int at)
{
	const struct translation *translation = &importing->job->translation;
	while (--at >= 0)
		if (translation->rows[at].words || importing->made[at].day)
			return translation->rows[at].key;
	return NULL;
}

/* Is the English beside the row another than the pack's? Then the row is stale. */
static bool has_moved(const struct text_row *row, const struct translation_row *text)
{
	return row->source && strcmp(row->source, text->english) != 0;
}

/* Who translated what stands there: whom its mark names, as long as it is of these words. */
static const char *translator(const struct importing *importing, const struct translation_row *text, bool changed)
{
	bool known = !changed && text->mark && text->state != MARK_CHANGED;
	return known ? text->mark->by : importing->job->options.by;
}

/* Without the English beside it (flat JSON) a row cannot tell which English was read, so
 * nothing stale becomes fresh and no safety text checked by it. */
static bool stays_stale(const struct text_row *row, const struct translation_row *text, bool changed)
{
	return !row->source && !changed && text->mark && text->mark->source != words_digest(text->english);
}

/* Can the row make its text checked? Says why not. */
static bool can_check(struct importing *importing, const struct text_row *row, const struct translation_row *text)
{
	if (!importing->job->options.checked_by)
		return false;
	if (row->source || !text->safety)
		return true;
	say(importing, row, SEVERITY_WARNING,
	    "a safety text is checked beside its English, which this file does not hold, so it is not marked as checked; use \"text export\" in the "
	    "form of CSV");
	return false;
}

static void mark(struct importing *importing, const struct text_row *row, int at, bool changed)
{
	const struct translation_row *text = &importing->job->translation.rows[at];
	const struct options *options = &importing->job->options;
	const char *by = translator(importing, text, changed);
	bool checked = can_check(importing, row, text), moved = has_moved(row, text);

	if (!checked && !changed)
		return;
	if (checked && name_same(by, options->checked_by)) {
		say(importing, row, SEVERITY_ERROR, "\"%s\" translated this text; a second person has to check it (S38)", by);
		return;
	}
	if (moved)
		say(importing, row, SEVERITY_WARNING,
		    "its English has changed since this file was written, so it counts as stale; translate it again from: %s", text->english);
	importing->made[at] = (struct text_mark){.checked = checked,
						 .source = words_digest(moved ? row->source : text->english),
						 .words = words_digest(row->words),
						 .day = civil_at(options->now).day,
						 .by = by,
						 .checked_by = checked ? options->checked_by : ""};
	importing->marks[at] = &importing->made[at];
	importing->marked++;
	importing->stale += moved;
	importing->checked += checked && !moved;
	importing->drafts += !checked && !moved;
}

static void take_text(struct importing *importing, const struct text_row *row, int at)
{
	const struct translation_row *text = &importing->job->translation.rows[at];
	bool changed = !text->words || strcmp(text->words, row->words) != 0;
	struct fault fault;

	if (changed && !translation_fits(importing->job->hub, row->key, text->english, row->words, &fault)) {
		say(importing, row, SEVERITY_ERROR, "%s", fault.says);
		return;
	}
	if (stays_stale(row, text, changed)) {
		say(importing, row, SEVERITY_WARNING,
		    "its English has changed since it was translated, and this file does not hold the English, so it stays stale; use \"text "
		    "export\" in "
		    "the form of CSV, or translate it again from: %s",
		    text->english);
		importing->stale++;
	} else if (changed || (importing->job->options.checked_by && text->state != MARK_CHECKED)) {
		mark(importing, row, at, changed);
	}
	importing->changed += changed && text->words;
	importing->added += !text->words;
}

static void take_row(struct importing *importing, const struct text_row *row)
{
	int at;

	if (take_self(importing, row))
		return;
	if ((at = translation_find(&importing->job->translation, row->key)) < 0) {
		say_unknown(importing, row);
	} else if (importing->seen[at]) {
		say(importing, row, SEVERITY_ERROR, "this key stands twice in the file; keep one row");
	} else {
		importing->seen[at] = true;
		if (row->words[0] == '\0')
			importing->empty++;
		else
			take_text(importing, row, at);
	}
}

/* Changes in the order of the English, so that new keys fall behind each other. */
static void list_changes(struct importing *importing)
{
	const struct translation *translation = &importing->job->translation;
	const struct text_rows *rows = &importing->rows;

	for (int i = 0; i < 2; i++)
		if (importing->self[i])
			importing->changes[importing->change_count++] =
			    (struct text_change){self_keys[i], importing->self[i], i ? self_keys[0] : NULL};
	for (int at = 0; at < translation->count; at++) {
		const struct translation_row *text = &translation->rows[at];
		for (int i = 0; importing->made[at].day && i < rows->count; i++)
			if (strcmp(rows->rows[i].key, text->key) == 0 && (!text->words || strcmp(text->words, rows->rows[i].words) != 0))
				importing->changes[importing->change_count++] =
				    (struct text_change){text->key, rows->rows[i].words, key_before(importing, at)};
	}
}

/* A language that is new to the pack says what it is. */
static void check_new_language(struct importing *importing)
{
	for (int i = 0; i < 2 && !importing->job->translation.language; i++)
		if (!importing->self[i])
			findings_add(&importing->job->findings, SEVERITY_ERROR, "text", (struct spot){importing->file, 0, self_keys[i]},
				     "the pack has no text/%s.json yet, so the file has to give \"%s\"", importing->job->options.language,
				     self_keys[i]);
}

static bool write_all(struct importing *importing, struct fault *fault)
{
	struct text_job *job = importing->job;
	char path[FAULT_FILE_MAX];
	char *old = NULL, *text = NULL;
	size_t length = 0;
	bool good = text_job_path(job, "text", path) || fault_set(fault, "the path of the folder is too long");

	if (good && job->translation.language)
		good = file_read(path, PACK_FILE_MAX, &old, &length, fault);
	if (good && importing->change_count > 0)
		good = text_edit(old ? old : "", importing->changes, importing->change_count, &text, fault);
	if (importing->change_count > 0 || importing->marked > 0)
		good = good && text_job_write(job, text, importing->marks, fault);
	free(old);
	free(text);
	return good;
}

static void print_report(const struct importing *importing, FILE *out)
{
	const struct findings *findings = &importing->job->findings;
	char path[FAULT_FILE_MAX] = "";

	text_job_path(importing->job, "text", path);
	if (!importing->job->options.json) {
		fprintf(out, "%s: %d changed, %d new; %d checked, %d drafts, %d stale; %d rows are empty and change nothing\n", path,
			importing->changed, importing->added, importing->checked, importing->drafts, importing->stale, importing->empty);
		if (importing->job->translation.language && importing->job->translation.language->draft)
			fprintf(out, "Its \"language.state\" is \"draft\", so all of it stays a draft; take that key out when it is checked "
				     "(\"format\": 2).\n");
		return;
	}
	json_t *list = json_array();
	for (int i = 0; i < findings->count; i++) {
		const struct finding *one = &findings->list[i];
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i, s:s, s:s}", "severity",
						      one->severity == SEVERITY_ERROR ? "error" : "warning", "rule", one->rule, "file",
						      one->fault.file, "line", one->fault.line, "item", one->fault.item, "says", one->fault.says));
	}
	json_t *root =
	    json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:o}", "file", path, "changed", importing->changed, "added", importing->added, "checked",
		      importing->checked, "drafts", importing->drafts, "stale", importing->stale, "empty", importing->empty, "findings", list);
	json_dumpf(root, out, JSON_INDENT(1));
	fputc('\n', out);
	json_decref(root);
}

static bool make_room(struct importing *importing)
{
	size_t count = (size_t)importing->job->translation.count + 4;

	importing->seen = calloc(count, sizeof *importing->seen);
	importing->made = calloc(count, sizeof *importing->made);
	importing->marks = calloc(count, sizeof *importing->marks);
	importing->changes = calloc(count, sizeof *importing->changes);
	if (!importing->seen || !importing->made || !importing->marks || !importing->changes)
		return false;
	for (int i = 0; i < importing->job->translation.count; i++)
		importing->marks[i] = importing->job->translation.rows[i].mark;
	return true;
}

static int import(struct importing *importing, FILE *out, FILE *err)
{
	const struct findings *findings = &importing->job->findings;
	struct fault fault = {0};
	bool readable = true;

	if (!make_room(importing)) {
		fprintf(err, "signpost-admin: the system has no memory left\n");
		return ADMIN_SYSTEM;
	}
	if (text_rows_read(importing->file, &importing->rows, &importing->job->findings, &readable)) {
		for (int i = 0; i < importing->rows.count; i++)
			take_row(importing, &importing->rows.rows[i]);
		check_new_language(importing);
	}
	if (!importing->job->options.json)
		print_findings(findings, err);
	if (findings->errors > 0) {
		importing->changed = importing->added = importing->checked = importing->drafts = importing->stale = 0;
		fprintf(err, "signpost-admin: nothing was written; correct the file and import it again\n");
		if (importing->job->options.json)
			print_report(importing, out);
		return readable ? ADMIN_FINDINGS : ADMIN_SYSTEM;
	}
	list_changes(importing);
	if (!write_all(importing, &fault)) {
		print_fault(&fault, err);
		return ADMIN_SYSTEM;
	}
	print_report(importing, out);
	return ADMIN_FINE;
}

int command_text_import(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct importing importing = {0};
	int code = ADMIN_FINE;

	importing.job = text_job_begin(argc, argv, err, now, &code);
	if (!importing.job)
		return code;
	importing.file = importing.job->options.folders[1];
	code = import(&importing, out, err);
	text_rows_release(&importing.rows);
	free(importing.seen);
	free(importing.made);
	free(importing.marks);
	free(importing.changes);
	text_job_free(importing.job);
	return code;
}
