/* {names} in braces: what the program fills in has to stand in every language, and
 * what it does not know would be read as it stands. */
#include "core/check_rules.h"

#include <stdio.h>
#include <string.h>

#include "core/words.h"

/* "{name}" at `at`, with its length in `*length`; NULL when no name in braces follows. */
static const char *next_name(const char *at, int *length)
{
	while ((at = strchr(at, '{'))) {
		*length = (int)strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789") + 2;
		if (*length > 2 && at[*length - 1] == '}')
			return at;
		at++;
	}
	return NULL;
}

static bool has_name(const char *text, const char *name, int length)
{
	int other = 0;
	while ((text = next_name(text, &other))) {
		if (other == length && memcmp(text, name, (size_t)length) == 0)
			return true;
		text += other;
	}
	return false;
}

/* Hours may be those of a clock of twelve or of twenty-four. */
static bool has_hours(const char *text)
{
	return has_name(text, "{h}", 3) || has_name(text, "{h24}", 5);
}

static bool is_hours(const char *name, int length)
{
	return (length == 3 && memcmp(name, "{h}", 3) == 0) || (length == 5 && memcmp(name, "{h24}", 5) == 0);
}

/* The first name of `text` that `other` lacks, or NULL. */
static const char *missing_name(const char *text, const char *other, int *length)
{
	while ((text = next_name(text, length))) {
		if (!has_name(other, text, *length) && !(is_hours(text, *length) && has_hours(other)))
			return text;
		text += *length;
	}
	return NULL;
}

static void braces_text(const struct checking *checking, int language, const struct text *text)
{
	const char *word = word_find(text->key);
	const char *filled = word ? word : language > 0 ? hub_text(checking->hub, 0, text->key) : "";
	struct text_owner owner = check_owner(checking->hub, text->key);
	struct check_place place = place_of_owned(checking->hub, language, &owner, text->key);
	int length = 0;

	const char *name = missing_name(filled, text->value, &length);
	if (name)
		check_add(checking, (struct grade){SEVERITY_ERROR, "text"}, &place,
			  "%.*s is missing; the screen puts something in its place, so write it where that belongs%s", length, name,
			  is_hours(name, length) ? " ({h} for 9.30, {h24} for 09:30)" : "");
	name = missing_name(text->value, filled, &length);
	if (name)
		check_add(checking, (struct grade){SEVERITY_ERROR, "text"}, &place,
			  "nothing is ever put in the place of %.*s here; take it out or correct its name", length, name);
}

void rule_braces(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->language_count; i++)
		for (int j = 0; j < checking->hub->languages[i].count; j++)
			braces_text(checking, i, &checking->hub->languages[i].texts[j]);
}
