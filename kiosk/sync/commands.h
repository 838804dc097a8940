/*
 * signpost-sync: keeps the content of a screen fresh, and tells how it is.
 *
 *   signpost-sync fetch       gets what is new into the inbox, verified (sync/fetch.h)
 *   signpost-sync activate    proves what is in the inbox and makes it live (sync/activate.h)
 *   signpost-sync status      how all of it is, in words
 *   signpost-sync probe       tries each base and says in words what works
 *   signpost-sync report      sends what the screen has put into its outbox (sync/report.h)
 *   signpost-sync help | --version
 *
 * Each step runs as a user of its own, with its own part of what is needed, from a timer;
 * none is needed for the screen to run. All take
 *   --config FILE   without it, /etc/signpost/sync.conf
 *   --json          for other programs
 *   --full          fetch: does not wait, and asks for everything
 *   --clock sure|unsure   as if the clock were synchronised, or not; for tests
 * Results go to `out`; what stopped a command goes to `err`, one line each.
 *
 * A command is one row of the table in main.c and one file command_<name>.c. It is a
 * function of the call below: only main.c reads the environment, the clock and whether
 * the clock is synchronised, so tests call commands without a process.
 *
 * JSON of probe, keys in this order and never renamed:
 *   {"bases": [{"base": text, "works": bool, "failure": name of core/failure.h, "says": text,
 *     "staff": text, "it": text, "version": n, "issued": text or null, "expires": text or
 *     null, "bytes": n, "milliseconds": n, "etag": bool, "dates_checked": bool,
 *     "retry_after": seconds or 0}...], "works": n}
 *
 * JSON of report:
 *   {"put": n, "there": n, "refused": n, "waiting": n, "next": not before then or null,
 *     "failure": name, "says": text, "staff": text, "it": text}
 */
#ifndef SYNC_COMMANDS_H
#define SYNC_COMMANDS_H

#include <stdio.h>

#include "base/moment.h"
#include "sync/sync_settings.h"

enum sync_exit {
	SYNC_FINE = 0,
	SYNC_FAILED = 1, /* something did not travel; it has a class and was told */
	SYNC_USAGE = 2,
	SYNC_SYSTEM = 3, /* the settings or the memory refused */
};

struct sync_call {
	const struct sync_settings *settings;
	bool json;
	bool full;               /* --full */
	moment now;              /* the machine's clock */
	bool clock_sure;         /* it is synchronised */
	const char *credentials; /* $CREDENTIALS_DIRECTORY, or NULL */
	FILE *out, *err;
};

/* The steps: each reads its status.json, runs, writes it, and says one line or, when it failed, the
 * class with what happened and the sentences for staff and IT. SYNC_FAILED then; fetch also
 * ends with SYNC_FINE, having done nothing, while it must wait (sync/backoff.h). */
int command_fetch(const struct sync_call *call);
int command_activate(const struct sync_call *call);

/* Reads all three and what is live. SYNC_FAILED when the last run of a step failed. */
int command_status(const struct sync_call *call);

/* Tries metadata/timestamp.json of every base. SYNC_FINE when one works at least.
 * Signatures are not checked here: fetch does. */
int command_probe(const struct sync_call *call);

/* Sends what is to be sent, and writes status.json into report_state. SYNC_FINE also when there
 * is nothing to send, nowhere to send it, or the time to ask again has not come. */
int command_report(const struct sync_call *call);

#endif
