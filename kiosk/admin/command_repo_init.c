/* repo init: a working folder, and the first keys of a repository. */
#include <stdlib.h>
#include <string.h>

#include "admin/repo_call.h"

static bool read_threshold(const struct options *options, int *out, struct fault *fault)
{
	char *end;
	long number = options->root_threshold ? strtol(options->root_threshold, &end, 10) : 2;

	if (options->root_threshold && (*end || end == options->root_threshold || number < 2 || number > REPO_KEYS_MAX))
		return fault_set(fault,
				 "--root-threshold %s: write a number from 2 to %d; 2 of 3 keys is usual, and one alone could be lost or stolen",
				 options->root_threshold, REPO_KEYS_MAX);
	*out = (int)number;
	return true;
}

static bool read_people(const struct options *options, struct repo_public *held, struct repo_people *out, struct fault *fault)
{
	struct option_list online = {options->online ? 1 : 0, {options->online}};

	return read_threshold(options, &out->root_threshold, fault) && repo_read_keys(&options->root_keys, held, &out->root, fault) &&
	       repo_read_keys(&options->publishers, held, &out->publishers, fault) && repo_read_keys(&online, held, &out->online, fault);
}

/* What the packs hold nobody knows yet, so their owners get the least that every pack has;
 * the first release says which of them hold safety items. */
static bool delegate(json_t *targets, const struct repo_owners *owners, struct fault *fault)
{
	for (int i = 0; i < owners->count; i++) {
		struct repo_keys keys;
		bool changed;
		if (!repo_owners_keys(owners, owners->list[i].pack, &keys, fault))
			return false;
		if (!repo_delegate(targets, owners->list[i].pack, false, &keys, &changed))
			return fault_set(fault, "more packs than %d in one repository", REPO_ROLES_MAX / 2);
	}
	return true;
}

static json_t *first_change(const struct repo_people *people, const struct repo_owners *owners, moment now, struct fault *fault)
{
	json_t *root = repo_new_root(people, now, fault), *targets = root ? repo_new_targets(&people->publishers, now, fault) : NULL;
	if (targets && !(delegate(targets, owners, fault) && repo_keys_apart(root, targets, fault))) {
		json_decref(targets);
		targets = NULL;
	}
	json_t *base = json_object(), *change = targets ? repo_change_new(base, 1, "the first keys", now) : NULL;

	json_decref(base);
	if (!change) {
		json_decref(root);
		json_decref(targets);
		return NULL;
	}
	repo_change_put(change, "root", root);
	repo_change_put(change, "targets", targets);
	repo_change_put(change, "channels", repo_new_role(now));
	return change;
}

/* All that can be refused comes before the folder is made: a wrong passphrase leaves nothing. */
static bool keys_fit(struct repo_call *call, const json_t *change, struct fault *fault)
{
	json_t *rehearsal = json_deep_copy(change);
	bool good = repo_call_keys(call, fault) && repo_call_sign(call, rehearsal, true, fault);

	json_decref(rehearsal);
	return good;
}

static enum admin_exit create(struct repo_call *call, json_t *change, struct fault *fault)
{
	const char *folder = call->options.folders[0];
	const char *profile = call->options.profile ? call->options.profile : "by-hand";

	if (!repo_profile_ok(profile, fault))
		return ADMIN_USAGE;
	if (!repo_may_create(folder, fault) || !keys_fit(call, change, fault))
		return ADMIN_FINDINGS;
	if (!repo_create(folder, profile, fault) || !repo_open(folder, &call->repo, fault))
		return ADMIN_SYSTEM;
	return repo_conclude(call, change, fault);
}

static enum admin_exit work(struct repo_call *call, struct fault *fault)
{
	struct repo_public held = {.count = 0};
	struct repo_people people = {.root_threshold = 2};
	struct repo_owners owners = {.count = 0};
	json_t *change = NULL;
	enum admin_exit code = ADMIN_USAGE;

	if (read_people(&call->options, &held, &people, fault) && repo_read_owners(&call->options.owners, &held, &owners, fault)) {
		change = first_change(&people, &owners, call->now, fault);
		code = change ? create(call, change, fault) : ADMIN_FINDINGS;
	}
	json_decref(change);
	repo_public_free(&held);
	return code;
}

int command_repo_init(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "repo init", .work = work, .no_repo = true, .words = 1, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}
