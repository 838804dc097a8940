/* Pictures of screens: what SDL_image reads back is what was written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include <SDL2/SDL_image.h>

#include "display/paint.h"
#include "display/png.h"

static char folder[] = "/tmp/signpost-png-XXXXXX";

static uint32_t *at(const SDL_Surface *surface, int x, int y)
{
	return (uint32_t *)(void *)((char *)surface->pixels + (long)y * surface->pitch) + x;
}

/* Half flat, half of every colour, so that there is something to pack and something not. */
static SDL_Surface *picture(int w, int h)
{
	SDL_Surface *surface = paint_surface(w, h);
	uint32_t seed = 1;

	assert_non_null(surface);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			seed = seed * 1103515245 + 12345;
			*at(surface, x, y) = x < w / 2 ? 0xFFF3EDE2 : seed;
		}
	return surface;
}

static void assert_reads_back(int w, int h)
{
	char path[64];
	SDL_Surface *surface = picture(w, h);

	snprintf(path, sizeof path, "%s/%dx%d.png", folder, w, h);
	assert_true(png_write(surface, path));
	assert_true(png_write(surface, path)); /* over one that is there */
	SDL_Surface *loaded = IMG_Load(path);
	assert_non_null(loaded);
	SDL_Surface *same = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_XRGB8888, 0);
	assert_non_null(same);
	assert_int_equal(same->w, w);
	assert_int_equal(same->h, h);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			if ((*at(surface, x, y) ^ *at(same, x, y)) & 0xFFFFFF)
				fail_msg("%d x %d: another pixel at %d,%d", w, h, x, y);
	SDL_FreeSurface(same);
	SDL_FreeSurface(loaded);
	SDL_FreeSurface(surface);
	unlink(path);
}

static void every_pixel_comes_back(void **state)
{
	static const int sizes[][2] = {{1, 1}, {3, 2}, {479, 13}, {800, 480}, {1080, 1920}};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		assert_reads_back(sizes[i][0], sizes[i][1]);
}

static void says_what_cannot_be_written(void **state)
{
	char path[64];
	SDL_Surface *surface = picture(40, 30);

	(void)state;
	snprintf(path, sizeof path, "%s/no-folder/x.png", folder);
	assert_false(png_write(surface, path));
	assert_false(png_write(surface, folder));
	assert_false(png_write(surface, "/dev/full"));
	SDL_FreeSurface(surface);
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_pixel_comes_back),
	    cmocka_unit_test(says_what_cannot_be_written),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
