#include "core/names.h"

#include <assert.h>
#include <string.h>

#include "core/pack.h"

#define COUNT_OF(array) ((int)(sizeof(array) / sizeof((array)[0])))
/* The place of a single bit; a constant expression in gcc and clang. */
#define BIT(value) __builtin_ctz(value)

static const char *const layers[] = {
    [LAYER_NATION] = "nation",
    [LAYER_REGION] = "region",
    [LAYER_COUNCIL] = "council",
    [LAYER_HUB] = "hub",
};
static_assert(COUNT_OF(layers) == LAYER_COUNT, "each layer has a word");

static const char *const offer_kinds[] = {
    [OFFER_SUPPORT_LINE] = "support_line",
    [OFFER_COURSE] = "course",
    [OFFER_WORKSHOP] = "workshop",
    [OFFER_ONE_TO_ONE] = "one_to_one",
    [OFFER_IDEA] = "idea",
    [OFFER_PAGE] = "page",
    [OFFER_EVENT] = "event",
    [OFFER_STAFF] = "staff",
};
static_assert(COUNT_OF(offer_kinds) == OFFER_KIND_COUNT, "each kind of offer has a word");

static const char *const audiences[] = {
    [AUDIENCE_PARENTS] = "parents",
    [AUDIENCE_CHILDREN] = "children",
    [AUDIENCE_STAFF] = "staff",
};
static_assert(COUNT_OF(audiences) == AUDIENCE_COUNT, "each audience has a word");

static const char *const nations[] = {
    [NATION_ENGLAND] = "england",
    [NATION_WALES] = "wales",
    [NATION_SCOTLAND] = "scotland",
    [NATION_NORTHERN_IRELAND] = "northern-ireland",
};
static_assert(COUNT_OF(nations) == NATION_COUNT, "each nation has a word");

static const char *const channels[] = {
    [CHANNEL_PHONE] = "phone", [CHANNEL_TEXT] = "text",   [CHANNEL_WEB] = "web",
    [CHANNEL_EMAIL] = "email", [CHANNEL_VISIT] = "visit", [CHANNEL_ASK] = "ask",
};
static_assert(COUNT_OF(channels) == CHANNEL_COUNT, "each channel has a word");

static const char *const places[] = {
    [PLACE_HERE] = "here",
    [PLACE_ONLINE] = "online",
    [PLACE_ELSEWHERE] = "elsewhere",
};
static_assert(COUNT_OF(places) == PLACE_COUNT, "each place has a word");

/* S14. "none" cannot be written in a pack: a safety question has a construct. */
static const char *const constructs[] = {
    [CONSTRUCT_NONE] = "none",       [CONSTRUCT_FEAR] = "fear", [CONSTRUCT_WATCH] = "watch",
    [CONSTRUCT_CONTROL] = "control", [CONSTRUCT_HURT] = "hurt", [CONSTRUCT_OWN] = "own",
};
static_assert(COUNT_OF(constructs) == CONSTRUCT_COUNT, "each construct has a word");

static const char *const question_kinds[] = {
    [QUESTION_ORDINARY] = "ordinary",
    [QUESTION_SAFETY] = "safety",
};

static const char *const weekdays[] = {
    [MONDAY] = "mon", [TUESDAY] = "tue", [WEDNESDAY] = "wed", [THURSDAY] = "thu", [FRIDAY] = "fri", [SATURDAY] = "sat", [SUNDAY] = "sun",
};
static_assert(COUNT_OF(weekdays) == 7, "each weekday has a word");

static const char *const marks[] = {"draft", "checked"};

static const char *const stages[] = {
    [BIT(STAGE_BABY)] = "baby",
    [BIT(STAGE_TOGETHER)] = "together",
    [BIT(STAGE_APART)] = "apart",
    [BIT(STAGE_KIN)] = "kin",
};
static_assert((1 << COUNT_OF(stages)) - 1 == STAGES_ALL, "each stage has a word");

static const char *const topics[] = {
    [BIT(TOPIC_EMERGENCY)] = "emergency",
    [BIT(TOPIC_DOMESTIC_ABUSE)] = "domestic_abuse",
    [BIT(TOPIC_OWN_BEHAVIOUR)] = "own_behaviour",
    [BIT(TOPIC_CRISIS)] = "crisis",
    [BIT(TOPIC_URGENT_HEALTH)] = "urgent_health",
    [BIT(TOPIC_LISTENING)] = "listening",
    [BIT(TOPIC_RELATIONSHIP)] = "relationship",
    [BIT(TOPIC_MONEY)] = "money",
    [BIT(TOPIC_DRINK_DRUGS)] = "drink_drugs",
    [BIT(TOPIC_GAMBLING)] = "gambling",
    [BIT(TOPIC_HEALTH)] = "health",
    [BIT(TOPIC_SEND)] = "send",
    [BIT(TOPIC_SLEEP)] = "sleep",
    [BIT(TOPIC_BABY)] = "baby",
    [BIT(TOPIC_SINGLE)] = "single",
    [BIT(TOPIC_CHILD_SAFETY)] = "child_safety",
    [BIT(TOPIC_CRIME)] = "crime",
    [BIT(TOPIC_SEXUAL_VIOLENCE)] = "sexual_violence",
    [BIT(TOPIC_DADS)] = "dads",
    [BIT(TOPIC_STEP)] = "step",
    [BIT(TOPIC_PRACTICE)] = "practice",
    [BIT(TOPIC_TRAINING)] = "training",
    [BIT(TOPIC_TOOLKIT)] = "toolkit",
    [BIT(TOPIC_REFERRAL)] = "referral",
};
static_assert(COUNT_OF(topics) == BIT(TOPIC_REFERRAL) + 1, "each topic has a word");

static const char *const people[] = {
    [BIT(PEOPLE_ANYONE)] = "anyone",
    [BIT(PEOPLE_WOMEN)] = "women",
    [BIT(PEOPLE_MEN)] = "men",
    [BIT(PEOPLE_LGBT)] = "lgbt",
    [BIT(PEOPLE_DEAF)] = "deaf",
    [BIT(PEOPLE_OLDER)] = "older",
    [BIT(PEOPLE_HONOUR)] = "honour",
    [BIT(PEOPLE_SOMEONE_ELSE)] = "someone_else",
    [BIT(PEOPLE_HOW_I_ACT)] = "how_i_act",
    [BIT(PEOPLE_CHILDREN)] = "children",
    [BIT(PEOPLE_PARENTS)] = "parents",
};
static_assert(COUNT_OF(people) == BIT(PEOPLE_PARENTS) + 1, "each kind of people has a word");

static const char *const signals[] = {
    [BIT(SIGNAL_BABY)] = "baby",
    [BIT(SIGNAL_TOGETHER)] = "together",
    [BIT(SIGNAL_APART)] = "apart",
    [BIT(SIGNAL_KIN)] = "kin",
    [BIT(SIGNAL_RARE)] = "rare",
    [BIT(SIGNAL_OFTEN)] = "often",
    [BIT(SIGNAL_CALM)] = "calm",
    [BIT(SIGNAL_HEATED)] = "heated",
    [BIT(SIGNAL_MENDED)] = "mended",
    [BIT(SIGNAL_NOT_MENDED)] = "not_mended",
    [BIT(SIGNAL_CHILDREN_SEE)] = "children_see",
    [BIT(SIGNAL_MONEY)] = "money",
    [BIT(SIGNAL_DRINK_DRUGS)] = "drink_drugs",
    [BIT(SIGNAL_HEALTH)] = "health",
    [BIT(SIGNAL_SEND)] = "send",
    [BIT(SIGNAL_SLEEP)] = "sleep",
    [BIT(SIGNAL_URGENT)] = "urgent",
    [BIT(SIGNAL_TRIED_TALKING)] = "tried_talking",
    [BIT(SIGNAL_TRIED_COURSE)] = "tried_course",
    [BIT(SIGNAL_TRIED_HELP)] = "tried_help",
    [BIT(SIGNAL_TRIED_NOTHING)] = "tried_nothing",
};
static_assert(COUNT_OF(signals) == BIT(SIGNAL_TRIED_NOTHING) + 1, "each signal has a word");

#define SET(what, array)                     \
	{                                    \
		what, COUNT_OF(array), array \
	}
static const struct names sets[NAMES_SET_COUNT] = {
    [NAMES_LAYER] = SET("layer", layers),
    [NAMES_OFFER_KIND] = SET("kind of offer", offer_kinds),
    [NAMES_AUDIENCE] = SET("audience", audiences),
    [NAMES_NATION] = SET("nation", nations),
    [NAMES_CHANNEL] = SET("channel", channels),
    [NAMES_PLACE] = SET("place", places),
    [NAMES_CONSTRUCT] = SET("construct", constructs),
    [NAMES_QUESTION_KIND] = SET("kind of question", question_kinds),
    [NAMES_WEEKDAY] = SET("weekday", weekdays),
    [NAMES_MARK] = SET("state", marks),
    [NAMES_STAGE] = SET("stage", stages),
    [NAMES_TOPIC] = SET("topic", topics),
    [NAMES_PEOPLE] = SET("word for people", people),
    [NAMES_SIGNAL] = SET("signal", signals),
};

const struct names *names_of(enum name_set set)
{
	return &sets[set];
}

int names_find(enum name_set set, const char *name)
{
	for (int i = 0; i < sets[set].count; i++)
		if (strcmp(sets[set].list[i], name) == 0)
			return i;
	return -1;
}

const char *names_at(enum name_set set, int place)
{
	return place >= 0 && place < sets[set].count ? sets[set].list[place] : "";
}
