/* check: everything that is wrong with packs, in one list. */
#include "admin/admin.h"

#include <jansson.h>
#include <string.h>

#include "admin/options.h"
#include "admin/sets.h"
#include "core/check.h"
#include "core/locate.h"
#include "core/sign_off.h"

static const char *const severities[] = {"error", "warning", "note"};

static bool same(const struct finding *a, const struct finding *b)
{
	return a->severity == b->severity && a->fault.line == b->fault.line && strcmp(a->rule, b->rule) == 0 &&
	       strcmp(a->fault.file, b->fault.file) == 0 && strcmp(a->fault.item, b->fault.item) == 0 && strcmp(a->fault.says, b->fault.says) == 0;
}

/* The base pack is in every set: what it says once is not said again. */
static bool said_before(const struct set_list *list, int set, const struct finding *finding)
{
	for (int i = 0; i < set; i++)
		for (int j = 0; j < list->sets[i].findings.count; j++)
			if (same(&list->sets[i].findings.list[j], finding))
				return true;
	return false;
}

/* Is the finding to be printed here? */
static bool wanted(const struct set_list *list, int set, int at, bool notes)
{
	const struct finding *finding = &list->sets[set].findings.list[at];
	return (notes || finding->severity != SEVERITY_NOTE) && !said_before(list, set, finding);
}

struct totals {
	int errors, warnings, notes;
};

/* Counts each finding once over all sets; those past the list's end are in too. */
static struct totals count_set(const struct set_list *list, int set)
{
	const struct findings *findings = &list->sets[set].findings;
	struct totals totals = {findings->errors, findings->warnings, findings->notes};
	for (int i = 0; i < findings->count; i++) {
		if (!said_before(list, set, &findings->list[i]))
			continue;
		totals.errors -= findings->list[i].severity == SEVERITY_ERROR;
		totals.warnings -= findings->list[i].severity == SEVERITY_WARNING;
		totals.notes -= findings->list[i].severity == SEVERITY_NOTE;
	}
	return totals;
}

static const char *plural(int count, const char *one, const char *many)
{
	return count == 1 ? one : many;
}

static void print_set(const struct set_list *list, int at, bool notes, FILE *out)
{
	const struct loaded_set *set = &list->sets[at];
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];

	if (list->count > 1)
		fprintf(out, "%s%s\n", at > 0 ? "\n" : "", set_name(set));
	for (int i = 0; i < set->findings.count; i++) {
		if (!wanted(list, at, i, notes))
			continue;
		const struct finding *finding = &set->findings.list[i];
		fault_print(&finding->fault, line, sizeof line);
		fprintf(out, "%s %s %s\n", severities[finding->severity], finding->rule, line);
	}
	int lost = set->findings.errors + set->findings.warnings + set->findings.notes - set->findings.count;
	if (lost > 0)
		fprintf(out, "and %d more\n", lost);
}

static void print_totals(struct totals totals, bool repeated, bool notes, FILE *out)
{
	fprintf(out, "%d %s, %d %s", totals.errors, plural(totals.errors, "error", "errors"), totals.warnings,
		plural(totals.warnings, "warning", "warnings"));
	if (totals.notes > 0)
		fprintf(out, ", %d %s%s", totals.notes, plural(totals.notes, "note", "notes"), notes ? "" : " (see them with --notes)");
	fprintf(out, "%s\n", repeated ? "; what sets share is said once" : "");
}

static json_t *json_findings(const struct set_list *list, int at, bool notes)
{
	const struct loaded_set *set = &list->sets[at];
	json_t *array = json_array();
	for (int i = 0; i < set->findings.count; i++) {
		const struct finding *finding = &set->findings.list[i];
		if (!wanted(list, at, i, notes))
			continue;
		json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:i, s:s, s:s}", "severity", severities[finding->severity], "rule",
						       finding->rule, "file", finding->fault.file, "line", finding->fault.line, "item",
						       finding->fault.item, "says", finding->fault.says));
	}
	return array;
}

static json_t *json_packs(const struct loaded_set *set)
{
	json_t *array = json_array();
	for (int i = 0; i < set->packs.count; i++)
		json_array_append_new(array, json_string(folder_name(set->packs.folder[i])));
	return array;
}

static void print_json(const struct set_list *list, struct totals totals, bool notes, FILE *out)
{
	json_t *sets = json_array();
	for (int i = 0; i < list->count; i++) {
		struct totals one = count_set(list, i);
		json_array_append_new(sets, json_pack("{s:o, s:i, s:i, s:i, s:o}", "packs", json_packs(&list->sets[i]), "errors", one.errors,
						      "warnings", one.warnings, "notes", one.notes, "findings", json_findings(list, i, notes)));
	}
	json_t *root = json_pack("{s:o, s:i, s:i, s:i}", "sets", sets, "errors", totals.errors, "warnings", totals.warnings, "notes", totals.notes);
	json_dumpf(root, out, JSON_INDENT(1));
	fputc('\n', out);
	json_decref(root);
}

int command_check(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct options options = {.now = now};
	struct set_list list = {0, NULL};
	struct totals totals = {0, 0, 0};
	struct fault fault;

	if (!options_read(argc, argv, command_find("check")->options, &options, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_USAGE;
	}
	if (!sets_load(&options, &list, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_SYSTEM;
	}
	for (int i = 0; i < list.count; i++) {
		if (list.sets[i].loaded)
			check_hub(&list.sets[i].hub, options.now, &list.sets[i].findings);
		findings_locate(&list.sets[i].packs, &list.sets[i].findings, 0);
		/* S37. A country's pack alone is no hub's, and what has errors is not signed. */
		if (list.sets[i].loaded && list.sets[i].packs.count > 1 && list.sets[i].findings.errors == 0)
			sign_off_holds(&list.sets[i].hub, &list.sets[i].packs, SEVERITY_WARNING, &list.sets[i].findings);
		struct totals one = count_set(&list, i);
		totals = (struct totals){totals.errors + one.errors, totals.warnings + one.warnings, totals.notes + one.notes};
	}
	for (int i = 0; i < list.count && !options.json; i++)
		print_set(&list, i, options.notes, out);
	if (options.json)
		print_json(&list, totals, options.notes, out);
	else
		print_totals(totals, list.count > 1, options.notes, out);
	sets_release(&list);
	if (!folders_there(&options))
		return ADMIN_SYSTEM;
	return totals.errors > 0 || (options.strict && totals.warnings > 0) ? ADMIN_FINDINGS : ADMIN_FINE;
}
