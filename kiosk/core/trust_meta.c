/*
 * What one file says of another, names, and the folder of what is trusted.
 */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/trust_key.h"
#include "core/trust_parts.h"

bool trust_meta_of(const struct trust_doc *doc, const char *role, struct trust_meta *out)
{
	char name[TRUST_PATH_MAX + 8];
	const json_t *meta, *length;

	snprintf(name, sizeof name, "%s.json", role);
	meta = json_object_get(json_object_get(doc->signed_part, "meta"), name);
	if (!meta)
		return false;
	length = json_object_get(meta, "length");
	*out = (struct trust_meta){json_integer_value(json_object_get(meta, "version")), length ? json_integer_value(length) : -1,
				   json_object_get(meta, "hashes")};
	return true;
}

static bool hash_is(const char *hex, const EVP_MD *md, const void *bytes, size_t length)
{
	uint8_t digest[EVP_MAX_MD_SIZE], wanted[EVP_MAX_MD_SIZE];
	unsigned size = 0;
	size_t count = 0;

	return hex && EVP_Digest(bytes, length, digest, &size, md, NULL) == 1 && trust_unhex(hex, wanted, sizeof wanted, &count) && count == size &&
	       memcmp(digest, wanted, size) == 0;
}

bool trust_hashes_fit(const json_t *hashes, const void *bytes, size_t length)
{
	const json_t *short_one = json_object_get(hashes, "sha256"), *long_one = json_object_get(hashes, "sha512");

	return (short_one || long_one) && (!short_one || hash_is(json_string_value(short_one), EVP_sha256(), bytes, length)) &&
	       (!long_one || hash_is(json_string_value(long_one), EVP_sha512(), bytes, length));
}

bool trust_meta_fits(const struct trust_meta *meta, const struct trust_bytes *bytes)
{
	return (meta->length < 0 || (uint64_t)meta->length == bytes->length) &&
	       (!meta->hashes || trust_hashes_fit(meta->hashes, bytes->bytes, bytes->length));
}

bool trust_fresh(const struct trust *trust, const struct trust_doc *doc, const char *role, struct trust_problem *problem)
{
	const char *text = json_string_value(json_object_get(doc->signed_part, "expires"));

	if (trust->stale || doc->expires > trust->now)
		return true;
	return problem_set(problem, FAILURE_EXPIRED, "%s version %lld has expired: %s", role, (long long)doc->version, text);
}

bool trust_encode(const char *text, const char *safe, char *out, size_t size)
{
	size_t used = 0;

	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		bool plain =
		    (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || strchr("_.-~", *c) || strchr(safe, *c);
		if (used + 4 > size)
			return false;
		if (plain)
			out[used++] = (char)*c;
		else
			used += (size_t)snprintf(out + used, 4, "%%%02X", *c);
	}
	out[used] = 0;
	return true;
}

static bool stored_path(const struct trust *trust, const char *role, char *out, size_t size)
{
	char name[TRUST_FILE_MAX];

	if (!trust_encode(role, "", name, sizeof name - strlen(".json")))
		return false;
	memcpy(name + strlen(name), ".json", sizeof ".json");
	return file_join(out, size, trust->folder, name);
}

bool trust_stored(const struct trust *trust, const char *role, size_t max, struct trust_bytes *out)
{
	char path[TRUST_PATH_MAX + TRUST_FILE_MAX];

	return stored_path(trust, role, path, sizeof path) && file_read(path, max, &out->bytes, &out->length, NULL);
}

bool trust_store(const struct trust *trust, const char *role, const struct trust_doc *doc, struct trust_problem *problem)
{
	char path[TRUST_PATH_MAX + TRUST_FILE_MAX];
	struct fault fault;

	if (trust->offline)
		return true; /* it came from there */
	if (!stored_path(trust, role, path, sizeof path))
		return problem_set(problem, FAILURE_FORMAT, "the name of the role \"%.60s\" is too long", role);
	if (file_replace(path, doc->bytes, doc->length, &fault))
		return true;
	return problem_set(problem, FAILURE_DISK, "%s: %s", path, fault.says);
}

bool trust_ask(struct trust *trust, const struct trust_want *want, struct trust_bytes *out, struct trust_problem *problem)
{
	char encoded[TRUST_FILE_MAX - 32], name[TRUST_FILE_MAX];
	struct trust_bytes bytes = {0};
	enum trust_got got;

	if (!trust_encode(want->role, "", encoded, sizeof encoded))
		return problem_set(problem, FAILURE_FORMAT, "the name of the role \"%.60s\" is too long", want->role);
	if (want->version)
		snprintf(name, sizeof name, "%lld.%s.json", (long long)want->version, encoded);
	else
		snprintf(name, sizeof name, "%s.json", encoded);
	if (trust->offline)
		return problem_set(problem, FAILURE_MISSING, "%s is not there", name);
	got = trust->source.get(trust->source.context, &(struct trust_request){TRUST_METADATA, name, want->max}, &bytes, problem);
	if (got == TRUST_ABSENT)
		problem_set(problem, FAILURE_MISSING, "there is no %s", name);
	if (got != TRUST_GOT)
		return false;
	if (bytes.length > want->max) {
		free(bytes.bytes);
		return problem_set(problem, FAILURE_TOO_BIG, "%s has more than the %zu bytes that it may have", name, want->max);
	}
	*out = bytes;
	return true;
}
