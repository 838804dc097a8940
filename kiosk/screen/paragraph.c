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
	enum script script = itemise_language_script(paragraph->language);
	struct run_font font = {
	    .face = (uint8_t)itemise_face(paragraph->face, script),
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

/* Measures, and draws when there is a list. */
static struct laid lay(const struct measure *measure, const struct paragraph *paragraph, struct draw_list *list)
{
	struct work work;
	itemise(&work.text, paragraph, measure->levels, true);
	wrap_within(&work, measure, paragraph);
	const struct wrapped *wrapped = &work.wrapped;
	int height = wrapped->line_count * paragraph->line_px;
	struct laid laid = {.lines = wrapped->line_count, .height = height, .width = work.widest};
	laid.fits = wrapped->fits && !work.text.cut && !work.text.failed && (paragraph->box.h <= 0 || height <= paragraph->box.h);
	int y = list ? first_baseline(measure, paragraph, height) : 0;
	for (int i = 0; list && i < wrapped->line_count; i++, y += paragraph->line_px) {
		int width, count = find_runs(&work, measure, paragraph->px, wrapped->lines[i], &width);
		reorder(work.runs, count);
		draw_runs(&work, paragraph, list, count, (struct rect){line_left(paragraph, width), y, 0, 0});
	}
	if (laid.width > spare(paragraph))
		laid.fits = false;
	return laid;
}

struct laid paragraph_measure(const struct measure *measure, const struct paragraph *paragraph)
{
	return lay(measure, paragraph, NULL);
}

struct laid paragraph_draw(const struct measure *measure, const struct paragraph *paragraph, struct draw_list *list)
{
	struct laid laid = lay(measure, paragraph, list);
	if (!laid.fits) {
		list->clipped++;
		list->clipped_text = draw_text(list, paragraph->text, (int)strlen(paragraph->text));
	}
	return laid;
}
