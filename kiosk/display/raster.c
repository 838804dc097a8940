#include "display/raster.h"

#include <math.h>

struct canvas canvas_of(uint32_t *pixels, int w, int h, int stride)
{
	return (struct canvas){pixels, w, h, stride, {0, 0, w, h}};
}

struct rect canvas_clip(const struct canvas *canvas, struct rect r)
{
	struct rect c = canvas->clip;
	int x0 = r.x > c.x ? r.x : c.x, y0 = r.y > c.y ? r.y : c.y;
	int x1 = r.x + r.w < c.x + c.w ? r.x + r.w : c.x + c.w;
	int y1 = r.y + r.h < c.y + c.h ? r.y + r.h : c.y + c.h;

	return (struct rect){x0, y0, x1 > x0 ? x1 - x0 : 0, y1 > y0 ? y1 - y0 : 0};
}

/* Pixels x0 to x1 of row y, which are inside the clip. */
static void span(const struct canvas *canvas, int x0, int x1, int y, colour fill)
{
	uint32_t *row = canvas->pixels + (long)y * canvas->stride;
	unsigned alpha = fill >> 24;

	if (alpha == 255)
		for (int x = x0; x < x1; x++)
			row[x] = fill;
	else if (alpha)
		for (int x = x0; x < x1; x++)
			row[x] = raster_mix(row[x], fill, alpha);
}

void raster_fill(const struct canvas *canvas, struct rect r, colour fill)
{
	r = canvas_clip(canvas, r);
	for (int y = r.y; y < r.y + r.h; y++)
		span(canvas, r.x, r.x + r.w, y, fill);
}

static float unit(float value)
{
	return value < 0 ? 0 : value > 1 ? 1 : value;
}

/* One pixel of a shape with `outer` of it inside the edge and `inner` of it
 * inside the outline: the two colours are mixed first, then laid on. */
static void edge_pixel(uint32_t *pixel, const struct shape *shape, float outer, float inner)
{
	float fill = inner * (float)(shape->fill >> 24), line = (outer - inner) * (float)(shape->outline >> 24);
	float sum = fill + line;

	if (sum < 0.5F)
		return;
	unsigned part = (unsigned)(fill / sum * 255.0F + 0.5F);
	uint32_t mixed = raster_mix(shape->outline | 0xFF000000U, shape->fill, part);
	*pixel = raster_mix(*pixel, mixed, sum > 255 ? 255 : (unsigned)(sum + 0.5F));
}

float raster_corner(int x, int y, int w, int h, float radius)
{
	float px = (float)x + 0.5F, py = (float)y + 0.5F;
	float dx = px < radius ? radius - px : px > (float)w - radius ? px - ((float)w - radius) : 0;
	float dy = py < radius ? radius - py : py > (float)h - radius ? py - ((float)h - radius) : 0;

	if (x < 0 || y < 0 || x >= w || y >= h)
		return 0;
	if (dx <= 0 || dy <= 0)
		return 1;
	return unit(radius + 0.5F - sqrtf(dx * dx + dy * dy));
}

/* The corner pixels x0 to x1 of row y. */
static void corner_span(const struct canvas *canvas, const struct shape *shape, int x0, int x1, int y)
{
	struct rect r = shape->rect, c = canvas->clip;
	int line = shape->outline_px, inner_radius = shape->radius > line ? shape->radius - line : 0;

	x0 = x0 > c.x ? x0 : c.x;
	x1 = x1 < c.x + c.w ? x1 : c.x + c.w;
	for (int x = x0; x < x1; x++) {
		float outer = raster_corner(x - r.x, y - r.y, r.w, r.h, (float)shape->radius);
		float inner = raster_corner(x - r.x - line, y - r.y - line, r.w - 2 * line, r.h - 2 * line, (float)inner_radius);

		if (outer > 0)
			edge_pixel(canvas->pixels + (long)y * canvas->stride + x, shape, outer, inner < outer ? inner : outer);
	}
}

static void clipped_span(const struct canvas *canvas, int x0, int x1, int y, colour fill)
{
	struct rect r = canvas_clip(canvas, (struct rect){x0, y, x1 - x0, 1});

	if (r.w && r.h)
		span(canvas, r.x, r.x + r.w, y, fill);
}

void raster_box(const struct canvas *canvas, const struct shape *asked)
{
	struct shape shape = *asked;
	struct rect r = shape.rect, seen = canvas_clip(canvas, r);
	int most = (r.w < r.h ? r.w : r.h) / 2;

	if (shape.radius > most)
		shape.radius = most;
	int line = shape.outline_px, zone = shape.radius > line ? shape.radius : line;
	for (int y = seen.y; y < seen.y + seen.h; y++) {
		int row = y - r.y;
		bool level = row < line || row >= r.h - line;
		if (row >= zone && row < r.h - zone) {
			clipped_span(canvas, r.x, r.x + line, y, shape.outline);
			clipped_span(canvas, r.x + line, r.x + r.w - line, y, shape.fill);
			clipped_span(canvas, r.x + r.w - line, r.x + r.w, y, shape.outline);
			continue;
		}
		corner_span(canvas, &shape, r.x, r.x + zone, y);
		clipped_span(canvas, r.x + zone, r.x + r.w - zone, y, level ? shape.outline : shape.fill);
		corner_span(canvas, &shape, r.x + r.w - zone > r.x + zone ? r.x + r.w - zone : r.x + zone, r.x + r.w, y);
	}
}

void raster_disc(const struct canvas *canvas, const struct shape *shape)
{
	struct rect r = shape->rect, seen = canvas_clip(canvas, r);
	float radius = (float)(r.w < r.h ? r.w : r.h) / 2;
	float cx = (float)r.x + (float)r.w / 2, cy = (float)r.y + (float)r.h / 2;

	for (int y = seen.y; y < seen.y + seen.h; y++)
		for (int x = seen.x; x < seen.x + seen.w; x++) {
			float dx = (float)x + 0.5F - cx, dy = (float)y + 0.5F - cy, far = sqrtf(dx * dx + dy * dy);
			float outer = unit(radius + 0.5F - far), inner = unit(radius - (float)shape->outline_px + 0.5F - far);
			edge_pixel(canvas->pixels + (long)y * canvas->stride + x, shape, outer, inner);
		}
}

/* Two equal circles whose common part is the leaf: the distance of (across,
 * along), from the middle, to its edge; negative inside. */
static float leaf_edge(float across, float along, float half_across, float half_along)
{
	float radius = (half_along * half_along + half_across * half_across) / (2 * half_across);
	float from = (across < 0 ? -across : across) + radius - half_across;

	return sqrtf(from * from + along * along) - radius;
}

void raster_leaf(const struct canvas *canvas, const struct shape *shape)
{
	struct rect r = shape->rect, seen = canvas_clip(canvas, r);
	bool upright = r.h >= r.w;
	float half_across = (float)(upright ? r.w : r.h) / 2, half_along = (float)(upright ? r.h : r.w) / 2;

	if (half_across <= 0)
		return;
	for (int y = seen.y; y < seen.y + seen.h; y++)
		for (int x = seen.x; x < seen.x + seen.w; x++) {
			float dx = (float)(x - r.x) + 0.5F - (float)r.w / 2, dy = (float)(y - r.y) + 0.5F - (float)r.h / 2;
			float edge = leaf_edge(upright ? dx : dy, upright ? dy : dx, half_across, half_along);
			float outer = unit(0.5F - edge), inner = unit(0.5F - edge - (float)shape->outline_px);
			edge_pixel(canvas->pixels + (long)y * canvas->stride + x, shape, outer, inner);
		}
}

void raster_mask(const struct canvas *canvas, struct mask_at place, struct mask mask, colour ink)
{
	int x = place.x, y = place.y;
	struct rect seen = canvas_clip(canvas, (struct rect){x, y, mask.w, mask.h});
	unsigned strength = ink >> 24;
	uint32_t solid = ink | 0xFF000000U;

	for (int row = seen.y; row < seen.y + seen.h; row++) {
		const uint8_t *alpha = mask.alpha + (long)(row - y) * mask.w;
		uint32_t *out = canvas->pixels + (long)row * canvas->stride;
		for (int at = seen.x; at < seen.x + seen.w; at++) {
			unsigned a = alpha[place.flip ? mask.w - 1 - (at - x) : at - x];
			if (strength != 255)
				a = a * strength / 255;
			if (a == 255)
				out[at] = solid;
			else if (a)
				out[at] = raster_mix(out[at], solid, a);
		}
	}
}
