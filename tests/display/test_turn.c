/* A panel on its side: pixels, touches, and only the rows that changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "display/paint.h"
#include "display/turn.h"

enum { W = 70, H = 45 }; /* no multiple of a tile */

static uint32_t *pixel(SDL_Surface *surface, int x, int y)
{
	return (uint32_t *)(void *)((char *)surface->pixels + (long)y * surface->pitch) + x;
}

static SDL_Surface *numbered_picture(void)
{
	SDL_Surface *picture = paint_surface(W, H);

	assert_non_null(picture);
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			*pixel(picture, x, y) = (uint32_t)(1 + y * W + x);
	return picture;
}

static SDL_Surface *empty_panel(int degrees)
{
	SDL_Surface *panel = turn_swaps(degrees) ? paint_surface(H, W) : paint_surface(W, H);

	assert_non_null(panel);
	SDL_FillRect(panel, NULL, 0);
	return panel;
}

/* What is upper left in the picture is where a clockwise turn brings it. */
static void corners(void **state)
{
	static const struct {
		int degrees, x, y;
	} corner[] = {{0, 0, 0}, {90, H - 1, 0}, {180, W - 1, H - 1}, {270, 0, W - 1}};

	(void)state;
	for (size_t i = 0; i < sizeof corner / sizeof *corner; i++) {
		SDL_Surface *picture = numbered_picture(), *panel = empty_panel(corner[i].degrees);
		turn_rows(corner[i].degrees, picture, panel, 0, H);
		assert_int_equal(*pixel(panel, corner[i].x, corner[i].y), 1);
		SDL_FreeSurface(picture);
		SDL_FreeSurface(panel);
	}
}

/* Each pixel of the panel shows what a touch there means. */
static void touches_meet_what_is_seen(void **state)
{
	(void)state;
	for (int degrees = 0; degrees < 360; degrees += 90) {
		SDL_Surface *picture = numbered_picture(), *panel = empty_panel(degrees);
		turn_rows(degrees, picture, panel, 0, H);
		for (int y = 0; y < panel->h; y++)
			for (int x = 0; x < panel->w; x++) {
				int at_x = x, at_y = y;
				turn_back(degrees, panel->w, panel->h, &at_x, &at_y);
				assert_in_range(at_x, 0, W - 1);
				assert_in_range(at_y, 0, H - 1);
				assert_int_equal(*pixel(panel, x, y), 1 + at_y * W + at_x);
			}
		SDL_FreeSurface(picture);
		SDL_FreeSurface(panel);
	}
}

/* Rows 7 to 40 alone, and nothing beside them; the place is told exactly. */
static void only_the_rows(void **state)
{
	(void)state;
	for (int degrees = 0; degrees < 360; degrees += 90) {
		SDL_Surface *picture = numbered_picture(), *panel = empty_panel(degrees);
		SDL_Rect place = turn_rows(degrees, picture, panel, 7, 40);
		long inside = 0;
		for (int y = 0; y < panel->h; y++)
			for (int x = 0; x < panel->w; x++) {
				bool in = x >= place.x && x < place.x + place.w && y >= place.y && y < place.y + place.h;
				assert_int_equal(*pixel(panel, x, y) != 0, in);
				inside += in;
			}
		assert_int_equal(inside, (40 - 7) * W);
		SDL_FreeSurface(picture);
		SDL_FreeSurface(panel);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(corners),
	    cmocka_unit_test(touches_meet_what_is_seen),
	    cmocka_unit_test(only_the_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
