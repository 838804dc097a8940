#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/problem.h"
#include "sync/commands.h"
#include "sync/reach.h"

/* What one base gave. */
struct look {
	struct trust_problem problem; /* FAILURE_NONE: it works */
	json_t *timestamp;            /* its signed part; NULL: none */
	size_t bytes;
	int64_t milliseconds;
	bool etag, no_dates;
	int64_t retry_after_s;
};

static int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static const char *text_of(const struct look *look, const char *name)
{
	return json_string_value(json_object_get(look->timestamp, name));
}

/* Is it a timestamp, as far as can be seen without keys? */
static bool read_timestamp(const struct trust_bytes *bytes, struct look *look, moment now)
{
	json_t *whole = json_loadb(bytes->bytes, bytes->length, JSON_REJECT_DUPLICATES, NULL);
	json_t *part = json_object_get(whole, "signed");
	const char *type = json_string_value(json_object_get(part, "_type"));
	moment expires;

	if (type && strcmp(type, "timestamp") == 0)
		look->timestamp = json_incref(part);
	json_decref(whole);
	if (!look->timestamp)
		return problem_set(&look->problem, FAILURE_FORMAT, "what came as metadata/timestamp.json is no timestamp (%zu bytes)", bytes->length);
	if (!text_of(look, "expires") || !moment_parse(text_of(look, "expires"), &expires))
		return problem_set(&look->problem, FAILURE_FORMAT, "the timestamp does not say until when it holds");
	if (expires <= now)
		return problem_set(&look->problem, FAILURE_EXPIRED, "the timestamp held until %s, by this machine's clock", text_of(look, "expires"));
	return true;
}

static void look_at(const struct sync_call *call, struct source *source, int base, struct look *look)
{
	static const struct source_wish wish = {TRUST_METADATA, "timestamp.json", TRUST_TIMESTAMP_MAX, NULL};
	struct source_answer answer;
	int64_t began = clock_ms();

	memset(look, 0, sizeof *look);
	source->no_dates = false;
	source->retry_after_s = 0;
	enum source_got got = source_get_from(source, base, &wish, &answer, &look->problem);
	look->milliseconds = clock_ms() - began;
	look->no_dates = source->no_dates;
	look->retry_after_s = source->retry_after_s;
	if (got != SOURCE_GOT)
		return;
	look->bytes = answer.bytes.length;
	look->etag = answer.tag.etag[0] != '\0';
	(void)read_timestamp(&answer.bytes, look, call->now);
	free(answer.bytes.bytes);
}

static json_t *or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *json_of(const char *place, const struct look *look)
{
	enum failure failure = look->problem.failure;
	json_t *row = json_object();

	json_object_set_new(row, "base", json_string(place));
	json_object_set_new(row, "works", json_boolean(failure == FAILURE_NONE));
	json_object_set_new(row, "failure", json_string(failure_name(failure)));
	json_object_set_new(row, "says", json_string(look->problem.fault.says));
	json_object_set_new(row, "staff", json_string(failure_staff(failure)));
	json_object_set_new(row, "it", json_string(failure_it(failure)));
	json_object_set_new(row, "version", json_integer(json_integer_value(json_object_get(look->timestamp, "version"))));
	json_object_set_new(row, "issued", or_null(text_of(look, "x-signpost-issued")));
	json_object_set_new(row, "expires", or_null(text_of(look, "expires")));
	json_object_set_new(row, "bytes", json_integer((json_int_t)look->bytes));
	json_object_set_new(row, "milliseconds", json_integer(look->milliseconds));
	json_object_set_new(row, "etag", json_boolean(look->etag));
	json_object_set_new(row, "dates_checked", json_boolean(!look->no_dates));
	json_object_set_new(row, "retry_after", json_integer(look->retry_after_s));
	return row;
}

/* What the server wrote is not trusted, not even to be printed: control characters could
 * move a terminal's cursor. */
static void print_plain(FILE *out, const char *text)
{
	for (; text && *text; text++)
		putc((unsigned char)*text < ' ' || (unsigned char)*text > '~' ? '?' : *text, out);
}

static void print_look(FILE *out, const char *place, const struct look *look)
{
	enum failure failure = look->problem.failure;

	fprintf(out, "%s\n", place);
	if (failure == FAILURE_NONE) {
		fprintf(out, "  works: timestamp %lld", (long long)json_integer_value(json_object_get(look->timestamp, "version")));
		fputs(", good until ", out);
		print_plain(out, text_of(look, "expires"));
		fprintf(out, "; %zu bytes in %lld ms", look->bytes, (long long)look->milliseconds);
		fputs(look->etag || place[0] == '/' ? "\n" : "; the server gives no ETag, so it sends this file every time\n", out);
	} else {
		fprintf(out, "  %s: %s\n  For staff: %s\n  For IT: %s\n", failure_name(failure), look->problem.fault.says, failure_staff(failure),
			failure_it(failure));
	}
	if (look->no_dates)
		fputs("  The dates of its certificate were not looked at, because this machine's clock is not synchronised.\n", out);
}

/* Each base in turn; gives how many work. `rows` NULL: in words. */
static int look_at_all(const struct sync_call *call, struct source *source, json_t *rows)
{
	int works = 0;

	for (int i = 0; i < source->count; i++) {
		struct look look;

		look_at(call, source, i, &look);
		works += look.problem.failure == FAILURE_NONE;
		if (rows)
			json_array_append_new(rows, json_of(source->bases[i].place, &look));
		else
			print_look(call->out, source->bases[i].place, &look);
		json_decref(look.timestamp);
	}
	return works;
}

int command_probe(const struct sync_call *call)
{
	static struct reach reach;
	struct trust_problem problem = {0};
	json_t *rows = call->json ? json_array() : NULL;
	int works = 0;

	if (!reach_bases(call, &reach, &problem)) {
		fprintf(call->err, "signpost-sync: %s: %s\n", failure_name(problem.failure), problem.fault.says);
		json_decref(rows);
		return SYNC_SYSTEM;
	}
	if (!reach.source.count)
		fputs("signpost-sync: no base is set; write base = https://... into the settings\n", call->err);
	works = look_at_all(call, &reach.source, rows);
	if (rows) {
		json_t *whole = json_pack("{s:o, s:i}", "bases", rows, "works", works);

		json_dumpf(whole, call->out, JSON_COMPACT);
		putc('\n', call->out);
		json_decref(whole);
	} else {
		fprintf(call->out, "%d of %d work%s. Signatures are not checked here.\n", works, reach.source.count, works == 1 ? "s" : "");
	}
	reach_close(&reach);
	return works ? SYNC_FINE : SYNC_FAILED;
}
