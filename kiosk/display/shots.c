#include "display/shots.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "display/png.h"
#include "display/tour.h"

bool shot_write(struct kiosk *kiosk, SDL_Surface *surface, const char *path, struct fault *fault)
{
	if (paint_list(&kiosk->painter, &kiosk->list, surface) && png_write(surface, path))
		return true;
	fault_set(fault, "cannot write this picture; is there such a folder, and room in it?");
	fault_at(fault, path, 0, NULL);
	return false;
}

struct series {
	struct kiosk *kiosk;
	const struct shots *shots;
	const char *language, *theme;
	SDL_Surface *surface;
	int written, clipped;
	struct fault *fault;
};

static bool shoot(void *context, const char *stop)
{
	struct series *series = context;
	const struct draw_list *list = &series->kiosk->list;
	char name[200], path[FAULT_FILE_MAX * 2];

	snprintf(name, sizeof name, "%s-%s-%s-%dx%d.png", stop, series->language, series->theme, list->w, list->h);
	if (!file_join(path, sizeof path, series->shots->folder, name))
		return fault_set(series->fault, "the name of the folder is too long");
	if (list->full || list->clipped) {
		fprintf(stderr, "signpost-kiosk: %s: %s: \"%s\"\n", name, list->full ? "the screen holds too much" : "a text does not fit",
			draw_label(list, list->clipped_text));
		series->clipped++;
	}
	if (!shot_write(series->kiosk, series->surface, path, series->fault))
		return false;
	series->written++;
	return true;
}

static bool wanted(const char *only, const char *this)
{
	return !only || strcmp(only, this) == 0;
}

static bool shoot_languages(struct series *series)
{
	struct kiosk *kiosk = series->kiosk;
	const struct tour tour = {shoot, series};

	for (int i = 0; i < kiosk->hub.language_count; i++) {
		series->language = kiosk->hub.languages[i].code;
		for (int contrast = 0; contrast < 2; contrast++) {
			series->theme = contrast ? "contrast" : "light";
			if (!wanted(series->shots->language, series->language) || !wanted(series->shots->theme, series->theme))
				continue;
			kiosk->session.language = (uint8_t)i;
			kiosk->session.contrast = contrast;
			if (!tour_all(kiosk, series->shots->full, &tour))
				return false;
		}
	}
	return true;
}

bool shots_write(struct kiosk *kiosk, const struct shots *shots, int *written, int *clipped, struct fault *fault)
{
	struct series series = {.kiosk = kiosk, .shots = shots, .fault = fault};
	struct session before = kiosk->session;

	if (mkdir(shots->folder, 0755) != 0 && errno != EEXIST) {
		fault_set(fault, "cannot make this folder: %s", strerror(errno));
		fault_at(fault, shots->folder, 0, NULL);
		return false;
	}
	series.surface = paint_surface(kiosk->view.frame.w, kiosk->view.frame.h);
	if (!series.surface)
		return fault_set(fault, "no memory for a picture of this size");
	bool fine = shoot_languages(&series);
	SDL_FreeSurface(series.surface);
	kiosk->session = before;
	*written += series.written;
	*clipped += series.clipped;
	return fine;
}
