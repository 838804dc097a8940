#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "core/form.h"

struct quote quote(const char *text)
{
	struct quote out;
	size_t length = strlen(text);
	size_t keep = utf8_cut(text, length, 60);

	memcpy(out.text, text, keep);
	for (size_t i = 0; i < keep; i++)
		if ((unsigned char)out.text[i] < 0x20 || out.text[i] == 0x7f)
			out.text[i] = '?';
	snprintf(out.text + keep, sizeof out.text - keep, "%s", keep < length ? "..." : "");
	return out;
}

static bool is_small(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool id_is_good(const char *id)
{
	size_t length = 0;
	for (; id[length]; length++)
		if ((!is_small(id[length]) && id[length] != '-') || length >= PACK_ID_MAX - 1)
			return false;
	return length > 0 && id[0] != '-' && id[length - 1] != '-';
}

bool code_is_good(const char *code)
{
	size_t length = strlen(code);
	size_t part = 0;

	if (length < 2 || length > 11)
		return false;
	for (size_t i = 0; i < length; i++) {
		char c = code[i];
		bool first = part == 0;
		bool capital = c >= 'A' && c <= 'Z';
		if (c == '-') {
			part++;
			if (i == 0 || code[i - 1] == '-' || i == length - 1 || (first && (i < 2 || i > 3)))
				return false;
		} else if (!is_small(c) && (!capital || first)) {
			return false;
		} else if (first && ((c >= '0' && c <= '9') || i > 2)) {
			return false;
		}
	}
	return true;
}

/* Marks that turn the direction of what follows would let one text reorder the
 * words around it; the program isolates texts itself. */
static bool is_turning_mark(uint32_t code)
{
	return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code == 0xfeff || code == 0x2028 || code == 0x2029;
}

bool text_is_clean(const char *text, size_t length, bool lines)
{
	for (size_t at = 0; at < length;) {
		uint32_t code;
		at += (size_t)utf8_next(text + at, length - at, &code);
		bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
		if ((control && !(lines && code == '\n')) || is_turning_mark(code))
			return false;
	}
	return true;
}

const char *form_string(struct reading *reading, json_t *value, int max)
{
	if (!json_is_string(value)) {
		form_error(reading, "format", "has to be text in \"quotation marks\", not %s", form_kind(value));
		return NULL;
	}
	const char *text = json_string_value(value);
	size_t length = json_string_length(value);
	if (length == 0)
		form_error(reading, "format", "is empty; fill it in or take the key out");
	else if (length > (size_t)max)
		form_error(reading, "format", "has %zu bytes, at most %d; make it shorter", length, max);
	else if (!text_is_clean(text, length, false))
		form_error(reading, "format", "holds a control or direction character; type the text again without it");
	else
		return text;
	return NULL;
}

int form_name(struct reading *reading, json_t *value, enum name_set set)
{
	const struct names *names = names_of(set);
	const char *name = form_string(reading, value, FORM_LONG_MAX);
	if (!name)
		return -1;
	int place = names_find(set, name);
	/* "none" is a value of the program, not a word for packs. */
	int first = set == NAMES_CONSTRUCT ? 1 : 0;
	if (place >= first)
		return place;
	form_error(reading, "format", "there is no %s \"%s\"%s", names->what, quote(name).text,
		   hint(name, names->list + first, names->count - first).text);
	return -1;
}

static void store(void *target, size_t size, uint32_t value)
{
	if (size == 1)
		*(uint8_t *)target = (uint8_t)value;
	else if (size == 2)
		*(uint16_t *)target = (uint16_t)value;
	else
		memcpy(target, &value, sizeof value);
}

void field_text(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	const char *text = form_string(reading, value, field->max);
	if (text)
		*(const char **)target = form_copy(reading, text, strlen(text));
}

void field_id(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	const char *id = form_string(reading, value, FORM_LONG_MAX);
	if (!id)
		return;
	if (id_is_good(id))
		*(const char **)target = form_copy(reading, id, strlen(id));
	else
		form_error(reading, "format", "\"%s\" is not an id; use a-z, 0-9 and - between, at most %d letters", quote(id).text, PACK_ID_MAX - 1);
}

void field_flag(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	if (json_is_boolean(value))
		*(bool *)target = json_is_true(value);
	else
		form_error(reading, "format", "has to be true or false, not %s", form_kind(value));
}

void field_number(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	if (!json_is_integer(value)) {
		form_error(reading, "format", "has to be a whole number, not %s", json_is_real(value) ? "a fraction" : form_kind(value));
		return;
	}
	json_int_t number = json_integer_value(value);
	if (number < field->min || number > field->max)
		form_error(reading, "format", "is %" JSON_INTEGER_FORMAT "; it has to be from %d to %d", number, field->min, field->max);
	else
		store(target, field->size, (uint32_t)number);
}

void field_day(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	int32_t day;
	const char *text = form_string(reading, value, FORM_LONG_MAX);
	if (!text)
		return;
	/* Day 0 means "not said" in struct offer, so dates begin a day later. */
	if (day_parse(text, &day) && day > 0)
		*(int32_t *)target = day;
	else
		form_error(reading, "format", "\"%s\" is not a day of the calendar; write it as \"2026-11-03\"", quote(text).text);
}

void field_minute(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	int minute;
	const char *text = form_string(reading, value, FORM_LONG_MAX);
	if (!text)
		return;
	if (minute_parse(text, &minute))
		*(int16_t *)target = (int16_t)minute;
	else
		form_error(reading, "format", "\"%s\" is not a time of day; write it as \"09:30\"", quote(text).text);
}

void field_name(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	int place = form_name(reading, value, field->names);
	if (place >= 0)
		store(target, field->size, (uint32_t)place);
}

void field_bits(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	int count = form_list(reading, value, 32);
	uint32_t bits = 0;

	for (int i = 0; i < count; i++) {
		form_enter(reading, NULL, i);
		int place = form_name(reading, json_array_get(value, (size_t)i), field->names);
		if (place >= 0 && bits & 1U << place)
			form_error(reading, "format", "\"%s\" stands twice; take one out", names_at(field->names, place));
		else if (place >= 0)
			bits |= 1U << place;
		form_leave(reading);
	}
	if (count == 0 && field->min > 0)
		form_error(reading, "format", "is an empty list; name at least one %s or take the key out", names_of(field->names)->what);
	else if (bits)
		store(target, field->size, bits);
}

bool phone_is_good(const char *number)
{
	size_t length = strlen(number);
	size_t digits = 0;
	for (size_t i = 0; i < length; i++) {
		bool digit = number[i] >= '0' && number[i] <= '9';
		bool space = number[i] == ' ' && i > 0 && i < length - 1 && number[i - 1] != ' ';
		if (!digit && !space)
			return false;
		digits += digit;
	}
	return digits >= 3 && length <= 20;
}

void field_phone(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	const char *number = form_string(reading, value, FORM_LONG_MAX);
	if (number && !phone_is_good(number))
		form_error(reading, "format", "\"%s\" is not a phone number; write digits with single spaces, such as \"0808 801 0327\"",
			   quote(number).text);
	else if (number)
		*(const char **)target = form_copy(reading, number, strlen(number));
}

void field_https(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	const char *address = form_string(reading, value, FORM_ADDRESS_MAX);
	if (!address)
		return;
	if (strncmp(address, "https://", 8) == 0 && address[8] && !strchr(address, ' '))
		*(const char **)target = form_copy(reading, address, strlen(address));
	else
		form_error(reading, "S28", "\"%s\" is not a safe address; it has to begin with https:// and hold no space", quote(address).text);
}
