#include <string.h>

#include "net/problem.h"
#include "sync/commands.h"
#include "sync/fetch.h"
#include "sync/reach.h"
#include "sync/step.h"

static void say(const struct status *status, const struct fetch_done *done, char *out, size_t size)
{
	if (done->nothing_new)
		snprintf(out, size, "nothing new since release %lld", (long long)status->release);
	else
		snprintf(out, size, "release %lld is in the inbox; %d files came, %llu bytes", (long long)status->release, done->files,
			 (unsigned long long)done->bytes);
}

int command_fetch(const struct sync_call *call)
{
	static struct reach reach;
	static struct step step;
	struct trust_problem problem = {0};
	struct fetch_done done = {0};
	char says[200] = "";
	int64_t retry_after_s = 0;

	if (!step_begin(call, call->settings->fetch_state, "fetch", &step))
		return SYNC_SYSTEM;
	if (step_waits(call, &step))
		return SYNC_FINE;
	if (call->settings->base_count == 0) {
		problem_set(&problem, FAILURE_SETTINGS, "no base is set; write base = https://... into the settings");
		return step_end(call, &step, &problem, 0, "");
	}
	if (reach_bases(call, &reach, &problem)) {
		const struct fetch_job job = {.state = call->settings->fetch_state,
					      .root = call->settings->trust_root,
					      .channel = call->settings->channel,
					      .app_version = SIGNPOST_VERSION,
					      .now = step.now,
					      .source = &reach.source,
					      .full = call->full};
		source_prefer(&reach.source, step.status.tag.place);
		if (fetch_run(&job, &step.status, &done, &problem))
			say(&step.status, &done, says, sizeof says);
		retry_after_s = reach.source.retry_after_s;
		reach_close(&reach);
	}
	return step_end(call, &step, &problem, retry_after_s, says);
}
