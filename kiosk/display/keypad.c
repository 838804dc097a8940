#include "display/keypad.h"

#include <SDL.h>
#include <string.h>
#include <strings.h>

#include "base/nearest.h"

_Static_assert(KEYPAD_CODES == (int)SDL_NUM_SCANCODES, "as many as SDL has");

static const struct {
	SDL_Scancode code;
	enum kiosk_key key;
} usual[] = {
    {SDL_SCANCODE_DOWN, KEY_NEXT},
    {SDL_SCANCODE_RIGHT, KEY_NEXT},
    {SDL_SCANCODE_TAB, KEY_NEXT},
    {SDL_SCANCODE_UP, KEY_BEFORE},
    {SDL_SCANCODE_LEFT, KEY_BEFORE},
    {SDL_SCANCODE_RETURN, KEY_ACT},
    {SDL_SCANCODE_SPACE, KEY_ACT},
    {SDL_SCANCODE_BACKSPACE, KEY_BACK},
    {SDL_SCANCODE_AC_BACK, KEY_BACK},
    {SDL_SCANCODE_ESCAPE, KEY_BACK},
    {SDL_SCANCODE_HELP, KEY_HELP},
    {SDL_SCANCODE_VOLUMEUP, KEY_LOUDER},
    {SDL_SCANCODE_VOLUMEDOWN, KEY_QUIETER},
    /* The number pad: 8 4 6 2 as arrows, 5 and Enter act. */
    {SDL_SCANCODE_KP_2, KEY_NEXT},
    {SDL_SCANCODE_KP_6, KEY_NEXT},
    {SDL_SCANCODE_KP_8, KEY_BEFORE},
    {SDL_SCANCODE_KP_4, KEY_BEFORE},
    {SDL_SCANCODE_KP_5, KEY_ACT},
    {SDL_SCANCODE_KP_ENTER, KEY_ACT},
    {SDL_SCANCODE_KP_0, KEY_BACK},
    {SDL_SCANCODE_KP_PERIOD, KEY_CLEAR},
    {SDL_SCANCODE_KP_DIVIDE, KEY_HELP},
    {SDL_SCANCODE_KP_MULTIPLY, KEY_REPEAT},
    {SDL_SCANCODE_KP_PLUS, KEY_LOUDER},
    {SDL_SCANCODE_KP_MINUS, KEY_QUIETER},
    {SDL_SCANCODE_KP_7, KEY_PAUSE},
    /* Storm AudioNav, EZ-Access; see the header. */
    {SDL_SCANCODE_F18, KEY_BEFORE},
    {SDL_SCANCODE_F19, KEY_NEXT},
    {SDL_SCANCODE_F20, KEY_ACT},
    {SDL_SCANCODE_F23, KEY_BACK},
    {SDL_SCANCODE_F24, KEY_NEXT},
    {SDL_SCANCODE_F15, KEY_JACK_IN},
    {SDL_SCANCODE_F16, KEY_JACK_OUT},
    {SDL_SCANCODE_F17, KEY_HELP},
    {SDL_SCANCODE_F21, KEY_QUIETER},
    {SDL_SCANCODE_F22, KEY_LOUDER},
};

static int code_named(const char *name)
{
	for (int i = 1; i < KEYPAD_CODES; i++) {
		const char *known = SDL_GetScancodeName((SDL_Scancode)i);
		if (known[0] && strcasecmp(known, name) == 0)
			return i;
	}
	return 0;
}

static void refuse(const struct key_setting *one, struct findings *findings)
{
	const char *known[KEYPAD_CODES];
	int count = 0;

	for (int i = 1; i < KEYPAD_CODES; i++) {
		const char *name = SDL_GetScancodeName((SDL_Scancode)i);
		if (name[0])
			known[count++] = name;
	}
	findings_add(findings, SEVERITY_ERROR, "config", (struct spot){"", one->line, one->name},
		     "no key of kiosk.conf is called so; did you mean \"%s\"?", nearest_word(one->name, known, count));
}

void keypad_open(struct keypad *keypad, const struct speech_settings *settings, struct findings *findings)
{
	memset(keypad, 0, sizeof *keypad);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		keypad->keys[usual[i].code] = (uint8_t)usual[i].key;
	keypad->wait_ms = settings->key_wait_ms;
	for (int i = 0; i < settings->key_count; i++) {
		int code = code_named(settings->keys[i].name);
		if (code)
			keypad->keys[code] = settings->keys[i].key;
		else
			refuse(&settings->keys[i], findings);
	}
}

enum kiosk_key keypad_duty(const struct keypad *keypad, int scancode)
{
	return scancode > 0 && scancode < KEYPAD_CODES ? (enum kiosk_key)keypad->keys[scancode] : KEY_NONE;
}

/* Headphones that go in and out are no finger that trembles. */
enum kiosk_key keypad_press(struct keypad *keypad, int scancode, int64_t now_ms)
{
	enum kiosk_key key = keypad_duty(keypad, scancode);
	int64_t since = now_ms - keypad->last_ms;

	if (key == KEY_NONE || key == KEY_JACK_IN || key == KEY_JACK_OUT)
		return key;
	if (scancode == keypad->last && since >= 0 && since < keypad->wait_ms)
		return KEY_NONE;
	keypad->last = scancode;
	keypad->last_ms = now_ms;
	return key;
}

enum kiosk_key keypad_named(const struct keypad *keypad, const char *name)
{
	for (int i = 1; i < KEY_COUNT; i++)
		if (strcasecmp(key_name(i), name) == 0)
			return (enum kiosk_key)i;
	if (strcasecmp(name, "Enter") == 0)
		return keypad_duty(keypad, SDL_SCANCODE_RETURN);
	return keypad_duty(keypad, code_named(name));
}
