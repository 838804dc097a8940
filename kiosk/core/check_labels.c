/* How long a text may be, and characters that do not belong in one. */
#include "core/check_rules.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "core/text_about.h"
#include "core/words.h"

static void check_length(const struct checking *checking, int language, const struct text *text)
{
	struct text_owner owner = check_owner(checking->hub, text->key);
	int room = text_longest(text_about(checking->hub, text->key), language == 0);
	int characters = text_characters(text->value);
	if (room == 0 || characters <= room)
		return;
	struct check_place place = place_of_owned(checking->hub, language, &owner, text->key);
	check_add(checking, (struct grade){language > 0 ? SEVERITY_WARNING : SEVERITY_ERROR, "length"}, &place,
		  "%d characters, and %d fit; say it shorter", characters, room);
}

void rule_lengths(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->language_count; i++)
		for (int j = 0; j < checking->hub->languages[i].count; j++)
			check_length(checking, i, &checking->hub->languages[i].texts[j]);
}

/* What the program fills into this text, as English has it: nothing into those of
 * offers, messages and questions. */
static const char *filled_text(const struct hub *hub, int language, const char *key)
{
	const char *word = word_find(key);
	return word ? word : language > 0 ? hub_text(hub, 0, key) : "";
}

/* What the program fills into a text stands in every language (FORMAT.md). */
void rule_holders(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	struct fault fault;

	for (int i = 0; i < hub->language_count; i++)
		for (int j = 0; j < hub->languages[i].count; j++) {
			const struct text *text = &hub->languages[i].texts[j];
			if (translation_keeps_holders(filled_text(hub, i, text->key), text->value, &fault))
				continue;
			struct text_owner owner = check_owner(hub, text->key);
			struct check_place place = place_of_owned(hub, i, &owner, text->key);
			check_add(checking, (struct grade){SEVERITY_ERROR, "text"}, &place, "%s", fault.says);
		}
}

/* Characters nobody sees. Direction marks let a text read otherwise than it is
 * stored; the screen isolates directions itself. */
static const char *hidden_kind(uint32_t code, bool english)
{
	if (code == 0xfffd)
		return "a broken character";
	if ((code < 0x20 && code != '\n') || (code >= 0x7f && code < 0xa0))
		return "a control character";
	if (code == 0x200e || code == 0x200f || code == 0x061c || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
		return "a hidden direction mark";
	if ((code == 0x200c || code == 0x200d) && !english)
		return NULL; /* joins and parts letters in Persian, Urdu and Indic scripts */
	if ((code >= 0x200b && code <= 0x200d) || code == 0x00ad || code == 0x2060 || code == 0xfeff || code == 0x180e ||
	    (code >= 0xfff9 && code <= 0xfffb) || code == 0x2028 || code == 0x2029 || code == 0x034f || (code >= 0x2061 && code <= 0x2064) ||
	    (code >= 0xe0000 && code <= 0xe0fff))
		return "an invisible character";
	if ((code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000)
		return "a private character that fonts do not know";
	return NULL;
}

static void check_hidden(const struct checking *checking, int language, const struct text *text)
{
	size_t length = strlen(text->value);
	uint32_t code = 0;
	for (size_t at = 0, number = 1; at < length; number++) {
		at += (size_t)utf8_next(text->value + at, length - at, &code);
		const char *kind = hidden_kind(code, language == 0);
		if (!kind)
			continue;
		struct text_owner owner = check_owner(checking->hub, text->key);
		struct check_place place = place_of_owned(checking->hub, language, &owner, text->key);
		check_add(checking, (struct grade){SEVERITY_ERROR, "letters"}, &place, "character %zu is %s (U+%04X); take it out", number, kind,
			  (unsigned)code);
		return;
	}
}

void rule_hidden_characters(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->language_count; i++)
		for (int j = 0; j < checking->hub->languages[i].count; j++)
			check_hidden(checking, i, &checking->hub->languages[i].texts[j]);
}

/* Digits with spaces or hyphens between, as many as a number has: from seven on
 * when it begins with 0 or +, else from nine on. Years and times are shorter. */
static bool has_number(const char *text)
{
	while (*text) {
		text += strcspn(text, "+0123456789");
		bool dialled = *text == '+' || *text == '0';
		int digits = 0;
		text += *text == '+';
		while ((*text >= '0' && *text <= '9') || ((*text == ' ' || *text == '-') && text[1] >= '0' && text[1] <= '9'))
			digits += *text++ >= '0';
		if (digits >= (dialled ? 7 : 9))
			return true;
	}
	return false;
}

static bool has_link(const char *text)
{
	return strcasestr(text, "http:") || strcasestr(text, "https:") || strcasestr(text, "www.") || strcasestr(text, "tel:") ||
	       strcasestr(text, "bit.ly/") || strcasestr(text, "tinyurl.");
}

void rule_typed_contacts(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->language_count; i++) {
		for (int j = 0; j < checking->hub->languages[i].count; j++) {
			const struct text *text = &checking->hub->languages[i].texts[j];
			struct text_owner owner = check_owner(checking->hub, text->key);
			struct check_place place = place_of_owned(checking->hub, i, &owner, text->key);
			if (has_number(text->value))
				check_add(checking, (struct grade){SEVERITY_WARNING, "number"}, &place,
					  "a phone number typed into a text; give it to an offer as a channel, where it is checked and shown large");
			if (has_link(text->value))
				check_add(checking, (struct grade){SEVERITY_ERROR, "S28"}, &place,
					  "a link typed into a text; give it to an offer as a channel, where it is checked and shown as a code");
		}
	}
}
