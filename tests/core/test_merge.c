#include "pack_folder.h"

#include "core/merge.h"

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

/* Merges the base and the folders in order. */
static bool merge(const char *const *folders, int count)
{
	static struct pack read[PACK_LAYERS_MAX];
	const struct pack *packs[PACK_LAYERS_MAX];

	for (int i = 0; i <= count; i++) {
		assert_true(pack_read(i == 0 ? BASE_PACK : folders[i - 1], &arena, &read[i], &findings));
		packs[i] = &read[i];
	}
	return merge_packs(packs, count + 1, &arena, &hub, &findings);
}

static const char council[] = HEAD(
    "council-a", "council") ",\"nation\":\"wales\",\"hosts\":[\"www.example.org\",\"c.example.org\"],"
			    "\"hub\":{\"phone\":\"01111 111111\",\"page\":\"https://c.example.org\",\"self_check\":false,\"example\":true},"
			    "\"offers\":[{\"id\":\"group\",\"kind\":\"workshop\"},{\"id\":\"local-line\",\"kind\":\"support_line\",\"safety\":true},"
			    "{\"id\":\"course\",\"fills\":true,\"bsl\":true,\"valid\":{\"until\":\"2026-12-31\"},\"joint\":true}],\"messages\":[{"
			    "\"id\":\"ours\",\"theme\":\"rows\"}]}";
static const char council_words[] =
    "{\"hub.name\":\"Council\",\"hub.week-line\":\"Tea\",\"group.name\":\"Group\",\"course.name\":\"Our course\",\"ours.line\":\"Ours\"}";
static const char hub_pack[] = HEAD("hub-a", "hub") ",\"hub\":{\"phone\":\"02222 222222\",\"example\":true},\"hide\":[\"rows\",\"group\"],"
						    "\"offers\":[{\"id\":\"play\",\"kind\":\"event\"}]}";
static const char hub_words[] = "{\"hub.name\":\"Hub\",\"play.name\":\"Play\"}";

static void test_layers_add_fill_and_hide(void **state)
{
	const char *folders[2] = {folder_pack(*state, "council-a", council, council_words), folder_pack(*state, "hub-a", hub_pack, hub_words)};

	assert_true(merge(folders, 2));
	assert_int_equal(hub.nation, NATION_WALES);
	assert_int_equal(hub_offer(&hub, "group"), -1); /* hidden by the hub */
	assert_true(hub_offer(&hub, "play") > hub_offer(&hub, "local-line"));
	const struct offer *course = &hub.offers[hub_offer(&hub, "course")];
	assert_true(course->bsl && course->joint && course->conflict);
	assert_true(course->valid_until > 0);
	assert_int_equal(course->kind, OFFER_COURSE);
	assert_int_equal(course->stages, STAGE_TOGETHER);
	assert_int_equal(course->channel_count, 1); /* not given, so kept */
	assert_string_equal(course->pack, "base");
	assert_int_equal(hub.message_count, 1);
	assert_string_equal(hub.messages[0].pack, "council-a");
	assert_string_equal(hub.questions[0].pack, "base");
	assert_int_equal(hub.host_count, 2);
}

static void test_texts_and_settings_come_from_the_latest(void **state)
{
	const char *folders[2] = {folder_pack(*state, "council-a", council, council_words), folder_pack(*state, "hub-a", hub_pack, hub_words)};
	int32_t day;

	assert_true(merge(folders, 2));
	assert_string_equal(hub_text(&hub, 0, "hub.name"), "Hub");
	assert_string_equal(hub_text(&hub, 0, "hub.week-line"), "Tea");
	assert_string_equal(hub_part(&hub, 0, "course", "name"), "Our course");
	assert_false(hub_has_text(&hub, 0, "group.name")); /* of a hidden item */
	assert_false(hub_has_text(&hub, 0, "rows.line"));
	assert_string_equal(hub.phone, "02222 222222");
	assert_string_equal(hub.page, "https://c.example.org");
	assert_true(hub.example);
	assert_false(hub.self_check); /* S46: once off, off */
	assert_string_equal(hub.packs, "base 2026-11-01, council-a 2026-11-02, hub-a 2026-11-02");
	assert_true(day_parse("2026-11-02", &day));
	assert_int_equal(hub.released, day);
	for (int i = 1; i < hub.languages[0].count; i++)
		assert_true(strcmp(hub.languages[0].texts[i - 1].key, hub.languages[0].texts[i].key) < 0);
}

static void test_text_falls_back_to_english_and_the_program(void **state)
{
	(void)state;
	assert_true(merge(NULL, 0));
	assert_string_equal(hub_text(&hub, 0, "ui.clear"), "Clear");
	assert_string_equal(hub_text(&hub, 7, "course.name"), "Getting on");
	assert_string_equal(hub_text(&hub, 0, "no.such"), "");
	assert_string_equal(hub_part(&hub, 0, "course", "no"), "");
}

/* S18, S37, S14: each attempt to weaken is one error that names the item. */
static void refused(struct pack_folder *folder, const char *rest, const char *words, const char *rule, const char *item)
{
	char json[1024];
	const char *folders[1];

	memset(&findings, 0, sizeof findings);
	hub.packs = "untouched";
	snprintf(json, sizeof json, "%s%s}", HEAD("hub-a", "hub"), rest);
	folders[0] = folder_pack(folder, "hub-a", json, words);
	assert_false(merge(folders, 1));
	assert_int_equal(findings.errors, 1);
	assert_string_equal(findings.list[0].rule, rule);
	assert_string_equal(findings.list[0].fault.item, item);
	assert_true(findings.list[0].fault.line == 1);
	assert_string_equal(hub.packs, "untouched");
}

static void test_a_later_pack_cannot_weaken(void **state)
{
	refused(*state, ",\"hide\":[\"abuse-line\"]", "{}", "S18", "abuse-line");
	refused(*state, ",\"hide\":[\"own\"]", "{}", "S14", "own");
	refused(*state, ",\"offers\":[{\"id\":\"abuse-line\",\"fills\":true,\"channels\":[]}]", "{}", "S37", "abuse-line");
	refused(*state, ",\"offers\":[{\"id\":\"emergency\",\"fills\":true}]", "{}", "S37", "emergency");
	refused(*state, ",\"offers\":[{\"id\":\"abuse-line\",\"kind\":\"event\"}]", "{}", "S37", "abuse-line");
	refused(*state, ",\"offers\":[{\"id\":\"course\",\"fills\":true,\"conflict\":false}]", "{}", "S3", "course");
	refused(*state, ",\"offers\":[{\"id\":\"course\",\"fills\":true,\"topics\":[\"own_behaviour\"]}]", "{}", "S37", "course");
	refused(*state, "", "{\"abuse-line.body\":\"Only for emergencies.\"}", "S37", "abuse-line.body");
	refused(*state, "", "{\"fear.ask\":\"Are you well?\"}", "S14", "fear.ask");
	refused(*state, "", "{\"rows.boundary\":\"Fine.\"}", "S21", "rows.boundary");
	refused(*state, "", "{\"ui.clear\":\"Close\"}", "S37", "ui.clear");
}

/* A council's own local line is as protected against the hub as the nation's. */
static void test_local_safety_items_are_protected_too(void **state)
{
	const char *folders[2] = {folder_pack(*state, "council-a", council, council_words),
				  folder_pack(*state, "hub-a", HEAD("hub-a", "hub") ",\"hide\":[\"local-line\"]}", "{}")};
	assert_false(merge(folders, 2));
	assert_string_equal(findings.list[0].rule, "S18");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_layers_add_fill_and_hide),
	    TEST(test_texts_and_settings_come_from_the_latest),
	    TEST(test_text_falls_back_to_english_and_the_program),
	    TEST(test_a_later_pack_cannot_weaken),
	    TEST(test_local_safety_items_are_protected_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
