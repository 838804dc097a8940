#include "display/prefill.h"

#include <string.h>

#include "display/heap.h"

/* The session as somebody has it who has told nothing: what the screen shows, no more. */
static struct session untold(const struct session *session)
{
	struct session plain;

	memset(&plain, 0, sizeof plain); /* padding too: it is compared */
	memset(plain.answers.answer, ANSWER_UNASKED, sizeof plain.answers.answer);
	plain.answers.who = WHO_ALONE;
	plain.question = session->question;
	plain.visiting = session->visiting;
	plain.screen = session->screen;
	plain.page = session->page;
	plain.item = session->item;
	plain.item_is_card = session->item_is_card;
	plain.kind_filter = session->kind_filter;
	plain.stage_filter = session->stage_filter;
	plain.language = session->language;
	plain.contrast = session->contrast;
	plain.still = session->still;
	plain.size = session->size;
	plain.lowered = session->lowered;
	plain.listening = session->listening;
	plain.volume = session->volume;
	return plain;
}

/* Screens whose words follow from answers, and those where nobody waits. */
static bool left_out(const struct session *session)
{
	return session->staff || session->item_is_card || session->screen == SCREEN_RESULT || session->screen == SCREEN_MORE_TIME ||
	       session->screen == SCREEN_STAFF;
}

static bool same_screen(const struct session *a, const struct session *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

static bool holds(const struct prefill *prefill, const struct view *view)
{
	struct session plain = untold(view->session);

	return prefill->going && prefill->w == view->frame.w && prefill->h == view->frame.h && same_screen(&prefill->from, &plain);
}

int64_t prefill_due(const struct prefill *prefill, const struct view *view)
{
	if (left_out(view->session) || view->session->screen == SCREEN_CODE || view->pressed >= 0)
		return INT64_MAX;
	if (!holds(prefill, view))
		return view->session->entered_ms + PREFILL_AFTER_MS;
	return prefill->at < prefill->count ? prefill->next_ms : INT64_MAX;
}

static struct view view_of(const struct view *view, const struct session *session)
{
	struct view mine = *view;

	mine.session = session;
	mine.theme = session->contrast ? &theme_contrast : &theme_light;
	mine.pressed = -1;
	mine.focus = 0;
	return mine;
}

static void fill(const struct view *view, const struct session *session, struct draw_list *list)
{
	struct view mine = view_of(view, session);

	heap_enter();
	view_fill(&mine, list);
	heap_leave();
}

static void render(const struct draw_list *list, struct fonts *fonts)
{
	struct run_mask mask;

	for (int i = 0; i < list->op_count; i++)
		if (list->ops[i].kind == OP_TEXT)
			fonts_run(fonts, list->ops[i].text.font, list->pool + list->ops[i].text.at, list->ops[i].text.length, &mask);
}

/* What ends a visit wipes the tables; the way back has been seen; and what changes no words
 * needs none. */
static bool worth(struct action action)
{
	static const uint8_t not [] = {VERB_NONE, VERB_BACK,   VERB_CLEAR,  VERB_CLOSE,  VERB_KNOCK,
				       VERB_CARD, VERB_LISTEN, VERB_VOLUME, VERB_MOTION, VERB_MORE_TIME};

	return !memchr(not, action.verb, sizeof not );
}

static void note_actions(struct prefill *prefill, const struct draw_list *list)
{
	for (int i = 0; i < list->object_count && prefill->count < PREFILL_TARGETS; i++) {
		struct action action = list->objects[i].action;
		bool known = !worth(action);
		for (int k = 0; k < prefill->count && !known; k++)
			known = prefill->actions[k].verb == action.verb && prefill->actions[k].value == action.value;
		if (!known)
			prefill->actions[prefill->count++] = action;
	}
}

static void begin(struct prefill *prefill, const struct view *view, struct draw_list *list)
{
	prefill->from = untold(view->session);
	prefill->w = view->frame.w;
	prefill->h = view->frame.h;
	prefill->at = prefill->count = 0;
	prefill->going = true;
	fill(view, &prefill->from, list);
	note_actions(prefill, list);
}

/* Where an action leads, by the session's own rules, at a time when every question has
 * stood long enough. */
static struct session target_of(const struct prefill *prefill, const struct view *view, struct action action)
{
	struct session target = prefill->from;

	session_act(&target, view->hub, action, 10 * STAND_MS, view->now);
	return untold(&target);
}

static void one(struct prefill *prefill, const struct view *view, struct fonts *fonts, struct draw_list *list)
{
	struct session target = target_of(prefill, view, prefill->actions[prefill->at++]);

	if (left_out(&target) || same_screen(&target, &prefill->from))
		return;
	fill(view, &target, list);
	render(list, fonts);
	if (target.screen != SCREEN_QUESTION)
		return;
	target.answers.who = WHO_ACCOMPANIED; /* S11: another question in the same place */
	fill(view, &target, list);
	render(list, fonts);
}

/* Every option of a question leads to the same next one. */
static bool done_before(const struct prefill *prefill, const struct view *view)
{
	struct session target = target_of(prefill, view, prefill->actions[prefill->at]);

	for (int i = 0; i < prefill->at; i++) {
		struct session before = target_of(prefill, view, prefill->actions[i]);
		if (same_screen(&before, &target))
			return true;
	}
	return false;
}

void prefill_step(struct prefill *prefill, const struct view *view, struct fonts *fonts, struct draw_list *list)
{
	if (prefill_due(prefill, view) > view->now_ms)
		return;
	if (!holds(prefill, view)) {
		begin(prefill, view, list);
	} else if (fonts_counters(fonts).bytes > (size_t)RUN_ALPHA_MAX / 4 * 3) {
		prefill->at = prefill->count;
	} else {
		while (prefill->at < prefill->count && done_before(prefill, view))
			prefill->at++;
		if (prefill->at < prefill->count)
			one(prefill, view, fonts, list);
	}
	explicit_bzero(list, sizeof *list);
	prefill->next_ms = view->now_ms + PREFILL_EVERY_MS;
}

void prefill_forget(struct prefill *prefill)
{
	explicit_bzero(prefill, sizeof *prefill);
}
