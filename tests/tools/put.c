/*
 * put dav|s3 URL NAME FILE create|replace [OPTION=VALUE...]: puts a file with net/put.h and
 * prints "done", "there", or the failure's name, the seconds to wait and the sentence.
 * Options: region, login, session, ca, cert, key, times (so often, over one connection).
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "net/put.h"

static struct secret login, session;

static void take_secret(struct secret *secret, const char *text)
{
	secret->length = (size_t)snprintf(secret->text, sizeof secret->text, "%s", text);
}

static int take_option(const char *option, struct web_options *options, struct put_place *place, int *times)
{
	const char *value = strchr(option, '=');

	if (!value)
		return -1;
	value++;
	if (strncmp(option, "region=", 7) == 0) {
		snprintf(place->region, sizeof place->region, "%s", value);
	} else if (strncmp(option, "login=", 6) == 0) {
		take_secret(&login, value);
		place->login = &login;
	} else if (strncmp(option, "session=", 8) == 0) {
		take_secret(&session, value);
		place->session = &session;
	} else if (strncmp(option, "ca=", 3) == 0) {
		snprintf(options->ca_file, sizeof options->ca_file, "%s", value);
	} else if (strncmp(option, "cert=", 5) == 0) {
		snprintf(options->client_cert, sizeof options->client_cert, "%s", value);
	} else if (strncmp(option, "key=", 4) == 0) {
		snprintf(options->client_key, sizeof options->client_key, "%s", value);
	} else if (strncmp(option, "times=", 6) == 0) {
		*times = (int)strtol(value, NULL, 10);
	} else {
		return -1;
	}
	return 0;
}

static void tell(struct put *put, enum put_did did, const struct trust_problem *problem)
{
	static const char *const words[] = {[PUT_DONE] = "done", [PUT_THERE] = "there"};

	if (did != PUT_NOT_DONE)
		puts(words[did]);
	else
		printf("%s %lld %s\n", failure_name(problem->failure), put ? (long long)put_retry_after(put) : 0, problem->fault.says);
}

int main(int argc, char **argv)
{
	struct trust_problem problem = {0};
	struct web_options options;
	struct put_place place = {0};
	int times = 1;
	char *bytes;
	size_t length;

	signal(SIGPIPE, SIG_IGN);
	web_defaults(&options);
	options.connect_s = options.slow_s = 2;
	options.transfer_s = 4;
	options.clock_unsure = true; /* which must not count here */
	if (argc < 6 || !file_read(argv[4], PUT_BYTES_MAX + 1, &bytes, &length, NULL))
		return 2;
	place.kind = strcmp(argv[1], "s3") == 0 ? PUT_S3 : PUT_DAV;
	snprintf(place.url, sizeof place.url, "%s", argv[2]);
	for (int i = 6; i < argc; i++)
		if (take_option(argv[i], &options, &place, &times) != 0)
			return 2;
	struct put *put = put_open(&options, &place, &problem);
	const struct put_thing thing = {argv[3], bytes, length, put_type(argv[3]), strcmp(argv[5], "create") == 0 ? PUT_CREATE : PUT_REPLACE};
	for (int i = 0; i < (put ? times : 1); i++)
		tell(put, put ? put_send(put, &thing, &problem) : PUT_NOT_DONE, &problem);
	put_close(put);
	free(bytes);
	return 0;
}
