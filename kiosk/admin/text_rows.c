#include "admin/text_rows.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "core/form.h"

static bool wrong(struct findings *findings, struct spot spot, const char *says)
{
	findings_add(findings, SEVERITY_ERROR, "text", spot, "%s", says);
	return false;
}

/* ---- JSON ---- */

static bool take_json(const char *path, size_t length, struct text_rows *rows, struct findings *findings)
{
	json_error_t error;
	const char *key;
	json_t *value;

	rows->root = json_loadb(rows->text, length, JSON_REJECT_DUPLICATES, &error);
	if (!rows->root) {
		bool twice = json_error_code(&error) == json_error_duplicate_key, utf8 = json_error_code(&error) == json_error_invalid_utf8;
		findings_add(findings, SEVERITY_ERROR, "text", (struct spot){path, error.line, ""}, "%s: %s",
			     twice  ? "a key stands twice; keep one"
			     : utf8 ? "a letter here is not UTF-8; save the file as UTF-8"
				    : "this is not JSON",
			     quote(error.text).text);
		return false;
	}
	size_t size = json_object_size(rows->root);
	int *lines = calloc(size + 1, sizeof *lines);
	rows->rows = calloc(size + 1, sizeof *rows->rows);
	bool good = json_is_object(rows->root) && lines && rows->rows;
	if (!json_is_object(rows->root))
		wrong(findings, (struct spot){path, 1, ""}, "the texts have to be one block { } of keys and words");
	if (good)
		json_lines(rows->text, length, &(struct json_path){0}, lines, (int)size);
	json_object_foreach(good ? rows->root : NULL, key, value)
	{
		int line = lines[rows->count];
		if (!json_is_string(value))
			good = wrong(findings, (struct spot){path, line, key},
				     "has to be words in \"quotation marks\"; the file is flat, without blocks in it");
		rows->rows[rows->count++] = (struct text_row){key, NULL, json_is_string(value) ? json_string_value(value) : "", line};
	}
	free(lines);
	return good;
}

/* ---- CSV ---- */

static int find_column(const struct csv_row *head, const char *name)
{
	for (int i = 0; i < head->count; i++)
		if (strcasecmp(head->cell[i], name) == 0)
			return i;
	return -1;
}

static const char *cell(const struct csv_row *row, int column)
{
	return column >= 0 && column < row->count ? row->cell[column] : "";
}

static bool take_csv(const char *path, size_t length, struct text_rows *rows, struct findings *findings)
{
	struct fault fault;

	if (!csv_read(rows->text, length, &rows->table, &fault))
		return wrong(findings, (struct spot){path, fault.line, ""}, fault.says);
	if (rows->table.count == 0)
		return wrong(findings, (struct spot){path, 0, ""}, "is empty");
	const struct csv_row *head = &rows->table.rows[0];
	int key = find_column(head, "key"), words = find_column(head, "translation"), source = find_column(head, "source");
	if (key < 0 || words < 0)
		return wrong(findings, (struct spot){path, head->line, ""},
			     "the first row has to name the columns, \"key\" and \"translation\" among them, as \"text export\" writes it");
	rows->rows = calloc((size_t)rows->table.count, sizeof *rows->rows);
	for (int i = 1; rows->rows && i < rows->table.count; i++) {
		const struct csv_row *row = &rows->table.rows[i];
		rows->rows[rows->count++] = (struct text_row){cell(row, key), source < 0 ? NULL : cell(row, source), cell(row, words), row->line};
	}
	return rows->rows != NULL;
}

/* ---- both ---- */

bool text_rows_read(const char *path, struct text_rows *rows, struct findings *findings, bool *readable)
{
	struct text_rows read = {0};
	struct fault fault;
	size_t length = 0;

	*readable = file_read(path, CSV_FILE_MAX, &read.text, &length, &fault);
	if (!*readable)
		return wrong(findings, (struct spot){path, 0, ""}, fault.says);
	bool mark = length >= 3 && memcmp(read.text, "\xef\xbb\xbf", 3) == 0;
	const char *first = read.text + (mark ? 3 : 0);
	first += strspn(first, " \t\r\n");
	bool json = *first == '{' || *first == '[';
	if (json && mark) {
		length -= 3;
		memmove(read.text, read.text + 3, length + 1);
	}
	bool good = json ? take_json(path, length, &read, findings) : take_csv(path, length, &read, findings);
	if (good)
		*rows = read;
	else
		text_rows_release(&read);
	return good;
}

void text_rows_release(struct text_rows *rows)
{
	json_decref(rows->root);
	csv_release(&rows->table);
	free(rows->rows);
	free(rows->text);
	*rows = (struct text_rows){0};
}
