/* S9: the proof is proved by mutants: each must be refused, under the right rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "core/load.h"
#include "mutants.h"

#include "../tools/short.h"

#define SESSION(f, r)                                                 \
	{                                                             \
		.name = #f, .rule = PROOF_##r, .subject = {.act = f } \
	}
#define TIME(f, r)                                                     \
	{                                                              \
		.name = #f, .rule = PROOF_##r, .subject = {.tick = f } \
	}
#define LIST(f, r)                                                      \
	{                                                               \
		.name = #f, .rule = PROOF_##r, .subject = {.shown = f } \
	}
#define ASKED(f, r)                                                           \
	{                                                                     \
		.name = #f, .rule = PROOF_##r, .subject = {.question_id = f } \
	}
#define SAID(f, r)                                                        \
	{                                                                 \
		.name = #f, .rule = PROOF_##r, .subject = {.concern = f } \
	}
#define CARDS(f, r)                                                     \
	{                                                               \
		.name = #f, .rule = PROOF_##r, .subject = {.route = f } \
	}
#define PACK(f, r)                                        \
	{                                                 \
		.name = #f, .rule = PROOF_##r, .spoil = f \
	}

static const struct mutant {
	const char *name;
	struct proof_subject subject;
	void (*spoil)(struct fixture *f);
	enum proof_rule rule;
} mutants[] = {
    SESSION(back_drops_the_latch, S2),
    SESSION(menu_drops_the_latch, S2),
    SESSION(a_new_run_drops_the_latch, S2),
    SESSION(language_drops_the_latch, S2),
    SESSION(contrast_drops_the_latch, S2),
    SESSION(paging_drops_the_latch, S2),
    SESSION(more_time_drops_the_latch, S24),
    SESSION(motion_drops_the_latch, S2),
    TIME(asking_for_more_time_drops_the_latch, S2),
    SESSION(back_unlatches_own, S4),
    SESSION(answers_count_at_once, S1),
    SESSION(skip_is_no, S1),
    SESSION(sometimes_is_no, S1),
    SESSION(rather_not_is_no, S1),
    SESSION(yes_to_own_is_no, S1),
    SESSION(own_is_only_a_concern, S4),
    SAID(forgets_skipped, S1),
    SAID(forgets_timed_out, S1),
    SAID(forgets_latch, S2),
    SAID(forgets_own, S4),
    SAID(unasked_unlocks, S5),
    SAID(four_noes_unlock, S5),
    SESSION(fillers_unlock, S5),
    ASKED(always_the_safety_question, S11),
    SESSION(children_are_asked, S11),
    SESSION(accompanied_skip_a_screen, S11),
    SESSION(a_concern_ends_the_questions, S17),
    SESSION(yes_shortens_the_time_out, S20),
    SESSION(a_concern_cuts_instead_of_fading, S20),
    SESSION(yes_asks_again, S17),
    SESSION(skip_does_nothing, S12),
    SESSION(back_stops_at_the_first_question, S12),
    SESSION(runs_past_the_last_question, S12),
    SESSION(clear_keeps_the_answers, S26),
    SESSION(clear_keeps_the_trail, S26),
    SESSION(clear_keeps_the_colours, S26),
    SESSION(clear_keeps_the_time_of_the_result, S26),
    SESSION(clear_leads_home, S23),
    SESSION(clear_fades, S22),
    SESSION(clear_does_nothing_on_a_code, S22),
    TIME(time_out_leads_home, S23),
    TIME(time_out_keeps_the_answers, S26),
    TIME(more_time_is_asked_for_ever, S24),
    TIME(browsing_is_never_asked, S24),
    TIME(nobody_is_asked, S24),
    SESSION(more_time_leads_home, S24),
    SESSION(staff_see_the_answers, S26),
    SESSION(a_visit_counts_as_none, S25),
    LIST(browsing_shows_all, S3),
    LIST(browsing_shows_all, S5),
    LIST(the_board_shows_couples, S3),
    LIST(the_team_offers_mediation, S5),
    LIST(lines_hide_abuse, S18),
    LIST(lines_forget_own, S4),
    LIST(part_time_lines_lead, S34),
    CARDS(support_last, S2),
    CARDS(cards_change_places, S2),
    CARDS(couples_on_the_team_card, S3),
    CARDS(couples_on_the_team_card, S5),
    CARDS(a_course_after_a_concern, S3),
    CARDS(no_support_without_a_concern, S18),
    CARDS(urgent_or_concern, S6),
    CARDS(urgent_without_999, S6),
    CARDS(a_course_above_support_when_urgent, S6),
    CARDS(own_line_last, S4),
    CARDS(another_nations_line, S18),
    CARDS(two_talks, S17),
    CARDS(an_empty_card, S17),
    CARDS(an_offer_that_is_not_there, S17),
    CARDS(no_team_when_nothing_was_asked, S5),
    {.name = "lets_all_through", .rule = PROOF_S3, .subject = {.withheld = lets_all_through}},
    {.name = "lets_all_through", .rule = PROOF_S5, .subject = {.withheld = lets_all_through}},
    {.name = "browses_as_if_nothing_was_said", .rule = PROOF_S3, .subject = {.browse = browses_as_if_nothing_was_said}},
    PACK(thirteen_questions, S12),
    PACK(one_answer, S12),
    PACK(safety_side_by_side, S13),
    PACK(safety_first, S13),
    PACK(safety_last, S13),
    PACK(a_construct_is_missing, S14),
    PACK(no_filler, S14),
    PACK(no_line_for_own, S4),
    PACK(abuse_line_keeps_hours, S2),
    PACK(abuse_line_keeps_hours, S34),
    PACK(abuse_line_is_a_page, S18),
    PACK(abuse_line_is_for_couples, S2),
    PACK(abuse_line_of_another_nation, S18),
    PACK(abuse_line_for_staff, S2),
    PACK(crisis_lines_keep_hours, S34),
    PACK(nhs_111_of_wales, S6),
    PACK(nhs_111_ends, S6),
    PACK(samaritans_begin_later, S6),
    PACK(no_lines_at_all, S2),
};

enum { MUTANTS = sizeof mutants / sizeof *mutants };

/* The session does not ask what the ordinary answers say, so its mutants are tried
 * with few of them: that is twenty times quicker. */
static void fewer_answers(struct fixture *f)
{
	for (int i = 0; i < f->hub.question_count; i++)
		if (f->questions[i].kind == QUESTION_ORDINARY && strcmp(f->questions[i].id, "worries") != 0) {
			f->questions[i].option_count = 2;
			f->questions[i].options[0].signals = f->questions[i].options[1].signals = 0;
		}
}

/* S1-S6, S11-S14, S17, S18, S20, S22-S26, S34: every mutant is refused. */
static void every_mutant_is_caught(void **state)
{
	static struct proof proof;
	int missed = 0;

	(void)state;
	for (int i = 0; i < MUTANTS; i += in_short(1, 4)) {
		const struct mutant *mutant = &mutants[i];
		struct fixture f = fixture_make();
		if (mutant->spoil)
			mutant->spoil(&f);
		else if (!mutant->subject.route)
			fewer_answers(&f);
		bool holds = proof_run_on(fixture_hub(&f), FIXTURE_NOW, &mutant->subject, &proof);
		const struct proof_row *row = &proof.rows[mutant->rule];
		bool caught = !holds && !row->holds && row->says[0];
		missed += !caught;
		print_message("%-6s %-4s %-40s %s\n", caught ? "caught" : "MISSED", proof_rule_name(mutant->rule), mutant->name, row->says);
	}
	print_message("%d mutants, %d missed\n", MUTANTS, missed);
	assert_int_equal(missed, 0);
	assert_true(MUTANTS >= 40);
}

/* And the unspoiled one is not: a proof that refuses everything would pass above. */
static void the_real_one_holds(void **state)
{
	static struct proof proof;
	struct fixture f = fixture_make();

	(void)state;
	assert_true(proof_run(fixture_hub(&f), FIXTURE_NOW, &proof));
	for (int i = 0; i < PROOF_RULE_COUNT; i++)
		assert_true(proof.rows[i].holds && !proof.rows[i].says[0] && !proof.rows[i].script[0]);
}

/* With a folder as the argument: the scripts of all mutants of the program, on the
 * example hub, for somebody who plays them on the kiosk. */
static int write_scripts(const char *folder)
{
	static struct findings findings;
	static struct proof proof;
	struct pack_set set = {.count = 2, .folder = {"config/packs/uk-base", "config/packs/example-hub"}};
	struct arena arena;
	struct hub hub;
	struct fault fault;
	char path[512];

	if (!arena_init(&arena, HUB_ARENA_MAX, &fault) || !load_hub(&set, &arena, &hub, &findings))
		return 1;
	for (int i = 0; i < MUTANTS; i++) {
		const struct mutant *mutant = &mutants[i];
		if (mutant->spoil || mutant->subject.route)
			continue; /* their numbers are the fixture's */
		proof_run_on(&hub, FIXTURE_NOW, &mutant->subject, &proof);
		const struct proof_row *row = &proof.rows[mutant->rule];
		snprintf(path, sizeof path, "%s/%s-%s.script", folder, mutant->name, proof_rule_name(mutant->rule));
		FILE *file = row->script[0] ? fopen(path, "w") : NULL;
		if (!file)
			continue;
		fputs(row->script, file);
		fclose(file);
	}
	arena_release(&arena);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_real_one_holds),
	    cmocka_unit_test(every_mutant_is_caught),
	};

	if (argc > 1)
		return write_scripts(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
