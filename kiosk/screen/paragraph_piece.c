#include <string.h>

#include "base/utf8.h"
#include "screen/paragraph.h"

enum { OPEN_MAX = 16, ISOLATE_BYTES = 3, BOLD = 0x01 };

/* What is switched on at a place in a text. */
struct state {
	bool bold;
	int open;
	const char *opened[OPEN_MAX]; /* the isolates, outermost first */
};

static const char pdi[] = "\u2069";

static bool opens(const char *at, size_t left)
{
	return left >= ISOLATE_BYTES && memcmp(at, "\u2066", 2) == 0 && (unsigned char)at[2] >= 0xA6 && (unsigned char)at[2] <= 0xA8;
}

static bool closes(const char *at, size_t left)
{
	return left >= ISOLATE_BYTES && memcmp(at, pdi, ISOLATE_BYTES) == 0;
}

/* Walks over [from, to) of the text. Isolates end with their line ('\n'). */
static void walk(struct state *state, const char *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (text[i] == BOLD)
			state->bold = !state->bold;
		else if (text[i] == '\n')
			state->open = 0;
		else if (opens(text + i, to - i) && state->open < OPEN_MAX)
			state->opened[state->open++] = text + i;
		else if (closes(text + i, to - i) && state->open > 0)
			state->open--;
	}
}

static size_t put(char *out, size_t size, size_t used, const char *text, size_t length)
{
	if (used + length >= size)
		return used;
	memcpy(out + used, text, length);
	return used + length;
}

void paragraph_piece(const char *text, struct text_line piece, char *out, int size)
{
	static const char bold = BOLD;
	struct state state = {0};
	size_t room = size > 0 ? (size_t)size : 0, used = 0, length = strlen(text);
	size_t to = piece.to < length ? piece.to : length, from = piece.from < to ? piece.from : to;

	if (room == 0)
		return;
	walk(&state, text, 0, from);
	if (state.bold)
		used = put(out, room, used, &bold, 1);
	for (int i = 0; i < state.open; i++)
		used = put(out, room, used, state.opened[i], ISOLATE_BYTES);
	size_t keep = used + (OPEN_MAX * ISOLATE_BYTES) + 1; /* room to close what is open */
	size_t body = to - from;
	if (keep + body > room)
		body = keep < room ? utf8_cut(text + from, body, room - keep) : 0;
	used = put(out, room, used, text + from, body);
	walk(&state, text, from, from + body);
	for (int i = 0; i < state.open; i++)
		used = put(out, room, used, pdi, ISOLATE_BYTES);
	out[used] = 0;
}
