/*
 * From samples to headphones: the only file that opens a sound device (S27).
 *
 * One block of samples for one utterance, SOUND_MAX_S long, locked and wiped. SDL's
 * thread takes from it through a callback, not through SDL's own queue: a queue keeps
 * copies that cannot be reached, and what has been queued cannot be made quieter.
 * The device is open only while somebody listens. Nothing is ever recorded: it is opened for playing alone (S16).
 */
#ifndef DISPLAY_VOICE_SOUND_H
#define DISPLAY_VOICE_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "display/voice.h"

/* Longer than any utterance takes (VOICE_UTTERANCE, display/voice.h); what comes after it
 * is left out. */
enum { SOUND_MAX_S = 60, SOUND_SAMPLES = SOUND_MAX_S * VOICE_HZ };

struct sound {
	uint32_t device;  /* SDL_AudioDeviceID; 0: closed */
	int16_t *samples; /* SOUND_SAMPLES of them */
	int filled;       /* bytes that came */
	int played;       /* samples */
	int gain;         /* voice_gain */
	bool paused;
};

/* Takes the block. False: no memory. */
bool sound_begin(struct sound *sound, struct fault *fault);
void sound_end(struct sound *sound);

/* Opens the device called `name`, "" for the system's. False with a fault that names the
 * devices there are. */
bool sound_open(struct sound *sound, const char *name, struct fault *fault);
void sound_close(struct sound *sound);

/* Where the next samples go, and how many bytes of room there are; then how many came. */
void *sound_room(struct sound *sound, size_t *room);
void sound_came(struct sound *sound, size_t bytes);

/* Silent at once; the samples are wiped. */
void sound_stop(struct sound *sound);
void sound_pause(struct sound *sound, bool on);
void sound_gain(struct sound *sound, int gain);

/* Milliseconds that are still to be played. */
int64_t sound_left(struct sound *sound);

#endif
