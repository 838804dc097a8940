/*
 * For tests of the running program: the kiosk with the example hub on any panel, time
 * that passes as in the window, fingers, and what every Clear must lead to.
 */
#ifndef TESTS_DISPLAY_KIOSK_FIXTURE_H
#define TESTS_DISPLAY_KIOSK_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "display/kiosk.h"
#include "display/motion.h"
#include "display/tour.h"

struct size {
	int w, h, mm_w, mm_h;
};

/* The three forms, and panels that are denser or wider than usual. */
static const struct size panels[] = {
    {1920, 1080, 0, 0}, {1080, 1920, 0, 0}, {800, 480, 0, 0}, {1280, 720, 155, 87}, {720, 1280, 87, 155}, {1024, 600, 154, 86}, {1366, 768, 344, 193},
};
enum { PANELS = sizeof panels / sizeof *panels };

static struct kiosk kiosk;
static long questions; /* how often a width or a height was asked for */
static moment noon;

/* Half an em a byte: on screens that nobody reads the fonts would cost the most. */
static int guessed_width(void *context, struct run_font font, const char *text, int length)
{
	(void)context;
	(void)text;
	questions++;
	return length * font.px / 2;
}

static struct font_metrics guessed_metrics(void *context, struct run_font font)
{
	(void)context;
	questions++;
	return (struct font_metrics){font.px, font.px / 4, font.px * 7 / 10};
}

static const struct measure guessed = {NULL, guessed_width, guessed_metrics, NULL};

/* On another panel, at the attract loop. */
static inline void kiosk_on(struct size size)
{
	kiosk.settings.width_mm = size.mm_w;
	kiosk.settings.height_mm = size.mm_h;
	kiosk_panel(&kiosk, size.w, size.h);
	kiosk.view.measure = &guessed;
}

static inline int kiosk_start(void **state)
{
	static const char *const packs[] = {"config/packs/uk-base", "config/packs/example-hub"};
	struct fault fault;

	(void)state;
	memset(&kiosk, 0, sizeof kiosk);
	assert_true(moment_parse("2026-11-02", &noon));
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	for (int i = 0; i < 2; i++)
		snprintf(kiosk.settings.packs.folder[i], FAULT_FILE_MAX, "%s", packs[i]);
	kiosk.settings.packs.count = 2;
	assert_true(kiosk_open(&kiosk, &fault));
	kiosk_set_wall(&kiosk, noon + 11 * 3600);
	kiosk_on(panels[0]);
	codes_fill(&kiosk.codes, &kiosk.hub); /* not proved: a session that breaks a rule is to be seen here, too */
	return 0;
}

static inline int kiosk_end(void **state)
{
	(void)state;
	kiosk_close(&kiosk);
	return 0;
}

/* ---- time and fingers ---- */

/* Time passes as in the window: whatever is due happens when it is. */
static inline void pass(int64_t ms)
{
	int64_t until = kiosk.now_ms + ms;

	while (kiosk.now_ms < until) {
		int64_t due = kiosk_due(&kiosk);
		due = due <= kiosk.now_ms ? kiosk.now_ms + 1 : due;
		kiosk_tick(&kiosk, due < until ? due : until);
	}
}

static inline enum change finger(enum touch_kind kind, int number, int x, int y)
{
	struct touch_event event = {kind, number, x, y, kiosk.now_ms};

	return kiosk_touch(&kiosk, &event);
}

/* The first control that does this, on which nothing else stands; -1 when there is none. */
static inline int verb_object(int verb)
{
	for (int i = 0; i < kiosk.list.object_count; i++)
		if (kiosk.list.objects[i].action.verb == verb)
			return draw_free(&kiosk.list, i);
	return -1;
}

static inline int action_object(struct action action)
{
	for (int i = 0; i < kiosk.list.object_count; i++)
		if (kiosk.list.objects[i].action.verb == action.verb && kiosk.list.objects[i].action.value == action.value)
			return draw_free(&kiosk.list, i);
	return -1;
}

/* A short touch in the middle of a control. */
static inline enum change tap_object(int object, int number)
{
	assert_true(object >= 0);
	struct rect r = kiosk.list.objects[object].rect;

	pass(TOUCH_TWICE_MS); /* no bounce, and no second strike */
	finger(TOUCH_DOWN, number, r.x + r.w / 2, r.y + r.h / 2);
	pass(80);
	return finger(TOUCH_UP, number, r.x + r.w / 2, r.y + r.h / 2);
}

static inline enum change tap_verb(int verb)
{
	return tap_object(verb_object(verb), 1);
}

static inline enum change tap_action(int verb, int value)
{
	return tap_object(action_object((struct action){(uint8_t)verb, (int16_t)value}), 1);
}

/* With keys alone: the ring goes to the control, then Return. */
static inline enum change key_verb(int verb)
{
	int object = verb_object(verb);

	assert_true(object >= 0);
	int focus = kiosk.list.objects[object].focus;
	assert_true(focus > 0);
	for (int i = 0; i < 200 && kiosk.view.focus != focus; i++)
		kiosk_key(&kiosk, KEY_NEXT);
	return kiosk_key(&kiosk, KEY_ACT);
}

/* ---- what must be so ---- */

/* A session that was never used, on the week, but for the number of the message. */
static inline struct session fresh_week(void)
{
	struct session fresh;

	memset(&fresh, 0, sizeof fresh);
	session_begin(&fresh, kiosk.now_ms, kiosk.settings.contrast, kiosk.settings.still);
	fresh.screen = SCREEN_WEEK;
	fresh.message = kiosk.session.message;
	return fresh;
}

/* S23, S26: nothing is left of a visit, in the session, of the fingers or on the screen. */
static inline void assert_cleared(const char *what)
{
	struct session fresh = fresh_week();
	struct touch lifted;

	if (memcmp(&kiosk.session, &fresh, sizeof fresh) != 0)
		fail_msg("%s: the session is not fresh, on screen %s", what, screen_name(kiosk.session.screen));
	assert_string_equal(kiosk.list.screen, "week");
	assert_int_equal(kiosk.view.pressed, -1);
	assert_int_equal(kiosk.view.focus, 0);
	touch_begin(&lifted);
	lifted.ended_ms = kiosk.touch.ended_ms;
	if (memcmp(&kiosk.touch, &lifted, sizeof lifted) != 0)
		fail_msg("%s: a finger is left", what);
}

/* S22: one Clear, at its place, of its size, with a name, over everything. */
static inline void assert_clear_stands(const char *what, struct rect *place)
{
	const struct draw_list *list = &kiosk.list;
	int object = verb_object(VERB_CLEAR), others = 0;

	if (object < 0)
		fail_msg("%s: no Clear", what);
	struct rect r = list->objects[object].rect;
	for (int i = 0; i < list->object_count; i++)
		others += i != object && list->objects[i].action.verb == VERB_CLEAR;
	if (others)
		fail_msg("%s: more than one Clear", what);
	if (place->w == 0)
		*place = r;
	if (memcmp(&r, place, sizeof r) != 0)
		fail_msg("%s: Clear stands at %d,%d (%d x %d), elsewhere at %d,%d (%d x %d)", what, r.x, r.y, r.w, r.h, place->x, place->y, place->w,
			 place->h);
	if (r.x < 0 || r.y < 0 || r.x + r.w > list->w || r.y + r.h > list->h)
		fail_msg("%s: Clear leaves the panel", what);
	if (r.w < 20 * list->px_per_mm || r.h < 20 * list->px_per_mm)
		fail_msg("%s: Clear is %.1f x %.1f mm", what, r.w / list->px_per_mm, r.h / list->px_per_mm);
	if (!draw_label(list, list->objects[object].label)[0])
		fail_msg("%s: Clear has no name", what);
	for (int i = 0; i < 9; i++)
		if (draw_hit(list, r.x + (r.w - 1) * (i % 3) / 2, r.y + (r.h - 1) * (i / 3) / 2) != object)
			fail_msg("%s: Clear is covered", what);
}

#endif
