#include "net/curl_common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/problem.h"

/* Can it stand in a header line, and be kept? */
static bool etag_ok(const char *etag)
{
	size_t length = strlen(etag);

	for (size_t i = 0; i < length; i++)
		if ((unsigned char)etag[i] < ' ' || (unsigned char)etag[i] > '~')
			return false;
	return length > 0 && length < WEB_ETAG_MAX;
}

static void take_etag(CURL *curl, char out[WEB_ETAG_MAX])
{
	struct curl_header *header;

	if (curl_easy_header(curl, "ETag", 0, CURLH_HEADER, -1, &header) == CURLHE_OK && etag_ok(header->value))
		snprintf(out, WEB_ETAG_MAX, "%s", header->value);
}

/* A list with the one line, or none. False when memory is out. */
static bool make_lines(const struct web_wish *wish, struct curl_slist **lines)
{
	char line[WEB_ETAG_MAX + 32];

	*lines = NULL;
	if (!wish->etag || !etag_ok(wish->etag))
		return true;
	snprintf(line, sizeof line, "If-None-Match: %s", wish->etag);
	*lines = curl_slist_append(NULL, line);
	return *lines != NULL;
}

/* Does the answer look like a page of somebody in between? */
static bool is_page(const struct transfer *transfer, const char *url)
{
	size_t length = strlen(url);
	bool json = length > 5 && strcmp(url + length - 5, ".json") == 0;
	const char *at = transfer->bytes ? transfer->bytes : "";

	return transfer_is_page(transfer) || (json && at[strspn(at, " \t\r\n")] == '<');
}

static enum web_got judge(struct transfer *transfer, const struct web_wish *wish, struct web_answer *out, struct trust_problem *problem)
{
	long status;

	if (!transfer_run(transfer, wish->url, &status, problem)) {
		out->retry_after_s = transfer_retry_after(transfer);
		return status == 404 || status == 410 ? WEB_ABSENT : WEB_NOT_GOT;
	}
	if (status == 304 && wish->etag && wish->etag[0]) {
		take_etag(transfer->web->curl, out->etag);
		if (!out->etag[0])
			snprintf(out->etag, sizeof out->etag, "%s", wish->etag);
		return WEB_SAME;
	}
	if (status == 200 && is_page(transfer, wish->url)) {
		problem_set(problem, FAILURE_INTERCEPTED, "%s: a web page came and not the file", wish->url);
		return WEB_NOT_GOT;
	}
	if (status != 200) {
		problem_set(problem, FAILURE_SERVER, "%s: the server answered %ld, which was not asked for", wish->url, status);
		return WEB_NOT_GOT;
	}
	take_etag(transfer->web->curl, out->etag);
	return WEB_GOT;
}

/* The bytes go to the answer, or away. An empty file is an empty string. */
static enum web_got hand_over(struct transfer *transfer, enum web_got got, struct web_answer *out, struct trust_problem *problem)
{
	if (got == WEB_GOT && !transfer->bytes && !(transfer->bytes = calloc(1, 1))) {
		problem_set(problem, FAILURE_SERVER, "no memory for an answer; try again");
		got = WEB_NOT_GOT;
	}
	if (got == WEB_GOT)
		out->bytes = (struct trust_bytes){transfer->bytes, transfer->length};
	else
		free(transfer->bytes);
	return got;
}

static enum web_got get_once(struct web *web, const struct web_wish *wish, struct web_answer *out, struct trust_problem *problem)
{
	struct transfer transfer = {.web = web, .max = wish->max, .no_dates = out->no_dates};
	struct curl_slist *lines;
	enum web_got got = WEB_NOT_GOT;
	bool ready = make_lines(wish, &lines) && transfer_begin(&transfer, wish->url);

	if (ready && lines)
		ready = curl_easy_setopt(web->curl, CURLOPT_HTTPHEADER, lines) == CURLE_OK;
	if (ready)
		got = judge(&transfer, wish, out, problem);
	else
		problem_set(problem, FAILURE_SETTINGS, "%s: a setting for this connection is not taken by libcurl", wish->url);
	got = hand_over(&transfer, got, out, problem);
	curl_slist_free_all(lines);
	return got;
}

enum web_got web_get(struct web *web, const struct web_wish *wish, struct web_answer *out, struct trust_problem *problem)
{
	struct trust_problem own = {0};
	enum web_got got;

	memset(out, 0, sizeof *out);
	if (!web_url_ok(wish->url, &own.fault)) {
		own.failure = FAILURE_SETTINGS;
		got = WEB_NOT_GOT;
	} else {
		got = get_once(web, wish, out, &own);
	}
	if (got == WEB_NOT_GOT && own.failure == FAILURE_TLS_TIME && web->options.clock_unsure) {
		out->no_dates = true;
		got = get_once(web, wish, out, &own);
	}
	if (problem && got != WEB_GOT && got != WEB_SAME)
		*problem = own;
	return got;
}
