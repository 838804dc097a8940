/*
 * From a repository through fetch and activate to the store, with a folder as base: what
 * arrives, and everything that must not.
 */
#include "../core/trust_repo.h"

#include "core/content.h"
#include "core/store.h"
#include "sync/activate.h"
#include "sync/fetch.h"

enum { FILES_MAX = 64 };

struct travel {
	struct sim *sim;
	char base[128], fetch[128], activate[128], store[128], inbox[160], root[128], kiosk[128];
	struct status fetched, activated;
	struct channel_part files[FILES_MAX];
	struct channel_file channel;
	int64_t now;
	char set[TRUST_HEX_SIZE]; /* of the channel as it was published last */
};

static struct travel *at; /* for nftw */
static const char *pack_role;

static void path_of(struct travel *travel, char *out, const char *name)
{
	snprintf(out, 128, "%s/%s", travel->sim->folder, name);
}

/* ---- a repository with two packs ---- */

static void set_file(struct travel *travel, const char *role, const char *path, const char *text)
{
	struct channel_part *part = NULL;

	for (int i = 0; i < travel->channel.file_count; i++)
		if (strcmp(travel->files[i].path, path) == 0)
			part = &travel->files[i];
	if (!part)
		part = &travel->files[travel->channel.file_count++];
	assert_true(travel->channel.file_count <= FILES_MAX);
	snprintf(part->path, sizeof part->path, "%s", path);
	trust_sha256(text, strlen(text), part->sha256);
	part->length = (uint32_t)strlen(text);
	sim_target(travel->sim, role, path, text);
}

static int add_file(const char *path, const struct stat *about, int kind, struct FTW *level)
{
	char *text;
	size_t length;

	(void)about;
	(void)level;
	if (kind != FTW_F)
		return 0;
	assert_true(file_read(path, 2 << 20, &text, &length, NULL));
	set_file(at, pack_role, path + strlen("config/"), text);
	free(text);
	return 0;
}

static void add_pack(struct travel *travel, const char *id)
{
	char folder[128];

	snprintf(folder, sizeof folder, "config/packs/%s", id);
	snprintf(travel->channel.packs[travel->channel.pack_count++], CHANNEL_NAME_SIZE, "%s", id);
	at = travel;
	pack_role = id;
	assert_int_equal(0, nftw(folder, add_file, 8, FTW_PHYS));
}

static void write_out(struct travel *travel)
{
	const char *name;
	json_t *hex;
	char path[1200], folder[1200];

	json_object_foreach(travel->sim->files, name, hex)
	{
		size_t count = 0, length = strlen(json_string_value(hex)) / 2;
		uint8_t *bytes = calloc(1, length + 1);
		trust_unhex(json_string_value(hex), bytes, length, &count);
		snprintf(path, sizeof path, "%s/%s/%s", travel->base, strchr(name, '/') ? "targets" : "metadata", name);
		for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
			snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
			mkdir(folder, 0755);
		}
		assert_true(file_replace(path, bytes, length, NULL));
		free(bytes);
	}
}

/* The channel, all roles, and everything as files. */
static void publish(struct travel *travel)
{
	char *text;
	size_t length;
	struct fault fault;

	travel->channel.files = travel->files;
	if (!channel_write(&travel->channel, &text, &length, &fault))
		fail_msg("%s", fault.says);
	sim_target(travel->sim, "targets", "channels/stable.json", text);
	trust_sha256(text, length, travel->set);
	free(text);
	for (int i = 0; i < travel->channel.pack_count; i++)
		sim_publish(travel->sim, travel->channel.packs[i]);
	sim_publish(travel->sim, "targets");
	write_out(travel);
}

static void delegate(struct sim *sim, const char *id)
{
	char pattern[80];
	json_t *rule;

	snprintf(pattern, sizeof pattern, "packs/%s/*", id);
	rule = sim_delegate(sim, "targets", id, pattern);
	snprintf(pattern, sizeof pattern, "packs/%s/*/*", id);
	json_array_append_new(json_object_get(rule, "paths"), json_string(pattern));
}

static int begin(void **state)
{
	struct travel *travel = calloc(1, sizeof *travel);
	void *sim = NULL;

	assert_int_equal(0, sim_begin(&sim));
	travel->sim = sim;
	travel->now = travel->sim->now;
	path_of(travel, travel->base, "base");
	path_of(travel, travel->fetch, "fetch");
	path_of(travel, travel->activate, "activate");
	path_of(travel, travel->store, "store");
	path_of(travel, travel->root, "root.json");
	path_of(travel, travel->kiosk, "content.json");
	snprintf(travel->inbox, sizeof travel->inbox, "%s/inbox", travel->fetch);
	mkdir(travel->fetch, 0700);
	mkdir(travel->activate, 0700);
	mkdir(travel->store, 0700);
	char *root = sim_text(travel->sim, "root");
	assert_true(file_replace(travel->root, root, strlen(root), NULL));
	free(root);
	delegate(travel->sim, "uk-base");
	delegate(travel->sim, "example-hub");
	travel->channel = (struct channel_file){.release = 1, .made = "2026-11-28T09:00:00Z", .min_app = "0.1.0"};
	add_pack(travel, "uk-base");
	add_pack(travel, "example-hub");
	publish(travel);
	*state = travel;
	return 0;
}

static int end(void **state)
{
	struct travel *travel = *state;
	void *sim = travel->sim;

	free(travel);
	return sim_end(&sim);
}

/* ---- the two steps ---- */

static struct trust_problem problem;

static enum failure fetch(struct travel *travel)
{
	struct source source;
	struct fetch_done done;
	struct fetch_job job = {
	    .state = travel->fetch, .root = travel->root, .channel = "stable", .app_version = "0.1.0", .now = travel->now, .source = &source};

	problem = (struct trust_problem){0};
	source_init(&source, NULL);
	assert_true(source_add(&source, travel->base, NULL));
	if (fetch_run(&job, &travel->fetched, &done, &problem))
		return FAILURE_NONE;
	assert_true(problem.fault.says[0]);
	return problem.failure;
}

static enum failure activate(struct travel *travel)
{
	struct activate_job job = {.state = travel->activate,
				   .inbox = travel->inbox,
				   .store = travel->store,
				   .kiosk = travel->kiosk,
				   .root = travel->root,
				   .channel = "stable",
				   .app_version = "0.1.0",
				   .now = travel->now};

	problem = (struct trust_problem){0};
	if (activate_run(&job, &travel->activated, &problem))
		return FAILURE_NONE;
	assert_true(problem.fault.says[0]);
	return problem.failure;
}

static void expect_live(struct travel *travel, const char *set)
{
	struct content content;
	struct content_state own = {0};
	struct fault why;

	assert_true(content_pick(travel->store, &own, "0.1.0", &content, &why));
	assert_string_equal(set, content.set);
	assert_string_equal("", why.says);
}

static char first[TRUST_HEX_SIZE];

/* Both steps once, all well. */
static void arrive(struct travel *travel)
{
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(FAILURE_NONE, activate(travel));
	expect_live(travel, travel->set);
	memcpy(first, travel->set, sizeof first);
}

/* Another release: the same, with some text of a file replaced. */
static void change(struct travel *travel, const char *role, const char *path, const char *from, const char *to)
{
	char disk[256], *text, *out, *found;
	size_t length;

	snprintf(disk, sizeof disk, "config/%s", path);
	assert_true(file_read(disk, 2 << 20, &text, &length, NULL));
	found = strstr(text, from);
	assert_non_null(found);
	out = malloc(length + strlen(to) + 1);
	sprintf(out, "%.*s%s%s", (int)(found - text), text, to, found + strlen(from));
	set_file(travel, role, path, out);
	free(text);
	free(out);
	travel->channel.release++;
}

#define HUB "packs/example-hub/pack.json"

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

static void expect_kept(struct travel *travel, enum failure from_fetch, enum failure from_activate)
{
	assert_int_equal(from_fetch, fetch(travel));
	assert_int_equal(from_activate, activate(travel));
	expect_live(travel, first);
}

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

/* S37: two people, at every kiosk. */
static void test_one_signature_where_two_are_needed(void **state)
{
	struct travel *travel = *state;
	struct sim_role *owner = sim_role(travel->sim, "uk-base");

	sim_add_key(travel->sim, "uk-base", sim_ed25519(travel->sim));
	sim_threshold(travel->sim, "uk-base", 2);
	publish(travel);
	arrive(travel);
	owner->key_count = 1;
	change(travel, "uk-base", "packs/uk-base/pack.json", "0808 2000 247", "0808 2000 248");
	publish(travel);
	expect_kept(travel, FAILURE_SIGNATURE, FAILURE_NONE);
	owner->key_count = 2;
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch(travel)); /* both have signed */
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

/* S37 once more: a real hub that nobody has signed. */
static void test_a_hub_without_a_sign_off(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	travel->channel.pack_count = 1;
	int count = 0;
	for (int i = 0; i < travel->channel.file_count; i++)
		if (strncmp(travel->files[i].path, "packs/uk-base/", 14) == 0)
			travel->files[count++] = travel->files[i];
	travel->channel.file_count = count;
	delegate(travel->sim, "hampshire");
	add_pack(travel, "hampshire");
	travel->channel.release++;
	publish(travel);
	expect_kept(travel, FAILURE_NONE, FAILURE_CONTENT);
	assert_non_null(strstr(problem.fault.says, "sign"));
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

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

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
	    T(test_one_signature_where_two_are_needed),
	    T(test_a_channel_that_lists_another_file_than_its_owner),
	    T(test_a_pack_with_an_error),
	    T(test_a_pack_that_cannot_be_proved),
	    T(test_a_hub_without_a_sign_off),
	    T(test_a_later_program_is_needed),
	    T(test_metadata_that_ran_out),
	    T(test_a_set_that_the_screen_gave_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
