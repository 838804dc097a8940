#include "sync/reach.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "core/problem.h"

struct wanted {
	const char *step, *name;
};

/* Under systemd its credentials alone count: it closes the folders to the step. By hand, the folder
 * of the step that systemd loads them from, and then the one above it. */
static enum secret_got look(const struct sync_call *call, const char *step, const char *name, struct secret *room, struct fault *fault)
{
	const char *secrets = call->settings->secrets;
	char folder[SYNC_PATH_MAX];
	enum secret_got got = SECRET_NONE;

	if (call->credentials && call->credentials[0])
		return secret_find(&(struct secret_places){call->credentials, NULL, geteuid()}, name, room, fault);
	if (secrets[0] && file_join(folder, sizeof folder, secrets, step))
		got = secret_find(&(struct secret_places){NULL, folder, geteuid()}, name, room, fault);
	return got != SECRET_NONE ? got : secret_find(&(struct secret_places){NULL, secrets, geteuid()}, name, room, fault);
}

/* Reads a secret that may be missing; `*out` then leads nowhere. */
static bool find(const struct sync_call *call, const struct wanted *wanted, struct secret *room, const struct secret **out,
		 struct trust_problem *problem)
{
	struct fault fault;
	enum secret_got got = look(call, wanted->step, wanted->name, room, &fault);

	if (got == SECRET_BAD)
		return problem_set(problem, FAILURE_SETTINGS, "the secret %s, %s: %s", wanted->name, fault.file, fault.says);
	*out = got == SECRET_READ ? room : NULL;
	return true;
}

/* The settings, with their secrets. */
static bool options_of(const struct sync_call *call, const char *step, struct reach *reach, struct web_options *options,
		       struct trust_problem *problem)
{
	*options = call->settings->web;
	options->clock_unsure = !call->clock_sure;
	if (options->proxy[0] && !find(call, &(struct wanted){step, "proxy"}, &reach->proxy, &options->proxy_login, problem))
		return false;
	return !options->client_cert[0] || find(call, &(struct wanted){step, "client-key"}, &reach->client_key, &options->key_password, problem);
}

static bool any_address(const struct sync_settings *settings)
{
	for (int i = 0; i < settings->base_count; i++)
		if (settings->bases[i][0] != '/')
			return true;
	return false;
}

bool reach_bases(const struct sync_call *call, struct reach *reach, struct trust_problem *problem)
{
	struct web_options options;
	struct fault fault;

	memset(reach, 0, sizeof *reach);
	if (any_address(call->settings)) {
		if (options_of(call, "fetch", reach, &options, problem))
			reach->web = web_open(&options, problem);
		if (!reach->web) {
			reach_close(reach);
			return false;
		}
	}
	source_init(&reach->source, reach->web);
	for (int i = 0; i < call->settings->base_count; i++)
		(void)source_add(&reach->source, call->settings->bases[i], &fault); /* the reader of sync.conf has tried it */
	return true;
}

bool reach_reports(const struct sync_call *call, struct reach *reach, struct trust_problem *problem)
{
	const struct sync_settings *settings = call->settings;
	struct put_place place = {.kind = settings->report_kind};
	struct web_options options;

	memset(reach, 0, sizeof *reach);
	memcpy(place.url, settings->report_to, sizeof place.url);
	memcpy(place.region, settings->report_region, sizeof place.region);
	if (options_of(call, "report", reach, &options, problem) &&
	    find(call, &(struct wanted){"report", "report"}, &reach->report, &place.login, problem) &&
	    find(call, &(struct wanted){"report", "report-session"}, &reach->session, &place.session, problem))
		reach->put = put_open(&options, &place, problem);
	if (!reach->put)
		reach_close(reach);
	return reach->put != NULL;
}

void reach_close(struct reach *reach)
{
	put_close(reach->put);
	web_close(reach->web);
	explicit_bzero(reach, sizeof *reach);
}
