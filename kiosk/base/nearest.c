#include "base/nearest.h"

#include <limits.h>
#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

int word_distance(const char *a, const char *b)
{
	/* Optimal string alignment; a swap looks two rows back, so three rows are kept. */
	int rows[3][NEAREST_WORD_MAX + 1];
	int a_length = (int)strnlen(a, NEAREST_WORD_MAX);
	int b_length = (int)strnlen(b, NEAREST_WORD_MAX);

	for (int j = 0; j <= b_length; j++)
		rows[0][j] = j;
	for (int i = 1; i <= a_length; i++) {
		int *row = rows[i % 3], *above = rows[(i + 2) % 3];

		row[0] = i;
		for (int j = 1; j <= b_length; j++) {
			int other = lower(a[i - 1]) != lower(b[j - 1]);

			row[j] = smaller(smaller(above[j] + 1, row[j - 1] + 1), above[j - 1] + other);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
				row[j] = smaller(row[j], rows[(i + 1) % 3][j - 2] + 1);
		}
	}
	return rows[a_length % 3][b_length];
}

const char *nearest_word(const char *word, const char *const *known, int count)
{
	const char *best = "";
	int best_distance = INT_MAX;

	for (int i = 0; i < count; i++) {
		int distance = word_distance(word, known[i]);

		if (distance < best_distance) {
			best_distance = distance;
			best = known[i];
		}
	}
	return best;
}
