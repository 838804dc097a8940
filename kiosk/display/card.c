#include "display/card.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int connected(const char *folder, const char *name)
{
	char path[512], word[32] = "";
	int card, end = 0;

	if (sscanf(name, "card%4d-%n", &card, &end) != 1 || !end)
		return -1;
	snprintf(path, sizeof path, "%s/%s/status", folder, name);
	FILE *file = fopen(path, "re");
	if (!file)
		return -1;
	bool read = fgets(word, sizeof word, file) != NULL;
	fclose(file);
	return read && strncmp(word, "connected", 9) == 0 ? card : -1;
}

int card_connected(const char *folder)
{
	DIR *open = opendir(folder);
	int lowest = -1;

	if (!open)
		return -1;
	for (const struct dirent *entry; (entry = readdir(open));) {
		int card = connected(folder, entry->d_name);
		if (card >= 0 && (lowest < 0 || card < lowest))
			lowest = card;
	}
	closedir(open);
	return lowest;
}
