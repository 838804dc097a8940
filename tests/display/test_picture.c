/* Pictures: rendered once, kept, mapped; broken ones told and left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "display/paint.h"
#include "display/picture.h"

static const char half_red[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"240\" height=\"240\" viewBox=\"0 0 240 240\">"
			       "<rect x=\"0\" y=\"0\" width=\"120\" height=\"240\" fill=\"#FF0000\"/></svg>";
static const char all_blue[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"240\" height=\"240\" viewBox=\"0 0 240 240\">"
			       "<rect x=\"0\" y=\"0\" width=\"240\" height=\"240\" fill=\"#0000FF\"/></svg>";

static char folder[64], cache[80];
static struct findings findings;
static struct pictures pictures;

static void put(const char *name, const char *text)
{
	char path[160];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void make(const char *name)
{
	char path[160];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(mkdir(path, 0755), 0);
}

static int set_up(void **state)
{
	(void)state;
	memset(&findings, 0, sizeof findings);
	snprintf(folder, sizeof folder, "/tmp/signpost-pictures-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(cache, sizeof cache, "%s/cache", folder);
	make("cache");
	make("scenes");
	make("icons");
	put("scenes/spot-post.svg", half_red);
	pictures_open(&pictures, folder, cache, &findings);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	char command[160];

	pictures_close(&pictures);
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

static void again(void)
{
	pictures_close(&pictures);
	pictures_open(&pictures, folder, cache, &findings);
}

static void rendered_once_then_mapped(void **state)
{
	(void)state;
	const struct picture_pixels *first = pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60);

	assert_non_null(first);
	assert_int_equal(first->pixels[30 * 60 + 10], 0xFFFF0000);
	assert_int_equal(first->pixels[30 * 60 + 50], 0);
	assert_false(first->opaque);
	assert_int_equal(pictures.rendered, 1);
	assert_ptr_equal(pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60), first);
	again();
	first = pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60);
	assert_int_equal(first->pixels[30 * 60 + 10], 0xFFFF0000);
	assert_int_equal(pictures.rendered, 0);
	assert_int_equal(pictures.mapped, 1);
	pictures_turn(&pictures);
	pictures_rest(&pictures); /* given back, and there again when it is read */
	assert_int_equal(first->pixels[30 * 60 + 10], 0xFFFF0000);
}

static void a_new_date_alone_renders_nothing(void **state)
{
	(void)state;
	pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60);
	put("scenes/spot-post.svg", half_red);
	again();
	assert_non_null(pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60));
	assert_int_equal(pictures.rendered, 0);
}

static void new_contents_are_rendered(void **state)
{
	(void)state;
	pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60);
	put("scenes/spot-post.svg", all_blue);
	again();
	const struct picture_pixels *now = pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60);
	assert_int_equal(pictures.rendered, 1);
	assert_int_equal(now->pixels[0], 0xFF0000FF);
	assert_true(now->opaque);
}

/* A shape that does not divide evenly covers its rectangle all the same. */
static void odd_sizes_are_covered(void **state)
{
	(void)state;
	put("scenes/spot-post.svg", all_blue);
	const struct picture_pixels *odd = pictures_get(&pictures, PICTURE_SPOT_POST, 61, 59);

	assert_int_equal(odd->w, 61);
	assert_int_equal(odd->pixels[0], 0xFF0000FF);
	assert_int_equal(odd->pixels[61 * 59 - 1], 0xFF0000FF);
}

static void a_cut_or_strange_kept_file_is_not_used(void **state)
{
	(void)state;
	char path[160];

	pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60);
	pictures_close(&pictures);
	snprintf(path, sizeof path, "%s/spot-post-60x60.argb", cache);
	assert_int_equal(truncate(path, 100), 0);
	pictures_open(&pictures, folder, cache, &findings);
	assert_int_equal(pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60)->pixels[0], 0xFFFF0000);
	assert_int_equal(pictures.rendered, 1);
	assert_int_equal(findings.count, 0);
}

/* S10 */
static void missing_and_broken_pictures_are_told_once(void **state)
{
	(void)state;
	put("scenes/kite.svg", "");
	put("scenes/kitchen.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24");
	assert_null(pictures_get(&pictures, PICTURE_SPOT_LAMP, 60, 60));
	assert_null(pictures_get(&pictures, PICTURE_SPOT_LAMP, 60, 60));
	assert_null(pictures_get(&pictures, PICTURE_SPOT_LAMP, 70, 70));
	assert_int_equal(findings.errors, 1);
	assert_null(pictures_get(&pictures, PICTURE_KITE, 60, 60));
	assert_null(pictures_get(&pictures, PICTURE_KITCHEN, 60, 60));
	assert_int_equal(findings.errors, 3);
	assert_non_null(strstr(findings.list[1].fault.file, "scenes/kite.svg"));
	assert_false(pictures.fine);
	assert_non_null(pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60));
	assert_null(pictures_get(&pictures, PICTURE_NONE, 60, 60));
	assert_null(pictures_get(&pictures, PICTURE_SPOT_POST, 0, 60));
	assert_null(pictures_get(&pictures, PICTURE_SPOT_POST, 60, PICTURE_SIDE_MAX + 1));
}

static void without_a_cache_it_only_takes_longer(void **state)
{
	(void)state;
	pictures.cache[0] = 0;
	assert_int_equal(pictures_get(&pictures, PICTURE_SPOT_POST, 60, 60)->pixels[0], 0xFFFF0000);
	assert_int_equal(pictures.rendered, 1);
	assert_int_equal(findings.count, 0);
}

static void icons_are_shapes(void **state)
{
	(void)state;
	struct mask mask;

	put("icons/phone.svg", half_red);
	assert_true(pictures_icon(&pictures, ICON_PHONE, 24, &mask));
	assert_int_equal(mask.w, 24);
	assert_int_equal(mask.alpha[12 * 24 + 2], 255);
	assert_int_equal(mask.alpha[12 * 24 + 20], 0);
	assert_false(pictures_icon(&pictures, ICON_MUG, 24, &mask));
	assert_false(pictures_icon(&pictures, ICON_MUG, 24, &mask));
	assert_int_equal(findings.errors, 1);
	assert_false(pictures_icon(&pictures, ICON_NONE, 24, &mask));
}

/* Windows, mirrors and corners of a picture, as painted. */
static void windows_mirrors_and_corners(void **state)
{
	(void)state;
	static struct draw_list list;
	static struct painter painter;
	SDL_Surface *surface = paint_surface(100, 60);

	painter.pictures = &pictures;
	draw_begin(&list, (struct panel){100, 60, 4}, 0xFFFFFFFF, "test");
	draw_add(&list, OP_PICTURE, (struct rect){0, 0, 40, 40})->picture =
	    (struct op_picture){.picture = PICTURE_SPOT_POST, .full_w = 60, .full_h = 60, .from_x = 20, .from_y = 10};
	draw_add(&list, OP_PICTURE, (struct rect){50, 0, 40, 40})->picture = (struct op_picture){
	    .picture = PICTURE_SPOT_POST, .full_w = 60, .full_h = 60, .from_x = 20, .from_y = 10, .flip = true, .radius = 10, .corners = 2};
	assert_true(paint_list(&painter, &list, surface));
	const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels + 20 * surface->pitch);
	assert_int_equal(row[9] & 0xFFFFFF, 0xFF0000);
	assert_int_equal(row[10] & 0xFFFFFF, 0xFFFFFF);
	assert_int_equal(row[50 + 9] & 0xFFFFFF, 0xFFFFFF);
	assert_int_equal(row[50 + 10] & 0xFFFFFF, 0xFF0000);
	row = surface->pixels;
	assert_int_equal(row[50 + 39] & 0xFFFFFF, 0xFFFFFF); /* the round corner, top right */
	assert_int_equal(row[50 + 20] & 0xFFFFFF, 0xFF0000);
	SDL_FreeSurface(surface);
}

/* All pictures and icons of the program are there and can be drawn. */
static void the_shipped_ones_are_good(void **state)
{
	(void)state;
	struct mask mask;

	pictures_close(&pictures);
	pictures_open(&pictures, "assets", cache, &findings);
	for (int i = 1; i < PICTURE_COUNT; i++)
		assert_non_null(pictures_get(&pictures, (enum picture)i, 96, 54));
	for (int i = 1; i < ICON_COUNT; i++)
		assert_true(pictures_icon(&pictures, (enum icon)i, 34, &mask));
	assert_int_equal(findings.count, 0);
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    WITH(rendered_once_then_mapped),
	    WITH(a_new_date_alone_renders_nothing),
	    WITH(new_contents_are_rendered),
	    WITH(odd_sizes_are_covered),
	    WITH(a_cut_or_strange_kept_file_is_not_used),
	    WITH(missing_and_broken_pictures_are_told_once),
	    WITH(without_a_cache_it_only_takes_longer),
	    WITH(icons_are_shapes),
	    WITH(windows_mirrors_and_corners),
	    WITH(the_shipped_ones_are_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
