#include "core/proof_script.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PATH_MAX_MOVES = 64, WAIT_MORE_MS = 100 };

static const char *const whos[] = {[WHO_UNKNOWN] = "", [WHO_ALONE] = "just-me", [WHO_ACCOMPANIED] = "someone-with-me", [WHO_CHILD] = "under-16"};
static const char *const safes[SAFE_ANSWER_COUNT] = {
    [SAFE_NO] = "no", [SAFE_SOMETIMES] = "sometimes", [SAFE_YES] = "yes", [SAFE_RATHER_NOT] = "rather-not"};

struct writer {
	char *out;
	size_t size, used;
};

__attribute__((format(printf, 2, 3))) static void line(struct writer *writer, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	int wrote = vsnprintf(writer->out + writer->used, writer->size - writer->used, format, values);
	va_end(values);
	if (wrote > 0 && (size_t)wrote < writer->size - writer->used)
		writer->used += (size_t)wrote;
	else
		writer->out[writer->used] = '\0'; /* whole lines only */
}

static void answer_line(struct writer *writer, const struct question *question, int answer)
{
	if (question->kind == QUESTION_SAFETY && answer >= 0 && answer < SAFE_ANSWER_COUNT)
		line(writer, "tap @answer:%s\n", safes[answer]);
	else if (question->kind == QUESTION_ORDINARY && answer >= 0 && answer < question->option_count)
		line(writer, "tap @answer:%s\n", question->options[answer].id);
	else
		line(writer, "tap @skip\n");
}

/* Lists have pages; other screens only where words are so large that they need them. */
static void page_line(struct writer *writer, int screen, int step)
{
	bool list = screen == SCREEN_BROWSE || screen == SCREEN_LINES || screen == SCREEN_IDEAS || screen == SCREEN_STAFF;

	line(writer, list ? "tap @page:%d\n" : "size largest\ntap @page:%d\nsize normal\n", step);
}

static void touch_line(struct writer *writer, const struct walk *walk, const struct walk_state *before, struct action action)
{
	const struct hub *hub = walk->proving->hub;
	bool safety;
	int number;

	switch (action.verb) {
	case VERB_GO:
		line(writer, "tap @go:%s\n", screen_name(action.value));
		break;
	case VERB_WHO:
		line(writer, "tap @who:%s\n", whos[action.value]);
		break;
	case VERB_ANSWER:
		number = walk_question(walk, before, &safety);
		if (number >= 0)
			answer_line(writer, &hub->questions[number], action.value);
		break;
	case VERB_OPEN:
	case VERB_CODE:
		line(writer, "tap @%s:%s\n", verb_name(action.verb), hub->offers[action.value].id);
		break;
	case VERB_PAGE:
		page_line(writer, before->session.screen, action.value);
		break;
	case VERB_CARD:
	case VERB_KIND:
	case VERB_STAGE:
	case VERB_LANGUAGE:
		line(writer, "tap @%s:%d\n", verb_name(action.verb), action.value);
		break;
	default:
		line(writer, "tap @%s\n", verb_name(action.verb));
		break;
	}
}

void proof_script_moves(const struct walk *walk, const struct walk_state *state, char *out, size_t size)
{
	const struct walk_state *path[PATH_MAX_MOVES];
	struct writer writer = {out, size, 0};
	int count = 0;

	out[0] = '\0';
	for (const struct walk_state *at = state; at->from >= 0 && count < PATH_MAX_MOVES; at = &walk->states[at->from])
		path[count++] = at;
	for (int i = count - 1; i >= 0; i--) {
		const struct walk_state *before = &walk->states[path[i]->from];
		struct move move = path[i]->move;
		if (path[i]->imagined)
			line(&writer, "# this Back leads to a step that this visit may have left before\n");
		if (move.kind == MOVE_WAIT)
			line(&writer, "wait %" PRId64 "ms\n", path[i]->now_ms - before->now_ms + WAIT_MORE_MS);
		else if (move.kind == MOVE_STAFF)
			line(&writer, "tap @knock\ntap @knock\ntap @knock\n");
		else
			touch_line(&writer, walk, before, move.action);
	}
}

/* One run that leaves a concern, and back to the menu. */
static void latch_lines(struct writer *writer, const struct hub *hub, bool own)
{
	line(writer, "tap @go:who\ntap @who:just-me\n");
	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++) {
		const struct question *question = &hub->questions[i];
		if (question->kind == QUESTION_SAFETY && question->construct == CONSTRUCT_OWN && own) {
			line(writer, "tap @answer:yes\n");
			break;
		}
		if (question->kind == QUESTION_SAFETY && !own) {
			line(writer, "tap @skip\n");
			break;
		}
		line(writer, question->kind == QUESTION_SAFETY ? "tap @answer:no\n" : "tap @skip\n");
	}
	line(writer, "tap @go:reading\ntap @menu\n"); /* questions have no way to the menu of their own */
}

void proof_script_visit(const struct hub *hub, const struct answers *answers, char *out, size_t size)
{
	struct writer writer = {out, size, 0};

	out[0] = '\0';
	if (answers->who != WHO_ALONE && answers->who != WHO_ACCOMPANIED)
		return;
	line(&writer, "tap @start\n");
	if (answers->latched || answers->latched_own)
		latch_lines(&writer, hub, answers->latched_own);
	line(&writer, "tap @go:who\ntap @who:%s\n", whos[answers->who]);
	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++) {
		const struct question *question = &hub->questions[i];
		bool filler = question->kind == QUESTION_SAFETY && answers->who == WHO_ACCOMPANIED;
		if (question->kind == QUESTION_SAFETY && !filler && answers->answer[i] == ANSWER_UNASKED) {
			line(&writer, "tap @go:reading\ntap @menu\ntap @go:browse\n");
			return;
		}
		answer_line(&writer, question, filler ? ANSWER_SKIPPED : answers->answer[i]);
	}
	line(&writer, "wait 500ms\n");
}
