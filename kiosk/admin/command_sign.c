/* sign: the second person reads what changes and adds a signature. */
#include <stdlib.h>
#include <string.h>

#include "admin/passphrase.h"
#include "admin/repo_call.h"
#include "admin/repo_live.h"
#include "base/file.h"

static void print_head(const struct repo_call *call, const json_t *change)
{
	const json_t *root = repo_change_after(change, "root");

	fprintf(call->out, "%s, made %s, under root %lld\n", json_string_value(json_object_get(change, "what")),
		json_string_value(json_object_get(change, "made")), (long long)repo_version(root));
}

/* Shows the change and asks. What is piped into another program goes with --yes. */
static bool agreed(struct repo_call *call, const json_t *change, json_t **says, struct fault *fault)
{
	*says = repo_change_says(change, fault);
	if (!*says)
		return false;
	if (!call->options.json) {
		print_head(call, change);
		repo_print_says(*says, call->out);
		fflush(call->out);
		call->told = true;
	}
	return call->options.yes || terminal_yes("Have you read this, and do you sign it?", fault);
}

static bool write_back(const struct repo_call *call, const json_t *change, struct fault *fault)
{
	const char *path = call->options.out ? call->options.out : call->options.folders[0];
	char *text;
	size_t length;

	if (!repo_text(change, &text, &length, fault))
		return false;
	bool good = file_replace(path, text, length, fault);
	free(text);
	return good;
}

static void print_signed(const struct repo_call *call, const json_t *change, json_t *says)
{
	json_t *missing = repo_change_missing(change);
	const char *path = call->options.out ? call->options.out : call->options.folders[0];

	if (call->options.json) {
		repo_print_end_json(call, change, says, path);
	} else {
		fprintf(call->out, "Signed: %s\n", path);
		repo_print_missing(missing, call->out);
		fprintf(call->out, json_array_size(missing) ? "It still waits for them.\n"
							    : "All have signed. Send the file back; \"publish DIR FILE --finish\" puts it live.\n");
	}
	json_decref(missing);
}

/* The words were shown; the rest is as for every change of this folder. */
static enum admin_exit sign_here(struct repo_call *call, struct fault *fault)
{
	char path[REPO_PATH_SIZE];
	json_t *change = NULL, *says = NULL;
	enum admin_exit code = ADMIN_FINDINGS;

	if (!repo_open(call->options.folders[0], &call->repo, fault))
		return ADMIN_SYSTEM;
	if (!repo_waiting_path(&call->repo, path))
		fault_set(fault, "nothing waits in %s", call->repo.folder);
	else if ((change = repo_change_read(path, fault)) != NULL && agreed(call, change, &says, fault))
		code = repo_conclude(call, change, fault);
	json_decref(says);
	json_decref(change);
	return code;
}

static enum admin_exit sign_file(struct repo_call *call, struct fault *fault)
{
	json_t *says = NULL, *change = repo_change_read(call->options.folders[0], fault);
	enum admin_exit code = ADMIN_FINDINGS;

	if (change && agreed(call, change, &says, fault) && repo_call_keys(call, fault) && repo_call_sign(call, change, false, fault)) {
		code = write_back(call, change, fault) ? ADMIN_FINE : ADMIN_SYSTEM;
		if (code == ADMIN_FINE)
			print_signed(call, change, says);
	}
	json_decref(says);
	json_decref(change);
	return code;
}

/* All of it, also what is counted in few words for those who only sign. */
static enum admin_exit show(struct repo_call *call, struct fault *fault)
{
	char path[REPO_PATH_SIZE];
	const char *file = call->options.folders[0];

	if (file_is_folder(file)) {
		if (!repo_open_to_look(file, &call->repo, fault))
			return ADMIN_SYSTEM;
		if (!repo_waiting_path(&call->repo, path)) {
			fault_set(fault, "nothing waits in %s", file);
			return ADMIN_FINDINGS;
		}
		file = path;
	}
	json_t *change = repo_change_read(file, fault), *says = change ? repo_change_says(change, fault) : NULL;
	enum admin_exit code = says ? ADMIN_FINE : ADMIN_FINDINGS;
	if (says && call->options.json) {
		repo_print_end_json(call, change, says, file);
	} else if (says) {
		print_head(call, change);
		repo_print_says(says, call->out);
		json_t *missing = repo_change_missing(change);
		repo_print_missing(missing, call->out);
		json_decref(missing);
	}
	json_decref(says);
	json_decref(change);
	return code;
}

static enum admin_exit work(struct repo_call *call, struct fault *fault)
{
	if (call->options.show)
		return show(call, fault);
	if (call->options.keys.count == 0) {
		fault_set(fault, "sign needs a key: --key FILE (or --show, to read what changes)");
		return ADMIN_USAGE;
	}
	return file_is_folder(call->options.folders[0]) ? sign_here(call, fault) : sign_file(call, fault);
}

int command_sign(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "sign", .work = work, .no_repo = true, .words = 1, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}
