/*
 * One question of the self-check.
 *
 * One picture for all questions and answers of equal size in a fixed order that
 * keep no chosen colour (S12); progress names no topic. A safety question and its
 * filler look the same (S11, S13): the same four answers in the same boxes.
 */
#include "screen/flow.h"
#include "screen/place.h"
#include "screen/say.h"

#include <stdio.h>

struct plan {
	struct rect lead, ask;
	struct rect of; /* "Question 4 of 10" */
	int dot, dot_step, dots_y, dots_end;
	struct rect answers;
	int gap_x, gap_y;
	int columns[2]; /* up to four answers, five or six */
	int pad;
};

static const struct plan plans[] = {
    [FORM_LANDSCAPE] = {{64, 72, 660, 44}, {64, 128, 672, 312}, {864, 92, 440, 40}, 24, 44, 100, 1856, {864, 200, 992, 652}, 32, 36, {1, 2}, 48},
    [FORM_PORTRAIT] = {{64, 612, 952, 44}, {64, 660, 952, 244}, {64, 932, 440, 40}, 24, 44, 940, 1016, {64, 1004, 952, 628}, 32, 28, {1, 2}, 48},
    [FORM_SMALL] = {{16, 10, 364, 26}, {16, 40, 768, 112}, {356, 9, 220, 28}, 12, 16, 17, 784, {16, 160, 768, 172}, 14, 14, {2, 3}, 20},
};

static void picture(const struct view *view, struct draw_list *list)
{
	int top = kit_bar_boxes(view).top;
	switch (view->frame.form) {
	case FORM_LANDSCAPE: {
		/* The page reaches to the side of panels wider than the master. */
		struct rect page = {-view->frame.ox, 0, 800 + view->frame.ox, top - 16};
		place_cover(view, list, (struct cover){page, PICTURE_PAGE_BENCH, 800, 936, 50, 100});
		break;
	}
	case FORM_PORTRAIT: /* the words stand below, between picture and answers */
		/* a little larger than the panel: the edge of the page stays outside */
		kit_scene(view, list, (struct scene){{0, 0, 1080, 600}, PICTURE_PAGE_BENCH, 1136, 1330, kit_rtl(view) ? 56 : 0, 730, .turns = true});
		place_night(view, list, 560, 264);
		break;
	default:
		break; /* no room, and the words come first */
	}
}

static void progress(const struct view *view, struct draw_list *list, const struct plan *plan)
{
	int count = view->hub->question_count, here = view->session->question + 1;
	char n[16], all[16], text[128];
	snprintf(n, sizeof n, "%d", here);
	snprintf(all, sizeof all, "%d", count);
	struct say_value values[] = {{"n", n}, {"all", all}};
	say_fill(text, sizeof text, kit_word(view, WORD_QUESTION_OF), values, 2);
	bool small = view->frame.form == FORM_SMALL;
	int start = plan->dots_end - plan->dot_step * (count - 1) - plan->dot;
	struct rect of = plan->of;
	if (small) { /* the words stand right before the dots */
		of.w = 200;
		of.x = start - 12 - of.w;
	}
	struct words words = {
	    .at = kit_mirror(view, of), .type = TYPE_LEAD, .em = small ? 20 : 32, .lines_max = 1, .middle = true, .ink = view->theme->soft};
	words.align = small ? ALIGN_END : ALIGN_START;
	int before = list->object_count;
	kit_words(view, list, words, text);
	if (before < list->object_count)
		list->objects[before].role = ROLE_PROGRESS;
	for (int i = 0; i < count; i++) {
		struct rect at = place(view, start + plan->dot_step * i, plan->dots_y, plan->dot, plan->dot);
		struct draw_op *op = draw_add(list, OP_DISC, kit_rect(view, at.x, at.y, at.w, at.h));
		if (!op)
			return;
		bool done = i < here;
		op->disc.fill = done ? view->theme->main : view->theme->paper;
		op->disc.outline = done ? view->theme->main : view->theme->bark;
		op->disc.outline_px = (int16_t)(kit_px(view, small ? 2 : 3) + (kit_px(view, small ? 2 : 3) == 0));
	}
}

static const char *answer_text(const struct view *view, const struct question *question, int i)
{
	static const enum word words[SAFE_ANSWER_COUNT] = {WORD_NO, WORD_SOMETIMES, WORD_YES, WORD_RATHER_NOT};
	if (question->kind == QUESTION_SAFETY)
		return kit_word(view, words[i]);
	return kit_part(view, question->id, question->options[i].id);
}

/* One size of letters for all answers of a question: the largest that has room. */
static int answer_em(const struct view *view, const struct question *question, int count, struct rect room)
{
	static const int large[] = {44, 40, 36, 32}, little[] = {24, 22, 20};
	bool small = view->frame.form == FORM_SMALL;
	const int *sizes = small ? little : large;
	int last = small ? 2 : 3;
	for (int s = 0; s < last; s++) {
		bool fits = true;
		for (int i = 0; i < count && fits; i++) {
			struct words words = {.at = {0, 0, room.w, 0}, .type = TYPE_ANSWER, .em = sizes[s], .line = sizes[s] * 6 / 5, .lines_max = 3};
			fits = kit_words_height(view, words, answer_text(view, question, i)) <= room.h;
		}
		if (fits)
			return sizes[s];
	}
	return sizes[last];
}

static void answers(const struct view *view, struct draw_list *list, const struct plan *plan, const struct question *question)
{
	int count = question->kind == QUESTION_SAFETY ? SAFE_ANSWER_COUNT : question->option_count;
	int columns = plan->columns[count > 4], rows = ((count > 4 ? 6 : 4) + columns - 1) / columns;
	int w = (plan->answers.w - plan->gap_x * (columns - 1)) / columns;
	int h = (plan->answers.h + place_grow(view) - plan->gap_y * (rows - 1)) / rows;
	int pad = columns > 1 && plan->pad > 32 ? 32 : plan->pad;
	struct rect room = {0, 0, w - 2 * pad, h - 8};
	int em = answer_em(view, question, count, room);
	for (int i = 0; i < count; i++) {
		struct rect at =
		    place(view, plan->answers.x + (w + plan->gap_x) * (i % columns), plan->answers.y + (h + plan->gap_y) * (i / columns), w, h);
		const char *text = answer_text(view, question, i);
		int object = list->object_count, op = list->op_count;
		int drop = kit_card(view, list, at, text, (struct action){VERB_ANSWER, (int16_t)i});
		if (object < list->object_count)
			list->objects[object].role = ROLE_BUTTON;
		if (op < list->op_count && list->ops[op].kind == OP_BOX)
			list->ops[op].box.radius = (int16_t)kit_px(view, view->frame.form == FORM_SMALL ? 16 : 20);
		struct words words = {.at = {at.x + pad, at.y + drop, room.w, at.h}, .type = TYPE_ANSWER, .em = em, .line = em * 6 / 5};
		words.middle = words.quiet = true;
		kit_words(view, list, words, text);
	}
}

/* The question itself, as large as has room. */
static void ask(const struct view *view, struct draw_list *list, struct rect at, const char *text)
{
	static const int large[] = {60, 52, 46, 40}, little[] = {36, 30, 25, 22};
	const int *sizes = view->frame.form == FORM_SMALL ? little : large;
	struct words words = {.at = kit_mirror(view, at), .type = TYPE_QUESTION, .middle = view->frame.form == FORM_SMALL};
	for (int i = 0; i < 4; i++) {
		words.em = sizes[i];
		words.line = sizes[i] * 127 / 100;
		struct words free = words;
		free.at.h = 0;
		free.lines_max = 8;
		if (kit_words_height(view, free, text) <= at.h)
			break;
	}
	kit_words(view, list, words, text);
}

void screen_question(const struct view *view, struct draw_list *list)
{
	const struct plan *plan = &plans[view->frame.form];
	picture(view, list);
	if (view->session->question < view->hub->question_count) {
		const struct question *question = &view->hub->questions[view->session->question];
		const char *id = session_question_id(view->session, view->hub);
		struct words lead = {.at = kit_mirror(view, plan->lead), .type = TYPE_LEAD, .lines_max = 1, .ink = view->theme->soft};
		kit_words(view, list, lead, kit_part(view, id, "lead"));
		ask(view, list, plan->ask, kit_part(view, id, "ask"));
		progress(view, list, plan);
		answers(view, list, plan, question);
	}
	kit_bar(view, list, (struct bar){.back = true, .second = SECOND_SKIP, .reading = true, .strip = true});
}

static int part_lines(const struct flow *flow, enum type type, const char *id, const char *part)
{
	return *id ? flow_lines_of(flow, type, kit_part(flow->view, id, part)) : 0;
}

/* The same number of pages for every question of the hub, and for what stands in the
 * place of one (S11, S13): all have as many lines as the longest needs. */
static int most_lines(const struct flow *flow, enum type type, const char *part)
{
	const struct hub *hub = flow->view->hub;
	int most = 1;

	for (int i = 0; i < hub->question_count; i++) {
		int own = part_lines(flow, type, hub->questions[i].id, part), other = part_lines(flow, type, hub->questions[i].filler, part);
		most = own > most ? own : most;
		most = other > most ? other : most;
	}
	return most;
}

static int answer_buttons(const struct view *view, const struct question *question, struct flow_button out[PACK_OPTIONS_MAX])
{
	enum type type = view->frame.form == FORM_SMALL ? TYPE_BUTTON : TYPE_ANSWER;
	int count = question->kind == QUESTION_SAFETY ? SAFE_ANSWER_COUNT : question->option_count;

	for (int i = 0; i < count; i++)
		out[i] = (struct flow_button){.label = answer_text(view, question, i), .type = type, .action = {VERB_ANSWER, (int16_t)i}};
	return count;
}

/* The answers of all questions stand in boxes of one size (S12, S13). */
static struct flow_grid answers_alike(const struct flow *flow)
{
	const struct hub *hub = flow->view->hub;
	struct flow_grid grid = {2, 0};

	for (int i = 0; i < hub->question_count; i++) {
		struct flow_button buttons[PACK_OPTIONS_MAX];
		flow_learn(flow, &grid, buttons, answer_buttons(flow->view, &hub->questions[i], buttons));
	}
	return grid;
}

/* Lead and progress on one line where every lead of the hub has room there (S13). */
static void flow_lead(struct flow *flow, const char *lead, const char *progress)
{
	const struct hub *hub = flow->view->hub;
	struct flow_words words = {.type = TYPE_SMALL, .soft = true}, of = {.type = TYPE_SMALL, .soft = true, .role = ROLE_PROGRESS};
	bool one_line = true;

	for (int i = 0; i < hub->question_count && one_line; i++)
		one_line =
		    flow_ends_fit(flow, TYPE_SMALL, kit_part(flow->view, hub->questions[i].id, "lead"), progress) &&
		    (!*hub->questions[i].filler || flow_ends_fit(flow, TYPE_SMALL, kit_part(flow->view, hub->questions[i].filler, "lead"), progress));
	if (one_line) {
		flow_ends(flow, words, lead, of, progress);
		return;
	}
	flow_fixed(flow, of, 1, progress);
	flow_fixed(flow, words, most_lines(flow, TYPE_SMALL, "lead"), lead);
}

void flow_question(struct flow *flow)
{
	const struct view *view = flow->view;
	const struct question *question = &view->hub->questions[view->session->question];
	struct flow_button buttons[PACK_OPTIONS_MAX];
	char n[16], all[16], text[128];

	flow->bar.second = SECOND_SKIP;
	if (view->session->question >= view->hub->question_count)
		return;
	snprintf(n, sizeof n, "%d", view->session->question + 1);
	snprintf(all, sizeof all, "%d", view->hub->question_count);
	struct say_value values[] = {{"n", n}, {"all", all}};
	say_fill(text, sizeof text, kit_word(view, WORD_QUESTION_OF), values, 2);
	const char *id = session_question_id(view->session, view->hub);
	flow_lead(flow, kit_part(view, id, "lead"), text);
	flow_fixed(flow, (struct flow_words){.type = TYPE_QUESTION}, most_lines(flow, TYPE_QUESTION, "ask"), kit_part(view, id, "ask"));
	flow_buttons_alike(flow, answers_alike(flow), buttons, answer_buttons(view, question, buttons));
}
