/*
 * The command line of the public conformance suite for TUF clients
 * (github.com/theupdateframework/tuf-conformance), so that anybody can run it against
 * kiosk/core/trust.h:
 *
 *     client --metadata-dir D init ROOT
 *     client --metadata-dir D --metadata-url U refresh
 *     client --metadata-dir D --metadata-url U --target-name T... --target-base-url B --target-dir DIR download
 *
 * Ends with 0 when all went well and with 1 otherwise, with a sentence on standard error.
 * The machine's clock counts as it stands (the suite sets it with faketime).
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "core/trust.h"
#include "net/web.h"

enum { NAMES_MAX = 64, TARGET_BYTES_MAX = 64 << 20 };

struct call {
	const char *metadata_dir, *metadata_url, *target_url, *target_dir, *command, *root;
	const char *names[NAMES_MAX];
	int name_count;
	struct web *web;
};

static enum trust_got get(void *context, const struct trust_request *request, struct trust_bytes *out, struct trust_problem *problem)
{
	const struct call *call = context;
	const char *base = request->kind == TRUST_METADATA ? call->metadata_url : call->target_url;
	char url[WEB_URL_MAX];
	struct web_answer answer;
	size_t length = base ? strlen(base) : 0;
	const char *slash = length && base[length - 1] == '/' ? "" : "/";
	enum web_got got;

	if (!base || snprintf(url, sizeof url, "%s%s%s", base, slash, request->name) >= (int)sizeof url) {
		problem->failure = FAILURE_SETTINGS;
		fault_set(&problem->fault, "there is no address, or it is too long");
		return TRUST_NOT_GOT;
	}
	got = web_get(call->web, &(struct web_wish){url, request->max, NULL}, &answer, problem);
	if (got == WEB_GOT)
		*out = answer.bytes;
	return got == WEB_GOT ? TRUST_GOT : got == WEB_ABSENT ? TRUST_ABSENT : TRUST_NOT_GOT;
}

static bool init(const struct call *call, struct trust_problem *problem)
{
	char *text;
	size_t length;

	if (!file_read(call->root, TRUST_ROOT_MAX, &text, &length, &problem->fault))
		return false;
	bool good = trust_init(call->metadata_dir, text, length, problem);
	free(text);
	return good;
}

/* The name of a target's file: its path in one part, so that it cannot leave the folder. */
static bool file_of(const char *folder, const char *path, char *out, size_t size)
{
	char name[256];
	size_t used = 0;

	for (const char *c = path; *c && used + 4 < sizeof name; c++)
		used += (size_t)snprintf(name + used, 4, *c == '/' || *c == '%' || (used == 0 && *c == '.') ? "%%%02X" : "%c", (unsigned char)*c);
	name[used] = 0;
	return file_join(out, size, folder, name);
}

static bool download_one(const struct call *call, struct trust *trust, const char *name, struct trust_problem *problem)
{
	struct trust_target target;
	struct trust_bytes bytes = {0};
	char path[4096];

	if (!trust_find(trust, name, &target, problem) || !file_of(call->target_dir, name, path, sizeof path))
		return false;
	bool here = file_read(path, TARGET_BYTES_MAX, &bytes.bytes, &bytes.length, NULL) && trust_target_is(&target, bytes.bytes, bytes.length);
	free(bytes.bytes);
	bytes.bytes = NULL;
	if (here)
		return true;
	bool good = trust_fetch(trust, &target, &bytes, problem) && file_replace(path, bytes.bytes, bytes.length, &problem->fault);
	free(bytes.bytes);
	return good;
}

static bool update(struct call *call, struct trust_problem *problem)
{
	struct trust_source source = {get, call};
	struct trust *trust = trust_open(call->metadata_dir, &source, (int64_t)time(NULL), problem);
	bool good = trust && trust_refresh(trust, problem);

	if (good && strcmp(call->command, "download") == 0)
		for (int i = 0; i < call->name_count && good; i++)
			good = download_one(call, trust, call->names[i], problem);
	trust_close(trust);
	return good;
}

static bool read_call(int argc, char **argv, struct call *call)
{
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;
		const char **place = strcmp(argv[i], "--metadata-dir") == 0      ? &call->metadata_dir
				     : strcmp(argv[i], "--metadata-url") == 0    ? &call->metadata_url
				     : strcmp(argv[i], "--target-base-url") == 0 ? &call->target_url
				     : strcmp(argv[i], "--target-dir") == 0      ? &call->target_dir
				     : strcmp(argv[i], "init") == 0              ? &call->root
										 : NULL;
		bool is_name = strcmp(argv[i], "--target-name") == 0;

		if (strcmp(argv[i], "init") == 0 || strcmp(argv[i], "refresh") == 0 || strcmp(argv[i], "download") == 0)
			call->command = argv[i];
		else if (!place && !is_name)
			return false;
		if ((place || is_name) && (!value || (is_name && call->name_count == NAMES_MAX)))
			return false;
		if (is_name)
			call->names[call->name_count++] = value;
		else if (place)
			*place = value;
		i += place || is_name;
	}
	return call->command && call->metadata_dir;
}

int main(int argc, char **argv)
{
	struct call call = {0};
	struct trust_problem problem = {0};
	struct web_options options;
	char line[1024];

	if (!read_call(argc, argv, &call)) {
		fputs("client: see the head of client.c for how it is called\n", stderr);
		return 1;
	}
	signal(SIGPIPE, SIG_IGN);
	web_defaults(&options);
	call.web = web_open(&options, &problem);
	bool good = call.web && (call.root ? init(&call, &problem) : update(&call, &problem));
	web_close(call.web);
	if (good)
		return 0;
	fault_print(&problem.fault, line, sizeof line);
	fprintf(stderr, "client: %s: %s\n", failure_name(problem.failure), line);
	return 1;
}
