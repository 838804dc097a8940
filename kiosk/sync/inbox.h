/*
 * The inbox: what fetch received, kept as a repository (metadata/ and targets/, names as
 * served), for activate to read and verify again.
 *
 * Fetch writes and activate reads; a lock on the folder keeps them apart. Files are put in
 * one step each, targets before the metadata that names them, then new roots, timestamp.json
 * last, so that a fetch that was cut off leaves a repository that still gives the release
 * before. What is no longer needed goes when all of the new is there: the disk never holds
 * more than two releases.
 */
#ifndef SYNC_INBOX_H
#define SYNC_INBOX_H

#include "core/channel.h"
#include "core/trust.h"

enum { INBOX_WAIT_S = 60, INBOX_NAME_MAX = 1024, INBOX_KEEP_MAX = 2 * (CHANNEL_FILES_MAX + 256 + 128) /* of two releases */ };

struct inbox {
	int folder; /* open, for the lock; -1 when closed */
	char path[FAULT_FILE_MAX];
};

/* Opens and locks, and makes the folder and its two where they are missing. FAILURE_DISK, or
 * FAILURE_IN_USE when somebody else holds it for longer than INBOX_WAIT_S. */
bool inbox_open(struct inbox *inbox, const char *path, struct trust_problem *problem);

/* For the one who only reads: waits as long for the writer to end, and fails as above. FAILURE_MISSING when nothing has
 * arrived yet. */
bool inbox_open_reading(struct inbox *inbox, const char *path, struct trust_problem *problem);
void inbox_close(struct inbox *inbox);

/* Is the file there with these bytes? `name` begins with "metadata/" or "targets/". */
bool inbox_has(const struct inbox *inbox, const char *name, const char *sha256, size_t length);

/* Is there any file of that name? */
bool inbox_named(const struct inbox *inbox, const char *name);

/* Puts a file; writes nothing when it is there with the same bytes. */
bool inbox_put(struct inbox *inbox, const char *name, const struct trust_bytes *bytes, struct trust_problem *problem);

/* Names that stay. Large: allocate it; zeroed it is empty. Roots stay by their number: those
 * after `first_root`, up to `last_root`, which lead from the one to the other. */
struct inbox_keep {
	int count;
	int64_t first_root, last_root;
	char name[INBOX_KEEP_MAX][INBOX_NAME_MAX];
};
bool inbox_keep(struct inbox_keep *keep, const char *name);

/* Adds the names of a list that inbox_keep_write has made; none where there is no such list. */
void inbox_keep_read(struct inbox_keep *keep, const char *path);
bool inbox_keep_write(const struct inbox_keep *keep, const char *path, struct trust_problem *problem);

/* Deletes everything else, however deep it lies. */
bool inbox_prune(struct inbox *inbox, const struct inbox_keep *keep, struct trust_problem *problem);

#endif
