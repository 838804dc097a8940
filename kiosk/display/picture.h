/*
 * Pictures and icons: from SVG to pixels, once.
 *
 * A scene is rendered to the panel's size one single time and kept in the cache
 * folder as raw pixels; later starts map that file and render nothing. A kept
 * file is good as long as the SVG has the same size and date, or the same
 * contents. A cache that cannot be written only costs time. A picture that is
 * missing or broken is one finding and is not drawn (S10).
 *
 * Pixels are premultiplied 0xAARRGGBB, w * h of them, valid until
 * pictures_close or until PICTURE_SLOTS other pictures were asked for.
 */
#ifndef DISPLAY_PICTURE_H
#define DISPLAY_PICTURE_H

#include <stddef.h>

#include "core/finding.h"
#include "display/raster.h"

enum {
	PICTURE_SLOTS = 128,
	PICTURE_SIDE_MAX = 8192,
	ICON_SLOTS = 256,
	ICON_SIDE_MAX = 512,
	ICON_ALPHA_MAX = 2 << 20,
	SVG_BYTES_MAX = 4 << 20,
};

struct picture_pixels {
	int w, h;
	bool opaque; /* no pixel is see-through */
	const uint32_t *pixels;
};

struct picture_slot {
	uint8_t picture; /* PICTURE_NONE: free */
	bool mapped;
	bool late;                    /* came after pictures_settle */
	unsigned turn;                /* when it was last asked for */
	struct picture_pixels pixels; /* pixels NULL: cannot be drawn */
	void *base;
	size_t length;
};

struct icon_slot {
	uint8_t icon;
	int16_t px;
	uint32_t at;
	bool good;
};

/* What pictures_settle found. */
struct pictures_settled {
	bool done;
	int slots, next, icon_count;
	uint32_t alpha_used;
	long rendered, mapped;
};

struct pictures {
	char assets[FAULT_FILE_MAX]; /* holds scenes/ and icons/ */
	char cache[FAULT_FILE_MAX];  /* "" : none */
	struct findings *findings;
	bool fine;
	long rendered, mapped; /* how often an SVG was rendered, a file mapped */
	unsigned turn;
	int next, icon_count;
	uint32_t alpha_used;
	bool icons_emptied; /* the table of icons was full, and began anew */
	struct pictures_settled settled;
	struct picture_slot slots[PICTURE_SLOTS];
	struct icon_slot icons[ICON_SLOTS];
	uint8_t alpha[ICON_ALPHA_MAX];
};

/* `cache` NULL or "" takes the first of $CACHE_DIRECTORY, $XDG_CACHE_HOME/signpost,
 * $HOME/.cache/signpost and a private folder in /tmp that can be used. */
void pictures_open(struct pictures *pictures, const char *assets, const char *cache, struct findings *findings);
void pictures_close(struct pictures *pictures);

/* The picture at that size; NULL when it cannot be drawn. */
const struct picture_pixels *pictures_get(struct pictures *pictures, enum picture picture, int w, int h);

/* The icon as a mask, px x px; false when it cannot be drawn. */
bool pictures_icon(struct pictures *pictures, enum icon icon, int px, struct mask *out);

/* Begins a screen. */
void pictures_turn(struct pictures *pictures);

/* Gives the memory of mapped pictures that this screen did not ask for back to the
 * system; they come back by themselves when they are needed. */
void pictures_rest(const struct pictures *pictures);

/* What was loaded so far is there for every visit. */
void pictures_settle(struct pictures *pictures);

/* At a visit's end: drops what came after pictures_settle, and forgets what was
 * asked for when. Before pictures_settle it does nothing. Which pictures a visit needed then tells nothing (S20). */
void pictures_forget(struct pictures *pictures);

/* --- picture_file.c --- */

/* Finds or makes the cache folder; "" in `out` when there is none. */
void picture_cache_folder(const char *wanted, char *out, size_t size);

/* Fills slot->pixels, base, length and mapped. False with a fault when the SVG
 * is missing or broken. */
bool picture_load(struct pictures *pictures, enum picture picture, struct picture_slot *slot, struct fault *fault);

/* The SVG as 0xAABBGGRR pixels (a struct SDL_Surface) that cover w x h. */
struct SDL_Surface;
struct SDL_Surface *picture_render(const char *path, int w, int h, struct fault *fault);

#endif
