#include "screen/wrap.h"

#include <linebreak.h>
#include <string.h>

_Static_assert(sizeof(utf32_t) == sizeof(uint32_t), "the same characters for libunibreak");

/* What the breaking reads all the time. */
struct work {
	const struct itemised *text;
	const struct measure *measure;
	const struct paragraph *paragraph;
	struct wrapped *out;
	int blank[FACE_COUNT][SCRIPT_COUNT][2]; /* widths of " ", -1: not asked yet */
};

/* libunibreak indexes its table once, in its own memory, before main(): then no
 * paragraph needs to know whether it is the first. */
__attribute__((constructor)) static void ready(void)
{
	init_linebreak();
}

static bool is_space(uint32_t code)
{
	return code == ' ' || code == '\n' || code == 0x1680 || (code >= 0x2000 && code <= 0x200A && code != 0x2007) || code == 0x205F ||
	       code == 0x3000;
}

static int space_width(struct work *work, int i)
{
	const struct itemised *text = work->text;
	if (text->code[i] == '\n')
		return 0;
	if (text->code[i] != ' ')
		return itemise_width(text, work->measure, work->paragraph->px, i, i + 1);
	int *known = &work->blank[text->face[i]][text->script[i]][text->level[i] & 1];
	if (*known < 0)
		*known = itemise_width(text, work->measure, work->paragraph->px, i, i + 1);
	return *known;
}

static struct segment *add_segment(struct work *work, int from, int to)
{
	const struct itemised *text = work->text;
	struct segment *segment = &work->out->segments[work->out->segment_count++];
	int solid = to, space = 0;
	while (solid > from && is_space(text->code[solid - 1]))
		space += space_width(work, --solid);
	*segment = (struct segment){
	    .from = (uint16_t)from,
	    .solid = (uint16_t)solid,
	    .to = (uint16_t)to,
	    .width = itemise_width(text, work->measure, work->paragraph->px, from, solid),
	    .space = space,
	};
	return segment;
}

/* A word wider than the box: one segment a cluster, the spaces with the last. */
static void shatter(struct work *work)
{
	struct segment whole = work->out->segments[--work->out->segment_count];
	bool fresh = true;
	for (int from = whole.from; from < whole.solid;) {
		int to = from + 1;
		while (to < whole.solid && !itemise_cluster(work->text, to))
			to++;
		add_segment(work, from, to == whole.solid ? whole.to : to)->fresh = fresh;
		fresh = false;
		from = to;
	}
}

static void find_segments(struct work *work)
{
	const struct itemised *text = work->text;
	const char *language = work->paragraph->language;
	char breaks[PARAGRAPH_CODES];
	if (text->count == 0)
		return;
	set_linebreaks_utf32(text->code, (size_t)text->count, language ? language : "", breaks);
	for (int from = 0, i = 0; i < text->count; i++) {
		bool must = i + 1 == text->count || text->code[i] == '\n';
		if (!must && (breaks[i] != LINEBREAK_ALLOWBREAK || !itemise_cluster(text, i + 1)))
			continue;
		if (add_segment(work, from, i + 1)->width > work->paragraph->box.w)
			shatter(work);
		from = i + 1;
	}
}

/* Lines that segments [from, to) fill at a width; with `starts`, where the first
 * PARAGRAPH_LINES + 1 of them begin. */
static int fill(const struct segment *segments, int from, int to, int width, uint16_t *starts)
{
	int lines = 0, used = 0;
	for (int i = from; i < to; i++) {
		if (i == from || segments[i].fresh || used + segments[i].width > width) {
			if (starts && lines <= PARAGRAPH_LINES)
				starts[lines] = (uint16_t)i;
			lines++;
			used = 0;
		}
		used += segments[i].width + segments[i].space;
	}
	return lines;
}

/* The narrowest width that needs no more lines. */
static int narrowest(const struct segment *segments, int from, int to, int width, int lines)
{
	int low = 1, high = width;
	for (int i = from; i < to; i++)
		if (segments[i].width > low)
			low = segments[i].width;
	while (low < high) {
		int middle = (low + high) / 2;
		if (fill(segments, from, to, middle, NULL) <= lines)
			high = middle;
		else
			low = middle + 1;
	}
	return high;
}

static bool several_words(const struct segment *segments, int from, int to)
{
	for (int i = from; i + 1 < to; i++)
		if (segments[i].solid < segments[i].to)
			return true;
	return false;
}

/* One word alone on the last line fetches the word before it, if that line can
 * spare one and both fit. (Full lines before a long word can leave one over.) */
static void keep_company(const struct segment *segments, uint16_t *starts, int lines, int to, int width)
{
	if (lines < 2 || lines > PARAGRAPH_LINES || several_words(segments, starts[lines - 1], to))
		return;
	int used = 0;
	for (int i = starts[lines - 1]; i < to; i++)
		used += segments[i].width + (i + 1 < to ? segments[i].space : 0);
	for (int i = starts[lines - 1] - 1; i > starts[lines - 2]; i--) {
		used += segments[i].width + segments[i].space;
		if (used > width)
			return;
		if (several_words(segments, i, to)) {
			starts[lines - 1] = (uint16_t)i;
			return;
		}
	}
}

/* What stands between two '\n', and the lines it gets. */
struct block {
	int from, to, lines;
	int width; /* of the column that gives these lines */
};

/* Breaks a block. */
static void wrap_block(struct work *work, const struct block *block, int lines_max)
{
	struct wrapped *out = work->out;
	const struct segment *segments = out->segments;
	uint16_t starts[PARAGRAPH_LINES + 1];
	int from = block->from, to = block->to, width = work->paragraph->box.w;
	int lines = fill(segments, from, to, block->width, starts);
	keep_company(segments, starts, lines, to, width);
	for (int i = 0; i < lines; i++) {
		if (out->line_count == lines_max) {
			out->fits = false;
			return;
		}
		int end = i + 1 < lines ? starts[i + 1] : to;
		out->lines[out->line_count++] = (struct line){segments[starts[i]].from, segments[end - 1].solid};
	}
}

static struct block block_of(const struct work *work, int from)
{
	const struct segment *segments = work->out->segments;
	struct block block = {.from = from, .to = from + 1, .width = work->paragraph->box.w};
	while (block.to < work->out->segment_count && work->text->code[segments[block.to - 1].to - 1] != '\n')
		block.to++;
	block.lines = fill(segments, from, block.to, block.width, NULL);
	if (block.lines > 1 && !work->paragraph->ragged)
		block.width = narrowest(segments, from, block.to, block.width, block.lines);
	return block;
}

/* A single line is as wide as its words. */
static int column(const struct segment *segments, const struct block *block)
{
	return block->lines > 1 ? block->width : narrowest(segments, block->from, block->to, block->width, 1);
}

/* Gives lines to blocks, the widest first, until there are as many as wanted or
 * nothing can be broken any more. */
static void stretch(const struct segment *segments, struct block *blocks, int count, int wanted)
{
	bool stuck[PARAGRAPH_LINES] = {false};
	for (int i = 0; i < count; i++)
		wanted -= blocks[i].lines;
	while (wanted > 0) {
		int widest = -1;
		for (int i = 0; i < count; i++)
			if (!stuck[i] && (widest < 0 || column(segments, &blocks[i]) > column(segments, &blocks[widest])))
				widest = i;
		if (widest < 0)
			return;
		struct block *block = &blocks[widest];
		int width = narrowest(segments, block->from, block->to, column(segments, block), block->lines + 1);
		int lines = fill(segments, block->from, block->to, width, NULL);
		stuck[widest] = lines <= block->lines;
		if (stuck[widest])
			continue;
		block->lines = lines;
		block->width = width;
		wanted--;
	}
}

void wrap(struct wrapped *out, const struct itemised *text, const struct measure *measure, const struct paragraph *paragraph)
{
	struct work work = {.text = text, .measure = measure, .paragraph = paragraph, .out = out};
	memset(work.blank, 0xFF, sizeof work.blank);
	int lines_max = paragraph->lines_max < 1 ? 1 : paragraph->lines_max > PARAGRAPH_LINES ? PARAGRAPH_LINES : paragraph->lines_max;
	out->segment_count = out->line_count = 0;
	out->fits = true;
	find_segments(&work);
	struct block blocks[PARAGRAPH_LINES];
	int count = 0, from = 0;
	for (; from < out->segment_count && count < PARAGRAPH_LINES; count++) {
		blocks[count] = block_of(&work, from);
		from = blocks[count].to;
	}
	stretch(out->segments, blocks, count, paragraph->lines_wanted < lines_max ? paragraph->lines_wanted : lines_max);
	for (int i = 0; i < count && out->fits; i++)
		wrap_block(&work, &blocks[i], lines_max);
	out->fits = out->fits && from == out->segment_count; /* else more blocks than there can be lines */
}
