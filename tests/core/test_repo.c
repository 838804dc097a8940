/* Metadata of a repository: who must sign what, other keys, and changes that wait. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/repo.h"
#include "core/repo_change.h"

enum { R1, R2, R3, ANN, BO, CY, ONLINE, PEOPLE };
enum { NOW = 1795860000 }; /* 2026-11-28T10:00:00Z */

static struct person_key {
	const char *name;
	struct trust_signer *signer;
	json_t *key;
	char id[TRUST_HEX_SIZE];
} people[PEOPLE] = {{.name = "Rosa"}, {.name = "Rita"}, {.name = "Rob"}, {.name = "Ann"}, {.name = "Bo"}, {.name = "Cy"}, {.name = "Server"}};

static struct fault fault;

static int make_people(void **state)
{
	(void)state;
	for (int i = 0; i < PEOPLE; i++) {
		people[i].signer = trust_signer_new(NULL);
		people[i].key = trust_signer_public(people[i].signer);
		if (!trust_key_id(people[i].key, people[i].id, NULL))
			return -1;
	}
	return 0;
}

static int free_people(void **state)
{
	(void)state;
	for (int i = 0; i < PEOPLE; i++) {
		trust_signer_free(people[i].signer);
		json_decref(people[i].key);
	}
	return 0;
}

static struct repo_key key_of(int who)
{
	return (struct repo_key){people[who].name, people[who].id, people[who].key};
}

static struct repo_people usual(void)
{
	return (struct repo_people){.root = {3, {key_of(R1), key_of(R2), key_of(R3)}},
				    .publishers = {2, {key_of(ANN), key_of(BO)}},
				    .online = {1, {key_of(ONLINE)}},
				    .root_threshold = 2};
}

static void sign_by(json_t *metadata, int who)
{
	assert_true(repo_sign(metadata, people[who].signer, &fault));
}

static int count(const json_t *metadata, const json_t *root, const char *name)
{
	struct repo_role role;
	assert_true(repo_role(root, NULL, name, &role));
	return repo_signatures(metadata, &role);
}

static void the_time(void **state)
{
	char text[REPO_TIME_SIZE];
	moment back;
	(void)state;

	repo_time(NOW, text);
	assert_string_equal(text, "2026-11-28T10:00:00Z");
	assert_true(moment_parse(text, &back) && back == NOW);
	repo_time(0, text);
	assert_string_equal(text, "1970-01-01T00:00:00Z");
	repo_time(951827696, text);
	assert_string_equal(text, "2000-02-29T12:34:56Z");
}

static void root_is_two_of_three(void **state)
{
	struct repo_people who = usual();
	json_t *root = repo_new_root(&who, NOW, &fault);
	(void)state;

	assert_non_null(root);
	assert_int_equal(repo_version(root), 1);
	assert_int_equal(repo_expires(root), NOW + 1095 * 86400);
	assert_int_equal(count(root, root, "root"), 0);
	sign_by(root, R1);
	sign_by(root, R1);
	assert_int_equal(json_array_size(json_object_get(root, "signatures")), 1);
	assert_int_equal(count(root, root, "root"), 1);
	sign_by(root, ANN); /* who may not */
	assert_int_equal(count(root, root, "root"), 1);
	sign_by(root, R3);
	assert_int_equal(count(root, root, "root"), 2);
	json_object_set_new(json_object_get(root, "signed"), "version", json_integer(2));
	assert_int_equal(count(root, root, "root"), 0);
	json_decref(root);
}

static void people_must_fit(void **state)
{
	enum { CASES = 8 };
	struct repo_people who[CASES];
	static const char *const says[CASES] = {"2 signatures", "two people", "--online",   "stands twice",
						"daily use",    "daily use",  "at least 2", "online key"};
	(void)state;

	for (int i = 0; i < CASES; i++)
		who[i] = usual();
	who[0].root.count = 1;
	who[1].publishers.count = 1;
	who[2].online.count = 0;
	who[3].publishers.list[1] = key_of(ANN);
	who[4].publishers.list[1] = key_of(R1);
	who[5].online.list[0] = key_of(R3);
	who[6].root_threshold = 1;
	who[7].publishers.list[1] = key_of(ONLINE);
	for (int i = 0; i < CASES; i++) {
		assert_null(repo_new_root(&who[i], NOW, &fault));
		assert_non_null(strstr(fault.says, says[i]));
	}
}

/* One key under two names counts once. */
static void a_key_counts_once(void **state)
{
	struct repo_people who = usual();
	json_t *root = repo_new_root(&who, NOW, &fault), *part = json_object_get(root, "signed"), *copy = json_deep_copy(people[R1].key);
	json_t *role = json_object_get(json_object_get(part, "roles"), "root");
	char id[TRUST_HEX_SIZE];
	(void)state;

	json_object_set_new(copy, "x", json_true());
	assert_true(trust_key_id(copy, id, &fault));
	json_object_set_new(json_object_get(part, "keys"), id, copy);
	json_array_append_new(json_object_get(role, "keyids"), json_string(id));
	sign_by(root, R1);
	json_t *again = json_deep_copy(json_array_get(json_object_get(root, "signatures"), 0));
	json_object_set_new(again, "keyid", json_string(id));
	json_array_append_new(json_object_get(root, "signatures"), again);
	assert_int_equal(count(root, root, "root"), 1);
	json_decref(root);
}

static json_t *targets_with(bool safety)
{
	struct repo_keys publishers = {2, {key_of(ANN), key_of(BO)}};
	json_t *targets = repo_new_targets(&publishers, NOW, &fault);
	bool changed = false;

	assert_true(repo_delegate(targets, "uk-base", safety, &publishers, &changed));
	assert_true(changed);
	return targets;
}

static void paths_and_roles(void **state)
{
	static const struct {
		const char *path, *safe, *plain;
	} rows[] = {
	    {"packs/uk-base/pack.json", "safety-uk-base", "pack-uk-base"},
	    {"packs/uk-base/sign-off.json", "safety-uk-base", "safety-uk-base"},
	    {"packs/uk-base/text/ur.json", "safety-uk-base", "pack-uk-base"},
	    {"packs/uk-base/review/ur.json", "safety-uk-base", "pack-uk-base"},
	    {"packs/uk-base/pictures/tea.svg", "pack-uk-base", "pack-uk-base"},
	    {"packs/uk-base/pictures/more/tea.png", "pack-uk-base", "pack-uk-base"},
	    {"channels/stable.json", "channels", "channels"},
	    {"channels/a/stable.json", NULL, NULL},
	    {"packs/uk-base2/pack.json", NULL, NULL},
	    {"packs/other/pack.json", NULL, NULL},
	    {"root.json", NULL, NULL},
	};
	json_t *safe = targets_with(true), *plain = targets_with(false);
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const char *a = repo_role_of_path(safe, rows[i].path), *b = repo_role_of_path(plain, rows[i].path);
		assert_true((!a && !rows[i].safe) || (a && rows[i].safe && strcmp(a, rows[i].safe) == 0));
		assert_true((!b && !rows[i].plain) || (b && rows[i].plain && strcmp(b, rows[i].plain) == 0));
	}
	json_decref(safe);
	json_decref(plain);
}

/* What once needed two needs two for ever, and a second time changes nothing. */
static void two_stay_two(void **state)
{
	struct repo_keys publishers = {2, {key_of(ANN), key_of(BO)}};
	json_t *targets = targets_with(false);
	struct repo_role role;
	bool changed = false;
	(void)state;

	assert_true(repo_delegate(targets, "uk-base", false, &publishers, &changed) && !changed);
	assert_true(repo_delegate(targets, "uk-base", true, &publishers, &changed) && changed);
	assert_string_equal(repo_role_of_path(targets, "packs/uk-base/pack.json"), "safety-uk-base");
	changed = false;
	assert_true(repo_delegate(targets, "uk-base", false, &publishers, &changed) && !changed);
	assert_string_equal(repo_role_of_path(targets, "packs/uk-base/pack.json"), "safety-uk-base");
	assert_true(repo_role(NULL, targets, "safety-uk-base", &role));
	assert_int_equal(role.threshold, 2);
	assert_true(repo_role(NULL, targets, "pack-uk-base", &role));
	assert_int_equal(role.threshold, 1);
	json_decref(targets);
}

static void what_holds_safety(void **state)
{
	static struct pack_offer offer;
	struct pack pack = {.layer = LAYER_REGION, .offer_count = 1, .offers = &offer};
	(void)state;

	offer.offer.kind = OFFER_WORKSHOP;
	assert_false(repo_holds_safety(&pack));
	offer.offer.joint = true;
	assert_true(repo_holds_safety(&pack));
	offer.offer.joint = false;
	offer.offer.conflict = true;
	assert_true(repo_holds_safety(&pack));
	offer.offer.conflict = false;
	offer.offer.safety = true;
	assert_true(repo_holds_safety(&pack));
	offer.offer.safety = false;
	offer.offer.kind = OFFER_SUPPORT_LINE;
	assert_true(repo_holds_safety(&pack));
	offer.offer.kind = OFFER_EVENT;
	offer.fills = true;
	assert_true(repo_holds_safety(&pack));
	offer.fills = false;
	pack.hidden_count = 1;
	assert_true(repo_holds_safety(&pack));
	pack.hidden_count = 0;
	pack.message_count = 1;
	assert_true(repo_holds_safety(&pack));
	pack.message_count = 0;
	pack.question_count = 1;
	assert_true(repo_holds_safety(&pack));
	pack.question_count = 0;
	pack.has_hub = true;
	assert_true(repo_holds_safety(&pack));
	pack.has_hub = false;
	pack.has_nation = true;
	assert_true(repo_holds_safety(&pack));
	pack.has_nation = false;
	assert_false(repo_holds_safety(&pack));
	pack.layer = LAYER_NATION;
	assert_true(repo_holds_safety(&pack));
}

static void other_keys(void **state)
{
	struct repo_people who = usual();
	struct repo_key cy = key_of(CY), ann = key_of(ANN);
	json_t *root = repo_new_root(&who, NOW, &fault), *targets = targets_with(true);
	json_t *keys = json_object_get(json_object_get(root, "signed"), "keys");
	int changed = 0;
	(void)state;

	assert_true(repo_swap_key(root, &(struct repo_swap){people[ANN].id, &cy, NULL}, &changed, &fault));
	assert_int_equal(changed, 1);
	assert_non_null(json_object_get(keys, people[CY].id));
	assert_null(json_object_get(keys, people[ANN].id));
	changed = 0;
	assert_true(repo_swap_key(targets, &(struct repo_swap){people[ANN].id, &cy, "safety-uk-base"}, &changed, &fault));
	assert_int_equal(changed, 1); /* channels and pack-uk-base keep it */
	assert_non_null(json_object_get(json_object_get(json_object_get(json_object_get(targets, "signed"), "delegations"), "keys"), people[ANN].id));
	assert_false(repo_swap_key(root, &(struct repo_swap){people[BO].id, NULL, NULL}, &changed, &fault));
	assert_non_null(strstr(fault.says, "only 1"));
	assert_false(
	    repo_swap_key(root, &(struct repo_swap){people[CY].id, &(struct repo_key){"", people[BO].id, people[BO].key}, NULL}, &changed, &fault));
	assert_non_null(strstr(fault.says, "two people"));
	changed = 0;
	assert_true(repo_swap_key(root, &(struct repo_swap){people[R2].id, NULL, NULL}, &changed, &fault) && changed == 1);
	assert_false(repo_swap_key(root, &(struct repo_swap){people[R3].id, NULL, NULL}, &changed, &fault));
	changed = 0;
	assert_true(repo_swap_key(root, &(struct repo_swap){people[ANN].id, &ann, NULL}, &changed, &fault) && changed == 0);
	json_decref(root);
	json_decref(targets);
}

/* ---- changes that wait ---- */

static json_t *first_change(void)
{
	struct repo_people who = usual();
	json_t *base = json_object(), *change = repo_change_new(base, 1, "the first keys", NOW);

	repo_change_put(change, "root", repo_new_root(&who, NOW, &fault));
	repo_change_put(change, "targets", targets_with(true));
	repo_change_put(change, "channels", repo_new_role(NOW));
	json_decref(base);
	return change;
}

static void change_by(json_t *change, int who, int wanted)
{
	int roles;
	assert_true(repo_change_sign(change, people[who].signer, &roles, &fault));
	assert_int_equal(roles, wanted);
}

static void waits_for_whom(void **state)
{
	json_t *change = first_change(), *missing, *one;
	(void)state;

	assert_true(repo_change_check(change, &fault));
	change_by(change, R1, 1);
	change_by(change, ANN, 2);
	change_by(change, CY, 0);
	change_by(change, ONLINE, 0);
	missing = repo_change_missing(change);
	assert_int_equal(json_array_size(missing), 2);
	one = json_array_get(missing, 0);
	assert_string_equal(json_string_value(json_object_get(one, "role")), "root");
	assert_int_equal(json_integer_value(json_object_get(one, "has")), 1);
	assert_int_equal(json_array_size(json_object_get(one, "may")), 2);
	assert_string_equal(json_string_value(json_array_get(json_object_get(json_array_get(missing, 1), "may"), 0)), "Bo");
	json_decref(missing);
	change_by(change, R2, 1);
	change_by(change, BO, 2);
	missing = repo_change_missing(change);
	assert_int_equal(json_array_size(missing), 0);
	json_decref(missing);
	json_decref(change);
}

/* What is live after the first change. */
static json_t *live_after_first(void)
{
	json_t *change = first_change(), *live;

	change_by(change, R1, 1);
	change_by(change, R2, 1);
	change_by(change, ANN, 2);
	change_by(change, BO, 2);
	live = json_incref(json_object_get(change, "new"));
	json_decref(change);
	return live;
}

/* A root with other root keys is signed by those of before and by those of now. */
static void a_new_root_needs_both(void **state)
{
	json_t *live = live_after_first(), *change = repo_change_new(live, 2, "another key", NOW), *missing;
	json_t *root = repo_next(json_object_get(live, "root"), NOW + REPO_ROOT_LASTS);
	struct repo_key cy = key_of(CY);
	int changed = 0;
	(void)state;

	assert_true(repo_swap_key(root, &(struct repo_swap){people[R1].id, &cy, NULL}, &changed, &fault));
	repo_change_put(change, "root", root);
	assert_true(repo_change_check(change, &fault));
	change_by(change, CY, 1);
	change_by(change, R2, 1);
	missing = repo_change_missing(change);
	assert_int_equal(json_array_size(missing), 1); /* enough of the new keys, one of the old */
	json_decref(missing);
	change_by(change, R1, 1);
	missing = repo_change_missing(change);
	assert_int_equal(json_array_size(missing), 0);
	json_decref(missing);
	json_decref(change);
	json_decref(live);
}

/* Roles that a key signed alone are to be signed anew when it goes. */
static void what_must_be_signed_anew(void **state)
{
	json_t *live = live_after_first(), *change = repo_change_new(live, 2, "another key", NOW), *left;
	json_t *root = repo_next(json_object_get(live, "root"), NOW + REPO_ROOT_LASTS);
	struct repo_key cy = key_of(CY);
	int changed = 0;
	(void)state;

	left = repo_change_unsigned(change);
	assert_int_equal(json_array_size(left), 0);
	json_decref(left);
	assert_true(repo_swap_key(root, &(struct repo_swap){people[ANN].id, &cy, NULL}, &changed, &fault));
	repo_change_put(change, "root", root);
	left = repo_change_unsigned(change);
	assert_int_equal(json_array_size(left), 1);
	assert_string_equal(json_string_value(json_array_get(left, 0)), "targets");
	json_decref(left);
	json_decref(change);
	json_decref(live);
}

static void bad_files(void **state)
{
	json_t *live = live_after_first(), *good = repo_change_new(live, 2, "x", NOW);
	static const char *const says[] = {"no waiting change", "follow", "is no metadata", "nobody has been given", "not signed by those"};
	(void)state;

	repo_change_put(good, "channels", repo_next(json_object_get(live, "channels"), NOW + REPO_LASTS));
	assert_true(repo_change_check(good, &fault));
	for (int i = 0; i < 5; i++) {
		json_t *bad = json_deep_copy(good), *role = json_object_get(json_object_get(bad, "new"), "channels");
		if (i == 0)
			json_object_set_new(bad, "format", json_integer(2));
		if (i == 1)
			json_object_set_new(json_object_get(role, "signed"), "version", json_integer(9));
		if (i == 2)
			json_object_set_new(json_object_get(role, "signed"), "_type", json_string("root"));
		if (i == 3)
			repo_change_put(bad, "nobody", repo_new_role(NOW));
		if (i == 4)
			json_object_set_new(json_object_get(json_object_get(json_object_get(bad, "base"), "targets"), "signed"), "version",
					    json_integer(7));
		assert_false(repo_change_check(bad, &fault));
		assert_non_null(strstr(fault.says, says[i]));
		json_decref(bad);
	}
	json_decref(good);
	json_decref(live);
}

static void strict_metadata(void **state)
{
	static const char *const texts[] = {
	    "",
	    "{",
	    "{\"signed\": {\"_type\": \"targets\", \"version\": 1, \"version\": 1, \"expires\": \"2027-01-01T00:00:00Z\"}, \"signatures\": []}",
	    "{\"signed\": {\"_type\": \"root\", \"version\": 1, \"expires\": \"2027-01-01T00:00:00Z\"}, \"signatures\": []}",
	    "{\"signed\": {\"_type\": \"targets\", \"version\": 0, \"expires\": \"2027-01-01T00:00:00Z\"}, \"signatures\": []}",
	    "{\"signed\": {\"_type\": \"targets\", \"version\": 1, \"expires\": \"2027-01-01\"}, \"signatures\": []}",
	    "{\"signed\": {\"_type\": \"targets\", \"version\": 1, \"expires\": \"2027-01-01T00:00:00Z\"}}",
	};
	static const char good[] =
	    "{\"signed\": {\"_type\": \"targets\", \"version\": 1, \"expires\": \"2027-01-01T00:00:00Z\"}, \"signatures\": []}";
	json_t *read = repo_read(good, strlen(good), "targets", &fault);
	(void)state;

	assert_non_null(read);
	json_decref(read);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_null(repo_read(texts[i], strlen(texts[i]), "targets", &fault));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_time),
	    cmocka_unit_test(root_is_two_of_three),
	    cmocka_unit_test(people_must_fit),
	    cmocka_unit_test(a_key_counts_once),
	    cmocka_unit_test(paths_and_roles),
	    cmocka_unit_test(two_stay_two),
	    cmocka_unit_test(what_holds_safety),
	    cmocka_unit_test(other_keys),
	    cmocka_unit_test(waits_for_whom),
	    cmocka_unit_test(a_new_root_needs_both),
	    cmocka_unit_test(what_must_be_signed_anew),
	    cmocka_unit_test(bad_files),
	    cmocka_unit_test(strict_metadata),
	};
	return cmocka_run_group_tests(tests, make_people, free_people);
}
