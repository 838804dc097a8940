/* Delegations: which role vouches for which path, and whose keys it has. */
#include "core/repo.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static json_t *delegations_of(const json_t *targets)
{
	return json_object_get(json_object_get(targets, "signed"), "delegations");
}

bool repo_holds_safety(const struct pack *pack)
{
	if (pack->layer == LAYER_NATION || pack->has_nation || pack->has_hub || pack->question_count > 0 || pack->message_count > 0)
		return true;
	for (int i = 0; i < pack->offer_count; i++) {
		const struct offer *offer = &pack->offers[i].offer;
		if (pack->offers[i].fills || offer->safety || offer->joint || offer->conflict || offer->kind == OFFER_SUPPORT_LINE)
			return true;
	}
	return pack->hidden_count > 0; /* what it hides may be a help line of the pack below */
}

/* TUF's * does not cross a /, so each depth is named. Longest first among equals is no
 * matter: the safety role stands before the other and is terminating. */
static json_t *safety_paths(const char *id, bool all)
{
	char one[4][REPO_ROLE_SIZE * 2];

	snprintf(one[0], sizeof one[0], "packs/%s/%s", id, all ? "*.json" : "sign-off.json");
	snprintf(one[1], sizeof one[1], "packs/%s/text/*.json", id);
	snprintf(one[2], sizeof one[2], "packs/%s/review/*.json", id);
	return all ? json_pack("[s, s, s]", one[0], one[1], one[2]) : json_pack("[s]", one[0]);
}

static json_t *other_paths(const char *id)
{
	char one[3][REPO_ROLE_SIZE * 2];

	snprintf(one[0], sizeof one[0], "packs/%s/*", id);
	snprintf(one[1], sizeof one[1], "packs/%s/*/*", id);
	snprintf(one[2], sizeof one[2], "packs/%s/*/*/*", id);
	return json_pack("[s, s, s]", one[0], one[1], one[2]);
}

static json_t *find_role(const json_t *targets, const char *name)
{
	json_t *role;
	size_t i;

	json_array_foreach(json_object_get(delegations_of(targets), "roles"), i, role)
	{
		const char *is = json_string_value(json_object_get(role, "name"));
		if (is && strcmp(is, name) == 0)
			return role;
	}
	return NULL;
}

static void add_role(json_t *targets, const char *name, json_t *paths, const struct repo_keys *owners, int threshold)
{
	json_t *delegations = delegations_of(targets), *ids = json_array();
	json_t *names = json_object_get(json_object_get(targets, "signed"), "x-signpost-names");

	for (int i = 0; i < owners->count; i++) {
		const struct repo_key *key = &owners->list[i];
		json_array_append_new(ids, json_string(key->id));
		json_object_set(json_object_get(delegations, "keys"), key->id, key->key);
		if (key->name[0])
			json_object_set_new(names, key->id, json_string(key->name));
	}
	json_array_append_new(json_object_get(delegations, "roles"), json_pack("{s:s, s:o, s:i, s:b, s:o}", "name", name, "keyids", ids, "threshold",
									       threshold, "terminating", 1, "paths", paths));
}

bool repo_delegate(json_t *targets, const char *id, bool safety, const struct repo_keys *owners, bool *changed)
{
	char name[REPO_ROLE_SIZE];

	snprintf(name, sizeof name, "safety-%s", id);
	json_t *role = find_role(targets, name);
	if (!role && json_array_size(json_object_get(delegations_of(targets), "roles")) + 2 > REPO_ROLES_MAX)
		return false;
	if (!role) {
		add_role(targets, name, safety_paths(id, safety), owners, 2);
		snprintf(name, sizeof name, "pack-%s", id);
		add_role(targets, name, other_paths(id), owners, 1);
		*changed = true;
	} else if (safety && json_array_size(json_object_get(role, "paths")) < 3) {
		json_object_set_new(role, "paths", safety_paths(id, true));
		*changed = true;
	}
	return true;
}

const char *repo_role_of_path(const json_t *targets, const char *path)
{
	json_t *role, *pattern;
	size_t i, j;

	json_array_foreach(json_object_get(delegations_of(targets), "roles"), i, role)
	{
		json_array_foreach(json_object_get(role, "paths"), j, pattern)
		{
			if (json_is_string(pattern) && fnmatch(json_string_value(pattern), path, FNM_PATHNAME | FNM_NOESCAPE) == 0)
				return json_string_value(json_object_get(role, "name"));
		}
	}
	return NULL;
}

/* ---- in words ---- */

void repo_role_words(const char *role, char out[REPO_WORDS_SIZE])
{
	static const struct {
		const char *role, *words;
	} tops[] = {{"root", "whose keys count"},
		    {"targets", "who signs for which pack"},
		    {"channels", "what each channel shows"},
		    {"snapshot", "what belongs together"},
		    {"timestamp", "how fresh it is"}};

	snprintf(out, REPO_WORDS_SIZE, "%s", role);
	for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++)
		if (strcmp(tops[i].role, role) == 0)
			snprintf(out, REPO_WORDS_SIZE, "%s", tops[i].words);
	if (strncmp(role, "safety-", 7) == 0)
		snprintf(out, REPO_WORDS_SIZE, "the safety items of %s", role + 7);
	if (strncmp(role, "pack-", 5) == 0)
		snprintf(out, REPO_WORDS_SIZE, "the other files of %s", role + 5);
}

/* ---- keys apart ---- */

/* The first key that both roles have, or NULL. */
static const char *shared(const struct repo_role *a, const struct repo_role *b)
{
	json_t *one, *other;
	size_t i, j;

	json_array_foreach(a->ids, i, one) json_array_foreach(b->ids, j, other) if (json_equal(one, other)) return json_string_value(one);
	return NULL;
}

struct keys_of_all {
	const json_t *root, *targets;
	struct repo_role top, online[2]; /* snapshot, timestamp */
};

static bool role_apart(const struct keys_of_all *all, const char *name, struct fault *fault)
{
	struct repo_role role;
	char whose[96];
	const char *id;

	if (!repo_role(all->root, all->targets, name, &role))
		return true;
	if ((id = shared(&all->top, &role)) != NULL) {
		repo_whose(all->root, all->targets, id, whose);
		return fault_set(fault,
				 "the key of %s would be a root key and in daily use (role %s); a root key lies offline and does nothing else, so "
				 "make another one: key new",
				 whose, name);
	}
	bool online = strcmp(name, "snapshot") == 0 || strcmp(name, "timestamp") == 0;
	for (int i = 0; i < 2 && !online; i++)
		if ((id = shared(&all->online[i], &role)) != NULL) {
			repo_whose(all->root, all->targets, id, whose);
			return fault_set(fault,
					 "the key of %s would be the online key and sign content as well (role %s); the online key may lie on a "
					 "server, so it does nothing else: make another one for the person: key new",
					 whose, name);
		}
	return true;
}

bool repo_keys_apart(const json_t *root, const json_t *targets, struct fault *fault)
{
	static const char *const tops[] = {"targets", "snapshot", "timestamp"};
	struct keys_of_all all = {.root = root, .targets = targets};
	json_t *role;
	size_t i;

	(void)repo_role(root, NULL, "root", &all.top);
	(void)repo_role(root, NULL, "snapshot", &all.online[0]);
	(void)repo_role(root, NULL, "timestamp", &all.online[1]);
	for (i = 0; i < sizeof tops / sizeof tops[0]; i++)
		if (!role_apart(&all, tops[i], fault))
			return false;
	json_array_foreach(json_object_get(delegations_of(targets), "roles"), i, role)
	{
		const char *name = json_string_value(json_object_get(role, "name"));
		if (name && !role_apart(&all, name, fault))
			return false;
	}
	return true;
}

/* ---- other keys ---- */

static int place_of(const json_t *ids, const char *id)
{
	for (size_t i = 0; i < json_array_size(ids); i++) {
		const char *is = json_string_value(json_array_get(ids, i));
		if (is && strcmp(is, id) == 0)
			return (int)i;
	}
	return -1;
}

/* `name` of a role whose `ids` it may change. */
static bool swap_in(json_t *role, const char *name, const struct repo_swap *swap, int *changed, struct fault *fault)
{
	json_t *ids = json_object_get(role, "keyids");
	int at = place_of(ids, swap->old);
	json_int_t threshold = json_integer_value(json_object_get(role, "threshold"));

	if (at < 0 || (swap->only && strcmp(swap->only, name) != 0))
		return true;
	if (swap->key && place_of(ids, swap->key->id) >= 0)
		return fault_set(fault, "the new key is already one of role %s; two keys of one person would count as two people", name);
	if (swap->key)
		json_array_set_new(ids, (size_t)at, json_string(swap->key->id));
	else if ((json_int_t)json_array_size(ids) - 1 < threshold)
		return fault_set(
		    fault, "role %s needs %d signatures and would have only %d keys left; put another key in its place: rotate --old ID --new PUB",
		    name, (int)threshold, (int)json_array_size(ids) - 1);
	else
		json_array_remove(ids, (size_t)at);
	(*changed)++;
	return true;
}

static bool in_use(const json_t *roles, const char *id)
{
	const char *name;
	json_t *role;
	size_t i;

	if (json_is_object(roles)) {
		json_object_foreach((json_t *)roles, name, role) if (place_of(json_object_get(role, "keyids"), id) >= 0) return true;
		return false;
	}
	json_array_foreach(roles, i, role) if (place_of(json_object_get(role, "keyids"), id) >= 0) return true;
	return false;
}

static bool swap_all(json_t *roles, const struct repo_swap *swap, int *changed, struct fault *fault)
{
	const char *name;
	json_t *role;
	size_t i;

	if (json_is_object(roles)) {
		json_object_foreach(roles, name, role) if (!swap_in(role, name, swap, changed, fault)) return false;
		return true;
	}
	json_array_foreach(roles, i, role)
	{
		const char *is = json_string_value(json_object_get(role, "name"));
		if (!is || !swap_in(role, is, swap, changed, fault))
			return false;
	}
	return true;
}

bool repo_swap_key(json_t *metadata, const struct repo_swap *swap, int *changed, struct fault *fault)
{
	json_t *part = json_object_get(metadata, "signed"), *names = json_object_get(part, "x-signpost-names");
	json_t *holder = json_object_get(part, "delegations") ? json_object_get(part, "delegations") : part;
	json_t *keys = json_object_get(holder, "keys"), *roles = json_object_get(holder, "roles");
	int before = *changed;

	if (!swap_all(roles, swap, changed, fault))
		return false;
	if (*changed == before)
		return true;
	if (swap->key) {
		json_object_set(keys, swap->key->id, swap->key->key);
		if (swap->key->name[0])
			json_object_set_new(names, swap->key->id, json_string(swap->key->name));
	}
	if (!in_use(roles, swap->old)) {
		json_object_del(keys, swap->old);
		json_object_del(names, swap->old);
	}
	return true;
}
