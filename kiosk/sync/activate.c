#include "sync/activate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/content.h"
#include "core/store.h"
#include "core/trust_tidy.h"
#include "core/problem.h"
#include "net/source.h"
#include "sync/begin.h"
#include "sync/inbox.h"

struct activate {
	const struct activate_job *job;
	struct status *status;
	struct store store;
	struct inbox inbox;
	struct source source;
	struct trust *trust;
	struct content_state screen;
	char top[CHANNEL_NAME_SIZE]; /* the hub of what was approved in this run */
};

/* ---- what store_live asks ---- */

static bool get(void *context, const struct channel_part *file, struct trust_bytes *out, struct trust_problem *problem)
{
	struct activate *activate = context;
	struct trust_target target;

	return trust_find(activate->trust, file->path, &target, problem) && begin_fits(file, &target, problem) &&
	       trust_fetch(activate->trust, &target, out, problem);
}

/* The hub whose content was live before. Where the status was lost, the set that is live tells. */
static const char *shown_before(struct activate *activate)
{
	struct store_pointer pointer;
	struct channel_file channel = {0};
	char folder[STORE_PATH_MAX];

	if (activate->status->hub[0] || !store_pointer_read(&activate->store, &pointer, NULL) ||
	    !content_whole(activate->job->store, pointer.current, NULL, &channel, NULL))
		return activate->status->hub;
	if (store_set_path(&activate->store, pointer.current, folder))
		activate_top(folder, &channel, activate->status->hub);
	channel_free(&channel);
	return activate->status->hub;
}

static bool approve(void *context, const char *folder, const struct channel_file *channel, struct trust_problem *problem)
{
	struct activate *activate = context;
	struct trust_target target;
	int signers[CHANNEL_FILES_MAX];

	/* Files that were here already from an older set have not been asked for: their owners are. */
	for (int i = 0; i < channel->file_count; i++) {
		if (!trust_find(activate->trust, channel->files[i].path, &target, problem) || !begin_fits(&channel->files[i], &target, problem))
			return false;
		signers[i] = target.signers;
	}
	/* By a clock that stands at 1970, what a person checked yesterday would be checked in the future. */
	const struct activate_terms terms = {trust_floor(activate->job->now, 0, activate->status->trust.issued), signers, activate->job->hub,
					     shown_before(activate)};
	return activate_approve(folder, channel, &terms, problem) && activate_top(folder, channel, activate->top);
}

/* ---- steps ---- */

static bool take_back(struct activate *activate, struct trust_problem *problem)
{
	for (int i = 0; i < activate->screen.failed.count; i++)
		if (!store_revert(&activate->store, activate->screen.failed.set[i], problem))
			return false;
	return true;
}

static void note_live(struct activate *activate)
{
	struct store_pointer pointer;

	if (store_pointer_read(&activate->store, &pointer, NULL))
		snprintf(activate->status->set, sizeof activate->status->set, "%s", pointer.current);
}

static bool is_good(const struct activate *activate)
{
	struct store_pointer pointer;

	return store_pointer_read(&activate->store, &pointer, NULL) && content_named(&activate->screen.good_sets, pointer.current);
}

static void note_release(struct activate *activate, const struct trust_bytes *channel)
{
	struct channel_file file = {0};

	if (!channel_read(channel->bytes, channel->length, NULL, &file, NULL))
		return;
	activate->status->release = file.release;
	snprintf(activate->status->made, sizeof activate->status->made, "%s", file.made);
	channel_free(&file);
}

static bool go_live(struct activate *activate, struct trust_problem *problem)
{
	struct store_incoming incoming = {
	    .app_version = activate->job->app_version, .current_good = is_good(activate), .get = get, .approve = approve, .context = activate};
	struct trust_target target;
	char set[TRUST_HEX_SIZE];

	if (!begin_channel(activate->trust, activate->job->channel, &target, problem) ||
	    !trust_fetch(activate->trust, &target, &incoming.channel, problem))
		return false;
	bool good = store_live(&activate->store, &incoming, set, problem);
	if (good)
		note_release(activate, &incoming.channel);
	if (good && activate->top[0])
		memcpy(activate->status->hub, activate->top, sizeof activate->top);
	free(incoming.channel.bytes);
	return good;
}

static bool from_inbox(struct activate *activate, struct trust_problem *problem)
{
	char folder[FAULT_FILE_MAX];
	struct trust_source source;
	struct trust_problem none = {0};
	struct fault fault;

	if (!inbox_open_reading(&activate->inbox, activate->job->inbox, &none)) {
		if (none.failure == FAILURE_MISSING)
			return true; /* a new machine, or one whose network never worked: fetch says so */
		*problem = none;
		return false;
	}
	char stamp[] = "metadata/timestamp.json";
	if (!inbox_named(&activate->inbox, stamp))
		return true;
	source_init(&activate->source, NULL);
	if (!file_join(folder, sizeof folder, activate->job->state, "trust") || !source_add(&activate->source, activate->job->inbox, &fault))
		return problem_set(problem, FAILURE_SETTINGS, "the paths of sync.conf are too long or no folders: %s", activate->job->inbox);
	source = source_for_trust(&activate->source);
	activate->trust = begin_trust(folder, activate->job->root, &source, activate->job->now, problem);
	if (!activate->trust || !trust_refresh(activate->trust, problem))
		return false;
	trust_state(activate->trust, &activate->status->trust);
	trust_tidy(activate->trust);
	return go_live(activate, problem);
}

bool activate_run(const struct activate_job *job, struct status *status, struct trust_problem *problem)
{
	struct activate activate = {.job = job, .status = status, .inbox = {.folder = -1}};

	if (!store_open(&activate.store, job->store, problem))
		return false;
	content_state_read(job->kiosk, &activate.screen);
	bool good = take_back(&activate, problem) && from_inbox(&activate, problem);
	note_live(&activate);
	trust_close(activate.trust);
	inbox_close(&activate.inbox);
	store_close(&activate.store);
	return good;
}
