#include "pack_folder.h"

#include "core/builtin.h"
#include "core/load.h"

static struct findings findings;
static struct arena arena;
static struct hub hub;

static int begin(void **state)
{
	memset(&findings, 0, sizeof findings);
	memset(&hub, 0, sizeof hub);
	return folder_begin(state) == 0 && arena_init(&arena, HUB_ARENA_MAX, NULL) ? 0 : -1;
}

static int end(void **state)
{
	arena_release(&arena);
	return folder_end(state);
}

static struct pack_set set_of(const char *a, const char *b, const char *c)
{
	const char *folders[] = {a, b, c};
	struct pack_set set = {0};
	for (int i = 0; i < 3; i++)
		if (folders[i])
			snprintf(set.folder[set.count++], FAULT_FILE_MAX, "%s", folders[i]);
	return set;
}

static const char *put_nation(struct pack_folder *folder)
{
	return folder_pack(
	    folder, "nation-a",
	    HEAD("nation-a", "nation") ",\"offers\":[{\"id\":\"line\",\"kind\":\"support_line\",\"safety\":true,\"topics\":[\"domestic_abuse\"],"
				       "\"hours\":\"always\",\"channels\":[{\"kind\":\"phone\",\"value\":\"0800 000 001\"}]}]}",
	    "{\"line.name\":\"Line\"}");
}

static const char *put_council(struct pack_folder *folder, const char *rest)
{
	char json[512];
	snprintf(json, sizeof json, "%s,\"needs\":[\"nation-a\"],\"nation\":\"scotland\"%s}", HEAD("council-a", "council"), rest);
	return folder_pack(folder, "council-a", json, "{}");
}

static const char *put_hub(struct pack_folder *folder, const char *rest)
{
	char json[512];
	snprintf(json, sizeof json, "%s,\"needs\":[\"council-a\"]%s}", HEAD("hub-a", "hub"), rest);
	return folder_pack(folder, "hub-a", json, "{\"hub.name\":\"Hub\"}");
}

static void test_needs_are_found_beside_and_ordered(void **state)
{
	put_nation(*state);
	put_council(*state, "");
	struct pack_set set = set_of(put_hub(*state, ""), NULL, NULL);

	assert_true(pack_set_complete(&set, &findings));
	assert_int_equal(set.count, 3);
	assert_non_null(strstr(set.folder[0], "nation-a"));
	assert_non_null(strstr(set.folder[1], "council-a"));
	assert_true(load_hub(&set, &arena, &hub, &findings));
	assert_int_equal(findings.count, 0);
	assert_string_equal(hub.packs, "nation-a 2026-11-02, council-a 2026-11-02, hub-a 2026-11-02");
}

/* "here" as the folder, a slash at the end, and a bare name. */
static void test_needs_are_found_from_any_way_to_write_a_folder(void **state)
{
	static const char *const ways[] = {".", "../hub-a", "../hub-a/", "./"};
	char old[FAULT_FILE_MAX];
	put_nation(*state);
	put_council(*state, "");
	const char *folder = put_hub(*state, "");

	assert_non_null(getcwd(old, sizeof old));
	assert_int_equal(chdir(folder), 0);
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		struct pack_set set = set_of(ways[i], NULL, NULL);
		assert_true(pack_set_complete(&set, &findings));
		assert_int_equal(set.count, 3);
	}
	assert_int_equal(chdir(".."), 0);
	struct pack_set set = set_of("hub-a", NULL, NULL);
	assert_true(pack_set_complete(&set, &findings));
	assert_int_equal(chdir(old), 0);
}

static void test_a_broken_set_is_left_as_it_was(void **state)
{
	struct pack_set set = set_of(put_hub(*state, ""), NULL, NULL);
	assert_false(pack_set_complete(&set, &findings));
	assert_int_equal(set.count, 1);
	assert_true(says(&findings, "needs the pack \"council-a\""));
	assert_int_equal(findings.list[0].fault.line, 1);
	hub.packs = "untouched";
	assert_false(load_hub(&set, &arena, &hub, &findings));
	assert_string_equal(hub.packs, "untouched");
}

static void test_a_broken_hub_leaves_the_council(void **state)
{
	put_nation(*state);
	put_council(*state, ",\"offers\":[{\"id\":\"group\",\"kind\":\"workshop\"}]");
	struct pack_set set = set_of(put_hub(*state, ",\"hide\":[\"line\"]"), NULL, NULL);

	assert_int_equal(load_hub_or_less(&set, &arena, &hub, &findings), 2);
	assert_int_equal(findings.errors, 1);
	assert_string_equal(findings.list[0].rule, "S18");
	assert_true(hub_offer(&hub, "group") >= 0);
	assert_string_equal(hub_text(&hub, 0, "hub.name"), "");
}

static void test_what_needs_a_broken_pack_is_left_out_with_it(void **state)
{
	put_nation(*state);
	put_council(*state, ",\"offrs\":[]");
	struct pack_set set = set_of(put_hub(*state, ""), NULL, NULL);

	assert_int_equal(load_hub_or_less(&set, &arena, &hub, &findings), 1);
	assert_true(says(&findings, "did you mean \"offers\""));
	assert_true(says(&findings, "\"council-a\" that it needs is left out"));
	assert_int_equal(hub.offer_count, 1);
	/* S35: the nation of the pack that is left out still sets the lines. */
	assert_int_equal(hub.nation, NATION_SCOTLAND);
}

/* S10: without the nation pack there are no help lines but the program's. */
static void test_a_broken_nation_gives_the_lines_of_the_program(void **state)
{
	char path[FAULT_FILE_MAX];
	assert_true(file_join(path, sizeof path, put_nation(*state), "text/en.json"));
	folder_write(path, "{");
	put_council(*state, ",\"offers\":[{\"id\":\"group\",\"kind\":\"workshop\"}]");
	struct pack_set set = set_of(put_hub(*state, ""), NULL, NULL);

	assert_int_equal(load_hub_or_less(&set, &arena, &hub, &findings), 0);
	assert_true(findings.errors > 0);
	assert_int_equal(hub.nation, NATION_SCOTLAND);
	assert_string_equal(help_strip(&hub).number, "0800 027 1234");
	assert_int_equal(hub_offer(&hub, "group"), -1);
}

static void test_nothing_at_all_still_gives_help(void **state)
{
	struct pack_set none = {0};
	struct pack_set gone = set_of("/nowhere/at/all", "/etc/hostname", folder_path(*state, "empty"));
	struct arena full = {0};
	mkdir(gone.folder[2], 0755);

	assert_int_equal(load_hub_or_less(&none, &arena, &hub, &findings), 0);
	assert_true(hub.offer_count > 4);
	assert_int_equal(load_hub_or_less(&gone, &arena, &hub, &findings), 0);
	assert_int_equal(findings.errors, 3);
	assert_string_equal(help_strip(&hub).number, "0808 2000 247");
	struct pack_set good = set_of(BASE_PACK, NULL, NULL);
	assert_true(arena_init(&full, 4096, NULL));
	assert_int_equal(load_hub_or_less(&good, &full, &hub, &findings), 0);
	assert_true(hub.offer_count > 4);
	arena_release(&full);
}

static void test_two_hubs_show_the_first(void **state)
{
	put_nation(*state);
	put_council(*state, "");
	const char *second = folder_pack(*state, "hub-b", HEAD("hub-b", "hub") "}", "{\"hub.name\":\"Other\"}");
	struct pack_set set = set_of(put_hub(*state, ""), second, NULL);

	assert_false(load_hub(&set, &arena, &hub, &findings));
	assert_true(says(&findings, "is a second hub pack beside \"hub-a\""));
	assert_int_equal(load_hub_or_less(&set, &arena, &hub, &findings), 3);
	assert_string_equal(hub_text(&hub, 0, "hub.name"), "Hub");
}

/* ---- the lines in the program ---- */

static void test_builtin_hub_is_whole(void **state)
{
	static const char *const numbers[NATION_COUNT] = {
	    [NATION_ENGLAND] = "0808 2000 247",
	    [NATION_WALES] = "0808 80 10 800",
	    [NATION_SCOTLAND] = "0800 027 1234",
	    [NATION_NORTHERN_IRELAND] = "0808 802 1414",
	};
	(void)state;

	for (int nation = 0; nation < NATION_COUNT; nation++) {
		builtin_hub((enum nation)nation, &hub);
		assert_int_equal(hub.nation, nation);
		assert_string_equal(help_strip(&hub).number, numbers[nation]);
		assert_string_equal(help_strip(&hub).emergency, "999");
		assert_string_equal(hub.offers[0].channels[0].value, "999");
		assert_string_equal(hub.offers[1].channels[0].value, numbers[nation]);
		assert_int_equal(hub.question_count, 0);
		assert_false(hub.self_check);
		for (int i = 0; i < hub.offer_count; i++) {
			assert_true(hub.offers[i].safety && hub.offers[i].kind == OFFER_SUPPORT_LINE);
			assert_true(hub_part(&hub, 0, hub.offers[i].id, "name")[0]);
			assert_true(hub_part(&hub, 0, hub.offers[i].id, "body")[0]);
			/* S33: what is in doubt was not checked. */
			assert_int_equal(hub.offers[i].checked, hub.offers[i].doubt[0] ? 0 : day_of(2026, 10, 7));
		}
		for (int i = 0; i < NATION_COUNT; i++) {
			bool found = false;
			for (int j = 0; j < hub.offer_count; j++)
				found |= strcmp(hub.offers[j].channels[0].value, numbers[i]) == 0;
			assert_true(found);
		}
	}
	assert_true(hub_part(&hub, 0, hub.messages[0].id, "boundary")[0]); /* S21 */
	for (int i = 1; i < hub.languages[0].count; i++)
		assert_true(strcmp(hub.languages[0].texts[i - 1].key, hub.languages[0].texts[i].key) < 0);
}

/* The strip never shows the line for people worried about how they act, a
 * part-time line, or one of another nation. */
static void test_strip_takes_a_line_of_the_nation(void **state)
{
	struct pack_set set = set_of(BASE_PACK, NULL, NULL);
	(void)state;
	assert_true(load_hub(&set, &arena, &hub, &findings));
	assert_string_equal(help_strip(&hub).number, "0808 2000 247");
	hub.offer_count = 0;
	hub.nation = NATION_WALES;
	assert_string_equal(help_strip(&hub).number, "0808 80 10 800");
}

static void test_the_packs_that_ship_load(void **state)
{
	static const char *const packs[] = {"uk-base", "hampshire", "northumberland", "example-hub"};
	(void)state;
	for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++) {
		char folder[64];
		snprintf(folder, sizeof folder, "config/packs/%s", packs[i]);
		struct pack_set set = set_of(folder, NULL, NULL);
		bool good = pack_set_complete(&set, &findings) && load_hub(&set, &arena, &hub, &findings);
		print_all(&findings);
		assert_true(good);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_needs_are_found_beside_and_ordered),
	    TEST(test_needs_are_found_from_any_way_to_write_a_folder),
	    TEST(test_a_broken_set_is_left_as_it_was),
	    TEST(test_a_broken_hub_leaves_the_council),
	    TEST(test_what_needs_a_broken_pack_is_left_out_with_it),
	    TEST(test_a_broken_nation_gives_the_lines_of_the_program),
	    TEST(test_nothing_at_all_still_gives_help),
	    TEST(test_two_hubs_show_the_first),
	    TEST(test_builtin_hub_is_whole),
	    TEST(test_strip_takes_a_line_of_the_nation),
	    TEST(test_the_packs_that_ship_load),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
