/* S36: services that ended, by name, by number and by what people knew them as. */
#include "core/check_rules.h"

#include <string.h>

/* Phrases as in phrase_in; `digits` is a number without blanks. Sources: the Home
 * Office (Ask for ANI), NHS England and NHS 24 (NHS Direct and its numbers), the
 * charities themselves (Hourglass), press of 3 June 2016 (Broken Rainbow). */
static const struct {
	const char *phrases[7];
	const char *digits;
	const char *says;
} retired[] = {
    {{"ask for ani", "ask ani", "ask for annie", "askforani*", "askani*", "action needed immediately"},
     "",
     "Ask for ANI ended on 4 November 2024; take it out"},
    {{"nhs direct", "nhsdirect*"}, "08454647", "NHS Direct ended on 31 March 2014, in Wales in March 2022; NHS 111 took its place"},
    {{NULL}, "08454242424", "this number of NHS 24 ended in April 2014; it is 111 now"},
    {{"broken rainbow", "brokenrainbow*"}, "", "Broken Rainbow closed in June 2016; Galop took over its help line"},
    {{"action on elder abuse", "elderabuse*"}, "", "Action on Elder Abuse has been called Hourglass since 24 March 2020; use that name"},
};

enum { RETIRED = sizeof retired / sizeof retired[0] };

/* ANI as a word in capitals; Ani is a name. */
static bool names_ani(const char *text)
{
	int length = 0;
	while ((text = phrase_in(text, "ani", &length))) {
		if (memcmp(text, "ANI", 3) == 0)
			return true;
		text += length;
	}
	return false;
}

/* The digits of the text in their order, whatever stands between; is it the number? */
static bool has_number(const char *text, const char *digits)
{
	size_t length = strlen(digits), at = 0;

	for (; length > 0 && *text; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		at = *text == digits[at] ? at + 1 : *text == digits[0];
		if (at == length)
			return text[1] < '0' || text[1] > '9';
	}
	return false;
}

/* Also by what people knew it as: a word that was said at the counter of a pharmacy. */
static const char *retired_in(const char *text)
{
	static const char *const word[] = {"codeword*", "code word*", NULL};
	static const char *const counter[] = {"pharmac*", "chemist*", NULL};

	if (!text)
		return NULL;
	for (int i = 0; i < RETIRED; i++)
		if (phrase_any(text, retired[i].phrases, NULL) || has_number(text, retired[i].digits))
			return retired[i].says;
	if (names_ani(text))
		return retired[0].says;
	if (phrase_any(text, word, NULL) && phrase_any(text, counter, NULL))
		return "Ask for ANI, the codeword in pharmacies, ended on 4 November 2024; take it out";
	return NULL;
}

static void check_texts(const struct checking *checking, int language)
{
	const struct language *texts = &checking->hub->languages[language];
	for (int i = 0; i < texts->count; i++) {
		const char *says = retired_in(texts->texts[i].value);
		if (!says)
			continue;
		struct text_owner owner = check_owner(checking->hub, texts->texts[i].key);
		struct check_place place = place_of_owned(checking->hub, language, &owner, texts->texts[i].key);
		check_add(checking, (struct grade){SEVERITY_ERROR, "S36"}, &place, "%s", says);
	}
}

void rule_retired(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		const char *says = retired_in(offer->id);
		for (int j = 0; j < offer->channel_count && !says; j++) {
			says = retired_in(offer->channels[j].value);
			says = says ? says : retired_in(offer->channels[j].word);
		}
		says = says ? says : retired_in(offer->source);
		struct check_place place = place_of_offer(offer);
		if (says)
			check_add(checking, (struct grade){SEVERITY_ERROR, "S36"}, &place, "%s", says);
	}
	for (int i = 0; i < checking->hub->language_count; i++)
		check_texts(checking, i);
}
