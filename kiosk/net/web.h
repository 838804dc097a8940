/*
 * Reaching a web server from a machine that nobody attends.
 *
 * One `struct web` is a client with its settings and its open connections. It speaks
 * https only, TLS 1.2 or newer, checks name and issuer, follows no redirect, takes no
 * compressed data, reads no environment (no http_proxy, no .netrc) and gives up in time.
 * http:// is taken only for 127.0.0.1, [::1] and localhost: a server on the same machine,
 * and tests. No address may hold a user and password, a query or a fragment, so an
 * address is never a secret and can be shown to anybody.
 *
 * Every failure has a class of core/failure.h and a sentence. What the class is for:
 * telling a hub that its Wi-Fi wants a sign-in from telling it that the cable is out.
 *
 * Numbers and their reasons: 200 bytes a second for 30 s are Uptane's "SHALL monitor the
 * speed"; 20 s to connect and 300 s an object are what a line of 64 kbit/s needs for 2 MB;
 * 64 KB of header lines are four times what browsers' servers allow.
 *
 * Not for several threads at once. A program must ignore SIGPIPE.
 */
#ifndef NET_WEB_H
#define NET_WEB_H

#include <stdint.h>

#include "core/trust.h"
#include "net/secret.h"

enum {
	WEB_URL_MAX = 1024,  /* bytes of an address with its end */
	WEB_ETAG_MAX = 128,  /* longer ones are taken as none */
	WEB_PATH_MAX = 512,  /* of a file on this machine */
	WEB_HOSTS_MAX = 512, /* of no_proxy */
	WEB_HEADER_MAX = 64 << 10,
	WEB_RETRY_MAX = 24 * 3600, /* seconds: a longer Retry-After counts as this */
};

enum web_proxy_auth { WEB_PROXY_BASIC, WEB_PROXY_NTLM, WEB_PROXY_NEGOTIATE };

/* Settings; texts are "" where not given. Zeroed and web_defaults() is what most need. */
struct web_options {
	char ca_file[WEB_PATH_MAX];     /* PEM: issuers trusted beside the system's */
	char client_cert[WEB_PATH_MAX]; /* PEM: who this machine is */
	char client_key[WEB_PATH_MAX];  /* PEM; "": it is in client_cert */
	char proxy[WEB_URL_MAX];        /* http://host:port or https://host:port */
	char no_proxy[WEB_HOSTS_MAX];   /* hosts asked directly, see web_direct */
	enum web_proxy_auth proxy_auth;
	int connect_s;  /* to reach the server and agree on keys */
	int transfer_s; /* for one object, all in all */
	int slow_s;     /* this long under slow_bytes a second is too slow */
	int slow_bytes;
	bool clock_unsure;                 /* the machine's clock is not synchronised: see web_get */
	const struct secret *proxy_login;  /* "name:password"; NULL: none. Borrowed while the client lives */
	const struct secret *key_password; /* of client_key; NULL: none. Borrowed as well */
};

/* Zeroes, and the numbers above. */
void web_defaults(struct web_options *options);

/* May this address be used? "https://host[:port][/path]". Fault otherwise. */
bool web_url_ok(const char *url, struct fault *fault);

/* The same for a proxy, whose address may be http:// to any host: what goes through it is
 * encrypted by itself. */
bool web_proxy_ok(const char *proxy, struct fault *fault);

/* The address's host in lower case, without port and brackets, into `out`; false when
 * it is too long. `url` must be one that web_url_ok takes. */
bool web_host(const char *url, char *out, size_t size);

/* Is `host` in the list of hosts that are asked without a proxy? Names separated by
 * commas or blanks; each stands for itself and for all below it ("example.org" takes
 * www.example.org in, a leading point changes nothing); "*" takes all. This machine
 * is always asked directly. Networks like 10.0.0.0/8 are not understood. */
bool web_direct(const char *no_proxy, const char *host);

struct web;

/* A client. NULL, with FAILURE_SETTINGS, when a setting cannot be used: a file that is
 * not there, a proxy that is none. Nothing is connected yet. */
struct web *web_open(const struct web_options *options, struct trust_problem *problem);
void web_close(struct web *web);

/* What is asked for. */
struct web_wish {
	const char *url;
	size_t max;       /* bytes; more is FAILURE_TOO_BIG, and never stored */
	const char *etag; /* of an earlier answer from this address; NULL or "": none */
};

struct web_answer {
	struct trust_bytes bytes; /* for WEB_GOT; the caller's to free */
	char etag[WEB_ETAG_MAX];  /* for WEB_GOT and WEB_SAME; "" where the server gives none */
	int64_t retry_after_s;    /* what a busy server asked for, at most WEB_RETRY_MAX; 0: nothing */
	bool no_dates;            /* the certificate's dates were not looked at */
};

enum web_got {
	WEB_GOT,
	WEB_SAME,    /* 304: what the ETag names is still so */
	WEB_ABSENT,  /* 404 or 410: there is none; the problem is set as well, FAILURE_MISSING */
	WEB_NOT_GOT, /* the problem is set */
};

/* One GET. `out` is always set: zeroed but for what is known.
 *
 * A machine without a battery for its clock starts in the past, and then every
 * certificate "is not valid yet", also that of the server that would tell the time. So
 * with `clock_unsure`, and only after a failure for dates alone, the same is asked once
 * more without looking at dates; issuer and name are checked as ever. That is sound
 * for downloads because what comes is signed (core/trust.h); nothing is ever sent so. */
enum web_got web_get(struct web *web, const struct web_wish *wish, struct web_answer *out, struct trust_problem *problem);

#endif
