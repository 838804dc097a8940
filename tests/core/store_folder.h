/*
 * A store in a folder of its own, and content made of a few words, for the tests of the store.
 */
#ifndef TESTS_CORE_STORE_FOLDER_H
#define TESTS_CORE_STORE_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "core/store.h"
#include "core/store_parts.h"

static struct trust_problem problem;

struct fixture {
	char top[64];
	struct store store;
	int asked;                     /* files that were got */
	const char *not_got;           /* a path that cannot be got */
	bool refuse;                   /* nothing is approved */
	char approved[STORE_PATH_MAX]; /* the folder that was asked about last */
};

/* Waits for no disk where memory is at hand. */
static const char *roomy(void)
{
	struct statvfs about;

	return statvfs("/dev/shm", &about) == 0 && about.f_bavail * about.f_frsize > 256 << 20 && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

static int begin(void **state)
{
	static struct fixture fixture;

	fixture = (struct fixture){.not_got = ""};
	snprintf(fixture.top, sizeof fixture.top, "%s/signpost-test-XXXXXX", roomy());
	*state = &fixture;
	return mkdtemp(fixture.top) && store_open(&fixture.store, fixture.top, NULL) ? 0 : -1;
}

static int end(void **state)
{
	struct fixture *fixture = *state;
	char command[128];

	store_close(&fixture->store);
	snprintf(command, sizeof command, "rm -rf '%s'", fixture->top);
	return system(command);
}

static const char *at(const struct fixture *fixture, const char *format, const char *name)
{
	static char paths[4][512];
	static int turn;
	char below[256], *path = paths[turn = (turn + 1) % 4];

	snprintf(below, sizeof below, "%s%s", format, name);
	assert_true(file_join(path, 512, fixture->top, below));
	return path;
}

/* The bytes of a file are its path, and for the hub's the release: so base files are shared. */
static void bytes_of(const char *path, int release, char out[128])
{
	if (strncmp(path, "packs/hub/", 10) == 0)
		snprintf(out, 128, "%.90s in release %d", path, release);
	else
		snprintf(out, 128, "%.90s", path);
}

static const char *const files[] = {"packs/base/pack.json", "packs/base/text/en.json", "packs/hub/pack.json", "packs/hub/pictures/a/b.svg"};
enum { FILES = sizeof files / sizeof files[0] };

struct content {
	int release;
	char channel[2048], set[TRUST_HEX_SIZE];
};

static struct content make(int release, const char *min_app)
{
	struct content content = {.release = release};
	int used =
	    snprintf(content.channel, sizeof content.channel,
		     "{\"format\": 1, \"release\": %d, \"made\": \"2026-11-28T10:00:00Z\", \"min_app\": \"%s\", \"packs\": [\"base\", \"hub\"], "
		     "\"files\": [",
		     release, min_app);
	for (int i = 0; i < FILES; i++) {
		char text[128], sha[TRUST_HEX_SIZE];
		bytes_of(files[i], release, text);
		trust_sha256(text, strlen(text), sha);
		used += snprintf(content.channel + used, sizeof content.channel - (size_t)used,
				 "%s{\"path\": \"%s\", \"sha256\": \"%s\", \"length\": %zu}", i ? ", " : "", files[i], sha, strlen(text));
	}
	snprintf(content.channel + used, sizeof content.channel - (size_t)used, "]}");
	trust_sha256(content.channel, strlen(content.channel), content.set);
	return content;
}

struct asked {
	struct fixture *fixture;
	int release;
};

static bool get(void *context, const struct channel_part *part, struct trust_bytes *out, struct trust_problem *why)
{
	const struct asked *asked = context;
	char text[128];

	asked->fixture->asked++;
	if (strcmp(part->path, asked->fixture->not_got) == 0)
		return problem_set(why, FAILURE_OFFLINE, "no network");
	bytes_of(part->path, asked->release, text);
	*out = (struct trust_bytes){strdup(text), strlen(text)};
	return true;
}

static bool approve(void *context, const char *folder, const struct channel_file *channel, struct trust_problem *why)
{
	struct asked *asked = context;

	assert_int_equal(channel->release, asked->release);
	snprintf(asked->fixture->approved, sizeof asked->fixture->approved, "%s", folder);
	return !asked->fixture->refuse || problem_set(why, FAILURE_PROOF, "S2 can be broken");
}

static bool live(struct fixture *fixture, const struct content *content, bool good)
{
	struct asked asked = {fixture, content->release};
	char channel[sizeof content->channel], set[TRUST_HEX_SIZE] = "untouched";

	memcpy(channel, content->channel, sizeof channel);
	fixture->asked = 0;
	memset(&problem, 0, sizeof problem);
	struct store_incoming incoming = {{channel, strlen(channel)}, "0.1.0", good, get, approve, &asked};
	bool fine = store_live(&fixture->store, &incoming, set, &problem);
	assert_string_equal(set, fine ? content->set : "untouched");
	return fine;
}

static struct store_pointer pointer(const struct fixture *fixture)
{
	struct store_pointer read;

	assert_true(store_pointer_read(&fixture->store, &read, &problem));
	return read;
}

static void points(const struct fixture *fixture, const char *current, const char *previous)
{
	struct store_pointer read = pointer(fixture);

	assert_false(read.broken);
	assert_string_equal(read.current, current);
	assert_string_equal(read.previous, previous);
}

static void write_file(const char *path, const char *text)
{
	assert_true(file_replace(path, text, strlen(text), NULL));
}

static bool there(const char *path)
{
	struct stat about;

	return lstat(path, &about) == 0;
}

static struct trust_bytes words(const char *text)
{
	return (struct trust_bytes){(char *)(uintptr_t)text, strlen(text)};
}

static const char *sha_of(const char *text)
{
	static char sha[TRUST_HEX_SIZE];

	trust_sha256(text, strlen(text), sha);
	return sha;
}

#endif
