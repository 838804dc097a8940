#include "screen/itemise.h"

#include <string.h>

#include <fribidi.h>
#include <hb.h>

#include "base/utf8.h"
#include "screen/numbers.h"

enum { ISOLATES_DEEP = 16 };

static bool steers(uint32_t code)
{
	return (code >= 0x2066 && code <= 0x2069) || (code >= 0x202A && code <= 0x202E) || code == 0x200E || code == 0x200F || code == 0x061C;
}

/* A soft hyphen goes too: a line that breaks at it would need a hyphen drawn that
 * is not in the text. */
static bool unseen(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0xFEFF;
}

static uint32_t plain(uint32_t code)
{
	if (code == '\v' || code == '\f' || code == 0x85 || code == 0x2028 || code == 0x2029)
		return '\n';
	return code == '\t' ? ' ' : code;
}

static enum face toggled(enum face face)
{
	return face == FACE_REGULAR ? FACE_BOLD : face == FACE_BOLD ? FACE_REGULAR : face;
}

/* Isolates within isolates: the program makes one. FriBidi counts wrongly among
 * very many, so those too deep are not passed on. */
static bool too_deep(int *depth, uint32_t code)
{
	if (code == 0x2069 && *depth > 0)
		--*depth;
	if (code < 0x2066 || code > 0x2068)
		return false;
	if (*depth == ISOLATES_DEEP)
		return true;
	++*depth;
	return false;
}

/* `end` is where each character ends in the text. */
static void decode(struct itemised *out, const char *text, enum face face)
{
	size_t length = text ? strlen(text) : 0;
	int depth = 0;
	out->count = 0;
	out->cut = out->failed = false;
	for (size_t at = 0; at < length;) {
		uint32_t code = (unsigned char)text[at];
		at += code < 0x80 ? 1 : (size_t)utf8_next(text + at, length - at, &code);
		if (code == 0x01)
			face = toggled(face);
		code = plain(code);
		if ((unseen(code) && code != '\n') || too_deep(&depth, code))
			continue;
		if (out->count == PARAGRAPH_CODES) {
			out->cut = true;
			return;
		}
		out->code[out->count] = code;
		out->end[out->count] = (uint32_t)at;
		out->face[out->count++] = (uint8_t)face;
	}
}

/* Makes room for `count` steering characters before `i`. */
static uint32_t *insert(struct itemised *text, int i, int count)
{
	size_t rest = (size_t)(text->count - i);
	memmove(text->code + i + count, text->code + i, rest * sizeof *text->code);
	memmove(text->face + i + count, text->face + i, rest * sizeof *text->face);
	memmove(text->end + i + count, text->end + i, rest * sizeof *text->end);
	text->count += count;
	return text->code + i;
}

/* What translators typed without isolates gets them (screen/numbers.h), and stays on one
 * line: its halves on two lines would each be read in another direction. Where there is no
 * room for them the text counts as cut: a number that may read backwards is a defect. */
static void isolate_numbers(struct itemised *text)
{
	struct number number;
	for (int from = 0; numbers_next(text->code, text->count, from, &number); from = number.to + 1) {
		int extra = number.override ? 2 : 1;
		if (text->count + 2 * extra > PARAGRAPH_CODES) {
			text->cut = true;
			return;
		}
		for (int i = number.from; i < number.to; i++)
			text->code[i] = text->code[i] == ' ' ? 0xA0 : text->code[i];
		static const uint32_t before[] = {0x2066, 0x202D}, after[] = {0x202C, 0x2069};
		memcpy(insert(text, number.to, extra), after + 2 - extra, (size_t)extra * sizeof *after);
		memcpy(insert(text, number.from, extra), before, (size_t)extra * sizeof *before);
		number.to += 2 * extra - 1;
	}
}

/* Can any character get an odd level in a left-to-right text? */
static bool turns(const struct itemised *text)
{
	for (int i = 0; i < text->count; i++) {
		if (text->code[i] < 0x0590)
			continue;
		FriBidiCharType type = fribidi_get_bidi_type(text->code[i]);
		if (type & FRIBIDI_MASK_RTL)
			return true;
	}
	return false;
}

/* A sentence in Latin letters alone, as ordinary texts are that nobody has translated: it
 * ends at its right, also on a screen that is read from the right. Names and numbers do
 * not: there the order of the screen holds. */
static bool latin_sentence(const struct itemised *text)
{
	int last = text->count - 1;
	bool letters = false;

	while (last >= 0 && (text->code[last] == ' ' || text->code[last] == '\n'))
		last--;
	for (int i = 0; i < text->count && !letters; i++)
		letters = (text->code[i] | 32) >= 'a' && (text->code[i] | 32) <= 'z';
	return letters && last >= 0 && (text->code[last] == '.' || text->code[last] == '?' || text->code[last] == '!') && !turns(text);
}

/* FriBidi wants one paragraph at a time, without what ends it: version 1.0.8 reads
 * memory it has freed when an isolate is open at a separator. */
static bool full_levels(struct itemised *text, bool rtl, struct level_cache *cache)
{
	bool odd = rtl;
	for (int from = 0, to; from < text->count; from = to + 1) {
		for (to = from; to < text->count && text->code[to] != '\n';)
			to++;
		if (to > from && !levels_find(cache, text->code + from, to - from, rtl, text->level + from))
			return false;
		if (to < text->count)
			text->level[to] = rtl;
	}
	for (int i = 0; i < text->count && !odd; i++)
		odd = text->level[i] & 1;
	/* Only odd levels turn anything round. Without one, isolates need no runs of their own. */
	if (!odd)
		memset(text->level, 0, sizeof text->level);
	return true;
}

/* Drops the characters that have done their work. */
static void compact(struct itemised *text)
{
	int kept = 0;
	for (int i = 0; i < text->count; i++) {
		if (steers(text->code[i]))
			continue;
		text->code[kept] = text->code[i];
		text->level[kept] = text->level[i];
		text->end[kept] = text->end[i];
		text->face[kept++] = text->face[i];
	}
	text->count = kept;
}

/* Common characters at the start of a level wait in [waiting, i) for the next script. */
static void settle(struct itemised *text, int waiting, int i, enum script script)
{
	for (; waiting < i; waiting++)
		text->script[waiting] = (uint8_t)script_drawing(text->code[waiting], script);
}

/* A stretch of one level without any letters takes the script of the language. */
static void scripts(struct itemised *text, enum script main)
{
	int last = SCRIPT_COMMON, waiting = 0;
	for (int i = 0; i < text->count; i++) {
		int own = script_of(text->code[i], main);
		if (i > 0 && text->level[i] != text->level[i - 1]) {
			if (last == SCRIPT_COMMON)
				settle(text, waiting, i, main);
			last = SCRIPT_COMMON;
			waiting = i;
		}
		if (own < SCRIPT_COMMON) {
			if (last == SCRIPT_COMMON)
				settle(text, waiting, i, (enum script)own);
			last = own;
			text->script[i] = (uint8_t)own;
		} else if (last != SCRIPT_COMMON) {
			bool mark = own == SCRIPT_INHERITED;
			text->script[i] = mark ? text->script[i - 1] : (uint8_t)script_drawing(text->code[i], (enum script)last);
		}
	}
	if (last == SCRIPT_COMMON)
		settle(text, waiting, text->count, main);
}

/* The blanks of Nastaliq are narrow, for words that lean over each other; beside Latin
 * letters and digits they would not be seen. */
static void widen_blanks(struct itemised *text)
{
	for (int i = 0; i < text->count; i++) {
		bool blank = text->code[i] == ' ' || text->code[i] == 0xA0;
		bool latin = (i > 0 && text->script[i - 1] == SCRIPT_LATIN) || (i + 1 < text->count && text->script[i + 1] == SCRIPT_LATIN);
		if (blank && latin && text->script[i] == SCRIPT_NASTALIQ)
			text->script[i] = SCRIPT_LATIN;
	}
}

static int encode(uint32_t code, char *out)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
	static const unsigned char first[] = {0, 0xC0, 0xE0, 0xF0};
	out[0] = (char)(first[more] | code >> (6 * more));
	for (int i = 1; i <= more; i++)
		out[i] = (char)(0x80 | (code >> (6 * (more - i)) & 0x3F));
	return more + 1;
}

void itemise(struct itemised *out, const struct paragraph *paragraph, struct level_cache *cache, bool shortcut)
{
	decode(out, paragraph->text, paragraph->face);
	bool rtl = paragraph->rtl && !latin_sentence(out);
	if (rtl)
		isolate_numbers(out);
	if (shortcut && !rtl && !turns(out)) {
		memset(out->level, 0, sizeof out->level);
	} else if (!full_levels(out, rtl, cache)) {
		out->failed = true;
		out->count = 0;
	}
	compact(out);
	scripts(out, script_of_language(paragraph->language, paragraph->tall));
	widen_blanks(out);
	int at = 0;
	for (int i = 0; i < out->count; i++) {
		out->face[i] = (uint8_t)script_face(out->face[i], out->script[i]);
		out->at[i] = (uint16_t)at;
		at += encode(out->code[i], out->utf8 + at);
	}
	out->at[out->count] = (uint16_t)at;
}

int itemise_run_end(const struct itemised *text, int from, int to)
{
	int i = from + 1;
	while (i < to && text->level[i] == text->level[from] && text->script[i] == text->script[from] && text->face[i] == text->face[from])
		i++;
	return i;
}

struct run_font itemise_font(const struct itemised *text, int i, int px)
{
	return (struct run_font){.face = text->face[i], .script = text->script[i], .rtl = text->level[i] & 1, .px = (int16_t)px};
}

int itemise_width(const struct itemised *text, const struct measure *measure, int px, int from, int to)
{
	int width = 0;
	for (int end; from < to; from = end) {
		end = itemise_run_end(text, from, to);
		width += measure->width(measure->context, itemise_font(text, from, px), text->utf8 + text->at[from], text->at[end] - text->at[from]);
	}
	return width;
}

bool itemise_cluster(const struct itemised *text, int i)
{
	uint32_t code = text->code[i], before = i > 0 ? text->code[i - 1] : 0;
	if (code < 0x300)
		return before != 0x200D;
	if (code == 0x200C || code == 0x200D || before == 0x200D || (code >= 0x1F3FB && code <= 0x1F3FF))
		return false;
	hb_unicode_general_category_t kind = hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
	if (kind == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || kind == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
	    kind == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK)
		return false;
	bool alef = code == 0x0622 || code == 0x0623 || code == 0x0625 || code == 0x0627 || code == 0x0671;
	if (alef && before == 0x0644) /* lam and alef are one letter to the eye */
		return false;
	return before != 0x09CD && before != 0x0A4D; /* viramas join the next letter */
}
