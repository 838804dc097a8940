#include "admin/text_file.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "core/pack.h"

enum { MEMBERS_MAX = PACK_TEXTS_MAX + 8 };

/* Where one member stands: offsets into the file. `lead` begins the blanks before it. */
struct member {
	size_t lead, key, key_end, value, value_end;
};

struct flat {
	const char *text;
	size_t length;
	int count;
	struct member *members;
	int *after; /* of each change: the member behind which it goes, -1 before all, -2: it is a change of a member */
	int *at;    /* that member */
};

static size_t skip_blanks(const struct flat *flat, size_t at)
{
	while (at < flat->length && strchr(" \t\r\n", flat->text[at]))
		at++;
	return at;
}

/* After the string that begins at `at`. */
static size_t skip_string(const struct flat *flat, size_t at)
{
	for (at++; at < flat->length && flat->text[at] != '"'; at++)
		at += flat->text[at] == '\\';
	return at < flat->length ? at + 1 : flat->length;
}

/* The members of a block of keys and strings. */
static bool find_members(struct flat *flat)
{
	size_t at = skip_blanks(flat, 0);

	if (at == flat->length)
		return true;
	at++; /* { */
	while (flat->count < MEMBERS_MAX) {
		struct member *member = &flat->members[flat->count];
		member->lead = at;
		member->key = skip_blanks(flat, at);
		if (member->key >= flat->length || flat->text[member->key] != '"')
			return member->key < flat->length && flat->text[member->key] == '}';
		member->key_end = skip_string(flat, member->key);
		member->value = skip_blanks(flat, skip_blanks(flat, member->key_end) + 1);
		if (member->value >= flat->length || flat->text[member->value] != '"')
			return false;
		member->value_end = skip_string(flat, member->value);
		flat->count++;
		at = skip_blanks(flat, member->value_end);
		if (at >= flat->length || flat->text[at] != ',')
			return at < flat->length && flat->text[at] == '}';
		at++;
	}
	return false;
}

static int find_member(const struct flat *flat, const char *key)
{
	size_t length = strlen(key);

	for (int i = 0; i < flat->count; i++) {
		const struct member *member = &flat->members[i];
		if (member->key_end - member->key == length + 2 && memcmp(flat->text + member->key + 1, key, length) == 0)
			return i;
	}
	return -1;
}

static void put_string(FILE *out, const char *words)
{
	fputc('"', out);
	for (const char *c = words; *c; c++) {
		if (*c == '\n')
			fputs("\\n", out);
		else if (*c == '"' || *c == '\\')
			fprintf(out, "\\%c", *c);
		else if ((unsigned char)*c < 0x20)
			fprintf(out, "\\u%04x", (unsigned char)*c);
		else
			fputc(*c, out);
	}
	fputc('"', out);
}

static void put_bytes(FILE *out, const struct flat *flat, size_t from, size_t to)
{
	fwrite(flat->text + from, 1, to - from, out);
}

/* A new member in the manner of another; the first of a file in that of the packs here. */
static void put_new(FILE *out, const struct flat *flat, const struct member *like, const struct text_change *change)
{
	if (like)
		put_bytes(out, flat, like->lead, like->key);
	else
		fputs("\n  ", out);
	put_string(out, change->key);
	if (like)
		put_bytes(out, flat, like->key_end, like->value);
	else
		fputs(": ", out);
	put_string(out, change->words);
}

/* The last member of those that say what language this is, or -1. */
static int last_self(const struct flat *flat)
{
	int last = -1;
	for (int i = 0; i < flat->count; i++)
		if (strncmp(flat->text + flat->members[i].key, "\"language.", 10) == 0)
			last = i;
	return last;
}

/* Where each change goes. A new key goes behind `after`, which may be new itself. */
static void place_changes(struct flat *flat, const struct text_change *changes, int count)
{
	for (int i = 0; i < count; i++) {
		flat->at[i] = find_member(flat, changes[i].key);
		flat->after[i] = -2;
		if (flat->at[i] >= 0)
			continue;
		int after = changes[i].after ? find_member(flat, changes[i].after) : last_self(flat);
		for (int j = i - 1; after < 0 && changes[i].after && j >= 0; j--)
			if (strcmp(changes[j].key, changes[i].after) == 0)
				after = flat->after[j] == -2 ? flat->at[j] : flat->after[j];
		flat->after[i] = after;
	}
}

static void put_changes_after(FILE *out, const struct flat *flat, int member, const struct text_change *changes, int count)
{
	for (int i = 0; i < count; i++) {
		if (flat->after[i] != member)
			continue;
		if (member >= 0)
			fputc(',', out);
		put_new(out, flat, flat->count > 0 ? &flat->members[member >= 0 ? member : 0] : NULL, &changes[i]);
		if (member < 0 && flat->count > 0)
			fputc(',', out);
	}
}

static void put_all(FILE *out, const struct flat *flat, const struct text_change *changes, int count)
{
	size_t at = flat->count > 0 ? flat->members[0].lead : 0;

	if (flat->count > 0)
		put_bytes(out, flat, 0, at);
	put_changes_after(out, flat, -1, changes, count);
	for (int m = 0; m < flat->count; m++) {
		const struct member *member = &flat->members[m];
		const char *words = NULL;
		for (int i = 0; i < count; i++)
			if (flat->after[i] == -2 && flat->at[i] == m)
				words = changes[i].words;
		put_bytes(out, flat, at, words ? member->value : member->value_end);
		if (words)
			put_string(out, words);
		at = member->value_end;
		put_changes_after(out, flat, m, changes, count);
	}
	if (flat->count > 0)
		put_bytes(out, flat, at, flat->length);
}

/* A file with nothing in it yet: the changes one behind the other. */
static void put_fresh(FILE *out, const struct text_change *changes, int count)
{
	struct flat empty = {.text = ""};
	fputc('{', out);
	for (int i = 0; i < count; i++) {
		fputs(i ? "," : "", out);
		put_new(out, &empty, NULL, &changes[i]);
	}
	fputs("\n}\n", out);
}

bool text_edit(const char *text, const struct text_change *changes, int count, char **out, struct fault *fault)
{
	struct flat flat = {.text = text, .length = strlen(text), .members = calloc(MEMBERS_MAX, sizeof *flat.members)};
	char *made = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&made, &size);
	bool good = false;

	flat.after = calloc((size_t)count + 1, sizeof *flat.after);
	flat.at = calloc((size_t)count + 1, sizeof *flat.at);
	if (!stream || !flat.members || !flat.after || !flat.at) {
		fault_set(fault, "the system has no memory left");
	} else if (!find_members(&flat)) {
		fault_set(fault, "the file is not a flat block of keys and words");
	} else {
		place_changes(&flat, changes, count);
		if (flat.count > 0)
			put_all(stream, &flat, changes, count);
		else
			put_fresh(stream, changes, count);
		good = true;
	}
	if (stream && fclose(stream) != 0)
		good = fault_set(fault, "the system has no memory left");
	free(flat.members);
	free(flat.after);
	free(flat.at);
	if (good)
		*out = made;
	else
		free(made);
	return good;
}

char *review_print(const char *const *keys, const struct text_mark *const *marks, int count)
{
	char *made = NULL, day[11];
	const char *between = "";
	size_t size = 0;
	FILE *out = open_memstream(&made, &size);

	if (!out)
		return NULL;
	fprintf(out, "{\n\t\"format\": %d,\n\t\"marks\": {", MARK_FORMAT);
	for (int i = 0; i < count; i++) {
		const struct text_mark *mark = marks[i];
		if (!mark)
			continue;
		day_print(mark->day, day);
		fprintf(out, "%s\n\t\t", between);
		put_string(out, keys[i]);
		fprintf(out, ": { \"state\": \"%s\", \"source\": \"%016" PRIx64 "\", \"text\": \"%016" PRIx64 "\", \"day\": \"%s\", \"by\": ",
			mark->checked ? "checked" : "draft", mark->source, mark->words, day);
		put_string(out, mark->by);
		if (mark->checked) {
			fputs(", \"checked_by\": ", out);
			put_string(out, mark->checked_by);
		}
		fputs(" }", out);
		between = ",";
	}
	fputs("\n\t}\n}\n", out);
	if (fclose(out) != 0) {
		free(made);
		return NULL;
	}
	return made;
}

bool text_reads_back(const char *text, const char *what, struct fault *fault)
{
	json_error_t error;
	json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
	bool good = json_is_object(root);
	json_decref(root);
	return good || fault_set(fault, "the %s file cannot be read again as it would be written: %s; nothing was changed", what, error.text);
}
