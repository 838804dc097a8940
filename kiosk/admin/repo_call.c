#include "admin/repo_call.h"

#include <stdlib.h>
#include <string.h>

#include "admin/repo_live.h"
#include "admin/repo_push.h"

int repo_call(struct repo_call *call, int argc, char **argv)
{
	struct fault fault = {.says = ""};

	call->options = (struct options){.now = call->now};
	call->repo.lock = -1;
	if (!options_read(argc, argv, command_find(call->name)->options, &call->options, &fault))
		return admin_refuse(&fault, ADMIN_USAGE, call->err);
	if (call->options.folder_count > call->words) {
		fault_set(&fault, "%s takes at most %d words beside its options; \"%s\" is one too many", call->name, call->words,
			  call->options.folders[call->words]);
		return admin_refuse(&fault, ADMIN_USAGE, call->err);
	}
	call->now = call->options.now;
	enum admin_exit code = ADMIN_SYSTEM;
	bool (*open)(const char *, struct repo *, struct fault *) = call->looks ? repo_open_to_look : repo_open;
	if (call->no_repo || open(call->options.folders[0], &call->repo, &fault))
		code = call->work(call, &fault);
	if (code != ADMIN_FINE && fault.says[0])
		admin_refuse(&fault, code, call->err);
	key_secrets_free(&call->secrets);
	repo_close(&call->repo);
	return code;
}

bool repo_call_may_start(const struct repo_call *call, struct fault *fault)
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

json_t *repo_call_change(const struct repo_call *call, const char *what)
{
	return repo_change_new(call->repo.live, repo_version(call->repo.timestamp) + 1, what, call->now);
}

bool repo_call_keys(struct repo_call *call, struct fault *fault)
{
	return call->secrets.count > 0 || key_read_secrets(&call->options, &call->secrets, fault);
}

/* ---- keys as files ---- */

static bool take_key(const char *path, struct repo_public *held, struct repo_key *out, struct fault *fault)
{
	if (held->count == (int)(sizeof held->list / sizeof held->list[0]))
		return fault_set(fault, "more keys at once than can be read; do it in two steps");
	struct key_public *key = &held->list[held->count];
	if (!key_read_public(path, key, fault))
		return false;
	held->count++;
	*out = (struct repo_key){key->name, key->id, key->key};
	return true;
}

bool repo_read_keys(const struct option_list *paths, struct repo_public *held, struct repo_keys *out, struct fault *fault)
{
	for (int i = 0; i < paths->count; i++) {
		if (out->count == REPO_KEYS_MAX)
			return fault_set(fault, "a role has at most %d keys", REPO_KEYS_MAX);
		if (!take_key(paths->words[i], held, &out->list[out->count], fault))
			return false;
		out->count++;
	}
	return true;
}

void repo_public_free(struct repo_public *held)
{
	for (int i = 0; i < held->count; i++)
		key_public_free(&held->list[i]);
	held->count = 0;
}

bool repo_read_owners(const struct option_list *words, struct repo_public *held, struct repo_owners *out, struct fault *fault)
{
	for (int i = 0; i < words->count; i++) {
		struct repo_owner *owner = &out->list[out->count];
		size_t length = strcspn(words->words[i], "=");
		if (!words->words[i][length] || length >= sizeof owner->pack)
			return fault_set(fault, "--owner %s: write the pack's id, = and a public key: --owner uk-base=ann.pub", words->words[i]);
		snprintf(owner->pack, sizeof owner->pack, "%.*s", (int)length, words->words[i]);
		if (!take_key(words->words[i] + length + 1, held, &owner->key, fault))
			return false;
		out->count++;
	}
	return true;
}

/* ---- printing ---- */

void repo_print_json(json_t *value, FILE *out)
{
	json_dumpf(value, out, JSON_INDENT(1));
	fputc('\n', out);
}

/* ---- the end of a change ---- */

/* The number of roles of the change that this key has signed. */
static int signed_by(const json_t *change, const char *id)
{
	const json_t *root = repo_change_after(change, "root"), *targets = repo_change_after(change, "targets");
	const char *name;
	json_t *metadata;
	struct repo_role role;
	int count = 0;

	json_object_foreach(json_object_get(change, "new"), name, metadata) count +=
	    repo_role(root, targets, name, &role) && repo_signed_by(metadata, &role, id);
	return count;
}

bool repo_call_sign(struct repo_call *call, json_t *change, bool online, struct fault *fault)
{
	for (int i = 0; i < call->secrets.count; i++) {
		const struct key_secret *secret = &call->secrets.list[i];
		struct key_secrets one = {.count = 1, .list = {*secret}};
		int roles, before = signed_by(change, secret->public.id);
		if (!repo_change_sign(change, secret->signer, &roles, fault))
			return false;
		if (roles == 0 && !(online && repo_has_online(&call->repo, change, &one)))
			return fault_set(
			    fault,
			    "the key of %s (%.12s...) may sign nothing in %s; take it out, or see \"signpost-admin status\" for whose keys may",
			    secret->public.name[0] ? secret->public.name : "nobody named", secret->public.id,
			    json_string_value(json_object_get(change, "what")));
		if (roles > 0 && before == roles && !call->options.json)
			fprintf(call->out, "%s had signed already.\n", secret->public.name[0] ? secret->public.name : "This key");
	}
	return true;
}

void repo_print_end_json(const struct repo_call *call, const json_t *change, json_t *says, const char *waiting)
{
	json_t *missing = repo_change_missing(change);
	json_t *root = json_pack("{s:s, s:b, s:s, s:o, s:O}", "what", json_string_value(json_object_get(change, "what")), "live", !waiting[0],
				 "waiting", waiting, "missing", missing, "changes", says);

	repo_print_json(root, call->out);
	json_decref(root);
}

static void print_waits(const struct repo_call *call, const json_t *change, const char *waiting)
{
	const char *what = json_string_value(json_object_get(change, "what"));
	json_t *missing = repo_change_missing(change);
	bool lacks = json_array_size(missing) > 0;

	fprintf(call->out, "Waits, and is not live: %s\n", waiting);
	repo_print_missing(missing, call->out);
	if (lacks)
		fprintf(call->out,
			"Give that file to one of them (signpost-admin sign FILE --key KEY); when it is back:\n"
			"signpost-admin publish %s FILE --finish --key ONLINE\n",
			call->repo.folder);
	else
		fprintf(call->out, "All have signed. signpost-admin publish %s --finish --key ONLINE puts it live.\n", call->repo.folder);
	if (call->finish)
		fprintf(call->out, "Not live: %s %s.\n", what,
			lacks ? "lacks signatures, and the file that came back brought none of these"
			      : "is signed, and the online key is missing (--key ONLINE)");
	json_decref(missing);
}

static void print_end(const struct repo_call *call, const json_t *change, json_t *says, const char *waiting)
{
	if (call->options.json)
		repo_print_end_json(call, change, says, waiting);
	else if (waiting[0])
		print_waits(call, change, waiting);
	else
		fprintf(call->out, "Live: %s.\n", json_string_value(json_object_get(change, "what")));
}

/* Before a key is asked for: whoever signs has read what. */
static void tell(const struct repo_call *call, const json_t *change, const json_t *says)
{
	if (call->options.json || call->told)
		return;
	fprintf(call->out, "%s\n", json_string_value(json_object_get(change, "what")));
	repo_print_says(says, call->out);
	fflush(call->out);
}

static enum admin_exit end_live(struct repo_call *call, const json_t *change, struct fault *fault)
{
	if (!repo_make_live(&call->repo, change, &call->secrets, call->now, fault))
		return ADMIN_SYSTEM;
	return repo_push(&call->repo, &call->options, fault) ? ADMIN_FINE : ADMIN_SYSTEM;
}

enum admin_exit repo_conclude(struct repo_call *call, json_t *change, struct fault *fault)
{
	char waiting[REPO_PATH_SIZE] = "";
	json_t *says = repo_change_says(change, fault);
	enum admin_exit code = ADMIN_FINE;

	if (!says)
		return ADMIN_FINDINGS;
	tell(call, change, says);
	if (!repo_change_check(change, fault) || !repo_call_keys(call, fault) || !repo_call_sign(call, change, true, fault))
		code = ADMIN_FINDINGS;
	else if (repo_is_ready(change, NULL) && repo_has_online(&call->repo, change, &call->secrets))
		code = end_live(call, change, fault);
	else if (!repo_change_save(&call->repo, change, fault) || !repo_waiting_path(&call->repo, waiting))
		code = ADMIN_SYSTEM;
	if (code == ADMIN_FINE) {
		print_end(call, change, says, waiting);
		code = call->finish && waiting[0] ? ADMIN_FINDINGS : ADMIN_FINE;
	}
	json_decref(says);
	return code;
}
