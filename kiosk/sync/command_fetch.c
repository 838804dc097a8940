#include <string.h>

#include "base/file.h"
#include "core/trust_key.h"
#include "core/problem.h"
#include "sync/backoff.h"
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

/* Whoever changed the settings since wants to see what comes of it now. */
static void forget_waits(const struct sync_settings *settings, struct status *status)
{
	char hash[TRUST_HEX_SIZE];

	trust_sha256(settings, sizeof *settings, hash);
	if (strcmp(hash, status->settings) == 0 && status->failure != FAILURE_SETTINGS)
		return;
	memcpy(status->settings, hash, sizeof hash);
	status->next = 0;
	memset(status->waits, 0, sizeof status->waits);
}

/* Leaves out the servers that must wait: all after a failure, else each that asked for it. A folder
 * never waits, since somebody may just have put the stick in. False when nothing is left to be
 * asked: `*until` is then when the first server may be. */
static bool leave_out(const struct sync_call *call, struct step *step, struct source *source, int64_t *until)
{
	const struct status *status = &step->status;
	bool left = false;

	step->network = false;
	*until = 0;
	for (int i = 0; i < source->count; i++) {
		struct source_base *base = &source->bases[i];
		int64_t wait = status->next > status->waits[i] ? status->next : status->waits[i];

		base->passed = !base->folder && step_waits(call, wait);
		if (base->passed && (*until == 0 || wait < *until))
			*until = wait;
		step->network = step->network || (!base->folder && !base->passed);
	}
	for (int i = 0; i < source->count; i++)
		left = left || (!source->bases[i].passed && (!source->bases[i].folder || *until == 0 || file_is_folder(source->bases[i].place)));
	return left;
}

/* What each server asked for is kept; the longest that nobody comes before is given back. */
static int64_t note_waits(const struct sync_call *call, const struct source *source, struct status *status)
{
	int64_t least = 0;
	bool all = true;

	for (int i = 0; i < source->count; i++) {
		const struct source_base *base = &source->bases[i];
		int64_t wait = base->retry_after_s < BACKOFF_RETRY_MOST_S ? base->retry_after_s : BACKOFF_RETRY_MOST_S;

		if (base->folder)
			continue;
		if (wait > 0)
			status->waits[i] = call->now + wait;
		all = all && wait > 0;
		if (wait > 0 && (least == 0 || wait < least))
			least = wait;
	}
	return all ? least : 0;
}

static int64_t run(const struct sync_call *call, struct step *step, struct source *source, struct trust_problem *problem, char says[200])
{
	struct fetch_done done = {0};
	const struct fetch_job job = {.state = call->settings->fetch_state,
				      .root = call->settings->trust_root,
				      .channel = call->settings->channel,
				      .app_version = SIGNPOST_VERSION,
				      .now = step->now,
				      .source = source,
				      .full = call->full};

	source_prefer(source, step->status.tag.place);
	if (fetch_run(&job, &step->status, &done, problem))
		say(&step->status, &done, says, 200);
	return note_waits(call, source, &step->status);
}

int command_fetch(const struct sync_call *call)
{
	static struct reach reach;
	static struct step step;
	struct trust_problem problem = {0};
	char says[200] = "";
	int64_t retry_after_s = 0, until;

	if (!step_begin(call, call->settings->fetch_state, "fetch", &step))
		return SYNC_SYSTEM;
	forget_waits(call->settings, &step.status);
	if (call->settings->base_count == 0)
		problem_set(&problem, FAILURE_SETTINGS, "no base is set; write base = https://... into the settings");
	else if (reach_bases(call, &reach, &problem)) {
		if (!leave_out(call, &step, &reach.source, &until)) {
			step_tell_wait(call, &step, until);
			reach_close(&reach);
			return SYNC_FINE;
		}
		step_run(call, &step);
		retry_after_s = run(call, &step, &reach.source, &problem, says);
		reach_close(&reach);
	}
	return step_end(call, &step, &problem, retry_after_s, says);
}
