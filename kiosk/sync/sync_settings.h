/*
 * sync.conf: where content comes from, where reports go, and through what.
 *
 * Read by the reader of core/conf.h: an unknown key names the nearest, a bad line is left
 * out and told, the others count. No secret stands in it: passwords and keys lie in files
 * of their own (net/secret.h) under the names
 *     proxy            name:password for the proxy
 *     client-key       the password of the file client_key
 *     report           name:password for WebDAV, or key id:secret key for S3
 *     report-session   a session token for S3, where the keys are for a time only
 * in systemd's credentials or in the folder `secrets`.
 */
#ifndef SYNC_SYNC_SETTINGS_H
#define SYNC_SYNC_SETTINGS_H

#include "core/finding.h"
#include "net/put.h"
#include "net/source.h"

enum { SYNC_PATH_MAX = WEB_PATH_MAX, SYNC_NAME_MAX = 64 };

struct sync_settings {
	int base_count;
	char bases[SOURCE_BASES_MAX][WEB_URL_MAX]; /* addresses and folders, as source_add takes them */
	char channel[SYNC_NAME_MAX];               /* channels/<channel>.json is what this screen follows */
	char hub[SYNC_NAME_MAX];                   /* only content for this hub is shown; "": for the one that was there first */
	char trust_root[SYNC_PATH_MAX];            /* the root.json that the screen was installed with */
	struct web_options web;                    /* without secrets; clock_unsure false */
	char secrets[SYNC_PATH_MAX];               /* folder of secrets, "" for none */
	char fetch_state[SYNC_PATH_MAX];           /* folders: what each step writes */
	char activate_state[SYNC_PATH_MAX];
	char report_state[SYNC_PATH_MAX];
	char store[SYNC_PATH_MAX];       /* the content that the screen reads */
	char kiosk_state[SYNC_PATH_MAX]; /* that the screen writes: content.json */
	char outbox[SYNC_PATH_MAX];      /* what it wants to have reported; "": <kiosk_state>/outbox */
	char report_to[WEB_URL_MAX];     /* "": nothing is reported */
	enum put_kind report_kind;
	char report_region[PUT_REGION_MAX];
	char council[SYNC_NAME_MAX]; /* under which name reports are put */
};

/* No base, channel stable, the folders of the service's units, nothing reported. */
void sync_settings_defaults(struct sync_settings *settings);

/* As conf_read. Afterwards `outbox` is never "". */
bool sync_settings_read(const char *path, struct sync_settings *settings, struct findings *findings);

/* Key number `number` from 0 and what it is for; false after the last. */
struct sync_settings_help {
	const char *key;
	const char *value;
	const char *help;
};
bool sync_settings_help(int number, struct sync_settings_help *help);

#endif
