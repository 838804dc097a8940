/*
 * A touch panel for a window, and an eye on what it shows: a library that is put
 * before SDL (LD_PRELOAD), for tests/flow/clear.py.
 *
 * $PRESENTS_IN is a pipe with one command a line: "down FINGER X Y", "move ...",
 * "up ..." in thousandths of the window's width and height; each becomes an event
 * of a finger. $PRESENTS_OUT gets a line for each command and for each picture
 * that is handed to the display, with microseconds of the monotonic clock:
 * "in down 7 1234", "shown SUM 1260", where SUM is the same for the same picture.
 */
#include <SDL2/SDL.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static FILE *out;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static long long now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void command(const char *line)
{
	char word[8];
	long finger, x, y;

	if (sscanf(line, "%7s %ld %ld %ld", word, &finger, &x, &y) != 4)
		return;
	Uint32 type = strcmp(word, "down") == 0 ? SDL_FINGERDOWN : strcmp(word, "up") == 0 ? SDL_FINGERUP : SDL_FINGERMOTION;
	SDL_Event event = {
	    .tfinger = {.type = type, .touchId = 3, .fingerId = finger, .x = (float)x / 1000.0F, .y = (float)y / 1000.0F, .pressure = 1}};

	pthread_mutex_lock(&lock);
	fprintf(out, "in %s %ld %lld\n", word, finger, now_us());
	pthread_mutex_unlock(&lock);
	SDL_PushEvent(&event);
}

static void *listen_to(void *context)
{
	FILE *in = context;
	char line[64];

	while (fgets(line, sizeof line, in))
		command(line);
	fclose(in);
	return NULL;
}

static void *begin(void *path)
{
	FILE *in = fopen(path, "r"); /* waits for the writer */

	return in ? listen_to(in) : NULL;
}

static bool ready(void)
{
	static bool tried;
	pthread_t thread;
	char *from = getenv("PRESENTS_IN"), *to = getenv("PRESENTS_OUT");

	if (tried || !from || !to)
		return out != NULL;
	tried = true;
	out = fopen(to, "w");
	if (!out)
		return false;
	setvbuf(out, NULL, _IOLBF, 0);
	pthread_create(&thread, NULL, begin, from);
	pthread_detach(thread);
	return true;
}

/* A number for the picture: of every third pixel (FNV-1a). */
static unsigned sum_of(const SDL_Surface *surface)
{
	unsigned sum = 2166136261U;

	for (int y = 0; surface && y < surface->h; y++) {
		const unsigned *row = (const unsigned *)(const void *)((const char *)surface->pixels + (long)y * surface->pitch);
		for (int x = y % 3; x < surface->w; x += 3)
			sum = (sum ^ row[x]) * 16777619U;
	}
	return sum;
}

int SDL_UpdateWindowSurfaceRects(SDL_Window *window, const SDL_Rect *rects, int count)
{
	static int (*real)(SDL_Window *, const SDL_Rect *, int);

	if (!real)
		*(void **)(&real) = dlsym(RTLD_NEXT, "SDL_UpdateWindowSurfaceRects");
	int status = real(window, rects, count);
	long long at = now_us();
	if (ready()) {
		pthread_mutex_lock(&lock);
		fprintf(out, "shown %u %lld\n", sum_of(SDL_GetWindowSurface(window)), at);
		pthread_mutex_unlock(&lock);
	}
	return status;
}
