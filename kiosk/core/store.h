/*
 * The store of a kiosk: the content that came over the network, on disk, so that the
 * screen finds a whole set of packs whenever it looks, however the power went.
 *
 *     blobs/<sha256>          files that were verified; what the next set shares with this one
 *     sets/<sha256>/          one set: channel.json, whose SHA-256 is the folder's name, and
 *                             packs/<id>/..., hard links to blobs that no other set has, else copies
 *     active.json             {"format": 1, "current": sha or null, "previous": sha or null, "bad": [sha ...]}
 *
 * Nothing is ever changed in place. A file is written under the name <name>.new, fsync'd and
 * renamed; a set is built as <sha>.new, its folders are fsync'd, and it is renamed; then the
 * pointer is replaced, and only when that is on the disk are older things deleted. What fails
 * to fsync counts as lost: it is unlinked, and nothing is asked of that file again. So a
 * reader sees the old set or the new one, and the next run finishes what was cut off.
 *
 * Links are followed nowhere below the folder, and whatever stands in the place of one of
 * our names (a link, a folder, a pipe) is removed and made again. One writer at a time, kept
 * by a lock on the folder; readers need no lock. Every failure has its class: FAILURE_DISK
 * with the system's words for what the disk refused, the others as said below.
 *
 * Use: store_open, store_live, store_close. The parts of store_live can be called alone.
 */
#ifndef CORE_STORE_H
#define CORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/channel.h"
#include "core/trust.h"
#include "core/trust_key.h"

enum {
	STORE_BAD_MAX = 8,                        /* sets remembered as bad; the oldest is forgotten first */
	STORE_POINTER_MAX = 4096,                 /* bytes of active.json */
	STORE_FILE_MAX = CHANNEL_FILE_MAX,        /* bytes of a blob */
	STORE_ROOM_FREE = 64 << 20,               /* bytes that stay free beside twice the set (TRUST.md, section 3) */
	STORE_PATH_MAX = FAULT_FILE_MAX + 2 * 65, /* of a set's folder */
};

struct store {
	int folder, blobs, sets; /* open folders; -1 when closed */
	char path[FAULT_FILE_MAX];
};

/* Opens `folder`, which must be there, locks it and makes blobs/ and sets/ where they are
 * missing. FAILURE_IN_USE when another program holds it. On success the caller closes it. */
bool store_open(struct store *store, const char *folder, struct trust_problem *problem);
void store_close(struct store *store);

/* ---- one set, from its channel file to the glass ---- */

/* What is to be made live, and who knows more about it. */
struct store_incoming {
	struct trust_bytes channel; /* the bytes of the channel file */
	const char *app_version;    /* the program's, which min_app of the channel is compared with */
	bool current_good;          /* the kiosk has marked the current set good: it becomes the previous one */
	/* Gives the bytes of one file of the channel, verified; the store frees them. Asked only
	 * for what the store does not have. */
	bool (*get)(void *context, const struct channel_part *file, struct trust_bytes *out, struct trust_problem *problem);
	/* May the set in `folder` go live? Checked and proved by the caller (S9). */
	bool (*approve)(void *context, const char *folder, const struct channel_file *channel, struct trust_problem *problem);
	void *context;
};

/* Reads the channel, makes room, gets what is missing, builds the set, has it approved,
 * activates it and deletes what is no longer needed. `set` gets its name. On failure what was
 * live is live, or, when only the deleting or the last fsync failed, the new set already is.
 * Running it again goes on where it ended; with nothing new it writes nothing. A set that was
 * built but not approved stays as the one that is incoming, so that it is not built again
 * each time. FAILURE_TRIAL for a set that is bad. */
bool store_live(struct store *store, const struct store_incoming *incoming, char set[TRUST_HEX_SIZE], struct trust_problem *problem);

/* ---- its parts ---- */

/* Is a blob with these bytes there? It is read and hashed each time. */
bool store_has_blob(const struct store *store, const char *sha256);

/* Keeps `bytes`, whose SHA-256 must be `sha256` (else FAILURE_DAMAGED), at most STORE_FILE_MAX.
 * On the disk when this returns. Writes nothing when it is there whole. */
bool store_put_blob(struct store *store, const struct trust_bytes *bytes, const char *sha256, struct trust_problem *problem);

/* Builds the set of a channel file from blobs, all of which must be there (else
 * FAILURE_MISSING); `set` gets its name. A set that is there already is verified and, when it
 * is broken, replaced. On the disk when this returns, and live nowhere. */
bool store_build_set(struct store *store, const struct trust_bytes *channel, char set[TRUST_HEX_SIZE], struct trust_problem *problem);

/* Is the set whole: nothing missing, changed or added, and no link among it? FAILURE_DAMAGED
 * or the failure of its channel when not; FAILURE_DISK when it cannot be read, so that nobody knows. */
bool store_set_whole(const struct store *store, const char *set, struct trust_problem *problem);

/* The path of a set's folder, for those who load its packs. False when it does not fit. */
bool store_set_path(const struct store *store, const char *set, char out[STORE_PATH_MAX]);

struct store_pointer {
	char current[TRUST_HEX_SIZE], previous[TRUST_HEX_SIZE]; /* "" for null */
	char bad[STORE_BAD_MAX][TRUST_HEX_SIZE];
	int bad_count;
	bool broken; /* the file is there, but not as it should be; nothing of it is believed */
};

/* Reads active.json; all empty where there is none. False only when the disk fails. */
bool store_pointer_read(const struct store *store, struct store_pointer *out, struct trust_problem *problem);

/* Makes a whole set the current one. The way back: the one that was current when it was
 * `current_good`, else the one that was previous, the other where that is not whole. A set that
 * is bad is refused with FAILURE_TRIAL. */
bool store_activate(struct store *store, const char *set, bool current_good, struct trust_problem *problem);

/* The screen could not live with `set`: it goes to the bad ones and, where it is current, the
 * previous one becomes current again. Nothing happens when that is done already. */
bool store_revert(struct store *store, const char *set, struct trust_problem *problem);

/* Deletes what neither the current nor the previous set needs: other sets, blobs, and what was
 * half written. First makes sure that the pointer is on the disk. Refuses, with
 * FAILURE_DAMAGED, when the pointer is broken: then nobody knows what is needed. */
bool store_prune(struct store *store, struct trust_problem *problem);

/* Is there room for a set of `bytes`, twice over, and STORE_ROOM_FREE beside it? The first
 * asks the disk, the second decides. */
bool store_room(const struct store *store, uint64_t bytes, struct trust_problem *problem);
bool store_room_enough(uint64_t room, uint64_t bytes, struct trust_problem *problem);

#endif
