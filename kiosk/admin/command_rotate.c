/* rotate, revoke, resign: other keys, no longer these keys, and the same for longer. */
#include <stdlib.h>
#include <string.h>

#include "admin/repo_call.h"
#include "admin/repo_live.h"
#include "admin/repo_push.h"
#include "base/file.h"

static json_t *change_of(const struct repo_call *call, const char *what)
{
	return repo_change_new(call->repo.live, repo_version(call->repo.timestamp) + 1, what, call->now);
}

static bool may_start(const struct repo_call *call, struct fault *fault)
{
	char path[REPO_PATH_SIZE];

	if (!call->repo.timestamp)
		return fault_set(fault, "this repository has not started: its first keys wait for signatures");
	if (!repo_waiting_path(&call->repo, path))
		return true;
	fault_set(fault, "this waits for signatures; finish it first (publish %s --finish), or throw it away (publish %s --discard)",
		  call->repo.folder, call->repo.folder);
	fault_at(fault, path, 0, NULL);
	return false;
}

/* ---- keys ---- */

/* Both ends of the chain of who may sign, with the key swapped, as far as it stands there. */
static bool swap(const struct repo_call *call, json_t *change, const struct repo_swap *swap, struct fault *fault)
{
	static const char *const holders[] = {"root", "targets"};
	static const int lasts[] = {REPO_ROOT_LASTS, REPO_LASTS};
	int all = 0;

	for (int i = 0; i < 2; i++) {
		const json_t *base = json_object_get(json_object_get(change, "base"), holders[i]);
		bool again = json_object_get(json_object_get(change, "new"), holders[i]);
		json_t *next = again ? json_deep_copy(repo_change_after(change, holders[i])) : repo_next(base, call->now + lasts[i]);
		int changed = 0;
		bool good = next && repo_swap_key(next, swap, &changed, fault);
		if (good && changed)
			repo_change_put(change, holders[i], next);
		else
			json_decref(next);
		if (!good)
			return false;
		all += changed;
	}
	if (all > 0)
		return repo_keys_apart(repo_change_after(change, "root"), repo_change_after(change, "targets"), fault);
	return fault_set(fault, "no role%s%s has the key %.12s...; \"signpost-admin status\" says whose keys are where", swap->only ? " called " : "",
			 swap->only ? swap->only : "", swap->old);
}

/* What the key vouched for is signed anew by those who are left. */
static void sign_anew(const struct repo_call *call, json_t *change)
{
	json_t *left = repo_change_unsigned(change), *name;
	size_t i;

	json_array_foreach(left, i, name)
	{
		const char *role = json_string_value(name);
		repo_change_put(change, role, repo_next(repo_change_after(change, role), call->now + REPO_LASTS));
	}
	json_decref(left);
}

static bool read_id(const char *word, struct repo_public *held, char out[TRUST_HEX_SIZE], struct fault *fault)
{
	if (strlen(word) == TRUST_HEX_SIZE - 1 && strspn(word, "0123456789abcdef") == TRUST_HEX_SIZE - 1) {
		memcpy(out, word, TRUST_HEX_SIZE);
		return true;
	}
	if (!key_read_public(word, &held->list[held->count], fault))
		return false;
	memcpy(out, held->list[held->count++].id, TRUST_HEX_SIZE);
	return true;
}

static enum admin_exit rotate_work(struct repo_call *call, struct fault *fault)
{
	struct repo_public held = {.count = 0};
	struct repo_keys coming = {.count = 0};
	struct option_list path = {1, {call->options.new}};
	char old[TRUST_HEX_SIZE];
	enum admin_exit code = ADMIN_USAGE;

	if (!call->options.old || !call->options.new) {
		fault_set(fault, "rotate needs the key that goes and the key that comes: --old PUB --new PUB");
	} else if (read_id(call->options.old, &held, old, fault) && repo_read_keys(&path, &held, &coming, fault)) {
		struct repo_swap one = {old, &coming.list[0], call->options.role};
		json_t *change = may_start(call, fault) ? change_of(call, "another key") : NULL;
		code = ADMIN_FINDINGS;
		if (change && swap(call, change, &one, fault)) {
			sign_anew(call, change);
			code = repo_conclude(call, change, fault);
		}
		json_decref(change);
	}
	repo_public_free(&held);
	return code;
}

int command_rotate(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "rotate", .work = rotate_work, .words = 1, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}

static enum admin_exit revoke_work(struct repo_call *call, struct fault *fault)
{
	struct repo_public held = {.count = 0};
	json_t *change = may_start(call, fault) ? change_of(call, "a key that nobody is to believe any more") : NULL;
	enum admin_exit code = ADMIN_FINDINGS;
	bool good = change != NULL;

	if (call->options.key_ids.count == 0) {
		good = fault_set(fault, "revoke needs --key-id ID; \"signpost-admin status\" lists the ids");
		code = ADMIN_USAGE;
	}
	for (int i = 0; good && i < call->options.key_ids.count; i++) {
		char id[TRUST_HEX_SIZE];
		struct repo_swap one = {id, NULL, call->options.role};
		good = read_id(call->options.key_ids.words[i], &held, id, fault) && swap(call, change, &one, fault);
	}
	if (good) {
		sign_anew(call, change);
		code = repo_conclude(call, change, fault);
	}
	json_decref(change);
	repo_public_free(&held);
	return code;
}

int command_revoke(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "revoke", .work = revoke_work, .words = 1, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}

/* ---- freshness ---- */

static enum admin_exit renew_role(struct repo_call *call, const char *role, struct fault *fault)
{
	const json_t *live = json_object_get(call->repo.live, role);
	char what[REPO_ROLE_SIZE + 32];

	if (!live) {
		fault_set(fault, "there is no role %s to renew; snapshot and timestamp are renewed without --role", role);
		return ADMIN_USAGE;
	}
	if (!may_start(call, fault))
		return ADMIN_FINDINGS;
	snprintf(what, sizeof what, "role %s for longer", role);
	json_t *change = change_of(call, what);
	repo_change_put(change, role, repo_next(live, call->now + (strcmp(role, "root") == 0 ? REPO_ROOT_LASTS : REPO_LASTS)));
	enum admin_exit code = repo_conclude(call, change, fault);
	json_decref(change);
	return code;
}

static enum admin_exit resign_work(struct repo_call *call, struct fault *fault)
{
	if (call->options.role)
		return renew_role(call, call->options.role, fault);
	if (!repo_call_keys(call, fault))
		return ADMIN_SYSTEM;
	if (!repo_has_online(&call->repo, NULL, &call->secrets)) {
		fault_set(fault, "resign needs the online key, which signs snapshot and timestamp: --key FILE");
		return ADMIN_FINDINGS;
	}
	if (!repo_renew(&call->repo, &call->secrets, call->now, fault))
		return ADMIN_SYSTEM;
	if (!repo_push(&call->repo, &call->options, fault))
		return ADMIN_SYSTEM;
	if (call->options.json) {
		json_t *root = json_pack("{s:s, s:b, s:s, s:[], s:[]}", "what", "a fresh timestamp", "live", 1, "waiting", "", "missing", "changes");
		repo_print_json(root, call->out);
		json_decref(root);
	}
	return ADMIN_FINE;
}

int command_resign(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "resign", .work = resign_work, .words = 1, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}
