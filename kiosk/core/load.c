#include "core/load.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/builtin.h"
#include "core/jsonline.h"
#include "core/merge.h"

/* The packs of one screen, ordered by layer. */
struct layers {
	int count;
	struct pack packs[PACK_LAYERS_MAX];
};

__attribute__((format(printf, 5, 6))) static void say(struct findings *findings, const struct pack *pack, int line, const char *rule,
						      const char *format, ...)
{
	char file[FAULT_FILE_MAX];
	char says[FAULT_SAYS_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	if (!file_join(file, sizeof file, pack->folder, "pack.json"))
		file[0] = '\0';
	findings_add(findings, SEVERITY_ERROR, rule, (struct spot){file, line, pack->id}, "%s", says);
}

static int find_pack(const struct layers *layers, const char *id)
{
	for (int i = 0; i < layers->count; i++)
		if (strcmp(layers->packs[i].id, id) == 0)
			return i;
	return -1;
}

static void take_out(struct layers *layers, int index)
{
	layers->count--;
	memmove(&layers->packs[index], &layers->packs[index + 1], (size_t)(layers->count - index) * sizeof layers->packs[0]);
}

/* Stable, so packs of one layer stay in the order in which they were named. */
static void sort_layers(struct layers *layers)
{
	for (int i = 1; i < layers->count; i++) {
		struct pack pack = layers->packs[i];
		int at = i;
		for (; at > 0 && layers->packs[at - 1].layer > pack.layer; at--)
			layers->packs[at] = layers->packs[at - 1];
		layers->packs[at] = pack;
	}
}

/* ---- needs ---- */

/* Where the need stands; the pack has been read, so this seldom fails. */
static int need_line(const struct pack *pack, int need)
{
	char path[FAULT_FILE_MAX];
	char *text;
	size_t length;
	struct json_path where = {2, {{"needs", 0}, {NULL, need}}};

	if (!file_join(path, sizeof path, pack->folder, "pack.json") || !file_read(path, PACK_FILE_MAX, &text, &length, NULL))
		return 0;
	int line = json_line(text, length, &where);
	free(text);
	return line;
}

/* The folder `id` beside `folder`: "a/b/" gives "a/id", "b" gives "./id". */
static bool beside(const char *folder, const char *id, char out[FAULT_FILE_MAX])
{
	char parent[FAULT_FILE_MAX];
	size_t length = strlen(folder);

	while (length > 1 && folder[length - 1] == '/')
		length--;
	size_t last = length;
	while (last > 0 && folder[last - 1] != '/')
		last--;
	bool dots = length - last <= 2 && strncmp(folder + last, "..", length - last) == 0;
	if (dots)
		snprintf(parent, sizeof parent, "%.*s/..", (int)length, folder);
	else if (last == 0)
		snprintf(parent, sizeof parent, ".");
	else
		snprintf(parent, sizeof parent, "%.*s", last > 1 ? (int)last - 1 : 1, folder);
	return file_join(out, FAULT_FILE_MAX, parent, id);
}

/* Adds the packs that number `index` needs. False when one cannot be had. */
static bool add_needs(struct layers *layers, int index, struct arena *arena, struct findings *findings)
{
	const struct pack needing = layers->packs[index];
	bool all = true;

	for (int i = 0; i < needing.need_count; i++) {
		const char *need = needing.needs[i];
		char folder[FAULT_FILE_MAX];
		struct pack found;
		if (find_pack(layers, need) >= 0)
			continue;
		all = false;
		if (!beside(needing.folder, need, folder) || !file_is_folder(folder))
			say(findings, &needing, need_line(&needing, i), "merge", "needs the pack \"%s\", which is not beside it; put it there", need);
		else if (layers->count >= PACK_LAYERS_MAX)
			say(findings, &needing, need_line(&needing, i), "merge", "more than %d packs together; leave some out", PACK_LAYERS_MAX);
		else if (!pack_peek(folder, arena, &found, findings))
			continue;
		else if (strcmp(found.id, need) != 0)
			say(findings, &found, 0, "merge", "its folder is called \"%s\"; give folder and id the same name", need);
		else {
			layers->packs[layers->count++] = found;
			all = true;
		}
		if (!all)
			return false;
	}
	return all;
}

/* ---- what may stand together ---- */

/* Two packs for the whole nation, and nobody can say which of them is right: both go,
 * and the lines in the program stand in their place (S10). */
static void refuse_second_nation(struct layers *layers, struct findings *findings)
{
	if (layers->count < 2 || layers->packs[1].layer != LAYER_NATION)
		return;
	for (int i = 0; i < 2; i++)
		say(findings, &layers->packs[i], 0, "S10", "\"%s\" and \"%s\" are both nation packs, and a screen has one; leave the wrong one out",
		    layers->packs[0].id, layers->packs[1].id);
	while (layers->count > 0 && layers->packs[0].layer == LAYER_NATION)
		take_out(layers, 0);
}

/* Regions may be several; of the others a screen has one. Takes the later out. */
static void refuse_clashes(struct layers *layers, struct findings *findings)
{
	for (int i = 1; i < layers->count; i++) {
		const struct pack *pack = &layers->packs[i];
		for (int j = 0; j < i; j++) {
			const struct pack *other = &layers->packs[j];
			bool same_id = strcmp(pack->id, other->id) == 0;
			bool same_layer = pack->layer == other->layer && pack->layer != LAYER_REGION;
			if (!same_id && !same_layer)
				continue;
			if (same_id)
				say(findings, pack, 0, "merge", "two packs have this id; leave one out");
			else
				say(findings, pack, 0, "merge", "is a second %s pack beside \"%s\", and a screen has one; leave one out",
				    layer_name(pack->layer), other->id);
			take_out(layers, i--);
			break;
		}
	}
}

/* S35: the lines follow the nation, so a hub's own nation is never a guess. */
static void check_nation(const struct layers *layers, struct findings *findings)
{
	const struct pack *last = &layers->packs[layers->count - 1];
	for (int i = 0; i < layers->count; i++)
		if (layers->packs[i].has_nation)
			return;
	if (last->layer >= LAYER_COUNCIL)
		say(findings, last, 0, "S35", "no pack says in which nation the hub is; add \"nation\": \"england\" or another");
}

/* ---- completing ---- */

/* A folder that cannot even be put in order: everything that is wrong with it. */
static void say_all(const char *folder, struct findings *findings)
{
	struct arena arena;
	struct pack pack;
	struct fault fault;

	if (!arena_init(&arena, HUB_ARENA_MAX, &fault)) {
		findings_add(findings, SEVERITY_ERROR, FINDING_MACHINE, (struct spot){folder, 0, ""}, "%s", fault.says);
		return;
	}
	if (pack_read(folder, &arena, &pack, findings))
		findings_add(findings, SEVERITY_ERROR, FINDING_MACHINE, (struct spot){folder, 0, ""}, "changed while it was read; try again");
	arena_release(&arena);
}

/* Peeks at all folders, adds what they need, orders them. What is wrong is said
 * and left out. `nation` gets that of the last layer which says one. */
static void complete(const struct pack_set *set, struct arena *arena, struct layers *layers, struct findings *findings)
{
	struct findings *quiet = calloc(1, sizeof *quiet);

	layers->count = 0;
	if (!quiet)
		findings_add(findings, SEVERITY_ERROR, FINDING_MACHINE, (struct spot){"", 0, ""}, "no memory is left to look at the packs");
	for (int i = 0; quiet && i < set->count && i < PACK_LAYERS_MAX; i++) {
		struct pack *pack = &layers->packs[layers->count];
		quiet->count = 0;
		if (pack_peek(set->folder[i], arena, pack, quiet))
			layers->count++;
		else
			say_all(set->folder[i], findings);
	}
	free(quiet);
	for (int i = 0; i < layers->count; i++)
		if (!add_needs(layers, i, arena, findings))
			take_out(layers, i--);
	sort_layers(layers);
	refuse_second_nation(layers, findings);
	refuse_clashes(layers, findings);
}

enum { PEEK_ARENA = 1 << 20 };

static bool begin(struct arena *arena, size_t size, struct findings *findings)
{
	struct fault fault;
	if (arena_init(arena, size, &fault))
		return true;
	findings_add(findings, SEVERITY_ERROR, FINDING_MACHINE, (struct spot){"", 0, ""}, "%s", fault.says);
	return false;
}

static void folders_of(const struct layers *layers, struct pack_set *set)
{
	set->count = layers->count;
	for (int i = 0; i < layers->count; i++)
		snprintf(set->folder[i], sizeof set->folder[i], "%s", layers->packs[i].folder);
}

bool pack_set_complete(struct pack_set *set, struct findings *findings)
{
	struct arena arena;
	struct layers layers;
	int before = findings->errors;

	if (!begin(&arena, PEEK_ARENA, findings))
		return false;
	complete(set, &arena, &layers, findings);
	if (findings->errors == before)
		folders_of(&layers, set);
	arena_release(&arena);
	return findings->errors == before;
}

/* ---- loading ---- */

static bool merge_layers(const struct layers *layers, struct arena *arena, struct hub *hub, struct findings *findings)
{
	const struct pack *packs[PACK_LAYERS_MAX];
	for (int i = 0; i < layers->count; i++)
		packs[i] = &layers->packs[i];
	return merge_packs(packs, layers->count, arena, hub, findings);
}

static bool has_needs(const struct layers *layers, const struct pack *pack, const char **missing)
{
	for (int i = 0; i < pack->need_count; i++)
		if (find_pack(layers, *missing = pack->needs[i]) < 0)
			return false;
	return true;
}

bool load_hub(const struct pack_set *set, struct arena *arena, struct hub *hub, struct findings *findings)
{
	struct layers layers = {0};
	struct hub draft;
	const char *missing;
	int before = findings->errors;

	for (int i = 0; i < set->count && i < PACK_LAYERS_MAX; i++)
		if (pack_read(set->folder[i], arena, &layers.packs[layers.count], findings))
			layers.count++;
	if (findings->errors > before)
		return false;
	sort_layers(&layers);
	refuse_second_nation(&layers, findings);
	refuse_clashes(&layers, findings);
	for (int i = 0; i < layers.count; i++) {
		struct layers below = layers;
		below.count = i;
		if (has_needs(&below, &layers.packs[i], &missing))
			continue;
		if (find_pack(&layers, missing) >= 0)
			say(findings, &layers.packs[i], 0, "merge", "needs the pack \"%s\", which is laid over it; a pack needs only those below it",
			    missing);
		else
			say(findings, &layers.packs[i], 0, "merge", "needs the pack \"%s\", which is not among the packs; add it", missing);
	}
	if (findings->errors > before || !merge_layers(&layers, arena, &draft, findings))
		return false;
	check_nation(&layers, findings);
	if (findings->errors > before)
		return false;
	*hub = draft;
	return true;
}

/* Arena memory is zeroed when it is taken, so what is given back is wiped. */
static void rewind_to(struct arena *arena, size_t used)
{
	memset(arena->start + used, 0, arena->used - used);
	arena->used = used;
}

/* Does the pack fit over those that are in? Tries the merge and forgets it. */
static bool fits(const struct layers *in, struct arena *arena, struct findings *findings)
{
	struct findings *trial = calloc(1, sizeof *trial);
	struct hub hub;
	size_t used = arena->used;
	bool good = trial && merge_layers(in, arena, &hub, trial);

	for (int i = 0; trial && !good && i < trial->count; i++) {
		const struct finding *finding = &trial->list[i];
		const struct fault *fault = &finding->fault;
		if (finding->severity == SEVERITY_ERROR)
			findings_add(findings, finding->severity, finding->rule, (struct spot){fault->file, fault->line, fault->item}, "%s",
				     fault->says);
	}
	free(trial);
	rewind_to(arena, used);
	return good;
}

/* Reads the packs, each over those that are already in; a pack that cannot be
 * read, does not fit, or needs one that was left out stays out. */
static void take_in(const struct layers *wanted, struct layers *in, struct arena *arena, struct findings *findings)
{
	in->count = 0;
	for (int i = 0; i < wanted->count; i++) {
		struct pack *pack = &in->packs[in->count];
		const char *missing;
		size_t used = arena->used;
		if (!has_needs(in, &wanted->packs[i], &missing)) {
			say(findings, &wanted->packs[i], 0, "merge", "is left out, because the pack \"%s\" that it needs is left out", missing);
			continue;
		}
		if (!pack_read(wanted->packs[i].folder, arena, pack, findings)) {
			rewind_to(arena, used);
			continue;
		}
		in->count++;
		if (!fits(in, arena, findings)) {
			in->count--;
			rewind_to(arena, used);
		}
	}
}

int load_hub_or_less(const struct pack_set *set, struct arena *arena, struct hub *hub, struct findings *findings)
{
	struct layers wanted = {0};
	struct layers in = {0};
	struct arena peeked = {0};
	bool says_nation = false;
	enum nation nation = NATION_ENGLAND;

	if (begin(&peeked, PEEK_ARENA, findings)) {
		complete(set, &peeked, &wanted, findings);
		take_in(&wanted, &in, arena, findings);
	}
	/* Also of a pack that is left out: the lines follow the nation (S35). Of several
	 * that differ, the lowest: a pack above it was refused for that. */
	for (int i = wanted.count - 1; i >= 0; i--)
		if (wanted.packs[i].has_nation && (wanted.packs[i].layer > LAYER_NATION || !says_nation)) {
			says_nation = true;
			nation = wanted.packs[i].nation;
		}
	if (in.count > 0)
		check_nation(&in, findings);
	if (in.count == 0 || !merge_layers(&in, arena, hub, findings)) {
		builtin_hub(nation, hub);
		in.count = 0;
	}
	if (says_nation)
		hub->nation = nation;
	arena_release(&peeked);
	return in.count;
}
