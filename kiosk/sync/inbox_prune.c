/* What stays in the inbox, and deleting the rest: also what somebody put there who wanted it to stay. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "core/problem.h"
#include "sync/inbox.h"

enum { DEPTH_MAX = 8 }; /* folders in one another; nothing that stays lies deeper */

static bool disk(struct trust_problem *problem, const char *path)
{
	return problem_set(problem, FAILURE_DISK, "%s: %s", path, strerror(errno));
}

/* ---- the list ---- */

bool inbox_keep(struct inbox_keep *keep, const char *name)
{
	if (keep->count == INBOX_KEEP_MAX || strlen(name) >= INBOX_NAME_MAX)
		return false;
	snprintf(keep->name[keep->count++], INBOX_NAME_MAX, "%s", name);
	return true;
}

void inbox_keep_read(struct inbox_keep *keep, const char *path)
{
	char *text, *rest = NULL;
	size_t length;

	if (!file_read(path, (size_t)INBOX_KEEP_MAX * INBOX_NAME_MAX, &text, &length, NULL))
		return;
	for (char *name = strtok_r(text, "\n", &rest); name && inbox_keep(keep, name);)
		name = strtok_r(NULL, "\n", &rest);
	free(text);
}

bool inbox_keep_write(const struct inbox_keep *keep, const char *path, struct trust_problem *problem)
{
	char *text = malloc((size_t)keep->count * (INBOX_NAME_MAX + 1) + 1), *old = NULL;
	size_t used = 0, length = 0;
	struct fault fault;

	if (!text)
		return problem_set(problem, FAILURE_DISK, "memory is out");
	for (int i = 0; i < keep->count; i++)
		used += (size_t)snprintf(text + used, INBOX_NAME_MAX + 1, "%s\n", keep->name[i]);
	bool same = file_read(path, used, &old, &length, NULL) && length == used && memcmp(old, text, used) == 0;
	bool good = same || file_replace(path, text, used, &fault) || problem_set(problem, FAILURE_DISK, "%s: %s", path, fault.says);
	free(old);
	free(text);
	return good;
}

/* ---- what is not on it ---- */

/* One of the chain, written as the client asks for it: "metadata/7.root.json", not 07 or +7. */
static bool is_link(const struct inbox_keep *keep, const char *name)
{
	char canonical[64];
	long long version = strncmp(name, "metadata/", 9) == 0 ? strtoll(name + 9, NULL, 10) : 0;

	snprintf(canonical, sizeof canonical, "metadata/%lld.root.json", version);
	return version > keep->first_root && version <= keep->last_root && strcmp(name, canonical) == 0;
}

static bool stays(const struct inbox_keep *keep, const char *name)
{
	if (is_link(keep, name))
		return true;
	for (int i = 0; i < keep->count; i++)
		if (strcmp(keep->name[i], name) == 0)
			return true;
	return false;
}

/* Moves a folder to the top, from where it goes with whatever else does not belong there: however deep
 * folders lie in one another, few are open at once. */
static bool lift(const struct inbox *inbox, int folder, const char *name, struct trust_problem *problem)
{
	char fresh[32];

	(void)fchmodat(folder, name, 0700, 0);
	for (int i = 0; i < 1 << 20; i++) {
		snprintf(fresh, sizeof fresh, "gone-%d", i);
		if (renameat(folder, name, inbox->folder, fresh) == 0)
			return true;
		if (errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR)
			break;
	}
	return disk(problem, name);
}

/* Is it "." or ".."? */
static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool is_folder(int folder, const char *name)
{
	struct stat about;

	return fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(about.st_mode);
}

/* NULL with the problem; a folder that was closed to us by somebody is opened. */
static DIR *look_into(const struct inbox *inbox, const char *at, struct trust_problem *problem)
{
	char path[INBOX_NAME_MAX + FAULT_FILE_MAX];

	if (!file_join(path, sizeof path, inbox->path, at))
		return NULL;
	if (at[0])
		(void)fchmodat(inbox->folder, at, 0750, 0);
	DIR *folder = opendir(path);
	if (!folder)
		disk(problem, path);
	return folder;
}

/* Deletes a folder at the top; the folders in it go to the top. */
static bool remove_folder(const struct inbox *inbox, const char *name, struct trust_problem *problem)
{
	struct dirent *entry;
	bool good = true;
	DIR *folder = look_into(inbox, name, problem);

	if (!folder)
		return false;
	while (good && (entry = readdir(folder))) {
		if (is_dots(entry->d_name))
			continue;
		if (is_folder(dirfd(folder), entry->d_name))
			good = unlinkat(dirfd(folder), entry->d_name, AT_REMOVEDIR) == 0 || lift(inbox, dirfd(folder), entry->d_name, problem);
		else
			good = unlinkat(dirfd(folder), entry->d_name, 0) == 0 || disk(problem, entry->d_name);
	}
	closedir(folder);
	return good && (unlinkat(inbox->folder, name, AT_REMOVEDIR) == 0 || disk(problem, name));
}

/* Everything at the top but the two folders. A folder may bring others there, so it is looked through again. */
static bool prune_top(const struct inbox *inbox, struct trust_problem *problem)
{
	struct dirent *entry;
	bool good = true, again = true;

	while (good && again) {
		DIR *folder = opendir(inbox->path);
		if (!folder)
			return disk(problem, inbox->path);
		again = false;
		while (good && (entry = readdir(folder))) {
			if (is_dots(entry->d_name) || strcmp(entry->d_name, "metadata") == 0 || strcmp(entry->d_name, "targets") == 0)
				continue;
			again = true;
			if (is_folder(inbox->folder, entry->d_name))
				good = remove_folder(inbox, entry->d_name, problem);
			else
				good = unlinkat(inbox->folder, entry->d_name, 0) == 0 || disk(problem, entry->d_name);
		}
		closedir(folder);
	}
	return good;
}

/* What neither stays nor holds what stays. A folder that is not empty remains by itself. */
static bool prune(struct inbox *inbox, const struct inbox_keep *keep, const char *at, int depth, struct trust_problem *problem)
{
	char name[INBOX_NAME_MAX + 256];
	struct dirent *entry;
	bool good = true;
	DIR *folder = look_into(inbox, at, problem);

	if (!folder)
		return false;
	while (good && (entry = readdir(folder))) {
		if (is_dots(entry->d_name))
			continue;
		snprintf(name, sizeof name, "%s/%s", at, entry->d_name);
		if (!is_folder(dirfd(folder), entry->d_name)) {
			good = stays(keep, name) || unlinkat(dirfd(folder), entry->d_name, 0) == 0 || disk(problem, name);
		} else if (unlinkat(dirfd(folder), entry->d_name, AT_REMOVEDIR) != 0) {
			/* A name that is too long is none that stays. */
			good = depth < DEPTH_MAX && strlen(name) < INBOX_NAME_MAX ? prune(inbox, keep, name, depth + 1, problem)
										  : lift(inbox, dirfd(folder), entry->d_name, problem);
			(void)unlinkat(dirfd(folder), entry->d_name, AT_REMOVEDIR);
		}
	}
	closedir(folder);
	return good;
}

bool inbox_prune(struct inbox *inbox, const struct inbox_keep *keep, struct trust_problem *problem)
{
	return prune(inbox, keep, "metadata", 0, problem) && prune(inbox, keep, "targets", 0, problem) && prune_top(inbox, problem);
}
