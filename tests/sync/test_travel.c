/*
 * From a repository through fetch and activate to the store, with a folder as base: what
 * arrives, and everything that must not.
 */
#include "travel_fixture.h"

/* ---- what arrives ---- */

static void test_content_travels(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	assert_int_equal(1, travel->activated.release);
	assert_string_equal(travel->set, travel->activated.set);
	assert_true(travel->fetched.complete);
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(FAILURE_NONE, activate(travel));
	expect_live(travel, travel->set);
	assert_string_not_equal(first, travel->set);
	assert_int_equal(2, travel->activated.release);
}

static void test_the_same_again_changes_nothing(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(FAILURE_NONE, fetch(travel));
		assert_int_equal(FAILURE_NONE, activate(travel));
		expect_live(travel, first);
	}
}

static void test_nothing_has_arrived_yet(void **state)
{
	struct travel *travel = *state;

	assert_int_equal(FAILURE_NONE, activate(travel));
	assert_string_equal("", travel->activated.set);
}

static void test_no_root_to_begin_from(void **state)
{
	struct travel *travel = *state;

	unlink(travel->root);
	assert_int_equal(FAILURE_SETTINGS, fetch(travel));
}

/* Roots between the first and the last are in the inbox, for who begins later. */
static void test_a_machine_that_slept_walks_all_roots(void **state)
{
	struct travel *travel = *state;

	for (int i = 0; i < 5; i++) {
		sim_drop_keys(travel->sim, "timestamp");
		sim_add_key(travel->sim, "timestamp", sim_ed25519(travel->sim));
		sim_publish(travel->sim, "root");
	}
	publish(travel);
	arrive(travel);
	assert_int_equal(6, travel->activated.trust.root);
}

static void test_a_stick_that_is_not_in(void **state)
{
	struct travel *travel = *state;
	char away[160];

	snprintf(away, sizeof away, "%s-away", travel->base);
	assert_int_equal(0, rename(travel->base, away));
	assert_int_equal(FAILURE_NO_STICK, fetch(travel));
	assert_int_equal(0, rename(away, travel->base));
	arrive(travel);
}

/* ---- what must not arrive ---- */

static void test_a_changed_file_on_the_server(void **state)
{
	struct travel *travel = *state;
	char path[512];

	arrive(travel);
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	publish(travel);
	for (int i = 0; i < travel->channel.file_count; i++)
		if (strcmp(travel->files[i].path, HUB) == 0)
			snprintf(path, sizeof path, "%s/targets/packs/example-hub/%s.pack.json", travel->base, travel->files[i].sha256);
	char *text;
	size_t length;
	assert_true(file_read(path, 2 << 20, &text, &length, NULL));
	text[length / 2] ^= 1;
	assert_true(file_replace(path, text, length, NULL));
	free(text);
	expect_kept(travel, FAILURE_DAMAGED, FAILURE_NONE);
}

/* Somebody broke into fetch, and wrote its inbox as they liked. */
static void test_a_changed_file_in_the_inbox(void **state)
{
	struct travel *travel = *state;
	char path[512];

	arrive(travel);
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch(travel));
	for (int i = 0; i < travel->channel.file_count; i++)
		if (strcmp(travel->files[i].path, HUB) == 0)
			snprintf(path, sizeof path, "%s/targets/packs/example-hub/%s.pack.json", travel->inbox, travel->files[i].sha256);
	char *text;
	size_t length;
	assert_true(file_read(path, 2 << 20, &text, &length, NULL));
	text[length / 2] ^= 1;
	assert_true(file_replace(path, text, length, NULL));
	assert_int_equal(FAILURE_DAMAGED, activate(travel));
	expect_live(travel, first);
	unlink(path);
	assert_int_equal(0, symlink("/etc/passwd", path));
	assert_int_equal(FAILURE_FORMAT, activate(travel));
	expect_live(travel, first);
	unlink(path);
	assert_int_equal(FAILURE_MISSING, activate(travel));
	free(text);
	assert_int_equal(FAILURE_NONE, fetch(travel)); /* what is missing is fetched again */
	assert_int_equal(FAILURE_NONE, activate(travel));
	expect_live(travel, travel->set);
}

static void test_a_repository_rolled_back(void **state)
{
	struct travel *travel = *state;
	char path[200], *old;
	size_t length;

	snprintf(path, sizeof path, "%s/metadata/timestamp.json", travel->base);
	assert_true(file_read(path, 1 << 20, &old, &length, NULL));
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	publish(travel);
	arrive(travel);
	assert_true(file_replace(path, old, length, NULL));
	free(old);
	expect_kept(travel, FAILURE_ROLLBACK, FAILURE_NONE);
	/* And the same against activate alone. */
	char inbox[200];
	snprintf(inbox, sizeof inbox, "%s/metadata/timestamp.json", travel->inbox);
	assert_true(file_read(path, 1 << 20, &old, &length, NULL));
	assert_true(file_replace(inbox, old, length, NULL));
	free(old);
	assert_int_equal(FAILURE_ROLLBACK, activate(travel));
	expect_live(travel, first);
}

/* Whoever signs channels alone must not bring back an old line. */
static void test_a_channel_that_lists_another_file_than_its_owner(void **state)
{
	struct travel *travel = *state;
	struct channel_part *part = NULL;

	for (int i = 0; i < travel->channel.file_count; i++)
		if (strcmp(travel->files[i].path, "packs/uk-base/pack.json") == 0)
			part = &travel->files[i];
	struct channel_part old = *part;
	change(travel, "uk-base", "packs/uk-base/pack.json", "\"format\"", " \"format\"");
	publish(travel);
	arrive(travel);
	*part = old; /* the owner still signs the new one */
	travel->channel.release++;
	publish(travel);
	expect_kept(travel, FAILURE_DAMAGED, FAILURE_NONE);
}

static void test_a_pack_with_an_error(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	change(travel, "example-hub", HUB, "\"format\"", "\"fomrat\"");
	publish(travel);
	expect_kept(travel, FAILURE_NONE, FAILURE_CONTENT);
	assert_non_null(strstr(problem.fault.file, "packs/example-hub/pack.json"));
	expect_kept(travel, FAILURE_NONE, FAILURE_CONTENT); /* and it stays refused */
}

/* The file of the pack as it was published, changed: only those of its parts whose name does not begin so. */
static void drop(struct travel *travel, const char *path, const char *list, const char *one_name, const char *other_name)
{
	char disk[600];
	json_t *json, *kept = list ? json_array() : json_object(), *one;
	const char *name;
	size_t i;

	snprintf(disk, sizeof disk, "config/%s", path);
	json = json_load_file(disk, 0, NULL);
	assert_non_null(json);
	if (list) {
		json_array_foreach(json_object_get(json, list), i, one)
		{
			if (strcmp(json_string_value(json_object_get(one, "id")), one_name) != 0)
				json_array_append(kept, one);
		}
		json_object_set_new(json, list, kept);
	} else {
		json_object_foreach(json, name, one)
		{
			if (strncmp(name, one_name, strlen(one_name)) != 0 && strncmp(name, other_name, strlen(other_name)) != 0)
				json_object_set(kept, name, one);
		}
		json_decref(json);
		json = kept;
	}
	char *text = json_dumps(json, JSON_INDENT(1));
	set_file(travel, "uk-base", path, text);
	free(text);
	json_decref(json);
}

/* Well written, but fear is not asked (S14): the proof fails, and it is not shown (S9). */
static void test_a_pack_that_cannot_be_proved(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	drop(travel, "packs/uk-base/pack.json", "questions", "fear", "");
	for (int i = 0; i < travel->channel.file_count; i++) {
		struct channel_part part = travel->files[i];
		if (strncmp(part.path, "packs/uk-base/text/", 19) == 0)
			drop(travel, part.path, NULL, "fear.", "filler-sleep.");
	}
	travel->channel.release++;
	publish(travel);
	expect_kept(travel, FAILURE_NONE, FAILURE_PROOF);
	assert_non_null(strstr(problem.fault.says, "safety rule"));
}

static void test_a_later_program_is_needed(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	travel->channel.release++;
	snprintf(travel->channel.min_app, sizeof travel->channel.min_app, "9.0.0");
	publish(travel);
	expect_kept(travel, FAILURE_TOO_NEW, FAILURE_NONE);
}

static void test_metadata_that_ran_out(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	travel->now += 2 * 365 * 86400;
	expect_kept(travel, FAILURE_EXPIRED, FAILURE_EXPIRED); /* and what is live stays */
	travel->now = 0;
	expect_kept(travel, FAILURE_NONE, FAILURE_NONE);
}

/* What the screen could not live with goes, and never comes again. */
static void test_a_set_that_the_screen_gave_up(void **state)
{
	struct travel *travel = *state;
	char text[400];

	arrive(travel);
	snprintf(text, sizeof text, "{\"format\": 1, \"set\": \"%s\", \"starts\": 0, \"good\": true, \"failed\": []}", first);
	assert_true(file_replace(travel->kiosk, text, strlen(text), NULL));
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(FAILURE_NONE, activate(travel));
	expect_live(travel, travel->set);
	snprintf(text, sizeof text, "{\"format\": 1, \"set\": \"%s\", \"starts\": 1, \"good\": false, \"failed\": [\"%s\"]}", first, travel->set);
	assert_true(file_replace(travel->kiosk, text, strlen(text), NULL));
	assert_int_equal(FAILURE_TRIAL, activate(travel));
	expect_live(travel, first);
	assert_string_equal(first, travel->activated.set);
	assert_int_equal(FAILURE_TRIAL, activate(travel));
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"11:00\"");
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(FAILURE_NONE, activate(travel));
	expect_live(travel, travel->set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(test_content_travels),
	    T(test_the_same_again_changes_nothing),
	    T(test_nothing_has_arrived_yet),
	    T(test_no_root_to_begin_from),
	    T(test_a_machine_that_slept_walks_all_roots),
	    T(test_a_stick_that_is_not_in),
	    T(test_a_changed_file_on_the_server),
	    T(test_a_changed_file_in_the_inbox),
	    T(test_a_repository_rolled_back),
	    T(test_a_channel_that_lists_another_file_than_its_owner),
	    T(test_a_pack_with_an_error),
	    T(test_a_pack_that_cannot_be_proved),
	    T(test_a_later_program_is_needed),
	    T(test_metadata_that_ran_out),
	    T(test_a_set_that_the_screen_gave_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
