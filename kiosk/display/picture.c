#include "display/picture.h"

#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/file.h"
#include "display/heap.h"

void pictures_open(struct pictures *pictures, const char *assets, const char *cache, struct findings *findings)
{
	memset(pictures, 0, sizeof *pictures);
	memcpy(pictures->assets, assets, strnlen(assets, sizeof pictures->assets - 1));
	picture_cache_folder(cache, pictures->cache, sizeof pictures->cache);
	pictures->findings = findings;
	pictures->fine = true;
}

static void empty_slot(struct picture_slot *slot)
{
	if (slot->mapped)
		munmap(slot->base, slot->length);
	else
		free(slot->base);
	memset(slot, 0, sizeof *slot);
}

void pictures_close(struct pictures *pictures)
{
	for (int i = 0; i < PICTURE_SLOTS; i++)
		empty_slot(&pictures->slots[i]);
}

static void complain(struct pictures *pictures, const struct fault *fault)
{
	struct spot spot = {fault->file, fault->line, fault->item};

	pictures->fine = false;
	findings_add(pictures->findings, SEVERITY_ERROR, "S10", spot, "%s", fault->says);
}

/* One finding a picture, not one a size. */
static bool known_bad(const struct pictures *pictures, enum picture picture)
{
	for (int i = 0; i < PICTURE_SLOTS; i++)
		if (pictures->slots[i].picture == picture && !pictures->slots[i].pixels.pixels)
			return true;
	return false;
}

static struct picture_slot *fill_slot(struct pictures *pictures, enum picture picture, int w, int h)
{
	struct picture_slot *slot = &pictures->slots[pictures->next];
	struct fault fault;
	bool bad = known_bad(pictures, picture);

	pictures->next = (pictures->next + 1) % PICTURE_SLOTS;
	empty_slot(slot);
	slot->picture = (uint8_t)picture;
	slot->late = true;
	slot->pixels.w = w;
	slot->pixels.h = h;
	if (!bad && !picture_load(pictures, picture, slot, &fault))
		complain(pictures, &fault);
	return slot;
}

const struct picture_pixels *pictures_get(struct pictures *pictures, enum picture picture, int w, int h)
{
	struct picture_slot *slot = NULL;

	if (picture <= PICTURE_NONE || picture >= PICTURE_COUNT || w < 1 || h < 1 || w > PICTURE_SIDE_MAX || h > PICTURE_SIDE_MAX)
		return NULL;
	for (int i = 0; i < PICTURE_SLOTS && !slot; i++) {
		struct picture_slot *known = &pictures->slots[i];
		if (known->picture == picture && known->pixels.w == w && known->pixels.h == h)
			slot = known;
	}
	if (!slot)
		slot = fill_slot(pictures, picture, w, h);
	slot->turn = pictures->turn;
	return slot->pixels.pixels ? &slot->pixels : NULL;
}

void pictures_turn(struct pictures *pictures)
{
	pictures->turn++;
}

void pictures_rest(const struct pictures *pictures)
{
	for (int i = 0; i < PICTURE_SLOTS; i++) {
		const struct picture_slot *slot = &pictures->slots[i];
		if (slot->mapped && slot->turn != pictures->turn)
			madvise(slot->base, slot->length, MADV_DONTNEED);
	}
}

static int slots_settled(const struct pictures *pictures)
{
	int count = 0;

	for (int i = 0; i < PICTURE_SLOTS; i++)
		count += pictures->slots[i].picture && !pictures->slots[i].late;
	return count;
}

void pictures_settle(struct pictures *pictures)
{
	for (int i = 0; i < PICTURE_SLOTS; i++)
		pictures->slots[i].late = false;
	pictures->icons_emptied = false;
	pictures->settled = (struct pictures_settled){
	    .done = true,
	    .slots = slots_settled(pictures),
	    .next = pictures->next,
	    .icon_count = pictures->icon_count,
	    .alpha_used = pictures->alpha_used,
	    .rendered = pictures->rendered,
	    .mapped = pictures->mapped,
	};
}

/* The table fills from its beginning, so an icon that came late is one behind the
 * settled ones; unless the table was full and began anew. */
static void icons_forget(struct pictures *pictures)
{
	struct pictures_settled *settled = &pictures->settled;
	uint32_t most = pictures->icons_emptied ? ICON_ALPHA_MAX : pictures->alpha_used;

	if (pictures->icons_emptied) {
		settled->icon_count = 0;
		settled->alpha_used = 0;
	}
	explicit_bzero(pictures->icons + settled->icon_count, sizeof pictures->icons[0] * (size_t)(ICON_SLOTS - settled->icon_count));
	explicit_bzero(pictures->alpha + settled->alpha_used, most - settled->alpha_used);
	pictures->icon_count = settled->icon_count;
	pictures->alpha_used = settled->alpha_used;
	pictures->icons_emptied = false;
}

/* Where a visit took so many that settled ones had to go, all go: which are left
 * would tell. */
void pictures_forget(struct pictures *pictures)
{
	struct pictures_settled *settled = &pictures->settled;

	if (!settled->done)
		return;
	if (slots_settled(pictures) < settled->slots) {
		settled->slots = settled->next = 0;
		settled->rendered = settled->mapped = 0;
	}
	for (int i = 0; i < PICTURE_SLOTS; i++) {
		struct picture_slot *slot = &pictures->slots[i];
		if (slot->late || !settled->slots)
			empty_slot(slot);
		slot->turn = 0;
	}
	icons_forget(pictures);
	pictures->next = settled->next;
	pictures->rendered = settled->rendered;
	pictures->mapped = settled->mapped;
	pictures->turn = 0;
}

/* Keeps the alpha of a rendered icon: only the shape counts, not its colour. */
static bool keep_icon(struct pictures *pictures, struct icon_slot *slot, const SDL_Surface *surface)
{
	if (surface->w < slot->px || surface->h < slot->px)
		return false;
	uint8_t *out = pictures->alpha + pictures->alpha_used;
	for (int y = 0; y < slot->px; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels + (long)y * surface->pitch);
		for (int x = 0; x < slot->px; x++)
			*out++ = (uint8_t)(row[x] >> 24);
	}
	slot->at = pictures->alpha_used;
	pictures->alpha_used += (uint32_t)(slot->px * slot->px);
	return true;
}

static struct icon_slot *fill_icon(struct pictures *pictures, enum icon icon, int px)
{
	char name[64], path[FAULT_FILE_MAX * 2];
	struct fault fault;

	if (pictures->icon_count == ICON_SLOTS || pictures->alpha_used + (uint32_t)(px * px) > ICON_ALPHA_MAX)
		pictures->icon_count = 0, pictures->alpha_used = 0, pictures->icons_emptied = true;
	struct icon_slot *slot = &pictures->icons[pictures->icon_count++];
	*slot = (struct icon_slot){.icon = (uint8_t)icon, .px = (int16_t)px};
	snprintf(name, sizeof name, "icons/%s.svg", icon_file(icon));
	file_join(path, sizeof path, pictures->assets, name);
	SDL_Surface *surface = picture_render(path, px, px, &fault);
	if (!surface) {
		complain(pictures, &fault);
		return slot;
	}
	slot->good = keep_icon(pictures, slot, surface);
	SDL_FreeSurface(surface);
	return slot;
}

/* In a visit, for large words or low buttons: what the library takes for it is the
 * visit's (S26), and the icon goes with it. */
static const struct icon_slot *late_icon(struct pictures *pictures, enum icon icon, int px)
{
	heap_enter();
	const struct icon_slot *slot = fill_icon(pictures, icon, px);
	heap_leave();
	return slot;
}

bool pictures_icon(struct pictures *pictures, enum icon icon, int px, struct mask *out)
{
	const struct icon_slot *slot = NULL;

	if (icon <= ICON_NONE || icon >= ICON_COUNT || px < 1 || px > ICON_SIDE_MAX)
		return false;
	for (int i = 0; i < pictures->icon_count && !slot; i++)
		if (pictures->icons[i].icon == icon && pictures->icons[i].px == px)
			slot = &pictures->icons[i];
	if (!slot)
		slot = pictures->settled.done ? late_icon(pictures, icon, px) : fill_icon(pictures, icon, px);
	if (!slot->good)
		return false;
	*out = (struct mask){px, px, pictures->alpha + slot->at};
	return true;
}
