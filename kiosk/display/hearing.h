/*
 * What a screen with a voice needs of the machine: espeak-ng, a sound device, and the
 * switch that tells of headphones. With speech off nothing is opened and nothing asked.
 */
#ifndef DISPLAY_HEARING_H
#define DISPLAY_HEARING_H

#include <SDL.h>

#include "display/headphones.h"
#include "display/kiosk.h"
#include "display/voice_espeak.h"

struct hearing {
	bool on;
	bool watches; /* the switch of the headphones */
	struct voice_espeak voice;
	struct headphones_switch headphones;
};

/* Gives the kiosk its voice, where the settings want one and the machine has one; what
 * is missing is a finding. Without `audio = NAME` there is none, but for headphones that
 * are so by build (S27). Takes as long as espeak-ng takes to name its languages (about
 * 20 ms), so it comes after the first picture. */
void hearing_begin(struct hearing *hearing, struct kiosk *kiosk);
void hearing_end(struct hearing *hearing, struct kiosk *kiosk);

/* Looks at the headphones; in between, and when the sound device was taken away. */
enum change hearing_step(struct hearing *hearing, struct kiosk *kiosk);
int64_t hearing_due(const struct hearing *hearing);
enum change hearing_removed(struct hearing *hearing, struct kiosk *kiosk, const SDL_AudioDeviceEvent *event);

#endif
