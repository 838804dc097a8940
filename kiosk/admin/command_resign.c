/* resign: the same content for longer. */
#include <stdlib.h>
#include <string.h>

#include "admin/repo_call.h"
#include "admin/repo_live.h"
#include "admin/repo_push.h"

/* ---- what people sign ---- */

static void put_longer(struct repo_call *call, json_t *change, const char *role, const json_t *live)
{
	repo_change_put(change, role, repo_next(live, call->now + (strcmp(role, "root") == 0 ? REPO_ROOT_LASTS : REPO_LASTS)));
}

static enum admin_exit renew_role(struct repo_call *call, const char *role, struct fault *fault)
{
	const json_t *live = json_object_get(call->repo.live, role);
	char what[REPO_ROLE_SIZE + 32];

	if (!live) {
		fault_set(fault, "there is no role %s to renew; snapshot and timestamp are renewed without --role", role);
		return ADMIN_USAGE;
	}
	if (!repo_call_may_start(call, fault))
		return ADMIN_FINDINGS;
	snprintf(what, sizeof what, "role %s for longer", role);
	json_t *change = repo_call_change(call, what);
	put_longer(call, change, role, live);
	enum admin_exit code = repo_conclude(call, change, fault);
	json_decref(change);
	return code;
}

/* Root keys lie in safes, so root comes along only when it must. */
static enum admin_exit renew_all(struct repo_call *call, struct fault *fault)
{
	const char *role;
	json_t *live;

	if (!repo_call_may_start(call, fault))
		return ADMIN_FINDINGS;
	json_t *change = repo_call_change(call, "the same for longer");
	json_object_foreach(call->repo.live, role, live) if (strcmp(role, "root") != 0 || repo_expires(live) <= call->now + REPO_NEAR)
	    put_longer(call, change, role, live);
	enum admin_exit code = repo_conclude(call, change, fault);
	json_decref(change);
	return code;
}

/* ---- what the online key signs ---- */

static void print_renewed(struct repo_call *call)
{
	char ends[REPO_TIME_SIZE];

	repo_time(repo_expires(call->repo.timestamp), ends);
	if (call->options.json) {
		json_t *root = json_pack("{s:s, s:b, s:s, s:[], s:[]}", "what", "a fresh timestamp", "live", 1, "waiting", "", "missing", "changes");
		repo_print_json(root, call->out);
		json_decref(root);
	} else {
		fprintf(call->out, "Renewed: what is live is fresh until %.10s.\n", ends);
	}
}

static enum admin_exit renew_timestamp(struct repo_call *call, struct fault *fault)
{
	const char *profile = call->options.profile;

	if (!repo_call_keys(call, fault))
		return ADMIN_FINDINGS;
	if (!repo_has_online(&call->repo, NULL, &call->secrets)) {
		fault_set(fault, "resign needs the online key, which signs snapshot and timestamp: --key FILE; what people sign goes with --all");
		return ADMIN_FINDINGS;
	}
	if (profile)
		json_object_set_new(call->repo.settings, "profile", json_string(profile));
	if (!repo_renew(&call->repo, &call->secrets, call->now, fault) || (profile && !repo_save_settings(&call->repo, fault)) ||
	    !repo_push(&call->repo, &call->options, fault))
		return ADMIN_SYSTEM;
	print_renewed(call);
	return ADMIN_FINE;
}

static enum admin_exit work(struct repo_call *call, struct fault *fault)
{
	const struct options *options = &call->options;

	if ((options->all != 0) + (options->role != NULL) + (options->profile != NULL) > 1) {
		fault_set(fault, "--all, --role and --profile are three different things; give one of them");
		return ADMIN_USAGE;
	}
	if (options->profile && !repo_profile_ok(options->profile, fault))
		return ADMIN_USAGE;
	if (options->role)
		return renew_role(call, options->role, fault);
	return options->all ? renew_all(call, fault) : renew_timestamp(call, fault);
}

int command_resign(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "resign", .work = work, .words = 1, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}
