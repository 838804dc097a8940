#include <string.h>

#include "base/file.h"
#include "core/problem.h"
#include "sync/activate.h"
#include "sync/commands.h"
#include "sync/step.h"

static void say(const struct status *status, bool changed, char *out, size_t size)
{
	if (!status->set[0])
		snprintf(out, size, "nothing has arrived yet; the screen shows the packs that it was installed with");
	else
		snprintf(out, size, "release %lld is live%s (set %.12s)", (long long)status->release, changed ? "" : " as before", status->set);
}

int command_activate(const struct sync_call *call)
{
	const struct sync_settings *settings = call->settings;
	static struct step step;
	struct trust_problem problem = {0};
	char inbox[SYNC_PATH_MAX], kiosk[SYNC_PATH_MAX], says[200] = "", before[sizeof step.status.set];

	if (!step_begin(call, settings->activate_state, "activate", &step))
		return SYNC_SYSTEM;
	step_run(call, &step);
	if (!file_join(inbox, sizeof inbox, settings->fetch_state, "inbox") ||
	    !file_join(kiosk, sizeof kiosk, settings->kiosk_state, "content.json")) {
		problem_set(&problem, FAILURE_SETTINGS, "the folders of the settings have too long a path");
		return step_end(call, &step, &problem, 0, "");
	}
	const struct activate_job job = {.state = settings->activate_state,
					 .inbox = inbox,
					 .store = settings->store,
					 .kiosk = kiosk,
					 .root = settings->trust_root,
					 .channel = settings->channel,
					 .hub = settings->hub,
					 .app_version = SIGNPOST_VERSION,
					 .now = step.now};
	memcpy(before, step.status.set, sizeof before);
	if (activate_run(&job, &step.status, &problem))
		say(&step.status, strcmp(before, step.status.set) != 0, says, sizeof says);
	return step_end(call, &step, &problem, 0, says);
}
