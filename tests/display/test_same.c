/*
 * S17, S18, S19: every adult result of every shipped set looks the same; only the
 * words inside the cards differ. With the real letters, in each language, on each
 * panel, light and in high contrast. What is held against the first result of the
 * hub: every object but for its words (number, order, role, place, action,
 * language, colours, size of letters), everything drawn that is no word (kind,
 * place, size, colour, picture, icon), and of the words the colours, the size, the
 * lines and the boxes they stand in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../tools/short.h"
#include "core/load.h"
#include "core/results.h"
#include "display/font.h"
#include "screen/view.h"

static const char *const sets[] = {"config/packs/uk-base", "config/packs/example-hub", "config/packs/hampshire", "config/packs/northumberland"};
static const struct {
	int w, h;
} panels[] = {{1920, 1080}, {1080, 1920}, {800, 480}};

enum { SETS = sizeof sets / sizeof *sets, PANELS = sizeof panels / sizeof *panels, WRONG_MAX = 12, LINES_MAX = 16 };

/* What may not differ in the words of one box. */
struct box_words {
	int count, y[LINES_MAX]; /* baselines */
	int px;                  /* -1: several sizes */
	colour ink;
};

struct world {
	struct arena arena;
	struct hub hub;
	struct results results;
	struct session session;
	struct health health;
	struct view view;
	struct measure measure;
	const char *set;
	int looked, wrong;
};

static struct world world;
static struct findings findings;
static struct fonts *fonts;
static struct draw_list first, other;
static moment noon;

static void open_set(const char *folder)
{
	struct pack_set set = {.count = 1};
	struct fault fault;

	memset(&world, 0, sizeof world);
	world.set = folder;
	snprintf(set.folder[0], FAULT_FILE_MAX, "%s", folder);
	assert_true(arena_init(&world.arena, HUB_ARENA_MAX, &fault));
	assert_true(pack_set_complete(&set, &findings));
	assert_true(load_hub(&set, &world.arena, &world.hub, &findings));
	assert_true(results_find(&world.hub, noon, &world.results));
	world.measure = fonts_measure(fonts);
	world.view = (struct view){
	    .hub = &world.hub, .session = &world.session, .measure = &world.measure, .health = &world.health, .now = noon, .pressed = -1};
}

static void close_set(void)
{
	results_release(&world.results);
	arena_release(&world.arena);
}

static void panel(int which, int language, bool contrast)
{
	world.view.frame = frame_for(panels[which].w, panels[which].h, 0, 0);
	world.view.theme = contrast ? &theme_contrast : &theme_light;
	session_begin(&world.session, 0, contrast, false);
	world.session.language = (uint8_t)language;
	world.session.visiting = true;
}

/* The session as it is when the cards of this visit have come. */
static void show(const struct answers *answers, struct draw_list *list)
{
	world.session.answers = *answers;
	world.session.finished = world.session.result_shown = true;
	world.session.result_at = noon;
	world.session.screen = SCREEN_RESULT;
	world.session.item_is_card = false;
	view_fill(&world.view, list);
}

static void differs(int result, const char *what, int number)
{
	const struct card *cards = world.results.list[result].result.cards;

	if (world.wrong++ >= WRONG_MAX)
		return;
	print_message("%s %s %dx%d %s: result %d (%s %s %s %s) differs in %s %d\n", world.set, world.hub.languages[world.session.language].code,
		      world.view.frame.w, world.view.frame.h, world.session.contrast ? "contrast" : "light", result, card_kind_name(cards[0].kind),
		      card_kind_name(cards[1].kind), card_kind_name(cards[2].kind), card_kind_name(cards[3].kind), what, number);
}

static bool same_rect(struct rect a, struct rect b)
{
	return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool same_object(const struct draw_object *a, const struct draw_object *b)
{
	return same_rect(a->rect, b->rect) && a->role == b->role && a->rtl == b->rtl && strcmp(a->language, b->language) == 0 && a->ink == b->ink &&
	       a->ground == b->ground && a->cap_px == b->cap_px && a->focus == b->focus && a->action.verb == b->action.verb &&
	       a->action.value == b->action.value;
}

static bool same_box(const struct op_box *a, const struct op_box *b)
{
	return a->fill == b->fill && a->outline == b->outline && a->lip == b->lip && a->radius == b->radius && a->outline_px == b->outline_px &&
	       a->lip_px == b->lip_px && a->shadow == b->shadow && a->shadow_px == b->shadow_px;
}

static bool same_picture(const struct op_picture *a, const struct op_picture *b)
{
	return a->picture == b->picture && a->full_w == b->full_w && a->full_h == b->full_h && a->from_x == b->from_x && a->from_y == b->from_y &&
	       a->radius == b->radius && a->corners == b->corners && a->flip == b->flip;
}

static bool same_op(const struct draw_op *a, const struct draw_op *b)
{
	if (a->kind != b->kind || !same_rect(a->rect, b->rect))
		return false;
	switch (a->kind) {
	case OP_FILL:
		return a->fill == b->fill;
	case OP_BOX:
		return same_box(&a->box, &b->box);
	case OP_PICTURE:
		return same_picture(&a->picture, &b->picture);
	case OP_ICON:
		return a->icon.icon == b->icon.icon && a->icon.ink == b->icon.ink && a->icon.flip == b->icon.flip;
	case OP_DISC:
	case OP_LEAF:
		return a->disc.fill == b->disc.fill && a->disc.outline == b->disc.outline && a->disc.outline_px == b->disc.outline_px;
	default:
		return true;
	}
}

/* The next thing drawn that is no word, from `from` on. */
static int next_drawn(const struct draw_list *list, int from)
{
	while (from < list->op_count && list->ops[from].kind == OP_TEXT)
		from++;
	return from;
}

static void hold_drawn(int result)
{
	int a = next_drawn(&first, 0), b = next_drawn(&other, 0), number = 0;

	for (; a < first.op_count && b < other.op_count; number++) {
		if (!same_op(&first.ops[a], &other.ops[b]))
			differs(result, "what is drawn", number);
		a = next_drawn(&first, a + 1);
		b = next_drawn(&other, b + 1);
	}
	if (a < first.op_count || b < other.op_count)
		differs(result, "the number of things drawn", number);
}

/* The words that stand in the box of an object. */
static void words_in(const struct draw_list *list, struct rect box, struct box_words *out)
{
	*out = (struct box_words){.px = 0};
	for (int i = 0; i < list->op_count; i++) {
		const struct draw_op *op = &list->ops[i];
		if (op->kind != OP_TEXT || !rect_holds(box, op->rect.x, op->rect.y - 1))
			continue;
		out->px = out->px && out->px != op->text.font.px ? -1 : op->text.font.px;
		out->ink = out->ink && out->ink != op->text.ink ? 1 : op->text.ink;
		bool known = false;
		for (int k = 0; k < out->count; k++)
			known = known || out->y[k] == op->rect.y;
		if (!known && out->count < LINES_MAX)
			out->y[out->count++] = op->rect.y;
	}
}

static void hold_words(int result, int object)
{
	struct box_words a, b;

	words_in(&first, first.objects[object].rect, &a);
	words_in(&other, other.objects[object].rect, &b);
	if (a.px < 0 || a.px != b.px)
		differs(result, "the size of letters in object", object);
	if (a.ink != b.ink)
		differs(result, "the colour of words in object", object);
	if (a.count != b.count || memcmp(a.y, b.y, sizeof a.y) != 0)
		differs(result, "the lines of words in object", object);
}

/* No word stands outside of all boxes that have words. */
static void hold_inside(int result)
{
	for (int i = 0; i < other.op_count; i++) {
		const struct draw_op *op = &other.ops[i];
		bool in = op->kind != OP_TEXT;
		for (int k = 0; k < other.object_count && !in; k++) {
			struct rect box = other.objects[k].rect;
			int spare =
			    op->kind == OP_TEXT ? op->text.font.px / 16 : 0; /* kerning over a space, as the paragraph allows, on either side */
			box.x -= spare;
			box.w += spare;
			in = rect_holds(box, op->rect.x, op->rect.y - 1) && op->rect.x + op->rect.w <= box.x + box.w + spare;
		}
		if (!in)
			differs(result, "words outside of every box, drawn", i);
	}
}

static void hold(int result)
{
	if (other.full || other.clipped)
		print_message("%s\n", draw_label(&other, other.clipped_text));
	if (other.full || other.clipped)
		differs(result, "texts cut off:", other.clipped);
	world.looked++;
	if (first.ground != other.ground || first.object_count != other.object_count) {
		differs(result, "the number of objects", other.object_count);
		return;
	}
	for (int i = 0; i < first.object_count; i++) {
		if (!same_object(&first.objects[i], &other.objects[i]))
			differs(result, "object", i);
		hold_words(result, i);
	}
	hold_drawn(result);
	hold_inside(result);
}

static void look(int which, int language, bool contrast)
{
	struct answers answers;
	struct result routed;

	panel(which, language, contrast);
	for (int i = 0; i < world.results.count; i++) {
		assert_true(results_visit(&world.hub, &world.results.list[i], &answers));
		route(&world.hub, &answers, noon, &routed);
		assert_memory_equal(&routed, &world.results.list[i].result, sizeof routed);
		show(&answers, &other);
		if (i == 0)
			first = other;
		hold(i);
	}
}

/* Of every language; in the short form English, Urdu and Ukrainian of the example hub:
 * each way that letters join and turn, on each panel in one theme. */
static int next_language(int language)
{
	return language + in_short(1, 4);
}

static void look_at_set(int which)
{
	open_set(sets[which]);
	for (int language = 0; language < world.hub.language_count; language = next_language(language))
		for (int at = 0; at < PANELS; at++)
			for (int contrast = in_short(0, at & 1); contrast < 2; contrast += in_short(1, 2))
				look(at, language, contrast);
	print_message("%s: %d results, %d pictures held against the first of their kind\n", sets[which], world.results.count, world.looked);
	assert_int_equal(world.wrong, 0);
	close_set();
}

static void s17_results_of_uk_base(void **state)
{
	(void)state;
	look_at_set(0);
}

static void s17_results_of_example_hub(void **state)
{
	(void)state;
	look_at_set(1);
}

static void s17_results_of_hampshire(void **state)
{
	(void)state;
	look_at_set(2);
}

static void s17_results_of_northumberland(void **state)
{
	(void)state;
	look_at_set(3);
}

static bool has_next(void)
{
	for (int i = 0; i < other.object_count; i++)
		if (other.objects[i].action.verb == VERB_PAGE && other.objects[i].action.value > 0)
			return true;
	return false;
}

/* Every page of a result in large words, or with low buttons, against that of the
 * first result; each third of them, others for each language. */
static void look_large(int which, int language, int size, bool lowered)
{
	struct answers answers;
	int pages = 1;

	for (int page = 0; page < pages; page++)
		for (int i = 0; i < world.results.count; i += i ? 9 : 1 + language % 9) {
			panel(which, language, false);
			world.session.size = (uint8_t)size;
			world.session.lowered = lowered;
			world.session.page = (uint8_t)page;
			assert_true(results_visit(&world.hub, &world.results.list[i], &answers));
			show(&answers, &other);
			if (i == 0)
				first = other;
			if (i == 0 && has_next())
				pages = page + 2;
			hold(i);
		}
	assert_true(pages < 40);
}

static void s17_results_in_large_words(void **state)
{
	(void)state;
	open_set(sets[1]);
	for (int language = 0; language < world.hub.language_count; language = next_language(language))
		for (int at = 0; at < PANELS; at++) {
			look_large(at, language, TEXT_LARGE, false);
			look_large(at, language, TEXT_LARGEST, false);
			look_large(at, language, TEXT_NORMAL, true);
		}
	print_message("%d pages in large words held against the first of their kind\n", world.looked);
	assert_int_equal(world.wrong, 0);
	close_set();
}

/* Without these the list of all results would prove little: what a random visit
 * comes to is in it. */
static void s17_every_visit_comes_to_a_known_result(void **state)
{
	(void)state;
	struct answers answers;
	struct result routed;
	unsigned seed = 20261123;

	open_set(sets[1]);
	for (int visit = 0; visit < in_short(20000, 2000); visit++) {
		bool known = false;
		answers = (struct answers){.who = (int8_t)(rand_r(&seed) % 3)};
		answers.latched = rand_r(&seed) % 4 == 0;
		answers.latched_own = answers.latched && rand_r(&seed) % 2;
		int safe = rand_r(&seed) % 2; /* half of them answer No to all safety questions */
		for (int i = 0; i < PACK_QUESTIONS_MAX; i++) {
			bool safety = i < world.hub.question_count && world.hub.questions[i].kind == QUESTION_SAFETY;
			int options = safety ? SAFE_ANSWER_COUNT : i < world.hub.question_count ? world.hub.questions[i].option_count : 1;
			answers.answer[i] = (int8_t)(safety && safe ? SAFE_NO : rand_r(&seed) % (options + 3) - 3);
		}
		route(&world.hub, &answers, noon, &routed);
		for (int i = 0; i < world.results.count && !known; i++)
			known = memcmp(&routed, &world.results.list[i].result, sizeof routed) == 0;
		assert_true(known);
	}
	close_set();
}

/* The page behind a card: the same picture, the same white square in the same place,
 * the same heading and bar, whatever card it belongs to (S17, S30). */
static void hold_code_page(int result, int place)
{
	int white = 0;

	if (other.full || other.clipped)
		differs(result, "texts cut off on the code page of card", place);
	for (int kind = OP_BOX; kind <= OP_PICTURE; kind++) {
		const struct draw_op *a = NULL, *b = NULL;
		for (int i = first.op_count - 1; i >= 0; i--)
			a = first.ops[i].kind == kind && (kind == OP_PICTURE || first.ops[i].box.fill == 0xFFFFFFFF) ? &first.ops[i] : a;
		for (int i = other.op_count - 1; i >= 0; i--)
			b = other.ops[i].kind == kind && (kind == OP_PICTURE || other.ops[i].box.fill == 0xFFFFFFFF) ? &other.ops[i] : b;
		white += kind == OP_BOX && a;
		if (!a != !b || (a && !same_op(a, b)))
			differs(result, "picture or white square of the code page of card", place);
	}
	for (int i = 0; i < first.object_count; i++) {
		const struct draw_object *a = &first.objects[i];
		bool bar = a->action.verb == VERB_CLEAR || a->action.verb == VERB_BACK || a->action.verb == VERB_MENU || a->role == ROLE_HEADING;
		bool found = !bar;
		for (int k = 0; k < other.object_count && !found; k++)
			found = other.objects[k].role == a->role && other.objects[k].action.verb == a->action.verb &&
				same_rect(other.objects[k].rect, a->rect);
		if (!found)
			differs(result, "heading or bar of the code page of card", place);
	}
	world.looked += white > 0;
}

static void s17_the_code_page_of_every_card(void **state)
{
	(void)state;
	struct answers answers;

	open_set(sets[1]);
	for (int at = 0; at < PANELS; at++)
		for (int i = 0; i < world.results.count; i += 3)
			for (int place = 0; place < RESULT_CARDS; place++) {
				panel(at, 0, false);
				assert_true(results_visit(&world.hub, &world.results.list[i], &answers));
				world.session.answers = answers;
				world.session.finished = true;
				world.session.result_at = noon;
				world.session.screen = SCREEN_CODE;
				world.session.item = (int16_t)place;
				world.session.item_is_card = true;
				view_fill(&world.view, &other);
				if (i == 0 && place == 0)
					first = other;
				hold_code_page(i, place);
			}
	assert_true(world.looked > 100);
	assert_int_equal(world.wrong, 0);
	close_set();
}

static int begin(void **state)
{
	(void)state;
	fonts = fonts_open("/usr/share/fonts/truetype/noto", &findings);
	return fonts && moment_parse("2026-11-23T10:30", &noon) ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	fonts_close(fonts);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(s17_results_of_uk_base),          cmocka_unit_test(s17_results_of_example_hub),
	    cmocka_unit_test(s17_results_of_hampshire),        cmocka_unit_test(s17_results_of_northumberland),
	    cmocka_unit_test(s17_results_in_large_words),      cmocka_unit_test(s17_every_visit_comes_to_a_known_result),
	    cmocka_unit_test(s17_the_code_page_of_every_card),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
