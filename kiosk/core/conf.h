/*
 * Files of settings: `key = value`, one a line, `#` begins a comment at the start of a
 * line or after a blank.
 *
 * The reader of all such files of the project (kiosk.conf, sync.conf). A program gives its
 * keys; an unknown key is a finding that names the nearest known one, and so is a
 * second line for a key that may come once. A line that cannot be used changes nothing, and
 * the others count (S10): a screen does not stay dark for a slip of the pen.
 */
#ifndef CORE_CONF_H
#define CORE_CONF_H

#include <stdbool.h>
#include <stddef.h>

#include "core/finding.h"

enum { CONF_FILE_MAX = 64 << 10, CONF_KEYS_MAX = 64 };

/* One value of the file, and where it stands. */
struct value {
	const char *text;   /* never empty */
	const char *folder; /* that relative folders start from */
	int line;
};

/* The keys of a file; they have numbers from 0 to count - 1, at most CONF_KEYS_MAX. */
struct conf {
	int count;
	const char *(*name)(int key);
	bool (*many)(int key); /* may it come several times? */
	/* Takes the value, or says what is wrong and changes nothing. */
	bool (*take)(void *settings, int key, const struct value *value, struct fault *fault);
	void (*defaults)(void *settings);
};

/* Reads `path` over the defaults. False only when the file cannot be read at all, or has
 * more than CONF_FILE_MAX bytes: `settings` is then untouched, and the finding says why. Bad
 * lines are findings of severity error. */
bool conf_read(const char *path, const struct conf *conf, void *settings, struct findings *findings);

/* A path; one that does not begin with / is taken from the folder of the file. */
bool value_path(const struct value *value, char *out, size_t size, struct fault *fault);

/* "760" as a whole number within the limits, which are not below 0. */
bool value_number(const struct value *value, int least, int most, int *out, struct fault *fault);

#endif
