/*
 * Who has signed what arrives, and for whom it is: two people for what is about safety (S37),
 * and one hub on one screen.
 */
#include "travel_fixture.h"

/* S37: two people, at every kiosk. */
static void test_one_signature_where_two_are_needed(void **state)
{
	struct travel *travel = *state;
	struct sim_role *owner = sim_role(travel->sim, "uk-base");

	arrive(travel);
	owner->key_count = 1;
	change(travel, "uk-base", "packs/uk-base/pack.json", "0808 2000 247", "0808 2000 248");
	publish(travel);
	expect_kept(travel, FAILURE_SIGNATURE, FAILURE_NONE);
	owner->key_count = 2;
	publish(travel);
	assert_int_equal(FAILURE_NONE, fetch(travel)); /* both have signed */
}

/* The owner of that role vouches for the file, in place of the one who did. */
static void move(struct travel *travel, const char *from, const char *to, const char *path)
{
	json_t *targets = json_object_get(sim_part(travel->sim, from), "targets");

	json_object_set(json_object_get(sim_part(travel->sim, to), "targets"), path, json_object_get(targets, path));
	json_object_del(targets, path);
	travel->channel.release++;
	publish(travel);
	sim_publish(travel->sim, to);
	write_out(travel);
}

/* S37, whatever the roles say: what speaks of safety is shown only when two have signed it. */
static void test_a_role_of_one_for_safety_items(void **state)
{
	struct travel *travel = *state;
	static const char *const paths[] = {"packs/uk-base/pack.json", "packs/uk-base/text/en.json", "packs/uk-base/review/cy.json", HUB};
	json_t *rule = sim_delegate(travel->sim, "targets", "alone", "packs/*/*");

	json_array_append_new(json_object_get(rule, "paths"), json_string("packs/*/*/*"));
	arrive(travel);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		const char *owner = strcmp(paths[i], HUB) == 0 ? "example-hub" : "uk-base";
		move(travel, owner, "alone", paths[i]);
		expect_kept(travel, FAILURE_NONE, FAILURE_SIGNATURE);
		assert_string_equal(paths[i], problem.fault.file);
		assert_non_null(strstr(problem.fault.says, owner));
		assert_non_null(strstr(problem.fault.says, "one person signed what two must sign (S37)"));
		move(travel, "alone", owner, paths[i]);
		arrive(travel);
	}
	/* Both signed, but one alone could have put others in their place. */
	sim_threshold(travel->sim, "targets", 1);
	sim_publish(travel->sim, "root");
	travel->channel.release++;
	publish(travel);
	expect_kept(travel, FAILURE_NONE, FAILURE_SIGNATURE);
}

/* The channel is for another hub, a real one. */
static void go_to_hampshire(struct travel *travel)
{
	travel->channel.pack_count = 1;
	int count = 0;
	for (int i = 0; i < travel->channel.file_count; i++)
		if (strncmp(travel->files[i].path, "packs/uk-base/", 14) == 0)
			travel->files[count++] = travel->files[i];
	travel->channel.file_count = count;
	delegate(travel->sim, "hampshire");
	by_two(travel->sim, "hampshire");
	add_pack(travel, "hampshire");
	travel->channel.release++;
	publish(travel);
}

static void expect_unsigned(struct travel *travel)
{
	expect_kept(travel, FAILURE_NONE, FAILURE_CONTENT);
	if (!strstr(problem.fault.says, "nobody has signed these safety items"))
		fail_msg("%s %s", problem.fault.file, problem.fault.says);
}

/* S37 once more: a real hub that nobody has signed. */
static void test_a_hub_without_a_sign_off(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	travel->hub = "hampshire";
	go_to_hampshire(travel);
	expect_unsigned(travel);
}

#define GROUPS                                                                                                                                       \
	"{\"format\": 2, \"id\": \"groups\", \"layer\": \"region\", \"owner\": \"Made up\", \"updated\": \"2026-10-07\", \"needs\": [\"uk-base\"], " \
	"\"offers\": [%s]}\n"
#define LINE                                                                                                                                 \
	"{\"id\": \"a-line\", \"kind\": \"support_line\", \"topics\": [\"listening\"], \"people\": [\"anyone\"], \"channels\": [{\"kind\": " \
	"\"phone\", \"value\": \"01632 960999\"}], \"hours\": \"always\", \"source\": \"x\", \"checked\": \"2026-11-20\", \"checked_by\": \"x\"}"

/* A pack that one owner may sign alone, until it holds a help line. */
static void test_a_pack_that_holds_safety_items_from_now_on(void **state)
{
	struct travel *travel = *state;
	char text[1024];

	arrive(travel);
	travel->hub = "hampshire";
	go_to_hampshire(travel);
	delegate(travel->sim, "groups");
	snprintf(travel->channel.packs[travel->channel.pack_count++], CHANNEL_NAME_SIZE, "groups");
	snprintf(text, sizeof text, GROUPS, "");
	set_file(travel, "groups", "packs/groups/pack.json", text);
	set_file(travel, "groups", "packs/groups/text/en.json", "{}");
	publish(travel);
	expect_unsigned(travel); /* so two need not sign the groups */
	snprintf(text, sizeof text, GROUPS, LINE);
	set_file(travel, "groups", "packs/groups/pack.json", text);
	set_file(travel, "groups", "packs/groups/text/en.json", "{\"a-line.name\": \"Line\"}");
	publish(travel);
	expect_kept(travel, FAILURE_NONE, FAILURE_SIGNATURE);
	assert_string_equal("packs/groups/pack.json", problem.fault.file);
	by_two(travel->sim, "groups");
	publish(travel);
	expect_unsigned(travel);
}

/* ---- whose content it is ---- */

static void test_content_for_another_hub(void **state)
{
	struct travel *travel = *state;

	arrive(travel);
	assert_string_equal("example-hub", travel->activated.hub);
	go_to_hampshire(travel);
	expect_kept(travel, FAILURE_NONE, FAILURE_CONTENT);
	assert_non_null(strstr(problem.fault.says, "sync.conf says that this screen is for example-hub and the new content is for hampshire"));
	travel->hub = "";
	for (int lost = 0; lost < 2; lost++) {
		expect_kept(travel, FAILURE_NONE, FAILURE_CONTENT);
		assert_non_null(strstr(problem.fault.says, "this screen shows example-hub and the new content is for hampshire"));
		assert_non_null(strstr(problem.fault.says, "write hub = hampshire into sync.conf"));
		travel->activated.hub[0] = '\0'; /* the status was lost; what is live tells */
	}
	assert_string_equal("", travel->activated.hub);
	travel->hub = "hampshire";
	expect_unsigned(travel);
	assert_string_equal("example-hub", travel->activated.hub);
}

static void test_a_made_up_hub_that_sync_conf_does_not_name(void **state)
{
	struct travel *travel = *state;

	travel->hub = "";
	assert_int_equal(FAILURE_NONE, fetch(travel));
	assert_int_equal(FAILURE_CONTENT, activate(travel));
	assert_non_null(strstr(problem.fault.says, "a made-up hub"));
	assert_non_null(strstr(problem.fault.says, "write hub = example-hub into sync.conf"));
	assert_string_equal("", travel->activated.set);
	assert_string_equal("", travel->activated.hub);
	travel->hub = "example-hub";
	arrive(travel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(test_one_signature_where_two_are_needed),
	    T(test_a_role_of_one_for_safety_items),
	    T(test_a_hub_without_a_sign_off),
	    T(test_a_pack_that_holds_safety_items_from_now_on),
	    T(test_content_for_another_hub),
	    T(test_a_made_up_hub_that_sync_conf_does_not_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
