#include "display/dumps.h"

#include <string.h>

#include "display/dump.h"
#include "display/tour.h"

struct series {
	struct kiosk *kiosk;
	const struct dumps *dumps;
	long written;
};

static bool write_one(void *context, const char *stop)
{
	struct series *series = context;

	dump_line(series->kiosk, stop, series->dumps->out);
	series->written++;
	return !ferror(series->dumps->out);
}

static bool wanted(const char *only, const char *this)
{
	return !only || strcmp(only, this) == 0;
}

/* The four tours of one language and size: two themes, buttons high and low. */
static bool write_looks(struct series *series)
{
	const struct tour tour = {write_one, series};
	struct session *session = &series->kiosk->session;

	for (int look = 0; look < 4; look++) {
		session->contrast = look & 1;
		session->lowered = look & 2;
		if (wanted(series->dumps->theme, look & 1 ? "contrast" : "light") && !tour_all(series->kiosk, series->dumps->full, &tour))
			return false;
	}
	return true;
}

static bool write_all(struct series *series)
{
	const struct hub *hub = &series->kiosk->hub;
	struct session *session = &series->kiosk->session;

	for (int language = 0; language < hub->language_count; language++)
		for (int size = 0; size < TEXT_SIZE_COUNT; size++) {
			if (!wanted(series->dumps->language, hub->languages[language].code) || !wanted(series->dumps->text, text_size_name(size)))
				continue;
			session->language = (uint8_t)language;
			session->size = (uint8_t)size;
			if (!write_looks(series))
				return false;
		}
	return true;
}

long dumps_write(struct kiosk *kiosk, const struct dumps *dumps)
{
	struct series series = {kiosk, dumps, 0};
	struct session before = kiosk->session;
	bool fine = write_all(&series) && fflush(dumps->out) == 0;

	kiosk->session = before;
	kiosk_fill(kiosk);
	return fine ? series.written : -1;
}
