#include "net/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "core/problem.h"

enum { PART_MAX = 255 }; /* bytes of one name in Linux's file systems */

static enum trust_got refuse(struct trust_problem *problem, enum failure failure, const char *folder, const char *what)
{
	problem_set(problem, failure, "%s", what);
	if (problem)
		fault_at(&problem->fault, folder, 0, NULL);
	return TRUST_NOT_GOT;
}

/* What the system's refusal to open or read means. */
static enum trust_got refuse_errno(struct trust_problem *problem, const char *folder, const char *name)
{
	int why = errno;
	enum failure failure = FAILURE_DISK;

	if (why == ENOENT)
		return TRUST_ABSENT;
	if (why == EACCES || why == EPERM)
		failure = FAILURE_DENIED;
	if (why == ELOOP || why == ENOTDIR || why == ENXIO || why == EISDIR)
		failure = FAILURE_FORMAT;
	problem_set(problem, failure,
		    failure == FAILURE_FORMAT ? "%s is a link or not what it should be (%s); copy plain folders and files" : "cannot read %s: %s",
		    name, strerror(why));
	if (problem)
		fault_at(&problem->fault, folder, 0, NULL);
	return TRUST_NOT_GOT;
}

/* Takes the next part of a name into `part`; false when it is none. */
static bool next_part(const char **name, char part[PART_MAX + 1])
{
	size_t length = strcspn(*name, "/");

	if (length == 0 || length > PART_MAX)
		return false;
	memcpy(part, *name, length);
	part[length] = '\0';
	*name += length;
	if (**name == '/' && *++*name == '\0')
		return false;
	return strcmp(part, ".") != 0 && strcmp(part, "..") != 0;
}

static bool name_ok(const char *name)
{
	char part[PART_MAX + 1];
	int parts = 0;

	do {
		if (++parts > FOLDER_DEPTH_MAX || !next_part(&name, part))
			return false;
	} while (*name);
	return true;
}

/* Opens `name` below `at`, which is closed; -1 with errno. */
static int open_below(int at, const char *name)
{
	char part[PART_MAX + 1];

	while (at >= 0 && *name && next_part(&name, part)) {
		/* Without O_NONBLOCK a pipe would be waited for. */
		int flags = *name ? O_DIRECTORY : O_NONBLOCK | O_NOCTTY;
		int next = openat(at, part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | flags);
		int why = errno;

		close(at);
		errno = why;
		at = next;
	}
	return at;
}

/* `place` tells where it is: folder, then name. */
static enum trust_got take(int fd, const char *const place[2], size_t max, struct trust_bytes *out, struct trust_problem *problem)
{
	struct stat about;

	if (fstat(fd, &about) != 0)
		return refuse_errno(problem, place[0], place[1]);
	if (!S_ISREG(about.st_mode))
		return refuse(problem, FAILURE_FORMAT, place[0], "what should be a file is a folder, a pipe or a device; copy plain files");
	if (about.st_size < 0 || (uintmax_t)about.st_size > max) {
		problem_set(problem, FAILURE_TOO_BIG, "%s has %jd bytes and may have at most %zu", place[1], (intmax_t)about.st_size, max);
		return TRUST_NOT_GOT;
	}
	char *bytes = malloc((size_t)about.st_size + 1);
	ssize_t got = bytes ? file_read_all(fd, bytes, (size_t)about.st_size) : -1;
	if (got < 0) {
		enum trust_got refused = refuse_errno(problem, place[0], place[1]);

		free(bytes);
		return refused;
	}
	bytes[got] = '\0';
	*out = (struct trust_bytes){bytes, (size_t)got};
	return TRUST_GOT;
}

enum trust_got folder_get(const char *folder, const char *name, size_t max, struct trust_bytes *out, struct trust_problem *problem)
{
	const char *const place[2] = {folder, name};
	enum trust_got got;
	int at, fd;

	if (!name_ok(name))
		return refuse(problem, FAILURE_FORMAT, folder, "a name below this folder is none that a file may have here");
	at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (at < 0 && (errno == ENOENT || errno == ENOTDIR))
		return refuse(problem, FAILURE_NO_STICK, folder, "there is no such folder; is the stick in, the share mounted?");
	fd = open_below(at, name);
	if (fd < 0)
		return refuse_errno(problem, folder, name);
	got = take(fd, place, max, out, problem);
	close(fd);
	return got;
}
