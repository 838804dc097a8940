/* publish, rollback: a release of packs, or of an old release's content. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "admin/repo_call.h"
#include "admin/repo_live.h"
#include "admin/repo_push.h"
#include "base/file.h"

/* ---- what waits ---- */

static enum admin_exit discard(struct repo_call *call, struct fault *fault)
{
	char path[REPO_PATH_SIZE];
	bool waits = repo_waiting_path(&call->repo, path);

	if (!repo_waiting_clear(&call->repo, fault))
		return ADMIN_SYSTEM;
	if (call->options.json) {
		json_t *root = json_pack("{s:s, s:b, s:s, s:[], s:[]}", "what", waits ? "thrown away" : "nothing waits", "live", 0, "waiting", "",
					 "missing", "changes");
		repo_print_json(root, call->out);
		json_decref(root);
	} else {
		fprintf(call->out, waits ? "Thrown away: %s\n" : "Nothing waits.\n", path);
	}
	return ADMIN_FINE;
}

/* Signatures of the file that came back, added to what waits here; all else must be equal. */
static bool take_signatures(json_t *change, const json_t *back, struct fault *fault)
{
	const char *name;
	json_t *mine, *one;
	size_t i;

	json_object_foreach(json_object_get(change, "new"), name, mine)
	{
		const json_t *theirs = json_object_get(json_object_get(back, "new"), name);
		if (!theirs || !json_equal(json_object_get(mine, "signed"), json_object_get(theirs, "signed")))
			return fault_set(fault, "this file is of another change than the one that waits here (%s differs); nothing was taken from it",
					 name);
		json_array_foreach(json_object_get(theirs, "signatures"), i, one)
		{
			json_t *list = json_object_get(mine, "signatures"), *other;
			bool known = false;
			size_t j;
			json_array_foreach(list, j, other) known = known || json_equal(other, one);
			if (!known)
				json_array_append(list, one);
		}
	}
	return true;
}

static enum admin_exit finish(struct repo_call *call, struct fault *fault)
{
	char path[REPO_PATH_SIZE];
	json_t *change = NULL, *back = NULL;
	enum admin_exit code = ADMIN_FINDINGS;

	if (!repo_waiting_path(&call->repo, path)) {
		fault_set(fault, "nothing waits in %s", call->repo.folder);
		return ADMIN_FINDINGS;
	}
	call->finish = true;
	change = repo_change_read(path, fault);
	if (change && call->options.folder_count > 1)
		back = repo_change_read(call->options.folders[1], fault);
	if (change && (call->options.folder_count == 1 || (back && take_signatures(change, back, fault))))
		code = repo_conclude(call, change, fault);
	json_decref(change);
	json_decref(back);
	return code;
}

/* ---- publish ---- */

static bool set_channel(struct repo_call *call, struct fault *fault)
{
	const char *channel = call->options.channel ? call->options.channel : "stable";
	json_t *folders = json_array();

	if (!channel_name_ok(channel)) {
		json_decref(folders);
		return fault_set(fault, "--channel %s: a name has a-z, 0-9 and \"-\", such as stable", channel);
	}
	for (int i = 1; i < call->options.folder_count; i++) {
		char real[PATH_MAX];
		if (!realpath(call->options.folders[i], real) || !file_is_folder(real)) {
			json_decref(folders);
			return fault_set(fault, "there is no folder %s", call->options.folders[i]);
		}
		json_array_append_new(folders, json_string(real));
	}
	if (json_array_size(folders) > 0)
		json_object_set(json_object_get(call->repo.settings, "channels"), channel, folders);
	json_decref(folders);
	return true;
}

static enum admin_exit nothing_new(struct repo_call *call, struct fault *fault)
{
	if (!repo_waiting_clear(&call->repo, fault) || !repo_push(&call->repo, &call->options, fault))
		return ADMIN_SYSTEM;
	if (call->options.json) {
		json_t *root = json_pack("{s:s, s:b, s:s, s:[], s:[]}", "what", "nothing new", "live", 1, "waiting", "", "missing", "changes");
		repo_print_json(root, call->out);
		json_decref(root);
	} else {
		fprintf(call->out, "Nothing has changed since release %lld.\n", (long long)repo_newest(&call->repo));
	}
	return ADMIN_FINE;
}

static enum admin_exit publish(struct repo_call *call, struct repo_job *job, struct fault *fault)
{
	bool same = false;

	if (!repo_call_may_start(call, fault) || !set_channel(call, fault))
		return ADMIN_FINDINGS;
	/* Files of a call that was stopped before it had a change are nothing. */
	if (!repo_waiting_clear(&call->repo, fault))
		return ADMIN_SYSTEM;
	json_t *change = repo_publish(job, &same, fault);
	if (!change && same)
		return nothing_new(call, fault);
	enum admin_exit code = change ? repo_conclude(call, change, fault) : ADMIN_FINDINGS;
	if (code == ADMIN_FINE && !repo_save_settings(&call->repo, fault))
		code = ADMIN_SYSTEM;
	json_decref(change);
	return code;
}

static enum admin_exit publish_work(struct repo_call *call, struct fault *fault)
{
	struct repo_public held = {.count = 0};
	struct repo_owners owners = {.count = 0};
	struct repo_job job = {&call->repo, &owners, call->now, call->options.rehearsal, call->err};
	enum admin_exit code = ADMIN_USAGE;

	if (call->options.discard)
		code = discard(call, fault);
	else if (call->options.finish)
		code = finish(call, fault);
	else if (repo_read_owners(&call->options.owners, &held, &owners, fault))
		code = publish(call, &job, fault);
	repo_public_free(&held);
	return code;
}

int command_publish(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "publish", .work = publish_work, .words = OPTIONS_FOLDERS_MAX, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}

/* ---- rollback ---- */

static enum admin_exit rollback_work(struct repo_call *call, struct fault *fault)
{
	struct repo_owners owners = {.count = 0};
	struct repo_job job = {&call->repo, &owners, call->now, call->options.rehearsal, call->err};
	char *end = NULL;
	long long number = call->options.folder_count == 2 ? strtoll(call->options.folders[1], &end, 10) : 0;

	if (!end || *end || number < 1) {
		fault_set(fault, "rollback needs the number of a release: rollback DIR 11");
		return ADMIN_USAGE;
	}
	if (!repo_call_may_start(call, fault))
		return ADMIN_FINDINGS;
	if (!repo_waiting_clear(&call->repo, fault))
		return ADMIN_SYSTEM;
	json_t *change = repo_roll_back(&job, number, fault);
	enum admin_exit code = change ? repo_conclude(call, change, fault) : ADMIN_FINDINGS;
	json_decref(change);
	return code;
}

int command_rollback(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "rollback", .work = rollback_work, .words = 2, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}
