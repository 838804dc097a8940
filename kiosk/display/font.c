#include "display/font.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "display/font_file.h"
#include "display/heap.h"
#include "display/lock.h"

/* What a table is asked by: a run in one font. Its bytes stand in a pool. */
struct key {
	uint64_t hash; /* 0: the place is free */
	uint32_t at;
	uint16_t length;
	struct run_font font;
};

struct width_slot {
	struct key key;
	int width;
};

struct run_slot {
	struct key key;
	int16_t x, y, w, h; /* w 0: nothing to draw */
	uint32_t alpha;
};

struct fonts {
	struct font_files files;
	struct text_counters counters;
	int width_count, run_count;
	uint32_t width_used, run_used, alpha_used;
	struct width_slot widths[WIDTH_SLOTS];
	struct run_slot runs[RUN_SLOTS];
	struct level_cache levels;
	char width_text[WIDTH_TEXT_MAX];
	char run_text[RUN_TEXT_MAX];
	uint8_t alpha[RUN_ALPHA_MAX];
};

struct fonts *fonts_open(const char *folder, struct findings *findings)
{
	/* Pages are taken from the system only as they are touched. */
	void *memory = mmap(NULL, sizeof(struct fonts), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		return NULL;
	struct fonts *fonts = memory;
	lock_here(fonts, sizeof *fonts); /* S26 */
	font_files_begin(&fonts->files, folder, findings);
	return fonts;
}

void fonts_close(struct fonts *fonts)
{
	if (!fonts)
		return;
	font_files_end(&fonts->files);
	munmap(fonts, sizeof *fonts);
}

/* Only as far as they were filled: most of the tables is never touched. */
void fonts_forget(struct fonts *fonts)
{
	if (!fonts)
		return;
	bool all = fonts->counters.emptied != 0;

	font_files_forget(&fonts->files);
	levels_forget(&fonts->levels);
	explicit_bzero(fonts->widths, sizeof fonts->widths);
	explicit_bzero(fonts->runs, sizeof fonts->runs);
	explicit_bzero(fonts->width_text, all ? sizeof fonts->width_text : fonts->width_used);
	explicit_bzero(fonts->run_text, all ? sizeof fonts->run_text : fonts->run_used);
	explicit_bzero(fonts->alpha, all ? sizeof fonts->alpha : fonts->alpha_used);
	fonts->counters = (struct text_counters){0, 0, 0, 0};
	fonts->width_count = fonts->run_count = 0;
	fonts->width_used = fonts->run_used = fonts->alpha_used = 0;
}

bool fonts_fine(const struct fonts *fonts)
{
	return fonts && fonts->files.fine && fonts->files.ready;
}

struct text_counters fonts_counters(const struct fonts *fonts)
{
	struct text_counters counters = fonts->counters;

	counters.bytes = fonts->alpha_used;
	return counters;
}

/* FNV-1a over the font and the text; never 0. */
static uint64_t hash_of(struct run_font font, const char *text, int length)
{
	uint64_t hash = 14695981039346656037ULL;
	const unsigned parts[] = {font.face, font.script, font.rtl, (unsigned)font.px};

	for (int i = 0; i < 4; i++)
		hash = (hash ^ parts[i]) * 1099511628211ULL;
	for (int i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211ULL;
	return hash ? hash : 1;
}

static bool same(const struct key *key, const struct key *want, const char *pool, const char *text)
{
	return key->hash == want->hash && key->length == want->length && key->font.face == want->font.face && key->font.script == want->font.script &&
	       key->font.rtl == want->font.rtl && key->font.px == want->font.px && memcmp(pool + key->at, text, want->length) == 0;
}

static void copy_text(char out[RUN_BYTES_MAX + 1], const char *text, int length)
{
	memcpy(out, text, (size_t)length);
	out[length] = 0;
}

static int rendered_width(struct fonts *fonts, struct run_font font, const char *text, int length)
{
	char copy[RUN_BYTES_MAX + 1];
	int w = 0, h = 0;

	copy_text(copy, text, length);
	heap_enter();
	TTF_Font *opened = font_files_get(&fonts->files, font);
	bool known = opened && TTF_SizeUTF8(opened, copy, &w, &h) == 0;
	heap_leave();
	return known ? w : length * font.px / 2;
}

static int run_width(void *context, struct run_font font, const char *text, int length)
{
	struct fonts *fonts = context;

	if (length <= 0)
		return 0;
	if (length > RUN_BYTES_MAX)
		length = RUN_BYTES_MAX;
	struct key want = {hash_of(font, text, length), fonts->width_used, (uint16_t)length, font};
	if (fonts->width_count > WIDTH_SLOTS * 3 / 4 || fonts->width_used + (uint32_t)length > WIDTH_TEXT_MAX) {
		memset(fonts->widths, 0, sizeof fonts->widths);
		fonts->width_count = 0;
		want.at = fonts->width_used = 0;
		fonts->counters.emptied++;
	}
	struct width_slot *slot;
	for (uint64_t i = want.hash;; i++) {
		slot = &fonts->widths[i % WIDTH_SLOTS];
		if (!slot->key.hash)
			break;
		if (same(&slot->key, &want, fonts->width_text, text))
			return slot->width;
	}
	slot->width = rendered_width(fonts, font, text, length);
	slot->key = want;
	memcpy(fonts->width_text + want.at, text, (size_t)length);
	fonts->width_used += (uint32_t)length;
	fonts->width_count++;
	return slot->width;
}

static struct font_metrics run_metrics(void *context, struct run_font font)
{
	struct fonts *fonts = context;

	heap_enter();
	struct font_metrics metrics = font_files_metrics(&fonts->files, font);
	heap_leave();
	return metrics;
}

bool fonts_has(struct fonts *fonts, struct run_font font, uint32_t code)
{
	heap_enter();
	TTF_Font *opened = font_files_get(&fonts->files, font);
	bool has = opened && TTF_GlyphIsProvided32(opened, code);
	heap_leave();
	return has;
}

struct measure fonts_measure(struct fonts *fonts)
{
	return (struct measure){fonts, run_width, run_metrics, &fonts->levels};
}

static unsigned alpha_at(const SDL_Surface *surface, int x, int y)
{
	const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels + (long)y * surface->pitch);

	return row[x] >> 24;
}

static bool is_empty_row(const SDL_Surface *surface, int y)
{
	unsigned any = 0;

	for (int x = 0; x < surface->w; x++)
		any |= alpha_at(surface, x, y);
	return !any;
}

/* The rectangle that holds all ink; h 0 when there is none. Each row is looked at from
 * its ends, and only where the ink could still reach further. */
static struct rect ink_of(const SDL_Surface *surface)
{
	int x0 = surface->w, x1 = 0, y0 = 0, y1 = surface->h;

	while (y1 > y0 && is_empty_row(surface, y1 - 1))
		y1--;
	while (y0 < y1 && is_empty_row(surface, y0))
		y0++;
	for (int y = y0; y < y1; y++) {
		for (int x = 0; x < x0; x++)
			if (alpha_at(surface, x, y))
				x0 = x;
		for (int x = surface->w; x > x1; x--)
			if (alpha_at(surface, x - 1, y))
				x1 = x;
	}
	return x1 > x0 ? (struct rect){x0, y0, x1 - x0, y1 - y0} : (struct rect){0, 0, 0, 0};
}

static void empty_runs(struct fonts *fonts)
{
	memset(fonts->runs, 0, sizeof fonts->runs);
	fonts->run_count = 0;
	fonts->run_used = fonts->alpha_used = 0;
	fonts->counters.emptied++;
}

/* Keeps the ink of the surface. Where marks rise above the font's own height the
 * library makes the surface taller and moves the baseline down. */
static void keep_ink(struct fonts *fonts, struct run_slot *slot, const SDL_Surface *surface, TTF_Font *font)
{
	struct rect ink = ink_of(surface);
	int taller = surface->h - TTF_FontHeight(font), baseline = TTF_FontAscent(font) + (taller > 0 && ink.y == 0 ? taller : 0);

	if (!ink.w || fonts->alpha_used + (size_t)ink.w * (size_t)ink.h > RUN_ALPHA_MAX)
		return;
	slot->x = (int16_t)ink.x;
	slot->y = (int16_t)(ink.y - baseline);
	slot->w = (int16_t)ink.w;
	slot->h = (int16_t)ink.h;
	slot->alpha = fonts->alpha_used;
	uint8_t *out = fonts->alpha + fonts->alpha_used;
	for (int y = 0; y < ink.h; y++)
		for (int x = 0; x < ink.w; x++)
			*out++ = (uint8_t)alpha_at(surface, ink.x + x, ink.y + y);
	fonts->alpha_used += (uint32_t)(ink.w * ink.h);
}

static void render_copy(struct fonts *fonts, struct run_slot *slot, const char *copy)
{
	const SDL_Color white = {255, 255, 255, 255};
	TTF_Font *font = font_files_get(&fonts->files, slot->key.font);
	SDL_Surface *surface = font ? TTF_RenderUTF8_Blended(font, copy, white) : NULL;
	if (!surface)
		return;
	if (surface->w < INT16_MAX && surface->h < INT16_MAX && surface->format->BytesPerPixel == 4)
		keep_ink(fonts, slot, surface, font);
	/* Without this, sdl2-compat leaks the pixels of opaque text. */
	SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE);
	SDL_FreeSurface(surface);
}

static void render(struct fonts *fonts, struct run_slot *slot, const char *text)
{
	char copy[RUN_BYTES_MAX + 1];

	copy_text(copy, text, slot->key.length);
	heap_enter();
	render_copy(fonts, slot, copy);
	heap_leave();
}

/* Room for one more run, the largest there can be on a screen included. */
static bool runs_full(const struct fonts *fonts, int length)
{
	return fonts->run_count > RUN_SLOTS * 3 / 4 || fonts->run_used + (uint32_t)length > RUN_TEXT_MAX ||
	       fonts->alpha_used > RUN_ALPHA_MAX - (1 << 20);
}

static struct run_slot *run_slot_for(struct fonts *fonts, struct run_font font, const char *text, int length)
{
	if (runs_full(fonts, length))
		empty_runs(fonts);
	struct key want = {hash_of(font, text, length), fonts->run_used, (uint16_t)length, font};
	struct run_slot *slot;
	for (uint64_t i = want.hash;; i++) {
		slot = &fonts->runs[i % RUN_SLOTS];
		if (!slot->key.hash)
			break;
		if (same(&slot->key, &want, fonts->run_text, text)) {
			fonts->counters.hits++;
			return slot;
		}
	}
	fonts->counters.misses++;
	memset(slot, 0, sizeof *slot);
	slot->key = want;
	memcpy(fonts->run_text + want.at, text, (size_t)length);
	fonts->run_used += (uint32_t)length;
	fonts->run_count++;
	render(fonts, slot, text);
	return slot;
}

bool fonts_run(struct fonts *fonts, struct run_font font, const char *text, int length, struct run_mask *out)
{
	if (length <= 0)
		return false;
	const struct run_slot *slot = run_slot_for(fonts, font, text, length > RUN_BYTES_MAX ? RUN_BYTES_MAX : length);
	if (!slot->w)
		return false;
	*out = (struct run_mask){slot->x, slot->y, {slot->w, slot->h, fonts->alpha + slot->alpha}};
	return true;
}
