#include "sync/report_object.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/issued.h"
#include "core/glass.h"

enum { OBJECT_FORMAT = 1 };

bool object_name(const char *council, const char *installation, const struct outbox_file *file, int time, struct object_name *out)
{
	char more[16] = "";
	int length;

	if (time > 1)
		snprintf(more, sizeof more, "_%d", time);
	length = snprintf(out->text, sizeof out->text, "%s/%s/%c/%s%s.json", council, installation, file->kind == OUTBOX_COUNTS ? 'm' : 'd',
			  file->when, more);
	return length > 0 && (size_t)length < sizeof out->text;
}

/* ---- the other steps ---- */

json_t *object_step(const struct status *status)
{
	json_t *json = status->at > 0 ? status_json(status) : NULL;

	/* What the reader has no use for: the file's own form, and what a server once said of its copy. */
	json_object_del(json, "format");
	json_object_del(json, "step");
	json_object_del(json, "etag");
	json_object_del(json, "running");
	json_object_del(json, "settings");
	json_object_del(json, "waits");
	return json;
}

static json_t *step_of(const char *path, const char *step)
{
	struct status status;

	status_read(path, step, &status);
	return object_step(&status);
}

struct object_steps object_steps(const char *fetch, const char *activate, const char *own)
{
	return (struct object_steps){step_of(fetch, "fetch"), step_of(activate, "activate"), step_of(own, "report")};
}

void object_steps_free(struct object_steps *steps)
{
	json_decref(steps->fetch);
	json_decref(steps->activate);
	json_decref(steps->report);
	*steps = (struct object_steps){NULL, NULL, NULL};
}

/* ---- objects ---- */

static char *print(json_t *whole, struct fault *fault)
{
	char *text = whole ? json_dumps(whole, JSON_INDENT(1)) : NULL;

	json_decref(whole);
	if (!text)
		fault_set(fault, "memory is out");
	return text;
}

char *object_month(const struct outbox_file *file, const char *text, size_t length, struct fault *fault)
{
	json_t *counts = issued_read(text, length, file->month, fault);

	if (!counts)
		return NULL;
	return print(json_pack("{s:i, s:s, s:s, s:o, s:o}", "format", OBJECT_FORMAT, "kind", "month", "month", file->when, "weeks",
			       issued_weeks(file->month), "counts", counts),
		     fault);
}

static json_t *time_json(int64_t when)
{
	char text[32];
	time_t seconds = (time_t)when;
	struct tm parts;

	if (!gmtime_r(&seconds, &parts) || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
		return json_null();
	return json_string(text);
}

static bool glass_of(const struct object_day *day, json_t **out, struct fault *fault)
{
	struct glass glass;

	*out = NULL;
	if (!day->text)
		return true;
	if (!glass_read(day->text, day->length, &glass, fault))
		return false;
	if (glass.day != day->file->day)
		return fault_set(fault, "this is the report of another day than its name says");
	*out = glass_json(&glass);
	return *out || fault_set(fault, "memory is out");
}

char *object_day(const struct object_day *day, struct fault *fault)
{
	const struct object_steps *steps = day->steps;
	json_t *glass;

	if (!glass_of(day, &glass, fault))
		return NULL;
	return print(json_pack("{s:i, s:s, s:s, s:o, s:s, s:b, s:o?, s:O?, s:O?, s:O?}", "format", OBJECT_FORMAT, "kind", "day", "day",
			       day->file->when, "at", time_json(day->now), "program", SIGNPOST_VERSION, "clock_sure", (int)day->clock_sure, "glass",
			       glass, "fetch", steps->fetch, "activate", steps->activate, "report", steps->report),
		     fault);
}
