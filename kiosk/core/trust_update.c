/*
 * The specification's section 5.3 to 5.6: root, timestamp, snapshot, targets.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "core/trust_parts.h"

/* ---- what is there already ---- */

/* No machine's clock is before a time that was signed. */
static void raise_floor(struct trust *trust)
{
	const char *text = json_string_value(json_object_get(trust->timestamp.signed_part, "x-signpost-issued"));
	moment issued;

	if (text && moment_parse(text, &issued) && issued > trust->now)
		trust->now = issued;
}

/* What is in the folder, if the root of now vouches for it; expired or not. Otherwise there is
 * none: also what an earlier root vouched for, a moment ago, is gone. */
static void stored_doc(struct trust *trust, const char *role, size_t max, struct trust_doc *place)
{
	struct trust_rule rule = trust_rule_of(&trust->root, role);
	struct trust_bytes bytes;
	struct trust_doc doc;

	trust_doc_free(place);
	if (!trust_stored(trust, role, max, &bytes))
		return;
	if (trust_doc_read(role, role, &bytes, &doc, NULL)) {
		if (trust_doc_signed(&doc, &rule, NULL))
			trust_doc_take(place, &doc);
		else
			trust_doc_free(&doc);
	}
	free(bytes.bytes);
}

/* What was verified before says how late it is at least; the root is judged by that, too. */
static void know_time(struct trust *trust)
{
	stored_doc(trust, "timestamp", TRUST_TIMESTAMP_MAX, &trust->timestamp);
	if (trust->timestamp.json)
		raise_floor(trust);
}

/* ---- root (5.3) ---- */

/* The next root: signed by the old and by itself, and exactly the next number. */
static bool next_root(const struct trust *trust, const struct trust_bytes *bytes, struct trust_doc *out, struct trust_problem *problem)
{
	struct trust_rule old = trust_rule_of(&trust->root, "root");
	struct trust_doc doc;

	if (!trust_doc_read("root", "root", bytes, &doc, problem))
		return false;
	struct trust_rule own = trust_rule_of(&doc, "root");
	if (!trust_doc_signed(&doc, &old, problem) || !trust_doc_signed(&doc, &own, problem)) {
		trust_doc_free(&doc);
		return false;
	}
	if (doc.version != trust->root.version + 1) {
		problem_set(problem, doc.version <= trust->root.version ? FAILURE_ROLLBACK : FAILURE_DAMAGED,
			    "root has version %lld where %lld should be", (long long)doc.version, (long long)trust->root.version + 1);
		trust_doc_free(&doc);
		return false;
	}
	*out = doc;
	return true;
}

/* 1: a new one; 0: there is no newer; -1: a problem. */
static int step_root(struct trust *trust, struct trust_problem *problem)
{
	struct trust_problem why = {0};
	struct trust_bytes bytes;
	struct trust_doc doc = {0};

	if (!trust_ask(trust, &(struct trust_want){"root", trust->root.version + 1, TRUST_ROOT_MAX}, &bytes, &why)) {
		if (why.failure == FAILURE_MISSING)
			return 0;
		*problem = why;
		return -1;
	}
	bool good = next_root(trust, &bytes, &doc, problem) && trust_store(trust, "root", &doc, problem);
	free(bytes.bytes);
	if (good)
		trust_doc_take(&trust->root, &doc);
	trust_doc_free(&doc);
	return good ? 1 : -1;
}

bool trust_walk_roots(struct trust *trust, struct trust_problem *problem)
{
	for (int i = 0; i < TRUST_ROOT_STEPS; i++) {
		int step = step_root(trust, problem);
		if (step < 0)
			return false;
		if (step == 0) {
			know_time(trust);
			return trust_fresh(trust, &trust->root, "root", problem);
		}
	}
	/* A server that always has one more is not believed to be honest; the next update goes on from here. */
	return problem_set(problem, FAILURE_TOO_BIG, "more than %d new roots at once", TRUST_ROOT_STEPS);
}

/* ---- timestamp (5.4) ---- */

static int64_t snapshot_version(const struct trust_doc *timestamp)
{
	struct trust_meta meta = {0};

	trust_meta_of(timestamp, "snapshot", &meta);
	return meta.version;
}

/* True when the new one is to be taken; `same` when it has the version of the old. */
static bool timestamp_follows(const struct trust *trust, const struct trust_doc *fresh, bool *same, struct trust_problem *problem)
{
	const struct trust_doc *old = &trust->timestamp;

	*same = old->json && fresh->version == old->version;
	if (!old->json || *same)
		return true;
	if (fresh->version < old->version)
		return problem_set(problem, FAILURE_ROLLBACK, "timestamp has version %lld, and version %lld was already here",
				   (long long)fresh->version, (long long)old->version);
	if (snapshot_version(fresh) < snapshot_version(old))
		return problem_set(problem, FAILURE_ROLLBACK, "timestamp names snapshot %lld, and snapshot %lld was already here",
				   (long long)snapshot_version(fresh), (long long)snapshot_version(old));
	return true;
}

static bool take_timestamp(struct trust *trust, const struct trust_bytes *bytes, struct trust_problem *problem)
{
	struct trust_rule rule = trust_rule_of(&trust->root, "timestamp");
	struct trust_doc doc;
	bool same, good;

	if (!trust_doc_read("timestamp", "timestamp", bytes, &doc, problem))
		return false;
	good = trust_doc_signed(&doc, &rule, problem) && timestamp_follows(trust, &doc, &same, problem);
	if (good && !same) { /* 5.4.3: the same version again is normal, and the old one stays */
		good = trust_fresh(trust, &doc, "timestamp", problem) && trust_store(trust, "timestamp", &doc, problem);
		if (good)
			trust_doc_take(&trust->timestamp, &doc);
	}
	trust_doc_free(&doc);
	return good;
}

bool trust_new_timestamp(struct trust *trust, struct trust_problem *problem)
{
	struct trust_bytes bytes;
	bool good;

	know_time(trust);
	if (!trust->offline) {
		if (!trust_ask(trust, &(struct trust_want){"timestamp", 0, TRUST_TIMESTAMP_MAX}, &bytes, problem))
			return false;
		good = take_timestamp(trust, &bytes, problem);
		free(bytes.bytes);
		if (!good)
			return false;
	}
	if (!trust->timestamp.json)
		return problem_set(problem, FAILURE_MISSING, "there is no timestamp that the keys of now vouch for");
	raise_floor(trust);
	return trust_fresh(trust, &trust->timestamp, "timestamp", problem);
}

/* ---- snapshot (5.5) ---- */

/* No role may vanish or fall. */
static bool snapshot_follows(const struct trust_doc *old, const struct trust_doc *fresh, struct trust_problem *problem)
{
	const char *name;
	json_t *was;
	json_t *metas = json_object_get(fresh->signed_part, "meta");

	if (!old->json)
		return true;
	if (fresh->version < old->version)
		return problem_set(problem, FAILURE_ROLLBACK, "snapshot has version %lld, and version %lld was already here",
				   (long long)fresh->version, (long long)old->version);
	json_object_foreach(json_object_get(old->signed_part, "meta"), name, was)
	{
		json_int_t before = json_integer_value(json_object_get(was, "version"));
		const json_t *is = json_object_get(metas, name);
		if (!is)
			return problem_set(problem, FAILURE_ROLLBACK, "the snapshot no longer names %.100s", name);
		if (json_integer_value(json_object_get(is, "version")) < before)
			return problem_set(problem, FAILURE_ROLLBACK, "the snapshot names %.100s version %lld, and version %lld was already here",
					   name, (long long)json_integer_value(json_object_get(is, "version")), (long long)before);
	}
	return true;
}

static bool take_snapshot(struct trust *trust, const struct trust_bytes *bytes, const struct trust_meta *meta, struct trust_problem *problem)
{
	struct trust_rule rule = trust_rule_of(&trust->root, "snapshot");
	struct trust_doc doc;
	bool good;

	if (!trust_meta_fits(meta, bytes))
		return problem_set(problem, FAILURE_DAMAGED, "the snapshot that came is not the one that the timestamp names");
	if (!trust_doc_read("snapshot", "snapshot", bytes, &doc, problem))
		return false;
	good = trust_doc_signed(&doc, &rule, problem);
	if (good && doc.version != meta->version)
		good = problem_set(problem, FAILURE_DAMAGED, "the snapshot has version %lld, and the timestamp names %lld", (long long)doc.version,
				   (long long)meta->version);
	good = good && snapshot_follows(&trust->snapshot, &doc, problem) && trust_fresh(trust, &doc, "snapshot", problem) &&
	       trust_store(trust, "snapshot", &doc, problem);
	if (good)
		trust_doc_take(&trust->snapshot, &doc);
	trust_doc_free(&doc);
	return good;
}

static size_t cap(const struct trust_meta *meta, size_t max)
{
	return meta->length >= 0 && (uint64_t)meta->length < max ? (size_t)meta->length : max;
}

static bool is_consistent(const struct trust *trust)
{
	return json_is_true(json_object_get(trust->root.signed_part, "consistent_snapshot"));
}

bool trust_new_snapshot(struct trust *trust, struct trust_problem *problem)
{
	struct trust_meta meta;
	struct trust_bytes bytes;

	trust_meta_of(&trust->timestamp, "snapshot", &meta);
	stored_doc(trust, "snapshot", TRUST_SNAPSHOT_MAX, &trust->snapshot);
	struct trust_bytes own = {trust->snapshot.bytes, trust->snapshot.length};
	if (trust->snapshot.json && trust->snapshot.version == meta.version && trust_meta_fits(&meta, &own) &&
	    trust_fresh(trust, &trust->snapshot, "snapshot", NULL))
		return true;
	struct trust_want want = {"snapshot", is_consistent(trust) ? meta.version : 0, cap(&meta, TRUST_SNAPSHOT_MAX)};
	if (!trust_ask(trust, &want, &bytes, problem))
		return false;
	bool good = take_snapshot(trust, &bytes, &meta, problem);
	free(bytes.bytes);
	return good;
}

/* ---- targets and delegated roles (5.6) ---- */

static struct trust_doc *role_place(struct trust *trust, const char *role)
{
	if (strcmp(role, "targets") == 0)
		return &trust->targets;
	for (int i = 0; i < trust->doc_count; i++)
		if (strcmp(trust->docs[i].role, role) == 0)
			return &trust->docs[i].doc;
	if (trust->doc_count == TRUST_DOCS_MAX)
		return NULL;
	snprintf(trust->docs[trust->doc_count].role, TRUST_PATH_MAX, "%s", role);
	return &trust->docs[trust->doc_count++].doc;
}

/* Is this what the snapshot names and the delegator's keys signed? A file that was good for
 * one delegator need not be for another, so this is asked each time. */
static bool role_holds(const struct trust *trust, const struct trust_doc *doc, const struct trust_rule *rule, const struct trust_meta *meta,
		       struct trust_problem *problem)
{
	struct trust_bytes bytes = {doc->bytes, doc->length};

	if (!trust_meta_fits(meta, &bytes))
		return problem_set(problem, FAILURE_DAMAGED, "%s is not the file that the snapshot names", rule->role);
	if (!trust_doc_signed(doc, rule, problem))
		return false;
	if (doc->version != meta->version)
		return problem_set(problem, FAILURE_DAMAGED, "%s has version %lld, and the snapshot names %lld", rule->role, (long long)doc->version,
				   (long long)meta->version);
	return trust_fresh(trust, doc, rule->role, problem);
}

/* From bytes into its place, when it holds. */
static bool role_from(struct trust *trust, const struct trust_bytes *bytes, const struct trust_rule *rule, const struct trust_meta *meta,
		      struct trust_problem *problem)
{
	struct trust_doc doc;

	/* Before it is taken apart: what nobody has signed costs no more than its bytes. */
	if (!trust_meta_fits(meta, bytes))
		return problem_set(problem, FAILURE_DAMAGED, "%s is not the file that the snapshot names", rule->role);
	if (!trust_doc_read("targets", rule->role, bytes, &doc, problem))
		return false;
	if (role_holds(trust, &doc, rule, meta, problem)) {
		trust_doc_take(role_place(trust, rule->role), &doc);
		return true;
	}
	trust_doc_free(&doc);
	return false;
}

const struct trust_doc *trust_role(struct trust *trust, const struct trust_rule *rule, struct trust_problem *problem)
{
	struct trust_doc *place = role_place(trust, rule->role);
	struct trust_meta meta;
	struct trust_bytes bytes;
	bool good;

	if (!place || !trust_meta_of(&trust->snapshot, rule->role, &meta)) {
		problem_set(problem, FAILURE_FORMAT, place ? "the snapshot does not name the role %.100s" : "more roles than %.0s64 at once",
			    rule->role);
		return NULL;
	}
	if (place->json && role_holds(trust, place, rule, &meta, NULL))
		return place;
	if (trust_stored(trust, rule->role, TRUST_TARGETS_MAX, &bytes)) {
		good = role_from(trust, &bytes, rule, &meta, NULL);
		free(bytes.bytes);
		if (good)
			return place;
	}
	struct trust_want want = {rule->role, is_consistent(trust) ? meta.version : 0, cap(&meta, TRUST_TARGETS_MAX)};
	if (!trust_ask(trust, &want, &bytes, problem))
		return NULL;
	good = role_from(trust, &bytes, rule, &meta, problem) && trust_store(trust, rule->role, place, problem);
	free(bytes.bytes);
	return good ? place : NULL;
}
