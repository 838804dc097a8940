#include "core/store_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

bool store_disk(struct trust_problem *problem, const char *what, const char *name)
{
	const char *todo = errno == ENOSPC || errno == EDQUOT ? "make room on the disk"
			   : errno == EROFS                   ? "make the disk writable"
			   : errno == EIO                     ? "the disk or card is failing, replace it"
							      : "look at the folder and its rights";

	problem_set(problem, FAILURE_DISK, "%s: %s; %s", what, strerror(errno), todo);
	if (problem)
		fault_at(&problem->fault, name, 0, NULL);
	return false;
}

bool store_is_sha(const char *text)
{
	return strlen(text) == TRUST_HEX_SIZE - 1 && strspn(text, "0123456789abcdef") == TRUST_HEX_SIZE - 1;
}

/* ---- folders ---- */

int store_folder_open(int at, const char *name)
{
	return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int store_folder(int at, const char *name, bool *made, struct trust_problem *problem)
{
	int fd = store_folder_open(at, name);
	bool is_new = false;

	if (fd < 0 && (errno == ELOOP || errno == ENOTDIR)) {
		if (!store_remove(at, name, problem))
			return -1;
		errno = ENOENT;
	}
	if (fd < 0 && errno == ENOENT) {
		if (mkdirat(at, name, 0755) != 0) {
			store_disk(problem, "cannot make this folder", name);
			return -1;
		}
		is_new = true;
		fd = store_folder_open(at, name);
	}
	if (fd < 0) {
		store_disk(problem, "cannot open this folder", name);
		return -1;
	}
	if (is_new)
		(void)fchmod(fd, 0755); /* where a umask kept the kiosk's user out */
	if (made)
		*made = is_new;
	return fd;
}

int store_folder_of(int at, const char *path, const char **name, struct trust_problem *make)
{
	int folder = fcntl(at, F_DUPFD_CLOEXEC, 0);
	const char *slash;

	if (folder < 0 && make)
		store_disk(make, "cannot open a folder again", path);
	for (; folder >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
		char part[STORE_NAME_MAX];
		snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
		int next = make ? store_folder(folder, part, NULL, make) : store_folder_open(folder, part);
		int why = errno;
		close(folder);
		errno = why;
		folder = next;
	}
	*name = path;
	return folder;
}

bool store_sync(int folder, const char *name, struct trust_problem *problem)
{
	return fsync(folder) == 0 || store_disk(problem, "the names in this folder did not reach the disk", name);
}

bool store_each(int folder, bool (*each)(void *context, int folder, const char *name, struct trust_problem *problem), void *context,
		struct trust_problem *problem)
{
	int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = again < 0 ? NULL : fdopendir(again);
	struct dirent *entry;
	bool fine = true;

	if (!list) {
		store_disk(problem, "cannot list a folder of the store", "");
		if (again >= 0)
			close(again);
		return false;
	}
	for (errno = 0; fine && (entry = readdir(list)); errno = 0)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			fine = each(context, folder, entry->d_name, problem);
	if (fine && errno != 0)
		fine = store_disk(problem, "cannot list a folder of the store", "");
	closedir(list);
	return fine;
}

/* ---- removing ---- */

static bool remove_at(int at, const char *name, int depth, struct trust_problem *problem);

static bool remove_each(void *context, int folder, const char *name, struct trust_problem *problem)
{
	return remove_at(folder, name, *(const int *)context + 1, problem);
}

static bool remove_folder(int at, const char *name, int depth, struct trust_problem *problem)
{
	int folder = store_folder_open(at, name);

	if (folder < 0)
		return store_disk(problem, "cannot open this folder to remove it", name);
	if (depth >= STORE_DEPTH_MAX) {
		close(folder);
		return problem_set(problem, FAILURE_DISK, "%s: folders of a stranger are too deep to remove; remove them by hand", name);
	}
	bool fine = store_each(folder, remove_each, &depth, problem);
	close(folder);
	return fine && (unlinkat(at, name, AT_REMOVEDIR) == 0 || store_disk(problem, "cannot remove this folder", name));
}

static bool remove_at(int at, const char *name, int depth, struct trust_problem *problem)
{
	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return true;
	if (errno == EISDIR)
		return remove_folder(at, name, depth, problem);
	return store_disk(problem, "cannot remove this file", name);
}

bool store_remove(int at, const char *name, struct trust_problem *problem)
{
	return remove_at(at, name, 0, problem);
}

/* ---- reading ---- */

static enum store_read take(int fd, size_t max, struct trust_bytes *out)
{
	struct stat about;

	if (fstat(fd, &about) != 0)
		return STORE_UNREADABLE;
	if (!S_ISREG(about.st_mode) || about.st_size < 0 || (uintmax_t)about.st_size > max)
		return STORE_OTHER;
	char *bytes = malloc((size_t)about.st_size + 1);
	ssize_t got = bytes ? file_read_all(fd, bytes, (size_t)about.st_size) : -1;
	if (got < 0) {
		free(bytes);
		return STORE_UNREADABLE;
	}
	bytes[got] = '\0';
	*out = (struct trust_bytes){bytes, (size_t)got};
	return STORE_READ;
}

enum store_read store_read(int at, const char *name, size_t max, struct trust_bytes *out)
{
	/* Without O_NONBLOCK a pipe in the place of a file would be waited for. */
	int fd = openat(at, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return errno == ENOENT ? STORE_ABSENT : errno == ELOOP || errno == ENXIO ? STORE_OTHER : STORE_UNREADABLE;
	enum store_read state = take(fd, max, out);
	int why = errno;
	close(fd);
	errno = why;
	return state;
}

/* ---- writing ---- */

bool store_write_new(int at, const char *name, const void *bytes, size_t length, struct trust_problem *problem)
{
	int fd = openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);

	if (fd < 0)
		return store_disk(problem, "cannot make this file", name);
	/* The kiosk is another user; a umask must not keep it out. */
	bool fine = (fchmod(fd, 0644) == 0 && file_write_all(fd, bytes, length)) || store_disk(problem, "cannot write this file", name);
	/* Linux tells of a failed write once and then drops the pages: what did not reach the disk
	 * now never will, so a second fsync would only pretend. */
	fine = fine && (fsync(fd) == 0 || store_disk(problem, "this file did not reach the disk", name));
	close(fd);
	if (!fine)
		unlinkat(at, name, 0);
	return fine;
}

/* A folder cannot be replaced by a file; nothing of ours is one where a file belongs. */
static bool clear_way(int at, const char *name, struct trust_problem *problem)
{
	struct stat about;

	if (fstatat(at, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(about.st_mode))
		return store_remove(at, name, problem);
	return true;
}

bool store_write(int at, const char *name, const void *bytes, size_t length, struct trust_problem *problem)
{
	char fresh[STORE_NAME_MAX];

	snprintf(fresh, sizeof fresh, "%s" STORE_NEW, name);
	if (!store_remove(at, fresh, problem) || !store_write_new(at, fresh, bytes, length, problem))
		return false;
	if (!clear_way(at, name, problem) ||
	    (renameat(at, fresh, at, name) != 0 && !store_disk(problem, "cannot put this file in its place", name))) {
		unlinkat(at, fresh, 0);
		return false;
	}
	return store_sync(at, name, problem);
}
