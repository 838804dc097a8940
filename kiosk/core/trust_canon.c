#include "core/trust_canon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct canon {
	char *text;
	size_t used, size;
	struct fault *fault;
};

static bool put(struct canon *canon, const char *bytes, size_t count)
{
	if (count > TRUST_CANON_MAX - canon->used)
		return fault_set(canon->fault, "it is longer than %d bytes", TRUST_CANON_MAX);
	if (canon->used + count + 1 > canon->size) {
		size_t size = 2 * (canon->used + count) + 256;
		char *more = realloc(canon->text, size);
		if (!more)
			return fault_set(canon->fault, "there is no memory left for %zu bytes", size);
		canon->text = more;
		canon->size = size;
	}
	memcpy(canon->text + canon->used, bytes, count);
	canon->used += count;
	canon->text[canon->used] = 0;
	return true;
}

static bool put_string(struct canon *canon, const char *text, size_t length)
{
	size_t from = 0;

	if (!put(canon, "\"", 1))
		return false;
	for (size_t i = 0; i < length; i++)
		if (text[i] == '"' || text[i] == '\\') {
			if (!put(canon, text + from, i - from) || !put(canon, "\\", 1))
				return false;
			from = i;
		}
	return put(canon, text + from, length - from) && put(canon, "\"", 1);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool put_value(struct canon *canon, const json_t *value, int depth);

static bool put_members(struct canon *canon, const json_t *object, const char **names, int depth)
{
	size_t count = 0;
	const char *name;
	json_t *member;

	json_object_foreach((json_t *)object, name, member) names[count++] = name;
	qsort(names, count, sizeof *names, by_bytes);
	for (size_t i = 0; i < count; i++) {
		if (i && !put(canon, ",", 1))
			return false;
		if (!put_string(canon, names[i], strlen(names[i])) || !put(canon, ":", 1) ||
		    !put_value(canon, json_object_get(object, names[i]), depth))
			return false;
	}
	return true;
}

static bool put_object(struct canon *canon, const json_t *object, int depth)
{
	const char **names = malloc(sizeof *names * (json_object_size(object) + 1));

	if (!names)
		return fault_set(canon->fault, "there is no memory left");
	bool good = put(canon, "{", 1) && put_members(canon, object, names, depth) && put(canon, "}", 1);
	free(names);
	return good;
}

static bool put_array(struct canon *canon, const json_t *array, int depth)
{
	if (!put(canon, "[", 1))
		return false;
	for (size_t i = 0; i < json_array_size(array); i++)
		if ((i && !put(canon, ",", 1)) || !put_value(canon, json_array_get(array, i), depth))
			return false;
	return put(canon, "]", 1);
}

static bool put_value(struct canon *canon, const json_t *value, int depth)
{
	char number[32];

	if (depth >= TRUST_CANON_DEPTH)
		return fault_set(canon->fault, "its values stand more than %d deep in one another", TRUST_CANON_DEPTH);
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return put_object(canon, value, depth + 1);
	case JSON_ARRAY:
		return put_array(canon, value, depth + 1);
	case JSON_STRING:
		return put_string(canon, json_string_value(value), json_string_length(value));
	case JSON_INTEGER:
		snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		return put(canon, number, strlen(number));
	case JSON_TRUE:
		return put(canon, "true", 4);
	case JSON_FALSE:
		return put(canon, "false", 5);
	case JSON_NULL:
		return put(canon, "null", 4);
	default:
		return fault_set(canon->fault, "a number with a point or an exponent cannot be signed; write whole numbers");
	}
}

bool trust_canon(const json_t *value, char **out, size_t *length, struct fault *fault)
{
	struct canon canon = {.fault = fault};

	if (!put_value(&canon, value, 0)) {
		free(canon.text);
		return false;
	}
	*out = canon.text;
	*length = canon.used;
	return true;
}
