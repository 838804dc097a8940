/*
 * Whole visits with a finger, a virtual clock and the frames that a window shows, for
 * tests/flow/same.py.
 *
 *   visit [--count] SIZE LANGUAGE light|contrast FRAMES ROUTE ...
 *
 * A route is a word of the form WHO:ANSWERS, WHO a (just me) or w (someone is with
 * me), ANSWERS a digit for each question or - to skip it: a:0000-0000000. Each visit
 * begins at the attract loop and ends with Clear and the attract loop. One line a
 * route is printed: everything that changed from the last answer's touch until the
 * cards stand still, with its time, how it changes, the frames and the rows; then the
 * boxes of the words and of the buttons of the cards. The last picture is added to the
 * file FRAMES ("-": none), four bytes a pixel. With --count callgrind, if it runs
 * this, counts just that stretch of the last visit, without movement, whose frames
 * would hide small differences.
 *
 * The proof of the packs is left out: it comes before all visits.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <valgrind/callgrind.h>

#include "display/forget.h"
#include "display/kiosk.h"
#include "display/motion.h"

enum { FRAME_MS = 16, READ_MS = 500, PRESS_MS = 90 };

static struct kiosk kiosk;
static SDL_Surface *old, *frame, *shown;
static bool told;     /* print what changes */
static int64_t began; /* the last answer */
static int language;

static uint32_t *row_of(SDL_Surface *surface, int y)
{
	return (uint32_t *)(void *)((char *)surface->pixels + (long)y * surface->pitch);
}

static _Noreturn void fail(const char *words)
{
	fprintf(stderr, "visit: %s\n", words);
	exit(2);
}

/* As the window does it: paint, then the frames of the fade over the rows that differ. */
static void show(enum change change)
{
	int first = 0, end = 0, frames = 1, duration = motion_duration(change, kiosk.session.still);
	size_t length = (size_t)frame->w * 4;

	if (change == CHANGE_NONE)
		return;
	paint_list(&kiosk.painter, &kiosk.list, frame);
	for (int y = 0; y < frame->h; y++) {
		if (memcmp(row_of(shown, y), row_of(frame, y), length) == 0)
			continue;
		first = end ? first : y;
		end = y + 1;
	}
	for (int y = 0; y < frame->h; y++)
		memcpy(row_of(old, y), row_of(shown, y), length);
	for (int here = 0; here < duration; here += FRAME_MS, frames++)
		for (int y = first; y < end; y++)
			motion_blend(row_of(shown, y), row_of(old, y), row_of(frame, y), frame->w, motion_level(here, duration));
	for (int y = first; y < end; y++)
		memcpy(row_of(shown, y), row_of(frame, y), length);
	if (told)
		printf(" %d@%lld:%d*%d-%d", change, (long long)(kiosk.now_ms - began), frames, first, end);
}

static void pass(int64_t ms)
{
	int64_t until = kiosk.now_ms + ms;

	while (kiosk.now_ms < until) {
		int64_t due = kiosk_due(&kiosk);
		due = due <= kiosk.now_ms ? kiosk.now_ms + 1 : due;
		show(kiosk_tick(&kiosk, due < until ? due : until));
	}
}

/* The control with this action; value -1: any. */
static struct rect place_of(int verb, int value)
{
	for (int i = 0; i < kiosk.list.object_count; i++) {
		const struct draw_object *object = &kiosk.list.objects[i];
		if (object->action.verb == verb && (value < 0 || object->action.value == value))
			return object->rect;
	}
	fprintf(stderr, "visit: no %s on %s\n", verb_name(verb), kiosk.list.screen);
	exit(2);
}

static void touch(int verb, int value)
{
	struct rect at = place_of(verb, value);
	struct touch_event event = {TOUCH_DOWN, 1, at.x + at.w / 3, at.y + at.h / 2, kiosk.now_ms};

	show(kiosk_touch(&kiosk, &event));
	pass(PRESS_MS);
	event.kind = TOUCH_UP;
	event.ms = kiosk.now_ms;
	show(kiosk_touch(&kiosk, &event));
}

static void answer(char how)
{
	if (how == '-')
		touch(VERB_SKIP, -1);
	else
		touch(VERB_ANSWER, how - '0');
}

static void visit(const char *route, bool count, FILE *out)
{
	const char *answers = route + 2;
	int last = (int)strlen(answers) - 1;

	if (strlen(route) < 3 || kiosk.hub.question_count != last + 1)
		fail("a route has an answer for each question");
	touch(VERB_START, -1);
	kiosk.session.language = (uint8_t)language;
	kiosk_fill(&kiosk);
	show(CHANGE_CUT);
	pass(READ_MS);
	touch(VERB_GO, SCREEN_WHO);
	pass(READ_MS);
	touch(VERB_WHO, *route == 'w' ? WHO_ACCOMPANIED : WHO_ALONE);
	pass(READ_MS);
	for (int i = 0; i < last; i++, pass(READ_MS))
		answer(answers[i]);
	printf("%s", route);
	told = true;
	kiosk.session.still = count;
	began = kiosk.now_ms;
	if (count)
		CALLGRIND_START_INSTRUMENTATION;
	answer(answers[last]);
	pass(1000);
	if (count)
		CALLGRIND_STOP_INSTRUMENTATION;
	told = false;
	kiosk.session.still = true; /* only the stretch that is looked at has movement: frames take time */
	printf(" %s |", kiosk.list.screen);
	for (int i = 0; i < kiosk.list.object_count; i++) {
		const struct draw_object *object = &kiosk.list.objects[i];
		bool words = object->role == ROLE_TEXT || object->role == ROLE_HEADING;
		if (words || object->action.verb == VERB_CARD)
			printf(" %s:%d,%d,%d,%d", words ? "words" : "card", object->rect.x, object->rect.y, object->rect.w, object->rect.h);
	}
	printf("\n");
	for (int y = 0; out && y < shown->h; y++)
		if (fwrite(row_of(shown, y), 4, (size_t)shown->w, out) != (size_t)shown->w)
			fail("no room for the pictures");
	touch(VERB_CLEAR, -1);
	pass(2 * WEEK_MS);
}

static void open_all(const char *size, const char *theme)
{
	struct fault fault;
	moment now;
	int w, h;
	char line[512];

	if (sscanf(size, "%dx%d", &w, &h) != 2 || !moment_parse("2026-11-23T10:30", &now))
		fail("a size is written 800x480");
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	snprintf(kiosk.settings.cache, sizeof kiosk.settings.cache, "%s", getenv("VISIT_CACHE") ? getenv("VISIT_CACHE") : "");
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "%s", getenv("VISIT_PACK") ? getenv("VISIT_PACK") : "config/packs/example-hub");
	kiosk.settings.packs.count = 1;
	kiosk.settings.still = true;
	kiosk.settings.contrast = strcmp(theme, "contrast") == 0;
	if (!kiosk_open(&kiosk, &fault)) {
		fault_print(&fault, line, sizeof line);
		fail(line);
	}
	kiosk_set_wall(&kiosk, now);
	kiosk_panel(&kiosk, w, h);
	codes_fill(&kiosk.codes, &kiosk.hub);
	rehearse_learn(&kiosk.rehearse, &kiosk.hub, kiosk_wall(&kiosk));
	old = paint_surface(w, h);
	frame = paint_surface(w, h);
	shown = paint_surface(w, h);
	if (!old || !frame || !shown)
		fail("no memory");
	forget_prepare(&kiosk, NULL);
	show(CHANGE_CUT);
}

static int language_of(const char *code)
{
	for (int i = 0; i < kiosk.hub.language_count; i++)
		if (strcmp(kiosk.hub.languages[i].code, code) == 0)
			return i;
	fail("the hub has no such language");
}

int main(int argc, char **argv)
{
	bool count = argc > 1 && strcmp(argv[1], "--count") == 0;

	argv += count;
	argc -= count;
	if (argc < 6)
		fail("usage: visit [--count] SIZE LANGUAGE light|contrast FRAMES ROUTE ...");
	FILE *out = strcmp(argv[4], "-") == 0 ? NULL : fopen(argv[4], "wb");
	open_all(argv[1], argv[3]);
	language = language_of(argv[2]);
	for (int i = 5; i < argc; i++)
		visit(argv[i], count && i == argc - 1, out);
	if (out && fclose(out) != 0)
		fail("no room for the pictures");
	kiosk_close(&kiosk);
	return 0;
}
