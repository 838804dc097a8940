/*
 * From settings and secrets to connections: what the commands that use a network begin with.
 */
#ifndef SYNC_REACH_H
#define SYNC_REACH_H

#include "net/put.h"
#include "net/source.h"
#include "sync/commands.h"

/* What is open. Large, and it holds secrets: close it. */
struct reach {
	struct web *web;
	struct put *put;
	struct source source;
	struct secret proxy, client_key, report, session;
};

/* Opens the bases as `source`. When all are folders, no network and no secret is touched.
 * False with FAILURE_SETTINGS when a secret or a file cannot be used; nothing is then open. */
bool reach_bases(const struct sync_call *call, struct reach *reach, struct trust_problem *problem);

/* Opens the place of reports as `put`. `settings->report_to` must be set. */
bool reach_reports(const struct sync_call *call, struct reach *reach, struct trust_problem *problem);

/* Closes what is open and wipes the secrets. */
void reach_close(struct reach *reach);

#endif
