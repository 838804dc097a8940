/*
 * From a file of the outbox to the object that is put: pure, but for reading the status files
 * of the other steps. What the objects look like stands in sync/report.h.
 */
#ifndef SYNC_REPORT_OBJECT_H
#define SYNC_REPORT_OBJECT_H

#include "core/outbox.h"
#include "sync/report.h"

/* "leeds/<uuid>/d/2026-11-28_2.json" for the second object of that day; false when it does not
 * fit. `time` is 1 for the first. */
struct object_name {
	char text[REPORT_OBJECT_MAX];
};
bool object_name(const char *council, const char *installation, const struct outbox_file *file, int time, struct object_name *out);

/* What steps did last, for the objects of days. NULL: not known. */
struct object_steps {
	json_t *fetch, *activate, *report; /* owned */
};

/* Reads them from the status files; `own` is that of this step. */
struct object_steps object_steps(const char *fetch, const char *activate, const char *own);
void object_steps_free(struct object_steps *steps);

/* A step's status as it is reported: NULL where it never ran. */
json_t *object_step(const struct status *status);

/* The object of a file of counts with these bytes. The caller frees the text; NULL with a sentence. */
char *object_month(const struct outbox_file *file, const char *text, size_t length, struct fault *fault);

/* The object of a day. `text` NULL: the screen wrote nothing. */
struct object_day {
	const struct outbox_file *file;
	const char *text;
	size_t length;
	int64_t now;
	bool clock_sure;
	const struct object_steps *steps;
};
char *object_day(const struct object_day *day, struct fault *fault);

#endif
