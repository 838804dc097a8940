/* repo init: a working folder, and the first keys of a repository. */
#include <stdlib.h>
#include <string.h>

#include "admin/repo_call.h"

static bool read_threshold(const struct options *options, int *out, struct fault *fault)
{
	char *end;
	long number = options->root_threshold ? strtol(options->root_threshold, &end, 10) : 2;

	if (options->root_threshold && (*end || end == options->root_threshold || number < 2 || number > REPO_KEYS_MAX))
		return fault_set(fault, "--root-threshold %s: write a number from 2 to %d; 2 of 3 keys is usual, and one alone could be lost or stolen", options->root_threshold,
				 REPO_KEYS_MAX);
	*out = (int)number;
	return true;
}

static bool read_people(const struct options *options, struct repo_public *held, struct repo_people *out, struct fault *fault)
{
	struct option_list online = {options->online ? 1 : 0, {options->online}};

	return read_threshold(options, &out->root_threshold, fault) && repo_read_keys(&options->root_keys, held, &out->root, fault) &&
	       repo_read_keys(&options->publishers, held, &out->publishers, fault) && repo_read_keys(&online, held, &out->online, fault);
}

static json_t *first_change(const struct repo_people *people, moment now, struct fault *fault)
{
	json_t *root = repo_new_root(people, now, fault), *targets = root ? repo_new_targets(&people->publishers, now, fault) : NULL;
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

static enum admin_exit work(struct repo_call *call, struct fault *fault)
{
	struct repo_public held = {.count = 0};
	struct repo_people people = {.root_threshold = 2};
	const char *folder = call->options.folders[0];
	json_t *change = NULL;
	enum admin_exit code = ADMIN_FINDINGS;

	if (!read_people(&call->options, &held, &people, fault)) {
		code = ADMIN_USAGE;
	} else if ((change = first_change(&people, call->now, fault)) != NULL) {
		code = ADMIN_SYSTEM;
		if (repo_create(folder, call->options.profile ? call->options.profile : "by-hand", fault) && repo_open(folder, &call->repo, fault))
			code = repo_conclude(call, change, fault);
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
