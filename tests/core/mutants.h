/*
 * Programs and packs that are wrong on purpose, one defect each. The proof must
 * refuse every one and name the rule that it breaks.
 *
 * A mutant of the session stands around the real one and spoils what comes out;
 * like the session it knows nothing but what it is given.
 */
#ifndef TESTS_CORE_MUTANTS_H
#define TESTS_CORE_MUTANTS_H

#include "core/proof.h"
#include "core/shown.h"
#include "core/visit_line.h"
#include "hub_fixture.h"

#define ACT(name) static inline enum change name(struct session *s, const struct hub *hub, struct action a, int64_t ms, moment now)
#define TICK(name) static inline enum change name(struct session *s, const struct hub *hub, int64_t ms)
#define SHOWN(name) static inline int name(const struct session *s, const struct hub *hub, moment now, int16_t out[PACK_OFFERS_MAX])
#define CONCERN(name) static inline struct concern name(const struct hub *hub, const struct answers *answers)
#define ROUTE(name) static inline void name(const struct route_plan *plan, const struct answers *answers, struct result *result)
#define SPOIL(name) static inline void name(struct fixture *f)

static inline void forget(struct session *s)
{
	s->answers.latched = s->answers.latched_own = false;
	for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
		if (s->answers.answer[i] != ANSWER_UNASKED)
			s->answers.answer[i] = SAFE_NO;
}

/* ---- the latch ---- */

static inline enum change act_and_forget(struct session *s, const struct hub *hub, struct action a, int64_t ms, enum verb verb)
{
	enum change change = session_act(s, hub, a, ms, FIXTURE_NOW);
	if (a.verb == verb && s->visiting)
		s->answers.latched = s->answers.latched_own = false;
	return change;
}

#define FORGETS_ON(name, verb)                              \
	ACT(name)                                           \
	{                                                   \
		(void)now;                                  \
		return act_and_forget(s, hub, a, ms, verb); \
	}
FORGETS_ON(back_drops_the_latch, VERB_BACK)
FORGETS_ON(menu_drops_the_latch, VERB_MENU)
FORGETS_ON(a_new_run_drops_the_latch, VERB_WHO)
FORGETS_ON(language_drops_the_latch, VERB_LANGUAGE)
FORGETS_ON(contrast_drops_the_latch, VERB_CONTRAST)
FORGETS_ON(paging_drops_the_latch, VERB_PAGE)
FORGETS_ON(more_time_drops_the_latch, VERB_MORE_TIME)
FORGETS_ON(motion_drops_the_latch, VERB_MOTION)

TICK(asking_for_more_time_drops_the_latch)
{
	uint8_t before = s->screen;
	enum change change = session_tick(s, hub, ms);
	if (s->screen == SCREEN_MORE_TIME && before != SCREEN_MORE_TIME)
		forget(s);
	return change;
}

ACT(back_unlatches_own)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (a.verb == VERB_BACK)
		s->answers.latched_own = false;
	return change;
}

/* ---- what counts as a concern ---- */

static inline enum change answer_as_no(struct session *s, const struct hub *hub, struct action a, int64_t ms, bool spoiled)
{
	bool safety = s->screen == SCREEN_QUESTION && s->question < hub->question_count && hub->questions[s->question].kind == QUESTION_SAFETY;
	return session_act(s, hub, spoiled && safety ? (struct action){VERB_ANSWER, SAFE_NO} : a, ms, FIXTURE_NOW);
}

/* The second half of a double tap answers the question that comes. */
ACT(answers_count_at_once)
{
	if (a.verb == VERB_ANSWER)
		s->entered_ms -= STAND_MS;
	return session_act(s, hub, a, ms, now);
}

ACT(skip_is_no)
{
	(void)now;
	return answer_as_no(s, hub, a, ms, a.verb == VERB_SKIP);
}

ACT(sometimes_is_no)
{
	(void)now;
	return answer_as_no(s, hub, a, ms, a.verb == VERB_ANSWER && a.value == SAFE_SOMETIMES);
}

ACT(rather_not_is_no)
{
	(void)now;
	return answer_as_no(s, hub, a, ms, a.verb == VERB_ANSWER && a.value == SAFE_RATHER_NOT);
}

ACT(yes_to_own_is_no)
{
	(void)now;
	bool own = s->question < hub->question_count && hub->questions[s->question].construct == CONSTRUCT_OWN;
	return answer_as_no(s, hub, a, ms, own && a.verb == VERB_ANSWER && a.value != SAFE_NO);
}

ACT(own_is_only_a_concern)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (s->answers.latched_own)
		s->answers.answer[10] = SAFE_RATHER_NOT;
	s->answers.latched_own = false;
	return change;
}

CONCERN(forgets_skipped)
{
	struct answers changed = *answers;
	for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
		if (changed.answer[i] == ANSWER_SKIPPED)
			changed.answer[i] = ANSWER_UNASKED;
	return route_concern(hub, &changed);
}

CONCERN(forgets_timed_out)
{
	struct answers changed = *answers;
	for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
		if (changed.answer[i] == ANSWER_TIMED_OUT)
			changed.answer[i] = ANSWER_UNASKED;
	return route_concern(hub, &changed);
}

CONCERN(forgets_latch)
{
	struct answers changed = *answers;
	changed.latched = changed.latched_own = false;
	return route_concern(hub, &changed);
}

CONCERN(forgets_own)
{
	struct concern concern = route_concern(hub, answers);
	concern.own = false;
	return concern;
}

/* ---- what unlocks a joint offer ---- */

CONCERN(unasked_unlocks)
{
	struct concern concern = route_concern(hub, answers);
	concern.cleared = !concern.any;
	return concern;
}

CONCERN(four_noes_unlock)
{
	struct answers changed = *answers;
	for (int i = 0; i < hub->question_count; i++)
		if (hub->questions[i].construct == CONSTRUCT_HURT && changed.answer[i] == ANSWER_UNASKED)
			changed.answer[i] = SAFE_NO;
	return route_concern(hub, &changed);
}

/* Somebody else in the room answered six friendly fillers. */
ACT(fillers_unlock)
{
	bool filler = s->screen == SCREEN_QUESTION && s->answers.who == WHO_ACCOMPANIED && a.verb == VERB_ANSWER && a.value == SAFE_NO &&
		      s->question < hub->question_count && hub->questions[s->question].kind == QUESTION_SAFETY;
	uint8_t question = s->question;
	enum change change = session_act(s, hub, a, ms, now);
	if (filler)
		s->answers.answer[question] = SAFE_NO;
	if (s->screen == SCREEN_RESULT && s->answers.who == WHO_ACCOMPANIED)
		s->answers.who = WHO_ALONE;
	return change;
}

/* ---- who is asked ---- */

static inline const char *always_the_safety_question(const struct session *s, const struct hub *hub)
{
	return s->question < hub->question_count ? hub->questions[s->question].id : "";
}

ACT(children_are_asked)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (s->screen == SCREEN_CHILDREN)
		s->screen = SCREEN_QUESTION;
	return change;
}

ACT(accompanied_skip_a_screen)
{
	enum change change = session_act(s, hub, a, ms, now);
	bool safety = s->screen == SCREEN_QUESTION && hub->questions[s->question].kind == QUESTION_SAFETY;
	if (safety && s->answers.who == WHO_ACCOMPANIED && a.verb != VERB_BACK && s->question + 1 < hub->question_count)
		s->question++;
	return change;
}

/* ---- the same for everybody ---- */

ACT(a_concern_ends_the_questions)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (s->screen == SCREEN_QUESTION && s->answers.latched && a.verb == VERB_ANSWER) {
		s->screen = SCREEN_RESULT;
		s->finished = true;
		s->result_at = now;
	}
	return change;
}

ACT(yes_shortens_the_time_out)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (s->answers.latched)
		s->touched_ms -= 5000;
	return change;
}

ACT(a_concern_cuts_instead_of_fading)
{
	enum change change = session_act(s, hub, a, ms, now);
	return change == CHANGE_FADE && s->answers.latched ? CHANGE_CUT : change;
}

ACT(yes_asks_again)
{
	uint8_t question = s->question;
	bool yes = s->screen == SCREEN_QUESTION && a.verb == VERB_ANSWER && a.value == SAFE_YES && !s->answers.latched;
	enum change change = session_act(s, hub, a, ms, now);
	if (yes && s->answers.latched && s->screen == SCREEN_QUESTION) {
		s->question = question;
	}
	return change;
}

/* ---- questions ---- */

ACT(skip_does_nothing)
{
	return a.verb == VERB_SKIP ? CHANGE_NONE : session_act(s, hub, a, ms, now);
}

ACT(back_stops_at_the_first_question)
{
	bool first = s->screen == SCREEN_QUESTION && s->question == 0;
	return a.verb == VERB_BACK && first ? CHANGE_NONE : session_act(s, hub, a, ms, now);
}

ACT(runs_past_the_last_question)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (s->screen == SCREEN_RESULT && a.verb != VERB_BACK && a.verb != VERB_MORE_TIME) {
		s->screen = SCREEN_QUESTION;
		s->question = (uint8_t)hub->question_count;
	}
	return change;
}

/* ---- Clear, time-outs, staff ---- */

ACT(clear_keeps_the_answers)
{
	struct answers kept = s->answers;
	enum change change = session_act(s, hub, a, ms, now);
	if (a.verb == VERB_CLEAR)
		s->answers = kept;
	return change;
}

ACT(clear_keeps_the_trail)
{
	struct step kept[TRAIL_MAX];
	memcpy(kept, s->trail, sizeof kept);
	enum change change = session_act(s, hub, a, ms, now);
	if (a.verb == VERB_CLEAR)
		memcpy(s->trail, kept, sizeof kept);
	return change;
}

ACT(clear_keeps_the_colours)
{
	bool contrast = s->contrast;
	enum change change = session_act(s, hub, a, ms, now);
	if (a.verb == VERB_CLEAR)
		s->contrast = contrast;
	return change;
}

ACT(clear_keeps_the_time_of_the_result)
{
	moment kept = s->result_at;
	enum change change = session_act(s, hub, a, ms, now);
	if (a.verb == VERB_CLEAR)
		s->result_at = kept;
	return change;
}

ACT(clear_leads_home)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (a.verb == VERB_CLEAR)
		s->screen = SCREEN_HOME;
	return change;
}

ACT(clear_fades)
{
	enum change change = session_act(s, hub, a, ms, now);
	return a.verb == VERB_CLEAR ? CHANGE_FADE : change;
}

ACT(clear_does_nothing_on_a_code)
{
	return a.verb == VERB_CLEAR && s->screen == SCREEN_CODE ? CHANGE_NONE : session_act(s, hub, a, ms, now);
}

TICK(time_out_leads_home)
{
	bool asked = s->screen == SCREEN_MORE_TIME;
	enum change change = session_tick(s, hub, ms);
	if (asked && s->screen == SCREEN_WEEK)
		s->screen = SCREEN_HOME;
	return change;
}

TICK(time_out_keeps_the_answers)
{
	struct answers kept = s->answers;
	bool asked = s->screen == SCREEN_MORE_TIME;
	enum change change = session_tick(s, hub, ms);
	if (asked && s->screen == SCREEN_WEEK)
		s->answers = kept;
	return change;
}

TICK(more_time_is_asked_for_ever)
{
	return s->screen == SCREEN_MORE_TIME ? CHANGE_NONE : session_tick(s, hub, ms);
}

TICK(browsing_is_never_asked)
{
	return s->screen == SCREEN_BROWSE ? CHANGE_NONE : session_tick(s, hub, ms);
}

TICK(nobody_is_asked)
{
	uint8_t before = s->screen;
	enum change change = session_tick(s, hub, ms);
	if (s->screen == SCREEN_MORE_TIME && before != SCREEN_MORE_TIME)
		session_clear(s, ms);
	return change;
}

ACT(more_time_leads_home)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (a.verb == VERB_MORE_TIME)
		s->screen = SCREEN_HOME;
	return change;
}

ACT(staff_see_the_answers)
{
	struct answers kept = s->answers;
	enum change change = session_act(s, hub, a, ms, now);
	if (s->screen == SCREEN_STAFF && a.verb == VERB_KNOCK)
		s->answers = kept;
	return change;
}

ACT(a_visit_counts_as_none)
{
	enum change change = session_act(s, hub, a, ms, now);
	if (s->screen == SCREEN_LINES)
		s->visiting = false;
	return change;
}

/* ---- lists ---- */

static inline int all_of(const struct hub *hub, unsigned kinds, int16_t *out)
{
	int count = 0;
	for (int i = 0; i < hub->offer_count; i++)
		if (kinds & 1U << hub->offers[i].kind)
			out[count++] = (int16_t)i;
	return count;
}

SHOWN(browsing_shows_all)
{
	if (s->screen == SCREEN_BROWSE)
		return all_of(hub, 1U << OFFER_WORKSHOP | 1U << OFFER_COURSE, out);
	return shown_offers(s, hub, now, out);
}

SHOWN(the_board_shows_couples)
{
	return s->screen == SCREEN_WEEK ? all_of(hub, 1U << OFFER_WORKSHOP, out) : shown_offers(s, hub, now, out);
}

SHOWN(the_team_offers_mediation)
{
	return s->screen == SCREEN_TEAM ? all_of(hub, 1U << OFFER_ONE_TO_ONE, out) : shown_offers(s, hub, now, out);
}

SHOWN(lines_hide_abuse)
{
	int count = shown_offers(s, hub, now, out), kept = 0;
	for (int i = 0; i < count; i++)
		if (s->screen != SCREEN_LINES || !(hub->offers[out[i]].topics & TOPIC_DOMESTIC_ABUSE))
			out[kept++] = out[i];
	return kept;
}

SHOWN(lines_forget_own)
{
	struct session calm = *s;
	forget(&calm);
	calm.answers.latched = s->answers.latched;
	return shown_offers(s->screen == SCREEN_LINES ? &calm : s, hub, now, out);
}

SHOWN(part_time_lines_lead)
{
	int count = shown_offers(s, hub, now, out), first = 0;
	for (int i = 0; s->screen == SCREEN_LINES && i < count && first < 2; i++) {
		if (hub->offers[out[i]].hours.always)
			continue;
		int16_t swap = out[first];
		out[first++] = out[i];
		out[i] = swap;
	}
	return count;
}

/* ---- cards ---- */

ROUTE(support_last)
{
	route_planned(plan, answers, result);
	if (!route_concern(plan->hub, answers).any)
		return;
	struct card first = result->cards[0];
	result->cards[0] = result->cards[3];
	result->cards[3] = first;
}

ROUTE(cards_change_places)
{
	route_planned(plan, answers, result);
	if (route_concern(plan->hub, answers).own) {
		struct card first = result->cards[0];
		result->cards[0] = result->cards[1];
		result->cards[1] = first;
	}
}

ROUTE(couples_on_the_team_card)
{
	route_planned(plan, answers, result);
	for (int i = 0; i < RESULT_CARDS; i++)
		if (result->cards[i].kind == CARD_TEAM)
			result->cards[i].offers[result->cards[i].offer_count++] = F_COUPLES;
}

ROUTE(a_course_after_a_concern)
{
	route_planned(plan, answers, result);
	if (route_concern(plan->hub, answers).any)
		result->cards[2] = (struct card){.kind = CARD_OFFER, .offer_count = 1, .offers = {F_ARGUING}};
}

ROUTE(no_support_without_a_concern)
{
	route_planned(plan, answers, result);
	for (int i = 0; i < RESULT_CARDS; i++)
		if (result->cards[i].kind == CARD_SUPPORT && !route_concern(plan->hub, answers).any)
			result->cards[i].kind = CARD_WEEK;
}

ROUTE(urgent_or_concern)
{
	struct answers calm = *answers;
	if (route_concern(plan->hub, answers).any)
		calm.answer[9] = ANSWER_SKIPPED;
	route_planned(plan, &calm, result);
}

ROUTE(urgent_without_999)
{
	route_planned(plan, answers, result);
	struct card *first = &result->cards[0];
	if (first->kind == CARD_URGENT)
		memmove(first->offers, first->offers + 1, sizeof first->offers[0] * (size_t)--first->offer_count);
}

ROUTE(a_course_above_support_when_urgent)
{
	route_planned(plan, answers, result);
	if (result->cards[0].kind != CARD_URGENT)
		return;
	for (int i = 3; i > 1; i--)
		result->cards[i] = result->cards[i - 1];
	result->cards[1] = (struct card){.kind = CARD_OFFER, .offer_count = 1, .offers = {F_GROUP}};
}

ROUTE(own_line_last)
{
	route_planned(plan, answers, result);
	struct card *first = &result->cards[0];
	if (first->kind != CARD_SUPPORT || first->offers[0] != F_RESPECT)
		return;
	first->offers[0] = first->offers[1];
	first->offers[1] = F_RESPECT;
}

ROUTE(another_nations_line)
{
	route_planned(plan, answers, result);
	for (int i = 0; i < RESULT_CARDS; i++)
		for (int k = 0; k < result->cards[i].offer_count; k++)
			if (result->cards[i].offers[k] == F_NATION)
				result->cards[i].offers[k] = F_WALES;
}

ROUTE(two_talks)
{
	route_planned(plan, answers, result);
	if (answers->answer[0] == 3 && answers->answer[9] == 0)
		result->cards[3] = result->cards[1];
}

ROUTE(an_empty_card)
{
	route_planned(plan, answers, result);
	if (route_concern(plan->hub, answers).urgent)
		result->cards[1].offer_count = 0;
}

ROUTE(an_offer_that_is_not_there)
{
	route_planned(plan, answers, result);
	if (answers->answer[1] == 2)
		result->cards[3] = (struct card){.kind = CARD_OFFER, .offer_count = 1, .offers = {PACK_OFFERS_MAX - 1}};
}

ROUTE(no_team_when_nothing_was_asked)
{
	route_planned(plan, answers, result);
	for (int i = 0; i < RESULT_CARDS; i++)
		if (result->cards[i].kind == CARD_TEAM && !route_concern(plan->hub, answers).any && !route_concern(plan->hub, answers).cleared)
			result->cards[i].kind = CARD_WEEK;
}

static inline const char *lets_all_through(const struct hub *hub, const struct answers *answers, const struct offer *offer, moment now)
{
	(void)hub, (void)answers, (void)offer, (void)now;
	return "";
}

static inline int browses_as_if_nothing_was_said(const struct hub *hub, const struct answers *answers, struct browse_filter filter, int16_t *out,
						 int max)
{
	struct answers calm = answers_none();
	(void)answers;
	return route_browse(hub, &calm, filter, out, max);
}

/* ---- packs ---- */

SPOIL(thirteen_questions)
{
	f->questions[12] = f->questions[0];
	f->hub.question_count = 13;
}
SPOIL(safety_side_by_side)
{
	f->questions[3] = safety_of("again", CONSTRUCT_FEAR);
}
SPOIL(safety_first)
{
	f->questions[0] = safety_of("again", CONSTRUCT_FEAR);
}
SPOIL(safety_last)
{
	f->hub.question_count = 11;
}
SPOIL(a_construct_is_missing)
{
	f->questions[4].construct = CONSTRUCT_HURT;
}
SPOIL(no_filler)
{
	f->questions[4].filler = "";
}
SPOIL(no_line_for_own)
{
	f->offers[F_RESPECT].topics = TOPIC_DOMESTIC_ABUSE;
}
SPOIL(abuse_line_keeps_hours)
{
	f->offers[F_NATION].hours.always = false;
}
SPOIL(abuse_line_is_a_page)
{
	f->offers[F_NATION].channels[0] = (struct channel){CHANNEL_WEB, "https://example.org.uk/help", ""};
}
SPOIL(abuse_line_is_for_couples)
{
	f->offers[F_NATION].joint = true;
}
SPOIL(abuse_line_of_another_nation)
{
	f->offers[F_NATION].nations = NATION_BIT(NATION_SCOTLAND);
}
SPOIL(abuse_line_for_staff)
{
	f->offers[F_NATION].audience = AUDIENCE_STAFF;
}
SPOIL(crisis_lines_keep_hours)
{
	f->offers[F_SAMARITANS].hours.always = f->offers[F_SHOUT].hours.always = false;
}
SPOIL(nhs_111_of_wales)
{
	f->offers[F_111].nations = NATION_BIT(NATION_WALES);
}
/* Good today, and gone when its date is over. */
SPOIL(nhs_111_ends)
{
	f->offers[F_111].safety = false;
	f->offers[F_111].valid_until = 2000000;
}
SPOIL(samaritans_begin_later)
{
	f->offers[F_SAMARITANS].safety = f->offers[F_SHOUT].safety = false;
	f->offers[F_SAMARITANS].valid_until = f->offers[F_SHOUT].valid_until = 2000000;
}
SPOIL(one_answer)
{
	f->questions[0].option_count = 1;
}
SPOIL(no_lines_at_all)
{
	f->offers[F_NATION].kind = f->offers[F_MEN].kind = f->offers[F_RESPECT].kind = f->offers[F_WALES].kind = OFFER_PAGE;
}

#endif
