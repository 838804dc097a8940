#include "screen/paragraph.h"

#include <stddef.h>
#include <string.h>

#include "screen/itemise.h"
#include "screen/wrap.h"

/* A run on its line. A line of one-letter runs is possible, so there are as many. */
struct run {
	uint16_t from, to;
	uint8_t level;
	int width;
};

struct work {
	struct itemised text;
	struct wrapped wrapped;
	struct run runs[PARAGRAPH_CODES];
	int widest; /* line */
};

/* Cuts a line into runs in the order of the text and measures them. The spaces
 * at its end are already gone, which does what UAX 9 L1 does for them. */
static int find_runs(struct work *work, const struct measure *measure, int px, struct line line, int *width)
{
	int count = 0;
	*width = 0;
	for (int from = line.from, to; from < line.to; from = to) {
		to = itemise_run_end(&work->text, from, line.to);
		struct run *run = &work->runs[count++];
		*run = (struct run){(uint16_t)from, (uint16_t)to, work->text.level[from], itemise_width(&work->text, measure, px, from, to)};
		*width += run->width;
	}
	return count;
}

static void reverse(struct run *runs, int count)
{
	for (int i = 0; i < count / 2; i++) {
		struct run keep = runs[i];
		runs[i] = runs[count - 1 - i];
		runs[count - 1 - i] = keep;
	}
}

/* UAX 9 L2: from the highest level down to 1, what is at least that deep turns round. */
static void reorder(struct run *runs, int count)
{
	int level = 0;
	for (int i = 0; i < count; i++)
		if (runs[i].level > level)
			level = runs[i].level;
	for (; level > 0; level--)
		for (int from = 0, to; from < count; from = to + 1) {
			for (to = from; to < count && runs[to].level >= level;)
				to++;
			reverse(runs + from, to - from);
		}
}

static int line_left(const struct paragraph *paragraph, int width)
{
	int room = paragraph->box.w - width;
	bool right = (paragraph->align == ALIGN_END) != paragraph->rtl;
	if (paragraph->align == ALIGN_CENTRE)
		return paragraph->box.x + room / 2;
	return paragraph->box.x + (right ? room : 0);
}

/* `from` is where the line begins: left edge and baseline. */
static void draw_runs(const struct work *work, const struct paragraph *paragraph, struct draw_list *list, int count, struct rect from)
{
	const struct itemised *text = &work->text;
	for (int i = 0; i < count; i++) {
		const struct run *run = &work->runs[i];
		int length = text->at[run->to] - text->at[run->from];
		uint16_t at = draw_text(list, text->utf8 + text->at[run->from], length);
		struct draw_op *op = at ? draw_add(list, OP_TEXT, (struct rect){from.x, from.y, run->width, 0}) : NULL;
		if (!op)
			return; /* list->full says so */
		op->text = (struct op_text){
		    .at = at, .length = (uint16_t)length, .font = itemise_font(text, run->from, paragraph->px), .ink = paragraph->ink};
		from.x += run->width;
	}
}

/* Where the first baseline stands: the letters' height in the middle of the line,
 * the lines in the middle of the box when asked (never above its top). */
static int first_baseline(const struct measure *measure, const struct paragraph *paragraph, int height)
{
	enum script script = script_of_language(paragraph->language, paragraph->tall);
	struct run_font font = {
	    .face = (uint8_t)script_face(paragraph->face, script),
	    .script = (uint8_t)script,
	    .rtl = paragraph->rtl,
	    .px = (int16_t)paragraph->px,
	};
	struct font_metrics metrics = measure->metrics(measure->context, font);
	int top = paragraph->box.y;
	if (paragraph->middle && paragraph->box.h > height)
		top += (paragraph->box.h - height) / 2;
	return top + (paragraph->line_px - (metrics.ascent + metrics.descent)) / 2 + metrics.ascent;
}

/* Kerning over a space may make a line wider than its words were alone. */
static int spare(const struct paragraph *paragraph)
{
	return paragraph->box.w + paragraph->px / 16;
}

/* Breaks into lines; again to a narrower width while a line comes out too wide. */
static void wrap_within(struct work *work, const struct measure *measure, const struct paragraph *paragraph)
{
	struct paragraph narrow = *paragraph;
	for (int tries = 0; tries < 3; tries++) {
		work->widest = 0;
		wrap(&work->wrapped, &work->text, measure, &narrow);
		for (int i = 0; i < work->wrapped.line_count; i++) {
			int width;
			find_runs(work, measure, paragraph->px, work->wrapped.lines[i], &width);
			if (width > work->widest)
				work->widest = width;
		}
		if (work->widest <= spare(paragraph))
			return;
		narrow.box.w -= work->widest - paragraph->box.w + paragraph->px / 2;
	}
}

/* The lines that are drawn: all of them, or a page. */
struct page {
	int from, to;
};

static struct page page_of(const struct paragraph *paragraph, int lines)
{
	if (paragraph->to_line <= 0)
		return (struct page){0, lines};
	struct page page = {paragraph->from_line, paragraph->to_line};
	page.to = page.to < lines ? page.to : lines;
	page.from = page.from < 0 ? 0 : page.from < page.to ? page.from : page.to;
	return page;
}

static void draw_lines(struct work *work, const struct measure *measure, const struct paragraph *paragraph, struct draw_list *list)
{
	struct page page = page_of(paragraph, work->wrapped.line_count);
	int y = first_baseline(measure, paragraph, (page.to - page.from) * paragraph->line_px);
	for (int i = page.from; i < page.to; i++, y += paragraph->line_px) {
		int width, count = find_runs(work, measure, paragraph->px, work->wrapped.lines[i], &width);
		reorder(work->runs, count);
		draw_runs(work, paragraph, list, count, (struct rect){line_left(paragraph, width), y, 0, 0});
	}
}

/* Breaks. */
static struct laid lay(struct work *work, const struct measure *measure, const struct paragraph *paragraph)
{
	struct paragraph whole = *paragraph;
	if (whole.to_line > 0)
		whole.lines_max = PARAGRAPH_LINES;
	itemise(&work->text, &whole, measure->levels, true);
	wrap_within(work, measure, &whole);
	const struct wrapped *wrapped = &work->wrapped;
	struct page page = page_of(&whole, wrapped->line_count);
	struct laid laid = {.lines = page.to - page.from, .width = work->widest};
	laid.height = laid.lines * paragraph->line_px;
	laid.fits = !work->text.failed && (whole.to_line > 0 ? page.to == whole.to_line : wrapped->fits && !work->text.cut) &&
		    (paragraph->box.h <= 0 || laid.height <= paragraph->box.h) && laid.width <= spare(paragraph);
	return laid;
}

/* Cuts the text before a word or, where a word alone is too long, before a cluster,
 * so that it goes into its lines with an ellipsis. `out` has the bytes of any text. */
static bool shorten(struct work *work, const struct measure *measure, struct paragraph *paragraph, char *out, int size)
{
	static const char ellipsis[] = "\u2026";
	const char *text = paragraph->text;
	struct paragraph shorter = *paragraph;
	shorter.ragged = true; /* full lines hold most */
	lay(work, measure, &shorter);
	shorter.ragged = paragraph->ragged;
	int lines = work->wrapped.line_count, seen = paragraph->box.h > 0 ? paragraph->box.h / paragraph->line_px : lines;
	int last = (seen < lines ? seen : lines) - 1;
	if (last < 0)
		return false;
	int from = work->wrapped.lines[last].from, ends[PARAGRAPH_CODES], count = 0;
	for (int i = 0; i < work->wrapped.segment_count; i++) {
		const struct segment *segment = &work->wrapped.segments[i];
		if (segment->solid > from && segment->from < work->wrapped.lines[last].to)
			ends[count++] = (int)work->text.end[segment->solid - 1];
	}
	shorter.text = out;
	for (int i = count - 1; i >= 0; i--) {
		paragraph_piece(text, (struct text_line){0, (uint32_t)ends[i]}, out, size - (int)sizeof ellipsis);
		memcpy(out + strlen(out), ellipsis, sizeof ellipsis);
		if (lay(work, measure, &shorter).fits) {
			paragraph->text = out;
			return true;
		}
	}
	return false;
}

/* Measures, and draws when there is a list. */
static struct laid lay_fitting(const struct measure *measure, const struct paragraph *paragraph, struct draw_list *list)
{
	struct work work;
	char shorter[4 * PARAGRAPH_CODES];
	struct paragraph shown = *paragraph;
	struct laid laid = lay(&work, measure, &shown);
	if (!laid.fits && paragraph->ellipsis && paragraph->line_px > 0) {
		shorten(&work, measure, &shown, shorter, sizeof shorter);
		laid = lay(&work, measure, &shown);
	}
	if (list)
		draw_lines(&work, measure, &shown, list);
	return laid;
}

struct laid paragraph_measure(const struct measure *measure, const struct paragraph *paragraph)
{
	return lay_fitting(measure, paragraph, NULL);
}

struct laid paragraph_draw(const struct measure *measure, const struct paragraph *paragraph, struct draw_list *list)
{
	struct laid laid = lay_fitting(measure, paragraph, list);
	if (!laid.fits) {
		list->clipped++;
		list->clipped_text = draw_text(list, paragraph->text, (int)strlen(paragraph->text));
	}
	return laid;
}

struct laid paragraph_lines(const struct measure *measure, const struct paragraph *paragraph, struct text_line *lines)
{
	struct work work;
	struct paragraph whole = *paragraph;
	whole.from_line = whole.to_line = whole.box.h = 0;
	whole.lines_max = PARAGRAPH_LINES;
	struct laid laid = lay(&work, measure, &whole);
	for (int i = 0; i < laid.lines; i++) {
		struct line line = work.wrapped.lines[i];
		uint32_t from = line.from > 0 ? work.text.end[line.from - 1] : 0;
		lines[i] = (struct text_line){from, line.to > line.from ? work.text.end[line.to - 1] : from};
	}
	return laid;
}

int paragraph_line(const char *language, bool tall, enum face face, int em)
{
	static const int percent[SCRIPT_COUNT] = {
	    [SCRIPT_LATIN] = 130, [SCRIPT_ARABIC] = 160, [SCRIPT_GURMUKHI] = 135, [SCRIPT_BENGALI] = 135, [SCRIPT_NASTALIQ] = 250};
	enum script script = script_of_language(language, tall);
	int part = script == SCRIPT_LATIN && face == FACE_SERIF ? 127 : percent[script];
	return (em * part + 99) / 100;
}
