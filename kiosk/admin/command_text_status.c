/* text status: how far each language of each pack is, and whether it is offered. */
#include "admin/admin.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "admin/options.h"
#include "admin/sets.h"
#include "admin/text_job.h"
#include "core/merge.h"
#include "core/translation.h"

enum { CODES_MAX = PACK_LAYERS_MAX * PACK_LANGUAGES_MAX };

/* The packs of one set, read each by itself. */
struct stand {
	const struct loaded_set *set;
	struct arena arena;
	int pack_count;
	struct pack packs[PACK_LAYERS_MAX];
	int code_count;
	const char *codes[CODES_MAX];
};

static void add_code(struct stand *stand, const char *code)
{
	for (int i = 0; i < stand->code_count; i++)
		if (strcmp(stand->codes[i], code) == 0)
			return;
	if (strcmp(code, "en") != 0 && stand->code_count < CODES_MAX)
		stand->codes[stand->code_count++] = code;
}

static bool open_stand(const struct loaded_set *set, struct stand *stand)
{
	struct findings *unread = calloc(1, sizeof *unread);
	bool good = unread && arena_init(&stand->arena, 2 * (size_t)HUB_ARENA_MAX, NULL);

	stand->set = set;
	for (int i = 0; good && i < set->packs.count; i++) {
		struct pack *pack = &stand->packs[i];
		good = pack_read(set->packs.folder[i], &stand->arena, pack, unread);
		stand->pack_count += good;
		for (int j = 0; good && j < pack->language_count; j++)
			add_code(stand, pack->languages[j].code);
		for (int j = 0; good && j < pack->wanted_count; j++)
			add_code(stand, pack->wanted[j]);
	}
	free(unread);
	return good;
}

/* Whether the hub offers it, and why not; "" when it simply does. */
struct offered {
	bool yes, draft;
	char why[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];
};

static struct offered ask_offered(const struct stand *stand, const char *code)
{
	const struct loaded_set *set = stand->set;
	struct offered offered = {0};
	char begins[64];

	snprintf(begins, sizeof begins, LANGUAGE_NOT_OFFERED, code);
	for (int i = 0; i < set->hub.language_count; i++)
		if (strcmp(set->hub.languages[i].code, code) == 0) {
			offered.yes = true;
			offered.draft = set->hub.languages[i].draft;
			snprintf(offered.why, sizeof offered.why, "%s", offered.draft ? "as a draft, because this hub is an example" : "");
			return offered;
		}
	for (int i = 0; i < set->findings.count; i++)
		if (strncmp(set->findings.list[i].fault.says, begins, strlen(begins)) == 0) {
			struct fault fault = set->findings.list[i].fault;
			memmove(fault.says, fault.says + strlen(begins), strlen(fault.says) - strlen(begins) + 1);
			fault_print(&fault, offered.why, sizeof offered.why);
			return offered;
		}
	snprintf(offered.why, sizeof offered.why, "no pack here lists it in \"languages\" of its \"hub\"");
	return offered;
}

static bool count_pack(struct stand *stand, int pack, const char *code, struct translation_counts *counts)
{
	struct translation translation;
	if (!translation_make(&stand->set->hub, &stand->packs[pack], code, &stand->arena, &translation))
		return false;
	*counts = translation_count(&translation);
	return counts->texts > 0;
}

/* ---- as a table ---- */

static void print_stand(struct stand *stand, FILE *out)
{
	fprintf(out, "%s\n", set_name(stand->set));
	if (stand->code_count == 0)
		fprintf(out, "  English only\n");
	else
		fprintf(out, "  %-8s %-16s %6s %10s %8s %6s %6s %8s %15s\n", "language", "pack", "texts", "translated", "checked", "draft", "stale",
			"missing", "safety to check");
	for (int c = 0; c < stand->code_count; c++) {
		struct offered offered = ask_offered(stand, stand->codes[c]);
		struct translation_counts n;
		for (int p = 0; p < stand->pack_count; p++)
			if (count_pack(stand, p, stand->codes[c], &n))
				fprintf(out, "  %-8s %-16s %6d %10d %8d %6d %6d %8d %15d\n", stand->codes[c], stand->packs[p].id, n.texts,
					n.translated, n.checked, n.draft, n.stale, n.missing, n.safety_open);
		fprintf(out, "  %-8s %s%s%s\n", stand->codes[c], offered.yes ? "is offered" : "is not offered", offered.why[0] ? ": " : "",
			offered.why);
	}
}

/* ---- as JSON ---- */

static json_t *json_counts(const char *pack, struct translation_counts n)
{
	return json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "pack", pack, "texts", n.texts, "translated", n.translated, "checked", n.checked,
			 "draft", n.draft, "stale", n.stale, "missing", n.missing, "safety_unchecked", n.safety_open);
}

static json_t *json_stand(struct stand *stand)
{
	json_t *packs = json_array(), *languages = json_array();

	for (int p = 0; p < stand->pack_count; p++)
		json_array_append_new(packs, json_string(stand->packs[p].id));
	for (int c = 0; c < stand->code_count; c++) {
		struct offered offered = ask_offered(stand, stand->codes[c]);
		struct translation_counts n;
		json_t *rows = json_array();
		for (int p = 0; p < stand->pack_count; p++)
			if (count_pack(stand, p, stand->codes[c], &n))
				json_array_append_new(rows, json_counts(stand->packs[p].id, n));
		json_array_append_new(languages, json_pack("{s:s, s:b, s:b, s:s, s:o}", "language", stand->codes[c], "offered", offered.yes, "draft",
							   offered.draft, "why", offered.why, "packs", rows));
	}
	return json_pack("{s:o, s:o}", "packs", packs, "languages", languages);
}

/* ---- the command ---- */

static int tell_set(const struct loaded_set *set, json_t *sets, FILE *streams[2])
{
	struct stand *stand = calloc(1, sizeof *stand);
	int code = ADMIN_FINE;

	if (!set->loaded) {
		print_findings(&set->findings, streams[1]);
		code = ADMIN_FINDINGS;
	} else if (!stand || !open_stand(set, stand)) {
		fprintf(streams[1], "signpost-admin: the packs are larger than the memory kept for them\n");
		code = ADMIN_SYSTEM;
	} else if (sets) {
		json_array_append_new(sets, json_stand(stand));
	} else {
		print_stand(stand, streams[0]);
	}
	if (stand)
		arena_release(&stand->arena);
	free(stand);
	return code;
}

int command_text_status(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct options options = {.now = now};
	struct set_list list = {0, NULL};
	struct fault fault;
	int code = ADMIN_FINE;

	if (!options_read(argc, argv, command_find("text status")->options, &options, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_USAGE;
	}
	if (!folders_there(&options))
		fault_set(&fault, "one of the folders is not there or may not be read");
	else
		sets_load(&options, &list, &fault);
	if (!list.sets) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_SYSTEM;
	}
	json_t *sets = options.json ? json_array() : NULL;
	for (int i = 0; i < list.count; i++) {
		int one = tell_set(&list.sets[i], sets, (FILE *[]){out, err});
		code = one > code ? one : code;
	}
	if (sets) {
		json_t *root = json_pack("{s:o}", "sets", sets);
		json_dumpf(root, out, JSON_INDENT(1));
		fputc('\n', out);
		json_decref(root);
	}
	sets_release(&list);
	return code;
}
