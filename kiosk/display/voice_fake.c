#include "display/voice_fake.h"

#include <stdio.h>
#include <string.h>

static bool speaks(void *context, const char *language)
{
	const struct voice_fake *fake = context;

	return !fake->mute || strcmp(fake->mute, language) != 0;
}

static void stop(void *context)
{
	struct voice_fake *fake = context;

	fake->speaking = fake->paused = false;
}

static bool open_it(void *context, bool on)
{
	struct voice_fake *fake = context;

	stop(fake);
	fake->open = on && !fake->gone;
	explicit_bzero(fake->text, sizeof fake->text);
	explicit_bzero(fake->language, sizeof fake->language);
	return fake->open == on;
}

static void say(void *context, const char *language, const char *text, int64_t now_ms)
{
	struct voice_fake *fake = context;

	stop(fake);
	snprintf(fake->language, sizeof fake->language, "%s", language);
	snprintf(fake->text, sizeof fake->text, "%s", text);
	fake->speaking = true;
	fake->count++;
	fake->end_ms = now_ms + (int64_t)strlen(text) * FAKE_BYTE_MS;
}

static void pause_it(void *context, bool on, int64_t now_ms)
{
	struct voice_fake *fake = context;

	fake->paused = on;
	if (on)
		fake->left_ms = fake->end_ms - now_ms;
	else
		fake->end_ms = now_ms + fake->left_ms;
}

static void loud(void *context, int volume)
{
	struct voice_fake *fake = context;

	fake->volume = volume;
}

static bool step(void *context, int64_t now_ms, int64_t *due_ms)
{
	struct voice_fake *fake = context;

	if (fake->speaking && !fake->paused && now_ms >= fake->end_ms)
		stop(fake);
	*due_ms = fake->paused || !fake->speaking ? INT64_MAX : fake->end_ms;
	return fake->speaking;
}

void voice_fake_begin(struct voice_fake *fake)
{
	memset(fake, 0, sizeof *fake);
	fake->voice = (struct voice){fake, speaks, open_it, say, stop, pause_it, loud, step};
}
