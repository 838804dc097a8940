/* prove: the safety rules, over every visit that can happen (S9). */
#include "admin/admin.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <time.h>

#include "admin/options.h"
#include "admin/sets.h"
#include "core/proof.h"

struct proved {
	struct proof proof;
	int milliseconds;
};

/* How long the proof took; this clock tells no time of day. */
static int64_t milliseconds_now(void)
{
	struct timespec spec = {0, 0};
	clock_gettime(CLOCK_MONOTONIC, &spec);
	return (int64_t)spec.tv_sec * 1000 + spec.tv_nsec / 1000000;
}

static bool prove_set(const struct loaded_set *set, moment now, struct proved *proved)
{
	int64_t start = milliseconds_now();
	bool holds = proof_run(&set->hub, now, &proved->proof);
	proved->milliseconds = (int)(milliseconds_now() - start);
	return holds;
}

static void print_findings(const struct loaded_set *set, FILE *out)
{
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];
	for (int i = 0; i < set->findings.count; i++) {
		const struct finding *finding = &set->findings.list[i];
		if (finding->severity != SEVERITY_ERROR)
			continue;
		fault_print(&finding->fault, line, sizeof line);
		fprintf(out, "error %s %s\n", finding->rule, line);
	}
	fprintf(out, "not proved: these packs cannot be read\n");
}

static void print_row(const struct proof_row *row, enum proof_rule rule, FILE *out)
{
	fprintf(out, "%-4s %-6s %s\n", proof_rule_name(rule), row->holds ? "holds" : "BROKEN", proof_rule_asks(rule));
	if (row->holds)
		return;
	fprintf(out, "     %s\n", row->says);
	if (row->visit[0])
		fprintf(out, "     shortest visit: %s\n", row->visit);
	if (row->script[0])
		fprintf(out, "     as a script for signpost-kiosk --headless --script FILE:\n%s", row->script);
}

static void print_proof(const struct proved *proved, FILE *out)
{
	const struct proof *proof = &proved->proof;
	fprintf(out, "%" PRIu64 " visits in %" PRIu32 " states of the answers; %" PRIu32 " states of the session, %" PRIu64 " moves; %d ms\n",
		proof->visits, proof->states, proof->walk_states, proof->walk_moves, proved->milliseconds);
	for (int i = 0; i < PROOF_RULE_COUNT; i++)
		print_row(&proof->rows[i], (enum proof_rule)i, out);
	if (!proof->complete)
		fprintf(out, "not complete: the questions have too many different answers, or memory is out; nothing is proved\n");
	fprintf(out, "%s\n", proof->holds ? "proved" : "NOT PROVED");
}

static json_t *json_rules(const struct proof *proof)
{
	json_t *rules = json_array();
	for (int i = 0; i < PROOF_RULE_COUNT; i++) {
		const struct proof_row *row = &proof->rows[i];
		json_array_append_new(rules, json_pack("{s:s, s:s, s:b, s:s, s:s, s:s, s:i}", "rule", proof_rule_name((enum proof_rule)i), "asks",
						       proof_rule_asks((enum proof_rule)i), "holds", row->holds, "says", row->holds ? "" : row->says,
						       "visit", row->holds ? "" : row->visit, "script", row->holds ? "" : row->script, "answers",
						       row->holds ? 0 : row->length));
	}
	return rules;
}

static json_t *json_set(const struct loaded_set *set, const struct proved *proved)
{
	json_t *packs = json_array();
	for (int i = 0; i < set->packs.count; i++)
		json_array_append_new(packs, json_string(folder_name(set->packs.folder[i])));
	if (set->loaded)
		return json_pack("{s:o, s:b, s:b, s:I, s:I, s:I, s:I, s:i, s:o}", "packs", packs, "holds", proved->proof.holds, "complete",
				 proved->proof.complete, "visits", (json_int_t)proved->proof.visits, "states", (json_int_t)proved->proof.states,
				 "session_states", (json_int_t)proved->proof.walk_states, "session_moves", (json_int_t)proved->proof.walk_moves,
				 "milliseconds", proved->milliseconds, "rules", json_rules(&proved->proof));
	json_t *findings = json_array();
	for (int i = 0; i < set->findings.count; i++)
		json_array_append_new(findings, json_string(set->findings.list[i].fault.says));
	return json_pack("{s:o, s:b, s:o}", "packs", packs, "holds", 0, "findings", findings);
}

static void print_set(const struct set_list *list, int at, const struct proved *proved, FILE *out)
{
	if (list->count > 1)
		fprintf(out, "%s%s\n", at > 0 ? "\n" : "", set_name(&list->sets[at]));
	if (list->sets[at].loaded)
		print_proof(proved, out);
	else
		print_findings(&list->sets[at], out);
}

/* Proves each set; true when all hold. */
static bool prove_all(const struct set_list *list, const struct options *options, struct proved *proved, FILE *out)
{
	bool holds = true;
	json_t *sets = json_array();
	for (int i = 0; i < list->count; i++) {
		holds = list->sets[i].loaded && prove_set(&list->sets[i], options->now, proved) && holds;
		if (options->json)
			json_array_append_new(sets, json_set(&list->sets[i], proved));
		else
			print_set(list, i, proved, out);
	}
	json_t *root = json_pack("{s:o, s:b}", "sets", sets, "holds", holds);
	if (options->json) {
		json_dumpf(root, out, JSON_INDENT(1));
		fputc('\n', out);
	}
	json_decref(root);
	return holds;
}

int command_prove(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct options options = {.now = now};
	struct set_list list = {0, NULL};
	struct fault fault;

	if (!options_read(argc, argv, command_find("prove")->options, &options, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_USAGE;
	}
	struct proved *proved = calloc(1, sizeof *proved);
	if (!proved || !sets_load(&options, &list, &fault)) {
		fprintf(err, "signpost-admin: %s\n", proved ? fault.says : "the system has no memory left");
		free(proved);
		return ADMIN_SYSTEM;
	}
	bool holds = prove_all(&list, &options, proved, out);
	sets_release(&list);
	free(proved);
	if (!folders_there(&options))
		return ADMIN_SYSTEM;
	return holds ? ADMIN_FINE : ADMIN_FINDINGS;
}
