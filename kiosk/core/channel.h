/*
 * The channel file: the list of files that make one set of content, which is put on a
 * screen as a whole or not at all.
 *
 *     {"format": 1, "release": 12, "made": "2026-11-28T10:00:00Z", "min_app": "0.1.0",
 *      "packs": ["uk-base", "example-hub"],
 *      "files": [{"path": "packs/uk-base/pack.json", "sha256": "<64 hex>", "length": 1234}, ...]}
 *
 * `packs` stand in the order in which they are laid over one another, and each has its
 * packs/<id>/pack.json among the files; no file lies outside packs/<one of packs>/. A set is
 * known by the SHA-256 of its channel file, so whoever has that one number can check all.
 *
 * It arrives from outside: every key is looked at, one that is unknown or stands twice is
 * an error, and everything has a maximum. What a later program wrote is told apart from
 * what is broken (FAILURE_TOO_NEW), since then the screen needs an update, not the content.
 *
 * `struct channel` in core/pack.h is another thing: a way to reach an offer.
 */
#ifndef CORE_CHANNEL_H
#define CORE_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "core/trust.h"
#include "core/trust_key.h"

enum {
	CHANNEL_FORMAT = 1,
	CHANNEL_TEXT_MAX = 512 << 10, /* bytes of a channel file: room for CHANNEL_FILES_MAX of the longest paths */
	CHANNEL_PACKS_MAX = 8,        /* PACK_LAYERS_MAX */
	CHANNEL_FILES_MAX = 500,
	CHANNEL_FILE_MAX = 2 << 20, /* bytes of a file; none is empty */
	CHANNEL_SET_MAX = 16 << 20, /* bytes of all files together */
	CHANNEL_NAME_SIZE = 65,     /* a part of a path: 64 characters and an end */
	CHANNEL_DEPTH_MAX = 5,      /* parts of a path */
	CHANNEL_PATH_SIZE = CHANNEL_DEPTH_MAX * CHANNEL_NAME_SIZE,
	CHANNEL_MADE_SIZE = 21,
	CHANNEL_VERSION_SIZE = 18,
};

/* May a file have this path? One to five parts with / between, each of 1 to 64 characters
 * a-z, 0-9, ".", "_" and "-", the first a letter or a digit; the end is .json, .png, .jpg,
 * .svg or .csv. Such a path never leaves the folder below which it is opened. This is the
 * only place that decides about names. */
bool channel_path_ok(const char *path);

/* May a pack, or a channel, be called so? One such part, without an ending. */
bool channel_name_ok(const char *name);

struct channel_part {
	char path[CHANNEL_PATH_SIZE];
	char sha256[TRUST_HEX_SIZE]; /* small hexadecimal digits */
	uint32_t length;             /* bytes */
};

struct channel_file {
	int64_t release;                    /* from 1; grows with each release of a channel */
	char made[CHANNEL_MADE_SIZE];       /* "2026-11-28T10:00:00Z" */
	char min_app[CHANNEL_VERSION_SIZE]; /* the oldest program that can show it: "0.1.0" */
	int pack_count;
	char packs[CHANNEL_PACKS_MAX][CHANNEL_NAME_SIZE];
	int file_count;
	struct channel_part *files; /* as many, sorted by path; owned */
};

/* Reads `length` bytes of a channel file. `app_version` is that of the program, such as
 * "0.1.0"; NULL reads what is made for any program. On true the caller ends with
 * channel_free; otherwise `out` is untouched and the problem is FAILURE_TOO_NEW for a
 * later format or program, FAILURE_FORMAT for anything else. */
bool channel_read(const char *text, size_t length, const char *app_version, struct channel_file *out, struct trust_problem *problem);

/* Gives the files back; freeing a zeroed one is fine. */
void channel_free(struct channel_file *channel);

/* The same content always gives the same bytes: canonical JSON, files by path, and a line
 * feed. Refuses, with the sentence, what channel_read would refuse. `files` may stand in any
 * order. The caller frees `*out`, which has a final zero that `*length` does not count. */
bool channel_write(const struct channel_file *channel, char **out, size_t *length, struct fault *fault);

/* Is version `a` below `b`? Both as "1.2.3", numbers up to 99999; what is no version is
 * below nothing. */
bool channel_version_below(const char *a, const char *b);

/* The file of that path, or NULL. */
const struct channel_part *channel_find(const struct channel_file *channel, const char *path);

#endif
