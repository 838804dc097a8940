/*
 * A passphrase, from a file that nobody else may read or from the terminal.
 *
 * The terminal is /dev/tty, not the standard input, with its echo off while somebody
 * types; the echo comes back whatever happens, also after Ctrl-C. A file is believed when
 * it is as net/secret.h wants it: owned by whoever runs the program, and closed to all
 * others (mode 0600 or 0400); or below $CREDENTIALS_DIRECTORY, where systemd has seen to
 * that. Callers wipe what they were given.
 */
#ifndef ADMIN_PASSPHRASE_H
#define ADMIN_PASSPHRASE_H

#include <stdbool.h>

#include "base/fault.h"
#include "core/trust_seal.h"
#include "net/secret.h"

enum { PASSPHRASE_SIZE = TRUST_PASSPHRASE_MAX + 2 };

/* Reads a secret of any kind from such a file; as secret_read. */
enum secret_got file_secret(const char *path, struct secret *out, struct fault *fault);

/* Reads the file's one line. */
bool passphrase_file(const char *path, char out[PASSPHRASE_SIZE], struct fault *fault);

/* Prints "Passphrase for WHAT: " on the terminal and reads a line there. With `twice` it
 * asks again and refuses when both differ. Fails where there is no terminal. */
bool passphrase_ask(const char *what, bool twice, char out[PASSPHRASE_SIZE], struct fault *fault);

/* Prints "QUESTION [yes/no] " there and reads a line: true for "yes" alone; also false, with
 * the fault, where there is no terminal. */
bool terminal_yes(const char *question, struct fault *fault);

void passphrase_wipe(char text[PASSPHRASE_SIZE]);

#endif
