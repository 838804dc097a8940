/*
 * Which of the folders given stand on one screen together.
 */
#ifndef ADMIN_SETS_H
#define ADMIN_SETS_H

#include <stdbool.h>

#include "admin/options.h"
#include "core/finding.h"
#include "core/load.h"
#include "core/pack.h"

enum { SETS_MAX = OPTIONS_FOLDERS_MAX };

/* One set, read and merged. `hub` is there only when `loaded`; it leads into
 * `arena`. `findings` are those of reading and merging. */
struct loaded_set {
	struct pack_set packs;
	bool loaded;
	struct arena arena;
	struct hub hub;
	struct findings findings;
};

struct set_list {
	int count;
	struct loaded_set *sets; /* owned */
};

/* Sorts the folders into sets and loads each. False only when memory is out; what
 * is wrong with the packs is in each set's findings. */
bool sets_load(const struct options *options, struct set_list *list, struct fault *fault);

/* Are all folders that were named there, and may they be looked into? If not, that
 * is no fault of a pack, and the program ends with ADMIN_SYSTEM. */
bool folders_there(const struct options *options);

/* Gives all back; a zeroed list is fine. */
void sets_release(struct set_list *list);

/* The name of a pack's folder without the way to it. */
const char *folder_name(const char *folder);

/* The name under which a set goes: that of its last pack. */
const char *set_name(const struct loaded_set *set);

#endif
