/*
 * Looks at single files: does a chain of roots lead from one to the next, and is a timestamp one?
 *
 * core/trust.h walks the chain when it asks a source. Whoever keeps the roots for others (an
 * inbox, a mirror) must know whether what is kept would lead them: one false link ends every
 * walk. Nothing here asks a source or writes.
 */
#ifndef CORE_TRUST_CHAIN_H
#define CORE_TRUST_CHAIN_H

#include "core/trust.h"

/* The version of a root that is well formed and signed by itself; 0 for anything else. */
int64_t trust_root_version(const struct trust_bytes *root);

/* Is `newer` the next root after `older`: one version higher, and signed by both (section 5.3
 * of the specification)? Expiry does not matter, as it does not on the way to the last. */
bool trust_root_follows(const struct trust_bytes *older, const struct trust_bytes *newer);

/* The version of a timestamp that the root of now vouches for and that has not expired; 0 for anything
 * else. For who has the choice between several; trust_refresh asks all the rest of it. */
int64_t trust_timestamp_version(const struct trust *trust, const struct trust_bytes *timestamp);

#endif
