/*
 * The TUF client against a repository in memory: what the public conformance suite looks
 * at, what it does not see, and the advisories of other clients.
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
	    T(test_a_real_number),
	    T(test_no_expiry),
	    T(test_an_expiry_that_is_no_time),
	    T(test_an_expiry_without_a_zone),
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
	    T(test_duplicate_names_are_refused),
	    T(test_absent_files),
	    T(test_more_than_may_come),
	    T(test_a_chain_of_roots_without_end),
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
