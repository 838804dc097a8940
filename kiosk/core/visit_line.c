#include "core/visit_line.h"

#include <stdio.h>
#include <string.h>

#include "base/nearest.h"

static const char *const whos[] = {
    [WHO_UNKNOWN] = "unknown", [WHO_ALONE] = "just-me", [WHO_ACCOMPANIED] = "someone-with-me", [WHO_CHILD] = "under-16"};
static const char *const safes[SAFE_ANSWER_COUNT] = {
    [SAFE_NO] = "no", [SAFE_SOMETIMES] = "sometimes", [SAFE_YES] = "yes", [SAFE_RATHER_NOT] = "rather-not"};
static const char *const skip = "skip", *const timeout = "timeout";

enum { WHO_COUNT = sizeof(whos) / sizeof(whos[0]) };

struct answers answers_none(void)
{
	struct answers answers = {.who = WHO_UNKNOWN};

	for (int i = 0; i < PACK_QUESTIONS_MAX; i++)
		answers.answer[i] = ANSWER_UNASKED;
	return answers;
}

/* Saying again who is looking begins again, but keeps the latch (S2). */
static bool read_who(const char *value, struct answers *answers, struct fault *fault)
{
	for (int i = 0; i < WHO_COUNT; i++) {
		if (strcmp(whos[i], value) != 0)
			continue;
		struct answers begun = answers_none();
		begun.who = (int8_t)i;
		begun.latched = answers->latched;
		begun.latched_own = answers->latched_own;
		*answers = begun;
		return true;
	}
	return fault_set(fault, "\"who\" has no answer \"%s\"; did you mean \"%s\"?", value, nearest_word(value, whos + 1, WHO_COUNT - 1));
}

static bool read_latch(const char *value, struct answers *answers, struct fault *fault)
{
	static const char *const words[] = {"yes", "own"};

	if (strcmp(value, "yes") != 0 && strcmp(value, "own") != 0)
		return fault_set(fault, "\"latched\" has no answer \"%s\"; did you mean \"%s\"?", value, nearest_word(value, words, 2));
	answers->latched = true;
	answers->latched_own = answers->latched_own || strcmp(value, "own") == 0;
	return true;
}

/* Fills the words that `question` takes; returns how many. The last two are skip
 * and timeout. */
static int option_words(const struct question *question, const char *words[PACK_OPTIONS_MAX + 2])
{
	int count = 0;

	if (question->kind == QUESTION_SAFETY)
		for (; count < SAFE_ANSWER_COUNT; count++)
			words[count] = safes[count];
	else
		for (; count < question->option_count && count < PACK_OPTIONS_MAX; count++)
			words[count] = question->options[count].id;
	words[count] = skip;
	words[count + 1] = timeout;
	return count + 2;
}

static bool read_answer(const struct question *question, const char *value, int8_t *answer, struct fault *fault)
{
	const char *words[PACK_OPTIONS_MAX + 2];
	int count = option_words(question, words);

	for (int i = 0; i < count; i++) {
		if (strcmp(words[i], value) != 0)
			continue;
		*answer = (int8_t)(i == count - 2 ? ANSWER_SKIPPED : i == count - 1 ? ANSWER_TIMED_OUT : i);
		return true;
	}
	return fault_set(fault, "\"%s\" has no answer \"%s\"; did you mean \"%s\"?", question->id, value, nearest_word(value, words, count));
}

static bool no_such_question(const struct hub *hub, const char *name, struct fault *fault)
{
	const char *known[PACK_QUESTIONS_MAX + 1] = {"who"};
	int count = 1;

	for (int i = 0; i < hub->question_count && count <= PACK_QUESTIONS_MAX; i++)
		known[count++] = hub->questions[i].id;
	return fault_set(fault, "no question is called \"%s\"; did you mean \"%s\"?", name, nearest_word(name, known, count));
}

static bool read_pair(const struct hub *hub, const char *name, const char *value, struct answers *answers, struct fault *fault)
{
	if (strcmp(name, "who") == 0)
		return read_who(value, answers, fault);
	if (strcmp(name, "latched") == 0)
		return read_latch(value, answers, fault);
	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++) {
		const struct question *question = &hub->questions[i];
		if (strcmp(question->id, name) != 0)
			continue;
		if (!read_answer(question, value, &answers->answer[i], fault))
			return false;
		if (answers->who == WHO_ACCOMPANIED || answers->who == WHO_CHILD || !answer_is_concern(question, answers->answer[i]))
			return true;
		answers->latched = true;
		answers->latched_own = answers->latched_own || answer_is_own(question, answers->answer[i]);
		return true;
	}
	return no_such_question(hub, name, fault);
}

/* Copies the next word and steps over it; false at the end of the line. */
static bool next_word(const char **line, char word[VISIT_WORD_MAX], size_t *length)
{
	*line += strspn(*line, " \t\r\n");
	*length = strcspn(*line, " \t\r\n");
	if (*length == 0)
		return false;
	snprintf(word, VISIT_WORD_MAX, "%.*s", (int)(*length < VISIT_WORD_MAX ? *length : VISIT_WORD_MAX - 1), *line);
	*line += *length;
	return true;
}

/* Who is looking counts from the first word on, wherever it stands. */
static bool read_first_who(const char *line, struct answers *answers, struct fault *fault)
{
	char word[VISIT_WORD_MAX];
	size_t length;

	while (next_word(&line, word, &length))
		if (strncmp(word, "who=", 4) == 0)
			return read_who(word + 4, answers, fault);
	return true;
}

bool visit_line_read(const struct hub *hub, const char *line, struct answers *answers, struct fault *fault)
{
	struct answers read = answers_none();
	char word[VISIT_WORD_MAX];
	size_t length;
	int whos_read = 0;

	if (!read_first_who(line, &read, fault))
		return false;
	while (next_word(&line, word, &length)) {
		char *equals = strchr(word, '=');
		if (length >= VISIT_WORD_MAX)
			return fault_set(fault, "a word of more than %d letters begins \"%.20s\"", VISIT_WORD_MAX - 1, word);
		if (!equals)
			return fault_set(fault, "\"%s\" is not question=answer", word);
		*equals = '\0';
		if (strcmp(word, "who") == 0 && whos_read++ == 0)
			continue;
		if (!read_pair(hub, word, equals + 1, &read, fault))
			return false;
	}
	*answers = read;
	return true;
}

static const char *answer_word(const struct question *question, int answer)
{
	const char *words[PACK_OPTIONS_MAX + 2];
	int count = option_words(question, words);

	if (answer == ANSWER_SKIPPED)
		return skip;
	if (answer == ANSWER_TIMED_OUT)
		return timeout;
	return answer >= 0 && answer < count - 2 ? words[answer] : NULL;
}

int visit_line_print(const struct hub *hub, const struct answers *answers, char *out, int size)
{
	int length = 0;

	out[0] = '\0';
	if (answers->who > WHO_UNKNOWN && answers->who < WHO_COUNT)
		length = snprintf(out, (size_t)size, "who=%s", whos[answers->who]);
	if ((answers->latched || answers->latched_own) && length < size)
		length += snprintf(out + length, (size_t)(size - length), "%slatched=%s", length ? " " : "", answers->latched_own ? "own" : "yes");
	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX && length < size; i++) {
		const char *word = answer_word(&hub->questions[i], answers->answer[i]);
		if (word)
			length += snprintf(out + length, (size_t)(size - length), "%s%s=%s", length ? " " : "", hub->questions[i].id, word);
	}
	return length < size ? length : size - 1;
}
