#include "core/conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"

enum { PATH_LENGTH_MAX = 4096 };

bool value_path(const struct value *value, char *out, size_t size, struct fault *fault)
{
	char joined[PATH_LENGTH_MAX];
	const char *from = value->text[0] == '/' ? "" : value->folder;

	if (from[0] == '\0' ? strlen(value->text) >= size : !file_join(joined, sizeof joined, from, value->text) || strlen(joined) >= size)
		return fault_set(fault, "the folder is too long; at most %zu bytes", size - 1);
	snprintf(out, size, "%s", from[0] == '\0' ? value->text : joined);
	return true;
}

bool value_number(const struct value *value, int least, int most, int *out, struct fault *fault)
{
	char *end;
	long number = strtol(value->text, &end, 10);

	if (value->text[0] < '0' || value->text[0] > '9' || *end)
		return fault_set(fault, "\"%s\" is not a whole number; write it like %d", value->text, least < 600 ? 600 : least);
	if (number < least || number > most)
		return fault_set(fault, "%s is out of range; it is from %d to %d", value->text, least, most);
	*out = (int)number;
	return true;
}

/* What a reading carries from line to line. */
struct reading {
	const char *path;
	char folder[FAULT_FILE_MAX];
	int line;
	int seen[CONF_KEYS_MAX]; /* the line of each key, 0 for none */
	const struct conf *conf;
	void *settings;
	struct findings *findings;
};

static void refuse(struct reading *reading, const char *item, const char *says)
{
	struct spot spot = {reading->path, reading->line, item};

	findings_add(reading->findings, SEVERITY_ERROR, "config", spot, "%s", says);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Cuts blanks at both ends, in place. */
static char *trim(char *text)
{
	size_t length;

	while (is_space(*text))
		text++;
	length = strlen(text);
	while (length > 0 && is_space(text[length - 1]))
		text[--length] = '\0';
	return text;
}

/* Ends the line at a `#` that begins it or follows a blank: a folder may have one inside its name. */
static void cut_comment(char *line)
{
	for (char *at = line; *at; at++)
		if (*at == '#' && (at == line || is_space(at[-1]))) {
			*at = '\0';
			return;
		}
}

static int find_key(const struct conf *conf, const char *name)
{
	for (int i = 0; i < conf->count; i++)
		if (strcmp(conf->name(i), name) == 0)
			return i;
	return -1;
}

static void refuse_unknown(struct reading *reading, const char *name)
{
	const char *known[CONF_KEYS_MAX];
	struct fault fault;

	for (int i = 0; i < reading->conf->count; i++)
		known[i] = reading->conf->name(i);
	fault_set(&fault, "this key is not known; did you mean \"%s\"?", nearest_word(name, known, reading->conf->count));
	refuse(reading, name, fault.says);
}

static void read_pair(struct reading *reading, const char *name, const char *text)
{
	const struct value value = {text, reading->folder, reading->line};
	int key = find_key(reading->conf, name);
	struct fault fault;

	if (key < 0) {
		refuse_unknown(reading, name);
		return;
	}
	if (text[0] == '\0') {
		refuse(reading, name, "there is nothing after the equals sign; give a value or remove the line");
	} else if (reading->seen[key] && !reading->conf->many(key)) {
		fault_set(&fault, "this key stands in line %d too, and that line counts; remove one", reading->seen[key]);
		refuse(reading, name, fault.says);
	} else if (!reading->conf->take(reading->settings, key, &value, &fault)) {
		refuse(reading, name, fault.says);
	} else {
		reading->seen[key] = reading->line;
	}
}

static void read_line(struct reading *reading, char *line)
{
	char *equals;

	if (!utf8_valid(line, strlen(line))) {
		refuse(reading, NULL, "this line is not UTF-8 text; save the file as UTF-8");
		return;
	}
	cut_comment(line);
	line = trim(line);
	if (line[0] == '\0')
		return;
	equals = strchr(line, '=');
	if (!equals) {
		refuse(reading, line, "there is no equals sign; write key = value");
		return;
	}
	*equals = '\0';
	read_pair(reading, trim(line), trim(equals + 1));
}

static void read_lines(struct reading *reading, char *text, size_t length)
{
	char *at = text;

	if (strlen(text) != length) {
		refuse(reading, NULL, "this file holds a zero byte, so it is not text; what comes after it is left out");
	}
	if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at) {
		char *end = strchr(at, '\n');

		if (end)
			*end++ = '\0';
		reading->line++;
		read_line(reading, at);
		at = end;
	}
}

/* The folder of the file, "" for the folder that the program runs in. */
static bool set_folder(struct reading *reading)
{
	const char *slash = strrchr(reading->path, '/');
	size_t length = slash ? (size_t)(slash - reading->path) + 1 : 0;

	if (length >= sizeof reading->folder)
		return false;
	memcpy(reading->folder, reading->path, length);
	reading->folder[length] = '\0';
	return true;
}

bool conf_read(const char *path, const struct conf *conf, void *settings, struct findings *findings)
{
	struct reading reading = {.path = path, .conf = conf, .settings = settings, .findings = findings};
	struct fault fault;
	size_t length;
	char *text;

	if (!set_folder(&reading)) {
		refuse(&reading, NULL, "this path is too long");
		return false;
	}
	if (!file_read(path, CONF_FILE_MAX, &text, &length, &fault)) {
		refuse(&reading, NULL, fault.says);
		return false;
	}
	conf->defaults(settings);
	read_lines(&reading, text, length);
	free(text);
	return true;
}
