#include "pack_folder.h"

#include <jansson.h>

#include "core/names.h"
#include "core/read.h"
#include "core/read_parts.h"

static struct findings findings;
static struct arena arena;

static int begin(void **state)
{
	memset(&findings, 0, sizeof findings);
	return folder_begin(state) == 0 && arena_init(&arena, HUB_ARENA_MAX, NULL) ? 0 : -1;
}

static int end(void **state)
{
	arena_release(&arena);
	return folder_end(state);
}

static const char whole[] = HEAD(
    "hub-a",
    "hub") ",\n\"needs\":[\"base\"],\"nation\":\"wales\",\n"
	   "\"hub\":{\"phone\":\"01234 "
	   "567890\",\"page\":\"https://a.example.org\",\"languages\":[\"en\",\"cy\"],\"example\":true,\"self_check\":false},\n"
	   "\"hosts\":[\"a.example.org\"],\n"
	   "\"offers\":[\n"
	   "{\"id\":\"one\",\"kind\":\"workshop\",\"audience\":\"staff\",\"nations\":[\"wales\",\"scotland\"],\"stages\":[\"apart\"],\"topics\":["
	   "\"money\",\"sleep\"],\n"
	   " \"people\":[\"men\"],\"joint\":true,\"referral\":true,\"bsl\":true,\n"
	   " \"channels\":[{\"kind\":\"text\",\"value\":\"85258\",\"word\":\"SHOUT\"},{\"kind\":\"ask\"}],\n"
	   " \"hours\":[{\"days\":\"mon-fri\",\"open\":\"09:30\",\"close\":\"12:00\"},{\"days\":\"sat,sun\",\"open\":\"00:00\",\"close\":\"24:00\"}],"
	   "\n"
	   " \"valid\":{\"from\":\"2026-01-01\",\"until\":\"2026-12-31\"},\n"
	   " \"sessions\":[{\"date\":\"2026-12-01\",\"start\":\"10:00\",\"end\":\"12:00\",\"group\":\"B\",\"place\":\"online\",\"venue\":\"room\","
	   "\"places\":8,\"taken\":8}],\n"
	   " \"repeats\":[{\"weekday\":\"tue\",\"weeks\":2,\"from\":\"2026-01-06\",\"until\":\"2026-06-30\",\"meetings\":6,\"start\":\"10:00\","
	   "\"end\":\"11:00\"}],\n"
	   " \"languages\":\"en "
	   "cy\",\"picture\":\"spot-mugs\",\"source\":\"a.example.org\",\"checked\":\"2026-11-01\",\"checked_by\":\"Ann\",\"doubt\":\"hours\"},\n"
	   "{\"id\":\"two\",\"kind\":\"idea\"}],\n"
	   "\"messages\":[{\"id\":\"calm\",\"theme\":\"rows\"}],\n"
	   "\"hide\":[\"course\"]}\n";

static const char words[] = "{\"two.name\":\"Two\",\n\"one.name\":\"One\",\n\"hub.name\":\"A\"}\n";

static void test_reads_every_key(void **state)
{
	struct pack pack;
	int32_t day;
	const char *folder = folder_pack(*state, "hub-a", whole, words);

	assert_true(pack_read(folder, &arena, &pack, &findings));
	assert_int_equal(findings.count, 0);
	assert_string_equal(pack.id, "hub-a");
	assert_int_equal(pack.layer, LAYER_HUB);
	assert_true(pack.has_nation && pack.nation == NATION_WALES);
	assert_true(pack.has_hub && pack.example && !pack.self_check);
	assert_int_equal(pack.wanted_count, 2);
	assert_string_equal(pack.wanted[1], "cy");
	assert_int_equal(pack.hidden_count, 1);
	assert_int_equal(pack.messages[0].line, 15);

	const struct offer *offer = &pack.offers[0].offer;
	assert_int_equal(pack.offer_count, 2);
	assert_int_equal(offer->line, 6);
	assert_int_equal(offer->kind, OFFER_WORKSHOP);
	assert_int_equal(offer->audience, AUDIENCE_STAFF);
	assert_int_equal(offer->nations, NATION_BIT(NATION_WALES) | NATION_BIT(NATION_SCOTLAND));
	assert_int_equal(offer->stages, STAGE_APART);
	assert_int_equal(offer->topics, TOPIC_MONEY | TOPIC_SLEEP);
	assert_int_equal(offer->people, PEOPLE_MEN);
	assert_true(offer->joint && offer->referral && offer->bsl && !offer->conflict && !offer->safety);
	assert_string_equal(offer_channel(offer, CHANNEL_TEXT)->word, "SHOUT");
	assert_null(offer_channel(offer, CHANNEL_PHONE));
	assert_int_equal(offer->hours.spans[0].days, 31);
	assert_int_equal(offer->hours.spans[0].open, 570);
	assert_int_equal(offer->hours.spans[1].close, 1440);
	assert_true(day_parse("2026-12-31", &day) && offer->valid_until == day);
	assert_int_equal(offer->sessions[0].group, 'B');
	assert_int_equal(offer->sessions[0].place, PLACE_ONLINE);
	assert_string_equal(offer->sessions[0].venue, "venue.room");
	assert_int_equal(offer->repeats[0].weekday, TUESDAY);
	assert_int_equal(offer->repeats[0].weeks, 2);
	assert_int_equal(offer->repeats[0].meetings, 6);
	assert_string_equal(offer->doubt, "hours");
}

static void test_defaults_are_those_of_the_format(void **state)
{
	struct pack pack;
	const char *folder = folder_pack(*state, "hub-a", whole, words);

	assert_true(pack_read(folder, &arena, &pack, &findings));
	const struct offer *offer = &pack.offers[1].offer;
	assert_int_equal(pack.offers[1].given, GIVEN_KIND);
	assert_int_equal(offer->audience, AUDIENCE_PARENTS);
	assert_int_equal(offer->nations, NATIONS_ALL);
	assert_int_equal(offer->stages, STAGES_ALL);
	assert_int_equal(offer->people, PEOPLE_ANYONE);
	assert_int_equal(offer->topics, 0);
	assert_false(offer->hours.known);
	assert_int_equal(offer->checked, 0);
	assert_string_equal(offer->languages, "");
}

static void test_texts_are_sorted_and_keep_their_lines(void **state)
{
	struct pack pack;
	const char *folder = folder_pack(*state, "hub-a", whole, words);

	assert_true(pack_read(folder, &arena, &pack, &findings));
	assert_int_equal(pack.languages[0].count, 3);
	assert_string_equal(pack.languages[0].texts[0].key, "hub.name");
	assert_int_equal(pack.text_lines[0][0], 3);
	assert_string_equal(pack.languages[0].texts[2].key, "two.name");
	assert_int_equal(pack.text_lines[0][2], 1);
}

static void test_all_faults_come_at_once(void **state)
{
	struct pack pack = {.id = "untouched"};
	const char *folder = folder_pack(
	    *state, "hub-a", HEAD("hub-a", "hubb") ",\"offers\":[{\"id\":\"one\",\"kind\":\"ide\",\"hours\":1,\"bsl\":0},{\"id\":\"One\"}],\"x\":1}",
	    "{\"one.name\":\"\",\"Bad\":\"x\"}");

	assert_false(pack_read(folder, &arena, &pack, &findings));
	assert_string_equal(pack.id, "untouched");
	assert_int_equal(findings.errors, 9);
}

/* Sparse: the size is looked at, no byte is read. */
static void test_a_huge_file_is_refused_by_its_size(void **state)
{
	struct pack pack;
	const char *folder = folder_pack(*state, "hub-a", whole, words);
	char path[FAULT_FILE_MAX];

	assert_true(file_join(path, sizeof path, folder, "text/en.json"));
	assert_int_equal(truncate(path, 100 << 20), 0);
	assert_false(pack_read(folder, &arena, &pack, &findings));
	assert_int_equal(findings.count, 1);
	assert_string_equal(findings.list[0].rule, "file");
	assert_non_null(strstr(findings.list[0].fault.file, "text/en.json"));
	assert_true(file_join(path, sizeof path, folder, "pack.json"));
	assert_int_equal(truncate(path, 100 << 20), 0);
	assert_false(pack_read(folder, &arena, &pack, &findings));
	assert_int_equal(findings.count, 2);
}

static void test_too_many_pictures_are_refused(void **state)
{
	struct pack pack;
	char path[FAULT_FILE_MAX];
	const char *folder = folder_pack(*state, "hub-a", whole, words);

	snprintf(path, sizeof path, "%.200s/pictures", folder);
	mkdir(path, 0755);
	for (int i = 0; i < 65; i++) {
		snprintf(path, sizeof path, "%.200s/pictures/p%d.svg", folder, i);
		folder_write(path, "<svg/>");
		assert_int_equal(pack_read(folder, &arena, &pack, &findings), i < 64);
		arena_release(&arena);
		assert_true(arena_init(&arena, HUB_ARENA_MAX, NULL));
	}
	assert_true(says(&findings, "holds more than 64 files"));
}

static void test_more_findings_than_fit_are_counted(void **state)
{
	static char json[64 << 10];
	struct pack pack;
	int used = snprintf(json, sizeof json, "%s,\"offers\":[", HEAD("hub-a", "hub"));
	for (int i = 0; i < 240; i++)
		used += snprintf(json + used, sizeof json - (size_t)used, "%s{\"id\":\"o%d\",\"kid\":\"idea\",\"a\":1}", i ? "," : "", i);
	snprintf(json + used, sizeof json - (size_t)used, "]}");

	assert_false(pack_read(folder_pack(*state, "hub-a", json, words), &arena, &pack, &findings));
	assert_int_equal(findings.count, FINDINGS_MAX);
	assert_int_equal(findings.errors, 3 * 240);
}

static void test_a_small_arena_is_an_error_not_a_crash(void **state)
{
	const char *folder = folder_pack(*state, "hub-a", whole, words);
	for (size_t size = 4096; size <= 8192; size += 4096) {
		struct arena small;
		struct pack pack;
		memset(&findings, 0, sizeof findings);
		assert_true(arena_init(&small, 4096, NULL));
		arena_take(&small, size == 4096 ? 4000 : 3000);
		assert_false(pack_read(folder, &small, &pack, &findings));
		assert_true(says(&findings, "larger than the memory"));
		arena_release(&small);
	}
}

static void test_peek_reads_the_order_only(void **state)
{
	struct pack pack;
	const char *folder = folder_pack(*state, "hub-a", HEAD("hub-a", "region") ",\"needs\":[\"base\",\"b\"],\"offers\":7}", "[]");

	assert_true(pack_peek(folder, &arena, &pack, &findings));
	assert_int_equal(pack.layer, LAYER_REGION);
	assert_int_equal(pack.need_count, 2);
	assert_string_equal(pack.needs[1], "b");
}

static void test_every_value_has_a_name_and_back(void **state)
{
	(void)state;
	for (enum name_set set = 0; set < NAMES_SET_COUNT; set++)
		for (int i = 0; i < names_of(set)->count; i++)
			assert_int_equal(names_find(set, names_at(set, i)), i);
	assert_int_equal(offer_kind_value("one_to_one"), OFFER_ONE_TO_ONE);
	assert_string_equal(nation_name(NATION_NORTHERN_IRELAND), "northern-ireland");
	assert_int_equal(topic_value("referral"), TOPIC_REFERRAL);
	assert_string_equal(people_name(PEOPLE_HOW_I_ACT), "how_i_act");
	assert_int_equal(signal_value("urgent"), SIGNAL_URGENT);
	assert_int_equal(layer_value("x"), -1);
	assert_int_equal(topic_value("x"), 0);
	assert_string_equal(channel_name(99), "");
	assert_string_equal(stage_name(0), "");
}

/* ---- the schema says what the tables say ---- */

static json_t *schema_block(json_t *schema, const char *name)
{
	json_t *block = name ? json_object_get(json_object_get(schema, "$defs"), name) : schema;
	assert_true(json_is_object(block));
	return block;
}

static void assert_same_keys(json_t *block, const struct form *form)
{
	json_t *properties = json_object_get(block, "properties");
	int needed = 0;

	assert_true(json_is_false(json_object_get(block, "additionalProperties")));
	for (int i = 0; i < form->count; i++) {
		json_t *property = json_object_get(properties, form->fields[i].key);
		if (!property || !json_object_get(property, "description"))
			fail_msg("%s: the schema lacks \"%s\" or its description", form->what, form->fields[i].key);
		needed += form->fields[i].needed;
	}
	assert_int_equal(json_object_size(properties), form->count);
	assert_int_equal(json_array_size(json_object_get(block, "required")), needed);
}

static void assert_same_names(json_t *schema, const char *name, enum name_set set)
{
	json_t *list = json_object_get(schema_block(schema, name), "enum");
	int first = set == NAMES_CONSTRUCT ? 1 : 0;
	assert_int_equal(json_array_size(list), names_of(set)->count - first);
	for (int i = first; i < names_of(set)->count; i++)
		assert_string_equal(json_string_value(json_array_get(list, (size_t)(i - first))), names_at(set, i));
}

static void test_the_schema_is_the_reader(void **state)
{
	json_error_t error;
	json_t *schema = json_load_file("config/schema/pack.schema.json", JSON_REJECT_DUPLICATES, &error);
	(void)state;

	assert_non_null(schema);
	assert_same_keys(schema, &pack_form);
	assert_same_keys(schema_block(schema, "hub"), &hub_form);
	assert_same_keys(schema_block(schema, "offer"), &offer_form);
	assert_same_keys(schema_block(schema, "channel"), &channel_form);
	assert_same_keys(schema_block(schema, "opening"), &opening_form);
	assert_same_keys(schema_block(schema, "valid"), &valid_form);
	assert_same_keys(schema_block(schema, "session"), &session_form);
	assert_same_keys(schema_block(schema, "repeat"), &repeat_form);
	assert_same_keys(schema_block(schema, "message"), &message_form);
	assert_same_keys(schema_block(schema, "question"), &question_form);
	assert_same_keys(schema_block(schema, "option"), &option_form);
	assert_same_names(schema, "layer", NAMES_LAYER);
	assert_same_names(schema, "offer-kind", NAMES_OFFER_KIND);
	assert_same_names(schema, "audience", NAMES_AUDIENCE);
	assert_same_names(schema, "nation", NAMES_NATION);
	assert_same_names(schema, "channel-kind", NAMES_CHANNEL);
	assert_same_names(schema, "place", NAMES_PLACE);
	assert_same_names(schema, "construct", NAMES_CONSTRUCT);
	assert_same_names(schema, "question-kind", NAMES_QUESTION_KIND);
	assert_same_names(schema, "weekday", NAMES_WEEKDAY);
	assert_same_names(schema, "stage", NAMES_STAGE);
	assert_same_names(schema, "topic", NAMES_TOPIC);
	assert_same_names(schema, "people", NAMES_PEOPLE);
	assert_same_names(schema, "signal", NAMES_SIGNAL);
	json_decref(schema);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_reads_every_key),
	    TEST(test_defaults_are_those_of_the_format),
	    TEST(test_texts_are_sorted_and_keep_their_lines),
	    TEST(test_all_faults_come_at_once),
	    TEST(test_a_huge_file_is_refused_by_its_size),
	    TEST(test_too_many_pictures_are_refused),
	    TEST(test_more_findings_than_fit_are_counted),
	    TEST(test_a_small_arena_is_an_error_not_a_crash),
	    TEST(test_peek_reads_the_order_only),
	    TEST(test_every_value_has_a_name_and_back),
	    TEST(test_the_schema_is_the_reader),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
