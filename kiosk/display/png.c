#include "display/png.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

enum { PIXEL = 3, HEAD = 13, FAST = 1 };

static void put32(unsigned char *out, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		out[i] = (unsigned char)(value >> (24 - 8 * i));
}

/* Length, kind, bytes, checksum over kind and bytes. */
static bool put_chunk(FILE *out, const char *kind, const unsigned char *bytes, size_t length)
{
	unsigned char number[4];
	uLong sum = crc32(crc32(0, NULL, 0), (const Bytef *)kind, 4);

	put32(number, (uint32_t)length);
	bool fine = fwrite(number, 1, 4, out) == 4 && fwrite(kind, 1, 4, out) == 4;
	if (length > 0) {
		sum = crc32(sum, bytes, (uInt)length);
		fine = fine && fwrite(bytes, 1, length, out) == length;
	}
	put32(number, (uint32_t)sum);
	return fine && fwrite(number, 1, 4, out) == 4;
}

/* Each row begins with the number of its filter, 0. */
static void plain_rows(const SDL_Surface *surface, unsigned char *out)
{
	for (int y = 0; y < surface->h; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
		*out++ = 0;
		for (int x = 0; x < surface->w; x++, out += PIXEL) {
			out[0] = (unsigned char)(row[x] >> 16);
			out[1] = (unsigned char)(row[x] >> 8);
			out[2] = (unsigned char)row[x];
		}
	}
}

static bool put_picture(FILE *out, const SDL_Surface *surface, const unsigned char *packed, size_t length)
{
	static const unsigned char signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
	unsigned char head[HEAD] = {[8] = 8, [9] = 2}; /* eight bits each of red, green and blue */

	put32(head, (uint32_t)surface->w);
	put32(head + 4, (uint32_t)surface->h);
	return fwrite(signature, 1, sizeof signature, out) == sizeof signature && put_chunk(out, "IHDR", head, HEAD) &&
	       put_chunk(out, "IDAT", packed, length) && put_chunk(out, "IEND", NULL, 0);
}

/* The rows, packed; NULL when memory is out. */
static unsigned char *pack(const SDL_Surface *surface, size_t *length)
{
	size_t size = (size_t)surface->h * (1 + PIXEL * (size_t)surface->w);
	uLongf room = compressBound(size);
	unsigned char *rows = malloc(size), *packed = malloc(room);
	bool fine = rows && packed;

	if (fine) {
		plain_rows(surface, rows);
		fine = compress2(packed, &room, rows, size, FAST) == Z_OK;
	}
	free(rows);
	if (fine) {
		*length = room;
		return packed;
	}
	free(packed);
	return NULL;
}

bool png_write(const SDL_Surface *surface, const char *path)
{
	size_t length = 0;
	unsigned char *packed = pack(surface, &length);
	FILE *out = packed ? fopen(path, "we") : NULL;
	bool fine = out && put_picture(out, surface, packed, length);

	if (out && fclose(out) != 0)
		fine = false;
	free(packed);
	return fine;
}
