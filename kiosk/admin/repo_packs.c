#include "admin/repo_packs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin/sets.h"
#include "base/file.h"
#include "core/check.h"
#include "core/locate.h"
#include "core/proof.h"
#include "core/sign_off.h"

/* The first program that reads all that is written here (PACK_FORMAT 2). */
#define MIN_APP "0.1.0"

bool repo_put_target(const struct repo *repo, const char *path, const void *bytes, size_t length, struct fault *fault)
{
	char place[REPO_PATH_SIZE], name[REPO_PATH_SIZE], full[REPO_PATH_SIZE], hash[TRUST_HEX_SIZE];

	trust_sha256(bytes, length, hash);
	if (!repo_target_name(path, hash, place) || !repo_path(repo, full, "targets/%s", place))
		return fault_set(fault, "the name of a file is too long");
	if (access(full, F_OK) == 0)
		return true;
	return snprintf(name, sizeof name, "waiting/targets/%s", place) < (int)sizeof name ? repo_write(repo, name, bytes, length, fault)
											   : fault_set(fault, "the name of a file is too long");
}

/* ---- all files of a folder ---- */

static bool walk_file(const char *full, const char *path, const struct repo_walk *walk, struct fault *fault)
{
	char *bytes;
	size_t length;

	if (!channel_path_ok(path)) {
		fault_set(
		    fault,
		    "a file with this name cannot be published: names have a-z, 0-9, \".\", \"_\" and \"-\" and end in .json, .png, .jpg, .svg or "
		    ".csv; rename it or take it out");
		fault_at(fault, full, 0, NULL);
		return false;
	}
	if (!file_read(full, CHANNEL_FILE_MAX, &bytes, &length, fault))
		return false;
	bool good = walk->each(walk->context, path, bytes, length, fault);
	if (!good)
		fault_at(fault, full, 0, NULL);
	free(bytes);
	return good;
}

/* What a link points to can change after it was read here. */
static bool no_file(const char *full, struct fault *fault)
{
	fault_set(fault, "this is a link, or no file at all, and cannot be published; put a copy of the file here");
	fault_at(fault, full, 0, NULL);
	return false;
}

bool repo_walk_pack(const char *folder, const char *prefix, const struct repo_walk *walk, struct fault *fault)
{
	struct dirent **list;
	int count = scandir(folder, &list, NULL, alphasort);
	bool good = count >= 0;

	if (!good) {
		fault_set(fault, "cannot look into this folder: %s", strerror(errno));
		fault_at(fault, folder, 0, NULL);
	}
	for (int i = 0; i < count; i++) {
		char full[REPO_PATH_SIZE], path[REPO_PATH_SIZE];
		struct stat about;
		if (good && list[i]->d_name[0] != '.') {
			good = file_join(full, sizeof full, folder, list[i]->d_name) && file_join(path, sizeof path, prefix, list[i]->d_name) &&
			       lstat(full, &about) == 0;
			if (!good)
				fault_set(fault, "cannot look at %s in %s", list[i]->d_name, folder);
			else if (S_ISDIR(about.st_mode) && strlen(path) < CHANNEL_PATH_SIZE)
				good = repo_walk_pack(full, path, walk, fault);
			else if (S_ISREG(about.st_mode))
				good = walk_file(full, path, walk, fault);
			else
				good = no_file(full, fault);
		}
		free(list[i]);
	}
	if (count >= 0)
		free(list);
	return good;
}

/* ---- is the set fit to be shown? ---- */

static bool refuse_set(const struct loaded_set *set, const char *why, FILE *err, struct fault *fault)
{
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];

	for (int i = 0; i < set->findings.count; i++) {
		if (set->findings.list[i].severity != SEVERITY_ERROR)
			continue;
		fault_print(&set->findings.list[i].fault, line, sizeof line);
		fprintf(err, "error: %s\n", line);
	}
	return fault_set(fault, "not published: %s", why);
}

static bool is_proved(const struct loaded_set *set, moment now, struct fault *fault)
{
	struct proof *proof = calloc(1, sizeof *proof);
	bool holds = proof && proof_run(&set->hub, now, proof);

	if (!proof)
		fault_set(fault, "there is no memory left");
	else if (!holds)
		fault_set(fault, "not published: a safety rule can be broken with these packs; see \"signpost-admin prove\"");
	free(proof);
	return holds;
}

static bool may_show(const struct repo_job *job, struct loaded_set *set, struct fault *fault)
{
	if (set->loaded)
		check_hub(&set->hub, job->now, &set->findings);
	findings_locate(&set->packs, &set->findings, 0);
	if (set->findings.errors > 0)
		return refuse_set(set, "correct what is wrong first", job->err, fault);
	if (set->packs.count > 1 && !sign_off_holds(&set->hub, &set->packs, SEVERITY_ERROR, &set->findings))
		return refuse_set(set, "two people have not signed the safety items as they stand: sign-off", job->err, fault);
	return is_proved(set, job->now, fault);
}

/* ---- one channel ---- */

struct building {
	const struct repo *repo;
	struct channel_file file;
};

static bool add_file(void *context, const char *path, const char *bytes, size_t length, struct fault *fault)
{
	struct building *building = context;
	struct channel_file *file = &building->file;

	if (file->file_count == CHANNEL_FILES_MAX)
		return fault_set(fault, "more than %d files in one set", CHANNEL_FILES_MAX);
	struct channel_part *part = &file->files[file->file_count++];
	snprintf(part->path, sizeof part->path, "%s", path);
	trust_sha256(bytes, length, part->sha256);
	part->length = (uint32_t)length;
	return repo_put_target(building->repo, path, bytes, length, fault);
}

/* Reads each pack of the set for its id and what it holds, and takes its files. */
static bool add_packs(const struct repo_job *job, const struct loaded_set *set, struct building *building, json_t *change, struct fault *fault)
{
	struct pack *packs = calloc(PACK_LAYERS_MAX, sizeof *packs);
	struct findings *findings = calloc(1, sizeof *findings);
	struct arena arena = {0};
	bool good = packs && findings && arena_init(&arena, HUB_ARENA_MAX, fault);

	if (!packs || !findings)
		fault_set(fault, "there is no memory left");
	for (int i = 0; good && i < set->packs.count; i++) {
		char prefix[CHANNEL_NAME_SIZE + 8];
		good =
		    pack_read(set->packs.folder[i], &arena, &packs[i], findings) || fault_set(fault, "a pack changed while it was read; try again");
		if (!good)
			break;
		snprintf(prefix, sizeof prefix, "packs/%s", packs[i].id);
		snprintf(building->file.packs[i], sizeof building->file.packs[i], "%s", packs[i].id);
		building->file.pack_count++;
		good = repo_walk_pack(set->packs.folder[i], prefix, &(struct repo_walk){add_file, building}, fault);
	}
	good = good && repo_delegate_packs(job, change, packs, set->packs.count, fault);
	arena_release(&arena);
	free(findings);
	free(packs);
	return good;
}

static json_t *channel_json(const struct channel_file *file, struct fault *fault)
{
	char *text;
	size_t length;

	if (!channel_write(file, &text, &length, fault))
		return NULL;
	json_t *channel = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	free(text);
	if (!channel)
		fault_set(fault, "there is no memory left");
	return channel;
}

static json_t *build_channel(const struct repo_job *job, const struct repo_source *source, struct loaded_set *set, json_t *change,
			     struct fault *fault)
{
	struct building building = {.repo = job->repo};
	json_t *channel = NULL;

	if (!may_show(job, set, fault))
		return NULL;
	building.file.release = source->release;
	building.file.files = calloc(CHANNEL_FILES_MAX, sizeof *building.file.files);
	repo_time(job->now, building.file.made);
	snprintf(building.file.min_app, sizeof building.file.min_app, "%s", MIN_APP);
	if (!building.file.files)
		fault_set(fault, "there is no memory left");
	else if (add_packs(job, set, &building, change, fault))
		channel = channel_json(&building.file, fault);
	channel_free(&building.file);
	return channel;
}

/* The one set that these folders are; false with the fault where they are none or several. */
static bool load_one(const struct repo_job *job, const struct repo_source *source, struct set_list *list, struct fault *fault)
{
	struct options options = {.now = job->now, .rehearsal = job->rehearsal};
	json_t *folder;
	size_t i;

	json_array_foreach(source->folders, i, folder) if (options.folder_count < OPTIONS_FOLDERS_MAX) options.folders[options.folder_count++] =
	    json_string_value(folder);
	for (int j = 0; j < options.folder_count; j++)
		if (!options.folders[j] || !file_is_folder(options.folders[j]))
			return fault_set(fault, "channel %s: there is no folder %s; name its packs again: publish DIR PACK... --channel %s",
					 source->channel, options.folders[j] ? options.folders[j] : "", source->channel);
	if (!sets_load(&options, list, fault))
		return false;
	return list->count == 1 ||
	       fault_set(fault, "channel %s: these packs are for %d different screens; a channel is what one screen shows, so give each its own",
			 source->channel, list->count);
}

json_t *repo_channel(const struct repo_job *job, const struct repo_source *source, json_t *change, struct fault *fault)
{
	struct set_list list = {0, NULL};
	json_t *channel = load_one(job, source, &list, fault) ? build_channel(job, source, &list.sets[0], change, fault) : NULL;

	sets_release(&list);
	return channel;
}

bool repo_check_folders(const struct repo_job *job, const struct repo_source *source, struct fault *fault)
{
	struct set_list list = {0, NULL};
	bool good = load_one(job, source, &list, fault) && may_show(job, &list.sets[0], fault);

	sets_release(&list);
	return good;
}
