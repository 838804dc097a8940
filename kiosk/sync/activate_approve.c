#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/approve.h"
#include "core/sign_off.h"
#include "net/problem.h"
#include "sync/activate.h"

static bool name_packs(const char *folder, const struct channel_file *channel, struct pack_set *set)
{
	char packs[FAULT_FILE_MAX];

	if (!file_join(packs, sizeof packs, folder, "packs"))
		return false;
	for (int i = 0; i < channel->pack_count; i++)
		if (!file_join(set->folder[set->count++], FAULT_FILE_MAX, packs, channel->packs[i]))
			return false;
	return true;
}

/* What to tell: a safety rule that can be broken before all, else the first error. */
static const struct finding *worst(const struct findings *findings)
{
	const struct finding *first = NULL;

	for (int i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		if (finding->severity != SEVERITY_ERROR)
			continue;
		if (strcmp(finding->rule, "S9") == 0)
			return finding;
		first = first ? first : finding;
	}
	return first;
}

/* Says it, with its place below the set. */
static bool refuse(const struct findings *findings, const char *folder, struct trust_problem *problem)
{
	const struct finding *finding = worst(findings);

	if (!finding)
		return problem_set(problem, FAILURE_CONTENT, "the packs cannot be shown, and memory for the reason is out");
	size_t skip = strncmp(finding->fault.file, folder, strlen(folder)) == 0 ? strlen(folder) + 1 : 0;
	problem_set(problem, strcmp(finding->rule, "S9") == 0 ? FAILURE_PROOF : FAILURE_CONTENT, "%s", finding->fault.says);
	if (problem)
		fault_at(&problem->fault, finding->fault.file + skip, finding->fault.line, finding->fault.item);
	return false;
}

/* S37: two people sign what families see, by name or, for an example, with their keys. */
static bool is_signed(const struct hub *hub, const struct pack_set *packs, const struct activate_when *when, struct findings *findings)
{
	if (!hub->example || when->two_signed)
		return sign_off_holds(hub, packs, SEVERITY_ERROR, findings);
	findings_add(findings, SEVERITY_ERROR, "S37", (struct spot){packs->folder[packs->count - 1], 0, "example"},
		     "a made-up hub needs no sign-off, so two people sign its packs, and one alone signed one of these; have both sign it");
	return false;
}

static bool is_fit(const struct pack_set *set, const struct activate_when *when, struct arena *arena, struct findings *findings)
{
	struct pack_set whole = *set;
	struct hub hub = {0};

	return pack_set_complete(&whole, findings) && findings->errors == 0 && load_hub(&whole, arena, &hub, findings) &&
	       is_signed(&hub, &whole, when, findings) && approve_hub(&hub, &whole, when->now, findings);
}

bool activate_approve(const char *folder, const struct channel_file *channel, const struct activate_when *when, struct trust_problem *problem)
{
	struct findings *findings = calloc(1, sizeof *findings);
	struct pack_set set = {0};
	struct arena arena;

	if (!findings || !arena_init(&arena, HUB_ARENA_MAX, NULL)) {
		free(findings);
		return problem_set(problem, FAILURE_DISK, "memory is out");
	}
	bool good = name_packs(folder, channel, &set);
	if (!good)
		problem_set(problem, FAILURE_SETTINGS, "the path of the store is too long");
	else
		good = is_fit(&set, when, &arena, findings) || refuse(findings, folder, problem);
	arena_release(&arena);
	free(findings);
	return good;
}
