/*
 * A voice that is written to a file of sound: for tests, which have ears of their own.
 *
 * It keeps the time of a voice_fake, and has espeak-ng really say each utterance, one
 * after the other, into one WAV file (VOICE_HZ, 16 bits, one channel) as loud as the
 * volume asks. It waits for the child, CHILD_LIMIT_MS at most, so it is not for
 * families. Only `--speech-to` of a headless run uses it.
 */
#ifndef DISPLAY_VOICE_FILE_H
#define DISPLAY_VOICE_FILE_H

#include <stdio.h>

#include "core/settings.h"
#include "display/voice_child.h"
#include "display/voice_fake.h"

struct voice_file {
	struct voice_fake fake; /* first: its context */
	struct voice_child child;
	FILE *out;
	long bytes;
	bool broken; /* the child said nothing, or the file cannot be written */
};

/* Begins the file. False with a fault. */
bool voice_file_begin(struct voice_file *file, const struct speech_settings *settings, const char *path, struct fault *fault);

/* Ends it: its header tells its length. False when anything could not be said or written. */
bool voice_file_end(struct voice_file *file);

#endif
