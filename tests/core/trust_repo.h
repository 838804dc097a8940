/*
 * A TUF repository in memory that a test can lead astray: roles with their keys, files as
 * served, and a list of what was asked for.
 */
#ifndef TESTS_CORE_TRUST_REPO_H
#define TESTS_CORE_TRUST_REPO_H

#include <ftw.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/moment.h"
#include "core/trust.h"
#include "core/trust_canon.h"
#include "core/trust_key.h"
#include "core/trust_parts.h"

#define NOW_TEXT "2026-11-28T10:00:00Z"
#define LATER_TEXT "2027-11-28T10:00:00Z"

struct sim_key {
	EVP_PKEY *pkey;
	json_t *json;
	char id[TRUST_HEX_SIZE];
};

struct sim_role {
	char name[64];
	json_t *part;
	struct sim_key *keys[12];
	int key_count;
};

struct sim {
	struct sim_role roles[48];
	int role_count;
	json_t *files; /* name -> hexadecimal bytes */
	char asked[8192];
	char folder[64]; /* what the client trusts */
	int64_t now;
	bool hashes;  /* metadata is named with lengths and hashes */
	bool endless; /* one byte more than may come */
	struct sim_key all[64];
	int key_count;
};

static inline struct sim_key *sim_key_of(struct sim *sim, EVP_PKEY *pkey, const char *type, const char *scheme)
{
	struct sim_key *key = &sim->all[sim->key_count++];
	char text[2048] = "";

	assert_non_null(pkey);
	key->pkey = pkey;
	if (strcmp(type, "ed25519") == 0) {
		uint8_t raw[32];
		size_t count = sizeof raw;
		assert_int_equal(1, EVP_PKEY_get_raw_public_key(pkey, raw, &count));
		trust_hex(raw, count, text);
	} else {
		BIO *bio = BIO_new(BIO_s_mem());
		assert_int_equal(1, PEM_write_bio_PUBKEY(bio, pkey));
		assert_true(BIO_read(bio, text, sizeof text - 1) > 0);
		BIO_free(bio);
	}
	key->json = json_pack("{s:s, s:s, s:{s:s}}", "keytype", type, "scheme", scheme, "keyval", "public", text);
	assert_true(trust_key_id(key->json, key->id, NULL));
	return key;
}

static inline struct sim_key *sim_ed25519(struct sim *sim)
{
	return sim_key_of(sim, EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"), "ed25519", "ed25519");
}

static inline struct sim_key *sim_ecdsa(struct sim *sim)
{
	return sim_key_of(sim, EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"), "ecdsa", "ecdsa-sha2-nistp256");
}

static inline struct sim_key *sim_rsa(struct sim *sim, size_t bits)
{
	return sim_key_of(sim, EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits), "rsa", "rsassa-pss-sha256");
}

static inline json_t *sim_sign(const struct sim_key *key, const json_t *part)
{
	char *text, hex[2049];
	uint8_t raw[1024];
	size_t length, count = sizeof raw;
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	EVP_PKEY_CTX *detail;
	bool plain = EVP_PKEY_is_a(key->pkey, "ED25519");

	assert_true(trust_canon(part, &text, &length, NULL));
	assert_int_equal(1, EVP_DigestSignInit(context, &detail, plain ? NULL : EVP_sha256(), NULL, key->pkey));
	if (EVP_PKEY_is_a(key->pkey, "RSA"))
		assert_int_equal(1, EVP_PKEY_CTX_set_rsa_padding(detail, RSA_PKCS1_PSS_PADDING));
	assert_int_equal(1, EVP_DigestSign(context, raw, &count, (uint8_t *)text, length));
	EVP_MD_CTX_free(context);
	free(text);
	trust_hex(raw, count, hex);
	return json_pack("{s:s, s:s}", "keyid", key->id, "sig", hex);
}

static inline struct sim_role *sim_role(struct sim *sim, const char *name)
{
	for (int i = 0; i < sim->role_count; i++)
		if (strcmp(sim->roles[i].name, name) == 0)
			return &sim->roles[i];
	return NULL;
}

static inline json_t *sim_part(struct sim *sim, const char *name)
{
	return sim_role(sim, name)->part;
}

/* Where the rule for a role stands: the root, or the first delegation of that name. */
static inline json_t *sim_rule(struct sim *sim, const char *name, json_t **keys)
{
	json_t *root = sim_part(sim, "root"), *rule = json_object_get(json_object_get(root, "roles"), name);

	*keys = json_object_get(root, "keys");
	for (int i = 0; !rule && i < sim->role_count; i++) {
		json_t *delegations = json_object_get(sim->roles[i].part, "delegations"), *one;
		size_t at;
		json_array_foreach(json_object_get(delegations, "roles"), at, one)
		{
			if (!rule && strcmp(json_string_value(json_object_get(one, "name")), name) == 0) {
				rule = one;
				*keys = json_object_get(delegations, "keys");
			}
		}
	}
	return rule;
}

static inline void sim_allow(struct sim *sim, const char *role, const struct sim_key *key)
{
	json_t *keys, *rule = sim_rule(sim, role, &keys);

	json_object_set(keys, key->id, key->json);
	json_array_append_new(json_object_get(rule, "keyids"), json_string(key->id));
}

/* A key that the role signs with, and that its delegator names. */
static inline struct sim_key *sim_add_key(struct sim *sim, const char *role, struct sim_key *key)
{
	struct sim_role *at = sim_role(sim, role);

	sim_allow(sim, role, key);
	at->keys[at->key_count++] = key;
	return key;
}

static inline void sim_drop_keys(struct sim *sim, const char *role)
{
	json_t *keys;

	json_array_clear(json_object_get(sim_rule(sim, role, &keys), "keyids"));
	sim_role(sim, role)->key_count = 0;
}

static inline void sim_set(struct sim *sim, const char *role, const char *name, json_t *value)
{
	json_object_set_new(sim_part(sim, role), name, value);
}

static inline void sim_threshold(struct sim *sim, const char *role, int threshold)
{
	json_t *keys;

	json_object_set_new(sim_rule(sim, role, &keys), "threshold", json_integer(threshold));
}

static inline int64_t sim_version(struct sim *sim, const char *role)
{
	return json_integer_value(json_object_get(sim_part(sim, role), "version"));
}

static inline void sim_serve(struct sim *sim, const char *name, const void *bytes, size_t length)
{
	char *hex = malloc(2 * length + 1);

	trust_hex(bytes, length, hex);
	json_object_set_new(sim->files, name, json_string(hex));
	free(hex);
}

static inline void sim_name(const char *role, int64_t version, char *out, size_t size)
{
	char encoded[200];

	assert_true(trust_encode(role, "", encoded, sizeof encoded));
	if (strcmp(role, "timestamp") == 0)
		snprintf(out, size, "timestamp.json");
	else
		snprintf(out, size, "%lld.%s.json", (long long)version, encoded);
}

/* The signed file as text; the caller frees it. */
static inline char *sim_text(struct sim *sim, const char *role)
{
	struct sim_role *at = sim_role(sim, role);
	json_t *signatures = json_array(), *whole;

	for (int i = 0; i < at->key_count; i++)
		json_array_append_new(signatures, sim_sign(at->keys[i], at->part));
	whole = json_pack("{s:o, s:O}", "signatures", signatures, "signed", at->part);
	char *text = json_dumps(whole, JSON_INDENT(1));
	json_decref(whole);
	return text;
}

static inline void sim_put_text(struct sim *sim, const char *role, const char *text)
{
	char name[256];

	sim_name(role, sim_version(sim, role), name, sizeof name);
	sim_serve(sim, name, text, strlen(text));
}

static inline void sim_put(struct sim *sim, const char *role)
{
	char *text = sim_text(sim, role);

	sim_put_text(sim, role, text);
	free(text);
}

static inline json_t *sim_meta(struct sim *sim, const char *above, const char *role)
{
	char name[80];

	snprintf(name, sizeof name, "%s.json", role);
	return json_object_get(json_object_get(sim_part(sim, above), "meta"), name);
}

/* Writes into the snapshot or the timestamp what the role is now. */
static inline void sim_name_above(struct sim *sim, const char *role)
{
	const char *above = strcmp(role, "snapshot") == 0 ? "timestamp" : "snapshot";
	json_t *meta = json_pack("{s:I}", "version", (json_int_t)sim_version(sim, role));
	char name[80];

	if (sim->hashes) {
		char *text = sim_text(sim, role), hash[TRUST_HEX_SIZE];
		trust_sha256(text, strlen(text), hash);
		json_object_set_new(meta, "length", json_integer((json_int_t)strlen(text)));
		json_object_set_new(meta, "hashes", json_pack("{s:s}", "sha256", hash));
		free(text);
	}
	snprintf(name, sizeof name, "%s.json", role);
	json_object_set_new(json_object_get(sim_part(sim, above), "meta"), name, meta);
}

static inline void sim_bump(struct sim *sim, const char *role)
{
	sim_set(sim, role, "version", json_integer(sim_version(sim, role) + 1));
}

/* A new version of a role, and of all that names it. */
static inline void sim_publish(struct sim *sim, const char *role)
{
	sim_bump(sim, role);
	sim_put(sim, role);
	if (strcmp(role, "timestamp") == 0 || strcmp(role, "root") == 0)
		return;
	sim_name_above(sim, role);
	sim_publish(sim, strcmp(role, "snapshot") == 0 ? "timestamp" : "snapshot");
}

static inline struct sim_role *sim_new_role(struct sim *sim, const char *name, const char *type)
{
	struct sim_role *role = &sim->roles[sim->role_count++];

	snprintf(role->name, sizeof role->name, "%s", name);
	role->part = json_pack("{s:s, s:s, s:i, s:s}", "_type", type, "spec_version", "1.0.34", "version", 1, "expires", LATER_TEXT);
	if (strcmp(type, "targets") == 0)
		json_object_set_new(role->part, "targets", json_object());
	else if (strcmp(type, "root") != 0)
		json_object_set_new(role->part, "meta", json_object());
	return role;
}

/* A delegation with a key of its own. */
static inline json_t *sim_delegate(struct sim *sim, const char *from, const char *to, const char *pattern)
{
	json_t *part = sim_part(sim, from), *rule;

	if (!json_object_get(part, "delegations"))
		json_object_set_new(part, "delegations", json_pack("{s:{}, s:[]}", "keys", "roles"));
	rule = json_pack("{s:s, s:[], s:i, s:b, s:[s]}", "name", to, "keyids", "threshold", 1, "terminating", 0, "paths", pattern);
	json_array_append_new(json_object_get(json_object_get(part, "delegations"), "roles"), rule);
	if (!sim_role(sim, to)) {
		sim_new_role(sim, to, "targets");
		sim_add_key(sim, to, sim_ed25519(sim));
		sim_put(sim, to);
		sim_name_above(sim, to);
	} else { /* a second way to a role: the same keys */
		struct sim_role *role = sim_role(sim, to);
		for (int i = 0; i < role->key_count; i++) {
			json_object_set(json_object_get(json_object_get(part, "delegations"), "keys"), role->keys[i]->id, role->keys[i]->json);
			json_array_append_new(json_object_get(rule, "keyids"), json_string(role->keys[i]->id));
		}
	}
	return rule;
}

static inline void sim_target(struct sim *sim, const char *role, const char *path, const char *content)
{
	char hash[TRUST_HEX_SIZE], name[512];
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;

	trust_sha256(content, strlen(content), hash);
	json_object_set_new(json_object_get(sim_part(sim, role), "targets"), path,
			    json_pack("{s:i, s:{s:s}}", "length", (int)strlen(content), "hashes", "sha256", hash));
	snprintf(name, sizeof name, "%.*s%s.%s", folder, path, hash, path + folder);
	sim_serve(sim, name, content, strlen(content));
}

static inline enum trust_got sim_get(void *context, const struct trust_request *request, struct trust_bytes *out, struct trust_problem *problem)
{
	struct sim *sim = context;
	const char *hex = json_string_value(json_object_get(sim->files, request->name));
	size_t used = strlen(sim->asked), count = 0;

	snprintf(sim->asked + used, sizeof sim->asked - used, "%s%s", used ? " " : "", request->name);
	(void)problem;
	if (!hex)
		return TRUST_ABSENT;
	size_t length = sim->endless ? request->max + 1 : strlen(hex) / 2;
	*out = (struct trust_bytes){calloc(1, length + strlen(hex) + 1), length};
	assert_true(trust_unhex(hex, (uint8_t *)out->bytes, strlen(hex) / 2, &count));
	return TRUST_GOT;
}

static inline int sim_begin(void **state)
{
	static const char *const tops[] = {"root", "timestamp", "snapshot", "targets"};
	struct sim *sim = calloc(1, sizeof *sim);
	json_t *root;

	sim->files = json_object();
	moment_parse(NOW_TEXT, &sim->now);
	/* In memory where there is such a place: each file that the client keeps is fsync'd. */
	snprintf(sim->folder, sizeof sim->folder, "%s/signpost-test-XXXXXX", file_is_folder("/dev/shm") ? "/dev/shm" : "/tmp");
	if (!mkdtemp(sim->folder))
		return -1;
	for (int i = 0; i < 4; i++)
		sim_new_role(sim, tops[i], tops[i]);
	root = json_pack("{s:{}, s:{}, s:b}", "keys", "roles", "consistent_snapshot", 1);
	json_object_update(sim_part(sim, "root"), root);
	json_decref(root);
	for (int i = 0; i < 4; i++) {
		json_object_set_new(json_object_get(sim_part(sim, "root"), "roles"), tops[i], json_pack("{s:[], s:i}", "keyids", "threshold", 1));
		sim_add_key(sim, tops[i], sim_ed25519(sim));
	}
	sim_name_above(sim, "targets");
	sim_name_above(sim, "snapshot");
	for (int i = 0; i < 4; i++)
		sim_put(sim, tops[i]);
	*state = sim;
	return 0;
}

static inline int sim_remove(const char *path, const struct stat *about, int kind, struct FTW *at)
{
	(void)about;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline int sim_end(void **state)
{
	struct sim *sim = *state;

	for (int i = 0; i < sim->role_count; i++)
		json_decref(sim->roles[i].part);
	for (int i = 0; i < sim->key_count; i++) {
		EVP_PKEY_free(sim->all[i].pkey);
		json_decref(sim->all[i].json);
	}
	json_decref(sim->files);
	nftw(sim->folder, sim_remove, 8, FTW_DEPTH | FTW_PHYS);
	free(sim);
	return 0;
}

/* ---- the client ---- */

static inline void sim_init(struct sim *sim)
{
	char *text = sim_text(sim, "root");
	struct trust_problem problem;

	assert_true(trust_init(sim->folder, text, strlen(text), &problem));
	free(text);
}

static inline struct trust *sim_open(struct sim *sim, struct trust_problem *problem)
{
	struct trust_source source = {sim_get, sim};

	sim->asked[0] = 0;
	return trust_open(sim->folder, &source, sim->now, problem);
}

/* One refresh by a fresh client; its failure. */
static inline enum failure sim_refresh(struct sim *sim)
{
	struct trust_problem problem = {0};
	struct trust *trust = sim_open(sim, &problem);
	bool good = trust && trust_refresh(trust, &problem);

	trust_close(trust);
	if (!good)
		assert_true(problem.failure != FAILURE_NONE && problem.fault.says[0]);
	return good ? FAILURE_NONE : problem.failure;
}

/* A refresh and a look for one path; its failure. The target goes to `out`, if any. */
static inline enum failure sim_find(struct sim *sim, const char *path, struct trust_target *out)
{
	struct trust_problem problem = {0};
	struct trust_target target;
	struct trust *trust = sim_open(sim, &problem);
	bool good = trust && trust_refresh(trust, &problem) && trust_find(trust, path, out ? out : &target, &problem);

	trust_close(trust);
	return good ? FAILURE_NONE : problem.failure;
}

/* Refresh, find, fetch; the bytes as text, NULL with the failure. */
static inline char *sim_fetch(struct sim *sim, const char *path, enum failure *failure)
{
	struct trust_problem problem = {0};
	struct trust_target target;
	struct trust_bytes bytes = {0};
	struct trust *trust = sim_open(sim, &problem);
	bool good =
	    trust && trust_refresh(trust, &problem) && trust_find(trust, path, &target, &problem) && trust_fetch(trust, &target, &bytes, &problem);

	trust_close(trust);
	*failure = good ? FAILURE_NONE : problem.failure;
	return good ? bytes.bytes : NULL;
}

/* The version that the client trusts; 0 where it has none. */
static inline int64_t sim_trusted(struct sim *sim, const char *role)
{
	char path[400], encoded[200], *text;
	size_t length;

	assert_true(trust_encode(role, "", encoded, sizeof encoded));
	snprintf(path, sizeof path, "%s/%s.json", sim->folder, encoded);
	if (!file_read(path, 1 << 22, &text, &length, NULL))
		return 0;
	json_t *json = json_loads(text, 0, NULL);
	int64_t version = json_integer_value(json_object_get(json_object_get(json, "signed"), "version"));
	json_decref(json);
	free(text);
	return version;
}

#define assert_trusted(sim, root, timestamp, snapshot, targets)             \
	do {                                                                \
		assert_int_equal(root, sim_trusted(sim, "root"));           \
		assert_int_equal(timestamp, sim_trusted(sim, "timestamp")); \
		assert_int_equal(snapshot, sim_trusted(sim, "snapshot"));   \
		assert_int_equal(targets, sim_trusted(sim, "targets"));     \
	} while (0)

#endif
