/*
 * For tests of words in a box: letters all 10 pixels wide (bold 11, marks 0), and
 * what has been drawn as the eye meets it.
 */
#ifndef TESTS_SCREEN_PARAGRAPH_FIXTURE_H
#define TESTS_SCREEN_PARAGRAPH_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "screen/itemise.h"
#include "screen/paragraph.h"

#define LRI "\xE2\x81\xA6"
#define PDI "\xE2\x81\xA9"

static struct draw_list list;
static int measured; /* calls */

static bool is_mark(uint32_t code)
{
	return (code >= 0x300 && code < 0x370) || (code >= 0x64B && code <= 0x652) || code == 0x0A3F || code == 0x09BF;
}

static int fake_width(void *context, struct run_font font, const char *text, int length)
{
	int width = 0;
	(void)context;
	measured++;
	assert_true(length > 0);
	for (uint32_t code; length > 0;) {
		int bytes = utf8_next(text, (size_t)length, &code);
		width += is_mark(code) ? 0 : font.face == FACE_BOLD ? 11 : 10;
		text += bytes;
		length -= bytes;
	}
	return width;
}

static struct font_metrics fake_metrics(void *context, struct run_font font)
{
	(void)context;
	if (font.script == SCRIPT_ARABIC || font.script == SCRIPT_NASTALIQ)
		return (struct font_metrics){.ascent = 20, .descent = 12, .cap = 10};
	return (struct font_metrics){.ascent = 16, .descent = 4, .cap = 11};
}

static const struct measure fake = {NULL, fake_width, fake_metrics, NULL};

static struct paragraph plain(const char *text, int width)
{
	return (struct paragraph){
	    .text = text, .language = "en", .box = {100, 50, width, 0}, .px = 20, .line_px = 30, .ink = 0xFF000000, .lines_max = PARAGRAPH_LINES};
}

__attribute__((unused)) static struct paragraph urdu(const char *text, int width)
{
	struct paragraph paragraph = plain(text, width);
	paragraph.language = "ur";
	paragraph.rtl = true;
	return paragraph;
}

/* Draws into an empty list; measuring alone must say the same. */
static struct laid draw(const struct paragraph *paragraph)
{
	struct laid before = paragraph_measure(&fake, paragraph);
	draw_begin(&list, (struct panel){1920, 1080, 4.0}, 0xFFFFFFFF, "test");
	struct laid laid = paragraph_draw(&fake, paragraph, &list);
	assert_true(before.lines == laid.lines && before.height == laid.height && before.width == laid.width && before.fits == laid.fits);
	assert_int_equal(list.clipped, laid.fits ? 0 : 1);
	assert_int_equal(laid.height, laid.lines * paragraph->line_px);
	assert_int_equal(list.object_count, 0);
	return laid;
}

static const char *op_text(const struct draw_op *op)
{
	return draw_label(&list, op->text.at);
}

static void put_backwards(char *out, const char *text)
{
	size_t length = strlen(text), at = strlen(out) + length;
	out[at] = 0;
	while (length > 0) {
		size_t bytes = (size_t)utf8_next(text, length, NULL);
		at -= bytes;
		memcpy(out + at, text, bytes);
		text += bytes;
		length -= bytes;
	}
}

/* Everything drawn as the eye meets it from the left, lines parted by '|'. Runs
 * stand in that order in the list and touch each other. */
static const char *seen(void)
{
	static char out[8192];
	out[0] = 0;
	for (int i = 0; i < list.op_count; i++) {
		const struct draw_op *op = &list.ops[i], *before = op - 1;
		assert_int_equal(op->kind, OP_TEXT);
		assert_int_equal(strlen(op_text(op)), op->text.length);
		if (i > 0 && op->rect.y == before->rect.y)
			assert_int_equal(op->rect.x, before->rect.x + before->rect.w);
		else if (i > 0)
			memcpy(out + strlen(out), "|", 2);
		assert_true(strlen(out) + op->text.length < sizeof out - 2);
		if (op->text.font.rtl)
			put_backwards(out, op_text(op));
		else
			memcpy(out + strlen(out), op_text(op), op->text.length + 1u);
	}
	return out;
}

#endif
