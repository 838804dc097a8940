#include "display/tour.h"

#include <stdio.h>
#include <string.h>

#include "screen/flow.h"

enum { TOUR_PAGES_MAX = 99, TOUR_NAME_MAX = PACK_ID_MAX + 48 };

struct walk {
	struct kiosk *kiosk;
	const struct tour *tour;
	struct session start; /* each stop begins from it */
	bool going;
};

/* Does the list just shown lead to another page? */
static bool has_next_page(const struct draw_list *list)
{
	for (int i = 0; i < list->object_count; i++)
		if (list->objects[i].action.verb == VERB_PAGE && list->objects[i].action.value > 0)
			return true;
	return false;
}

/* The words on the screen as one number (FNV-1a). */
static uint32_t words_of(const struct draw_list *list)
{
	uint32_t sum = 2166136261U;

	for (int i = 0; i < list->pool_used; i++)
		sum = (sum ^ (unsigned char)list->pool[i]) * 16777619U;
	return sum;
}

/* Shows one page of a stop, from 0. */
static bool open_page_of(struct walk *walk, const char *screen, const char *which, int page)
{
	struct kiosk *kiosk = walk->kiosk;

	kiosk->session = walk->start;
	if (!tour_open(kiosk, screen, which, NULL))
		return false;
	if (page > 0) {
		kiosk->session.page = (uint8_t)page;
		kiosk_fill(kiosk);
	}
	return true;
}

/* All pages of a stop: with large words any screen may have several, and a small
 * panel's list goes round. */
static void stop(struct walk *walk, const char *screen, const char *which)
{
	char name[TOUR_NAME_MAX];
	uint32_t first = 0;
	bool more = true;

	for (int page = 0; more && walk->going && page < TOUR_PAGES_MAX; page++) {
		if (!open_page_of(walk, screen, which, page))
			return;
		uint32_t words = words_of(&walk->kiosk->list);
		if (page > 0 && words == first)
			return;
		first = page == 0 ? words : first;
		more = has_next_page(&walk->kiosk->list);
		int length = snprintf(name, sizeof name, "%s%s%s", screen, which[0] ? "-" : "", which);
		if (page > 0)
			snprintf(name + length, sizeof name - (size_t)length, which[0] || flow_wanted(&walk->kiosk->view) ? "-p%d" : "-%d", page + 1);
		walk->going = walk->tour->visit(walk->tour->context, name);
	}
}

static void numbered(struct walk *walk, const char *screen, const char *before, int number)
{
	char which[32];

	snprintf(which, sizeof which, "%s%d", before, number);
	stop(walk, screen, which);
}

static void questions(struct walk *walk, bool full)
{
	const struct hub *hub = &walk->kiosk->hub;

	for (int i = 0; i < hub->question_count; i++) {
		numbered(walk, "question", "", i + 1);
		if (full && hub->questions[i].kind == QUESTION_SAFETY)
			numbered(walk, "question", "filler-", i + 1);
	}
	if (!hub->question_count)
		return;
	stop(walk, "result", "");
	stop(walk, "result", "concern");
	stop(walk, "result", "own");
	for (int i = 0; i < RESULT_CARDS; i++)
		numbered(walk, "code", "card-", i + 1);
}

/* All offers, or the first of each kind. */
static void offers(struct walk *walk, bool full)
{
	const struct hub *hub = &walk->kiosk->hub;
	unsigned met = 0;

	for (int i = 0; i < hub->offer_count; i++) {
		unsigned kind = 1U << hub->offers[i].kind;
		if (!full && met & kind)
			continue;
		met |= kind;
		stop(walk, "offer", hub->offers[i].id);
		stop(walk, "code", hub->offers[i].id);
	}
}

bool tour_all(struct kiosk *kiosk, bool full, const struct tour *tour)
{
	struct walk walk = {kiosk, tour, kiosk->session, true};
	int messages = full && kiosk->hub.message_count > 2 ? kiosk->hub.message_count : 2;

	for (int i = 0; i < messages; i++)
		numbered(&walk, "attract", "", i + 1);
	stop(&walk, "home", "");
	stop(&walk, "who", "");
	questions(&walk, full);
	offers(&walk, full);
	stop(&walk, "browse", "");
	stop(&walk, "lines", "");
	stop(&walk, "ideas", "");
	stop(&walk, "team", "");
	stop(&walk, "week", "");
	stop(&walk, "children", "");
	stop(&walk, "more-time", "");
	stop(&walk, "reading", "");
	stop(&walk, "about", "");
	stop(&walk, "staff", "");
	kiosk->session = walk.start;
	kiosk->view.pressed = -1;
	kiosk_fill(kiosk);
	return walk.going;
}

/* Widths for a walk on which nobody reads. */
static int guessed_width(void *context, struct run_font font, const char *text, int length)
{
	(void)context;
	(void)text;
	return length * font.px / 2;
}

static struct font_metrics guessed_metrics(void *context, struct run_font font)
{
	(void)context;
	return (struct font_metrics){font.px, font.px / 4, font.px * 7 / 10};
}

struct fetching {
	struct kiosk *kiosk;
	bool (*keep_on)(void);
};

static bool fetch(void *context, const char *name)
{
	const struct fetching *fetching = context;
	struct kiosk *kiosk = fetching->kiosk;
	const struct draw_list *list = &kiosk->list;
	struct mask mask;

	(void)name;
	if (fetching->keep_on && !fetching->keep_on())
		return false;
	for (int i = 0; i < list->op_count; i++) {
		const struct draw_op *op = &list->ops[i];
		int side = op->rect.w < op->rect.h ? op->rect.w : op->rect.h;
		if (op->kind == OP_PICTURE)
			pictures_get(&kiosk->pictures, op->picture.picture, op->picture.full_w, op->picture.full_h);
		else if (op->kind == OP_ICON)
			pictures_icon(&kiosk->pictures, op->icon.icon, side, &mask);
	}
	return true;
}

bool tour_boxes(struct kiosk *kiosk, const struct tour *tour)
{
	static const struct measure guessed = {NULL, guessed_width, guessed_metrics, NULL};

	kiosk->view.measure = &guessed;
	bool whole = tour_all(kiosk, false, tour);
	kiosk->view.measure = &kiosk->measure;
	return whole;
}

void tour_pictures(struct kiosk *kiosk, bool (*keep_on)(void))
{
	struct fetching fetching = {kiosk, keep_on};
	const struct tour tour = {fetch, &fetching};
	bool contrast = kiosk->session.contrast;

	for (int i = 0; i < 2; i++) {
		kiosk->session.contrast = i == 1;
		tour_boxes(kiosk, &tour);
	}
	kiosk->session.contrast = contrast;
	kiosk_fill(kiosk);
}
