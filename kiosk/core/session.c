#include "core/session.h"

#include "core/shown.h"

#include <string.h>

void session_begin(struct session *session, int64_t now_ms, bool contrast, bool still)
{
	memset(session, 0, sizeof *session);
	memset(session->answers.answer, ANSWER_UNASKED, sizeof session->answers.answer);
	session->contrast = session->default_contrast = contrast;
	session->still = session->default_still = still;
	session->volume = VOLUME_START;
	session->screen = SCREEN_ATTRACT;
	session->touched_ms = session->entered_ms = now_ms;
}

void session_clear(struct session *session, int64_t now_ms)
{
	uint16_t message = session->message;
	bool contrast = session->default_contrast, still = session->default_still, lowered = session->default_lowered;
	explicit_bzero(session, sizeof *session); /* S26 */
	session_begin(session, now_ms, contrast, still);
	session->message = message;
	session->lowered = session->default_lowered = lowered;
	session->screen = SCREEN_WEEK; /* S23 */
}

bool session_is_visit(const struct session *session)
{
	return session->visiting || session->staff;
}

const char *session_question_id(const struct session *session, const struct hub *hub)
{
	if (session->question >= hub->question_count)
		return "";
	const struct question *question = &hub->questions[session->question];
	bool filler = question->kind == QUESTION_SAFETY && session->answers.who != WHO_ALONE; /* S11 */
	return filler ? question->filler : question->id;
}

static void enter(struct session *session, int screen, int64_t now_ms)
{
	session->screen = (uint8_t)screen;
	session->page = 0;
	session->entered_ms = now_ms;
	session->result_shown = false;
}

/* Remembers where Back leads; the oldest step falls off the end. */
static void remember(struct session *session)
{
	if (session->trail_count == TRAIL_MAX) {
		memmove(session->trail, session->trail + 1, sizeof session->trail[0] * (TRAIL_MAX - 1));
		session->trail_count--;
	}
	struct step *step = &session->trail[session->trail_count++];
	step->screen = session->screen;
	step->page = session->page;
	step->item = session->item;
	step->item_is_card = session->item_is_card;
}

/* Back never leads to the attract loop: a visit has begun, and ends with Clear or by time. */
static enum change forward(struct session *session, int screen, int64_t now_ms)
{
	if (session->screen != SCREEN_ATTRACT)
		remember(session);
	enter(session, screen, now_ms);
	return CHANGE_FADE;
}

static enum change home(struct session *session, int64_t now_ms)
{
	session->trail_count = 0;
	session->staff = false;
	session->visiting = true;
	enter(session, SCREEN_HOME, now_ms);
	return CHANGE_FADE;
}

static enum change start(struct session *session, const struct hub *hub, int language, int64_t now_ms)
{
	if (language >= 0 && language < hub->language_count)
		session->language = (uint8_t)language;
	return home(session, now_ms);
}

/* From the staff area only how to read can be opened: everything else is a visit. */
static enum change staff_go(struct session *session, int screen, int64_t now_ms)
{
	if ((screen != SCREEN_READING && screen != SCREEN_ABOUT) || session->screen == screen)
		return CHANGE_NONE;
	return forward(session, screen, now_ms);
}

static enum change go(struct session *session, const struct hub *hub, int screen, int64_t now_ms)
{
	if (session->staff && screen != SCREEN_HOME)
		return staff_go(session, screen, now_ms);
	switch (screen) {
	case SCREEN_HOME:
		return home(session, now_ms);
	case SCREEN_WHO:
		if (!hub->self_check || hub->question_count == 0)
			return CHANGE_NONE;
		break;
	case SCREEN_BROWSE:
		session->kind_filter = session->stage_filter = 0;
		break;
	case SCREEN_LINES:
	case SCREEN_IDEAS:
	case SCREEN_TEAM:
	case SCREEN_WEEK:
	case SCREEN_READING:
	case SCREEN_ABOUT:
		break;
	default:
		return CHANGE_NONE;
	}
	session->visiting = true;
	return screen == session->screen ? CHANGE_NONE : forward(session, screen, now_ms);
}

/* A new run of the questions. The latch is not part of the answers: it stays
 * (S2), whoever looks at the screen now. */
static enum change answer_who(struct session *session, int who, int64_t now_ms)
{
	if (session->screen != SCREEN_WHO || who < WHO_ALONE || who > WHO_CHILD)
		return CHANGE_NONE;
	session->answers.who = (int8_t)who;
	memset(session->answers.answer, ANSWER_UNASKED, sizeof session->answers.answer);
	session->question = 0;
	session->finished = false;
	if (who == WHO_CHILD)
		return forward(session, SCREEN_CHILDREN, now_ms);
	enter(session, SCREEN_QUESTION, now_ms);
	return CHANGE_FADE;
}

static enum change next_question(struct session *session, const struct hub *hub, int64_t now_ms, moment now)
{
	if (session->question + 1 < hub->question_count) {
		session->question++;
		enter(session, SCREEN_QUESTION, now_ms);
		return CHANGE_FADE;
	}
	session->finished = true;
	session->result_at = now;
	enter(session, SCREEN_RESULT, now_ms);
	return CHANGE_FADE;
}

/* Writes one answer down. What is answered to a filler is not: it stands in the
 * place of a safety question, and unknown must stay unknown (S5, S11). */
static enum change answer(struct session *session, const struct hub *hub, int value, int64_t now_ms, moment now)
{
	if (session->screen != SCREEN_QUESTION || session->question >= hub->question_count)
		return CHANGE_NONE;
	const struct question *question = &hub->questions[session->question];
	bool safety = question->kind == QUESTION_SAFETY;
	int options = safety ? SAFE_ANSWER_COUNT : question->option_count;
	if (value >= options || (value < 0 && value != ANSWER_SKIPPED))
		return CHANGE_NONE;
	if (!safety || session->answers.who == WHO_ALONE)
		session->answers.answer[session->question] = (int8_t)value;
	if (safety && session->answers.who == WHO_ALONE && answer_is_concern(question, value)) { /* S1, S2 */
		session->answers.latched = true;
		if (answer_is_own(question, value))
			session->answers.latched_own = true; /* S4 */
	}
	return next_question(session, hub, now_ms, now);
}

/* S3: what was seen before a concern is not seen again by going back. */
static bool may_return(const struct session *session, const struct hub *hub, const struct step *step, moment now)
{
	bool item = (step->screen == SCREEN_OFFER || step->screen == SCREEN_CODE) && !step->item_is_card;
	return !item || shown_may_open(session, hub, step->item, now);
}

static enum change back(struct session *session, const struct hub *hub, int64_t now_ms, moment now)
{
	if (session->screen == SCREEN_QUESTION && session->question > 0) {
		session->question--;
		enter(session, SCREEN_QUESTION, now_ms);
		return CHANGE_FADE;
	}
	if (session->screen == SCREEN_QUESTION) {
		enter(session, SCREEN_WHO, now_ms);
		return CHANGE_FADE;
	}
	if (session->screen == SCREEN_RESULT && hub->question_count > 0) {
		session->question = (uint8_t)(hub->question_count - 1);
		enter(session, SCREEN_QUESTION, now_ms);
		return CHANGE_FADE;
	}
	if (session->screen == SCREEN_STAFF && session->kind_filter) {
		session->kind_filter = 0; /* from one list of items to the tiles */
		enter(session, SCREEN_STAFF, now_ms);
		return CHANGE_FADE;
	}
	while (session->trail_count > 0 && !may_return(session, hub, &session->trail[session->trail_count - 1], now))
		session->trail_count--;
	if (session->trail_count == 0)
		return session->screen == SCREEN_HOME ? CHANGE_NONE : home(session, now_ms);
	struct step step = session->trail[--session->trail_count];
	enter(session, step.screen, now_ms);
	session->page = step.page;
	session->item = step.item;
	session->item_is_card = step.item_is_card;
	session->result_shown = step.screen == SCREEN_RESULT; /* it has been waited for once */
	return CHANGE_FADE;
}

static enum change open_item(struct session *session, const struct hub *hub, struct action action, int64_t now_ms, moment now)
{
	bool card = action.verb == VERB_CARD;
	if (card ? session->screen != SCREEN_RESULT || action.value < 0 || action.value >= RESULT_CARDS
		 : !shown_may_open(session, hub, action.value, now))
		return CHANGE_NONE;
	enum change change = forward(session, action.verb == VERB_OPEN ? SCREEN_OFFER : SCREEN_CODE, now_ms);
	session->item = action.value;
	session->item_is_card = card;
	return change;
}

static enum change knock(struct session *session, int64_t now_ms)
{
	if (now_ms < session->knocked_ms || now_ms - session->knocked_ms > KNOCK_MS)
		session->knocks = 0;
	if (session->knocks == 0)
		session->knocked_ms = now_ms;
	if (++session->knocks < 3)
		return CHANGE_NONE;
	struct session before = *session;
	session_clear(session, now_ms); /* staff see nothing of a visit */
	session->language = before.language;
	session->contrast = before.contrast;
	session->still = before.still;
	session->size = before.size;
	session->lowered = before.lowered;
	session->listening = before.listening;
	session->volume = before.volume;
	explicit_bzero(&before, sizeof before); /* S26 */
	session->staff = true;
	enter(session, SCREEN_STAFF, now_ms);
	return CHANGE_FADE;
}

static enum change settle(struct session *session, const struct hub *hub, struct action action)
{
	switch (action.verb) {
	case VERB_PAGE:
		session->page = (uint8_t)(action.value < 0 ? (session->page ? session->page - 1 : 0) : session->page < 99 ? session->page + 1 : 99);
		return CHANGE_CUT;
	case VERB_KIND:
		session->kind_filter = (uint8_t)action.value;
		session->page = 0;
		return CHANGE_CUT;
	case VERB_STAGE:
		session->stage_filter = (uint8_t)action.value;
		session->page = 0;
		return CHANGE_CUT;
	case VERB_LANGUAGE:
		if (action.value < 0 || action.value >= hub->language_count)
			return CHANGE_NONE;
		session->language = (uint8_t)action.value;
		return CHANGE_CUT;
	case VERB_CONTRAST:
		session->contrast = !session->contrast;
		return CHANGE_CUT;
	case VERB_MOTION:
		session->still = !session->still;
		return CHANGE_CUT;
	case VERB_SIZE:
		if (action.value < 0 || action.value >= TEXT_SIZE_COUNT)
			return CHANGE_NONE;
		session->size = (uint8_t)action.value;
		session->page = 0;
		return CHANGE_CUT;
	case VERB_LOWER:
		session->lowered = !session->lowered;
		session->page = 0;
		return CHANGE_CUT;
	case VERB_LISTEN:
		session->listening = !session->listening;
		return CHANGE_CUT;
	case VERB_VOLUME:
		session->volume = (uint8_t)(action.value < 0               ? (session->volume > 1 ? session->volume - 1 : 1)
					    : session->volume < VOLUME_MAX ? session->volume + 1
									   : VOLUME_MAX);
		return CHANGE_CUT;
	default:
		return CHANGE_NONE;
	}
}

static enum change more_time(struct session *session, int64_t now_ms)
{
	if (session->screen != SCREEN_MORE_TIME)
		return CHANGE_NONE;
	session->screen = session->below;
	session->page = session->below_page;
	session->below_page = 0;
	session->entered_ms = now_ms;
	session->result_shown = session->screen == SCREEN_RESULT;
	return CHANGE_FADE;
}

/* Also a clock that ran back makes nobody wait for it. */
static bool too_soon(const struct session *session, struct action action, int64_t now_ms)
{
	bool says = action.verb == VERB_WHO || action.verb == VERB_ANSWER || action.verb == VERB_SKIP;
	int64_t stood = now_ms - session->entered_ms;

	if (action.verb == VERB_CARD)
		return !session->result_shown;
	return says && stood >= 0 && stood < STAND_MS;
}

enum change session_act(struct session *session, const struct hub *hub, struct action action, int64_t now_ms, moment now)
{
	session_touched(session, now_ms);
	if (!screen_offers(session->screen, action) || too_soon(session, action, now_ms))
		return CHANGE_NONE;
	switch (action.verb) {
	case VERB_START:
		return start(session, hub, action.value, now_ms);
	case VERB_GO:
		return go(session, hub, action.value, now_ms);
	case VERB_WHO:
		return answer_who(session, action.value, now_ms);
	case VERB_ANSWER:
		return answer(session, hub, action.value < 0 ? SAFE_ANSWER_COUNT + PACK_OPTIONS_MAX : action.value, now_ms, now);
	case VERB_SKIP:
		return answer(session, hub, ANSWER_SKIPPED, now_ms, now);
	case VERB_BACK:
		return back(session, hub, now_ms, now);
	case VERB_MENU:
		return session->screen == SCREEN_HOME ? CHANGE_NONE : home(session, now_ms);
	case VERB_CLEAR:
	case VERB_CLOSE:
		session_clear(session, now_ms);
		return CHANGE_CUT;
	case VERB_OPEN:
	case VERB_CODE:
	case VERB_CARD:
		return open_item(session, hub, action, now_ms, now);
	case VERB_MORE_TIME:
		return more_time(session, now_ms);
	case VERB_KNOCK:
		return knock(session, now_ms);
	default:
		return settle(session, hub, action);
	}
}
