/* Checking the content of an old release before it is live again. */
#include <stdlib.h>
#include <string.h>

#include "admin/repo_packs.h"
#include "core/channel.h"

/* Below waiting/, where whatever a stopped call left is cleared. */
#define OLD "waiting/old"

/* One file, as it was, where the checker reads it. */
static bool unpack_file(const struct repo *repo, const struct channel_part *part, struct fault *fault)
{
	char name[REPO_PATH_SIZE], *bytes;
	size_t length;

	if ((bytes = repo_target(repo, part->path, part->sha256, &length, fault)) == NULL)
		return false;
	snprintf(name, sizeof name, OLD "/%s", part->path);
	bool good = repo_write(repo, name, bytes, length, fault);
	free(bytes);
	return good;
}

static bool check_unpacked(const struct repo_job *job, const char *name, const struct channel_file *file, struct fault *fault)
{
	json_t *folders = json_array();
	struct repo_source source = {name, folders, file->release};
	char path[REPO_PATH_SIZE];
	bool good = true;

	for (int i = 0; good && i < file->file_count; i++)
		good = unpack_file(job->repo, &file->files[i], fault);
	for (int i = 0; good && i < file->pack_count; i++) {
		good = repo_path(job->repo, path, OLD "/packs/%s", file->packs[i]) || fault_set(fault, "the path of the folder is too long");
		json_array_append_new(folders, json_string(path));
	}
	good = good && repo_check_folders(job, &source, fault);
	json_decref(folders);
	return good;
}

bool repo_check_old(const struct repo_job *job, const char *name, const json_t *channel, struct fault *fault)
{
	char *text = json_dumps(channel, 0);
	struct channel_file file;
	struct trust_problem problem;

	if (!text)
		return fault_set(fault, "there is no memory left");
	bool good = channel_read(text, strlen(text), SIGNPOST_VERSION, &file, &problem);
	free(text);
	if (!good)
		return fault_set(fault, "the record of that release is damaged (channel %s): %s", name, problem.fault.says);
	good = check_unpacked(job, name, &file, fault);
	channel_free(&file);
	return repo_clear(job->repo, OLD, good ? fault : NULL) && good;
}
