#include "admin/repo_words.h"

#include <stdbool.h>
#include <string.h>

/* ---- who must sign ---- */

void repo_who_words(const json_t *names, int needed, char out[REPO_WHO_SIZE])
{
	size_t count = json_array_size(names), used = 0, i;
	const char *last = needed == 1 ? " or " : " and ";
	json_t *one;

	snprintf(out, REPO_WHO_SIZE, "%s", count ? "" : "nobody");
	if (needed > 1 && (size_t)needed < count)
		used = (size_t)snprintf(out, REPO_WHO_SIZE, "%d of ", needed);
	json_array_foreach(names, i, one)
	{
		const char *between = i == 0 ? "" : i + 1 == count ? last : ", ";
		if (used < REPO_WHO_SIZE)
			used += (size_t)snprintf(out + used, REPO_WHO_SIZE - used, "%s%s", between, json_string_value(one));
	}
}

static void who_of(const json_t *one, char out[REPO_WHO_SIZE])
{
	int lacks = (int)(json_integer_value(json_object_get(one, "needs")) - json_integer_value(json_object_get(one, "has")));
	repo_who_words(json_object_get(one, "may"), lacks, out);
}

/* Has an earlier row the same words? `what` too: a new root may wait twice for the same. */
static bool told(const json_t *missing, size_t before, const char *who)
{
	char other[REPO_WHO_SIZE];

	for (size_t i = 0; i < before; i++) {
		who_of(json_array_get(missing, i), other);
		if (strcmp(other, who) == 0)
			return true;
	}
	return false;
}

void repo_print_missing(const json_t *missing, FILE *out)
{
	json_t *one, *other;
	size_t i, j;

	json_array_foreach(missing, i, one)
	{
		char who[REPO_WHO_SIZE], whose[REPO_WHO_SIZE], what[REPO_WORDS_SIZE], before[REPO_WORDS_SIZE] = "";
		who_of(one, who);
		if (told(missing, i, who))
			continue;
		fprintf(out, "  %s must still sign:", who);
		json_array_foreach(missing, j, other)
		{
			who_of(other, whose);
			repo_role_words(json_string_value(json_object_get(other, "role")), what);
			if (strcmp(who, whose) != 0 || strcmp(what, before) == 0)
				continue;
			fprintf(out, "%s %s", before[0] ? "," : "", what);
			snprintf(before, sizeof before, "%s", what);
		}
		fprintf(out, "\n");
	}
}

/* ---- what changes ---- */

enum rank { RANK_KEYS, RANK_LINES, RANK_SAFETY, RANK_OTHER, RANK_COUNT };

static const char *text_of(const json_t *one)
{
	return json_string_value(json_object_get(one, "says"));
}

static enum rank rank_of(const json_t *one)
{
	const char *says = text_of(one);

	if (!json_is_true(json_object_get(one, "safety")))
		return RANK_OTHER;
	if (strncmp(says, "keys: ", 6) == 0 || strncmp(says, "channel ", 8) == 0)
		return RANK_KEYS;
	return strstr(says, ": support_line ") ? RANK_LINES : RANK_SAFETY;
}

static void print_one(const json_t *one, FILE *out)
{
	fprintf(out, "  %c %s\n", json_is_true(json_object_get(one, "safety")) ? '!' : '-', text_of(one));
}

/* The first of a group stands for all of it. */
static void print_group(const json_t *says, size_t first, FILE *out)
{
	const json_t *group = json_object_get(json_array_get(says, first), "group"), *one;
	int count = 0;
	size_t i;

	json_array_foreach(says, i, one)
	{
		bool same = json_equal(json_object_get(one, "group"), group);
		if (same && i < first)
			return;
		count += same;
	}
	if (count == 1)
		print_one(json_array_get(says, first), out);
	else
		fprintf(out, "  ! %s: %d (--json lists all)\n", json_string_value(group), count);
}

static int print_rank(const json_t *says, enum rank rank, FILE *out)
{
	int count = 0;
	json_t *one;
	size_t i;

	json_array_foreach(says, i, one)
	{
		if (rank_of(one) != rank)
			continue;
		count++;
		if (rank == RANK_SAFETY && json_object_get(one, "group"))
			print_group(says, i, out);
		else if (rank != RANK_OTHER || count <= REPO_SHOWN_MAX)
			print_one(one, out);
	}
	return count;
}

void repo_print_says(const json_t *says, FILE *out)
{
	bool safety = false;
	int others = 0;
	json_t *one;
	size_t i;

	json_array_foreach(says, i, one) if (rank_of(one) == RANK_OTHER) others++;
	else safety = true;
	if (safety)
		fprintf(out, "What two people look at:\n");
	for (int rank = RANK_KEYS; safety && rank < RANK_OTHER; rank++)
		print_rank(says, (enum rank)rank, out);
	if (others > 0)
		fprintf(out, "%s\n", safety ? "Beside that:" : "What changes:");
	print_rank(says, RANK_OTHER, out);
	if (others > REPO_SHOWN_MAX)
		fprintf(out, "  and %d more; --json lists all\n", others - REPO_SHOWN_MAX);
	if (!safety && others == 0)
		fprintf(out, "Nothing that is shown changes.\n");
}
