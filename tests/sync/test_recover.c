/*
 * What a fault or a broken-into fetch leaves behind, and that the next honest runs mend it.
 */
#include "travel_fixture.h"

#include "sync/commands.h"

static void rotate(struct travel *travel)
{
	sim_drop_keys(travel->sim, "timestamp");
	sim_add_key(travel->sim, "timestamp", sim_ed25519(travel->sim));
	sim_publish(travel->sim, "root");
}

static void put(const char *folder, const char *name, const char *text)
{
	char path[400];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_true(file_replace(path, text, strlen(text), NULL));
}

static bool there(const char *folder, const char *name)
{
	char path[400];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return access(path, F_OK) == 0;
}

static void forget(const char *folder)
{
	nftw(folder, sim_remove, 8, FTW_DEPTH | FTW_PHYS);
	mkdir(folder, 0700);
}

/* ---- roots ---- */

static void test_false_roots_in_the_inbox(void **state)
{
	static const char *const false_ones[] = {"metadata/4.root.json", "metadata/04.root.json", "metadata/1.root.json", "metadata/-3.root.json"};
	struct travel *travel = *state;

	rotate(travel);
	rotate(travel);
	publish(travel);
	arrive(travel);
	for (int i = 0; i < 4; i++)
		put(travel->inbox, false_ones[i], "{}");
	assert_int_equal(FAILURE_FORMAT, activate(travel)); /* 4 would be the next */
	expect_live(travel, first);
	expect_kept(travel, FAILURE_NONE, FAILURE_NONE);
	for (int i = 0; i < 4; i++)
		assert_false(there(travel->inbox, false_ones[i]));
	assert_true(there(travel->inbox, "metadata/2.root.json"));
}

/* One on the way, for a machine whose activate begins anew. */
static void test_a_false_link_is_replaced(void **state)
{
	struct travel *travel = *state;

	rotate(travel);
	rotate(travel);
	publish(travel);
	arrive(travel);
	put(travel->inbox, "metadata/2.root.json", "{}");
	forget(travel->activate);
	assert_int_equal(FAILURE_FORMAT, activate(travel));
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(FAILURE_NONE, activate(travel));
	assert_int_equal(3, travel->activated.trust.root);
	put(travel->base, "metadata/2.root.json", "{}");
	put(travel->inbox, "metadata/2.root.json", "{}");
	assert_int_equal(FAILURE_FORMAT, fetch(travel)); /* nor is it taken from a base */
}

/* Whoever broke into fetch wrote a root of their own where it keeps what it trusts. */
static void test_a_root_that_nobody_installed(void **state)
{
	struct travel *travel = *state;
	char trust[200];
	void *other = NULL;

	rotate(travel);
	publish(travel);
	arrive(travel);
	assert_int_equal(0, sim_begin(&other));
	sim_set(other, "root", "version", json_integer(50));
	char *root = sim_text(other, "root");
	snprintf(trust, sizeof trust, "%s/trust", travel->fetch);
	put(trust, "root.json", root);
	free(root);
	sim_end(&other);
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(2, travel->fetched.trust.root);
	assert_int_equal(FAILURE_NONE, activate(travel));
	expect_live(travel, travel->set);
}

/* The keys of the root were lost: people install another by hand, and both steps begin from it. */
static void test_another_root_is_installed(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	sim_drop_keys(travel->sim, "root");
	sim_add_key(travel->sim, "root", sim_ed25519(travel->sim));
	rotate(travel);
	publish(travel);
	expect_kept(travel, FAILURE_SIGNATURE, FAILURE_NONE);
	char *root = sim_text(travel->sim, "root");
	assert_true(file_replace(travel->root, root, strlen(root), NULL));
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(FAILURE_NONE, activate(travel));
	assert_int_equal(2, travel->activated.trust.root);
	/* A file that is spoilt or away later ends nothing. */
	root[strlen(root) / 2] ^= 1;
	assert_true(file_replace(travel->root, root, strlen(root), NULL));
	free(root);
	expect_kept(travel, FAILURE_NONE, FAILURE_NONE);
	unlink(travel->root);
	expect_kept(travel, FAILURE_NONE, FAILURE_NONE);
}

/* ---- several bases ---- */

/* Fetches from two bases, of which the first answered last. */
static enum failure fetch_of(struct travel *travel, const char *last, const char *other)
{
	struct source source;
	struct fetch_done done;
	struct fetch_job job = {
	    .state = travel->fetch, .root = travel->root, .channel = "stable", .app_version = "0.1.0", .now = travel->now, .source = &source};

	problem = (struct trust_problem){0};
	source_init(&source, NULL);
	assert_true(source_add(&source, other, NULL) && source_add(&source, last, NULL));
	source_prefer(&source, last);
	return fetch_run(&job, &travel->fetched, &done, &problem) ? FAILURE_NONE : problem.failure;
}

/* A stick that was forgotten, or a mirror that replays: it is as good as the day it was made. */
static void test_an_old_base_freezes_nothing(void **state)
{
	struct travel *travel = *state;
	char old[128];

	arrive(travel);
	memcpy(old, travel->base, sizeof old);
	path_of(travel, travel->base, "base2");
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch_of(travel, old, travel->base));
	assert_string_equal(travel->base, travel->fetched.tag.place);
	assert_int_equal(FAILURE_NONE, activate(travel));
	expect_live(travel, travel->set);
}

/* What is not signed is not newer, however high its number. */
static void test_a_high_number_of_nobody(void **state)
{
	struct travel *travel = *state;
	char false_one[128];
	void *other = NULL;

	arrive(travel);
	path_of(travel, false_one, "false");
	assert_int_equal(0, sim_begin(&other));
	sim_set(other, "timestamp", "version", json_integer(5000));
	char *text = sim_text(other, "timestamp");
	mkdir(false_one, 0755);
	strcat(false_one, "/metadata");
	mkdir(false_one, 0755);
	put(false_one, "timestamp.json", text);
	*strrchr(false_one, '/') = '\0';
	free(text);
	sim_end(&other);
	change(travel, "example-hub", HUB, "\"start\": \"10:00\"", "\"start\": \"10:30\"");
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch_of(travel, false_one, travel->base));
	assert_string_equal(travel->base, travel->fetched.tag.place);
	assert_int_equal(2, travel->fetched.release);
}

/* ---- what piles up ---- */

#define UK "packs/uk-base/pack.json"

/* The file of a target in a repository. */
static char *file_of(struct travel *travel, const char *folder, const char *path, char out[500])
{
	const char *name = strrchr(path, '/') + 1;

	for (int i = 0; i < travel->channel.file_count; i++)
		if (strcmp(travel->files[i].path, path) == 0)
			snprintf(out, 500, "%s/targets/%.*s%s.%s", folder, (int)(name - path), path, travel->files[i].sha256, name);
	return out;
}

/* Each release lacks a file on the server: what came of the one before goes, the last complete one stays. */
static void test_releases_that_are_never_whole(void **state)
{
	static const char *const spaces[] = {" \"format\"", "  \"format\"", "   \"format\""};
	struct travel *travel = *state;
	char first_hub[500], hub[4][500], path[500];

	arrive(travel);
	file_of(travel, travel->inbox, HUB, first_hub);
	for (int i = 0; i < 3; i++) {
		change(travel, "uk-base", UK, "\"format\"", spaces[i]);
		change(travel, "example-hub", HUB, "\"format\"", spaces[i]);
		publish(travel);
		assert_int_equal(0, unlink(file_of(travel, travel->base, UK, path)));
		assert_int_equal(FAILURE_MISSING, fetch(travel));
		assert_true(file_is_plain(file_of(travel, travel->inbox, HUB, hub[i])));
		assert_true(file_is_plain(first_hub));
		assert_false(i > 0 && file_is_plain(hub[i - 1]));
		forget(travel->activate); /* the complete one can still be made live from nothing */
		assert_int_equal(FAILURE_NONE, activate(travel));
		expect_live(travel, first);
	}
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_false(file_is_plain(first_hub));
}

static void test_what_does_not_belong_in_the_inbox(void **state)
{
	struct travel *travel = *state;
	char path[900];

	arrive(travel);
	put(travel->inbox, "big", "x");
	put(travel->inbox, "targets/big", "x");
	assert_int_equal(0, symlink("/etc", strcat(strcpy(path, travel->inbox), "/link")));
	for (int top = 0; top < 2; top++) {
		snprintf(path, sizeof path, "%s%s", travel->inbox, top ? "" : "/targets/packs");
		for (int depth = 0; depth < 30; depth++) {
			strcat(path, "/deep");
			assert_int_equal(0, mkdir(path, 0755));
			put(path, "x", "x");
		}
		assert_int_equal(0, chmod(path, 0));
	}
	expect_kept(travel, FAILURE_NONE, FAILURE_NONE);
	static const char *const gone[] = {"big", "targets/big", "link", "deep", "targets/packs/deep", "gone-0"};
	for (int i = 0; i < 6; i++)
		assert_false(there(travel->inbox, gone[i]));
	assert_true(file_is_plain("/etc/passwd"));
}

static void test_files_of_roles_that_are_gone(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	put(travel->fetch, "trust/gone.json", "{}");
	put(travel->activate, "trust/gone.json", "{}");
	expect_kept(travel, FAILURE_NONE, FAILURE_NONE);
	assert_false(there(travel->fetch, "trust/gone.json") || there(travel->activate, "trust/gone.json"));
	assert_true(there(travel->fetch, "trust/example-hub.json") && there(travel->activate, "trust/example-hub.json"));
}

/* ---- waiting ---- */

struct waiting {
	struct sync_settings settings;
	struct sync_call call;
	struct status status;
	char path[200];
	FILE *out;
	char *text;
	size_t length;
};

/* One run of the command; its exit code. What it printed is in `text`. */
static int run_fetch(struct waiting *waiting)
{
	free(waiting->text);
	waiting->out = open_memstream(&waiting->text, &waiting->length);
	waiting->call.settings = &waiting->settings;
	waiting->call.out = waiting->call.err = waiting->out;
	int code = command_fetch(&waiting->call);
	fclose(waiting->out);
	status_read(waiting->path, "fetch", &waiting->status);
	return code;
}

/* A server that nobody answers at, and a stick that is not in. */
static struct waiting *begin_waiting(struct travel *travel)
{
	struct waiting *waiting = calloc(1, sizeof *waiting);

	sync_settings_defaults(&waiting->settings);
	waiting->settings.base_count = 2;
	strcpy(waiting->settings.bases[0], "http://127.0.0.1:1");
	snprintf(waiting->settings.bases[1], sizeof waiting->settings.bases[1], "%s", travel->base);
	snprintf(waiting->settings.fetch_state, sizeof waiting->settings.fetch_state, "%s", travel->fetch);
	snprintf(waiting->settings.trust_root, sizeof waiting->settings.trust_root, "%s", travel->root);
	snprintf(waiting->path, sizeof waiting->path, "%s/status.json", travel->fetch);
	waiting->call.now = travel->now;
	waiting->call.clock_sure = true;
	return waiting;
}

static void must_wait(struct waiting *waiting, int64_t next, int64_t first_base)
{
	waiting->status.next = next;
	waiting->status.waits[0] = first_base;
	assert_true(status_write(waiting->path, &waiting->status, NULL));
}

static void test_a_stick_that_is_put_in_is_not_kept_waiting(void **state)
{
	struct travel *travel = *state;
	struct waiting *waiting = begin_waiting(travel);
	char away[200];

	snprintf(away, sizeof away, "%s-away", travel->base);
	assert_int_equal(0, rename(travel->base, away));
	assert_int_equal(SYNC_FAILED, run_fetch(waiting));
	assert_int_equal(FAILURE_OFFLINE, waiting->status.failure);
	must_wait(waiting, waiting->call.now + 3600, 0);
	waiting->call.now += 60;
	assert_int_equal(SYNC_FINE, run_fetch(waiting));
	assert_non_null(strstr(waiting->text, "waits until"));
	assert_int_equal(1, waiting->status.tries);
	assert_int_equal(0, rename(away, travel->base));
	assert_int_equal(SYNC_FINE, run_fetch(waiting));
	assert_int_equal(1, waiting->status.release);
	free(waiting->text);
	free(waiting);
}

static void test_other_settings_wait_for_nothing(void **state)
{
	struct waiting *waiting = begin_waiting(*state);

	waiting->settings.base_count = 1;
	assert_int_equal(SYNC_FAILED, run_fetch(waiting));
	must_wait(waiting, waiting->call.now + 3600, 0);
	assert_int_equal(SYNC_FINE, run_fetch(waiting));
	waiting->settings.web.connect_s++;
	assert_int_equal(SYNC_FAILED, run_fetch(waiting)); /* it was asked */
	assert_int_equal(2, waiting->status.tries);
	must_wait(waiting, waiting->call.now + 3600, 0);
	waiting->settings.base_count = 0;
	assert_int_equal(SYNC_FAILED, run_fetch(waiting)); /* and told at once */
	assert_int_equal(FAILURE_SETTINGS, waiting->status.failure);
	free(waiting->text);
	free(waiting);
}

static void test_one_server_asked_for_time(void **state)
{
	struct waiting *waiting = begin_waiting(*state);

	assert_int_equal(SYNC_FINE, run_fetch(waiting));
	must_wait(waiting, 0, waiting->call.now + 3600);
	assert_int_equal(SYNC_FINE, run_fetch(waiting)); /* the other base is asked */
	assert_null(strstr(waiting->text, "waits until"));
	assert_int_equal(waiting->call.now + 3600, waiting->status.waits[0]);
	waiting->settings.base_count = 1;
	assert_int_equal(SYNC_FAILED, run_fetch(waiting)); /* other settings */
	must_wait(waiting, 0, waiting->call.now + 3600);
	assert_int_equal(SYNC_FINE, run_fetch(waiting));
	assert_non_null(strstr(waiting->text, "waits until"));
	waiting->call.now += 3601;
	assert_int_equal(SYNC_FAILED, run_fetch(waiting));
	free(waiting->text);
	free(waiting);
}

/* ---- killed ---- */

static void test_a_run_that_nobody_carries_on(void **state)
{
	struct travel *travel = *state;
	struct waiting *waiting = begin_waiting(travel);

	snprintf(waiting->status.step, sizeof waiting->status.step, "fetch");
	waiting->status.running = travel->now;
	assert_true(status_write(waiting->path, &waiting->status, NULL));
	int hold = status_hold(waiting->path);
	assert_true(hold >= 0);
	assert_int_equal(-1, status_hold(waiting->path));
	status_read(waiting->path, "fetch", &waiting->status);
	assert_int_equal(FAILURE_NONE, waiting->status.failure);
	assert_int_equal(travel->now, waiting->status.running);
	close(hold);
	status_read(waiting->path, "fetch", &waiting->status);
	assert_int_equal(FAILURE_INTERRUPTED, waiting->status.failure);
	assert_int_equal(1, waiting->status.tries);
	assert_non_null(strstr(waiting->status.says, "2026-11-28T10:00:00Z"));
	assert_int_equal(SYNC_FINE, run_fetch(waiting));
	assert_int_equal(FAILURE_NONE, waiting->status.failure);
	assert_int_equal(0, waiting->status.running);
	free(waiting->text);
	free(waiting);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(test_false_roots_in_the_inbox),        T(test_a_false_link_is_replaced),
	    T(test_a_root_that_nobody_installed),    T(test_another_root_is_installed),
	    T(test_an_old_base_freezes_nothing),     T(test_a_high_number_of_nobody),
	    T(test_releases_that_are_never_whole),   T(test_what_does_not_belong_in_the_inbox),
	    T(test_files_of_roles_that_are_gone),    T(test_a_stick_that_is_put_in_is_not_kept_waiting),
	    T(test_other_settings_wait_for_nothing), T(test_one_server_asked_for_time),
	    T(test_a_run_that_nobody_carries_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
