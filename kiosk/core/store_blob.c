/* Opening the store, its room, and its blobs. */
#include "core/store_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"

static bool lock(int folder, struct trust_problem *problem)
{
	if (flock(folder, LOCK_EX | LOCK_NB) == 0)
		return true;
	if (errno == EWOULDBLOCK)
		return problem_set(problem, FAILURE_IN_USE, "another program is at work on this store; wait until it has ended");
	return store_disk(problem, "cannot lock this folder", "");
}

static bool open_parts(struct store *store, struct trust_problem *problem)
{
	bool made_blobs = false, made_sets = false;

	store->blobs = store_folder(store->folder, "blobs", &made_blobs, problem);
	if (store->blobs < 0)
		return false;
	store->sets = store_folder(store->folder, "sets", &made_sets, problem);
	return store->sets >= 0 && ((!made_blobs && !made_sets) || store_sync(store->folder, store->path, problem));
}

bool store_open(struct store *store, const char *folder, struct trust_problem *problem)
{
	struct store opened = {-1, -1, -1, ""};

	if (!file_join(opened.path, sizeof opened.path, folder, ""))
		return problem_set(problem, FAILURE_SETTINGS, "the path of the store is too long; choose one of at most %d letters",
				   FAULT_FILE_MAX - 2);
	opened.folder = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (opened.folder < 0)
		return store_disk(problem, "cannot open the folder of the store", folder);
	if (!lock(opened.folder, problem) || !open_parts(&opened, problem)) {
		if (problem)
			fault_at(&problem->fault, folder, 0, NULL);
		store_close(&opened);
		return false;
	}
	*store = opened;
	return true;
}

static void close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void store_close(struct store *store)
{
	close_one(&store->blobs);
	close_one(&store->sets);
	close_one(&store->folder);
}

bool store_room_enough(uint64_t room, uint64_t bytes, struct trust_problem *problem)
{
	uint64_t needed = bytes > UINT64_MAX / 4 ? UINT64_MAX : 2 * bytes + STORE_ROOM_FREE;

	if (room >= needed)
		return true;
	return problem_set(problem, FAILURE_DISK, "the disk has %llu MB free and new content needs %llu MB; make room on the disk",
			   (unsigned long long)(room >> 20), (unsigned long long)((needed >> 20) + 1));
}

bool store_room(const struct store *store, uint64_t bytes, struct trust_problem *problem)
{
	struct statvfs about;

	if (fstatvfs(store->folder, &about) != 0)
		return store_disk(problem, "cannot ask how much room the disk has", store->path);
	return store_room_enough((uint64_t)about.f_bavail * about.f_frsize, bytes, problem);
}

static bool is_sha_of(const struct trust_bytes *bytes, const char *sha256)
{
	char found[TRUST_HEX_SIZE];

	trust_sha256(bytes->bytes, bytes->length, found);
	return strcmp(found, sha256) == 0;
}

enum store_read store_look_at_blob(const struct store *store, const char *sha256)
{
	struct trust_bytes bytes;

	if (!store_is_sha(sha256))
		return STORE_OTHER;
	enum store_read state = store_read(store->blobs, sha256, STORE_FILE_MAX, &bytes);
	if (state != STORE_READ)
		return state;
	bool same = is_sha_of(&bytes, sha256);
	free(bytes.bytes);
	return same ? STORE_READ : STORE_OTHER;
}

bool store_has_blob(const struct store *store, const char *sha256)
{
	return store_look_at_blob(store, sha256) == STORE_READ;
}

bool store_put_blob(struct store *store, const struct trust_bytes *bytes, const char *sha256, struct trust_problem *problem)
{
	if (!store_is_sha(sha256) || !is_sha_of(bytes, sha256))
		return problem_set(problem, FAILURE_DAMAGED, "these bytes are not the file %.16s... that was signed; fetch it again", sha256);
	if (bytes->length > STORE_FILE_MAX)
		return problem_set(problem, FAILURE_TOO_BIG, "a file has %zu bytes and may have at most %d", bytes->length, STORE_FILE_MAX);
	if (store_has_blob(store, sha256))
		return true;
	if (store_write(store->blobs, sha256, bytes->bytes, bytes->length, problem))
		return true;
	unlinkat(store->blobs, sha256, 0); /* whole, perhaps, but nobody knows whether its name is on the disk */
	return false;
}
