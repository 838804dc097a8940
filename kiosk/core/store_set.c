/* Sets: is one whole, and building one. */
#include "core/store_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool store_set_path(const struct store *store, const char *set, char out[STORE_PATH_MAX])
{
	int put = snprintf(out, STORE_PATH_MAX, "%ssets/%s", store->path, set);

	return put > 0 && put < STORE_PATH_MAX;
}

/* ---- is it whole? ---- */

static bool damaged(struct trust_problem *problem, const char *set, const char *path, const char *what)
{
	problem_set(problem, FAILURE_DAMAGED, "%s in the set %.16s...; it is built again with the next content", what, set);
	if (problem)
		fault_at(&problem->fault, path, 0, NULL);
	return false;
}

static bool is_sha_of(const struct trust_bytes *bytes, const char *sha256)
{
	char found[TRUST_HEX_SIZE];

	trust_sha256(bytes->bytes, bytes->length, found);
	return strcmp(found, sha256) == 0;
}

static bool said(enum store_read state, const char *set, const char *path, struct trust_problem *problem)
{
	if (state == STORE_UNREADABLE)
		return store_disk(problem, "cannot read a file of a set", path);
	return damaged(problem, set, path, state == STORE_ABSENT ? "this file is missing" : "this is not the plain file that it should be");
}

/* errno after a folder could not be opened. */
static enum store_read state_of_folder(void)
{
	return errno == ENOENT ? STORE_ABSENT : errno == ELOOP || errno == ENOTDIR ? STORE_OTHER : STORE_UNREADABLE;
}

static bool check_file(int folder, const char *set, const struct channel_part *part, struct trust_problem *problem)
{
	struct trust_bytes bytes = {NULL, 0};
	const char *name;
	int at = store_folder_of(folder, part->path, &name, NULL);

	if (at < 0)
		return said(state_of_folder(), set, part->path, problem);
	enum store_read state = store_read(at, name, part->length, &bytes);
	close(at);
	if (state != STORE_READ)
		return said(state, set, part->path, problem);
	bool same = bytes.length == part->length && is_sha_of(&bytes, part->sha256);
	free(bytes.bytes);
	return same || damaged(problem, set, part->path, "this file has other bytes than were signed");
}

/* Looks at every name that is there, so that nothing can be added to a set. */
struct look {
	const char *set;
	const struct channel_file *channel;
	size_t used; /* of `path`: the folder that is looked through, with its slash */
	char path[CHANNEL_PATH_SIZE + CHANNEL_NAME_SIZE];
};

static bool is_folder_of_channel(const struct look *look)
{
	size_t length = strlen(look->path);

	for (int i = 0; i < look->channel->file_count; i++)
		if (strncmp(look->channel->files[i].path, look->path, length) == 0 && look->channel->files[i].path[length] == '/')
			return true;
	return false;
}

static bool look_each(void *context, int folder, const char *name, struct trust_problem *problem)
{
	struct look *look = context;
	size_t used = look->used;
	int put = snprintf(look->path + used, sizeof look->path - used, "%s", name);

	if (put < 0 || (size_t)put >= sizeof look->path - used)
		return damaged(problem, look->set, name, "there is a file that does not belong");
	if (channel_find(look->channel, look->path) || strcmp(look->path, STORE_CHANNEL) == 0)
		return true;
	if (!is_folder_of_channel(look))
		return damaged(problem, look->set, look->path, "there is a file that does not belong");
	int next = store_folder_open(folder, name);
	if (next < 0)
		return said(state_of_folder(), look->set, look->path, problem);
	look->used = used + (size_t)put;
	look->path[look->used++] = '/';
	bool fine = store_each(next, look_each, look, problem);
	look->used = used;
	close(next);
	return fine;
}

static bool check_all(int folder, const char *set, const struct channel_file *channel, struct trust_problem *problem)
{
	struct look look = {.set = set, .channel = channel, .used = 0};

	for (int i = 0; i < channel->file_count; i++)
		if (!check_file(folder, set, &channel->files[i], problem))
			return false;
	return store_each(folder, look_each, &look, problem);
}

/* The channel of an open set. */
static bool read_channel(int folder, const char *set, struct channel_file *out, struct trust_problem *problem)
{
	struct trust_bytes bytes = {NULL, 0};
	enum store_read state = store_read(folder, STORE_CHANNEL, CHANNEL_TEXT_MAX, &bytes);
	bool fine;

	if (state != STORE_READ)
		return said(state, set, STORE_CHANNEL, problem);
	fine = is_sha_of(&bytes, set) ? channel_read(bytes.bytes, bytes.length, NULL, out, problem)
				      : damaged(problem, set, STORE_CHANNEL, "this file has other bytes than were signed");
	free(bytes.bytes);
	return fine;
}

static int open_set(const struct store *store, const char *set, struct trust_problem *problem)
{
	int folder = store_is_sha(set) ? store_folder_open(store->sets, set) : -1;

	if (!store_is_sha(set))
		problem_set(problem, FAILURE_FORMAT, "this is not the name of a set");
	else if (folder < 0 && state_of_folder() == STORE_UNREADABLE)
		store_disk(problem, "cannot open the folder of a set", set);
	else if (folder < 0)
		problem_set(problem, FAILURE_DAMAGED, "the set %.16s... is not there; it is built again with the next content", set);
	return folder;
}

bool store_set_channel(const struct store *store, const char *set, struct channel_file *out, struct trust_problem *problem)
{
	int folder = open_set(store, set, problem);

	if (folder < 0)
		return false;
	bool fine = read_channel(folder, set, out, problem);
	close(folder);
	return fine;
}

bool store_set_whole(const struct store *store, const char *set, struct trust_problem *problem)
{
	struct channel_file channel = {0};
	int folder = open_set(store, set, problem);

	if (folder < 0)
		return false;
	bool fine = read_channel(folder, set, &channel, problem) && check_all(folder, set, &channel, problem);
	channel_free(&channel);
	close(folder);
	return fine;
}

/* ---- building ---- */

static bool copy_blob(const struct store *store, int at, const char *name, const struct channel_part *part, struct trust_problem *problem)
{
	struct trust_bytes bytes;
	enum store_read state = store_read(store->blobs, part->sha256, STORE_FILE_MAX, &bytes);

	if (state != STORE_READ)
		return said(state, "", part->path, problem);
	bool fine = store_write_new(at, name, bytes.bytes, bytes.length, problem);
	free(bytes.bytes);
	return fine;
}

/* A blob that another set has already is copied: two sets that shared their bytes on the disk
 * would be broken by the same bad block, and neither would be a way back from the other. Where
 * the file system has no hard links (EPERM, EOPNOTSUPP, ENOSYS), all is copied. */
static bool link_blob(const struct store *store, int at, const char *name, const struct channel_part *part, struct trust_problem *problem)
{
	struct stat about;

	if (fstatat(store->blobs, part->sha256, &about, AT_SYMLINK_NOFOLLOW) == 0 && about.st_nlink > 1)
		return copy_blob(store, at, name, part, problem);
	if (linkat(store->blobs, part->sha256, at, name, 0) == 0)
		return true;
	if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK || errno == EXDEV)
		return copy_blob(store, at, name, part, problem);
	return store_disk(problem, "cannot put a file into a set", part->path);
}

static bool put_file(const struct store *store, int folder, const struct channel_part *part, struct trust_problem *problem)
{
	const char *name;
	enum store_read state = store_look_at_blob(store, part->sha256);

	if (state == STORE_UNREADABLE)
		return said(state, "", part->path, problem);
	if (state != STORE_READ) {
		problem_set(problem, FAILURE_MISSING, "the bytes of this file are not in the store; fetch them again");
		if (problem)
			fault_at(&problem->fault, part->path, 0, NULL);
		return false;
	}
	int at = store_folder_of(folder, part->path, &name, problem);
	if (at < 0)
		return false;
	bool fine = link_blob(store, at, name, part, problem);
	close(at);
	return fine;
}

/* The names in a folder, and in those below it, reach the disk; the deepest first. */
static bool sync_each(void *context, int folder, const char *name, struct trust_problem *problem)
{
	int below = store_folder_open(folder, name);

	(void)context;
	if (below < 0)
		return errno == ENOTDIR || store_disk(problem, "cannot open a folder of a set", name);
	bool fine = store_each(below, sync_each, NULL, problem) && store_sync(below, name, problem);
	close(below);
	return fine;
}

static bool fill(const struct store *store, int folder, const struct channel_file *channel, const struct trust_bytes *bytes,
		 struct trust_problem *problem)
{
	for (int i = 0; i < channel->file_count; i++)
		if (!put_file(store, folder, &channel->files[i], problem))
			return false;
	return store_write_new(folder, STORE_CHANNEL, bytes->bytes, bytes->length, problem) && store_each(folder, sync_each, NULL, problem) &&
	       store_sync(folder, STORE_CHANNEL, problem);
}

/* What stands in the set's place is broken, so no reader has it; where the file system can, the
 * two change places in one step all the same. */
static bool put_in_place(const struct store *store, const char *fresh, const char *set, struct trust_problem *problem)
{
	if (renameat(store->sets, fresh, store->sets, set) == 0)
		return true;
	if (errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR)
		return store_disk(problem, "cannot put a set in its place", set);
	if (renameat2(store->sets, fresh, store->sets, set, RENAME_EXCHANGE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return store_disk(problem, "cannot put a set in its place", set);
	return store_remove(store->sets, set, problem) &&
	       (renameat(store->sets, fresh, store->sets, set) == 0 || store_disk(problem, "cannot put a set in its place", set));
}

static bool build(const struct store *store, const struct channel_file *channel, const struct trust_bytes *bytes, const char *set,
		  struct trust_problem *problem)
{
	char fresh[STORE_NAME_MAX];
	bool fine;

	snprintf(fresh, sizeof fresh, "%s" STORE_NEW, set);
	if (!store_remove(store->sets, fresh, problem))
		return false;
	int folder = store_folder(store->sets, fresh, NULL, problem);
	fine = folder >= 0 && fill(store, folder, channel, bytes, problem) && put_in_place(store, fresh, set, problem);
	if (folder >= 0)
		close(folder);
	if (fine && !store_sync(store->sets, set, problem)) {
		store_remove(store->sets, set, NULL); /* its name may not be on the disk: it counts as lost */
		fine = false;
	}
	store_remove(store->sets, fresh, NULL); /* half a set, or the broken one that changed places */
	return fine;
}

bool store_build_set(struct store *store, const struct trust_bytes *bytes, char set[TRUST_HEX_SIZE], struct trust_problem *problem)
{
	struct channel_file channel = {0};
	char name[TRUST_HEX_SIZE];
	bool fine;

	if (!channel_read(bytes->bytes, bytes->length, NULL, &channel, problem))
		return false;
	trust_sha256(bytes->bytes, bytes->length, name);
	/* One that is there was whole before it got its name; that its name is on the disk, an
	 * earlier run may not have lived to see. */
	if (store_set_whole(store, name, NULL))
		fine = store_sync(store->sets, name, problem);
	else
		fine = build(store, &channel, bytes, name, problem);
	channel_free(&channel);
	if (fine)
		memcpy(set, name, TRUST_HEX_SIZE);
	return fine;
}
