#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "core/approve.h"
#include "core/load.h"
#include "core/proof.h"
#include "../tools/room.h"
#include "../tools/short.h"
#include "mutants.h"

/* The first of all, before there is memory that was used and given back. No memory is no broken
 * rule: nothing is proved, and nothing is said against the packs. */
static void without_memory(void **state)
{
	struct fixture f = fixture_make();
	static struct proof proof;
	static struct findings findings;
	static const struct pack_set none;
	int starved = 0;
	bool proved = false;
	(void)state;

	if (room_cannot())
		skip();
	for (size_t room = 1 << 20; !proved; room += 4 << 20) {
		assert_true(room < (size_t)1 << 30);
		memset(&findings, 0, sizeof findings);
		room_leave(room);
		proved = proof_run(fixture_hub(&f), FIXTURE_NOW, &proof);
		if (!proved)
			assert_false(approve_hub(fixture_hub(&f), &none, FIXTURE_NOW, &findings));
		room_leave(0);
		assert_int_equal(proof.starved, !proved);
		assert_int_equal(proof.complete, proved);
		for (int i = 0; i < findings.count; i++)
			assert_string_not_equal(findings.list[i].rule, proved ? "" : findings.list[i].severity == SEVERITY_ERROR ? "S9" : "");
		starved += !proved;
	}
	assert_true(starved > 0);
}

static void the_fixture_is_proved(void **state)
{
	struct fixture f = fixture_make();
	struct proof proof;
	(void)state;

	if (!proof_run(fixture_hub(&f), FIXTURE_NOW, &proof))
		for (int i = 0; i < PROOF_RULE_COUNT; i++)
			print_error("%s %s [%s]\n", proof_rule_name((enum proof_rule)i), proof.rows[i].says, proof.rows[i].visit);
	assert_true(proof.holds && proof.complete);
	assert_true(proof.states > 1000);
	assert_true(proof.visits > 1000000000ULL);
}

/* S9: and with the shortest visit that does it; which mutants are found at all is
 * tests/core/test_mutants.c's. */
static void the_shortest_visit_is_told(void **state)
{
	static const struct {
		struct proof_subject subject;
		enum proof_rule rule;
		const char *visit;
	} rows[] = {
	    {{.concern = forgets_skipped}, PROOF_S1, "who=just-me watch=skip"},
	    {{.route = couples_on_the_team_card}, PROOF_S5, "who=just-me"},
	    {{.route = no_support_without_a_concern}, PROOF_S18, "who=just-me"},
	    {{.route = urgent_or_concern}, PROOF_S6, "who=just-me worries=not-coping own=yes"},
	    {{.route = two_talks}, PROOF_S17, "who=just-me stage=kin worries=money"},
	};
	struct fixture f = fixture_make();
	static struct proof proof;
	(void)state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct proof_row *row = &proof.rows[rows[i].rule];
		assert_false(proof_run_on(fixture_hub(&f), FIXTURE_NOW, &rows[i].subject, &proof));
		if (row->holds)
			fail_msg("row %zu: %s holds", i, proof_rule_name(rows[i].rule));
		assert_string_equal(row->visit, rows[i].visit);
		assert_non_null(strstr(row->script, "tap @who:just-me\n"));
	}
}

/* S46: a universal screen asks nothing, and that is fine. */
static void without_questions(void **state)
{
	static struct proof proof;
	struct fixture f = fixture_make();
	(void)state;

	f.hub.question_count = 0;
	assert_false(proof_run(fixture_hub(&f), FIXTURE_NOW, &proof));
	f.hub.self_check = false;
	assert_true(proof_run(fixture_hub(&f), FIXTURE_NOW, &proof));
}

/* Folding against all visits: a small check with random signals, and a route that
 * breaks S18 for one random pair of signals and concern. Folding must find it
 * exactly when some visit of all reaches it, and with a visit as short. */
static struct {
	uint32_t signals;
	struct concern concern;
} trap;

static bool in_trap(const struct hub *hub, const struct answers *answers)
{
	struct summary summary = route_summary(hub, answers);

	return summary.signals == trap.signals && summary.concern.any == trap.concern.any && summary.concern.own == trap.concern.own &&
	       summary.concern.cleared == trap.concern.cleared;
}

static void trapped(const struct route_plan *plan, const struct answers *answers, struct result *result)
{
	route_planned(plan, answers, result);
	if (!in_trap(plan->hub, answers))
		return;
	for (int i = 0; i < RESULT_CARDS; i++)
		if (result->cards[i].kind == CARD_SUPPORT)
			result->cards[i].kind = CARD_WEEK;
}

static void brute(const struct hub *hub, struct answers *answers, int question, int length, int *shortest)
{
	if (question == hub->question_count) {
		if (in_trap(hub, answers) && (*shortest < 0 || length < *shortest))
			*shortest = length;
		return;
	}
	int options = hub->questions[question].kind == QUESTION_SAFETY ? SAFE_ANSWER_COUNT : hub->questions[question].option_count;
	for (int value = ANSWER_TIMED_OUT; value < options; value++) {
		answers->answer[question] = (int8_t)value;
		brute(hub, answers, question + 1, length + (value != ANSWER_UNASKED), shortest);
	}
	answers->answer[question] = ANSWER_UNASKED;
}

static int brute_all(const struct hub *hub)
{
	int shortest = -1;

	for (int who = WHO_UNKNOWN; who <= WHO_CHILD; who++) {
		for (int latch = 0; latch < 3; latch++) {
			struct answers answers = answers_none();
			answers.who = (int8_t)who;
			answers.latched = latch > 0;
			answers.latched_own = latch > 1;
			bool asked = who == WHO_ALONE || who == WHO_ACCOMPANIED;
			int length = (latch > 0 ? PROOF_RUN_BEFORE : 0) + (asked ? 0 : PROOF_NO_FINGER);
			if (asked)
				brute(hub, &answers, 0, length, &shortest);
			else if (in_trap(hub, &answers) && (shortest < 0 || length < shortest))
				shortest = length;
		}
	}
	return shortest;
}

static void random_signals(struct fixture *f)
{
	for (int q = 0; q < f->hub.question_count; q++)
		for (int o = 0; f->questions[q].kind == QUESTION_ORDINARY && o < f->questions[q].option_count; o++)
			f->questions[q].options[o].signals = rand() % 3 ? 1U << rand() % 7 : 0;
}

static void folding_finds_what_all_visits_find(void **state)
{
	static const struct proof_subject subject = {.route = trapped};
	int found = 0, free_of_it = 0;
	struct proof proof;
	(void)state;

	srand(11);
	for (int n = 0; n < in_short(60, 20); n++) {
		struct fixture f = fixture_make();
		static const int order[] = {0, 2, 1, 10, 3};
		struct question questions[5];
		for (int i = 0; i < 5; i++)
			questions[i] = f.questions[order[i]];
		memcpy(f.questions, questions, sizeof(questions));
		f.hub.question_count = 5;
		random_signals(&f);
		trap.signals = (uint32_t)(1U << rand() % 7 | 1U << rand() % 7);
		trap.concern = (struct concern){.any = rand() % 2, .own = rand() % 2};
		int shortest = brute_all(fixture_hub(&f));
		proof_run_on(fixture_hub(&f), FIXTURE_NOW, &subject, &proof);
		assert_true(proof.complete);
		assert_int_equal(proof.rows[PROOF_S18].holds, shortest < 0);
		if (shortest >= 0)
			assert_int_equal(proof.rows[PROOF_S18].length, shortest);
		found += shortest >= 0;
		free_of_it += shortest < 0;
	}
	assert_true(found > in_short(5, 1) && free_of_it > in_short(5, 1));
}

/* The packs that ship: proved today, in each nation, and within a second. */
static void shipped_packs_are_proved(void **state)
{
	static const char *const folders[] = {"config/packs/example-hub", "config/packs/hampshire", "config/packs/northumberland"};
	static struct findings findings;
	struct proof proof;
	(void)state;

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		struct pack_set set = {.count = 1};
		struct arena arena;
		struct hub hub;
		struct fault fault;
		memset(&findings, 0, sizeof(findings));
		snprintf(set.folder[0], sizeof(set.folder[0]), "%s", folders[i]);
		assert_true(arena_init(&arena, HUB_ARENA_MAX, &fault));
		if (!pack_set_complete(&set, &findings) || !load_hub(&set, &arena, &hub, &findings))
			fail_msg("%s: %s %s", folders[i], findings.list[0].fault.item, findings.list[0].fault.says);
		/* In the short form each in one nation. */
		for (int nation = in_short(0, (int)i); nation < NATION_COUNT; nation += in_short(1, NATION_COUNT)) {
			clock_t start = clock();
			hub.nation = (enum nation)nation;
			proof_run(&hub, FIXTURE_NOW, &proof);
			double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
			print_message("%s, %s: %u states for %llu visits, %.2f s\n", folders[i], nation_name(nation), proof.states,
				      (unsigned long long)proof.visits, seconds);
			for (int r = 0; r < PROOF_RULE_COUNT; r++)
				if (!proof.rows[r].holds)
					fail_msg("%s: %s [%s]", proof_rule_name((enum proof_rule)r), proof.rows[r].says, proof.rows[r].visit);
			assert_true(proof.holds);
		}
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_memory),
	    cmocka_unit_test(the_fixture_is_proved),
	    cmocka_unit_test(the_shortest_visit_is_told),
	    cmocka_unit_test(without_questions),
	    cmocka_unit_test(folding_finds_what_all_visits_find),
	    cmocka_unit_test(shipped_packs_are_proved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
