/*
 * The options of the commands: one table reads them and prints the help.
 */
#ifndef ADMIN_OPTIONS_H
#define ADMIN_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/fault.h"
#include "base/moment.h"

enum {
	OPTIONS_FOLDERS_MAX = 64,
	OPTIONS_LIST_MAX = 16, /* times that --key and its like may stand */
};

enum option_bit {
	OPTION_NOW = 1 << 0,
	OPTION_JSON = 1 << 1,
	OPTION_NOTES = 1 << 2,
	OPTION_STRICT = 1 << 3,
	OPTION_ANSWERS = 1 << 4,
	OPTION_LEAD = 1 << 5,
	OPTION_SECOND = 1 << 6,
	OPTION_SHOW = 1 << 7,
	OPTION_LANGUAGE = 1 << 8,
	OPTION_FORMAT = 1 << 9,
	OPTION_OUT = 1 << 10,
	OPTION_BY = 1 << 11,
	OPTION_CHECKED_BY = 1 << 12,
	OPTION_NAME = 1 << 13,
	OPTION_PASSPHRASE_FILE = 1 << 14,
	OPTION_ROOT_KEY = 1 << 15,
	OPTION_ROOT_THRESHOLD = 1 << 16,
	OPTION_PUBLISHER = 1 << 17,
	OPTION_ONLINE = 1 << 18,
	OPTION_OWNER = 1 << 19,
	OPTION_PROFILE = 1 << 20,
	OPTION_CHANNEL = 1 << 21,
	OPTION_KEY = 1 << 22,
	OPTION_TO = 1 << 23,
	OPTION_FINISH = 1 << 24, /* --discard too */
	OPTION_ALL = 1 << 25,
	OPTION_YES = 1 << 26,
	OPTION_ROLE = 1 << 27,
	OPTION_OLD = 1 << 28,
	OPTION_NEW = 1 << 29,
	OPTION_KEY_ID = 1 << 30,
};

/* Values of an option that may be given several times, in their order. */
struct option_list {
	int count;
	const char *words[OPTIONS_LIST_MAX]; /* of argv */
};

struct options {
	int folder_count;
	const char *folders[OPTIONS_FOLDERS_MAX]; /* words of argv */
	moment now;
	bool rehearsal; /* --now was given: nobody doubts the time (core/hours.h) */
	bool json;
	bool notes;
	bool strict;
	const char *answers; /* word of argv, NULL when not given; so all below */
	const char *lead, *second;
	const char *language, *format, *out, *by, *checked_by;
	bool show;
	const char *name, *root_threshold, *online, *profile, *channel, *to, *login, *region, *ca, *client_cert, *proxy, *role, *old, *new;
	struct option_list passphrase_files, root_keys, publishers, owners, keys, key_ids;
	bool finish, discard, yes, all;
};

/* Reads argv[1] on. `allowed` is a mask of option_bit; `now` stands until --now
 * says otherwise. False, with what is wrong and the nearest known option, when a
 * word is not understood, or none is given that is no option. */
bool options_read(int argc, char **argv, unsigned allowed, struct options *options, struct fault *fault);

/* Prints one line for each allowed option. */
void options_help(unsigned allowed, FILE *out);

#endif
