/*
 * From folders to one hub.
 *
 * load_hub reads each pack strictly (core/read.h), merges the layers in order
 * (core/merge.h) and gives one constant hub. A pack names the packs it stands
 * on in `needs`; those that are not given are looked for beside it.
 *
 * A kiosk must show something whatever happens (S10): load_hub_or_less leaves
 * out a layer that is broken and tries again with what is left, down to the
 * lines compiled into the program (core/builtin.h), which cannot fail.
 */
#ifndef CORE_LOAD_H
#define CORE_LOAD_H

#include "core/finding.h"
#include "core/pack.h"

struct pack_set {
	int count;
	char folder[PACK_LAYERS_MAX][FAULT_FILE_MAX];
};

/* Orders `count` folders by layer and adds the packs they need. Adds findings
 * for a folder that is none (all that is wrong in it), a need that is not found,
 * two packs of one id, two of one layer (regions may be several). False leaves
 * the set as it was. */
bool pack_set_complete(struct pack_set *set, struct findings *findings);

/* Reads and merges the set into `hub`, whose memory is `arena` (the caller
 * releases it after the last use of the hub). False when any error was found;
 * `hub` is then untouched. */
bool load_hub(const struct pack_set *set, struct arena *arena, struct hub *hub, struct findings *findings);

/* Always gives a hub that shows help; completes and orders the set by itself, so
 * pack_set_complete need not come before it. `findings` holds what was left out
 * and why. Returns how many packs are in, 0 for the lines in the program. The
 * nation is that of the packs named, also of one that was left out (S35). */
int load_hub_or_less(const struct pack_set *set, struct arena *arena, struct hub *hub, struct findings *findings);

#endif
