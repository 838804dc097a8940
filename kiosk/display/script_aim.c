#include "display/script_aim.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

static int option_named(const struct kiosk *kiosk, const char *name)
{
	static const char *const safes[SAFE_ANSWER_COUNT] = {"no", "sometimes", "yes", "rather-not"};
	const struct hub *hub = &kiosk->hub;

	if (kiosk->session.question >= hub->question_count)
		return -1;
	const struct question *question = &hub->questions[kiosk->session.question];
	bool safety = question->kind == QUESTION_SAFETY;
	int count = safety ? SAFE_ANSWER_COUNT : question->option_count;
	for (int i = 0; i < count; i++)
		if (strcmp(safety ? safes[i] : question->options[i].id, name) == 0)
			return i;
	return -1;
}

static int who_named(const char *name)
{
	static const char *const whos[] = {"", "just-me", "someone-with-me", "under-16"};

	for (int i = WHO_ALONE; i <= WHO_CHILD; i++)
		if (strcmp(whos[i], name) == 0)
			return i;
	return -1;
}

/* The number that a value stands for; -1 when it is none. */
static int value_of(const struct kiosk *kiosk, int verb, const char *word)
{
	char *end;
	long number = strtol(word, &end, 10);

	if (word[0] && *end == '\0' && number >= INT16_MIN && number <= INT16_MAX)
		return (int)number;
	switch (verb) {
	case VERB_GO:
		return screen_value(word);
	case VERB_WHO:
		return who_named(word);
	case VERB_ANSWER:
		return option_named(kiosk, word);
	case VERB_OPEN:
	case VERB_CODE:
		return hub_offer(&kiosk->hub, word);
	case VERB_STAGE:
		return (int)stage_value(word);
	default:
		return -1;
	}
}

static int unknown_verb(const char *name, struct fault *fault)
{
	const char *names[VERB_COUNT];

	for (int i = 1; i < VERB_COUNT; i++)
		names[i - 1] = verb_name(i);
	fault_set(fault, "nothing does \"%s\"; did you mean \"@%s\"?", name, nearest_word(name, names, VERB_COUNT - 1));
	return -1;
}

static int control(const struct draw_list *list, int verb, bool any, int value)
{
	for (int i = 0; i < list->object_count; i++) {
		struct action action = list->objects[i].action;
		if (action.verb == verb && (any || action.value == value))
			return draw_free(list, i);
	}
	return -1;
}

int script_next_page(const struct kiosk *kiosk)
{
	return control(&kiosk->list, VERB_PAGE, false, 1);
}

int script_aim(const struct kiosk *kiosk, const char *word, struct fault *fault)
{
	char name[32] = "";
	size_t length = strcspn(word + 1, ":");
	const char *value = word[1 + length] == ':' ? word + 2 + length : NULL;

	if (length < sizeof name)
		memcpy(name, word + 1, length);
	int verb = verb_value(name);
	if (verb <= VERB_NONE)
		return unknown_verb(name, fault);
	int number = value ? value_of(kiosk, verb, value) : 0;
	int found = value && number < 0 && strcmp(value, "-1") != 0 ? -1 : control(&kiosk->list, verb, !value, number);
	if (found < 0)
		fault_set(fault, "no control on the screen \"%s\" does \"%s\"", kiosk->list.screen, word);
	return found;
}

int script_uncovered(const struct draw_list *list, int object)
{
	const struct draw_object *wanted = &list->objects[object];

	for (int i = object; i < list->object_count; i++) {
		const struct draw_object *one = &list->objects[i];
		bool same = one->action.verb == wanted->action.verb && one->action.value == wanted->action.value &&
			    strcmp(draw_label(list, one->label), draw_label(list, wanted->label)) == 0;
		if (same && draw_hit(list, one->rect.x + one->rect.w / 2, one->rect.y + one->rect.h / 2) == i)
			return i;
	}
	return object;
}
