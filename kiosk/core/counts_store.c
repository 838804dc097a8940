#include "core/counts_store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { PATH_MAX_HERE = FAULT_FILE_MAX + 32, APPLICATION_ID = 0x5369676E /* "Sign" */ };

/* The store refuses what S41 does not let through, whoever writes. */
static const char table_counts[] = "CREATE TABLE counts (week INTEGER NOT NULL CHECK (week BETWEEN 197001 AND 999953), "
				   "month INTEGER NOT NULL CHECK (month BETWEEN 197001 AND 999912), "
				   "name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 71), "
				   "count INTEGER NOT NULL CHECK (typeof(count) = 'integer' AND (count = 0 OR count >= 10)), "
				   "PRIMARY KEY (week, name)) WITHOUT ROWID";
static const char table_slots[] = "CREATE TABLE slots (number INTEGER NOT NULL)";
static const char table_issued[] = "CREATE TABLE issued (month INTEGER NOT NULL PRIMARY KEY) WITHOUT ROWID";

static bool joined(char out[PATH_MAX_HERE], const char *folder, const char *name)
{
	return file_join(out, PATH_MAX_HERE, folder, name);
}

static enum counts_state state_of(int code)
{
	switch (code & 0xFF) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return COUNTS_FINE;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return COUNTS_BUSY;
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
	case SQLITE_ERROR: /* a table or column is not there */
	case SQLITE_SCHEMA:
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
		return COUNTS_ASIDE;
	default:
		return COUNTS_STOPPED;
	}
}

/* What SQLite says, as a state and a fault. */
static enum counts_state said(struct sqlite3 *db, int code, struct fault *fault)
{
	enum counts_state state = state_of(code);

	if (state != COUNTS_FINE)
		fault_set(fault, "the counts cannot be kept: %s", db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
	return state;
}

static int execute(struct sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* The first number that a question gives, 0 when it gives none. */
static int ask_number(struct sqlite3 *db, const char *sql, int64_t *out)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

	*out = 0;
	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		*out = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Does the question give exactly this text? */
static int ask_same(struct sqlite3 *db, const char *sql, const char *text, bool *same)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

	*same = false;
	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	if (code == SQLITE_ROW) {
		const unsigned char *got = sqlite3_column_text(statement, 0);
		*same = got && strcmp((const char *)got, text) == 0;
	}
	sqlite3_finalize(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

/* Nothing in here depends on what was counted. */
static const char ways[] = "PRAGMA busy_timeout=0; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; "
			   "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA synchronous=EXTRA;";

static int begin_tables(struct sqlite3 *db)
{
	char sql[1200];

	snprintf(
	    sql, sizeof sql,
	    "PRAGMA page_size=4096; PRAGMA auto_vacuum=NONE; PRAGMA journal_mode=DELETE; BEGIN IMMEDIATE; %s; %s; %s; INSERT INTO slots VALUES (0); "
	    "PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT;",
	    table_counts, table_issued, table_slots, APPLICATION_ID, COUNTS_STORE_VERSION);
	return execute(db, sql);
}

static enum counts_state wrong(struct fault *fault, const char *what)
{
	fault_set(fault, "the store of the counts is damaged: %s", what);
	return COUNTS_ASIDE;
}

/* Everything that must hold before a line of it is believed. */
static enum counts_state examine(struct sqlite3 *db, bool begin, struct fault *fault)
{
	int64_t tables, application, version;
	bool counts, issued, slots, sound;
	int code = ask_number(db, "SELECT count(*) FROM sqlite_schema", &tables);

	if (code == SQLITE_OK)
		code = ask_number(db, "PRAGMA application_id", &application);
	if (code == SQLITE_OK)
		code = ask_number(db, "PRAGMA user_version", &version);
	if (code != SQLITE_OK)
		return said(db, code, fault);
	if (tables == 0 && application == 0 && version == 0)
		return begin ? said(db, begin_tables(db), fault) : COUNTS_FINE;
	if (application != APPLICATION_ID)
		return wrong(fault, "it is a database of something else");
	if (version > COUNTS_STORE_VERSION) {
		fault_set(fault, "the counts are from a newer program (version %d, this one knows %d); they wait until it is back", (int)version,
			  COUNTS_STORE_VERSION);
		return COUNTS_NEWER;
	}
	code = ask_same(db, "SELECT sql FROM sqlite_schema WHERE name = 'counts'", table_counts, &counts);
	if (code == SQLITE_OK)
		code = ask_same(db, "SELECT sql FROM sqlite_schema WHERE name = 'issued'", table_issued, &issued);
	if (code == SQLITE_OK)
		code = ask_same(db, "SELECT sql FROM sqlite_schema WHERE name = 'slots'", table_slots, &slots);
	if (code == SQLITE_OK)
		code = ask_same(db, "PRAGMA quick_check(1)", "ok", &sound);
	if (code != SQLITE_OK)
		return said(db, code, fault);
	if (version != COUNTS_STORE_VERSION || tables != 3 || !counts || !issued || !slots)
		return wrong(fault, "its tables are not ours");
	return sound ? COUNTS_FINE : wrong(fault, "its pages do not hold together");
}

static enum counts_state open_file(struct sqlite3 **db, const char *path, bool begin, struct fault *fault)
{
	int flags = (begin ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE;
	int code = sqlite3_open_v2(path, db, flags, "unix");
	enum counts_state state;

	if (code == SQLITE_OK)
		code = execute(*db, ways);
	state = code == SQLITE_OK ? examine(*db, begin, fault) : said(*db, code, fault);
	if (state != COUNTS_FINE) {
		sqlite3_close(*db);
		*db = NULL;
	}
	return state;
}

/* A journal without its store would be played into the new one, so both go. */
static bool put_aside(const char *path, struct fault *fault)
{
	char aside[PATH_MAX_HERE], journal[PATH_MAX_HERE];

	if (snprintf(aside, sizeof aside, "%s.damaged", path) >= (int)sizeof aside ||
	    snprintf(journal, sizeof journal, "%s-journal", path) >= (int)sizeof journal)
		return fault_set(fault, "the folder of the counts is too long");
	if (rename(path, aside) != 0)
		return fault_set(fault, "the store of the counts is damaged and cannot be put aside");
	unlink(journal);
	return true;
}

static bool is_taken(const char *path)
{
	struct stat about;

	return lstat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

/* SQLite would let others read it. */
static enum counts_state begin_file(struct sqlite3 **db, const char *path, struct fault *fault)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd >= 0)
		close(fd);
	return open_file(db, path, true, fault);
}

enum counts_state counts_store_open(struct counts_store *store, const char *folder, struct fault *fault)
{
	char path[PATH_MAX_HERE];
	enum counts_state state;
	struct fault again;

	store->db = NULL;
	if (!joined(path, folder, "counts.db")) {
		fault_set(fault, "the folder of the counts is too long");
		return COUNTS_STOPPED;
	}
	state = is_taken(path) ? wrong(fault, "something else has its name") : begin_file(&store->db, path, fault);
	if (state == COUNTS_ASIDE) {
		if (!put_aside(path, fault))
			return COUNTS_STOPPED;
		state = begin_file(&store->db, path, &again);
		if (state == COUNTS_FINE)
			return COUNTS_ASIDE;
		*fault = again;
		state = COUNTS_STOPPED;
	}
	return state;
}

enum counts_state counts_store_look(const char *folder, struct fault *fault)
{
	char path[PATH_MAX_HERE];
	struct sqlite3 *db = NULL;
	enum counts_state state;

	if (!joined(path, folder, "counts.db") || !file_is_folder(folder) || access(folder, W_OK | X_OK) != 0) {
		fault_set(fault, "the folder of the counts is not there or cannot be written");
		return COUNTS_STOPPED;
	}
	if (is_taken(path))
		return wrong(fault, "something else has its name");
	if (access(path, F_OK) != 0)
		return COUNTS_FINE;
	state = open_file(&db, path, false, fault);
	sqlite3_close(db);
	return state;
}

void counts_store_close(struct counts_store *store)
{
	sqlite3_close(store->db);
	store->db = NULL;
}

/* Runs a statement with whole numbers for ?1 and on. */
static int change(struct sqlite3 *db, const char *sql, int first, int second)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

	if (code == SQLITE_OK) {
		sqlite3_bind_int(statement, 1, first);
		if (sqlite3_bind_parameter_count(statement) > 1)
			sqlite3_bind_int(statement, 2, second);
		code = sqlite3_step(statement);
	}
	sqlite3_finalize(statement);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int ask_week(struct sqlite3 *db, const char *sql, int week, int64_t *out)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

	*out = 0;
	if (code == SQLITE_OK) {
		sqlite3_bind_int(statement, 1, week);
		code = sqlite3_step(statement);
	}
	if (code == SQLITE_ROW)
		*out = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

/* The same rows are written whatever the batch holds. */
static int write_rows(struct sqlite3 *db, int32_t week, const struct batch *batch, bool add)
{
	static const char sql[] = "INSERT INTO counts (week, month, name, count) VALUES (?1, ?2, ?3, ?4) "
				  "ON CONFLICT (week, name) DO UPDATE SET count = count + excluded.count";
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

	for (int i = 0; code == SQLITE_OK && i < batch->names->name_count; i++) {
		sqlite3_bind_int(statement, 1, week_label(week));
		sqlite3_bind_int(statement, 2, week_month(week));
		sqlite3_bind_text(statement, 3, batch->names->tallies[i].name, -1, SQLITE_STATIC);
		sqlite3_bind_int64(statement, 4, add ? batch->add[i] : 0);
		code = sqlite3_step(statement) == SQLITE_DONE ? SQLITE_OK : sqlite3_errcode(db);
		sqlite3_reset(statement);
	}
	sqlite3_finalize(statement);
	return code;
}

/* Inside the transaction. `*added`: the batch went in. */
static int write_slot(struct sqlite3 *db, int32_t week, const struct batch *batch, bool *added)
{
	int64_t later = 0, filled = 0;
	int old = week - COUNTS_WEEKS_KEPT, code;

	code = change(db, "DELETE FROM counts WHERE week < ?1 OR week > ?2", week_label(old < 0 ? 0 : old), week_label(week + COUNTS_WEEKS_AHEAD));
	if (code == SQLITE_OK)
		code = change(db, "DELETE FROM issued WHERE month < ?1", week_month(week) - 10 * 100, 0);
	if (code == SQLITE_OK) /* SQLite writes nothing where nothing is new; this is new at every slot (S20) */
		code = execute(db, "UPDATE slots SET number = number + 1");
	if (code == SQLITE_OK)
		code = ask_week(db, "SELECT count(*) FROM counts WHERE week > ?1", week_label(week), &later);
	if (code == SQLITE_OK) /* S41: once a week at most */
		code = ask_week(db, "SELECT count(*) FROM counts WHERE week >= ?1 AND count > 0", week_label(week), &filled);
	if (code == SQLITE_OK && later == 0)
		code = write_rows(db, week, batch, filled == 0);
	*added = later == 0 && filled == 0;
	return code;
}

enum counts_state counts_store_slot(struct counts_store *store, int32_t week, const struct batch *batch, bool *added, struct fault *fault)
{
	bool in = false;
	int code = execute(store->db, "BEGIN IMMEDIATE");

	if (code == SQLITE_OK)
		code = write_slot(store->db, week, batch, &in);
	if (code == SQLITE_OK)
		code = execute(store->db, "COMMIT");
	enum counts_state state = said(store->db, code, fault);
	if (code != SQLITE_OK && !sqlite3_get_autocommit(store->db))
		execute(store->db, "ROLLBACK");
	if (state == COUNTS_FINE)
		*added = in;
	return state;
}

int counts_store_due(struct counts_store *store, int32_t week, int months[COUNTS_MONTHS_MAX])
{
	sqlite3_stmt *statement = NULL;
	int count = 0, code = sqlite3_prepare_v2(
			   store->db, "SELECT DISTINCT month FROM counts WHERE month < ?1 AND month NOT IN (SELECT month FROM issued) ORDER BY 1", -1,
			   &statement, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_bind_int(statement, 1, week_month(week));
	while (code == SQLITE_OK && count < COUNTS_MONTHS_MAX && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		months[count++] = sqlite3_column_int(statement, 0);
		code = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	return code == SQLITE_OK || code == SQLITE_DONE ? count : -1;
}

bool counts_store_issued(struct counts_store *store, int month)
{
	int64_t found = 0;

	/* In doubt it was: no month is issued twice (S42). */
	return ask_week(store->db, "SELECT count(*) FROM issued WHERE month = ?1", month, &found) != SQLITE_OK || found > 0;
}

bool counts_store_mark_issued(struct counts_store *store, int month, struct fault *fault)
{
	int code = change(store->db, "INSERT INTO issued (month) VALUES (?1)", month, 0);

	return code == SQLITE_OK || fault_set(fault, "the month %d cannot be marked as issued: %s", month, sqlite3_errstr(code));
}

bool counts_store_sum(struct counts_store *store, int month, const char *name, int64_t *sum)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(store->db, "SELECT coalesce(sum(count), 0) FROM counts WHERE month = ?1 AND name = ?2", -1, &statement, NULL);

	if (code == SQLITE_OK) {
		sqlite3_bind_int(statement, 1, month);
		sqlite3_bind_text(statement, 2, name, -1, SQLITE_STATIC);
		code = sqlite3_step(statement);
	}
	if (code == SQLITE_ROW)
		*sum = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return code == SQLITE_ROW;
}
