/*
 * What curl_get.c and curl_put.c share: the client, one transfer, and what its end means.
 * For these files only.
 */
#ifndef NET_CURL_COMMON_H
#define NET_CURL_COMMON_H

#include <curl/curl.h>

#include "net/web.h"

enum {
	ANSWER_MAX = 64 << 10, /* bytes of an answer that nobody wants, then the line is cut */
	REASON_MAX = 200,      /* of curl's own words, in a sentence */
};

struct web {
	CURL *curl;
	struct web_options options;
	struct secret proxy_login; /* in two halves */
	struct secret_pair proxy_pair;
	char error[CURL_ERROR_SIZE];
	bool proxied; /* the transfer that runs */
	bool started; /* curl_global_init was called */
};

struct transfer {
	struct web *web;
	size_t max;  /* that may be kept */
	bool keep;   /* the beginning of any answer, as far as max; else only of a 200, whole */
	char *bytes; /* malloc'd, with a final zero; NULL: none came */
	size_t length, room;
	size_t unwanted, headers; /* bytes */
	bool no_dates;            /* leave the dates of certificates alone */
	bool connected;           /* the handshake of TLS began */
	bool too_big;             /* more than max, or more header lines than are taken */
};

/* Sets everything that is the same for all transfers to `url`, which web_url_ok takes. */
bool transfer_begin(struct transfer *transfer, const char *url);

/* Runs it. True when an answer came whole, with a status below 300 or 304; `*status` is set.
 * False with the problem; `*status` is then the server's status or 0. */
bool transfer_run(struct transfer *transfer, const char *url, long *status, struct trust_problem *problem);

/* What a status other than the wished one means. Returns false. */
bool transfer_status(struct transfer *transfer, const char *url, long status, struct trust_problem *problem);

/* Is the answer a web page, by its type? */
bool transfer_is_page(const struct transfer *transfer);

/* The answer's Retry-After in seconds, at most WEB_RETRY_MAX; 0: none. */
int64_t transfer_retry_after(const struct transfer *transfer);

#endif
