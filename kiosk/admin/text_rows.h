/*
 * The rows of a translator's file, whichever form it has.
 *
 * A CSV as `text export` writes it, perhaps saved by a spreadsheet (admin/csv.h), or
 * the flat JSON of Weblate and agencies. What is wrong with the file as a whole or with
 * a row is a finding with its line.
 */
#ifndef ADMIN_TEXT_ROWS_H
#define ADMIN_TEXT_ROWS_H

#include <jansson.h>

#include "admin/csv.h"
#include "core/finding.h"

struct text_row {
	const char *key;
	const char *source; /* the English beside it, NULL when the file has none */
	const char *words;  /* "" where nothing is translated */
	int line;
};

/* Owns what its rows lead into. */
struct text_rows {
	int count;
	struct text_row *rows;
	char *text;
	struct csv_table table;
	json_t *root;
};

/* Reads the file. False with findings; `readable` says whether it could be opened at all. */
bool text_rows_read(const char *path, struct text_rows *rows, struct findings *findings, bool *readable);
void text_rows_release(struct text_rows *rows);

#endif
