/*
 * What time alone does to a session (S24).
 */
#include "core/session.h"

void session_touched(struct session *session, int64_t now_ms)
{
	session->touched_ms = now_ms;
	if (session->entered_ms > now_ms)
		session->entered_ms = now_ms;
}

/* How long the screen may stand untouched, and whether a question comes first. */
static int64_t patience(const struct session *session, bool *ask)
{
	*ask = false;
	if (session->staff)
		return IDLE_STAFF_MS;
	if (session->screen == SCREEN_WEEK && !session->visiting)
		return WEEK_MS;
	*ask = true;
	return screen_is_sensitive(session->screen) ? IDLE_SENSITIVE_MS : IDLE_OTHER_MS;
}

static enum change attract(struct session *session, int64_t now_ms)
{
	session->screen = SCREEN_ATTRACT;
	session->page = 0; /* its first page holds the invitation */
	session->entered_ms = now_ms;
	session->message++;
	return CHANGE_ATTRACT;
}

static enum change idle(struct session *session, int64_t now_ms)
{
	bool ask;
	if (now_ms - session->touched_ms < patience(session, &ask))
		return CHANGE_NONE;
	if (ask) {
		session->below = session->screen;
		session->below_page = session->page;
		session->page = 0;
		session->screen = SCREEN_MORE_TIME;
		session->entered_ms = now_ms;
		return CHANGE_FADE;
	}
	if (!session_is_visit(session)) {
		session_clear(session, now_ms); /* language and contrast go back to the hub's */
		return attract(session, now_ms);
	}
	session_clear(session, now_ms);
	return CHANGE_CUT;
}

enum change session_tick(struct session *session, const struct hub *hub, int64_t now_ms)
{
	(void)hub;
	/* A clock that ran back must not make the screen wait for it. */
	if (session->touched_ms > now_ms)
		session->touched_ms = now_ms;
	if (session->entered_ms > now_ms)
		session->entered_ms = now_ms;
	int64_t here = now_ms - session->entered_ms;
	switch (session->screen) {
	case SCREEN_ATTRACT:
		return here >= ATTRACT_MS ? attract(session, now_ms) : CHANGE_NONE;
	case SCREEN_MORE_TIME:
		if (here >= MORE_TIME_MS) {
			session_clear(session, now_ms);
			return CHANGE_CUT;
		}
		return CHANGE_CUT; /* one leaf less */
	case SCREEN_RESULT:
		if (!session->result_shown && here >= RESULT_MS) {
			session->result_shown = true;
			return CHANGE_FADE;
		}
		break;
	default:
		break;
	}
	return idle(session, now_ms);
}

int64_t session_due(const struct session *session, int64_t now_ms)
{
	bool ask;
	switch (session->screen) {
	case SCREEN_ATTRACT:
		return session->entered_ms + ATTRACT_MS;
	case SCREEN_MORE_TIME:
		return session->entered_ms + ((now_ms - session->entered_ms) / 1000 + 1) * 1000;
	case SCREEN_RESULT:
		if (!session->result_shown)
			return session->entered_ms + RESULT_MS;
		break;
	default:
		break;
	}
	return session->touched_ms + patience(session, &ask);
}
