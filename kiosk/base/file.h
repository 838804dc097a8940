/*
 * Whole files, read with a maximum and replaced in one step.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/fault.h"

/* Reads `path` into memory that the caller frees with free(). `*text` gets a
 * final zero that `*length` does not count. Fails, with the path in the fault,
 * when the file is missing, not a plain file, unreadable, or longer than `max`
 * bytes; a 100 MB file is refused by its size before a byte is read. */
bool file_read(const char *path, size_t max, char **text, size_t *length, struct fault *fault);

/* Replaces `path`: writes beside it (<path>.XXXXXX.new), fsync, rename, fsync of the
 * folder. On failure the old file is whole. What an earlier one that was cut off left
 * beside it is deleted, unless somebody is still writing it, so that a thousand power cuts
 * leave no more than one does. */
bool file_replace(const char *path, const void *bytes, size_t length, struct fault *fault);

/* Reads from an open file until `size` bytes are there or it ends; the number read, or -1 with
 * errno. Writes all `size` bytes; false with errno. Neither is stopped by a signal. */
ssize_t file_read_all(int fd, char *bytes, size_t size);
bool file_write_all(int fd, const char *bytes, size_t size);

/* Joins folder and name with one slash into `out`; false when it does not fit. */
bool file_join(char *out, size_t size, const char *folder, const char *name);

/* Is there a folder / a plain file at `path`? */
bool file_is_folder(const char *path);
bool file_is_plain(const char *path);

#endif
