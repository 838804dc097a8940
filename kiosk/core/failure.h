/*
 * Why content did not travel: one class for each kind of failure, with a sentence for
 * the people of a hub and one for whoever looks after its network.
 *
 * Everything between a publisher's server and the glass that can fail ends in one of
 * these: fetching, verifying, activating, reporting. Status files and reports carry the
 * name; names never change once they have shipped, since other programs read them.
 * What exactly happened (which address, which file, which number) is in the fault beside.
 */
#ifndef CORE_FAILURE_H
#define CORE_FAILURE_H

#include <stdbool.h>

enum failure {
	FAILURE_NONE,
	FAILURE_OFFLINE,     /* no network, no such host, refused, cut off */
	FAILURE_INTERCEPTED, /* something else answered: a sign-in page, a filter */
	FAILURE_PROXY,       /* the proxy cannot be reached or wants a name and password */
	FAILURE_TLS_TIME,    /* the certificate is not valid at this machine's time */
	FAILURE_TLS,         /* the certificate is wrong or unknown */
	FAILURE_DENIED,      /* 401, 403 */
	FAILURE_MISSING,     /* 404, 410, or no such file in a folder that is there */
	FAILURE_BUSY,        /* 429, 503, with or without Retry-After */
	FAILURE_SERVER,      /* any other answer */
	FAILURE_TOO_BIG,     /* more bytes than may come */
	FAILURE_TOO_SLOW,    /* too few bytes a second, or no answer in time */
	FAILURE_DISK,        /* full, read-only, or failing */
	FAILURE_SIGNATURE,   /* too few right signatures */
	FAILURE_ROLLBACK,    /* older than what was there */
	FAILURE_EXPIRED,     /* nobody has renewed it */
	FAILURE_DAMAGED,     /* a length, a hash or a version that is not the signed one */
	FAILURE_FORMAT,      /* not what the format allows */
	FAILURE_CONTENT,     /* the checker finds errors in the packs */
	FAILURE_PROOF,       /* a safety rule can be broken with these packs */
	FAILURE_TOO_NEW,     /* made for a later version of the program */
	FAILURE_TRIAL,       /* the screen could not live with it and went back */
	FAILURE_SETTINGS,    /* a line of sync.conf, or a secret that others can read */
	FAILURE_NO_STICK,    /* a base that is a folder is not there */
	FAILURE_INTERRUPTED, /* a run was ended before it could say how it went */
	FAILURE_IN_USE,      /* another program holds what is needed, for longer than is waited */
	FAILURE_COUNT
};

/* "offline", "tls-time" ...; "none" for FAILURE_NONE. Never NULL. */
const char *failure_name(enum failure failure);

/* The failure of that name, FAILURE_COUNT when there is none. */
enum failure failure_value(const char *name);

/* One sentence each. For staff: what it means for the screen and whom to tell; for IT:
 * what to look at. "" for FAILURE_NONE. */
const char *failure_staff(enum failure failure);
const char *failure_it(enum failure failure);

/* Is it worth trying again soon without anybody doing anything? */
bool failure_passes(enum failure failure);

#endif
