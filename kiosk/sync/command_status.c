/* How content travels on this machine, in words: for staff by telephone, and for IT. */
#include <jansson.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "core/content.h"
#include "sync/commands.h"
#include "sync/status.h"

enum { STEPS = 3 };

struct view {
	struct status steps[STEPS]; /* fetch, activate, report */
	struct content_active active;
	struct content_state screen;
};

static void read_view(const struct sync_settings *settings, struct view *view)
{
	static const char *const names[STEPS] = {"fetch", "activate", "report"};
	const char *const folders[STEPS] = {settings->fetch_state, settings->activate_state, settings->report_state};
	char path[SYNC_PATH_MAX + 16];

	memset(view, 0, sizeof *view);
	for (int i = 0; i < STEPS; i++) {
		snprintf(path, sizeof path, "%s/status.json", folders[i]);
		status_read(path, names[i], &view->steps[i]);
	}
	content_active_read(settings->store, &view->active);
	snprintf(path, sizeof path, "%s/content.json", settings->kiosk_state);
	content_state_read(path, &view->screen);
}

/* "3 minutes ago", roughly; "in the future" tells that a clock was wrong. */
static const char *ago(int64_t now, int64_t then, char *out, size_t size)
{
	int64_t seconds = now - then;

	if (seconds < 0)
		snprintf(out, size, "in the future, by this clock");
	else if (seconds < 120)
		snprintf(out, size, "just now");
	else if (seconds < 2 * 3600)
		snprintf(out, size, "%lld minutes ago", (long long)(seconds / 60));
	else if (seconds < 2 * 86400)
		snprintf(out, size, "%lld hours ago", (long long)(seconds / 3600));
	else
		snprintf(out, size, "%lld days ago", (long long)(seconds / 86400));
	return out;
}

static void print_step(const struct sync_call *call, const struct status *status)
{
	char when[64], good[64];

	fprintf(call->out, "%-9s", status->step);
	if (status->running)
		fprintf(call->out, "runs now, since: %s. Before that: ", ago(call->now, status->running, when, sizeof when));
	if (status->at == 0) {
		fputs("has not run yet, or this user may not see it\n", call->out);
		return;
	}
	ago(call->now, status->at, when, sizeof when);
	if (status->failure == FAILURE_NONE) {
		fprintf(call->out, "works; last run %s", when);
		fprintf(call->out, status->release ? ", release %lld\n" : "\n", (long long)status->release);
		return;
	}
	fprintf(call->out, "%s, %d time%s in a row, last %s; it last worked %s\n", failure_name(status->failure), status->tries,
		status->tries == 1 ? "" : "s", when, status->good_at ? ago(call->now, status->good_at, good, sizeof good) : "never");
	fprintf(call->out, "         What: %s\n         For staff: %s\n         For IT: %s\n", status->says, failure_staff(status->failure),
		failure_it(status->failure));
}

static void print_screen(const struct sync_call *call, const struct view *view)
{
	const struct status *live = &view->steps[1];
	const char *trial = view->screen.good && strcmp(view->screen.set, view->active.current) == 0 ? "the screen runs well with it"
			    : content_named(&view->screen.failed, view->active.current) ? "the screen gave it up and shows what it had before"
			    : strcmp(view->screen.set, view->active.current) == 0       ? "the screen tries it out"
											: "the screen has not taken it up yet";

	if (!view->active.current[0])
		fputs("The screen shows the packs that it was installed with; nothing else is live.\n", call->out);
	else
		fprintf(call->out, "Release %lld, made %s, is live: %s.\n", (long long)live->release,
			live->made[0] ? live->made : "at a time not known", trial);
	if (live->trust.timestamp_expires && live->trust.timestamp_expires < call->now)
		fputs("Its signature has run out; the publisher must renew it before anything new can come. What is shown stays.\n", call->out);
	if (view->steps[0].clock_unsure)
		fputs("This machine's clock is not synchronised.\n", call->out);
}

static json_t *json_of(const struct view *view)
{
	json_t *steps = json_object();

	for (int i = 0; i < STEPS; i++)
		json_object_set_new(steps, view->steps[i].step, status_json(&view->steps[i]));
	return json_pack("{s:o, s:{s:s, s:s}, s:{s:s, s:i, s:b}}", "steps", steps, "store", "current", view->active.current, "previous",
			 view->active.previous, "screen", "set", view->screen.set, "starts", view->screen.starts, "good", view->screen.good);
}

int command_status(const struct sync_call *call)
{
	static struct view view;
	bool good = true;

	read_view(call->settings, &view);
	for (int i = 0; i < STEPS; i++)
		good = good && view.steps[i].failure == FAILURE_NONE;
	if (call->json) {
		json_t *json = json_of(&view);
		json_dumpf(json, call->out, JSON_INDENT(1));
		fputc('\n', call->out);
		json_decref(json);
	} else {
		print_screen(call, &view);
		for (int i = 0; i < STEPS; i++)
			print_step(call, &view.steps[i]);
	}
	return good ? SYNC_FINE : SYNC_FAILED;
}
