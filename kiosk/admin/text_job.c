#include "admin/text_job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "admin/admin.h"
#include "admin/text_file.h"
#include "base/file.h"
#include "core/form.h"
#include "core/person.h"

/* A name that the review file could not be read with again would cost the whole pack. */
static bool check_name(const char *option, const char *name, struct fault *fault)
{
	return !name || name_is_clean(name) ||
	       fault_set(fault, "the name after %s holds a control or direction character, or a letter that is not UTF-8; type it again", option);
}

static bool read_words(int argc, char **argv, struct options *options, struct fault *fault)
{
	const struct command *command = command_find(argv[0]);
	int words = strncmp(command->words, "DIR FILE", 8) == 0 ? 2 : 1;

	if (!options_read(argc, argv, command->options, options, fault))
		return false;
	if (options->folder_count != words)
		return fault_set(fault, "%s needs %s: %s", command->name, words == 1 ? "one folder" : "a folder and a file", command->words);
	if (!options->language || !code_is_good(options->language) || strcmp(options->language, "en") == 0)
		return fault_set(fault, "%s needs --language with the code of a language other than English, such as ur", command->name);
	if (!check_name("--by", options->by, fault) || !check_name("--checked-by", options->checked_by, fault))
		return false;
	if ((command->options & OPTION_BY) && (!options->by || !name_is_good(options->by)))
		return fault_set(fault, "%s needs --by with the name of who translated", command->name);
	if (options->checked_by && !name_is_good(options->checked_by))
		return fault_set(fault, "--checked-by needs a name");
	if (options->checked_by && name_same(options->by, options->checked_by))
		return fault_set(fault, "\"%s\" stands in both places; a second person checks what the first translated (S38)", options->by);
	return true;
}

void print_fault(const struct fault *fault, FILE *err)
{
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];
	fault_print(fault, line, sizeof line);
	fprintf(err, "signpost-admin: %s\n", line);
}

void print_findings(const struct findings *findings, FILE *err)
{
	static const char *const severities[] = {"error", "warning", "note"};
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];

	for (int i = 0; i < findings->count; i++) {
		if (findings->list[i].severity == SEVERITY_NOTE)
			continue;
		fault_print(&findings->list[i].fault, line, sizeof line);
		fprintf(err, "%s %s %s\n", severities[findings->list[i].severity], findings->list[i].rule, line);
	}
}

/* Loads the pack with what it stands on. Returns the exit code, ADMIN_FINE to go on. */
static int load(struct text_job *job, FILE *err)
{
	struct options *options = &job->options;
	struct fault fault;

	options->folder_count = 1; /* what follows it is a file */
	if (!folders_there(options)) {
		fprintf(err, "signpost-admin: %s: there is no such folder\n", options->folders[0]);
		return ADMIN_SYSTEM;
	}
	if (!sets_load(options, &job->list, &fault) || !arena_init(&job->arena, HUB_ARENA_MAX, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_SYSTEM;
	}
	struct loaded_set *set = &job->list.sets[0];
	if (!set->loaded || !pack_read(options->folders[0], &job->arena, &job->pack, &job->findings)) {
		print_findings(set->loaded ? &job->findings : &set->findings, err);
		fprintf(err, "signpost-admin: correct what is wrong with the pack first\n");
		return ADMIN_FINDINGS;
	}
	job->hub = &set->hub;
	memset(&job->findings, 0, sizeof job->findings);
	if (translation_make(job->hub, &job->pack, options->language, &job->arena, &job->translation))
		return ADMIN_FINE;
	fprintf(err, "signpost-admin: the pack is larger than the memory kept for it\n");
	return ADMIN_SYSTEM;
}

struct text_job *text_job_begin(int argc, char **argv, FILE *err, moment now, int *code)
{
	struct text_job *job = calloc(1, sizeof *job);
	struct fault fault;

	if (!job) {
		fprintf(err, "signpost-admin: the system has no memory left\n");
		*code = ADMIN_SYSTEM;
		return NULL;
	}
	job->options.now = now;
	if (!read_words(argc, argv, &job->options, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		*code = ADMIN_USAGE;
	} else {
		*code = load(job, err);
	}
	if (*code == ADMIN_FINE)
		return job;
	text_job_free(job);
	return NULL;
}

void text_job_free(struct text_job *job)
{
	sets_release(&job->list);
	arena_release(&job->arena);
	free(job);
}

bool text_job_path(const struct text_job *job, const char *part, char path[FAULT_FILE_MAX])
{
	char name[64];
	snprintf(name, sizeof name, "%s/%.11s.json", part, job->options.language);
	return file_join(path, FAULT_FILE_MAX, job->options.folders[0], name);
}

/* Does the file already hold these very bytes? */
static bool holds(const char *path, const char *text)
{
	char *old = NULL;
	size_t length = 0;
	bool same =
	    file_is_plain(path) && file_read(path, PACK_FILE_MAX, &old, &length, NULL) && length == strlen(text) && memcmp(old, text, length) == 0;
	free(old);
	return same;
}

static char *print_review(const struct text_job *job, const struct text_mark *const *marks)
{
	const struct translation *translation = &job->translation;
	const char **keys = calloc((size_t)translation->count + 1, sizeof *keys);
	char *text = NULL;

	for (int i = 0; keys && i < translation->count; i++)
		keys[i] = translation->rows[i].key;
	if (keys)
		text = review_print(keys, marks, translation->count);
	free(keys);
	return text;
}

static bool write_review(const struct text_job *job, const char *text, struct fault *fault)
{
	char path[FAULT_FILE_MAX], folder[FAULT_FILE_MAX];
	bool good = false;

	if (!text_job_path(job, "review", path) || !file_join(folder, sizeof folder, job->options.folders[0], "review"))
		fault_set(fault, "the path of the folder is too long");
	else if (holds(path, text))
		good = true;
	else if (mkdir(folder, 0755) != 0 && errno != EEXIST)
		fault_set(fault, "%s: cannot be made: %s", folder, strerror(errno));
	else
		good = file_replace(path, text, strlen(text), fault);
	return good;
}

bool text_job_write(const struct text_job *job, const char *text, const struct text_mark *const *marks, struct fault *fault)
{
	char path[FAULT_FILE_MAX], *review = print_review(job, marks);
	bool good = false;

	/* Words first: should the marks fail, they are of other words and count for nothing. */
	if (!review)
		fault_set(fault, "the system has no memory left");
	else if (!text_job_path(job, "text", path))
		fault_set(fault, "the path of the folder is too long");
	else if ((!text || text_reads_back(text, "text", fault)) && text_reads_back(review, "review", fault))
		good = !text || holds(path, text) || file_replace(path, text, strlen(text), fault);
	good = good && write_review(job, review, fault);
	free(review);
	return good;
}
