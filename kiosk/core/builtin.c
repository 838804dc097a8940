#include "core/builtin.h"

#include <string.h>

/* 2026-10-07, the day on which the numbers were seen. A test holds it against
 * day_of(2026, 10, 7). */
enum { SEEN = 20733 };

#define ALWAYS                                \
	{                                     \
		.known = true, .always = true \
	}
#define PHONE(number) .channel_count = 1, .channels = {{CHANNEL_PHONE, number, ""}}
#define LINE(name, subject, who, number)                                                                                                 \
	{                                                                                                                                \
		.id = name, .pack = "built-in", .kind = OFFER_SUPPORT_LINE, .audience = AUDIENCE_PARENTS, .nations = NATIONS_ALL,        \
		.stages = STAGES_ALL, .topics = subject, .people = who, .safety = true, PHONE(number), .hours = ALWAYS, .languages = "", \
		.picture = "", .source = "built in", .checked = SEEN, .checked_by = "Signpost project", .doubt = ""                      \
	}

#define EMERGENCY LINE("emergency-999", TOPIC_EMERGENCY, PEOPLE_ANYONE, "999")
#define ENGLAND LINE("national-domestic-abuse-helpline", TOPIC_DOMESTIC_ABUSE, PEOPLE_WOMEN | PEOPLE_SOMEONE_ELSE, "0808 2000 247")
#define WALES LINE("live-fear-free", TOPIC_DOMESTIC_ABUSE, PEOPLE_ANYONE | PEOPLE_SOMEONE_ELSE, "0808 80 10 800")
#define SCOTLAND LINE("scotland-domestic-abuse-helpline", TOPIC_DOMESTIC_ABUSE, PEOPLE_ANYONE, "0800 027 1234")
#define IRELAND LINE("northern-ireland-abuse-helpline", TOPIC_DOMESTIC_ABUSE, PEOPLE_ANYONE, "0808 802 1414")
#define SAMARITANS LINE("samaritans", TOPIC_CRISIS | TOPIC_LISTENING, PEOPLE_ANYONE, "116 123")

/* NHS 111 does not answer calls from Northern Ireland; Lifeline does (S6). Childline's
 * hours are in doubt, so they are not said. */
#define LIFELINE                                                                                                                    \
	{                                                                                                                           \
		.id = "lifeline", .pack = "built-in", .kind = OFFER_SUPPORT_LINE, .audience = AUDIENCE_PARENTS,                     \
		.nations = NATION_BIT(NATION_NORTHERN_IRELAND), .stages = STAGES_ALL, .topics = TOPIC_CRISIS | TOPIC_URGENT_HEALTH, \
		.people = PEOPLE_ANYONE, .safety = true, PHONE("0808 808 8000"), .hours = ALWAYS, .languages = "", .picture = "",   \
		.source = "built in", .checked = SEEN, .checked_by = "Signpost project", .doubt = ""                                \
	}
#define NHS                                                                                                                                        \
	{                                                                                                                                          \
		.id = "nhs-111", .pack = "built-in", .kind = OFFER_SUPPORT_LINE, .audience = AUDIENCE_PARENTS,                                     \
		.nations = NATIONS_ALL & ~NATION_BIT(NATION_NORTHERN_IRELAND), .stages = STAGES_ALL, .topics = TOPIC_CRISIS | TOPIC_URGENT_HEALTH, \
		.people = PEOPLE_ANYONE, .safety = true, PHONE("111"), .hours = ALWAYS, .languages = "", .picture = "", .source = "built in",      \
		.checked = SEEN, .checked_by = "Signpost project", .doubt = ""                                                                     \
	}
#define CHILDLINE                                                                                                                                    \
	{                                                                                                                                            \
		.id = "childline", .pack = "built-in", .kind = OFFER_SUPPORT_LINE, .audience = AUDIENCE_CHILDREN, .nations = NATIONS_ALL,            \
		.stages = STAGES_ALL, .topics = TOPIC_CHILD_SAFETY | TOPIC_LISTENING, .people = PEOPLE_CHILDREN, .safety = true, PHONE("0800 1111"), \
		.languages = "", .picture = "", .source = "built in", .checked_by = "", .doubt = "hours"                                             \
	}
#define OTHERS SAMARITANS, NHS, LIFELINE, CHILDLINE

enum { LINES = 9 };

/* The nation of the hub first; the others stand behind it, because a screen that
 * lost its packs may have lost its nation too. */
static const struct offer offers[NATION_COUNT][LINES] = {
    [NATION_ENGLAND] = {EMERGENCY, ENGLAND, WALES, SCOTLAND, IRELAND, OTHERS},
    [NATION_WALES] = {EMERGENCY, WALES, ENGLAND, SCOTLAND, IRELAND, OTHERS},
    [NATION_SCOTLAND] = {EMERGENCY, SCOTLAND, ENGLAND, WALES, IRELAND, OTHERS},
    [NATION_NORTHERN_IRELAND] = {EMERGENCY, IRELAND, ENGLAND, WALES, SCOTLAND, OTHERS},
};

static const struct message messages[] = {{"built-in-rows", "rows", "built-in", 0}};

/* Sorted by key; a test looks. The program's own words come from core/words.h. */
static const struct text texts[] = {
    {"built-in-rows.boundary", "Being scared of someone is different. Help is free, day and night."},
    {"built-in-rows.line", "Every family has rows."},
    {"built-in-rows.more", "What helps most is making up after."},
    {"childline.body", "It is free. They are there for anyone under 19."},
    {"childline.name", "Childline"},
    {"childline.who", "For children and young people."},
    {"emergency-999.body", "If anyone is in danger now, call 999."},
    {"emergency-999.name", "Emergency"},
    {"lifeline.body", "For when you cannot cope. A trained person listens."},
    {"lifeline.name", "Lifeline"},
    {"lifeline.who", "For anyone in Northern Ireland."},
    {"live-fear-free.body", "They listen and do not judge. They speak Welsh and English."},
    {"live-fear-free.name", "Live Fear Free"},
    {"live-fear-free.title", "Free support line, day and night"},
    {"live-fear-free.who", "For anyone in Wales."},
    {"national-domestic-abuse-helpline.body", "They listen and do not judge. Friends and family can call too."},
    {"national-domestic-abuse-helpline.name", "National Domestic Abuse Helpline"},
    {"national-domestic-abuse-helpline.title", "Free support line, day and night"},
    {"national-domestic-abuse-helpline.who", "For women in England."},
    {"nhs-111.body", "Call 111 when you need help now and it is not an emergency."},
    {"nhs-111.name", "NHS 111"},
    {"nhs-111.who", "For anyone in England, Wales or Scotland."},
    {"northern-ireland-abuse-helpline.body", "They listen and do not judge."},
    {"northern-ireland-abuse-helpline.name", "Domestic and Sexual Abuse Helpline"},
    {"northern-ireland-abuse-helpline.title", "Free support line, day and night"},
    {"northern-ireland-abuse-helpline.who", "For anyone in Northern Ireland."},
    {"samaritans.body", "Whatever is on your mind, they listen. You do not give your name."},
    {"samaritans.name", "Samaritans"},
    {"samaritans.who", "For anyone."},
    {"scotland-domestic-abuse-helpline.body", "They listen and do not judge."},
    {"scotland-domestic-abuse-helpline.name", "Scotland's Domestic Abuse and Forced Marriage Helpline"},
    {"scotland-domestic-abuse-helpline.title", "Free support line, day and night"},
    {"scotland-domestic-abuse-helpline.who", "For anyone in Scotland."},
};

static const struct language english[] = {
    {.code = "en", .name = "English", .count = sizeof texts / sizeof texts[0], .texts = texts},
};

void builtin_hub(enum nation nation, struct hub *hub)
{
	enum nation known = nation < NATION_COUNT ? nation : NATION_ENGLAND;
	*hub = (struct hub){
	    .nation = known,
	    .self_check = false,
	    .phone = "",
	    .page = "",
	    .packs = "",
	    .released = SEEN,
	    .offer_count = LINES,
	    .offers = offers[known],
	    .message_count = 1,
	    .messages = messages,
	    .language_count = 1,
	    .languages = english,
	};
}

/* A line for the bar: of the nation, about abuse, day and night, by phone, and
 * not the one for people worried about how they act (S4). */
static const char *abuse_number(const struct hub *hub, const struct offer *offer)
{
	const struct channel *phone = offer_channel(offer, CHANNEL_PHONE);
	bool fits = offer->safety && offer->kind == OFFER_SUPPORT_LINE && offer->audience == AUDIENCE_PARENTS &&
		    offer->nations & NATION_BIT(hub->nation) && offer->topics & TOPIC_DOMESTIC_ABUSE && !(offer->topics & TOPIC_OWN_BEHAVIOUR);
	return fits && offer->hours.always && phone ? phone->value : NULL;
}

struct help_strip help_strip(const struct hub *hub)
{
	struct help_strip strip = {.emergency = "999"};
	struct hub builtin;

	for (int i = 0; i < hub->offer_count && !strip.number; i++)
		strip.number = abuse_number(hub, &hub->offers[i]);
	builtin_hub(hub->nation, &builtin);
	for (int i = 0; i < builtin.offer_count && !strip.number; i++)
		strip.number = abuse_number(&builtin, &builtin.offers[i]);
	return strip;
}
