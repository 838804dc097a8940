/*
 * What the files of the store share: the disk, by open folders and names that hold no slash
 * unless said otherwise. All of it is bound to what core/store.h promises; nothing else
 * includes this.
 */
#ifndef CORE_STORE_PARTS_H
#define CORE_STORE_PARTS_H

#include "core/problem.h"
#include "core/store.h"

#define STORE_NEW ".new" /* ends the name of what is not whole yet */
#define STORE_POINTER "active.json"
#define STORE_CHANNEL "channel.json"
#define STORE_SAYS_BAD "the screen could not live with the set %.16s... before; publish corrected content"

enum { STORE_NAME_MAX = 80, STORE_DEPTH_MAX = 8 /* folders in one another, in a set 6 */ };

/* FAILURE_DISK: "what: name: the system's words"; returns false. */
bool store_disk(struct trust_problem *problem, const char *what, const char *name);

/* Opens the folder `name`, making it when it is not there and removing what stands in its
 * place; -1 with the problem. `*made` says whether it was made; NULL is allowed. */
int store_folder(int at, const char *name, bool *made, struct trust_problem *problem);

/* Opens a folder that is there; -1, with errno, for anything else and for links. */
int store_folder_open(int at, const char *name);

/* Opens the folders of a path of a channel below `at`, one after the other; `*name` becomes
 * its last part. -1 with errno, or, with `make`, with the problem. */
int store_folder_of(int at, const char *path, const char **name, struct trust_problem *make);

enum store_read { STORE_READ, STORE_ABSENT, STORE_OTHER, STORE_UNREADABLE };

/* Reads the plain file `name` of at most `max` bytes; the caller frees out->bytes.
 * STORE_OTHER: a link, a folder, or too long. STORE_UNREADABLE: the disk or memory fails, see errno. */
enum store_read store_read(int at, const char *name, size_t max, struct trust_bytes *out);

/* Writes <name>.new, fsyncs it, renames it to `name` and fsyncs the folder. When it fails
 * before the rename, `name` is as it was. */
bool store_write(int at, const char *name, const void *bytes, size_t length, struct trust_problem *problem);

/* Writes and fsyncs a file that is not there; unlinks it again when that fails. */
bool store_write_new(int at, const char *name, const void *bytes, size_t length, struct trust_problem *problem);

/* The folder's own entries reach the disk. */
bool store_sync(int folder, const char *name, struct trust_problem *problem);

/* Removes a file, a link, or a folder with all in it; nothing there is fine. */
bool store_remove(int at, const char *name, struct trust_problem *problem);

/* Calls `each` for all names of a folder but . and .., until it says false. `at` stays open.
 * What `each` removes may be among those still to come. */
bool store_each(int folder, bool (*each)(void *context, int folder, const char *name, struct trust_problem *problem), void *context,
		struct trust_problem *problem);

bool store_is_sha(const char *text);

/* STORE_READ: it is there, whole. STORE_OTHER: it is not what it should be. */
enum store_read store_look_at_blob(const struct store *store, const char *sha256);

/* The channel of a set: its bytes have the SHA-256 that the set is named by, and it can be
 * read. The caller releases `out`. */
bool store_set_channel(const struct store *store, const char *set, struct channel_file *out, struct trust_problem *problem);

/* store_prune, and keeps what `incoming` (NULL: nothing), named `set`, needs. With `unread`, a set whose
 * channel the disk does not give is no failure, as long as there is room: blobs stay then, all of
 * them, and `*unread` tells. Without, it is, and nothing is deleted. */
bool store_prune_for(struct store *store, const struct channel_file *incoming, const char *set, bool *unread, struct trust_problem *problem);

/* The pointer after `set` was made current. `whole` answers for the current [0] and the
 * previous [1] set. */
struct store_pointer store_pointer_next(const struct store_pointer *now, const char *set, bool current_good, const bool whole[2]);

/* The pointer after `set` was found to be bad. */
struct store_pointer store_pointer_without(const struct store_pointer *now, const char *set);

bool store_pointer_is_bad(const struct store_pointer *pointer, const char *set);

#endif
