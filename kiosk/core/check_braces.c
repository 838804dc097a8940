/* {names} in braces: what the program fills in has to stand in every language, and
 * what it does not know would be read as it stands. */
#include "core/check_rules.h"

#include "core/text_about.h"
#include "core/words.h"

static void braces_text(const struct checking *checking, int language, const struct text *text)
{
	const char *word = word_find(text->key);
	const char *filled = word ? word : language > 0 ? hub_text(checking->hub, 0, text->key) : "";
	struct text_owner owner = check_owner(checking->hub, text->key);
	struct check_place place = place_of_owned(checking->hub, language, &owner, text->key);
	struct fault fault;

	if (!translation_keeps_holders(filled, text->value, &fault))
		check_add(checking, (struct grade){SEVERITY_ERROR, "text"}, &place, "%s", fault.says);
}

void rule_braces(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->language_count; i++)
		for (int j = 0; j < checking->hub->languages[i].count; j++)
			braces_text(checking, i, &checking->hub->languages[i].texts[j]);
}
