/* Hand-made lists, pixel by pixel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "display/paint.h"

enum { W = 200, H = 160 };

static const colour paper = 0xFFFBF5E9, milk = 0xFFFFFDF8, bark = 0xFF857759;
static struct draw_list list;
static struct painter painter;
static SDL_Surface *surface;

static int set_up(void **state)
{
	(void)state;
	draw_begin(&list, (struct panel){W, H, 4.0}, paper, "test");
	memset(&painter, 0, sizeof painter);
	surface = paint_surface(W, H);
	return surface ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	SDL_FreeSurface(surface);
	return 0;
}

static uint32_t at(int x, int y)
{
	return ((const uint32_t *)surface->pixels)[y * (surface->pitch / 4) + x] | 0xFF000000;
}

static void paint(void)
{
	assert_true(paint_list(&painter, &list, surface));
}

static void fills_are_exact_and_clipped(void **state)
{
	(void)state;
	draw_add(&list, OP_FILL, (struct rect){10, 10, 5, 5})->fill = 0xFF112233;
	draw_add(&list, OP_FILL, (struct rect){-50, -50, 52, 52})->fill = 0xFF445566;
	draw_add(&list, OP_FILL, (struct rect){W - 1, H - 1, 500, 500})->fill = 0xFF778899;
	draw_add(&list, OP_FILL, (struct rect){30, 10, 5, 5})->fill = 0; /* alpha 0 draws nothing */
	draw_add(&list, OP_FILL, (struct rect){40, 10, 5, -5})->fill = 0xFF000000;
	paint();
	assert_int_equal(at(10, 10), 0xFF112233);
	assert_int_equal(at(14, 14), 0xFF112233);
	assert_int_equal(at(15, 14), paper);
	assert_int_equal(at(1, 1), 0xFF445566);
	assert_int_equal(at(2, 1), paper);
	assert_int_equal(at(W - 1, H - 1), 0xFF778899);
	assert_int_equal(at(32, 12), paper);
}

static struct op_box *box(struct rect rect)
{
	struct op_box *made = &draw_add(&list, OP_BOX, rect)->box;

	*made = (struct op_box){.fill = milk, .outline = bark, .lip = bark, .radius = 20, .outline_px = 2, .lip_px = 4};
	return made;
}

static void boxes_have_outline_lip_and_round_corners(void **state)
{
	(void)state;
	box((struct rect){20, 20, 100, 80});
	paint();
	assert_int_equal(at(20, 20), paper); /* the corner is cut */
	assert_int_equal(at(70, 20), bark);  /* outline, two pixels */
	assert_int_equal(at(70, 21), bark);
	assert_int_equal(at(70, 22), milk);
	assert_int_equal(at(20, 60), bark);
	assert_int_equal(at(22, 60), milk);
	assert_int_equal(at(119, 60), bark);
	assert_int_equal(at(70, 99), bark);
	assert_int_equal(at(70, 103), bark); /* lip, four pixels more */
	assert_int_equal(at(70, 104), paper);
	assert_int_equal(at(70, 19), paper);
	assert_int_equal(at(19, 60), paper);
}

static void boxes_are_alike_left_and_right(void **state)
{
	(void)state;
	box((struct rect){20, 20, 100, 80});
	paint();
	for (int y = 15; y < 110; y++)
		for (int x = 0; x < 50; x++)
			assert_int_equal(at(20 + x, y), at(119 - x, y));
}

static void edges_are_smooth(void **state)
{
	(void)state;
	int between = 0;

	box((struct rect){20, 20, 100, 80})->outline_px = 0;
	list.ops[0].box.lip_px = 0;
	list.ops[0].box.fill = 0xFF000000;
	paint();
	for (int x = 20; x < 40; x++)
		between += at(x, 22) != paper && at(x, 22) != 0xFF000000;
	assert_in_range(between, 1, 6);
}

static void shadows_fall_down_and_stay_soft(void **state)
{
	(void)state;
	struct op_box *made = box((struct rect){60, 40, 80, 60});
	made->shadow = SHADOW_BUTTON;
	made->shadow_px = 1000;
	paint();
	uint32_t below = at(100, 110), above = at(100, 36), far = at(100, 150);
	assert_true((below & 0xFF) < (paper & 0xFF));
	assert_true((below & 0xFF) < (above & 0xFF));
	assert_true((below & 0xFF) < (far & 0xFF));
	assert_int_equal(at(100, 60), milk);
	assert_int_equal(at(1, 1), paper);
	/* A second paint gives the same picture: the tile is kept. */
	SDL_Surface *other = paint_surface(W, H);
	assert_non_null(other);
	assert_true(paint_list(&painter, &list, other));
	assert_memory_equal(other->pixels, surface->pixels, (size_t)surface->pitch * H);
	SDL_FreeSurface(other);
}

static void discs_and_leaves(void **state)
{
	(void)state;
	draw_add(&list, OP_DISC, (struct rect){10, 10, 24, 24})->disc = (struct op_disc){milk, bark, 2};
	draw_add(&list, OP_LEAF, (struct rect){60, 10, 16, 40})->disc = (struct op_disc){milk, bark, 2};
	paint();
	assert_int_equal(at(22, 22), milk);
	assert_int_equal(at(11, 22), bark);
	assert_int_equal(at(10, 10), paper);
	assert_int_equal(at(68, 30), milk);
	assert_int_equal(at(60, 12), paper);
	assert_int_equal(at(75, 12), paper);
	assert_int_not_equal(at(67, 12), paper); /* the tip */
}

static void codes_are_black_on_white_in_whole_pixels(void **state)
{
	(void)state;
	assert_true(qr_make("https://example.org/", &list.code, NULL));
	list.code_module = 4;
	int side = list.code.side * 4;
	list.ground = 0xFF0E1420; /* high contrast: still black on white */
	draw_add(&list, OP_CODE, (struct rect){20, 20, side, side});
	paint();
	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++)
			assert_int_equal(at(20 + x, 20 + y), qr_dark(&list.code, x / 4, y / 4) ? 0xFF000000 : 0xFFFFFFFF);
	assert_int_equal(at(19, 19), 0xFF0E1420);
}

static void another_size_is_refused(void **state)
{
	(void)state;
	list.w = W + 1;
	assert_false(paint_list(&painter, &list, surface));
	assert_false(paint_list(&painter, &list, NULL));
}

/* Shapes beyond every edge must not write outside (checked by the sanitizers). */
static void nothing_is_written_outside(void **state)
{
	(void)state;
	for (int i = 0; i < 30; i++) {
		struct rect rect = {i * 17 - 120, i * 13 - 90, 10 + i * 9 % 150, 5 + i * 7 % 120};
		struct op_box *made = box(rect);
		made->shadow = SHADOW_CARD;
		made->shadow_px = 700;
		draw_add(&list, OP_DISC, rect)->disc = (struct op_disc){milk, bark, 3};
		draw_add(&list, OP_LEAF, rect)->disc = (struct op_disc){milk, bark, 3};
	}
	paint();
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    WITH(fills_are_exact_and_clipped),
	    WITH(boxes_have_outline_lip_and_round_corners),
	    WITH(boxes_are_alike_left_and_right),
	    WITH(edges_are_smooth),
	    WITH(shadows_fall_down_and_stay_soft),
	    WITH(discs_and_leaves),
	    WITH(codes_are_black_on_white_in_whole_pixels),
	    WITH(another_size_is_refused),
	    WITH(nothing_is_written_outside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
