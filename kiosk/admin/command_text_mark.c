/* text mark: gives every text that has no mark of its own words and English one. */
#include "admin/admin.h"

#include <jansson.h>
#include <stdlib.h>

#include "admin/text_job.h"

static bool needs_mark(const struct translation_row *row)
{
	return row->words && (row->state == MARK_NONE || row->state == MARK_STALE || row->state == MARK_CHANGED);
}

int command_text_mark(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	int code = ADMIN_FINE, count = 0;
	struct text_job *job = text_job_begin(argc, argv, err, now, &code);
	if (!job)
		return code;
	const struct translation *translation = &job->translation;
	struct text_mark *made = calloc((size_t)translation->count + 1, sizeof *made);
	const struct text_mark **marks = calloc((size_t)translation->count + 1, sizeof *marks);
	char path[FAULT_FILE_MAX] = "";
	struct fault fault = {0};

	for (int i = 0; made && marks && i < translation->count; i++) {
		const struct translation_row *row = &translation->rows[i];
		marks[i] = row->mark;
		if (!needs_mark(row))
			continue;
		made[i] = (struct text_mark){.source = words_digest(row->english),
					     .words = words_digest(row->words),
					     .day = civil_at(job->options.now).day,
					     .by = job->options.by,
					     .checked_by = ""};
		marks[i] = &made[i];
		count++;
	}
	text_job_path(job, "review", path);
	if (!translation->language) {
		fprintf(err, "signpost-admin: %s has no text/%s.json; bring one in with \"text import\"\n", job->options.folders[0],
			job->options.language);
		code = ADMIN_FINDINGS;
	} else if (!made || !marks) {
		fprintf(err, "signpost-admin: the system has no memory left\n");
		code = ADMIN_SYSTEM;
	} else if (!text_job_write(job, NULL, marks, &fault)) {
		print_fault(&fault, err);
		code = ADMIN_SYSTEM;
	} else if (job->options.json) {
		json_t *root = json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:[]}", "file", path, "changed", 0, "added", 0, "checked", 0, "drafts",
					 count, "stale", 0, "empty", 0, "findings");
		json_dumpf(root, out, JSON_INDENT(1));
		fputc('\n', out);
		json_decref(root);
	} else {
		fprintf(out, "%s: %d %s marked as drafts of the present English\n", path, count, count == 1 ? "text" : "texts");
	}
	free(made);
	free(marks);
	text_job_free(job);
	return code;
}
