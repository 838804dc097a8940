/*
 * What the end of a transfer means: from libcurl's codes, OpenSSL's and the status of an
 * answer to a class of core/failure.h.
 */
#include "net/curl_common.h"

#include <stdio.h>
#include <string.h>

#include "core/problem.h"

/* X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED: the chain is known and
 * only its dates are not those of this machine. */
enum { NOT_YET_VALID = 9, HAS_EXPIRED = 10 };

/* Copies what a server or library said so that it can be shown: ASCII that prints. */
static void show(const char *from, size_t length, char out[REASON_MAX])
{
	size_t put = 0;

	for (size_t i = 0; i < length && from[i] && put < REASON_MAX - 1; i++)
		out[put++] = (char)((unsigned char)from[i] < ' ' || (unsigned char)from[i] > '~' ? '?' : from[i]);
	out[put] = '\0';
}

/* Where a redirect leads, without the path: that may hold somebody's session. */
static void show_location(CURL *curl, char out[REASON_MAX])
{
	char *url = NULL;
	const char *host;

	curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &url);
	if (!url)
		url = (char *)"nowhere";
	host = strstr(url, "://");
	host = host ? host + 3 : url;
	show(url, (size_t)(host - url) + strcspn(host, "/?#"), out);
}

static bool refuse_redirect(struct web *web, const char *url, long status, struct trust_problem *problem)
{
	char where[REASON_MAX];

	show_location(web->curl, where);
	return problem_set(problem, FAILURE_INTERCEPTED, "%s: the answer was a redirect (%ld) to %s, which is not followed", url, status, where);
}

bool transfer_status(struct transfer *transfer, const char *url, long status, struct trust_problem *problem)
{
	int64_t wait = transfer_retry_after(transfer);

	switch (status) {
	case 401:
	case 403:
		return problem_set(problem, FAILURE_DENIED, "%s: the server does not let this machine in (%ld)", url, status);
	case 404:
	case 410:
		return problem_set(problem, FAILURE_MISSING, "%s: there is no such file (%ld)", url, status);
	case 407:
		return problem_set(problem, FAILURE_PROXY, "%s: the proxy asks for a name and a password (407)", url);
	case 511:
		return problem_set(problem, FAILURE_INTERCEPTED, "%s: the network asks for a sign-in (511)", url);
	case 429:
	case 503:
		if (wait)
			return problem_set(problem, FAILURE_BUSY, "%s: the server is busy (%ld) and asks to wait %lld s", url, status,
					   (long long)wait);
		return problem_set(problem, FAILURE_BUSY, "%s: the server is busy (%ld)", url, status);
	default:
		break;
	}
	if (status >= 300 && status < 400)
		return refuse_redirect(transfer->web, url, status, problem);
	return problem_set(problem, FAILURE_SERVER, "%s: the server answered %ld", url, status);
}

static bool was_asked(CURL *curl)
{
	curl_off_t ready = 0;

	curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME_T, &ready);
	return ready > 0;
}

/* Did the line itself stand before time ran out? libcurl counts TLS to connecting. */
static bool was_connected(const struct transfer *transfer)
{
	curl_off_t connect = 0;

	curl_easy_getinfo(transfer->web->curl, CURLINFO_CONNECT_TIME_T, &connect);
	return transfer->connected || connect > 0 || was_asked(transfer->web->curl);
}

static bool is_for_dates(CURL *curl)
{
	long server = 0, proxy = 0;

	curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &server);
	curl_easy_getinfo(curl, CURLINFO_PROXY_SSL_VERIFYRESULT, &proxy);
	return server == NOT_YET_VALID || server == HAS_EXPIRED || proxy == NOT_YET_VALID || proxy == HAS_EXPIRED;
}

static const struct {
	CURLcode code;
	enum failure failure;
	const char *words;
} meanings[] = {
    {CURLE_COULDNT_RESOLVE_PROXY, FAILURE_PROXY, "the proxy's name is not known"},
    {CURLE_COULDNT_RESOLVE_HOST, FAILURE_OFFLINE, "the server's name is not known"},
    {CURLE_COULDNT_CONNECT, FAILURE_OFFLINE, "the server cannot be reached"},
    {CURLE_PROXY, FAILURE_PROXY, "the proxy does not connect"},
    {CURLE_GOT_NOTHING, FAILURE_OFFLINE, "the line was cut before an answer came"},
    {CURLE_PARTIAL_FILE, FAILURE_OFFLINE, "the line was cut in the middle of the answer"},
    {CURLE_SEND_ERROR, FAILURE_OFFLINE, "the line was cut"},
    {CURLE_RECV_ERROR, FAILURE_OFFLINE, "the line was cut"},
    {CURLE_SSL_CONNECT_ERROR, FAILURE_TLS, "no secure connection came about"},
    {CURLE_PEER_FAILED_VERIFICATION, FAILURE_TLS, "the server's certificate is not accepted"},
    {CURLE_SSL_ISSUER_ERROR, FAILURE_TLS, "the server's certificate is not accepted"},
    {CURLE_SSL_CIPHER, FAILURE_TLS, "no secure connection came about"},
    {CURLE_SSL_CERTPROBLEM, FAILURE_SETTINGS, "this machine's client certificate, key or its password cannot be used"},
    {CURLE_SSL_CACERT_BADFILE, FAILURE_SETTINGS, "ca_file cannot be used"},
    {CURLE_OUT_OF_MEMORY, FAILURE_TOO_BIG, "a line of the answer's header does not end"}, /* 7.88 of libcurl */
    {(CURLcode)100, FAILURE_TOO_BIG, "a line of the answer's header does not end"},       /* CURLE_TOO_LARGE of 8.6 */
    {CURLE_FILESIZE_EXCEEDED, FAILURE_TOO_BIG, "the file is longer than it may be"},
};

/* The class of libcurl's code and words for it. */
static enum failure meaning(const struct transfer *transfer, CURLcode code, const char **words)
{
	CURL *curl = transfer->web->curl;

	*words = "the answer was not understood";
	if (transfer->too_big) {
		*words = transfer->headers > WEB_HEADER_MAX ? "the answer's header does not end" : "more bytes came than may come";
		return FAILURE_TOO_BIG;
	}
	if (code == CURLE_OPERATION_TIMEDOUT) {
		bool slow = was_connected(transfer);

		*words = slow ? "too few bytes came in the time that there is" : "no connection came about in time";
		return slow ? FAILURE_TOO_SLOW : FAILURE_OFFLINE;
	}
	if (code == CURLE_PEER_FAILED_VERIFICATION && is_for_dates(curl)) {
		*words = "the server's certificate is not valid at the time that this machine's clock shows";
		return FAILURE_TLS_TIME;
	}
	/* With TLS 1.3 a server says only after the handshake that it wants a certificate. */
	if (code == CURLE_RECV_ERROR && strstr(transfer->web->error, "certificate required")) {
		*words = "the server wants a client certificate";
		return FAILURE_DENIED;
	}
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
		if (meanings[i].code == code) {
			*words = meanings[i].words;
			return meanings[i].failure;
		}
	return FAILURE_SERVER;
}

/* Did it end at the proxy, before the server was reached? Only https goes through one,
 * so a proxy that lets through has answered CONNECT with 2xx and then TLS begins. */
static bool at_proxy(const struct transfer *transfer, long connect_status)
{
	if (!transfer->web->proxied)
		return false;
	return connect_status ? connect_status / 100 != 2 : !transfer->connected && !was_asked(transfer->web->curl);
}

static bool refuse_code(struct transfer *transfer, const char *url, CURLcode code, struct trust_problem *problem)
{
	const char *words, *own = transfer->web->error[0] ? transfer->web->error : curl_easy_strerror(code);
	enum failure failure = meaning(transfer, code, &words);
	char reason[REASON_MAX];
	long connect_status = 0;

	curl_easy_getinfo(transfer->web->curl, CURLINFO_HTTP_CONNECTCODE, &connect_status);
	show(own, strlen(own), reason);
	if (at_proxy(transfer, connect_status) && failure != FAILURE_SETTINGS && failure != FAILURE_TLS_TIME) {
		if (connect_status == 407)
			return problem_set(problem, FAILURE_PROXY, "%s: the proxy asks for a name and a password (407)", url);
		if (connect_status)
			return problem_set(problem, FAILURE_PROXY, "%s: the proxy does not let this machine through (%ld)", url, connect_status);
		return problem_set(problem, FAILURE_PROXY, "%s: the proxy does not connect (%s)", url, reason);
	}
	return problem_set(problem, failure, "%s: %s (%s)", url, words, reason);
}

bool transfer_run(struct transfer *transfer, const char *url, long *status, struct trust_problem *problem)
{
	CURLcode code = curl_easy_perform(transfer->web->curl);

	*status = 0;
	curl_easy_getinfo(transfer->web->curl, CURLINFO_RESPONSE_CODE, status);
	/* A status says more than how its answer's body ended. */
	if (*status >= 300 && *status != 304)
		return transfer_status(transfer, url, *status, problem);
	return code == CURLE_OK || refuse_code(transfer, url, code, problem);
}
