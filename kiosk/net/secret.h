/*
 * Passwords and keys that a machine holds for its network: of a proxy, of a client's key,
 * of a place where reports are put.
 *
 * A secret is one line in a file of its own; a line feed at its end does not count. There
 * are two ways to it:
 *   - systemd's credentials (LoadCredential=, SetCredentialEncrypted=): the folder that
 *     $CREDENTIALS_DIRECTORY names, given as an argument. systemd has seen to who may read
 *     it, in ways that a mode does not show (an ACL), so nothing more is asked of it.
 *   - any other file: it must belong to the user who runs the program and have mode 0600
 *     or 0400. Otherwise it is refused with a sentence that says what to type, since a
 *     password that others can read is no secret, and nobody would notice.
 * A secret is never in a message. It is at most SECRET_MAX bytes, more than any password
 * or session token of a store has.
 */
#ifndef NET_SECRET_H
#define NET_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/fault.h"

enum { SECRET_MAX = 4096, SECRET_NAME_MAX = 64 };

/* Zeroed: no secret. */
struct secret {
	size_t length;
	char text[SECRET_MAX + 1];
};

enum secret_got { SECRET_READ, SECRET_NONE, SECRET_BAD };

/* Reads the file at `path`, which must belong to `owner` (the user running: geteuid())
 * and be closed to all others. SECRET_NONE when there is no such file. For SECRET_BAD the
 * fault says what is wrong; only SECRET_READ changes `out`. */
enum secret_got secret_read(const char *path, uid_t owner, struct secret *out, struct fault *fault);

/* Where secrets lie. NULL or "": not there. */
struct secret_places {
	const char *credentials; /* $CREDENTIALS_DIRECTORY */
	const char *folder;      /* files as of secret_read */
	uid_t owner;
};

/* Looks for the secret called `name` (letters, digits, "-", "_", "."): credentials/<name>,
 * then credentials/secrets_<name>, which is what LoadCredential=secrets:FOLDER gives, then
 * folder/<name>. The first that is there counts, also when it is bad. */
enum secret_got secret_find(const struct secret_places *places, const char *name, struct secret *out, struct fault *fault);

/* The two halves of "name:password" or "id:secret", at the first colon. False, and nothing
 * changed, when there is no colon or a half is empty. The halves point into `secret`,
 * whose colon is replaced by a zero. */
struct secret_pair {
	const char *name;
	const char *password;
};
bool secret_split(struct secret *secret, struct secret_pair *out);

/* Overwrites it, in a way that the compiler cannot leave out. */
void secret_wipe(struct secret *secret);

#endif
