#include "screen/speak.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "screen/kit.h"
#include "screen/say.h"
#include "screen/speak_number.h"

static int number_of(const struct view *view, const char *code)
{
	for (int i = 0; i < view->hub->language_count; i++)
		if (strcmp(view->hub->languages[i].code, code) == 0)
			return i;
	return 0;
}

static const char *word_in(const struct view *view, int language, enum word word)
{
	return hub_text(view->hub, language, word_key(word));
}

/* The last character ends a sentence or a part of one. */
static bool has_end(const char *text, int used)
{
	static const char *const ends[] = {".", "!", "?", ":", ",", ";", "۔", "؟", "।", "،", "…"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		int length = (int)strlen(ends[i]);
		if (used >= length && memcmp(text + used - length, ends[i], (size_t)length) == 0)
			return true;
	}
	return false;
}

static int append(char *out, int size, const char *between, const char *text)
{
	struct spoken spoken = {out, size, (int)strlen(out)};

	if (*text) {
		spoken_put(&spoken, spoken.used == 0 ? "" : has_end(out, spoken.used) ? " " : between, -1);
		spoken_put(&spoken, text, -1);
	}
	return spoken.used;
}

int speak_add(char *out, int size, const char *sentence)
{
	return append(out, size, ". ", sentence);
}

/* What only directs the eye: marks of direction and of bold. */
static bool is_mark(uint32_t code)
{
	return code == 0x01 || (code >= 0x2066 && code <= 0x2069) || (code >= 0x202A && code <= 0x202E) || code == 0x200E || code == 0x200F ||
	       code == 0x061C || code == 0xFEFF;
}

/* Without marks. A line that breaks within an address (between two isolates) is no
 * break; other breaks and middle dots become SPOKEN_PAUSE. */
static void clean(const char *text, char *out, int size)
{
	struct spoken spoken = {out, size, 0};
	const char *end = text + strlen(text);
	uint32_t before = 0, code;

	out[0] = 0;
	for (int bytes; text < end; text += bytes, before = code) {
		bytes = utf8_next(text, (size_t)(end - text), &code);
		bool within = code == '\n' && before == 0x2069 && (unsigned char)text[1] == 0xE2 && (unsigned char)text[2] == 0x81;
		if (is_mark(code) || within)
			continue;
		if (code == '\n' || code == 0xB7)
			spoken_put(&spoken, SPOKEN_PAUSE, 1);
		else if (code == 0xA0 || code == 0x202F)
			spoken_put(&spoken, SPOKEN_HARD, 1);
		else
			spoken_put(&spoken, text, bytes);
	}
}

int speak_text(const struct view *view, int language, const char *text, char *out, int size)
{
	struct spoken_words words = {word_in(view, language, WORD_SPEECH_DOT), word_in(view, language, WORD_SPEECH_SLASH),
				     word_in(view, language, WORD_SPEECH_DASH), word_in(view, language, WORD_SPEECH_AT)};
	struct spoken spoken = {out, size, 0};
	char plain[SPEAK_MAX];
	bool emergency = strstr(text, "999") != NULL;

	out[0] = 0;
	clean(text, plain, sizeof plain);
	for (const char *at = plain; *at;) {
		int taken = spoken_address(&spoken, &words, plain, at);
		taken = taken ? taken : spoken_number(&spoken, plain, at, emergency);
		if (taken) {
			at += taken;
			continue;
		}
		if (*at == SPOKEN_PAUSE[0]) {
			spoken_trim(&spoken);
			if (spoken.used)
				spoken_put(&spoken, has_end(out, spoken.used) ? " " : ", ", -1);
		} else if (*at == ' ' || *at == SPOKEN_HARD[0]) {
			if (spoken.used && out[spoken.used - 1] != ' ')
				spoken_put(&spoken, " ", 1);
		} else {
			int bytes = utf8_next(at, strlen(at), NULL);
			spoken_put(&spoken, at, bytes);
			at += bytes - 1;
		}
		at++;
	}
	spoken_trim(&spoken);
	return spoken.used;
}

/* Is this the chosen one of several? */
static bool is_chosen(const struct session *session, struct action action)
{
	switch (action.verb) {
	case VERB_LANGUAGE:
		return action.value == session->language;
	case VERB_SIZE:
		return action.value == session->size;
	case VERB_KIND:
		return action.value > 0 && action.value == session->kind_filter;
	case VERB_STAGE:
		return action.value > 0 && action.value == session->stage_filter;
	default:
		return false;
	}
}

/* "On", "Off" of a switch; "On" of the chosen one of several; else "". */
static const char *state_of(const struct view *view, int language, struct action action)
{
	const struct session *session = view->session;
	bool on = false, is_switch = true;

	switch (action.verb) {
	case VERB_CONTRAST:
		on = session->contrast;
		break;
	case VERB_MOTION:
		on = session->still;
		break;
	case VERB_LOWER:
		on = session->lowered;
		break;
	default:
		is_switch = false;
		on = is_chosen(session, action);
	}
	return on ? word_in(view, language, WORD_ON) : is_switch ? word_in(view, language, WORD_OFF) : "";
}

static const char *role_of(const struct view *view, int language, int role)
{
	switch (role) {
	case ROLE_BUTTON:
	case ROLE_LINK_CARD:
		return word_in(view, language, WORD_SPEECH_BUTTON);
	case ROLE_HEADING:
		return word_in(view, language, WORD_SPEECH_HEADING);
	default:
		return "";
	}
}

const char *speak_language(const struct view *view, const struct draw_list *list, int object)
{
	const struct draw_object *one = &list->objects[object];

	return one->role == ROLE_CODE || !one->language[0] ? kit_language(view) : one->language;
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && strcmp(text + length - tail, end) == 0;
}

int speak_object(const struct view *view, const struct draw_list *list, int object, char *out, int size)
{
	const struct draw_object *one = &list->objects[object];
	int language = number_of(view, speak_language(view, list, object));
	const char *text = draw_label(list, one->speech);
	char code[SAY_MAX];

	if (one->role == ROLE_CODE) {
		struct say_value value = {"address", text};
		say_fill(code, sizeof code, word_in(view, language, WORD_SPEECH_CODE), &value, 1);
		text = code;
	}
	if (speak_text(view, language, text, out, size) == 0)
		return 0;
	const char *state = state_of(view, language, one->action);
	if (!ends_with(out, state))
		append(out, size, ", ", state);
	return append(out, size, ", ", role_of(view, language, one->role));
}

static bool covers(const struct draw_list *list, struct rect r)
{
	return r.x <= 0 && r.y <= 0 && r.x + r.w >= list->w && r.y + r.h >= list->h;
}

bool speak_stops(const struct draw_list *list, int object)
{
	const struct draw_object *one = &list->objects[object];

	return draw_label(list, one->speech)[0] && !(one->action.verb && !one->focus && covers(list, one->rect));
}

int speak_at(const struct draw_list *list, int x, int y)
{
	for (int i = list->object_count - 1; i >= 0; i--)
		if (rect_holds(list->objects[i].rect, x, y) && draw_label(list, list->objects[i].speech)[0])
			return i;
	return -1;
}

/* Inside a control the text is the control's. */
static bool in_control(const struct draw_list *list, int object)
{
	struct rect r = list->objects[object].rect;

	for (int i = 0; i < list->object_count; i++)
		if (list->objects[i].focus && rect_holds(list->objects[i].rect, r.x + r.w / 2, r.y + r.h / 2))
			return true;
	return false;
}

static bool is_read(const struct view *view, const struct draw_list *list, int object, bool heading)
{
	const struct draw_object *one = &list->objects[object];
	bool wanted = heading ? one->role == ROLE_HEADING : one->role == ROLE_TEXT || one->role == ROLE_PROGRESS;

	return wanted && !one->action.verb && strcmp(one->language, kit_language(view)) == 0 && !in_control(list, object);
}

int speak_screen(const struct view *view, const struct draw_list *list, char *out, int size)
{
	char words[SPEAK_MAX];
	int language = view->session->language;

	out[0] = 0;
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < list->object_count; i++)
			if (is_read(view, list, i, pass == 0)) {
				speak_text(view, language, draw_label(list, list->objects[i].speech), words, sizeof words);
				speak_add(out, size, words);
			}
	if (view->session->screen == SCREEN_MORE_TIME) {
		char text[SAY_MAX], n[16];
		struct say_value value = {"n", n};
		int64_t left = MORE_TIME_MS - (view->now_ms - view->session->entered_ms);
		snprintf(n, sizeof n, "%d", (int)((left > 0 ? left : 0) / 1000));
		say_fill(text, sizeof text, word_in(view, language, WORD_SPEECH_CLEARS), &value, 1);
		speak_text(view, language, text, words, sizeof words);
		speak_add(out, size, words);
	}
	return (int)strlen(out);
}
