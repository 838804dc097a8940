/*
 * The options of the commands: one table reads them and prints the help.
 */
#ifndef ADMIN_OPTIONS_H
#define ADMIN_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/fault.h"
#include "base/moment.h"

enum { OPTIONS_FOLDERS_MAX = 64 };

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
};

/* Reads argv[1] on. `allowed` is a mask of option_bit; `now` stands until --now
 * says otherwise. False, with what is wrong and the nearest known option, when a
 * word is not understood or no folder is given. */
bool options_read(int argc, char **argv, unsigned allowed, struct options *options, struct fault *fault);

/* Prints one line for each allowed option. */
void options_help(unsigned allowed, FILE *out);

#endif
