/*
 * A folder for a store of counts, batches made by hand, and looks into its file with
 * a connection of the test's own.
 */
#ifndef TESTS_CORE_COUNTS_FOLDER_H
#define TESTS_CORE_COUNTS_FOLDER_H

#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "core/counts_issue.h"
#include "hub_fixture.h"

static char folder[64], db_path[96];
static struct counts names;
static struct fixture fixture;
static const struct hub *hub;
static struct fault fault;

static inline int remove_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
	(void)about;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void remove_folder(void)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* In memory where there is such a place: a test writes thousands of times. */
static inline int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "%s/signpost-counts-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(folder));
	snprintf(db_path, sizeof db_path, "%s/counts.db", folder);
	fixture = fixture_make();
	hub = fixture_hub(&fixture);
	memset(&names, 0, sizeof names);
	counts_set_hub(&names, hub);
	return 0;
}

static inline int end_folder(void **state)
{
	(void)state;
	remove_folder();
	return 0;
}

static inline int32_t week_of(const char *day)
{
	moment now = 0;

	assert_true(moment_parse(day, &now));
	return week_at(now);
}

/* The same number for every name: a slot that was torn would show. */
static inline struct batch batch_of(uint32_t each)
{
	struct batch batch = {.names = &names};

	for (int i = 0; i < names.name_count; i++)
		batch.add[i] = each;
	return batch;
}

/* Opens, writes a slot, closes. */
static inline enum counts_state slot(int32_t week, uint32_t each, bool *added)
{
	struct counts_store store;
	struct batch batch = batch_of(each);
	enum counts_state open = counts_store_open(&store, folder, &fault), state = open;
	bool in = false;

	if (open == COUNTS_FINE || open == COUNTS_ASIDE) {
		state = counts_store_slot(&store, week, &batch, &in, &fault);
		counts_store_close(&store);
	}
	if (added)
		*added = in;
	return state == COUNTS_FINE ? open : state;
}

/* A number out of the file, -1 when it cannot be asked. */
static inline long ask(const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	long answer = -1;

	if (sqlite3_open_v2(db_path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		answer = (long)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return answer;
}

static inline void tell_sql(const char *path, const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static inline void put_bytes(const char *path, const char *bytes, size_t length)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0 && write(fd, bytes, length) == (ssize_t)length);
	close(fd);
}

static inline bool is_there(const char *name)
{
	char path[160];
	struct stat about;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return lstat(path, &about) == 0;
}

/* How many files lie in the folder, journals too. */
static inline int count_files(void)
{
	static const char *const known[] = {"counts.db", "counts.db-journal", "counts.db-wal", "counts.db-shm", "counts.db.damaged"};
	int count = 0;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		count += is_there(known[i]);
	return count;
}

#endif
