/*
 * Scripts: which one a language is written in, which one a character belongs to,
 * and which characters the fonts of a script lack.
 *
 * A script here is a font and the rules of shaping that go with it. Urdu has two:
 * Noto Sans Arabic, which stands in the boxes of the normal size, and Nastaliq, the
 * style that Urdu readers know from print, which needs lines half as high again and
 * is used where a screen has the height (`tall`).
 *
 * What a font lacks was read from the files of Debian's fonts-noto-core; a test
 * reads them again (tests/display/test_font.c).
 *
 * Private to the paragraph; screens use screen/paragraph.h.
 */
#ifndef SCREEN_SCRIPTS_H
#define SCREEN_SCRIPTS_H

#include "screen/draw.h"

/* Besides enum script: a character that takes the script of its neighbours, and a
 * mark that takes that of its letter. */
enum { SCRIPT_COMMON = SCRIPT_COUNT, SCRIPT_INHERITED };

/* The script that a language is mainly written in; `tall` as in struct paragraph. */
enum script script_of_language(const char *language, bool tall);

/* The script of a character in a text whose main script is `main`, or one of the
 * two above. */
int script_of(uint32_t code, enum script main);

/* The script whose font draws a common character among letters of `script`. */
enum script script_drawing(uint32_t code, enum script script);

/* The face that is really drawn: the serif has Latin letters only. */
enum face script_face(enum face face, enum script script);

#endif
