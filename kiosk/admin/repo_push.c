#include "admin/repo_push.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admin/passphrase.h"
#include "base/file.h"
#include "net/put.h"

struct bytes {
	char *text;
	size_t length;
	bool again; /* timestamp.json: it is written over */
};

/* Where files go: a folder, or a server. */
struct sink {
	bool (*put)(const struct sink *sink, const char *name, const struct bytes *bytes, struct fault *fault);
	const char *to;
	struct put *server;
};

/* ---- a folder ---- */

static bool is_there(const char *path, const struct bytes *bytes)
{
	char *old;
	size_t length;

	if (!file_read(path, REPO_FILE_MAX, &old, &length, NULL))
		return false;
	bool same = length == bytes->length && memcmp(old, bytes->text, length) == 0;
	free(old);
	return same;
}

static bool put_in_folder(const struct sink *sink, const char *name, const struct bytes *bytes, struct fault *fault)
{
	char path[REPO_PATH_SIZE];

	if (!file_join(path, sizeof path, sink->to, name))
		return fault_set(fault, "the name of a file is too long");
	if (is_there(path, bytes))
		return true;
	for (char *c = path + strlen(sink->to); (c = strchr(c + 1, '/')) != NULL;) {
		*c = 0;
		bool made = mkdir(path, 0755) == 0 || errno == EEXIST;
		if (!made) {
			fault_set(fault, "cannot make this folder: %s", strerror(errno));
			fault_at(fault, path, 0, NULL);
		}
		*c = '/';
		if (!made)
			return false;
	}
	return file_replace(path, bytes->text, bytes->length, fault);
}

/* ---- all files, in order ---- */

static bool push_metadata(const struct repo *repo, const struct sink *sink, const char *name, bool again, struct fault *fault)
{
	char path[REPO_PATH_SIZE];
	struct bytes bytes = {NULL, 0, again};

	if (!repo_path(repo, path, "%s", name) || !file_read(path, REPO_FILE_MAX, &bytes.text, &bytes.length, fault))
		return false;
	bool good = sink->put(sink, name, &bytes, fault);
	free(bytes.text);
	return good;
}

static bool push_targets(const struct repo *repo, const struct sink *sink, struct fault *fault)
{
	json_t *change = repo_change_new(repo->live, 1, "", 0), *paths = repo_change_paths(change, false), *hash;
	const char *path;
	bool good = true;

	json_object_foreach(paths, path, hash)
	{
		char place[REPO_PATH_SIZE], name[REPO_PATH_SIZE + 16];
		struct bytes bytes = {NULL, 0, false};
		good = good && repo_target_name(path, json_string_value(hash), place) &&
		       (bytes.text = repo_target(repo, path, json_string_value(hash), &bytes.length, fault)) != NULL;
		if (!good)
			break;
		snprintf(name, sizeof name, "targets/%s", place);
		good = sink->put(sink, name, &bytes, fault);
		free(bytes.text);
	}
	json_decref(paths);
	json_decref(change);
	return good;
}

static bool push_roles(const struct repo *repo, const struct sink *sink, struct fault *fault)
{
	char file[REPO_ROLE_SIZE + 64];
	const char *name;
	json_t *metadata;

	for (int64_t version = 1; version <= repo_version(json_object_get(repo->live, "root")); version++) {
		snprintf(file, sizeof file, "metadata/%lld.root.json", (long long)version);
		if (!push_metadata(repo, sink, file, false, fault))
			return false;
	}
	json_object_foreach(repo->live, name, metadata)
	{
		snprintf(file, sizeof file, "metadata/%lld.%s.json", (long long)repo_version(metadata), name);
		if (strcmp(name, "root") != 0 && !push_metadata(repo, sink, file, false, fault))
			return false;
	}
	snprintf(file, sizeof file, "metadata/%lld.snapshot.json", (long long)repo_version(repo->snapshot));
	return push_metadata(repo, sink, file, false, fault);
}

static bool push_all(const struct repo *repo, const struct sink *sink, struct fault *fault)
{
	return push_targets(repo, sink, fault) && push_roles(repo, sink, fault) && push_metadata(repo, sink, "metadata/timestamp.json", true, fault);
}

/* A slip of the hand must not fill somebody's home with packs, or mix two repositories: the
 * folder is new, empty, or has the first root of this one. One without a root but with these
 * two folders alone was begun by a push that was cut off. */
static bool is_ours(const struct repo *repo, const char *to, struct fault *fault)
{
	char path[REPO_PATH_SIZE], mine[REPO_PATH_SIZE];
	struct bytes root = {NULL, 0, false};
	struct dirent *entry;
	bool good = true;

	if (!file_join(path, sizeof path, to, "metadata/1.root.json") || !repo_path(repo, mine, "metadata/1.root.json"))
		return fault_set(fault, "the name of a folder is too long");
	if (access(path, F_OK) == 0) {
		if (!file_read(mine, REPO_FILE_MAX, &root.text, &root.length, fault))
			return false;
		good = is_there(path, &root) || fault_set(fault, "another repository is in this folder; give the folder of this one, or a new one");
		free(root.text);
	} else {
		DIR *list = opendir(to);
		while (list && good && (entry = readdir(list)) != NULL)
			good = entry->d_name[0] == '.' || strcmp(entry->d_name, "metadata") == 0 || strcmp(entry->d_name, "targets") == 0 ||
			       fault_set(fault, "this folder is not empty, and what is in it was not published from here; give a new folder");
		if (list)
			closedir(list);
	}
	if (!good)
		fault_at(fault, to, 0, NULL);
	return good;
}

static bool push_to_folder(const struct repo *repo, const char *to, struct fault *fault)
{
	if (mkdir(to, 0755) != 0 && errno != EEXIST) {
		fault_set(fault, "cannot make this folder: %s", strerror(errno));
		fault_at(fault, to, 0, NULL);
		return false;
	}
	return is_ours(repo, to, fault) && push_all(repo, &(struct sink){put_in_folder, to, NULL}, fault);
}

/* ---- a server ---- */

static bool put_on_server(const struct sink *sink, const char *name, const struct bytes *bytes, struct fault *fault)
{
	const struct put_thing thing = {name, bytes->text, bytes->length, put_type(name), bytes->again ? PUT_REPLACE : PUT_CREATE};
	struct trust_problem problem;

	if (put_send(sink->server, &thing, &problem) != PUT_NOT_DONE)
		return true;
	*fault = problem.fault;
	fault_at(fault, name, 0, NULL);
	return false;
}

static bool copy_word(char *out, size_t size, const char *word, const char *option, struct fault *fault)
{
	if (!word || (size_t)snprintf(out, size, "%s", word) < size)
		return true;
	return fault_set(fault, "%s: this is too long", option);
}

static bool read_place(const struct options *options, struct put_place *place, struct web_options *web, struct fault *fault)
{
	web_defaults(web);
	place->kind = options->region ? PUT_S3 : PUT_DAV;
	return copy_word(place->url, sizeof place->url, options->to, "--to", fault) &&
	       copy_word(place->region, sizeof place->region, options->region, "--region", fault) &&
	       copy_word(web->ca_file, sizeof web->ca_file, options->ca, "--ca", fault) &&
	       copy_word(web->client_cert, sizeof web->client_cert, options->client_cert, "--client-cert", fault) &&
	       copy_word(web->proxy, sizeof web->proxy, options->proxy, "--proxy", fault);
}

static bool read_login(const char *path, struct secret *login, struct fault *fault)
{
	enum secret_got got = path ? file_secret(path, login, fault) : SECRET_READ;

	if (got == SECRET_NONE)
		fault_set(fault, "there is no such file");
	if (got != SECRET_READ)
		fault_at(fault, path, 0, NULL);
	return got == SECRET_READ;
}

static bool push_to_server(const struct repo *repo, const struct options *options, struct fault *fault)
{
	struct put_place place = {.kind = PUT_DAV};
	struct web_options web;
	struct trust_problem problem;
	struct secret *login = calloc(1, sizeof *login);
	bool good = login && read_place(options, &place, &web, fault) && read_login(options->login, login, fault);

	if (!login)
		return fault_set(fault, "there is no memory left");
	/* A server that hangs up must not end the program. */
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	place.login = options->login ? login : NULL;
	struct put *server = good ? put_open(&web, &place, &problem) : NULL;
	if (good && !server) {
		*fault = problem.fault;
		good = false;
	}
	good = good && push_all(repo, &(struct sink){put_on_server, options->to, server}, fault);
	put_close(server);
	signal(SIGPIPE, before);
	secret_wipe(login);
	free(login);
	return good;
}

bool repo_push(const struct repo *repo, const struct options *options, struct fault *fault)
{
	if (!options->to)
		return true;
	if (!repo->timestamp)
		return fault_set(fault, "nothing is live here yet, so there is nothing to copy");
	return strstr(options->to, "://") ? push_to_server(repo, options, fault) : push_to_folder(repo, options->to, fault);
}
