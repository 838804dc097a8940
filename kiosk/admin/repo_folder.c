#include "admin/repo_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static bool cannot(const char *path, const char *what, struct fault *fault)
{
	fault_set(fault, "%s: %s", what, strerror(errno));
	fault_at(fault, path, 0, NULL);
	return false;
}

bool repo_path(const struct repo *repo, char out[REPO_PATH_SIZE], const char *format, ...)
{
	char name[REPO_PATH_SIZE];
	va_list list;

	va_start(list, format);
	int length = vsnprintf(name, sizeof name, format, list);
	va_end(list);
	return length >= 0 && (size_t)length < sizeof name && file_join(out, REPO_PATH_SIZE, repo->folder, name);
}

/* ---- settings ---- */

static json_t *read_json(const char *path, struct fault *fault)
{
	char *text;
	size_t length;
	json_error_t error;

	if (!file_read(path, REPO_FILE_MAX, &text, &length, fault))
		return NULL;
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
	free(text);
	if (!root) {
		fault_set(fault, "this is not JSON: %s", error.text);
		fault_at(fault, path, error.line, NULL);
	}
	return root;
}

static bool write_json(const char *path, const json_t *value, struct fault *fault)
{
	char *text;
	size_t length;

	if (!repo_text(value, &text, &length, fault))
		return false;
	bool good = file_replace(path, text, length, fault);
	free(text);
	return good;
}

static bool is_profile(const char *profile)
{
	return profile && (strcmp(profile, "by-hand") == 0 || strcmp(profile, "ci") == 0);
}

bool repo_profile_ok(const char *profile, struct fault *fault)
{
	return is_profile(profile) ||
	       fault_set(fault, "--profile %s: it is by-hand (a timestamp lasts 400 days) or ci (14 days, renewed by a timer)", profile);
}

/* Is anything in it but repo.json? A folder that is not there has nothing. */
static bool holds_things(const char *folder)
{
	DIR *list = opendir(folder);
	struct dirent *entry;
	bool holds = false;

	while (list && !holds && (entry = readdir(list)) != NULL)
		holds = strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && strcmp(entry->d_name, "repo.json") != 0;
	if (list)
		closedir(list);
	return holds;
}

bool repo_may_create(const char *folder, struct fault *fault)
{
	char path[REPO_PATH_SIZE];

	if (!file_join(path, sizeof path, folder, "repo.json"))
		return fault_set(fault, "the path of the folder is too long");
	if (!holds_things(folder))
		return true;
	if (access(path, F_OK) == 0)
		fault_set(fault, "a repository is here already; \"signpost-admin status\" tells of it");
	else
		fault_set(fault, "this folder is not empty, and what is in it is no repository; give the name of a new folder");
	fault_at(fault, folder, 0, NULL);
	return false;
}

bool repo_create(const char *folder, const char *profile, struct fault *fault)
{
	char path[REPO_PATH_SIZE];

	if (!repo_profile_ok(profile, fault) || !repo_may_create(folder, fault) || !file_join(path, sizeof path, folder, "repo.json"))
		return false;
	if (mkdir(folder, 0755) != 0 && errno != EEXIST)
		return cannot(folder, "cannot make this folder", fault);
	json_t *settings = json_pack("{s:i, s:s, s:{}}", "format", REPO_FORMAT, "profile", profile, "channels");
	bool good = write_json(path, settings, fault);
	json_decref(settings);
	return good;
}

static bool settings_fit(const json_t *settings, struct fault *fault)
{
	const char *name;
	json_t *packs;

	if (json_integer_value(json_object_get(settings, "format")) != REPO_FORMAT ||
	    !is_profile(json_string_value(json_object_get(settings, "profile"))) || !json_is_object(json_object_get(settings, "channels")) ||
	    json_object_size(json_object_get(settings, "channels")) > REPO_CHANNELS_MAX)
		return fault_set(fault, "its format, profile or channels are not as \"repo init\" wrote them");
	json_object_foreach(json_object_get(settings, "channels"), name,
			    packs) if (!json_is_array(packs)) return fault_set(fault, "channel %s has no list of packs", name);
	return true;
}

bool repo_save_settings(const struct repo *repo, struct fault *fault)
{
	char path[REPO_PATH_SIZE];
	return repo_path(repo, path, "repo.json") && write_json(path, repo->settings, fault);
}

int repo_timestamp_lasts(const struct repo *repo)
{
	const char *profile = json_string_value(json_object_get(repo->settings, "profile"));
	return strcmp(profile, "ci") == 0 ? REPO_CI_LASTS : REPO_LASTS;
}

/* ---- reading what is live ---- */

static bool tampered(const char *path, const char *why, struct fault *fault)
{
	fault_set(fault, "%s; put the folder back from a copy, or from what is served, before anything is published", why);
	fault_at(fault, path, 0, NULL);
	return false;
}

/* Reads metadata/NAME; with `about` (an entry of snapshot or timestamp) holds it against that. */
static json_t *read_metadata(const struct repo *repo, const char *name, const char *type, const json_t *about, struct fault *fault)
{
	char path[REPO_PATH_SIZE], *text, hash[TRUST_HEX_SIZE];
	const char *wanted = json_string_value(json_object_get(json_object_get(about, "hashes"), "sha256"));
	size_t length;
	json_t *metadata = NULL;

	if (!repo_path(repo, path, "metadata/%s", name) || !file_read(path, REPO_FILE_MAX, &text, &length, fault))
		return NULL;
	trust_sha256(text, length, hash);
	if (about && (!wanted || strcmp(wanted, hash) != 0)) {
		tampered(path, "this file is not the one that was signed", fault);
	} else {
		metadata = repo_read(text, length, type, fault);
		if (!metadata)
			fault_at(fault, path, 0, NULL);
	}
	free(text);
	return metadata;
}

static bool signed_well(const struct repo *repo, const char *role, const json_t *metadata, struct fault *fault)
{
	struct repo_role who;
	char says[REPO_ROLE_SIZE + 80];

	if (repo_role(json_object_get(repo->live, "root"), json_object_get(repo->live, "targets"), role, &who) &&
	    repo_signatures(metadata, &who) >= who.threshold)
		return true;
	snprintf(says, sizeof says, "role %s is not signed by those who must sign it", role);
	return tampered(repo->folder, says, fault);
}

/* One root after the other; each signed by the one before and by itself. A root later than
 * the timestamp knows is left by a call that was stopped, and is written again by it. */
static bool read_roots(struct repo *repo, struct fault *fault)
{
	int64_t last = json_integer_value(json_object_get(json_object_get(repo->timestamp, "signed"), "x-signpost-root"));

	for (int64_t version = 1; version <= last && version <= REPO_ROOTS_MAX; version++) {
		char name[40], path[REPO_PATH_SIZE];
		struct repo_role who;
		snprintf(name, sizeof name, "%lld.root.json", (long long)version);
		if (!repo_path(repo, path, "metadata/%s", name))
			return fault_set(fault, "the path of the folder is too long");
		json_t *root = read_metadata(repo, name, "root", NULL, fault);
		const json_t *before = json_object_get(repo->live, "root");
		bool good = root && repo_version(root) == version && repo_role(root, NULL, "root", &who) &&
			    repo_signatures(root, &who) >= who.threshold &&
			    (!before || (repo_role(before, NULL, "root", &who) && repo_signatures(root, &who) >= who.threshold));
		if (!good) {
			json_decref(root);
			return root ? tampered(path, "this root is not signed by those who must sign it", fault) : false;
		}
		json_object_set_new(repo->live, "root", root);
	}
	return (last >= 1 && last <= REPO_ROOTS_MAX) || tampered(repo->folder, "its timestamp names no root", fault);
}

static bool read_role(struct repo *repo, const char *file, const json_t *about, struct fault *fault)
{
	char name[REPO_ROLE_SIZE], versioned[REPO_ROLE_SIZE + 40];

	snprintf(name, sizeof name, "%.*s", (int)(strlen(file) > 5 ? strlen(file) - 5 : 0), file);
	snprintf(versioned, sizeof versioned, "%lld.%s", (long long)json_integer_value(json_object_get(about, "version")), file);
	json_t *metadata = read_metadata(repo, versioned, "targets", about, fault);
	if (!metadata)
		return false;
	json_object_set_new(repo->live, name, metadata);
	return signed_well(repo, name, metadata, fault);
}

/* Targets first: it says who signs the others. */
static bool read_roles(struct repo *repo, struct fault *fault)
{
	json_t *meta = json_object_get(json_object_get(repo->snapshot, "signed"), "meta"), *about;
	const char *file;

	if (!read_role(repo, "targets.json", json_object_get(meta, "targets.json"), fault))
		return false;
	json_object_foreach(meta, file, about) if (strcmp(file, "targets.json") != 0 && !read_role(repo, file, about, fault)) return false;
	return true;
}

static bool read_live(struct repo *repo, struct fault *fault)
{
	char path[REPO_PATH_SIZE], name[40];

	if (!repo_path(repo, path, "metadata/timestamp.json"))
		return fault_set(fault, "the path of the folder is too long");
	if (access(path, F_OK) != 0)
		return true; /* nothing has been live yet */
	repo->timestamp = read_metadata(repo, "timestamp.json", "timestamp", NULL, fault);
	if (!repo->timestamp || !read_roots(repo, fault) || !signed_well(repo, "timestamp", repo->timestamp, fault))
		return false;
	const json_t *about = json_object_get(json_object_get(json_object_get(repo->timestamp, "signed"), "meta"), "snapshot.json");
	snprintf(name, sizeof name, "%lld.snapshot.json", (long long)json_integer_value(json_object_get(about, "version")));
	repo->snapshot = read_metadata(repo, name, "snapshot", about, fault);
	return repo->snapshot && signed_well(repo, "snapshot", repo->snapshot, fault) && read_roles(repo, fault);
}

static bool open_as(const char *folder, int lock, struct repo *repo, struct fault *fault)
{
	char path[REPO_PATH_SIZE];

	memset(repo, 0, sizeof *repo);
	repo->lock = -1;
	repo->live = json_object();
	if (strlen(folder) >= sizeof repo->folder - 200)
		return fault_set(fault, "the path of the folder is too long");
	snprintf(repo->folder, sizeof repo->folder, "%s", folder);
	repo_path(repo, path, "repo.json");
	if (access(path, F_OK) != 0) {
		fault_set(fault, "this is no repository; \"signpost-admin repo init\" makes one");
		fault_at(fault, path, 0, NULL);
		return false;
	}
	repo->lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (repo->lock < 0 || flock(repo->lock, lock | LOCK_NB) != 0)
		return cannot(folder,
			      errno == EWOULDBLOCK ? "somebody else is publishing from this folder; wait until they are done"
						   : "cannot open this folder",
			      fault);
	repo->settings = read_json(path, fault);
	if (!repo->settings)
		return false;
	if (!settings_fit(repo->settings, fault)) {
		fault_at(fault, path, 0, NULL);
		return false;
	}
	return read_live(repo, fault);
}

bool repo_open(const char *folder, struct repo *repo, struct fault *fault)
{
	return open_as(folder, LOCK_EX, repo, fault);
}

bool repo_open_to_look(const char *folder, struct repo *repo, struct fault *fault)
{
	return open_as(folder, LOCK_SH, repo, fault);
}

void repo_close(struct repo *repo)
{
	json_decref(repo->settings);
	json_decref(repo->live);
	json_decref(repo->snapshot);
	json_decref(repo->timestamp);
	if (repo->lock >= 0)
		close(repo->lock);
	*repo = (struct repo){.lock = -1};
}
