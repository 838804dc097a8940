/*
 * Tables as spreadsheets keep them: RFC 4180 in UTF-8.
 *
 * Written with a byte order mark (without it spreadsheets guess another encoding and
 * break every Urdu letter), commas, and lines that end with CR LF. Read also with
 * semicolons or tabs, with LF, and without the mark, because spreadsheets save so.
 *
 * A cell that begins with = + - @ would be a formula to a spreadsheet, and a formula
 * can send what stands beside it to somebody. So an apostrophe is put before it, and
 * one more before a cell that begins with apostrophes and one of these; reading takes
 * one off again, so that every text comes back as it was.
 */
#ifndef ADMIN_CSV_H
#define ADMIN_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/fault.h"

enum { CSV_COLUMNS_MAX = 32, CSV_ROWS_MAX = 5000, CSV_FILE_MAX = 8 << 20 };

struct csv_row {
	int line; /* on which it begins */
	int count;
	char *cell[CSV_COLUMNS_MAX];
};

struct csv_table {
	int count;
	struct csv_row *rows; /* owned */
};

/* Takes `text` apart in place: cells lead into it. Lines inside a cell are ended by
 * \n. False, with the line in the fault, for what is no UTF-8, a quotation mark never
 * closed, or too many rows or columns; the table is then empty. */
bool csv_read(char *text, size_t length, struct csv_table *table, struct fault *fault);
void csv_release(struct csv_table *table);

/* What begins a file, then the cells of one row; NULL ends them. */
void csv_begin(FILE *out);
void csv_write(FILE *out, const char *const *cells, int count);

#endif
