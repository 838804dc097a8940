#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "core/read_parts.h"

enum { KEY_MAX = 2 * PACK_ID_MAX - 1 };

/* ---- one language ---- */

struct text_row {
	struct text text;
	int line;
};

/* What text/<code>.json says of itself. */
struct self {
	const char *name;
	const char *direction;
	const char *state;
};

static int compare_rows(const void *a, const void *b)
{
	return strcmp(((const struct text_row *)a)->text.key, ((const struct text_row *)b)->text.key);
}

/* "offer-id.name", "ui.card.support.body": parts as ids, dots between. */
static bool key_is_good(const char *key)
{
	bool dot = false;
	char last = '.';
	size_t length = strlen(key);

	if (length > KEY_MAX)
		return false;
	for (size_t i = 0; i < length; last = key[i++]) {
		char c = key[i];
		if (c == '.' && last == '.')
			return false;
		dot |= c == '.';
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
			return false;
	}
	return dot && last != '.';
}

static const char *read_words(struct reading *reading, json_t *value)
{
	if (!json_is_string(value)) {
		form_error(reading, "text", "has to be text in \"quotation marks\", not %s", form_kind(value));
		return NULL;
	}
	const char *words = json_string_value(value);
	size_t length = json_string_length(value);
	if (length == 0)
		form_error(reading, "text", "is empty; write the words or take the key out");
	else if (length > PACK_TEXT_MAX)
		form_error(reading, "text", "has %zu bytes, at most %d; make it shorter", length, PACK_TEXT_MAX);
	else if (!text_is_clean(words, length, true))
		form_error(reading, "text", "holds a control or direction character; type the words again without it");
	else if (words[0] == ' ' || words[length - 1] == ' ' || words[0] == '\n' || words[length - 1] == '\n')
		form_error(reading, "text", "begins or ends with a space or new line; take it out");
	else
		return form_copy(reading, words, length);
	return NULL;
}

static void read_self(struct reading *reading, const char *key, const char *words, struct self *self)
{
	static const char *const known[] = {"language.name", "language.direction", "language.state"};
	static const char *const directions[] = {"ltr", "rtl"};
	static const char *const states[] = {"draft", "checked"};

	if (strcmp(key, known[0]) == 0) {
		self->name = words;
	} else if (strcmp(key, known[1]) == 0) {
		self->direction = words;
		if (strcmp(words, "ltr") != 0 && strcmp(words, "rtl") != 0)
			form_error(reading, "text", "\"%s\" is not a direction%s", quote(words).text, hint(words, directions, 2).text);
	} else if (strcmp(key, known[2]) == 0) {
		self->state = words;
		if (strcmp(words, "draft") != 0 && strcmp(words, "checked") != 0)
			form_error(reading, "S38", "\"%s\" is not a state%s", quote(words).text, hint(words, states, 2).text);
	} else {
		form_error(reading, "text", "there is no such key%s", hint(key, known, 3).text);
	}
}

/* Reads the members into `rows`; returns how many. */
static int read_rows(struct reading *reading, json_t *root, const int *lines, struct text_row *rows, struct self *self)
{
	const char *key;
	json_t *value;
	int count = 0;
	int place = 0;

	json_object_foreach(root, key, value)
	{
		struct quote shown = quote(key);
		form_enter(reading, key, 0);
		reading->item = shown.text;
		reading->item_depth = reading->path.depth;
		const char *words = NULL;
		if (!key_is_good(key))
			form_error(reading, "text", "is not a key; write it as \"offer-id.name\", with a-z, 0-9, - and dots");
		else
			words = read_words(reading, value);
		if (words && strncmp(key, "language.", 9) == 0)
			read_self(reading, key, words, self);
		else if (words)
			rows[count++] = (struct text_row){{form_copy(reading, key, strlen(key)), words}, lines[place]};
		place++;
		reading->item = "";
		reading->item_depth = 0;
		form_leave(reading);
	}
	return count;
}

static void check_self(struct reading *reading, const struct pack *pack, const char *code, const struct self *self, struct language *language)
{
	bool english = strcmp(code, "en") == 0;
	/* Before format 2 a language was checked as a whole. */
	bool state = self->state || pack->format > 1;
	const char *missing = !self->name ? "language.name" : !self->direction ? "language.direction" : !state ? "language.state" : NULL;

	if (!english && missing)
		form_error(reading, "text", "the key \"%s\" is missing; add it at the top", missing);
	if (english && ((self->direction && strcmp(self->direction, "ltr") != 0) || (self->state && strcmp(self->state, "checked") != 0)))
		form_error(reading, "text",
			   "English is written left to right and is always checked; take \"language.direction\" and \"language.state\" out");
	snprintf(language->code, sizeof language->code, "%s", code);
	language->name = self->name ? self->name : "English";
	language->rtl = self->direction && strcmp(self->direction, "rtl") == 0;
	language->draft = self->state && strcmp(self->state, "draft") == 0;
}

/* From rows in the order of the file to texts in the order of keys. */
static bool sort_rows(struct reading *reading, struct text_row *rows, int count, struct language *language, const int **lines)
{
	struct text *texts = form_take(reading, (size_t)count, sizeof *texts);
	int *where = form_take(reading, (size_t)count, sizeof *where);
	if (!texts || !where)
		return false;
	qsort(rows, (size_t)count, sizeof *rows, compare_rows);
	for (int i = 0; i < count; i++) {
		texts[i] = rows[i].text;
		where[i] = rows[i].line;
	}
	language->texts = texts;
	language->count = (uint16_t)count;
	*lines = where;
	return true;
}

static void read_language(struct reading *reading, const char *folder, const char *code, struct pack *pack)
{
	struct json_file file;
	struct self self = {0};
	char name[32];

	snprintf(name, sizeof name, "text/%s.json", code);
	if (!read_open(reading, &file, folder, name))
		return;
	size_t size = json_object_size(file.root);
	if (!json_is_object(file.root)) {
		form_error(reading, "text", "the texts have to be a block { }, not %s", form_kind(file.root));
	} else if (size > PACK_TEXTS_MAX) {
		form_error(reading, "text", "holds %zu texts, at most %d; take some out", size, PACK_TEXTS_MAX);
	} else {
		struct text_row *rows = calloc(size + 1, sizeof *rows);
		int *lines = calloc(size + 1, sizeof *lines);
		struct language *language = &pack->languages[pack->language_count];
		if (rows && lines) {
			json_lines(reading->text, reading->length, &reading->path, lines, (int)size);
			int count = read_rows(reading, file.root, lines, rows, &self);
			check_self(reading, pack, code, &self, language);
			if (sort_rows(reading, rows, count, language, &pack->text_lines[pack->language_count]))
				pack->language_count++;
		}
		free(rows);
		free(lines);
	}
	read_close(&file);
}

/* ---- the folders ---- */

static bool picture_name_is_good(const char *name)
{
	char id[PACK_ID_MAX];
	size_t length = strlen(name);
	if (length < 5 || length - 4 >= sizeof id || (strcmp(name + length - 4, ".png") != 0 && strcmp(name + length - 4, ".svg") != 0))
		return false;
	snprintf(id, sizeof id, "%.*s", (int)(length - 4), name);
	return id_is_good(id);
}

static void look_at_pictures(struct reading *reading, const char *folder, struct read_names *entries)
{
	char path[FAULT_FILE_MAX];
	char file[2 * FAULT_FILE_MAX];
	struct stat status;

	if (!file_join(path, sizeof path, folder, "pictures") || !read_names(path, entries))
		return;
	if (entries->more)
		read_say_file(reading, path, "holds more than %d files; take some out", READ_NAMES_MAX);
	for (int i = 0; i < entries->count; i++) {
		const char *name = entries->names[i];
		if (!file_join(file, sizeof file, path, name) || lstat(file, &status) != 0)
			continue;
		if (!S_ISREG(status.st_mode))
			read_say_file(reading, file, "is not a plain file; put the picture itself there");
		else if (!picture_name_is_good(name))
			read_say_file(reading, file, "is not the name of a picture; use a-z, 0-9 and -, and end with .png or .svg");
		else if (status.st_size == 0 || status.st_size > PACK_FILE_MAX)
			read_say_file(reading, file, "has %lld bytes; a picture has 1 to %d", (long long)status.st_size, PACK_FILE_MAX);
	}
}

static void look_at_texts(struct reading *reading, const char *folder, struct read_names *entries, struct pack *pack)
{
	char path[FAULT_FILE_MAX];
	char file[2 * FAULT_FILE_MAX];
	char code[12];
	int languages = 0;

	if (!file_join(path, sizeof path, folder, "text") || !read_names(path, entries))
		entries->count = 0;
	read_language(reading, folder, "en", pack);
	for (int i = 0; i < entries->count; i++) {
		const char *name = entries->names[i];
		if (strcmp(name, "en.json") == 0)
			continue;
		if (!file_join(file, sizeof file, path, name))
			continue;
		if (!read_code_of(name, code))
			read_say_file(reading, file, "is not a language file; name it by its code, such as \"ur.json\", or move it away");
		else if (++languages >= PACK_LANGUAGES_MAX)
			read_say_file(reading, file, "is one language too many, at most %d; take some out", PACK_LANGUAGES_MAX);
		else
			read_language(reading, folder, code, pack);
	}
}

void read_texts(struct reading *reading, const char *folder, struct pack *pack)
{
	struct read_names entries;
	look_at_texts(reading, folder, &entries, pack);
	read_reviews(reading, folder, pack);
	look_at_pictures(reading, folder, &entries);
}
