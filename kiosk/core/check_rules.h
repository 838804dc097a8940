/*
 * The rules of core/check.h: one function a rule, one file a subject.
 *
 * Each rule looks at the whole hub and adds findings; core/check.c runs them in
 * order. Private to the checker.
 */
#ifndef CORE_CHECK_RULES_H
#define CORE_CHECK_RULES_H

#include "core/check.h"

enum {
	CHECK_WORDS_MAX = 15,   /* words of a sentence that families read (S44) */
	CHECK_ENDING_DAYS = 60, /* an offer that ends within so many days is a warning */
	CHECK_FILE_MAX = 2 * PACK_ID_MAX,
	CHECK_KEY_MAX = 2 * PACK_ID_MAX,
};

struct checking {
	const struct hub *hub;
	moment now;
	int32_t today;
	bool clock_wrong; /* then nothing about dates is said */
	struct findings *findings;
};

/* Where a finding stands; holds its own words. */
struct check_place {
	char file[CHECK_FILE_MAX];
	int line;
	char item[CHECK_KEY_MAX];
};

/* The pack.json of the offer, message or question. */
struct check_place place_of_offer(const struct offer *offer);
struct check_place place_of_message(const struct message *message);
struct check_place place_of_question(const struct question *question);
/* The hub as a whole: the pack of the last layer. */
struct check_place place_of_hub(const struct hub *hub);
/* The pack at the bottom, with a list of it ("offers") as the item. */
struct check_place place_of_base(const struct hub *hub, const char *item);
/* The text file of `pack` in a language, with "id.part" as the item ("" for no part). */
struct check_place place_of_text(const struct hub *hub, int language, const char *pack, const char *id, const char *part);

/* The pack at the bottom: that of the questions, else of the first offer. */
const char *check_base_pack(const struct hub *hub);

struct grade {
	enum severity severity;
	const char *rule;
};
__attribute__((format(printf, 4, 5))) void check_add(const struct checking *checking, struct grade grade, const struct check_place *place,
						     const char *format, ...);

/* What a text is for. It decides how long it may be and which words it may have. */
enum text_use {
	TEXT_WORD,     /* the program's own words */
	TEXT_HUB,      /* the hub's name and places */
	TEXT_LANGUAGE, /* language.name and so on */
	TEXT_VENUE,
	TEXT_OFFER,
	TEXT_MESSAGE,
	TEXT_QUESTION, /* also the text of a filler */
	TEXT_STRAY,    /* belongs to nothing */
};

struct text_owner {
	enum text_use use;
	const struct offer *offer;       /* TEXT_OFFER */
	const struct message *message;   /* TEXT_MESSAGE */
	const struct question *question; /* TEXT_QUESTION */
	bool filler;                     /* of that question */
	bool option;                     /* an answer of that question */
	bool staff;                      /* only people who work here read it */
	bool name;                       /* a real name: not ours to shorten or simplify */
	char part[PACK_ID_MAX];          /* after the last full stop: "name", "body" */
};

/* Whose text is it? */
struct text_owner check_owner(const struct hub *hub, const char *key);

/* Where such a text stands. */
struct check_place place_of_owned(const struct hub *hub, int language, const struct text_owner *owner, const char *key);

/* check_phrase.c: where `phrase` stands in `text`, word by word, or NULL. Capitals,
 * accents, apostrophes, hyphens and all other signs do not count (core/letters.h); a
 * last word ending in * stands for all words that begin so, and a first word after a *
 * for all that end so ("*x*": with x anywhere). `*length` gets the bytes found; NULL is
 * fine. */
const char *phrase_in(const char *text, const char *phrase, int *length);
/* The same for the first of the NULL-ended `phrases` that is there. */
const char *phrase_any(const char *text, const char *const *phrases, int *length);
/* Characters (code points) of a text. */
int text_characters(const char *text);

/* check_link.c: "" when a code may carry the address, else what is wrong. */
const char *link_fault(const struct hub *hub, const char *address, bool safety);
/* "" when the host may stand in `hosts`, else what is wrong. */
const char *host_fault(const char *host);
/* "" when it is a number that can be called (or texted) in the UK, else what is wrong. */
const char *number_fault(const char *number, bool text);

/* The rules. */
void rule_offer_texts(const struct checking *checking);
void rule_message_texts(const struct checking *checking);
void rule_question_texts(const struct checking *checking);
void rule_venue_texts(const struct checking *checking);
void rule_program_words(const struct checking *checking);
void rule_stray_texts(const struct checking *checking);
void rule_translations(const struct checking *checking);
void rule_safety_kind(const struct checking *checking);
void rule_traces(const struct checking *checking);
void rule_silent_call(const struct checking *checking);
void rule_neutral_titles(const struct checking *checking);
void rule_boundaries(const struct checking *checking);
void rule_question_count(const struct checking *checking);
void rule_constructs(const struct checking *checking);
void rule_safety_block(const struct checking *checking);
void rule_fillers(const struct checking *checking);
void rule_question_wording(const struct checking *checking);
void rule_urgent_answer(const struct checking *checking);
void rule_links(const struct checking *checking);
void rule_numbers(const struct checking *checking);
void rule_letters(const struct checking *checking);
void rule_hosts(const struct checking *checking);
void rule_hub_contact(const struct checking *checking);
void rule_emergency(const struct checking *checking);
void rule_abuse_lines(const struct checking *checking);
void rule_own_behaviour_line(const struct checking *checking);
void rule_crisis_lines(const struct checking *checking);
void rule_child_line(const struct checking *checking);
void rule_part_time(const struct checking *checking);
void rule_safety_flag(const struct checking *checking);
void rule_joint_flag(const struct checking *checking);
void rule_conflict_flag(const struct checking *checking);
void rule_reach(const struct checking *checking);
void rule_retired(const struct checking *checking);
void rule_verdicts(const struct checking *checking);
void rule_sentences(const struct checking *checking);
void rule_reading(const struct checking *checking);
void rule_jargon(const struct checking *checking);
void rule_line_facts(const struct checking *checking);
void rule_twins(const struct checking *checking);
void rule_example(const struct checking *checking);
void rule_private(const struct checking *checking);
void rule_shouting(const struct checking *checking);
void rule_lengths(const struct checking *checking);
void rule_holders(const struct checking *checking);
void rule_hidden_characters(const struct checking *checking);
void rule_typed_contacts(const struct checking *checking);
void rule_ended(const struct checking *checking);
void rule_overdue(const struct checking *checking);
void rule_doubt(const struct checking *checking);

#endif
