/* Files of a working folder: targets by hash, releases, and the change that waits. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin/repo_folder.h"
#include "base/file.h"

enum { TARGET_MAX = 4 << 20 };

static bool cannot(const char *path, const char *what, struct fault *fault)
{
	fault_set(fault, "%s: %s", what, strerror(errno));
	fault_at(fault, path, 0, NULL);
	return false;
}

bool repo_target_name(const char *path, const char *hash, char out[REPO_PATH_SIZE])
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;
	int length = snprintf(out, REPO_PATH_SIZE, "%.*s%s.%s", folder, path, hash, path + folder);

	return length > 0 && length < REPO_PATH_SIZE;
}

/* Makes each folder on the way to `path`, below the working folder. */
static bool make_way(const struct repo *repo, char *path, struct fault *fault)
{
	for (char *c = path + strlen(repo->folder) + 1; (c = strchr(c, '/')) != NULL; c++) {
		*c = 0;
		bool good = mkdir(path, 0755) == 0 || errno == EEXIST || cannot(path, "cannot make this folder", fault);
		*c = '/';
		if (!good)
			return false;
	}
	return true;
}

bool repo_write(const struct repo *repo, const char *name, const void *bytes, size_t length, struct fault *fault)
{
	char path[REPO_PATH_SIZE];

	if (!repo_path(repo, path, "%s", name))
		return fault_set(fault, "the name of a file is too long");
	return make_way(repo, path, fault) && file_replace(path, bytes, length, fault);
}

/* Where a target lies: live and old ones together, or with what waits. */
static bool place_of(const struct repo *repo, const char *path, const char *hash, char out[REPO_PATH_SIZE])
{
	char name[REPO_PATH_SIZE];

	return repo_target_name(path, hash, name) && repo_path(repo, out, "targets/%s", name) &&
	       (access(out, F_OK) == 0 || repo_path(repo, out, "waiting/targets/%s", name));
}

char *repo_target(const struct repo *repo, const char *path, const char *hash, size_t *length, struct fault *fault)
{
	char full[REPO_PATH_SIZE], is[TRUST_HEX_SIZE], *bytes;

	if (!place_of(repo, path, hash, full)) {
		fault_set(fault, "the name of a file is too long");
		return NULL;
	}
	if (!file_read(full, TARGET_MAX, &bytes, length, fault))
		return NULL;
	trust_sha256(bytes, *length, is);
	if (strcmp(is, hash) == 0)
		return bytes;
	free(bytes);
	fault_set(fault, "this file is not the one that was signed; put it back from a copy before anything is published");
	fault_at(fault, full, 0, NULL);
	return NULL;
}

/* ---- releases ---- */

int64_t repo_newest(const struct repo *repo)
{
	char path[REPO_PATH_SIZE];
	int64_t number = 0;

	while (repo_path(repo, path, "releases/%lld.json", (long long)number + 1) && access(path, F_OK) == 0)
		number++;
	return number;
}

json_t *repo_release(const struct repo *repo, int64_t number, struct fault *fault)
{
	char path[REPO_PATH_SIZE], *text;
	size_t length;

	if (!repo_path(repo, path, "releases/%lld.json", (long long)number) || access(path, F_OK) != 0) {
		fault_set(fault, "there is no release %lld here; the newest is %lld", (long long)number, (long long)repo_newest(repo));
		return NULL;
	}
	if (!file_read(path, REPO_FILE_MAX, &text, &length, fault))
		return NULL;
	json_t *record = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	free(text);
	if (json_is_object(json_object_get(record, "channels")) && json_integer_value(json_object_get(record, "release")) == number)
		return record;
	json_decref(record);
	fault_set(fault, "this is no record of a release; put it back from a copy");
	fault_at(fault, path, 0, NULL);
	return NULL;
}

/* ---- what waits ---- */

static bool is_change(const char *name)
{
	size_t length = strlen(name);
	return length > 5 && strcmp(name + length - 5, ".json") == 0 && (strncmp(name, "release-", 8) == 0 || strncmp(name, "keys-", 5) == 0);
}

bool repo_waiting_path(const struct repo *repo, char out[REPO_PATH_SIZE])
{
	char folder[REPO_PATH_SIZE];
	struct dirent *entry;
	bool found = false;
	DIR *list = repo_path(repo, folder, "waiting") ? opendir(folder) : NULL;

	while (list && !found && (entry = readdir(list)) != NULL)
		found = is_change(entry->d_name) && file_join(out, REPO_PATH_SIZE, folder, entry->d_name);
	if (list)
		closedir(list);
	return found;
}

json_t *repo_change_read(const char *path, struct fault *fault)
{
	char *text;
	size_t length;
	json_error_t error;

	if (!file_read(path, REPO_CHANGE_MAX, &text, &length, fault))
		return NULL;
	json_t *change = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
	free(text);
	if (!change)
		fault_set(fault, "this is not JSON, so no waiting change: %s", error.text);
	if (change && repo_change_check(change, fault))
		return change;
	json_decref(change);
	fault_at(fault, path, 0, NULL);
	return NULL;
}

bool repo_change_save(const struct repo *repo, const json_t *change, struct fault *fault)
{
	char name[64], *text;
	size_t length;
	long long number = (long long)json_integer_value(json_object_get(change, "number"));
	bool release = json_is_object(json_object_get(change, "release"));

	snprintf(name, sizeof name, "waiting/%s-%lld.json", release ? "release" : "keys", number);
	if (!repo_text(change, &text, &length, fault))
		return false;
	bool good = repo_write(repo, name, text, length, fault);
	free(text);
	return good;
}

/* Empties a folder and takes it away; three levels of folders are all that targets have,
 * and a name that is a link is taken away as a link. */
static bool clear_folder(const char *folder, int depth)
{
	DIR *list = opendir(folder);
	struct dirent *entry;
	bool good = list != NULL;

	while (list && good && (entry = readdir(list)) != NULL) {
		char path[REPO_PATH_SIZE];
		struct stat about;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		good = file_join(path, sizeof path, folder, entry->d_name) && lstat(path, &about) == 0;
		if (good)
			good = S_ISDIR(about.st_mode) ? depth > 0 && clear_folder(path, depth - 1) : unlink(path) == 0;
	}
	if (list)
		closedir(list);
	return good && rmdir(folder) == 0;
}

bool repo_clear(const struct repo *repo, const char *name, struct fault *fault)
{
	char path[REPO_PATH_SIZE];

	if (!repo_path(repo, path, "%s", name))
		return fault_set(fault, "the path of the folder is too long");
	return access(path, F_OK) != 0 || clear_folder(path, 8) || cannot(path, "cannot take this folder away", fault);
}

bool repo_waiting_clear(const struct repo *repo, struct fault *fault)
{
	char path[REPO_PATH_SIZE];

	/* The change goes first: files without a change are nothing, a change without files is broken. */
	while (repo_waiting_path(repo, path))
		if (unlink(path) != 0)
			return cannot(path, "cannot take this file away", fault);
	return repo_clear(repo, "waiting", fault);
}
