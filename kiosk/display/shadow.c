#include "display/shadow.h"

#include <math.h>
#include <string.h>

/* The weights of a Gauss curve, reach 1.5 times the blur to each side. */
static int curve(int blur, float weights[], int most)
{
	float sigma = (float)blur / 2, sum = 0;
	int reach = (blur * 3 + 1) / 2;

	if (reach > most)
		reach = most;
	for (int i = -reach; i <= reach; i++)
		sum += weights[i + reach] = expf(-(float)(i * i) / (2 * sigma * sigma));
	for (int i = 0; i <= 2 * reach; i++)
		weights[i] /= sum;
	return reach;
}

/* How much of the box the point covers: the box begins `pad` in from the tile's
 * edge and goes on beyond the tile. */
static float before_blur(const struct shadow_tile *tile, int x, int y)
{
	int far = 4 * SHADOW_SIDE_MAX;

	return raster_corner(x - tile->pad, y - tile->pad, far, far, (float)tile->radius);
}

static void blur_tile(struct shadow_tile *tile, const float weights[], int reach)
{
	static float across[SHADOW_SIDE_MAX * 3][SHADOW_SIDE_MAX];
	float sharp[SHADOW_SIDE_MAX * 3];
	int side = tile->side;

	for (int y = -reach; y < side + reach; y++) {
		for (int x = -reach; x < side + reach; x++)
			sharp[x + reach] = before_blur(tile, x, y);
		for (int x = 0; x < side; x++) {
			float sum = 0;
			for (int i = 0; i <= 2 * reach; i++)
				sum += weights[i] * sharp[x + i];
			across[y + reach][x] = sum;
		}
	}
	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++) {
			float sum = 0;
			for (int i = -reach; i <= reach; i++)
				sum += weights[i + reach] * across[y + i + reach][x];
			tile->alpha[y * side + x] = (uint8_t)(sum * 255.0F + 0.5F);
		}
	explicit_bzero(across, sizeof across[0] * (size_t)(side + 2 * reach));
}

static const struct shadow_tile *tile_for(struct shadows *shadows, int radius, int blur)
{
	float weights[2 * SHADOW_SIDE_MAX + 1];

	for (int i = 0; i < SHADOW_TILES; i++)
		if (shadows->tiles[i].side && shadows->tiles[i].radius == radius && shadows->tiles[i].blur == blur)
			return &shadows->tiles[i];
	struct shadow_tile *tile = &shadows->tiles[shadows->next];
	shadows->next = (shadows->next + 1) % SHADOW_TILES;
	int reach = curve(blur, weights, SHADOW_SIDE_MAX);
	int side = reach * 2 + radius + 1;
	tile->radius = radius;
	tile->blur = blur;
	tile->pad = reach;
	tile->side = side < SHADOW_SIDE_MAX ? side : SHADOW_SIDE_MAX;
	blur_tile(tile, weights, reach);
	return tile;
}

/* Which row (or column) of the tile serves place `at` of `length`. */
static int slice(int at, int length, int side)
{
	int from = at < length - 1 - at ? at : length - 1 - at;

	return from < side - 1 ? from : side - 1;
}

void shadows_forget(struct shadows *shadows)
{
	for (int i = 0; i < SHADOW_TILES; i++)
		if (shadows->tiles[i].side)
			explicit_bzero(&shadows->tiles[i], sizeof shadows->tiles[i]);
	shadows->next = 0;
}

void shadow_draw(struct shadows *shadows, const struct canvas *canvas, const struct shadow_cast *cast)
{
	if (cast->blur < 1 || cast->blur > 100)
		return;
	const struct shadow_tile *tile = tile_for(shadows, cast->radius, cast->blur);
	struct rect b = cast->box, all = {b.x - tile->pad, b.y + cast->offset - tile->pad, b.w + 2 * tile->pad, b.h + 2 * tile->pad};
	struct rect seen = canvas_clip(canvas, all);
	unsigned strength = cast->ink >> 24;
	uint32_t ink = cast->ink | 0xFF000000U;

	for (int y = seen.y; y < seen.y + seen.h; y++) {
		const uint8_t *row = tile->alpha + slice(y - all.y, all.h, tile->side) * tile->side;
		uint32_t *out = canvas->pixels + (long)y * canvas->stride;
		bool covered = y >= b.y && y < b.y + b.h, corner = y < b.y + cast->radius || y >= b.y + b.h - cast->radius;
		int skip0 = covered ? b.x + (corner ? cast->radius : 1) : 0, skip1 = covered ? b.x + b.w - (corner ? cast->radius : 1) : 0;
		for (int x = seen.x; x < seen.x + seen.w; x++) {
			if (x >= skip0 && x < skip1) {
				x = skip1 - 1;
				continue;
			}
			unsigned alpha = row[slice(x - all.x, all.w, tile->side)] * strength / 255;
			if (alpha)
				out[x] = raster_mix(out[x], ink, alpha);
		}
	}
}
