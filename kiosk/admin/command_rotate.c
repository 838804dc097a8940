/* rotate, revoke: another key in the place of one, and a key that nobody believes any more. */
#include <stdlib.h>
#include <string.h>

#include "admin/repo_call.h"

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

enum { ID_DIGITS_MIN = 8 };

/* The ids among `keys` that begin with these digits; `out` gets the last of them. */
static int ids_like(const json_t *keys, const char *digits, size_t count, char out[TRUST_HEX_SIZE])
{
	int found = 0;
	const char *id;
	json_t *key;

	json_object_foreach((json_t *)keys, id, key)
	{
		if (strncmp(id, digits, count) != 0 || strlen(id) != TRUST_HEX_SIZE - 1 || strcmp(id, out) == 0)
			continue;
		memcpy(out, id, TRUST_HEX_SIZE);
		found++;
	}
	return found;
}

/* A word that is an id, or the first digits of one, as "status" prints them. False without
 * a fault when it is none: then it is the name of a file. */
static bool read_digits(const struct repo_call *call, const char *word, char out[TRUST_HEX_SIZE], struct fault *fault)
{
	size_t digits = strspn(word, "0123456789abcdef");
	const json_t *root = json_object_get(json_object_get(call->repo.live, "root"), "signed");
	const json_t *targets = json_object_get(json_object_get(call->repo.live, "targets"), "signed");
	char id[TRUST_HEX_SIZE] = "";

	if (digits < ID_DIGITS_MIN || digits >= TRUST_HEX_SIZE || (word[digits] && strcmp(word + digits, "...") != 0))
		return false;
	int found = ids_like(json_object_get(root, "keys"), word, digits, id);
	found += ids_like(json_object_get(json_object_get(targets, "delegations"), "keys"), word, digits, id);
	if (found > 1)
		return fault_set(fault, "the ids of %d keys begin with %s; write more digits", found, word);
	if (found == 0 && digits < TRUST_HEX_SIZE - 1)
		return false;
	snprintf(out, TRUST_HEX_SIZE, "%s", found ? id : word);
	return true;
}

static bool read_id(const struct repo_call *call, const char *word, struct repo_public *held, char out[TRUST_HEX_SIZE], struct fault *fault)
{
	fault->says[0] = 0;
	if (read_digits(call, word, out, fault))
		return true;
	if (fault->says[0] || !key_read_public(word, &held->list[held->count], fault))
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
	} else if (read_id(call, call->options.old, &held, old, fault) && repo_read_keys(&path, &held, &coming, fault)) {
		struct repo_swap one = {old, &coming.list[0], call->options.role};
		json_t *change = repo_call_may_start(call, fault) ? repo_call_change(call, "another key") : NULL;
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
	json_t *change = repo_call_may_start(call, fault) ? repo_call_change(call, "a key that nobody is to believe any more") : NULL;
	enum admin_exit code = ADMIN_FINDINGS;
	bool good = change != NULL;

	if (call->options.key_ids.count == 0) {
		good = fault_set(fault, "revoke needs --key-id ID; \"signpost-admin status\" lists the ids");
		code = ADMIN_USAGE;
	}
	for (int i = 0; good && i < call->options.key_ids.count; i++) {
		char id[TRUST_HEX_SIZE];
		struct repo_swap one = {id, NULL, call->options.role};
		good = read_id(call, call->options.key_ids.words[i], &held, id, fault) && swap(call, change, &one, fault);
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
