#include "sync/step.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "sync/backoff.h"

uint32_t step_random(void)
{
	uint32_t number = 0;

	if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
		number = 0x80000000u; /* half of the wait */
	return number;
}

bool step_begin(const struct sync_call *call, const char *state, const char *name, struct step *step)
{
	moment released = 0;

	if (!file_join(step->path, sizeof step->path, state, "status.json")) {
		fprintf(call->err, "signpost-sync: the path of the state is too long: %.100s\n", state);
		return false;
	}
	step->hold = -1;
	step->network = true;
	status_read(step->path, name, &step->status);
	step->status.clock_unsure = !call->clock_sure;
	(void)moment_parse(SIGNPOST_RELEASED, &released);
	/* A time that was signed raises this in core/trust.c, from what verifies. The status does not:
	 * one flipped bit in a year would let everything expire for ever. */
	step->now = trust_floor(call->now, released, 0);
	return true;
}

bool step_waits(const struct sync_call *call, int64_t until)
{
	return !call->full && until > call->now && until - call->now <= BACKOFF_RETRY_MOST_S + BACKOFF_MOST_S;
}

void step_tell_wait(const struct sync_call *call, const struct step *step, int64_t until)
{
	char text[32];
	time_t next = (time_t)until;
	struct tm parts;

	if (!gmtime_r(&next, &parts) || strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts) == 0)
		return;
	if (step->status.tries == 0)
		fprintf(call->out, "waits until %s, as the server asked; --full does not wait\n", text);
	else
		fprintf(call->out, "waits until %s after %d failure%s (%s); --full does not wait\n", text, step->status.tries,
			step->status.tries == 1 ? "" : "s", failure_name(step->status.failure));
}

void step_run(const struct sync_call *call, struct step *step)
{
	step->hold = status_hold(step->path);
	if (step->hold < 0)
		return; /* it is told of the other run */
	step->status.running = call->now;
	(void)status_write(step->path, &step->status, NULL); /* what is wrong with the disk is told at the end */
}

static void print(const struct sync_call *call, const struct step *step, const char *says)
{
	const struct status *status = &step->status;

	if (call->json) {
		json_t *json = status_json(status);
		json_dumpf(json, call->out, JSON_COMPACT);
		fputc('\n', call->out);
		json_decref(json);
	} else if (status->failure == FAILURE_NONE) {
		fprintf(call->out, "%s\n", says);
	} else {
		fprintf(call->err, "%s: %s\nFor staff: %s\nFor IT: %s\n", failure_name(status->failure), status->says, failure_staff(status->failure),
			failure_it(status->failure));
	}
}

int step_end(const struct sync_call *call, struct step *step, const struct trust_problem *problem, int64_t retry_after_s, const char *says)
{
	struct fault fault;
	char line[1024];
	int64_t next = step->status.next;

	status_end(&step->status, call->now, problem, backoff_s(step->status.tries + 1, retry_after_s, step_random()));
	if (problem->failure != FAILURE_NONE && !step->network)
		step->status.next = next;
	bool written = status_write(step->path, &step->status, &fault);
	if (step->hold >= 0)
		close(step->hold);
	step->hold = -1;
	print(call, step, says);
	if (!written) {
		fault_print(&fault, line, sizeof line);
		fprintf(call->err, "signpost-sync: the status could not be written: %s\n", line);
	}
	return problem->failure != FAILURE_NONE ? SYNC_FAILED : written ? SYNC_FINE : SYNC_SYSTEM;
}
