#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_LENGTH_MAX = 4096, TRIES = 4 };

#define BESIDE ".XXXXXX.new" /* ends the name of what is not whole yet */

/* Sets the words "what: reason" and the place. Returns false. */
static bool refuse(struct fault *fault, const char *path, const char *what)
{
	fault_set(fault, "%s: %s", what, strerror(errno));
	fault_at(fault, path, 0, NULL);
	return false;
}

ssize_t file_read_all(int fd, char *bytes, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t got = read(fd, bytes + done, size - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

bool file_write_all(int fd, const char *bytes, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t put = write(fd, bytes + done, size - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		done += (size_t)put;
	}
	return true;
}

/* Looks at an open file before anything of it is read. */
static bool measure(int fd, const char *path, size_t max, size_t *size, struct fault *fault)
{
	struct stat about;

	if (fstat(fd, &about) != 0)
		return refuse(fault, path, "cannot read this file");
	if (!S_ISREG(about.st_mode)) {
		fault_set(fault, "this is not a plain file");
		fault_at(fault, path, 0, NULL);
		return false;
	}
	if (about.st_size < 0 || (uintmax_t)about.st_size > max) {
		fault_set(fault, "this file has %jd bytes and may have at most %zu; make it shorter", (intmax_t)about.st_size, max);
		fault_at(fault, path, 0, NULL);
		return false;
	}
	*size = (size_t)about.st_size;
	return true;
}

/* Reads the open file into fresh memory. */
static char *take_bytes(int fd, const char *path, size_t size, size_t *length, struct fault *fault)
{
	char *bytes = malloc(size + 1);
	ssize_t got;

	if (!bytes) {
		refuse(fault, path, "no memory for this file");
		return NULL;
	}
	got = file_read_all(fd, bytes, size);
	if (got < 0) {
		refuse(fault, path, "cannot read this file");
		free(bytes);
		return NULL;
	}
	bytes[got] = '\0';
	*length = (size_t)got;
	return bytes;
}

bool file_read(const char *path, size_t max, char **text, size_t *length, struct fault *fault)
{
	/* Without O_NONBLOCK a pipe with no writer would hold the screen up for ever. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	size_t size = 0, got = 0;
	char *bytes = NULL;

	if (fd < 0)
		return refuse(fault, path, "cannot open this file");
	if (measure(fd, path, max, &size, fault))
		bytes = take_bytes(fd, path, size, &got, fault);
	close(fd);
	if (!bytes)
		return false;
	*text = bytes;
	*length = got;
	return true;
}

/* The folder of `path`, for the fsync that makes a rename last. */
static bool folder_of(const char *path, char *out, size_t size)
{
	const char *slash = strrchr(path, '/');
	int length = !slash ? 1 : slash == path ? 1 : (int)(slash - path);
	int put = snprintf(out, size, "%.*s", length, slash ? path : ".");

	return put >= 0 && (size_t)put < size;
}

static bool sync_folder(const char *path)
{
	char folder[PATH_LENGTH_MAX];
	bool fine = false;
	int fd;

	if (!folder_of(path, folder, sizeof folder))
		return false;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	fine = fsync(fd) == 0;
	close(fd);
	return fine;
}

/* Is `entry` what a replacing of `name` writes first? */
static bool is_beside(const char *entry, const char *name)
{
	size_t length = strlen(name);

	return strncmp(entry, name, length) == 0 && strlen(entry + length) == sizeof BESIDE - 1 && entry[length] == '.' &&
	       strcmp(entry + length + strlen(".XXXXXX"), ".new") == 0;
}

/* What a power cut left. Whoever still writes holds a lock on it. */
static void clear_beside(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_LENGTH_MAX];
	DIR *list = folder_of(path, folder, sizeof folder) ? opendir(folder) : NULL;
	struct dirent *entry;

	while (list && (entry = readdir(list))) {
		if (!is_beside(entry->d_name, slash ? slash + 1 : path))
			continue;
		int fd = openat(dirfd(list), entry->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			unlinkat(dirfd(list), entry->d_name, 0);
		if (fd >= 0)
			close(fd);
	}
	if (list)
		closedir(list);
}

/* A new, locked file beside `path`, whose name goes to `beside`; -1 with errno. */
static int open_beside(const char *path, char beside[PATH_LENGTH_MAX])
{
	struct stat about;
	int put = snprintf(beside, PATH_LENGTH_MAX, "%s" BESIDE, path);

	if (put < 0 || put >= PATH_LENGTH_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	for (int i = 0; i < TRIES; i++) {
		snprintf(beside, PATH_LENGTH_MAX, "%s" BESIDE, path);
		int fd = mkostemps(beside, (int)strlen(".new"), O_CLOEXEC);
		if (fd < 0)
			return -1;
		(void)flock(fd, LOCK_EX); /* a share without locks has nobody who clears, either */
		if (fstat(fd, &about) != 0 || about.st_nlink > 0)
			return fd;
		close(fd); /* somebody cleared it before it was locked */
	}
	errno = EBUSY;
	return -1;
}

/* Writes a new file beside `path`, open at `fd`, and puts it in its place. */
static bool put_in_place(int fd, const char *beside, const char *path, const void *bytes, size_t length)
{
	bool fine = file_write_all(fd, bytes, length) && fchmod(fd, 0644) == 0 && fsync(fd) == 0;

	if (close(fd) != 0)
		fine = false;
	return fine && rename(beside, path) == 0;
}

bool file_replace(const char *path, const void *bytes, size_t length, struct fault *fault)
{
	char beside[PATH_LENGTH_MAX];
	int fd;

	clear_beside(path);
	fd = open_beside(path, beside);
	if (fd < 0)
		return refuse(fault, path, "cannot write beside this file");
	if (!put_in_place(fd, beside, path, bytes, length)) {
		int why = errno;

		unlink(beside);
		errno = why;
		return refuse(fault, path, "cannot write this file; the old one is unchanged");
	}
	/* The new file is whole and stands in its place; a folder that cannot be
	 * synced (some network shares) only delays when that is certain. */
	(void)sync_folder(path);
	return true;
}

bool file_join(char *out, size_t size, const char *folder, const char *name)
{
	size_t length = strlen(folder);
	const char *between;

	while (length > 1 && folder[length - 1] == '/')
		length--;
	while (*name == '/')
		name++;
	between = length == 0 || folder[length - 1] == '/' ? "" : "/";
	if (length + strlen(between) + strlen(name) >= size)
		return false;
	snprintf(out, size, "%.*s%s%s", (int)length, folder, between, name);
	return true;
}

bool file_is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool file_is_plain(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}
