/*
 * The TUF client: versions that fall or do not fit, lengths and hashes, the folder, clocks.
 */
#include "trust_repo.h"

/* ---- versions ---- */

static void test_a_root_must_be_the_next(void **state)
{
	struct sim *sim = *state;
	char *text;

	sim_init(sim);
	sim_bump(sim, "root");
	sim_bump(sim, "root");
	text = sim_text(sim, "root");
	sim_serve(sim, "2.root.json", text, strlen(text));
	free(text);
	assert_int_equal(FAILURE_DAMAGED, sim_refresh(sim));
	assert_trusted(sim, 1, 0, 0, 0);
	sim_set(sim, "root", "version", json_integer(1));
	text = sim_text(sim, "root");
	sim_serve(sim, "2.root.json", text, strlen(text));
	free(text);
	assert_int_equal(FAILURE_ROLLBACK, sim_refresh(sim));
	assert_trusted(sim, 1, 0, 0, 0);
}

/* Served under the right name, but another version inside: the suite ends in a 404 before. */
static void expect_other_version(struct sim *sim, const char *role, int version)
{
	char *text, name[64];

	sim_init(sim);
	sim_refresh(sim);
	sim_publish(sim, role);
	snprintf(name, sizeof name, "2.%s.json", role);
	sim_set(sim, role, "version", json_integer(version));
	text = sim_text(sim, role);
	sim_serve(sim, name, text, strlen(text));
	free(text);
	assert_int_equal(FAILURE_DAMAGED, sim_refresh(sim));
	assert_int_equal(1, sim_trusted(sim, role));
}

static void test_snapshot_of_a_higher_version(void **state)
{
	expect_other_version(*state, "snapshot", 3);
}

static void test_snapshot_of_a_lower_version(void **state)
{
	expect_other_version(*state, "snapshot", 1);
}

static void test_targets_of_a_higher_version(void **state)
{
	expect_other_version(*state, "targets", 3);
}

static void test_targets_of_a_lower_version(void **state)
{
	expect_other_version(*state, "targets", 1);
}

static void test_the_same_timestamp_version_keeps_the_old(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	sim_refresh(sim);
	json_object_set_new(sim_meta(sim, "timestamp", "snapshot"), "version", json_integer(100));
	sim_put(sim, "timestamp");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_string_equal("2.root.json timestamp.json", sim->asked);
}

static void test_timestamp_rollback(void **state)
{
	struct sim *sim = *state;

	sim_publish(sim, "timestamp");
	sim_init(sim);
	sim_refresh(sim);
	sim_set(sim, "timestamp", "version", json_integer(1));
	sim_put(sim, "timestamp");
	assert_int_equal(FAILURE_ROLLBACK, sim_refresh(sim));
	assert_trusted(sim, 1, 2, 1, 1);
}

static void snapshot_rollback(struct sim *sim)
{
	sim_publish(sim, "snapshot");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_set(sim, "snapshot", "version", json_integer(1));
	sim_put(sim, "snapshot");
	sim_name_above(sim, "snapshot");
	sim_publish(sim, "timestamp");
	assert_int_equal(FAILURE_ROLLBACK, sim_refresh(sim));
	assert_trusted(sim, 1, 2, 2, 1); /* the new timestamp was not kept */
}

static void test_snapshot_rollback(void **state)
{
	snapshot_rollback(*state);
}

static void test_snapshot_rollback_with_hashes(void **state)
{
	((struct sim *)*state)->hashes = true;
	snapshot_rollback(*state);
}

/* Someone removed the local timestamp: the snapshot alone still remembers. */
static void test_snapshot_rollback_without_a_local_timestamp(void **state)
{
	struct sim *sim = *state;
	char path[128];

	sim_publish(sim, "snapshot");
	sim_init(sim);
	sim_refresh(sim);
	snprintf(path, sizeof path, "%s/timestamp.json", sim->folder);
	unlink(path);
	sim_set(sim, "snapshot", "version", json_integer(1));
	sim_put(sim, "snapshot");
	sim_name_above(sim, "snapshot");
	sim_publish(sim, "timestamp");
	assert_int_equal(FAILURE_ROLLBACK, sim_refresh(sim));
	assert_int_equal(2, sim_trusted(sim, "snapshot"));
}

static void targets_rollback(struct sim *sim)
{
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_set(sim, "targets", "version", json_integer(1));
	sim_put(sim, "targets");
	sim_name_above(sim, "targets");
	sim_publish(sim, "snapshot");
	assert_int_equal(FAILURE_ROLLBACK, sim_refresh(sim));
	assert_trusted(sim, 1, 3, 2, 2);
}

static void test_targets_rollback(void **state)
{
	targets_rollback(*state);
}

static void test_targets_rollback_with_hashes(void **state)
{
	((struct sim *)*state)->hashes = true;
	targets_rollback(*state);
}

static void test_a_role_may_not_vanish_from_the_snapshot(void **state)
{
	struct sim *sim = *state;

	sim_delegate(sim, "targets", "owner", "*");
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	json_object_del(json_object_get(sim_part(sim, "snapshot"), "meta"), "owner.json");
	sim_publish(sim, "snapshot");
	assert_int_equal(FAILURE_ROLLBACK, sim_refresh(sim));
}

/* Fast-forward: somebody with a stolen key made huge numbers; new keys end it. */
static void recover(struct sim *sim, const char *role, bool rotate_snapshot, bool rotate_timestamp)
{
	sim_set(sim, role, "version", json_integer(99998));
	sim_publish(sim, role);
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_int_equal(99999, sim_trusted(sim, role));
	if (rotate_snapshot) {
		sim_drop_keys(sim, "snapshot");
		sim_add_key(sim, "snapshot", sim_ed25519(sim));
	}
	if (rotate_timestamp) {
		sim_drop_keys(sim, "timestamp");
		sim_add_key(sim, "timestamp", sim_ed25519(sim));
	}
	sim_publish(sim, "root");
	sim_set(sim, role, "version", json_integer(1));
	sim_publish(sim, role);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_int_equal(2, sim_trusted(sim, role));
}

static void test_fast_forward_of_timestamp_ends(void **state)
{
	recover(*state, "timestamp", false, true);
}

static void test_fast_forward_of_snapshot_ends(void **state)
{
	recover(*state, "snapshot", true, true);
}

static void test_fast_forward_of_targets_ends(void **state)
{
	recover(*state, "targets", true, false);
}

/* The same for one client that looked at its folder before: what the old keys signed is forgotten at once. */
static void test_keys_that_change_after_a_look(void **state)
{
	struct sim *sim = *state;
	struct trust_problem problem = {0};

	sim_set(sim, "timestamp", "version", json_integer(99998));
	sim_set(sim, "timestamp", "x-signpost-issued", json_string("2027-10-01T00:00:00Z"));
	sim_publish(sim, "timestamp");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_drop_keys(sim, "timestamp");
	sim_add_key(sim, "timestamp", sim_ed25519(sim));
	sim_publish(sim, "root");
	sim_set(sim, "timestamp", "version", json_integer(1));
	sim_set(sim, "timestamp", "x-signpost-issued", json_string(NOW_TEXT));
	sim_set(sim, "timestamp", "expires", json_string("2027-01-01T00:00:00Z"));
	sim_publish(sim, "timestamp");
	struct trust *trust = sim_open(sim, &problem);
	assert_true(trust_local(trust, true, &problem));
	bool good = trust_refresh(trust, &problem);
	if (!good)
		print_error("%s\n", problem.fault.says);
	assert_true(good);
	trust_close(trust);
	assert_int_equal(2, sim_trusted(sim, "timestamp"));
}

static void test_issued_after_its_own_end(void **state)
{
	struct sim *sim = *state;

	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_set(sim, "timestamp", "x-signpost-issued", json_string("2040-01-01T00:00:00Z"));
	sim_publish(sim, "timestamp");
	assert_int_equal(FAILURE_FORMAT, sim_refresh(sim));
	assert_int_equal(1, sim_trusted(sim, "timestamp"));
}

/* ---- lengths and hashes of metadata ---- */

static void test_hashes_of_metadata(void **state)
{
	struct sim *sim = *state;

	sim->hashes = true;
	sim_publish(sim, "targets");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_publish(sim, "targets");
	json_object_set_new(sim_part(sim, "targets"), "custom", json_integer(1));
	sim_put(sim, "targets"); /* signed, the right version, but not the bytes that the snapshot names */
	assert_true(sim_refresh(sim) != FAILURE_NONE);
	assert_int_equal(2, sim_trusted(sim, "targets"));
	assert_int_equal(3, sim_trusted(sim, "snapshot"));
	json_object_set_new(sim_part(sim, "snapshot"), "custom", json_integer(1));
	sim_bump(sim, "timestamp");
	sim_put(sim, "timestamp");
	sim_put(sim, "snapshot");
	char path[128];
	snprintf(path, sizeof path, "%s/snapshot.json", sim->folder);
	unlink(path);
	assert_true(sim_refresh(sim) != FAILURE_NONE);
	assert_int_equal(0, sim_trusted(sim, "snapshot"));
}

static void test_a_signed_length_is_the_cap(void **state)
{
	struct sim *sim = *state;

	sim->hashes = true;
	sim_publish(sim, "targets");
	json_object_set_new(sim_meta(sim, "snapshot", "targets"), "length", json_integer(100));
	sim_publish(sim, "snapshot");
	sim_init(sim);
	assert_int_equal(FAILURE_TOO_BIG, sim_refresh(sim));
	json_object_set_new(sim_meta(sim, "snapshot", "targets"), "length", json_integer(100000));
	sim_publish(sim, "snapshot");
	assert_int_equal(FAILURE_DAMAGED, sim_refresh(sim));
	assert_int_equal(0, sim_trusted(sim, "targets"));
}

static void test_only_an_unknown_hash(void **state)
{
	struct sim *sim = *state;

	json_object_set_new(sim_meta(sim, "snapshot", "targets"), "hashes", json_pack("{s:s}", "md5", "00"));
	sim_publish(sim, "snapshot");
	sim_init(sim);
	assert_int_equal(FAILURE_DAMAGED, sim_refresh(sim));
}

/* ---- the folder ---- */

static void test_spoilt_local_files_heal(void **state)
{
	static const char *const roles[] = {"timestamp", "snapshot", "targets"};
	struct sim *sim = *state;

	sim_init(sim);
	for (int i = 0; i < 3; i++) {
		char path[128];
		assert_int_equal(FAILURE_NONE, sim_refresh(sim));
		snprintf(path, sizeof path, "%s/%s.json", sim->folder, roles[i]);
		assert_true(file_replace(path, "{\"sig", 5, NULL));
		assert_int_equal(FAILURE_NONE, sim_refresh(sim));
		assert_trusted(sim, 1, 1, 1, 1);
		assert_true(file_replace(path, "", 0, NULL));
		assert_int_equal(FAILURE_NONE, sim_refresh(sim));
		assert_trusted(sim, 1, 1, 1, 1);
	}
}

static void test_a_folder_that_cannot_be_written(void **state)
{
	struct sim *sim = *state;
	char path[128];

	sim_init(sim);
	sim_refresh(sim);
	snprintf(path, sizeof path, "%s/targets.json", sim->folder); /* a folder stands where the file must go */
	unlink(path);
	assert_int_equal(0, mkdir(path, 0700));
	sim_publish(sim, "targets");
	assert_int_equal(FAILURE_DISK, sim_refresh(sim));
	assert_int_equal(0, rmdir(path));
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_trusted(sim, 1, 2, 2, 2);
}

static void test_local_answers_without_asking(void **state)
{
	struct sim *sim = *state;
	struct trust_problem problem;
	struct trust_state seen;

	sim_init(sim);
	struct trust *trust = sim_open(sim, &problem);
	assert_false(trust_local(trust, false, &problem));
	assert_int_equal(FAILURE_MISSING, problem.failure);
	trust_close(trust);
	sim_refresh(sim);
	sim->now += 3 * 365 * 86400;
	trust = sim_open(sim, &problem);
	assert_true(trust_local(trust, false, &problem));
	trust_state(trust, &seen);
	assert_int_equal(1, seen.targets);
	assert_int_equal(1, seen.root);
	assert_false(trust_local(trust, true, &problem));
	assert_int_equal(FAILURE_EXPIRED, problem.failure);
	assert_string_equal("", sim->asked);
	trust_close(trust);
}

/* ---- clocks ---- */

static void test_a_signed_time_is_the_floor_of_the_clock(void **state)
{
	struct sim *sim = *state;

	sim_set(sim, "timestamp", "x-signpost-issued", json_string("2026-11-28T09:00:00Z"));
	sim_publish(sim, "timestamp");
	sim_init(sim);
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim->now = 0; /* the battery is empty: 1970 */
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_set(sim, "targets", "expires", json_string("2026-11-28T08:00:00Z"));
	sim_publish(sim, "targets");
	assert_int_equal(FAILURE_EXPIRED, sim_refresh(sim)); /* by the clock it would be good for 56 years */
	sim_set(sim, "targets", "expires", json_string("2030-01-01T00:00:00Z"));
	sim_publish(sim, "targets");
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	sim_set(sim, "root", "expires", json_string("2026-11-28T08:00:00Z"));
	sim_publish(sim, "root");
	assert_int_equal(FAILURE_EXPIRED, sim_refresh(sim)); /* the root as well, by what was verified before it came */
	assert_int_equal(100, trust_floor(100, 50, 70));
	assert_int_equal(70, trust_floor(60, 50, 70));
	assert_int_equal(50, trust_floor(0, 50, 0));
}

/* A clock of 2040 stops updates, and repairs itself with the clock. */
static void test_a_clock_far_ahead_leaves_no_trace(void **state)
{
	struct sim *sim = *state;
	int64_t now = sim->now;

	sim_init(sim);
	sim_refresh(sim);
	sim_publish(sim, "targets");
	moment_parse("2040-01-01T00:00:00Z", &sim->now);
	assert_int_equal(FAILURE_EXPIRED, sim_refresh(sim));
	sim->now = now;
	assert_int_equal(FAILURE_NONE, sim_refresh(sim));
	assert_trusted(sim, 1, 2, 2, 2);
}

#define T(name) cmocka_unit_test_setup_teardown(name, sim_begin, sim_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(test_a_root_must_be_the_next),
	    T(test_snapshot_of_a_higher_version),
	    T(test_snapshot_of_a_lower_version),
	    T(test_targets_of_a_higher_version),
	    T(test_targets_of_a_lower_version),
	    T(test_the_same_timestamp_version_keeps_the_old),
	    T(test_timestamp_rollback),
	    T(test_snapshot_rollback),
	    T(test_snapshot_rollback_with_hashes),
	    T(test_snapshot_rollback_without_a_local_timestamp),
	    T(test_targets_rollback),
	    T(test_targets_rollback_with_hashes),
	    T(test_a_role_may_not_vanish_from_the_snapshot),
	    T(test_fast_forward_of_timestamp_ends),
	    T(test_fast_forward_of_snapshot_ends),
	    T(test_fast_forward_of_targets_ends),
	    T(test_keys_that_change_after_a_look),
	    T(test_issued_after_its_own_end),
	    T(test_hashes_of_metadata),
	    T(test_a_signed_length_is_the_cap),
	    T(test_only_an_unknown_hash),
	    T(test_spoilt_local_files_heal),
	    T(test_a_folder_that_cannot_be_written),
	    T(test_local_answers_without_asking),
	    T(test_a_signed_time_is_the_floor_of_the_clock),
	    T(test_a_clock_far_ahead_leaves_no_trace),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
