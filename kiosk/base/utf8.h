/*
 * Text as the packs hold it: UTF-8, strictly (RFC 3629).
 *
 * Overlong forms, surrogates and values above U+10FFFF are bad. A bad byte is
 * one byte long and reads as U+FFFD, so that a walk through any bytes ends.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads the first character of `length` bytes (at least 1) into `code` and
 * returns the bytes it takes, 1 to 4. `code` may be NULL. */
int utf8_next(const char *text, size_t length, uint32_t *code);

/* Are all `length` bytes whole, allowed characters? A zero byte is one. */
bool utf8_valid(const char *text, size_t length);

/* The largest length of at most `max` that ends on a whole character. */
size_t utf8_cut(const char *text, size_t length, size_t max);

#endif
