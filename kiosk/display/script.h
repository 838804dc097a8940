/*
 * Visits as text files, for tests and demonstrations.
 *
 * One command a line; `#` begins a comment; words in "quotes" may hold blanks,
 * \" and \\. The clock is virtual: nothing waits in real time.
 *
 *   tap "label" | tap X,Y      down and up, through the same path as a finger
 *                              (100 ms, then 500 ms: what is sooner at the same place is a second strike)
 *   tap @verb[:value]          the control that does this: @go:lines, @answer:yes,
 *                              @open:samaritans (display/script_aim.h)
 *   press ... , release [...]  one half of it; release without a place where it is
 *   move X,Y
 *   key NAME                   a key by its name (Down, Return, F23), or by what it does
 *                              (next, before, act, back, repeat ..., display/keypad.h)
 *   hold NAME 1s               the same, held so long
 *   plug in|out                headphones; from then on the screen has a voice that only
 *                              remembers what it would say (display/voice_fake.h)
 *   listen on|off              as the button Listen
 *   expect-spoken "text"       word for word, what was said last
 *   expect-silent
 *   wait 35s                   also 500ms, 2m, 1h
 *   expect "text", expect-no "text", expect-screen NAME
 *   open SCREEN [WHICH]        a jump, see display/tour.h
 *   lang CODE, theme light|contrast, motion on|off
 *   size normal|large|largest, lower on|off
 *   ahead on|off               words of screens to come are laid out and rendered meanwhile
 *                              (prefill.h, rehearse.h); off, a script that looks only at
 *                              dumps takes half the time, and no dump is another
 *   now 2026-11-02T09:59       the wall clock
 *   content FOLDER             the store of content is another one (display/supply.h); it is
 *                              looked at when the screen rests, so wait for that
 *   shot FILE.png, dump FILE.json, echo WORDS
 *   paint                      as shot, without a file: for measuring
 *   repeat N ... end           up to REPEAT_DEPTH deep
 *   stop                       forgets the script and stops the process (SIGSTOP), so that
 *                              its memory can be looked at; the script has then ended
 *
 * `tap "label"` fails when the label is not there, has no action, or lies beneath
 * another control. A wrong `expect` is told and the script goes on; anything else
 * that fails ends it.
 */
#ifndef DISPLAY_SCRIPT_H
#define DISPLAY_SCRIPT_H

#include "display/kiosk.h"

enum { SCRIPT_FILE_MAX = 1 << 20, SCRIPT_WORDS = 4, SCRIPT_WORD_MAX = 640, REPEAT_DEPTH = 8, PAGES_MAX = 40, TAP_MS = 100, AFTER_TAP_MS = 500 };

struct script_line {
	int count;
	bool quoted[SCRIPT_WORDS];
	char words[SCRIPT_WORDS][SCRIPT_WORD_MAX];
};

/* Cuts a line into words; `echo` keeps its rest as one word. False with a fault:
 * too many words, one too long, a quote that does not end. An empty line has no
 * words. */
bool script_cut(const char *text, int length, struct script_line *line, struct fault *fault);

/* "35s" as milliseconds; -1 when it is none. At most a week. */
int64_t script_duration(const char *text);

/* "960,540"; false when it is none. */
bool script_place(const char *text, int *x, int *y);

/* Runs the file. Prints what failed to stderr as "file:line: ..." with the labels
 * on the screen. Returns how many lines failed; -1 when the file is unreadable. */
int script_run(struct kiosk *kiosk, const char *path, SDL_Surface *surface);

#endif
