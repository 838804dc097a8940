/*
 * What a hub knows: offers, messages, questions and texts, merged from packs.
 *
 * A pack is a folder with `pack.json`, `text/<language>.json`, the marks of its
 * translations in `review/<language>.json` (core/mark.h), and `pictures/`.
 * Packs merge in order nation, region, council, hub (core/merge.h) into one
 * `struct hub`, which is constant from then on: every pointer in it leads into
 * one arena, and nothing in it is changed, freed or added later.
 *
 * Texts are kept by key ("offer-id.name"). A missing text is never NULL: hub_text
 * falls back from the language asked for to English, then to the words compiled
 * into the program (core/words.h), then to "".
 *
 * Every list has a written maximum; a pack that passes one is refused.
 */
#ifndef CORE_PACK_H
#define CORE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/moment.h"
#include "core/mark.h"

enum {
	PACK_FORMAT = 2,         /* the format this program writes */
	PACK_FORMAT_FIRST = 1,   /* and the oldest that it reads */
	PACK_FILE_MAX = 2 << 20, /* bytes of one file of a pack */
	PACK_LAYERS_MAX = 8,     /* packs on one screen */
	PACK_OFFERS_MAX = 240,   /* offers of one hub */
	PACK_MESSAGES_MAX = 96,
	PACK_QUESTIONS_MAX = 12, /* S12 */
	PACK_OPTIONS_MAX = 6,    /* answers on one screen */
	PACK_CHANNELS_MAX = 6,   /* ways to reach one offer */
	PACK_SPANS_MAX = 8,      /* opening times in one week */
	PACK_SESSIONS_MAX = 64,  /* dated sessions of one offer */
	PACK_REPEATS_MAX = 4,    /* weekly sessions of one offer */
	PACK_TEXTS_MAX = 4096,   /* texts of one language */
	PACK_LANGUAGES_MAX = 12,
	PACK_HOSTS_MAX = 96,
	PACK_ID_MAX = 64,    /* bytes of an id, a-z 0-9 and hyphens */
	PACK_TEXT_MAX = 600, /* bytes of one text */
	HUB_ARENA_MAX = 24 << 20,
};

enum layer { LAYER_NATION, LAYER_REGION, LAYER_COUNCIL, LAYER_HUB, LAYER_COUNT };

enum offer_kind {
	OFFER_SUPPORT_LINE, /* somebody to call or write to */
	OFFER_COURSE,       /* self-guided, digital */
	OFFER_WORKSHOP,     /* a group, with sessions */
	OFFER_ONE_TO_ONE,   /* always through the team (S7) */
	OFFER_IDEA,         /* a small thing to try today */
	OFFER_PAGE,         /* a page to read */
	OFFER_EVENT,        /* what's on at the hub */
	OFFER_STAFF,        /* for people who work here */
	OFFER_KIND_COUNT
};

enum audience { AUDIENCE_PARENTS, AUDIENCE_CHILDREN, AUDIENCE_STAFF, AUDIENCE_COUNT };

enum nation { NATION_ENGLAND, NATION_WALES, NATION_SCOTLAND, NATION_NORTHERN_IRELAND, NATION_COUNT };

/* Bits of `struct offer.nations`. */
#define NATION_BIT(n) (1U << (n))
enum { NATIONS_ALL = (1 << NATION_COUNT) - 1 };

/* Stages of a family: bits, in `struct offer.stages` and in the signals. */
enum stage { STAGE_BABY = 1, STAGE_TOGETHER = 2, STAGE_APART = 4, STAGE_KIN = 8, STAGES_ALL = 15 };

/* What an offer is about: bits of `struct offer.topics`. */
enum topic {
	TOPIC_EMERGENCY = 1 << 0,      /* 999 */
	TOPIC_DOMESTIC_ABUSE = 1 << 1, /* every line that stands among the abuse lines */
	TOPIC_OWN_BEHAVIOUR = 1 << 2,  /* worried about how they act (S4) */
	TOPIC_CRISIS = 1 << 3,         /* Samaritans, Shout, NHS 111 (S6) */
	TOPIC_URGENT_HEALTH = 1 << 4,  /* NHS 111 and its like: second on the urgent card */
	TOPIC_LISTENING = 1 << 5,      /* someone to talk to about anything */
	TOPIC_RELATIONSHIP = 1 << 6,
	TOPIC_MONEY = 1 << 7,
	TOPIC_DRINK_DRUGS = 1 << 8,
	TOPIC_GAMBLING = 1 << 9,
	TOPIC_HEALTH = 1 << 10,
	TOPIC_SEND = 1 << 11,
	TOPIC_SLEEP = 1 << 12,
	TOPIC_BABY = 1 << 13,
	TOPIC_SINGLE = 1 << 14,
	TOPIC_CHILD_SAFETY = 1 << 15,
	TOPIC_CRIME = 1 << 16,
	TOPIC_SEXUAL_VIOLENCE = 1 << 17,
	TOPIC_DADS = 1 << 18,
	TOPIC_STEP = 1 << 19,
	TOPIC_PRACTICE = 1 << 20, /* staff: how to talk about it, case studies */
	TOPIC_TRAINING = 1 << 21, /* staff: courses and dates */
	TOPIC_TOOLKIT = 1 << 22,  /* staff: sheets, tools, leaflets */
	TOPIC_REFERRAL = 1 << 23, /* staff: who offers what, how to refer */
};

/* Who a line is for, shown in words; never inferred from anything (S19). */
enum people {
	PEOPLE_ANYONE = 1 << 0,
	PEOPLE_WOMEN = 1 << 1,
	PEOPLE_MEN = 1 << 2,
	PEOPLE_LGBT = 1 << 3,
	PEOPLE_DEAF = 1 << 4,
	PEOPLE_OLDER = 1 << 5,
	PEOPLE_HONOUR = 1 << 6,       /* honour-based abuse, forced marriage */
	PEOPLE_SOMEONE_ELSE = 1 << 7, /* worried about somebody else */
	PEOPLE_HOW_I_ACT = 1 << 8,    /* worried about how they act */
	PEOPLE_CHILDREN = 1 << 9,
	PEOPLE_PARENTS = 1 << 10,
};

enum channel_kind { CHANNEL_PHONE, CHANNEL_TEXT, CHANNEL_WEB, CHANNEL_EMAIL, CHANNEL_VISIT, CHANNEL_ASK, CHANNEL_COUNT };

struct channel {
	enum channel_kind kind;
	const char *value; /* number, https address, e-mail; "" for visit and ask */
	const char *word;  /* what to text ("SHOUT"), or "" */
};

/* One opening time: on each day of `days` (bit 0 Monday) from `open` to `close`,
 * in minutes of the day; close is after open and at most 1440. */
struct span {
	uint8_t days;
	int16_t open;
	int16_t close;
};

struct hours {
	bool known;  /* false: not said, or said to be in doubt */
	bool always; /* day and night, every day */
	uint8_t count;
	struct span spans[PACK_SPANS_MAX];
};

enum place { PLACE_HERE, PLACE_ONLINE, PLACE_ELSEWHERE, PLACE_COUNT };

/* A meeting with a date. Local days and minutes. */
struct session_row {
	char group; /* 'A', 'B' or 0 */
	int32_t day;
	int16_t start, end; /* minutes of the day */
	enum place place;
	const char *venue; /* text key of the room or town, or "" */
	int16_t places;    /* 0: no limit */
	int16_t taken;
};

/* A meeting that comes back each `weeks` weeks on one weekday. `from` is the
 * first day; it fixes which weeks. `until` 0 means for ever; `meetings` above 0
 * means that a block has so many meetings and then begins again. */
struct repeat {
	char group;
	uint8_t weekday;
	uint8_t weeks;
	uint8_t meetings;
	int32_t from, until;
	int16_t start, end;
	enum place place;
	const char *venue;
	int16_t places;
	int16_t taken;
};

struct offer {
	const char *id;
	const char *pack; /* id of the pack that brought it */
	enum layer layer; /* of that pack: the nation's own lines come first (S18) */
	enum offer_kind kind;
	enum audience audience;
	uint8_t nations; /* NATION_BIT */
	uint8_t stages;  /* enum stage bits; STAGES_ALL when not said */
	uint32_t topics; /* enum topic bits */
	uint32_t people; /* enum people bits */
	bool safety;     /* a safety item: protected, two people sign (S37) */
	bool joint;      /* for two people together: needs an answered check (S3, S5) */
	bool conflict;   /* about rows: withheld after a concern (S3) */
	bool referral;   /* only through staff */
	bool bsl;
	uint8_t channel_count;
	struct channel channels[PACK_CHANNELS_MAX];
	struct hours hours;
	int32_t valid_from;  /* first day, 0: always */
	int32_t valid_until; /* last day, 0: no end */
	uint8_t session_count;
	struct session_row *sessions;
	uint8_t repeat_count;
	struct repeat repeats[PACK_REPEATS_MAX];
	const char *languages; /* "cy en", space between, or "" for English */
	const char *picture;   /* a spot of assets/scenes, or "" */
	const char *source;    /* where the fact stands */
	int32_t checked;       /* day, or 0: never, so overdue (S33) */
	const char *checked_by;
	const char *doubt; /* what a person must still look up, or "" */
	int line;          /* of its pack.json, for messages */
};

/* A sentence that makes it normal, with the boundary it never stands without
 * (S21). Texts: <id>.line, <id>.more, <id>.boundary. */
struct message {
	const char *id;
	const char *theme;
	const char *pack; /* id of the pack that brought it */
	int line;         /* of its pack.json, for messages */
};

/* What an option tells the route: bits. */
enum signal {
	SIGNAL_BABY = 1 << 0,
	SIGNAL_TOGETHER = 1 << 1,
	SIGNAL_APART = 1 << 2,
	SIGNAL_KIN = 1 << 3,
	SIGNAL_RARE = 1 << 4, /* rows hardly ever */
	SIGNAL_OFTEN = 1 << 5,
	SIGNAL_CALM = 1 << 6,
	SIGNAL_HEATED = 1 << 7,
	SIGNAL_MENDED = 1 << 8,
	SIGNAL_NOT_MENDED = 1 << 9,
	SIGNAL_CHILDREN_SEE = 1 << 10,
	SIGNAL_MONEY = 1 << 11,
	SIGNAL_DRINK_DRUGS = 1 << 12,
	SIGNAL_HEALTH = 1 << 13,
	SIGNAL_SEND = 1 << 14,
	SIGNAL_SLEEP = 1 << 15,
	SIGNAL_URGENT = 1 << 16, /* not coping: an urgent mental-health answer (S6) */
	SIGNAL_TRIED_TALKING = 1 << 17,
	SIGNAL_TRIED_COURSE = 1 << 18,
	SIGNAL_TRIED_HELP = 1 << 19,
	SIGNAL_TRIED_NOTHING = 1 << 20,
};

enum question_kind { QUESTION_ORDINARY, QUESTION_SAFETY };

/* S14: the four constructs, and worry about how one acts (S4). */
enum construct { CONSTRUCT_NONE, CONSTRUCT_FEAR, CONSTRUCT_WATCH, CONSTRUCT_CONTROL, CONSTRUCT_HURT, CONSTRUCT_OWN, CONSTRUCT_COUNT };

/* The answers of every safety question and of its filler, in this order: equal,
 * fixed, the same words (S1, S11, S12). Only SAFE_NO is no concern. */
enum safe_answer { SAFE_NO, SAFE_SOMETIMES, SAFE_YES, SAFE_RATHER_NOT, SAFE_ANSWER_COUNT };

struct option {
	const char *id;
	uint32_t signals;
};

/* One screen of the self-check. A safety question has the four fixed answers
 * and names the filler that stands in its place when somebody is with the
 * visitor (S11). Texts: <id>.lead (may be missing), <id>.ask, <id>.<option>;
 * for the filler <filler>.lead and <filler>.ask. */
struct question {
	const char *id;
	enum question_kind kind;
	enum construct construct;
	const char *filler; /* id of the filler, "" for ordinary questions */
	uint8_t option_count;
	struct option options[PACK_OPTIONS_MAX];
	const char *pack; /* id of the pack that brought it */
	int line;         /* of its pack.json, for messages */
};

struct text {
	const char *key;
	const char *value;
};

/* The texts of one language, sorted by key. In a hub only those that may be shown:
 * where it is no example, each is checked (S38); for the others English is shown. */
struct language {
	char code[12]; /* BCP 47: "en", "ur" */
	bool rtl;
	bool draft;       /* in a hub: some text is not checked (S38); in a pack: it says so of all */
	const char *name; /* in itself: "English", "اردو" */
	uint16_t count;
	const struct text *texts;
	const struct text_mark *const *marks; /* one a text, NULL where it has none; NULL: no text has one */
};

struct hub {
	enum nation nation;
	bool example;      /* a made-up hub: languages may be drafts */
	bool self_check;   /* S46: a hub may switch the check off */
	const char *phone; /* of the hub, "" when it has none */
	const char *page;  /* https address of the hub's own page */
	const char *packs; /* ids and dates of the packs, for the staff area */
	int32_t released;  /* newest `updated` day of the packs; a clock before it is wrong */
	uint16_t offer_count;
	const struct offer *offers;
	uint16_t message_count;
	const struct message *messages;
	uint8_t question_count;
	const struct question *questions;
	uint8_t language_count;
	const struct language *languages; /* [0] is English */
	uint16_t host_count;
	const char *const *hosts; /* hosts that links may name (S28) */
};

/* The text for `key` in language number `language`; see the fallback above. */
const char *hub_text(const struct hub *hub, int language, const char *key);

/* The text for "id.part", e.g. ("samaritans", "name"). */
const char *hub_part(const struct hub *hub, int language, const char *id, const char *part);

/* The language that hub_text gives that text in: the one asked for, or English. What
 * draws or speaks a text takes direction, letters and voice from it. Never NULL where
 * the hub has a language. */
const struct language *hub_text_language(const struct hub *hub, int language, const char *key);

/* Does the language itself (no fallback) have the text? */
bool hub_has_text(const struct hub *hub, int language, const char *key);

/* That text, one of the language's `texts`, or NULL. */
const struct text *hub_find_text(const struct hub *hub, int language, const char *key);

/* The number of the offer with that id, or -1. */
int hub_offer(const struct hub *hub, const char *id);

/* The first channel of that kind, or NULL. */
const struct channel *offer_channel(const struct offer *offer, enum channel_kind kind);

/* Names of enum values as packs write them ("support_line", "northern-ireland",
 * "domestic_abuse"), and back: -1 when unknown. One table each, in pack.c. */
const char *layer_name(int value);
const char *offer_kind_name(int value);
const char *audience_name(int value);
const char *nation_name(int value);
const char *channel_name(int value);
const char *place_name(int value);
const char *construct_name(int value);
const char *stage_name(unsigned bit);
const char *topic_name(unsigned bit);
const char *people_name(unsigned bit);
const char *signal_name(unsigned bit);
int layer_value(const char *name);
int offer_kind_value(const char *name);
int audience_value(const char *name);
int nation_value(const char *name);
int channel_value(const char *name);
int place_value(const char *name);
int construct_value(const char *name);
unsigned stage_value(const char *name); /* 0 when unknown */
unsigned topic_value(const char *name);
unsigned people_value(const char *name);
unsigned signal_value(const char *name);

#endif
