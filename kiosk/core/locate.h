/*
 * Where a finding stands, as a person opens it.
 *
 * The checker (core/check.h) sees the merged hub, which knows packs and keys but no
 * folders and no lines of texts. This gives its findings both.
 */
#ifndef CORE_LOCATE_H
#define CORE_LOCATE_H

#include "core/finding.h"
#include "core/load.h"

/* From finding number `first` on: "uk-base/pack.json" becomes
 * "config/packs/uk-base/pack.json", and a text gets the line of its key in the pack
 * that gave it last. Files that cannot be read leave a finding as it was. `set` are
 * the packs of the hub, completed. */
void findings_locate(const struct pack_set *set, struct findings *findings, int first);

#endif
