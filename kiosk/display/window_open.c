#include "display/window_open.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "display/card.h"
#include "display/turn.h"

static void *wait_for_signal(void *context)
{
	const sigset_t *set = context;
	int number;

	for (;;)
		if (sigwait(set, &number) == 0) {
			SDL_Event quit = {.type = SDL_QUIT};
			SDL_PushEvent(&quit);
		}
	return NULL;
}

bool window_signals(void)
{
	static sigset_t set;
	pthread_t thread;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	return pthread_sigmask(SIG_BLOCK, &set, NULL) == 0 && pthread_create(&thread, NULL, wait_for_signal, &set) == 0 &&
	       pthread_detach(thread) == 0;
}

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && value[0];
}

static const char no_display[] = "there is no display; start it on a desktop or a screen of its own, or write pictures with --shots FOLDER";

/* Without a desktop only a graphics card can show anything. */
static bool choose_driver(struct fault *fault)
{
	char number[16];

	const char *driver = getenv("SDL_VIDEODRIVER");
	bool kms = driver && strcasecmp(driver, "kmsdrm") == 0;
	if (!kms && (is_set("SDL_VIDEODRIVER") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")))
		return true;
	int card = card_connected("/sys/class/drm");
	if (card < 0 && access("/dev/dri", F_OK) != 0)
		return fault_set(fault, "%s", no_display);
	SDL_SetHint(SDL_HINT_VIDEODRIVER, "KMSDRM");
	if (card >= 0 && !is_set("SDL_KMSDRM_DEVICE_INDEX")) {
		snprintf(number, sizeof number, "%d", card);
		SDL_SetHint(SDL_HINT_KMSDRM_DEVICE_INDEX, number);
	}
	return true;
}

static void hints(void)
{

	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
	SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
	SDL_SetHint(SDL_HINT_VIDEO_DOUBLE_BUFFER, "1");
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	SDL_SetHint(SDL_HINT_APP_NAME, "Signpost");
	/* Else SDL starts a message bus of its own that nobody needs. */
	if (!is_set("DBUS_SESSION_BUS_ADDRESS"))
		setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null", 1);
}

/* SDL_Init with a C locale: with any other, X reads its whole table of composed
 * letters, which costs more than the rest of the start together. */
static bool init_video(struct fault *fault)
{
	static const char lc_all[] = "LC_ALL";
	char before[128] = "";
	bool had = is_set(lc_all);

	if (had)
		snprintf(before, sizeof before, "%s", getenv(lc_all));
	setenv(lc_all, "C", 1);
	bool fine = SDL_Init(SDL_INIT_VIDEO) == 0;
	if (had)
		setenv(lc_all, before, 1);
	else
		unsetenv(lc_all);
	if (!fine)
		return fault_set(fault, "%s (%s)", no_display, SDL_GetError());
	SDL_StopTextInput(); /* S16: SDL begins to take text, and with it helpers that learn words */
	return true;
}

/* Without a display SDL silently takes a driver that shows nothing. */
static bool is_visible(struct fault *fault)
{
	static const char *const unseen[] = {"offscreen", "dummy", "evdev"};
	const char *driver = SDL_GetCurrentVideoDriver(), *wanted = getenv("SDL_VIDEODRIVER");

	for (size_t i = 0; driver && i < sizeof unseen / sizeof *unseen; i++)
		if (strcmp(driver, unseen[i]) == 0 && !(wanted && strcmp(wanted, driver) == 0))
			return fault_set(fault, "%s", no_display);
	return driver != NULL;
}

/* The largest window of the usual shape that leaves room for the desktop. */
static void fitting_size(int *w, int *h)
{
	SDL_Rect room = {0, 0, 1366, 768};

	SDL_GetDisplayUsableBounds(0, &room);
	int most_w = room.w * 92 / 100, most_h = room.h * 92 / 100;
	int scale = most_w / 16 < most_h / 9 ? most_w / 16 : most_h / 9;
	if (scale > 120)
		scale = 120;
	*w = scale * 16;
	*h = scale * 9;
}

bool window_blocks(void)
{
	const char *driver = SDL_GetCurrentVideoDriver();

	return driver && (strcmp(driver, "x11") == 0 || strcmp(driver, "wayland") == 0);
}

static SDL_Window *make_window(const struct window_wish *wish, struct fault *fault)
{
	int w = wish->w, h = wish->h;
	bool kms = strcmp(SDL_GetCurrentVideoDriver(), "KMSDRM") == 0, full = wish->fullscreen || kms;

	/* Only on X11: unset, X presents through GL; set elsewhere, the surface fails. */
	if (strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0)
		SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	if (!w || !h) {
		fitting_size(&w, &h);
	} else if (turn_swaps(wish->rotate)) {
		w = wish->h;
		h = wish->w;
	}
	SDL_Window *window =
	    SDL_CreateWindow("Signpost", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h, full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
	if (!window)
		fault_set(fault, "the display refuses a window: %s", SDL_GetError());
	else if (full)
		SDL_ShowCursor(SDL_DISABLE);
	return window;
}

SDL_Window *window_open(const struct window_wish *wish, struct fault *fault)
{
	hints();
	if (!choose_driver(fault) || !init_video(fault))
		return NULL;
	SDL_Window *window = is_visible(fault) ? make_window(wish, fault) : NULL;
	if (!window) {
		SDL_Quit();
		return NULL;
	}
	SDL_StopTextInput();
	return window;
}
