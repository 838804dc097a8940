#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/approve.h"
#include "core/repo.h"
#include "core/sign_off.h"
#include "core/problem.h"
#include "sync/activate.h"

/* One set on its way to the glass. */
struct look {
	const struct channel_file *channel;
	const struct activate_terms *terms;
	struct pack_set packs;
	struct hub hub;
	struct arena arena;
};

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

/* ---- whose content it is ---- */

static const char *name_of(const char *folder)
{
	const char *slash = strrchr(folder, '/');

	return slash ? slash + 1 : folder;
}

static const char *top_of(const struct pack_set *packs)
{
	return name_of(packs->folder[packs->count - 1]);
}

bool activate_top(const char *folder, const struct channel_file *channel, char out[CHANNEL_NAME_SIZE])
{
	struct findings *findings = calloc(1, sizeof *findings);
	struct pack_set packs = {0};
	bool good = findings && name_packs(folder, channel, &packs) && pack_set_complete(&packs, findings) && packs.count > 0;

	free(findings);
	if (good)
		snprintf(out, CHANNEL_NAME_SIZE, "%s", top_of(&packs));
	return good;
}

/* A real hub's sign-off would tell a stranger; but two people of another hub have signed theirs. */
static bool is_ours(const struct look *look, struct trust_problem *problem)
{
	const char *top = top_of(&look->packs), *hub = look->terms->hub, *shown = look->terms->shown;

	if (hub[0] && strcmp(hub, top) != 0)
		return problem_set(
		    problem, FAILURE_CONTENT,
		    "sync.conf says that this screen is for %s and the new content is for %s; if that is meant, write hub = %s into sync.conf", hub,
		    top, top);
	if (!hub[0] && look->hub.example)
		return problem_set(problem, FAILURE_CONTENT,
				   "the new content is for %s, a made-up hub; if that is meant, write hub = %s into sync.conf", top, top);
	if (!hub[0] && shown[0] && strcmp(shown, top) != 0)
		return problem_set(problem, FAILURE_CONTENT,
				   "this screen shows %s and the new content is for %s; if that is meant, write hub = %s into sync.conf", shown, top,
				   top);
	return true;
}

/* ---- two people (S37) ---- */

/* What a pack says, not how it looks: its own file, texts, marks and the sign-off. */
static bool says_something(const char *name)
{
	return strcmp(name, "pack.json") == 0 || strcmp(name, "sign-off.json") == 0 || strncmp(name, "text/", 5) == 0 ||
	       strncmp(name, "review/", 7) == 0;
}

static bool signed_by_two(const struct look *look, const char *pack, struct trust_problem *problem)
{
	char below[CHANNEL_PATH_SIZE];
	int length = snprintf(below, sizeof below, "packs/%s/", pack);

	for (int i = 0; i < look->channel->file_count; i++) {
		const char *path = look->channel->files[i].path;
		if (look->terms->signers[i] >= 2 || strncmp(path, below, (size_t)length) != 0 || !says_something(path + length))
			continue;
		problem_set(problem, FAILURE_SIGNATURE,
			    "the pack %s holds what is about safety, and of its %s one person signed what two must sign (S37)", pack, path + length);
		if (problem)
			fault_at(&problem->fault, path, 0, "");
		return false;
	}
	return true;
}

/* Nobody signs a made-up hub off, and a text can change that of a pack below: all of it counts. */
static bool holds_safety(const struct look *look, const char *folder, bool *out, struct findings *findings)
{
	struct arena arena;
	struct pack pack;

	if (!arena_init(&arena, HUB_ARENA_MAX, NULL))
		return false;
	bool good = pack_read(folder, &arena, &pack, findings);
	if (good)
		*out = look->hub.example || repo_holds_safety(&pack);
	arena_release(&arena);
	return good;
}

static bool are_signed(const struct look *look, struct findings *findings, struct trust_problem *problem)
{
	for (int i = 0; i < look->packs.count; i++) {
		const char *folder = look->packs.folder[i];
		bool safety = true;
		if (!holds_safety(look, folder, &safety, findings))
			return problem_set(problem, FAILURE_DISK, "the pack %s could not be read again", name_of(folder));
		if (safety && !signed_by_two(look, name_of(folder), problem))
			return false;
	}
	return true;
}

/* ---- all of it ---- */

static bool is_fit(struct look *look, const char *folder, struct findings *findings, struct trust_problem *problem)
{
	if (!pack_set_complete(&look->packs, findings) || findings->errors > 0 || !load_hub(&look->packs, &look->arena, &look->hub, findings))
		return refuse(findings, folder, problem);
	if (!are_signed(look, findings, problem) || !is_ours(look, problem))
		return false;
	return (sign_off_holds(&look->hub, &look->packs, SEVERITY_ERROR, findings) &&
		approve_hub(&look->hub, &look->packs, look->terms->now, findings)) ||
	       refuse(findings, folder, problem);
}

bool activate_approve(const char *folder, const struct channel_file *channel, const struct activate_terms *terms, struct trust_problem *problem)
{
	struct findings *findings = calloc(1, sizeof *findings);
	struct look look = {.channel = channel, .terms = terms};

	if (!findings || !arena_init(&look.arena, HUB_ARENA_MAX, NULL)) {
		free(findings);
		return problem_set(problem, FAILURE_DISK, "memory is out");
	}
	bool good = name_packs(folder, channel, &look.packs) ? is_fit(&look, folder, findings, problem)
							     : problem_set(problem, FAILURE_SETTINGS, "the path of the store is too long");
	arena_release(&look.arena);
	free(findings);
	return good;
}
