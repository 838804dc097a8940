/*
 * One file of metadata: parsing, shape, signatures. Everything that is not exactly as it
 * should be is refused here, before anything is believed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "core/trust_canon.h"
#include "core/trust_key.h"
#include "core/trust_parts.h"

static bool is_version(const json_t *value)
{
	return json_is_integer(value) && json_integer_value(value) >= 1;
}

/* {"keyids": [strings], "threshold": at least 1}. A threshold of 0 would let anybody
 * sign (GHSA-fphv-w9fq-2525). */
static bool is_rule(const json_t *rule)
{
	const json_t *ids = json_object_get(rule, "keyids");

	if (!json_is_array(ids) || json_array_size(ids) > TRUST_SIGNATURES_MAX || !is_version(json_object_get(rule, "threshold")))
		return false;
	for (size_t i = 0; i < json_array_size(ids); i++)
		if (!json_is_string(json_array_get(ids, i)))
			return false;
	return true;
}

static bool is_root(const json_t *part)
{
	static const char *const names[] = {"root", "timestamp", "snapshot", "targets"};
	const json_t *roles = json_object_get(part, "roles"), *consistent = json_object_get(part, "consistent_snapshot");

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!is_rule(json_object_get(roles, names[i])))
			return false;
	return json_is_object(json_object_get(part, "keys")) && (!consistent || json_is_boolean(consistent));
}

static bool is_meta(const json_t *meta)
{
	const json_t *length = json_object_get(meta, "length"), *hashes = json_object_get(meta, "hashes");

	return is_version(json_object_get(meta, "version")) && (!length || (json_is_integer(length) && json_integer_value(length) >= 0)) &&
	       (!hashes || json_is_object(hashes));
}

static bool is_metas(json_t *metas)
{
	const char *name;
	json_t *meta;

	json_object_foreach(metas, name, meta)
	{
		if (!is_meta(meta))
			return false;
	}
	return json_is_object(metas);
}

static bool is_delegation(const json_t *role)
{
	static const char *const tops[] = {"root", "timestamp", "snapshot", "targets"};
	const char *name = json_string_value(json_object_get(role, "name"));
	const json_t *paths = json_object_get(role, "paths"), *prefixes = json_object_get(role, "path_hash_prefixes");

	for (size_t i = 0; name && i < sizeof tops / sizeof *tops; i++)
		if (strcmp(name, tops[i]) == 0)
			return false; /* would stand in the place of that role's file */
	return name && *name && strlen(name) < TRUST_PATH_MAX && is_rule(role) && (json_is_array(paths) != json_is_array(prefixes)) &&
	       !(paths && prefixes);
}

static bool is_targets(const json_t *part)
{
	const json_t *delegations = json_object_get(part, "delegations"), *roles = json_object_get(delegations, "roles");

	if (!json_is_object(json_object_get(part, "targets")))
		return false;
	if (!delegations)
		return true;
	if (!json_is_object(json_object_get(delegations, "keys")) || !json_is_array(roles))
		return false;
	for (size_t i = 0; i < json_array_size(roles); i++)
		if (!is_delegation(json_array_get(roles, i)))
			return false;
	return true;
}

static bool has_shape(const char *type, const json_t *part)
{
	if (strcmp(type, "root") == 0)
		return is_root(part);
	if (strcmp(type, "timestamp") == 0)
		return is_metas(json_object_get(part, "meta")) && json_object_get(json_object_get(part, "meta"), "snapshot.json");
	if (strcmp(type, "snapshot") == 0)
		return is_metas(json_object_get(part, "meta"));
	return is_targets(part);
}

/* Specification 4.3: "1.0.34"; what another major version means is not known here. */
static bool is_spec_version(const char *text)
{
	return text && strncmp(text, "1.", 2) == 0 && text[2] >= '0' && text[2] <= '9' && strspn(text, "0123456789.") == strlen(text);
}

/* A list of {"keyid", "sig"} in which no key's name comes twice. */
static bool is_signatures(const json_t *signatures)
{
	if (!json_is_array(signatures) || json_array_size(signatures) > TRUST_SIGNATURES_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(signatures); i++) {
		const json_t *one = json_array_get(signatures, i);
		const char *id = json_string_value(json_object_get(one, "keyid"));
		if (!id || !json_is_string(json_object_get(one, "sig")))
			return false;
		for (size_t j = 0; j < i; j++)
			if (strcmp(id, json_string_value(json_object_get(json_array_get(signatures, j), "keyid"))) == 0)
				return false;
	}
	return true;
}

static const char *text_of(const json_t *part, const char *name)
{
	const char *text = json_string_value(json_object_get(part, name));
	return text ? text : "";
}

/* 4.2.1: "2026-11-28T10:00:00Z". Parts of a second, which some publishers write, only make it earlier. */
static bool is_expiry(const char *text, int64_t *expires)
{
	const size_t whole = strlen("2026-11-28T10:00:00");
	char plain[24];
	size_t rest = strlen(text) > whole ? strspn(text + whole, ".0123456789") : 0;

	if (strlen(text) <= whole || strcmp(text + whole + rest, "Z") != 0 || (rest > 0 && (text[whole] != '.' || rest < 2 || rest > 10)))
		return false;
	snprintf(plain, sizeof plain, "%.*sZ", (int)whole, text);
	return moment_parse(plain, expires);
}

/* NULL, or what is wrong. */
static const char *wrong(const char *type, const struct trust_doc *doc, int64_t *expires)
{
	const json_t *part = doc->signed_part;

	if (!json_is_object(part) || !is_signatures(json_object_get(doc->json, "signatures")))
		return "it must hold \"signed\", and \"signatures\" in which no key comes twice";
	if (strcmp(text_of(part, "_type"), type) != 0)
		return "its \"_type\" is another";
	if (!is_spec_version(text_of(part, "spec_version")))
		return "its \"spec_version\" is not 1.x";
	if (!is_version(json_object_get(part, "version")))
		return "its \"version\" is not a number from 1";
	if (!is_expiry(text_of(part, "expires"), expires))
		return "its \"expires\" is not a time like 2026-11-28T10:00:00Z";
	moment issued;
	if (moment_parse(text_of(part, "x-signpost-issued"), &issued) && issued >= *expires)
		return "it was issued after its own end";
	return has_shape(type, part) ? NULL : "a part of it is missing or has another form";
}

bool trust_doc_read(const char *type, const char *role, const struct trust_bytes *bytes, struct trust_doc *out, struct trust_problem *problem)
{
	struct trust_doc doc = {0};
	struct fault fault;
	json_error_t error;
	const char *says;

	doc.json = json_loadb(bytes->bytes, bytes->length, JSON_REJECT_DUPLICATES, &error);
	if (!doc.json)
		return problem_set(problem, FAILURE_FORMAT, "%s is not JSON: %s (line %d)", role, error.text, error.line);
	doc.signed_part = json_object_get(doc.json, "signed");
	says = wrong(type, &doc, &doc.expires);
	if (!says && !trust_canon(doc.signed_part, &doc.canon, &doc.canon_length, &fault))
		says = fault.says;
	doc.bytes = says ? NULL : malloc(bytes->length + 1);
	if (!doc.bytes) {
		problem_set(problem, FAILURE_FORMAT, "%s cannot be used: %s", role, says ? says : "memory is out");
		trust_doc_free(&doc);
		return false;
	}
	memcpy(doc.bytes, bytes->bytes, bytes->length);
	doc.bytes[bytes->length] = 0;
	doc.length = bytes->length;
	doc.version = json_integer_value(json_object_get(doc.signed_part, "version"));
	*out = doc;
	return true;
}

void trust_doc_free(struct trust_doc *doc)
{
	json_decref(doc->json);
	free(doc->canon);
	free(doc->bytes);
	*doc = (struct trust_doc){0};
}

void trust_doc_take(struct trust_doc *place, struct trust_doc *fresh)
{
	trust_doc_free(place);
	*place = *fresh;
	*fresh = (struct trust_doc){0};
}

struct trust_rule trust_rule_of(const struct trust_doc *root, const char *role)
{
	return (struct trust_rule){role, json_object_get(root->signed_part, "keys"),
				   json_object_get(json_object_get(root->signed_part, "roles"), role)};
}

static bool names(const struct trust_rule *rule, const char *id)
{
	const json_t *ids = json_object_get(rule->rule, "keyids");

	for (size_t i = 0; i < json_array_size(ids); i++)
		if (strcmp(json_string_value(json_array_get(ids, i)), id) == 0)
			return true;
	return false;
}

/* Does this signature count, and which key made it? */
static bool counts(const struct trust_doc *doc, const struct trust_rule *rule, const json_t *signature, uint8_t same[TRUST_DIGEST_SIZE])
{
	const char *id = json_string_value(json_object_get(signature, "keyid"));
	struct trust_key *key = names(rule, id) ? trust_key_read(json_object_get(rule->keys, id)) : NULL;
	bool good = key && trust_key_verifies(key, json_string_value(json_object_get(signature, "sig")), doc->canon, doc->canon_length);

	if (good)
		trust_key_same(key, same);
	trust_key_free(key);
	return good;
}

bool trust_doc_signed(const struct trust_doc *doc, const struct trust_rule *rule, struct trust_problem *problem)
{
	uint8_t seen[TRUST_SIGNATURES_MAX][TRUST_DIGEST_SIZE];
	const json_t *signatures = json_object_get(doc->json, "signatures");
	int64_t threshold = json_integer_value(json_object_get(rule->rule, "threshold"));
	int count = 0;

	for (size_t i = 0; i < json_array_size(signatures); i++) {
		bool is_new = counts(doc, rule, json_array_get(signatures, i), seen[count]);
		for (int j = 0; is_new && j < count; j++)
			is_new = memcmp(seen[j], seen[count], TRUST_DIGEST_SIZE) != 0;
		count += is_new;
	}
	if (count >= threshold)
		return true;
	return problem_set(problem, FAILURE_SIGNATURE, "%s version %lld has %d of the %lld signatures that it must have", rule->role,
			   (long long)doc->version, count, (long long)threshold);
}
