/*
 * A small hub made in C, for the tests of routing and of its proof: a check of
 * twelve questions as the nation's pack asks them, lines of England, and a few
 * offers of each kind. Each test may change its own copy.
 */
#ifndef TESTS_CORE_HUB_FIXTURE_H
#define TESTS_CORE_HUB_FIXTURE_H

#include <string.h>

#include "core/route.h"

enum {
	F_999,
	F_NATION,
	F_MEN,
	F_RESPECT,
	F_SAMARITANS,
	F_SHOUT,
	F_111,
	F_FAMILY,
	F_DEBT,
	F_FRANK,
	F_WALES,
	F_SEPARATED,
	F_GROUP,
	F_COUPLES,
	F_BABY_COURSE,
	F_ARGUING,
	F_GETTING_RIGHT,
	F_SEND_GROUP,
	F_ONE,
	F_ONE_CONFLICT,
	F_MEDIATION,
	F_CHILDLINE,
	F_STAFF,
	F_COUNT
};

struct fixture {
	struct hub hub;
	struct offer offers[F_COUNT];
	struct question questions[PACK_QUESTIONS_MAX + 1];
};

static inline struct offer line_of(const char *id, uint32_t topics, uint32_t people, bool always)
{
	return (struct offer){.id = id,
			      .kind = OFFER_SUPPORT_LINE,
			      .nations = NATIONS_ALL,
			      .stages = STAGES_ALL,
			      .topics = topics,
			      .people = people,
			      .safety = true,
			      .hours = {.known = always, .always = always}};
}

static inline struct offer offer_of(const char *id, enum offer_kind kind, unsigned stages, uint32_t topics)
{
	return (struct offer){.id = id, .kind = kind, .nations = NATIONS_ALL, .stages = (uint8_t)stages, .topics = topics};
}

static inline void fixture_lines(struct offer *o)
{
	o[F_999] = line_of("999", TOPIC_EMERGENCY, PEOPLE_ANYONE, true);
	o[F_NATION] = line_of("nation", TOPIC_DOMESTIC_ABUSE, PEOPLE_WOMEN, true);
	o[F_NATION].nations = NATION_BIT(NATION_ENGLAND);
	o[F_MEN] = line_of("men", TOPIC_DOMESTIC_ABUSE, PEOPLE_MEN, false);
	o[F_RESPECT] = line_of("respect", TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR, PEOPLE_HOW_I_ACT, false);
	o[F_SAMARITANS] = line_of("samaritans", TOPIC_CRISIS | TOPIC_LISTENING, PEOPLE_ANYONE, true);
	o[F_SHOUT] = line_of("shout", TOPIC_CRISIS | TOPIC_LISTENING, PEOPLE_ANYONE, true);
	o[F_111] = line_of("111", TOPIC_CRISIS | TOPIC_URGENT_HEALTH, PEOPLE_ANYONE, true);
	o[F_FAMILY] = line_of("family", TOPIC_LISTENING, PEOPLE_PARENTS, false);
	o[F_DEBT] = line_of("debt", TOPIC_MONEY, PEOPLE_ANYONE, false);
	o[F_FRANK] = line_of("frank", TOPIC_DRINK_DRUGS, PEOPLE_ANYONE, true);
	o[F_WALES] = line_of("wales", TOPIC_DOMESTIC_ABUSE, PEOPLE_ANYONE, true);
	o[F_WALES].nations = NATION_BIT(NATION_WALES);
	o[F_CHILDLINE] = line_of("childline", TOPIC_LISTENING, PEOPLE_CHILDREN, true);
	o[F_CHILDLINE].audience = AUDIENCE_CHILDREN;
	for (int i = F_999; i <= F_CHILDLINE; i++) {
		o[i].channel_count = 1;
		o[i].channels[0] = (struct channel){CHANNEL_PHONE, "0808 000 0000", ""};
	}
}

static inline void fixture_offers(struct offer *o)
{
	o[F_SEPARATED] = offer_of("separated", OFFER_WORKSHOP, STAGE_APART, TOPIC_RELATIONSHIP);
	o[F_SEPARATED].conflict = true;
	o[F_GROUP] = offer_of("group", OFFER_WORKSHOP, STAGES_ALL, TOPIC_LISTENING);
	o[F_COUPLES] = offer_of("couples", OFFER_WORKSHOP, STAGE_TOGETHER | STAGE_BABY, TOPIC_RELATIONSHIP);
	o[F_COUPLES].joint = o[F_COUPLES].conflict = true;
	o[F_BABY_COURSE] = offer_of("baby-course", OFFER_COURSE, STAGE_BABY, TOPIC_BABY);
	o[F_ARGUING] = offer_of("arguing", OFFER_COURSE, STAGE_TOGETHER, TOPIC_RELATIONSHIP);
	o[F_GETTING_RIGHT] = offer_of("getting-right", OFFER_COURSE, STAGE_APART, TOPIC_RELATIONSHIP);
	o[F_BABY_COURSE].conflict = o[F_ARGUING].conflict = o[F_GETTING_RIGHT].conflict = true;
	o[F_SEND_GROUP] = offer_of("send-group", OFFER_WORKSHOP, STAGES_ALL, TOPIC_SEND);
	o[F_ONE] = offer_of("one", OFFER_ONE_TO_ONE, STAGES_ALL, TOPIC_LISTENING);
	o[F_ONE_CONFLICT] = offer_of("one-conflict", OFFER_ONE_TO_ONE, STAGE_BABY | STAGE_TOGETHER, TOPIC_RELATIONSHIP);
	o[F_ONE_CONFLICT].conflict = true;
	o[F_MEDIATION] = offer_of("mediation", OFFER_ONE_TO_ONE, STAGE_APART, TOPIC_RELATIONSHIP);
	o[F_MEDIATION].joint = o[F_MEDIATION].conflict = true;
	o[F_STAFF] = offer_of("staff", OFFER_STAFF, STAGES_ALL, TOPIC_PRACTICE);
	o[F_STAFF].audience = AUDIENCE_STAFF;
}

static inline struct question safety_of(const char *id, enum construct construct)
{
	return (struct question){.id = id, .kind = QUESTION_SAFETY, .construct = construct, .filler = "filler", .option_count = SAFE_ANSWER_COUNT};
}

static inline struct fixture fixture_make(void)
{
	struct fixture f = {.questions = {
				{.id = "stage",
				 .option_count = 4,
				 .options = {{"baby", SIGNAL_BABY}, {"together", SIGNAL_TOGETHER}, {"apart", SIGNAL_APART}, {"kin", SIGNAL_KIN}}},
				{.id = "how-often",
				 .option_count = 4,
				 .options = {{"hardly", SIGNAL_RARE}, {"some-weeks", 0}, {"most-weeks", SIGNAL_OFTEN}, {"most-days", SIGNAL_OFTEN}}},
				safety_of("watch", CONSTRUCT_WATCH),
				{.id = "how-heated",
				 .option_count = 4,
				 .options = {{"calm", SIGNAL_CALM}, {"raised", 0}, {"heated", SIGNAL_HEATED}, {"rather-not", 0}}},
				safety_of("fear", CONSTRUCT_FEAR),
				{.id = "after",
				 .option_count = 4,
				 .options = {{"soon", SIGNAL_MENDED}, {"days", 0}, {"never-ends", SIGNAL_NOT_MENDED}, {"rather-not", 0}}},
				safety_of("control", CONSTRUCT_CONTROL),
				{.id = "children",
				 .option_count = 4,
				 .options = {{"no", 0}, {"sometimes", SIGNAL_CHILDREN_SEE}, {"often", SIGNAL_CHILDREN_SEE}, {"no-children", 0}}},
				safety_of("hurt", CONSTRUCT_HURT),
				{.id = "worries",
				 .option_count = 6,
				 .options = {{"money", SIGNAL_MONEY},
					     {"drink-drugs", SIGNAL_DRINK_DRUGS},
					     {"health", SIGNAL_HEALTH},
					     {"send", SIGNAL_SEND},
					     {"sleep", SIGNAL_SLEEP},
					     {"not-coping", SIGNAL_URGENT}}},
				safety_of("own", CONSTRUCT_OWN),
				{.id = "tried",
				 .option_count = 4,
				 .options = {{"nothing", SIGNAL_TRIED_NOTHING},
					     {"talking", SIGNAL_TRIED_TALKING},
					     {"course", SIGNAL_TRIED_COURSE},
					     {"help", SIGNAL_TRIED_HELP}}},
			    }};

	fixture_lines(f.offers);
	fixture_offers(f.offers);
	f.hub = (struct hub){.nation = NATION_ENGLAND, .self_check = true, .phone = "", .page = "", .offer_count = F_COUNT, .question_count = 12};
	return f;
}

/* The hub, with its lists in this very copy. */
static inline const struct hub *fixture_hub(struct fixture *f)
{
	f->hub.offers = f->offers;
	f->hub.questions = f->questions;
	return &f->hub;
}

enum { FIXTURE_NOW = 1795392000 }; /* noon of 2026-11-23, a Monday */

#endif
