/*
 * Reporting: what the screen put into its outbox, carried to a server that was not made for
 * us, one object a file.
 *
 * Objects, below the address `report_to`, for a reader that lists and adds up:
 *
 *     <council>/<installation>/m/2026-11.json      counts of a month: {"format": 1, "kind": "month", "month": "2026-11",
 *                                                   "weeks": ["2026-W45", ...], "counts": as counts.schema.json}
 *     <council>/<installation>/d/2026-11-28.json   a day: {"format": 1, "kind": "day", "day": "2026-11-28", "at": when it was
 *                                                   sent, "program": version, "clock_sure": bool, "glass": as
 *                                                   glass.schema.json, "fetch", "activate", "report": below}
 *
 * <installation> is a random UUID, made once; not the machine's id, address or name
 * (machine-id(5): "must not be exposed ... on the network"). The newest d/ is when the screen
 * was last heard of. Where the day's glass changed after it was sent (other content came), the
 * later ones are d/2026-11-28_2.json to _4.json. Where the screen has written nothing
 * yesterday and today, "glass" is null: the machine lives and its screen does not.
 *
 * Months, not weeks: S42 lets totals out by month and no period twice. An object a week would
 * hold a share of a month, from which with the month's total another share could be worked out.
 * So the month is the name, and "weeks" lists the ISO weeks that are in it.
 *
 * "fetch", "activate" and "report" are what those steps did last (the file status.json of each,
 * as sync/status.h has it, with failure, sentence for staff and for IT, release, root, expiry and
 * tries), or null where this user may not read it. Those of the moment of sending: a day that
 * waited is sent with what is so now.
 *
 * Objects are created and never replaced; that one is there already is as good as sent. What
 * cannot be sent stays in the outbox, which the screen bounds (core/outbox.h), and goes in the
 * order of time when the network is back. This step writes only its own folder:
 *     installation   the UUID, mode 0600      sent.json   what was sent, of what the outbox holds
 *     status.json    how it went
 *
 * Nothing is sent as it stands: what was understood is written anew (core/glass.h,
 * core/issued.h). A file that is broken, too long or a link is refused and told; the others go.
 */
#ifndef SYNC_REPORT_H
#define SYNC_REPORT_H

#include "core/outbox.h"
#include "net/put.h"
#include "sync/status.h"

enum {
	REPORT_TIMES_MAX = 4,     /* objects of one day */
	REPORT_SILENT_DAYS = 2,   /* without a word of the screen */
	REPORT_SAVE_EVERY = 16,   /* objects */
	REPORT_OBJECT_MAX = 256,  /* bytes of a name */
	REPORT_UUID_SIZE = 37,    /* with its end */
	REPORT_CHANCE_BYTES = 16, /* for a UUID */
};

struct report_job {
	const char *outbox;           /* folder that the screen writes */
	const char *state;            /* folder of this step */
	const char *fetch, *activate; /* status.json of those; they need not be there */
	const char *council;
	int64_t now;
	bool clock_sure;
	const uint8_t *chance; /* REPORT_CHANCE_BYTES, fresh; used when the installation has no name yet */
};

/* What a run did. */
struct report_done {
	int put;     /* objects that are new on the server */
	int there;   /* that were there already */
	int refused; /* files that are not sent as they are; the problem says why the first is not */
	int waiting; /* that are still to be sent */
	bool cut;    /* the network, or the disk, ended it: what waits is tried again later */
};

struct report;

/* Looks at what is to be sent, and locks the folder `state`. NULL with FAILURE_DISK, or FAILURE_SETTINGS
 * when there is no council. An outbox that cannot be read has nothing in it; report_send tells. */
struct report *report_open(const struct report_job *job, struct trust_problem *problem);

/* How many objects are to be sent. */
int report_due(const struct report *report);

/* The name of this installation. */
const char *report_installation(const struct report *report);

/* How a thing gets to the server: put_send, or a test's. */
struct report_way {
	enum put_did (*send)(void *context, const struct put_thing *thing, struct trust_problem *problem);
	void *context;
};

/* Sends all that is to be sent, oldest first. False when something was not: with the problem of the
 * network, at which it stopped, or else of the first file that was refused. `done` is always set. */
bool report_send(struct report *report, const struct report_way *way, struct report_done *done, struct trust_problem *problem);

void report_close(struct report *report);

#endif
