/*
 * The TUF client: the order of things, and what is wrong with one file.
 */
#include "trust_repo.h"

#define ALL_FOUR "2.root.json timestamp.json 1.snapshot.json 1.targets.json"

static void test_asks_in_the_order_of_the_specification(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_string_equal(ALL_FOUR, sim->asked);
	assert_trusted(sim, 1, 1, 1, 1);
}

static void test_asks_no_more_than_needed_when_nothing_is_new(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	sim_refresh(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_string_equal("2.root.json timestamp.json", sim->asked);
	sim_publish(sim, "timestamp");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_string_equal("2.root.json timestamp.json", sim->asked);
	sim_publish(sim, "targets");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_string_equal("2.root.json timestamp.json 2.snapshot.json 2.targets.json", sim->asked);
}

static void test_keeps_the_bytes_as_they_came(void **state)
{
	static const char *const roles[] = {"root", "timestamp", "snapshot", "targets"};
	struct sim *sim = *state;

	sim_init(sim);
	sim_refresh(sim);
	for (int i = 0; i < 4; i++) {
		char path[128], *stored, *served = sim_text(sim, roles[i]);
		size_t length;
		snprintf(path, sizeof path, "%s/%s.json", sim->folder, roles[i]);
		assert_true(file_read(path, 1 << 20, &stored, &length, NULL));
		assert_string_equal(served, stored);
		free(stored);
		free(served);
	}
}

/* ---- the first root ---- */

static void expect_bad_init(struct sim *sim, const char *text)
{
	struct trust_problem problem;
	char path[128];

	assert_false(trust_init(sim->folder, text, strlen(text), &problem));
	snprintf(path, sizeof path, "%s/root.json", sim->folder);
	assert_false(file_is_plain(path));
	assert_true(file_replace(path, text, strlen(text), NULL)); /* as if it had been put there */
	assert_null(sim_open(sim, &problem));
	assert_string_equal("", sim->asked);
	unlink(path);
}

static void test_a_broken_first_root_asks_for_nothing(void **state)
{
	struct sim *sim = *state;
	struct trust_problem problem;

	assert_null(sim_open(sim, &problem));
	assert_int_equal(FAILURE_MISSING, problem.failure);
	expect_bad_init(sim, "");
	expect_bad_init(sim, "{}");
	sim_role(sim, "root")->key_count = 0;
	char *unsigned_root = sim_text(sim, "root");
	expect_bad_init(sim, unsigned_root);
	free(unsigned_root);
	json_object_del(sim_part(sim, "root"), "version");
	sim_role(sim, "root")->key_count = 1;
	char *numberless = sim_text(sim, "root");
	expect_bad_init(sim, numberless);
	free(numberless);
}

/* ---- what is wrong with one file ---- */

/* Serves `role` version 2 after `break_it` changed it (before it is signed), and says what the client says. */
static enum failure with_part(struct sim *sim, const char *role, const char *name, json_t *value)
{
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	if (value)
		sim_set(sim, role, name, value);
	else
		json_object_del(sim_part(sim, role), name);
	sim_publish(sim, role);
	enum failure failure = sim_refresh(sim);
	assert_int_equal(failure == FAILURE_NONE ? 2 : 1, sim_trusted(sim, role));
	return failure;
}

#define ROLE_TEST(name, role, part, value, failure)                              \
	static void name(void **state)                                           \
	{                                                                        \
		assert_int_equal(failure, with_part(*state, role, part, value)); \
	}

ROLE_TEST(test_unknown_parts_are_kept, "root", "custom", json_pack("{s:i}", "a", 1), FAILURE_NONE)
ROLE_TEST(test_unknown_parts_of_targets, "targets", "custom", json_string("x"), FAILURE_NONE)
ROLE_TEST(test_root_of_another_type, "root", "_type", json_string("targets"), FAILURE_FORMAT)
ROLE_TEST(test_timestamp_of_another_type, "timestamp", "_type", json_string("snapshot"), FAILURE_FORMAT)
ROLE_TEST(test_snapshot_of_another_type, "snapshot", "_type", json_string("timestamp"), FAILURE_FORMAT)
ROLE_TEST(test_targets_of_another_type, "targets", "_type", json_string("root"), FAILURE_FORMAT)
ROLE_TEST(test_spec_version_2, "targets", "spec_version", json_string("2.0.0"), FAILURE_FORMAT)
ROLE_TEST(test_spec_version_2_of_a_root, "root", "spec_version", json_string("2.0.0"), FAILURE_FORMAT)
ROLE_TEST(test_no_spec_version, "timestamp", "spec_version", NULL, FAILURE_FORMAT)
ROLE_TEST(test_an_older_spec_version, "targets", "spec_version", json_string("1.0"), FAILURE_NONE)
ROLE_TEST(test_no_expiry, "snapshot", "expires", NULL, FAILURE_FORMAT)
ROLE_TEST(test_an_expiry_that_is_no_time, "targets", "expires", json_string("2027-13-01T00:00:00Z"), FAILURE_FORMAT)
ROLE_TEST(test_an_expiry_without_a_zone, "targets", "expires", json_string("2027-12-01"), FAILURE_FORMAT)
ROLE_TEST(test_parts_of_a_second, "targets", "expires", json_string("2027-11-28T10:00:00.123Z"), FAILURE_NONE)
ROLE_TEST(test_parts_of_a_second_that_is_over, "targets", "expires", json_string("2026-11-28T10:00:00.999Z"), FAILURE_EXPIRED)
ROLE_TEST(test_a_point_without_parts, "targets", "expires", json_string("2027-11-28T10:00:00.Z"), FAILURE_FORMAT)
ROLE_TEST(test_more_behind_the_zone, "targets", "expires", json_string("2027-11-28T10:00:00Z "), FAILURE_FORMAT)
ROLE_TEST(test_timestamp_without_meta, "timestamp", "meta", json_object(), FAILURE_FORMAT)
ROLE_TEST(test_snapshot_without_meta, "snapshot", "meta", NULL, FAILURE_FORMAT)
ROLE_TEST(test_targets_without_targets, "targets", "targets", NULL, FAILURE_FORMAT)
ROLE_TEST(test_root_without_keys, "root", "keys", NULL, FAILURE_FORMAT)
ROLE_TEST(test_consistent_snapshot_is_a_word, "root", "consistent_snapshot", json_string("yes"), FAILURE_FORMAT)
ROLE_TEST(test_expired_timestamp, "timestamp", "expires", json_string("2026-11-28T10:00:00Z"), FAILURE_EXPIRED)
ROLE_TEST(test_expired_snapshot, "snapshot", "expires", json_string("2026-11-27T10:00:00Z"), FAILURE_EXPIRED)
ROLE_TEST(test_expired_targets, "targets", "expires", json_string("1971-01-01T00:00:00Z"), FAILURE_EXPIRED)
ROLE_TEST(test_still_good_for_a_second, "timestamp", "expires", json_string("2026-11-28T10:00:01Z"), FAILURE_NONE)

static void test_an_expired_root_is_kept_but_leads_no_further(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	sim_set(sim, "root", "expires", json_string("2026-11-28T09:59:59Z"));
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_EXPIRED, sim_refresh(sim));
	assert_string_equal("2.root.json 3.root.json", sim->asked);
	assert_trusted(sim, 2, 0, 0, 0);
	sim_set(sim, "root", "expires", json_string(LATER_TEXT)); /* and a new one mends it (an expired local root) */
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_trusted(sim, 3, 1, 1, 1);
}

static void test_an_expired_local_timestamp_does_not_hinder_a_new_one(void **state)
{
	struct sim *sim = *state;

	sim_set(sim, "timestamp", "expires", json_string("2026-12-05T10:00:00Z"));
	sim_publish(sim, "timestamp");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim->now += 18 * 86400;
	assert_int_equal(FAILURE_EXPIRED, sim_refresh(sim)); /* the same again */
	sim_set(sim, "timestamp", "expires", json_string(LATER_TEXT));
	sim_set(sim, "timestamp", "version", json_integer(1)); /* is 2 here: expired, and still the measure */
	sim_put(sim, "timestamp");
	assert_int_equal(FAILURE_ROLLBACK, sim_refresh(sim));
	sim_set(sim, "timestamp", "version", json_integer(3));
	sim_put(sim, "timestamp");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
}

static void expect_unsigned(struct sim *sim, const char *role)
{
	struct sim_role *at = sim_role(sim, role);
	int count = at->key_count;

	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	at->key_count = 0;
	sim_publish(sim, role);
	assert_int_equal(FAILURE_SIGNATURE, sim_refresh(sim));
	assert_int_equal(1, sim_trusted(sim, role));
	at->key_count = count;
}

static void test_unsigned_root(void **state)
{
	expect_unsigned(*state, "root");
}

static void test_unsigned_timestamp(void **state)
{
	expect_unsigned(*state, "timestamp");
}

static void test_unsigned_snapshot(void **state)
{
	expect_unsigned(*state, "snapshot");
}

static void test_unsigned_targets(void **state)
{
	expect_unsigned(*state, "targets");
}

static void expect_bytes(struct sim *sim, const char *text, enum failure failure)
{
	sim_serve(sim, "timestamp.json", text, strlen(text));
	assert_int_equal(failure, sim_refresh(sim));
	assert_int_equal(1, sim_trusted(sim, "timestamp"));
}

static void test_bytes_that_are_no_metadata(void **state)
{
	struct sim *sim = *state;
	char deep[5000];

	sim_init(sim);
	sim_refresh(sim);
	expect_bytes(sim, "", FAILURE_FORMAT);
	expect_bytes(sim, "<html>Sign in to the Wi-Fi</html>", FAILURE_FORMAT);
	expect_bytes(sim, "null", FAILURE_FORMAT);
	expect_bytes(sim, "[]", FAILURE_FORMAT);
	expect_bytes(sim, "{\"signed\": 1, \"signatures\": []}", FAILURE_FORMAT);
	memset(deep, '[', sizeof deep - 1);
	deep[sizeof deep - 1] = 0;
	expect_bytes(sim, deep, FAILURE_FORMAT);
	sim_bump(sim, "timestamp");
	char *text = sim_text(sim, "timestamp");
	text[strlen(text) - 1] = 0;
	expect_bytes(sim, text, FAILURE_FORMAT); /* cut off */
	char more[4096];
	snprintf(more, sizeof more, "%s} x", text);
	expect_bytes(sim, more, FAILURE_FORMAT); /* more behind */
	free(text);
}

/* It has no canonical form, so nobody can know what was signed. */
static void test_a_real_number(void **state)
{
	struct sim *sim = *state;
	char *text, real[8192];

	sim_init(sim);
	sim_refresh(sim);
	sim_bump(sim, "timestamp");
	text = sim_text(sim, "timestamp");
	const char *part = strstr(text, "\"_type\"");
	snprintf(real, sizeof real, "%.*s\"x\": 1.5, %s", (int)(part - text), text, part);
	expect_bytes(sim, real, FAILURE_FORMAT);
	snprintf(real, sizeof real, "%.*s\"x\": 1, %s", (int)(part - text), text, part);
	expect_bytes(sim, real, FAILURE_SIGNATURE); /* a whole one can be read, and was not signed */
	free(text);
}

/* A name that comes twice: which of both was signed? */
static void test_duplicate_names_are_refused(void **state)
{
	struct sim *sim = *state;
	char *text, twice[8192];

	sim_init(sim);
	sim_refresh(sim);
	sim_bump(sim, "timestamp");
	text = sim_text(sim, "timestamp");
	snprintf(twice, sizeof twice, "{\"signed\": {},%s", text + 1);
	expect_bytes(sim, twice, FAILURE_FORMAT);
	free(text);
}

static void test_absent_files(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	json_object_del(sim->files, "1.targets.json");
	assert_int_equal(FAILURE_MISSING, sim_refresh(sim));
	assert_trusted(sim, 1, 1, 1, 0);
	json_object_del(sim->files, "1.snapshot.json");
	sim_init(sim);
	sim->now += 1;
	char path[128];
	snprintf(path, sizeof path, "%s/snapshot.json", sim->folder);
	unlink(path);
	assert_int_equal(FAILURE_MISSING, sim_refresh(sim));
	json_object_del(sim->files, "timestamp.json");
	assert_int_equal(FAILURE_MISSING, sim_refresh(sim));
}

static void test_more_than_may_come(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	sim->endless = true;
	assert_int_equal(FAILURE_TOO_BIG, sim_refresh(sim)); /* the timestamp, before it is parsed */
	assert_trusted(sim, 1, 0, 0, 0);
}

static void test_a_chain_of_roots_without_end(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	for (int i = 0; i < TRUST_ROOT_STEPS + 40; i++)
		sim_publish(sim, "root");
	assert_int_equal(FAILURE_TOO_BIG, sim_refresh(sim));
	assert_int_equal(1 + TRUST_ROOT_STEPS, sim_trusted(sim, "root"));
	assert_int_equal(FAILURE_NONE, sim_refresh(sim)); /* an honest one is reached the next time */
}

#define T(name) cmocka_unit_test_setup_teardown(name, sim_begin, sim_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(test_asks_in_the_order_of_the_specification),
	    T(test_asks_no_more_than_needed_when_nothing_is_new),
	    T(test_keeps_the_bytes_as_they_came),
	    T(test_a_broken_first_root_asks_for_nothing),
	    T(test_unknown_parts_are_kept),
	    T(test_unknown_parts_of_targets),
	    T(test_root_of_another_type),
	    T(test_timestamp_of_another_type),
	    T(test_snapshot_of_another_type),
	    T(test_targets_of_another_type),
	    T(test_spec_version_2),
	    T(test_spec_version_2_of_a_root),
	    T(test_no_spec_version),
	    T(test_an_older_spec_version),
	    T(test_no_expiry),
	    T(test_an_expiry_that_is_no_time),
	    T(test_an_expiry_without_a_zone),
	    T(test_parts_of_a_second),
	    T(test_parts_of_a_second_that_is_over),
	    T(test_a_point_without_parts),
	    T(test_more_behind_the_zone),
	    T(test_timestamp_without_meta),
	    T(test_snapshot_without_meta),
	    T(test_targets_without_targets),
	    T(test_root_without_keys),
	    T(test_consistent_snapshot_is_a_word),
	    T(test_expired_timestamp),
	    T(test_expired_snapshot),
	    T(test_expired_targets),
	    T(test_still_good_for_a_second),
	    T(test_an_expired_root_is_kept_but_leads_no_further),
	    T(test_an_expired_local_timestamp_does_not_hinder_a_new_one),
	    T(test_unsigned_root),
	    T(test_unsigned_timestamp),
	    T(test_unsigned_snapshot),
	    T(test_unsigned_targets),
	    T(test_bytes_that_are_no_metadata),
	    T(test_a_real_number),
	    T(test_duplicate_names_are_refused),
	    T(test_absent_files),
	    T(test_more_than_may_come),
	    T(test_a_chain_of_roots_without_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
