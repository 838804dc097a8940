/*
 * A hub with which the checker is content: lines of four nations, a short
 * self-check, one message, a course, a group and a staff sheet, with all texts.
 * Each test spoils one thing in its own copy.
 */
#ifndef TESTS_CORE_CHECK_FIXTURE_H
#define TESTS_CORE_CHECK_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/check.h"
#include "core/words.h"

enum {
	C_999,
	C_ENGLAND,
	C_WALES,
	C_SCOTLAND,
	C_IRELAND,
	C_MEN,
	C_RESPECT,
	C_SAMARITANS,
	C_111,
	C_CHILDLINE,
	C_DEBT,
	C_COURSE,
	C_GROUP,
	C_TEAM,
	C_EVENT,
	C_STAFF,
	C_COUNT,
	C_QUESTIONS = 12,
	C_TEXTS_MAX = WORD_COUNT + 200,
};

struct check_fixture {
	struct hub hub;
	struct offer offers[C_COUNT];
	struct message messages[1];
	struct question questions[PACK_QUESTIONS_MAX + 1];
	struct language languages[2];
	const char *hosts[2];
	int text_count;
	struct text texts[C_TEXTS_MAX];
	char keys[C_TEXTS_MAX][64]; /* of texts that are made */
	struct text other[4];       /* the second language */
	struct findings findings;
};

static inline int compare_texts(const void *a, const void *b)
{
	return strcmp(((const struct text *)a)->key, ((const struct text *)b)->key);
}

static inline void sort_texts(struct check_fixture *f)
{
	qsort(f->texts, (size_t)f->text_count, sizeof f->texts[0], compare_texts);
	f->languages[0].count = (uint16_t)f->text_count;
}

/* Sets or adds the English text of a key; NULL takes it out. */
static inline void set_text(struct check_fixture *f, const char *key, const char *value)
{
	int at = 0;
	while (at < f->text_count && strcmp(f->texts[at].key, key) != 0)
		at++;
	if (value && at == f->text_count)
		f->texts[f->text_count++] = (struct text){key, value};
	else if (value)
		f->texts[at].value = value;
	else if (at < f->text_count)
		f->texts[at] = f->texts[--f->text_count];
	sort_texts(f);
}

static inline void add_part(struct check_fixture *f, const char *id, const char *part, const char *value)
{
	char *key = f->keys[f->text_count];
	snprintf(key, sizeof f->keys[0], "%s.%s", id, part);
	f->texts[f->text_count++] = (struct text){key, value};
}

static inline struct offer check_line(const char *id, unsigned nations, uint32_t topics, const char *number, bool always)
{
	static int line;
	return (struct offer){.id = id,
			      .pack = "base",
			      .line = 10 + line++ % 90,
			      .kind = OFFER_SUPPORT_LINE,
			      .nations = (uint8_t)nations,
			      .stages = STAGES_ALL,
			      .topics = topics,
			      .people = PEOPLE_ANYONE,
			      .safety = topics != TOPIC_MONEY,
			      .channel_count = 1,
			      .channels = {{CHANNEL_PHONE, number, ""}},
			      .hours = {.known = true, .always = always, .count = !always, .spans = {{0x1f, 600, 1020}}},
			      .languages = "",
			      .picture = "",
			      .source = "example.org.uk",
			      .checked = day_of(2026, 10, 7),
			      .checked_by = "A person",
			      .doubt = ""};
}

static inline struct offer check_offer(const char *id, enum offer_kind kind, enum channel_kind channel)
{
	struct offer offer = check_line(id, NATIONS_ALL, TOPIC_RELATIONSHIP, "", false);
	offer.pack = "hub";
	offer.kind = kind;
	offer.safety = false;
	offer.channels[0] = (struct channel){channel, channel == CHANNEL_WEB ? "https://example.org.uk/page" : "", ""};
	return offer;
}

static inline void check_fixture_offers(struct offer *o)
{
	const unsigned all = NATIONS_ALL;
	o[C_999] = check_line("emergency", all, TOPIC_EMERGENCY, "999", true);
	o[C_ENGLAND] = check_line("england-line", NATION_BIT(NATION_ENGLAND), TOPIC_DOMESTIC_ABUSE, "0808 2000 247", true);
	o[C_WALES] = check_line("wales-line", NATION_BIT(NATION_WALES), TOPIC_DOMESTIC_ABUSE, "0808 80 10 800", true);
	o[C_SCOTLAND] = check_line("scotland-line", NATION_BIT(NATION_SCOTLAND), TOPIC_DOMESTIC_ABUSE, "0800 027 1234", true);
	o[C_IRELAND] = check_line("ireland-line", NATION_BIT(NATION_NORTHERN_IRELAND), TOPIC_DOMESTIC_ABUSE, "0808 802 1414", true);
	o[C_MEN] = check_line("men-line", all, TOPIC_DOMESTIC_ABUSE, "0808 801 0327", false);
	o[C_MEN].hours = (struct hours){.known = true, .count = 1, .spans = {{0x1f, 600, 1020}}};
	o[C_RESPECT] = check_line("respect-line", all, TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR, "0808 802 4040", false);
	o[C_SAMARITANS] = check_line("samaritans", all, TOPIC_CRISIS | TOPIC_LISTENING, "116 123", true);
	o[C_111] = check_line("nhs-111", all, TOPIC_CRISIS | TOPIC_URGENT_HEALTH, "111", true);
	o[C_CHILDLINE] = check_line("childline", all, TOPIC_LISTENING, "0800 1111", true);
	o[C_CHILDLINE].audience = AUDIENCE_CHILDREN;
	o[C_DEBT] = check_line("debt-line", all, TOPIC_MONEY, "0800 138 1111", false);
	o[C_COURSE] = check_offer("course", OFFER_COURSE, CHANNEL_WEB);
	o[C_GROUP] = check_offer("group", OFFER_WORKSHOP, CHANNEL_ASK);
	o[C_TEAM] = check_offer("team", OFFER_ONE_TO_ONE, CHANNEL_ASK);
	o[C_EVENT] = check_offer("event", OFFER_EVENT, CHANNEL_VISIT);
	o[C_EVENT].repeat_count = 1;
	o[C_EVENT].repeats[0] =
	    (struct repeat){.weekday = TUESDAY, .weeks = 1, .from = day_of(2026, 1, 6), .start = 600, .end = 720, .venue = "garden-room"};
	o[C_STAFF] = check_offer("sheet", OFFER_STAFF, CHANNEL_WEB);
	o[C_STAFF].audience = AUDIENCE_STAFF;
}

static inline struct question check_ordinary(const char *id, uint32_t signals)
{
	return (struct question){
	    .id = id, .filler = "", .option_count = 2, .options = {{"first", signals}, {"second", 0}}, .pack = "base", .line = 200};
}

static inline struct question check_safety(const char *id, enum construct construct, const char *filler)
{
	return (struct question){.id = id,
				 .kind = QUESTION_SAFETY,
				 .construct = construct,
				 .filler = filler,
				 .option_count = SAFE_ANSWER_COUNT,
				 .pack = "base",
				 .line = 210};
}

static inline void check_fixture_questions(struct question *q)
{
	static const char *const ordinary[] = {"one", "two", "three", "four", "five", "six", "seven"};
	for (int i = 0; i < 6; i++)
		q[2 * i] = check_ordinary(ordinary[i], i == 4 ? SIGNAL_URGENT : SIGNAL_BABY);
	q[1] = check_safety("watch", CONSTRUCT_WATCH, "filler-one");
	q[3] = check_safety("fear", CONSTRUCT_FEAR, "filler-two");
	q[5] = check_safety("control", CONSTRUCT_CONTROL, "filler-three");
	q[7] = check_safety("hurt", CONSTRUCT_HURT, "filler-four");
	q[9] = check_safety("own", CONSTRUCT_OWN, "filler-five");
	q[11] = check_ordinary(ordinary[6], 0);
}

static inline void check_fixture_texts(struct check_fixture *f)
{
	for (int i = 0; i < WORD_COUNT; i++)
		f->texts[f->text_count++] = (struct text){word_key((enum word)i), word_english((enum word)i)};
	for (int i = 0; i < C_COUNT; i++) {
		add_part(f, f->offers[i].id, "name", "A Service With a Name");
		add_part(f, f->offers[i].id, "body", "They listen. It is free.");
		if (f->offers[i].topics & (TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR))
			add_part(f, f->offers[i].id, "title", "Free support line, day and night");
	}
	for (int i = 0; i < C_QUESTIONS; i++) {
		const struct question *question = &f->questions[i];
		add_part(f, question->id, "ask", "Has someone close to you read your messages?");
		if (question->kind == QUESTION_SAFETY)
			add_part(f, question->filler, "ask", "Do you get time to sit down?");
		for (int j = 0; question->kind == QUESTION_ORDINARY && j < question->option_count; j++)
			add_part(f, question->id, question->options[j].id, "Most weeks");
	}
	add_part(f, "rows", "line", "All families have rows");
	add_part(f, "rows", "more", "What counts is how they end.");
	add_part(f, "rows", "boundary", "Being scared of someone is not part of a row.");
	add_part(f, "hub", "name", "The Example Hub");
	add_part(f, "venue", "garden-room", "Garden room");
	sort_texts(f);
}

/* Allocated, because it is large; release with free(). */
static inline struct check_fixture *check_fixture_make(void)
{
	struct check_fixture *f = calloc(1, sizeof *f);
	if (!f)
		abort();
	check_fixture_offers(f->offers);
	check_fixture_questions(f->questions);
	f->messages[0] = (struct message){.id = "rows", .theme = "rows", .pack = "base", .line = 150};
	f->languages[0] = (struct language){.code = "en", .name = "English", .texts = f->texts};
	f->hosts[0] = "example.org.uk";
	f->hosts[1] = "www.gov.uk";
	f->hub = (struct hub){.nation = NATION_ENGLAND,
			      .self_check = true,
			      .phone = "01632 960 123",
			      .page = "https://example.org.uk",
			      .packs = "base 2026-10-07, hub 2026-10-07",
			      .released = day_of(2026, 10, 7),
			      .offer_count = C_COUNT,
			      .offers = f->offers,
			      .message_count = 1,
			      .messages = f->messages,
			      .question_count = C_QUESTIONS,
			      .questions = f->questions,
			      .language_count = 1,
			      .languages = f->languages,
			      .host_count = 2,
			      .hosts = f->hosts};
	check_fixture_texts(f);
	return f;
}

#endif
