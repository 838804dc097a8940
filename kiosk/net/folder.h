/*
 * A folder with a repository in it, read with suspicion: a USB stick that was carried
 * here, a share, the inbox that another user has filled.
 *
 * The folder itself is opened as it was named, links and all: an administrator named it.
 * Below it nothing is followed: each part of a name is opened by itself with O_NOFOLLOW,
 * the last must be a plain file, and it is as long as it may be before a byte is read. A
 * name is the file's name as it stands: "%2F" is three characters, not a slash.
 */
#ifndef NET_FOLDER_H
#define NET_FOLDER_H

#include "core/trust.h"

enum { FOLDER_DEPTH_MAX = 12 }; /* parts of a name */

/* Reads `name` ("metadata/timestamp.json", "targets/packs/uk-base/<hash>.pack.json") below
 * `folder`. out->bytes is the caller's, to free.
 *   TRUST_ABSENT    the folder is there, the file is not
 *   TRUST_NOT_GOT   FAILURE_NO_STICK: there is no such folder;
 *                   FAILURE_FORMAT: a link, a pipe or a device, or a name that is none;
 *                   FAILURE_TOO_BIG: more than `max`; FAILURE_DENIED; FAILURE_DISK */
enum trust_got folder_get(const char *folder, const char *name, size_t max, struct trust_bytes *out, struct trust_problem *problem);

#endif
