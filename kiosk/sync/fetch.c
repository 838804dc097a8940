#include "sync/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/channel.h"
#include "core/trust_key.h"
#include "core/trust_tidy.h"
#include "core/problem.h"
#include "sync/begin.h"
#include "sync/inbox.h"
#include "sync/newest.h"
#include "sync/roots.h"
#include "sync/take.h"

struct fetch {
	const struct fetch_job *job;
	struct status *status;
	struct fetch_done *done;
	struct inbox inbox;
	struct trust *trust;
	struct source_tag tag;    /* of the timestamp that came */
	struct trust_bytes early; /* a timestamp that came before the rest was asked for */
	struct inbox_keep *keep;
};

/* ---- the source, with a look over its shoulder ---- */

static enum trust_got get_timestamp(struct fetch *fetch, size_t max, struct trust_bytes *out, struct trust_problem *problem)
{
	struct source_answer answer = {0};

	if (fetch->early.bytes)
		answer = (struct source_answer){fetch->early, fetch->tag};
	fetch->early.bytes = NULL;
	/* By now the newest root is known. What came early counts even where nobody has a good one: it is told why not. */
	if (newest_timestamp(fetch->job->source, fetch->trust, &answer) || answer.bytes.bytes) {
		*out = answer.bytes;
		fetch->tag = answer.tag;
		return TRUST_GOT;
	}
	enum source_got got = source_get_if(fetch->job->source, &(struct source_wish){TRUST_METADATA, "timestamp.json", max, NULL}, &answer, problem);
	if (got == SOURCE_GOT) {
		*out = answer.bytes;
		fetch->tag = answer.tag;
	}
	return got == SOURCE_GOT ? TRUST_GOT : got == SOURCE_ABSENT ? TRUST_ABSENT : TRUST_NOT_GOT;
}

static enum trust_got get(void *context, const struct trust_request *request, struct trust_bytes *out, struct trust_problem *problem)
{
	struct fetch *fetch = context;
	struct trust_source source = source_for_trust(fetch->job->source);
	enum trust_got got;

	if (request->kind == TRUST_METADATA && strcmp(request->name, "timestamp.json") == 0)
		return get_timestamp(fetch, request->max, out, problem);
	got = source.get(source.context, request, out, problem);
	if (got != TRUST_GOT)
		return got;
	fetch->done->files++;
	fetch->done->bytes += out->length;
	return got;
}

/* ---- is there anything new? ---- */

/* Does the inbox still hold what is trusted: the metadata byte for byte, no root that would mislead, and the channel? */
static bool inbox_stands(struct fetch *fetch, int64_t root)
{
	char name[INBOX_NAME_MAX] = "metadata/", hash[TRUST_HEX_SIZE];
	struct trust_target target;
	struct trust_bytes bytes;

	if (!begin_channel(fetch->trust, fetch->job->channel, &target, NULL))
		return false;
	for (int i = 0; trust_file(fetch->trust, i, name + strlen("metadata/"), sizeof name - strlen("metadata/"), &bytes); i++) {
		trust_sha256(bytes.bytes, bytes.length, hash);
		if (!inbox_has(&fetch->inbox, name, hash, bytes.length))
			return false;
		name[strlen("metadata/")] = '\0';
	}
	snprintf(name, sizeof name, "metadata/%lld.root.json", (long long)root + 1);
	if (inbox_named(&fetch->inbox, name))
		return false;
	memcpy(name, "targets/", sizeof "targets/");
	return trust_target_name(fetch->trust, &target, name + strlen("targets/"), sizeof name - strlen("targets/")) &&
	       inbox_has(&fetch->inbox, name, target.sha256, target.length);
}

/* 1: no; 0: perhaps; -1: a problem. */
static int look_first(struct fetch *fetch, struct trust_problem *problem)
{
	const struct fetch_job *job = fetch->job;
	struct status *status = fetch->status;
	struct source_answer answer = {0};

	struct trust_state trusted;
	bool recent = status->full_at <= job->now && job->now - status->full_at < FETCH_FULL_S;
	if (job->full || !status->complete || !status->tag.etag[0] || !recent || !trust_local(fetch->trust, true, NULL))
		return 0;
	trust_state(fetch->trust, &trusted);
	if (!inbox_stands(fetch, trusted.root) || newest_in_folder(job->source, fetch->trust, trusted.timestamp))
		return 0;
	switch (source_get_if(job->source, &(struct source_wish){TRUST_METADATA, "timestamp.json", TRUST_TIMESTAMP_MAX, &status->tag}, &answer,
			      problem)) {
	case SOURCE_SAME:
		fetch->tag = answer.tag;
		return 1;
	case SOURCE_GOT:
		fetch->early = answer.bytes;
		fetch->tag = answer.tag;
		return 0;
	default:
		return -1;
	}
}

/* ---- the content ---- */

static bool take_release(struct fetch *fetch, const struct take *take, struct trust_problem *problem)
{
	struct channel_file channel = {0};
	struct trust_bytes bytes = {0};

	if (!take_channel(take, fetch->job->channel, &bytes, problem))
		return false;
	bool good = channel_read(bytes.bytes, bytes.length, fetch->job->app_version, &channel, problem);
	if (good && !(fetch->status->complete && channel.release == fetch->status->release))
		fetch->status->complete = false; /* until all of it is here */
	good = good && take_files(take, &channel, problem);
	if (good) {
		fetch->status->release = channel.release;
		snprintf(fetch->status->made, sizeof fetch->status->made, "%s", channel.made);
	}
	channel_free(&channel);
	free(bytes.bytes);
	return good;
}

/* ---- the metadata ---- */

static void keep_roots(struct fetch *fetch)
{
	fetch->keep->first_root = roots_first(&(struct roots){.installed = fetch->job->root});
	fetch->keep->last_root = fetch->status->trust.root;
}

/* Roots from the first to the last, which lead whoever reads the inbox. */
static bool complete_roots(struct fetch *fetch, struct trust_problem *problem)
{
	const struct roots roots = {fetch->job->root, &fetch->inbox, source_for_trust(fetch->job->source)};
	struct trust_bytes bytes;
	char name[64];

	for (int i = 0; trust_file(fetch->trust, i, name, sizeof name, &bytes); i++)
		if (strstr(name, ".root.json"))
			return roots_complete(&roots, &bytes, problem);
	return true;
}

/* One file of trust_file; `root`, where not NULL, gets the number of a root instead. */
static bool put_file(struct fetch *fetch, int number, int *root, struct trust_problem *problem)
{
	char name[INBOX_NAME_MAX] = "metadata/";
	size_t used = strlen(name);
	struct trust_bytes bytes;

	if (!trust_file(fetch->trust, number, name + used, sizeof name - used, &bytes))
		return problem_set(problem, FAILURE_FORMAT, "the name of a role is too long");
	const char *dot = strchr(name, '.');
	if (root && dot && strcmp(dot, ".root.json") == 0) {
		*root = number;
		return true;
	}
	if (!inbox_keep(fetch->keep, name))
		return problem_set(problem, FAILURE_TOO_BIG, "there are more files than an inbox holds");
	return inbox_put(&fetch->inbox, name, &bytes, problem);
}

/* timestamp.json, number 0, comes last, and roots right before it: a new root may have new
 * keys, by which the timestamp that is there is worth nothing, so a fetch that was cut off in
 * between would look to activate like an attack. */
static bool put_metadata(struct fetch *fetch, struct trust_problem *problem)
{
	char name[INBOX_NAME_MAX];
	struct trust_bytes bytes;
	int count = 0, root = 0;

	while (trust_file(fetch->trust, count, name, sizeof name, &bytes))
		count++;
	while (--count > 0)
		if (!put_file(fetch, count, &root, problem))
			return false;
	return complete_roots(fetch, problem) && put_file(fetch, root, NULL, problem) && put_file(fetch, 0, NULL, problem);
}

static bool run_with(struct fetch *fetch, struct trust_problem *problem)
{
	char list[FAULT_FILE_MAX];
	const struct take take = {&fetch->inbox, fetch->keep, fetch->trust, list};
	int seen = look_first(fetch, problem);

	fetch->done->nothing_new = seen > 0;
	if (seen != 0)
		return seen > 0;
	if (!trust_refresh(fetch->trust, problem))
		return false;
	trust_state(fetch->trust, &fetch->status->trust);
	if (!file_join(list, sizeof list, fetch->job->state, "complete"))
		return problem_set(problem, FAILURE_SETTINGS, "the path of the state is too long");
	keep_roots(fetch);
	if (!take_release(fetch, &take, problem) || !put_metadata(fetch, problem) || !take_done(&take, problem))
		return false;
	trust_tidy(fetch->trust);
	fetch->status->complete = true;
	fetch->status->full_at = fetch->job->now;
	return true;
}

static bool run_once(const struct fetch_job *job, struct status *status, struct fetch_done *done, struct trust_problem *problem)
{
	struct fetch fetch = {.job = job, .status = status, .done = done, .inbox = {.folder = -1}, .tag = status->tag};
	struct trust_source source = {get, &fetch};
	char folder[FAULT_FILE_MAX], inbox[FAULT_FILE_MAX];

	if (!file_join(folder, sizeof folder, job->state, "trust") || !file_join(inbox, sizeof inbox, job->state, "inbox"))
		return problem_set(problem, FAILURE_SETTINGS, "the path of the state is too long");
	fetch.keep = calloc(1, sizeof *fetch.keep);
	if (!fetch.keep)
		return problem_set(problem, FAILURE_DISK, "memory is out");
	const struct roots roots = {job->root, &fetch.inbox, source_for_trust(job->source)};
	/* The inbox's lock keeps a second fetch from both. */
	if (inbox_open(&fetch.inbox, inbox, problem) && roots_restart(&roots, folder, problem))
		fetch.trust = begin_trust(folder, job->root, &source, job->now, problem);
	bool good = fetch.trust && run_with(&fetch, problem);
	if (good)
		status->tag = fetch.tag;
	trust_close(fetch.trust);
	inbox_close(&fetch.inbox);
	free(fetch.early.bytes);
	free(fetch.keep);
	return good;
}

/* Could another base do better? */
static bool is_of_the_base(enum failure failure)
{
	return failure == FAILURE_SIGNATURE || failure == FAILURE_ROLLBACK || failure == FAILURE_EXPIRED || failure == FAILURE_DAMAGED ||
	       failure == FAILURE_FORMAT || failure == FAILURE_TOO_BIG || failure == FAILURE_MISSING;
}

bool fetch_run(const struct fetch_job *job, struct status *status, struct fetch_done *done, struct trust_problem *problem)
{
	struct trust_problem first = {0}, now = {0};

	*done = (struct fetch_done){0};
	while (!run_once(job, status, done, &now)) {
		if (first.failure == FAILURE_NONE)
			first = now;
		if (!is_of_the_base(now.failure) || !source_pass_over(job->source)) {
			*problem = first;
			return false;
		}
	}
	return true;
}
