#include "sync/reach.h"

#include <string.h>
#include <unistd.h>

#include "net/problem.h"

/* Reads a secret that may be missing; `*out` then leads nowhere. */
static bool find(const struct sync_call *call, const char *name, struct secret *room, const struct secret **out, struct trust_problem *problem)
{
	const struct secret_places places = {call->credentials, call->settings->secrets, geteuid()};
	struct fault fault;
	enum secret_got got = secret_find(&places, name, room, &fault);

	if (got == SECRET_BAD)
		return problem_set(problem, FAILURE_SETTINGS, "the secret %s, %s: %s", name, fault.file, fault.says);
	*out = got == SECRET_READ ? room : NULL;
	return true;
}

/* The settings, with their secrets. */
static bool options_of(const struct sync_call *call, struct reach *reach, struct web_options *options, struct trust_problem *problem)
{
	*options = call->settings->web;
	options->clock_unsure = !call->clock_sure;
	if (options->proxy[0] && !find(call, "proxy", &reach->proxy, &options->proxy_login, problem))
		return false;
	return !options->client_cert[0] || find(call, "client-key", &reach->client_key, &options->key_password, problem);
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
		if (options_of(call, reach, &options, problem))
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
	if (options_of(call, reach, &options, problem) && find(call, "report", &reach->report, &place.login, problem) &&
	    find(call, "report-session", &reach->session, &place.session, problem))
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
