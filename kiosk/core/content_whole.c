/* Is a set whole? Every name is opened below the folder before it, and no link is followed. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "core/content.h"

/* One look through a set. */
struct look {
	const struct channel_file *channel;
	int found; /* of its files */
	struct fault *fault;
};

static bool refuse(struct fault *fault, const char *path, const char *what)
{
	return fault_set(fault, "\"%.200s\" %s; look whether the disk fails, or who else writes there", path, what);
}

/* The bytes of a plain file of at most `max`; the caller frees them. NULL with the fault
 * about `path`. */
static char *read_at(int folder, const char *name, size_t max, size_t *length, struct look *look)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat about;
	char *bytes = NULL;

	if (fd < 0) {
		refuse(look->fault, name, errno == ENOENT ? "is missing" : "cannot be opened, or is a link");
		return NULL;
	}
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		refuse(look->fault, name, "is not a plain file");
	else if (about.st_size < 1 || (uintmax_t)about.st_size > max)
		refuse(look->fault, name, "has not the length that it should have");
	else if (!(bytes = malloc((size_t)about.st_size)))
		fault_set(look->fault, "there is no memory left for \"%.200s\"", name);
	else if (file_read_all(fd, bytes, *length = (size_t)about.st_size) != (ssize_t)about.st_size) {
		refuse(look->fault, name, "cannot be read to its end");
		free(bytes);
		bytes = NULL;
	}
	close(fd);
	return bytes;
}

/* One plain file of the set, at `path` in it. */
static bool check_file(struct look *look, int folder, const char *name, const char *path)
{
	const struct channel_part *part = channel_find(look->channel, path);
	char hash[TRUST_HEX_SIZE];
	size_t length = 0;

	if (!part)
		return refuse(look->fault, path, "is not one of the files of the set");
	char *bytes = read_at(folder, name, part->length, &length, look);
	if (!bytes)
		return false;
	trust_sha256(bytes, length, hash);
	free(bytes);
	if (length != part->length || strcmp(hash, part->sha256) != 0)
		return refuse(look->fault, path, "was changed since it was signed");
	look->found++;
	return true;
}

/* Does any file of the set lie below? Others are never entered. */
static bool is_folder_of(const struct channel_file *channel, const char *path)
{
	size_t length = strlen(path);

	for (int i = 0; i < channel->file_count; i++)
		if (strncmp(channel->files[i].path, path, length) == 0 && channel->files[i].path[length] == '/')
			return true;
	return false;
}

static bool check_folder(struct look *look, int folder, const char *path);

static bool check_entry(struct look *look, int folder, const char *above, const char *name)
{
	char path[CHANNEL_PATH_SIZE];
	struct stat about;
	int put = snprintf(path, sizeof path, "%s%s%s", above, *above ? "/" : "", name);

	if (strcmp(path, "channel.json") == 0)
		return true;
	if (put < 0 || (size_t)put >= sizeof path || fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
		return refuse(look->fault, name, "is not one of the files of the set");
	if (!S_ISDIR(about.st_mode))
		return check_file(look, folder, name, path);
	if (!is_folder_of(look->channel, path))
		return refuse(look->fault, path, "is not one of the folders of the set");
	int below = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (below < 0)
		return refuse(look->fault, path, "cannot be opened");
	return check_folder(look, below, path);
}

/* Takes `folder` over. As deep as the longest path of a channel file, no deeper. */
static bool check_folder(struct look *look, int folder, const char *path)
{
	DIR *entries = fdopendir(folder);
	struct dirent *entry;
	bool good = true;

	if (!entries) {
		close(folder);
		return refuse(look->fault, *path ? path : "the set", "cannot be read");
	}
	errno = 0;
	while (good && (entry = readdir(entries)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			good = check_entry(look, dirfd(entries), path, entry->d_name);
		errno = 0;
	}
	if (good && errno)
		good = refuse(look->fault, *path ? path : "the set", "cannot be read");
	closedir(entries);
	return good;
}

static int open_set(const char *store, const char *set)
{
	int top = open(store, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int sets = top < 0 ? -1 : openat(top, "sets", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int folder = sets < 0 ? -1 : openat(sets, set, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (sets >= 0)
		close(sets);
	if (top >= 0)
		close(top);
	return folder;
}

static bool read_channel(int folder, const char *set, const char *app_version, struct channel_file *out, struct trust_problem *problem)
{
	struct look look = {.fault = &problem->fault};
	char hash[TRUST_HEX_SIZE];
	size_t length = 0;
	char *text = read_at(folder, "channel.json", CHANNEL_TEXT_MAX, &length, &look);

	if (!text)
		return false;
	trust_sha256(text, length, hash);
	bool good = strcmp(hash, set) == 0 ? channel_read(text, length, app_version, out, problem)
					   : refuse(&problem->fault, "channel.json", "was changed since it was signed");
	free(text);
	return good;
}

static bool check_set(int folder, const struct channel_file *channel, struct fault *fault)
{
	struct look look = {channel, 0, fault};

	if (!check_folder(&look, folder, ""))
		return false;
	if (look.found != channel->file_count)
		return fault_set(fault, "%d of the %d files are missing; look whether the disk fails, or who else writes there",
				 channel->file_count - look.found, channel->file_count);
	return true;
}

bool content_whole(const char *store, const char *set, const char *app_version, struct channel_file *out, struct trust_problem *problem)
{
	struct trust_problem found = {.failure = FAILURE_DAMAGED};
	struct channel_file channel = {.files = NULL};
	int folder = content_name_ok(set) ? open_set(store, set) : -1;
	char name[TRUST_HEX_SIZE + 8];

	snprintf(name, sizeof name, "sets/%.12s", set);
	if (folder < 0) {
		found.failure = FAILURE_MISSING;
		refuse(&found.fault, name, "is missing, or is no folder");
	} else if (!read_channel(folder, set, app_version, &channel, &found)) {
		close(folder);
	} else if (check_set(folder, &channel, &found.fault)) {
		*out = channel;
		return true;
	}
	channel_free(&channel);
	fault_at(&found.fault, store, 0, name);
	if (problem)
		*problem = found;
	return false;
}
