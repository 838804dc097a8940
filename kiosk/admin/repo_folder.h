/*
 * A publisher's working folder, which is also what is served:
 *
 *     repo.json            settings: {"format": 1, "profile": "by-hand" | "ci",
 *                          "channels": {"stable": ["/packs/uk-base", ...]}}
 *     metadata/, targets/  a TUF repository with consistent snapshots: serve these two
 *     releases/12.json     {"release": 12, "made": time, "channels": {"stable": channel file}}
 *     waiting/             at most one change that lacks signatures (core/repo_change.h), as
 *                          release-12.json or keys-7.json, and its files in waiting/targets/
 *
 * Old roots, old releases and the files they name are kept: a kiosk that slept for a year
 * walks through every root, and a rollback needs the files.
 *
 * Opening verifies everything that is live: roots one after the other, the snapshot by the
 * timestamp's hash, each role by the snapshot's hash and by its signatures. A folder that
 * somebody changed by hand is refused and nothing is built on it. While it is open nobody
 * else can open it to change it.
 */
#ifndef ADMIN_REPO_FOLDER_H
#define ADMIN_REPO_FOLDER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "core/repo.h"
#include "core/repo_change.h"

enum {
	REPO_FORMAT = 1,
	REPO_PATH_SIZE = 4096,
	REPO_FILE_MAX = 8 << 20, /* bytes of a metadata file */
	REPO_CHANNELS_MAX = 32,
	REPO_ROOTS_MAX = 10000,
};

struct repo {
	char folder[REPO_PATH_SIZE];
	int lock;
	json_t *settings;
	json_t *live;                 /* "root", "targets" and delegated roles; empty before the first change is live */
	json_t *snapshot, *timestamp; /* NULL then */
};

/* Is it a profile that there is? */
bool repo_profile_ok(const char *profile, struct fault *fault);

/* May a repository start in this folder: is there none, or an empty one? One that holds
 * repo.json alone was left by a call that was stopped, and is as good as empty. */
bool repo_may_create(const char *folder, struct fault *fault);

/* Makes the folder and repo.json. */
bool repo_create(const char *folder, const char *profile, struct fault *fault);

/* Locks, reads and verifies. The caller ends with repo_close, also after false. The second
 * is for looking only: several may look at once, but not while somebody changes it. */
bool repo_open(const char *folder, struct repo *repo, struct fault *fault);
bool repo_open_to_look(const char *folder, struct repo *repo, struct fault *fault);
void repo_close(struct repo *repo);

/* Writes repo.json again from `settings`. */
bool repo_save_settings(const struct repo *repo, struct fault *fault);

/* How long a timestamp lasts here, in seconds. */
int repo_timestamp_lasts(const struct repo *repo);

/* Joins folder and name (printf form) into `out`; false, with the fault, when too long. */
__attribute__((format(printf, 3, 4))) bool repo_path(const struct repo *repo, char out[REPO_PATH_SIZE], const char *format, ...);

/* "packs/uk-base/<hash>.pack.json" for a path and a hash. */
bool repo_target_name(const char *path, const char *hash, char out[REPO_PATH_SIZE]);

/* Writes a whole file below the working folder, with the folders on its way. */
bool repo_write(const struct repo *repo, const char *name, const void *bytes, size_t length, struct fault *fault);

/* The bytes of a target: live, old or waiting; held against the hash. The caller frees
 * them; NULL with the fault. */
char *repo_target(const struct repo *repo, const char *path, const char *hash, size_t *length, struct fault *fault);

/* Number of the newest release, 0 before the first; its record, or that of another, a new
 * reference. */
int64_t repo_newest(const struct repo *repo);
json_t *repo_release(const struct repo *repo, int64_t number, struct fault *fault);

/* ---- what waits ---- */

/* The path of the change that waits; false when nothing does. */
bool repo_waiting_path(const struct repo *repo, char out[REPO_PATH_SIZE]);

/* Reads a change from a file and checks it. A new reference, NULL with the fault. */
json_t *repo_change_read(const char *path, struct fault *fault);

/* Writes it as the one that waits. */
bool repo_change_save(const struct repo *repo, const json_t *change, struct fault *fault);

/* Takes away a folder below the working folder with all that is in it. */
bool repo_clear(const struct repo *repo, const char *name, struct fault *fault);

/* Throws away what waits, with its files. */
bool repo_waiting_clear(const struct repo *repo, struct fault *fault);

#endif
