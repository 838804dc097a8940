/* review/<language>.json: the marks of the texts of one language (core/mark.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/person.h"
#include "core/read_parts.h"

static void read_mark_format(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	(void)target;
	if (json_is_integer(value) && json_integer_value(value) > MARK_FORMAT)
		form_error(reading, "format", "is %" JSON_INTEGER_FORMAT ", newer than this program knows; update the program",
			   json_integer_value(value));
	else if (!json_is_integer(value) || json_integer_value(value) != MARK_FORMAT)
		form_error(reading, "format", "has to be %d; mark the texts again with this program", MARK_FORMAT);
}

static void read_digest(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	const char *digits = form_string(reading, value, FORM_LONG_MAX);
	(void)field;
	if (!digits)
		return;
	if (strlen(digits) != MARK_DIGITS || strspn(digits, "0123456789abcdef") != MARK_DIGITS)
		form_error(reading, "S38", "is not %d digits of 0-9 and a-f; mark this text again", MARK_DIGITS);
	else
		*(uint64_t *)target = strtoull(digits, NULL, 16);
}

static void read_person(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	const char *name = form_string(reading, value, field->max);
	if (name && !name_is_good(name))
		form_error(reading, "S38", "\"%s\" is no name; write who it was", quote(name).text);
	else if (name)
		*(const char **)target = form_copy(reading, name, strlen(name));
}

static const struct field mark_fields[] = {
    {"state", field_name, FORM_MEMBER(struct text_mark, checked), .needed = true, .names = NAMES_MARK},
    {"source", read_digest, FORM_MEMBER(struct text_mark, source), .needed = true},
    {"text", read_digest, FORM_MEMBER(struct text_mark, words), .needed = true},
    {"day", field_day, FORM_MEMBER(struct text_mark, day), .needed = true},
    {"by", read_person, FORM_MEMBER(struct text_mark, by), .needed = true, .max = PERSON_MAX - 1},
    {"checked_by", read_person, FORM_MEMBER(struct text_mark, checked_by), .max = PERSON_MAX - 1},
};
static const struct form mark_form = FORM_OF("a mark", mark_fields);

/* S38: two people, both named. */
static void check_people(struct reading *reading, const struct text_mark *mark)
{
	if (!mark->by[0])
		return; /* said already */
	if (mark->checked && !mark->checked_by[0])
		form_error(reading, "S38", "is \"checked\" and does not say by whom; add \"checked_by\"");
	else if (!mark->checked && mark->checked_by[0])
		form_error(reading, "S38", "is a draft and names who checked it; make it \"checked\" or take \"checked_by\" out");
	else if (mark->checked && name_same(mark->by, mark->checked_by))
		form_error(reading, "S38", "\"%s\" translated it and checked it; a second person has to check", quote(mark->by).text);
}

static int find_text(const struct language *language, const char *key)
{
	int low = 0, high = language->count;

	while (low < high) {
		int middle = (low + high) / 2;
		int order = strcmp(key, language->texts[middle].key);
		if (order == 0)
			return middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

static struct text_mark read_mark(struct reading *reading, json_t *value)
{
	struct text_mark mark = {.by = "", .checked_by = ""};
	int before = reading->findings->errors;

	form_read(reading, value, &mark_form, &mark);
	if (reading->findings->errors == before)
		check_people(reading, &mark);
	return mark;
}

/* What the marks of one file are read into. */
struct review {
	const struct language *language;
	struct text_mark *marks;         /* room for all of the file */
	const struct text_mark **placed; /* one a text */
};

static void read_marks(struct reading *reading, json_t *object, const struct review *review)
{
	struct text_mark *next = review->marks;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		struct quote shown = quote(key);
		int at = find_text(review->language, key);
		form_enter(reading, key, 0);
		reading->item = shown.text;
		reading->item_depth = reading->path.depth;
		*next = read_mark(reading, value);
		if (at < 0) {
			form_warning(reading, "S38", "text/%s.json has no text with this key; take the mark out", review->language->code);
		} else {
			if (next->checked)
				next->now = words_digest(review->language->texts[at].value);
			review->placed[at] = next++;
		}
		reading->item = "";
		reading->item_depth = 0;
		form_leave(reading);
	}
}

struct root {
	json_t *marks;
};

static void keep_marks(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	if (!json_is_object(value))
		form_error(reading, "format", "has to be a block { } with a mark for each text, not %s", form_kind(value));
	else if (json_object_size(value) > PACK_TEXTS_MAX)
		form_error(reading, "format", "holds %zu marks, at most %d; take some out", json_object_size(value), PACK_TEXTS_MAX);
	else
		*(json_t **)target = value;
}

static const struct field root_fields[] = {
    {"format", read_mark_format, .needed = true},
    {"marks", keep_marks, FORM_MEMBER(struct root, marks), .needed = true},
};
static const struct form root_form = FORM_OF("a review", root_fields);

static void read_review(struct reading *reading, const char *folder, struct language *language)
{
	struct json_file file;
	struct root root = {0};
	char name[32];

	snprintf(name, sizeof name, "review/%s.json", language->code);
	if (!read_open(reading, &file, folder, name))
		return;
	form_read(reading, file.root, &root_form, &root);
	size_t size = root.marks ? json_object_size(root.marks) : 0;
	if (size > 0) {
		struct review review = {language, form_take(reading, size, sizeof *review.marks),
					form_take(reading, language->count, sizeof *review.placed)};
		form_enter(reading, "marks", 0);
		if (review.marks && review.placed) {
			read_marks(reading, root.marks, &review);
			language->marks = review.placed;
		}
		form_leave(reading);
	}
	read_close(&file);
}

static struct language *find_language(struct pack *pack, const char *code)
{
	for (int i = 0; i < pack->language_count; i++)
		if (strcmp(pack->languages[i].code, code) == 0)
			return &pack->languages[i];
	return NULL;
}

void read_reviews(struct reading *reading, const char *folder, struct pack *pack)
{
	struct read_names names;
	char path[FAULT_FILE_MAX], file[2 * FAULT_FILE_MAX], code[12];

	if (!file_join(path, sizeof path, folder, "review") || !read_names(path, &names))
		return;
	if (names.more)
		read_say_file(reading, path, "holds more than %d files; take some out", READ_NAMES_MAX);
	for (int i = 0; i < names.count; i++) {
		struct language *language = NULL;
		if (!file_join(file, sizeof file, path, names.names[i]))
			continue;
		if (!read_code_of(names.names[i], code))
			read_say_file(reading, file, "is not a file of marks; name it by its language, such as \"ur.json\", or move it away");
		else if (strcmp(code, "en") == 0)
			read_say_file(reading, file, "English is what is translated and is signed, not marked (S37); take this file out");
		else if (!(language = find_language(pack, code)))
			read_say_file(reading, file,
				      "there is no text/%s.json that can be read and that it could be about; take it out or add the texts", code);
		else
			read_review(reading, folder, language);
	}
}
