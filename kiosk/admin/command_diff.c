/* diff: what changed between two folders of packs, or two releases, in words. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "admin/repo_call.h"
#include "admin/repo_packs.h"
#include "admin/sets.h"
#include "base/file.h"
#include "core/repo_diff.h"

static bool add_file(void *context, const char *path, const char *bytes, size_t length, struct fault *fault)
{
	struct repo_view *view = context;
	char hash[TRUST_HEX_SIZE];
	size_t size = strlen(path);

	trust_sha256(bytes, length, hash);
	json_object_set_new(view->paths, path, json_string(hash));
	json_t *text = size > 5 && strcmp(path + size - 5, ".json") == 0 ? json_stringn(bytes, length) : NULL;
	if (text)
		json_object_set_new(view->files, hash, text);
	return json_object_get(view->paths, path) || fault_set(fault, "there is no memory left");
}

/* The id in pack.json, by which a pack is known whatever its folder is called. */
static bool add_pack(const char *folder, struct repo_view *view, struct fault *fault)
{
	char path[REPO_PATH_SIZE], prefix[CHANNEL_PATH_SIZE], *text;
	size_t length;

	if (!file_join(path, sizeof path, folder, "pack.json") || !file_read(path, PACK_FILE_MAX, &text, &length, fault))
		return false;
	json_t *pack = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	const char *id = json_string_value(json_object_get(pack, "id"));
	snprintf(prefix, sizeof prefix, "packs/%s", id ? id : folder_name(folder));
	free(text);
	json_decref(pack);
	return repo_walk_pack(folder, prefix, &(struct repo_walk){add_file, view}, fault);
}

/* A pack, or a folder of packs. */
static bool view_folder(const char *folder, struct repo_view *view, struct fault *fault)
{
	char path[REPO_PATH_SIZE];
	struct dirent *entry;
	bool good = true, any = false;

	if (!file_is_folder(folder))
		return fault_set(fault, "there is no folder %s", folder);
	if (file_join(path, sizeof path, folder, "pack.json") && file_is_plain(path))
		return add_pack(folder, view, fault);
	DIR *list = opendir(folder);
	while (list && good && (entry = readdir(list)) != NULL) {
		char inner[REPO_PATH_SIZE];
		if (entry->d_name[0] == '.' || !file_join(path, sizeof path, folder, entry->d_name) ||
		    !file_join(inner, sizeof inner, path, "pack.json") || !file_is_plain(inner))
			continue;
		any = true;
		good = add_pack(path, view, fault);
	}
	if (list)
		closedir(list);
	return good && (any || fault_set(fault, "there is no pack in %s: neither pack.json nor folders with one", folder));
}

static bool add_channel(const struct repo *repo, const json_t *channel, struct repo_view *view, struct fault *fault)
{
	json_t *file;
	size_t i;

	json_array_foreach(json_object_get(channel, "files"), i, file)
	{
		const char *path = json_string_value(json_object_get(file, "path")), *hash = json_string_value(json_object_get(file, "sha256"));
		char *bytes;
		size_t length;
		if (!path || !hash || (bytes = repo_target(repo, path, hash, &length, fault)) == NULL)
			return false;
		bool good = add_file(view, path, bytes, length, fault);
		free(bytes);
		if (!good)
			return false;
	}
	return true;
}

/* The channel as a file, as it is among the targets. */
static bool add_list(const char *name, const json_t *channel, struct repo_view *view, struct fault *fault)
{
	char path[CHANNEL_NAME_SIZE + 20], *text = json_dumps(channel, JSON_SORT_KEYS);

	snprintf(path, sizeof path, "channels/%s.json", name);
	bool good = text ? add_file(view, path, text, strlen(text), fault) : fault_set(fault, "there is no memory left");
	free(text);
	return good;
}

static bool view_release(const struct repo *repo, const char *word, struct repo_view *view, struct fault *fault)
{
	char *end;
	long long number = strtoll(word, &end, 10);
	json_t *record, *channel;
	const char *name;
	bool good = true;

	if (*end || end == word || number < 1)
		return fault_set(fault, "\"%s\" is no number of a release: diff DIR 11 12", word);
	record = repo_release(repo, number, fault);
	json_object_foreach(json_object_get(record, "channels"), name, channel) good =
	    good && add_channel(repo, channel, view, fault) && add_list(name, channel, view, fault);
	json_decref(record);
	return record && good;
}

static enum admin_exit work(struct repo_call *call, struct fault *fault)
{
	struct repo_view views[2] = {{json_object(), json_object()}, {json_object(), json_object()}};
	const char *const *words = call->options.folders;
	enum admin_exit code = ADMIN_SYSTEM;
	bool good = true;

	if (call->options.folder_count < 2) {
		code = ADMIN_USAGE;
		good = fault_set(fault, "diff needs two folders, or a repository and two releases: diff OLD NEW; diff DIR 11 12");
	}
	if (good && call->options.folder_count == 3)
		good = repo_open_to_look(words[0], &call->repo, fault);
	for (int i = 0; good && i < 2; i++)
		good = call->options.folder_count == 3 ? view_release(&call->repo, words[1 + i], &views[i], fault)
						       : view_folder(words[i], &views[i], fault);
	json_t *says = good ? repo_diff(&views[0], &views[1], fault) : NULL;
	if (says) {
		code = ADMIN_FINE;
		if (call->options.json) {
			json_t *root = json_pack("{s:O}", "changes", says);
			repo_print_json(root, call->out);
			json_decref(root);
		} else {
			repo_print_says(says, call->out);
		}
	}
	json_decref(says);
	repo_view_free(&views[0]);
	repo_view_free(&views[1]);
	return code;
}

int command_diff(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct repo_call call = {.name = "diff", .work = work, .no_repo = true, .words = 3, .out = out, .err = err, .now = now};
	return repo_call(&call, argc, argv);
}
