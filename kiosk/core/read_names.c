/* The names in a folder of a pack. */
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/read_parts.h"

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

bool read_names(const char *path, struct read_names *names)
{
	struct dirent *entry;
	DIR *folder = opendir(path);

	names->count = 0;
	names->more = false;
	if (!folder)
		return false;
	while ((entry = readdir(folder)) && !names->more) {
		if (entry->d_name[0] == '.')
			continue;
		names->more = names->count >= READ_NAMES_MAX;
		if (!names->more)
			snprintf(names->names[names->count++], READ_NAME_BYTES, "%s", entry->d_name);
	}
	closedir(folder);
	qsort(names->names, (size_t)names->count, READ_NAME_BYTES, compare_names);
	return true;
}

void read_say_file(struct reading *reading, const char *path, const char *format, ...)
{
	char says[FAULT_SAYS_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	findings_add(reading->findings, SEVERITY_ERROR, "file", (struct spot){path, 0, ""}, "%s", says);
}

bool read_code_of(const char *name, char code[12])
{
	size_t length = strlen(name);
	if (length < 7 || length > 16 || strcmp(name + length - 5, ".json") != 0)
		return false;
	snprintf(code, 12, "%.*s", (int)(length - 5), name);
	return code_is_good(code);
}
