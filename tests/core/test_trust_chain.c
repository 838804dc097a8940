/* Roots one after the other (core/trust_chain.h). */
#include "trust_repo.h"

#include "core/trust_chain.h"

static struct trust_bytes root_now(struct sim *sim)
{
	char *text = sim_text(sim, "root");
	return (struct trust_bytes){text, strlen(text)};
}

static void test_the_next_root_follows(void **state)
{
	struct sim *sim = *state;
	struct trust_bytes roots[3];

	for (int i = 0; i < 3; i++) {
		roots[i] = root_now(sim);
		assert_int_equal(i + 1, trust_root_version(&roots[i]));
		sim_bump(sim, "root");
	}
	assert_true(trust_root_follows(&roots[0], &roots[1]));
	assert_true(trust_root_follows(&roots[1], &roots[2]));
	assert_false(trust_root_follows(&roots[0], &roots[2])); /* one is left out */
	assert_false(trust_root_follows(&roots[1], &roots[0]));
	assert_false(trust_root_follows(&roots[1], &roots[1]));
	for (int i = 0; i < 3; i++)
		free(roots[i].bytes);
}

/* Signed by itself alone, or by the old one alone. */
static void test_both_must_sign(void **state)
{
	struct sim *sim = *state;
	struct sim_role *role = sim_role(sim, "root");
	struct sim_key *old = role->keys[0], *fresh = sim_ed25519(sim);
	struct trust_bytes first = root_now(sim), both, alone, never;

	sim_bump(sim, "root");
	sim_drop_keys(sim, "root");
	sim_add_key(sim, "root", fresh);
	alone = root_now(sim);
	role->keys[role->key_count++] = old;
	both = root_now(sim);
	role->keys[0] = old;
	role->key_count = 1;
	never = root_now(sim);
	assert_true(trust_root_follows(&first, &both));
	assert_false(trust_root_follows(&first, &alone));
	assert_false(trust_root_follows(&first, &never));
	assert_int_equal(2, trust_root_version(&alone));
	assert_int_equal(0, trust_root_version(&never));
	free(first.bytes);
	free(both.bytes);
	free(alone.bytes);
	free(never.bytes);
}

static void test_what_is_no_root(void **state)
{
	struct sim *sim = *state;
	struct trust_bytes root = root_now(sim), none = {(char *)"{}", 2};
	char *other = sim_text(sim, "targets");
	struct trust_bytes targets = {other, strlen(other)};

	assert_int_equal(0, trust_root_version(&none));
	assert_int_equal(0, trust_root_version(&targets));
	assert_false(trust_root_follows(&none, &root));
	assert_false(trust_root_follows(&root, &none));
	free(root.bytes);
	free(other);
}

static void test_the_version_of_a_timestamp(void **state)
{
	struct sim *sim = *state;
	struct trust_problem problem;

	sim_init(sim);
	struct trust *trust = sim_open(sim, &problem);
	sim_bump(sim, "timestamp");
	char *good = sim_text(sim, "timestamp");
	sim_set(sim, "timestamp", "expires", json_string("2026-11-28T10:00:00Z"));
	char *late = sim_text(sim, "timestamp"), *text = sim_text(sim, "snapshot");
	assert_int_equal(2, trust_timestamp_version(trust, &(struct trust_bytes){good, strlen(good)}));
	assert_int_equal(0, trust_timestamp_version(trust, &(struct trust_bytes){late, strlen(late)}));
	assert_int_equal(0, trust_timestamp_version(trust, &(struct trust_bytes){text, strlen(text)}));
	*strstr(good, "2027") = '3'; /* another than was signed */
	assert_int_equal(0, trust_timestamp_version(trust, &(struct trust_bytes){good, strlen(good)}));
	trust_close(trust);
	free(good);
	free(late);
	free(text);
}

#define T(name) cmocka_unit_test_setup_teardown(name, sim_begin, sim_end)

int main(void)
{
	const struct CMUnitTest tests[] = {T(test_the_next_root_follows), T(test_both_must_sign), T(test_what_is_no_root),
					   T(test_the_version_of_a_timestamp)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
