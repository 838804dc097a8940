/*
 * On which line of a JSON text something stands.
 *
 * The JSON library keeps no positions. When something is wrong this scans the
 * text again along a path such as offers, 3, hours, 0, open. It never reads past
 * `length`, whatever the text holds, uses no recursion and allocates nothing.
 */
#ifndef CORE_JSONLINE_H
#define CORE_JSONLINE_H

#include <stddef.h>

enum { JSON_PATH_MAX = 12 };

/* One step down: into the member `key`, or into element `index` when `key` is NULL. */
struct json_step {
	const char *key;
	int index;
};

struct json_path {
	int depth;
	struct json_step steps[JSON_PATH_MAX];
};

/* The line (from 1) on which the last step begins: that of a member's key, or of
 * an element's first character. 1 for the empty path, 0 when there is no such place. */
int json_line(const char *text, size_t length, const struct json_path *path);

/* The lines of the first `max` members or elements of the object or array at
 * `path`, in the order of the text. Returns how many were written. */
int json_lines(const char *text, size_t length, const struct json_path *path, int *lines, int max);

#endif
