#include "sync/inbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "core/trust_key.h"
#include "core/problem.h"

static bool disk(struct trust_problem *problem, const char *path)
{
	return problem_set(problem, FAILURE_DISK, "%s: %s", path, strerror(errno));
}

/* A file or a link in its place goes: nothing outside the inbox is written to. */
static bool make_folder(const char *path, struct trust_problem *problem)
{
	struct stat about;

	if (mkdir(path, 0750) == 0)
		return true;
	if (errno == EEXIST && lstat(path, &about) == 0) {
		if (S_ISDIR(about.st_mode) || (unlink(path) == 0 && mkdir(path, 0750) == 0))
			return true;
	}
	return disk(problem, path);
}

static bool full_path(const struct inbox *inbox, const char *name, char *out, size_t size)
{
	return file_join(out, size, inbox->path, name);
}

static bool wait_for(int folder, int how)
{
	static const struct timespec pause = {0, 100 * 1000 * 1000};

	for (int tries = 0; flock(folder, how | LOCK_NB) != 0; tries++) {
		if (errno != EWOULDBLOCK || tries == INBOX_WAIT_S * 10)
			return false;
		(void)nanosleep(&pause, NULL);
	}
	return true;
}

static bool lock(struct inbox *inbox, const char *path, int how, struct trust_problem *problem)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (folder < 0)
		return errno == ENOENT && how == LOCK_SH ? problem_set(problem, FAILURE_MISSING, "nothing has arrived in %s yet", path)
							 : disk(problem, path);
	if (!wait_for(folder, how)) {
		if (errno == EWOULDBLOCK)
			problem_set(problem, FAILURE_IN_USE, "%s: another run has held it for %d seconds", path, INBOX_WAIT_S);
		else
			disk(problem, path);
		close(folder);
		return false;
	}
	inbox->folder = folder;
	snprintf(inbox->path, sizeof inbox->path, "%s", path);
	return true;
}

bool inbox_open(struct inbox *inbox, const char *path, struct trust_problem *problem)
{
	static const char *const names[] = {"metadata", "targets"};
	char inner[FAULT_FILE_MAX + 16];

	if (strlen(path) >= sizeof inbox->path)
		return problem_set(problem, FAILURE_SETTINGS, "the path of the inbox is too long");
	if (!make_folder(path, problem) || !lock(inbox, path, LOCK_EX, problem))
		return false;
	for (int i = 0; i < 2; i++) {
		snprintf(inner, sizeof inner, "%s/%s", path, names[i]);
		if (!make_folder(inner, problem)) {
			inbox_close(inbox);
			return false;
		}
	}
	return true;
}

bool inbox_open_reading(struct inbox *inbox, const char *path, struct trust_problem *problem)
{
	if (strlen(path) >= sizeof inbox->path)
		return problem_set(problem, FAILURE_SETTINGS, "the path of the inbox is too long");
	return lock(inbox, path, LOCK_SH, problem);
}

void inbox_close(struct inbox *inbox)
{
	if (inbox->folder >= 0)
		close(inbox->folder);
	inbox->folder = -1;
}

bool inbox_has(const struct inbox *inbox, const char *name, const char *sha256, size_t length)
{
	char path[INBOX_NAME_MAX + FAULT_FILE_MAX], hash[TRUST_HEX_SIZE], *text;
	size_t got;

	if (!full_path(inbox, name, path, sizeof path) || !file_read(path, length, &text, &got, NULL))
		return false;
	trust_sha256(text, got, hash);
	free(text);
	return got == length && strcmp(hash, sha256) == 0;
}

bool inbox_named(const struct inbox *inbox, const char *name)
{
	char path[INBOX_NAME_MAX + FAULT_FILE_MAX];

	return full_path(inbox, name, path, sizeof path) && file_is_plain(path);
}

/* The folders between the inbox and the file. */
static bool make_way(const struct inbox *inbox, const char *name, struct trust_problem *problem)
{
	char path[INBOX_NAME_MAX + FAULT_FILE_MAX], part[INBOX_NAME_MAX];

	for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(part, sizeof part, "%.*s", (int)(slash - name), name);
		if (!full_path(inbox, part, path, sizeof path) || !make_folder(path, problem))
			return false;
	}
	return true;
}

bool inbox_put(struct inbox *inbox, const char *name, const struct trust_bytes *bytes, struct trust_problem *problem)
{
	char path[INBOX_NAME_MAX + FAULT_FILE_MAX], hash[TRUST_HEX_SIZE];
	struct fault fault;

	trust_sha256(bytes->bytes, bytes->length, hash);
	if (inbox_has(inbox, name, hash, bytes->length))
		return true;
	if (!full_path(inbox, name, path, sizeof path))
		return problem_set(problem, FAILURE_FORMAT, "a name in the repository is too long: %.60s...", name);
	if (!make_way(inbox, name, problem))
		return false;
	if (file_replace(path, bytes->bytes, bytes->length, &fault))
		return true;
	return problem_set(problem, FAILURE_DISK, "%s: %s", path, fault.says);
}
