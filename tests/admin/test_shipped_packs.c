/*
 * The packs that ship: no error, no warning but where a fact is in doubt, all
 * rules proved in every nation, and as many messages as were promised.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "admin/sets.h"
#include "core/check.h"
#include "core/hours.h"
#include "core/proof.h"
#include "core/route.h"

#include "../tools/short.h"

#define PACKS "config/packs/"

static struct set_list load(const char *const *folders, int count)
{
	struct options options = {.folder_count = count};
	struct set_list list = {0, NULL};
	for (int i = 0; i < count; i++)
		options.folders[i] = folders[i];
	assert_true(sets_load(&options, &list, NULL));
	for (int i = 0; i < list.count; i++)
		assert_true(list.sets[i].loaded);
	return list;
}

static struct set_list load_all(void)
{
	static const char *const folders[] = {PACKS "example-hub", PACKS "hampshire", PACKS "northumberland", PACKS "uk-base"};
	return load(folders, 4);
}

static moment at(const char *text)
{
	moment when = 0;
	assert_true(moment_parse(text, &when));
	return when;
}

static void each_council_and_the_example_is_a_set(void **state)
{
	(void)state;
	struct set_list list = load_all();
	assert_int_equal(list.count, 3);
	for (int i = 0; i < list.count; i++)
		assert_int_equal(list.sets[i].packs.count, 2);
	sets_release(&list);
}

/* Six weeks after the release; nothing is overdue yet. */
static void only_doubts_are_warnings(void **state)
{
	(void)state;
	int wrong = 0;
	char line[800];
	struct set_list list = load_all();
	for (int i = 0; i < list.count; i++) {
		struct findings *findings = &list.sets[i].findings;
		check_hub(&list.sets[i].hub, at("2026-11-22"), findings);
		for (int j = 0; j < findings->count; j++) {
			const struct finding *finding = &findings->list[j];
			if (finding->severity == SEVERITY_NOTE ||
			    (finding->severity == SEVERITY_WARNING && strncmp(finding->fault.says, "in doubt: ", 10) == 0))
				continue;
			wrong++;
			fault_print(&finding->fault, line, sizeof line);
			print_message("%s: %s %s\n", set_name(&list.sets[i]), finding->rule, line);
		}
	}
	assert_int_equal(wrong, 0);
	sets_release(&list);
}

/* A day later than 90 days the abuse lines are due (S33), and managers are told. */
static void checks_fall_due(void **state)
{
	(void)state;
	const char *folder = PACKS "uk-base";
	int overdue = 0;
	struct set_list list = load(&folder, 1);
	struct findings *findings = &list.sets[0].findings;
	check_hub(&list.sets[0].hub, at("2027-01-06"), findings);
	for (int i = 0; i < findings->count; i++)
		overdue += strcmp(findings->list[i].rule, "S33") == 0 && strstr(findings->list[i].fault.says, "overdue");
	assert_true(overdue > 0);
	sets_release(&list);
}

/* No screen loses its hub by the calendar: whatever day it is, nothing is an error. */
static void no_day_is_an_error(void **state)
{
	(void)state;
	static const char *const days[] = {"1970-01-01", "2024-09-01", "2025-08-01", "2026-11-22", "2027-06-30", "2090-01-01"};
	struct proof *proof = calloc(1, sizeof *proof);
	struct set_list list = load_all();
	int32_t released[8];
	assert_non_null(proof);
	for (int i = 0; i < list.count; i++)
		released[i] = list.sets[i].hub.released;
	for (size_t day = 0; day < 2 * sizeof days / sizeof days[0]; day += (size_t)in_short(1, 5))
		for (int i = 0; i < list.count; i++) {
			struct hub *hub = &list.sets[i].hub;
			hub->released = day % 2 ? 0 : released[i]; /* also as a rehearsal */
			list.sets[i].findings = (struct findings){0};
			check_hub(hub, at(days[day / 2]), &list.sets[i].findings);
			assert_int_equal(list.sets[i].findings.errors, 0);
			assert_true(proof_run(hub, at(days[day / 2]), proof));
		}
	free(proof);
	sets_release(&list);
}

/* S33: what is in doubt was not checked, but for a detail that no screen shows. */
static void what_is_in_doubt_has_no_date(void **state)
{
	(void)state;
	struct set_list list = load_all();
	int wrong = 0, shown = 0;
	for (int i = 0; i < list.count; i++)
		for (int j = 0; j < list.sets[i].hub.offer_count; j++) {
			const struct offer *offer = &list.sets[i].hub.offers[j];
			bool doubt = strstr(offer->doubt, "hours") || strstr(offer->doubt, "number");
			struct hours hours = hours_shown(offer, at("2026-11-22"), false);
			if (doubt && (offer->checked != 0 || offer->checked_by[0] != 0 || hours.known)) {
				wrong++;
				print_message("%s is in doubt, and checked\n", offer->id);
			}
			shown += !doubt && offer->safety && hours.always;
		}
	assert_int_equal(wrong, 0);
	assert_true(shown > 20); /* 24-hour numbers stay */
	sets_release(&list);
}

static void every_nation_is_proved_and_checked(void **state)
{
	(void)state;
	const char *folder = PACKS "uk-base";
	struct set_list list = load(&folder, 1);
	struct proof *proof = calloc(1, sizeof *proof);
	assert_non_null(proof);
	for (int nation = 0; nation < NATION_COUNT; nation++) {
		list.sets[0].hub.nation = (enum nation)nation;
		list.sets[0].findings = (struct findings){0};
		check_hub(&list.sets[0].hub, at("2026-11-22"), &list.sets[0].findings);
		assert_int_equal(list.sets[0].findings.errors, 0);
		assert_true(proof_run(&list.sets[0].hub, at("2026-11-22"), proof));
	}
	free(proof);
	sets_release(&list);
}

static bool line_for(const struct hub *hub, int nation, unsigned people)
{
	for (int i = 0; i < hub->offer_count; i++)
		if (hub->offers[i].topics & TOPIC_DOMESTIC_ABUSE && hub->offers[i].people & people && hub->offers[i].nations & NATION_BIT(nation))
			return true;
	return false;
}

/* S19: each with equal weight, in every nation, and one for those worried about
 * somebody else. */
static void there_is_a_line_for_everyone(void **state)
{
	(void)state;
	static const unsigned people[] = {PEOPLE_MEN, PEOPLE_LGBT, PEOPLE_DEAF, PEOPLE_OLDER, PEOPLE_HONOUR, PEOPLE_SOMEONE_ELSE, PEOPLE_HOW_I_ACT};
	const char *folder = PACKS "uk-base";
	struct set_list list = load(&folder, 1);
	int missing = 0;
	for (int nation = 0; nation < NATION_COUNT; nation++)
		for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
			if (line_for(&list.sets[0].hub, nation, people[i]))
				continue;
			missing++;
			print_message("%s has no line for: %s\n", nation_name(nation), people_name(people[i]));
		}
	assert_int_equal(missing, 0);
	sets_release(&list);
}

/* At least 24 messages in several themes; each boundary is S21's and is checked. */
static void there_are_enough_messages(void **state)
{
	(void)state;
	const char *folder = PACKS "uk-base";
	struct set_list list = load(&folder, 1);
	const struct hub *hub = &list.sets[0].hub;
	int themes = 0;
	for (int i = 0; i < hub->message_count; i++) {
		bool seen = false;
		for (int j = 0; j < i && !seen; j++)
			seen = strcmp(hub->messages[i].theme, hub->messages[j].theme) == 0;
		themes += !seen;
	}
	assert_in_range(hub->message_count, 24, PACK_MESSAGES_MAX);
	assert_in_range(themes, 8, PACK_MESSAGES_MAX);
	sets_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_council_and_the_example_is_a_set),
	    cmocka_unit_test(only_doubts_are_warnings),
	    cmocka_unit_test(checks_fall_due),
	    cmocka_unit_test(no_day_is_an_error),
	    cmocka_unit_test(what_is_in_doubt_has_no_date),
	    cmocka_unit_test(every_nation_is_proved_and_checked),
	    cmocka_unit_test(there_is_a_line_for_everyone),
	    cmocka_unit_test(there_are_enough_messages),
	};
	return cmocka_run_group_tests_name("shipped packs", tests, NULL, NULL);
}
