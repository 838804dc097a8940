/*
 * Canonical JSON, the form over which TUF signs (the specification, section 4.1.1, after
 * wiki.laptop.org/go/Canonical_JSON): no white space; names of an object in the order of
 * their bytes; integers only; in strings nothing but \ and " is escaped; UTF-8 as it is.
 *
 * A number with a point or an exponent has no canonical form: what holds one is refused,
 * since two programs could read it in two ways.
 */
#ifndef CORE_TRUST_CANON_H
#define CORE_TRUST_CANON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum {
	TRUST_CANON_MAX = 8 << 20, /* bytes of a canonical form: more than any metadata may have */
	TRUST_CANON_DEPTH = 64,    /* objects and arrays in one another */
};

/* The canonical form of `value`. The caller frees `*out`, which has a final zero that
 * `*length` does not count. Fails for reals, for what is too long or too deep, and when
 * memory is out. */
bool trust_canon(const json_t *value, char **out, size_t *length, struct fault *fault);

#endif
