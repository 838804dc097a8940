/*
 * The TUF client: delegations, odd names, targets.
 */
#include "trust_repo.h"

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

/* A role of two that one person gave a path to is no more than that person. */
static void test_how_many_sign(void **state)
{
	struct sim *sim = *state;
	struct trust_target target;

	sim_delegate(sim, "targets", "two", "two/*");
	sim_threshold(sim, "two", 2);
	sim_add_key(sim, "two", sim_ed25519(sim));
	sim_delegate(sim, "two", "three", "two/three*");
	sim_threshold(sim, "three", 3);
	sim_add_key(sim, "three", sim_ed25519(sim));
	sim_add_key(sim, "three", sim_ed25519(sim));
	sim_delegate(sim, "targets", "one", "one/*");
	sim_delegate(sim, "one", "more", "one/more*");
	sim_threshold(sim, "more", 2);
	sim_add_key(sim, "more", sim_ed25519(sim));
	sim_target(sim, "more", "one/more", "d");
	sim_target(sim, "targets", "top", "a");
	sim_target(sim, "two", "two/a", "b");
	sim_target(sim, "three", "two/three", "c");
	sim_threshold(sim, "targets", 2);
	sim_add_key(sim, "targets", sim_ed25519(sim));
	sim_publish(sim, "root");
	republish(sim, "three");
	republish(sim, "two");
	republish(sim, "more");
	republish(sim, "one");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "top", &target));
	assert_int_equal(target.signers, 2);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "two/a", &target));
	assert_int_equal(target.signers, 2);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "two/three", &target));
	assert_int_equal(target.signers, 2);
	assert_int_equal(FAILURE_NONE, sim_find(sim, "one/more", &target));
	assert_int_equal(target.signers, 1);
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
	    T(test_how_many_sign),
	    T(test_targets_that_say_too_little),
	    T(test_sha512),
	    T(test_odd_paths_are_encoded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
