/*
 * Who vouches for a path: delegations, in pre-order, the first that matches first (5.6.7).
 */
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "core/trust_key.h"
#include "core/trust_parts.h"

/* Roles still to be looked through, the next on top. Rules point into documents that stay
 * while a search runs. */
struct search {
	struct trust_rule waiting[TRUST_ROLES_MAX];
	int signers[TRUST_ROLES_MAX]; /* of each: the fewest who can have a say on the way to it */
	int waiting_count;
	char seen[TRUST_DELEGATIONS_MAX][TRUST_PATH_MAX];
	int seen_count;
};

static bool paths_match(const json_t *paths, const char *path)
{
	for (size_t i = 0; i < json_array_size(paths); i++) {
		const char *pattern = json_string_value(json_array_get(paths, i));
		/* A star stays within a folder, and a backslash is a letter as any (4.5). */
		if (pattern && fnmatch(pattern, path, FNM_PATHNAME | FNM_NOESCAPE) == 0)
			return true;
	}
	return false;
}

static bool role_matches(const json_t *role, const char *path)
{
	const json_t *prefixes = json_object_get(role, "path_hash_prefixes");
	char hash[TRUST_HEX_SIZE];

	if (!prefixes)
		return paths_match(json_object_get(role, "paths"), path);
	trust_sha256(path, strlen(path), hash);
	for (size_t i = 0; i < json_array_size(prefixes); i++) {
		const char *prefix = json_string_value(json_array_get(prefixes, i));
		if (prefix && strncmp(hash, prefix, strlen(prefix)) == 0)
			return true;
	}
	return false;
}

static int threshold_of(const struct trust_rule *rule)
{
	json_int_t threshold = json_integer_value(json_object_get(rule->rule, "threshold"));

	return threshold < TRUST_SIGNATURES_MAX ? (int)threshold : TRUST_SIGNATURES_MAX;
}

/* Whoever gives a path away could have given it to keys of their own, so a role has no more
 * signers than the one before it. */
static void push(struct search *search, struct trust_rule rule, int before)
{
	int own = threshold_of(&rule);

	search->waiting[search->waiting_count] = rule;
	search->signers[search->waiting_count++] = own < before ? own : before;
}

/* Puts the delegations that match on top, in their order. A terminating one that matches
 * ends all others. `before` are the signers of the document. */
static bool add_delegations(struct search *search, const struct trust_doc *doc, int before, const char *path, struct trust_problem *problem)
{
	const json_t *delegations = json_object_get(doc->signed_part, "delegations"), *roles = json_object_get(delegations, "roles");
	size_t end = json_array_size(roles);

	for (size_t i = 0; i < end; i++) {
		const json_t *role = json_array_get(roles, i);
		if (role_matches(role, path) && json_is_true(json_object_get(role, "terminating"))) {
			search->waiting_count = 0;
			end = i + 1;
		}
	}
	for (size_t i = end; i-- > 0;) {
		const json_t *role = json_array_get(roles, i);
		if (!role_matches(role, path))
			continue;
		if (search->waiting_count == TRUST_ROLES_MAX)
			return problem_set(problem, FAILURE_FORMAT, "more than %d delegations for one path", TRUST_ROLES_MAX);
		push(search, (struct trust_rule){json_string_value(json_object_get(role, "name")), json_object_get(delegations, "keys"), role},
		     before);
	}
	return true;
}

static bool was_seen(struct search *search, const char *role)
{
	for (int i = 0; i < search->seen_count; i++)
		if (strcmp(search->seen[i], role) == 0)
			return true;
	snprintf(search->seen[search->seen_count++], TRUST_PATH_MAX, "%s", role);
	return false;
}

static bool take_hash(const json_t *hashes, const char *name, char *out, size_t size, struct trust_target *target)
{
	const char *hex = json_string_value(json_object_get(hashes, name));
	uint8_t raw[64];
	size_t count;

	if (!hex)
		return true;
	if (strlen(hex) != size - 1 || !trust_unhex(hex, raw, sizeof raw, &count))
		return false;
	snprintf(out, size, "%s", hex);
	if (!target->hash_name[0]) {
		snprintf(target->hash_name, sizeof target->hash_name, "%s", name);
		snprintf(target->hash, sizeof target->hash, "%s", hex);
	}
	return true;
}

static bool target_of(const json_t *json, const char *path, const char *role, struct trust_target *out, struct trust_problem *problem)
{
	const json_t *length = json_object_get(json, "length"), *hashes = json_object_get(json, "hashes");
	struct trust_target target = {.length = (uint64_t)json_integer_value(length)};

	snprintf(target.path, sizeof target.path, "%s", path);
	snprintf(target.role, sizeof target.role, "%s", role);
	if (!json_is_integer(length) || json_integer_value(length) < 0 ||
	    !take_hash(hashes, "sha256", target.sha256, sizeof target.sha256, &target) ||
	    !take_hash(hashes, "sha512", target.sha512, sizeof target.sha512, &target) || !target.hash_name[0])
		return problem_set(problem, FAILURE_FORMAT, "%.100s says of %.200s no length, or no hash that is known here (sha256, sha512)", role,
				   path);
	*out = target;
	return true;
}

static bool search_for(struct trust *trust, struct search *search, const char *path, struct trust_target *out, struct trust_problem *problem)
{
	while (search->waiting_count && search->seen_count < TRUST_DELEGATIONS_MAX) {
		struct trust_rule rule = search->waiting[--search->waiting_count];
		int signers = search->signers[search->waiting_count];
		if (was_seen(search, rule.role))
			continue; /* a circle, or two ways to one role: once is enough */
		const struct trust_doc *doc = trust_role(trust, &rule, problem);
		if (!doc)
			return false; /* 5.6.7.1: a role that cannot be had ends the search */
		const json_t *target = json_object_get(json_object_get(doc->signed_part, "targets"), path);
		if (target && !target_of(target, path, rule.role, out, problem))
			return false;
		if (target) {
			out->signers = signers;
			return true;
		}
		if (!add_delegations(search, doc, signers, path, problem))
			return false;
	}
	return problem_set(problem, FAILURE_MISSING, "nobody who is trusted vouches for %.200s", path);
}

bool trust_find(struct trust *trust, const char *path, struct trust_target *out, struct trust_problem *problem)
{
	struct search search; /* 56 KB */

	if (!trust->snapshot.json || !trust->targets.json)
		return problem_set(problem, FAILURE_MISSING, "nothing is known yet: refresh first");
	if (strlen(path) >= TRUST_PATH_MAX)
		return problem_set(problem, FAILURE_FORMAT, "the path %.60s... is too long", path);
	search.waiting_count = search.seen_count = 0;
	push(&search, trust_rule_of(&trust->root, "targets"), TRUST_SIGNATURES_MAX);
	return search_for(trust, &search, path, out, problem);
}
