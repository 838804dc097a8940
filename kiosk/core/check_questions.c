/* The self-check: how many, which, in what order, in what words. */
#include "core/check_rules.h"

#include <stdio.h>
#include <string.h>

static bool is_safety(const struct question *question)
{
	return question->kind == QUESTION_SAFETY;
}

void rule_question_count(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	if (hub->question_count > PACK_QUESTIONS_MAX) {
		struct check_place place = place_of_question(&hub->questions[PACK_QUESTIONS_MAX]);
		check_add(checking, (struct grade){SEVERITY_ERROR, "S12"}, &place, "there are %d questions, at most %d are allowed; take some out",
			  hub->question_count, PACK_QUESTIONS_MAX);
	}
	for (int i = 0; i < hub->question_count; i++) {
		const struct question *question = &hub->questions[i];
		if (is_safety(question) || question->option_count >= 2)
			continue;
		struct check_place place = place_of_question(question);
		check_add(checking, (struct grade){SEVERITY_ERROR, "S12"}, &place, "a question needs at least two answers");
	}
}

static const struct {
	enum construct construct;
	const char *rule;
	const char *about;
} constructs[] = {
    {CONSTRUCT_FEAR, "S14", "being scared of someone close"},
    {CONSTRUCT_WATCH, "S14", "having to watch what one says"},
    {CONSTRUCT_CONTROL, "S14", "being checked on, cut off, or money or phone held"},
    {CONSTRUCT_HURT, "S14", "being hurt or threatened"},
    {CONSTRUCT_OWN, "S4", "worry about how one acts"},
};

static int asked(const struct hub *hub, enum construct construct)
{
	int count = 0;
	for (int i = 0; i < hub->question_count; i++)
		count += is_safety(&hub->questions[i]) && hub->questions[i].construct == construct;
	return count;
}

void rule_constructs(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	for (size_t i = 0; hub->self_check && i < sizeof constructs / sizeof constructs[0]; i++) {
		if (asked(hub, constructs[i].construct) > 0)
			continue;
		struct check_place place = place_of_base(hub, "questions");
		check_add(checking, (struct grade){SEVERITY_ERROR, constructs[i].rule}, &place,
			  "no safety question asks about %s; add one with \"construct\": \"%s\", or switch the self-check off", constructs[i].about,
			  construct_name((int)constructs[i].construct));
	}
	for (int i = 0; i < hub->question_count; i++) {
		if (!is_safety(&hub->questions[i]) || hub->questions[i].construct != CONSTRUCT_NONE)
			continue;
		struct check_place place = place_of_question(&hub->questions[i]);
		check_add(checking, (struct grade){SEVERITY_ERROR, "S14"}, &place,
			  "a safety question needs a \"construct\": fear, watch, control, hurt or own");
	}
}

/* S13: ordinary ones in between; two next to each other are a block already. */
void rule_safety_block(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	for (int i = 0; i + 1 < hub->question_count; i++) {
		if (!is_safety(&hub->questions[i]) || !is_safety(&hub->questions[i + 1]))
			continue;
		struct check_place place = place_of_question(&hub->questions[i + 1]);
		check_add(checking, (struct grade){SEVERITY_ERROR, "S13"}, &place,
			  "this safety question stands right after the safety question \"%s\"; put an ordinary question between them",
			  hub->questions[i].id);
	}
}

static bool has_text(const struct hub *hub, const char *id, const char *part)
{
	char key[CHECK_KEY_MAX];
	snprintf(key, sizeof key, "%.63s.%s", id, part);
	return hub_has_text(hub, 0, key);
}

/* S11: with somebody beside the visitor another question stands in the place,
 * built alike. */
void rule_fillers(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	for (int i = 0; i < hub->question_count; i++) {
		const struct question *question = &hub->questions[i];
		if (!is_safety(question))
			continue;
		struct check_place place = place_of_question(question);
		if (!question->filler || !question->filler[0])
			check_add(
			    checking, (struct grade){SEVERITY_ERROR, "S11"}, &place,
			    "a safety question needs a \"filler\", the ordinary question that stands in its place when someone is with the visitor");
		else if (!has_text(hub, question->filler, "ask"))
			check_add(checking, (struct grade){SEVERITY_ERROR, "S11"}, &place,
				  "the filler \"%s\" is not known; add \"%s.ask\" to text/en.json, or correct the name", question->filler,
				  question->filler);
		else if (has_text(hub, question->id, "lead") != has_text(hub, question->filler, "lead"))
			check_add(checking, (struct grade){SEVERITY_WARNING, "S17"}, &place,
				  "the question and its filler \"%s\" look different: give both a \"lead\", or neither", question->filler);
	}
}

void rule_urgent_answer(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	for (int i = 0; i < hub->question_count; i++)
		for (int j = 0; j < hub->questions[i].option_count && j < PACK_OPTIONS_MAX; j++)
			if (hub->questions[i].options[j].signals & SIGNAL_URGENT)
				return;
	if (hub->question_count == 0 || !hub->self_check)
		return;
	struct check_place place = place_of_base(hub, "questions");
	check_add(checking, (struct grade){SEVERITY_ERROR, "S6"}, &place,
		  "no answer gives the signal \"urgent\"; one answer must say that someone is not coping");
}

/* S14: asked like this, fewer than one in ten say yes; and it is not only about
 * a partner. */
void rule_question_wording(const struct checking *checking)
{
	static const char *const feel_safe[] = {"safe at home",      "feel safe", "are you safe", "are you being abused", "domestic abuse",
						"domestic violence", NULL};
	static const char *const partner[] = {"your partner", "your husband", "your wife", "your boyfriend", "your girlfriend", "your ex", NULL};

	for (int i = 0; i < checking->hub->question_count; i++) {
		const struct question *question = &checking->hub->questions[i];
		if (!is_safety(question))
			continue;
		struct check_place place = place_of_text(checking->hub, 0, question->pack, question->id, "ask");
		const char *ask = hub_part(checking->hub, 0, question->id, "ask");
		int length = 0;
		const char *found = phrase_any(ask, feel_safe, &length);
		if (found)
			check_add(checking, (struct grade){SEVERITY_ERROR, "S14"}, &place,
				  "never ask with \"%.*s\", which finds fewer than one in ten; ask what someone close does, and how often", length,
				  found);
		found = phrase_any(ask, partner, &length);
		if (found)
			check_add(checking, (struct grade){SEVERITY_WARNING, "S14"}, &place,
				  "\"%s\" leaves out everyone else; write \"someone close to you\"", found);
	}
}
