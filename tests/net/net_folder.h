/*
 * A folder of its own for each test of kiosk/net, and files in it.
 */
#ifndef TESTS_NET_FOLDER_H
#define TESTS_NET_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static char net_folder[64];

static int net_folder_make(void **state)
{
	(void)state;
	snprintf(net_folder, sizeof net_folder, "/tmp/signpost-net-XXXXXX");
	return mkdtemp(net_folder) ? 0 : -1;
}

static int net_folder_drop_one(const char *path, const struct stat *about, int kind, struct FTW *at)
{
	(void)about;
	(void)kind;
	(void)at;
	return remove(path);
}

static int net_folder_drop(void **state)
{
	(void)state;
	return nftw(net_folder, net_folder_drop_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* The path of `name` in the folder; good until the fourth call after. */
static inline const char *net_path(const char *name)
{
	static char paths[4][256];
	static int turn;
	char *path = paths[turn++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", net_folder, name);
	return path;
}

/* Writes a file, with the folders above it. */
static inline void net_write(const char *name, const char *text)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", net_folder, name);
	for (char *slash = path + strlen(net_folder) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	assert_true(file_replace(path, text, strlen(text), NULL));
}

#endif
