/*
 * Packs made at test time in a folder of their own under /tmp.
 */
#ifndef TESTS_CORE_PACK_FOLDER_H
#define TESTS_CORE_PACK_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "core/finding.h"

#define BASE_PACK "tests/packs/base"

struct pack_folder {
	char top[64];
};

static inline int folder_begin(void **state)
{
	static struct pack_folder folder;
	snprintf(folder.top, sizeof folder.top, "/tmp/signpost-test-XXXXXX");
	*state = &folder;
	return mkdtemp(folder.top) ? 0 : -1;
}

static inline int folder_end(void **state)
{
	struct pack_folder *folder = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -r '%s'", folder->top);
	return system(command);
}

/* The path of `name` in the folder; the string lives until the eighth next call. */
static inline const char *folder_path(const struct pack_folder *folder, const char *name)
{
	static char paths[8][FAULT_FILE_MAX];
	static int turn;
	char *path = paths[turn = (turn + 1) % 8];
	assert_true(file_join(path, FAULT_FILE_MAX, folder->top, name));
	return path;
}

static inline void folder_write(const char *path, const char *bytes)
{
	assert_true(file_replace(path, bytes, strlen(bytes), NULL));
}

/* Writes a pack and gives its folder. */
static inline const char *folder_pack(const struct pack_folder *folder, const char *id, const char *json, const char *english)
{
	char path[FAULT_FILE_MAX];
	const char *pack = folder_path(folder, id);

	mkdir(pack, 0755);
	snprintf(path, sizeof path, "%.200s/text", pack);
	mkdir(path, 0755);
	snprintf(path, sizeof path, "%.200s/pack.json", pack);
	folder_write(path, json);
	snprintf(path, sizeof path, "%.200s/text/en.json", pack);
	folder_write(path, english);
	return pack;
}

static inline bool says(const struct findings *findings, const char *words)
{
	for (int i = 0; i < findings->count; i++)
		if (strstr(findings->list[i].fault.says, words))
			return true;
	return false;
}

static inline void print_all(const struct findings *findings)
{
	for (int i = 0; i < findings->count; i++) {
		char line[1024];
		fault_print(&findings->list[i].fault, line, sizeof line);
		print_message("%s %s\n", findings->list[i].rule, line);
	}
}

#define HEAD(id, layer) "{\"format\":1,\"id\":\"" id "\",\"layer\":\"" layer "\",\"owner\":\"Tests\",\"updated\":\"2026-11-02\""

#endif
