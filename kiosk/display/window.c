#include "display/window.h"

#include <malloc.h>
#include <string.h>
#include <time.h>

#include "display/forget.h"
#include "display/hearing.h"
#include "display/lock.h"
#include "display/motion.h"
#include "display/turn.h"
#include "display/window_open.h"

enum {
	FRAME_MS = 16,
	WAIT_MAX_MS = 60 * 60 * 1000,
	BUFFERS_MAX = 3,    /* pictures that a display holds back */
	EVENTS_KEPT = 1024, /* more than ever wait at once */
};

struct window {
	struct kiosk *kiosk;
	struct hearing *hearing;
	const struct window_wish *wish;
	SDL_Window *window;
	SDL_Surface *screen;    /* the window's own */
	SDL_Surface *panel;     /* the same in our form: `screen` where that has it */
	SDL_Surface *shown;     /* what is on the glass as people see it: `panel` where that is not turned */
	SDL_Surface *frame;     /* the list, painted */
	SDL_Surface *old;       /* where a fade began */
	enum change change;     /* asked for since the last picture */
	int64_t started, zero;  /* of the fade; of our clock */
	int fade_ms;            /* 0: no fade runs */
	int first_row, row_end; /* of the fade */
	uint8_t screen_shown;
	bool whole; /* show every row again */
	bool ended;
};

static int64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t now_ms(const struct window *window)
{
	return monotonic_ms() - window->zero;
}

static uint32_t *row_of(SDL_Surface *surface, int y)
{
	return (uint32_t *)(void *)((char *)surface->pixels + (long)y * surface->pitch);
}

/* The rows in which two pictures differ, first to end; none: end 0. */
static void differing(SDL_Surface *a, SDL_Surface *b, int *first, int *end)
{
	size_t length = (size_t)a->w * 4;

	*first = *end = 0;
	for (int y = 0; y < a->h; y++) {
		if (memcmp(row_of(a, y), row_of(b, y), length) == 0)
			continue;
		if (!*end)
			*first = y;
		*end = y + 1;
	}
}

static void present(struct window *window, int first, int end)
{
	SDL_Rect rows = {0, first, window->frame->w, end - first};

	if (end <= first)
		return;
	if (window->shown != window->panel)
		rows = turn_rows(window->wish->rotate, window->shown, window->panel, first, end);
	if (window->panel != window->screen) {
		SDL_Rect to = rows;
		SDL_BlitSurface(window->panel, &rows, window->screen, &to);
	}
	if (SDL_UpdateWindowSurfaceRects(window->window, &rows, 1) != 0)
		window->whole = true;
}

static void show_rows(struct window *window, int first, int end)
{
	for (int y = first; y < end; y++)
		memcpy(row_of(window->shown, y), row_of(window->frame, y), (size_t)window->frame->w * 4);
	present(window, first, end);
}

static void free_surfaces(struct window *window)
{
	if (window->shown != window->panel)
		SDL_FreeSurface(window->shown);
	if (window->panel != window->screen)
		SDL_FreeSurface(window->panel);
	SDL_FreeSurface(window->frame);
	SDL_FreeSurface(window->old);
	window->panel = window->shown = window->frame = window->old = NULL;
}

static bool is_our_form(const SDL_Surface *surface)
{
	return surface->format->format == SDL_PIXELFORMAT_XRGB8888 || surface->format->format == SDL_PIXELFORMAT_ARGB8888;
}

static bool make_surfaces(struct window *window, SDL_Surface *screen, int w, int h)
{
	free_surfaces(window);
	window->screen = screen;
	window->frame = paint_surface(w, h);
	window->old = paint_surface(w, h);
	window->panel = is_our_form(screen) ? screen : paint_surface(screen->w, screen->h);
	window->shown = window->wish->rotate ? paint_surface(w, h) : window->panel;
	return window->frame && window->old && window->panel && window->shown;
}

/* Takes the window's size as the panel's and begins anew when that changed. */
static bool fit(struct window *window, struct fault *fault)
{
	SDL_Surface *screen = SDL_GetWindowSurface(window->window);

	if (!screen)
		return fault_set(fault, "the display gives no picture to draw in: %s", SDL_GetError());
	bool turned = turn_swaps(window->wish->rotate);
	int w = turned ? screen->h : screen->w, h = turned ? screen->w : screen->h;
	if (screen == window->screen && window->frame && window->frame->w == w && window->frame->h == h)
		return true;
	if (!make_surfaces(window, screen, w, h))
		return fault_set(fault, "no memory for pictures of this size");
	window->fade_ms = 0;
	window->whole = true;
	if (window->kiosk->list.w != w || window->kiosk->list.h != h)
		kiosk_panel(window->kiosk, w, h);
	return true;
}

static void wipe_old(struct window *window)
{
	explicit_bzero(window->old->pixels, (size_t)window->old->pitch * (size_t)window->old->h); /* S26 */
}

/* Paints the list and begins the way to it. A visit's end has no way: nothing of
 * the visit stays on the glass for another frame (S23). */
static void change_picture(struct window *window)
{
	struct kiosk *kiosk = window->kiosk;

	window->whole = window->whole || kiosk->forgot;
	paint_list(&kiosk->painter, &kiosk->list, window->frame);
	window->fade_ms = window->whole ? 0 : motion_duration(window->change, kiosk->session.still);
	window->change = CHANGE_NONE;
	if (window->fade_ms) {
		for (int y = 0; y < window->frame->h; y++)
			memcpy(row_of(window->old, y), row_of(window->shown, y), (size_t)window->frame->w * 4);
		differing(window->old, window->frame, &window->first_row, &window->row_end);
		window->started = now_ms(window);
	}
	if (window->screen_shown != kiosk->session.screen)
		pictures_rest(&kiosk->pictures);
	window->screen_shown = kiosk->session.screen;
}

static void fade_step(struct window *window)
{
	int level = motion_level(now_ms(window) - window->started, window->fade_ms);

	if (level == MOTION_WHOLE) {
		window->fade_ms = 0;
		show_rows(window, window->first_row, window->row_end);
		wipe_old(window);
		return;
	}
	for (int y = window->first_row; y < window->row_end; y++)
		motion_blend(row_of(window->shown, y), row_of(window->old, y), row_of(window->frame, y), window->frame->w, level);
	present(window, window->first_row, window->row_end);
}

/* SDL keeps the places of events that were taken, with what was in them. */
static void overwrite_events(void)
{
	SDL_Event blank;

	SDL_zero(blank);
	blank.type = SDL_USEREVENT;
	for (int i = 0; i < EVENTS_KEPT; i++)
		SDL_PeepEvents(&blank, 1, SDL_ADDEVENT, 0, 0);
	SDL_FlushEvent(SDL_USEREVENT);
}

/* Ordinary content is on the glass, what the kiosk knew of the visit is wiped; now
 * what the window knew: the picture before, the display's other buffers, the places
 * of touches (S20, S26). */
static void after_visit(struct window *window)
{
	window->kiosk->forgot = false;
	wipe_old(window);
	for (int i = 1; i < BUFFERS_MAX; i++)
		present(window, 0, window->frame->h);
	overwrite_events();
	stack_wipe();
}

/* Brings the glass up to date. */
static void draw(struct window *window)
{
	int first, end;

	if (window->change == CHANGE_NONE && !window->whole) {
		if (window->fade_ms)
			fade_step(window);
		return;
	}
	change_picture(window);
	if (window->fade_ms) {
		fade_step(window);
		return;
	}
	differing(window->shown, window->frame, &first, &end);
	if (window->whole) {
		first = 0;
		end = window->frame->h;
	}
	window->whole = false;
	show_rows(window, first, end);
	if (window->kiosk->forgot)
		after_visit(window);
}

static void changed(struct window *window, enum change change)
{
	if (change != CHANGE_NONE)
		window->change = change;
}

static int within(int value, int end)
{
	return value < 0 ? 0 : value >= end ? end - 1 : value;
}

/* A pointer at a place of the panel. */
static void pointer(struct window *window, enum touch_kind kind, int64_t finger, int x, int y)
{
	int w = window->panel->w, h = window->panel->h;
	struct touch_event event = {.kind = kind, .finger = finger, .x = within(x, w), .y = within(y, h), .ms = now_ms(window)};

	turn_back(window->wish->rotate, w, h, &event.x, &event.y);
	changed(window, kiosk_touch(window->kiosk, &event));
}

/* Fingers have coordinates of the touch panel, 0 to 1; some report beyond. */
static void finger_event(struct window *window, const SDL_TouchFingerEvent *event)
{
	enum touch_kind kind = event->type == SDL_FINGERDOWN ? TOUCH_DOWN : event->type == SDL_FINGERUP ? TOUCH_UP : TOUCH_MOVE;
	float x = event->x < 0 ? 0 : event->x > 1 ? 1 : event->x, y = event->y < 0 ? 0 : event->y > 1 ? 1 : event->y;
	int64_t finger = ((int64_t)event->touchId << 32) ^ (int64_t)event->fingerId;

	pointer(window, kind, finger, (int)(x * (float)window->panel->w), (int)(y * (float)window->panel->h));
}

static void window_event(struct window *window, const SDL_WindowEvent *event)
{
	switch (event->event) {
	case SDL_WINDOWEVENT_EXPOSED:
	case SDL_WINDOWEVENT_SHOWN:
	case SDL_WINDOWEVENT_RESTORED:
	case SDL_WINDOWEVENT_SIZE_CHANGED:
		window->whole = true;
		break;
	case SDL_WINDOWEVENT_CLOSE:
		window->ended = window->ended || !window->wish->fullscreen;
		break;
	default:
		break;
	}
}

/* Escape ends the program in a window only; a key that is held counts once. */
static void key_event(struct window *window, const SDL_KeyboardEvent *event)
{
	window->kiosk->now_ms = now_ms(window);
	if (event->type == SDL_KEYUP) {
		kiosk_key_up(window->kiosk, keypad_duty(&window->kiosk->keypad, (int)event->keysym.scancode));
		return;
	}
	if (event->repeat)
		return;
	if (event->keysym.sym == SDLK_ESCAPE && !window->wish->fullscreen) {
		window->ended = true;
		return;
	}
	changed(window, kiosk_key(window->kiosk, keypad_press(&window->kiosk->keypad, (int)event->keysym.scancode, window->kiosk->now_ms)));
}

static void take_event(struct window *window, const SDL_Event *event)
{
	const int64_t mouse = INT64_MIN;

	switch (event->type) {
	case SDL_QUIT:
		window->ended = true;
		break;
	case SDL_WINDOWEVENT:
		window_event(window, &event->window);
		break;
	case SDL_FINGERDOWN:
	case SDL_FINGERUP:
	case SDL_FINGERMOTION:
		finger_event(window, &event->tfinger);
		break;
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		if (event->button.which != SDL_TOUCH_MOUSEID && event->button.button == SDL_BUTTON_LEFT)
			pointer(window, event->type == SDL_MOUSEBUTTONDOWN ? TOUCH_DOWN : TOUCH_UP, mouse, event->button.x, event->button.y);
		break;
	case SDL_MOUSEMOTION:
		if (event->motion.which != SDL_TOUCH_MOUSEID && event->motion.state & SDL_BUTTON_LMASK)
			pointer(window, TOUCH_MOVE, mouse, event->motion.x, event->motion.y);
		break;
	case SDL_KEYDOWN:
	case SDL_KEYUP:
		key_event(window, &event->key);
		break;
	case SDL_AUDIODEVICEREMOVED:
		changed(window, hearing_removed(window->hearing, window->kiosk, &event->adevice));
		break;
	default:
		break;
	}
}

/* How long nothing will happen by itself. */
static int patience(const struct window *window)
{
	int64_t kiosk = kiosk_due(window->kiosk), ears = hearing_due(window->hearing);
	int64_t now = now_ms(window), wait = (kiosk < ears ? kiosk : ears) - now;

	if (window->whole || window->change != CHANGE_NONE || wait <= 0)
		return 0;
	if (window->fade_ms)
		return FRAME_MS - (int)((now - window->started) % FRAME_MS);
	return (int)(wait < WAIT_MAX_MS ? wait : WAIT_MAX_MS);
}

/* Waits for an event or until something is due. SDL looks every millisecond with
 * drivers that cannot block; every 16 ms is enough. */
static bool wait_event(const struct window *window, SDL_Event *event)
{
	int most = patience(window);

	if (window_blocks())
		return most ? SDL_WaitEventTimeout(event, most) : SDL_PollEvent(event);
	for (int waited = 0; !SDL_PollEvent(event); waited += FRAME_MS) {
		if (waited >= most)
			return false;
		SDL_Delay((Uint32)(most - waited < FRAME_MS ? most - waited : FRAME_MS));
	}
	return true;
}

static void set_wall(struct window *window)
{
	if (!window->wish->fixed_now)
		kiosk_set_wall_at(window->kiosk, time(NULL), now_ms(window));
}

static void round_trip(struct window *window)
{
	SDL_Event event;

	if (wait_event(window, &event)) {
		set_wall(window);
		do
			take_event(window, &event);
		while (SDL_PollEvent(&event));
	}
	explicit_bzero(&event, sizeof event); /* S26 */
	set_wall(window);
	changed(window, kiosk_tick(window->kiosk, now_ms(window)));
	changed(window, hearing_step(window->hearing, window->kiosk));
	kiosk_tell(window->kiosk);
}

/* While pictures are drawn for the first time the window still answers. */
static bool not_ended(void)
{
	SDL_PumpEvents();
	return !SDL_HasEvent(SDL_QUIT);
}

/* The first picture comes as soon as the content is approved, not before: the attract
 * loop shows its words, too (S9). The other pictures (S20) come right after it and
 * before the first touch is read. */
static void after_first_picture(struct window *window)
{
	struct kiosk *kiosk = window->kiosk;
	int64_t began = now_ms(window);

	forget_prepare(kiosk, not_ended);
	hearing_begin(window->hearing, kiosk);
	glass_report_step(kiosk);
	kiosk_tell(kiosk);
	malloc_trim(0); /* the proof took more than all the rest will */
	/* Touches that waited this long were meant for another moment. */
	if (now_ms(window) - began > 1000)
		SDL_FlushEvents(SDL_MOUSEMOTION, SDL_FINGERMOTION);
	window->whole = true;
}

bool window_run(struct kiosk *kiosk, const struct window_wish *wish, struct fault *fault)
{
	static struct hearing hearing;
	struct window window = {.kiosk = kiosk, .hearing = &hearing, .wish = wish, .zero = monotonic_ms()};

	if (!window_signals())
		return fault_set(fault, "the system gives no thread for signals");
	window.window = window_open(wish, fault);
	if (!window.window)
		return false;
	set_wall(&window);
	bool fine = fit(&window, fault);
	if (fine) {
		kiosk_prove(kiosk);
		draw(&window);
		after_first_picture(&window);
	}
	while (fine && !window.ended) {
		draw(&window);
		round_trip(&window);
		if (window.whole)
			fine = fit(&window, fault);
	}
	hearing_end(&hearing, kiosk);
	free_surfaces(&window);
	SDL_DestroyWindow(window.window);
	SDL_Quit();
	return fine;
}
