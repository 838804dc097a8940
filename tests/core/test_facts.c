/*
 * Facts over a year, over every shipped set and every nation: no line ever leaves
 * (S33), weekly hours are hidden from the day after a check falls due and on no other,
 * 24 hours stay 24 hours, no part-time line stands alone (S34), and the lines follow
 * the nation (S35). Pure: the day is an argument.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/builtin.h"
#include "core/hours.h"
#include "core/load.h"
#include "core/route.h"
#include "core/shown.h"

enum { DAYS = 400, SETS = 3 };

static const char *const tops[SETS] = {"config/packs/example-hub", "config/packs/hampshire", "config/packs/northumberland"};
static const char *const leads[NATION_COUNT] = {"national-domestic-abuse-helpline", "live-fear-free", "scotland-domestic-abuse-helpline",
						"northern-ireland-abuse-helpline"};
static const char *const numbers[NATION_COUNT] = {"0808 2000 247", "0808 80 10 800", "0800 027 1234", "0808 802 1414"};

static struct arena arenas[SETS];
static struct hub hubs[SETS];

static int load_all(void **state)
{
	static struct findings findings;
	(void)state;
	for (int i = 0; i < SETS; i++) {
		struct pack_set set = {.count = 1};
		snprintf(set.folder[0], FAULT_FILE_MAX, "%s", tops[i]);
		if (!arena_init(&arenas[i], HUB_ARENA_MAX, NULL) || !pack_set_complete(&set, &findings) ||
		    !load_hub(&set, &arenas[i], &hubs[i], &findings))
			return -1;
	}
	return 0;
}

static int release_all(void **state)
{
	(void)state;
	for (int i = 0; i < SETS; i++)
		arena_release(&arenas[i]);
	return 0;
}

/* Noon of the day number `day` after 2026-10-07, in seconds. */
static moment noon_of(int day)
{
	moment start;
	assert_true(moment_parse("2026-10-07T12:00", &start));
	return start + (moment)day * 86400;
}

static bool here(const struct hub *hub, const struct offer *offer)
{
	return offer->kind == OFFER_SUPPORT_LINE && offer->nations & NATION_BIT(hub->nation);
}

/* S33: the line is shown on each day; what is said of its hours is right. */
static void look_at_line(const struct hub *hub, const struct offer *offer, moment now, bool wrong)
{
	struct hours shown = hours_shown(offer, now, wrong);
	bool abuse = offer->topics & (TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR);
	int32_t last = offer->checked + (abuse ? 90 : 180);
	bool checked = offer->checked != 0 && civil_at(now).day <= last;

	assert_string_equal(offer_absence(hub, offer, now), "");
	if (offer->hours.always) {
		assert_true(shown.known && shown.always);
		assert_int_equal(hours_at(&shown, now).state, OPEN_ALWAYS);
		return;
	}
	bool known = offer->hours.known && checked && !wrong && !strstr(offer->doubt, "hours");
	assert_int_equal(shown.known, known);
	if (!known)
		assert_int_equal(hours_at(&shown, now).state, OPEN_UNKNOWN);
	else
		assert_true(hours_at(&shown, now).state == OPEN_NOW || hours_at(&shown, now).state == OPEN_LATER);
	assert_int_equal(check_due_in(offer, now) < 0, !checked);
}

static void S33_no_line_leaves_and_hours_hide_on_the_day(void **state)
{
	int hidden = 0, told = 0;
	(void)state;
	for (int s = 0; s < SETS; s++)
		for (int nation = 0; nation < NATION_COUNT; nation++) {
			struct hub hub = hubs[s];
			hub.nation = (enum nation)nation;
			for (int day = 0; day < DAYS; day++)
				for (int i = 0; i < hub.offer_count; i++) {
					const struct offer *offer = &hub.offers[i];
					if (!here(&hub, offer))
						continue;
					look_at_line(&hub, offer, noon_of(day), false);
					look_at_line(&hub, offer, noon_of(day), true); /* a wrong clock */
					hidden += offer->hours.known && !offer->hours.always && !hours_shown(offer, noon_of(day), false).known;
					told += offer->hours.known && !offer->hours.always && hours_shown(offer, noon_of(day), false).known;
				}
		}
	assert_true(hidden > 1000 && told > 1000);
}

/* S33: the Men's Advice Line was checked on 7 October; 90 days on is 5 January. */
static void S33_the_day_itself(void **state)
{
	const struct offer *men = &hubs[0].offers[hub_offer(&hubs[0], "mens-advice-line")];
	const struct offer *debt = &hubs[0].offers[hub_offer(&hubs[0], "stepchange")];
	moment now;
	(void)state;
	assert_true(moment_parse("2027-01-05T23:59", &now));
	assert_true(hours_shown(men, now, false).known);
	assert_int_equal(check_due_in(men, now), 0);
	assert_true(moment_parse("2027-01-06T00:00", &now));
	assert_false(hours_shown(men, now, false).known);
	assert_int_equal(check_due_in(men, now), -1);
	assert_true(moment_parse("2027-04-05T23:59", &now)); /* 180 days */
	assert_true(hours_shown(debt, now, false).known);
	assert_true(moment_parse("2027-04-06T00:00", &now));
	assert_false(hours_shown(debt, now, false).known);
}

/* S34: one of the first two is open day and night. */
static void has_a_night_line(const struct hub *hub, const int16_t *offers, int count, const char *where)
{
	bool part_time = false, night = false;

	for (int i = 0; i < count; i++) {
		const struct offer *offer = &hub->offers[offers[i]];
		part_time = part_time || (offer->kind == OFFER_SUPPORT_LINE && !offer->hours.always);
		night = night || (i < 2 && offer->kind == OFFER_SUPPORT_LINE && offer->hours.always);
	}
	if (part_time && !night)
		print_message("%s, %s: no line for the night among the first two\n", nation_name((int)hub->nation), where);
	assert_true(!part_time || night);
}

static struct answers answers_of(const struct hub *hub, const char *id, int answer)
{
	struct answers answers = {.who = WHO_ALONE};
	memset(answers.answer, ANSWER_SKIPPED, sizeof answers.answer);
	for (int i = 0; i < hub->question_count; i++)
		if (hub->questions[i].kind == QUESTION_SAFETY)
			answers.answer[i] = SAFE_NO;
	for (int i = 0; i < hub->question_count; i++)
		if (strcmp(hub->questions[i].id, id) == 0)
			answers.answer[i] = (int8_t)answer;
	return answers;
}

static const struct {
	const char *question;
	int answer;
} visits[] = {{"none", 0},    {"fear", SAFE_YES}, {"own", SAFE_YES}, {"worries", 0}, {"worries", 1}, {"worries", 2},
	      {"worries", 3}, {"worries", 4},     {"worries", 5},    {"stage", 0},   {"stage", 2}};

static void look_at_result(const struct hub *hub, int visit, moment now)
{
	struct answers answers = answers_of(hub, visits[visit].question, visits[visit].answer);
	struct result result;

	route(hub, &answers, now, &result);
	for (int i = 0; i < RESULT_CARDS; i++) {
		const struct card *card = &result.cards[i];
		if (card->kind != CARD_SUPPORT && card->kind != CARD_URGENT && card->kind != CARD_TALK)
			continue;
		has_a_night_line(hub, card->offers, card->offer_count, card_kind_name((int)card->kind));
		for (int k = 0; k < card->offer_count; k++)
			assert_true(here(hub, &hub->offers[card->offers[k]])); /* S35 */
		bool own = card->kind == CARD_SUPPORT && strcmp(visits[visit].question, "own") == 0;
		if (card->kind == CARD_SUPPORT)
			assert_string_equal(hub->offers[card->offers[own]].id, leads[hub->nation]);
	}
}

static void look_at_lines(const struct hub *hub, moment now)
{
	struct session session = {.screen = SCREEN_LINES};
	int16_t lines[PACK_OFFERS_MAX];
	int count = shown_lines(&session, hub, now, lines, PACK_OFFERS_MAX);

	assert_true(count > 10);
	has_a_night_line(hub, lines, count, "lines");
	for (int i = 0; i < count; i++)
		assert_true(here(hub, &hub->offers[lines[i]]));
}

/* S34, S35: in every nation, on every day, on each kind of result and in the list. */
static void S34_S35_the_nations_own_night_line_comes_first(void **state)
{
	(void)state;
	for (int s = 0; s < SETS; s++)
		for (int nation = 0; nation < NATION_COUNT; nation++) {
			struct hub hub = hubs[s];
			hub.nation = (enum nation)nation;
			assert_string_equal(help_strip(&hub).number, numbers[nation]);
			for (int day = 0; day < DAYS; day++) {
				look_at_lines(&hub, noon_of(day));
				look_at_result(&hub, day % (int)(sizeof visits / sizeof visits[0]), noon_of(day));
			}
		}
}

/* S2, S18, S35: whatever line a hub brings, however well it would fit, that of the
 * nation leads, and none of the nation's lines leaves the card. */
static void S18_a_line_of_a_hub_never_takes_the_first_place(void **state)
{
	static struct offer offers[PACK_OFFERS_MAX];
	static const uint32_t people[] = {PEOPLE_CHILDREN, PEOPLE_PARENTS, PEOPLE_ANYONE};
	(void)state;
	for (int nation = 0; nation < NATION_COUNT; nation++) {
		struct hub hub = hubs[0];
		int16_t before[CARD_OFFERS_MAX], after[CARD_OFFERS_MAX];
		hub.nation = (enum nation)nation;
		int was = route_support_lines(&hub, false, before, CARD_OFFERS_MAX);
		memcpy(offers, hub.offers, hub.offer_count * sizeof *offers);
		hub.offers = offers;
		for (int i = 0; i < 20; i++) {
			struct offer *offer = &offers[hub.offer_count++];
			*offer = offers[hub_offer(&hub, leads[nation])];
			offer->id = "local";
			offer->layer = LAYER_HUB;
			offer->topics = TOPIC_DOMESTIC_ABUSE;
			offer->nations = NATION_BIT(nation);
			offer->people = people[i % 3];
		}
		int is = route_support_lines(&hub, false, after, CARD_OFFERS_MAX);
		assert_true(is >= was);
		assert_memory_equal(before, after, (size_t)was * sizeof before[0]);
		assert_string_equal(hub.offers[after[0]].id, leads[nation]);
	}
}

/* S35: NHS 111 where it answers; in Northern Ireland Lifeline. */
static void S35_urgent_help_is_that_of_the_nation(void **state)
{
	static const char *const urgent[NATION_COUNT] = {"nhs-111-england", "nhs-111-wales", "nhs-111-scotland", "lifeline"};
	(void)state;
	for (int nation = 0; nation < NATION_COUNT; nation++) {
		struct hub hub = hubs[0];
		struct result result;
		hub.nation = (enum nation)nation;
		struct answers answers = answers_of(&hub, "worries", 5);
		route(&hub, &answers, noon_of(0), &result);
		assert_int_equal(result.cards[0].kind, CARD_URGENT);
		assert_string_equal(hub.offers[result.cards[0].offers[0]].id, "emergency-999");
		assert_string_equal(hub.offers[result.cards[0].offers[1]].id, urgent[nation]);
		assert_string_equal(hub.offers[result.cards[0].offers[2]].id, "samaritans");
	}
}

/* S10, S35: what is compiled in leads with the nation's own line, too. */
static void S35_the_lines_in_the_program_follow_the_nation(void **state)
{
	(void)state;
	for (int nation = 0; nation < NATION_COUNT; nation++) {
		struct hub hub;
		int16_t lines[CARD_OFFERS_MAX];
		struct answers answers = {.who = WHO_UNKNOWN};
		struct result result;
		builtin_hub((enum nation)nation, &hub);
		assert_true(route_support_lines(&hub, false, lines, CARD_OFFERS_MAX) > 0);
		assert_string_equal(hub.offers[lines[0]].id, leads[nation]);
		assert_string_equal(help_strip(&hub).number, numbers[nation]);
		assert_int_equal(offer_absence(&hub, &hub.offers[hub_offer(&hub, "lifeline")], noon_of(0))[0] == '\0',
				 nation == NATION_NORTHERN_IRELAND);
		assert_int_equal(offer_absence(&hub, &hub.offers[hub_offer(&hub, "nhs-111")], noon_of(0))[0] == '\0',
				 nation != NATION_NORTHERN_IRELAND);
		route(&hub, &answers, noon_of(0), &result);
		assert_true(result.cards[0].offer_count > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(S33_no_line_leaves_and_hours_hide_on_the_day),    cmocka_unit_test(S33_the_day_itself),
	    cmocka_unit_test(S18_a_line_of_a_hub_never_takes_the_first_place), cmocka_unit_test(S34_S35_the_nations_own_night_line_comes_first),
	    cmocka_unit_test(S35_urgent_help_is_that_of_the_nation),           cmocka_unit_test(S35_the_lines_in_the_program_follow_the_nation),
	};
	return cmocka_run_group_tests(tests, load_all, release_all);
}
