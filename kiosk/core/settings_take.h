/*
 * How core/settings.c reads one value; shared with the keys of speech.
 *
 * Each reader takes the value into `settings`, or says what is wrong and changes
 * nothing.
 */
#ifndef CORE_SETTINGS_TAKE_H
#define CORE_SETTINGS_TAKE_H

#include "core/conf.h"
#include "core/settings.h"

/* One of two words: the first gives false, the second true. */
bool take_choice(const struct value *value, const char *off, const char *on, bool *out, struct fault *fault);

/* core/settings_speech.c */
bool take_speech(const struct value *value, struct settings *settings, struct fault *fault);
bool take_headphones(const struct value *value, struct settings *settings, struct fault *fault);
bool take_switch_device(const struct value *value, struct settings *settings, struct fault *fault);
bool take_audio(const struct value *value, struct settings *settings, struct fault *fault);
bool take_voice(const struct value *value, struct settings *settings, struct fault *fault);
bool take_voice_rate(const struct value *value, struct settings *settings, struct fault *fault);
bool take_key(const struct value *value, struct settings *settings, struct fault *fault);
bool take_key_wait(const struct value *value, struct settings *settings, struct fault *fault);
bool take_scan(const struct value *value, struct settings *settings, struct fault *fault);

/* The defaults of these keys. */
void speech_defaults(struct speech_settings *speech);

#endif
