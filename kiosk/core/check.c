#include "core/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/check_rules.h"
#include "core/hours.h"
#include "core/words.h"

/* Errors first, and what is only a matter of dates last: a list that overflows
 * loses the least. */
static void (*const rules[])(const struct checking *checking) = {
    rule_emergency,
    rule_abuse_lines,
    rule_own_behaviour_line,
    rule_crisis_lines,
    rule_child_line,
    rule_part_time,
    rule_line_facts,
    rule_twins,
    rule_example,
    rule_safety_flag,
    rule_safety_kind,
    rule_joint_flag,
    rule_conflict_flag,
    rule_question_count,
    rule_constructs,
    rule_safety_block,
    rule_fillers,
    rule_urgent_answer,
    rule_question_wording,
    rule_retired,
    rule_verdicts,
    rule_traces,
    rule_silent_call,
    rule_neutral_titles,
    rule_links,
    rule_numbers,
    rule_letters,
    rule_hosts,
    rule_hub_contact,
    rule_offer_texts,
    rule_message_texts,
    rule_boundaries,
    rule_question_texts,
    rule_venue_texts,
    rule_program_words,
    rule_translations,
    rule_hidden_characters,
    rule_typed_contacts,
    rule_private,
    rule_sentences,
    rule_reading,
    rule_jargon,
    rule_shouting,
    rule_lengths,
    rule_holders,
    rule_stray_texts,
    rule_reach,
    rule_doubt,
    rule_overdue,
    rule_ended,
};

void check_hub(const struct hub *hub, moment now, struct findings *findings)
{
	struct checking checking = {
	    .hub = hub, .now = now, .today = civil_at(now).day, .clock_wrong = clock_is_wrong(hub, now), .findings = findings};

	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
		rules[i](&checking);
}

void check_add(const struct checking *checking, struct grade grade, const struct check_place *place, const char *format, ...)
{
	char says[2 * FAULT_SAYS_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	struct spot spot = {place->file, place->line, place->item};
	findings_add(checking->findings, grade.severity, grade.rule, spot, "%s", says);
}

const char *check_base_pack(const struct hub *hub)
{
	const char *pack = NULL;
	if (hub->question_count > 0)
		pack = hub->questions[0].pack;
	if (!pack && hub->offer_count > 0)
		pack = hub->offers[0].pack;
	return pack ? pack : "";
}

static struct check_place place_in_pack(const char *pack, int line, const char *item)
{
	struct check_place place = {.line = line};
	if (pack && pack[0])
		snprintf(place.file, sizeof place.file, "%.63s/pack.json", pack);
	snprintf(place.item, sizeof place.item, "%s", item);
	return place;
}

struct check_place place_of_offer(const struct offer *offer)
{
	return place_in_pack(offer->pack, offer->line, offer->id);
}

struct check_place place_of_message(const struct message *message)
{
	return place_in_pack(message->pack, message->line, message->id);
}

struct check_place place_of_question(const struct question *question)
{
	return place_in_pack(question->pack, question->line, question->id);
}

/* hub->packs is "uk-base 2026-10-07, example-hub 2026-10-07": the last id. */
struct check_place place_of_hub(const struct hub *hub)
{
	char pack[PACK_ID_MAX];
	const char *last = hub->packs ? strrchr(hub->packs, ',') : NULL;
	if (!last)
		last = hub->packs ? hub->packs : check_base_pack(hub);
	last += strspn(last, ", ");
	snprintf(pack, sizeof pack, "%.*s", (int)strcspn(last, " "), last);
	return place_in_pack(pack, 0, "");
}

struct check_place place_of_base(const struct hub *hub, const char *item)
{
	return place_in_pack(check_base_pack(hub), 0, item);
}

struct check_place place_of_text(const struct hub *hub, int language, const char *pack, const char *id, const char *part)
{
	struct check_place place = {.line = 0};
	const char *code = language < hub->language_count ? hub->languages[language].code : "en";

	if (!pack || !pack[0])
		pack = check_base_pack(hub);
	if (pack[0])
		snprintf(place.file, sizeof place.file, "%.63s/text/%s.json", pack, code);
	else
		snprintf(place.file, sizeof place.file, "text/%s.json", code);
	snprintf(place.item, sizeof place.item, part[0] ? "%.63s.%.63s" : "%.120s%.0s", id, part);
	return place;
}

struct check_place place_of_owned(const struct hub *hub, int language, const struct text_owner *owner, const char *key)
{
	const char *pack = "";
	if (owner->offer)
		pack = owner->offer->pack;
	else if (owner->message)
		pack = owner->message->pack;
	else if (owner->question)
		pack = owner->question->pack;
	else if (owner->use == TEXT_HUB && hub->offer_count > 0)
		pack = hub->offers[hub->offer_count - 1].pack;
	return place_of_text(hub, language, pack, key, "");
}
