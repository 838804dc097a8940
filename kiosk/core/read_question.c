#include <stdio.h>
#include <string.h>

#include "core/read_parts.h"

/* ---- messages ---- */

static const struct field message_fields[] = {
    {"id", field_id, FORM_MEMBER(struct message, id), .needed = true},
    {"theme", field_id, FORM_MEMBER(struct message, theme), .needed = true},
};
const struct form message_form = FORM_OF("a message", message_fields);

void read_messages(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	int count = form_list(reading, value, PACK_MESSAGES_MAX);
	int lines[PACK_MESSAGES_MAX] = {0};
	(void)field;

	if (count <= 0)
		return;
	if (!(pack->messages = form_take(reading, (size_t)count, sizeof *pack->messages)))
		return;
	json_lines(reading->text, reading->length, &reading->path, lines, count);
	for (int i = 0; i < count; i++) {
		struct message *message = &pack->messages[pack->message_count++];
		json_t *object = json_array_get(value, (size_t)i);
		struct item_name name;

		*message = (struct message){.id = "", .theme = "", .pack = "", .line = lines[i]};
		read_enter_item(reading, object, "messages", i, &name);
		form_read(reading, object, &message_form, message);
		read_leave_item(reading);
	}
}

/* ---- questions ---- */

enum { GIVEN_CONSTRUCT = 1, GIVEN_FILLER = 2, GIVEN_OPTIONS = 4 };

static const struct field option_fields[] = {
    {"id", field_id, FORM_MEMBER(struct option, id), .needed = true},
    {"signals", field_bits, FORM_MEMBER(struct option, signals), .names = NAMES_SIGNAL},
};
const struct form option_form = FORM_OF("an option", option_fields);

/* <question>.lead and <question>.ask are texts of the question itself. */
static bool option_id_is_taken(const struct question *question, const char *id)
{
	if (strcmp(id, "lead") == 0 || strcmp(id, "ask") == 0)
		return true;
	for (int i = 0; i < question->option_count; i++)
		if (strcmp(id, question->options[i].id) == 0)
			return true;
	return false;
}

static void read_options(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct question *question = target;
	int count = form_list(reading, value, PACK_OPTIONS_MAX);
	(void)field;

	if (count >= 0 && count < 2)
		form_error(reading, "S12", "a question needs two answers at least; add some");
	for (int i = 0; i < count; i++) {
		struct option option = {.id = ""};
		form_enter(reading, NULL, i);
		form_read(reading, json_array_get(value, (size_t)i), &option_form, &option);
		if (option.id[0] && option_id_is_taken(question, option.id))
			form_error(reading, "format", "the id \"%s\" is taken in this question; choose another", option.id);
		form_leave(reading);
		question->options[question->option_count++] = option;
	}
}

static const struct field question_fields[] = {
    {"id", field_id, FORM_MEMBER(struct question, id), .needed = true},
    {"kind", field_name, FORM_MEMBER(struct question, kind), .needed = true, .names = NAMES_QUESTION_KIND},
    {"construct", field_name, FORM_MEMBER(struct question, construct), .given = GIVEN_CONSTRUCT, .names = NAMES_CONSTRUCT},
    {"filler", field_id, FORM_MEMBER(struct question, filler), .given = GIVEN_FILLER},
    {"options", read_options, .given = GIVEN_OPTIONS},
};
const struct form question_form = FORM_OF("a question", question_fields);

/* S1, S11, S12: the answers of a safety question are the program's own. */
static void fix_answers(struct question *question)
{
	static const struct option fixed[SAFE_ANSWER_COUNT] = {
	    [SAFE_NO] = {"no", 0},
	    [SAFE_SOMETIMES] = {"sometimes", 0},
	    [SAFE_YES] = {"yes", 0},
	    [SAFE_RATHER_NOT] = {"rather-not", 0},
	};
	question->option_count = SAFE_ANSWER_COUNT;
	memcpy(question->options, fixed, sizeof fixed);
}

static void check_question(struct reading *reading, struct question *question, uint32_t given)
{
	if (question->kind == QUESTION_ORDINARY) {
		if (!(given & GIVEN_OPTIONS))
			form_error(reading, "format", "a question needs the key \"options\"; add it");
		if (given & GIVEN_CONSTRUCT)
			form_error(reading, "S14", "only a safety question has a construct; take it out or make it \"kind\": \"safety\"");
		if (given & GIVEN_FILLER)
			form_error(reading, "S11", "only a safety question has a filler; take it out or make it \"kind\": \"safety\"");
		return;
	}
	if (given & GIVEN_OPTIONS)
		form_error(reading, "S12", "a safety question has the four fixed answers; take \"options\" out");
	if (!(given & GIVEN_CONSTRUCT))
		form_error(reading, "S14", "a safety question needs the key \"construct\"; add it");
	if (!(given & GIVEN_FILLER))
		form_error(reading, "S11", "a safety question needs the key \"filler\"; add it");
	else if (strcmp(question->filler, question->id) == 0)
		form_error(reading, "S11", "a question cannot be its own filler; give the filler an id of its own");
	fix_answers(question);
}

void read_questions(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	int count = form_list(reading, value, PACK_QUESTIONS_MAX);
	int lines[PACK_QUESTIONS_MAX] = {0};
	(void)field;

	if (count <= 0)
		return;
	if (!(pack->questions = form_take(reading, (size_t)count, sizeof *pack->questions)))
		return;
	json_lines(reading->text, reading->length, &reading->path, lines, count);
	for (int i = 0; i < count; i++) {
		struct question *question = &pack->questions[pack->question_count++];
		json_t *object = json_array_get(value, (size_t)i);
		struct item_name name;
		int before = reading->findings->errors;

		*question = (struct question){.id = "", .filler = "", .pack = "", .line = lines[i]};
		read_enter_item(reading, object, "questions", i, &name);
		uint32_t given = form_read(reading, object, &question_form, question);
		if (reading->findings->errors == before)
			check_question(reading, question, given);
		read_leave_item(reading);
	}
}
