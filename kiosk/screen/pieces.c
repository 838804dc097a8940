#include "screen/pieces.h"

#include "screen/fit.h"

#include <stdio.h>
#include <string.h>

struct piece *pieces_put(struct pieces *pieces, int need, const char *text)
{
	if (pieces->count == PIECES_MAX || *text == 0)
		return &pieces->nowhere;
	struct piece *piece = &pieces->rows[pieces->count++];
	memset(piece, 0, sizeof *piece);
	piece->need = need;
	say_print(piece->text, sizeof piece->text, "%s", text);
	return piece;
}

static void join(const struct pieces *pieces, char *out, int size)
{
	int used = 0;
	out[0] = 0;
	for (int i = 0; i < pieces->count && used < size; i++) {
		const struct piece *piece = &pieces->rows[i];
		if (!piece->in)
			continue;
		used += say_print(out + used, size - used, "%s%s", used ? "\n" : "", piece->text);
		if (piece->more_in && used < size)
			used += say_print(out + used, size - used, "\n%s", piece->more);
	}
}

static bool fits(const struct pieces *pieces)
{
	char joined[SAY_MAX * 2];
	join(pieces, joined, sizeof joined);
	return strlen(joined) < SAY_MAX && fit_holds(pieces->view, pieces->room, joined);
}

/* Cards with little to say say something more, so that all have as many lines
 * (S17): `spare` are the sentences for that, true of every card of the kind. */
static void fill_up(struct pieces *pieces)
{
	char joined[SAY_MAX * 2];
	for (int i = 0; i < SPARES && pieces->spare[i]; i++) {
		join(pieces, joined, sizeof joined);
		if (fit_fills(pieces->view, pieces->room, joined))
			return;
		struct piece *piece = pieces_put(pieces, NEVER_LEFT_OUT, pieces->spare[i]);
		piece->in = true;
		if (!fits(pieces))
			piece->in = false;
	}
}

void pieces_compose(struct pieces *pieces, char *out, int size)
{
	for (int i = 0; i < pieces->count; i++)
		pieces->rows[i].in = pieces->rows[i].need == NEVER_LEFT_OUT;
	for (int i = pieces->count - 1; i >= 0 && !fits(pieces); i--)
		if (pieces->rows[i].in && pieces->rows[i].shorter[0])
			memcpy(pieces->rows[i].text, pieces->rows[i].shorter, PIECE_MAX);
	for (int i = pieces->count - 1; i >= 0 && !fits(pieces); i--)
		if (pieces->rows[i].in && pieces->rows[i].least[0])
			memcpy(pieces->rows[i].text, pieces->rows[i].least, PIECE_MAX);
	for (int need = 0; need <= PIECES_MAX; need++)
		for (int i = 0; i < pieces->count; i++) {
			struct piece *piece = &pieces->rows[i];
			if (piece->need != need)
				continue;
			piece->in = true;
			if (need != NEVER_LEFT_OUT && !fits(pieces))
				piece->in = false;
			piece->more_in = piece->in && piece->more[0];
			if (piece->more_in && !fits(pieces))
				piece->more_in = false;
		}
	fill_up(pieces);
	join(pieces, out, size);
}
