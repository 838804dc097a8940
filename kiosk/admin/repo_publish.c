#include "admin/repo_publish.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "admin/repo_packs.h"
#include "base/file.h"
#include "core/trust_canon.h"

static json_t *deep_targets(const json_t *metadata)
{
	return json_object_get(json_object_get(metadata, "signed"), "targets");
}

/* ---- delegations ---- */

bool repo_owners_keys(const struct repo_owners *owners, const char *pack, struct repo_keys *out, struct fault *fault)
{
	out->count = 0;
	for (int i = 0; i < owners->count && out->count < REPO_KEYS_MAX; i++) {
		const struct repo_owner *owner = &owners->list[i];
		if (strcmp(owner->pack, pack) != 0)
			continue;
		for (int j = 0; j < out->count; j++)
			if (strcmp(out->list[j].id, owner->key.id) == 0)
				return fault_set(fault, "the key of %s stands twice among the owners of %s; one person signs once", owner->key.name,
						 pack);
		out->list[out->count++] = owner->key;
	}
	return out->count != 1 || fault_set(fault, "pack %s has one owner; two people sign its safety items: give --owner %s=PUB twice", pack, pack);
}

/* The keys that own a pack: those given for it, else the publishers. */
static bool owners_of(const struct repo_job *job, const char *pack, struct repo_keys *out, char names[REPO_KEYS_MAX][96], struct fault *fault)
{
	const json_t *root = json_object_get(job->repo->live, "root");
	struct repo_role role;
	json_t *one;
	size_t i;

	if (!repo_owners_keys(job->owners, pack, out, fault))
		return false;
	if (out->count > 0 || !repo_role(root, NULL, "targets", &role))
		return true;
	json_array_foreach(role.ids, i, one)
	{
		if (out->count == REPO_KEYS_MAX)
			break;
		repo_whose(root, NULL, json_string_value(one), names[out->count]);
		out->list[out->count] =
		    (struct repo_key){names[out->count], json_string_value(one), json_object_get(role.keys, json_string_value(one))};
		out->count++;
	}
	return true;
}

/* An owner is given once, for a pack that comes with this release. What else would happen
 * with a key that is given in vain is that nobody notices. */
static bool owners_fit(const struct repo_job *job, const json_t *change, struct fault *fault)
{
	const json_t *root = json_object_get(job->repo->live, "root"), *live = json_object_get(job->repo->live, "targets");
	struct repo_role role;

	for (int i = 0; i < job->owners->count; i++) {
		const char *pack = job->owners->list[i].pack;
		char name[REPO_ROLE_SIZE];
		snprintf(name, sizeof name, "safety-%s", pack);
		if (repo_role(root, live, name, &role))
			return fault_set(fault, "--owner: pack %s has owners already; \"rotate\" puts one key in the place of another", pack);
		if (!repo_role(root, repo_change_after(change, "targets"), name, &role))
			return fault_set(fault, "--owner: there is no pack %s in what is published; look at the id in its pack.json", pack);
	}
	return true;
}

bool repo_delegate_packs(const struct repo_job *job, json_t *change, const struct pack *packs, int count, struct fault *fault)
{
	const json_t *live = repo_change_after(change, "targets");
	json_t *next = repo_next(live, job->now + REPO_LASTS);
	const json_t *base = json_object_get(json_object_get(change, "base"), "targets");
	bool changed = repo_expires(live) < job->now + REPO_NEAR, good = next != NULL;

	if (good) /* several channels may each add packs: one new version in all */
		json_object_set_new(json_object_get(next, "signed"), "version", json_integer(repo_version(base) + 1));
	for (int i = 0; good && i < count; i++) {
		char names[REPO_KEYS_MAX][96];
		struct repo_keys owners;
		good = owners_of(job, packs[i].id, &owners, names, fault);
		if (good && !repo_delegate(next, packs[i].id, repo_holds_safety(&packs[i]), &owners, &changed))
			good = fault_set(fault, "more packs than %d in one repository", REPO_ROLES_MAX / 2);
	}
	good = good && repo_keys_apart(repo_change_after(change, "root"), next, fault);
	if (good && changed)
		repo_change_put(change, "targets", next);
	else
		json_decref(next);
	return good;
}

/* ---- which role gets which file ---- */

static json_t *targets_of_role(const json_t *delegations, const json_t *targets, const char *role)
{
	json_t *mine = json_object(), *target;
	const char *path;

	json_object_foreach((json_t *)targets, path, target)
	{
		const char *name = repo_role_of_path(delegations, path);
		if (name && strcmp(name, role) == 0)
			json_object_set(mine, path, target);
	}
	return mine;
}

static bool stands(const json_t *change, const char *name, const json_t *wanted, moment now)
{
	const json_t *live = json_object_get(json_object_get(change, "base"), name);
	struct repo_role role;

	return live && json_equal(deep_targets(live), wanted) && repo_expires(live) > now + REPO_NEAR &&
	       repo_role(repo_change_after(change, "root"), repo_change_after(change, "targets"), name, &role) &&
	       repo_signatures(live, &role) >= role.threshold;
}

bool repo_assign(const struct repo_job *job, json_t *change, const json_t *targets, struct fault *fault)
{
	const json_t *delegations = repo_change_after(change, "targets");
	json_t *roles = json_object_get(json_object_get(json_object_get(delegations, "signed"), "delegations"), "roles"), *role;
	size_t i;

	json_array_foreach(roles, i, role)
	{
		const char *name = json_string_value(json_object_get(role, "name"));
		json_t *wanted = targets_of_role(delegations, targets, name);
		if (stands(change, name, wanted, job->now)) {
			json_decref(wanted);
			continue;
		}
		const json_t *live = json_object_get(json_object_get(change, "base"), name);
		json_t *next = live ? repo_next(live, job->now + REPO_LASTS) : repo_new_role(job->now);
		if (!next) {
			json_decref(wanted);
			return fault_set(fault, "there is no memory left");
		}
		json_object_set_new(json_object_get(next, "signed"), "targets", wanted);
		repo_change_put(change, name, next);
	}
	return true;
}

/* ---- texts for the words ---- */

static void attach(const struct repo *repo, json_t *change, const char *path, const json_t *hash)
{
	json_t *files = json_object_get(change, "files");
	const char *digits = json_string_value(hash);
	size_t length, size = strlen(path);
	char *bytes;

	if (!digits || json_object_get(files, digits) || size < 5 || strcmp(path + size - 5, ".json") != 0)
		return;
	/* What cannot be read any more is told by name alone. */
	if ((bytes = repo_target(repo, path, digits, &length, NULL)) == NULL)
		return;
	json_t *text = json_stringn(bytes, length);
	free(bytes);
	if (text)
		json_object_set_new(files, digits, text);
}

bool repo_attach_texts(const struct repo *repo, json_t *change, struct fault *fault)
{
	static const char *const named[] = {"pack.json", "text/en.json"};
	json_t *sides[2] = {repo_change_paths(change, false), repo_change_paths(change, true)}, *hash;
	const char *path;

	for (int side = 0; side < 2; side++)
		json_object_foreach(sides[side], path, hash)
		{
			json_t *other = json_object_get(sides[!side], path);
			const char *slash = strncmp(path, "packs/", 6) == 0 ? strchr(path + 6, '/') : NULL;
			bool channel = strncmp(path, "channels/", 9) == 0;
			if ((!slash && !channel) || (other && json_equal(other, hash)))
				continue;
			attach(repo, change, path, hash);
			for (size_t i = 0; slash && i < sizeof named / sizeof named[0]; i++) {
				char label[REPO_PATH_SIZE];
				snprintf(label, sizeof label, "%.*s/%s", (int)(slash - path), path, named[i]);
				attach(repo, change, label, json_object_get(sides[0], label));
				attach(repo, change, label, json_object_get(sides[1], label));
			}
		}
	json_decref(sides[0]);
	json_decref(sides[1]);
	return json_is_object(json_object_get(change, "files")) || fault_set(fault, "there is no memory left");
}

/* ---- a release ---- */

static bool same_content(const json_t *a, const json_t *b)
{
	return a && b && json_equal(json_object_get(a, "packs"), json_object_get(b, "packs")) &&
	       json_equal(json_object_get(a, "files"), json_object_get(b, "files")) &&
	       json_equal(json_object_get(a, "min_app"), json_object_get(b, "min_app"));
}

static json_t *describe(const char *hash, size_t length)
{
	return json_pack("{s:I, s:{s:s}}", "length", (json_int_t)length, "hashes", "sha256", hash);
}

/* The channel file as a target: its bytes go to waiting/ and its hash into `targets`. */
static bool put_channel(const struct repo *repo, const char *name, const json_t *channel, json_t *targets, struct fault *fault)
{
	char path[CHANNEL_NAME_SIZE + 20], *text, *line, hash[TRUST_HEX_SIZE];
	size_t length;

	if (!trust_canon(channel, &text, &length, fault))
		return false;
	line = realloc(text, length + 2);
	if (!line) {
		free(text);
		return fault_set(fault, "there is no memory left");
	}
	memcpy(line + length++, "\n", 2);
	trust_sha256(line, length, hash);
	snprintf(path, sizeof path, "channels/%s.json", name);
	json_object_set_new(targets, path, describe(hash, length));
	bool good = repo_put_target(repo, path, line, length, fault);
	free(line);
	return good;
}

static bool put_files(const json_t *channel, json_t *targets, struct fault *fault)
{
	json_t *file;
	size_t i;

	json_array_foreach(json_object_get(channel, "files"), i, file)
	{
		const char *path = json_string_value(json_object_get(file, "path"));
		json_t *target =
		    describe(json_string_value(json_object_get(file, "sha256")), (size_t)json_integer_value(json_object_get(file, "length")));
		const json_t *other = json_object_get(targets, path);
		if (other && !json_equal(other, target)) {
			json_decref(target);
			return fault_set(fault, "two channels want different files as %s; publish both from the same folder", path);
		}
		json_object_set_new(targets, path, target);
	}
	return true;
}

struct release {
	json_t *record, *targets;
	const json_t *before; /* channels of the newest release, or NULL */
	bool same;
};

static bool release_channel(const struct repo_job *job, struct release *release, const char *name, json_t *channel, struct fault *fault)
{
	const json_t *before = json_object_get(release->before, name);
	bool same = same_content(before, channel);

	if (same)
		channel = json_deep_copy(before);
	else
		json_incref(channel);
	release->same = release->same && same;
	json_object_set_new(json_object_get(release->record, "channels"), name, channel);
	return put_files(channel, release->targets, fault) && put_channel(job->repo, name, channel, release->targets, fault);
}

static bool start(const struct repo_job *job, json_t **change, struct release *release, json_t **newest, struct fault *fault)
{
	int64_t number = repo_newest(job->repo) + 1;
	char what[64], made[REPO_TIME_SIZE];

	*newest = NULL;
	if (!json_object_get(job->repo->live, "targets"))
		return fault_set(fault, "this repository has not started: its keys wait for signatures; see \"signpost-admin status\"");
	if (number > 1 && !(*newest = repo_release(job->repo, number - 1, fault)))
		return false;
	snprintf(what, sizeof what, "release %lld", (long long)number);
	repo_time(job->now, made);
	*change = repo_change_new(job->repo->live, number, what, job->now);
	release->record = json_pack("{s:I, s:s, s:{}}", "release", (json_int_t)number, "made", made, "channels");
	release->targets = json_object();
	release->before = json_object_get(*newest, "channels");
	release->same = true;
	return true;
}

static bool complete(const struct repo_job *job, json_t *change, struct release *release, struct fault *fault)
{
	json_object_set(change, "release", release->record);
	return repo_assign(job, change, release->targets, fault) && repo_attach_texts(job->repo, change, fault);
}

static json_t *finish(json_t *change, struct release *release, json_t *newest, bool good)
{
	json_decref(newest);
	json_decref(release->record);
	json_decref(release->targets);
	if (good)
		return change;
	json_decref(change);
	return NULL;
}

json_t *repo_publish(const struct repo_job *job, bool *same, struct fault *fault)
{
	json_t *change = NULL, *newest, *channels = json_object_get(job->repo->settings, "channels"), *folders;
	struct release release = {NULL, NULL, NULL, true};
	const char *name;
	bool good = start(job, &change, &release, &newest, fault);

	if (good && json_object_size(channels) == 0)
		good = fault_set(fault, "nothing to publish: name the folders of the packs, such as config/packs/uk-base config/packs/example-hub");
	if (good)
		json_object_foreach(channels, name, folders)
		{
			json_t *channel = NULL;
			struct repo_source source = {name, folders, json_integer_value(json_object_get(change, "number"))};
			good = good && (channel = repo_channel(job, &source, change, fault)) && release_channel(job, &release, name, channel, fault);
			json_decref(channel);
		}
	good = good && owners_fit(job, change, fault);
	*same = good && release.same && json_object_size(release.before) == json_object_size(channels);
	good = good && !*same && complete(job, change, &release, fault);
	return finish(change, &release, newest, good);
}

/* ---- an old one again ---- */

static bool still_here(const struct repo *repo, const json_t *channel, struct fault *fault)
{
	json_t *file;
	size_t i;

	json_array_foreach(json_object_get(channel, "files"), i, file)
	{
		const char *path = json_string_value(json_object_get(file, "path")), *hash = json_string_value(json_object_get(file, "sha256"));
		char *bytes;
		size_t length;
		if (!path || !hash || (bytes = repo_target(repo, path, hash, &length, fault)) == NULL)
			return path && hash ? false : fault_set(fault, "the record of that release is damaged; put it back from a copy");
		free(bytes);
	}
	return true;
}

json_t *repo_roll_back(const struct repo_job *job, int64_t number, struct fault *fault)
{
	json_t *change = NULL, *newest, *old = repo_release(job->repo, number, fault), *channel;
	struct release release = {NULL, NULL, NULL, true};
	const char *name;
	bool good = old && start(job, &change, &release, &newest, fault);
	char what[80], made[REPO_TIME_SIZE];

	if (!good) {
		json_decref(old);
		return NULL;
	}
	repo_time(job->now, made);
	snprintf(what, sizeof what, "release %lld, the content of release %lld again",
		 (long long)json_integer_value(json_object_get(change, "number")), (long long)number);
	json_object_set_new(change, "what", json_string(what));
	json_object_set_new(release.record, "content_of", json_integer(number));
	json_object_foreach(json_object_get(old, "channels"), name, channel)
	{
		json_t *again = json_deep_copy(channel);
		json_object_set(again, "release", json_object_get(change, "number"));
		json_object_set_new(again, "made", json_string(made));
		good = good && still_here(job->repo, again, fault) && repo_check_old(job, name, again, fault) &&
		       release_channel(job, &release, name, again, fault);
		json_decref(again);
	}
	if (good && release.same)
		good = fault_set(fault, "release %lld has the same content as the newest, %lld; nothing to do", (long long)number,
				 (long long)repo_newest(job->repo));
	json_decref(old);
	good = good && complete(job, change, &release, fault);
	return finish(change, &release, newest, good);
}
