/*
 * The commands of a script that have to do with keys and ears.
 */
#ifndef DISPLAY_SCRIPT_HEAR_H
#define DISPLAY_SCRIPT_HEAR_H

#include "display/kiosk.h"
#include "display/voice_fake.h"

/* What a key does, or KEY_NONE with a fault. */
enum kiosk_key hear_key(const struct kiosk *kiosk, const char *name, struct fault *fault);

/* Gives the kiosk `fake` for a voice where it has none, and takes it away again. Where it
 * has one, in a script, that is a voice_fake as well (display/voice_file.h begins with one). */
void hear_begin(struct kiosk *kiosk, struct voice_fake *fake);
void hear_end(struct kiosk *kiosk, struct voice_fake *fake);

/* Begins or ends to listen. */
bool hear_listen(struct kiosk *kiosk, bool on, struct fault *fault);

/* Was `text` said last? `what` tells a person what was. */
bool hear_said(const struct kiosk *kiosk, const char *text, char *what, int size);

#endif
