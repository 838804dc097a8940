#include "core/locate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/jsonline.h"

/* The line of a key of a flat text file, 0 when it is not there. */
static int key_line(const char *path, const char *key)
{
	char *text;
	size_t length;
	struct json_path where = {1, {{key, 0}}};
	char quoted[FAULT_ITEM_MAX + 3];

	if (!file_is_plain(path) || !file_read(path, PACK_FILE_MAX, &text, &length, NULL))
		return 0;
	snprintf(quoted, sizeof quoted, "\"%s\"", key);
	int line = strstr(text, quoted) ? json_line(text, length, &where) : 0;
	free(text);
	return line;
}

/* The name of a folder without the way to it, perhaps with slashes behind. */
static const char *last_part(const char *folder)
{
	const char *name = folder;
	for (const char *c = folder; *c; c++)
		if (*c == '/' && c[1] != 0)
			name = c + 1;
	return name;
}

/* The folder of the pack by whose name the file begins, or NULL. */
static const char *folder_of(const struct pack_set *set, const char *file)
{
	size_t length = strcspn(file, "/");
	for (int i = 0; i < set->count; i++) {
		const char *name = last_part(set->folder[i]);
		if (strcspn(name, "/") == length && strncmp(name, file, length) == 0)
			return set->folder[i];
	}
	return NULL;
}

/* "uk-base/text/en.json" and "text/en.json" give "text/en.json"; else NULL. */
static const char *text_part(const char *file)
{
	if (strncmp(file, "text/", 5) == 0)
		return file;
	const char *slash = strchr(file, '/');
	return slash && strncmp(slash + 1, "text/", 5) == 0 ? slash + 1 : NULL;
}

/* A later pack may have given the text anew: the last one that has it counts. */
static bool locate_text(const struct pack_set *set, struct fault *fault)
{
	const char *part = text_part(fault->file);
	char path[FAULT_FILE_MAX];

	for (int i = set->count - 1; part && i >= 0; i--) {
		if (!file_join(path, sizeof path, set->folder[i], part))
			continue;
		int line = key_line(path, fault->item);
		if (line == 0)
			continue;
		snprintf(fault->file, sizeof fault->file, "%s", path);
		fault->line = line;
		return true;
	}
	return false;
}

static void locate(const struct pack_set *set, struct fault *fault)
{
	char path[FAULT_FILE_MAX];
	const char *folder = folder_of(set, fault->file);
	const char *rest = strchr(fault->file, '/');

	if ((fault->line == 0 && locate_text(set, fault)) || !folder || !rest)
		return;
	if (file_join(path, sizeof path, folder, rest + 1))
		snprintf(fault->file, sizeof fault->file, "%s", path);
}

void findings_locate(const struct pack_set *set, struct findings *findings, int first)
{
	for (int i = first; i < findings->count; i++) {
		struct fault *fault = &findings->list[i].fault;
		/* Reading and merging give whole paths already. */
		if (!file_is_plain(fault->file))
			locate(set, fault);
	}
}
