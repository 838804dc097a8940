#include "core/jsonline.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct scan {
	const char *at;
	const char *end;
	int line;
};

static bool at_char(const struct scan *scan, char c)
{
	return scan->at < scan->end && *scan->at == c;
}

static void step(struct scan *scan)
{
	if (*scan->at == '\n')
		scan->line++;
	scan->at++;
}

static void skip_space(struct scan *scan)
{
	while (scan->at < scan->end && strchr(" \t\r\n", *scan->at) && *scan->at)
		step(scan);
}

/* Stands on a quote; ends after the closing one. */
static void skip_string(struct scan *scan)
{
	step(scan);
	while (scan->at < scan->end && *scan->at != '"') {
		if (*scan->at == '\\' && scan->at + 1 < scan->end)
			step(scan);
		step(scan);
	}
	if (scan->at < scan->end)
		step(scan);
}

/* Ends before the comma or bracket that follows the value. */
static void skip_value(struct scan *scan)
{
	int depth = 0;
	while (scan->at < scan->end) {
		char c = *scan->at;
		if (depth == 0 && (c == ',' || c == '}' || c == ']'))
			return;
		if (c == '"') {
			skip_string(scan);
			continue;
		}
		if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
		step(scan);
	}
}

static uint32_t hex4(const char *at, const char *end)
{
	uint32_t value = 0;
	for (int i = 0; i < 4 && at + i < end; i++) {
		char c = at[i];
		value = value * 16 + (uint32_t)(c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0');
	}
	return value;
}

static int put_utf8(uint32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
	for (int i = more; i > 0; i--, code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3f));
	out[0] = (char)((0xf0 << (3 - more)) | code);
	return more + 1;
}

/* One escape, standing on the backslash: its bytes into `out`, how many into
 * `count`. Returns where the text goes on. */
static const char *read_escape(const char *at, const char *end, char out[4], int *count)
{
	static const char plain[] = "\"\\/bfnrt";
	static const char means[] = "\"\\/\b\f\n\r\t";

	*count = 1;
	out[0] = '\\';
	if (at + 1 >= end)
		return end;
	const char *found = at[1] ? strchr(plain, at[1]) : NULL;
	if (found) {
		out[0] = means[found - plain];
		return at + 2;
	}
	if (at[1] != 'u')
		return at + 2;
	uint32_t code = hex4(at + 2, end);
	at += 6;
	if (code >= 0xd800 && code < 0xdc00 && at + 6 <= end && at[0] == '\\' && at[1] == 'u') {
		code = 0x10000 + ((code - 0xd800) << 10) + ((hex4(at + 2, end) - 0xdc00) & 0x3ff);
		at += 6;
	}
	*count = put_utf8(code & 0x1fffff, out);
	return at < end ? at : end;
}

/* Does the string that begins at `at` (a quote) say `key`? */
static bool string_is(const char *at, const char *end, const char *key)
{
	size_t left = strlen(key);
	for (at++; at < end && *at != '"';) {
		char bytes[4] = {*at};
		int count = 1;
		if (*at == '\\')
			at = read_escape(at, end, bytes, &count);
		else
			at++;
		if ((size_t)count > left || memcmp(bytes, key, (size_t)count) != 0)
			return false;
		key += count;
		left -= (size_t)count;
	}
	return left == 0;
}

/* Stands on the quote of a member's key; ends on its value. */
static bool skip_key(struct scan *scan)
{
	if (!at_char(scan, '"'))
		return false;
	skip_string(scan);
	skip_space(scan);
	if (!at_char(scan, ':'))
		return false;
	step(scan);
	skip_space(scan);
	return true;
}

/* From one member or element to the next; false after the last. */
static bool next_sibling(struct scan *scan)
{
	skip_value(scan);
	if (!at_char(scan, ','))
		return false;
	step(scan);
	skip_space(scan);
	return true;
}

/* Goes to the value of one step and sets the line on which the step begins. */
static bool enter(struct scan *scan, const struct json_step *to, int *line)
{
	skip_space(scan);
	if (!at_char(scan, to->key ? '{' : '['))
		return false;
	step(scan);
	skip_space(scan);
	for (int i = 0; scan->at < scan->end; i++) {
		bool found = to->key ? at_char(scan, '"') && string_is(scan->at, scan->end, to->key) : i == to->index && !at_char(scan, ']');
		*line = scan->line;
		if (to->key && !skip_key(scan))
			return false;
		if (found)
			return true;
		if (!next_sibling(scan))
			return false;
	}
	return false;
}

static bool follow(struct scan *scan, const struct json_path *path, int *line)
{
	*line = 1;
	for (int i = 0; i < path->depth; i++)
		if (!enter(scan, &path->steps[i], line))
			return false;
	return true;
}

int json_line(const char *text, size_t length, const struct json_path *path)
{
	struct scan scan = {text, text + length, 1};
	int line;
	return follow(&scan, path, &line) ? line : 0;
}

int json_lines(const char *text, size_t length, const struct json_path *path, int *lines, int max)
{
	struct scan scan = {text, text + length, 1};
	int line;
	int count = 0;

	if (!follow(&scan, path, &line))
		return 0;
	skip_space(&scan);
	bool object = at_char(&scan, '{');
	if (!object && !at_char(&scan, '['))
		return 0;
	step(&scan);
	skip_space(&scan);
	if (at_char(&scan, object ? '}' : ']'))
		return 0;
	do {
		if (scan.at >= scan.end || count >= max)
			break;
		lines[count++] = scan.line;
	} while ((!object || skip_key(&scan)) && next_sibling(&scan));
	return count;
}
