/*
 * A repository as a folder, and a machine that follows it through fetch and activate: for the
 * tests of the way from one to the other. Two have signed each pack.
 */
#ifndef TESTS_SYNC_TRAVEL_FIXTURE_H
#define TESTS_SYNC_TRAVEL_FIXTURE_H

#include "../core/trust_repo.h"

#include "core/content.h"
#include "core/store.h"
#include "sync/activate.h"
#include "sync/fetch.h"

enum { FILES_MAX = 64 };

struct travel {
	struct sim *sim;
	char base[128], fetch[128], activate[128], store[128], inbox[160], root[128], kiosk[128];
	const char *hub; /* that sync.conf names */
	struct status fetched, activated;
	struct channel_part files[FILES_MAX];
	struct channel_file channel;
	int64_t now;
	char set[TRUST_HEX_SIZE]; /* of the channel as it was published last */
};

static struct travel *at; /* for nftw */
static const char *pack_role;

static inline void path_of(struct travel *travel, char *out, const char *name)
{
	snprintf(out, 128, "%s/%s", travel->sim->folder, name);
}

/* ---- a repository with two packs ---- */

static inline void set_file(struct travel *travel, const char *role, const char *path, const char *text)
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

static inline int add_file(const char *path, const struct stat *about, int kind, struct FTW *level)
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

static inline void add_pack(struct travel *travel, const char *id)
{
	char folder[128];

	snprintf(folder, sizeof folder, "config/packs/%s", id);
	snprintf(travel->channel.packs[travel->channel.pack_count++], CHANNEL_NAME_SIZE, "%s", id);
	at = travel;
	pack_role = id;
	assert_int_equal(0, nftw(folder, add_file, 8, FTW_PHYS));
}

static inline void write_out(struct travel *travel)
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
static inline void publish(struct travel *travel)
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

static inline void delegate(struct sim *sim, const char *id)
{
	char pattern[80];
	json_t *rule;

	snprintf(pattern, sizeof pattern, "packs/%s/*", id);
	rule = sim_delegate(sim, "targets", id, pattern);
	snprintf(pattern, sizeof pattern, "packs/%s/*/*", id);
	json_array_append_new(json_object_get(rule, "paths"), json_string(pattern));
}

/* Two must sign for the role. */
static inline void by_two(struct sim *sim, const char *role)
{
	sim_add_key(sim, role, sim_ed25519(sim));
	sim_threshold(sim, role, 2);
}

static inline int begin(void **state)
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
	by_two(travel->sim, "targets");
	sim_put(travel->sim, "root");
	char *root = sim_text(travel->sim, "root");
	assert_true(file_replace(travel->root, root, strlen(root), NULL));
	free(root);
	delegate(travel->sim, "uk-base");
	delegate(travel->sim, "example-hub");
	by_two(travel->sim, "uk-base");
	by_two(travel->sim, "example-hub");
	travel->hub = "example-hub";
	travel->channel = (struct channel_file){.release = 1, .made = "2026-11-28T09:00:00Z", .min_app = "0.1.0"};
	add_pack(travel, "uk-base");
	add_pack(travel, "example-hub");
	publish(travel);
	*state = travel;
	return 0;
}

static inline int end(void **state)
{
	struct travel *travel = *state;
	void *sim = travel->sim;

	free(travel);
	return sim_end(&sim);
}

/* ---- the two steps ---- */

static struct trust_problem problem;

static inline enum failure fetch(struct travel *travel)
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

static inline enum failure activate(struct travel *travel)
{
	struct activate_job job = {.state = travel->activate,
				   .inbox = travel->inbox,
				   .store = travel->store,
				   .kiosk = travel->kiosk,
				   .root = travel->root,
				   .channel = "stable",
				   .hub = travel->hub,
				   .app_version = "0.1.0",
				   .now = travel->now};

	problem = (struct trust_problem){0};
	if (activate_run(&job, &travel->activated, &problem))
		return FAILURE_NONE;
	assert_true(problem.fault.says[0]);
	return problem.failure;
}

static inline void expect_live(struct travel *travel, const char *set)
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
static inline void arrive(struct travel *travel)
{
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(FAILURE_NONE, activate(travel));
	expect_live(travel, travel->set);
	memcpy(first, travel->set, sizeof first);
}

/* Another release: the same, with some text of a file replaced. */
static inline void change(struct travel *travel, const char *role, const char *path, const char *from, const char *to)
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

static inline void expect_kept(struct travel *travel, enum failure from_fetch, enum failure from_activate)
{
	assert_int_equal(from_fetch, fetch(travel));
	assert_int_equal(from_activate, activate(travel));
	expect_live(travel, first);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
