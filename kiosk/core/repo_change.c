#include "core/repo_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/repo_diff.h"

static bool is_top(const char *name)
{
	return strcmp(name, "root") == 0 || strcmp(name, "targets") == 0;
}

json_t *repo_change_new(const json_t *base, int64_t number, const char *what, moment now)
{
	char made[REPO_TIME_SIZE];

	repo_time(now, made);
	return json_pack("{s:i, s:I, s:s, s:s, s:o, s:{}, s:n, s:{}}", "format", REPO_CHANGE_FORMAT, "number", (json_int_t)number, "what", what,
			 "made", made, "base", json_deep_copy(base), "new", "release", "files");
}

static const json_t *base_of(const json_t *change, const char *name)
{
	return json_object_get(json_object_get(change, "base"), name);
}

static const json_t *new_of(const json_t *change, const char *name)
{
	return json_object_get(json_object_get(change, "new"), name);
}

const json_t *repo_change_after(const json_t *change, const char *name)
{
	const json_t *metadata = new_of(change, name);
	return metadata ? metadata : base_of(change, name);
}

void repo_change_put(json_t *change, const char *name, json_t *metadata)
{
	json_object_set_new(json_object_get(change, "new"), name, metadata);
}

static bool role_after(const json_t *change, const char *name, struct repo_role *out)
{
	return repo_role(repo_change_after(change, "root"), repo_change_after(change, "targets"), name, out);
}

/* ---- does it fit together? ---- */

static bool bad(struct fault *fault, const char *name, const char *why)
{
	return fault_set(fault, "role %s in this file %s; do not sign it, and ask for it again", name, why);
}

static bool check_base(const json_t *change, const char *name, const json_t *metadata, struct fault *fault)
{
	struct repo_role role;

	if (!repo_role(base_of(change, "root"), base_of(change, "targets"), name, &role) || repo_signatures(metadata, &role) < role.threshold)
		return bad(fault, name, "is said to be live and is not signed by those who must sign it");
	return true;
}

static bool check_new(const json_t *change, const char *name, const json_t *metadata, struct fault *fault)
{
	const json_t *old = base_of(change, name);
	const char *type = json_string_value(json_object_get(json_object_get(metadata, "signed"), "_type"));
	struct repo_role role;

	if (!type || strcmp(type, strcmp(name, "root") == 0 ? "root" : "targets") != 0 || repo_expires(metadata) == 0)
		return bad(fault, name, "is no metadata of its kind");
	if (repo_version(metadata) != (old ? repo_version(old) + 1 : 1))
		return bad(fault, name, "does not follow on the version that is live");
	if (!role_after(change, name, &role))
		return bad(fault, name, "is a role that nobody has been given");
	return json_is_array(json_object_get(metadata, "signatures")) || bad(fault, name, "has no list of signatures");
}

bool repo_change_check(const json_t *change, struct fault *fault)
{
	const char *name;
	json_t *metadata;

	if (json_integer_value(json_object_get(change, "format")) != REPO_CHANGE_FORMAT || !json_is_string(json_object_get(change, "what")) ||
	    !json_is_object(json_object_get(change, "new")) || !json_is_object(json_object_get(change, "base")) ||
	    json_integer_value(json_object_get(change, "number")) < 1)
		return fault_set(fault, "this is no waiting change of \"signpost-admin publish\" (format %d)", REPO_CHANGE_FORMAT);
	json_object_foreach(json_object_get(change, "base"), name, metadata) if (!check_base(change, name, metadata, fault)) return false;
	json_object_foreach(json_object_get(change, "new"), name, metadata) if (!check_new(change, name, metadata, fault)) return false;
	return true;
}

/* ---- signing ---- */

static bool holds(const struct repo_role *role, const char *id)
{
	size_t i;
	json_t *one;

	json_array_foreach(role->ids, i, one) if (json_is_string(one) && strcmp(json_string_value(one), id) == 0) return true;
	return false;
}

/* May the key sign it? A new root is signed by the keys of the old one, too. */
static bool may_sign(const json_t *change, const char *name, const char *id)
{
	struct repo_role role;

	if (role_after(change, name, &role) && holds(&role, id))
		return true;
	return strcmp(name, "root") == 0 && repo_role(base_of(change, "root"), NULL, "root", &role) && holds(&role, id);
}

bool repo_change_sign(json_t *change, const struct trust_signer *signer, int *roles, struct fault *fault)
{
	char id[TRUST_HEX_SIZE];
	json_t *key = trust_signer_public(signer), *metadata;
	bool good = key && trust_key_id(key, id, fault);
	const char *name;

	*roles = 0;
	json_decref(key);
	if (!good)
		return fault_set(fault, "there is no memory left");
	json_object_foreach(json_object_get(change, "new"), name, metadata)
	{
		if (!may_sign(change, name, id))
			continue;
		if (!repo_sign(metadata, signer, fault))
			return false;
		(*roles)++;
	}
	return true;
}

static void add_missing(json_t *list, const json_t *change, const char *name, const struct repo_role *role)
{
	const json_t *metadata = new_of(change, name);
	int has = repo_signatures(metadata, role);
	json_t *names = json_array(), *one;
	size_t i;

	json_array_foreach(role->ids, i, one)
	{
		char whose[96];
		if (!json_is_string(one) || repo_signed_by(metadata, role, json_string_value(one)))
			continue;
		repo_whose(repo_change_after(change, "root"), repo_change_after(change, "targets"), json_string_value(one), whose);
		json_array_append_new(names, json_string(whose));
	}
	json_array_append_new(list, json_pack("{s:s, s:i, s:i, s:o}", "role", name, "has", has, "needs", role->threshold, "may", names));
}

json_t *repo_change_missing(const json_t *change)
{
	json_t *list = json_array(), *metadata;
	struct repo_role role;
	const char *name;

	json_object_foreach(json_object_get(change, "new"), name,
			    metadata) if (!role_after(change, name, &role) || repo_signatures(metadata, &role) < role.threshold)
	    add_missing(list, change, name, &role);
	metadata = json_object_get(json_object_get(change, "new"), "root");
	struct repo_role after;
	if (metadata && repo_role(base_of(change, "root"), NULL, "root", &role) && repo_signatures(metadata, &role) < role.threshold &&
	    !(role_after(change, "root", &after) && json_equal(after.ids, role.ids) && after.threshold == role.threshold))
		add_missing(list, change, "root", &role);
	return list;
}

json_t *repo_change_unsigned(const json_t *change)
{
	json_t *list = json_array(), *metadata;
	struct repo_role role;
	const char *name;

	json_object_foreach(json_object_get(change, "base"), name, metadata)
	{
		if (new_of(change, name) || strcmp(name, "root") == 0)
			continue;
		if (role_after(change, name, &role) && repo_signatures(metadata, &role) < role.threshold)
			json_array_append_new(list, json_string(name));
	}
	return list;
}

/* ---- in words ---- */

json_t *repo_change_paths(const json_t *change, bool after)
{
	json_t *paths = json_object(), *metadata, *target;
	const char *name, *path;

	for (int side = 0; side <= (int)after; side++)
		json_object_foreach(json_object_get(change, side ? "new" : "base"), name, metadata)
		{
			if (is_top(name) || (after && !side && new_of(change, name)))
				continue;
			json_object_foreach(json_object_get(json_object_get(metadata, "signed"), "targets"), path, target)
			    json_object_set(paths, path, json_object_get(json_object_get(target, "hashes"), "sha256"));
		}
	return paths;
}

static json_t *holder_of(const json_t *metadata)
{
	const json_t *part = json_object_get(metadata, "signed");
	json_t *delegations = json_object_get(part, "delegations");
	return delegations ? delegations : (json_t *)part;
}

static void say_safety(json_t *list, const char *says)
{
	json_array_append_new(list, json_pack("{s:b, s:s}", "safety", 1, "says", says));
}

/* Whose keys come into a role, or leave it. */
static void say_keys(json_t *list, const json_t *sides[2], const char *words, const struct repo_role roles[2])
{
	for (int side = 0; side < 2; side++) {
		json_t *one;
		size_t i;
		json_array_foreach(roles[side].ids, i, one)
		{
			char whose[96], says[480];
			if (!json_is_string(one) || holds(&roles[!side], json_string_value(one)))
				continue;
			repo_whose(sides[side], NULL, json_string_value(one), whose);
			snprintf(says, sizeof says, "keys: %s: %s (%.12s...) %s", words, whose, json_string_value(one),
				 side ? "may sign from now on" : "may not sign any more");
			say_safety(list, says);
		}
	}
}

enum { NEW_ROLE_MAX = 160 + REPO_KEYS_MAX * 128 + 8 * 256 };

/* One that was not there: who signs it, how many of them, and for which files, in one line. */
static void say_new_role(json_t *list, const json_t *targets, const json_t *role, const struct repo_role *is)
{
	char says[NEW_ROLE_MAX], words[REPO_WORDS_SIZE], whose[96];
	const json_t *paths = json_object_get(role, "paths"), *one;
	size_t used, i;

	repo_role_words(json_string_value(json_object_get(role, "name")), words);
	used = (size_t)snprintf(says, sizeof says, "keys: %s: %d must sign, of", words, is->threshold);
	json_array_foreach(is->ids, i, one)
	{
		if (!json_is_string(one) || used >= sizeof says)
			continue;
		repo_whose(targets, NULL, json_string_value(one), whose);
		used += (size_t)snprintf(says + used, sizeof says - used, "%s %s (%.12s...)", i ? "," : "", whose, json_string_value(one));
	}
	json_array_foreach(paths, i, one) if (json_is_string(one) && used < sizeof says) used +=
	    (size_t)snprintf(says + used, sizeof says - used, "%s %s", i ? "," : "; this is", json_string_value(one));
	say_safety(list, used < sizeof says ? says : "keys: more keys and files than can be told; do not sign");
}

static void say_paths(json_t *list, const json_t *old, const char *name, const json_t *role)
{
	char says[480], words[REPO_WORDS_SIZE];
	json_t *path;
	size_t i;

	repo_role_words(name, words);
	json_array_foreach(json_object_get(role, "paths"), i, path)
	{
		const char *was = json_is_string(path) ? repo_role_of_path(old, json_string_value(path)) : name; /* no text: no file's */
		if (was && strcmp(was, name) == 0)
			continue;
		snprintf(says, sizeof says, "keys: %s: %s belongs to this from now on", words, json_string_value(path));
		say_safety(list, says);
	}
}

static void say_role(json_t *list, const json_t *sides[2], const char *name, const json_t *role)
{
	struct repo_role roles[2] = {{NULL, NULL, 0}, {NULL, NULL, 0}};
	char says[480], words[REPO_WORDS_SIZE];

	(void)repo_role(sides[0], sides[0], name, &roles[0]);
	if (!repo_role(sides[1], sides[1], name, &roles[1]))
		return;
	if (roles[0].threshold == 0 && json_is_string(json_object_get(role, "name"))) {
		say_new_role(list, sides[1], role, &roles[1]);
		return;
	}
	repo_role_words(name, words);
	if (roles[0].threshold == 0)
		snprintf(says, sizeof says, "keys: %s: %d must sign", words, roles[1].threshold);
	else
		snprintf(says, sizeof says, "keys: %s: %d must sign (%d until now)", words, roles[1].threshold, roles[0].threshold);
	if (roles[0].threshold != roles[1].threshold)
		say_safety(list, says);
	say_keys(list, sides, words, roles);
	say_paths(list, sides[0], name, role);
}

static void say_roles(json_t *list, const json_t *change, const char *of)
{
	const json_t *sides[2] = {base_of(change, of), new_of(change, of)};
	json_t *roles = json_object_get(holder_of(sides[1]), "roles"), *role;
	const char *name;
	size_t i;

	if (!sides[1])
		return;
	json_object_foreach(json_is_object(roles) ? roles : NULL, name, role) say_role(list, sides, name, role);
	json_array_foreach(json_is_array(roles) ? roles : NULL, i, role)
	{
		name = json_string_value(json_object_get(role, "name"));
		if (name)
			say_role(list, sides, name, role);
	}
}

/* Is it what is live, but for version and expiry? */
static bool is_renewal(const json_t *change, const char *name)
{
	json_t *old = json_deep_copy(json_object_get(base_of(change, name), "signed"));
	json_t *new = json_deep_copy(json_object_get(new_of(change, name), "signed"));
	bool same;

	for (int i = 0; i < 2; i++) {
		json_object_del(i ? new : old, "version");
		json_object_del(i ? new : old, "expires");
	}
	same = old && new &&json_equal(old, new);
	json_decref(old);
	json_decref(new);
	return same;
}

static void say_renewals(json_t *list, const json_t *change)
{
	const char *name;
	json_t *metadata;

	json_object_foreach(json_object_get(change, "new"), name, metadata)
	{
		char says[REPO_WORDS_SIZE + 80], words[REPO_WORDS_SIZE];
		if (!is_renewal(change, name))
			continue;
		repo_role_words(name, words);
		snprintf(says, sizeof says, "%s: the same, signed anew and valid until %.10s", words,
			 json_string_value(json_object_get(json_object_get(metadata, "signed"), "expires")));
		json_array_append_new(list, json_pack("{s:b, s:s}", "safety", 0, "says", says));
	}
}

json_t *repo_change_says(const json_t *change, struct fault *fault)
{
	json_t *list = json_array();
	struct repo_view old = {repo_change_paths(change, false), json_incref(json_object_get(change, "files"))};
	struct repo_view new = {repo_change_paths(change, true), json_incref(json_object_get(change, "files"))};
	json_t *content = repo_diff(&old, &new, fault);

	if (content) {
		say_roles(list, change, "root");
		say_roles(list, change, "targets");
		json_array_extend(list, content);
		say_renewals(list, change);
		json_decref(content);
	} else {
		json_decref(list);
		list = NULL;
	}
	repo_view_free(&old);
	repo_view_free(&new);
	return list;
}
