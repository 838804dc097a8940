#include "display/prefill.h"

#include <string.h>

#include "display/heap.h"

/* The session as somebody has it who has told nothing: what the screen shows, no more. */
static struct session untold(const struct session *session)
{
	struct session plain;

	memset(&plain, 0, sizeof plain);
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

/* Of two that are untold(). */
static bool same_screen(const struct session *a, const struct session *b)
{
	return a->question == b->question && a->visiting == b->visiting && a->screen == b->screen && a->page == b->page && a->item == b->item &&
	       a->item_is_card == b->item_is_card && a->kind_filter == b->kind_filter && a->stage_filter == b->stage_filter &&
	       a->language == b->language && a->contrast == b->contrast && a->still == b->still && a->size == b->size && a->lowered == b->lowered &&
	       a->listening == b->listening && a->volume == b->volume;
}

/* What somebody may have told that changes the words of a next screen. */
enum told {
	TOLD_NOTHING,
	TOLD_BESIDE,  /* S11: somebody is there: another question in the same place */
	TOLD_CONCERN, /* S3: offers are left out */
	TOLD_OWN,     /* S4: another line is first */
	TOLD_CLEARED, /* S5: joint offers, too */
	TOLD_CHILD,   /* what is for children, too */
	TOLD_COUNT
};

/* Does that change this screen at all? By core/shown.h, the lists that leave out. */
static bool depends(const struct session *session, enum told told)
{
	switch (told) {
	case TOLD_NOTHING:
		return true;
	case TOLD_BESIDE:
		return session->screen == SCREEN_QUESTION;
	default:
		return session->screen == SCREEN_BROWSE || session->screen == SCREEN_LINES || session->screen == SCREEN_IDEAS ||
		       session->screen == SCREEN_TEAM;
	}
}

static struct session tell(const struct session *untold, const struct hub *hub, enum told told)
{
	struct session session = *untold;
	struct answers *answers = &session.answers;

	answers->who = told == TOLD_BESIDE ? WHO_ACCOMPANIED : told == TOLD_CHILD ? WHO_CHILD : WHO_ALONE;
	answers->latched = told == TOLD_CONCERN || told == TOLD_OWN;
	answers->latched_own = told == TOLD_OWN;
	for (int i = 0; i < hub->question_count && told == TOLD_CLEARED; i++)
		if (hub->questions[i].kind == QUESTION_SAFETY)
			answers->answer[i] = SAFE_NO;
	return session;
}

static bool holds(const struct prefill *prefill, const struct view *view)
{
	struct session plain = untold(view->session);

	return prefill->going && prefill->w == view->frame.w && prefill->h == view->frame.h && same_screen(&prefill->from, &plain);
}

/* Each form of the screen itself, for what can be touched there; then each form of each
 * target. */
static int steps(const struct prefill *prefill)
{
	return TOLD_COUNT * (1 + prefill->count);
}

int64_t prefill_due(const struct prefill *prefill, const struct view *view)
{
	if (left_out(view->session) || view->session->screen == SCREEN_CODE || view->pressed >= 0)
		return INT64_MAX;
	if (!holds(prefill, view))
		return view->session->entered_ms + PREFILL_AFTER_MS;
	return prefill->step < steps(prefill) ? prefill->next_ms : INT64_MAX;
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

static void begin(struct prefill *prefill, const struct view *view)
{
	prefill->from = untold(view->session);
	prefill->w = view->frame.w;
	prefill->h = view->frame.h;
	prefill->step = prefill->count = 0;
	prefill->going = true;
}

/* Where an action leads, by the session's own rules, at a time when every question has
 * stood long enough. What is withheld from some opens for others. */
static struct session target_of(const struct prefill *prefill, const struct view *view, struct action action)
{
	struct session target = prefill->from;

	for (int told = 0; told < TOLD_COUNT; told++) {
		if (!depends(&prefill->from, (enum told)told))
			continue;
		target = tell(&prefill->from, view->hub, (enum told)told);
		session_act(&target, view->hub, action, 10 * STAND_MS, view->now);
		target = untold(&target);
		if (!same_screen(&target, &prefill->from))
			break;
	}
	return target;
}

/* Every option of a question leads to the same next one. */
static bool done_before(const struct prefill *prefill, const struct view *view, int action)
{
	struct session target = target_of(prefill, view, prefill->actions[action]);

	for (int i = 0; i < action; i++) {
		struct session before = target_of(prefill, view, prefill->actions[i]);
		if (same_screen(&before, &target))
			return true;
	}
	return left_out(&target) || same_screen(&target, &prefill->from);
}

/* One form of one screen: action -1 is the screen itself. False: it has no such form. */
static bool lay_out(struct prefill *prefill, const struct view *view, struct draw_list *list, int action, enum told told)
{
	struct session screen = action < 0 ? prefill->from : target_of(prefill, view, prefill->actions[action]);

	if (!depends(&screen, told))
		return false;
	screen = tell(&screen, view->hub, told);
	fill(view, &screen, list);
	return true;
}

static void next(struct prefill *prefill, const struct view *view, struct fonts *fonts, struct draw_list *list)
{
	while (prefill->step < steps(prefill)) {
		int action = prefill->step / TOLD_COUNT - 1, told = prefill->step % TOLD_COUNT;
		if (action >= 0 && told == 0 && done_before(prefill, view, action)) {
			prefill->step += TOLD_COUNT;
			continue;
		}
		prefill->step++;
		if (!lay_out(prefill, view, list, action, (enum told)told))
			continue;
		if (action < 0)
			note_actions(prefill, list);
		else
			render(list, fonts);
		return;
	}
}

void prefill_step(struct prefill *prefill, const struct view *view, struct fonts *fonts, struct draw_list *list)
{
	if (prefill_due(prefill, view) > view->now_ms)
		return;
	if (!holds(prefill, view))
		begin(prefill, view);
	else if (fonts_counters(fonts).bytes > (size_t)RUN_ALPHA_MAX / 4 * 3)
		prefill->step = steps(prefill);
	else
		next(prefill, view, fonts, list);
	explicit_bzero(list, sizeof *list);
	prefill->next_ms = view->now_ms + PREFILL_EVERY_MS;
}

void prefill_forget(struct prefill *prefill)
{
	explicit_bzero(prefill, sizeof *prefill);
}
