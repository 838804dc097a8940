/*
 * The store: what is kept, what is refused, what is deleted. That it is whole however it is cut
 * off is shown by tests/flow/activate.py.
 */
#include "store_folder.h"

#define SHA_A "aa00000000000000000000000000000000000000000000000000000000000000"
#define SHA_B "bb00000000000000000000000000000000000000000000000000000000000000"
#define SHA_C "cc00000000000000000000000000000000000000000000000000000000000000"

/* ---- opening ---- */

static void only_a_folder_is_opened_and_only_once(void **state)
{
	struct fixture *fixture = *state;
	struct store other = {.folder = -7};

	assert_false(store_open(&other, fixture->top, &problem));
	assert_int_equal(problem.failure, FAILURE_IN_USE);
	assert_non_null(strstr(problem.fault.says, "another program"));
	assert_false(store_open(&other, at(fixture, "nowhere", ""), &problem));
	assert_int_equal(problem.failure, FAILURE_DISK);
	assert_int_equal(symlink(".", at(fixture, "link", "")), 0);
	assert_false(store_open(&other, at(fixture, "link", ""), &problem));
	assert_int_equal(other.folder, -7);

	store_close(&fixture->store);
	store_close(&fixture->store); /* twice is fine */
	assert_true(store_open(&fixture->store, fixture->top, &problem));
}

static void the_kiosk_can_read_whatever_the_umask(void **state)
{
	struct fixture *fixture = *state;
	struct content content = make(1, "0.1.0");
	struct stat about;
	char path[STORE_PATH_MAX + 32];
	mode_t mask = umask(077);
	bool fine = live(fixture, &content, false);

	umask(mask);
	assert_true(fine);
	assert_int_equal(stat(at(fixture, "active.json", ""), &about), 0);
	assert_int_equal(about.st_mode & 0777, 0644);
	assert_int_equal(stat(fixture->approved, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0755);
	snprintf(path, sizeof path, "%s/packs/base/text", fixture->approved);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0755);
	snprintf(path, sizeof path, "%s/packs/base/text/en.json", fixture->approved);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0644);
}

static void room_is_twice_the_set_and_64_mb(void **state)
{
	(void)state;
	const uint64_t mb = 1 << 20;

	assert_true(store_room_enough(64 * mb, 0, &problem));
	assert_true(store_room_enough(96 * mb, 16 * mb, &problem));
	assert_false(store_room_enough(96 * mb - 1, 16 * mb, &problem));
	assert_int_equal(problem.failure, FAILURE_DISK);
	assert_non_null(strstr(problem.fault.says, "make room"));
	assert_false(store_room_enough(0, 0, NULL));
	assert_false(store_room_enough(UINT64_MAX - 1, UINT64_MAX, &problem));
	assert_false(store_room_enough(64 * mb, UINT64_MAX / 2 + 1, &problem)); /* twice that is 0 in 64 bits */
}

/* ---- blobs ---- */

static void a_blob_is_what_its_name_says(void **state)
{
	struct fixture *fixture = *state;
	const struct trust_bytes bytes = words("some words");
	char sha[TRUST_HEX_SIZE];

	memcpy(sha, sha_of("some words"), sizeof sha);
	assert_false(store_has_blob(&fixture->store, sha));
	assert_false(store_put_blob(&fixture->store, &bytes, SHA_A, &problem));
	assert_int_equal(problem.failure, FAILURE_DAMAGED);
	assert_false(store_put_blob(&fixture->store, &bytes, "../active.json", &problem));
	assert_int_equal(problem.failure, FAILURE_DAMAGED);
	assert_false(there(at(fixture, "blobs/", SHA_A)));
	assert_true(store_put_blob(&fixture->store, &bytes, sha, &problem));
	assert_true(store_has_blob(&fixture->store, sha));
	assert_false(store_has_blob(&fixture->store, "../active.json"));
}

static void a_blob_is_written_once_and_again_when_it_is_broken(void **state)
{
	struct fixture *fixture = *state;
	const struct trust_bytes bytes = words("some words");
	struct stat first, second;
	char sha[TRUST_HEX_SIZE], below[90];

	memcpy(sha, sha_of("some words"), sizeof sha);
	assert_true(store_put_blob(&fixture->store, &bytes, sha, &problem));
	assert_int_equal(stat(at(fixture, "blobs/", sha), &first), 0);
	assert_true(store_put_blob(&fixture->store, &bytes, sha, &problem));
	assert_int_equal(stat(at(fixture, "blobs/", sha), &second), 0);
	assert_int_equal(first.st_ino, second.st_ino);
	write_file(at(fixture, "blobs/", sha), "other words");
	assert_false(store_has_blob(&fixture->store, sha));
	assert_true(store_put_blob(&fixture->store, &bytes, sha, &problem));
	assert_true(store_has_blob(&fixture->store, sha));
	assert_int_equal(unlink(at(fixture, "blobs/", sha)), 0);
	assert_int_equal(mkdir(at(fixture, "blobs/", sha), 0755), 0);
	assert_true(file_join(below, sizeof below, sha, "x"));
	write_file(at(fixture, "blobs/", below), "in the way");
	assert_true(store_put_blob(&fixture->store, &bytes, sha, &problem));
	assert_true(store_has_blob(&fixture->store, sha));
}

static void a_blob_may_have_2_mb(void **state)
{
	struct fixture *fixture = *state;
	char *large = calloc(1, STORE_FILE_MAX + 2), sha[TRUST_HEX_SIZE];

	assert_non_null(large);
	trust_sha256(large, STORE_FILE_MAX, sha);
	assert_true(store_put_blob(&fixture->store, &(struct trust_bytes){large, STORE_FILE_MAX}, sha, &problem));
	trust_sha256(large, STORE_FILE_MAX + 1, sha);
	assert_false(store_put_blob(&fixture->store, &(struct trust_bytes){large, STORE_FILE_MAX + 1}, sha, &problem));
	assert_int_equal(problem.failure, FAILURE_TOO_BIG);
	free(large);
}

static void what_is_written_is_new(void **state)
{
	struct fixture *fixture = *state;

	write_file(at(fixture, "theirs", ""), "not ours");
	assert_int_equal(symlink("theirs", at(fixture, "link", "")), 0);
	assert_false(store_write_new(fixture->store.folder, "theirs", "x", 1, &problem));
	assert_int_equal(problem.failure, FAILURE_DISK);
	assert_string_equal(problem.fault.file, "theirs");
	assert_false(store_write_new(fixture->store.folder, "link", "x", 1, &problem));
	char *text = NULL;
	size_t length = 0;
	assert_true(file_read(at(fixture, "theirs", ""), 100, &text, &length, NULL));
	assert_string_equal(text, "not ours");
	free(text);
}

/* ---- the pointer ---- */

static struct store_pointer of(const char *current, const char *previous, const char *bad)
{
	struct store_pointer made = {.bad_count = bad[0] ? 1 : 0};

	snprintf(made.current, sizeof made.current, "%s", current);
	snprintf(made.previous, sizeof made.previous, "%s", previous);
	snprintf(made.bad[0], sizeof made.bad[0], "%s", bad);
	return made;
}

static void the_way_back_is_the_last_that_was_good(void **state)
{
	(void)state;
	static const struct {
		const char *current, *previous, *bad, *set;
		bool good, whole[2];
		const char *back;
	} rows[] = {
	    {"", "", "", SHA_A, false, {false, false}, ""},
	    {SHA_A, "", "", SHA_B, true, {true, false}, SHA_A},
	    {SHA_A, "", "", SHA_B, false, {true, false}, SHA_A}, /* on trial, and better than nothing */
	    {SHA_B, SHA_A, "", SHA_C, true, {true, true}, SHA_B},
	    {SHA_B, SHA_A, "", SHA_C, false, {true, true}, SHA_A}, /* B is on trial: A was good */
	    {SHA_B, SHA_A, "", SHA_C, true, {false, true}, SHA_A}, /* B is broken */
	    {SHA_B, SHA_A, "", SHA_C, false, {true, false}, SHA_B},
	    {SHA_B, SHA_A, "", SHA_C, true, {false, false}, ""},
	    {SHA_B, SHA_A, SHA_B, SHA_C, true, {true, true}, SHA_A}, /* what is bad is no way back */
	    {SHA_B, SHA_A, "", SHA_A, true, {true, true}, SHA_B},
	    {SHA_B, SHA_A, "", SHA_A, false, {true, true}, SHA_B},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct store_pointer now = of(rows[i].current, rows[i].previous, rows[i].bad);
		struct store_pointer next = store_pointer_next(&now, rows[i].set, rows[i].good, rows[i].whole);
		print_message("row %zu\n", i);
		assert_string_equal(next.current, rows[i].set);
		assert_string_equal(next.previous, rows[i].back);
		assert_int_equal(next.bad_count, now.bad_count);
	}
}

static void what_is_bad_is_neither_current_nor_previous(void **state)
{
	(void)state;
	struct store_pointer now = of(SHA_B, SHA_A, ""), next = store_pointer_without(&now, SHA_B);

	assert_string_equal(next.current, SHA_A);
	assert_string_equal(next.previous, "");
	assert_true(store_pointer_is_bad(&next, SHA_B));
	next = store_pointer_without(&now, SHA_A);
	assert_string_equal(next.current, SHA_B);
	assert_string_equal(next.previous, "");
	next = store_pointer_without(&next, SHA_B);
	assert_string_equal(next.current, "");
	assert_int_equal(next.bad_count, 2);
	next = store_pointer_without(&next, SHA_B);
	assert_int_equal(next.bad_count, 2);
}

static void eight_bad_sets_are_remembered(void **state)
{
	(void)state;
	struct store_pointer now = of("", "", "");
	char set[TRUST_HEX_SIZE] = SHA_A;

	for (int i = 0; i < STORE_BAD_MAX + 1; i++) {
		set[63] = (char)('0' + i);
		now = store_pointer_without(&now, set);
	}
	assert_int_equal(now.bad_count, STORE_BAD_MAX);
	set[63] = '0';
	assert_false(store_pointer_is_bad(&now, set));
	set[63] = '1';
	assert_true(store_pointer_is_bad(&now, set));
	set[63] = '8';
	assert_true(store_pointer_is_bad(&now, set));
}

static void a_pointer_is_believed_as_a_whole_or_not(void **state)
{
	struct fixture *fixture = *state;
	static const char *const broken[] = {
	    "",
	    "{",
	    "[]",
	    "null",
	    "{\"format\": 2, \"current\": null, \"previous\": null, \"bad\": []}",
	    "{\"format\": \"1\", \"current\": null, \"previous\": null, \"bad\": []}",
	    "{\"format\": 1, \"current\": null, \"previous\": null}",
	    "{\"format\": 1, \"previous\": null, \"bad\": []}",
	    "{\"format\": 1, \"current\": \"" SHA_A "\", \"bad\": []}",
	    "{\"format\": 1, \"current\": \"aa\", \"previous\": null, \"bad\": []}",
	    "{\"format\": 1, \"current\": \"" SHA_A "0\", \"previous\": null, \"bad\": []}",
	    "{\"format\": 1, \"current\": \"AA00000000000000000000000000000000000000000000000000000000000000\", \"previous\": null, \"bad\": []}",
	    "{\"format\": 1, \"current\": \"../../000000000000000000000000000000000000000000000000000000000000\", \"previous\": null, \"bad\": []}",
	    "{\"format\": 1, \"current\": \"" SHA_A "\", \"current\": \"" SHA_B "\", \"previous\": null, \"bad\": []}",
	    "{\"format\": 1, \"current\": \"" SHA_A "\", \"previous\": null, \"bad\": [1]}",
	    "{\"format\": 1, \"current\": \"" SHA_A "\", \"previous\": null, \"bad\": \"" SHA_B "\"}",
	    "{\"format\": 1, \"current\": \"" SHA_A "\", \"previous\": null, \"bad\": [\"" SHA_B "\", \"" SHA_B "\", \"" SHA_B "\", \"" SHA_B
	    "\", \"" SHA_B "\", \"" SHA_B "\", \"" SHA_B "\", \"" SHA_B "\", \"" SHA_B "\"]}",
	};

	points(fixture, "", "");
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		write_file(at(fixture, "active.json", ""), broken[i]);
		print_message("%s\n", broken[i]);
		struct store_pointer read = pointer(fixture);
		assert_true(read.broken);
		assert_string_equal(read.current, "");
		assert_int_equal(read.bad_count, 0);
	}
	write_file(at(fixture, "active.json", ""),
		   "{\"format\": 1, \"current\": \"" SHA_A "\", \"previous\": \"" SHA_B "\", \"bad\": [\"" SHA_C "\"]}");
	points(fixture, SHA_A, SHA_B);
	struct store_pointer read = pointer(fixture);
	assert_true(store_pointer_is_bad(&read, SHA_C));
	char *large = calloc(1, STORE_POINTER_MAX + 2);
	assert_non_null(large);
	memset(large, ' ', STORE_POINTER_MAX + 1);
	write_file(at(fixture, "active.json", ""), large);
	assert_true(pointer(fixture).broken);
	free(large);
}

static void a_broken_pointer_deletes_nothing_and_is_written_again(void **state)
{
	struct fixture *fixture = *state;
	struct content a = make(1, "0.1.0"), b = make(2, "0.1.0");

	assert_true(live(fixture, &a, true));
	write_file(at(fixture, "active.json", ""), "{}");
	assert_false(store_prune(&fixture->store, &problem));
	assert_int_equal(problem.failure, FAILURE_DAMAGED);
	assert_true(there(at(fixture, "sets/", a.set)));
	assert_true(live(fixture, &b, true));
	points(fixture, b.set, "");
	assert_false(there(at(fixture, "sets/", a.set)));
}

/* ---- sets ---- */

static void a_set_is_built_from_blobs_that_are_there(void **state)
{
	struct fixture *fixture = *state;
	struct content content = make(1, "0.1.0");
	const struct trust_bytes channel = words(content.channel), empty = words("{}");
	char set[TRUST_HEX_SIZE] = "untouched", text[128];

	assert_false(store_build_set(&fixture->store, &empty, set, &problem));
	assert_int_equal(problem.failure, FAILURE_FORMAT);
	for (int i = 0; i < FILES; i++) {
		assert_false(store_build_set(&fixture->store, &channel, set, &problem));
		assert_int_equal(problem.failure, FAILURE_MISSING);
		assert_string_equal(problem.fault.file, files[i]);
		assert_string_equal(set, "untouched");
		assert_false(there(at(fixture, "sets/", content.set)));
		bytes_of(files[i], 1, text);
		const struct trust_bytes bytes = words(text);
		assert_true(store_put_blob(&fixture->store, &bytes, sha_of(text), &problem));
	}
	assert_true(store_build_set(&fixture->store, &channel, set, &problem));
	assert_string_equal(set, content.set);
	assert_true(store_set_whole(&fixture->store, set, &problem));
	points(fixture, "", "");
}

static void not_whole(struct fixture *fixture, const char *set, const char *file)
{
	memset(&problem, 0, sizeof problem);
	assert_false(store_set_whole(&fixture->store, set, &problem));
	assert_int_equal(problem.failure, FAILURE_DAMAGED);
	assert_string_equal(problem.fault.file, file);
}

static void a_set_with_anything_else_is_not_whole(void **state)
{
	struct fixture *fixture = *state;
	struct content content = make(1, "0.1.0");
	char folder[256];

	assert_true(live(fixture, &content, true));
	snprintf(folder, sizeof folder, "sets/%s/", content.set);
	not_whole(fixture, SHA_A, "");
	assert_false(store_set_whole(&fixture->store, "..", &problem));
	assert_int_equal(problem.failure, FAILURE_FORMAT);
	for (int i = 0; i < FILES; i++) {
		write_file(at(fixture, folder, files[i]), "other words");
		not_whole(fixture, content.set, files[i]);
		assert_int_equal(unlink(at(fixture, folder, files[i])), 0);
		not_whole(fixture, content.set, files[i]);
		assert_int_equal(symlink("/etc/hostname", at(fixture, folder, files[i])), 0);
		not_whole(fixture, content.set, files[i]);
		assert_true(live(fixture, &content, true)); /* heals */
		assert_true(store_set_whole(&fixture->store, content.set, &problem));
	}
	static const char *const more[] = {"more.json", "packs/more.json", "packs/hub/pictures/more.json", "packs/base/channel.json"};
	for (int i = 0; i < 4; i++) {
		write_file(at(fixture, folder, more[i]), "{}");
		not_whole(fixture, content.set, more[i]);
		assert_int_equal(unlink(at(fixture, folder, more[i])), 0);
	}
	assert_true(store_set_whole(&fixture->store, content.set, &problem));
	write_file(at(fixture, folder, "channel.json"), content.channel + 1);
	not_whole(fixture, content.set, "channel.json");
	assert_true(live(fixture, &content, true));
	points(fixture, content.set, "");
}

static ino_t inode(const struct fixture *fixture, const char *set, const char *file)
{
	char name[256];
	struct stat about;

	snprintf(name, sizeof name, "sets/%s/%s", set, file);
	assert_int_equal(stat(at(fixture, name, ""), &about), 0);
	return about.st_ino;
}

static void no_two_sets_share_bytes_on_the_disk(void **state)
{
	struct fixture *fixture = *state;
	struct content a = make(1, "0.1.0"), b = make(2, "0.1.0"), c = make(3, "0.1.0");
	char text[128];
	struct stat about;

	assert_true(live(fixture, &a, true));
	bytes_of(files[0], 1, text);
	assert_int_equal(stat(at(fixture, "blobs/", sha_of(text)), &about), 0);
	assert_int_equal(inode(fixture, a.set, files[0]), about.st_ino);
	assert_true(live(fixture, &b, true));
	assert_int_not_equal(inode(fixture, a.set, files[0]), inode(fixture, b.set, files[0]));
	assert_true(live(fixture, &c, true)); /* A goes, so its blobs are free again */
	assert_int_not_equal(inode(fixture, b.set, files[0]), inode(fixture, c.set, files[0]));
}

/* ---- making live ---- */

static void only_what_is_missing_is_got(void **state)
{
	struct fixture *fixture = *state;
	struct content a = make(1, "0.1.0"), b = make(2, "0.1.0");

	assert_true(live(fixture, &a, true));
	assert_int_equal(fixture->asked, FILES);
	char folder[STORE_PATH_MAX];
	assert_true(store_set_path(&fixture->store, a.set, folder));
	assert_string_equal(fixture->approved, folder);
	assert_true(file_is_folder(folder));
	assert_true(live(fixture, &b, true));
	assert_int_equal(fixture->asked, 2);
	assert_true(live(fixture, &b, true));
	assert_int_equal(fixture->asked, 0);
	points(fixture, b.set, a.set);
}

static void what_is_refused_leaves_all_as_it_was(void **state)
{
	struct fixture *fixture = *state;
	struct content a = make(1, "0.1.0"), b = make(2, "0.1.0"), later = make(3, "9.0.0");

	assert_true(live(fixture, &a, true));
	assert_false(live(fixture, &later, true));
	assert_int_equal(problem.failure, FAILURE_TOO_NEW);
	assert_int_equal(fixture->asked, 0);
	fixture->not_got = "packs/hub/pack.json";
	assert_false(live(fixture, &b, true));
	assert_int_equal(problem.failure, FAILURE_OFFLINE);
	fixture->not_got = "";
	fixture->refuse = true;
	assert_false(live(fixture, &b, true));
	assert_int_equal(problem.failure, FAILURE_PROOF);
	points(fixture, a.set, "");
	assert_true(live(fixture, &a, true)); /* live: it has been approved */
	fixture->refuse = false;
	assert_true(live(fixture, &b, true));
	points(fixture, b.set, a.set);
}

static void a_bad_set_never_comes_back(void **state)
{
	struct fixture *fixture = *state;
	struct content a = make(1, "0.1.0"), b = make(2, "0.1.0"), c = make(3, "0.1.0");

	assert_true(live(fixture, &a, true));
	assert_true(live(fixture, &b, true));
	assert_true(store_revert(&fixture->store, b.set, &problem));
	points(fixture, a.set, "");
	assert_true(store_revert(&fixture->store, b.set, &problem));
	points(fixture, a.set, "");
	assert_false(live(fixture, &b, true));
	assert_int_equal(problem.failure, FAILURE_TRIAL);
	assert_false(store_activate(&fixture->store, b.set, true, &problem));
	assert_int_equal(problem.failure, FAILURE_TRIAL);
	assert_false(store_revert(&fixture->store, "b", &problem));
	assert_true(store_prune(&fixture->store, &problem));
	assert_false(live(fixture, &b, true));
	assert_int_equal(fixture->asked, 0);
	assert_true(live(fixture, &c, true));
	points(fixture, c.set, a.set);
	struct store_pointer read = pointer(fixture);
	assert_true(store_pointer_is_bad(&read, b.set));
	assert_false(store_activate(&fixture->store, SHA_C, true, &problem));
	assert_int_equal(problem.failure, FAILURE_DAMAGED);
	points(fixture, c.set, a.set);
}

static void sets_on_trial_push_no_good_one_out(void **state)
{
	struct fixture *fixture = *state;
	struct content a = make(1, "0.1.0");

	assert_true(live(fixture, &a, false));
	for (int release = 2; release < 6; release++) {
		struct content next = make(release, "0.1.0");
		assert_true(live(fixture, &next, release == 2)); /* A was good; what follows stays on trial */
		points(fixture, next.set, a.set);
	}
}

/* ---- deleting ---- */

static void what_nobody_needs_goes(void **state)
{
	struct fixture *fixture = *state;
	struct content a = make(1, "0.1.0"), b = make(2, "0.1.0"), c = make(3, "0.1.0");

	assert_true(live(fixture, &a, true));
	assert_true(live(fixture, &b, true));
	assert_true(live(fixture, &c, true));
	assert_false(there(at(fixture, "sets/", a.set)));
	assert_false(there(at(fixture, "blobs/", sha_of("packs/hub/pack.json in release 1"))));
	assert_true(there(at(fixture, "blobs/", sha_of("packs/hub/pack.json in release 2"))));
	write_file(at(fixture, "active.json.new", ""), "half");
	write_file(at(fixture, "blobs/", SHA_A ".new"), "half");
	write_file(at(fixture, "blobs/", "stranger"), "?");
	assert_int_equal(mkdir(at(fixture, "sets/", SHA_A), 0755), 0);
	assert_int_equal(mkdir(at(fixture, "sets/", SHA_A ".new"), 0755), 0);
	write_file(at(fixture, "sets/", SHA_A ".new/x"), "half");
	write_file(at(fixture, "theirs", ""), "not ours");
	assert_true(store_prune(&fixture->store, &problem));
	assert_false(there(at(fixture, "active.json.new", "")));
	assert_false(there(at(fixture, "blobs/", SHA_A ".new")));
	assert_false(there(at(fixture, "blobs/", "stranger")));
	assert_false(there(at(fixture, "sets/", SHA_A)));
	assert_false(there(at(fixture, "sets/", SHA_A ".new")));
	assert_true(there(at(fixture, "theirs", "")));
	assert_true(store_set_whole(&fixture->store, b.set, &problem) && store_set_whole(&fixture->store, c.set, &problem));
}

static void an_incoming_set_that_came_to_nothing_makes_way(void **state)
{
	struct fixture *fixture = *state;
	struct content a = make(1, "0.1.0"), b = make(2, "0.1.0"), c = make(3, "0.1.0"), d = make(4, "0.1.0");

	assert_true(live(fixture, &a, true) && live(fixture, &b, true));
	fixture->refuse = true;
	assert_false(live(fixture, &c, true));
	assert_true(there(at(fixture, "sets/", c.set)));
	assert_false(live(fixture, &d, true));
	assert_false(there(at(fixture, "sets/", c.set)));
	assert_false(there(at(fixture, "blobs/", sha_of("packs/hub/pack.json in release 3"))));
	assert_true(there(at(fixture, "sets/", d.set)));
	points(fixture, b.set, a.set);
}

static void folders_in_folders(const struct fixture *fixture, int depth)
{
	char path[256] = "sets";

	for (int i = 0, used = 4; i < depth; i++) {
		used += snprintf(path + used, sizeof path - (size_t)used, "/x");
		assert_int_equal(mkdir(at(fixture, path, ""), 0755), 0);
	}
}

static void folders_of_a_stranger_are_removed_up_to_a_depth(void **state)
{
	struct fixture *fixture = *state;

	folders_in_folders(fixture, STORE_DEPTH_MAX);
	assert_true(store_prune(&fixture->store, &problem));
	assert_false(there(at(fixture, "sets/x", "")));
	folders_in_folders(fixture, STORE_DEPTH_MAX + 1);
	assert_false(store_prune(&fixture->store, &problem));
	assert_int_equal(problem.failure, FAILURE_DISK);
	assert_non_null(strstr(problem.fault.says, "by hand"));
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
	    WITH_STORE(only_a_folder_is_opened_and_only_once),
	    WITH_STORE(the_kiosk_can_read_whatever_the_umask),
	    cmocka_unit_test(room_is_twice_the_set_and_64_mb),
	    WITH_STORE(a_blob_is_what_its_name_says),
	    WITH_STORE(a_blob_is_written_once_and_again_when_it_is_broken),
	    WITH_STORE(a_blob_may_have_2_mb),
	    WITH_STORE(what_is_written_is_new),
	    cmocka_unit_test(the_way_back_is_the_last_that_was_good),
	    cmocka_unit_test(what_is_bad_is_neither_current_nor_previous),
	    cmocka_unit_test(eight_bad_sets_are_remembered),
	    WITH_STORE(a_pointer_is_believed_as_a_whole_or_not),
	    WITH_STORE(a_broken_pointer_deletes_nothing_and_is_written_again),
	    WITH_STORE(a_set_is_built_from_blobs_that_are_there),
	    WITH_STORE(a_set_with_anything_else_is_not_whole),
	    WITH_STORE(no_two_sets_share_bytes_on_the_disk),
	    WITH_STORE(only_what_is_missing_is_got),
	    WITH_STORE(what_is_refused_leaves_all_as_it_was),
	    WITH_STORE(a_bad_set_never_comes_back),
	    WITH_STORE(sets_on_trial_push_no_good_one_out),
	    WITH_STORE(what_nobody_needs_goes),
	    WITH_STORE(an_incoming_set_that_came_to_nothing_makes_way),
	    WITH_STORE(folders_of_a_stranger_are_removed_up_to_a_depth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
