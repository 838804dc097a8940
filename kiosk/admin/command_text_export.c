/* text export: the texts of a pack for a translator. */
#include "admin/admin.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "admin/csv.h"
#include "admin/text_job.h"
#include "base/file.h"
#include "core/text_about.h"

enum { CELL_MAX = 400 };

/* What a translator is told beside a text. */
struct advice {
	char context[CELL_MAX];
	char note[CELL_MAX];
	int longest;
};

static struct advice advise(const struct text_job *job, const struct translation_row *row)
{
	struct text_about about = text_about(job->hub, row->key);
	struct text_holders holders = text_holders(row->english);
	struct advice advice = {.longest = text_longest(about, false)};
	int used = 0;

	snprintf(advice.context, sizeof advice.context, "%s%s%s", about.what, about.where[0] ? ": " : "", about.where);
	for (int i = 0; i < holders.count; i++)
		used += snprintf(advice.note + used, sizeof advice.note - (size_t)used, "%s{%s}", i ? ", " : "keep as it is: ", holders.name[i]);
	if (row->safety)
		snprintf(advice.note + used, sizeof advice.note - (size_t)used, "%ssafety text: a second person has to check it", used ? "; " : "");
	return advice;
}

static const char *state_of(const struct translation_row *row)
{
	return !row->words ? "missing" : row->state == MARK_NONE ? "draft" : mark_state_name(row->state);
}

/* The two keys that say what language it is; they are translated into nothing. */
static void each_self(const struct text_job *job, void (*put)(void *out, const char *key, const char *english, const char *words), void *out)
{
	const struct language *language = job->translation.language;
	put(out, "language.name", "English", language ? language->name : "");
	put(out, "language.direction", "ltr", !language ? "" : language->rtl ? "rtl" : "ltr");
}

static void csv_self(void *out, const char *key, const char *english, const char *words)
{
	const char *context = strcmp(key, "language.name") == 0 ? "this language's name in itself" : "ltr or rtl: how this language is written";
	csv_write(out, (const char *const[]){key, context, english, words, "", "", ""}, 7);
}

static void export_csv(const struct text_job *job, FILE *out)
{
	csv_begin(out);
	csv_write(out, (const char *const[]){"key", "context", "source", "translation", "state", "longest", "note"}, 7);
	each_self(job, csv_self, out);
	for (int i = 0; i < job->translation.count; i++) {
		const struct translation_row *row = &job->translation.rows[i];
		struct advice advice = advise(job, row);
		char longest[16] = "";
		if (advice.longest > 0)
			snprintf(longest, sizeof longest, "%d", advice.longest);
		csv_write(
		    out,
		    (const char *const[]){row->key, advice.context, row->english, row->words ? row->words : "", state_of(row), longest, advice.note},
		    7);
	}
}

static void json_self(void *out, const char *key, const char *english, const char *words)
{
	(void)english;
	json_object_set_new(out, key, json_string(words));
}

static json_t *export_json(const struct text_job *job)
{
	json_t *root = json_object();

	each_self(job, json_self, root);
	for (int i = 0; i < job->translation.count; i++)
		json_object_set_new(root, job->translation.rows[i].key,
				    json_string(job->translation.rows[i].words ? job->translation.rows[i].words : ""));
	return root;
}

/* As Weblate writes its flags: max-length:42, placeholders:{n}:{all}. */
static void print_flags(const struct translation_row *row, int longest, char out[CELL_MAX])
{
	struct text_holders holders = text_holders(row->english);
	int used = 0;

	out[0] = '\0';
	if (longest > 0)
		used = snprintf(out, CELL_MAX, "max-length:%d", longest);
	for (int i = 0; i < holders.count; i++)
		used += snprintf(out + used, (size_t)(CELL_MAX - used), "%s\"{%s}\"",
				 i      ? ":"
				 : used ? ", placeholders:"
					: "placeholders:",
				 holders.name[i]);
}

static json_t *export_context(const struct text_job *job)
{
	json_t *root = json_object();

	for (int i = 0; i < job->translation.count; i++) {
		const struct translation_row *row = &job->translation.rows[i];
		struct advice advice = advise(job, row);
		char flags[CELL_MAX];
		print_flags(row, advice.longest, flags);
		json_object_set_new(root, row->key,
				    json_pack("{s:s, s:s, s:s, s:i, s:s, s:s}", "source", row->english, "context", advice.context, "state",
					      state_of(row), "longest", advice.longest, "note", advice.note, "flags", flags));
	}
	return root;
}

static void export_to(const struct text_job *job, const char *format, FILE *out)
{
	if (strcmp(format, "csv") == 0) {
		export_csv(job, out);
		return;
	}
	json_t *root = strcmp(format, "json") == 0 ? export_json(job) : export_context(job);
	json_dumpf(root, out, JSON_INDENT(2));
	fputc('\n', out);
	json_decref(root);
}

static int export_file(const struct text_job *job, const char *format, FILE *err)
{
	char *text = NULL;
	size_t size = 0;
	struct fault fault;
	FILE *stream = open_memstream(&text, &size);
	int code = ADMIN_FINE;

	if (stream)
		export_to(job, format, stream);
	if (!stream || fclose(stream) != 0) {
		fprintf(err, "signpost-admin: the system has no memory left\n");
		code = ADMIN_SYSTEM;
	} else if (!file_replace(job->options.out, text, size, &fault)) {
		print_fault(&fault, err);
		code = ADMIN_SYSTEM;
	}
	free(text);
	return code;
}

int command_text_export(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	int code = ADMIN_FINE;
	struct text_job *job = text_job_begin(argc, argv, err, now, &code);
	if (!job)
		return code;
	const char *format = job->options.format ? job->options.format : job->options.json ? "json" : "csv";

	if (strcmp(format, "csv") != 0 && strcmp(format, "json") != 0 && strcmp(format, "context") != 0) {
		fprintf(err, "signpost-admin: --format %s: it is csv, json or context\n", format);
		code = ADMIN_USAGE;
	} else if (job->options.out) {
		code = export_file(job, format, err);
	} else {
		export_to(job, format, out);
	}
	text_job_free(job);
	return code;
}
