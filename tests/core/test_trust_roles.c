/*
 * The TUF client: keys, thresholds, rotations.
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
