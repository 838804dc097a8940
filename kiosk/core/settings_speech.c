/*
 * The keys of kiosk.conf for reading aloud and for keypads.
 */
#include "core/settings_take.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"

/* Words a minute that espeak-ng takes, and what it starts with is 175: too fast for a
 * first visit. 5.8 of EN 301 549 asks for a wait of up to 0.5 s at least. */
enum { RATE_MIN = 80, RATE_MAX = 450, RATE_START = 160, WAIT_MAX = 2000, SCAN_MIN = 500, SCAN_MAX = 20000, SCAN_START = 2000 };

void speech_defaults(struct speech_settings *speech)
{
	memset(speech, 0, sizeof *speech);
	snprintf(speech->voice, sizeof speech->voice, "%s", "/usr/bin/espeak-ng");
	speech->voice_rate = RATE_START;
	speech->scan_ms = SCAN_START;
}

static bool take_number(const char *text, int least, int most, int *out, struct fault *fault)
{
	char *end;
	long number = strtol(text, &end, 10);

	if (text[0] < '0' || text[0] > '9' || *end)
		return fault_set(fault, "\"%s\" is not a whole number", text);
	if (number < least || number > most)
		return fault_set(fault, "%s is out of range; it is from %d to %d", text, least, most);
	*out = (int)number;
	return true;
}

static bool take_words(const char *text, char *out, size_t size, struct fault *fault)
{
	if (strlen(text) >= size)
		return fault_set(fault, "this is too long; at most %zu bytes", size - 1);
	snprintf(out, size, "%s", text);
	return true;
}

bool take_speech(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_choice(value, "off", "on", &settings->speech.on, fault);
}

bool take_headphones(const struct value *value, struct settings *settings, struct fault *fault)
{
	static const char *const names[] = {"keypad", "switch", "held"};

	for (int i = 0; i < HEADPHONES_COUNT; i++)
		if (strcmp(value->text, names[i]) == 0) {
			settings->speech.headphones = (enum headphones)i;
			return true;
		}
	return fault_set(fault, "\"%s\" is not known here; write \"keypad\", \"switch\" or \"held\"", value->text);
}

bool take_switch_device(const struct value *value, struct settings *settings, struct fault *fault)
{
	if (value->text[0] != '/' && strcmp(value->text, "auto") != 0)
		return fault_set(fault, "\"%s\" is no device; write its whole path, or auto", value->text);
	return take_words(strcmp(value->text, "auto") == 0 ? "" : value->text, settings->speech.switch_device, sizeof settings->speech.switch_device,
			  fault);
}

bool take_audio(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_words(value->text, settings->speech.audio, sizeof settings->speech.audio, fault);
}

bool take_voice(const struct value *value, struct settings *settings, struct fault *fault)
{
	if (value->text[0] != '/')
		return fault_set(fault, "\"%s\" is no program; write its whole path, like /usr/bin/espeak-ng", value->text);
	return take_words(value->text, settings->speech.voice, sizeof settings->speech.voice, fault);
}

bool take_voice_rate(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_number(value->text, RATE_MIN, RATE_MAX, &settings->speech.voice_rate, fault);
}

bool take_key_wait(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_number(value->text, 0, WAIT_MAX, &settings->speech.key_wait_ms, fault);
}

bool take_scan(const struct value *value, struct settings *settings, struct fault *fault)
{
	return take_number(value->text, SCAN_MIN, SCAN_MAX, &settings->speech.scan_ms, fault);
}

static const char *const duties[] = {"none",  "next",   "before",  "act",     "back",     "clear",  "help",  "repeat",
				     "pause", "louder", "quieter", "jack-in", "jack-out", "listen", "switch"};
_Static_assert(sizeof duties / sizeof *duties == KEY_COUNT, "one name a duty");

const char *key_name(int key)
{
	return key >= 0 && key < KEY_COUNT ? duties[key] : "";
}

int key_value(const char *name)
{
	for (int i = 0; i < KEY_COUNT; i++)
		if (strcmp(duties[i], name) == 0)
			return i;
	if (strcmp(name, "up") == 0)
		return KEY_BEFORE;
	return strcmp(name, "down") == 0 ? KEY_NEXT : -1;
}

/* "Left Shift before": the last word is the duty, what stands before it the key. */
bool take_key(const struct value *value, struct settings *settings, struct fault *fault)
{
	struct speech_settings *speech = &settings->speech;
	const char *blank = strrchr(value->text, ' ');
	size_t length = blank ? (size_t)(blank - value->text) : 0;

	while (length && value->text[length - 1] == ' ')
		length--;
	if (!length)
		return fault_set(fault, "\"%s\" names no key and duty; write it like F23 back", value->text);
	int key = key_value(blank + 1);
	if (key < 0)
		return fault_set(fault, "a key cannot do \"%s\"; did you mean \"%s\"?", blank + 1, nearest_word(blank + 1, duties, KEY_COUNT));
	if (speech->key_count == KEYS_MAX)
		return fault_set(fault, "at most %d keys; leave one out", KEYS_MAX);
	if (length >= sizeof speech->keys[0].name)
		return fault_set(fault, "no key has a name as long as that");
	struct key_setting *one = &speech->keys[speech->key_count++];
	snprintf(one->name, sizeof one->name, "%.*s", (int)length, value->text);
	one->key = (uint8_t)key;
	one->line = value->line;
	return true;
}
