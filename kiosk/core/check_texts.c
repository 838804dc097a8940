/* Texts that must be there, and texts that belong to nothing. */
#include "core/check_rules.h"

#include <stdio.h>
#include <string.h>

#include "core/safety_text.h"
#include "core/words.h"

/* A text of an item in English; without a word in it, it is missing too. */
static bool has_part(const struct hub *hub, const char *id, const char *part)
{
	char key[CHECK_KEY_MAX];
	snprintf(key, sizeof key, "%.63s.%.63s", id, part);
	if (!hub_has_text(hub, 0, key))
		return false;
	const char *text = hub_text(hub, 0, key);
	return text[strspn(text, " \t\n")] != 0;
}

struct need {
	const char *rule, *pack, *id;
};

static void need_part(const struct checking *checking, struct need need, const char *part, const char *why)
{
	if (has_part(checking->hub, need.id, part))
		return;
	struct check_place place = place_of_text(checking->hub, 0, need.pack, need.id, part);
	check_add(checking, (struct grade){SEVERITY_ERROR, need.rule}, &place, "this text is missing; add \"%s.%s\": %s", need.id, part, why);
}

void rule_offer_texts(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		need_part(checking, (struct need){"text", offer->pack, offer->id}, "name", "the real name of what is offered");
		need_part(checking, (struct need){"text", offer->pack, offer->id}, "body", "what it is, in one or two short sentences");
	}
}

void rule_message_texts(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->message_count; i++) {
		const struct message *message = &checking->hub->messages[i];
		need_part(checking, (struct need){"text", message->pack, message->id}, "line", "the heading of the message");
		need_part(checking, (struct need){"text", message->pack, message->id}, "more", "one sentence under the heading");
		need_part(checking, (struct need){"S21", message->pack, message->id}, "boundary",
			  "what is not part of ordinary life, such as being scared of someone; no message stands without it");
	}
}

void rule_question_texts(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->question_count; i++) {
		const struct question *question = &checking->hub->questions[i];
		need_part(checking, (struct need){"text", question->pack, question->id}, "ask", "the question");
		for (int j = 0; question->kind == QUESTION_ORDINARY && j < question->option_count && j < PACK_OPTIONS_MAX; j++)
			need_part(checking, (struct need){"text", question->pack, question->id}, question->options[j].id, "the words of this answer");
	}
}

static void need_venue(const struct checking *checking, const struct offer *offer, const char *venue)
{
	char key[CHECK_KEY_MAX];
	if (!venue || !venue[0])
		return;
	snprintf(key, sizeof key, "%s%.63s", strncmp(venue, "venue.", 6) == 0 ? "" : "venue.", venue);
	if (hub_has_text(checking->hub, 0, key))
		return;
	struct check_place place = place_of_offer(offer);
	check_add(checking, (struct grade){SEVERITY_ERROR, "text"}, &place, "the place \"%s\" has no name; add \"%s\" to text/en.json", venue, key);
}

void rule_venue_texts(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		for (int j = 0; j < offer->session_count; j++)
			if (j == 0 || strcmp(offer->sessions[j].venue, offer->sessions[j - 1].venue) != 0)
				need_venue(checking, offer, offer->sessions[j].venue);
		for (int j = 0; j < offer->repeat_count; j++)
			if (j == 0 || strcmp(offer->repeats[j].venue, offer->repeats[j - 1].venue) != 0)
				need_venue(checking, offer, offer->repeats[j].venue);
	}
}

/* The program has its own English, so this is one warning and no error. A pack
 * with none of the words leaves them all to the program on purpose. */
void rule_program_words(const struct checking *checking)
{
	int missing = 0;
	const char *first = "";

	for (int i = 0; i < WORD_COUNT; i++) {
		if (hub_has_text(checking->hub, 0, word_key((enum word)i)))
			continue;
		if (missing++ == 0)
			first = word_key((enum word)i);
	}
	if (missing == 0 || missing == WORD_COUNT)
		return;
	struct check_place place = place_of_text(checking->hub, 0, "", first, "");
	check_add(checking, (struct grade){SEVERITY_WARNING, "text"}, &place,
		  "%d of the program's own words are missing here, the first is \"%s\"; its built-in English is used. Add them so that they can be "
		  "translated",
		  missing, first);
}

/* Stray texts of one language, against English too: a text that English has as
 * well is said once. */
static void stray_in(const struct checking *checking, int language)
{
	const struct language *texts = &checking->hub->languages[language];
	for (int i = 0; i < texts->count; i++) {
		const char *key = texts->texts[i].key;
		struct text_owner owner = check_owner(checking->hub, key);
		if (owner.use != TEXT_STRAY || (language > 0 && hub_has_text(checking->hub, 0, key)))
			continue;
		struct check_place place = place_of_text(checking->hub, language, "", key, "");
		place.file[0] = 0; /* several packs may have brought it */
		snprintf(place.file, sizeof place.file, "text/%s.json", texts->code);
		check_add(checking, (struct grade){SEVERITY_WARNING, "text"}, &place,
			  "no offer, message, question or place uses this text; correct its key or take it out");
	}
}

void rule_stray_texts(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->language_count; i++)
		stray_in(checking, i);
}

void rule_translations(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	for (int i = 1; i < hub->language_count; i++) {
		const char *first = "";
		const char *code = hub->languages[i].code;
		bool draft = hub->languages[i].draft;
		int missing = safety_texts_missing(hub, i, &first);
		struct check_place place = place_of_text(hub, i, "", missing ? first : "language.name", "");
		if (draft && !hub->example)
			check_add(checking, (struct grade){SEVERITY_ERROR, "S38"}, &place,
				  "\"%s\" holds texts that nobody has checked; only an example may show them", code);
		if (missing == 0)
			continue;
		check_add(checking, (struct grade){draft ? SEVERITY_NOTE : SEVERITY_ERROR, "S38"}, &place,
			  "%d safety texts have no \"%s\" translation, the first is \"%s\"; families would read English there", missing, code, first);
	}
}
