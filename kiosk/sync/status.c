#include "sync/status.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/moment.h"

static json_t *time_text(int64_t when)
{
	char text[32];
	time_t seconds = (time_t)when;
	struct tm parts;

	if (when <= 0 || !gmtime_r(&seconds, &parts) || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
		return json_null();
	return json_string(text);
}

static int64_t text_time(const json_t *value)
{
	moment when = 0;

	return json_is_string(value) && moment_parse(json_string_value(value), &when) ? when : 0;
}

static json_t *trust_json(const struct trust_state *trust)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:o, s:o, s:o}", "root", (json_int_t)trust->root, "timestamp", (json_int_t)trust->timestamp,
			 "snapshot", (json_int_t)trust->snapshot, "targets", (json_int_t)trust->targets, "root_expires",
			 time_text(trust->root_expires), "expires", time_text(trust->timestamp_expires), "issued", time_text(trust->issued));
}

static json_t *waits_json(const struct status *status)
{
	json_t *waits = json_array();

	for (int i = 0; i < SOURCE_BASES_MAX; i++)
		json_array_append_new(waits, time_text(status->waits[i]));
	return waits;
}

json_t *status_json(const struct status *status)
{
	json_t *out =
	    json_pack("{s:i, s:s, s:o, s:o, s:s, s:s, s:s, s:s, s:o, s:i, s:I, s:s, s:s}", "format", STATUS_FORMAT, "step", status->step, "at",
		      time_text(status->at), "good_at", time_text(status->good_at), "failure", failure_name(status->failure), "says", status->says,
		      "staff", failure_staff(status->failure), "it", failure_it(status->failure), "next", time_text(status->next), "tries",
		      status->tries, "release", (json_int_t)status->release, "set", status->set, "made", status->made);
	json_t *rest =
	    json_pack("{s:s, s:o, s:b, s:b, s:s, s:s, s:o}", "hub", status->hub, "full_at", time_text(status->full_at), "complete", status->complete,
		      "clock_unsure", status->clock_unsure, "base", status->tag.place, "etag", status->tag.etag, "trust", trust_json(&status->trust));

	if (rest) {
		json_object_set_new(rest, "running", time_text(status->running));
		json_object_set_new(rest, "settings", json_string(status->settings));
		json_object_set_new(rest, "waits", waits_json(status));
	}
	if (!out || !rest || json_object_update(out, rest) != 0) {
		json_decref(out);
		out = NULL;
	}
	json_decref(rest);
	return out;
}

static void take_text(const json_t *json, const char *name, char *out, size_t size)
{
	const char *text = json_string_value(json_object_get(json, name));

	if (text && strlen(text) < size)
		snprintf(out, size, "%s", text);
}

static int64_t number(const json_t *json, const char *name)
{
	json_int_t value = json_integer_value(json_object_get(json, name));
	return value > 0 ? value : 0;
}

static void take_trust(const json_t *json, struct trust_state *out)
{
	out->root = number(json, "root");
	out->timestamp = number(json, "timestamp");
	out->snapshot = number(json, "snapshot");
	out->targets = number(json, "targets");
	out->root_expires = text_time(json_object_get(json, "root_expires"));
	out->timestamp_expires = text_time(json_object_get(json, "expires"));
	out->issued = text_time(json_object_get(json, "issued"));
}

static void take(const json_t *json, struct status *out)
{
	char name[32] = "none";

	out->at = text_time(json_object_get(json, "at"));
	out->running = text_time(json_object_get(json, "running"));
	out->good_at = text_time(json_object_get(json, "good_at"));
	out->next = text_time(json_object_get(json, "next"));
	out->full_at = text_time(json_object_get(json, "full_at"));
	out->tries = (int)(number(json, "tries") < 1000 ? number(json, "tries") : 1000);
	out->release = number(json, "release");
	out->complete = json_is_true(json_object_get(json, "complete"));
	out->clock_unsure = json_is_true(json_object_get(json, "clock_unsure"));
	take_text(json, "failure", name, sizeof name);
	out->failure = failure_value(name) < FAILURE_COUNT ? failure_value(name) : FAILURE_NONE;
	take_text(json, "says", out->says, sizeof out->says);
	take_text(json, "set", out->set, sizeof out->set);
	take_text(json, "made", out->made, sizeof out->made);
	take_text(json, "hub", out->hub, sizeof out->hub);
	take_text(json, "base", out->tag.place, sizeof out->tag.place);
	take_text(json, "etag", out->tag.etag, sizeof out->tag.etag);
	take_text(json, "settings", out->settings, sizeof out->settings);
	for (size_t i = 0; i < SOURCE_BASES_MAX; i++)
		out->waits[i] = text_time(json_array_get(json_object_get(json, "waits"), i));
	take_trust(json_object_get(json, "trust"), &out->trust);
}

/* The folder of the file; -1 when it cannot be opened or locked, `*held` then tells which. */
static int lock_folder(const char *path, int how, bool *held)
{
	char folder[FAULT_FILE_MAX * 4];
	const char *slash = strrchr(path, '/');

	*held = false;
	if (!slash || (size_t)(slash - path) >= sizeof folder)
		return -1;
	snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
	int fd = open(folder[0] ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && flock(fd, how | LOCK_NB) != 0) {
		*held = true;
		close(fd);
		fd = -1;
	}
	return fd;
}

int status_hold(const char *path)
{
	bool held;

	return lock_folder(path, LOCK_EX, &held);
}

/* Has the run that began ended without a word? Where nobody may look, that is not known. */
static void judge(const char *path, struct status *status)
{
	char when[32] = "";
	bool held;
	time_t seconds = (time_t)status->running;
	struct tm parts;
	int fd = status->running ? lock_folder(path, LOCK_SH, &held) : -1;

	if (fd < 0)
		return;
	close(fd);
	if (gmtime_r(&seconds, &parts))
		(void)strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &parts);
	snprintf(status->says, sizeof status->says, "the run that began at %s was ended before it was done", when);
	status->failure = FAILURE_INTERRUPTED;
	status->at = status->running;
	status->running = 0;
	status->tries = status->tries < 1000 ? status->tries + 1 : 1000;
}

void status_read(const char *path, const char *step, struct status *out)
{
	struct status status = {0};
	char *text = NULL;
	size_t length;
	json_t *json = file_read(path, STATUS_FILE_MAX, &text, &length, NULL) ? json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL) : NULL;

	free(text);
	snprintf(status.step, sizeof status.step, "%s", step);
	if (json_integer_value(json_object_get(json, "format")) == STATUS_FORMAT)
		take(json, &status);
	judge(path, &status);
	json_decref(json);
	*out = status;
}

bool status_write(const char *path, const struct status *status, struct fault *fault)
{
	json_t *json = status_json(status);
	char *text = json ? json_dumps(json, JSON_INDENT(1)) : NULL;
	bool good = text ? file_replace(path, text, strlen(text), fault) : fault_set(fault, "memory is out");

	free(text);
	json_decref(json);
	return good;
}

void status_end(struct status *status, int64_t now, const struct trust_problem *problem, int64_t wait_s)
{
	status->at = now;
	status->running = 0;
	status->failure = problem->failure;
	status->says[0] = 0;
	if (problem->failure == FAILURE_NONE) {
		status->good_at = now;
		status->tries = 0;
		status->next = 0;
		return;
	}
	fault_print(&problem->fault, status->says, sizeof status->says);
	status->tries = status->tries < 1000 ? status->tries + 1 : 1000;
	status->next = now + wait_s;
}
