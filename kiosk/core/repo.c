#include "core/repo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trust_canon.h"

void repo_time(moment when, char out[REPO_TIME_SIZE])
{
	char day[11];
	unsigned second = (unsigned)(when % 86400);

	day_print((int32_t)(when / 86400), day);
	snprintf(out, REPO_TIME_SIZE, "%sT%02u:%02u:%02uZ", day, second / 3600 % 24, second / 60 % 60, second % 60);
}

json_t *repo_metadata(json_t *part)
{
	return json_pack("{s:o, s:[]}", "signed", part, "signatures");
}

static const json_t *part_of(const json_t *metadata)
{
	return json_object_get(metadata, "signed");
}

json_t *repo_read(const char *text, size_t length, const char *type, struct fault *fault)
{
	json_error_t error;
	json_t *metadata = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
	const char *is = json_string_value(json_object_get(part_of(metadata), "_type"));
	moment expires;

	if (!metadata)
		fault_set(fault, "this is not JSON (line %d): the file was damaged; take it from a copy", error.line);
	else if (!is || strcmp(is, type) != 0 || repo_version(metadata) < 1 || !json_is_array(json_object_get(metadata, "signatures")))
		fault_set(fault, "this is no \"%s\" metadata of TUF: the file was damaged; take it from a copy", type);
	else if ((expires = repo_expires(metadata)) == 0)
		fault_set(fault, "its \"expires\" is no time: the file was damaged; take it from a copy");
	else
		return metadata;
	json_decref(metadata);
	return NULL;
}

bool repo_text(const json_t *metadata, char **text, size_t *length, struct fault *fault)
{
	char *body = json_dumps(metadata, JSON_INDENT(1) | JSON_SORT_KEYS), *line = NULL;
	int count = body ? asprintf(&line, "%s\n", body) : -1;

	free(body);
	if (count < 0)
		return fault_set(fault, "there is no memory left");
	*text = line;
	*length = (size_t)count;
	return true;
}

int64_t repo_version(const json_t *metadata)
{
	return json_integer_value(json_object_get(part_of(metadata), "version"));
}

moment repo_expires(const json_t *metadata)
{
	const char *text = json_string_value(json_object_get(part_of(metadata), "expires"));
	moment when = 0;

	return text && strlen(text) == REPO_TIME_SIZE - 1 && moment_parse(text, &when) ? when : 0;
}

json_t *repo_next(const json_t *metadata, moment expires)
{
	json_t *part = json_deep_copy(part_of(metadata));
	char time[REPO_TIME_SIZE];

	if (!part)
		return NULL;
	repo_time(expires, time);
	json_object_set_new(part, "version", json_integer(repo_version(metadata) + 1));
	json_object_set_new(part, "expires", json_string(time));
	return repo_metadata(part);
}

/* ---- who may sign ---- */

static bool role_of(const json_t *role, const json_t *keys, struct repo_role *out)
{
	const json_t *ids = json_object_get(role, "keyids");
	json_int_t threshold = json_integer_value(json_object_get(role, "threshold"));

	if (!json_is_array(ids) || threshold < 1 || threshold > REPO_KEYS_MAX)
		return false;
	*out = (struct repo_role){keys, ids, (int)threshold};
	return true;
}

bool repo_role(const json_t *root, const json_t *targets, const char *name, struct repo_role *out)
{
	const json_t *part = part_of(root), *delegations = json_object_get(part_of(targets), "delegations"), *role;
	size_t i;

	role = json_object_get(json_object_get(part, "roles"), name);
	if (role)
		return role_of(role, json_object_get(part, "keys"), out);
	json_array_foreach(json_object_get(delegations, "roles"), i, role)
	{
		const char *is = json_string_value(json_object_get(role, "name"));
		if (is && strcmp(is, name) == 0)
			return role_of(role, json_object_get(delegations, "keys"), out);
	}
	return false;
}

void repo_whose(const json_t *root, const json_t *targets, const char *id, char out[96])
{
	const char *name = json_string_value(json_object_get(json_object_get(part_of(root), "x-signpost-names"), id));

	if (!name || !name[0])
		name = json_string_value(json_object_get(json_object_get(part_of(targets), "x-signpost-names"), id));
	if (name && name[0])
		snprintf(out, 96, "%s", name);
	else
		snprintf(out, 96, "key %.12s...", id);
}

static bool may(const struct repo_role *role, const char *id)
{
	const json_t *one;
	size_t i;

	json_array_foreach(role->ids, i, one) if (json_is_string(one) && strcmp(json_string_value(one), id) == 0) return true;
	return false;
}

static const char *signature_of(const json_t *metadata, const char *id)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(metadata, "signatures"), i, one)
	{
		const char *is = json_string_value(json_object_get(one, "keyid"));
		if (is && strcmp(is, id) == 0)
			return json_string_value(json_object_get(one, "sig"));
	}
	return NULL;
}

/* Does the key of that id verify? Fills in what tells the key from every other. */
static bool verifies(const json_t *metadata, const struct repo_role *role, const char *id, uint8_t same[TRUST_DIGEST_SIZE])
{
	const char *sig = signature_of(metadata, id);
	char *text;
	size_t length;

	if (!sig || !may(role, id) || !json_is_object(part_of(metadata)) || !trust_canon(part_of(metadata), &text, &length, NULL))
		return false;
	struct trust_key *key = trust_key_read(json_object_get(role->keys, id));
	bool good = key && trust_key_verifies(key, sig, text, length);
	if (good)
		trust_key_same(key, same);
	trust_key_free(key);
	free(text);
	return good;
}

bool repo_signed_by(const json_t *metadata, const struct repo_role *role, const char *id)
{
	uint8_t same[TRUST_DIGEST_SIZE];
	return verifies(metadata, role, id, same);
}

int repo_signatures(const json_t *metadata, const struct repo_role *role)
{
	uint8_t seen[REPO_KEYS_MAX][TRUST_DIGEST_SIZE];
	int count = 0;
	const json_t *one;
	size_t i;

	json_array_foreach(role->ids, i, one)
	{
		bool again = false;
		if (count == REPO_KEYS_MAX || !json_is_string(one) || !verifies(metadata, role, json_string_value(one), seen[count]))
			continue;
		for (int j = 0; j < count; j++)
			again = again || memcmp(seen[j], seen[count], TRUST_DIGEST_SIZE) == 0;
		count += !again;
	}
	return count;
}

static void drop_signature(json_t *list, const char *id)
{
	for (size_t i = json_array_size(list); i-- > 0;) {
		const char *is = json_string_value(json_object_get(json_array_get(list, i), "keyid"));
		if (is && strcmp(is, id) == 0)
			json_array_remove(list, i);
	}
}

bool repo_sign(json_t *metadata, const struct trust_signer *signer, struct fault *fault)
{
	json_t *list = json_object_get(metadata, "signatures");
	json_t *one = trust_sign(signer, part_of(metadata), fault);

	if (!one)
		return false;
	drop_signature(list, json_string_value(json_object_get(one, "keyid")));
	return json_array_append_new(list, one) == 0 || fault_set(fault, "there is no memory left");
}
