/*
 * Putting files onto a server that was not made for us: WebDAV (nginx, Apache) or a store
 * that speaks S3.
 *
 * Two ways of putting. PUT_CREATE puts what never changes once it is there (a week's
 * report, a file named by its hash) and sends "If-None-Match: *"; that it is there
 * already (412) is as good as done, so whatever was interrupted can be repeated.
 * PUT_REPLACE puts what is replaced: timestamp.json alone.
 *
 * WebDAV. nginx's own PUT does not look at If-None-Match: it overwrites. To make it keep
 * what is there, its location needs
 *         dav_methods PUT;  create_full_put_path on;  client_max_body_size 4m;
 *         if (-f $request_filename) { set $there put; }   # 412 for PUT on what is there
 *         if ($request_method = PUT) { set $there "$there!"; }
 *         if ($there = "put!") { return 412; }
 * (for a folder of reports; the one with timestamp.json must not have the last line).
 * Other servers (Apache, Nextcloud) make no folders by themselves and answer 409 or 404: then
 * those below the place are made (MKCOL) and the file is put once more.
 * The login, "name:password", is sent as Basic over TLS; or a client certificate is used,
 * as in struct web_options.
 *
 * S3. The bucket's address with a prefix, "https://bucket.s3.eu-west-2.amazonaws.com/in",
 * a region, and the login "key id:secret key"; a session token where the keys are for a
 * time only. Requests are signed with Signature Version 4, the hash of the bytes with them.
 * libcurl 7.88 signs an empty body unless it is told the hash, and queries and odd
 * characters wrongly (curl #8810, #9717), so a name has only letters, digits and "/_.-".
 *
 * Every byte is sent with certificates' dates checked, whatever the clock: what is sent
 * cannot be taken back. A server that finds the clock wrong (RequestTimeTooSkewed) gives
 * FAILURE_TLS_TIME.
 */
#ifndef NET_PUT_H
#define NET_PUT_H

#include "net/web.h"

enum { PUT_REGION_MAX = 64, PUT_BYTES_MAX = 8 << 20 };

enum put_kind { PUT_DAV, PUT_S3 };

struct put_place {
	enum put_kind kind;
	char url[WEB_URL_MAX];        /* of the folder; web_url_ok takes it */
	char region[PUT_REGION_MAX];  /* S3: "eu-west-2" */
	const struct secret *login;   /* "name:password" or "key id:secret key"; NULL: none. Borrowed */
	const struct secret *session; /* S3: a session token; NULL: none. Borrowed */
};

struct put;

/* A client for that place. NULL with FAILURE_SETTINGS when something of it cannot be used;
 * nothing is connected yet. `options` as of web_open; its clock_unsure counts for nothing.
 * Secrets are borrowed until put_close, which wipes what was copied of them; libcurl's own
 * copies are freed, not wiped. */
struct put *put_open(const struct web_options *options, const struct put_place *place, struct trust_problem *problem);
void put_close(struct put *put);

enum put_way { PUT_CREATE, PUT_REPLACE };

struct put_thing {
	const char *name; /* below the place, "metadata/1.root.json" */
	const void *bytes;
	size_t length;    /* at most PUT_BYTES_MAX */
	const char *type; /* "application/json", "image/png" ... */
	enum put_way way;
};

enum put_did {
	PUT_DONE,
	PUT_THERE, /* PUT_CREATE: something has that name already; it was left as it is */
	PUT_NOT_DONE,
};

/* Puts one thing. For PUT_NOT_DONE the problem is set. */
enum put_did put_send(struct put *put, const struct put_thing *thing, struct trust_problem *problem);

/* How long the server asked to wait, in seconds, when put_send last gave FAILURE_BUSY;
 * 0 when it did not say. */
int64_t put_retry_after(const struct put *put);

/* "application/json" for .json, and so on for .png, .jpg, .svg and .csv; else
 * "application/octet-stream". */
const char *put_type(const char *name);

#endif
