#include "display/paint.h"

#include <string.h>

static const colour shadow_ink = 0x214A3A1C; /* #4A3A1C at 13 % */

static void paint_shadow(struct painter *painter, const struct canvas *canvas, struct rect rect, const struct op_box *box)
{
	bool card = box->shadow == SHADOW_CARD;
	struct shadow_cast cast = {
	    .box = rect,
	    .radius = box->radius,
	    .offset = ((card ? 16 : 12) * box->shadow_px + 500) / 1000,
	    .blur = ((card ? 32 : 24) * box->shadow_px + 500) / 1000,
	    .ink = shadow_ink,
	};

	shadow_draw(&painter->shadows, canvas, &cast);
}

static void paint_box(struct painter *painter, const struct canvas *canvas, struct rect rect, const struct op_box *box)
{
	struct shape body = {rect, box->fill, box->outline, box->radius, box->outline_px};

	if (box->shadow != SHADOW_NONE)
		paint_shadow(painter, canvas, rect, box);
	if (box->lip_px > 0 && box->lip >> 24) {
		struct shape lip = {{rect.x, rect.y + box->lip_px, rect.w, rect.h}, box->lip, 0, box->radius, 0};
		struct canvas lower = *canvas;
		/* The body covers all of the lip that is higher. */
		int from = rect.y + rect.h - box->radius - 1;
		if (box->fill >> 24 == 255)
			lower.clip = canvas_clip(canvas, (struct rect){rect.x, from, rect.w, rect.h});
		raster_box(&lower, &lip);
	}
	raster_box(canvas, &body);
}

/* Premultiplied `over` on `under`. */
static uint32_t laid(uint32_t under, uint32_t over)
{
	unsigned rest = 255 - (over >> 24), b = rest + (rest >> 7);
	uint32_t rb = ((under & 0xFF00FF) * b >> 8) & 0xFF00FF, g = ((under & 0x00FF00) * b >> 8) & 0x00FF00;

	return 0xFF000000U | (((over & 0xFF00FF) + rb) & 0xFF00FF) | (((over & 0x00FF00) + g) & 0x00FF00);
}

/* How much of pixel (x, y) of the window its round corners leave, 0 to 255. */
static unsigned corner_cover(const struct op_picture *op, struct rect rect, int x, int y)
{
	bool right = x >= rect.w / 2, bottom = y >= rect.h / 2;

	if (!(op->corners >> ((right ? 1 : 0) + (bottom ? 2 : 0)) & 1))
		return 255;
	return (unsigned)(raster_corner(x, y, rect.w, rect.h, (float)op->radius) * 255.0F + 0.5F);
}

struct picture_row {
	const uint32_t *from; /* the source row */
	uint32_t *to;         /* the canvas row */
	int x0, x1;           /* canvas pixels to paint, all inside the source */
	int origin;           /* canvas x of the picture's first column (its last when flipped) */
	int step;             /* 1, or -1 when flipped */
};

static void copy_row(const struct picture_row *row, bool opaque)
{
	if (opaque && row->step == 1) {
		memcpy(row->to + row->x0, row->from + (row->x0 - row->origin), (size_t)(row->x1 - row->x0) * 4);
		return;
	}
	for (int x = row->x0; x < row->x1; x++) {
		uint32_t pixel = row->from[(x - row->origin) * row->step];
		if (pixel >> 24 == 255)
			row->to[x] = pixel;
		else if (pixel >> 24)
			row->to[x] = laid(row->to[x], pixel);
	}
}

static void cornered_row(const struct picture_row *row, const struct op_picture *op, struct rect rect, int y)
{
	for (int x = row->x0; x < row->x1; x++) {
		unsigned cover = corner_cover(op, rect, x - rect.x, y - rect.y);
		uint32_t pixel = laid(row->to[x], row->from[(x - row->origin) * row->step]);
		if (cover)
			row->to[x] = raster_mix(row->to[x], pixel, cover);
	}
}

static void paint_picture(struct painter *painter, const struct canvas *canvas, struct rect rect, const struct op_picture *op)
{
	const struct picture_pixels *pixels = painter->pictures ? pictures_get(painter->pictures, op->picture, op->full_w, op->full_h) : NULL;
	struct rect whole = {rect.x - op->from_x, rect.y - op->from_y, op->full_w, op->full_h}, seen = canvas_clip(canvas, rect);

	if (!pixels)
		return;
	int x0 = seen.x > whole.x ? seen.x : whole.x, x1 = seen.x + seen.w < whole.x + whole.w ? seen.x + seen.w : whole.x + whole.w;
	for (int y = seen.y; y < seen.y + seen.h && x1 > x0; y++) {
		if (y < whole.y || y >= whole.y + whole.h)
			continue;
		struct picture_row row = {
		    .from = pixels->pixels + (long)(y - whole.y) * pixels->w,
		    .to = canvas->pixels + (long)y * canvas->stride,
		    .x0 = x0,
		    .x1 = x1,
		    .origin = op->flip ? whole.x + whole.w - 1 : whole.x,
		    .step = op->flip ? -1 : 1,
		};
		bool round = op->radius && op->corners && (y - rect.y < op->radius || y - rect.y >= rect.h - op->radius);
		if (round)
			cornered_row(&row, op, rect, y);
		else
			copy_row(&row, pixels->opaque);
	}
}

static void paint_icon(struct painter *painter, const struct canvas *canvas, struct rect rect, const struct op_icon *op)
{
	int px = rect.w < rect.h ? rect.w : rect.h;
	struct mask mask;

	if (painter->pictures && pictures_icon(painter->pictures, op->icon, px, &mask))
		raster_mask(canvas, (struct mask_at){rect.x + (rect.w - px) / 2, rect.y + (rect.h - px) / 2, op->flip}, mask, op->ink);
}

static void paint_text(struct painter *painter, const struct canvas *canvas, const struct draw_list *list, const struct draw_op *op)
{
	struct run_mask run;

	if (painter->fonts && fonts_run(painter->fonts, op->text.font, list->pool + op->text.at, op->text.length, &run))
		raster_mask(canvas, (struct mask_at){op->rect.x + run.x, op->rect.y + run.y, false}, run.mask, op->text.ink);
}

/* Whole pixels a module, so that every edge is sharp; always black on white. */
static void paint_code(const struct canvas *canvas, const struct draw_list *list, struct rect rect)
{
	const struct qr *code = &list->code;
	int module = list->code_module > 0 ? list->code_module : code->side ? rect.w / code->side : 0;

	raster_fill(canvas, rect, 0xFFFFFFFF);
	for (int y = 0; y < code->side; y++)
		for (int x = 0; x < code->side; x++)
			if (qr_dark(code, x, y))
				raster_fill(canvas, (struct rect){rect.x + x * module, rect.y + y * module, module, module}, 0xFF000000);
}

static void paint_op(struct painter *painter, const struct canvas *canvas, const struct draw_list *list, const struct draw_op *op)
{
	struct shape shape = {op->rect, op->disc.fill, op->disc.outline, 0, op->disc.outline_px};

	switch (op->kind) {
	case OP_FILL:
		raster_fill(canvas, op->rect, op->fill);
		break;
	case OP_BOX:
		paint_box(painter, canvas, op->rect, &op->box);
		break;
	case OP_PICTURE:
		paint_picture(painter, canvas, op->rect, &op->picture);
		break;
	case OP_ICON:
		paint_icon(painter, canvas, op->rect, &op->icon);
		break;
	case OP_TEXT:
		paint_text(painter, canvas, list, op);
		break;
	case OP_DISC:
		raster_disc(canvas, &shape);
		break;
	case OP_LEAF:
		raster_leaf(canvas, &shape);
		break;
	case OP_CODE:
		paint_code(canvas, list, op->rect);
		break;
	default:
		break;
	}
}

/* Nothing before a picture that fills the page is seen. */
static bool hides_page(const struct painter *painter, const struct draw_list *list)
{
	const struct draw_op *op = &list->ops[0];

	return list->op_count && op->kind == OP_PICTURE && painter->pictures && op->rect.x <= 0 && op->rect.y <= 0 && op->rect.w >= list->w &&
	       op->rect.h >= list->h && op->picture.full_w >= list->w && op->picture.full_h >= list->h && !op->picture.radius;
}

bool paint_list(struct painter *painter, const struct draw_list *list, SDL_Surface *surface)
{
	if (!surface || surface->w != list->w || surface->h != list->h || surface->format->BytesPerPixel != 4)
		return false;
	if (painter->pictures)
		pictures_turn(painter->pictures);
	struct canvas canvas = canvas_of(surface->pixels, surface->w, surface->h, surface->pitch / 4);
	bool hidden = hides_page(painter, list);
	if (hidden) {
		const struct op_picture *op = &list->ops[0].picture;
		const struct picture_pixels *pixels = pictures_get(painter->pictures, op->picture, op->full_w, op->full_h);
		hidden = pixels && pixels->opaque && op->from_x == 0 && op->from_y == 0;
	}
	if (!hidden)
		raster_fill(&canvas, (struct rect){0, 0, list->w, list->h}, list->ground | 0xFF000000U);
	for (int i = 0; i < list->op_count; i++)
		paint_op(painter, &canvas, list, &list->ops[i]);
	return true;
}

SDL_Surface *paint_surface(int w, int h)
{
	return SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_XRGB8888);
}
