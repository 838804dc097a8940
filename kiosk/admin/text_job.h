/*
 * What the commands on the texts of one pack and language begin with.
 */
#ifndef ADMIN_TEXT_JOB_H
#define ADMIN_TEXT_JOB_H

#include "admin/options.h"
#include "admin/sets.h"
#include "core/translation.h"

/* One pack in one language. Large: allocate it zeroed, release it with text_job_free. */
struct text_job {
	struct options options;
	struct set_list list;
	const struct hub *hub; /* the pack with what it stands on */
	struct arena arena;
	struct pack pack;
	struct translation translation;
	struct findings findings;
};

/* Reads the words of the command whose name is argv[0], a folder and perhaps a file
 * (then folders[1]), and loads the pack. NULL, with what is wrong on `err` and the exit code in
 * `code`, when there is nothing to go on with. */
struct text_job *text_job_begin(int argc, char **argv, FILE *err, moment now, int *code);
void text_job_free(struct text_job *job);

/* Prints a fault with its place to `err`. */
void print_fault(const struct fault *fault, FILE *err);

/* Prints the findings to `err`, errors and warnings, one a line. */
void print_findings(const struct findings *findings, FILE *err);

/* Writes `count` marks (one a row of the translation, or NULL) and the changed words
 * (`text`, NULL: none changed). False with a fault. */
bool text_job_write(const struct text_job *job, const char *text, const struct text_mark *const *marks, struct fault *fault);

/* The path of "text" or "review" of the job's language. */
bool text_job_path(const struct text_job *job, const char *part, char path[FAULT_FILE_MAX]);

#endif
