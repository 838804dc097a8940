#include "display/rehearse.h"

#include <string.h>

#include "core/results.h"
#include "display/heap.h"
#include "screen/cards.h"

void rehearse_learn(struct rehearse *rehearse, const struct hub *hub, moment now)
{
	struct results results;

	memset(rehearse, 0, sizeof *rehearse);
	results_find(hub, now, &results);
	if (results.list && hub->self_check)
		rehearse->count = results_cards(&results, rehearse->cards, REHEARSE_CARDS_MAX);
	results_release(&results);
}

int64_t rehearse_due(const struct rehearse *rehearse, const struct session *session)
{
	if (!session->visiting || rehearse->count == 0)
		return INT64_MAX;
	return rehearse->going && rehearse->at == rehearse->count ? INT64_MAX : rehearse->next_ms;
}

/* Does what was rehearsed still hold for this screen? */
static bool holds(const struct rehearse *rehearse, const struct view *view, const struct fonts *fonts)
{
	const struct session *session = view->session;

	return rehearse->going && rehearse->language == session->language && rehearse->contrast == session->contrast &&
	       rehearse->size == session->size && rehearse->lowered == session->lowered && rehearse->w == view->frame.w &&
	       rehearse->h == view->frame.h && fonts_counters(fonts).misses >= rehearse->drawn;
}

static void begin(struct rehearse *rehearse, const struct view *view)
{
	rehearse->going = true;
	rehearse->at = 0;
	rehearse->drawn = 0;
	rehearse->language = view->session->language;
	rehearse->contrast = view->session->contrast;
	rehearse->size = view->session->size;
	rehearse->lowered = view->session->lowered;
	rehearse->w = view->frame.w;
	rehearse->h = view->frame.h;
}

/* What a visitor may have said, for the card that lists what's on: all of it. */
enum { SAID_CASES = 3 };
static void say(struct session *session, const struct hub *hub, int which)
{
	memset(session->answers.answer, ANSWER_UNASKED, sizeof session->answers.answer);
	session->answers.who = WHO_ALONE;
	session->answers.latched = which == 1;
	for (int i = 0; i < hub->question_count && which == 2; i++)
		session->answers.answer[i] = SAFE_NO;
}

static void draw(struct rehearse *rehearse, const struct view *view, struct fonts *fonts, const struct card *card)
{
	struct draw_list *list = &rehearse->list;
	struct run_mask mask;

	draw_begin(list, (struct panel){view->frame.w, view->frame.h, view->frame.px_per_mm}, 0, "");
	heap_enter();
	cards_rehearse(view, list, card);
	heap_leave();
	for (int i = 0; i < list->op_count; i++)
		if (list->ops[i].kind == OP_TEXT)
			fonts_run(fonts, list->ops[i].text.font, list->pool + list->ops[i].text.at, list->ops[i].text.length, &mask);
}

/* One card, as a visitor would see it who has told nothing. */
static void one(struct rehearse *rehearse, const struct view *view, struct fonts *fonts)
{
	struct session session = {.language = view->session->language,
				  .contrast = view->session->contrast,
				  .size = view->session->size,
				  .lowered = view->session->lowered,
				  .screen = SCREEN_RESULT,
				  .result_shown = true};
	struct view mine = *view;
	const struct card *card = &rehearse->cards[rehearse->at++];

	mine.session = &session;
	mine.pressed = -1;
	mine.focus = 0;
	for (int i = 0; i < (card->kind == CARD_WEEK ? SAID_CASES : 1); i++) {
		say(&session, view->hub, i);
		draw(rehearse, &mine, fonts, card);
	}
	explicit_bzero(&rehearse->list, sizeof rehearse->list);
	rehearse->drawn = fonts_counters(fonts).misses;
}

void rehearse_forget(struct rehearse *rehearse)
{
	rehearse->going = rehearse->contrast = rehearse->lowered = false;
	rehearse->size = 0;
	rehearse->at = rehearse->w = rehearse->h = 0;
	rehearse->next_ms = rehearse->drawn = 0;
	rehearse->language = 0;
}

void rehearse_step(struct rehearse *rehearse, const struct view *view, struct fonts *fonts, int64_t now_ms)
{
	const struct session *session = view->session;

	if (!session->visiting || rehearse->count == 0) {
		rehearse_forget(rehearse);
		return;
	}
	if (!holds(rehearse, view, fonts))
		begin(rehearse, view);
	if (rehearse->next_ms > now_ms + REHEARSE_EVERY_MS) /* the clock ran back */
		rehearse->next_ms = now_ms;
	bool last = session->screen == SCREEN_RESULT && !session->result_shown && now_ms - session->entered_ms >= RESULT_MS;
	while (rehearse->at < rehearse->count && (last || now_ms >= rehearse->next_ms)) {
		one(rehearse, view, fonts);
		rehearse->next_ms = now_ms + REHEARSE_EVERY_MS;
	}
}
