#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/route_table.h"
#include "core/visit_line.h"
#include "hub_fixture.h"

#define ALL_NO "watch=no fear=no control=no hurt=no own=no "

static struct answers visit(const struct hub *hub, const char *line)
{
	struct answers answers;
	struct fault fault;

	if (!visit_line_read(hub, line, &answers, &fault))
		fail_msg("%s: %s", line, fault.says);
	return answers;
}

static struct result routed(const struct hub *hub, const char *line)
{
	struct answers answers = visit(hub, line);
	struct result result;

	route(hub, &answers, FIXTURE_NOW, &result);
	return result;
}

static void assert_kinds(const struct hub *hub, const char *line, const enum card_kind kinds[RESULT_CARDS])
{
	struct result result = routed(hub, line);

	for (int i = 0; i < RESULT_CARDS; i++)
		if (result.cards[i].kind != kinds[i])
			fail_msg("%s: card %d is %s, not %s", line, i + 1, card_kind_name(result.cards[i].kind), card_kind_name(kinds[i]));
}

static int card_with(const struct result *result, int offer)
{
	for (int i = 0; i < RESULT_CARDS; i++)
		for (int k = 0; k < result->cards[i].offer_count; k++)
			if (result->cards[i].offers[k] == offer)
				return i;
	return -1;
}

static const struct card *card_of(const struct result *result, enum card_kind kind)
{
	for (int i = 0; i < RESULT_CARDS; i++)
		if (result->cards[i].kind == kind)
			return &result->cards[i];
	fail_msg("no card %s", card_kind_name(kind));
	return NULL;
}

/* S1, over every value of every safety question. */
static void every_answer_but_no_is_a_concern(void **state)
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	(void)state;

	for (int i = 0; i < hub->question_count; i++) {
		for (int value = -3; value < 6; value++) {
			struct answers answers = answers_none();
			answers.who = WHO_ALONE;
			answers.answer[i] = (int8_t)value;
			bool expected = hub->questions[i].kind == QUESTION_SAFETY && value != SAFE_NO && value != ANSWER_UNASKED;
			assert_int_equal(route_concern(hub, &answers).any, expected);
			assert_int_equal(answer_is_concern(&hub->questions[i], value), expected);
			assert_false(route_concern(hub, &answers).cleared);
		}
	}
}

static void latch_stays(void **state) /* S2 */
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct answers answers = visit(hub, "who=just-me fear=yes fear=no " ALL_NO);
	(void)state;

	assert_true(answers.latched);
	assert_true(route_concern(hub, &answers).any);
	assert_false(route_concern(hub, &answers).cleared);
	assert_int_equal(routed(hub, "who=just-me fear=yes fear=no " ALL_NO "stage=apart").cards[0].kind, CARD_SUPPORT);
	assert_int_equal(routed(hub, "who=just-me fear=yes who=someone-with-me stage=together").cards[0].kind, CARD_SUPPORT);
	answers = visit(hub, "who=just-me own=sometimes own=no");
	assert_true(route_concern(hub, &answers).own);
}

static void only_five_noes_alone_clear(void **state) /* S5 */
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct answers answers = visit(hub, "who=just-me " ALL_NO);
	(void)state;

	assert_true(route_concern(hub, &answers).cleared);
	answers = visit(hub, "who=just-me watch=no fear=no control=no hurt=no");
	assert_false(route_concern(hub, &answers).cleared);
	assert_false(route_concern(hub, &answers).any);
	answers = visit(hub, "who=someone-with-me " ALL_NO);
	assert_false(route_concern(hub, &answers).cleared);
	answers.answer[4] = SAFE_YES; /* a filler's answer is nothing */
	assert_false(route_concern(hub, &answers).any);
	f.questions[10].construct = CONSTRUCT_HURT; /* a check that leaves out "own" clears nobody */
	answers = visit(hub, "who=just-me " ALL_NO);
	assert_false(route_concern(hub, &answers).cleared);
	f.hub.question_count = 0;
	answers = answers_none();
	answers.who = WHO_ALONE;
	assert_false(route_concern(hub, &answers).cleared);
}

static void withheld_says_why(void **state) /* S3, S5 */
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct answers concern = visit(hub, "who=just-me hurt=skip"), unknown = visit(hub, "who=just-me"), clear = visit(hub, "who=just-me " ALL_NO);
	struct answers child = visit(hub, "who=under-16");
	(void)state;

	assert_string_equal(route_withheld(hub, &concern, &f.offers[F_COUPLES], FIXTURE_NOW), "concern");
	assert_string_equal(route_withheld(hub, &concern, &f.offers[F_ARGUING], FIXTURE_NOW), "concern");
	assert_string_equal(route_withheld(hub, &concern, &f.offers[F_GROUP], FIXTURE_NOW), "");
	assert_string_equal(route_withheld(hub, &unknown, &f.offers[F_COUPLES], FIXTURE_NOW), "joint");
	assert_string_equal(route_withheld(hub, &unknown, &f.offers[F_ARGUING], FIXTURE_NOW), "");
	assert_string_equal(route_withheld(hub, &clear, &f.offers[F_COUPLES], FIXTURE_NOW), "");
	assert_string_equal(route_withheld(hub, &clear, &f.offers[F_STAFF], FIXTURE_NOW), "audience");
	assert_string_equal(route_withheld(hub, &clear, &f.offers[F_CHILDLINE], FIXTURE_NOW), "audience");
	assert_string_equal(route_withheld(hub, &child, &f.offers[F_CHILDLINE], FIXTURE_NOW), "");
	assert_string_equal(route_withheld(hub, &clear, &f.offers[F_WALES], FIXTURE_NOW), "nation");
	f.offers[F_GROUP].valid_until = day_of(2026, 1, 1);
	assert_string_equal(route_withheld(hub, &clear, &f.offers[F_GROUP], FIXTURE_NOW), "ended");
}

static void concern_cards(void **state) /* S2, S3 */
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct result result = routed(hub, "who=just-me stage=together control=sometimes");
	(void)state;

	assert_kinds(hub, "who=just-me stage=together control=sometimes", (enum card_kind[]){CARD_SUPPORT, CARD_TALK, CARD_OFFER, CARD_TEAM});
	assert_int_equal(result.cards[0].offers[0], F_NATION);
	assert_int_equal(result.cards[2].offers[0], F_GROUP);
	assert_int_equal(card_with(&result, F_ONE), 3);
	assert_int_equal(card_with(&result, F_ONE_CONFLICT), -1);
	f.offers[F_GROUP].conflict = f.offers[F_SEND_GROUP].conflict = true;
	assert_kinds(hub, "who=just-me stage=together control=sometimes", (enum card_kind[]){CARD_SUPPORT, CARD_TALK, CARD_WEEK, CARD_TEAM});
}

static void own_line_leads(void **state) /* S4, S34 */
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	int16_t lines[CARD_OFFERS_MAX];
	(void)state;

	assert_int_equal(routed(hub, "who=just-me own=yes").cards[0].offers[0], F_RESPECT);
	assert_int_equal(route_support_lines(hub, true, lines, CARD_OFFERS_MAX), 3);
	assert_int_equal(lines[0], F_RESPECT);
	assert_int_equal(lines[1], F_NATION);
	assert_int_equal(route_support_lines(hub, false, lines, CARD_OFFERS_MAX), 3);
	assert_int_equal(lines[0], F_NATION);
	assert_int_equal(lines[1], F_MEN);
	assert_int_equal(lines[2], F_RESPECT);
	f.hub.nation = NATION_WALES;
	assert_int_equal(route_support_lines(hub, true, lines, 2), 2);
	assert_int_equal(lines[1], F_WALES);
}

static void few_places_keep_every_group_of_people(void **state) /* S19 */
{
	struct fixture f = fixture_make();
	struct offer many[F_COUNT + 12];
	const struct hub *hub = fixture_hub(&f);
	int16_t lines[CARD_OFFERS_MAX];
	bool men = false, own = false;
	(void)state;

	for (int i = 0; i < 12; i++)
		many[i] = line_of("another-for-women", TOPIC_DOMESTIC_ABUSE, PEOPLE_WOMEN, false);
	memcpy(many + 12, f.offers, sizeof(f.offers));
	f.hub.offers = many;
	f.hub.offer_count = F_COUNT + 12;
	assert_int_equal(route_support_lines(hub, false, lines, CARD_OFFERS_MAX), CARD_OFFERS_MAX);
	for (int i = 0; i < CARD_OFFERS_MAX; i++) {
		men = men || many[lines[i]].people == PEOPLE_MEN;
		own = own || many[lines[i]].people == PEOPLE_HOW_I_ACT;
	}
	assert_true(men && own);
	assert_int_equal(lines[0], 12 + F_NATION);
}

static void urgent_cards(void **state) /* S6 */
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct result result = routed(hub, "who=just-me stage=apart worries=not-coping");
	(void)state;

	assert_kinds(hub, "who=just-me stage=apart worries=not-coping", (enum card_kind[]){CARD_URGENT, CARD_SUPPORT, CARD_TALK, CARD_TEAM});
	assert_int_equal(result.cards[0].offers[0], F_999);
	assert_int_equal(result.cards[0].offers[1], F_111);
	assert_int_equal(result.cards[0].offers[2], F_SAMARITANS);
	assert_int_equal(result.cards[0].offers[3], F_SHOUT);
	result = routed(hub, "who=just-me worries=not-coping own=yes");
	assert_int_equal(result.cards[0].offers[3], F_RESPECT);
	assert_int_equal(result.cards[0].offers[4], F_NATION);
	result = routed(hub, "who=someone-with-me worries=not-coping");
	assert_int_equal(result.cards[0].kind, CARD_URGENT);
}

static void talk_lines(void **state) /* S34 */
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct result result = routed(hub, "who=just-me stage=apart worries=money " ALL_NO);
	const struct card *card = card_of(&result, CARD_TALK);
	(void)state;

	assert_int_equal(card->offers[0], F_DEBT);
	assert_int_equal(card->offers[1], F_SAMARITANS);
	for (int i = 0; i < card->offer_count; i++)
		assert_false(f.offers[card->offers[i]].topics & TOPIC_DOMESTIC_ABUSE);
	assert_int_equal(card_with(&result, F_CHILDLINE), -1);
	result = routed(hub, "who=just-me fear=yes");
	assert_int_equal(card_of(&result, CARD_TALK)->offers[0], F_SAMARITANS);
}

static void profiles(void **state)
{
	static const struct {
		const char *line;
		enum profile profile;
	} rows[] = {
	    {"who=just-me", PROFILE_MID},
	    {"who=just-me how-often=hardly how-heated=calm after=soon", PROFILE_LOW},
	    {"who=just-me how-often=hardly", PROFILE_LOW},
	    {"who=just-me how-often=hardly how-heated=heated", PROFILE_MID},
	    {"who=just-me how-often=hardly after=never-ends", PROFILE_MID},
	    {"who=just-me how-often=most-days how-heated=calm after=soon", PROFILE_MID},
	    {"who=just-me how-often=most-days how-heated=heated", PROFILE_HIGH},
	    {"who=someone-with-me how-often=most-weeks after=never-ends", PROFILE_HIGH},
	    {"who=just-me how-often=some-weeks how-heated=heated after=never-ends", PROFILE_MID},
	};
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	(void)state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct answers answers = visit(hub, rows[i].line);
		assert_int_equal(route_summary(hub, &answers).profile, rows[i].profile);
	}
}

static void hard_leads_to_people_before_courses(void **state)
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct result result = routed(hub, "who=just-me stage=apart how-often=most-days how-heated=heated after=never-ends " ALL_NO);
	(void)state;

	assert_int_equal(result.cards[0].kind, CARD_TEAM);
	assert_int_equal(result.cards[0].offers[0], F_ONE); /* alone before together */
	assert_int_equal(result.cards[0].offers[1], F_MEDIATION);
	assert_int_equal(result.cards[1].offers[0], F_SEPARATED);
	f.offers[F_ONE].valid_until = f.offers[F_MEDIATION].valid_until = day_of(2026, 1, 1);
	result = routed(hub, "who=just-me stage=apart how-often=most-days how-heated=heated " ALL_NO);
	assert_int_equal(result.cards[0].offers[0], F_SEPARATED);
	f.offers[F_SEPARATED].valid_until = f.offers[F_GROUP].valid_until = f.offers[F_SEND_GROUP].valid_until = day_of(2026, 1, 1);
	result = routed(hub, "who=just-me stage=apart how-often=most-days how-heated=heated " ALL_NO);
	assert_int_equal(result.cards[0].kind, CARD_TEAM);
}

static void easy_leads_to_courses_and_names_a_group(void **state)
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct result result = routed(hub, "who=just-me stage=apart how-often=hardly how-heated=calm after=soon " ALL_NO);
	(void)state;

	assert_int_equal(result.cards[0].offers[0], F_GETTING_RIGHT);
	assert_int_equal(result.cards[1].offers[0], F_SEPARATED);
	result = routed(hub, "who=just-me stage=apart how-often=hardly how-heated=calm tried=course " ALL_NO);
	assert_int_equal(result.cards[0].offers[0], F_SEPARATED);
	result = routed(hub, "who=just-me stage=apart how-often=hardly worries=money " ALL_NO);
	assert_int_equal(result.cards[0].offers[0], F_GETTING_RIGHT);
	assert_int_equal(result.cards[0].offers[1], F_SEPARATED);
	assert_int_equal(result.cards[1].kind, CARD_TALK);
}

/* Two courses ahead of every group by points: the second place is the group's. */
static void two_courses_leave_room_for_a_group(void **state)
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	(void)state;

	f.offers[F_ARGUING].stages = STAGE_APART;
	f.offers[F_SEPARATED].stages = STAGE_KIN;
	struct result result = routed(hub, "who=just-me stage=apart how-often=hardly how-heated=calm " ALL_NO);
	assert_int_equal(result.cards[0].offers[0], F_ARGUING);
	assert_int_equal(result.cards[1].offers[0], F_GROUP);
}

static void offers_follow_the_stage(void **state)
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct result result = routed(hub, "who=just-me stage=baby how-often=hardly " ALL_NO);
	(void)state;

	assert_int_equal(result.cards[0].offers[0], F_BABY_COURSE);
	assert_int_equal(card_with(&result, F_SEPARATED), -1);
	result = routed(hub, "who=just-me stage=kin " ALL_NO);
	assert_int_equal(card_with(&result, F_ARGUING), -1);
	assert_int_equal(card_with(&result, F_GETTING_RIGHT), -1);
	assert_int_equal(result.cards[0].offers[0], F_GROUP);
	result = routed(hub, "who=just-me stage=baby worries=send " ALL_NO);
	assert_int_equal(result.cards[0].offers[0], F_SEND_GROUP);
}

/* Lines only: talk, what's on, support, the team. A separated parent is never
 * given a course for couples because nothing else is left. */
static void too_few_offers(void **state)
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	(void)state;

	for (int i = F_SEPARATED; i <= F_MEDIATION; i++)
		if (i != F_ARGUING)
			f.offers[i].valid_until = day_of(2026, 1, 1);
	assert_kinds(hub, "who=just-me stage=apart " ALL_NO, (enum card_kind[]){CARD_TALK, CARD_WEEK, CARD_SUPPORT, CARD_TEAM});
	assert_kinds(hub, "who=just-me stage=kin " ALL_NO, (enum card_kind[]){CARD_TALK, CARD_OFFER, CARD_SUPPORT, CARD_TEAM});
	assert_kinds(hub, "who=just-me stage=together " ALL_NO, (enum card_kind[]){CARD_OFFER, CARD_TALK, CARD_SUPPORT, CARD_TEAM});
	f.offers[F_ARGUING].valid_until = day_of(2026, 1, 1);
	assert_kinds(hub, "", (enum card_kind[]){CARD_TALK, CARD_WEEK, CARD_SUPPORT, CARD_TEAM});
}

static void browsing_is_ordered_and_leaves_no_gap(void **state)
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct session_row rows[] = {{.group = 'A', .day = day_of(2027, 1, 5), .start = 600, .end = 700},
				     {.group = 'B', .day = day_of(2027, 1, 7), .start = 600, .end = 700}};
	struct browse_filter filter = {FIXTURE_NOW, 1U << OFFER_WORKSHOP | 1U << OFFER_COURSE | 1U << OFFER_ONE_TO_ONE, 0};
	struct answers clear = visit(hub, "who=just-me " ALL_NO), concern = visit(hub, "who=just-me fear=timeout");
	int16_t out[PACK_OFFERS_MAX];
	(void)state;

	f.offers[F_SEND_GROUP].sessions = rows;
	f.offers[F_SEND_GROUP].session_count = 2;
	assert_int_equal(route_browse(hub, &clear, filter, out, PACK_OFFERS_MAX), 10);
	assert_int_equal(out[0], F_SEND_GROUP);
	assert_int_equal(out[1], F_SEPARATED);
	assert_int_equal(out[4], F_ONE);
	assert_int_equal(out[9], F_GETTING_RIGHT);
	assert_int_equal(route_browse(hub, &concern, filter, out, PACK_OFFERS_MAX), 3);
	assert_int_equal(out[2], F_ONE);
	filter.stages = STAGE_BABY;
	filter.kinds = 1U << OFFER_COURSE;
	assert_int_equal(route_browse(hub, &clear, filter, out, PACK_OFFERS_MAX), 1);
	assert_int_equal(out[0], F_BABY_COURSE);
}

/* Whatever the array holds, four cards and no crash; under 16 nothing counts. */
static void any_bytes_give_four_cards(void **state)
{
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct result result, none;
	struct answers answers = answers_none();
	(void)state;

	srand(7);
	route(hub, &answers, FIXTURE_NOW, &none);
	for (int n = 0; n < 20000; n++) {
		answers.who = (int8_t)(rand() % 256);
		answers.latched = rand() % 8 == 0;
		answers.latched_own = false;
		for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
			answers.answer[i] = (int8_t)(rand() % 256);
		route(hub, &answers, FIXTURE_NOW, &result);
		assert_true(card_of(&result, CARD_SUPPORT)->offer_count > 0);
		assert_non_null(card_of(&result, CARD_TEAM));
		answers.who = WHO_CHILD;
		answers.latched = false;
		route(hub, &answers, FIXTURE_NOW, &result);
		assert_memory_equal(&result, &none, sizeof(result));
	}
}

static void visit_lines(void **state)
{
	static const struct {
		const char *line;
		const char *says;
	} bad[] = {
	    {"who=just-mee", "\"who\" has no answer \"just-mee\"; did you mean \"just-me\"?"},
	    {"who=just-me staje=baby", "no question is called \"staje\"; did you mean \"stage\"?"},
	    {"who=just-me stage=babby", "\"stage\" has no answer \"babby\"; did you mean \"baby\"?"},
	    {"who=just-me fear=sometime", "\"fear\" has no answer \"sometime\"; did you mean \"sometimes\"?"},
	    {"who=just-me fear", "\"fear\" is not question=answer"},
	    {"who=just-me latched=no", "\"latched\" has no answer \"no\"; did you mean \"yes\"?"},
	};
	struct fixture f = fixture_make();
	const struct hub *hub = fixture_hub(&f);
	struct answers answers = visit(hub, " who=just-me\tstage=kin fear=timeout tried=skip\n"), untouched = answers;
	char line[900];
	struct fault fault;
	(void)state;

	assert_int_equal(answers.who, WHO_ALONE);
	assert_int_equal(answers.answer[0], 3);
	assert_int_equal(answers.answer[4], ANSWER_TIMED_OUT);
	assert_int_equal(answers.answer[11], ANSWER_SKIPPED);
	assert_int_equal(answers.answer[1], ANSWER_UNASKED);
	visit_line_print(hub, &answers, line, sizeof(line));
	assert_string_equal(line, "who=just-me latched=yes stage=kin fear=timeout tried=skip");
	for (int size = 1; size < 60; size++)
		assert_true(visit_line_print(hub, &answers, line, size) < size);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(visit_line_read(hub, bad[i].line, &answers, &fault));
		assert_string_equal(fault.says, bad[i].says);
		assert_memory_equal(&answers, &untouched, sizeof(answers));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_answer_but_no_is_a_concern),
	    cmocka_unit_test(latch_stays),
	    cmocka_unit_test(only_five_noes_alone_clear),
	    cmocka_unit_test(withheld_says_why),
	    cmocka_unit_test(concern_cards),
	    cmocka_unit_test(own_line_leads),
	    cmocka_unit_test(few_places_keep_every_group_of_people),
	    cmocka_unit_test(urgent_cards),
	    cmocka_unit_test(talk_lines),
	    cmocka_unit_test(profiles),
	    cmocka_unit_test(hard_leads_to_people_before_courses),
	    cmocka_unit_test(easy_leads_to_courses_and_names_a_group),
	    cmocka_unit_test(two_courses_leave_room_for_a_group),
	    cmocka_unit_test(offers_follow_the_stage),
	    cmocka_unit_test(too_few_offers),
	    cmocka_unit_test(browsing_is_ordered_and_leaves_no_gap),
	    cmocka_unit_test(any_bytes_give_four_cards),
	    cmocka_unit_test(visit_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
