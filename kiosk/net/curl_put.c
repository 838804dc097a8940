#include "net/put.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/trust_key.h"
#include "net/curl_common.h"
#include "core/problem.h"

enum { ANSWER_KEPT = 16 << 10, LINE_MAX_BYTES = SECRET_MAX + 64 };

struct put {
	struct web *web;
	struct put_place place;
	struct secret login; /* in two halves */
	struct secret_pair pair;
	int64_t retry_after_s;
};

static bool region_ok(const char *region)
{
	size_t length = strspn(region, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

	return length > 0 && region[length] == '\0';
}

/* What is signed is what is sent only where nothing needs to be escaped. */
static bool path_ok(const char *path)
{
	return path[strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_.-")] == '\0';
}

static bool place_ok(const struct put_place *place, struct trust_problem *problem)
{
	struct fault fault;
	const char *path;

	if (!web_url_ok(place->url, &fault))
		return problem_set(problem, FAILURE_SETTINGS, "%s", fault.says);
	if (place->kind != PUT_S3)
		return true;
	path = strchr(strstr(place->url, "://") + 3, '/');
	if (path && !path_ok(path))
		return problem_set(problem, FAILURE_SETTINGS, "%.200s: for S3 the path has only letters, digits and / _ . -", place->url);
	if (!region_ok(place->region))
		return problem_set(problem, FAILURE_SETTINGS, "S3 needs a region such as eu-west-2");
	return place->login || problem_set(problem, FAILURE_SETTINGS, "S3 needs a secret with key id and secret key, as id:key in one line");
}

struct put *put_open(const struct web_options *options, const struct put_place *place, struct trust_problem *problem)
{
	struct put *put;

	if (!place_ok(place, problem))
		return NULL;
	put = calloc(1, sizeof *put);
	if (!put) {
		problem_set(problem, FAILURE_SERVER, "no memory for a connection; try again");
		return NULL;
	}
	put->place = *place;
	for (size_t length = strlen(place->url); put->place.url[length - 1] == '/'; length--)
		put->place.url[length - 1] = '\0';
	put->web = web_open(options, problem);
	if (put->web && place->login) {
		put->login = *place->login;
		if (!secret_split(&put->login, &put->pair)) {
			problem_set(problem, FAILURE_SETTINGS, "the secret for %.200s is not one line of the form %s", place->url,
				    place->kind == PUT_S3 ? "id:key" : "name:password");
			web_close(put->web);
			put->web = NULL;
		}
	}
	if (!put->web) {
		put_close(put);
		return NULL;
	}
	return put;
}

void put_close(struct put *put)
{
	if (!put)
		return;
	web_close(put->web);
	secret_wipe(&put->login);
	free(put);
}

int64_t put_retry_after(const struct put *put)
{
	return put->retry_after_s;
}

/* One more header line. False when memory is out. */
__attribute__((format(printf, 2, 3))) static bool add_line(struct curl_slist **lines, const char *format, ...)
{
	char line[LINE_MAX_BYTES];
	struct curl_slist *more;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	more = length > 0 && (size_t)length < sizeof line ? curl_slist_append(*lines, line) : NULL;
	explicit_bzero(line, sizeof line);
	if (more)
		*lines = more;
	return more != NULL;
}

static bool make_lines(const struct put *put, const struct put_thing *thing, struct curl_slist **lines)
{
	char hash[TRUST_HEX_SIZE];

	*lines = NULL;
	if (!add_line(lines, "Content-Type: %s", thing->type) || (thing->way == PUT_CREATE && !add_line(lines, "If-None-Match: *")))
		return false;
	/* A server that is asked whether it wants the bytes costs a second where it does not know the
	 * question. For S3 the line stays away: libcurl 7.88 signs it, and does not send it. */
	if (put->place.kind == PUT_DAV)
		return add_line(lines, "Expect:");
	trust_sha256(thing->bytes, thing->length, hash);
	if (!add_line(lines, "x-amz-content-sha256: %s", hash))
		return false;
	return !put->place.session || add_line(lines, "x-amz-security-token: %s", put->place.session->text);
}

#define SET(option, value) (good = good && curl_easy_setopt(curl, option, value) == CURLE_OK)

static bool set_login(const struct put *put)
{
	CURL *curl = put->web->curl;
	char way[PUT_REGION_MAX + 32];
	bool good = true;

	if (put->place.kind == PUT_S3) {
		snprintf(way, sizeof way, "aws:amz:%s:s3", put->place.region);
		SET(CURLOPT_AWS_SIGV4, way);
	} else {
		SET(CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	}
	if (put->pair.name) {
		SET(CURLOPT_USERNAME, put->pair.name);
		SET(CURLOPT_PASSWORD, put->pair.password);
	}
	return good;
}

/* The body goes as a POST's does, from memory, which is what libcurl 7.88 can sign; the
 * word on the line is PUT. */
static bool set_body(const struct put *put, const struct put_thing *thing, struct curl_slist *lines)
{
	CURL *curl = put->web->curl;
	bool good = true;

	SET(CURLOPT_POST, 1L);
	SET(CURLOPT_CUSTOMREQUEST, "PUT");
	SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)thing->length);
	SET(CURLOPT_POSTFIELDS, thing->length ? (const char *)thing->bytes : "");
	SET(CURLOPT_HTTPHEADER, lines);
	return good && set_login(put);
}

/* Does the store's answer have this error code? */
static bool says(const struct transfer *transfer, const char *code)
{
	return transfer->bytes && strstr(transfer->bytes, code);
}

/* Statuses that mean something else for PUT than for GET. */
static void refine(const struct transfer *transfer, const char *url, long status, struct trust_problem *problem)
{
	if (status == 403 && says(transfer, "RequestTimeTooSkewed"))
		problem_set(problem, FAILURE_TLS_TIME, "%s: the store finds that this machine's clock is wrong (RequestTimeTooSkewed)", url);
	else if (status == 403 && says(transfer, "SignatureDoesNotMatch"))
		problem_set(problem, FAILURE_DENIED, "%s: the store finds the signature wrong; check secret key and region (SignatureDoesNotMatch)",
			    url);
	else if (status == 400 && says(transfer, "SSL certificate"))
		problem_set(problem, FAILURE_DENIED, "%s: the server does not take this machine's client certificate, or misses one (400)", url);
	else if (status == 409 && says(transfer, "ConditionalRequestConflict"))
		problem_set(problem, FAILURE_BUSY, "%s: somebody else writes this file just now (409)", url);
	else if (status == 500)
		problem_set(problem, FAILURE_SERVER,
			    "%s: the server answered 500; with nginx, is create_full_put_path on, and may it write into the folder?", url);
	else if (status == 409)
		problem_set(problem, FAILURE_MISSING, "%s: the folder above is not there and could not be made (409)", url);
	else if (status == 405)
		problem_set(problem, FAILURE_SERVER, "%s: the server takes no files here (405); with nginx: dav_methods PUT", url);
	else if (status == 413)
		problem_set(problem, FAILURE_TOO_BIG, "%s: the server takes no file as long as this (413); with nginx: client_max_body_size", url);
	else if (status == 507)
		problem_set(problem, FAILURE_SERVER, "%s: the server's disk is full (507)", url);
}

static enum put_did judge(struct put *put, struct transfer *transfer, const char *url, struct trust_problem *problem)
{
	struct trust_problem own = {0};
	long status;
	bool fine = transfer_run(transfer, url, &status, &own);

	if (fine && status == 200 && transfer_is_page(transfer))
		fine = problem_set(&own, FAILURE_INTERCEPTED, "%s: a web page answered and not the server", url);
	else if (fine && status != 200 && status != 201 && status != 204)
		fine = problem_set(&own, FAILURE_SERVER, "%s: the server answered %ld, which does not say that the file was stored", url, status);
	if (fine)
		return PUT_DONE;
	if (status == 412)
		return PUT_THERE;
	refine(transfer, url, status, &own);
	put->retry_after_s = own.failure == FAILURE_BUSY ? transfer_retry_after(transfer) : 0;
	if (problem)
		*problem = own;
	return PUT_NOT_DONE;
}

static bool make_url(const struct put *put, const struct put_thing *thing, char out[WEB_URL_MAX], struct trust_problem *problem)
{
	struct fault fault;

	if (!thing->name[0] || thing->name[0] == '/' || !path_ok(thing->name))
		return problem_set(problem, FAILURE_FORMAT, "\"%.200s\" cannot be put: a name has only letters, digits and / _ . -", thing->name);
	if (thing->length > PUT_BYTES_MAX)
		return problem_set(problem, FAILURE_TOO_BIG, "%.200s is too long to be put; at most %d bytes", thing->name, PUT_BYTES_MAX);
	if (!file_join(out, WEB_URL_MAX, put->place.url, thing->name) || !web_url_ok(out, &fault))
		return problem_set(problem, FAILURE_FORMAT, "%.200s: this name does not fit into an address", thing->name);
	return true;
}

/* Makes one folder; whether it was there, and whether it came about, the next PUT tells. */
static void make_folder(struct put *put, const char *url)
{
	struct transfer transfer = {.web = put->web, .max = ANSWER_KEPT, .keep = true};
	long status;

	if (transfer_begin(&transfer, url) && curl_easy_setopt(put->web->curl, CURLOPT_CUSTOMREQUEST, "MKCOL") == CURLE_OK && set_login(put))
		(void)transfer_run(&transfer, url, &status, NULL);
	free(transfer.bytes);
}

/* The folders of `url` below the place, from above. */
static void make_folders(struct put *put, const char *url)
{
	char folder[WEB_URL_MAX];

	for (const char *at = url + strlen(put->place.url); (at = strchr(at + 1, '/')) != NULL;) {
		snprintf(folder, sizeof folder, "%.*s/", (int)(at - url), url);
		make_folder(put, folder);
	}
}

static enum put_did send_once(struct put *put, const struct put_thing *thing, const char *url, struct trust_problem *problem)
{
	struct transfer transfer = {.web = put->web, .max = ANSWER_KEPT, .keep = true};
	struct curl_slist *lines = NULL;
	enum put_did did = PUT_NOT_DONE;

	put->retry_after_s = 0;
	if (make_lines(put, thing, &lines) && transfer_begin(&transfer, url) && set_body(put, thing, lines))
		did = judge(put, &transfer, url, problem);
	else
		problem_set(problem, FAILURE_SETTINGS, "%s: a setting for this connection is not taken by libcurl", url);
	for (struct curl_slist *line = lines; line; line = line->next)
		explicit_bzero(line->data, strlen(line->data)); /* one is a session token */
	curl_slist_free_all(lines);
	free(transfer.bytes);
	return did;
}

enum put_did put_send(struct put *put, const struct put_thing *thing, struct trust_problem *problem)
{
	struct trust_problem own = {0};
	char url[WEB_URL_MAX];
	enum put_did did;

	if (!make_url(put, thing, url, problem))
		return PUT_NOT_DONE;
	did = send_once(put, thing, url, &own);
	if (did == PUT_NOT_DONE && own.failure == FAILURE_MISSING && put->place.kind == PUT_DAV) {
		make_folders(put, url);
		did = send_once(put, thing, url, &own);
	}
	if (did == PUT_THERE && thing->way != PUT_CREATE) {
		problem_set(&own, FAILURE_SERVER, "%s: the server does not let this file be replaced (412)", url);
		did = PUT_NOT_DONE;
	}
	if (did == PUT_NOT_DONE && problem)
		*problem = own;
	return did;
}

const char *put_type(const char *name)
{
	static const char *const types[][2] = {
	    {".json", "application/json"}, {".png", "image/png"}, {".jpg", "image/jpeg"}, {".svg", "image/svg+xml"}, {".csv", "text/csv"}};
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		size_t ending = strlen(types[i][0]);

		if (length > ending && strcmp(name + length - ending, types[i][0]) == 0)
			return types[i][1];
	}
	return "application/octet-stream";
}
