/*
 * Tidying the folder of what is trusted: a publisher's roles come and go for years, and the file of
 * one that the snapshot no longer names is never read again.
 */
#ifndef CORE_TRUST_TIDY_H
#define CORE_TRUST_TIDY_H

#include "core/trust.h"

/* After trust_refresh or trust_local: deletes the metadata of roles that the snapshot does not name,
 * and what writing left half done. Other files stay, and what cannot be deleted too. */
void trust_tidy(const struct trust *trust);

#endif
