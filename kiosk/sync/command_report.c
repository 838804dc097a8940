#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/file.h"
#include "core/problem.h"
#include "sync/backoff.h"
#include "sync/commands.h"
#include "sync/reach.h"
#include "sync/report.h"

enum { STATUS_PATH_MAX = SYNC_PATH_MAX + 16 };

/* One run, from its beginning to what is told of it. */
struct run {
	const struct sync_call *call;
	char own[STATUS_PATH_MAX], fetch[STATUS_PATH_MAX], activate[STATUS_PATH_MAX]; /* files status.json */
	struct status status;
	struct report_done done;
	struct trust_problem problem;
	int64_t retry_after_s;
	bool idle;       /* nothing was tried */
	const char *why; /* then: why not */
};

static bool chance(void *bytes, size_t length)
{
	return getrandom(bytes, length, GRND_NONBLOCK) == (ssize_t)length;
}

/* Nothing is sent by a clock that is before the program itself: what is sent would carry a
 * false day, and the server's certificate could not be judged. */
static bool clock_can_be(const struct run *run, struct trust_problem *problem)
{
	moment made = 0;
	char day[11];

	if (!moment_parse(SIGNPOST_RELEASED, &made) || run->call->now >= made)
		return true;
	day_print(civil_at(run->call->now).day, day);
	return problem_set(problem, FAILURE_TLS_TIME, "this machine's clock says %s, which is before this program was made", day);
}

static enum put_did send_to(void *context, const struct put_thing *thing, struct trust_problem *problem)
{
	return put_send(context, thing, problem);
}

static void send_all(struct run *run, struct report *report)
{
	static struct reach reach;

	run->done.waiting = report_due(report);
	if (!clock_can_be(run, &run->problem) || !reach_reports(run->call, &reach, &run->problem))
		return;
	const struct report_way way = {send_to, reach.put};
	(void)report_send(report, &way, &run->done, &run->problem);
	run->retry_after_s = put_retry_after(reach.put);
	reach_close(&reach);
}

static bool is_too_early(const struct run *run)
{
	int64_t left = run->status.next - run->call->now;

	/* More than a wait can be: the clock was set back. */
	return left > 0 && left <= BACKOFF_MOST_S + BACKOFF_RETRY_MOST_S;
}

static void try_all(struct run *run)
{
	const struct sync_settings *settings = run->call->settings;
	uint8_t bytes[REPORT_CHANCE_BYTES];
	struct report_job job = {.outbox = settings->outbox,
				 .state = settings->report_state,
				 .fetch = run->fetch,
				 .activate = run->activate,
				 .council = settings->council,
				 .now = run->call->now,
				 .clock_sure = run->call->clock_sure,
				 .chance = bytes};
	struct report *report;

	if (!chance(bytes, sizeof bytes)) {
		problem_set(&run->problem, FAILURE_DISK, "the system gives no random numbers yet");
		return;
	}
	report = report_open(&job, &run->problem);
	if (!report)
		return;
	if (report_due(report) > 0 && is_too_early(run)) {
		run->idle = true;
		run->why = "the server was not there, or busy, and is asked again later";
		run->done.waiting = report_due(report);
	} else {
		send_all(run, report);
	}
	report_close(report);
}

/* Only a server, or what is between, makes the next run wait: a line of the settings that was put right, or a
 * clock, counts at once. */
static void end(struct run *run)
{
	uint32_t random = 0;
	int tries = run->status.tries + 1;
	bool network = run->problem.failure != FAILURE_NONE && run->done.cut;
	struct fault fault;

	(void)chance(&random, sizeof random);
	run->status.clock_unsure = !run->call->clock_sure;
	status_end(&run->status, run->call->now, &run->problem, network ? backoff_s(tries, run->retry_after_s, random) : 0);
	if (!status_write(run->own, &run->status, &fault))
		fprintf(run->call->err, "signpost-sync: %s: %s\n", run->own, fault.says);
}

/* ---- what is told ---- */

static json_t *time_or_null(int64_t when)
{
	char text[32];
	time_t seconds = (time_t)when;
	struct tm parts;

	if (when <= 0 || !gmtime_r(&seconds, &parts) || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
		return json_null();
	return json_string(text);
}

static void tell_json(const struct run *run)
{
	enum failure failure = run->problem.failure;
	char says[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32] = "";

	if (failure != FAILURE_NONE)
		fault_print(&run->problem.fault, says, sizeof says);
	json_t *whole =
	    json_pack("{s:i, s:i, s:i, s:i, s:o, s:s, s:s, s:s, s:s}", "put", run->done.put, "there", run->done.there, "refused", run->done.refused,
		      "waiting", run->done.waiting, "next", time_or_null(run->status.next > run->call->now ? run->status.next : 0), "failure",
		      failure_name(failure), "says", run->why ? run->why : says, "staff", failure_staff(failure), "it", failure_it(failure));
	json_dumpf(whole, run->call->out, JSON_COMPACT);
	putc('\n', run->call->out);
	json_decref(whole);
}

static void tell(const struct run *run)
{
	enum failure failure = run->problem.failure;
	FILE *out = run->call->out;

	if (run->call->json) {
		tell_json(run);
		return;
	}
	if (run->why)
		fprintf(out, "Nothing was sent: %s.\n", run->why);
	else
		fprintf(out, "%d sent, %d there already, %d refused, %d waiting.\n", run->done.put, run->done.there, run->done.refused,
			run->done.waiting);
	if (failure != FAILURE_NONE)
		fprintf(run->call->err, "signpost-sync: %s: %s\n  For staff: %s\n  For IT: %s\n", failure_name(failure), run->problem.fault.says,
			failure_staff(failure), failure_it(failure));
}

static bool name_files(struct run *run)
{
	const struct sync_settings *settings = run->call->settings;

	return file_join(run->own, sizeof run->own, settings->report_state, "status.json") &&
	       file_join(run->fetch, sizeof run->fetch, settings->fetch_state, "status.json") &&
	       file_join(run->activate, sizeof run->activate, settings->activate_state, "status.json");
}

int command_report(const struct sync_call *call)
{
	struct run run = {.call = call};

	if (!call->settings->report_to[0]) {
		run.why = "report_to is not set in sync.conf, so nothing is reported";
		tell(&run);
		return SYNC_FINE;
	}
	if (!name_files(&run)) {
		fputs("signpost-sync: a path in sync.conf is too long\n", call->err);
		return SYNC_SYSTEM;
	}
	status_read(run.own, "report", &run.status);
	try_all(&run);
	if (!run.idle)
		end(&run);
	tell(&run);
	if (run.problem.failure == FAILURE_SETTINGS)
		return SYNC_SYSTEM;
	return run.problem.failure == FAILURE_NONE ? SYNC_FINE : SYNC_FAILED;
}
