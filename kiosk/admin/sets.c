#include "admin/sets.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/read.h"

/* What a look into each folder tells. */
struct peeked {
	int count;
	struct pack packs[OPTIONS_FOLDERS_MAX]; /* id NULL: not readable */
};

static bool needs(const struct pack *pack, const char *id)
{
	for (int i = 0; i < pack->need_count; i++)
		if (strcmp(pack->needs[i], id) == 0)
			return true;
	return false;
}

static bool needed_by_another(const struct peeked *peeked, int at)
{
	for (int i = 0; i < peeked->count; i++)
		if (i != at && peeked->packs[i].id && peeked->packs[at].id && needs(&peeked->packs[i], peeked->packs[at].id))
			return true;
	return false;
}

/* Two councils, or two hubs, never stand on one screen. */
static bool must_part(const struct peeked *peeked)
{
	int councils = 0, hubs = 0;
	for (int i = 0; i < peeked->count; i++) {
		if (!peeked->packs[i].id)
			continue;
		councils += peeked->packs[i].layer == LAYER_COUNCIL;
		hubs += peeked->packs[i].layer == LAYER_HUB;
	}
	return councils > 1 || hubs > 1;
}

static void add_pack(struct pack_set *set, const char *folder)
{
	for (int i = 0; i < set->count; i++)
		if (strcmp(set->folder[i], folder) == 0)
			return;
	if (set->count < PACK_LAYERS_MAX)
		snprintf(set->folder[set->count++], sizeof set->folder[0], "%s", folder);
}

/* The given packs on which pack number `at` stands, near or far. */
static void add_with_needs(const struct peeked *peeked, const struct options *options, int at, struct pack_set *set)
{
	bool in[OPTIONS_FOLDERS_MAX] = {false};
	in[at] = true;
	for (bool more = true; more;) {
		more = false;
		for (int i = 0; i < peeked->count; i++)
			for (int j = 0; j < peeked->count; j++)
				if (in[i] && !in[j] && peeked->packs[i].id && peeked->packs[j].id && needs(&peeked->packs[i], peeked->packs[j].id))
					in[j] = more = true;
	}
	for (int i = 0; i < peeked->count; i++)
		if (in[i])
			add_pack(set, options->folders[i]);
}

static bool in_a_set(const struct set_list *list, const char *folder)
{
	for (int i = 0; i < list->count; i++)
		for (int j = 0; j < list->sets[i].packs.count; j++)
			if (strcmp(list->sets[i].packs.folder[j], folder) == 0)
				return true;
	return false;
}

static void sort_sets(const struct options *options, const struct peeked *peeked, struct set_list *list)
{
	if (!must_part(peeked)) {
		list->count = 1;
		for (int i = 0; i < options->folder_count; i++)
			add_pack(&list->sets[0].packs, options->folders[i]);
		if (options->folder_count > PACK_LAYERS_MAX)
			findings_add(&list->sets[0].findings, SEVERITY_ERROR, "format", (struct spot){options->folders[PACK_LAYERS_MAX], 0, ""},
				     "%d packs on one screen, at most %d are allowed", options->folder_count, PACK_LAYERS_MAX);
		return;
	}
	for (int i = 0; i < peeked->count; i++)
		if (!needed_by_another(peeked, i))
			add_with_needs(peeked, options, i, &list->sets[list->count++].packs);
	/* Packs that need each other in a ring have no top; each is said to be wrong. */
	for (int i = 0; i < peeked->count; i++)
		if (!in_a_set(list, options->folders[i]))
			add_with_needs(peeked, options, i, &list->sets[list->count++].packs);
}

static bool load_set(struct loaded_set *set, bool rehearsal, struct fault *fault)
{
	if (!arena_init(&set->arena, HUB_ARENA_MAX, fault))
		return false;
	if (pack_set_complete(&set->packs, &set->findings) && set->findings.errors == 0)
		set->loaded = load_hub(&set->packs, &set->arena, &set->hub, &set->findings);
	if (rehearsal)
		set->hub.released = 0; /* a day before the packs is meant so */
	return true;
}

bool folders_there(const struct options *options)
{
	for (int i = 0; i < options->folder_count; i++)
		if (!file_is_folder(options->folders[i]) || access(options->folders[i], R_OK | X_OK) != 0)
			return false;
	return true;
}

bool sets_load(const struct options *options, struct set_list *list, struct fault *fault)
{
	struct set_list sets = {0, calloc(SETS_MAX, sizeof *sets.sets)};
	struct peeked *peeked = calloc(1, sizeof *peeked);
	struct findings *unread = calloc(1, sizeof *unread);
	struct arena arena = {0};
	bool fine = sets.sets && peeked && unread && arena_init(&arena, HUB_ARENA_MAX, fault);

	if (!fine)
		fault_set(fault, "the system has no memory left");
	for (int i = 0; fine && i < options->folder_count; i++) {
		peeked->count++;
		if (!pack_peek(options->folders[i], &arena, &peeked->packs[i], unread))
			peeked->packs[i].id = NULL; /* said again, in full, when it is loaded */
	}
	if (fine)
		sort_sets(options, peeked, &sets);
	for (int i = 0; fine && i < sets.count; i++)
		fine = load_set(&sets.sets[i], options->rehearsal, fault);
	arena_release(&arena);
	free(unread);
	free(peeked);
	if (fine)
		*list = sets;
	else
		sets_release(&sets);
	return fine;
}

void sets_release(struct set_list *list)
{
	for (int i = 0; i < list->count; i++)
		arena_release(&list->sets[i].arena);
	free(list->sets);
	*list = (struct set_list){0, NULL};
}

const char *folder_name(const char *folder)
{
	const char *name = folder;
	for (const char *c = folder; *c; c++)
		if (*c == '/' && c[1] != 0)
			name = c + 1;
	return name;
}

const char *set_name(const struct loaded_set *set)
{
	return set->packs.count > 0 ? folder_name(set->packs.folder[set->packs.count - 1]) : "";
}
