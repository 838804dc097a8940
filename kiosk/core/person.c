#include "core/person.h"

#include <string.h>

#include "base/utf8.h"
#include "core/form.h"

bool name_trim(char out[PERSON_MAX], const char *from, size_t length)
{
	while (length > 0 && from[0] == ' ') {
		from++;
		length--;
	}
	while (length > 0 && from[length - 1] == ' ')
		length--;
	if (length == 0 || length >= PERSON_MAX)
		return false;
	memcpy(out, from, length);
	out[length] = '\0';
	return true;
}

bool person_parse(const char *text, struct person *person, struct fault *fault)
{
	const char *comma = strchr(text, ',');
	struct person read;

	if (!comma || !name_trim(read.name, text, (size_t)(comma - text)) || !name_trim(read.role, comma + 1, strlen(comma + 1)))
		return fault_set(fault, "\"%s\" is no name and role; write it like \"Ann Example, domestic abuse lead\"", text);
	*person = read;
	return true;
}

/* The next letter or digit in lower case, 0 at the end. */
static int letter(const char **text)
{
	for (; **text; (*text)++) {
		unsigned char c = (unsigned char)**text;
		if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
			(*text)++;
			return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
		}
	}
	return 0;
}

bool name_same(const char *a, const char *b)
{
	int c;

	do {
		c = letter(&a);
		if (c != letter(&b))
			return false;
	} while (c);
	return true;
}

bool name_is_good(const char *name)
{
	return strlen(name) < PERSON_MAX && letter(&(const char *){name}) != 0;
}

bool name_is_clean(const char *name)
{
	size_t length = strlen(name);
	return utf8_valid(name, length) && text_is_clean(name, length, false);
}

bool person_same(const struct person *a, const struct person *b)
{
	return name_same(a->name, b->name);
}
