#include "core/approve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/check.h"
#include "core/locate.h"
#include "core/proof.h"

static bool same(const struct fault *a, const struct fault *b)
{
	return a->line == b->line && strcmp(a->file, b->file) == 0 && strcmp(a->item, b->item) == 0 && strcmp(a->says, b->says) == 0;
}

/* The pack at the bottom is looked at again with fewer on top of it. */
static void add_once(struct findings *findings, const char *rule, const struct fault *fault)
{
	for (int i = 0; i < findings->count; i++)
		if (same(&findings->list[i].fault, fault))
			return;
	findings_add(findings, SEVERITY_ERROR, rule, (struct spot){fault->file, fault->line, fault->item}, "%s", fault->says);
}

/* One error, and none of the packs. */
static int tell_starved(struct findings *findings)
{
	findings_add(findings, SEVERITY_ERROR, FINDING_MACHINE, (struct spot){"", 0, ""}, "no memory is left to prove the safety rules");
	return 1;
}

/* The number of errors. */
static int check(const struct hub *hub, const struct pack_set *packs, moment now, struct findings *findings)
{
	struct findings *found = calloc(1, sizeof *found);

	if (!found)
		return tell_starved(findings);
	check_hub(hub, now, found);
	findings_locate(packs, found, 0);
	for (int i = 0; i < found->count; i++)
		if (found->list[i].severity == SEVERITY_ERROR)
			add_once(findings, found->list[i].rule, &found->list[i].fault);
	int errors = found->errors;
	free(found);
	return errors;
}

/* Which rule, and the way that breaks it: the visit, else the touches. */
static void tell_row(enum proof_rule rule, const struct proof *proof, struct findings *findings)
{
	const struct proof_row *row = &proof->rows[rule];
	struct fault fault = {0};
	char way[FAULT_SAYS_MAX];

	snprintf(way, sizeof way, "%s", row->visit[0] ? row->visit : row->script);
	for (char *at = way; *at; at++)
		if (*at == '\n')
			*at = ',';
	if (!proof->complete)
		fault_set(&fault, "the safety rules cannot be proved for these packs: %s", row->says);
	else
		fault_set(&fault, "the answers of these packs break safety rule %s: %s%s%s", proof_rule_name(rule), row->says,
			  way[0] == '\0'  ? ""
			  : row->visit[0] ? "; the shortest visit that does is: "
					  : "; the touches that do are: ",
			  way);
	add_once(findings, "S9", &fault);
}

/* The number of rules that are broken. */
static int prove(const struct hub *hub, moment now, struct findings *findings)
{
	struct proof *proof = malloc(sizeof *proof);
	int broken = 0;

	if (!proof)
		return tell_starved(findings);
	bool good = proof_run(hub, now, proof);
	if (proof->starved) {
		free(proof);
		return tell_starved(findings);
	}
	for (int i = 0; i < PROOF_RULE_COUNT && !good; i++)
		if (!proof->rows[i].holds && (broken++ == 0 || proof->complete))
			tell_row((enum proof_rule)i, proof, findings);
	free(proof);
	return good ? 0 : broken > 0 ? broken : 1;
}

bool approve_hub(const struct hub *hub, const struct pack_set *packs, moment now, struct findings *findings)
{
	int errors = check(hub, packs, now, findings) + prove(hub, now, findings);

	if (errors > 0)
		findings_add(findings, SEVERITY_WARNING, "S9", (struct spot){"", 0, ""}, "not shown, because of %d %s: %s", errors,
			     errors == 1 ? "error" : "errors", hub->packs);
	return errors == 0;
}
