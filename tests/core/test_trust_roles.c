/*
 * The TUF client: keys and thresholds, delegations, targets, odd names.
 */
#include "trust_repo.h"

/* ---- keys ---- */

static void other_key(struct sim *sim, struct sim_key *key)
{
	sim_init(sim);
	sim_drop_keys(sim, "targets");
	sim_add_key(sim, "targets", key);
	sim_publish(sim, "targets");
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_trusted(sim, 2, 2, 2, 2);
}

static void test_ecdsa(void **state)
{
	other_key(*state, sim_ecdsa(*state));
}

static void test_rsa(void **state)
{
	other_key(*state, sim_rsa(*state, 2048));
}

static void test_a_short_rsa_key_signs_nothing(void **state)
{
	struct sim *sim = *state;

	sim_drop_keys(sim, "targets");
	sim_add_key(sim, "targets", sim_rsa(sim, 1024));
	sim_publish(sim, "targets");
	sim_publish(sim, "root");
	sim_init(sim);
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
}

static void test_too_few_of_many(void **state)
{
	struct sim *sim = *state;

	sim_threshold(sim, "snapshot", 3);
	sim_add_key(sim, "snapshot", sim_ed25519(sim));
	sim_publish(sim, "root");
	sim_publish(sim, "snapshot");
	sim_init(sim);
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	sim_add_key(sim, "snapshot", sim_ecdsa(sim));
	sim_publish(sim, "root");
	sim_publish(sim, "snapshot");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_threshold(sim, "snapshot", 4); /* and a key that nobody knows does not help */
	json_t *keys, *rule = sim_rule(sim, "snapshot", &keys);
	json_array_append_new(json_object_get(rule, "keyids"), json_string("aa"));
	sim_publish(sim, "root");
	sim_publish(sim, "snapshot");
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
}

/* GHSA-3633-5h82-39pq: one key under many names is one key. */
static void test_one_key_under_many_names(void **state)
{
	struct sim *sim = *state;
	struct sim_role *snapshot = sim_role(sim, "snapshot");
	struct sim_key *key = snapshot->keys[0];

	for (int i = 0; i < 4; i++) {
		struct sim_key *twin = &sim->all[sim->key_count++];
		EVP_PKEY_up_ref(key->pkey);
		twin->pkey = key->pkey;
		twin->json = json_deep_copy(key->json);
		json_object_set_new(twin->json, "x", json_integer(i)); /* another name, the same public part */
		assert_true(trust_key_id(twin->json, twin->id, NULL));
		sim_add_key(sim, "snapshot", twin);
	}
	sim_threshold(sim, "snapshot", 2);
	sim_publish(sim, "root");
	sim_publish(sim, "snapshot");
	sim_init(sim);
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	sim_add_key(sim, "snapshot", sim_ed25519(sim));
	sim_publish(sim, "root");
	sim_publish(sim, "snapshot");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
}

static void test_one_key_named_twice_in_a_rule(void **state)
{
	struct sim *sim = *state;

	sim_allow(sim, "targets", sim_role(sim, "targets")->keys[0]);
	sim_threshold(sim, "targets", 2);
	sim_publish(sim, "root");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
}

static void test_one_signature_twice(void **state)
{
	struct sim *sim = *state;
	struct sim_role *targets = sim_role(sim, "targets");

	targets->keys[targets->key_count++] = targets->keys[0];
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_FORMAT, sim_refresh(sim));
	assert_trusted(sim, 1, 2, 2, 0);
}

/* GHSA-fphv-w9fq-2525: nobody has to sign. */
static void test_threshold_zero(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	sim_threshold(sim, "targets", 0);
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_FORMAT, sim_refresh(sim));
	sim_threshold(sim, "targets", -1);
	sim_put(sim, "root");
	assert_int_equal(FAILURE_FORMAT, sim_refresh(sim));
	assert_trusted(sim, 1, 0, 0, 0);
}

static void test_threshold_zero_of_a_delegation(void **state)
{
	struct sim *sim = *state;

	sim_delegate(sim, "targets", "owner", "*");
	sim_threshold(sim, "owner", 0);
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_FORMAT, sim_refresh(sim));
}

static void test_a_bad_signature_beside_a_good_one(void **state)
{
	struct sim *sim = *state;
	char *text, *at;

	sim_add_key(sim, "targets", sim_ed25519(sim));
	sim_publish(sim, "root");
	sim_publish(sim, "targets");
	text = sim_text(sim, "targets");
	at = strstr(text, "\"sig\": \"") + 8;
	*at = *at == '0' ? '1' : '0';
	sim_put_text(sim, "targets", text);
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	free(text);
}

static void test_signatures_that_are_no_numbers(void **state)
{
	static const char *const sigs[] = {"", "zz", "0", "00", "é"};
	struct sim *sim = *state;

	sim_init(sim);
	sim_bump(sim, "timestamp");
	for (size_t i = 0; i < sizeof sigs / sizeof *sigs; i++) {
		json_t *whole = json_pack("{s:[{s:s, s:s}], s:O}", "signatures", "keyid", sim_role(sim, "timestamp")->keys[0]->id, "sig", sigs[i],
					  "signed", sim_part(sim, "timestamp"));
		char *text = json_dumps(whole, 0);
		sim_put_text(sim, "timestamp", text);
		assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
		free(text);
		json_decref(whole);
	}
}

/* The signature is right, over other words. */
static void test_a_flipped_byte_anywhere(void **state)
{
	struct sim *sim = *state;

	sim_target(sim, "targets", "packs/a.json", "{}");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_publish(sim, "targets");
	char *text = sim_text(sim, "targets"), *start = strstr(text, "\"signed\"");
	int refused = 0, kept = 0;
	for (char *at = start; *at; at += 3) {
		char was = *at;
		*at ^= 1;
		sim_put_text(sim, "targets", text);
		*at = was;
		if (sim_refresh(sim) != FAILURE_NONE)
			refused++;
		else
			kept += was != ' ' && was != '\n'; /* white space is not signed, and says nothing */
		char path[128];
		snprintf(path, sizeof path, "%s/targets.json", sim->folder);
		unlink(path);
	}
	assert_true(refused > 50);
	assert_int_equal(0, kept);
	free(text);
}

/* ---- rotations of keys ---- */

static void test_root_rotates_by_old_and_new(void **state)
{
	struct sim *sim = *state;
	struct sim_role *root = sim_role(sim, "root");
	struct sim_key *old = root->keys[0], *fresh = sim_ed25519(sim);

	sim_init(sim);
	sim_drop_keys(sim, "root");
	sim_add_key(sim, "root", fresh);
	sim_publish(sim, "root"); /* the new alone */
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	root->keys[0] = old; /* the old alone */
	sim_put(sim, "root");
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	assert_trusted(sim, 1, 0, 0, 0);
	root->keys[1] = fresh;
	root->key_count = 2;
	sim_put(sim, "root");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_int_equal(2, sim_trusted(sim, "root"));
	root->keys[0] = fresh;
	root->key_count = 1;
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	root->keys[0] = old; /* an old key has nothing to say any more */
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	assert_int_equal(3, sim_trusted(sim, "root"));
}

static void test_a_higher_root_threshold_counts_at_once(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	sim_threshold(sim, "root", 2);
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	sim_add_key(sim, "root", sim_ed25519(sim));
	sim_put(sim, "root");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_int_equal(2, sim_trusted(sim, "root"));
	sim_threshold(sim, "root", 1);
	sim_role(sim, "root")->key_count = 1; /* the old threshold still holds for the step down */
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	sim_role(sim, "root")->key_count = 2;
	sim_put(sim, "root");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_role(sim, "root")->key_count = 1;
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_int_equal(4, sim_trusted(sim, "root"));
}

static void rotate_role(struct sim *sim, const char *role)
{
	struct sim_key *old = sim_role(sim, role)->keys[0];

	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_drop_keys(sim, role);
	sim_add_key(sim, role, sim_ed25519(sim));
	sim_publish(sim, "root");
	sim_publish(sim, role);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_int_equal(2, sim_trusted(sim, role));
	sim_role(sim, role)->keys[0] = old;
	sim_publish(sim, role);
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	assert_int_equal(2, sim_trusted(sim, role));
}

static void test_targets_rotate(void **state)
{
	rotate_role(*state, "targets");
}

static void test_snapshot_rotates(void **state)
{
	rotate_role(*state, "snapshot");
}

static void test_timestamp_rotates(void **state)
{
	rotate_role(*state, "timestamp");
}

/* ---- delegations ---- */

static void expect_order(struct sim *sim, const char *path, enum failure failure, const char *order)
{
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(failure, sim_find(sim, path, NULL));
	const char *rest = strstr(sim->asked, ".targets.json");
	assert_non_null(rest);
	assert_string_equal(order, rest + strlen(".targets.json"));
}

static void republish(struct sim *sim, const char *role)
{
	sim_put(sim, role);
	sim_name_above(sim, role);
}

static void test_depth_first(void **state)
{
	struct sim *sim = *state;

	sim_delegate(sim, "targets", "A", "*");
	sim_delegate(sim, "targets", "B", "*");
	sim_delegate(sim, "A", "C", "*");
	sim_delegate(sim, "A", "D", "*");
	republish(sim, "A");
	expect_order(sim, "missing", FAILURE_MISSING, " 1.A.json 1.C.json 1.D.json 1.B.json");
}

static void test_terminating_ends_all_others(void **state)
{
	struct sim *sim = *state;

	sim_delegate(sim, "targets", "A", "*");
	sim_delegate(sim, "targets", "B", "*");
	json_object_set_new(sim_delegate(sim, "A", "C", "*"), "terminating", json_true());
	sim_delegate(sim, "A", "D", "*");
	sim_delegate(sim, "C", "E", "*");
	republish(sim, "A");
	republish(sim, "C");
	expect_order(sim, "missing", FAILURE_MISSING, " 1.A.json 1.C.json 1.E.json");
}

static void test_terminating_of_another_path_ends_nothing(void **state)
{
	struct sim *sim = *state;

	json_object_set_new(sim_delegate(sim, "targets", "A", "*.py"), "terminating", json_true());
	sim_delegate(sim, "targets", "B", "*");
	expect_order(sim, "missing", FAILURE_MISSING, " 1.B.json");
}

static void test_circles_end(void **state)
{
	struct sim *sim = *state;

	sim_delegate(sim, "targets", "A", "*");
	sim_delegate(sim, "targets", "B", "*");
	sim_delegate(sim, "B", "C", "*");
	sim_delegate(sim, "C", "D", "*");
	sim_delegate(sim, "D", "B", "*");
	republish(sim, "B");
	republish(sim, "C");
	republish(sim, "D");
	expect_order(sim, "missing", FAILURE_MISSING, " 1.A.json 1.B.json 1.C.json 1.D.json");
}

static void test_two_ways_to_one_role(void **state)
{
	struct sim *sim = *state;

	sim_delegate(sim, "targets", "A", "*");
	sim_delegate(sim, "targets", "B", "*");
	sim_delegate(sim, "B", "C", "*");
	sim_delegate(sim, "A", "C", "*.py");
	republish(sim, "A");
	republish(sim, "B");
	expect_order(sim, "missing", FAILURE_MISSING, " 1.A.json 1.B.json 1.C.json");
}

static void test_more_delegations_than_are_looked_through(void **state)
{
	struct sim *sim = *state;
	char name[8], from[8] = "targets";

	for (int i = 0; i < TRUST_DELEGATIONS_MAX + 2; i++) { /* a chain */
		snprintf(name, sizeof name, "r%d", i);
		sim_delegate(sim, from, name, "*");
		if (i)
			republish(sim, from);
		memcpy(from, name, sizeof from);
	}
	sim_target(sim, "r30", "deep.json", "{}"); /* targets itself is one of the 32 */
	sim_target(sim, "r31", "deeper.json", "{}");
	republish(sim, "r30");
	republish(sim, "r31");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "deep.json", NULL));
	assert_int_equal(FAILURE_MISSING, sim_find(sim, "deeper.json", NULL));
}

static void test_patterns(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool match;
	} table[] = {
	    {"*", "a", true},
	    {"*", "a/b", false},
	    {"a/*", "a/b", true},
	    {"a/*", "a/b/c", false},
	    {"a/*/*", "a/b/c", true},
	    {"a/?.json", "a/b.json", true},
	    {"a/?.json", "a/bc.json", false},
	    {"a/?", "a//", false},
	    {"A/*", "a/b", false},
	    {"a/[bc]", "a/c", true},
	    {"a/*.zip", "a/.zip", true},
	    {"*/b", "a/b", true},
	    {"packs/*", "packs", false},
	    {"", "a", false},
	};
	struct sim *sim = *state;

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		json_object_del(sim_part(sim, "targets"), "delegations");
		json_t *keys = json_object();
		struct sim_role *role = sim_role(sim, "owner");
		if (!role) {
			sim_delegate(sim, "targets", "owner", table[i].pattern);
			role = sim_role(sim, "owner");
		} else {
			json_object_set_new(sim_part(sim, "targets"), "delegations", json_pack("{s:o, s:[]}", "keys", keys, "roles"));
			keys = NULL;
			sim_delegate(sim, "targets", "owner", table[i].pattern);
		}
		json_decref(keys);
		sim_target(sim, "owner", table[i].path, "{}");
		sim_publish(sim, "owner");
		sim_publish(sim, "targets");
		sim_init(sim);
		enum failure failure = sim_find(sim, table[i].path, NULL);
		if ((failure == FAILURE_NONE) != table[i].match)
			fail_msg("%s against %s: %s", table[i].pattern, table[i].path, failure_name(failure));
	}
}

static void test_hash_prefixes(void **state)
{
	struct sim *sim = *state;
	char hash[TRUST_HEX_SIZE];
	json_t *rule = sim_delegate(sim, "targets", "bin", "*");

	trust_sha256("some/file.json", strlen("some/file.json"), hash);
	hash[2] = 0;
	json_object_del(rule, "paths");
	json_object_set_new(rule, "path_hash_prefixes", json_pack("[s]", hash));
	sim_target(sim, "bin", "some/file.json", "{}");
	sim_target(sim, "bin", "some/other.json", "{}");
	republish(sim, "bin");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "some/file.json", NULL));
	trust_sha256("some/other.json", strlen("some/other.json"), hash);
	assert_int_equal(FAILURE_MISSING, sim_find(sim, "some/other.json", NULL));
	json_object_set_new(rule, "paths", json_pack("[s]", "*")); /* both at once is no rule */
	sim_publish(sim, "targets");
	assert_int_equal(FAILURE_FORMAT, sim_refresh(sim));
}

static void test_a_role_outside_the_snapshot(void **state)
{
	struct sim *sim = *state;

	sim_delegate(sim, "targets", "A", "*");
	json_object_del(json_object_get(sim_part(sim, "snapshot"), "meta"), "A.json");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_int_equal(FAILURE_FORMAT, sim_find(sim, "missing", NULL));
}

/* What one delegator's keys signed is not believed for another delegator's keys, also when it
 * lies in the folder already. */
static void test_a_stored_role_is_verified_by_the_delegator_of_now(void **state)
{
	struct sim *sim = *state;
	json_t *rule = sim_delegate(sim, "targets", "A", "*");

	sim_target(sim, "A", "x.json", "{}");
	republish(sim, "A");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "x.json", NULL));
	struct sim_key *fresh = sim_ed25519(sim);
	json_array_clear(json_object_get(rule, "keyids"));
	sim_allow(sim, "A", fresh);
	sim_publish(sim, "targets"); /* A itself has not changed, and its old key has no say now */
	assert_int_equal(FAILURE_SIGNATURE, sim_find(sim, "x.json", NULL));
	sim_role(sim, "A")->keys[0] = fresh;
	sim_publish(sim, "A");
	assert_int_equal(FAILURE_NONE, sim_find(sim, "x.json", NULL));
}

static void test_an_expired_delegation(void **state)
{
	struct sim *sim = *state;

	sim_delegate(sim, "targets", "A", "*");
	sim_target(sim, "A", "x.json", "{}");
	sim_set(sim, "A", "expires", json_string("2026-12-05T10:00:00Z"));
	republish(sim, "A");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "x.json", NULL));
	sim->now += 18 * 86400;
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_int_equal(FAILURE_EXPIRED, sim_find(sim, "x.json", NULL));
	sim_set(sim, "A", "expires", json_string(LATER_TEXT));
	sim_publish(sim, "A");
	assert_int_equal(FAILURE_NONE, sim_find(sim, "x.json", NULL));
}

/* A delegated role must not take the file of a top-level one (CVE-2021-41131 and its kin). */
static void test_roles_named_like_top_level_ones(void **state)
{
	static const char *const names[] = {"root", "timestamp", "snapshot", "targets"};
	struct sim *sim = *state;

	for (int i = 0; i < 4; i++) {
		json_object_set_new(sim_part(sim, "targets"), "delegations",
				    json_pack("{s:{}, s:[{s:s, s:[], s:i, s:b, s:[s]}]}", "keys", "roles", "name", names[i], "keyids", "threshold", 1,
					      "terminating", 0, "paths", "*"));
		sim_publish(sim, "targets");
		sim_init(sim);
		assert_int_equal(FAILURE_FORMAT, sim_refresh(sim));
	}
}

static void test_odd_names_stay_in_the_folder(void **state)
{
	static const char *const names[] = {"?", "#", "/role", "../role", "..", "a b", "é", "%2e%2e%2f", "con\\x", "a:b"};
	static const char *const encoded[] = {"%3F", "%23", "%2Frole", "..%2Frole", "..", "a%20b", "%C3%A9", "%252e%252e%252f", "con%5Cx", "a%3Ab"};
	struct sim *sim = *state;
	char expected[2048] = "", outside[160];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		sim_delegate(sim, "targets", names[i], "*");
		snprintf(expected + strlen(expected), sizeof expected - strlen(expected), " 1.%s.json", encoded[i]);
	}
	expect_order(sim, "missing", FAILURE_MISSING, expected);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(1, sim_trusted(sim, names[i]));
	snprintf(outside, sizeof outside, "%s/../role.json", sim->folder);
	assert_false(file_is_plain(outside));
}

static void test_a_name_too_long_for_a_file(void **state)
{
	struct sim *sim = *state;
	char name[300];

	memset(name, '/', sizeof name - 1);
	name[sizeof name - 1] = 0;
	json_object_set_new(sim_part(sim, "targets"), "delegations",
			    json_pack("{s:{}, s:[{s:s, s:[], s:i, s:b, s:[s]}]}", "keys", "roles", "name", name, "keyids", "threshold", 1,
				      "terminating", 0, "paths", "*"));
	char key[320];
	snprintf(key, sizeof key, "%s.json", name);
	json_object_set_new(json_object_get(sim_part(sim, "snapshot"), "meta"), key, json_pack("{s:i}", "version", 1));
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_FORMAT, sim_find(sim, "missing", NULL));
}

/* ---- targets ---- */

static void expect_content(struct sim *sim, const char *path, const char *content)
{
	enum failure failure;
	char *text = sim_fetch(sim, path, &failure);

	assert_int_equal(FAILURE_NONE, failure);
	assert_string_equal(content, text);
	free(text);
}

static void test_a_target_comes_whole(void **state)
{
	struct sim *sim = *state;

	sim_target(sim, "targets", "plain.json", "some bytes");
	sim_target(sim, "targets", "a/b/c.json", "other bytes");
	sim_publish(sim, "targets");
	sim_init(sim);
	expect_content(sim, "plain.json", "some bytes");
	expect_content(sim, "a/b/c.json", "other bytes");
	assert_non_null(strstr(sim->asked, " a/b/"));
}

static void test_a_target_that_was_exchanged(void **state)
{
	struct sim *sim = *state;
	struct trust_target target;
	char name[1024];
	enum failure failure;

	sim_target(sim, "targets", "plain.json", "some bytes");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "plain.json", &target));
	snprintf(name, sizeof name, "%s.plain.json", target.hash);
	sim_serve(sim, name, "SOME BYTES", 10);
	assert_null(sim_fetch(sim, "plain.json", &failure));
	assert_int_equal(FAILURE_DAMAGED, failure);
	sim_serve(sim, name, "some byte", 9); /* cut off */
	assert_null(sim_fetch(sim, "plain.json", &failure));
	assert_int_equal(FAILURE_DAMAGED, failure);
	json_object_del(sim->files, name);
	assert_null(sim_fetch(sim, "plain.json", &failure));
	assert_int_equal(FAILURE_MISSING, failure);
	assert_false(trust_target_is(&target, "some bytes ", 11));
	assert_true(trust_target_is(&target, "some bytes", 10));
}

static enum failure with_target(struct sim *sim, json_t *target)
{
	json_object_set_new(json_object_get(sim_part(sim, "targets"), "targets"), "x.json", target);
	sim_publish(sim, "targets");
	sim_init(sim);
	return sim_find(sim, "x.json", NULL);
}

static void test_targets_that_say_too_little(void **state)
{
	struct sim *sim = *state;
	const char *short_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

	assert_int_equal(FAILURE_FORMAT, with_target(sim, json_object()));
	assert_int_equal(FAILURE_FORMAT, with_target(sim, json_pack("{s:i}", "length", 0)));
	assert_int_equal(FAILURE_FORMAT, with_target(sim, json_pack("{s:i, s:{s:s}}", "length", -1, "hashes", "sha256", short_hash)));
	assert_int_equal(FAILURE_FORMAT, with_target(sim, json_pack("{s:s, s:{s:s}}", "length", "0", "hashes", "sha256", short_hash)));
	assert_int_equal(FAILURE_FORMAT,
			 with_target(sim, json_pack("{s:i, s:{s:s}}", "length", 0, "hashes", "md5", "d41d8cd98f00b204e9800998ecf8427e")));
	assert_int_equal(FAILURE_FORMAT, with_target(sim, json_pack("{s:i, s:{s:s}}", "length", 0, "hashes", "sha256", "e3b0")));
	assert_int_equal(FAILURE_FORMAT, with_target(sim, json_pack("{s:i, s:{s:s}}", "length", 0, "hashes", "sha256", "../../../../etc/passwd")));
	assert_int_equal(FAILURE_FORMAT, with_target(sim, json_integer(3)));
	assert_int_equal(FAILURE_NONE, with_target(sim, json_pack("{s:i, s:{s:s}}", "length", 0, "hashes", "sha256", short_hash)));
}

static void test_sha512(void **state)
{
	struct sim *sim = *state;
	struct trust_target target;
	const char *hash =
	    "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e";

	assert_int_equal(FAILURE_NONE, with_target(sim, json_pack("{s:i, s:{s:s}}", "length", 0, "hashes", "sha512", hash)));
	assert_int_equal(FAILURE_NONE, sim_find(sim, "x.json", &target));
	assert_string_equal("sha512", target.hash_name);
	assert_true(trust_target_is(&target, "", 0));
	assert_false(trust_target_is(&target, "x", 1));
}

/* A path of a target is only asked for, encoded; what a file may be called on a disk is the
 * caller's matter. */
static void test_odd_paths_are_encoded(void **state)
{
	struct sim *sim = *state;
	struct trust_target target = {.path = "a b/../%2f?#\n.json", .hash = "00"};
	struct trust_problem problem;
	char name[256];

	sim_init(sim);
	struct trust *trust = sim_open(sim, &problem);
	assert_true(trust_target_name(trust, &target, name, sizeof name));
	assert_string_equal("a%20b/../00.%252f%3F%23%0A.json", name);
	assert_false(trust_target_name(trust, &target, name, 20));
	trust_close(trust);
}

#define T(name) cmocka_unit_test_setup_teardown(name, sim_begin, sim_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(test_ecdsa),
	    T(test_rsa),
	    T(test_a_short_rsa_key_signs_nothing),
	    T(test_too_few_of_many),
	    T(test_one_key_under_many_names),
	    T(test_one_key_named_twice_in_a_rule),
	    T(test_one_signature_twice),
	    T(test_threshold_zero),
	    T(test_threshold_zero_of_a_delegation),
	    T(test_a_bad_signature_beside_a_good_one),
	    T(test_signatures_that_are_no_numbers),
	    T(test_a_flipped_byte_anywhere),
	    T(test_root_rotates_by_old_and_new),
	    T(test_a_higher_root_threshold_counts_at_once),
	    T(test_targets_rotate),
	    T(test_snapshot_rotates),
	    T(test_timestamp_rotates),
	    T(test_depth_first),
	    T(test_terminating_ends_all_others),
	    T(test_terminating_of_another_path_ends_nothing),
	    T(test_circles_end),
	    T(test_two_ways_to_one_role),
	    T(test_more_delegations_than_are_looked_through),
	    T(test_patterns),
	    T(test_hash_prefixes),
	    T(test_a_role_outside_the_snapshot),
	    T(test_a_stored_role_is_verified_by_the_delegator_of_now),
	    T(test_an_expired_delegation),
	    T(test_roles_named_like_top_level_ones),
	    T(test_odd_names_stay_in_the_folder),
	    T(test_a_name_too_long_for_a_file),
	    T(test_a_target_comes_whole),
	    T(test_a_target_that_was_exchanged),
	    T(test_targets_that_say_too_little),
	    T(test_sha512),
	    T(test_odd_paths_are_encoded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
