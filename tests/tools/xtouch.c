/*
 * A finger and an eye on an X screen, from outside the program that is tested.
 *
 *   xtouch touch X Y [MS]  moves there, presses, holds MS (80), lets go (XTest)
 *   xtouch key NAME [MS]   a key of the keyboard, held MS (80): F5, Tab, Return
 *   xtouch grab FILE       the pixels of the largest window on the screen, as PPM
 *   xtouch same FILE.png [MS]  are they those of the picture, at the latest after
 *                          MS (4000)? Says how many are not
 *   xtouch place           its place: "x y w h"
 *
 * Several commands may stand in one call. The server is $DISPLAY. Ends with 1
 * when something could not be done.
 */
#include <SDL2/SDL_image.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PAUSE_MS = 520 };    /* sooner at the same place is a second strike */
enum { KEY_PAUSE_MS = 40 }; /* a press within 2 ms of a release counts as the keyboard repeating by itself */

struct box {
	int x, y, w, h;
};

static void rest(long ms)
{
	struct timespec time = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&time, NULL);
}

/* The largest window that is shown; None without one. */
static Window find(Display *display, struct box *out)
{
	Window root = DefaultRootWindow(display), parent, *children = NULL, found = None;
	unsigned count = 0;
	long best = 0;

	if (!XQueryTree(display, root, &root, &parent, &children, &count))
		return None;
	for (unsigned i = 0; i < count; i++) {
		XWindowAttributes is;
		if (!XGetWindowAttributes(display, children[i], &is) || is.map_state != IsViewable || (long)is.width * is.height <= best)
			continue;
		best = (long)is.width * is.height;
		found = children[i];
		*out = (struct box){is.x, is.y, is.width, is.height};
	}
	if (children)
		XFree(children);
	return found;
}

static bool key(Display *display, const char *name, long ms)
{
	KeyCode code = XKeysymToKeycode(display, XStringToKeysym(name));
	struct box place;
	Window window = find(display, &place);

	if (!code || window == None)
		return false;
	XSetInputFocus(display, window, RevertToParent, CurrentTime); /* no window manager does */
	rest(KEY_PAUSE_MS);
	XTestFakeKeyEvent(display, code, True, CurrentTime);
	XSync(display, False);
	rest(ms);
	XTestFakeKeyEvent(display, code, False, CurrentTime);
	XSync(display, False);
	return true;
}

static bool touch(Display *display, int x, int y, long ms)
{
	struct box window = {0, 0, 0, 0};

	if (find(display, &window) == None)
		return false;
	rest(PAUSE_MS);
	XTestFakeMotionEvent(display, -1, window.x + x, window.y + y, CurrentTime);
	XTestFakeButtonEvent(display, 1, True, CurrentTime);
	XSync(display, False);
	rest(ms);
	XTestFakeButtonEvent(display, 1, False, CurrentTime);
	XSync(display, False);
	return true;
}

static bool write_ppm(XImage *image, const char *path)
{
	FILE *file = fopen(path, "wb");

	if (!file)
		return false;
	fprintf(file, "P6\n%d %d\n255\n", image->width, image->height);
	for (int y = 0; y < image->height; y++)
		for (int x = 0; x < image->width; x++) {
			unsigned long pixel = XGetPixel(image, x, y);
			fputc((int)(pixel >> 16 & 255), file);
			fputc((int)(pixel >> 8 & 255), file);
			fputc((int)(pixel & 255), file);
		}
	return fclose(file) == 0;
}

/* The pixels of the largest window; the caller destroys it. */
static XImage *picture(Display *display)
{
	struct box window = {0, 0, 0, 0};
	int w = DisplayWidth(display, 0), h = DisplayHeight(display, 0);

	if (find(display, &window) == None)
		return NULL;
	bool inside = window.x >= 0 && window.y >= 0 && window.x + window.w <= w && window.y + window.h <= h;
	if (!inside)
		return NULL;
	return XGetImage(display, DefaultRootWindow(display), window.x, window.y, (unsigned)window.w, (unsigned)window.h, AllPlanes, ZPixmap);
}

static bool grab(Display *display, const char *path)
{
	XImage *image = picture(display);
	bool fine = image && write_ppm(image, path);

	if (image)
		XDestroyImage(image);
	return fine;
}

/* How many pixels are not those of the surface; -1 when the sizes are not the same. */
static long differing(XImage *image, const SDL_Surface *wanted, struct box *first)
{
	long count = 0;

	if (image->width != wanted->w || image->height != wanted->h)
		return -1;
	for (int y = 0; y < wanted->h; y++) {
		const Uint32 *row = (const Uint32 *)(const void *)((const char *)wanted->pixels + (long)y * wanted->pitch);
		for (int x = 0; x < wanted->w; x++)
			if ((XGetPixel(image, x, y) & 0xFFFFFF) != (row[x] & 0xFFFFFF) && count++ == 0)
				*first = (struct box){x, y, 0, 0};
	}
	return count;
}

static bool same(Display *display, const char *path, long ms)
{
	SDL_Surface *file = IMG_Load(path), *wanted = file ? SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
	struct box first = {0, 0, 0, 0};
	long count = -1;

	SDL_FreeSurface(file);
	if (!wanted)
		return false;
	for (long waited = 0; waited <= ms && count != 0; waited += 100) {
		XImage *image = picture(display);
		if (image) {
			count = differing(image, wanted, &first);
			XDestroyImage(image);
		}
		if (count != 0)
			rest(100);
	}
	SDL_FreeSurface(wanted);
	if (count > 0)
		printf("%ld pixels differ from %s, the first at %d,%d\n", count, path, first.x, first.y);
	else if (count < 0)
		printf("no window, or one of another size than %s\n", path);
	return count == 0;
}

static bool place(Display *display)
{
	struct box window = {0, 0, 0, 0};

	if (find(display, &window) == None)
		return false;
	printf("%d %d %d %d\n", window.x, window.y, window.w, window.h);
	return true;
}

/* A number at argv[*i]; false when there is none. */
static bool number(int argc, char **argv, int *i, long *out)
{
	char *end = NULL;

	if (*i >= argc)
		return false;
	long value = strtol(argv[*i], &end, 10);
	if (end == argv[*i] || *end)
		return false;
	(*i)++;
	*out = value;
	return true;
}

static bool run(Display *display, int argc, char **argv)
{
	for (int i = 1; i < argc;) {
		const char *word = argv[i++];
		long x, y, ms = 80;
		bool fine = false;
		if (strcmp(word, "touch") == 0 && number(argc, argv, &i, &x) && number(argc, argv, &i, &y)) {
			number(argc, argv, &i, &ms);
			fine = touch(display, (int)x, (int)y, ms);
		} else if (strcmp(word, "key") == 0 && i < argc) {
			const char *name = argv[i++];
			number(argc, argv, &i, &ms);
			fine = key(display, name, ms);
		} else if (strcmp(word, "grab") == 0 && i < argc) {
			fine = grab(display, argv[i++]);
		} else if (strcmp(word, "same") == 0 && i < argc) {
			const char *path = argv[i++];
			ms = 4000;
			number(argc, argv, &i, &ms);
			fine = same(display, path, ms);
		} else if (strcmp(word, "place") == 0) {
			fine = place(display);
		}
		if (!fine) {
			fprintf(stderr, "xtouch: cannot do: %s\n", word);
			return false;
		}
	}
	return true;
}

int main(int argc, char **argv)
{
	Display *display = XOpenDisplay(NULL);

	if (!display) {
		fprintf(stderr, "xtouch: no X server at DISPLAY\n");
		return 1;
	}
	bool fine = run(display, argc, argv);
	XCloseDisplay(display);
	return fine ? 0 : 1;
}
