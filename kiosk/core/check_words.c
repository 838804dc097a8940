/* The words themselves: too hard, too sure, too loud. */
#include "core/check_rules.h"

#include <string.h>

#include "core/phrases.h"

typedef void text_rule(const struct checking *checking, int language, const struct text *text, const struct text_owner *owner);

static void each_text(const struct checking *checking, int language, text_rule *rule)
{
	const struct language *texts = &checking->hub->languages[language];
	for (int i = 0; i < texts->count; i++) {
		struct text_owner owner = check_owner(checking->hub, texts->texts[i].key);
		rule(checking, language, &texts->texts[i], &owner);
	}
}

static void each_english(const struct checking *checking, text_rule *rule)
{
	if (checking->hub->language_count > 0)
		each_text(checking, 0, rule);
}

static void each_language(const struct checking *checking, text_rule *rule)
{
	for (int i = 0; i < checking->hub->language_count; i++)
		each_text(checking, i, rule);
}

static struct check_place place_of(const struct checking *checking, int language, const struct text *text, const struct text_owner *owner)
{
	return place_of_owned(checking->hub, language, owner, text->key);
}

/* Says that one of the phrases stands in the text. */
struct advice {
	enum severity severity;
	const char *rule;
	const char *const *phrases;
	const char *says;
};

static void advise(const struct checking *checking, int language, const struct text *text, const struct text_owner *owner,
		   const struct advice *advice)
{
	int length = 0;
	const char *found = phrase_any(text->value, advice->phrases, &length);
	if (!found)
		return;
	struct check_place place = place_of(checking, language, text, owner);
	check_add(checking, (struct grade){advice->severity, advice->rule}, &place, "\"%.*s\": %s", length, found, advice->says);
}

/* S8: no verdict, no label, no comfort that may be wrong. Names of services are
 * not ours. */
static void verdict_text(const struct checking *checking, int language, const struct text *text, const struct text_owner *owner)
{
	static const char *const phrases[] = {"you're fine",
					      "you are fine",
					      "you're safe",
					      "you are safe",
					      "you're ok",
					      "you are ok",
					      "you're okay",
					      "low risk",
					      "high risk",
					      "medium risk",
					      "no risk",
					      "at risk of abuse",
					      "not abuse",
					      "is abuse",
					      "isn't abuse",
					      "abuser*",
					      "abusive",
					      "safe relationship",
					      "your relationship is",
					      "unhealthy relationship",
					      "toxic",
					      "nothing to worry about",
					      "no need to worry",
					      "don't worry",
					      "nothing is wrong",
					      "your score",
					      "you scored",
					      "you passed",
					      "you failed",
					      "your risk",
					      "probably nothing",
					      "you are being abused",
					      "you're being abused",
					      "victim of",
					      NULL};
	const struct advice advice = {SEVERITY_ERROR, "S8", phrases, "the screen never judges, labels or reassures; say what people can do instead"};
	if (!owner->name && !owner->staff)
		advise(checking, language, text, owner, &advice);
}

void rule_verdicts(const struct checking *checking)
{
	each_english(checking, verdict_text);
}

static void jargon_text(const struct checking *checking, int language, const struct text *text, const struct text_owner *owner)
{
	static const struct {
		enum severity severity;
		const struct phrase_set *table;
		const char *says;
	} rows[] = {{SEVERITY_ERROR, forbidden_phrases, "not a word for families; say rows, getting on, the other parent, help"},
		    {SEVERITY_WARNING, hard_phrases, "a hard word; say it as you would to a child of nine"}};
	if (owner->name || owner->staff || owner->use == TEXT_STRAY)
		return;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int length = 0;
		const char *found = phrase_of_set(text->value, rows[i].table, checking->hub->languages[language].code, &length);
		if (!found)
			continue;
		struct check_place place = place_of(checking, language, text, owner);
		check_add(checking, (struct grade){rows[i].severity, "S44"}, &place, "\"%.*s\": %s", length, found, rows[i].says);
	}
}

void rule_jargon(const struct checking *checking)
{
	each_language(checking, jargon_text);
}

static void secret_text(const struct checking *checking, int language, const struct text *text, const struct text_owner *owner)
{
	static const char *const phrases[] = {
	    "confidential*", "in confidence", "keep it secret", "won't tell anyone", "will not tell anyone", "never tell anyone", NULL};
	bool line = owner->use == TEXT_OFFER && owner->offer->kind == OFFER_SUPPORT_LINE;
	const struct advice advice = {SEVERITY_WARNING, "S45", phrases,
				      "staff must act at serious risk, so do not promise this; the screen itself says how private it is"};
	if (!line && !owner->staff && owner->use != TEXT_STRAY)
		advise(checking, language, text, owner, &advice);
}

/* S45: the sentence that stands wherever the team is named. */
void rule_private(const struct checking *checking)
{
	const char *text = hub_text(checking->hub, 0, "ui.private");
	const char *child = hub_text(checking->hub, 0, "ui.child.tell.body");
	if (!phrase_in(child, "private", NULL) || !phrase_in(child, "must act", NULL)) {
		struct check_place place = place_of_text(checking->hub, 0, "", "ui.child.tell.body", "");
		check_add(checking, (struct grade){SEVERITY_ERROR, "S45"}, &place,
			  "it must tell children that staff keep things \"private\" and \"must act\" if somebody is not safe");
	}
	if (!phrase_in(text, "private", NULL) || !phrase_in(text, "must act", NULL) || !phrase_in(text, "serious risk", NULL)) {
		struct check_place place = place_of_text(checking->hub, 0, "", "ui.private", "");
		check_add(checking, (struct grade){SEVERITY_ERROR, "S45"}, &place,
			  "it must say that staff keep things \"private\" and \"must act\" if a child or adult is at \"serious risk\"");
	}
	each_english(checking, secret_text);
}

static bool is_shout(const char *word, size_t length)
{
	if (length < 4)
		return false;
	for (size_t i = 0; i < length; i++)
		if (word[i] < 'A' || word[i] > 'Z')
			return false;
	return true;
}

/* Two words in capitals next to each other; one is a name such as PANDAS. */
static bool shouts(const char *text)
{
	bool before = false;
	while (*text) {
		size_t gap = strspn(text, " \n,.;:!?()\"'");
		text += gap;
		size_t length = strcspn(text, " \n,.;:!?()\"'");
		bool now = is_shout(text, length);
		if (now && before)
			return true;
		before = now || (before && length == 0);
		text += length;
	}
	return false;
}

static void shouting_text(const struct checking *checking, int language, const struct text *text, const struct text_owner *owner)
{
	if (owner->name || owner->staff || owner->use == TEXT_STRAY)
		return;
	struct check_place place = place_of(checking, language, text, owner);
	if (strchr(text->value, '!') || strstr(text->value, "\uff01") || strstr(text->value, "\u00a1"))
		check_add(checking, (struct grade){SEVERITY_WARNING, "S44"}, &place,
			  "an exclamation mark sounds like shouting; end with a full stop");
	if (shouts(text->value))
		check_add(checking, (struct grade){SEVERITY_WARNING, "S44"}, &place, "words in capitals sound like shouting; write them small");
}

void rule_shouting(const struct checking *checking)
{
	each_language(checking, shouting_text);
}
