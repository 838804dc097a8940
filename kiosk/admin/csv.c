#include "admin/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define MARK "\xef\xbb\xbf"

/* Would a spreadsheet take it for a formula, perhaps after our own apostrophes? */
static bool is_guarded(const char *cell)
{
	cell += strspn(cell, "'");
	return *cell != '\0' && strchr("=+-@\t\r", *cell);
}

/* ---- writing ---- */

void csv_begin(FILE *out)
{
	fputs(MARK, out);
}

void csv_write(FILE *out, const char *const *cells, int count)
{
	for (int i = 0; i < count; i++) {
		fprintf(out, "%s\"%s", i ? "," : "", is_guarded(cells[i]) ? "'" : "");
		for (const char *c = cells[i]; *c; c++) {
			if (*c == '"')
				fputc('"', out);
			fputc(*c, out);
		}
		fputc('"', out);
	}
	fputs("\r\n", out);
}

/* ---- reading ---- */

struct scan {
	char *at, *end;
	char separator;
	int line;
};

static bool at_row_end(const struct scan *scan)
{
	return scan->at == scan->end || *scan->at == '\n' || (*scan->at == '\r' && (scan->at + 1 == scan->end || scan->at[1] == '\n'));
}

/* The quoted cell at the scan; `at` stands after it. */
static bool quoted_cell(struct scan *scan, char **cell, struct fault *fault)
{
	int line = scan->line;
	char *to = ++scan->at;

	*cell = to;
	for (; scan->at < scan->end; scan->at++) {
		if (*scan->at == '"' && (scan->at + 1 == scan->end || scan->at[1] != '"')) {
			scan->at++;
			*to = '\0';
			if (at_row_end(scan) || *scan->at == scan->separator)
				return true;
			fault_set(fault, "something stands behind a closed quotation mark; write \"\" for one inside a cell");
			fault_at(fault, NULL, scan->line, NULL);
			return false;
		}
		scan->at += *scan->at == '"';
		if (*scan->at == '\r' && scan->at + 1 < scan->end && scan->at[1] == '\n')
			continue;
		scan->line += *scan->at == '\n';
		*to++ = *scan->at;
	}
	fault_set(fault, "the quotation mark that opens here is never closed");
	fault_at(fault, NULL, line, NULL);
	return false;
}

static bool read_cell(struct scan *scan, char **cell, struct fault *fault)
{
	if (scan->at < scan->end && *scan->at == '"')
		return quoted_cell(scan, cell, fault);
	*cell = scan->at;
	while (!at_row_end(scan) && *scan->at != scan->separator)
		scan->at++;
	return true;
}

/* Ends the cell whose last byte was just read and says whether another follows. The
 * byte after an unquoted cell is where its end is written, so it is looked at first. */
static bool next_cell(struct scan *scan)
{
	bool more = scan->at < scan->end && *scan->at == scan->separator;
	char *after = scan->at;

	if (!more && scan->at < scan->end) {
		scan->at += *scan->at == '\r';
		scan->line++;
	}
	scan->at += scan->at < scan->end;
	*after = '\0';
	return more;
}

static bool read_row(struct scan *scan, struct csv_row *row, struct fault *fault)
{
	*row = (struct csv_row){.line = scan->line};
	do {
		int line = scan->line;
		if (row->count == CSV_COLUMNS_MAX) {
			fault_set(fault, "more than %d columns; is this the file that was exported?", CSV_COLUMNS_MAX);
			fault_at(fault, NULL, line, NULL);
			return false;
		}
		if (!read_cell(scan, &row->cell[row->count], fault))
			return false;
		row->count++;
	} while (next_cell(scan));
	for (int i = 0; i < row->count; i++)
		row->cell[i] += row->cell[i][0] == '\'' && is_guarded(row->cell[i]);
	return true;
}

/* The one of the three that stands most often in the first line. */
static char find_separator(const char *text, size_t length)
{
	static const char known[] = ",;\t";
	int most = -1, best = 0;

	for (int i = 0; i < 3; i++) {
		int count = 0;
		bool inside = false;
		for (size_t j = 0; j < length && (inside || text[j] != '\n'); j++) {
			inside ^= text[j] == '"';
			count += !inside && text[j] == known[i];
		}
		if (count > most) {
			most = count;
			best = i;
		}
	}
	return known[best];
}

static bool is_utf8(const char *text, size_t length, struct fault *fault)
{
	int line = 1;
	bool wide = memchr(text, 0, length) || (length > 1 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0));

	if (!wide && utf8_valid(text, length))
		return true;
	fault_set(fault, wide ? "this is not UTF-8 but perhaps UTF-16; save it as \"CSV UTF-8\""
			      : "a letter here is not UTF-8; save the file as \"CSV UTF-8\"");
	for (size_t at = 0; !wide && at < length;) {
		uint32_t code;
		int taken = utf8_next(text + at, length - at, &code);
		if (code == 0xfffd && taken == 1)
			break;
		line += text[at] == '\n';
		at += (size_t)taken;
	}
	fault_at(fault, NULL, line, NULL);
	return false;
}

bool csv_read(char *text, size_t length, struct csv_table *table, struct fault *fault)
{
	size_t skip = length >= 3 && memcmp(text, MARK, 3) == 0 ? 3 : 0;
	struct scan scan = {text + skip, text + length, ',', 1};
	struct csv_table read = {0, calloc(CSV_ROWS_MAX, sizeof *read.rows)};
	bool good = read.rows ? is_utf8(text, length, fault) : fault_set(fault, "the system has no memory left");

	scan.separator = find_separator(scan.at, length - skip);
	while (good && scan.at < scan.end) {
		struct csv_row row;
		good = read_row(&scan, &row, fault);
		if (!good || (row.count == 1 && row.cell[0][0] == '\0'))
			continue;
		if (read.count == CSV_ROWS_MAX)
			good = fault_set(fault, "more than %d rows; is this the file that was exported?", CSV_ROWS_MAX);
		else
			read.rows[read.count++] = row;
	}
	if (!good)
		csv_release(&read);
	*table = read;
	return good;
}

void csv_release(struct csv_table *table)
{
	free(table->rows);
	*table = (struct csv_table){0, NULL};
}
