/*
 * The first half of the screens: attract, home, who, question, week, children,
 * more time, reading. Each is filled in three forms, two languages and two
 * themes, with letters as wide as real ones are on average, and looked at as a
 * list: nothing cut, no touch too small, none over another, Clear in its place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "core/load.h"
#include "screen/kit.h"
#include "screen/week.h"

static struct arena arena;
static struct hub hub;
static struct draw_list list;
static struct session session;
static struct view view;

/* Letters of three widths, on average 0.55 em: a little more than Noto Sans has. */
static int fake_width(void *context, struct run_font font, const char *text, int length)
{
	double em = 0;
	(void)context;
	for (uint32_t code; length > 0;) {
		int bytes = utf8_next(text, (size_t)length, &code);
		bool thin = code < 0x80 && strchr(" .,:;'!|ijltfrI", (int)code);
		em += code == ' ' || code == 0xA0 ? 0.26 : code >= '0' && code <= '9' ? 0.57 : font.rtl ? 0.46 : thin ? 0.36 : 0.59;
		text += bytes;
		length -= bytes;
	}
	return (int)(em * (font.face == FACE_REGULAR ? 1 : 1.05) * font.px + 0.5);
}

static struct font_metrics fake_metrics(void *context, struct run_font font)
{
	(void)context;
	return (struct font_metrics){.ascent = font.px, .descent = font.px * 3 / 10, .cap = font.px * 7 / 10};
}

static const struct measure fake = {NULL, fake_width, fake_metrics, NULL};

static const struct {
	int w, h;
} panels[] = {{1920, 1080}, {1080, 1920}, {800, 480}, {1280, 800}, {3840, 2160}};
enum { PANELS = 5, REFERENCE_PANELS = 3 };

static const int screens[] = {SCREEN_ATTRACT, SCREEN_HOME,     SCREEN_WHO,       SCREEN_QUESTION,
			      SCREEN_WEEK,    SCREEN_CHILDREN, SCREEN_MORE_TIME, SCREEN_READING};
enum { SCREENS = sizeof screens / sizeof *screens };

static int setup(void **state)
{
	(void)state;
	struct fault fault;
	static struct findings findings;
	if (!arena_init(&arena, HUB_ARENA_MAX, &fault))
		return -1;
	struct pack_set set = {.count = 1, .folder = {"config/packs/example-hub"}};
	return pack_set_complete(&set, &findings) && load_hub(&set, &arena, &hub, &findings) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void at(int screen, int panel)
{
	session_begin(&session, 0, false, false);
	session.screen = (uint8_t)screen;
	session.answers.who = WHO_ALONE;
	view = (struct view){.hub = &hub, .session = &session, .measure = &fake, .theme = &theme_light, .pressed = -1};
	view.frame = frame_for(panels[panel].w, panels[panel].h, 0, 0);
	assert_true(moment_parse("2026-11-04T11:00", &view.now));
}

static void fill(void)
{
	view_fill(&view, &list);
}

static int urdu(void)
{
	for (int i = 0; i < hub.language_count; i++)
		if (hub.languages[i].rtl)
			return i;
	return 0;
}

static bool whole(struct rect r)
{
	return r.w == list.w && r.h == list.h;
}

static bool overlap(struct rect a, struct rect b)
{
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* Every list: nothing lost, touches at least 15 mm and apart from each other. */
static void check_list(const char *what)
{
	if (list.full || list.clipped)
		fail_msg("%s %dx%d %s: full %d, clipped %d", list.screen, list.w, list.h, what, list.full, list.clipped);
	for (int i = 0; i < list.object_count; i++) {
		struct draw_object *a = &list.objects[i];
		struct rect r = a->rect;
		if (r.x < 0 || r.y < 0 || r.x + r.w > list.w || r.y + r.h > list.h)
			fail_msg("%s %dx%d %s: \"%s\" reaches past the panel", list.screen, list.w, list.h, what, draw_label(&list, a->label));
		if (!a->action.verb || whole(r) || a->action.verb == VERB_KNOCK)
			continue;
		double side = (r.w < r.h ? r.w : r.h) / list.px_per_mm;
		if (side < 15)
			fail_msg("%s %dx%d %s: \"%s\" is %.1f mm", list.screen, list.w, list.h, what, draw_label(&list, a->label), side);
		for (int j = i + 1; j < list.object_count; j++)
			if (list.objects[j].action.verb && overlap(r, list.objects[j].rect))
				fail_msg("%s %dx%d: \"%s\" lies over \"%s\"", list.screen, list.w, list.h, draw_label(&list, list.objects[j].label),
					 draw_label(&list, a->label));
	}
}

static void every_screen_in_every_form_has_room(void **state)
{
	(void)state;
	for (int panel = 0; panel < PANELS; panel++)
		for (int s = 0; s < SCREENS; s++)
			for (int n = 0; n < 4; n++) {
				at(screens[s], panel);
				session.language = (uint8_t)(n & 1 ? urdu() : 0);
				view.theme = n & 2 ? &theme_contrast : &theme_light;
				fill();
				check_list(n & 1 ? "urdu" : "english");
			}
}

static void every_message_shows_its_boundary_and_the_way_to_help(void **state) /* S18, S21 */
{
	(void)state;
	assert_true(hub.message_count >= 24);
	for (int panel = 0; panel < REFERENCE_PANELS; panel++)
		for (int m = 0; m < hub.message_count * 2; m++) {
			at(SCREEN_ATTRACT, panel);
			session.message = (uint16_t)(m / 2);
			session.language = (uint8_t)(m & 1 ? urdu() : 0);
			fill();
			check_list("message");
			const char *id = hub.messages[m / 2].id;
			assert_true(draw_says(&list, hub_part(&hub, session.language, id, "boundary")));
			assert_true(draw_says(&list, "0808 2000 247"));
			assert_true(draw_says(&list, "999"));
			assert_true(draw_says(&list, hub_text(&hub, session.language, "ui.keeps-nothing")));
		}
}

static void every_question_has_room_and_equal_answers(void **state) /* S11, S12 */
{
	(void)state;
	for (int panel = 0; panel < REFERENCE_PANELS; panel++)
		for (int q = 0; q < hub.question_count * 4; q++) {
			at(SCREEN_QUESTION, panel);
			session.question = (uint8_t)(q / 4);
			session.answers.who = (int8_t)(q & 1 ? WHO_ALONE : WHO_ACCOMPANIED);
			session.language = (uint8_t)(q & 2 ? urdu() : 0);
			fill();
			check_list("question");
			const struct draw_object *first = NULL;
			int answers = 0;
			for (int i = 0; i < list.object_count; i++) {
				const struct draw_object *o = &list.objects[i];
				if (o->action.verb != VERB_ANSWER)
					continue;
				assert_int_equal(o->action.value, answers++);
				first = first ? first : o;
				assert_true(abs(o->rect.w - first->rect.w) <= 1 && abs(o->rect.h - first->rect.h) <= 1);
				assert_int_equal(o->ground, first->ground);
			}
			const struct question *question = &hub.questions[q / 4];
			assert_int_equal(answers, question->kind == QUESTION_SAFETY ? SAFE_ANSWER_COUNT : question->option_count);
		}
}

/* S11, S13: a safety question and the one that stands in its place differ in words only. */
static void a_filler_looks_like_the_question_it_stands_for(void **state)
{
	(void)state;
	static struct draw_list alone;
	for (int q = 0; q < hub.question_count; q++) {
		if (hub.questions[q].kind != QUESTION_SAFETY)
			continue;
		at(SCREEN_QUESTION, 0);
		session.question = (uint8_t)q;
		fill();
		alone = list;
		session.answers.who = WHO_ACCOMPANIED;
		fill();
		assert_int_equal(alone.object_count, list.object_count);
		for (int i = 0; i < list.object_count; i++) {
			assert_int_equal(alone.objects[i].role, list.objects[i].role);
			assert_int_equal(alone.objects[i].action.verb, list.objects[i].action.verb);
			if (list.objects[i].action.verb)
				assert_memory_equal(&alone.objects[i].rect, &list.objects[i].rect, sizeof(struct rect));
		}
	}
}

static int find_verb(int verb)
{
	for (int i = 0; i < list.object_count; i++)
		if (list.objects[i].action.verb == verb)
			return i;
	return -1;
}

static void clear_stands_at_one_place_in_every_language(void **state) /* S22 */
{
	(void)state;
	static const struct rect boxes[] = {{1616, 952, 240, 96}, {776, 1784, 240, 96}, {600, 362, 184, 106}};
	for (int panel = 0; panel < REFERENCE_PANELS; panel++)
		for (int s = 0; s < SCREENS * 2; s++) {
			at(screens[s / 2], panel);
			session.language = (uint8_t)(s & 1 ? urdu() : 0);
			fill();
			int clear = find_verb(VERB_CLEAR);
			if (screens[s / 2] == SCREEN_ATTRACT) {
				assert_int_equal(clear, -1);
				continue;
			}
			assert_true(clear >= 0);
			struct rect r = list.objects[clear].rect;
			assert_memory_equal(&r, &boxes[panel], sizeof r);
			assert_true(r.w / list.px_per_mm >= 20 && r.h / list.px_per_mm >= 20);
			assert_int_equal(draw_hit(&list, r.x + r.w / 2, r.y + r.h / 2), clear); /* never covered */
		}
}

static void the_bar_is_not_mirrored(void **state) /* S22 */
{
	(void)state;
	static const int verbs[] = {VERB_BACK, VERB_SKIP, VERB_CLEAR};
	for (int panel = 0; panel < REFERENCE_PANELS; panel++)
		for (int v = 0; v < 3; v++) {
			struct rect rects[2];
			for (int n = 0; n < 2; n++) {
				at(SCREEN_QUESTION, panel);
				session.language = (uint8_t)(n ? urdu() : 0);
				fill();
				assert_true(find_verb(verbs[v]) >= 0);
				rects[n] = list.objects[find_verb(verbs[v])].rect;
			}
			assert_memory_equal(&rects[0], &rects[1], sizeof rects[0]);
		}
}

static void a_touch_anywhere_starts(void **state)
{
	(void)state;
	at(SCREEN_ATTRACT, 0);
	fill();
	int hit = draw_hit(&list, 1500, 300);
	assert_int_equal(list.objects[hit].action.verb, VERB_START);
	assert_true(whole(list.objects[hit].rect));
	assert_int_equal(list.objects[hit].focus, 0);
	int chips = 0;
	for (int i = 0; i < list.object_count; i++)
		chips += list.objects[i].action.verb == VERB_START && list.objects[i].action.value > 0;
	assert_int_equal(chips, hub.language_count - 1); /* every one can be started in */
}

static void without_the_check_the_menu_has_no_questions(void **state) /* S46 */
{
	(void)state;
	struct hub plain = hub;
	plain.self_check = false;
	for (int panel = 0; panel < REFERENCE_PANELS; panel++) {
		at(SCREEN_HOME, panel);
		fill();
		assert_true(draw_says(&list, hub_text(&hub, 0, "ui.home.check")));
		view.hub = &plain;
		fill();
		check_list("no check");
		assert_false(draw_says(&list, hub_text(&hub, 0, "ui.home.check")));
		assert_true(draw_says(&list, hub_text(&hub, 0, "ui.home.week")));
		assert_true(draw_says(&list, hub_text(&hub, 0, "ui.private"))); /* S45 */
	}
}

static int leaves(colour fill_colour)
{
	int count = 0;
	for (int i = 0; i < list.op_count; i++)
		count += list.ops[i].kind == OP_LEAF && list.ops[i].disc.fill == fill_colour;
	return count;
}

static void a_leaf_falls_each_second_and_nothing_tells_of_the_visit(void **state) /* S24 */
{
	(void)state;
	at(SCREEN_MORE_TIME, 0);
	session.below = SCREEN_RESULT;
	session.answers.latched = true;
	for (int second = 0; second <= 20; second++) {
		view.now_ms = second * 1000 + 10;
		fill();
		assert_int_equal(leaves(0xFF4A8160), 20 - second);
		assert_int_equal(leaves(0xFFF1D9AE), second);
	}
	static struct draw_list with;
	with = list;
	session.below = SCREEN_IDEAS;
	session.answers.latched = false;
	fill();
	assert_int_equal(with.op_count, list.op_count);
	assert_memory_equal(with.ops, list.ops, sizeof list.ops[0] * (size_t)list.op_count);
	assert_memory_equal(with.pool, list.pool, (size_t)list.pool_used);
}

/* S3, S23: the notice board shows nothing about rows and nothing for two. */
static void the_week_holds_what_everybody_may_see(void **state)
{
	(void)state;
	at(SCREEN_WEEK, 0);
	int seen = 0;
	for (int i = 0; i < WEEK_DAYS; i++) {
		static struct week_day day;
		week_fill(&view, i, &day);
		assert_int_equal(weekday_of(day.day), i);
		for (int n = 0; n < day.count; n++, seen++) {
			assert_false(day.items[n].offer->joint || day.items[n].offer->conflict);
			assert_true(n == 0 || day.items[n - 1].meeting.start <= day.items[n].meeting.start);
		}
	}
	assert_true(seen >= 12);
	fill();
	assert_true(draw_says(&list, "today"));
	assert_true(find_verb(VERB_BACK) < 0);
}

static void on_a_sunday_the_week_to_come_hangs_there(void **state)
{
	(void)state;
	at(SCREEN_WEEK, 0);
	assert_true(moment_parse("2026-11-08T11:00", &view.now));
	assert_int_equal(week_monday(&view), day_of(2026, 11, 9));
	assert_int_equal(week_first(&view), 0);
	fill();
	assert_false(draw_says(&list, "today"));
}

static void a_wrong_clock_takes_the_dates_away_and_leaves_the_days(void **state)
{
	(void)state;
	for (int panel = 0; panel < REFERENCE_PANELS; panel++) {
		at(SCREEN_WEEK, panel);
		view.now = 0;
		view.clock_wrong = true;
		fill();
		check_list("clock");
		assert_false(draw_says(&list, "today"));
		assert_true(draw_says(&list, "Baby weigh-in"));
		for (int i = 0; i < list.object_count; i++)
			if (strncmp(draw_label(&list, list.objects[i].label), "Mon", 3) == 0)
				assert_null(strpbrk(draw_label(&list, list.objects[i].label), "0123456789"));
	}
}

static void the_small_week_pages_from_today(void **state)
{
	(void)state;
	at(SCREEN_WEEK, 2);
	fill(); /* a Wednesday: four days are left, two pages */
	assert_true(draw_says(&list, "Wednesday") && draw_says(&list, "Thursday") && !draw_says(&list, "Friday"));
	session.page = 1;
	fill();
	check_list("page 2");
	assert_true(draw_says(&list, "Saturday") && !draw_says(&list, "Wednesday"));
}

static void children_have_childline_and_people_here(void **state) /* S11 */
{
	(void)state;
	struct hub bare = hub;
	bare.offer_count = 0;
	for (int panel = 0; panel < REFERENCE_PANELS * 2; panel++) {
		at(SCREEN_CHILDREN, panel / 2);
		view.hub = panel & 1 ? &bare : &hub; /* S10: also without any line of a pack */
		fill();
		check_list("children");
		assert_true(draw_says(&list, "0800 1111"));
		assert_true(draw_says(&list, "85258"));
		assert_true(draw_says(&list, hub_text(&hub, 0, "ui.child.tell.body")));
	}
}

/* Is there a button called so, on any page? */
static bool some_page_says(const char *label)
{
	for (int page = 0; page < 9; page++) {
		session.page = (uint8_t)page;
		fill();
		if (draw_says(&list, label))
			return true;
	}
	return false;
}

static void a_draft_language_says_so(void **state) /* S38 */
{
	char label[128];

	(void)state;
	assert_true(hub.languages[urdu()].draft);
	for (int panel = 0; panel < REFERENCE_PANELS; panel++)
		for (int i = 1; i < hub.language_count; i++) {
			at(SCREEN_READING, panel);
			snprintf(label, sizeof label, "%s. %s", hub.languages[i].name, hub_text(&hub, 0, "ui.draft"));
			assert_true(hub.languages[i].draft && some_page_says(label));
		}
}

static void many_languages_have_room(void **state)
{
	(void)state;
	static struct language languages[PACK_LANGUAGES_MAX];
	struct hub many = hub;
	for (int i = 0; i < PACK_LANGUAGES_MAX; i++)
		languages[i] = hub.languages[i ? urdu() : 0];
	many.languages = languages;
	many.language_count = PACK_LANGUAGES_MAX;
	for (int panel = 0; panel < REFERENCE_PANELS; panel++)
		for (int s = 0; s < SCREENS; s++) {
			at(screens[s], panel);
			view.hub = &many;
			fill();
			check_list("twelve languages");
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_screen_in_every_form_has_room),
	    cmocka_unit_test(every_message_shows_its_boundary_and_the_way_to_help),
	    cmocka_unit_test(every_question_has_room_and_equal_answers),
	    cmocka_unit_test(a_filler_looks_like_the_question_it_stands_for),
	    cmocka_unit_test(clear_stands_at_one_place_in_every_language),
	    cmocka_unit_test(the_bar_is_not_mirrored),
	    cmocka_unit_test(a_touch_anywhere_starts),
	    cmocka_unit_test(without_the_check_the_menu_has_no_questions),
	    cmocka_unit_test(a_leaf_falls_each_second_and_nothing_tells_of_the_visit),
	    cmocka_unit_test(the_week_holds_what_everybody_may_see),
	    cmocka_unit_test(on_a_sunday_the_week_to_come_hangs_there),
	    cmocka_unit_test(a_wrong_clock_takes_the_dates_away_and_leaves_the_days),
	    cmocka_unit_test(the_small_week_pages_from_today),
	    cmocka_unit_test(children_have_childline_and_people_here),
	    cmocka_unit_test(a_draft_language_says_so),
	    cmocka_unit_test(many_languages_have_room),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
