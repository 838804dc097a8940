#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "display/script.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* One word from `at`; the place after it, or -1 with a fault. */
static int take_word(const char *text, int length, int at, struct script_line *line, struct fault *fault)
{
	int used = 0, number = line->count;
	bool quoted = text[at] == '"';
	char *word = line->words[number];

	if (quoted)
		at++;
	while (at < length && (quoted ? text[at] != '"' : !is_blank(text[at]))) {
		if (quoted && text[at] == '\\' && at + 1 < length && (text[at + 1] == '"' || text[at + 1] == '\\'))
			at++;
		if (used == SCRIPT_WORD_MAX - 1) {
			fault_set(fault, "this word is too long; at most %d bytes", SCRIPT_WORD_MAX - 1);
			return -1;
		}
		word[used++] = text[at++];
	}
	if (quoted && at == length) {
		fault_set(fault, "a quote does not end");
		return -1;
	}
	word[used] = 0;
	line->quoted[number] = quoted;
	line->count++;
	return quoted ? at + 1 : at;
}

bool script_cut(const char *text, int length, struct script_line *line, struct fault *fault)
{
	int at = 0;

	line->count = 0;
	for (;;) {
		while (at < length && is_blank(text[at]))
			at++;
		if (at == length || text[at] == '#')
			return true;
		if (line->count == SCRIPT_WORDS)
			return fault_set(fault, "too many words; put a text with blanks in \"quotes\"");
		if (line->count == 1 && strcmp(line->words[0], "echo") == 0 && text[at] != '"') {
			snprintf(line->words[1], SCRIPT_WORD_MAX, "%.*s", length - at, text + at);
			line->count = 2;
			return true;
		}
		at = take_word(text, length, at, line, fault);
		if (at < 0)
			return false;
	}
}

int64_t script_duration(const char *text)
{
	static const struct {
		const char *name;
		int64_t ms;
	} units[] = {{"ms", 1}, {"s", 1000}, {"m", 60 * 1000}, {"h", 3600 * 1000}};
	char *end;

	if (text[0] < '0' || text[0] > '9')
		return -1;
	long value = strtol(text, &end, 10);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcmp(end, units[i].name) == 0 && value <= (long)(7 * 24 * 3600 * 1000LL / units[i].ms))
			return value * units[i].ms;
	return -1;
}

bool script_place(const char *text, int *x, int *y)
{
	char *end;

	if ((text[0] < '0' || text[0] > '9') && text[0] != '-')
		return false;
	long first = strtol(text, &end, 10);
	if (*end != ',' || ((end[1] < '0' || end[1] > '9') && end[1] != '-'))
		return false;
	long second = strtol(end + 1, &end, 10);
	if (*end || first < -10000 || first > 10000 || second < -10000 || second > 10000)
		return false;
	*x = (int)first;
	*y = (int)second;
	return true;
}
