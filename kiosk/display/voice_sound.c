#include "display/voice_sound.h"

#include <SDL.h>
#include <string.h>
#include <sys/mman.h>

#include "display/lock.h"

enum { BLOCK = 512 }; /* samples at a time, 23 ms: silence follows a key within 100 ms (EN 301 549, 5.1.3.5) */

/* SDL's thread; it holds the device's lock. */
static void feed(void *context, Uint8 *stream, int length)
{
	struct sound *sound = context;
	int16_t *to = (int16_t *)(void *)stream;
	int wanted = length / 2, left = sound->paused ? 0 : sound->filled / 2 - sound->played, take = left < wanted ? left : wanted;

	for (int i = 0; i < take; i++)
		to[i] = (int16_t)(sound->samples[sound->played + i] * sound->gain / 32768);
	sound->played += take;
	memset(to + take, 0, (size_t)(wanted - take) * 2);
}

static void lock(struct sound *sound)
{
	if (sound->device)
		SDL_LockAudioDevice(sound->device);
}

static void unlock(struct sound *sound)
{
	if (sound->device)
		SDL_UnlockAudioDevice(sound->device);
}

bool sound_begin(struct sound *sound, struct fault *fault)
{
	void *samples = mmap(NULL, SOUND_SAMPLES * sizeof(int16_t), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	memset(sound, 0, sizeof *sound);
	if (samples == MAP_FAILED)
		return fault_set(fault, "no memory for sound");
	lock_here(samples, SOUND_SAMPLES * sizeof(int16_t));
	sound->samples = samples;
	return true;
}

void sound_end(struct sound *sound)
{
	sound_close(sound);
	if (sound->samples)
		munmap(sound->samples, SOUND_SAMPLES * sizeof(int16_t));
	sound->samples = NULL;
}

static bool no_device(const char *name, struct fault *fault)
{
	char there[FAULT_SAYS_MAX / 2] = "";
	size_t used = 0;

	for (int i = 0; i < SDL_GetNumAudioDevices(0); i++) {
		const char *one = SDL_GetAudioDeviceName(i, 0);
		int wrote = one ? SDL_snprintf(there + used, sizeof there - used, "%s\"%s\"", used ? ", " : "", one) : 0;
		used += wrote > 0 && used + (size_t)wrote < sizeof there ? (size_t)wrote : 0;
	}
	return fault_set(fault, "the sound device \"%s\" does not open; there are: %s", name, there[0] ? there : "none");
}

bool sound_open(struct sound *sound, const char *name, struct fault *fault)
{
	SDL_AudioSpec wish = {.freq = VOICE_HZ, .format = AUDIO_S16SYS, .channels = 1, .samples = BLOCK, .callback = feed, .userdata = sound};

	if (sound->device)
		return true;
	if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
		return fault_set(fault, "no sound can be made on this machine");
	sound->device = SDL_OpenAudioDevice(name[0] ? name : NULL, 0, &wish, NULL, 0);
	if (sound->device) {
		SDL_PauseAudioDevice(sound->device, 0);
		return true;
	}
	no_device(name, fault);
	SDL_QuitSubSystem(SDL_INIT_AUDIO);
	return false;
}

void sound_close(struct sound *sound)
{
	sound_stop(sound);
	if (!sound->device)
		return;
	SDL_CloseAudioDevice(sound->device);
	SDL_QuitSubSystem(SDL_INIT_AUDIO);
	sound->device = 0;
}

void *sound_room(struct sound *sound, size_t *room)
{
	*room = SOUND_SAMPLES * sizeof(int16_t) - (size_t)sound->filled;
	return (char *)sound->samples + sound->filled;
}

void sound_came(struct sound *sound, size_t bytes)
{
	lock(sound);
	sound->filled += (int)bytes;
	unlock(sound);
}

void sound_stop(struct sound *sound)
{
	lock(sound);
	if (sound->samples && sound->filled)
		explicit_bzero(sound->samples, (size_t)sound->filled); /* S26 */
	sound->filled = sound->played = 0;
	sound->paused = false;
	unlock(sound);
}

void sound_pause(struct sound *sound, bool on)
{
	lock(sound);
	sound->paused = on;
	unlock(sound);
}

void sound_gain(struct sound *sound, int gain)
{
	lock(sound);
	sound->gain = gain;
	unlock(sound);
}

int64_t sound_left(struct sound *sound)
{
	lock(sound);
	int64_t left = (int64_t)(sound->filled / 2 - sound->played) * 1000 / VOICE_HZ;
	unlock(sound);
	return left;
}
