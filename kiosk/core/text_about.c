#include "core/text_about.h"

#include <stdio.h>
#include <string.h>

#include "core/check_rules.h"
#include "core/form.h"
#include "core/words.h"

enum kind {
	NAME,
	SMALL_NAME,
	TITLE,
	CARD_TITLE,
	CARD_BODY,
	BUTTON,
	ANSWER,
	LABEL,
	SHORT,
	QUESTION,
	SENTENCE,
	BOUNDARY,
	BODY,
	LONG,
	SPOKEN,
	KIND_COUNT
};

static const struct {
	const char *what;
	int longest;
	bool same; /* a translation may be no longer: the box is that of the English */
} kinds[KIND_COUNT] = {
    [NAME] = {"a real name", 44, false},
    [SMALL_NAME] = {"a real name in smaller type", 64, false},
    [TITLE] = {"a title in large type", 44, false},
    /* Measured with the words of the packs in all eleven languages, on 1920 x 1080, 1080 x 1920, 1280 x 800, 1366 x 768 and 800 x 480, normal
     * size: of titles and bodies as long as this about one in a hundred has no room on one of them; at 42 and 82 it is one in twenty. */
    [CARD_TITLE] = {"a title on a card of the result", 37, true},
    [CARD_BODY] = {"one or two short sentences on a card of the result", 75, true},
    [BUTTON] = {"a button", 30, false},
    [ANSWER] = {"an answer on a button", 30, false},
    [LABEL] = {"a label", 36, false},
    [SHORT] = {"a short form", 12, false},
    [QUESTION] = {"a question", 96, false},
    [SENTENCE] = {"a sentence", 120, false},
    [BOUNDARY] = {"the boundary of a message, at most two sentences", 90, false},
    [BODY] = {"one or two short sentences", 120, false},
    [LONG] = {"a few short sentences", 160, false},
    [SPOKEN] = {"spoken, or shown beside speech", 120, false},
};

/* The first row that fits the key; a * stands for anything. */
static const struct {
	const char *key;
	enum kind kind;
	const char *where;
} words[] = {
    {"ui.start", BUTTON, "the first screen, in every language at once"},
    {"ui.keeps-nothing", SENTENCE, "the first screens: what this screen keeps"},
    {"ui.clear-wipes", SENTENCE, "the first screens, about the Clear button"},
    {"ui.line", CARD_TITLE, "the large support line on every screen"},
    {"ui.line.short", BUTTON, "the support line where there is little room"},
    {"ui.page", LABEL, "under a list that has more pages"},
    {"ui.page.*", BUTTON, "under a list that has more pages"},
    {"ui.home.title", TITLE, "the menu"},
    {"ui.home.line", SENTENCE, "the menu"},
    {"ui.home.*.body", SENTENCE, "the menu, under the words of a button"},
    {"ui.home.*", BUTTON, "the menu"},
    {"ui.private", SENTENCE, "wherever the team is named (S45)"},
    {"ui.draft", LABEL, "beside a language whose words nobody has checked"},
    {"ui.reading.title", TITLE, "the screen for language, size and colours"},
    {"ui.who.title", QUESTION, "before the questions"},
    {"ui.who.*", ANSWER, "before the questions"},
    {"ui.question-of", LABEL, "over each question"},
    {"ui.answer.*", ANSWER, "every safety question; the same everywhere (S12)"},
    {"ui.result.title", TITLE, "the result, the same for everybody (S17)"},
    {"ui.result.line", SENTENCE, "the result, the same for everybody (S17)"},
    {"ui.card.*.body", CARD_BODY, "a card of the result"},
    {"ui.card.*.more", SENTENCE, "a card of the result"},
    {"ui.card.*", CARD_TITLE, "a card of the result"},
    {"ui.or", LABEL, "a card of the result, before a second offer"},
    {"ui.code.*trace", SENTENCE, "the screen with a code: what can be seen afterwards (S30, S31)"},
    {"ui.code.*", SENTENCE, "the screen with a code for a phone"},
    {"ui.lines.silent", LONG, "the support lines: calling 999 without speaking (S32)"},
    {"ui.lines.title", TITLE, "the support lines"},
    {"ui.lines.line", SENTENCE, "the support lines"},
    {"ui.hours.*", LABEL, "beside a support line: when it is open"},
    {"ui.for.*", SENTENCE, "beside a support line: who it is for"},
    {"ui.browse.title", TITLE, "courses and groups"},
    {"ui.browse.line", SENTENCE, "courses and groups"},
    {"ui.browse.none", SENTENCE, "courses and groups, when the list is empty"},
    {"ui.browse.*", BUTTON, "courses and groups, to choose what is listed"},
    {"ui.stage.*", BUTTON, "courses and groups, to choose whom they are for"},
    {"ui.group", LABEL, "the dates of a workshop"},
    {"ui.groups-apart", SENTENCE, "the dates of a workshop with two groups"},
    {"ui.weekly-from", LABEL, "the dates of a workshop"},
    {"ui.times", LABEL, "the dates of a workshop"},
    {"ui.place.*", LABEL, "the dates of a workshop: where it is"},
    {"ui.places-*", LABEL, "the dates of a workshop: is there room"},
    {"ui.one-place-left", LABEL, "the dates of a workshop: is there room"},
    {"ui.any-time", LABEL, "a course on the visitor's own phone"},
    {"ui.through-team", SENTENCE, "help that only staff can arrange"},
    {"ui.ideas.line", SENTENCE, "small ideas for getting on"},
    {"ui.team.title", TITLE, "talk to the team here"},
    {"ui.team.how", TITLE, "talk to the team here"},
    {"ui.team.*", SENTENCE, "talk to the team here"},
    {"ui.week.title", TITLE, "what's on this week"},
    {"ui.week.*", SENTENCE, "what's on this week"},
    {"ui.today", SHORT, "beside a day of this week"},
    {"ui.child.title", TITLE, "the page for children"},
    {"ui.child.lines", LONG, "the page for children"},
    {"ui.child.staff", LABEL, "the page for children"},
    {"ui.child.tell", BUTTON, "the page for children"},
    {"ui.child.*", SENTENCE, "the page for children"},
    {"ui.time.title", TITLE, "when nobody has touched the screen for a while"},
    {"ui.time.line", SENTENCE, "when nobody has touched the screen for a while"},
    {"ui.time.yes", BUTTON, "when nobody has touched the screen for a while"},
    {"ui.time.*", SHORT, "how this language writes a time of day"},
    {"ui.date", LABEL, "how this language writes a date"},
    {"ui.day.*.short", SHORT, "a weekday, short"},
    {"ui.day.*", LABEL, "a weekday"},
    {"ui.days.*", LABEL, "every such weekday"},
    {"ui.month.*", SHORT, "a month, short"},
    {"ui.staff.title", TITLE, "the staff area"},
    {"ui.staff.line", SENTENCE, "the staff area"},
    {"ui.staff.*.body", SENTENCE, "the staff area"},
    {"ui.staff.*", LABEL, "the staff area"},
    {"ui.health.*", LABEL, "the staff area: is the screen well"},
    {"ui.listen.plug", SPOKEN, "listening with headphones"},
    {"ui.listen.touch", SPOKEN, "listening with headphones"},
    {"ui.listen.keys", SPOKEN, "listening with headphones"},
    {"ui.listen.no-voice", SPOKEN, "listening with headphones"},
    {"ui.listen*", BUTTON, "listening with headphones"},
    {"ui.speech.*", SPOKEN, "only spoken, never shown"},
    {"ui.about", BUTTON, "the page on using this screen"},
    {"ui.about.*", SENTENCE, "the page on using this screen"},
    {"ui.size*", BUTTON, "the screen for language, size and colours"},
    {"ui.lower", BUTTON, "the screen for language, size and colours"},
    {"ui.language", BUTTON, "the screen for language, size and colours"},
    {"ui.contrast", BUTTON, "the screen for language, size and colours"},
    {"ui.motion", BUTTON, "the screen for language, size and colours"},
    {"ui.on", BUTTON, "the screen for language, size and colours"},
    {"ui.off", BUTTON, "the screen for language, size and colours"},
    {"ui.*", BUTTON, "the bar of every screen"},
};

static bool fits(const char *key, const char *pattern)
{
	const char *star = strchr(pattern, '*');
	size_t head = star ? (size_t)(star - pattern) : strlen(pattern), length = strlen(key);
	size_t tail = star ? strlen(star + 1) : 0;

	if (!star)
		return strcmp(key, pattern) == 0;
	return length >= head + tail && strncmp(key, pattern, head) == 0 && strcmp(key + length - tail, star + 1) == 0;
}

static struct text_about about(enum kind kind, const char *where)
{
	return (struct text_about){kinds[kind].what, where, kinds[kind].longest, kinds[kind].same};
}

static struct text_about about_word(const char *key)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (fits(key, words[i].key))
			return about(words[i].kind, words[i].where);
	return (struct text_about){"", "", 0, false};
}

/* A card of the result shows title and body (core/route_cards.c makes them of these kinds). */
static bool stands_on_card(const struct offer *offer)
{
	return offer->kind == OFFER_COURSE || offer->kind == OFFER_WORKSHOP;
}

/* A real name under a title of our own stands in smaller type. */
static struct text_about about_offer(const struct hub *hub, const struct text_owner *owner)
{
	const char *name = hub_part(hub, 0, owner->offer->id, "name");
	bool small = owner->staff || hub_part(hub, 0, owner->offer->id, "title")[0], card = stands_on_card(owner->offer);

	if (owner->name)
		return about(small ? SMALL_NAME : card ? CARD_TITLE : NAME, offer_kind_name((int)owner->offer->kind));
	if (strcmp(owner->part, "title") == 0)
		return about(card ? CARD_TITLE : TITLE, name);
	return about(card && strcmp(owner->part, "body") == 0 ? CARD_BODY : BODY, name);
}

static struct text_about about_question(const struct hub *hub, const struct text_owner *owner)
{
	if (owner->option)
		return about(ANSWER, hub_part(hub, 0, owner->question->id, "ask"));
	if (owner->filler)
		return about(QUESTION, "asked in place of a safety question when somebody is with the visitor (S11)");
	return about(QUESTION, owner->question->kind == QUESTION_SAFETY ? "a safety question (S14)" : "an ordinary question");
}

static struct text_about about_message(const struct hub *hub, const struct text_owner *owner)
{
	if (strcmp(owner->part, "line") == 0)
		return about(TITLE, "a message on the first screen");
	return about(strcmp(owner->part, "boundary") == 0 ? BOUNDARY : BODY, hub_part(hub, 0, owner->message->id, "line"));
}

struct text_about text_about(const struct hub *hub, const char *key)
{
	struct text_owner owner = check_owner(hub, key);

	switch (owner.use) {
	case TEXT_WORD:
		return about_word(key);
	case TEXT_HUB:
		return about(NAME, "the hub: its name, where its phone stands, the line over its week");
	case TEXT_LANGUAGE:
		return about(NAME, strcmp(key, "language.name") == 0 ? "this language's name in itself" : "ltr or rtl: how this language is written");
	case TEXT_VENUE:
		return about(NAME, "a room or town");
	case TEXT_OFFER:
		return about_offer(hub, &owner);
	case TEXT_MESSAGE:
		return about_message(hub, &owner);
	case TEXT_QUESTION:
		return about_question(hub, &owner);
	case TEXT_STRAY:
		break;
	}
	return (struct text_about){"", "", 0, false};
}

int text_longest(struct text_about about_text, bool english)
{
	return english || about_text.same ? about_text.longest : about_text.longest * 14 / 10;
}

/* ---- one translation ---- */

struct text_holders text_holders(const char *text)
{
	struct text_holders holders = {0};

	while ((text = strchr(text, '{')) && holders.count < TEXT_HOLDERS_MAX) {
		size_t length = strcspn(++text, "{}");
		if (text[length] == '}' && length > 0 && length < TEXT_HOLDER_BYTES)
			snprintf(holders.name[holders.count++], TEXT_HOLDER_BYTES, "%.*s", (int)length, text);
	}
	return holders;
}

/* Hours may be those of a clock of twelve or of twenty-four. */
static bool is_hour(const char *name)
{
	return strcmp(name, "h") == 0 || strcmp(name, "h24") == 0;
}

static bool has_holder(const struct text_holders *holders, const char *name)
{
	for (int i = 0; i < holders->count; i++)
		if (strcmp(holders->name[i], name) == 0 || (is_hour(name) && is_hour(holders->name[i])))
			return true;
	return false;
}

bool translation_keeps_holders(const char *english, const char *translated, struct fault *fault)
{
	struct text_holders wanted = text_holders(english), given = text_holders(translated);

	for (int i = 0; i < wanted.count; i++)
		if (!has_holder(&given, wanted.name[i]))
			return fault_set(fault, "{%s} is missing; the program fills it in, write it where it belongs%s", wanted.name[i],
					 is_hour(wanted.name[i]) ? " ({h} for 9.30, {h24} for 09:30)" : "");
	for (int i = 0; i < given.count; i++)
		if (!has_holder(&wanted, given.name[i]))
			return fault_set(fault, "nothing is ever filled in for {%s} here; take it out or correct its name", given.name[i]);
	return true;
}

bool translation_fits(const struct hub *hub, const char *key, const char *english, const char *translated, struct fault *fault)
{
	size_t length = strlen(translated);
	int longest = text_longest(text_about(hub, key), false), characters = text_characters(translated);

	if (length > PACK_TEXT_MAX)
		return fault_set(fault, "has %zu bytes, at most %d; make it shorter", length, PACK_TEXT_MAX);
	if (!text_is_clean(translated, length, true))
		return fault_set(fault,
				 "holds a control or direction character; type the words again without it, the screen isolates numbers itself");
	if (length > 0 && (strchr(" \n", translated[0]) || strchr(" \n", translated[length - 1])))
		return fault_set(fault, "begins or ends with a space or new line; take it out");
	if (longest > 0 && characters > longest)
		return fault_set(fault, "%d characters, and %d fit; say it shorter", characters, longest);
	return translation_keeps_holders(english, translated, fault);
}
