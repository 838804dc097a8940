/*
 * Sentences with numbers, times and names put in.
 *
 * Every value that is put into a text, and every number or address shown alone,
 * is wrapped in U+2066 ... U+2069 so that it keeps its own order inside Urdu or
 * Arabic; U+2067 begins a value whose letters run from the right. Results stand in
 * a buffer that the caller owns; what does not fit is cut at a whole character.
 */
#ifndef SCREEN_SAY_H
#define SCREEN_SAY_H

#include "core/hours.h"
#include "screen/view.h"

/* SAY_MAX holds any text of a pack (PACK_TEXT_MAX) with a number put in. SAY_PART holds a
 * date, times or a place: the longest label and name that core/text_about.c allows (50 and
 * 89 characters of 3 bytes) with isolates. */
enum { SAY_MAX = 640, SAY_PART = 480 };

struct say_value {
	const char *name; /* without braces */
	const char *value;
};

/* printf into a buffer of `size` bytes, at least 1; what does not fit is cut at a whole
 * character. Returns the bytes written, always below `size`. */
__attribute__((format(printf, 3, 4))) int say_print(char *out, int size, const char *format, ...);

/* Fills {names} of `template`. Unknown names stay as they are. */
void say_fill(char *out, int size, const char *template, const struct say_value *values, int count);

/* A number or address that stays in its order and on one line: LRI text PDI, with
 * hard blanks. */
void say_isolated(char *out, int size, const char *text);

/* A time on one line, of a minute of the day (0 to 1440). The language's own words
 * ui.time.am, .pm, .evening and .night hold {h} for a clock of twelve hours ("10am",
 * "9.30am") or {h24} for one of twenty-four ("09:30"); noon and midnight are words. */
void say_time(const struct view *view, char *out, int size, int minute);

/* "10am to noon"; in a right-to-left language too the start is read first. */
void say_times(const struct view *view, char *out, int size, int start, int end);

/* The comma of the language: Arabic, Persian and Urdu have one of their own, all
 * other languages here share one. */
const char *say_comma(const struct view *view);

/* "Tue 3 Nov"; with `long_day` "Tuesday 3 Nov". */
void say_date(const struct view *view, char *out, int size, int32_t day, bool long_day);

/* "Open now until 5pm", "Opens Monday at 10am", "Any time, day or night". */
void say_open(const struct view *view, char *out, int size, const struct offer *offer);

/* "Tue 3 Nov, 10am to noon". */
void say_meeting(const struct view *view, char *out, int size, const struct meeting *meeting);

/* "Here, Garden Room", "Online, from home". */
void say_place(const struct view *view, char *out, int size, const struct meeting *meeting);

/* "4 places left", "Full ...", "" without a limit. */
void say_places(const struct view *view, char *out, int size, const struct meeting *meeting);

/* "For women" ...: from the offer's people. */
void say_people(const struct view *view, char *out, int size, const struct offer *offer);

/* The address as people type it: without "https://", "www." and a last slash. */
void say_address(char *out, int size, const char *url);

#endif
