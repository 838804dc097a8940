#include "net/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "net/folder.h"
#include "core/problem.h"

static const char *const folders[] = {[TRUST_METADATA] = "metadata", [TRUST_TARGET] = "targets"};

void source_init(struct source *source, struct web *web)
{
	memset(source, 0, sizeof *source);
	source->web = web;
}

bool source_add(struct source *source, const char *place, struct fault *fault)
{
	size_t length = strlen(place);
	struct source_base *base;

	while (length > 1 && place[length - 1] == '/')
		length--;
	if (source->count == SOURCE_BASES_MAX)
		return fault_set(fault, "at most %d bases; leave one out", SOURCE_BASES_MAX);
	if (length >= WEB_URL_MAX)
		return fault_set(fault, "this base is too long; at most %d bytes", WEB_URL_MAX - 1);
	if (place[0] != '/' && !web_url_ok(place, fault))
		return false;
	base = &source->bases[source->count++];
	memset(base, 0, sizeof *base);
	memcpy(base->place, place, length);
	base->folder = place[0] == '/';
	return true;
}

void source_prefer(struct source *source, const char *place)
{
	for (int i = 0; i < source->count; i++)
		if (strcmp(source->bases[i].place, place) == 0)
			source->last = i;
}

const char *source_place(const struct source *source)
{
	return source->count ? source->bases[source->last].place : "";
}

bool source_pass_over(struct source *source)
{
	if (source->count)
		source->bases[source->last].passed = true;
	for (int i = 0; i < source->count; i++)
		if (!source->bases[i].passed) {
			source->last = i;
			return true;
		}
	return false;
}

/* Letters, digits, "_.-~%", and "/" between parts that do not climb: nothing else gets
 * into an address or a path. */
static bool name_ok(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~%";

	for (;;) {
		size_t length = strspn(name, allowed);

		if (length == 0 || (length == 1 && name[0] == '.') || (length == 2 && name[0] == '.' && name[1] == '.'))
			return false;
		name += length;
		if (*name == '\0')
			return true;
		if (*name++ != '/')
			return false;
	}
}

/* "12.root.json" */
static bool is_root(const struct source_wish *wish)
{
	size_t digits = strspn(wish->name, "0123456789");

	return wish->kind == TRUST_METADATA && digits > 0 && strcmp(wish->name + digits, ".root.json") == 0;
}

static enum source_got from_folder(const struct source_base *base, const struct source_wish *wish, struct trust_bytes *out,
				   struct trust_problem *problem)
{
	static const enum source_got as[] = {[TRUST_GOT] = SOURCE_GOT, [TRUST_ABSENT] = SOURCE_ABSENT, [TRUST_NOT_GOT] = SOURCE_NOT_GOT};
	char name[SOURCE_NAME_MAX + 16];
	enum trust_got got;

	snprintf(name, sizeof name, "%s/%s", folders[wish->kind], wish->name);
	got = folder_get(base->place, name, wish->max, out, problem);
	if (got == TRUST_ABSENT) {
		problem_set(problem, FAILURE_MISSING, "there is no %s", name);
		fault_at(&problem->fault, base->place, 0, NULL);
	}
	return as[got];
}

static enum source_got from_web(struct source *source, const struct web_wish *wish, struct source_answer *out, struct trust_problem *problem)
{
	static const enum source_got as[] = {
	    [WEB_GOT] = SOURCE_GOT, [WEB_SAME] = SOURCE_SAME, [WEB_ABSENT] = SOURCE_ABSENT, [WEB_NOT_GOT] = SOURCE_NOT_GOT};
	struct web_answer answer;
	enum web_got got;

	if (!source->web) {
		problem_set(problem, FAILURE_OFFLINE, "%s: no network is used here", wish->url);
		return SOURCE_NOT_GOT;
	}
	got = web_get(source->web, wish, &answer, problem);
	if (answer.retry_after_s > source->retry_after_s)
		source->retry_after_s = answer.retry_after_s;
	source->no_dates = source->no_dates || answer.no_dates;
	memcpy(out->tag.etag, answer.etag, sizeof out->tag.etag);
	out->bytes = answer.bytes;
	return as[got];
}

/* Was the base not reached at all? */
static bool is_down(const struct source_base *base, enum failure failure)
{
	if (base->folder)
		return failure == FAILURE_NO_STICK;
	return failure == FAILURE_OFFLINE || failure == FAILURE_TOO_SLOW || failure == FAILURE_PROXY;
}

static enum source_got ask_url(struct source *source, const struct source_base *base, const struct source_wish *wish, struct source_answer *out,
			       struct trust_problem *problem)
{
	char url[WEB_URL_MAX];
	bool known = wish->tag && strcmp(wish->tag->place, base->place) == 0;
	const struct web_wish web_wish = {url, wish->max, known ? wish->tag->etag : NULL};

	if ((size_t)snprintf(url, sizeof url, "%s/%s/%s", base->place, folders[wish->kind], wish->name) < sizeof url)
		return from_web(source, &web_wish, out, problem);
	problem_set(problem, FAILURE_SETTINGS, "%.200s...: this address is too long", base->place);
	return SOURCE_NOT_GOT;
}

static enum source_got ask(struct source *source, struct source_base *base, const struct source_wish *wish, struct source_answer *out,
			   struct trust_problem *problem)
{
	struct source_answer answer = {{NULL, 0}, {"", ""}};
	enum source_got got;

	if (base->folder) {
		got = from_folder(base, wish, &answer.bytes, problem);
	} else {
		int64_t longest = source->retry_after_s;

		source->retry_after_s = 0;
		got = ask_url(source, base, wish, &answer, problem);
		base->retry_after_s = source->retry_after_s;
		if (longest > source->retry_after_s)
			source->retry_after_s = longest;
	}
	base->down = got == SOURCE_NOT_GOT && is_down(base, problem->failure);
	if (got == SOURCE_NOT_GOT && problem->failure == FAILURE_DENIED && is_root(wish))
		got = SOURCE_ABSENT;
	if (got == SOURCE_GOT || got == SOURCE_SAME) {
		memcpy(answer.tag.place, base->place, sizeof answer.tag.place);
		*out = answer;
	}
	return got;
}

/* How much a failure tells about what to do, beside others. */
static int telling(enum source_got got, enum failure failure)
{
	static const int ranks[FAILURE_COUNT] = {
	    [FAILURE_OFFLINE] = 2, [FAILURE_TOO_SLOW] = 3, [FAILURE_SERVER] = 5,   [FAILURE_BUSY] = 6,      [FAILURE_DENIED] = 7,
	    [FAILURE_FORMAT] = 8,  [FAILURE_DISK] = 8,     [FAILURE_TLS] = 9,      [FAILURE_TLS_TIME] = 10, [FAILURE_INTERCEPTED] = 11,
	    [FAILURE_PROXY] = 12,  [FAILURE_TOO_BIG] = 13, [FAILURE_SETTINGS] = 14};

	if (got == SOURCE_ABSENT)
		return 4;
	if (failure == FAILURE_NO_STICK)
		return 1; /* no stick is in: that is how it should be */
	return ranks[failure] ? ranks[failure] : 5;
}

/* What the bases that failed said. */
struct failures {
	int rank; /* of the problem kept; 0: none yet */
	bool absent;
	struct trust_problem problem;
};

static void note(struct failures *failures, enum source_got got, const struct trust_problem *problem)
{
	int rank = telling(got, problem->failure);

	failures->absent = failures->absent || got == SOURCE_ABSENT;
	if (rank > failures->rank) {
		failures->rank = rank;
		failures->problem = *problem;
	}
}

/* The bases in the order in which they are asked: last first, those that are down at the end. */
static int in_order(const struct source *source, int order[SOURCE_BASES_MAX])
{
	int count = 0;

	for (int down = 0; down < 2; down++)
		for (int step = 0; step < source->count; step++) {
			int i = (source->last + step) % source->count;

			if (!source->bases[i].passed && source->bases[i].down == (down == 1))
				order[count++] = i;
		}
	return count;
}

/* Tells the hook; bytes that it does not take are gone. */
static enum source_got hand_over(struct source *source, const struct source_wish *wish, struct trust_bytes *out, struct trust_problem *problem)
{
	if (!source->received || source->received(source->received_context, wish->kind, wish->name, out, problem))
		return SOURCE_GOT;
	free(out->bytes);
	*out = (struct trust_bytes){NULL, 0};
	return SOURCE_NOT_GOT;
}

static enum source_got finish(const struct source *source, const struct source_wish *wish, const struct failures *failures,
			      struct trust_problem *problem)
{
	if (!failures->rank)
		problem_set(problem, FAILURE_SETTINGS,
			    source->count ? "no base is left to be asked" : "no base is set; write base = https://... in sync.conf");
	else if (problem)
		*problem = failures->problem;
	/* Elsewhere than at roots a server that lacks a file weighs less than one that did not answer. */
	return failures->absent && (is_root(wish) || failures->problem.failure == FAILURE_MISSING) ? SOURCE_ABSENT : SOURCE_NOT_GOT;
}

enum source_got source_get_if(struct source *source, const struct source_wish *wish, struct source_answer *out, struct trust_problem *problem)
{
	struct failures failures = {0};
	int order[SOURCE_BASES_MAX], count = in_order(source, order);

	if (!name_ok(wish->name) || strlen(wish->name) >= SOURCE_NAME_MAX) {
		problem_set(problem, FAILURE_FORMAT, "\"%.100s\" is no name of a file in a repository", wish->name);
		return SOURCE_NOT_GOT;
	}
	for (int i = 0; i < count; i++) {
		struct source_base *base = &source->bases[order[i]];
		struct trust_problem own = {0};
		enum source_got got;

		/* A dead server is not waited for only to hear that there is no newer root. */
		if (base->down && failures.absent && is_root(wish))
			continue;
		got = ask(source, base, wish, out, &own);
		if (got == SOURCE_GOT || got == SOURCE_SAME) {
			source->last = order[i];
			return got == SOURCE_GOT ? hand_over(source, wish, &out->bytes, problem) : got;
		}
		note(&failures, got, &own);
	}
	return finish(source, wish, &failures, problem);
}

enum source_got source_get_from(struct source *source, int base, const struct source_wish *wish, struct source_answer *out,
				struct trust_problem *problem)
{
	struct trust_problem own = {0};
	enum source_got got = ask(source, &source->bases[base], wish, out, &own);

	if (problem && got != SOURCE_GOT && got != SOURCE_SAME)
		*problem = own;
	return got;
}

static enum trust_got get_for_trust(void *context, const struct trust_request *request, struct trust_bytes *out, struct trust_problem *problem)
{
	static const enum trust_got as[] = {
	    [SOURCE_GOT] = TRUST_GOT, [SOURCE_SAME] = TRUST_NOT_GOT, [SOURCE_ABSENT] = TRUST_ABSENT, [SOURCE_NOT_GOT] = TRUST_NOT_GOT};
	const struct source_wish wish = {request->kind, request->name, request->max, NULL};
	struct source_answer answer;
	enum source_got got = source_get_if(context, &wish, &answer, problem);

	if (got == SOURCE_GOT)
		*out = answer.bytes;
	return as[got];
}

struct trust_source source_for_trust(struct source *source)
{
	return (struct trust_source){get_for_trust, source};
}
