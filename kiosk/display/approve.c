#include "display/approve.h"

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

/* The number of errors. */
static int check(const struct hub *hub, const struct pack_set *packs, moment now, struct findings *findings)
{
	struct findings *found = calloc(1, sizeof *found);

	if (!found)
		return 1;
	check_hub(hub, now, found);
	findings_locate(packs, found, 0);
	for (int i = 0; i < found->count; i++)
		if (found->list[i].severity == SEVERITY_ERROR)
			add_once(findings, found->list[i].rule, &found->list[i].fault);
	int errors = found->errors;
	free(found);
	return errors;
}

/* The number of rules that are broken. */
static int prove(const struct hub *hub, moment now, struct findings *findings)
{
	struct proof *proof = malloc(sizeof *proof);
	int broken = 0;

	if (!proof)
		return 1;
	bool good = proof_run(hub, now, proof);
	for (int i = 0; i < PROOF_RULE_COUNT && !good; i++) {
		struct fault fault = {0};
		if (proof->rows[i].holds)
			continue;
		broken++;
		const struct proof_row *row = &proof->rows[i];
		fault_set(&fault, "the answers of these packs break safety rule %s: %s%s%s", proof_rule_name((enum proof_rule)i), row->says,
			  row->visit[0] ? "; the shortest visit that does is: " : "", row->visit);
		add_once(findings, "S9", &fault);
	}
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
