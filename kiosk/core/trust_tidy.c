#include "core/trust_tidy.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/trust_parts.h"

static bool ends(const char *name, const char *end)
{
	size_t length = strlen(name), tail = strlen(end);
	return length > tail && strcmp(name + length - tail, end) == 0;
}

static void add(json_t *names, const char *role)
{
	char encoded[TRUST_FILE_MAX];

	if (!trust_encode(role, "", encoded, sizeof encoded - strlen(".json")))
		return;
	memcpy(encoded + strlen(encoded), ".json", sizeof ".json");
	json_object_set_new(names, encoded, json_true());
}

/* The names of the files that are of use. */
static json_t *names_of(const struct trust *trust)
{
	static const char *const tops[] = {"root", "timestamp", "snapshot", "targets"};
	json_t *names = json_object(), *meta;
	const char *key;

	for (int i = 0; i < 4; i++)
		add(names, tops[i]);
	json_object_foreach(json_object_get(trust->snapshot.signed_part, "meta"), key, meta)
	{
		char role[TRUST_PATH_MAX + 8];
		int length = ends(key, ".json") ? (int)(strlen(key) - strlen(".json")) : 0;
		if (length > 0 && length < (int)sizeof role) {
			snprintf(role, sizeof role, "%.*s", length, key);
			add(names, role);
		}
	}
	return names;
}

void trust_tidy(const struct trust *trust)
{
	struct dirent *entry;
	DIR *folder = trust->snapshot.json ? opendir(trust->folder) : NULL;
	json_t *names = folder ? names_of(trust) : NULL;

	while (names && (entry = readdir(folder)))
		if (ends(entry->d_name, ".new") || (ends(entry->d_name, ".json") && !json_object_get(names, entry->d_name)))
			(void)unlinkat(dirfd(folder), entry->d_name, 0);
	json_decref(names);
	if (folder)
		closedir(folder);
}
