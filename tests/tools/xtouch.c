/*
 * A finger and an eye on an X screen, from outside the program that is tested.
 *
 *   xtouch touch X Y [MS]  moves there, presses, holds MS (80), lets go (XTest)
 *   xtouch grab FILE       the pixels of the largest window on the screen, as PPM
 *   xtouch place           its place: "x y w h"
 *
 * Several commands may stand in one call. The server is $DISPLAY. Ends with 1
 * when something could not be done.
 */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct box {
	int x, y, w, h;
};

static void rest(long ms)
{
	struct timespec time = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&time, NULL);
}

/* The largest window that is shown. */
static bool find(Display *display, struct box *out)
{
	Window root = DefaultRootWindow(display), parent, *children = NULL;
	unsigned count = 0;
	long best = 0;

	if (!XQueryTree(display, root, &root, &parent, &children, &count))
		return false;
	for (unsigned i = 0; i < count; i++) {
		XWindowAttributes is;
		if (!XGetWindowAttributes(display, children[i], &is) || is.map_state != IsViewable || (long)is.width * is.height <= best)
			continue;
		best = (long)is.width * is.height;
		*out = (struct box){is.x, is.y, is.width, is.height};
	}
	if (children)
		XFree(children);
	return best > 0;
}

static bool touch(Display *display, int x, int y, long ms)
{
	struct box window = {0, 0, 0, 0};

	if (!find(display, &window))
		return false;
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

static bool grab(Display *display, const char *path)
{
	struct box window = {0, 0, 0, 0};
	int w = DisplayWidth(display, 0), h = DisplayHeight(display, 0);

	if (!find(display, &window))
		return false;
	bool inside = window.x >= 0 && window.y >= 0 && window.x + window.w <= w && window.y + window.h <= h;
	if (!inside)
		return false;
	XImage *image =
	    XGetImage(display, DefaultRootWindow(display), window.x, window.y, (unsigned)window.w, (unsigned)window.h, AllPlanes, ZPixmap);
	if (!image)
		return false;
	bool fine = write_ppm(image, path);
	XDestroyImage(image);
	return fine;
}

static bool place(Display *display)
{
	struct box window = {0, 0, 0, 0};

	if (!find(display, &window))
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
		} else if (strcmp(word, "grab") == 0 && i < argc) {
			fine = grab(display, argv[i++]);
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
