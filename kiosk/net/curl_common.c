/*
 * libcurl, set up for a machine that nobody attends (see net/web.h).
 */
#include "net/curl_common.h"

#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "core/problem.h"

enum { CONNECTIONS_MAX = 4, FIRST_ROOM = 4096 };

/* Is the file there to be read? */
static bool readable(const char *path, const char *key, struct trust_problem *problem)
{
	if (!path[0] || access(path, R_OK) == 0)
		return true;
	return problem_set(problem, FAILURE_SETTINGS, "%s: cannot read %s; correct the path or the file's rights", key, path);
}

static bool options_ok(const struct web_options *options, struct trust_problem *problem)
{
	return readable(options->ca_file, "ca_file", problem) && readable(options->client_cert, "client_cert", problem) &&
	       readable(options->client_key, "client_key", problem) &&
	       (!options->proxy[0] || web_proxy_ok(options->proxy, NULL) ||
		problem_set(problem, FAILURE_SETTINGS, "proxy: write it like http://proxy.example.org:8080, without user and password"));
}

struct web *web_open(const struct web_options *options, struct trust_problem *problem)
{
	struct web *web;

	if (!options_ok(options, problem))
		return NULL;
	web = calloc(1, sizeof *web);
	if (web) {
		web->options = *options;
		web->started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
		web->curl = web->started ? curl_easy_init() : NULL;
	}
	if (!web || !web->curl) {
		problem_set(problem, FAILURE_SERVER, "no memory for a connection; try again");
		web_close(web);
		return NULL;
	}
	if (options->proxy_login) {
		web->proxy_login = *options->proxy_login;
		if (!secret_split(&web->proxy_login, &web->proxy_pair)) {
			problem_set(problem, FAILURE_SETTINGS, "the secret proxy is not one line of the form name:password");
			web_close(web);
			return NULL;
		}
	}
	return web;
}

void web_close(struct web *web)
{
	if (!web)
		return;
	curl_easy_cleanup(web->curl);
	if (web->started)
		curl_global_cleanup();
	secret_wipe(&web->proxy_login);
	free(web);
}

/* Room for `count` more bytes and a zero. */
static bool make_room(struct transfer *transfer, size_t count)
{
	size_t room = transfer->room ? transfer->room : FIRST_ROOM;
	char *more;

	while (room <= transfer->length + count)
		room *= 2;
	if (transfer->bytes && room == transfer->room)
		return true;
	more = realloc(transfer->bytes, room);
	if (!more)
		return false;
	transfer->bytes = more;
	transfer->room = room;
	return true;
}

/* Bytes of an answer. What is over the maximum ends the transfer before it is stored; of
 * an answer that is only looked at, it is left out. */
static size_t take_bytes(char *bytes, size_t one, size_t count, void *context)
{
	struct transfer *transfer = context;
	long status = 0;

	(void)one;
	curl_easy_getinfo(transfer->web->curl, CURLINFO_RESPONSE_CODE, &status);
	if (transfer->keep ? count > transfer->max - transfer->length : status != 200) {
		transfer->unwanted += count;
		return transfer->unwanted > ANSWER_MAX ? 0 : count;
	}
	if (count > transfer->max - transfer->length) {
		transfer->too_big = true;
		return 0;
	}
	if (!make_room(transfer, count))
		return 0;
	memcpy(transfer->bytes + transfer->length, bytes, count);
	transfer->length += count;
	transfer->bytes[transfer->length] = '\0';
	return count;
}

static size_t take_header(char *bytes, size_t one, size_t count, void *context)
{
	struct transfer *transfer = context;

	(void)bytes;
	(void)one;
	transfer->headers += count;
	if (transfer->headers <= WEB_HEADER_MAX)
		return count;
	transfer->too_big = true;
	return 0;
}

/* CURLcode of several settings: all must be taken, since a setting that is left out would be a hole. */
#define SET(option, value) (good = good && curl_easy_setopt(curl, option, value) == CURLE_OK)

/* Where the system has its issuers as a folder (Debian: /etc/ssl/certs), the one file with
 * all of them is not read: that alone takes three times as long as the rest of a request. */
static bool has_ca_folder(void)
{
	const curl_version_info_data *about = curl_version_info(CURLVERSION_NOW);

	return about->capath && file_is_folder(about->capath);
}

static bool set_proxy(struct web *web, const char *url)
{
	static const long ways[] = {(long)CURLAUTH_BASIC, (long)CURLAUTH_NTLM, (long)CURLAUTH_NEGOTIATE};
	CURL *curl = web->curl;
	char host[WEB_URL_MAX];
	bool good = web_host(url, host, sizeof host);

	web->proxied = good && web->options.proxy[0] && !web_direct(web->options.no_proxy, host);
	/* "" also keeps libcurl from asking the environment. */
	SET(CURLOPT_PROXY, web->proxied ? web->options.proxy : "");
	SET(CURLOPT_NOPROXY, "");
	if (!web->proxied)
		return good;
	SET(CURLOPT_PROXYAUTH, ways[web->options.proxy_auth]);
	SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	SET(CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (web->options.ca_file[0] || has_ca_folder())
		SET(CURLOPT_PROXY_CAINFO, web->options.ca_file[0] ? web->options.ca_file : NULL);
	if (web->proxy_pair.name) {
		SET(CURLOPT_PROXYUSERNAME, web->proxy_pair.name);
		SET(CURLOPT_PROXYPASSWORD, web->proxy_pair.password);
	} else if (web->options.proxy_auth == WEB_PROXY_NEGOTIATE) {
		SET(CURLOPT_PROXYUSERPWD, ":"); /* the machine's own ticket */
	}
	return good;
}

/* Called when a handshake begins. Without dates, issuer and name are checked as ever. */
static CURLcode begin_tls(CURL *curl, void *tls, void *context)
{
	struct transfer *transfer = context;

	(void)curl;
	transfer->connected = true;
	if (!transfer->no_dates)
		return CURLE_OK;
	X509_VERIFY_PARAM *param = SSL_CTX_get0_param(tls);
	return param && X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_NO_CHECK_TIME) == 1 ? CURLE_OK : CURLE_SSL_CONNECT_ERROR;
}

static bool set_tls(struct transfer *transfer)
{
	const struct web_options *options = &transfer->web->options;
	CURL *curl = transfer->web->curl;
	bool good = true;

	SET(CURLOPT_SSL_CTX_FUNCTION, begin_tls);
	SET(CURLOPT_SSL_CTX_DATA, transfer);

	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	if (options->ca_file[0] || has_ca_folder())
		SET(CURLOPT_CAINFO, options->ca_file[0] ? options->ca_file : NULL);
	if (options->client_cert[0]) {
		SET(CURLOPT_SSLCERT, options->client_cert);
		SET(CURLOPT_SSLKEY, options->client_key[0] ? options->client_key : options->client_cert);
		if (options->key_password)
			SET(CURLOPT_KEYPASSWD, options->key_password->text);
	}
	return good;
}

static bool set_limits(struct transfer *transfer)
{
	const struct web_options *options = &transfer->web->options;
	CURL *curl = transfer->web->curl;
	bool good = true;

	SET(CURLOPT_CONNECTTIMEOUT, (long)options->connect_s);
	SET(CURLOPT_TIMEOUT, (long)options->transfer_s);
	SET(CURLOPT_LOW_SPEED_LIMIT, (long)options->slow_bytes);
	SET(CURLOPT_LOW_SPEED_TIME, (long)options->slow_s);
	/* A length that is told is believed before the first byte; take_bytes believes none. */
	if (!transfer->keep)
		SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)transfer->max);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_MAXCONNECTS, (long)CONNECTIONS_MAX);
	return good;
}

bool transfer_begin(struct transfer *transfer, const char *url)
{
	struct web *web = transfer->web;
	CURL *curl = web->curl;
	bool good = true;

	curl_easy_reset(curl); /* connections stay */
	web->error[0] = '\0';
	SET(CURLOPT_ERRORBUFFER, web->error);
	SET(CURLOPT_URL, url);
	SET(CURLOPT_PATH_AS_IS, 1L);
	SET(CURLOPT_PROTOCOLS_STR, strncmp(url, "http:", 5) == 0 ? "http" : "https");
	SET(CURLOPT_REDIR_PROTOCOLS_STR, "https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(CURLOPT_USERAGENT, "signpost/" SIGNPOST_VERSION);
	SET(CURLOPT_WRITEFUNCTION, take_bytes);
	SET(CURLOPT_WRITEDATA, transfer);
	SET(CURLOPT_HEADERFUNCTION, take_header);
	SET(CURLOPT_HEADERDATA, transfer);
	return set_limits(transfer) && set_tls(transfer) && set_proxy(web, url) && good;
}

bool transfer_is_page(const struct transfer *transfer)
{
	char *type = NULL;

	curl_easy_getinfo(transfer->web->curl, CURLINFO_CONTENT_TYPE, &type);
	return type && (strncasecmp(type, "text/html", 9) == 0 || strncasecmp(type, "application/xhtml", 17) == 0);
}

int64_t transfer_retry_after(const struct transfer *transfer)
{
	curl_off_t seconds = 0;

	curl_easy_getinfo(transfer->web->curl, CURLINFO_RETRY_AFTER, &seconds);
	if (seconds <= 0)
		return 0;
	return seconds < WEB_RETRY_MAX ? (int64_t)seconds : WEB_RETRY_MAX;
}
