#include "core/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"

void form_enter(struct reading *reading, const char *key, int index)
{
	if (reading->path.depth < JSON_PATH_MAX)
		reading->path.steps[reading->path.depth++] = (struct json_step){key, index};
}

void form_leave(struct reading *reading)
{
	if (reading->path.depth > 0)
		reading->path.depth--;
}

int form_line(const struct reading *reading)
{
	return json_line(reading->text, reading->length, &reading->path);
}

/* "hours[0].open: ", the steps below the item. */
static void print_path(const struct reading *reading, char *out, int size)
{
	int used = 0;
	out[0] = '\0';
	for (int i = reading->item_depth; i < reading->path.depth && used < size; i++) {
		const struct json_step *step = &reading->path.steps[i];
		if (!step->key)
			used += snprintf(out + used, (size_t)(size - used), "[%d]", step->index);
		else
			used += snprintf(out + used, (size_t)(size - used), "%s%s", used ? "." : "", step->key);
	}
	if (used > 0 && used + 3 < size)
		snprintf(out + used, (size_t)(size - used), ": ");
}

static void add(struct reading *reading, enum severity severity, const char *rule, const char *says)
{
	char path[128];
	print_path(reading, path, sizeof path);
	findings_add(reading->findings, severity, rule, (struct spot){reading->file, form_line(reading), reading->item}, "%s%s", path, says);
}

void form_error(struct reading *reading, const char *rule, const char *format, ...)
{
	char says[2 * FAULT_SAYS_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	add(reading, SEVERITY_ERROR, rule, says);
}

void form_warning(struct reading *reading, const char *rule, const char *format, ...)
{
	char says[2 * FAULT_SAYS_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	add(reading, SEVERITY_WARNING, rule, says);
}

static void say_full(struct reading *reading)
{
	if (!reading->full)
		findings_add(reading->findings, SEVERITY_ERROR, "format", (struct spot){reading->file, 0, ""},
			     "the packs are larger than the memory kept for them; make them shorter");
	reading->full = true;
}

void *form_take(struct reading *reading, size_t count, size_t size)
{
	void *memory = arena_take(reading->arena, count * size > 0 ? count * size : 1);
	if (!memory)
		say_full(reading);
	return memory;
}

const char *form_copy(struct reading *reading, const char *text, size_t length)
{
	const char *copy = arena_text(reading->arena, text, length);
	if (!copy)
		say_full(reading);
	return copy ? copy : "";
}

const char *form_kind(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return "a block { }";
	case JSON_ARRAY:
		return "a list [ ]";
	case JSON_STRING:
		return "text";
	case JSON_INTEGER:
	case JSON_REAL:
		return "a number";
	case JSON_TRUE:
		return "true";
	case JSON_FALSE:
		return "false";
	case JSON_NULL:
		break;
	}
	return "null";
}

int form_list(struct reading *reading, json_t *value, int max)
{
	if (!json_is_array(value)) {
		form_error(reading, "format", "has to be a list [ ], not %s", form_kind(value));
		return -1;
	}
	if (json_array_size(value) > (size_t)max) {
		form_error(reading, "format", "holds %zu, at most %d; take some out", json_array_size(value), max);
		return -1;
	}
	return (int)json_array_size(value);
}

static const struct field *find_field(const struct form *form, const char *key)
{
	for (int i = 0; i < form->count; i++)
		if (strcmp(form->fields[i].key, key) == 0)
			return &form->fields[i];
	return NULL;
}

/* The finding stands on the line of the key, but its words name the key, so the
 * path in front is that of the object. */
static void say_unknown(struct reading *reading, const struct form *form, const char *key)
{
	const char *known[40];
	char path[128];
	int count = 0;

	for (; count < form->count && count < 40; count++)
		known[count] = form->fields[count].key;
	print_path(reading, path, sizeof path);
	form_enter(reading, key, 0);
	int line = form_line(reading);
	form_leave(reading);
	findings_add(reading->findings, SEVERITY_ERROR, "format", (struct spot){reading->file, line, reading->item}, "%s%s has no key \"%s\"%s", path,
		     form->what, quote(key).text, hint(key, known, count).text);
}

static void say_missing(struct reading *reading, json_t *object, const struct form *form)
{
	for (int i = 0; i < form->count; i++)
		if (form->fields[i].needed && !json_object_get(object, form->fields[i].key))
			form_error(reading, "format", "%s needs the key \"%s\"; add it", form->what, form->fields[i].key);
}

uint32_t form_read(struct reading *reading, json_t *object, const struct form *form, void *into)
{
	const char *key;
	json_t *value;
	uint32_t given = 0;

	if (!json_is_object(object)) {
		form_error(reading, "format", "%s has to be a block { }, not %s", form->what, form_kind(object));
		return 0;
	}
	say_missing(reading, object, form);
	json_object_foreach(object, key, value)
	{
		const struct field *field = find_field(form, key);
		if (!field) {
			say_unknown(reading, form, key);
			continue;
		}
		given |= field->given;
		form_enter(reading, field->key, 0);
		field->read(reading, value, field, (char *)into + field->offset);
		form_leave(reading);
	}
	return given;
}

/* "; use a, b or c", or nothing when it does not fit. */
static void list_all(struct hint *out, const char *const *known, int count)
{
	int used = 0;
	for (int i = 0; i < count; i++) {
		int room = (int)sizeof out->text - used;
		used += snprintf(out->text + used, (size_t)room, "%s%s", i == 0 ? "; use " : i == count - 1 ? " or " : ", ", known[i]);
		if (used >= (int)sizeof out->text) {
			out->text[0] = '\0';
			return;
		}
	}
}

struct hint hint(const char *word, const char *const *known, int count)
{
	struct hint out = {""};
	const char *nearest = nearest_word(word, known, count);
	int distance = word_distance(word, nearest);
	bool near = nearest[0] && distance <= 2 + (int)strlen(nearest) / 6 && distance < (int)strlen(word);

	if (!near)
		list_all(&out, known, count);
	if (!out.text[0] && nearest[0])
		snprintf(out.text, sizeof out.text, near ? "; did you mean \"%s\"?" : "; the nearest is \"%s\"", nearest);
	return out;
}
